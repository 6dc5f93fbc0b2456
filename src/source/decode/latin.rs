//! How well a reading of bytes fits a language in Latin script.
//!
//! Takes the words about bytes outside ASCII and a codec, gives a cost: the sum, over what these bytes
//! become, of how unlikely that is where it stands. A letter costs by the alphabet of the language that
//! fits best, a sign by its neighbours (`signs.rs`): one that is common in writing costs little, a
//! fraction between letters or a box amid words much. The same byte between the same neighbours counts
//! little more than once.

use std::sync::LazyLock;

use whatlang::Lang;

use super::codec::Codec;
use super::signs::{Place, cost_of_place};
use crate::data::DataFile;
use crate::sorted::SortedMap;

/// What a letter costs that the language does not have.
const STRANGE_LETTER: f64 = 6.0;
/// What speaks against a language that the text is not in.
const OTHER_LANGUAGE: f64 = 5.0;
/// The same for a language that the detector does not know, so that it takes it for another.
const UNKNOWN_LANGUAGE: f64 = 3.0;
/// Letters up to here are looked up by their number.
const TABLE: usize = 0x370;

/// An alphabet: the language it is of, and what each of its letters costs.
struct Alphabet {
    /// None for a language that the language detector does not know.
    language: Option<Lang>,
    letter: f64,
}

struct Alphabets {
    all: Vec<Alphabet>,
    /// By letter, a bit for each alphabet that has it.
    having: Vec<u64>,
}

static ALPHABETS: LazyLock<Alphabets> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/alphabets.tsv"));
    let mut alphabets = Alphabets {
        all: Vec::new(),
        having: vec![0; TABLE],
    };
    for (bit, [code, letters]) in file.rows().take(u64::BITS as usize).enumerate() {
        alphabets.all.push(Alphabet {
            language: Lang::from_code(code),
            letter: libm::log(letters.chars().count() as f64),
        });
        for letter in letters.chars() {
            if let Some(having) = alphabets.having.get_mut(letter as usize) {
                *having |= 1 << bit;
            }
        }
    }
    alphabets
});

/// Bytes outside ASCII with their neighbours, and how much each counts.
pub(super) struct Places(Vec<([u8; 3], f64)>);

impl Places {
    /// Those of a sample.
    pub(super) fn of(sample: &[u8]) -> Self {
        let mut counts: SortedMap<[u8; 3], u32> = SortedMap::new();
        let mut before = b' ';
        for (index, &byte) in sample.iter().enumerate() {
            if !byte.is_ascii() {
                let after = sample.get(index + 1).copied().unwrap_or(b' ');
                *counts.or_default([before, byte, after]) += 1;
            }
            before = byte;
        }
        let weight = |count: u32| 1.0 + 0.5 * libm::log2(f64::from(count));
        let weighted = counts.into_iter().map(|(bytes, n)| (bytes, weight(n)));
        Self(weighted.collect())
    }

    /// What it costs to read them by a codec of one byte a character, whose upper half is given.
    pub(super) fn cost(&self, upper: &[char; 128], language: Option<Lang>) -> Cost {
        let alphabets = &*ALPHABETS;
        let read = |byte: u8| match byte.checked_sub(0x80) {
            None => char::from(byte),
            Some(index) => upper[usize::from(index)],
        };
        let mut letters = vec![0.0; alphabets.all.len()];
        let (mut signs, mut oddest, mut distinct) = (0.0, 0.0_f64, 0_u128);
        for ([before, byte, after], weight) in &self.0 {
            let place = Place {
                before: read(*before),
                character: read(*byte),
                after: read(*after),
            };
            let (cost, letter) = cost_of_place(&place);
            signs += cost * weight;
            oddest = oddest.max(cost);
            let Some(letter) = letter else { continue };
            distinct |= 1 << (byte & 0x7F);
            let having = alphabets.having.get(letter as usize).copied().unwrap_or(0);
            for (bit, sum) in letters.iter_mut().enumerate() {
                let is_known = having >> bit & 1 == 1;
                let known = alphabets.all.get(bit).map_or(0.0, |known| known.letter);
                *sum += weight * if is_known { known } else { STRANGE_LETTER };
            }
        }
        let of_languages = alphabets.all.iter().zip(&letters);
        let least = of_languages
            .map(|(alphabet, letters)| letters + alphabet.cost_of_language(language))
            .fold(f64::INFINITY, f64::min);
        Cost {
            sum: signs + if distinct == 0 { 0.0 } else { least },
            oddest,
            letters: distinct.count_ones(),
        }
    }
}

impl Alphabet {
    fn cost_of_language(&self, told: Option<Lang>) -> f64 {
        match (self.language, told) {
            (_, None) => 0.0,
            (None, Some(_)) => UNKNOWN_LANGUAGE,
            (Some(own), Some(told)) if own == told => 0.0,
            _ => OTHER_LANGUAGE,
        }
    }
}

/// What a reading costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// All of it.
    pub(super) sum: f64,
    /// The most that one place costs beside its letter.
    pub(super) oddest: f64,
    /// Distinct letters outside ASCII.
    pub(super) letters: u32,
}

/// The characters of the upper half of a codec of one byte a character.
pub(super) fn upper_half(codec: Codec) -> [char; 128] {
    let mut upper = [char::REPLACEMENT_CHARACTER; 128];
    for (byte, place) in (0x80..=0xFF_u8).zip(&mut upper) {
        let read = codec.decode(&[byte]).text;
        *place = read.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    upper
}
