//! The columns that say how sure a rate or a difference is, which tables of concepts share.

use crate::analyze::Contrast;
use crate::model::row;
use crate::stats::Interval;

row! {
    /// The interval of a rate.
    pub struct RateInterval, RateIntervalColumns {
        per_10k_low: Option<f64> => "Lower end of the 95 % interval of per_10k: 2.5th percentile (type 7) of bootstrap resamples of documents, copies of one text being one unit; empty without hits or below five units",
        per_10k_high: Option<f64> => "Upper end of the 95 % interval of per_10k: the 97.5th percentile; empty as per_10k_low",
    }
}

row! {
    /// How a source differs from all others.
    pub struct ContrastCells, ContrastColumns {
        interval: RateInterval => _,
        difference: Option<f64> => "per_10k of the source less that of all other sources together",
        difference_low: Option<f64> => "Lower end of the 95 % interval of difference: each source drawn again by itself, sources of one unit as one; empty if one side has no hit or fewer than five units",
        difference_high: Option<f64> => "Upper end of the 95 % interval of difference; empty as difference_low",
        p: Option<f64> => "Two-sided p of the rank-sum test (Wilcoxon; Mann and Whitney) of the documents' rates, those of the source against all others, normal approximation with corrections for ties and continuity; copies of one text in a source are one unit; empty if one side has fewer than two, or without hits",
        p_adjusted: Option<f64> => "p adjusted after Benjamini and Hochberg for the sources tested of the concept",
    }
}

impl From<Option<Interval>> for RateInterval {
    fn from(interval: Option<Interval>) -> Self {
        Self {
            per_10k_low: interval.map(|interval| interval.low),
            per_10k_high: interval.map(|interval| interval.high),
        }
    }
}

impl From<&Contrast> for ContrastCells {
    fn from(contrast: &Contrast) -> Self {
        let difference = contrast.difference_interval;
        Self {
            interval: contrast.interval.into(),
            difference: contrast.difference,
            difference_low: difference.map(|interval| interval.low),
            difference_high: difference.map(|interval| interval.high),
            p: contrast.p,
            p_adjusted: contrast.p_adjusted,
        }
    }
}
