//! Occurrences by pair of n-grams, in a table whose slots are looked at one after the other from the place that
//! a hash gives.
//!
//! A pair, its occurrences and its number lie side by side, so that nearly every look costs one access to
//! memory. At most two thirds of the slots are taken.

/// What is known of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::count) struct Slot {
    /// The pair, or [`FREE`].
    pub(in crate::count) pair: u64,
    /// Its occurrences.
    pub(in crate::count) count: u32,
    /// What it was numbered when it was added.
    pub(in crate::count) number: u32,
}

/// No pair: both of its n-grams would be [`super::NONE`].
const FREE: u64 = u64::MAX;
/// A slot that is not taken.
const UNTAKEN: Slot = Slot {
    pair: FREE,
    count: 0,
    number: 0,
};
/// The slots of the smallest table but the empty one.
const LEAST_SLOTS: usize = 16;

/// Pairs with their occurrences and numbers.
#[derive(Debug, Default, Clone)]
pub(in crate::count) struct PairTable {
    /// A power of two, or none.
    slots: Vec<Slot>,
    taken: usize,
}

/// Digits of π and of e: every bit of a pair bears on every bit of the hash.
#[inline]
fn hash(pair: u64) -> u64 {
    let product = u128::from(pair ^ 0x243F_6A88_85A3_08D3) * u128::from(0xADF8_5458_A2BB_4A9B_u64);
    product as u64 ^ (product >> 64) as u64
}

impl PairTable {
    /// How many pairs there are.
    pub(in crate::count) fn len(&self) -> usize {
        self.taken
    }

    /// What is known of a pair.
    #[inline]
    pub(in crate::count) fn get(&self, pair: u64) -> Option<Slot> {
        let slot = *self.slots.get(self.place(pair))?;
        (slot.pair == pair).then_some(slot)
    }

    /// Adds to the occurrences of a pair and gives its number, which is `number` for a new one.
    #[inline]
    pub(in crate::count) fn add(&mut self, pair: u64, n: u32, number: u32) -> u32 {
        if 3 * self.taken >= 2 * self.slots.len() {
            self.make_slots((2 * self.slots.len()).max(LEAST_SLOTS));
        }
        let place = self.place(pair);
        let Some(slot) = self.slots.get_mut(place) else {
            return number;
        };
        if slot.pair == FREE {
            self.taken += 1;
            (slot.pair, slot.number) = (pair, number);
        }
        slot.count = slot.count.saturating_add(n);
        slot.number
    }

    /// The pairs, in no meaningful order.
    pub(in crate::count) fn pairs(&self) -> impl Iterator<Item = Slot> + '_ {
        let slots = self.slots.iter().copied();
        slots.filter(|slot| slot.pair != FREE)
    }

    /// The slot of a pair, or the free one for it; 0 of an empty table.
    #[inline]
    fn place(&self, pair: u64) -> usize {
        let last = self.slots.len().wrapping_sub(1);
        let mut place = hash(pair) as usize & last;
        while let Some(slot) = self.slots.get(place) {
            if slot.pair == pair || slot.pair == FREE {
                return place;
            }
            place = (place + 1) & last;
        }
        0
    }

    #[cold]
    fn make_slots(&mut self, slots: usize) {
        let before = std::mem::replace(&mut self.slots, vec![UNTAKEN; slots]);
        for slot in before {
            if slot.pair != FREE {
                let place = self.place(slot.pair);
                self.slots[place] = slot;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_empty_table_has_no_pair() {
        let mut table = PairTable::default();
        assert_eq!(table.get(7), None);
        assert_eq!((table.add(7, 2, 5), table.add(0, 1, 6)), (5, 6));
        // A pair keeps its first number.
        assert_eq!(table.add(7, 1, 9), 5);
        let slot = |pair, count, number| Slot {
            pair,
            count,
            number,
        };
        assert_eq!(table.get(7), Some(slot(7, 3, 5)));
        assert_eq!(table.get(0), Some(slot(0, 1, 6)));
        assert_eq!(table.get(8), None);
    }

    proptest! {
        #[test]
        fn it_counts_as_a_map_does(pairs: Vec<(u8, u8)>, large: Vec<u64>) {
            let small = pairs.iter().map(|&(a, b)| u64::from(a) << 32 | u64::from(b % 8));
            let large = large.into_iter().filter(|&pair| pair << 1 != FREE << 1);
            let (mut table, mut map) = (PairTable::default(), BTreeMap::new());
            for pair in small.chain(large) {
                let number = map.len() as u32;
                let slot = map.entry(pair).or_insert((0_u32, number));
                slot.0 += 1;
                prop_assert_eq!(table.add(pair, 1, number), slot.1);
            }
            let mut found: Vec<Slot> = table.pairs().collect();
            found.sort_unstable();
            prop_assert_eq!(table.len(), found.len());
            for &pair in map.keys() {
                let number_of = |pair| table.get(pair).map(|slot| (slot.count, slot.number));
                prop_assert_eq!(number_of(pair), map.get(&pair).copied());
                let other = pair ^ 1 << 63;
                prop_assert_eq!(number_of(other), map.get(&other).copied());
            }
            let expected = map.into_iter().map(|(pair, (count, number))| Slot { pair, count, number });
            prop_assert_eq!(found, expected.collect::<Vec<_>>());
        }
    }
}
