//! How well a reading of bytes fits a language in Latin script.
//!
//! Takes the words about bytes outside ASCII and a codec, gives a cost: the sum, over what these bytes
//! become, of how unlikely that is where it stands. A letter costs by the alphabet of the language that
//! fits best, a sign by its neighbours (`signs.rs`): one that is common in writing costs little, a
//! fraction between letters or a box amid words much. A byte that is often there counts little more than
//! one that is there once: it says the same again.

use std::sync::LazyLock;

use whatlang::Lang;

use super::codec::Codec;
use super::signs::{Place, cost_of_place};
use crate::data::DataFile;
use crate::sorted::{SortedMap, SortedSet};

/// What a letter costs that the language does not have.
const STRANGE_LETTER: f64 = 6.0;
/// What speaks against a language that the text is not in.
const OTHER_LANGUAGE: f64 = 5.0;
/// The same for a language that the detector does not know, so that it takes it for another.
const UNKNOWN_LANGUAGE: f64 = 3.0;
/// What speaks against a code page that is made for other languages.
const OTHER_PAGES: f64 = 4.0;
/// What speaks against a reading without any letter beyond ASCII, where the language has some.
const NO_LETTERS: f64 = 3.0;
/// How much more twice as many places of a byte say.
const REPEATED: f64 = 0.75;
/// Letters up to here are looked up by their number.
const TABLE: usize = 0x370;

/// The alphabets of languages.
struct Alphabets {
    /// Which they are, none if the language detector does not know it, and the code pages made for it.
    languages: Vec<(Option<Lang>, &'static str)>,
    /// By letter, what it costs in each of them: the nth of `a` letters by frequency is taken to be
    /// `1 / n` times as frequent as the first.
    letters: Vec<Vec<f64>>,
}

static ALPHABETS: LazyLock<Alphabets> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/alphabets.tsv"));
    let alphabets: Vec<[&str; 3]> = file.rows().collect();
    let languages = alphabets
        .iter()
        .map(|[code, pages, _]| (Lang::from_code(*code), *pages));
    let mut letters = vec![vec![STRANGE_LETTER; alphabets.len()]; TABLE];
    for (language, [.., alphabet]) in alphabets.iter().enumerate() {
        let ranks = (1..=alphabet.chars().count()).map(|rank| rank as f64);
        let all: f64 = ranks.clone().map(|rank| 1.0 / rank).sum();
        for (letter, rank) in alphabet.chars().zip(ranks) {
            let costs = letters.get_mut(letter as usize);
            if let Some(cost) = costs.and_then(|costs| costs.get_mut(language)) {
                *cost = libm::log(rank * all);
            }
        }
    }
    Alphabets {
        languages: languages.collect(),
        letters,
    }
});

impl Alphabets {
    /// Whether a letter is none of a language.
    fn lacks(&self, letter: char, language: usize) -> bool {
        let costs = self.letters.get(letter as usize);
        let cost = costs.and_then(|costs| costs.get(language));
        cost.is_none_or(|cost| *cost >= STRANGE_LETTER)
    }

    /// Adds what a letter costs to the sums of the languages.
    fn add(&self, letter: char, weight: f64, sums: &mut [f64]) {
        if let Some(costs) = self.letters.get(letter as usize) {
            for (sum, cost) in sums.iter_mut().zip(costs) {
                *sum += weight * cost;
            }
        } else {
            for sum in sums {
                *sum += weight * STRANGE_LETTER;
            }
        }
    }
}

/// Bytes outside ASCII with their neighbours, and how much each counts.
pub(super) struct Places(Vec<([u8; 3], f64)>);

impl Places {
    /// Those of a sample.
    pub(super) fn of(sample: &[u8]) -> Self {
        let mut places: SortedMap<u8, SortedSet<[u8; 3]>> = SortedMap::new();
        let mut before = b' ';
        for (index, &byte) in sample.iter().enumerate() {
            if !byte.is_ascii() {
                let after = sample.get(index + 1).copied().unwrap_or(b' ');
                places.or_default(byte).insert([before, byte, after]);
            }
            before = byte;
        }
        let mut weighted = Vec::new();
        for (_, places) in places {
            let count = places.len() as f64;
            let weight = (1.0 + REPEATED * libm::log2(count)) / count;
            weighted.extend(places.into_iter().map(|bytes| (bytes, weight)));
        }
        Self(weighted)
    }

