//! The rows and tables of `refrain validate score`, as they are declared.

use crate::model::{row, table};
use crate::stats::Estimate;

row! {
    /// An estimate from the sample, with its interval.
    pub struct EstimateCells, EstimateColumns {
        value: Option<f64> => "",
        low: Option<f64> => "",
        high: Option<f64> => "",
    }
}

impl From<Option<Estimate>> for EstimateCells {
    fn from(estimate: Option<Estimate>) -> Self {
        Self {
            value: estimate.map(|estimate| estimate.value),
            low: estimate.map(|estimate| estimate.interval.low),
            high: estimate.map(|estimate| estimate.interval.high),
        }
    }
}

row! {
    /// A row of `validation.csv`.
    pub struct ValidationRow<'a>, ValidationColumns {
        concept: &'a str => "Concept",
        unit: &'static str => "What was coded: sentence or text",
        units: u64 => "Units of the corpus, copies of a text counted once",
        hit_units: u64 => "Units with a hit",
        drawn: u64 => "Units that were drawn",
        coded: u64 => "Units whose code is settled",
        undecided: u64 => "Units with answers that settle nothing: as many coders say yes as no",
        true_positives: u64 => "Coded units with a hit that people said yes to",
        false_positives: u64 => "Coded units with a hit that people said no to",
        missed: u64 => "Coded units without a hit that people said yes to",
        true_negatives: u64 => "Coded units without a hit that people said no to",
        precision: EstimateCells => { precision: "Share of units with a hit that people say yes to, weighted to the corpus; empty if none was coded", precision_low: "Lower end of the 95 % confidence interval of precision: Wilson's at the effective sample size", precision_high: "Upper end" },
        recall: EstimateCells => { recall: "Of the units that people say yes to, the share with a hit, weighted to the corpus", recall_low: "Lower end of the 95 % confidence interval of recall, from those of found and missed units (Donner and Zou 2012)", recall_high: "Upper end" },
        f1: EstimateCells => { f1: "Harmonic mean of precision and recall", f1_low: "Lower end of the 95 % confidence interval of f1, likewise", f1_high: "Upper end" },
        shared: u64 => "Units that two coders or more answered",
        agreement: Option<f64> => "Share of pairs of answers to one unit that are the same",
        alpha: Option<f64> => "Krippendorff's alpha for nominal data; empty if no unit has two answers, or all answers are the same",
        alpha_low: Option<f64> => "Lower end of the 95 % confidence interval of alpha: percentiles of bootstrap samples of units",
        alpha_high: Option<f64> => "Upper end",
    }
}

table! {
    /// `validation.csv`.
    Validation of ValidationRow<'a>,
    row: "a concept of the codebook, as people's codes judge it",
    key: [concept],
    order: "in the order of the codebook",
}

row! {
    /// A row of `validation_patterns.csv`.
    pub struct ValidationPatternRow<'a>, ValidationPatternColumns {
        concept: &'a str => "Concept",
        pattern: &'a str => "Pattern, as in the codebook",
        units: u64 => "Units of the corpus with a hit of it",
        alone: u64 => "Those with no hit of another pattern of the concept",
        coded: u64 => "Coded units with a hit of it",
        yes: u64 => "Those that people said yes to",
        precision: EstimateCells => { precision: "Share of units with a hit of it that people say yes to, weighted to the corpus; empty if none was coded", precision_low: "Lower end of the 95 % confidence interval of precision", precision_high: "Upper end" },
        f1: Option<f64> => "F1 of the concept",
        f1_without: Option<f64> => "F1 of the concept without the pattern; empty if no unit with this hit alone was coded",
        advice: &'static str => "drop: the interval of precision lies below 0.5, and f1_without is higher; check: precision is below 0.5, or f1_without is higher; keep; or code more: fewer than five units were coded",
    }
}

table! {
    /// `validation_patterns.csv`.
    ValidationPatterns of ValidationPatternRow<'a>,
    row: "a pattern of a concept",
    key: [concept, pattern],
    order: "by concept, then by f1_without, highest first",
}

