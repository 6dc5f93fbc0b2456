//! Groups of documents as samples that can be drawn again.
//!
//! Takes documents and the hits of items in them, gives for each group its units with their tokens and
//! hits. A unit is a document, or the copies of one text in the group, which are not independent of
//! each other. Documents without a token are in no unit.

use rayon::prelude::*;

use super::Resampling;
use crate::count::FastMap;
use crate::model::{Corpus, DocId};
use crate::stats::{Interval, LEAST_UNITS, SampleKey, rate};

/// The documents of a group.
pub(super) struct Sample {
    /// Tokens by unit.
    pub(super) tokens: Vec<u64>,
    /// By item: units with hits, in order, and their hits.
    pub(super) hits: Vec<Vec<(u32, u64)>>,
}

/// The samples of groups, none of which shares a document with another; `hits` are those of each item by
/// document.
pub(super) fn samples(
    corpus: &Corpus,
    groups: &[impl AsRef<[DocId]>],
    hits: &[&[(DocId, u64)]],
) -> Vec<Sample> {
    let mut places: Vec<Option<(usize, u32)>> = vec![None; corpus.documents.len()];
    let mut samples: Vec<Sample> = Vec::with_capacity(groups.len());
    for (group, documents) in groups.iter().enumerate() {
        let mut tokens: Vec<u64> = Vec::new();
        let mut clusters: FastMap<u32, u32> = FastMap::default();
        for &id in documents.as_ref() {
            let document = corpus.document(id);
            if document.tokens == 0 {
                continue;
            }
            let next = tokens.len() as u32;
            let unit = match document.copy {
                Some(link) => *clusters.entry(link.cluster).or_insert(next),
                None => next,
            };
            if unit == next {
                tokens.push(0);
            }
            tokens[unit as usize] += u64::from(document.tokens);
            places[id.index()] = Some((group, unit));
        }
        samples.push(Sample {
            tokens,
            hits: vec![Vec::new(); hits.len()],
        });
    }
    for (item, hits) in hits.iter().enumerate() {
        for &(id, n) in *hits {
            if let Some((group, unit)) = places[id.index()] {
                samples[group].hits[item].push((unit, n));
            }
        }
    }
    let lists = samples.iter_mut().flat_map(|sample| &mut sample.hits);
    lists.for_each(sum_by_unit);
    samples
}

/// Puts the hits of copies together.
fn sum_by_unit(hits: &mut Vec<(u32, u64)>) {
    hits.sort_unstable();
    hits.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 += next.1;
        }
        is_same
    });
}

impl Sample {
    /// Number of units.
    pub(super) fn units(&self) -> usize {
        self.tokens.len()
    }

    /// The sums of all resamples. They depend on nothing but the sample, its key and their number.
    pub(super) fn draw(&self, key: SampleKey, resampling: Resampling) -> Resamples {
        let width = self.hits.len() + 1;
        let mut sums = vec![0; width * resampling.resamples as usize];
        let rows = sums.par_chunks_exact_mut(width).enumerate();
        rows.with_min_len(64).for_each_init(
            || vec![0; self.units()],
            |weights, (resample, row)| {
                key.draw(resample as u64, weights);
                let weighted = weights.iter().zip(&self.tokens);
                row[0] = weighted.map(|(&weight, n)| u64::from(weight) * n).sum();
                for (sum, hits) in row[1..].iter_mut().zip(&self.hits) {
                    let hits = hits.iter();
                    let weighted = hits.map(|&(unit, n)| u64::from(weights[unit as usize]) * n);
                    *sum = weighted.sum();
                }
            },
        );
        Resamples { width, sums }
    }

    /// The interval of each item's rate per 10,000 tokens; none where the sample has too few units or no
    /// hit.
    pub(super) fn intervals(
        &self,
        key: SampleKey,
        resampling: Resampling,
    ) -> Vec<Option<Interval>> {
        if self.units() < LEAST_UNITS || self.hits.iter().all(Vec::is_empty) {
            return vec![None; self.hits.len()];
        }
        let resamples = self.draw(key, resampling);
        let mut rates = Vec::new();
        let items = self.hits.iter().enumerate();
        items
            .map(|(item, hits)| {
                rates.clear();
                rates.extend(resamples.rates(item));
                Interval::of(&mut rates).filter(|_| !hits.is_empty())
            })
            .collect()
    }
}

/// Sums of the resamples of a sample, or of several samples together.
pub(super) struct Resamples {
    width: usize,
    /// By resample: tokens, then the hits of each item.
    sums: Vec<u64>,
}

impl Resamples {
    /// No token and no hit.
    pub(super) fn zero(items: usize, resampling: Resampling) -> Self {
        let width = items + 1;
        Self {
            width,
            sums: vec![0; width * resampling.resamples as usize],
        }
    }

    /// The resamples of two samples that are drawn independently of each other, together.
    pub(super) fn plus(mut self, other: &Self) -> Self {
        let pairs = self.sums.iter_mut().zip(&other.sums);
        pairs.for_each(|(sum, other)| *sum += other);
        self
    }

    fn rows(&self) -> impl Iterator<Item = &[u64]> {
        self.sums.chunks_exact(self.width)
    }

    /// The rate of an item in each resample.
    pub(super) fn rates(&self, item: usize) -> impl Iterator<Item = f64> {
        self.rows()
            .filter_map(move |row| rate(10_000.0, row[item + 1], row[0]))
    }

    /// The rate of an item in each resample less its rate in the rest of `all`.
    pub(super) fn differences(&self, all: &Self, item: usize) -> impl Iterator<Item = f64> {
        self.rows().zip(all.rows()).filter_map(move |(row, all)| {
            let rest = rate(10_000.0, all[item + 1] - row[item + 1], all[0] - row[0])?;
            Some(rate(10_000.0, row[item + 1], row[0])? - rest)
        })
    }
}
