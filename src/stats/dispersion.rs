//! Dispersion: how evenly an item spreads over the parts of a corpus (documents, sources).
//!
//! Names as in St. Th. Gries, "Analyzing dispersion" (2020): v is the count of a part, s its share of the
//! corpus in tokens, t its share of the item's occurrences, R = v / size. Parts without the item are
//! never looked at: their sums are known from those with it.

use libm::log2;

/// The parts of a corpus.
#[derive(Debug, Clone)]
pub struct Parts {
    /// Tokens of all parts.
    total: u64,
    /// Tokens of each part.
    sizes: Vec<u64>,
    /// By part: s, and its logarithm to base 2.
    shares: Vec<(f64, f64)>,
    /// Parts with a token.
    parts: f64,
    /// The share of the smallest part.
    least_share: f64,
    /// Logarithms of the smallest counts to base 2, of which most are.
    logs: Vec<f64>,
}

/// The counts whose logarithms are known beforehand.
const KNOWN_LOGS: usize = 256;

/// What has to be known of all parts together.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "worker", derive(serde::Serialize, serde::Deserialize))]
pub struct PartTotals {
    /// Tokens of all parts.
    pub tokens: u64,
    /// Parts with a token.
    pub parts: u64,
    /// Tokens of the smallest part with a token.
    pub least: u64,
}

impl PartTotals {
    /// The totals of parts with so many tokens each.
    #[must_use]
    pub fn of(sizes: impl Iterator<Item = u64>) -> Self {
        let mut totals = Self::default();
        for size in sizes.filter(|size| *size > 0) {
            totals.least = match totals.parts {
                0 => size,
                _ => totals.least.min(size),
            };
            totals.tokens += size;
            totals.parts += 1;
        }
        totals
    }
}

/// What is added up over the parts that hold an item, in their order.
#[derive(Debug, Default, Clone, Copy)]
pub struct Spread {
    /// Parts that hold it.
    pub range: u32,
    /// Sum of s.
    shares: f64,
    /// Sum of |t - s|.
    differences: f64,
    /// Sum of v·(log2 v - log2 s).
    divergence: f64,
    /// Sum of R, and of its squares.
    rates: f64,
    squares: f64,
}

/// How evenly an item spreads. An item that does not occur has no value.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Dispersion {
    /// Parts that hold it.
    pub range: u32,
    /// Juilland's D (Juilland and Chang-Rodríguez 1964), 1 - (sd(R)/mean(R))/√(k-1) with the standard
    /// deviation of the population, from 0 (in one part) to 1 (the same rate in all). `None` of fewer
    /// than two parts.
    pub juilland_d: Option<f64>,
    /// Deviation of proportions, DP (Gries 2008), ½·Σ|t-s|: 0 is even, near 1 in one small part.
    pub dp: Option<f64>,
    /// DP / (1 - min s) (Lijffijt and Gries 2012), from 0 to 1. `None` of fewer than two parts.
    pub dp_norm: Option<f64>,
    /// D_KL (Gries 2021), KL/(1+KL) with KL = Σ t·log2(t/s), from 0 (even) towards 1.
    pub d_kl: Option<f64>,
}

impl Parts {
    /// Parts with so many tokens each. Parts without a token are none.
    #[must_use]
    pub fn new(sizes: Vec<u64>) -> Self {
        let total = PartTotals::of(sizes.iter().copied());
        let mut parts = Self::of_totals(total);
        parts.shares = sizes.iter().map(|&size| parts.share(size)).collect();
        parts.sizes = sizes;
        parts
    }

    /// Parts of which only the totals are known; they are added with their sizes.
    #[must_use]
    pub fn of_totals(totals: PartTotals) -> Self {
        let PartTotals {
            tokens,
            parts,
            least,
        } = totals;
        let mut of_totals = Self {
            total: tokens,
            parts: parts as f64,
            least_share: 1.0,
            shares: Vec::new(),
            logs: (0..KNOWN_LOGS).map(|count| log2(count as f64)).collect(),
            sizes: Vec::new(),
        };
        if parts > 0 {
            of_totals.least_share = of_totals.share(least).0;
        }
        of_totals
    }

    /// s of a part of this size, and its logarithm to base 2.
    fn share(&self, size: u64) -> (f64, f64) {
        let share = size as f64 / self.total as f64;
        (share, log2(share))
    }

    /// Adds a part that holds `v` of an item's `all` occurrences; `v` above 0.
    #[inline]
    pub fn add(&self, spread: &mut Spread, part: usize, v: u64, all: u64) {
        self.add_share(spread, (self.shares[part], self.sizes[part]), v, all);
    }

    /// As [`Self::add`], for a part of so many tokens.
    pub fn add_sized(&self, spread: &mut Spread, size: u64, v: u64, all: u64) {
        self.add_share(spread, (self.share(size), size), v, all);
    }

