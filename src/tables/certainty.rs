//! The columns that say how sure a rate or a difference is, which tables of concepts share.

use crate::analyze::Contrast;
use crate::model::row;
use crate::stats::Interval;

row! {
    /// The interval of a rate.
    pub struct RateInterval, RateIntervalColumns {
        per_10k_low: Option<f64> => "Lower end of the 95 % confidence interval of per_10k. The unit is the text (copies of one text count as one); t interval of the logarithm, allowing for rates that differ between texts beyond chance. Always above 0; empty without hits or with fewer than five texts",
        per_10k_high: Option<f64> => "Upper end of the 95 % confidence interval of per_10k; empty where per_10k_low is",
    }
}

row! {
    /// How a source differs from all others.
    pub struct ContrastCells, ContrastColumns {
        interval: RateInterval => _,
        difference: Option<f64> => "per_10k of the source minus that of all other sources together",
        difference_low: Option<f64> => "Lower end of the 95 % confidence interval of difference, from the intervals of both rates (Zou and Donner 2008), not adjusted for the number of sources; empty if one side has no interval",
        difference_high: Option<f64> => "Upper end of the 95 % confidence interval of difference; empty where difference_low is",
        p: Option<f64> => "Two-sided p of the permutation test of texts, source against all other sources: residuals under the negative binomial distribution, tail probabilities of a Pearson type III distribution; copies of one text in a source count as one. Empty without hits, if one side has fewer than two texts, or if all texts have the same rate",
        p_adjusted: Option<f64> => "p adjusted by the method of Benjamini and Hochberg for the number of sources tested for the concept",
        differs: Option<&'static str> => "more or less, if p_adjusted is below 0.05 and, where the rate is higher, at least two texts and one in twenty have a hit; otherwise no; empty where p is. The report and its figures use this column",
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
