//! Documents to symbols, with the words of one worker interned as they come.

use std::ops::Range;

use icu_properties::PropertyNamesLong;
use icu_properties::props::Script;

use super::abbreviation::Abbreviations;
use super::interner::Interner;
use super::language::{Detected, Detection, detect, stated};
use super::script::is_without_dictionary;
use super::segmenter::cut;
use super::sentence::boundary_in;
use super::words::for_each_piece;
use crate::model::{Boundary, Document, DocumentInfo, Language, Skipped, Symbol};

/// A tokenised document: its facts, and where its symbols stand in the worker's sequence.
#[derive(Debug)]
pub struct TokenizedDocument {
    /// What is known of it.
    pub info: DocumentInfo,
    /// Its language, as far as the worker can tell.
    pub detected: Detected,
    /// How sure the worker is of it, from 0 to 1.
    pub confidence: f64,
    /// Its symbols; words are numbered by the worker's vocabulary for `detected`.
    pub symbols: Range<usize>,
    /// Paragraphs that hold a token.
    pub paragraphs: u32,
    /// Sentences that hold a token.
    pub sentences: u32,
    /// Tokens.
    pub tokens: u32,
}

/// The words of one language that a worker has met.
#[derive(Debug)]
pub struct LocalVocabulary {
    /// The language, and whether it is sure.
    pub detected: Detected,
    /// Surfaces by local number.
    pub surfaces: Interner,
}

/// Turns documents into symbols; a worker's own.
#[derive(Debug, Default)]
pub struct Tokenizer {
    forced: Option<Language>,
    /// The symbols of all documents so far, one after another.
    pub symbols: Vec<Symbol>,
    /// Words by language.
    pub vocabularies: Vec<LocalVocabulary>,
    /// Separators by local number: a byte for the boundary, then the text.
    pub separators: Interner,
    scratch: Vec<u8>,
}

impl Tokenizer {
    /// A tokeniser for documents of any language, or of one that is known.
    #[must_use]
    pub fn new(forced: Option<Language>) -> Self {
        Self {
            forced,
            ..Self::default()
        }
    }

    /// Tokenises a document.
    ///
    /// # Errors
    /// A skipped row, if the document has no word, or is mostly in a script that no dictionary cuts.
    pub fn tokenize(&mut self, document: Document) -> Result<TokenizedDocument, Skipped> {
        let Document { info, text } = document;
        let known = self.forced.or(info.language);
        let detection = known.map_or_else(|| detect(&text), |language| stated(language, &text));
        let detected = detection.detected;
        if let Some(script) = detected
            .script
            .filter(|&script| is_without_dictionary(script))
        {
            let name = PropertyNamesLong::<Script>::new().get(script);
            let reason = format!(
                "written in the script {}, which has no spaces between words, and no dictionary here cuts it into words",
                name.unwrap_or_default().replace('_', " ")
            );
            return Err(Skipped::of(info, reason));
        }
        let vocabulary = self.vocabulary(detected);
        let start = self.symbols.len();
        let counts = self.push_symbols(&text, vocabulary, &detection);
        if counts.tokens == 0 {
            self.symbols.truncate(start);
            return Err(Skipped::of(
                info,
                "no words: holds no letter or digit".to_owned(),
            ));
        }
        Ok(TokenizedDocument {
            info,
            detected,
            confidence: detection.confidence,
            symbols: start..self.symbols.len(),
            paragraphs: counts.paragraphs,
            sentences: counts.sentences,
            tokens: counts.tokens,
        })
    }

    /// The place of the vocabulary for a language.
    fn vocabulary(&mut self, detected: Detected) -> usize {
        let found = self
            .vocabularies
            .iter()
            .position(|local| local.detected == detected);
        found.unwrap_or_else(|| {
            self.vocabularies.push(LocalVocabulary {
                detected,
                surfaces: Interner::default(),
            });
            self.vocabularies.len() - 1
        })
    }

    fn push_symbols(&mut self, text: &str, vocabulary: usize, detection: &Detection) -> Counts {
        let Self {
            symbols,
            vocabularies,
            separators,
            scratch,
            ..
        } = self;
        let surfaces = &mut vocabularies[vocabulary].surfaces;
        let abbreviations = Abbreviations::of(detection.detected.language);
        let bytes = text.as_bytes();
        let mut counts = Counts::default();
        let mut last = 0..0;
        let mut separate = |gap: Range<usize>, boundary: Boundary, symbols: &mut Vec<Symbol>| {
            scratch.clear();
            scratch.push(boundary as u8);
            scratch.extend_from_slice(&bytes[gap]);
            symbols.push(Symbol::separator(separators.intern(scratch)));
        };
        let mut push = |word: Range<usize>| {
            let gap = last.end..word.start;
            if counts.tokens == 0 {
                counts.add(Boundary::Paragraph);
                if !gap.is_empty() {
                    separate(gap, Boundary::Paragraph, symbols);
                }
            } else if &bytes[gap.clone()] != b" " {
                // No gap at all is stored too, since what is not stored is a blank.
                let boundary = boundary_in(abbreviations, text, last.clone(), gap.clone());
                counts.add(boundary);
                separate(gap, boundary, symbols);
            }
            counts.tokens += 1;
            symbols.push(Symbol::word(surfaces.intern(&bytes[word.clone()])));
            last = word;
        };
        for_each_piece(text, |piece, is_unspaced| {
            if is_unspaced {
                let start = piece.start;
                let push = |word: Range<usize>| push(start + word.start..start + word.end);
                cut(&text[piece], detection.han, push);
            } else {
                push(piece);
            }
        });
        if last.end < bytes.len() {
            separate(last.end..bytes.len(), Boundary::Paragraph, symbols);
        }
        counts
    }
}

