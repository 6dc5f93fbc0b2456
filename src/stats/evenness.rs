//! How many of several sources an item really stands in.

use libm::{exp, log};

/// The effective number of sources, from 1 to the number of sources: exp of the entropy of an item's
/// rates in them (Hill 1973, number of order 1; Jost 2006), so that a source counts by how often it
/// says something and not by its length. `rates` are those that are not 0, `sources` are all,
/// `occurrences` all occurrences.
///
/// The entropy is its mean after a Dirichlet prior of one occurrence spread over all sources (Perks
/// 1947; the mean after Wolpert and Wolf 1995): five occurrences in five sources may be chance and
/// count as less even than five hundred.
///
/// `None` without a source or occurrence.
#[must_use]
pub fn effective_sources(rates: &[f64], sources: usize, occurrences: u64) -> Option<f64> {
    let all: f64 = rates.iter().sum();
    if sources == 0 || occurrences == 0 || all <= 0.0 {
        return None;
    }
    let (prior, n) = (1.0 / sources as f64, occurrences as f64);
    let total = n + 1.0;
    let part = |alpha: f64| alpha / total * digamma(alpha + 1.0);
    let held: f64 = rates.iter().map(|rate| part(n * rate / all + prior)).sum();
    let empty = sources.saturating_sub(rates.len()) as f64 * part(prior);
    let entropy = digamma(total + 1.0) - held - empty;
    Some(exp(entropy).clamp(1.0, sources as f64))
}

/// The digamma function ψ(x) for x above 0, to about 1e-12: the recurrence ψ(x) = ψ(x+1) - 1/x up to
/// 8, then the asymptotic series (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18).
fn digamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < 8.0 {
        below -= 1.0 / x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = [
        1.0 / 12.0,
        -1.0 / 120.0,
        1.0 / 252.0,
        -1.0 / 240.0,
        1.0 / 132.0,
        -691.0 / 32_760.0,
        1.0 / 12.0,
    ];
    let tail = series
        .iter()
        .rev()
        .fold(0.0, |sum, value| (sum + value) * square);
    below + log(x) - 0.5 / x - tail
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of scipy.special.digamma.
    #[test]
    fn digamma_is_that_of_scipy() {
        for (x, expected) in [
            (1.0, -0.577_215_664_901_532_9),
            (0.5, -1.963_510_026_021_423_5),
            (2.2, 0.544_293_436_741_145_2),
            (10.0, 2.251_752_589_066_721),
            (151.0, 5.013_964_923_742_346),
        ] {
            assert!(
                (digamma(x) - expected).abs() < 1e-11,
                "psi({x}) = {}",
                digamma(x)
            );
        }
    }

    #[test]
    fn much_evidence_comes_near_to_the_plain_number() {
        let even = effective_sources(&[2.0; 5], 5, 500_000).expect("defined");
        assert!((even - 5.0).abs() < 1e-3, "{even}");
        let one = effective_sources(&[2.0], 5, 500_000).expect("defined");
        assert!((one - 1.0).abs() < 1e-3, "{one}");
        // Rates of 3 to 1: exp of -(0.75 ln 0.75 + 0.25 ln 0.25).
        let uneven = effective_sources(&[3.0, 1.0], 2, 1_000_000).expect("defined");
        assert!((uneven - 1.754_765_350_603_323).abs() < 1e-4, "{uneven}");
    }

    #[test]
    fn little_evidence_is_less_even() {
        let rare = effective_sources(&[1.0; 5], 5, 5).expect("defined");
        let frequent = effective_sources(&[1.0; 5], 5, 150).expect("defined");
        assert!(rare < frequent && frequent < 5.0, "{rare} {frequent}");
        assert_eq!(effective_sources(&[], 5, 0), None);
        assert_eq!(effective_sources(&[1.0], 1, 7), Some(1.0));
    }
}
