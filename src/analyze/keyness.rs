//! Keyness: the terms, key phrases and concepts that a source uses more, or less, than the others do.
//!
//! Takes the occurrences of items by source, gives for each source the items that are reliably more or
//! less frequent in it than in the rest, or in one source that is named as the reference. Reliably
//! means that the conservative log ratio is not 0; all candidates are listed if the settings say so.

use rayon::prelude::*;

use crate::config::KeynessConfig;
use crate::model::SourceId;
use crate::stats::{Keyness, LEVEL};

/// An item that is compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// The item.
    pub item: u32,
    /// Its counts in the source and in the reference, and their sizes.
    pub counts: Keyness,
    /// Its conservative log ratio.
    pub lrc: f64,
    /// Its p-value, adjusted for the number of candidates.
    pub p_adjusted: f64,
}

/// The occurrences of items of one kind.
pub struct Items<'a, F> {
    /// By item, in all sources.
    pub all: &'a [u64],
    /// Gives the items of a source with their occurrences, those above 0.
    pub of_source: F,
    /// By source: its tokens.
    pub sizes: &'a [u64],
}

/// What is known of the candidates before any source is looked at.
struct Candidates<'a, F> {
    items: &'a Items<'a, F>,
    config: &'a KeynessConfig,
    /// The occurrences of the reference that was named, by item, and its tokens.
    reference: Option<(Vec<u64>, u64)>,
    /// Candidates, and for each the chi-squared up to which it is surely even.
    numbers: Vec<(u32, f64)>,
}

/// Items by source, the highest conservative log ratio first, then by G² and by item. The source that
/// is the reference, and a source that is all there is, have none.
pub fn keyness<F, I>(
    items: &Items<'_, F>,
    reference: Option<SourceId>,
    config: &KeynessConfig,
) -> Vec<Vec<Key>>
where
    F: Fn(usize) -> I + Sync,
    I: Iterator<Item = (usize, u64)>,
{
    let dense = |source: SourceId| {
        let mut counts = vec![0; items.all.len()];
        (items.of_source)(source.index()).for_each(|(item, n)| counts[item] = n);
        (counts, items.sizes[source.index()])
    };
    let candidates = Candidates::new(items, reference.map(dense), config);
    let sources = (0..items.sizes.len()).into_par_iter();
    sources
        .map_init(
            || vec![0; items.all.len()],
            |counts, source| match reference {
                Some(reference) if reference.index() == source => Vec::new(),
                _ => candidates.keys(source, counts),
            },
        )
        .collect()
}

impl<'a, F, I> Candidates<'a, F>
where
    F: Fn(usize) -> I + Sync,
    I: Iterator<Item = (usize, u64)>,
{
    fn new(
        items: &'a Items<'a, F>,
        reference: Option<(Vec<u64>, u64)>,
        config: &'a KeynessConfig,
    ) -> Self {
        let least = u64::from(config.min_count.max(1));
        let enough = (0..items.all.len()).filter(|&item| items.all[item] >= least);
        let numbers: Vec<usize> = enough.collect();
        let tail = Self::tail(numbers.len());
        let bound = |item: usize| -libm::log(tail) - 0.5 * libm::log(2.0 * items.all[item] as f64);
        Self {
            numbers: numbers
                .iter()
                .map(|&item| (item as u32, bound(item)))
                .collect(),
            items,
            config,
            reference,
        }
    }

    /// The part on each side that the interval of the conservative log ratio leaves out.
    fn tail(candidates: usize) -> f64 {
        LEVEL / candidates.max(1) as f64 / 2.0
    }

    /// The keys of a source. `counts` is zero before and after.
    fn keys(&self, source: usize, counts: &mut [u64]) -> Vec<Key> {
        let target_size = self.items.sizes[source];
        let all_size: u64 = self.items.sizes.iter().sum();
        let reference_size = match &self.reference {
            Some((_, size)) => *size,
            None => all_size - target_size,
        };
        if target_size == 0 || reference_size == 0 {
            return Vec::new();
        }
        (self.items.of_source)(source).for_each(|(item, n)| counts[item] = n);
        let of = |item: u32| {
            let target = counts[item as usize];
            Keyness {
                target,
                reference: match &self.reference {
                    Some((counts, _)) => counts[item as usize],
                    None => self.items.all[item as usize] - target,
                },
                target_size,
                reference_size,
            }
        };
        let keys = if self.config.all {
            self.tested(of, 0.0)
        } else {
            self.reliable(of)
        };
        (self.items.of_source)(source).for_each(|(item, _)| counts[item] = 0);
        let order = |key: &Key| (key.lrc, key.counts.g2());
        let mut ordered: Vec<((f64, f64), Key)> =
            keys.into_iter().map(|k| (order(&k), k)).collect();
        ordered.sort_by(|((lrc, g2), a), ((other_lrc, other_g2), b)| {
            let by_strength = other_lrc.total_cmp(lrc).then(other_g2.total_cmp(g2));
            by_strength.then(a.item.cmp(&b.item))
        });
        ordered.into_iter().map(|(_, key)| key).collect()
    }

    /// The candidates that reliably differ. First those are left aside whose p-value is above 0.05;
    /// they change no adjusted value up to there, and nearly always there is no higher one.
    fn reliable(&self, of: impl Fn(u32) -> Keyness + Copy) -> Vec<Key> {
        let reliable = |least: f64| {
            let mut keys = self.tested(of, least);
            keys.retain(|key| key.lrc != 0.0);
            keys
        };
        let keys = reliable(CHI2_OF_HIGH_P);
        if keys.iter().all(|key| key.p_adjusted <= HIGH_P) {
            return keys;
        }
        reliable(0.0)
    }

    /// The candidates with a chi-squared from `least` upwards, and those whose conservative log ratio may
    /// differ from 0, with their measures.
    fn tested(&self, of: impl Fn(u32) -> Keyness, least: f64) -> Vec<Key> {
        let mut keys = Vec::new();
        let Some(&(first, _)) = self.numbers.first() else {
            return keys;
        };
        let evenness = Evenness::new(of(first), least, Self::tail(self.numbers.len()));
        for &(item, bound) in &self.numbers {
            let counts = of(item);
            if !evenness.is_even(counts, bound) {
                let lrc = counts.conservative_log_ratio(self.numbers.len() as u64);
                let p_adjusted = counts.p();
                keys.push(Key {
                    item,
                    counts,
                    lrc,
                    p_adjusted,
                });
            }
        }
        let mut values: Vec<f64> = keys.iter().map(|key| key.p_adjusted).collect();
        self.config
            .adjustment
            .adjust(&mut values, self.numbers.len());
        let adjusted = keys.iter_mut().zip(values);
        adjusted.for_each(|(key, value)| key.p_adjusted = value);
        keys
    }
}

