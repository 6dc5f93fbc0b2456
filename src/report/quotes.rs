//! Lines to quote: the sentence of a hit, shortened around it, as plain text in three parts.
//!
//! Takes hits of a concept; gives which of them to quote, and their text. Nothing is marked up here.

use std::cmp::Reverse;
use std::ops::Range;

use super::text::clipped;
use crate::analyze::{Concepts, Hit};
use crate::model::{Boundary, ConceptId, Corpus, TokenBuffer};
use crate::order::Arrange as _;

/// The longest quotation, in words on each side of the hit.
const QUOTED: usize = 24;
/// The longest part of a line that is shown in full, in characters.
const LONGEST: usize = 300;

/// The sentence of a hit, shortened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What stands before the hit, with the blank between them.
    pub(super) before: String,
    /// The words of the hit, without the blank behind them.
    pub(super) matched: String,
    /// What stands behind it, with the blank between them.
    pub(super) after: String,
}

impl Line {
    /// The sentence around a hit.
    pub(super) fn around(corpus: &Corpus, hit: &Hit) -> Self {
        let mut tokens = TokenBuffer::default();
        corpus.read_tokens(hit.document, &mut tokens);
        let (start, end) = (hit.start as usize, hit.end as usize);
        let sentence = tokens
            .units(Boundary::Sentence)
            .find(|unit| unit.contains(&start))
            .unwrap_or(start..end);
        let from = sentence.start.max(start.saturating_sub(QUOTED));
        let to = sentence.end.min(end + QUOTED);
        let symbol = |token: usize| tokens.positions[token] as usize;
        let text = |symbols| corpus.flowing_text(hit.document, symbols);
        let behind_hit = symbol(end - 1) + 1;
        let behind = symbol(to - 1) + 1;
        let opening = if from > sentence.start {
            "… ".to_owned()
        } else {
            opening(corpus, hit, symbol(from))
        };
        let closing = if to < sentence.end {
            " …".to_owned()
        } else {
            closing(corpus, hit, behind)
        };
        let with_blank = text(symbol(start)..behind_hit);
        let matched = with_blank.trim_end();
        let blank = &with_blank[matched.len()..];
        let after = text(behind_hit..behind.max(behind_hit));
        Self {
            before: opening + &text(symbol(from)..symbol(start)),
            after: format!("{blank}{}{closing}", after.trim_end()),
            matched: matched.to_owned(),
        }
    }
}

impl Line {
    /// The line without what is far from the hit in it: words can be very long.
    pub(super) fn clipped(self) -> Self {
        let before: Vec<char> = self.before.chars().collect();
        let before = match before.len().checked_sub(LONGEST) {
            None | Some(0) => self.before,
            Some(more) => format!("…{}", before[more..].iter().collect::<String>()),
        };
        Self {
            before,
            matched: clipped(&self.matched, LONGEST).into_owned(),
            after: clipped(&self.after, LONGEST).into_owned(),
        }
    }
}

/// The sentences of each source that have hits, those with most first, then in their order: each by its
/// first hit.
pub(super) fn hits_to_quote<'a>(
    corpus: &Corpus,
    concepts: &'a Concepts,
    concept: usize,
) -> Vec<Vec<&'a Hit>> {
    let mut sentences: Vec<Vec<(usize, &Hit)>> = vec![Vec::new(); corpus.sources.len()];
    let hits: Vec<&Hit> = concepts.hits_of(ConceptId::new(concept)).collect();
    for sentence in hits.chunk_by(|a, b| a.document == b.document && a.sentence == b.sentence) {
        let [first, ..] = sentence else { continue };
        let source = corpus.document(first.document).source;
        sentences[source.index()].push((sentence.len(), first));
    }
    let by_hits = sentences.into_iter().map(|mut of_source| {
        of_source.arrange_by_key(|(hits, _)| Reverse(*hits));
        of_source.into_iter().map(|(_, hit)| hit).collect()
    });
    by_hits.collect()
}

/// The marks that open a sentence: what stands between the last blank and its first word.
fn opening(corpus: &Corpus, hit: &Hit, first_word: usize) -> String {
    let before = first_word.saturating_sub(1)..first_word;
    let marks = marks(corpus, hit, before);
    let opening = marks.rsplit([' ', '。', '！', '？']).next();
    opening.unwrap_or_default().to_owned()
}

/// The marks that close a sentence: what stands between its last word and the next blank.
fn closing(corpus: &Corpus, hit: &Hit, after_word: usize) -> String {
    let end = corpus.document(hit.document).symbols.1.len();
    let after = after_word..end.min(after_word + 1);
    let marks = marks(corpus, hit, after);
    marks.split(' ').next().unwrap_or_default().to_owned()
}

/// The text of a separator; nothing if there is a word, or nothing, at its place.
fn marks(corpus: &Corpus, hit: &Hit, place: Range<usize>) -> String {
    let symbols = corpus.symbols_in(hit.document, place.clone());
    if symbols.iter().all(|symbol| symbol.as_separator().is_some()) {
        corpus.flowing_text(hit.document, place)
    } else {
        String::new()
    }
}
