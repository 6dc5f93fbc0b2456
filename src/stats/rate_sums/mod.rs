//! The rate of an item in a group of texts, its interval, and how far texts differ beyond chance.
//!
//! Takes sums over texts of different lengths, gives intervals whose unit is the text, not the word.
//! Sums are whole numbers, so those of a group less those of a part of it are exact.

use libm::{exp, log, sqrt};

use super::bootstrap::{Interval, LEAST_UNITS};
use super::distributions::{digamma, t_975, trigamma};

/// The lengths of a group of texts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct LengthSums {
    /// Texts.
    pub texts: u64,
    /// Their tokens.
    pub tokens: u64,
    /// The sums of the squares and cubes of their tokens.
    squares: u128,
    cubes: u128,
}

/// The occurrences of an item in a group of texts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct HitSums {
    /// Texts that hold it.
    pub texts: u32,
    /// Occurrences.
    pub hits: u64,
    /// The sum of the squares of the occurrences in a text.
    squares: u64,
    /// The sum of the products of occurrences and tokens of a text.
    products: u64,
}

/// An item in a group of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateSums {
    /// The texts.
    pub lengths: LengthSums,
    /// The item in them.
    pub hits: HitSums,
}

/// Where the logarithm of the true rate lies, given that of the observed one.
struct LogRate {
    /// By how much it is higher in the middle.
    shift: f64,
    /// Its standard error.
    error: f64,
    /// Degrees of freedom of that error.
    df: f64,
}

impl LengthSums {
    /// Adds a text of so many tokens.
    pub fn add(&mut self, tokens: u64) {
        let wide = u128::from(tokens);
        self.texts += 1;
        self.tokens += tokens;
        self.squares += wide * wide;
        self.cubes += wide * wide * wide;
    }

    /// The texts of both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            texts: self.texts + other.texts,
            tokens: self.tokens + other.tokens,
            squares: self.squares + other.squares,
            cubes: self.cubes + other.cubes,
        }
    }

    /// The texts that are left without `part`, which must be among them.
    #[must_use]
    pub fn minus(self, part: Self) -> Self {
        Self {
            texts: self.texts.saturating_sub(part.texts),
            tokens: self.tokens.saturating_sub(part.tokens),
            squares: self.squares.saturating_sub(part.squares),
            cubes: self.cubes.saturating_sub(part.cubes),
        }
    }
}

impl HitSums {
    /// Adds a text of so many tokens that holds the item so many times, at least once.
    #[inline]
    pub fn add(&mut self, hits: u64, tokens: u64) {
        self.texts += 1;
        self.hits += hits;
        self.squares = self.squares.saturating_add(hits.saturating_mul(hits));
        let product = hits.saturating_mul(tokens);
        self.products = self.products.saturating_add(product);
    }

    /// The occurrences in both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            texts: self.texts + other.texts,
            hits: self.hits + other.hits,
            squares: self.squares.saturating_add(other.squares),
            products: self.products.saturating_add(other.products),
        }
    }

    /// The occurrences that are left without those of `part`, which must be among them.
    #[must_use]
    pub fn minus(self, part: Self) -> Self {
        Self {
            texts: self.texts.saturating_sub(part.texts),
            hits: self.hits.saturating_sub(part.hits),
            squares: self.squares.saturating_sub(part.squares),
            products: self.products.saturating_sub(part.products),
        }
    }
}

impl RateSums {
    /// Occurrences per `base` tokens; `None` without tokens.
    #[must_use]
    pub fn rate(&self, base: f64) -> Option<f64> {
        super::rate(base, self.hits.hits, self.lengths.tokens)
    }

