//! Functions of distributions: digamma and trigamma, both tails of the gamma and the normal
//! distribution, and the quantile of Student's t that an interval of 95 % takes.
//!
//! Takes and gives plain numbers; accurate to ten digits or more unless a function says otherwise.

use libm::{erfc, exp, lgamma, log, pow, sqrt};

/// The derivative of ln Γ at `x` above 0: recurrence up to 6, then the asymptotic series (DLMF 5.11.2).
pub(super) fn digamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 10.0 {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = 1.0 / 12.0 - square * (1.0 / 120.0 - square * (1.0 / 252.0 - square / 240.0));
    sum + log(x) - 0.5 / x - square * series
}

/// The derivative of [`digamma`] at `x` above 0, likewise (DLMF 5.15.8).
pub(super) fn trigamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 10.0 {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = 1.0 / 6.0 - square * (1.0 / 30.0 - square * (1.0 / 42.0 - square / 30.0));
    sum + 1.0 / x + 0.5 * square + square / x * series
}

/// The parts of a standard normal distribution farther from 0 than `z`, both tails together.
pub(super) fn normal_tails(z: f64) -> f64 {
    erfc(z.abs() * std::f64::consts::FRAC_1_SQRT_2)
}

/// The part of a gamma distribution of scale 1 that lies above `x`: Q(shape, x), from 0 to 1.
///
/// By the series for P below the mean and by the continued fraction of Q above it (DLMF 8.7.1 and 8.9.2;
/// Lentz 1976).
pub(super) fn gamma_above(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if x < shape + 1.0 {
        1.0 - below_mean(shape, x)
    } else {
        above_mean(shape, x)
    }
}

/// The part that lies below `x`, without loss where it is small.
pub(super) fn gamma_below(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x < shape + 1.0 {
        below_mean(shape, x)
    } else {
        1.0 - above_mean(shape, x)
    }
}

/// x^shape e^-x / Γ(shape)
fn front(shape: f64, x: f64) -> f64 {
    exp(shape * log(x) - x - lgamma(shape))
}

fn below_mean(shape: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0 / shape, 1.0 / shape);
    for step in 1..100_000 {
        term *= x / (shape + f64::from(step));
        sum += term;
        if term < sum * 1e-16 {
            break;
        }
    }
    (front(shape, x) * sum).min(1.0)
}

fn above_mean(shape: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let keep = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / keep(b);
    let mut product = d;
    for step in 1..100_000 {
        let i = f64::from(step);
        let a = -i * (i - shape);
        b += 2.0;
        d = 1.0 / keep(a * d + b);
        c = keep(b + a / c);
        let factor = c * d;
        product *= factor;
        if (factor - 1.0).abs() < 1e-15 {
            break;
        }
    }
    (front(shape, x) * product).min(1.0)
}

/// The 97.5th percentile of the normal distribution.
pub(super) const NORMAL_975: f64 = 1.959_963_984_540_054;

/// The 97.5th percentile of Student's t with so many degrees of freedom, whole or not, from 2 upwards.
/// Accurate to three digits at 2, to six from 3 on (G. W. Hill, "Student's t-quantiles", CACM algorithm 396, 1970).
pub(super) fn t_975(df: f64) -> f64 {
    const TAILS: f64 = 0.05;
    let n = df.max(2.0);
    if n > 1e7 {
        return NORMAL_975;
    }
    let a = 1.0 / (n - 0.5);
    let b = 48.0 / (a * a);
    let mut c = ((20_700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let d = ((94.5 / (b + c) - 3.0) / b + 1.0) * sqrt(a * std::f64::consts::FRAC_PI_2) * n;
    let mut y = pow(d * TAILS, 2.0 / n);
    if y > 0.05 + a {
        let x = -NORMAL_975;
        y = x * x;
        if n < 5.0 {
            c += 0.3 * (n - 4.5) * (x + 0.6);
        }
        c += (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b;
        y = (((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / c - y - 3.0) / b + 1.0) * x;
        y = libm::expm1(a * y * y);
    } else {
        let bracket = (n + 6.0) / (n * y) - 0.089 * d - 0.822;
        y = ((1.0 / (bracket * (n + 2.0) * 3.0) + 0.5 / (n + 4.0)) * y - 1.0) * (n + 1.0)
            / (n + 2.0)
            + 1.0 / y;
    }
    sqrt(n * y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(value: f64, expected: f64, digits: f64) {
        assert!(
            (value / expected - 1.0).abs() < digits,
            "{value} {expected}"
        );
    }

    /// `scipy.special.digamma` and `polygamma(1, x)`.
    #[test]
    fn derivatives_of_the_gamma_function() {
        near(digamma(1.0), -0.577_215_664_901_532_9, 1e-11);
        near(digamma(0.25), -4.227_453_533_376_265, 1e-11);
        near(digamma(17.5), 2.833_357_432_228_684_3, 1e-11);
        near(trigamma(1.0), 1.644_934_066_848_226_4, 1e-11);
        near(trigamma(0.25), 17.197_329_154_507_11, 1e-11);
        near(trigamma(17.5), 0.058_806_588_095_783_506, 1e-11);
    }

    /// Closed forms: e^-x for shape 1, (1 + x) e^-x for shape 2, erfc(√x) for shape ½.
    #[test]
    fn tails_of_the_gamma_distribution() {
        for x in [0.01, 0.5, 1.0, 3.0, 40.0, 300.0] {
            near(gamma_above(1.0, x), exp(-x), 1e-11);
            near(gamma_above(2.0, x), (1.0 + x) * exp(-x), 1e-11);
            near(gamma_above(0.5, x), erfc(sqrt(x)), 1e-11);
            near(gamma_below(1.0, x), -libm::expm1(-x), 1e-11);
        }
        // Far below the mean of a large shape: `scipy.stats.gamma.cdf(50, 100)`.
        near(gamma_below(100.0, 50.0), 3.200_065_324_585_149_5e-10, 1e-10);
    }

    /// `scipy.stats.t.ppf(0.975, df)`.
    #[test]
    fn quantiles_of_t() {
        let known = [
            (2.0, 4.302_653),
            (3.0, 3.182_446),
            (4.5, 2.658_912),
            (10.0, 2.228_139),
            (60.0, 2.000_298),
            (1e9, 1.959_964),
        ];
        for (df, expected) in known {
            near(t_975(df), expected, 5e-4);
        }
    }
}