/// A p-value, and half of the G² that it belongs to.
const HIGH_P: f64 = 0.05;
const CHI2_OF_HIGH_P: f64 = 1.92;

/// Tells at little cost which counts are even, for one target and reference.
struct Evenness {
    /// The chi-squared from which counts are never taken for even.
    least: f64,
    /// Logarithms of the tail, and of the shares of target and reference of all tokens.
    tail: f64,
    target: f64,
    reference: f64,
}

impl Evenness {
    fn new(counts: Keyness, least: f64, tail: f64) -> Self {
        let [n1, n2] = [counts.target_size, counts.reference_size].map(|size| size as f64);
        Self {
            least,
            tail: libm::log(tail),
            target: libm::log(n1 / (n1 + n2)),
            reference: libm::log(n2 / (n1 + n2)),
        }
    }

    /// Whether counts are so even that their chi-squared is below the least, so that G² is below twice
    /// that (the Kullback-Leibler divergence is at most the chi-squared one), and that their
    /// conservative log ratio is 0. `bound` is the chi-squared up to which that is sure.
    #[inline]
    fn is_even(&self, counts: Keyness, bound: f64) -> bool {
        let Some(chi2) = counts.chi2().filter(|chi2| *chi2 < self.least) else {
            return false;
        };
        if counts.target == 0 {
            counts.reference as f64 * self.reference > self.tail
        } else if counts.reference == 0 {
            counts.target as f64 * self.target > self.tail
        } else {
            chi2 < bound
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stats::Adjustment;

    /// Occurrences by source and item.
    fn keys(
        by_source: &[Vec<u64>],
        reference: Option<SourceId>,
        config: &KeynessConfig,
    ) -> Vec<Vec<Key>> {
        let items = by_source.first().map_or(0, Vec::len);
        let all = (0..items).map(|item| by_source.iter().map(|source| source[item]).sum());
        let all: Vec<u64> = all.collect();
        let sizes: Vec<u64> = by_source
            .iter()
            .map(|source| 1000 + source.iter().sum::<u64>())
            .collect();
        let items = Items {
            all: &all,
            of_source: |source: usize| {
                let counts = by_source[source].iter().copied().enumerate();
                counts
                    .filter(|(_, n)| *n > 0)
                    .collect::<Vec<_>>()
                    .into_iter()
            },
            sizes: &sizes,
        };
        keyness(&items, reference, config)
    }

    #[test]
    fn what_one_source_alone_uses_is_its_key() {
        let by_source = vec![vec![40, 30, 20], vec![0, 33, 21], vec![2, 34, 22]];
        let keys_of = keys(&by_source, None, &KeynessConfig::default());
        assert_eq!(keys_of[0].first().map(|key| key.item), Some(0));
        assert_eq!(
            (keys_of[0][0].counts.target, keys_of[0][0].counts.reference),
            (40, 2)
        );
        assert!(keys_of[0][0].lrc > 1.0 && keys_of[1][0].lrc < -1.0);
        assert!(keys_of.iter().flatten().all(|key| key.item == 0));
        let named = keys(&by_source, Some(SourceId(2)), &KeynessConfig::default());
        assert!(named[2].is_empty());
        assert_eq!(
            (named[0][0].counts.target, named[0][0].counts.reference),
            (40, 2)
        );
        assert!(keys(&[vec![4, 5]], None, &KeynessConfig::default())[0].is_empty());
    }

    proptest! {
        /// What is left out without a look at its measures would have been left out after it, and
        /// changes no adjusted value that is kept.
        #[test]
        fn what_is_passed_over_is_even(
            by_source in proptest::collection::vec(proptest::collection::vec(0_u64..60, 40), 2..5),
            holm in any::<bool>(),
        ) {
            let adjustment = if holm { Adjustment::Holm } else { Adjustment::default() };
            let some = KeynessConfig { adjustment, ..KeynessConfig::default() };
            let every = KeynessConfig { all: true, ..some.clone() };
            let listed = keys(&by_source, None, &some);
            for (kept, mut all) in listed.into_iter().zip(keys(&by_source, None, &every)) {
                all.retain(|key| key.lrc != 0.0);
                prop_assert_eq!(kept, all);
            }
        }
    }
}
