//! Keyness: the terms, key phrases and concepts that a source uses more, or less, than the others do.
//!
//! Takes the occurrences of items by source and by text, gives for each source the items whose words are
//! more or less frequent in it than in the rest, or in one source that is named as the reference: those
//! whose conservative log ratio is not 0, or all candidates if the settings say so. Each has a test whose
//! unit is the text (`texts.rs`), which alone decides what is distinctive.

mod names;
mod texts;

use rayon::prelude::*;

use crate::config::KeynessConfig;
use crate::count::Text;
use crate::model::SourceId;
use crate::stats::{Keyness, LEVEL, Verdict};
pub use names::SourceNames;
use texts::{Compared, Pool, Slots};
pub use texts::{KeyTexts, Rows};

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
    /// The item in the texts of both.
    pub texts: Option<KeyTexts>,
    /// Whether the item holds a form of the source's name.
    pub names_source: bool,
}

impl Key {
    /// Whether the item is reliably more frequent, or less, by the test of texts.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.texts.map_or(Verdict::Untested, |texts| texts.verdict)
    }
}

/// The occurrences of items of one kind.
pub struct Items<'a, F> {
    /// By item, in all sources.
    pub all: &'a [u64],
    /// Gives the items of a source with their occurrences, those above 0.
    pub of_source: F,
    /// By source: its tokens.
    pub sizes: &'a [u64],
    /// By source: its texts.
    pub texts: &'a [Vec<Text>],
    /// The items of each document.
    pub rows: Rows<'a>,
}

/// What is compared, and with what.
struct Comparison<'a, F> {
    items: &'a Items<'a, F>,
    config: &'a KeynessConfig,
    /// The occurrences of the reference that was named, by item, and its tokens.
    reference: Option<(Vec<u64>, u64)>,
    /// The candidates of all sources, unless a reference was named: then each has its own.
    candidates: Vec<Candidate>,
}

/// An item that occurs often enough to be compared, and the chi-squared up to which it is surely even.
type Candidate = (u32, f64);

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
    let comparison = Comparison::new(items, reference.map(dense), config);
    let sources = (0..items.sizes.len()).into_par_iter();
    let by_source: Vec<(Vec<Key>, usize)> = sources
        .map_init(
            || vec![0; items.all.len()],
            |counts, source| match reference {
                Some(reference) if reference.index() == source => (Vec::new(), 0),
                _ => comparison.keys(source, counts),
            },
        )
        .collect();
    comparison.with_texts(by_source, reference)
}

