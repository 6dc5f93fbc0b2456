//! Finds the patterns of a codebook in token sequences.
//!
//! Every word of every pattern is looked up once among the forms; documents are then walked as
//! numbers, and only sentences in which a pattern may begin are looked at any closer. `walk.rs` follows
//! patterns there, and `settle.rs` settles overlaps. Within a concept the longest match wins: most pattern words, then the shorter stretch of text, then the earlier place,
//! then the order of the codebook. An exclusion takes away every match it overlaps that has no more
//! words than itself.

mod prepare;
mod settle;
mod walk;

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Hit;
use super::codebook::Codebook;
use super::regular::{Regular, SentenceText};
use super::satisfied::Satisfied;
use super::twins::Twins;
use super::units::Units;
use crate::model::{Boundary, Corpus, DocId, PatternId, SurfaceId, TokenBuffer};
use crate::sorted::SortedMap;

/// A codebook made ready for one corpus.
pub(super) struct Matcher<'a> {
    codebook: &'a Codebook,
    /// Which words satisfy which elements.
    satisfied: Satisfied,
    /// Expressions that count as one word.
    units: Units,
    /// By surface: whether a pattern may begin with it.
    begins: Vec<bool>,
    /// By separator.
    boundaries: Vec<Boundary>,
    /// By separator: whether it is a hyphen or blanks.
    joins: Vec<bool>,
    trie: Vec<Node>,
    gapped: Vec<Gapped>,
    /// Places in `gapped` of the patterns that an element is part of.
    gapped_with: SortedMap<u32, Vec<usize>>,
    regular: Vec<(PatternId, &'a Regular)>,
    twins: Twins,
    /// By pattern: whether it matched anywhere, also where another pattern has the hit.
    matched: Vec<AtomicBool>,
}

/// A state after some words of sequence patterns.
#[derive(Default)]
struct Node {
    next: SortedMap<u32, usize>,
    /// Patterns that end here.
    ends: Vec<PatternId>,
}

/// A pattern whose words may come in any order.
struct Gapped {
    pattern: PatternId,
    elements: Vec<u32>,
    /// The longest stretch of tokens that can hold it.
    span: usize,
}

/// What a worker keeps between documents.
#[derive(Default)]
pub(super) struct Scratch {
    tokens: SentenceTokens,
    matches: Vec<Match>,
    text: SentenceText,
    /// The hits in the document at hand.
    hits: Vec<PlacedHit>,
}

/// The tokens of a sentence.
#[derive(Default)]
struct SentenceTokens {
    buffer: TokenBuffer,
    /// The surface of each token, if some pattern asks for it.
    surfaces: Vec<SurfaceId>,
    /// Whether only a hyphen or a blank stands before each token, if some pattern asks for it.
    joined: Vec<bool>,
}

/// A match before overlaps are settled.
#[derive(Debug, Clone)]
struct Match {
    pattern: PatternId,
    tokens: Range<usize>,
    words: usize,
}

/// A hit, and the symbols of its document that it is made of: the first, and the one after the last.
pub(super) struct PlacedHit {
    pub(super) hit: Hit,
    pub(super) symbols: (u32, u32),
}

/// The sentence at hand.
#[derive(Default)]
struct Sentence {
    /// Its number, from 0.
    index: u32,
    /// Its first token.
    token: u32,
    /// Its symbols.
    symbols: Range<usize>,
    /// Whether a pattern may begin in it.
    may_match: bool,
}

/// The tokens of a sentence, from the one with which a match begins to the last.
struct FromStart<'a> {
    corpus: &'a Corpus,
    tokens: &'a SentenceTokens,
    within: Range<usize>,
}