    /// How far the rates of texts differ beyond chance: the square of the coefficient of variation of
    /// the true rates, from 0, if the occurrences in a text are Poisson given its rate. A moment
    /// estimate: with w the shares of the texts in the tokens and H all occurrences, Σ(h/H - w)² less the
    /// share of chance, (1 - Σw²)/H, over Σw² - 2Σw³ + (Σw²)² (as that of DerSimonian and Laird 1986).
    /// `None` without occurrences, or if one text is all there is.
    #[must_use]
    pub fn overdispersion(&self) -> Option<f64> {
        let (hits, [second, third]) = (self.hits.hits as f64, self.share_sums()?);
        let observed = self.hits.squares as f64 / (hits * hits)
            - 2.0 * self.hits.products as f64 / (hits * self.lengths.tokens as f64)
            + second;
        let weight = second - 2.0 * third + second * second;
        (weight > 1e-12).then(|| ((observed - (1.0 - second) / hits) / weight).max(0.0))
    }

    /// The sums of the squares and cubes of the shares of texts in the tokens; `None` without tokens or
    /// occurrences.
    fn share_sums(&self) -> Option<[f64; 2]> {
        let tokens = self.lengths.tokens as f64;
        (self.lengths.tokens > 0 && self.hits.hits > 0).then(|| {
            let squares = self.lengths.squares as f64 / (tokens * tokens);
            [
                squares,
                self.lengths.cubes as f64 / (tokens * tokens * tokens),
            ]
        })
    }

    /// The interval of the rate per `base` tokens, at 95 %. `None` without occurrences or of fewer than
    /// [`LEAST_UNITS`] texts. Its lower end is above 0.
    ///
    /// The rates of texts are taken for gamma, so that the mean is about gamma too: with v the squared
    /// relative standard error, from the chance of single occurrences (1/H) and from what texts differ
    /// beyond that, the logarithm of the mean has the variance trigamma(1/v) and lies digamma(1/v) +
    /// ln v below that of the true rate on average. The quantile is Student's t with the degrees
    /// of freedom of Satterthwaite (1946): those of the second part are the effective number of
    /// texts 1/Σw² less one, over 1 + the overdispersion, since gamma rates make its estimate less sure.
    /// Coverage by simulation: `cargo test --release -- --ignored intervals_cover --nocapture`.
    #[must_use]
    pub fn interval(&self, base: f64) -> Option<Interval> {
        let rate = self.rate(base)?;
        let log_rate = self
            .log_rate()
            .filter(|_| self.lengths.texts >= LEAST_UNITS as u64)?;
        let middle = log(rate) + log_rate.shift;
        let reach = t_975(log_rate.df) * log_rate.error;
        Some(Interval {
            low: exp(middle - reach),
            high: exp(middle + reach),
        })
    }

    fn log_rate(&self) -> Option<LogRate> {
        /// The degrees of freedom that estimated overdispersion leaves at least, of texts enough.
        const LEAST_DF: f64 = 3.0;
        let [second, _] = self.share_sums()?;
        // Where one text outweighs all others, nothing is known of how they differ.
        let between = self.overdispersion();
        let shared = between.map_or(1.0, |between| (between * second).min(1.0));
        // Occurrences in few texts tell too little of how far texts differ; halfway between no
        // correction of this and that of the mean of the estimate, Σh²/(1 - Σh²).
        let of_texts = shared / (1.0 - 0.5 * shared);
        let variance = of_texts + 1.0 / self.hits.hits as f64;
        let texts = (1.0 / second - 1.0).max(2.0);
        let sure = texts / (1.0 + between.unwrap_or(f64::INFINITY));
        let part = variance / of_texts;
        Some(LogRate {
            shift: -(digamma(1.0 / variance) + log(variance)),
            error: sqrt(trigamma(1.0 / variance)),
            df: part * part * sure.max(texts.min(LEAST_DF)),
        })
    }
}

/// The interval of the difference of two rates, from those of both (G. Y. Zou and A. Donner,
/// "Construction of confidence limits about effect measures", 2008).
#[must_use]
pub fn difference_interval(rates: [f64; 2], intervals: [Interval; 2]) -> Interval {
    let [(a, of_a), (b, of_b)] = [(rates[0], intervals[0]), (rates[1], intervals[1])];
    let reach = |down: f64, up: f64| sqrt(down * down + up * up);
    Interval {
        low: a - b - reach(a - of_a.low, of_b.high - b),
        high: a - b + reach(of_a.high - a, b - of_b.low),
    }
}

#[cfg(test)]
mod tests;
