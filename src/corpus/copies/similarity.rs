//! How much of their words two documents share, exactly.

use super::Place;
use super::passage;
use crate::tokenize::Segment;

/// How much of a text is its beginning, or its end: one word of so many.
const EDGE: usize = 20;
/// How much of a text was taken out from within, at least: one word of so many.
const LEAST_WITHIN: usize = 8;
/// So many words in sequence that are not shared are a passage of the text's own, not a change.
const OWN_PASSAGE: usize = 10;
/// In texts of fewer words a pattern with other names in it can't be told from a copy with changed words.
const LEAST_CHANGED: usize = 50;
/// How much of a changed copy may be its own passages: one word of so many.
const MOST_OWN: usize = 8;

/// Compares documents word by word; keeps the words of the last head.
pub(super) struct Comparison<'a> {
    segments: &'a [Segment],
    least: f64,
    head: Option<Place>,
    first: Vec<u64>,
    second: Vec<u64>,
}

/// What two documents have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likeness {
    /// The share of the shorter one's words that stand in shared passages.
    pub(super) similarity: f64,
    /// Whether they make one a copy of the other.
    pub(super) is_copy: bool,
    /// Whether nearly all of both is shared, so that what copies one copies the other.
    pub(super) is_whole: bool,
}

impl<'a> Comparison<'a> {
    /// A comparison that calls documents copies from this similarity on.
    pub(super) fn new(segments: &'a [Segment], least: f64) -> Self {
        Self {
            segments,
            least,
            head: None,
            first: Vec::new(),
            second: Vec::new(),
        }
    }

    /// What a document shares with another; none if that is less than the least similarity of copies.
    pub(super) fn likeness(&mut self, head: Place, document: Place) -> Option<Likeness> {
        if self.head.replace(head) != Some(head) {
            read_words(self.segments, head, &mut self.first);
        }
        read_words(self.segments, document, &mut self.second);
        likeness(&self.first, &self.second, self.least)
    }
}

/// What two texts have in common, if it is so much of the shorter one. They are copies if it is more than
/// half of the longer one, too, or if the shorter one is the longer one cut ([`is_cut`]).
fn likeness(first: &[u64], second: &[u64], least: f64) -> Option<Likeness> {
    let (mut shorter, mut longer) = (first, second);
    if shorter.len() > longer.len() {
        (shorter, longer) = (longer, shorter);
    }
    let shared = passage::shared(shorter, longer);
    let words = shared.words();
    let share = |words: usize| words as f64 / shorter.len() as f64;
    // Texts made after one pattern have many words in common, but passages of their own, too.
    let is_changed = share(shared.in_runs) < least;
    let is_own = is_changed
        && (shorter.len() < LEAST_CHANGED
            || shared.own_words(OWN_PASSAGE) * MOST_OWN > shorter.len());
    let is_copy = || 2 * words > longer.len() || is_cut(shorter, longer, words);
    (share(words) >= least).then(|| Likeness {
        similarity: share(words),
        is_copy: !is_own && is_copy(),
        is_whole: 5 * words >= 4 * shorter.len() && 3 * words >= 2 * longer.len(),
    })
}

fn read_words(segments: &[Segment], (segment, document): Place, words: &mut Vec<u64>) {
    let segment = &segments[segment];
    let document = &segment.documents[document];
    match segment.vocabulary_of(document) {
        Some(vocabulary) => {
            let symbols = segment.symbols.read(document.symbols.clone());
            segment.vocabularies[vocabulary].read_hashes(&symbols, words);
        }
        None => words.clear(),
    }
}

/// Whether the shorter text is what was left when the longer one was cut: four fifths of it stand there and
/// make up a quarter or more, and what is missing was taken out from the end, from the beginning, or, an
/// eighth at least, from within. An item that a longer article quotes has other text before and after it.
fn is_cut(shorter: &[u64], longer: &[u64], shared: usize) -> bool {
    if shared * 5 < shorter.len() * 4 || shared * 4 < longer.len() {
        return false;
    }
    let is_shared = passage::shared(longer, shorter).is_shared;
    let place = |shared: &bool| *shared;
    let first = is_shared.iter().position(place).unwrap_or(longer.len());
    let end = is_shared.iter().rposition(place).map_or(0, |last| last + 1);
    let between = is_shared.get(first..end).unwrap_or_default();
    let within = between.iter().filter(|shared| !**shared).count();
    let edge = longer.len() / EDGE;
    first <= edge || longer.len() - end <= edge || within * LEAST_WITHIN >= longer.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(from: u64, number: u64) -> Vec<u64> {
        (from..from + number).collect()
    }

    fn is_copy(first: &[u64], second: &[u64]) -> bool {
        likeness(first, second, 0.7).is_some_and(|likeness| likeness.is_copy)
    }

    #[test]
    fn a_copy_may_have_every_sixth_word_replaced() {
        let text = words(0, 200);
        let mut changed = text.clone();
        for place in (0..200).filter(|place| matches!(place % 18, 3 | 7 | 11)) {
            changed[place] += 1000;
        }
        let found = likeness(&text, &changed, 0.7).expect("alike");
        assert!(
            found.is_copy && (0.8..0.85).contains(&found.similarity),
            "{found:?}"
        );
        // Cut to its first half it is still a copy; its middle is an item that a longer text quotes.
        assert!(is_copy(&text, &changed[..100]) && !is_copy(&text, &changed[50..140]));
    }

    #[test]
    fn texts_after_one_pattern_are_no_copies() {
        // A frame with a number here and there, and in the middle what each has to say.
        let column = |from: u64| {
            let mut frame = words(0, 100);
            for place in (0..100).filter(|place| place % 10 == 3 || place % 20 == 6) {
                frame[place] = from + place as u64;
            }
            [&frame[..50], &words(from + 500, 20), &frame[50..]].concat()
        };
        let (first, second) = (column(1000), column(2000));
        assert!(likeness(&first, &second, 0.7).is_some() && !is_copy(&first, &second));
        // A note of a few lines, with other names in it.
        let note = |from: u64| {
            let mut note = words(0, 40);
            for place in [2, 7, 12, 17] {
                note[place] = from;
            }
            note
        };
        let (first, second) = (note(1000), note(2000));
        assert!(likeness(&first, &second, 0.7).is_some() && !is_copy(&first, &second));
    }
}
