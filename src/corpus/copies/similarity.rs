//! How much of their words two documents share, exactly.

use super::Place;
use super::passage::{self, Shared};
use super::pattern::{self, Kind};
use crate::tokenize::Segment;

/// How much of a text is its beginning, or its end: one word of so many.
const EDGE: usize = 20;
/// How much of a text its lead may be, which a copy puts its own in the place of: one word of so many.
const LEAD: usize = 4;
/// How much of a text was taken out from within, at least: one word of so many.
const LEAST_WITHIN: usize = 8;
/// So many words in sequence that are not shared are a passage of the text's own, not a change.
const OWN_PASSAGE: usize = 10;
/// How much of a copy that was changed all over may be its own passages: one word of so many.
const MOST_OWN: usize = 4;
/// How many more words of such a copy may differ: a part, one of so many, of those that may differ in others.
const ALL_OVER: f64 = 3.0;

/// Texts of fewer words may differ by as much less: a notice after one pattern differs in a few words.
const SHORT: usize = 50;

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

    /// What a document shares with another; none if that is less than half the least similarity of copies.
    pub(super) fn likeness(&mut self, head: Place, document: Place) -> Option<Likeness> {
        if self.head.replace(head) != Some(head) {
            read_words(self.segments, head, &mut self.first);
        }
        read_words(self.segments, document, &mut self.second);
        let (likeness, shared) = likeness(&self.first, &self.second, self.least)?;
        let mut texts = [(head, &self.first), (document, &self.second)];
        texts.sort_by_key(|(_, words)| words.len());
        let [(shorter, of_shorter), (longer, of_longer)] = texts;
        let is_pattern = |place: Place, shared: &Shared| {
            let kinds = kinds(self.segments, place);
            pattern::is_pattern(&shared.is_shared, &kinds, OWN_PASSAGE)
        };
        let is_pattern = || {
            is_pattern(shorter, &shared)
                && is_pattern(longer, &passage::shared(of_longer, of_shorter))
        };
        Some(Likeness {
            is_copy: likeness.is_copy && !is_pattern(),
            ..likeness
        })
    }
}

/// What two texts have in common, if it is half as much of the shorter one as copies have, with the shared words of
/// that. They are copies if it is so much of the shorter one and more than half of the longer one, or if the shorter
/// one is the longer one cut ([`is_cut`]).
fn likeness(first: &[u64], second: &[u64], least: f64) -> Option<(Likeness, Shared)> {
    let (mut shorter, mut longer) = (first, second);
    if shorter.len() > longer.len() {
        (shorter, longer) = (longer, shorter);
    }
    let shared = passage::shared(shorter, longer);
    let words = shared.words();
    let share = |words: usize| words as f64 / shorter.len() as f64;
    let has_few_own = shared.own_words(OWN_PASSAGE) * MOST_OWN <= shorter.len();
    let more_or_less = (1.0 - least) / ALL_OVER;
    let least_of_copies = match has_few_own {
        _ if shorter.len() < SHORT => least + more_or_less,
        true => least - more_or_less,
        false => least,
    };
    let is_copy = || {
        share(words) >= least_of_copies
            && (2 * words > longer.len() || is_cut(shorter, longer, &shared.is_shared))
    };
    let is_alike = 2.0 * share(words) >= least;
    let likeness = is_alike.then(|| Likeness {
        similarity: share(words),
        is_copy: is_copy(),
    })?;
    Some((likeness, shared))
}

/// What kind of word each word of a document is.
fn kinds(segments: &[Segment], (segment, document): Place) -> Vec<Kind> {
    let segment = &segments[segment];
    let document = &segment.documents[document];
    let Some(vocabulary) = segment.vocabulary_of(document) else {
        return Vec::new();
    };
    let surfaces = &segment.vocabularies[vocabulary].surfaces;
    let symbols = segment.symbols.read(document.symbols.clone());
    let words = symbols.iter().filter_map(|symbol| symbol.as_word());
    words.map(|word| Kind::of(surfaces.get(word.0))).collect()
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
/// make up more than a fifth, and what is missing was taken out from the end, from the beginning, or, an
/// eighth at least, from within. An item that a longer article quotes has other text before and after it. Its
/// lead may be its own.
fn is_cut(shorter: &[u64], longer: &[u64], is_shared: &[bool]) -> bool {
    let place = |shared: &bool| *shared;
    let lead = is_shared.iter().position(place).unwrap_or(0);
    let shared = is_shared.iter().filter(|shared| **shared).count();
    let has_lead = lead >= OWN_PASSAGE && lead * 3 <= shorter.len();
    let of_copy = if has_lead {
        shorter.len() - lead
    } else {
        shorter.len()
    };
    if shared * 5 < of_copy * 4 || shared * 5 <= longer.len() {
        return false;
    }
    let is_shared = passage::shared(longer, shorter).is_shared;
    let first = is_shared.iter().position(place).unwrap_or(longer.len());
    let end = is_shared.iter().rposition(place).map_or(0, |last| last + 1);
    let between = is_shared.get(first..end).unwrap_or_default();
    let within = between.iter().filter(|shared| !**shared).count();
    let edge = longer.len() / EDGE;
    let is_lead = has_lead && first * LEAD <= longer.len();
    first <= edge || is_lead || longer.len() - end <= edge || within * LEAST_WITHIN >= longer.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(from: u64, number: u64) -> Vec<u64> {
        (from..from + number).collect()
    }

    fn is_copy(first: &[u64], second: &[u64]) -> bool {
        likeness(first, second, 0.7).is_some_and(|(likeness, _)| likeness.is_copy)
    }

    #[test]
    fn a_copy_may_have_every_sixth_word_replaced() {
        let text = words(0, 200);
        let mut changed = text.clone();
        for place in (0..200).filter(|place| matches!(place % 18, 3 | 7 | 11)) {
            changed[place] += 1000;
        }
        let (found, _) = likeness(&text, &changed, 0.7).expect("alike");
        assert!(
            found.is_copy && (0.8..0.85).contains(&found.similarity),
            "{found:?}"
        );
        // Cut to its first half it is still a copy; its middle is an item that a longer text quotes.
        assert!(is_copy(&text, &changed[..100]) && !is_copy(&text, &changed[50..140]));
    }

    #[test]
    fn a_text_changed_all_over_may_differ_more() {
        let text = words(0, 200);
        let mut changed = text.clone();
        for place in (0..200).filter(|place| place % 20 < 7 && place % 2 == 0) {
            changed[place] += 1000;
        }
        let share = |found: Option<(Likeness, Shared)>| found.map(|(found, _)| found.similarity);
        let found = share(likeness(&text, &changed, 0.85));
        assert!(found.is_some_and(|share| share < 0.85), "{found:?}");
        assert!(likeness(&text, &changed, 0.85).is_some_and(|(found, _)| found.is_copy));
        // As many words that differ in one passage.
        let passage = [&text[..150], &words(2000, 50)].concat();
        assert!(likeness(&text, &passage, 0.85).is_some_and(|(found, _)| !found.is_copy));
    }

    #[test]
    fn a_text_cut_at_its_end_may_have_a_lead_of_its_own() {
        let text = words(0, 300);
        let cut = [&words(1000, 20), &text[30..120]].concat();
        assert!(is_copy(&text, &cut));
        // The same passage from the middle of the text.
        let item = [&words(1000, 20), &text[110..200]].concat();
        assert!(!is_copy(&text, &item));
    }
}