#[derive(Default)]
struct Counts {
    tokens: u32,
    sentences: u32,
    paragraphs: u32,
}

impl Counts {
    fn add(&mut self, boundary: Boundary) {
        self.sentences += u32::from(boundary >= Boundary::Sentence);
        self.paragraphs += u32::from(boundary == Boundary::Paragraph);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Format, Place};

    /// The words of a text with the marks that make a boundary: `,` a break, `.` a sentence end,
    /// `|` none; and the language.
    fn tokenized(text: &str) -> (String, &'static str) {
        let mut tokenizer = Tokenizer::new(None);
        let document = document(text);
        let found = tokenizer.tokenize(document).expect("words");
        let mut out = String::new();
        let mut after_word = false;
        for symbol in &tokenizer.symbols {
            let is_word = symbol.as_word().is_some();
            if std::mem::replace(&mut after_word, is_word) && is_word {
                out.push(' ');
            }
            if let Some(word) = symbol.as_word() {
                let surface = tokenizer.vocabularies[0].surfaces.get(word.0);
                out.push_str(std::str::from_utf8(surface).expect("text"));
                continue;
            }
            let number = symbol.as_separator().expect("a separator");
            let (boundary, gap) = tokenizer
                .separators
                .get(number)
                .split_first()
                .expect("a byte");
            out.push_str(match Boundary::from_byte(*boundary) {
                Boundary::None if gap.is_empty() => "|",
                Boundary::None => " ",
                Boundary::Break => ", ",
                Boundary::Sentence => ". ",
                Boundary::Paragraph => "",
            });
        }
        (out, found.detected.language.code())
    }

    fn document(text: &str) -> Document {
        let info = DocumentInfo {
            doc_id: "d".to_owned(),
            place: Place {
                path: Arc::from("d.txt"),
                line: None,
            },
            source: String::new(),
            date: String::new(),
            title: String::new(),
            format: Format::Text,
            encoding: "utf-8",
            bytes: text.len() as u64,
            sha256: [0; 32],
            language: None,
            extra: Vec::new(),
        };
        Document {
            info,
            text: text.to_owned(),
        }
    }

    #[test]
    fn chinese_is_cut_into_words_and_sentences() {
        let text = "各国在APEC会议上讨论5G网络、AI和互联网治理。中国支持“网络主权”，\n反对霸权！";
        let expected =
            "各国|在|APEC|会议|上|讨论|5G|网络, AI|和|互联网|治理. 中国|支持, 网络|主权, 反对|霸权";
        assert_eq!(tokenized(text), (expected.to_owned(), "zh"));
    }

    #[test]
    fn japanese_is_cut_into_words_and_sentences() {
        let text = "政府は自由を守る。市民は「基本的人権」を求めた。";
        let expected = "政府|は|自由|を|守る. 市民|は, 基本|的|人権, を|求め|た";
        assert_eq!(tokenized(text), (expected.to_owned(), "ja"));
    }

    #[test]
    fn thai_is_cut_into_words() {
        let text = "รัฐบาลเคารพสิทธิของประชาชน และ AI ในประเทศ";
        let expected = "รัฐบาล|เคารพ|สิทธิ|ของ|ประชาชน และ AI ใน|ประเทศ";
        assert_eq!(tokenized(text), (expected.to_owned(), "th"));
    }

    #[test]
    fn a_chinese_quotation_in_an_english_report_is_cut_too() {
        let text =
            "The report speaks of 网络主权 (cyber sovereignty) and of the trust between states.";
        let (words, code) = tokenized(text);
        assert!(words.contains("网络|主权"), "{words}");
        assert_eq!(code, "en");
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let text = "Mr. Ode and the minister spoke of the U.S. Senate. They left.";
        let mut tokenizer = Tokenizer::new(Language::from_code("en"));
        let found = tokenizer.tokenize(document(text)).expect("words");
        assert_eq!((found.sentences, found.tokens), (2, 12));
    }

    #[test]
    fn a_script_that_nothing_cuts_is_refused_by_name() {
        let mut tokenizer = Tokenizer::new(None);
        let skipped = tokenizer
            .tokenize(document("ᥖᥭᥰᥖᥬᥳᥑᥨᥒᥰ"))
            .expect_err("no dictionary");
        assert!(skipped.reason.contains("Tai Le"), "{}", skipped.reason);
    }
}
