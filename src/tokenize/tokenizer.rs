//! Documents to symbols, with the words of one worker interned as they come.

use std::ops::Range;

use icu_properties::PropertyNamesLong;
use icu_properties::props::Script;
use serde::{Deserialize, Serialize};

use super::abbreviation::Abbreviations;
use super::interner::{Interner, Strings};
use super::item_label::is_item_label;
use super::language::{Detected, Detection, detect, stated};
use super::paragraphs::{Paragraph, paragraphs};
use super::script::{has_dictionary, is_without_dictionary};
use super::segmenter::cut;
use super::sentence::boundary_in;
use super::separators::Separators;
use super::signature::{Signature, WordHasher};
use super::words::for_each_piece;
use crate::model::{
    Boundary, Document, DocumentInfo, Language, LeftOut, ReadingDoubt, Skipped, Symbol,
};

/// A tokenised document: its facts, and where its symbols stand in the worker's sequence.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    /// What its copies are found by; empty unless the tokeniser signs documents.
    pub signature: Signature,
    /// Its paragraphs, for the search for recurring ones; empty unless the tokeniser signs.
    pub paragraph_list: Box<[Paragraph]>,
    /// What was taken out of its text as boilerplate.
    pub left_out: Vec<LeftOut>,
}

/// The words of one language that a worker has met.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalVocabulary {
    /// The language, and whether it is sure.
    pub detected: Detected,
    /// Surfaces by local number.
    pub surfaces: Strings,
    /// Hashes of their forms by local number; none if the tokeniser does not sign.
    pub hashes: Vec<u64>,
}

impl LocalVocabulary {
    /// Writes the hashes of the words among some symbols into `words`, over what was there.
    pub fn read_hashes(&self, symbols: &[Symbol], words: &mut Vec<u64>) {
        read_hashes(&self.hashes, symbols, words);
    }
}

fn read_hashes(hashes: &[u64], symbols: &[Symbol], words: &mut Vec<u64>) {
    words.clear();
    let ids = symbols.iter().filter_map(|symbol| symbol.as_word());
    words.extend(ids.map(|word| hashes[word.index()]));
}

/// What a worker has made of its documents: symbols, and what their numbers mean.
#[derive(Debug, Default)]
pub struct Tokenized {
    /// The symbols of all documents, one after another.
    pub symbols: Vec<Symbol>,
    /// Words by language.
    pub vocabularies: Vec<LocalVocabulary>,
    /// Separators by local number: a byte for the boundary, then the text.
    pub separators: Strings,
}

/// A vocabulary that still grows.
#[derive(Debug)]
struct Growing {
    detected: Detected,
    surfaces: Interner,
    hashes: Vec<u64>,
}

impl Growing {
    /// Hashes the surfaces that were met since the last time.
    fn hash_new(&mut self, hasher: &WordHasher) {
        let surfaces = self.surfaces.strings();
        let new = self.hashes.len()..surfaces.len();
        let hashes = new.map(|id| hasher.hash(surfaces.get(id as u32)));
        self.hashes.extend(hashes);
    }
}

/// Turns documents into symbols; a worker's own.
#[derive(Debug, Default)]
pub struct Tokenizer {
    forced: Option<Language>,
    /// Makes the signatures of documents, if they are wanted.
    hasher: Option<WordHasher>,
    symbols: Vec<Symbol>,
    vocabularies: Vec<Growing>,
    separators: Separators,
    words: Vec<u64>,
}

impl Tokenizer {
    /// A tokeniser for documents of any language, or of one that is known; `signs` says whether
    /// documents get a signature.
    #[must_use]
    pub fn new(forced: Option<Language>, signs: bool) -> Self {
        Self {
            forced,
            hasher: signs.then(WordHasher::default),
            ..Self::default()
        }
    }

