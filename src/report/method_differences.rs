//! The rules by which differences are called reliable: intervals, trends, the test of texts, keyness.

use super::text::plain;
use crate::analyze::EXACT_TEXTS;
use crate::config::{ConceptConfig, KeynessConfig};
use crate::stats::{Adjustment, LEAST_HOLDING, LEAST_UNITS, LEVEL, ONE_TEXT_IN};

/// How intervals of rates were found.
pub(super) fn interval_rule() -> String {
    format!(
        "Intervals of concept rates are 95 % confidence intervals. Their unit is the text: copies of one text in a group count as one, and there is no interval for fewer than {LEAST_UNITS} texts. Let w be the share of each text in the tokens, h its hits and H all hits. Then c² = (Σ(h/H − w)² − (1 − Σw²)/H) / (Σw² − 2Σw³ + (Σw²)²), at least 0, measures how much the rates of texts differ beyond chance. The squared relative standard error is v = s/(1 − s/2) + 1/H with s = c²Σw², at most 1. The logarithm of the rate is corrected by −ψ(1/v) − ln v and has the variance ψ′(1/v), as for gamma rates. The quantile is that of Student's t with Satterthwaite's (1946) degrees of freedom, where s has (1/Σw² − 1)/(1 + c²), at least 3. In simulations with 5 to 50 texts of unequal length, whose true rates are equal or follow a gamma distribution with a coefficient of variation of 1 or 2, the intervals contain the true rate in 91 to 98 of 100 cases."
    )
}

/// How trends were found.
pub(super) fn trend_rule(config: &ConceptConfig) -> String {
    format!(
        "Trends of concepts are computed from the rates of periods with documents, at least eight of them. The slope is the median of the slopes between any two periods (Theil 1950; Sen 1968). Its interval and the Mann-Kendall test use the variance of Hamed and Rao (1998) for autocorrelated values where it is larger. The change of level follows Pettitt (1979). The turn is the place at which the ranks most clearly rise before and fall after it, or the reverse, with at least a quarter of the periods on each side (as in Mack and Wolfe 1981). Their p-values come from at most {} permutations of the periods, seed {}, and from fewer once ten statistics are as large (Besag and Clifford 1991); the statistics are divided by √((1 + r)/(1 − r)), where r is the lag-one autocorrelation of the residuals. p-values are adjusted by the method of Benjamini and Hochberg. The trend is a hump or a dip if the adjusted p of the turn is below {LEVEL}; otherwise a rise or a fall if the adjusted p of the trend is below it; otherwise none.",
        config.resamples, config.seed
    )
}

/// How texts of two groups were compared: the one rule for what differs.
pub(super) fn text_test_rule() -> String {
    format!(
        "One test of texts decides whether a source reliably differs, for concepts, terms and phrases, in text, tables and figures. Its unit is the text: copies of one text in a source count as one. Each text has a residual (h − p·L)/√(L(1 + c²pL)), where h is its number of occurrences, L its number of tokens, p the rate in all texts, and c² as for intervals; like Pearson residuals under the negative binomial distribution, its variance does not depend on the length. The sum of the residuals of the source is compared with the sum for as many texts drawn from all texts without replacement. Tail probabilities are those of a Pearson type III distribution with the exact mean, variance and skewness of that sum (Mielke and Berry 2007). With more than {EXACT_TEXTS} texts, the lengths of texts without the item are rounded in steps of a sixteenth of an octave. A source reliably differs if the adjusted p is below {LEVEL} and if, where the rate is higher, at least {LEAST_HOLDING} texts and one in {ONE_TEXT_IN} contain the item. Intervals are shown for information; they do not decide."
    )
}

/// How keyness was found.
pub(super) fn keyness_rule(config: &KeynessConfig) -> String {
    let reference = if config.reference.is_empty() {
        "all other sources together".to_owned()
    } else {
        format!("the source {}", plain(&config.reference))
    };
    let listed = if config.all {
        "All of these are listed, with the conservative log ratio"
    } else {
        "Those whose conservative log ratio is not 0 are listed"
    };
    let adjustment = match config.adjustment {
        Adjustment::BenjaminiHochberg => "Benjamini and Hochberg",
        Adjustment::Holm => "Holm",
    };
    format!(
        "Keyness compares each source with {reference}. It covers terms, key phrases of two or more words, and concepts that occur at least {} times in both together; terms and phrases are compared among documents of their language. {listed}. That ratio is the end nearer to 0 of the Clopper-Pearson interval at the level 0.05 divided by the number of candidates (Evert 2022). G² uses all four cells. p-values are adjusted by the method of {adjustment} for the candidates of one kind and language in a source. These measures treat words as independent, which they are not: between two random halves of a corpus they list dozens of differences. Therefore `p_text` comes from the test of texts, adjusted likewise, and only its findings are called distinctive (column `distinctive`).",
        config.min_count
    )
}
