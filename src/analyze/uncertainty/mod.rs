//! How sure rates are, and differences between sources, if documents and not words are what is drawn.
//!
//! Takes the hits of items by document; gives intervals of rates by bootstrap, and what sets sources
//! apart. Nothing depends on the number of threads: sums are whole numbers, and every sample has draws
//! of its own.

mod sample;

use rayon::prelude::*;

use crate::model::{Corpus, DocId};
use crate::stats::{Adjustment, Interval, LEAST_UNITS, Ranks, SampleKey, rate};
use sample::{Resamples, Sample, samples};

/// How samples are drawn again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resampling {
    /// What all draws depend on.
    pub seed: u64,
    /// How many times; 0: no intervals.
    pub resamples: u32,
}

/// An item in a source against all other sources together.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// The interval of its rate in the source.
    pub interval: Option<Interval>,
    /// Its rate in the source less its rate in all others, per 10,000 tokens.
    pub difference: Option<f64>,
    /// The interval of the difference.
    pub difference_interval: Option<Interval>,
    /// p-value of the rank-sum test of rates of documents.
    pub p: Option<f64>,
    /// The same, adjusted after Benjamini and Hochberg for the sources of the item.
    pub p_adjusted: Option<f64>,
}

/// The interval of the rate of each item in each group of documents, by group and item. The groups
/// have names of a kind.
#[must_use]
pub fn intervals(
    corpus: &Corpus,
    groups: &[(&str, &[DocId])],
    kind: &str,
    hits: &[&[(DocId, u64)]],
    resampling: Resampling,
) -> Vec<Vec<Option<Interval>>> {
    let documents: Vec<&[DocId]> = groups.iter().map(|&(_, documents)| documents).collect();
    let samples = samples(corpus, &documents, hits);
    let named = samples.par_iter().zip(groups);
    named
        .map(|(sample, (name, _))| {
            let key = SampleKey::new(resampling.seed, kind, name);
            sample.intervals(key, resampling)
        })
        .collect()
}

/// Each item in each source against the others, by source and item.
#[must_use]
pub fn contrasts(
    corpus: &Corpus,
    hits: &[&[(DocId, u64)]],
    resampling: Resampling,
) -> Vec<Vec<Contrast>> {
    let samples = samples(corpus, &corpus.documents_by_source(), hits);
    let mut contrasts = intervals_of_contrasts(corpus, &samples, hits, resampling);
    for item in 0..hits.len() {
        for (of_source, difference) in contrasts.iter_mut().zip(differences(&samples, item)) {
            of_source[item].difference = difference;
        }
        let tests = rank_sums(&samples, item);
        let mut adjusted: Vec<f64> = tests.iter().map(|&(_, p)| p).collect();
        Adjustment::BenjaminiHochberg.adjust(&mut adjusted, tests.len());
        for ((source, p), adjusted) in tests.into_iter().zip(adjusted) {
            let contrast = &mut contrasts[source][item];
            (contrast.p, contrast.p_adjusted) = (Some(p), Some(adjusted));
        }
    }
    contrasts
}

/// The differences of an item's rates, by source.
fn differences(samples: &[Sample], item: usize) -> Vec<Option<f64>> {
    let sums = |sample: &Sample| {
        let hits: u64 = sample.hits[item].iter().map(|(_, n)| n).sum();
        (hits, sample.tokens.iter().sum::<u64>())
    };
    let sums: Vec<(u64, u64)> = samples.iter().map(sums).collect();
    let all = sums.iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let difference = |source: &(u64, u64)| {
        let rest = rate(10_000.0, all.0 - source.0, all.1 - source.1)?;
        Some(rate(10_000.0, source.0, source.1)? - rest)
    };
    sums.iter().map(difference).collect()
}

/// Sources for which an item can be tested, and their p-values.
fn rank_sums(samples: &[Sample], item: usize) -> Vec<(usize, f64)> {
    let rates = samples.iter().flat_map(|sample| {
        let hits = sample.hits[item].iter();
        hits.map(|&(unit, n)| n as f64 / sample.tokens[unit as usize] as f64)
    });
    let rates: Vec<f64> = rates.collect();
    let units: usize = samples.iter().map(Sample::units).sum();
    let ranks = Ranks::new(&rates, (units - rates.len()) as u64);
    let mut start = 0;
    let mut tests = Vec::new();
    for (source, sample) in samples.iter().enumerate() {
        let with_hits = sample.hits[item].len();
        let rank_sum: u64 = ranks.doubled[start..start + with_hits].iter().sum();
        start += with_hits;
        let zeros = (sample.units() - with_hits) as u64;
        let p = ranks.p(rank_sum + zeros * ranks.zero, sample.units() as u64);
        tests.extend(p.map(|p| (source, p)));
    }
    tests
}

/// The intervals alone. Sources are drawn each by itself, those of one unit as if they were one source.
fn intervals_of_contrasts(
    corpus: &Corpus,
    samples: &[Sample],
    hits: &[&[(DocId, u64)]],
    resampling: Resampling,
) -> Vec<Vec<Contrast>> {
    let mut contrasts = vec![vec![Contrast::default(); hits.len()]; samples.len()];
    if resampling.resamples == 0 {
        return contrasts;
    }
    let key = |source: usize| SampleKey::new(resampling.seed, "source", &corpus.sources[source]);
    let small = small_sources(corpus, samples, hits);
    let small = small.draw(SampleKey::new(resampling.seed, "small", ""), resampling);
    let zero = || Resamples::zero(hits.len(), resampling);
    let drawn = samples.par_iter().enumerate();
    let drawn = drawn.filter(|(_, sample)| sample.units() > 1);
    let all = drawn.map(|(source, sample)| sample.draw(key(source), resampling));
    let all = all
        .reduce(zero, |all, source| all.plus(&source))
        .plus(&small);
    let units: usize = samples.iter().map(Sample::units).sum();
    let elsewhere = hits_by_item(samples);
    let sources = contrasts.par_iter_mut().zip(samples).enumerate();
    let enough = sources.filter(|(_, (_, sample))| sample.units() >= LEAST_UNITS);
    enough.for_each(|(source, (contrasts, sample))| {
        let resamples = sample.draw(key(source), resampling);
        let mut values = Vec::new();
        for (item, contrast) in contrasts.iter_mut().enumerate() {
            let with_hits = sample.hits[item].len();
            if with_hits == 0 {
                continue;
            }
            values.extend(resamples.rates(item));
            contrast.interval = Interval::of(&mut values);
            values.clear();
            if units - sample.units() >= LEAST_UNITS && elsewhere[item] > with_hits {
                values.extend(resamples.differences(&all, item));
                contrast.difference_interval = Interval::of(&mut values);
                values.clear();
            }
        }
    });
    contrasts
}

/// Units with hits, by item.
fn hits_by_item(samples: &[Sample]) -> Vec<usize> {
    let items = samples.first().map_or(0, |sample| sample.hits.len());
    let of = |item: usize| samples.iter().map(|sample| sample.hits[item].len()).sum();
    (0..items).map(of).collect()
}

/// The sources of one unit as one sample.
fn small_sources(corpus: &Corpus, samples: &[Sample], hits: &[&[(DocId, u64)]]) -> Sample {
    let is_small = |id: &DocId| samples[corpus.document(*id).source.index()].units() < 2;
    let documents: Vec<DocId> = corpus.ids().filter(is_small).collect();
    let mut found = self::samples(corpus, &[documents], hits);
    // One group gives one sample.
    found.swap_remove(0)
}
