//! A set of small numbers that gives them back in order, without sorting.
//!
//! A bit for each number, and a bit for each word of bits that is not empty, so that of a large range
//! only what is there is looked at.

/// Numbers below a limit.
#[derive(Debug)]
pub(super) struct IdSet {
    bits: Vec<u64>,
    /// Which of `bits` are not zero.
    words: Vec<u64>,
}

impl IdSet {
    /// An empty set of numbers below `limit`.
    pub(super) fn new(limit: usize) -> Self {
        let words = limit.div_ceil(64);
        Self {
            bits: vec![0; words],
            words: vec![0; words.div_ceil(64)],
        }
    }

    /// Adds a number.
    ///
    /// # Panics
    /// If it is not below the limit.
    #[inline]
    pub(super) fn insert(&mut self, id: u32) {
        let word = id as usize / 64;
        self.bits[word] |= 1 << (id % 64);
        self.words[word / 64] |= 1 << (word % 64);
    }

    /// Gives all numbers in ascending order; the set is empty after it.
    #[inline]
    pub(super) fn drain(&mut self, mut take: impl FnMut(u32)) {
        for (index, words) in self.words.iter_mut().enumerate() {
            for_each_bit(std::mem::take(words), |word| {
                let word = 64 * index + word as usize;
                let bits = std::mem::take(&mut self.bits[word]);
                for_each_bit(bits, |bit| take(64 * word as u32 + bit));
            });
        }
    }
}

#[inline]
fn for_each_bit(mut bits: u64, mut take: impl FnMut(u32)) {
    while bits != 0 {
        take(bits.trailing_zeros());
        bits &= bits - 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back_once_and_in_order(ids in proptest::collection::vec(0_u32..20_000, 0..300)) {
            let mut set = IdSet::new(20_000);
            let expected: std::collections::BTreeSet<u32> = ids.iter().copied().collect();
            for _ in 0..2 {
                ids.iter().for_each(|&id| set.insert(id));
                let mut found = Vec::new();
                set.drain(|id| found.push(id));
                prop_assert!(found.iter().eq(expected.iter()));
            }
        }
    }
}
