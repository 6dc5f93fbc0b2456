//! Compounds that were broken at their own hyphen at a line end get it back: "self-" and
//! "determination" on the next line are "self-determination", "govern-" and "ment" are "government".
//!
//! `clean/text.rs` leaves a soft hyphen where it joined a word over a line end. Here, where all texts are
//! known, such a word is parted again if the corpus has it with a hyphen inside a line, and more often
//! so than as one word. Corpora without such line ends are not looked at.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::edits::{Edit, apply};
use super::exclude::Used;
use crate::clean::{SOFT_HYPHEN, is_hyphen};
use crate::model::{Boundary, SurfaceId, Symbol};
use crate::tokenize::{LocalVocabulary, Segment};

/// Parts compounds of all segments that a line end has joined. `used` says by segment what is still used,
/// if anything was left out; here the compounds go.
pub(super) fn part_compounds(segments: &mut [Segment], used: &mut Option<Vec<Used>>) {
    let candidates = Candidates::of(segments);
    if candidates.pairs.is_empty() {
        return;
    }
    let counts = candidates.count(segments);
    let mut pairs = candidates.pairs;
    pairs.retain(|_, number| counts[*number].hyphenated > counts[*number].closed);
    if pairs.is_empty() {
        return;
    }
    let used = used.get_or_insert_with(|| segments.iter().map(Used::all).collect());
    let with_used = segments.par_iter_mut().zip(used);
    with_used.for_each(|(segment, used)| part_in(segment, used, &pairs));
}

/// The parts of a word in small letters.
type Parts = (String, String);

/// Words that were joined over a line end.
struct Candidates {
    /// By number.
    pairs: BTreeMap<Parts, usize>,
    /// The pairs that have a left part, by this part and then by the right one.
    by_left: BTreeMap<String, BTreeMap<String, usize>>,
    /// The pairs as one word.
    closed: BTreeMap<String, usize>,
}

/// How often a candidate stands inside lines: with its hyphen, and as one word.
#[derive(Clone, Copy, Default)]
struct Count {
    hyphenated: u64,
    closed: u64,
}

/// What the words of a vocabulary are to the candidates, by local number.
struct Roles<'a> {
    /// Whether the word is anything to them. Most words are nothing.
    has_role: Vec<bool>,
    /// The candidates that have the word as their left part, by their right part.
    left: Vec<Option<&'a BTreeMap<String, usize>>>,
    /// The candidate that the word is.
    closed: Vec<Option<usize>>,
}

impl Candidates {
    fn of(segments: &[Segment]) -> Self {
        let locals = segments.iter().flat_map(|segment| &segment.vocabularies);
        let mut pairs: BTreeMap<Parts, usize> = BTreeMap::new();
        for surface in locals.flat_map(|local| local.surfaces.iter()) {
            if let Some((left, right)) = parts(surface) {
                pairs.insert((left.to_lowercase(), right.to_lowercase()), 0);
            }
        }
        let mut by_left: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        let mut closed = BTreeMap::new();
        for (number, ((left, right), of_pair)) in pairs.iter_mut().enumerate() {
            *of_pair = number;
            let of_left = by_left.entry(left.clone()).or_default();
            of_left.insert(right.clone(), number);
            closed.insert(format!("{left}{right}"), number);
        }
        Self {
            pairs,
            by_left,
            closed,
        }
    }

    /// The counts of all candidates in all segments.
    fn count(&self, segments: &[Segment]) -> Vec<Count> {
        let none = || vec![Count::default(); self.pairs.len()];
        let counts = segments.par_iter().map(|segment| self.count_in(segment));
        counts.reduce(none, |mut all, more| {
            for (sum, count) in all.iter_mut().zip(more) {
                sum.hyphenated += count.hyphenated;
                sum.closed += count.closed;
            }
            all
        })
    }

    fn count_in(&self, segment: &Segment) -> Vec<Count> {
        let mut counts = vec![Count::default(); self.pairs.len()];
        let hyphens: Vec<bool> = segment.separators.iter().map(is_inner_hyphen).collect();
        let locals = segment.vocabularies.iter();
        let roles: Vec<Roles<'_>> = locals.map(|local| self.roles(local)).collect();
        for document in &segment.documents {
            let Some(place) = segment.vocabulary_of(document) else {
                continue;
            };
            let (local, roles) = (&segment.vocabularies[place], &roles[place]);
            let symbols = segment.symbols.read(document.symbols.clone());
            for (at, word) in words(&symbols) {
                if !roles.has_role[word.index()] {
                    continue;
                }
                if let Some(number) = roles.closed[word.index()] {
                    counts[number].closed += 1;
                }
                if let Some(of_left) = roles.left[word.index()]
                    && let [separator, next, ..] = symbols[at + 1..]
                    && let (Some(separator), Some(next)) =
                        (separator.as_separator(), next.as_word())
                    && hyphens[separator as usize]
                    && let Some(&number) = of_left.get(&lower(local, next.0))
                {
                    counts[number].hyphenated += 1;
                }
            }
        }
        counts
    }

    fn roles(&self, local: &LocalVocabulary) -> Roles<'_> {
        let words = 0..local.surfaces.len() as u32;
        let lower: Vec<String> = words.map(|word| lower(local, word)).collect();
        let left: Vec<_> = lower.iter().map(|word| self.by_left.get(word)).collect();
        let closed: Vec<_> = (lower.iter())
            .map(|word| self.closed.get(word).copied())
            .collect();
        let both = left.iter().zip(&closed);
        Roles {
            has_role: both
                .map(|(left, closed)| left.is_some() || closed.is_some())
                .collect(),
            left,
            closed,
        }
    }
}