    #[inline]
    fn add_share(
        &self,
        spread: &mut Spread,
        ((share, log_share), size): ((f64, f64), u64),
        v: u64,
        all: u64,
    ) {
        let count = v as f64;
        let log_count = self.logs.get(v as usize).copied();
        let rate = count / size as f64;
        spread.range += 1;
        spread.shares += share;
        spread.differences += (count / all as f64 - share).abs();
        spread.divergence += count * (log_count.unwrap_or_else(|| log2(count)) - log_share);
        spread.rates += rate;
        spread.squares += rate * rate;
    }

    /// What the sums over all parts that hold one of an item's `all` occurrences come to.
    #[must_use]
    pub fn dispersion(&self, spread: &Spread, all: u64) -> Dispersion {
        let parts = self.parts;
        let dp = 0.5 * (spread.differences + (1.0 - spread.shares).max(0.0));
        let divergence = (spread.divergence / all as f64 - log2(all as f64)).max(0.0);
        let is_parted = parts > 1.0;
        if all == 0 {
            return Dispersion::default();
        }
        Dispersion {
            range: spread.range,
            juilland_d: juilland_d(parts, [spread.rates, spread.squares]),
            dp: Some(dp),
            dp_norm: is_parted.then(|| (dp / (1.0 - self.least_share)).min(1.0)),
            d_kl: Some(divergence / (1.0 + divergence)),
        }
    }
}

/// Juilland's D of an item over so many parts, from the sum of its rates in them and that of their
/// squares, as [`Dispersion::juilland_d`]; `None` of fewer than two parts or without occurrences.
#[must_use]
pub fn juilland_d(parts: f64, [rates, squares]: [f64; 2]) -> Option<f64> {
    (parts > 1.0 && rates > 0.0).then(|| {
        let mean = rates / parts;
        // What is less is nothing but a rounding error of the sums.
        let variance = squares / parts - mean * mean;
        let variance = if variance > 1e-14 * mean * mean {
            variance
        } else {
            0.0
        };
        (1.0 - variance.sqrt() / mean / (parts - 1.0).sqrt()).clamp(0.0, 1.0)
    })
}

impl Dispersion {
    /// The dispersion of one item, from its count in each part that holds it, in their order.
    #[must_use]
    pub fn of(parts: &Parts, counts: impl Iterator<Item = (usize, u64)> + Clone) -> Self {
        let (mut spread, all) = (Spread::default(), counts.clone().map(|(_, v)| v).sum());
        counts.for_each(|(part, v)| parts.add(&mut spread, part, v, all));
        parts.dispersion(&spread, all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(counts: &[u64], sizes: &[u64]) -> Dispersion {
        let counts = counts.iter().copied().enumerate().filter(|(_, v)| *v > 0);
        Dispersion::of(&Parts::new(sizes.to_vec()), counts)
    }

    #[track_caller]
    fn near(value: Option<f64>, expected: f64) {
        let value = value.expect("a value");
        assert!((value - expected).abs() < 1e-6, "{value} {expected}");
    }

    /// The example of Gries (2008) and others, computed independently.
    #[test]
    fn an_item_in_all_parts() {
        let dispersion = of(&[1, 2, 3, 4, 5], &[18, 20, 20, 20, 22]);
        near(dispersion.juilland_d, 0.785_150);
        near(dispersion.dp, 0.18);
        near(dispersion.dp_norm, 0.219_512);
        assert_eq!(dispersion.range, 5);
    }

    #[test]
    fn an_item_in_some_parts() {
        let dispersion = of(&[0, 0, 1, 2, 5], &[7; 5]);
        near(dispersion.juilland_d, 0.420_399);
        near(dispersion.dp, 0.475);
        near(dispersion.dp_norm, 0.593_75);
        near(dispersion.d_kl, 0.505_717);
        assert_eq!(dispersion.range, 3);
    }

    #[test]
    fn the_ends_of_the_scales() {
        let even = of(&[3, 6, 9], &[10, 20, 30]);
        near(even.dp, 0.0);
        near(even.juilland_d, 1.0);
        near(even.d_kl, 0.0);
        let lone = of(&[0, 4, 0, 0], &[10, 10, 10, 10]);
        near(lone.dp_norm, 1.0);
        near(lone.juilland_d, 0.0);
        let single = of(&[4], &[10]);
        assert_eq!((single.dp_norm, single.juilland_d), (None, None));
        near(single.dp, 0.0);
        assert_eq!(of(&[0, 0], &[10, 10]), Dispersion::default());
        // A part without a token is no part.
        assert_eq!(of(&[3, 6, 9, 0], &[10, 20, 30, 0]), even);
    }
}
