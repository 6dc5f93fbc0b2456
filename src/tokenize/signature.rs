//! What a document carries so that its copies are found without going back to its text.
//!
//! Takes the words of a document as hashes of their forms, gives a [`Signature`]: a fingerprint of
//! all words in their order, and a sample of its shingles, the sequences of [`SHINGLE`] words. The
//! sample holds the shingles whose hash lies under a limit (mod sampling, or FracMinHash: Manber
//! 1994; Irber et al. 2022), so two samples cut to the lower limit tell how much of the smaller
//! document is in the larger one, whatever their lengths. Hashes are made from forms, never from
//! a worker's numbers, so signatures of different workers can be compared.

use serde::{Deserialize, Serialize};

use crate::clean::FormMaker;
use crate::model::{Language, SHINGLE};

/// The most shingles that are expected in a sample.
const LARGEST: usize = 128;
/// A sample smaller than this from a long document says that the document repeats itself.
const SMALLEST: usize = 32;
/// An odd multiplier with well-mixed bits (the golden ratio of 2^64).
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Hashes words, the same way on every machine.
#[derive(Debug, Default)]
pub(super) struct WordHasher {
    forms: FormMaker,
}

impl WordHasher {
    /// The hash of the form of a surface. The rules of single languages are left aside: a document's
    /// language may not be known yet.
    pub(super) fn hash(&self, surface: &[u8]) -> u64 {
        // The hyphen of a prefix is no part of the form.
        if surface.is_ascii() && !surface.contains(&b'-') {
            return hash_bytes(surface);
        }
        let form = self
            .forms
            .form(&String::from_utf8_lossy(surface), Language::UNDETERMINED);
        hash_bytes(form.as_bytes())
    }
}

/// A hash of bytes, capitals of ASCII as small letters; eight bytes at a time.
fn hash_bytes(bytes: &[u8]) -> u64 {
    let chunks = bytes.chunks(8);
    chunks.fold(bytes.len() as u64, |hash, chunk| {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        eight.make_ascii_lowercase();
        mix(hash.wrapping_add(MULTIPLIER) ^ u64::from_le_bytes(eight))
    })
}

/// Spreads the bits of a number over all bits.
pub fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(MULTIPLIER);
    let hash = (hash ^ (hash >> 29)).wrapping_mul(MULTIPLIER);
    hash ^ (hash >> 32)
}

/// Puts the hashes of a few words in sequence together.
fn sequence(words: &[u64]) -> u64 {
    words.iter().fold(0, |hash: u64, word| {
        hash.rotate_left(13).wrapping_add(*word)
    })
}

/// Puts the hashes of all words together, each with its place.
pub(super) fn fingerprint(words: &[u64]) -> u64 {
    words
        .iter()
        .zip(1_u64..)
        .fold(0, |hash: u64, (word, place)| {
            let place = place.wrapping_mul(MULTIPLIER);
            hash.wrapping_add((word ^ place).wrapping_mul(place | 1))
        })
}

/// The hashes of all shingles, by their first word; of fewer than [`SHINGLE`] words there is none.
pub fn shingles(words: &[u64]) -> impl Iterator<Item = u64> {
    words.windows(SHINGLE).map(|words| mix(sequence(words)))
}

/// What a document carries for the detection of copies; at most about a kilobyte.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Hash of all words in their order. Documents that share it differ in nothing but case,
    /// punctuation and blanks.
    pub fingerprint: u64,
    /// The highest hash that the sample may hold.
    pub limit: u64,
    /// The distinct shingle hashes up to `limit`, ascending.
    pub sample: Box<[u64]>,
}

impl Signature {
    /// The signature of words in their order.
    #[must_use]
    pub fn of(words: &[u64]) -> Self {
        let shift = (words.len() / LARGEST)
            .checked_ilog2()
            .map_or(0, |log| log + 1);
        let mut limit = u64::MAX >> shift;
        let mut sample = sample(words, limit);
        if shift > 0 && sample.len() < SMALLEST {
            limit = u64::MAX;
            sample = self::sample(words, limit);
            while sample.len() > LARGEST {
                limit >>= 1;
                sample.truncate(sample.partition_point(|&hash| hash <= limit));
            }
        }
        Self {
            fingerprint: fingerprint(words),
            limit,
            sample: sample.into(),
        }
    }

    /// How many hashes of the sample are not over `limit`.
    #[must_use]
    pub fn size_under(&self, limit: u64) -> usize {
        self.sample.partition_point(|&hash| hash <= limit)
    }
}

/// The distinct shingle hashes up to `limit`, ascending.
fn sample(words: &[u64], limit: u64) -> Vec<u64> {
    let mut sample = Vec::with_capacity(2 * LARGEST);
    sample.extend(shingles(words).filter(|&hash| hash <= limit));
    sample.sort_unstable();
    sample.dedup();
    sample
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let hasher = WordHasher::default();
        text.split(' ').map(|w| hasher.hash(w.as_bytes())).collect()
    }

    #[test]
    fn words_are_hashed_by_their_form() {
        assert_eq!(
            hashes("Net ÉTAT world’s"),
            hashes("NET e\u{301}tat world's")
        );
        assert_ne!(hashes("net"), hashes("ten"));
    }

    #[test]
    fn a_fingerprint_is_of_the_words_in_their_order() {
        let of = |text| Signature::of(&hashes(text)).fingerprint;
        assert_eq!(of("Rules for all"), of("rules FOR all"));
        assert_ne!(of("rules for all"), of("all for rules"));
        assert_ne!(of("rules for"), of("rules for for"));
    }

    #[test]
    fn a_short_document_is_sampled_whole() {
        let words = hashes("a b c d e f g");
        assert_eq!(shingles(&words).count(), 3);
        assert_eq!(Signature::of(&words).sample.len(), 3);
        assert_eq!(Signature::of(&words).limit, u64::MAX);
        assert_eq!(Signature::of(&hashes("a b c d")).sample.len(), 0);
    }

    #[test]
    fn a_long_document_is_sampled_to_a_size() {
        for length in [200, 1_000, 5_000, 60_000] {
            let words: Vec<u64> = (0..length).map(mix).collect();
            let signature = Signature::of(&words);
            let size = signature.sample.len();
            assert!((40..=180).contains(&size), "{size} of {length}");
            assert!(signature.sample.iter().all(|&hash| hash <= signature.limit));
            assert_eq!(signature.size_under(signature.limit), size);
        }
    }

    #[test]
    fn a_document_that_repeats_itself_keeps_its_few_shingles() {
        let words: Vec<u64> = (0..90_000).map(|n| mix(n % 20)).collect();
        assert_eq!(Signature::of(&words).sample.len(), 20);
        let words: Vec<u64> = (0..90_000).map(|n| mix(n % 700)).collect();
        let size = Signature::of(&words).sample.len();
        assert!((SMALLEST..=LARGEST).contains(&size), "{size}");
    }
}
