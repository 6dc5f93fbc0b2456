//! The regularised incomplete beta function and its inverse.
//!
//! Takes shapes from 1 upwards, as counts give them; values are accurate to about 12 digits for
//! counts up to billions, since the largest terms are never subtracted from each other (C. Loader,
//! "Fast and accurate computation of binomial probabilities", 2000).

use std::f64::consts::PI;

use libm::{exp, lgamma, log};

/// The part of a beta distribution with these shapes that lies up to `x`: I_x(a, b), from 0 to 1.
///
/// By the continued fraction of DLMF 8.17.22, evaluated as Lentz (1976) does.
#[must_use]
pub(super) fn beta_below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    // The fraction converges fast on this side of the mean only.
    if x > (a + 1.0) / (a + b + 2.0) {
        1.0 - beta_below_mean(1.0 - x, b, a)
    } else {
        beta_below_mean(x, a, b)
    }
}

fn beta_below_mean(x: f64, a: f64, b: f64) -> f64 {
    // x^a (1-x)^b / B(a, b) / a
    let front = density(x, a, b) * x * (1.0 - x) / a;
    front * fraction(x, a, b)
}

/// The density of the distribution at `x`.
fn density(x: f64, a: f64, b: f64) -> f64 {
    let n = a + b;
    let error = stirling_error(n) - stirling_error(a) - stirling_error(b);
    let deviance = deviance(a, n * x) + deviance(b, n * (1.0 - x));
    // The binomial probability of a in a + b, times a·b / (a + b), over x (1-x).
    let binomial = exp(error - deviance) * (n / (2.0 * PI * a * b)).sqrt();
    binomial * a * b / n / (x * (1.0 - x))
}

/// ln n! less Stirling's formula for it.
fn stirling_error(n: f64) -> f64 {
    if n > 15.0 {
        let square = n * n;
        let series = [1.0 / 1680.0, 1.0 / 1260.0, 1.0 / 360.0, 1.0 / 12.0];
        let sum = series[1..]
            .iter()
            .fold(series[0], |sum, part| part - sum / square);
        return sum / n;
    }
    lgamma(n + 1.0) - (n + 0.5) * log(n) + n - 0.5 * log(2.0 * PI)
}

/// x ln(x/m) + m - x, without loss where x is near m.
fn deviance(x: f64, m: f64) -> f64 {
    let difference = x - m;
    if difference.abs() >= 0.1 * (x + m) {
        return x * log(x / m) - difference;
    }
    let v = difference / (x + m);
    let (mut sum, mut power) = (difference * v, 2.0 * x * v);
    for place in 1..1000 {
        power *= v * v;
        let next = sum + power / f64::from(2 * place + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

/// The continued fraction, by the modified method of Lentz.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let keep = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / keep(1.0 - (a + b) * x / (a + 1.0));
    let mut product = d;
    for step in 1..100_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut factor = 1.0;
        for part in [even, odd] {
            d = 1.0 / keep(1.0 + part * d);
            c = keep(1.0 + part / c);
            factor = c * d;
            product *= factor;
        }
        if (factor - 1.0).abs() < 1e-15 {
            break;
        }
    }
    product
}

/// The `x` up to which a part `p` of the distribution lies; `p` from 0 to 1.
///
/// By Newton's method on the logarithm of the part, which is concave, so that the steps come from below
/// and never go too far; in an interval that is halved where the first would leave it.
#[must_use]
pub(super) fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    let mut x = a / (a + b);
    for _ in 0..200 {
        let part = beta_below(x, a, b);
        if part < p {
            low = x;
        } else {
            high = x;
        }
        let step = x - part * log(part / p) / density(x, a, b);
        let next = if step > low && step < high {
            step
        } else {
            0.5 * (low + high)
        };
        if (next - x).abs() <= 1e-14 * x {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_simple_distributions() {
        for x in [0.1, 0.25, 0.5, 0.9] {
            // Closed forms: uniform; x^a; 1 - (1-x)^b; and of shapes 2 and 2.
            assert!((beta_below(x, 1.0, 1.0) - x).abs() < 1e-14);
            assert!((beta_below(x, 5.0, 1.0) - x.powi(5)).abs() < 1e-14);
            assert!((beta_below(x, 1.0, 3.0) - (1.0 - (1.0 - x).powi(3))).abs() < 1e-14);
            assert!((beta_below(x, 2.0, 2.0) - x * x * (3.0 - 2.0 * x)).abs() < 1e-14);
        }
        assert!(beta_below(0.0, 2.0, 2.0).abs() < f64::EPSILON);
        assert!((beta_below(1.0, 2.0, 2.0) - 1.0).abs() < f64::EPSILON);
    }

    /// By the sum of binomial probabilities, P(X >= a) of n trials.
    #[test]
    fn parts_are_tails_of_binomial_distributions() {
        let (a, n, x) = (40_u32, 50_u32, 0.7_f64);
        let mut tail = 0.0;
        for k in a..=n {
            let mut choose = 1.0;
            for i in 0..n - k {
                choose *= f64::from(n - i) / f64::from(i + 1);
            }
            tail += choose * x.powi(k as i32) * (1.0 - x).powi((n - k) as i32);
        }
        assert!((beta_below(x, 40.0, 11.0) / tail - 1.0).abs() < 1e-12);
    }

    #[test]
    fn quantiles_are_inverse() {
        let shapes = [
            (1.0, 1.0),
            (5.0, 1.0),
            (1.0, 9.0),
            (40.0, 11.0),
            (3e5, 7e6),
            (2.0, 1e9),
        ];
        for (a, b) in shapes {
            for p in [1e-9, 0.0005, 0.025, 0.5, 0.975] {
                let x = beta_quantile(p, a, b);
                assert!((beta_below(x, a, b) / p - 1.0).abs() < 1e-9, "{p} {a} {b}");
            }
        }
    }
}
