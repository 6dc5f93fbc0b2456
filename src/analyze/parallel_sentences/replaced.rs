//! Which expressions of two sentences stand in each other's place.
//!
//! Takes two sentences that say the same, gives pairs of expressions. The words of both are aligned
//! by their common terms, in the order that weighs most; what stands between the same two of these, or
//! at the same end of the sentences, is one expression in place of another. A common word that stands
//! directly beside both belongs to them, so that "shared future" has "shared destiny" beside it, not
//! only one word another. So does one with a word before it here and behind it there ("fate community",
//! "community of destiny").

use std::ops::Range;

use super::sentences::{Sentence, word_term};
use crate::model::{Boundary, Corpus, TermId};

/// The most words of an expression that is replaced, stop words apart: between two common words, and
/// elsewhere.
const LONGEST: usize = 4;
const LONGEST_AT_END: usize = 2;

/// Tokens of two sentences that stand in each other's place.
pub(super) type Replaced = (Range<usize>, Range<usize>);

/// A word: its token and its term.
#[derive(Debug, Clone, Copy)]
struct Word {
    token: usize,
    term: TermId,
}

/// Finds what is replaced.
pub(super) fn replaced(
    corpus: &Corpus,
    idf: &[f64],
    first: &Sentence,
    second: &Sentence,
) -> Vec<Replaced> {
    let (a, b) = (words(corpus, first), words(corpus, second));
    let anchors = anchors(&a, &b, idf);
    let mut gaps = Vec::with_capacity(anchors.len() + 1);
    let mut start = (0, 0);
    for &(i, j) in anchors.iter().chain([&(a.len(), b.len())]) {
        gaps.push((start.0..i, start.1..j));
        start = (i + 1, j + 1);
    }
    let sides = [
        Side {
            sentence: first,
            words: &a,
        },
        Side {
            sentence: second,
            words: &b,
        },
    ];
    let mut found: Vec<Replaced> = Vec::new();
    for (number, gap) in gaps.iter().enumerate() {
        let is_inner = number > 0 && number < anchors.len();
        found.extend(in_place(&sides, gap, is_inner));
    }
    for (anchor, gaps) in anchors.iter().zip(gaps.windows(2)) {
        if let [before, behind] = gaps {
            found.extend(around(&sides, *anchor, before, behind));
        }
    }
    found
}

fn words(corpus: &Corpus, sentence: &Sentence) -> Vec<Word> {
    let forms = sentence.forms.iter().enumerate();
    let word = |(token, &form)| {
        Some(Word {
            token,
            term: word_term(corpus, form)?,
        })
    };
    forms.filter_map(word).collect()
}

/// The common words in the order that weighs most: the longest common subsequence, by weight.
fn anchors(a: &[Word], b: &[Word], idf: &[f64]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    // The best weight from each pair of places on.
    let mut best = vec![0.0; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let skipped = f64::max(best[(i + 1) * width + j], best[i * width + j + 1]);
            best[i * width + j] = if a[i].term == b[j].term {
                skipped.max(best[(i + 1) * width + j + 1] + idf[a[i].term.index()])
            } else {
                skipped
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut anchors = Vec::new();
    while i < a.len() && j < b.len() {
        if best[i * width + j] == best[(i + 1) * width + j] {
            i += 1;
        } else if best[i * width + j] == best[i * width + j + 1] {
            j += 1;
        } else {
            anchors.push((i, j));
            i += 1;
            j += 1;
        }
    }
    anchors
}

/// One of the two sentences.
struct Side<'a> {
    sentence: &'a Sentence,
    words: &'a [Word],
}

impl Side<'_> {
    /// The tokens of these words and what stands between them, unless punctuation parts them.
    fn tokens(&self, words: Range<usize>) -> Option<Range<usize>> {
        let words = self.words.get(words)?;
        let tokens = words.first()?.token..words.last()?.token + 1;
        let inner = self.sentence.boundaries.get(tokens.start + 1..tokens.end)?;
        inner
            .iter()
            .all(|&boundary| boundary == Boundary::None)
            .then_some(tokens)
    }

    /// Whether the word before these tokens, or behind them, stands directly beside them.
    fn is_beside(&self, token: usize, of: &Range<usize>) -> bool {
        let parting = if token + 1 == of.start {
            of.start
        } else {
            of.end
        };
        (token + 1 == of.start || token == of.end)
            && self.sentence.boundaries.get(parting) == Some(&Boundary::None)
    }

    /// The token of the word before a gap, and of the one behind it.
    fn beside(&self, gap: &Range<usize>) -> [Option<usize>; 2] {
        let token = |place: usize| self.words.get(place).map(|word| word.token);
        [gap.start.checked_sub(1).and_then(token), token(gap.end)]
    }
}

/// The expressions in two gaps, if both hold some.
fn in_place(
    sides: &[Side<'_>; 2],
    gap: &(Range<usize>, Range<usize>),
    is_inner: bool,
) -> Option<Replaced> {
    let [a, b] = sides;
    let longest = if is_inner { LONGEST } else { LONGEST_AT_END };
    if gap.0.is_empty() || gap.1.is_empty() || gap.0.len().max(gap.1.len()) > longest {
        return None;
    }
    let terms = |side: &Side<'_>, gap: &Range<usize>| -> Vec<TermId> {
        side.words[gap.clone()]
            .iter()
            .map(|word| word.term)
            .collect()
    };
    let others = terms(b, &gap.1);
    if terms(a, &gap.0).iter().any(|term| others.contains(term)) {
        return None;
    }
    let (mut first, mut second) = (a.tokens(gap.0.clone())?, b.tokens(gap.1.clone())?);
    let (around_a, around_b) = (a.beside(&gap.0), b.beside(&gap.1));
    let inner = (first.clone(), second.clone());
    if let (Some(i), Some(j)) = (around_a[0], around_b[0])
        && a.is_beside(i, &inner.0)
        && b.is_beside(j, &inner.1)
    {
        (first.start, second.start) = (i, j);
    }
    if let (Some(i), Some(j)) = (around_a[1], around_b[1])
        && a.is_beside(i, &inner.0)
        && b.is_beside(j, &inner.1)
    {
        (first.end, second.end) = (i + 1, j + 1);
    }
    Some((first, second))
}

/// The expressions around a common word that has others before it in one sentence and behind it in
/// the other.
fn around(
    sides: &[Side<'_>; 2],
    (i, j): (usize, usize),
    before: &(Range<usize>, Range<usize>),
    behind: &(Range<usize>, Range<usize>),
) -> Option<Replaced> {
    let [a, b] = sides;
    let is_short = |gap: &Range<usize>| (1..=LONGEST_AT_END).contains(&gap.len());
    let fits = |range: &Range<usize>, others: [&Range<usize>; 3]| {
        is_short(range) && others[0].is_empty() && others[1].is_empty() && is_short(others[2])
    };
    if fits(&before.0, [&before.1, &behind.0, &behind.1]) {
        return Some((a.tokens(before.0.start..i + 1)?, b.tokens(j..behind.1.end)?));
    }
    if fits(&before.1, [&before.0, &behind.1, &behind.0]) {
        return Some((a.tokens(i..behind.0.end)?, b.tokens(before.1.start..j + 1)?));
    }
    None
}