impl Matcher<'_> {
    /// By pattern whether it matched anywhere, also where another pattern has the hit; and what the
    /// corpus has of single words in another spelling.
    pub(super) fn into_evidence(self) -> (Vec<bool>, Twins) {
        let matched = self.matched.into_iter();
        (matched.map(AtomicBool::into_inner).collect(), self.twins)
    }

    /// The hits in a document, in order.
    pub(super) fn find(&self, corpus: &Corpus, id: DocId, scratch: &mut Scratch) -> Vec<PlacedHit> {
        let mut sentence = Sentence::default();
        let mut tokens = 0;
        let mut boundary = Boundary::None;
        let mut twins = self.twins.reader();
        let symbols = corpus.symbols(id);
        for (position, symbol) in symbols.iter().enumerate() {
            let Some(surface) = symbol.as_word() else {
                if let Some(separator) = symbol.as_separator() {
                    boundary = boundary.max(self.boundaries[separator as usize]);
                    twins.separator(separator);
                }
                continue;
            };
            twins.word(corpus, surface);
            if boundary >= Boundary::Sentence && tokens > 0 {
                sentence.symbols.end = position;
                self.find_in(corpus, id, &sentence, scratch);
                sentence = Sentence {
                    index: sentence.index + 1,
                    token: tokens,
                    symbols: position..position,
                    may_match: false,
                };
            }
            boundary = Boundary::None;
            tokens += 1;
            sentence.may_match |= self.begins[surface.index()];
        }
        sentence.symbols.end = symbols.len();
        self.find_in(corpus, id, &sentence, scratch);
        let mut hits = std::mem::take(&mut scratch.hits);
        hits.sort_by_key(|placed| (placed.hit.start, placed.hit.end, placed.hit.pattern));
        hits
    }

    /// Adds the hits in a sentence.
    fn find_in(&self, corpus: &Corpus, id: DocId, sentence: &Sentence, scratch: &mut Scratch) {
        if !sentence.may_match {
            return;
        }
        let Scratch {
            tokens,
            matches,
            text,
            hits,
        } = scratch;
        self.read(corpus, id, sentence, tokens);
        matches.clear();
        for start in 0..tokens.buffer.len() {
            let from_start = FromStart {
                corpus,
                tokens,
                within: start..tokens.buffer.len(),
            };
            self.add_matches(&from_start, matches);
        }
        self.add_regular(corpus, tokens, text, matches);
        if matches.is_empty() {
            return;
        }
        for matched in &*matches {
            self.matched[matched.pattern.index()].store(true, Ordering::Relaxed);
        }
        let settled = self.settle(matches);
        hits.extend(settled.map(|settled| {
            let Range { start, end } = settled.tokens;
            PlacedHit {
                hit: Hit {
                    document: id,
                    pattern: settled.pattern,
                    start: sentence.token + start as u32,
                    end: sentence.token + end as u32,
                    sentence: sentence.index + 1,
                },
                symbols: (
                    tokens.buffer.positions[start],
                    tokens.buffer.positions[end - 1] + 1,
                ),
            }
        }));
    }

    /// Reads the tokens of a sentence, and what else patterns ask for.
    fn read(&self, corpus: &Corpus, id: DocId, sentence: &Sentence, tokens: &mut SentenceTokens) {
        corpus.read_range(id, sentence.symbols.clone(), &mut tokens.buffer);
        tokens.surfaces.clear();
        tokens.joined.clear();
        let asks = self.satisfied.has_written() || self.satisfied.has_hyphenable();
        if !asks && self.units.is_empty() {
            return;
        }
        let mut is_joined = true;
        for symbol in &*corpus.symbols_in(id, sentence.symbols.clone()) {
            if let Some(surface) = symbol.as_word() {
                tokens.surfaces.push(surface);
                tokens.joined.push(is_joined);
                is_joined = true;
            } else if let Some(separator) = symbol.as_separator() {
                is_joined &= self.joins[separator as usize];
            }
        }
    }
}

/// Whether a text is one hyphen, or a dash that stands for one.
pub(super) fn is_hyphen(text: &str) -> bool {
    matches!(
        text,
        "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" | "\u{2212}" | "\u{FF0D}"
    )
}
