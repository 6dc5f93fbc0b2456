//! Numbers for byte strings, given in the order of first sight. No allocation per string.
//!
//! Nearly all words have at most 15 bytes. Those are kept in a table themselves, padded with zeros and
//! with their length behind, so that a word that was seen before is found with one comparison of
//! two integers, nearly always at the first place that is looked at.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::short_key::{self, in_small_letters};
use super::short_table::ShortTable;

/// Maps byte strings to 0, 1, 2 ... and back.
#[derive(Debug, Default)]
pub struct Interner {
    short: ShortTable,
    long: HashTable<u32>,
    strings: Strings,
    hasher: FixedState,
}

/// Byte strings by number.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Strings {
    /// One after another.
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Interner {
    /// The number of `key`, new if it was not seen before.
    pub fn intern(&mut self, key: &[u8]) -> u32 {
        self.intern_in(key, 0..key.len())
    }

    /// The number of `text[range]`. Faster than [`Interner::intern`] where something follows it.
    #[inline]
    pub fn intern_in(&mut self, text: &[u8], range: Range<usize>) -> u32 {
        let Some(key) = short_key::key(text, &range) else {
            return self.intern_long(&text[range]);
        };
        let next = self.strings.len() as u32;
        let id = self.short.find_or_add(key, next);
        if id == next {
            self.strings.push(&text[range]);
        }
        id
    }

    /// The number of `key`, if it was seen before.
    #[must_use]
    pub fn find(&self, key: &[u8]) -> Option<u32> {
        let Some(short) = short_key::key(key, &(0..key.len())) else {
            let is_same = |id: &u32| self.strings.get(*id) == key;
            return self.long.find(self.hasher.hash_one(key), is_same).copied();
        };
        self.short.find(short)
    }

    /// The number of `text[range]` with its capital letters as small ones, if it was seen before; of
    /// ASCII of up to [`short_key::SHORT`] bytes only.
    pub(super) fn find_in_small_letters(&self, text: &[u8], range: &Range<usize>) -> Option<u32> {
        self.short
            .find(in_small_letters(short_key::key(text, range)?)?)
    }

    fn intern_long(&mut self, string: &[u8]) -> u32 {
        let hash = self.hasher.hash_one(string);
        let strings = &self.strings;
        let known = self.long.find(hash, |&id| strings.get(id) == string);
        if let Some(&id) = known {
            return id;
        }
        let id = self.strings.len() as u32;
        self.strings.push(string);
        let (strings, hasher) = (&self.strings, &self.hasher);
        self.long
            .insert_unique(hash, id, |&id| hasher.hash_one(strings.get(id)));
        id
    }

    /// The strings so far.
    #[must_use]
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// The strings, without what finds them.
    #[must_use]
    pub fn into_strings(self) -> Strings {
        self.strings
    }
}

impl Strings {
    /// The strings that stand one after another in `bytes`, by where they end; `None` if these are
    /// no such places.
    #[must_use]
    pub fn from_parts(bytes: Vec<u8>, ends: Vec<u32>) -> Option<Self> {
        let last = ends.last().copied().unwrap_or(0);
        (ends.is_sorted() && last as usize == bytes.len()).then_some(Self { bytes, ends })
    }

    /// The strings one after another, and where each ends.
    #[must_use]
    pub fn parts(&self) -> (&[u8], &[u32]) {
        (&self.bytes, &self.ends)
    }

    /// Adds other strings behind these; gives whether there was room for all.
    pub fn extend(&mut self, other: &Self) -> bool {
        let before = self.bytes.len();
        if u32::try_from(before + other.bytes.len()).is_err() {
            return false;
        }
        self.bytes.extend_from_slice(&other.bytes);
        self.ends
            .extend(other.ends.iter().map(|end| end + before as u32));
        true
    }

    /// Adds a string behind the others, be it among them or not; gives its number.
    pub(crate) fn add(&mut self, string: &[u8]) -> u32 {
        self.push(string);
        (self.len() - 1) as u32
    }

    fn push(&mut self, string: &[u8]) {
        self.bytes.extend_from_slice(string);
        self.ends.push(self.bytes.len() as u32);
    }

    /// The byte string with this number.
    #[must_use]
    pub fn get(&self, id: u32) -> &[u8] {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends[id - 1] };
        &self.bytes[start as usize..self.ends[id] as usize]
    }

    /// How many different strings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All strings, by number.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|id| self.get(id as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_keeps_its_number() {
        let mut interner = Interner::default();
        let words: Vec<String> = (0..1000).map(|n| format!("w{}", n % 300)).collect();
        for (index, word) in words.iter().enumerate() {
            assert_eq!(interner.intern(word.as_bytes()) as usize, index % 300);
        }
        assert_eq!(interner.strings().len(), 300);
        assert_eq!(interner.strings().get(299), b"w299");
        assert_eq!(interner.intern(b""), 300);
        assert_eq!(interner.strings().get(300), b"");
        assert_eq!(interner.into_strings().iter().count(), 301);
    }

    #[test]
    fn capitals_are_found_as_small_letters() {
        let mut interner = Interner::default();
        let id = interner.intern(b"a@z[`{'9");
        let small = |text: &[u8]| interner.find_in_small_letters(text, &(0..text.len()));
        assert_eq!(small(b"A@Z[`{'9"), Some(id));
        assert_eq!(small(b"A@Z[`{'"), None);
        assert_eq!(small("a@zé".as_bytes()), None);
        assert_eq!(small(b"a@z[`{'9a@z[`{'9"), None);
    }

    #[test]
    fn strings_of_every_length_are_told_apart_wherever_they_stand() {
        let text: Vec<u8> = (0..40)
            .map(|n| if n % 3 == 0 { 0 } else { b'a' + n })
            .collect();
        let mut interner = Interner::default();
        let mut seen: Vec<&[u8]> = Vec::new();
        for start in 0..text.len() {
            for end in start..text.len() {
                let string = &text[start..end];
                let id = interner.intern_in(&text, start..end) as usize;
                let before = seen.iter().position(|other| *other == string);
                assert_eq!(id, before.unwrap_or(seen.len()), "{start}..{end}");
                if before.is_none() {
                    seen.push(string);
                }
                assert_eq!(interner.intern(string) as usize, id);
                assert_eq!(interner.strings().get(id as u32), string);
            }
        }
    }
}
