//! Numbers for short strings, each an integer.
//!
//! A table of numbers, at most half full, searched from the place of the hash onwards, and the
//! keys by number. What comes often comes early: it stands at the very place of its hash, and
//! its key among the first. So the part of both that most words need is small and stays near the
//! processor; that, and not the work, is what a look-up costs.

use super::short_key::Key;

/// The fewest places; a power of two.
const SMALLEST: usize = 1 << 10;
/// A place that no number has.
const EMPTY: u32 = u32::MAX;

/// Keys and their numbers.
#[derive(Debug)]
pub(super) struct ShortTable {
    /// Numbers by hash; a power of two of places.
    places: Box<[u32]>,
    /// By number, in halves; [`NO_KEY`] for numbers of longer strings.
    keys: Vec<[u64; 2]>,
    used: usize,
}

/// No short string has so long a length behind it.
const NO_KEY: [u64; 2] = [u64::MAX; 2];

impl Default for ShortTable {
    fn default() -> Self {
        Self {
            places: vec![EMPTY; SMALLEST].into(),
            keys: Vec::new(),
            used: 0,
        }
    }
}

impl ShortTable {
    /// The number of `key`: `next`, if it was not seen before. That must be above all others.
    #[inline]
    pub(super) fn find_or_add(&mut self, key: Key, next: u32) -> u32 {
        let key = halves(key);
        let place = place(key, self.places.len());
        let id = self.places[place];
        if self.keys.get(id as usize) == Some(&key) {
            return id;
        }
        self.find_or_add_behind(place, key, next)
    }

    /// As [`ShortTable::find_or_add`], of what does not stand at the place of its hash.
    #[inline(never)]
    fn find_or_add_behind(&mut self, first: usize, key: [u64; 2], next: u32) -> u32 {
        let place = self.search(first, key);
        if self.places[place] != EMPTY {
            return self.places[place];
        }
        self.places[place] = next;
        self.keys.resize(next as usize, NO_KEY);
        self.keys.push(key);
        self.used += 1;
        if self.used * 2 > self.places.len() {
            self.grow();
        }
        next
    }

    /// The number of `key`, if it was seen before.
    pub(super) fn find(&self, key: Key) -> Option<u32> {
        let key = halves(key);
        let id = self.places[self.search(place(key, self.places.len()), key)];
        (id != EMPTY).then_some(id)
    }

    /// Where `key` stands, or where it would: half of the places are empty, so the search ends.
    fn search(&self, first: usize, key: [u64; 2]) -> usize {
        let mut place = first;
        loop {
            let id = self.places[place];
            if id == EMPTY || self.keys[id as usize] == key {
                return place;
            }
            place = (place + 1) % self.places.len();
        }
    }

    /// Doubles the places. What came first keeps the best ones.
    #[cold]
    fn grow(&mut self) {
        self.places = vec![EMPTY; 2 * self.places.len()].into();
        for (id, &key) in (0..).zip(&self.keys) {
            if key != NO_KEY {
                let place = self.search(place(key, self.places.len()), key);
                self.places[place] = id;
            }
        }
    }
}

#[inline]
fn halves(key: Key) -> [u64; 2] {
    [key as u64, (key >> 64) as u64]
}

/// The place to look at first. A folded multiplication mixes both halves (as in wyhash and foldhash).
#[inline]
fn place([low, high]: [u64; 2], places: usize) -> usize {
    const LOW: u64 = 0x9E37_79B9_7F4A_7C15;
    const HIGH: u64 = 0xD6E8_FEB8_6659_FD93;
    let product = u128::from(low ^ LOW) * u128::from(high ^ HIGH);
    ((product as u64) ^ (product >> 64) as u64) as usize & (places - 1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keys_keep_their_numbers(keys in proptest::collection::vec(0_u64..3000, 0..5000)) {
            let (mut table, mut expected) = (ShortTable::default(), BTreeMap::new());
            for key in keys {
                // Numbers in between are those of longer strings.
                let next = 3 * expected.len() as u32;
                let key = Key::from(key) << 40 | 1 << 120;
                prop_assert_eq!(table.find(key), expected.get(&key).copied());
                let number = *expected.entry(key).or_insert(next);
                prop_assert_eq!(table.find_or_add(key, next), number);
                prop_assert_eq!(table.find(key), Some(number));
            }
        }
    }
}
