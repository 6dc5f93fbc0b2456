//! Numbers by pair of n-grams, in a table whose slots are looked at one after the other from the place that a
//! hash gives.
//!
//! A pair and its number lie side by side, so that nearly every look costs one access to memory. At most
//! two thirds of the slots are taken.

/// A pair, or [`FREE`], and its number.
type Slot = (u64, u32);

/// No pair: both of its n-grams would be [`super::NONE`].
const FREE: u64 = u64::MAX;
/// The slots of the smallest table but the empty one.
const LEAST_SLOTS: usize = 16;
/// How many pairs are looked up together.
const TOGETHER: usize = 16;

/// Numbers by pair.
#[derive(Debug, Default, Clone)]
pub(super) struct PairTable {
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
    /// With these numbers, each pair given once.
    pub(super) fn of(numbers: impl ExactSizeIterator<Item = Slot>) -> Self {
        let mut table = Self::default();
        table.make_slots((3 * numbers.len() / 2 + 1).next_power_of_two());
        numbers.for_each(|(pair, number)| table.add(pair, number));
        table
    }

    /// How many pairs there are.
    pub(super) fn len(&self) -> usize {
        self.taken
    }

    /// The number of a pair.
    #[inline]
    pub(super) fn get(&self, pair: u64) -> Option<u32> {
        let &(found, number) = self.slots.get(self.place(pair))?;
        (found == pair).then_some(number)
    }

    /// Adds to the number of a pair, which is 0 at first.
    #[inline]
    pub(super) fn add(&mut self, pair: u64, n: u32) {
        if 3 * self.taken >= 2 * self.slots.len() {
            self.make_slots((2 * self.slots.len()).max(LEAST_SLOTS));
        }
        let place = self.place(pair);
        if let Some((found, number)) = self.slots.get_mut(place) {
            self.taken += usize::from(*found == FREE);
            *found = pair;
            *number = number.saturating_add(n);
        }
    }

    /// The numbers of many pairs, in their order. Some places are looked at together: a processor waits
    /// for many at once, if what it does next does not depend on them.
    pub(super) fn for_each(&self, pairs: &[u64], mut each: impl FnMut(usize, Option<u32>)) {
        let mut number = 0..;
        for some in pairs.chunks(TOGETHER) {
            let slots = self.first_slots(some);
            for ((&pair, (found, n)), number) in some.iter().zip(slots).zip(number.by_ref()) {
                each(
                    number,
                    match found {
                        _ if found == pair => Some(n),
                        FREE => None,
                        _ => self.get(pair),
                    },
                );
            }
        }
    }

    /// What stands where many pairs would at best, or nothing.
    #[inline]
    fn first_slots(&self, pairs: &[u64]) -> [Slot; TOGETHER] {
        let mut slots = [(FREE, 0); TOGETHER];
        let last = self.slots.len().wrapping_sub(1);
        for (slot, &pair) in slots.iter_mut().zip(pairs) {
            if let Some(first) = self.slots.get(hash(pair) as usize & last) {
                *slot = *first;
            }
        }
        slots
    }

    /// The pairs with their numbers, in no meaningful order.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u64, u32)> + '_ {
        let slots = self.slots.iter().copied();
        slots.filter(|&(pair, _)| pair != FREE)
    }

    /// The slot of a pair, or the free one for it; 0 of an empty table.
    #[inline]
    fn place(&self, pair: u64) -> usize {
        let last = self.slots.len().wrapping_sub(1);
        let mut place = hash(pair) as usize & last;
        while let Some(&(found, _)) = self.slots.get(place) {
            if found == pair || found == FREE {
                return place;
            }
            place = (place + 1) & last;
        }
        0
    }

    #[cold]
    fn make_slots(&mut self, slots: usize) {
        let before = std::mem::replace(&mut self.slots, vec![(FREE, 0); slots]);
        for (pair, number) in before {
            if pair != FREE {
                let place = self.place(pair);
                self.slots[place] = (pair, number);
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
        assert_eq!(PairTable::default().get(7), None);
        assert_eq!(PairTable::of(std::iter::empty()).get(7), None);
        let table = PairTable::of([(7, 2), (0, 0)].into_iter());
        assert_eq!(
            (table.get(7), table.get(0), table.get(8)),
            (Some(2), Some(0), None)
        );
    }

    proptest! {
        #[test]
        fn it_counts_as_a_map_does(pairs: Vec<(u8, u8)>, large: Vec<u64>) {
            let small = pairs.iter().map(|&(a, b)| u64::from(a) << 32 | u64::from(b % 8));
            let large = large.into_iter().filter(|&pair| pair << 1 != FREE << 1);
            let (mut table, mut map) = (PairTable::default(), BTreeMap::new());
            for pair in small.chain(large) {
                table.add(pair, 1);
                *map.entry(pair).or_insert(0_u32) += 1;
            }
            let mut found: Vec<(u64, u32)> = table.pairs().collect();
            found.sort_unstable();
            prop_assert_eq!(table.len(), found.len());
            prop_assert!(map.iter().all(|(&pair, &n)| table.get(pair) == Some(n)));
            let asked: Vec<u64> = map.keys().flat_map(|&pair| [pair, pair ^ 1 << 63]).collect();
            let mut answers = Vec::new();
            table.for_each(&asked, |number, n| answers.push((number, n)));
            let expected = asked.iter().map(|pair| map.get(pair).copied()).enumerate();
            prop_assert_eq!(answers, expected.collect::<Vec<_>>());
            prop_assert_eq!(found, map.into_iter().collect::<Vec<_>>());
        }
    }
}
