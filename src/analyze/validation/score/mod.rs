//! What people's answers say of a codebook: how right it is, and its rates corrected for its errors.
//!
//! Takes a key and answers, gives [`Validation`]. Estimates weigh each coded unit by how many units of the
//! corpus it stands for; [`crate::stats::Share`] says how.
//!
//! **Corrected rates.** For a domain with N units let a unit's code by the codebook be c (0 or 1, known for
//! all units) and by people y (known in the sample). The total of y is that of c, plus that of the errors
//! y - c, and only the second sum has to be estimated:
//!
//! > Y = Σ c + Σ (y - c), estimated by Ŷ = Σ c + Σ_s w (y - c)
//!
//! the difference estimator of Särndal, Swensson and Wretman (Model Assisted Survey Sampling, 1992, section
//! 6.3), which is unbiased however bad the codebook is, since the weights w come from the design and not from
//! a model. Design-based supervised learning (N. Egami and others, "Using Imperfect Surrogates for Downstream
//! Inference", arXiv 2306.04746, 2023) is the same idea for regressions. Correcting by the corpus's error
//! rates instead (W. J. Rogan and B. Gladen, 1978) would be biased where errors are more frequent in one
//! source than in another, so the errors are estimated within each domain. Here c is constant within a group
//! (hit, near, rest), so the sum of errors of a group with N_k units in the domain is N_k times a share, and
//! with the weights scaled to the known N_k (Hájek; ibid., section 7.6)
//!
//! > Ŷ = N_hit p_hit + N_near p_near + N_rest p_rest,  p_k = Σ_s w y / Σ_s w.

mod agreement;
mod decide;
mod errors;
mod patterns;
mod rates;
mod scores;
mod trend;
mod words;

#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;

use crate::model::{CodedRow, ValidationKey};
use crate::stats::{Estimate, Interval};
use decide::Decided;

/// All that answers say of a codebook.
#[derive(Debug)]
pub struct Validation {
    /// The sample.
    pub key: ValidationKey,
    /// Who answered, in the order of names.
    pub coders: Vec<String>,
    /// By concept.
    pub concepts: Vec<ConceptScores>,
    /// By concept, those that cost most first.
    pub patterns: Vec<PatternScores>,
    /// By concept and domain.
    pub rates: Vec<CorrectedRate>,
    /// By concept, if documents have dates.
    pub trends: Vec<CorrectedTrend>,
    /// By concept and two coders.
    pub pairs: Vec<CoderPair>,
    /// Units that people and codebook coded differently, in the order of concepts, kinds and documents.
    pub errors: Vec<CodingError>,
    /// Words of missed units, by concept, the most typical first.
    pub words: Vec<MissedWord>,
}

/// How well a concept is found.
#[derive(Debug, Clone)]
pub struct ConceptScores {
    /// The concept, by its place in the key.
    pub concept: usize,
    /// Units of the corpus.
    pub units: u64,
    /// Units with a hit.
    pub hit_units: u64,
    /// Units that were drawn.
    pub drawn: u64,
    /// Coded units, by whether they have a hit (second) and whether people said yes (first).
    pub coded: [[u64; 2]; 2],
    /// Units with answers that settle nothing.
    pub undecided: u64,
    /// The share of units with a hit that people said yes to.
    pub precision: Option<Estimate>,
    /// The share of units that people say yes to that have a hit.
    pub recall: Option<Estimate>,
    /// The harmonic mean of both.
    pub f1: Option<Estimate>,
    /// The share of all units that people say yes to.
    pub rate: Option<Estimate>,
    /// Units that two coders or more answered.
    pub shared: u64,
    /// The share of pairs of answers that are the same.
    pub agreement: Option<f64>,
    /// Krippendorff's alpha.
    pub alpha: Option<f64>,
    /// Its interval.
    pub alpha_interval: Option<Interval>,
}

