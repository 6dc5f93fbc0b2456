//! Recurrence: what recurs across sources, without a codebook.
//!
//! Takes the counts of items (words, key phrases, pairs of them) by source; gives for each how many
//! sources share it and how evenly, whatever its volume. Sources count for an item if they have
//! documents in its language.

use std::cmp::Ordering;

use crate::model::SourceId;
use crate::order::begins;
use crate::parallel;
use crate::stats::effective_sources;

/// How widely something is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// In nine sources of ten, or more; where there are fewer than ten, in all.
    Shared,
    /// In two sources or more.
    PartlyShared,
    /// In one source.
    OneSource,
}

impl Class {
    /// The class of what stands in so many of so many sources.
    #[must_use]
    pub fn of(sources: usize, all: usize) -> Self {
        match sources {
            0 | 1 => Self::OneSource,
            _ if 10 * sources >= 9 * all => Self::Shared,
            _ => Self::PartlyShared,
        }
    }

    /// As a table says it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::PartlyShared => "partly shared",
            Self::OneSource => "one source",
        }
    }
}

/// How widely and evenly an item recurs.
#[derive(Debug, Clone, Copy)]
pub struct Recurring {
    /// Which item.
    pub item: usize,
    /// Its class.
    pub class: Class,
    /// Occurrences.
    pub count: u64,
    /// Sources that have it.
    pub sources: u32,
    /// Sources that could: those with documents in its language.
    pub of_sources: u32,
    /// The effective number of sources, see [`effective_sources`].
    pub effective: f64,
    /// The source with the highest rate, the first by name of several.
    pub top: SourceId,
    /// The share of the top source in the sum of rates, from 0 to 1.
    pub top_share: f64,
    /// Median of the rates of all sources that could, by a million tokens.
    pub median_per_million: f64,
}

impl Recurring {
    /// Shared ones first, then by effective number of sources and by count, highest first.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        let order = self.class.cmp(&other.class);
        order
            .then(other.effective.total_cmp(&self.effective))
            .then(other.count.cmp(&self.count))
    }
}

/// Items counted by source.
#[expect(missing_debug_implementations, reason = "closures have none")]
pub struct Repeated<'a, F> {
    /// Occurrences, by item; those with less than `least` are passed over.
    pub all: &'a [u64],
    /// Occurrences in a source, of items that it has.
    pub of_source: F,
    /// The tokens of each source, by [`SourceId`], in the language of an item.
    pub sizes: &'a (dyn Fn(usize) -> &'a [u64] + Sync),
    /// The least number of occurrences.
    pub least: u64,
}

/// The items that occur often enough, in [their order](Recurring::order), then by item.
pub fn recurring<F, I>(items: &Repeated<'_, F>, sources: usize) -> Vec<Recurring>
where
    F: Fn(usize) -> I,
    I: Iterator<Item = (usize, u64)>,
{
    let is_enough = |item: usize, n: u64| n > 0 && items.all[item] >= items.least.max(1);
    let mut ends = vec![0; items.all.len()];
    for source in 0..sources {
        for (item, n) in (items.of_source)(source) {
            ends[item] += usize::from(is_enough(item, n));
        }
    }
    let mut counts = vec![(0, 0); begins(&mut ends)];
    for source in 0..sources {
        for (item, n) in (items.of_source)(source) {
            if is_enough(item, n) {
                counts[ends[item]] = (source as u32, n);
                ends[item] += 1;
            }
        }
    }
    of_counts(items.sizes, &ends, &counts)
}

/// What the counts of all items say; `ends` tells where those of each end.
fn of_counts<'a>(
    sizes: &(dyn Fn(usize) -> &'a [u64] + Sync),
    ends: &[usize],
    counts: &[(u32, u64)],
) -> Vec<Recurring> {
    let recurring = parallel::map_many(ends.len(), |item| {
        let begin = item.checked_sub(1).map_or(0, |before| ends[before]);
        let counts = &counts[begin..ends[item]];
        (!counts.is_empty()).then(|| one(item, sizes(item), counts))?
    });
    let mut recurring: Vec<Recurring> = recurring.into_iter().flatten().collect();
    parallel::sort_by(&mut recurring, Recurring::order);
    recurring
}

/// What the counts of one item by source say.
fn one(item: usize, sizes: &[u64], counts: &[(u32, u64)]) -> Option<Recurring> {
    let of_sources = sizes.iter().filter(|tokens| **tokens > 0).count();
    let rates = counts.iter().map(|&(source, n)| {
        let tokens = sizes[source as usize];
        if tokens > 0 {
            n as f64 / tokens as f64
        } else {
            0.0
        }
    });
    let rates: Vec<f64> = rates.collect();
    let count = counts.iter().map(|&(_, n)| n).sum();
    let effective = effective_sources(&rates, of_sources, count)?;
    let mut top = 0;
    for (place, rate) in rates.iter().enumerate() {
        if *rate > rates[top] {
            top = place;
        }
    }
    Some(Recurring {
        item,
        class: Class::of(counts.len(), of_sources),
        count,
        sources: counts.len() as u32,
        of_sources: of_sources as u32,
        effective,
        top: SourceId(counts[top].0),
        top_share: rates[top] / rates.iter().sum::<f64>(),
        median_per_million: 1e6 * median(rates, of_sources),
    })
}

/// The median of rates and of zeros that make them `all`.
fn median(mut rates: Vec<f64>, all: usize) -> f64 {
    rates.sort_unstable_by(f64::total_cmp);
    let zeros = all.saturating_sub(rates.len());
    let at = |place: usize| match place.checked_sub(zeros) {
        Some(place) => rates.get(place).copied().unwrap_or(0.0),
        None => 0.0,
    };
    match all {
        0 => 0.0,
        _ if all % 2 == 1 => at(all / 2),
        _ => f64::midpoint(at(all / 2 - 1), at(all / 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_share_stands_before_what_one_says_often() {
        let sizes = [1_000, 2_000, 1_000, 0];
        // Item 0 is in all three sources that speak, at one rate; 1 in one, often; 2 in two.
        let counts = [
            vec![(0, 4), (2, 9)],
            vec![(0, 8), (1, 500)],
            vec![(0, 4), (2, 1)],
            vec![],
        ];
        let items = Repeated {
            all: &[16, 500, 10, 1],
            of_source: |source: usize| counts[source].clone().into_iter(),
            sizes: &|_| &sizes,
            least: 2,
        };
        let listed = recurring(&items, 4);
        let order: Vec<usize> = listed.iter().map(|recurring| recurring.item).collect();
        assert_eq!(order, [0, 2, 1]);
        let shared = listed[0];
        assert_eq!(
            (shared.class, shared.sources, shared.of_sources),
            (Class::Shared, 3, 3)
        );
        assert!(
            shared.effective > 2.8 && shared.effective <= 3.0,
            "{shared:?}"
        );
        assert!((shared.median_per_million - 4_000.0).abs() < 1e-9);
        assert_eq!(listed[1].class, Class::PartlyShared);
        assert_eq!((listed[1].top, listed[1].top_share), (SourceId(0), 0.9));
        assert_eq!(
            (listed[2].class, listed[2].effective < 1.1),
            (Class::OneSource, true)
        );
    }

    #[test]
    fn nine_of_ten_sources_are_shared_and_all_of_few() {
        assert_eq!(Class::of(9, 10), Class::Shared);
        assert_eq!(Class::of(8, 9), Class::PartlyShared);
        assert_eq!(Class::of(1, 1), Class::OneSource);
    }
}
