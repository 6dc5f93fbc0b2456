//! From numbers to places: linear scales, and the round numbers of an axis.

use crate::report::text::count;

/// A linear scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// The numbers at its ends, which differ.
    numbers: (f64, f64),
    /// Their places.
    places: (f64, f64),
}

impl Scale {
    /// The scale that puts these numbers to these places.
    pub(super) fn new(numbers: (f64, f64), places: (f64, f64)) -> Self {
        let is_sound = numbers.0.is_finite() && numbers.1.is_finite() && numbers.0 < numbers.1;
        let numbers = if is_sound { numbers } else { (0.0, 1.0) };
        Self { numbers, places }
    }

    /// From 0 to a round number that is not below `most`, with its ticks; the larger of both.
    pub(super) fn from_zero(most: f64, places: (f64, f64), ticks: usize) -> (Self, Vec<Tick>) {
        let most = if most.is_finite() && most > 0.0 {
            most
        } else {
            1.0
        };
        let (step, decimals) = step(most, ticks);
        let steps = (most / step - 1e-9).ceil().max(1.0);
        let ticks = (0..=steps as u32).map(|at| {
            let value = f64::from(at) * step;
            Tick {
                value,
                label: label(value, decimals),
            }
        });
        (Self::new((0.0, steps * step), places), ticks.collect())
    }

    /// The places of its ends.
    pub(super) fn ends(&self) -> (f64, f64) {
        self.places
    }

    /// From 0 to a number, with the ticks up to it.
    pub(super) fn up_to(most: f64, places: (f64, f64), ticks: usize) -> (Self, Vec<Tick>) {
        let (round, mut ticks) = Self::from_zero(most, places, ticks);
        let most = if most.is_finite() && most > 0.0 {
            most
        } else {
            round.numbers.1
        };
        ticks.retain(|tick| tick.value <= most);
        (Self::new((0.0, most), places), ticks)
    }

    /// The place of a number.
    pub(super) fn at(&self, number: f64) -> f64 {
        let share = (number - self.numbers.0) / (self.numbers.1 - self.numbers.0);
        self.places.0 + share * (self.places.1 - self.places.0)
    }
}

/// A round number on an axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub(super) value: f64,
    pub(super) label: String,
}

/// 1, 2 or 5 times a power of ten that goes into a number `parts` times at most, and its decimals.
fn step(most: f64, parts: usize) -> (f64, usize) {
    let least = most / parts.max(1) as f64;
    let power = libm::floor(libm::log10(least)) as i32;
    let ten = |power: i32| {
        let whole = (0..power.unsigned_abs()).fold(1.0, |product, _| product * 10.0);
        if power < 0 { 1.0 / whole } else { whole }
    };
    let decimals = |power: i32| power.min(0).unsigned_abs() as usize;
    for factor in [1.0, 2.0, 5.0] {
        let step = factor * ten(power);
        if step >= least * (1.0 - 1e-9) {
            return (step, decimals(power));
        }
    }
    (ten(power + 1), decimals(power + 1))
}

fn label(value: f64, decimals: usize) -> String {
    if decimals == 0 {
        count(value.round() as u64)
    } else {
        format!("{value:.decimals$}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_put_to_their_places() {
        let scale = Scale::new((0.0, 10.0), (100.0, 200.0));
        assert!((scale.at(2.5) - 125.0).abs() < 1e-9);
        let turned = Scale::new((1.0, 3.0), (50.0, 0.0));
        assert!((turned.at(2.0) - 25.0).abs() < 1e-9);
        // No span: no division by zero.
        assert!(Scale::new((2.0, 2.0), (0.0, 1.0)).at(2.0).is_finite());
        assert!(Scale::new((f64::NAN, 2.0), (0.0, 1.0)).at(2.0).is_finite());
    }

    #[test]
    fn axes_have_round_numbers() {
        let labels = |most, parts| {
            let (scale, ticks) = Scale::from_zero(most, (0.0, 1.0), parts);
            let labels: Vec<String> = ticks.iter().map(|tick| tick.label.clone()).collect();
            (scale.numbers.1, labels.join(" "))
        };
        assert_eq!(labels(98.0, 5), (100.0, "0 20 40 60 80 100".to_owned()));
        assert_eq!(labels(100.0, 5), (100.0, "0 20 40 60 80 100".to_owned()));
        assert_eq!(labels(101.0, 5).1, "0 50 100 150");
        assert_eq!(labels(0.3, 3).1, "0.0 0.1 0.2 0.3");
        assert_eq!(labels(0.017, 4).1, "0.000 0.005 0.010 0.015 0.020");
        assert_eq!(labels(4_321.0, 3).1, "0 2,000 4,000 6,000");
        assert_eq!(labels(0.0, 2).1, "0.0 0.5 1.0");
        assert_eq!(labels(f64::NAN, 2).1, "0.0 0.5 1.0");
        let (scale, ticks) = Scale::up_to(31.0, (0.0, 62.0), 5);
        let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["0", "10", "20", "30"]);
        assert!((scale.at(31.0) - 62.0).abs() < 1e-9);
    }
}