impl<'a, F, I> Comparison<'a, F>
where
    F: Fn(usize) -> I + Sync,
    I: Iterator<Item = (usize, u64)>,
{
    fn new(
        items: &'a Items<'a, F>,
        reference: Option<(Vec<u64>, u64)>,
        config: &'a KeynessConfig,
    ) -> Self {
        let candidates = match reference {
            Some(_) => Vec::new(),
            None => Self::candidates(config, items.all.len(), |item| items.all[item]),
        };
        Self {
            items,
            config,
            reference,
            candidates,
        }
    }

    /// The items that occur often enough in target and reference together.
    fn candidates(
        config: &KeynessConfig,
        items: usize,
        together: impl Fn(usize) -> u64,
    ) -> Vec<Candidate> {
        let least = u64::from(config.min_count.max(1));
        let numbers: Vec<usize> = (0..items).filter(|&item| together(item) >= least).collect();
        let tail = Self::tail(numbers.len());
        let bound = |item: usize| -libm::log(tail) - 0.5 * libm::log(2.0 * together(item) as f64);
        numbers
            .iter()
            .map(|&item| (item as u32, bound(item)))
            .collect()
    }

    /// The part on each side that the interval of the conservative log ratio leaves out.
    fn tail(candidates: usize) -> f64 {
        LEVEL / candidates.max(1) as f64 / 2.0
    }

    /// The keys of a source, and of how many candidates. `counts` is zero before and after.
    fn keys(&self, source: usize, counts: &mut [u64]) -> (Vec<Key>, usize) {
        let target_size = self.items.sizes[source];
        let all_size: u64 = self.items.sizes.iter().sum();
        let reference_size = match &self.reference {
            Some((_, size)) => *size,
            None => all_size - target_size,
        };
        if target_size == 0 || reference_size == 0 {
            return (Vec::new(), 0);
        }
        (self.items.of_source)(source).for_each(|(item, n)| counts[item] = n);
        let own_candidates = self.reference.as_ref().map(|(reference, _)| {
            let together = |item: usize| counts[item] + reference[item];
            Self::candidates(self.config, self.items.all.len(), together)
        });
        let candidates = own_candidates.as_ref().unwrap_or(&self.candidates);
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
            self.tested(candidates, of, 0.0)
        } else {
            self.differing(candidates, of)
        };
        (self.items.of_source)(source).for_each(|(item, _)| counts[item] = 0);
        let order = |key: &Key| (key.lrc, key.counts.g2());
        let mut ordered: Vec<((f64, f64), Key)> =
            keys.into_iter().map(|k| (order(&k), k)).collect();
        ordered.sort_by(|((lrc, g2), a), ((other_lrc, other_g2), b)| {
            let by_strength = other_lrc.total_cmp(lrc).then(other_g2.total_cmp(g2));
            by_strength.then(a.item.cmp(&b.item))
        });
        let keys = ordered.into_iter().map(|(_, key)| key);
        (keys.collect(), candidates.len())
    }

    /// The candidates whose conservative log ratio is not 0. First those are left aside whose p-value is above 0.05;
    /// they change no adjusted value up to there, and nearly always there is no higher one.
    fn differing(&self, candidates: &[Candidate], of: impl Fn(u32) -> Keyness + Copy) -> Vec<Key> {
        let differing = |least: f64| {
            let mut keys = self.tested(candidates, of, least);
            keys.retain(|key| key.lrc != 0.0);
            keys
        };
        let keys = differing(CHI2_OF_HIGH_P);
        if keys.iter().all(|key| key.p_adjusted <= HIGH_P) {
            return keys;
        }
        differing(0.0)
    }

    /// The candidates with a chi-squared from `least` upwards, and those whose conservative log ratio may
    /// differ from 0, with their measures.
    fn tested(
        &self,
        candidates: &[Candidate],
        of: impl Fn(u32) -> Keyness,
        least: f64,
    ) -> Vec<Key> {
        let mut keys = Vec::new();
        let Some(&(first, _)) = candidates.first() else {
            return keys;
        };
        let evenness = Evenness::new(of(first), least, Self::tail(candidates.len()));
        for &(item, bound) in candidates {
            let counts = of(item);
            if !evenness.is_even(counts, bound) {
                let lrc = counts.conservative_log_ratio(candidates.len() as u64);
                let p_adjusted = counts.p();
                keys.push(Key {
                    item,
                    counts,
                    lrc,
                    p_adjusted,
                    texts: None,
                    names_source: false,
                });
            }
        }
        let mut values: Vec<f64> = keys.iter().map(|key| key.p_adjusted).collect();
        self.config.adjustment.adjust(&mut values, candidates.len());
        let adjusted = keys.iter_mut().zip(values);
        adjusted.for_each(|(key, value)| key.p_adjusted = value);
        keys
    }

    /// Adds to the keys of each source, of so many candidates, what the test of texts says.
    fn with_texts(
        &self,
        by_source: Vec<(Vec<Key>, usize)>,
        reference: Option<SourceId>,
    ) -> Vec<Vec<Key>> {
        let (number, texts, rows) = (self.items.all.len(), self.items.texts, self.items.rows);
        let slots_of = |keys: &[Key]| Slots::new(number, keys.iter().map(|key| key.item));
        let shared = reference.is_none().then(|| {
            let listed = by_source.iter().flat_map(|(keys, _)| keys);
            let groups: Vec<&[Text]> = texts.iter().map(Vec::as_slice).collect();
            let slots = Slots::new(number, listed.map(|key| key.item));
            Pool::new(&groups, slots, rows)
        });
        let by_source = by_source.into_par_iter().enumerate();
        let with_texts = by_source.map(|(source, (mut keys, candidates))| {
            if keys.is_empty() {
                return keys;
            }
            let slots = slots_of(&keys);
            let of_pair = reference.map(|reference| {
                let groups = [source, reference.index()].map(|source| texts[source].as_slice());
                Pool::new(&groups, slots_of(&keys), rows)
            });
            if let Some(pool) = of_pair.as_ref().or(shared.as_ref()) {
                let part = pool.part(&texts[source], &slots, rows);
                let compared = |key: &Key| pool.compared(&part, &slots, key.item);
                self.judge(&mut keys, candidates, compared);
            }
            keys
        });
        with_texts.collect()
    }

    /// Adjusts the p-values of texts and gives the verdicts. Candidates whose conservative log ratio is 0
    /// are taken for even whatever their texts, so that those listed are the same with or without them.
    fn judge(
        &self,
        keys: &mut [Key],
        candidates: usize,
        compared: impl Fn(&Key) -> Option<(KeyTexts, Compared)>,
    ) {
        let found: Vec<_> = keys.iter().map(compared).collect();
        let value = |(key, found): (&Key, &Option<(KeyTexts, Compared)>)| {
            let p = found.as_ref().and_then(|(texts, _)| texts.p);
            p.filter(|_| key.lrc != 0.0).unwrap_or(1.0)
        };
        let mut adjusted: Vec<f64> = keys.iter().zip(&found).map(value).collect();
        self.config.adjustment.adjust(&mut adjusted, candidates);
        for ((key, found), adjusted) in keys.iter_mut().zip(found).zip(adjusted) {
            key.texts = found.map(|(mut texts, Compared { test, sums })| {
                if let Some(test) = test {
                    texts.p_adjusted = Some(adjusted);
                    // Words and texts must agree on the direction.
                    let is_same = test.is_more == (key.lrc > 0.0);
                    texts.verdict = match is_same {
                        true => Verdict::of(test.is_more, adjusted, sums),
                        false => Verdict::Even,
                    };
                }
                texts
            });
        }
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
    use crate::model::DocId;
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
        let text = |source: usize, part: usize| Text {
            documents: [DocId::new(4 * source + part)].into_iter().collect(),
            tokens: sizes[source] / 4,
        };
        let texts_of = |source| (0..4).map(|part| text(source, part)).collect();
        let texts: Vec<Vec<Text>> = (0..by_source.len()).map(texts_of).collect();
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
            texts: &texts,
            rows: &|document, call| {
                // Four documents of each source share its occurrences.
                let (source, part) = (document.index() / 4, document.0 % 4);
                for (item, &n) in (0..).zip(&by_source[source]) {
                    let n = n / 4 + u64::from(u64::from(part) < n % 4);
                    if n > 0 {
                        call(item, n);
                    }
                }
            },
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