    /// Tokenises a document.
    ///
    /// # Errors
    /// A skipped row, if the document has no word, or is mostly in a script that no dictionary cuts.
    pub fn tokenize(&mut self, document: Document) -> Result<TokenizedDocument, Skipped> {
        let Document {
            mut info,
            text,
            left_out,
        } = document;
        let known = self.forced.or(info.language);
        let detection = known.map_or_else(|| detect(&text), |language| stated(language, &text));
        let detected = detection.detected;
        if let Some(second) = detection.second {
            info.doubt(ReadingDoubt::Language, &second.note());
        }
        if let Some(script) = detected
            .script
            .filter(|&script| is_without_dictionary(script))
        {
            let name = PropertyNamesLong::<Script>::new().get(script);
            let lacking = if has_dictionary(script) {
                "this build of refrain has no dictionaries for it (feature `cjk`)"
            } else {
                "refrain has no dictionary for it"
            };
            let reason = format!(
                "written in the script {}, which has no spaces between words; {lacking}",
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
                "no words: the text has no letter or digit".to_owned(),
            ));
        }
        let (signature, paragraph_list) = self.sign(vocabulary, start);
        Ok(TokenizedDocument {
            info,
            left_out,
            paragraph_list,
            detected,
            confidence: detection.confidence,
            symbols: start..self.symbols.len(),
            paragraphs: counts.paragraphs,
            sentences: counts.sentences,
            tokens: counts.tokens,
            signature,
        })
    }

    /// The signature and the paragraphs of the document whose symbols begin at `start`.
    fn sign(&mut self, vocabulary: usize, start: usize) -> (Signature, Box<[Paragraph]>) {
        let Some(hasher) = &self.hasher else {
            return Default::default();
        };
        let vocabulary = &mut self.vocabularies[vocabulary];
        vocabulary.hash_new(hasher);
        let symbols = &self.symbols[start..];
        read_hashes(&vocabulary.hashes, symbols, &mut self.words);
        let paragraphs = paragraphs(symbols, &self.separators, &self.words);
        (Signature::of(&self.words), paragraphs)
    }

    /// How many symbols there are so far.
    #[must_use]
    pub fn symbols(&self) -> usize {
        self.symbols.len()
    }

    /// What all documents so far have come to.
    #[must_use]
    pub fn finish(self) -> Tokenized {
        let vocabularies = self.vocabularies.into_iter().map(|local| LocalVocabulary {
            detected: local.detected,
            surfaces: local.surfaces.into_strings(),
            hashes: local.hashes,
        });
        Tokenized {
            symbols: self.symbols,
            vocabularies: vocabularies.collect(),
            separators: self.separators.into_strings(),
        }
    }

    /// The place of the vocabulary for a language.
    fn vocabulary(&mut self, detected: Detected) -> usize {
        let known = self
            .vocabularies
            .iter()
            .position(|local| local.detected == detected);
        known.unwrap_or_else(|| {
            self.vocabularies.push(Growing {
                detected,
                surfaces: Interner::default(),
                hashes: Vec::new(),
            });
            self.vocabularies.len() - 1
        })
    }

    fn push_symbols(&mut self, text: &str, vocabulary: usize, detection: &Detection) -> Counts {
        let Self {
            symbols,
            vocabularies,
            separators,
            ..
        } = self;
        let surfaces = &mut vocabularies[vocabulary].surfaces;
        let abbreviations = Abbreviations::of(detection.detected.language);
        let bytes = text.as_bytes();
        let mut counts = Counts::default();
        let mut last = 0..0;
        // The boundary before a label of a list item, until the word behind it comes.
        let mut before_label: Option<Boundary> = None;
        let mut push = |word: Range<usize>| {
            let gap = last.end..word.start;
            // No gap at all is stored too, since what is not stored is a blank.
            if gap.len() != 1 || bytes[gap.start] != b' ' || counts.tokens == 0 {
                if is_item_label(text, &gap, &word) {
                    let before = boundary_in(abbreviations, text, last.clone(), gap);
                    before_label = before_label.max(Some(before));
                    return;
                }
                if counts.tokens > 0 {
                    let separator = match before_label.take() {
                        None => separators.between(text, last.clone(), gap, abbreviations),
                        Some(before) => separators.add(before.max(Boundary::Break), &bytes[gap]),
                    };
                    counts.add(separators.boundary(separator));
                    symbols.push(Symbol::separator(separator));
                } else {
                    before_label = None;
                    counts.add(Boundary::Paragraph);
                    if !gap.is_empty() {
                        let separator = separators.add(Boundary::Paragraph, &bytes[gap]);
                        symbols.push(Symbol::separator(separator));
                    }
                }
            }
            counts.tokens += 1;
            symbols.push(Symbol::word(surfaces.intern_in(bytes, word.clone())));
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
            let separator = separators.add(Boundary::Paragraph, &bytes[last.end..]);
            symbols.push(Symbol::separator(separator));
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
    #[cfg(feature = "cjk")]
    fn tokenized(text: &str) -> (String, &'static str) {
        let mut tokenizer = Tokenizer::new(None, false);
        let tokenized = tokenizer.tokenize(document(text)).expect("words");
        let Tokenized {
            symbols,
            vocabularies,
            separators,
        } = tokenizer.finish();
        let mut out = String::new();
        let mut after_word = false;
        for symbol in &symbols {
            let is_word = symbol.as_word().is_some();
            if std::mem::replace(&mut after_word, is_word) && is_word {
                out.push(' ');
            }
            if let Some(word) = symbol.as_word() {
                let surface = vocabularies[0].surfaces.get(word.0);
                out.push_str(std::str::from_utf8(surface).expect("text"));
                continue;
            }
            let number = symbol.as_separator().expect("a separator");
            let (boundary, gap) = separators.get(number).split_first().expect("a byte");
            out.push_str(match Boundary::from_byte(*boundary) {
                Boundary::None if gap.is_empty() => "|",
                Boundary::None => " ",
                Boundary::Break => ", ",
                Boundary::Sentence => ". ",
                Boundary::Paragraph => "",
            });
        }
        (out, tokenized.detected.language.code())
    }

    fn document(text: &str) -> Document {
        let place = Place {
            path: Arc::from("d.txt"),
            line: None,
        };
        let info = DocumentInfo::new(place, Format::Text, text.len() as u64, [0; 32]);
        Document {
            info,
            text: text.to_owned(),
            left_out: Vec::new(),
        }
    }

    #[cfg(feature = "cjk")]
    #[test]
    fn chinese_is_cut_into_words_and_sentences() {
        let text = "各国在APEC会议上讨论5G网络、AI和互联网治理。中国支持“网络主权”，\n反对霸权！";
        let expected =
            "各国|在|APEC|会议|上|讨论|5G|网络, AI|和|互联网|治理. 中国|支持, 网络|主权, 反对|霸权";
        assert_eq!(tokenized(text), (expected.to_owned(), "zh"));
    }

    #[cfg(feature = "cjk")]
    #[test]
    fn japanese_is_cut_into_words_and_sentences() {
        let text = "政府は自由を守る。市民は「基本的人権」を求めた。";
        let expected = "政府|は|自由|を|守る. 市民|は, 基本|的|人権, を|求め|た";
        assert_eq!(tokenized(text), (expected.to_owned(), "ja"));
    }

    #[cfg(feature = "cjk")]
    #[test]
    fn thai_is_cut_into_words() {
        let text = "รัฐบาลเคารพสิทธิของประชาชน และ AI ในประเทศ";
        let expected = "รัฐบาล|เคารพ|สิทธิ|ของ|ประชาชน และ AI ใน|ประเทศ";
        assert_eq!(tokenized(text), (expected.to_owned(), "th"));
    }

    #[cfg(feature = "cjk")]
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
        let mut tokenizer = Tokenizer::new(Language::from_code("en"), false);
        let tokenized = tokenizer.tokenize(document(text)).expect("words");
        assert_eq!((tokenized.sentences, tokenized.tokens), (2, 12));
    }

    #[test]
    fn a_script_that_nothing_cuts_is_refused_by_name() {
        let mut tokenizer = Tokenizer::new(None, false);
        let skipped = tokenizer
            .tokenize(document("ᥖᥭᥰᥖᥬᥳᥑᥨᥒᥰ"))
            .expect_err("no dictionary");
        assert!(skipped.reason.contains("Tai Le"), "{}", skipped.reason);
    }
}
