//! The columns that say how sure a rate or a difference is, which tables of concepts share.

use crate::analyze::Contrast;
use crate::model::row;
use crate::stats::Interval;

row! {
    /// The interval of a rate.
    pub struct RateInterval, RateIntervalColumns {
        per_10k_low: Option<f64> => "Lower end of the 95 % interval of per_10k, whose unit is the text (copies of one text are one): t interval of its logarithm, for rates that differ between texts beyond chance; above 0; empty without hits or below five texts",
        per_10k_high: Option<f64> => "Upper end of the 95 % interval of per_10k; empty as per_10k_low",
    }
}

row! {
    /// How a source differs from all others.
    pub struct ContrastCells, ContrastColumns {
        interval: RateInterval => _,
        difference: Option<f64> => "per_10k of the source less that of all other sources together",
        difference_low: Option<f64> => "Lower end of the 95 % interval of difference, from those of both rates (Zou and Donner 2008), not adjusted for the number of sources; empty if one side has no interval",
        difference_high: Option<f64> => "Upper end of the 95 % interval of difference; empty as difference_low",
        p: Option<f64> => "Two-sided p of the permutation test of texts, those of the source against all others: residuals under the negative binomial distribution, tails of a Pearson distribution of type III; copies of one text in a source are one text; empty if one side has fewer than two, without hits, or if all texts have one rate",
        p_adjusted: Option<f64> => "p adjusted after Benjamini and Hochberg for the sources tested of the concept",
        differs: Option<&'static str> => "more or less, if p_adjusted is below 0.05 and at least two texts and one in twenty have a hit where the rate is higher; otherwise no; empty as p. The report and its figures go by this column",
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
            differs: contrast.verdict.word(),
        }
    }
}
