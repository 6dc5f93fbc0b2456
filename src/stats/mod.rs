//! Formulas. Numbers in, numbers out; nothing here knows of texts.
//!
//! Every formula names its source, its logarithm and its range, and is tested against a published
//! or independently computed value. Logarithms are libm's, whose last bit does not depend on the
//! system's library, so that a table has the same bytes on every machine.

mod agreement;
mod association;
mod beta;
mod bootstrap;
mod c_value;
mod change;
mod dispersion;
mod distributions;
pub(crate) mod document_phrase;
mod estimate;
mod evenness;
mod graph;
mod keyness;
mod likeness;
mod permutation;
mod sample;
mod sample_design;
mod rate_sums;
#[cfg(test)]
mod simulations;
mod survey;
mod text_test;
mod trend;
mod turn;
mod verdict;
mod weighting;
mod yake;

pub use agreement::{
    Answers, MOST_CATEGORIES, PairedAnswers, alpha_interval, nominal_alpha, pair_agreement,
};
pub use association::{Contingency, Difference};
pub use bootstrap::{INTERVAL_LEVEL, Interval, LEAST_UNITS, SampleKey};
pub use c_value::{PhraseFacts, c_value};
pub use change::{Change, changes};
pub use dispersion::{Dispersion, PartTotals, Parts, Spread, juilland_d};
pub use document_phrase::{DocumentPhraseFacts, USUAL_NAMES, phrase_idf};
pub use estimate::{Estimate, normal_reach};
pub use evenness::effective_sources;
pub use graph::{Graph, disparity, spanning_forest};
pub use keyness::{Adjustment, Keyness, LEVEL};
pub use likeness::{cosine, weighted_dice};
pub use rate_sums::{HitSums, LengthSums, RateSums, difference_interval};
pub use sample::sample;
pub use sample_design::{allocate, sample_size, systematic};
pub use survey::{Cell, Share};
pub use text_test::{Residual, ResidualSums, TextTest};
pub use trend::{LEAST_PERIODS, Trend, trend};
pub use turn::{Turn, turns};
pub use verdict::{LEAST_HOLDING, ONE_TEXT_IN, Verdict};
pub use weighting::{DocumentFrequency, Idf, Normalization, SmartTf, TermWeight, Weighting};
pub use yake::{LONGEST_YAKE, Neighbours, YakeDocument, YakePart, YakeWord, yake_candidate};

/// Occurrences per `base` tokens; `None` without tokens.
#[must_use]
pub fn rate(base: f64, occurrences: u64, tokens: u64) -> Option<f64> {
    (tokens > 0).then(|| occurrences as f64 * base / tokens as f64)
}