fn words(symbols: &[Symbol]) -> impl Iterator<Item = (usize, SurfaceId)> {
    let places = symbols.iter().enumerate();
    places.filter_map(|(at, symbol)| Some((at, symbol.as_word()?)))
}

fn lower(local: &LocalVocabulary, word: u32) -> String {
    String::from_utf8_lossy(local.surfaces.get(word)).to_lowercase()
}

/// The parts of a word that was joined over one line end.
fn parts(surface: &[u8]) -> Option<(&str, &str)> {
    if surface.is_ascii() {
        return None;
    }
    let (left, right) = std::str::from_utf8(surface).ok()?.split_once(SOFT_HYPHEN)?;
    let is_one = !right.contains(SOFT_HYPHEN);
    (is_one && !left.is_empty() && !right.is_empty()).then_some((left, right))
}

/// Whether a separator, a byte for its boundary and its text, is a hyphen and nothing else.
fn is_inner_hyphen(separator: &[u8]) -> bool {
    let text = separator
        .get(1..)
        .and_then(|text| std::str::from_utf8(text).ok());
    let mut characters = text.unwrap_or_default().chars();
    characters.next().is_some_and(is_hyphen) && characters.next().is_none()
}

/// What comes in the place of each word of a vocabulary, by local number: the two parts of a compound.
type Parted = Vec<Option<[u32; 2]>>;

/// Parts these compounds in a segment.
fn part_in(segment: &mut Segment, used: &mut Used, pairs: &BTreeMap<Parts, usize>) {
    let vocabularies = segment.vocabularies.iter_mut().zip(&mut used.surfaces);
    let parted: Vec<Parted> = vocabularies
        .map(|(local, used)| part_words(local, used, pairs))
        .collect();
    if parted.iter().flatten().all(Option::is_none) {
        return;
    }
    let hyphen = segment.separators.add(&[Boundary::None as u8, b'-']);
    used.separators.push(true);
    let edits: Vec<Vec<Edit>> = (segment.documents.iter())
        .map(|document| {
            let vocabulary = segment.vocabulary_of(document);
            let Some(parted) = vocabulary.map(|place| &parted[place]) else {
                return Vec::new();
            };
            let symbols = segment.symbols.read(document.symbols.clone());
            let start = document.symbols.start;
            let edits = words(&symbols).filter_map(|(at, word)| {
                let [left, right] = parted[word.index()]?;
                Some(Edit {
                    range: start + at..start + at + 1,
                    symbols: vec![
                        Symbol::word(left),
                        Symbol::separator(hyphen),
                        Symbol::word(right),
                    ],
                })
            });
            edits.collect()
        })
        .collect();
    apply(segment, &edits);
}

/// Adds the parts of compounds to a vocabulary, and says which words they take the place of.
fn part_words(
    local: &mut LocalVocabulary,
    used: &mut Vec<bool>,
    pairs: &BTreeMap<Parts, usize>,
) -> Parted {
    let mut parted: Parted = vec![None; local.surfaces.len()];
    for (word, in_its_place) in parted.iter_mut().enumerate() {
        let Some((left, right)) = parts(local.surfaces.get(word as u32)) else {
            continue;
        };
        if !used[word] || !pairs.contains_key(&(left.to_lowercase(), right.to_lowercase())) {
            continue;
        }
        let both = [left.to_owned(), right.to_owned()];
        *in_its_place = Some(both.map(|part| {
            used.push(true);
            local.surfaces.add(part.as_bytes())
        }));
        used[word] = false;
    }
    parted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of documents after compounds are parted, and the tokens of each.
    fn parted(texts: &[&str]) -> Vec<(String, u32)> {
        let texts: Vec<_> = texts.iter().map(|text| ("d", "", *text)).collect();
        let mut segments: Vec<Segment> = (texts.iter())
            .map(|text| Segment::of_texts(std::slice::from_ref(text)))
            .collect();
        let mut used = None;
        part_compounds(&mut segments, &mut used);
        for (segment, used) in segments.iter().zip(used.iter().flatten()) {
            assert_eq!(
                used.surfaces[0].len(),
                segment.vocabularies[0].surfaces.len()
            );
            assert_eq!(used.separators.len(), segment.separators.len());
        }
        let all = segments.iter().map(|segment| {
            let document = &segment.documents[0];
            let text = segment.text(document, document.symbols.clone());
            (text, document.tokens)
        });
        all.collect()
    }

    #[test]
    fn a_compound_that_another_text_hyphenates_gets_its_hyphen_back() {
        let texts = [
            "Their self\u{AD}rule and gov\u{AD}ernment.",
            "We ask for Self-rule.",
        ];
        assert_eq!(
            parted(&texts),
            [
                ("Their self-rule and government.".to_owned(), 5),
                ("We ask for Self-rule.".to_owned(), 5)
            ]
        );
    }

    #[test]
    fn a_word_that_is_more_often_one_word_stays_so() {
        let texts = ["A news\u{AD}paper.", "Newspaper or news-paper, newspaper."];
        assert_eq!(parted(&texts)[0], ("A newspaper.".to_owned(), 2));
        let texts = ["A news\u{AD}paper.", "A dash: news - paper."];
        assert_eq!(parted(&texts)[0], ("A newspaper.".to_owned(), 2));
    }

    #[test]
    fn the_hyphen_of_a_prefix_is_none_of_a_compound() {
        let texts = ["To co\u{AD}operate.", "To co-operate."];
        assert_eq!(parted(&texts)[0], ("To cooperate.".to_owned(), 2));
    }
}
