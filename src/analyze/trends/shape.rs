//! The shape of trends, by their p-values, which are adjusted together.
//!
//! Takes trends that are looked at together, adjusts their p-values and says what shape each has.

use super::ItemTrend;
use crate::stats::{Adjustment, LEVEL};

/// The course of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// It rises.
    Rise,
    /// It falls.
    Fall,
    /// It rises, then falls.
    Hump,
    /// It falls, then rises.
    Dip,
    /// None of these, as far as can be seen.
    None,
}

impl Shape {
    /// The word for tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rise => "rise",
            Self::Fall => "fall",
            Self::Hump => "hump",
            Self::Dip => "dip",
            Self::None => "none",
        }
    }
}

/// Adjusts the p-values of trends that are looked at together, and says what shape each has.
pub(super) fn adjust(mut trends: Vec<&mut ItemTrend>) {
    type Value = fn(&ItemTrend) -> Option<f64>;
    let values: [Value; 3] = [
        |trend| trend.trend.map(|trend| trend.p),
        |trend| trend.change.map(|change| change.p),
        |trend| trend.turn.map(|turn| turn.p),
    ];
    for (kind, value) in values.into_iter().enumerate() {
        let mut tested: Vec<&mut &mut ItemTrend> = trends
            .iter_mut()
            .filter(|trend| value(trend).is_some())
            .collect();
        let mut adjusted: Vec<f64> = tested.iter().filter_map(|trend| value(trend)).collect();
        Adjustment::BenjaminiHochberg.adjust(&mut adjusted, tested.len());
        for (trend, p) in tested.iter_mut().zip(adjusted) {
            let place = match kind {
                0 => &mut trend.trend_p_adjusted,
                1 => &mut trend.change_p_adjusted,
                _ => &mut trend.turn_p_adjusted,
            };
            *place = Some(p);
        }
    }
    trends
        .iter_mut()
        .for_each(|trend| trend.shape = shape(trend));
}

/// A turn counts before a trend: both of its halves are clear.
fn shape(trend: &ItemTrend) -> Shape {
    let is_sure = |p: Option<f64>| p.is_some_and(|p| p < LEVEL);
    match (trend.turn, trend.trend) {
        (Some(turn), _) if is_sure(trend.turn_p_adjusted) => match turn.is_hump {
            true => Shape::Hump,
            false => Shape::Dip,
        },
        (_, Some(course)) if is_sure(trend.trend_p_adjusted) => match course.tau > 0.0 {
            true => Shape::Rise,
            false => Shape::Fall,
        },
        _ => Shape::None,
    }
}
