//! Keyness: the terms, key phrases and concepts that a source uses more, or less, than the others do.
//!
//! Takes the occurrences of items by source and by text, gives for each source the items whose words are
//! more or less frequent in it than in the rest, or in one source that is named as the reference: those
//! whose conservative log ratio is not 0, or all candidates if the settings say so. Each has a test whose
//! unit is the text (`texts.rs`), which alone decides what is distinctive.

mod evenness;
mod judge;
mod names;
mod texts;

use crate::config::KeynessConfig;
use crate::count::Text;
use crate::model::SourceId;
use crate::parallel::in_order;
use crate::stats::{Keyness, LEVEL, Verdict};
use evenness::Evenness;
pub use names::SourceNames;
pub(crate) use texts::EXACT_TEXTS;
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
    /// By item, in all sources; 0 for an item that is not compared.
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
    let new_counts = || vec![0; items.all.len()];
    let by_source = in_order(
        items.sizes.len(),
        new_counts,
        |counts, source| match reference {
            Some(reference) if reference.index() == source => (Vec::new(), 0),
            _ => comparison.keys(source, counts),
        },
    );
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
            // An item without occurrences in all sources is one that is not compared.
            let together = |item: usize| match self.items.all[item] {
                0 => 0,
                _ => counts[item] + reference[item],
            };
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
        (by_strength(keys), candidates.len())
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
}

/// Keys by their strength, the strongest first.
fn by_strength(keys: Vec<Key>) -> Vec<Key> {
    let order = |key: &Key| (key.lrc, key.counts.g2());
    let mut ordered: Vec<((f64, f64), Key)> = keys.into_iter().map(|k| (order(&k), k)).collect();
    ordered.sort_by(|((lrc, g2), a), ((other_lrc, other_g2), b)| {
        let by_strength = other_lrc.total_cmp(lrc).then(other_g2.total_cmp(g2));
        by_strength.then(a.item.cmp(&b.item))
    });
    ordered.into_iter().map(|(_, key)| key).collect()
}

/// A p-value, and half of the G² that it belongs to.
const HIGH_P: f64 = 0.05;
const CHI2_OF_HIGH_P: f64 = 1.92;

#[cfg(test)]
mod tests;
