//! Documents to symbols, with the words of one worker interned as they come.

use std::ops::Range;

use super::interner::Interner;
use super::language::{Detected, detect, stated};
use super::paragraphs::{Paragraph, paragraphs};
use super::script::unspaced_share;
use super::sentence::boundary;
use super::signature::{Signature, WordHasher};
use super::words::for_each_word;
use crate::model::{Boundary, Document, DocumentInfo, Language, LeftOut, Skipped, Symbol};

/// The share of letters in scripts without spaces above which a document is refused.
const MOST_UNSPACED: f64 = 0.25;

/// A tokenised document: its facts, and where its symbols stand in the worker's sequence.
#[derive(Debug)]
pub struct TokenizedDocument {
    /// What is known of it.
    pub info: DocumentInfo,
    /// Its language, as far as the worker can tell.
    pub detected: Detected,
    /// Its symbols; words are numbered by the worker's vocabulary for `detected`.
    pub symbols: Range<usize>,
    /// Paragraphs that hold a token.
    pub paragraphs: u32,
    /// Sentences that hold a token.
    pub sentences: u32,
    /// Tokens.
    pub tokens: u32,
    /// What its copies are found by; empty unless the tokeniser was told to sign documents.
    pub signature: Signature,
    /// Its paragraphs, for the search for recurring ones; empty unless the tokeniser signs.
    pub paragraph_list: Box<[Paragraph]>,
    /// What was taken out of its text as boilerplate.
    pub left_out: Vec<LeftOut>,
}

/// The words of one language that a worker has met.
#[derive(Debug)]
pub struct LocalVocabulary {
    /// The language, and whether it is sure.
    pub detected: Detected,
    /// Surfaces by local number.
    pub surfaces: Interner,
    /// Hashes of their forms by local number, of the first ones or all.
    hashes: Vec<u64>,
}

impl LocalVocabulary {
    /// Writes the hashes of the words among some symbols into `words`, over what was there.
    pub fn read_hashes(&self, symbols: &[Symbol], words: &mut Vec<u64>) {
        words.clear();
        let found = symbols.iter().filter_map(|symbol| symbol.as_word());
        words.extend(found.map(|word| self.hashes[word.index()]));
    }

    /// Hashes the surfaces that were met since the last time.
    fn hash_new(&mut self, hasher: &WordHasher) {
        let new = self.hashes.len()..self.surfaces.len();
        let hashes = new.map(|id| hasher.hash(self.surfaces.get(id as u32)));
        self.hashes.extend(hashes);
    }
}

/// Turns documents into symbols; a worker's own.
#[derive(Debug, Default)]
pub struct Tokenizer {
    forced: Option<Language>,
    /// Makes the signatures of documents, if they are wanted.
    hasher: Option<WordHasher>,
    /// The symbols of all documents so far, one after another.
    pub symbols: Vec<Symbol>,
    /// Words by language.
    pub vocabularies: Vec<LocalVocabulary>,
    /// Separators by local number: a byte for the boundary, then the text.
    pub separators: Interner,
    scratch: Vec<u8>,
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
    /// A skipped row, if the document has no word, or is in a script that can't be cut into words.
    pub fn tokenize(&mut self, document: Document) -> Result<TokenizedDocument, Skipped> {
        let Document {
            info,
            text,
            left_out,
        } = document;
        let share = unspaced_share(&text);
        if share > MOST_UNSPACED {
            let reason = format!(
                "{:.0} % of its letters are Chinese, Japanese, Thai or another script without spaces, which this version cannot cut into words",
                share * 100.0
            );
            return Err(Skipped::of(info, reason));
        }
        let known = self
            .forced
            .or(info.language.filter(|language| language.is_spaced()));
        let detected = known.map_or_else(|| detect(&text), |language| stated(language, &text));
        let vocabulary = self.vocabulary(detected);
        let start = self.symbols.len();
        let counts = self.push_symbols(&text, vocabulary);
        if counts.tokens == 0 {
            self.symbols.truncate(start);
            return Err(Skipped::of(
                info,
                "no words: holds no letter or digit".to_owned(),
            ));
        }
        let (signature, paragraph_list) = self.sign(vocabulary, start);
        Ok(TokenizedDocument {
            info,
            left_out,
            paragraph_list,
            detected,
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
        vocabulary.read_hashes(symbols, &mut self.words);
        let paragraphs = paragraphs(symbols, &self.separators, &self.words);
        (Signature::of(&self.words), paragraphs)
    }

    /// The text of some symbols of a document, blanks folded.
    #[must_use]
    pub fn text(&self, document: &TokenizedDocument, symbols: Range<usize>) -> String {
        let own = self
            .vocabularies
            .iter()
            .find(|local| local.detected == document.detected);
        let mut out = String::new();
        for (symbol, next) in self.symbols[symbols.clone()]
            .iter()
            .zip(symbols.start + 1..)
        {
            let piece = match (symbol.as_word(), symbol.as_separator(), own) {
                (Some(word), _, Some(own)) => own.surfaces.get(word.0),
                (_, Some(separator), _) => &self.separators.get(separator)[1..],
                _ => &[],
            };
            out.push_str(&String::from_utf8_lossy(piece));
            let is_word = |symbol: &Symbol| symbol.as_word().is_some();
            if is_word(symbol) && next < symbols.end && is_word(&self.symbols[next]) {
                out.push(' ');
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
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
                hashes: Vec::new(),
            });
            self.vocabularies.len() - 1
        })
    }

    fn push_symbols(&mut self, text: &str, vocabulary: usize) -> Counts {
        let Self {
            symbols,
            vocabularies,
            separators,
            scratch,
            ..
        } = self;
        let surfaces = &mut vocabularies[vocabulary].surfaces;
        let bytes = text.as_bytes();
        let mut counts = Counts::default();
        let mut end = 0;
        let mut separate = |gap: Range<usize>, boundary: Boundary, symbols: &mut Vec<Symbol>| {
            scratch.clear();
            scratch.push(boundary as u8);
            scratch.extend_from_slice(&bytes[gap]);
            symbols.push(Symbol::separator(separators.intern(scratch)));
        };
        for_each_word(text, |word| {
            let gap = end..word.start;
            if counts.tokens == 0 {
                counts.add(Boundary::Paragraph);
                if !gap.is_empty() {
                    separate(gap, Boundary::Paragraph, symbols);
                }
            } else if &bytes[gap.clone()] != b" " {
                let boundary = boundary(text, gap.clone());
                counts.add(boundary);
                separate(gap, boundary, symbols);
            }
            counts.tokens += 1;
            symbols.push(Symbol::word(surfaces.intern(&bytes[word.clone()])));
            end = word.end;
        });
        if end < bytes.len() {
            separate(end..bytes.len(), Boundary::Paragraph, symbols);
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
