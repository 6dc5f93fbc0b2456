//! Segments: immutable pieces of tokenised corpus, each with a vocabulary of its own.
//!
//! Workers make them in parallel and share nothing; the freeze merges them. A segment is the same
//! whether its documents were read now or in an earlier run.

use std::ops::Range;

use super::{LocalVocabulary, Strings, TokenizedDocument};
use crate::clean::SOFT_HYPHEN;
use crate::model::{Skipped, Symbols};

/// A piece of tokenised corpus with its own vocabulary.
#[derive(Debug, Default)]
pub struct Segment {
    /// The symbols of its documents.
    pub symbols: Symbols,
    /// Words by language, by local number.
    pub vocabularies: Vec<LocalVocabulary>,
    /// Separators by local number: a byte for the boundary, then the text.
    pub separators: Strings,
    /// Its documents, in the order of reading.
    pub documents: Vec<TokenizedDocument>,
    /// What was left out, in the order of reading.
    pub skipped: Vec<Skipped>,
}

impl Segment {
    /// Whether there are symbols of documents that are not in it any more.
    #[must_use]
    pub fn holds_unused(&self) -> bool {
        let documents = self.documents.iter().map(|document| document.symbols.len());
        documents.sum::<usize>() != self.symbols.len()
    }

    /// The place of the vocabulary that numbers a document's words.
    #[must_use]
    pub fn vocabulary_of(&self, document: &TokenizedDocument) -> Option<usize> {
        let mut locals = self.vocabularies.iter();
        locals.position(|local| local.detected == document.detected)
    }

    /// The text of some symbols of a document, blanks folded and soft hyphens left out.
    #[must_use]
    pub fn text(&self, document: &TokenizedDocument, symbols: Range<usize>) -> String {
        let vocabulary = self.vocabulary_of(document);
        let surfaces = vocabulary.map(|place| &self.vocabularies[place].surfaces);
        let symbols = self.symbols.read(symbols);
        let mut out = String::new();
        for (index, symbol) in symbols.iter().enumerate() {
            let piece = match (symbol.as_word(), symbol.as_separator(), surfaces) {
                (Some(word), _, Some(surfaces)) => surfaces.get(word.0),
                (_, Some(separator), _) => &self.separators.get(separator)[1..],
                _ => &[],
            };
            out.push_str(&String::from_utf8_lossy(piece));
            let next_is_word = symbols
                .get(index + 1)
                .is_some_and(|next| next.as_word().is_some());
            if symbol.as_word().is_some() && next_is_word {
                out.push(' ');
            }
        }
        out.retain(|c| c != SOFT_HYPHEN);
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
impl Segment {
    /// A segment of records with an id, a date and an English text.
    pub(crate) fn of_texts(texts: &[(&str, &str, &str)]) -> Self {
        use super::{Tokenized, Tokenizer};
        use crate::model::{Document, DocumentInfo, Format, Language, Place};

        let mut tokenizer = Tokenizer::new(Language::from_tag("en"), true);
        let mut documents = Vec::new();
        for (line, (id, date, text)) in (1..).zip(texts) {
            let place = Place {
                path: "records.jsonl".into(),
                line: Some(line),
            };
            let format = Format::JsonLines;
            let mut info = DocumentInfo::new(place, format, text.len() as u64, [0; 32]);
            info.doc_id = (*id).to_owned();
            info.source = "s".to_owned();
            info.date = (*date).to_owned();
            let document = tokenizer.tokenize(Document {
                info,
                text: (*text).to_owned(),
                left_out: Vec::new(),
            });
            documents.push(document.expect("words"));
        }
        let Tokenized {
            symbols,
            vocabularies,
            separators,
        } = tokenizer.finish();
        Self {
            symbols: Symbols::InMemory(symbols),
            vocabularies,
            separators,
            documents,
            skipped: Vec::new(),
        }
    }
}
