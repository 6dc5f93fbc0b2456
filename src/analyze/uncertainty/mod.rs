//! How sure rates are, and differences between sources, if texts and not words are what is sampled.
//!
//! Takes the hits of items by document; gives intervals of rates, and what sets sources apart. Sums are
//! made in the order of documents and items, so they are the same for any number of threads.

mod sample;

use crate::model::{Corpus, DocId};
use crate::parallel;
use crate::stats::{
    Adjustment, Interval, RateSums, Residual, ResidualSums, TextTest, Verdict, difference_interval,
};
use sample::{Sample, samples};

/// What rates are given per.
const BASE: f64 = 10_000.0;

/// An item in a source against all other sources together.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// The interval of its rate in the source.
    pub interval: Option<Interval>,
    /// Its rate in the source less its rate in all others, per 10,000 tokens.
    pub difference: Option<f64>,
    /// The interval of the difference, which does not enter the verdict.
    pub difference_interval: Option<Interval>,
    /// p-value of the permutation test of texts.
    pub p: Option<f64>,
    /// The same, adjusted after Benjamini and Hochberg for the sources of the item.
    pub p_adjusted: Option<f64>,
    /// Whether the source differs: what text, tables and figures say.
    pub verdict: Verdict,
}

/// The interval of the rate of each item in each group of documents, by group and item.
#[must_use]
pub fn intervals(
    corpus: &Corpus,
    groups: &[&[DocId]],
    hits: &[&[(DocId, u64)]],
) -> Vec<Vec<Option<Interval>>> {
    let samples = samples(corpus, groups, hits);
    parallel::map(samples.len(), |sample| {
        let items = 0..hits.len();
        let sums = items.map(|item| samples[sample].sums(item));
        sums.map(|sums| sums.interval(BASE)).collect()
    })
}

/// Each item in each source against the others, by source and item.
#[must_use]
pub fn contrasts(corpus: &Corpus, hits: &[&[(DocId, u64)]]) -> Vec<Vec<Contrast>> {
    let samples = samples(corpus, &corpus.documents_by_source(), hits);
    let by_item = parallel::map(hits.len(), |item| of_item(&samples, item));
    let of_source = |source: usize| by_item.iter().map(|contrasts| contrasts[source]).collect();
    (0..samples.len()).map(of_source).collect()
}

/// The contrasts of one item, by source.
fn of_item(samples: &[Sample], item: usize) -> Vec<Contrast> {
    let sums: Vec<RateSums> = samples.iter().map(|sample| sample.sums(item)).collect();
    let all = RateSums {
        lengths: sums
            .iter()
            .fold(Default::default(), |all, sums| sums.lengths.plus(all)),
        hits: sums
            .iter()
            .fold(Default::default(), |all, sums| sums.hits.plus(all)),
    };
    let rest_of = |sums: &RateSums| RateSums {
        lengths: all.lengths.minus(sums.lengths),
        hits: all.hits.minus(sums.hits),
    };
    let mut contrasts: Vec<Contrast> = sums
        .iter()
        .map(|sums| compared(sums, &rest_of(sums)))
        .collect();
    let tests = tests(samples, item, &all);
    let tested = || {
        tests
            .iter()
            .enumerate()
            .filter_map(|(source, test)| Some((source, (*test)?)))
    };
    let mut adjusted: Vec<f64> = tested().map(|(_, test)| test.p).collect();
    let number = adjusted.len();
    Adjustment::BenjaminiHochberg.adjust(&mut adjusted, number);
    for ((source, test), adjusted) in tested().zip(adjusted) {
        let contrast = &mut contrasts[source];
        (contrast.p, contrast.p_adjusted) = (Some(test.p), Some(adjusted));
        contrast.verdict = Verdict::of(
            test.is_more,
            adjusted,
            [sums[source], rest_of(&sums[source])],
        );
    }
    contrasts
}

/// The rates of a source and of the others, with what can be said of each by itself.
fn compared(source: &RateSums, rest: &RateSums) -> Contrast {
    let rates = [source, rest].map(|sums| sums.rate(BASE));
    let intervals = [source, rest].map(|sums| sums.interval(BASE));
    let both = |[a, b]: [Option<f64>; 2]| Some([a?, b?]);
    let ends = |[a, b]: [Option<Interval>; 2]| Some([a?, b?]);
    let rates = both(rates);
    let interval_of = |rates| Some(difference_interval(rates, ends(intervals)?));
    Contrast {
        interval: intervals[0],
        difference: rates.map(|[source, rest]| source - rest),
        difference_interval: rates.and_then(interval_of),
        ..Contrast::default()
    }
}

/// The test of the texts of each source against all others.
fn tests(samples: &[Sample], item: usize, all: &RateSums) -> Vec<Option<TextTest>> {
    let Some(residual) = Residual::of(all) else {
        return vec![None; samples.len()];
    };
    let by_source: Vec<ResidualSums> = samples
        .iter()
        .map(|sample| sample.residuals(item, residual))
        .collect();
    let all = by_source
        .iter()
        .fold(ResidualSums::default(), |all, sums| all.plus(*sums));
    by_source.iter().map(|sums| all.test(sums)).collect()
}
