//! Segments: immutable pieces of tokenised corpus, made in parallel and shared with nobody.

use std::ops::Range;

use super::growing::Span;
use crate::model::{Skipped, Symbols};
use crate::store::{Made, Recalled};
use crate::tokenize::{LocalVocabulary, Strings, TokenizedDocument};

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
    /// What its documents and rows were made from, where a cache wants to know.
    pub(super) made: Vec<Made>,
    /// What the cache knew.
    pub(super) recalled: Vec<Recalled>,
    /// The ranges of files of records that went into it.
    pub(super) spans: Vec<Span>,
}

impl Segment {
    /// A segment of documents that were read before.
    pub(crate) fn of_parts(
        symbols: Symbols,
        vocabularies: Vec<LocalVocabulary>,
        separators: Strings,
        documents: Vec<TokenizedDocument>,
        skipped: Vec<Skipped>,
    ) -> Self {
        Self {
            symbols,
            vocabularies,
            separators,
            documents,
            skipped,
            ..Self::default()
        }
    }

    /// Whether there are symbols of documents that are not in it any more.
    pub(super) fn holds_unused(&self) -> bool {
        let documents = self.documents.iter().map(|document| document.symbols.len());
        documents.sum::<usize>() != self.symbols.len()
    }

    /// The place of the vocabulary that numbers a document's words.
    #[must_use]
    pub fn vocabulary_of(&self, document: &TokenizedDocument) -> Option<usize> {
        let mut locals = self.vocabularies.iter();
        locals.position(|local| local.detected == document.detected)
    }

    /// The text of some symbols of a document, blanks folded.
    #[must_use]
    pub fn text(&self, document: &TokenizedDocument, symbols: Range<usize>) -> String {
        let own = self.vocabulary_of(document);
        let own = own.map(|own| &self.vocabularies[own].surfaces);
        let symbols = self.symbols.read(symbols);
        let mut out = String::new();
        for (index, symbol) in symbols.iter().enumerate() {
            let piece = match (symbol.as_word(), symbol.as_separator(), own) {
                (Some(word), _, Some(own)) => own.get(word.0),
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
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
use super::growing::{Growing, Keep};
#[cfg(test)]
use crate::config::Config;
#[cfg(test)]
use crate::model::{DocumentInfo, Place};
#[cfg(test)]
use crate::tokenize::Tokenizer;

#[cfg(test)]
impl Segment {
    /// A segment of records with an id, a date and an English text.
    pub(crate) fn of_texts(texts: &[(&str, &str, &str)]) -> Self {
        let mut tokenizer = Tokenizer::new(crate::model::Language::from_tag("en"), true);
        let mut documents = Vec::new();
        for (line, (id, date, text)) in (1..).zip(texts) {
            let place = Place {
                path: "records.jsonl".into(),
                line: Some(line),
            };
            let format = crate::model::Format::JsonLines;
            let mut info = DocumentInfo::new(place, format, text.len() as u64, [0; 32]);
            info.doc_id = (*id).to_owned();
            info.source = "s".to_owned();
            info.date = (*date).to_owned();
            let text = (*text).to_owned();
            let document = tokenizer.tokenize(crate::model::Document {
                info,
                text,
                left_out: Vec::new(),
            });
            documents.push(document.expect("words"));
        }
        let (config, keep) = (Config::default(), Keep::default());
        let mut growing = Growing::new(&config, &keep);
        (growing.tokenizer, growing.documents) = (tokenizer, documents);
        growing.finish()
    }
}
