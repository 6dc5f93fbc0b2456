//! A simple random sample without replacement, the same for the same numbers and seed.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

/// So many of the numbers below `all`, each set of them as likely as any other; in ascending order. All
/// of them if there are no more.
#[must_use]
pub fn sample(all: usize, size: usize, seed: u64) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..all).collect();
    if size >= all {
        return numbers;
    }
    let mut draws = Pcg64Mcg::seed_from_u64(seed);
    // The first steps of Fisher and Yates's shuffle.
    for place in 0..size {
        let left = (all - place) as u128;
        // The upper half of a product of 128 bits: the bias is below `all` / 2^64.
        let drawn = (u128::from(draws.next_u64()) * left) >> 64;
        numbers.swap(place, place + drawn as usize);
    }
    numbers.truncate(size);
    numbers.sort_unstable();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_its_size_and_is_the_same_each_time() {
        assert_eq!(sample(3, 5, 1), [0, 1, 2]);
        assert_eq!(sample(0, 5, 1), [0; 0]);
        assert_eq!(sample(5, 0, 1), [0; 0]);
        let some = sample(1000, 10, 1);
        assert_eq!(some.len(), 10);
        assert!(some.is_sorted_by(|a, b| a < b) && some[9] < 1000);
        assert_eq!(sample(1000, 10, 1), some);
        assert_ne!(sample(1000, 10, 2), some);
    }

    /// Of four numbers two are drawn by each of 6,000 seeds: each of the six pairs about 1,000 times,
    /// give or take four standard deviations of 29.
    #[test]
    fn every_set_is_as_likely() {
        let mut counts = std::collections::BTreeMap::new();
        for seed in 0..6_000 {
            *counts.entry(sample(4, 2, seed)).or_insert(0_i64) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(
            counts.values().all(|n| (n - 1_000).abs() < 116),
            "{counts:?}"
        );
    }
}
