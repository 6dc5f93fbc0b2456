//! The columns that say how sure a rate or a difference is, which tables of concepts share.

use std::borrow::Cow;

use crate::analyze::Contrast;
use crate::model::{Cell, Column};
use crate::stats::Interval;

static INTERVAL: [Column; 2] = [
    Column::number(
        "per_10k_low",
        "Lower end of the 95 % interval of per_10k: 2.5th percentile (type 7) of bootstrap resamples of documents, copies of one text being one unit; empty without hits or below five units",
    ),
    Column::number(
        "per_10k_high",
        "Upper end of the 95 % interval of per_10k: the 97.5th percentile; empty as per_10k_low",
    ),
];

static CONTRAST: [Column; 5] = [
    Column::number(
        "difference",
        "per_10k of the source less that of all other sources together",
    ),
    Column::number(
        "difference_low",
        "Lower end of the 95 % interval of difference: each source drawn again by itself, sources of one unit as one; empty if one side has no hit or fewer than five units",
    ),
    Column::number(
        "difference_high",
        "Upper end of the 95 % interval of difference; empty as difference_low",
    ),
    Column::number(
        "p",
        "Two-sided p of the rank-sum test (Wilcoxon; Mann and Whitney) of the documents' rates, those of the source against all others, normal approximation with corrections for ties and continuity; copies of one text in a source are one unit; empty if one side has fewer than two, or without hits",
    ),
    Column::number(
        "p_adjusted",
        "p adjusted after Benjamini and Hochberg for the sources tested of the concept",
    ),
];

/// Columns with those of an interval behind them.
pub(super) fn with_interval(columns: &[Column]) -> Cow<'static, [Column]> {
    Cow::Owned(columns.iter().chain(&INTERVAL).cloned().collect())
}

/// Columns with those of an interval and of a difference behind them.
pub(super) fn with_contrast(columns: &[Column]) -> Cow<'static, [Column]> {
    let more = INTERVAL.iter().chain(&CONTRAST);
    Cow::Owned(columns.iter().chain(more).cloned().collect())
}

/// The cells of an interval.
pub(super) fn interval_cells(interval: Option<Interval>) -> [Cell<'static>; 2] {
    [
        interval.map(|interval| interval.low).into(),
        interval.map(|interval| interval.high).into(),
    ]
}

/// The cells of an interval and of a difference.
pub(super) fn contrast_cells(contrast: &Contrast) -> [Cell<'static>; 7] {
    let [low, high] = interval_cells(contrast.interval);
    let [difference_low, difference_high] = interval_cells(contrast.difference_interval);
    [
        low,
        high,
        contrast.difference.into(),
        difference_low,
        difference_high,
        contrast.p.into(),
        contrast.p_adjusted.into(),
    ]
}