    /// The bytes outside ASCII that there are.
    pub(super) fn bytes(&self) -> impl Iterator<Item = u8> {
        self.0.iter().map(|([_, byte, _], _)| *byte)
    }

    /// What it costs to read them so, given the language that the text is told to be in. Where that is
    /// more than `limit`, the sum may be less than all of it, but is above the limit.
    pub(super) fn cost(&self, reading: &Reading, language: Option<Lang>, limit: f64) -> Cost {
        let alphabets = &*ALPHABETS;
        let read = |byte| reading.character(byte);
        let mut letters = vec![0.0; alphabets.languages.len()];
        let (mut signs, mut oddest, mut distinct) = (0.0, 0.0_f64, 0_u128);
        let mut seen = Vec::new();
        for places in self.0.chunk_by(|(one, _), (next, _)| one[1] == next[1]) {
            let (mut letter, mut letter_weight) = (None, 0.0);
            for ([before, byte, after], weight) in places {
                let place = Place {
                    before: read(*before),
                    character: read(*byte),
                    after: read(*after),
                };
                let (cost, as_letter) = cost_of_place(&place);
                signs += cost * weight;
                oddest = oddest.max(cost);
                if as_letter.is_some() {
                    letter = as_letter;
                    letter_weight += weight;
                    distinct |= 1 << (byte & 0x7F);
                }
            }
            if signs > limit {
                break;
            }
            if let Some(letter) = letter {
                seen.push(letter);
                alphabets.add(letter, letter_weight, &mut letters);
            }
        }
        let of_languages = alphabets.languages.iter().zip(&reading.foreign);
        let costs = of_languages
            .zip(&letters)
            .map(|(((own, _), foreign), letters)| {
                letters + foreign + cost_of_language(*own, language)
            });
        let least = costs.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b));
        let (best, least) = least.unwrap_or((0, f64::INFINITY));
        let is_plain = language.is_none_or(|language| language == Lang::Eng);
        let without_letters = if is_plain { 0.0 } else { NO_LETTERS };
        Cost {
            sum: signs
                + if distinct == 0 {
                    without_letters
                } else {
                    least
                },
            oddest,
            has_strange_letters: seen.iter().any(|letter| alphabets.lacks(*letter, best)),
            letters: distinct.count_ones(),
        }
    }
}

/// What speaks against a language where the detector tells one.
fn cost_of_language(language: Option<Lang>, told: Option<Lang>) -> f64 {
    match (language, told) {
        (_, None) => 0.0,
        (None, Some(_)) => UNKNOWN_LANGUAGE,
        (Some(language), Some(told)) if language == told => 0.0,
        _ => OTHER_LANGUAGE,
    }
}

/// Whether a language is written in code pages of western Europe, and in no others.
pub(super) fn is_of_the_west(language: Lang) -> bool {
    let mut languages = ALPHABETS.languages.iter();
    languages.any(|(own, pages)| *own == Some(language) && *pages == "west")
}

/// What a reading costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// All of it.
    pub(super) sum: f64,
    /// The most that one place costs beside its letter.
    pub(super) oddest: f64,
    /// Whether the language that fits best lacks some of the letters.
    pub(super) has_strange_letters: bool,
    /// Distinct letters outside ASCII.
    pub(super) letters: u32,
}

/// A codec of one byte a character.
pub(super) struct Reading {
    pub(super) codec: Codec,
    /// By alphabet, what speaks against its language for being written in other code pages.
    foreign: Vec<f64>,
    /// What speaks against it beforehand.
    pub(super) beforehand: f64,
    upper: [char; 128],
}

impl Reading {
    /// A reading of a group of code pages, with what speaks against it beforehand.
    pub(super) fn new(codec: Codec, pages: &'static str, beforehand: f64) -> Self {
        let mut upper = [char::REPLACEMENT_CHARACTER; 128];
        for (byte, place) in (0x80..=0xFF_u8).zip(&mut upper) {
            let read = codec.decode(&[byte]).text;
            *place = read.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        let foreign = ALPHABETS.languages.iter().map(|(_, made_for)| {
            let is_made_for = made_for.split(',').any(|made_for| made_for == pages);
            if is_made_for { 0.0 } else { OTHER_PAGES }
        });
        Self {
            codec,
            foreign: foreign.collect(),
            beforehand,
            upper,
        }
    }
    /// What a byte is read as.
    pub(super) fn character(&self, byte: u8) -> char {
        match byte.checked_sub(0x80) {
            None => char::from(byte),
            Some(index) => self.upper[usize::from(index)],
        }
    }
}