/// How well a pattern finds its concept.
#[derive(Debug, Clone)]
pub struct PatternScores {
    /// The concept, by its place in the key.
    pub concept: usize,
    /// The pattern, by its place in the concept.
    pub pattern: usize,
    /// Coded units with a hit of it.
    pub coded: u64,
    /// Those that people said yes to.
    pub yes: u64,
    /// The share of units with a hit of it that people say yes to.
    pub precision: Option<Estimate>,
    /// F1 of the concept without it.
    pub f1_without: Option<f64>,
    /// F1 with it.
    pub f1: Option<f64>,
    /// What to do.
    pub advice: Advice,
}

/// What to do with a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Advice {
    /// Most of its hits are wrong, and the concept is found better without it.
    Drop,
    /// It may be so.
    Check,
    /// It is right more often than not.
    Keep,
    /// Too few units were coded to tell.
    Unknown,
}

impl Advice {
    /// The word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Drop => "drop",
            Self::Check => "check",
            Self::Keep => "keep",
            Self::Unknown => "code more",
        }
    }
}

/// The rate of a concept in a domain, as counted and as corrected.
#[derive(Debug, Clone)]
pub struct CorrectedRate {
    /// The concept, by its place in the key.
    pub concept: usize,
    /// The domain, by its place in the key.
    pub domain: usize,
    /// Units with a hit.
    pub hit_units: u64,
    /// Coded units of the domain.
    pub coded: u64,
    /// The share of units with a hit.
    pub counted: Option<f64>,
    /// The share of units that people say yes to.
    pub corrected: Option<Estimate>,
    /// The first share less that of all other sources, of a source.
    pub counted_difference: Option<f64>,
    /// The same of the second.
    pub difference: Option<Estimate>,
}

/// How the rate of a concept changes from period to period.
#[derive(Debug, Clone)]
pub struct CorrectedTrend {
    /// The concept, by its place in the key.
    pub concept: usize,
    /// Periods with units.
    pub periods: usize,
    /// The slope of the share of units with a hit, per period.
    pub counted: f64,
    /// The slope of the share of units that people say yes to.
    pub corrected: Estimate,
}

/// Two coders of a concept.
#[derive(Debug, Clone)]
pub struct CoderPair {
    /// The concept, by its place in the key.
    pub concept: usize,
    /// The coders, by their places in [`Validation::coders`].
    pub coders: [usize; 2],
    /// Units that both answered.
    pub units: u64,
    /// The share with the same answer.
    pub agreement: Option<f64>,
    /// Cohen's kappa.
    pub kappa: Option<f64>,
}

/// A unit that people and codebook coded differently.
#[derive(Debug, Clone)]
pub struct CodingError {
    /// The unit, by its place in the key.
    pub item: usize,
    /// Whether it has a hit, so that the codebook said yes.
    pub has_hit: bool,
}

/// A word of units that the codebook missed.
#[derive(Debug, Clone)]
pub struct MissedWord {
    /// The concept, by its place in the key.
    pub concept: usize,
    /// The word.
    pub word: String,
    /// Coded units without a hit that hold it and that people said yes to.
    pub missed: u64,
    /// Those that people said no to.
    pub rightly_left: u64,
    /// The log-likelihood ratio of its share in the first against the second.
    pub g2: f64,
    /// Of units of the corpus without a hit that hold it, the share that people say yes to.
    pub precision: f64,
    /// The number of units that it would find.
    pub gain: f64,
}

/// What the answers say of the codebook of a key; `resamples` draws for intervals of alpha.
#[must_use]
pub fn score(key: ValidationKey, rows: &[CodedRow], resamples: u32) -> Validation {
    let decided = Decided::new(&key, rows);
    let cells = scores::cells(&key, &decided);
    let concepts: Vec<ConceptScores> = (0..key.concepts.len())
        .map(|concept| {
            let scores = scores::of_concept(&key, &decided, &cells[concept], concept);
            agreement::with_agreement(scores, &key, &decided, resamples)
        })
        .collect();
    Validation {
        patterns: patterns::patterns(&key, &decided, &concepts),
        rates: rates::rates(&key, &decided, &cells),
        trends: trend::trends(&key, &decided, &cells),
        pairs: agreement::pairs(&key, &decided),
        errors: errors::errors(&key, &decided),
        words: words::words(&key, &decided),
        coders: decided.coders,
        concepts,
        key,
    }
}
