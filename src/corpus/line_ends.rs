//! Compounds that were broken at their own hyphen at a line end get it back: "self-" and
//! "determination" on the next line are "self-determination", "govern-" and "ment" are "government".
//!
//! `clean/text.rs` leaves a soft hyphen where it joined a word over a line end. Here, where all texts are
//! known, such a word is parted again if the corpus has it with a hyphen inside a line, and more often
//! so than as one word. Corpora without such line ends are not looked at.

use super::edits::{Edit, apply};
use super::exclude::Used;
use crate::clean::{SOFT_HYPHEN, is_hyphen};
use crate::model::{Boundary, Symbol};
use crate::parallel;
use crate::sorted::{SortedMap, SortedSet};
use crate::tokenize::{LocalVocabulary, Segment};

/// Parts compounds of all segments that a line end has joined. `used` says by segment what is still used,
/// if anything was left out; here the compounds go. Which words are compounds is `given`, or else found;
/// gives those that there are.
pub(super) fn part_compounds(
    segments: &mut [Segment],
    used: &mut Option<Vec<Used>>,
    given: Option<&SortedSet<Parts>>,
) -> SortedSet<Parts> {
    let candidates = Candidates::of(segments);
    if candidates.pairs.is_empty() {
        return SortedSet::new();
    }
    let surveys = parallel::map(segments.len(), |index| candidates.survey(&segments[index]));
    let is_hyphenated = |number: usize| {
        let of_segments = surveys.iter().map(|survey| survey.counts[number]);
        let sum = of_segments.fold(Count::default(), Count::plus);
        sum.hyphenated > sum.closed
    };
    let pairs = candidates.pairs.into_iter();
    let is_compound = |pair: &Parts, number| match given {
        Some(given) => given.contains(pair),
        None => is_hyphenated(number),
    };
    let pairs: SortedMap<Parts, usize> = pairs
        .filter(|(pair, number)| is_compound(pair, *number))
        .collect();
    if pairs.is_empty() {
        return SortedSet::new();
    }
    let used = used.get_or_insert_with(|| segments.iter().map(Used::all).collect());
    let with_used = segments.iter_mut().zip(used);
    parallel::for_each(with_used, |index, (segment, used)| {
        part_in(segment, used, &surveys[index], &pairs);
    });
    pairs.into_iter().map(|(pair, _)| pair).collect()
}

/// The parts of a word in small letters.
pub(super) type Parts = (String, String);

/// Words that were joined over a line end.
struct Candidates {
    /// By number.
    pairs: SortedMap<Parts, usize>,
    /// The pairs that have a left part, by this part and then by the right one.
    by_left: SortedMap<String, SortedMap<String, usize>>,
    /// The pairs as one word.
    closed: SortedMap<String, usize>,
}

/// How often a candidate stands inside lines: with its hyphen, and as one word.
#[derive(Clone, Copy, Default)]
struct Count {
    hyphenated: u64,
    closed: u64,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self {
            hyphenated: self.hyphenated + other.hyphenated,
            closed: self.closed + other.closed,
        }
    }
}

/// What a segment says of the candidates.
struct Survey {
    /// By the candidate's number.
    counts: Vec<Count>,
    /// For each document, the symbols that are joined words, from its first on.
    places: Vec<Vec<usize>>,
}

/// What a word is to the candidates.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nothing, as most words.
    None,
    /// The candidate with this number as one word.
    Closed(usize),
    /// A word that was joined over a line end.
    Joined,
}

impl Candidates {
    fn of(segments: &[Segment]) -> Self {
        let locals = segments.iter().flat_map(|segment| &segment.vocabularies);
        let surfaces = locals.flat_map(|local| local.surfaces.iter());
        let pairs = surfaces.filter_map(|surface| {
            let (left, right) = parts(surface)?;
            Some((left.to_lowercase(), right.to_lowercase()))
        });
        let distinct: SortedSet<Parts> = pairs.collect();
        let pairs: SortedMap<Parts, usize> = distinct.into_iter().zip(0..).collect();
        let mut by_left: SortedMap<String, SortedMap<String, usize>> = SortedMap::new();
        for ((left, right), &number) in pairs.iter() {
            let of_left = by_left.or_default(left.clone());
            of_left.insert(right.clone(), number);
        }
        let closed = pairs
            .iter()
            .map(|((left, right), &number)| (format!("{left}{right}"), number));
        Self {
            by_left,
            closed: closed.collect(),
            pairs,
        }
    }

