//! How large a sample is, how it is divided between strata, and which units are drawn.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::distributions::NORMAL_975;

/// The units of which a share is known to `margin` (half the width of its 95 % interval), whatever the share
/// is: n0 = z² / (4 margin²), and of a finite population n0 / (1 + (n0 - 1) / N) (W. G. Cochran, Sampling
/// Techniques, 3rd ed. 1977, section 4.4). `margin` is above 0.
#[must_use]
pub fn sample_size(margin: f64, population: u64) -> u64 {
    if population == 0 {
        return 0;
    }
    let infinite = NORMAL_975 * NORMAL_975 / (4.0 * margin * margin);
    let finite = infinite / (1.0 + (infinite - 1.0) / population as f64);
    // Rounded first: a whole number must not become the next by an error in the last digit.
    let size = ((finite * 1e6).round() / 1e6).ceil().max(1.0);
    (size as u64).min(population)
}

/// A stratum that asks for its next unit.
#[derive(PartialEq, Eq)]
struct Claim {
    size: u64,
    given: u64,
    stratum: usize,
}

impl Ord for Claim {
    /// By size / (given (given + 1)); of two that are equal the earlier comes first.
    fn cmp(&self, other: &Self) -> Ordering {
        let divisor = |claim: &Self| u128::from(claim.given) * u128::from(claim.given + 1);
        let left = u128::from(self.size) * divisor(other);
        let right = u128::from(other.size) * divisor(self);
        left.cmp(&right)
            .then_with(|| other.stratum.cmp(&self.stratum))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The sample of each stratum: at least `least` of each (1 or more; all, where there are fewer), and the rest
/// in proportion to the square roots of their sizes, so that small strata are known too (M. D. Bankier,
/// "Power Allocations", 1988). Whole numbers by equal proportions (T. Wright, 2012). More than `total` if
/// that is less than the least of all.
#[must_use]
pub fn allocate(total: u64, sizes: &[u64], least: u64) -> Vec<u64> {
    let mut given: Vec<u64> = sizes.iter().map(|&size| size.min(least.max(1))).collect();
    let mut left = total.saturating_sub(given.iter().sum());
    let claims = sizes.iter().zip(&given).enumerate();
    let claims = claims.filter(|(_, (size, given))| given < size);
    let mut heap: BinaryHeap<Claim> = claims
        .map(|(stratum, (&size, &given))| Claim {
            size,
            given,
            stratum,
        })
        .collect();
    while left > 0
        && let Some(mut claim) = heap.pop()
    {
        left -= 1;
        claim.given += 1;
        given[claim.stratum] = claim.given;
        if claim.given < claim.size {
            heap.push(claim);
        }
    }
    given
}

/// A systematic sample: the places, below `population` and in ascending order, of `size` units at even
/// distances from a start below `population` that was drawn at random. Each unit has the same probability,
/// `size / population` (W. G. Cochran, 1977, chapter 8).
#[must_use]
pub fn systematic(population: u64, size: u64, start: u64) -> Vec<u64> {
    let size = size.min(population);
    let place = |step: u64| {
        let along = u128::from(start) + u128::from(step) * u128::from(population);
        (along / u128::from(size)) as u64
    };
    (0..size).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_the_textbook() {
        // z² / (4 · 0.05²) = 384.15, and of 1,000 units 384.15 / 1.38315 = 277.7.
        assert_eq!(sample_size(0.05, u64::MAX), 385);
        assert_eq!(sample_size(0.05, 1000), 278);
        assert_eq!(sample_size(0.1, u64::MAX), 97);
        assert_eq!(sample_size(0.05, 3), 3);
        assert_eq!(sample_size(0.05, 0), 0);
        assert_eq!(sample_size(0.99, 10), 1);
    }

    #[test]
    fn strata_get_shares_by_the_roots_of_their_sizes() {
        // Roots 10 and 30: 10 and 30 of 40.
        assert_eq!(allocate(40, &[100, 900], 1), [10, 30]);
        // A stratum of one gives what it has.
        assert_eq!(allocate(20, &[1, 0, 3, 1000], 2), [1, 0, 2, 17]);
        // The least goes before the total.
        assert_eq!(allocate(3, &[10, 10, 10], 2), [2, 2, 2]);
        assert_eq!(allocate(5, &[10, 10, 10], 1), [2, 2, 1]);
        assert_eq!(allocate(50, &[4, 4], 2), [4, 4]);
        assert_eq!(allocate(5, &[], 2), [0; 0]);
    }

    /// Of seven units three are drawn by each start: each unit by three of the seven starts.
    #[test]
    fn every_unit_is_as_likely() {
        let mut drawn = [0; 7];
        for start in 0..7 {
            let places = systematic(7, 3, start);
            assert_eq!(places.len(), 3);
            assert!(places.is_sorted_by(|a, b| a < b));
            places.iter().for_each(|&place| drawn[place as usize] += 1);
        }
        assert_eq!(drawn, [3; 7]);
        assert_eq!(systematic(4, 9, 2), [0, 1, 2, 3]);
        assert_eq!(systematic(0, 3, 0), [0; 0]);
    }
}