row! {
    /// A row of `validation_rates.csv`.
    pub struct ValidationRateRow<'a>, ValidationRateColumns {
        concept: &'a str => "Concept",
        kind: &'static str => "corpus, source or period",
        domain: &'a str => "Source or period; all of the corpus",
        units: u64 => "Units, copies of a text counted once",
        hit_units: u64 => "Units with a hit",
        coded: u64 => "Coded units",
        counted: Option<f64> => "Share of units with a hit",
        corrected: EstimateCells => { corrected: "Share of units that people say yes to, by the difference estimator: counted plus the weighted errors of the coded units of the domain; empty if fewer than five with a hit, or fewer than five without, were coded", corrected_low: "Lower end of the 95 % confidence interval of corrected", corrected_high: "Upper end" },
        per_10k: Option<f64> => "Units with a hit per 10,000 tokens",
        corrected_per_10k: EstimateCells => { corrected_per_10k: "corrected, as units per 10,000 tokens", corrected_per_10k_low: "Lower end of its interval", corrected_per_10k_high: "Upper end" },
        counted_difference: Option<f64> => "counted of a source minus that of all other sources together",
        difference: EstimateCells => { difference: "corrected of a source minus that of all other sources together", difference_low: "Lower end of the 95 % confidence interval of difference (Zou and Donner 2008), not adjusted for the number of sources", difference_high: "Upper end" },
    }
}

table! {
    /// `validation_rates.csv`.
    ValidationRates of ValidationRateRow<'a>,
    row: "a concept in the corpus, a source or a period",
    key: [concept, kind, domain],
    order: "by concept, then the corpus, sources by name and periods",
}

row! {
    /// A row of `validation_trends.csv`.
    pub struct ValidationTrendRow<'a>, ValidationTrendColumns {
        concept: &'a str => "Concept",
        period: &'a str => "How long periods are: year, quarter or month",
        periods: usize => "Periods with units",
        counted: f64 => "Slope of the share of units with a hit over periods (least squares), per period",
        corrected: EstimateCells => { corrected: "Slope of the share of units that people say yes to, by the difference estimator", corrected_low: "Lower end of the 95 % confidence interval of corrected", corrected_high: "Upper end" },
    }
}

table! {
    /// `validation_trends.csv`.
    ValidationTrends of ValidationTrendRow<'a>,
    row: "a concept whose units have dates in three periods or more",
    key: [concept],
    order: "in the order of the codebook",
}

row! {
    /// A row of `validation_coders.csv`.
    pub struct ValidationCoderRow<'a>, ValidationCoderColumns {
        concept: &'a str => "Concept",
        coder_a: &'a str => "A coder",
        coder_b: &'a str => "Another coder",
        units: u64 => "Units that both answered",
        agreement: Option<f64> => "Share of these with the same answer",
        kappa: Option<f64> => "Cohen's kappa; empty if both gave one and the same answer to all",
    }
}

table! {
    /// `validation_coders.csv`.
    ValidationCoders of ValidationCoderRow<'a>,
    row: "a concept and two coders who answered the same units",
    key: [concept, coder_a, coder_b],
    order: "by concept, then by coder",
}

row! {
    /// A row of `validation_errors.csv`.
    pub struct ValidationErrorRow<'a>, ValidationErrorColumns {
        concept: &'a str => "Concept",
        error: &'static str => "wrong hit: people say no; missed: people say yes",
        patterns: String => "Patterns with a hit in the unit",
        id: &'a str => "Id of the unit in the sheets",
        doc_id: &'a str => "Document",
        source: &'a str => "Source",
        sentence: u32 => "Sentence of the document, from 1",
        text: &'a str => "Text of the unit",
    }
}

table! {
    /// `validation_errors.csv`.
    ValidationErrors of ValidationErrorRow<'a>,
    row: "a unit that people and the codebook coded differently",
    key: [id],
    order: "by concept, wrong hits before missed units, then by document and sentence",
}

row! {
    /// A row of `validation_words.csv`.
    pub struct ValidationWordRow<'a>, ValidationWordColumns {
        concept: &'a str => "Concept",
        word: &'a str => "A word more frequent in missed units than in units rightly left out",
        missed: u64 => "Missed units among the coded that contain it",
        rightly_left: u64 => "Units rightly left out among the coded that contain it",
        g2: f64 => "Log-likelihood ratio G2 of the two",
        precision: f64 => "Of the units of the corpus without a hit that contain it, the estimated share that people say yes to",
        gain: f64 => "Estimated number of missed units of the corpus that contain it",
    }
}

table! {
    /// `validation_words.csv`.
    ValidationWords of ValidationWordRow<'a>,
    row: "a concept and a word that could find missed units",
    key: [concept, word],
    order: "by concept, then by g2, highest first; at most 50 words of a concept, with g2 of 3.84 or more and two missed units or more",
}