    /// The counts of all candidates in a segment, and the places of joined words.
    fn survey(&self, segment: &Segment) -> Survey {
        let mut survey = Survey {
            counts: vec![Count::default(); self.pairs.len()],
            places: Vec::new(),
        };
        let hyphens: Vec<bool> = segment.separators.iter().map(is_inner_hyphen).collect();
        let locals = segment.vocabularies.iter();
        let roles: Vec<Vec<Role>> = locals.map(|local| self.roles(local)).collect();
        for document in &segment.documents {
            let mut places = Vec::new();
            if let Some(place) = segment.vocabulary_of(document) {
                let (local, roles) = (&segment.vocabularies[place], &roles[place]);
                let symbols = segment.symbols.read(document.symbols.clone());
                for (at, symbol) in symbols.iter().enumerate() {
                    let role = symbol.as_word().map(|word| roles[word.index()]);
                    match (role, symbol.as_separator()) {
                        (Some(Role::Joined), _) => places.push(at),
                        (Some(Role::Closed(number)), _) => survey.counts[number].closed += 1,
                        (_, Some(separator)) if hyphens[separator as usize] => {
                            let number = self.hyphenated_at(local, &symbols, at);
                            number
                                .iter()
                                .for_each(|n| survey.counts[*n].hyphenated += 1);
                        }
                        _ => {}
                    }
                }
            }
            survey.places.push(places);
        }
        survey
    }

    /// The candidate whose parts stand on both sides of a hyphen.
    fn hyphenated_at(
        &self,
        local: &LocalVocabulary,
        symbols: &[Symbol],
        at: usize,
    ) -> Option<usize> {
        let left = word_at(local, symbols, at.checked_sub(1))?;
        let of_left = self.by_left.get(&left)?;
        of_left
            .get(&word_at(local, symbols, Some(at + 1))?)
            .copied()
    }

    fn roles(&self, local: &LocalVocabulary) -> Vec<Role> {
        let surfaces = local.surfaces.iter();
        let roles = surfaces.map(|surface| {
            if parts(surface).is_some() {
                Role::Joined
            } else if let Some(&number) = self.closed.get(&lower(surface)) {
                Role::Closed(number)
            } else {
                Role::None
            }
        });
        roles.collect()
    }
}

/// The word among symbols in small letters, if there is one at this place.
fn word_at(local: &LocalVocabulary, symbols: &[Symbol], at: Option<usize>) -> Option<String> {
    let word = symbols.get(at?)?.as_word()?;
    Some(lower(local.surfaces.get(word.0)))
}

fn lower(surface: &[u8]) -> String {
    String::from_utf8_lossy(surface).to_lowercase()
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
fn part_in(
    segment: &mut Segment,
    used: &mut Used,
    survey: &Survey,
    pairs: &SortedMap<Parts, usize>,
) {
    let vocabularies = segment.vocabularies.iter_mut().zip(&mut used.surfaces);
    let parted: Vec<Parted> = vocabularies
        .map(|(local, used)| part_words(local, used, pairs))
        .collect();
    if parted.iter().flatten().all(Option::is_none) {
        return;
    }
    let hyphen = Symbol::separator(segment.separators.add(&[Boundary::None as u8, b'-']));
    used.separators.push(true);
    let documents = segment.documents.iter().zip(&survey.places);
    let edits = documents.map(|(document, places)| {
        let vocabulary = segment.vocabulary_of(document);
        let Some(parted) = vocabulary.map(|place| &parted[place]) else {
            return Vec::new();
        };
        let symbols = segment.symbols.read(document.symbols.clone());
        let edits = places.iter().filter_map(|&at| {
            let [left, right] = parted[symbols[at].as_word()?.index()]?;
            let at = document.symbols.start + at;
            Some(Edit {
                range: at..at + 1,
                symbols: vec![Symbol::word(left), hyphen, Symbol::word(right)],
            })
        });
        edits.collect()
    });
    let edits: Vec<Vec<Edit>> = edits.collect();
    apply(segment, &edits);
}

/// Adds the parts of compounds to a vocabulary, and says which words they take the place of.
fn part_words(
    local: &mut LocalVocabulary,
    used: &mut Vec<bool>,
    pairs: &SortedMap<Parts, usize>,
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
        part_compounds(&mut segments, &mut used, None);
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
