//! How many documents there are in each period, as bars.

use super::calendar::{WIDTH, shown_periods, undated};
use super::drawing::{Anchor, Drawing, Text};
use super::figure::Figure;
use super::ink::Ink;
use super::scale::Scale;
use super::text::{SMALL, width};
use crate::report::text::{count, plural};

/// The height of the field of bars.
const BARS: f64 = 180.0;

/// How many documents and sources are shown, and how many documents have no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Total {
    pub(super) documents: usize,
    pub(super) undated: usize,
    pub(super) sources: usize,
}

/// The figure of periods and their numbers of documents.
pub(super) fn by_period(periods: &[(String, usize)], unit: &str, total: Total) -> Figure {
    let most = periods.iter().max_by_key(|period| period.1);
    let least = periods.iter().min_by_key(|period| period.1);
    let named = |period: Option<&(String, usize)>| {
        let named = period.map(|(label, n)| format!("{label} ({})", count(*n)));
        named.unwrap_or_default()
    };
    let description = format!(
        "Bar chart of the number of documents in {}. The most are from {}, the fewest from {}.",
        plural(periods.len(), unit),
        named(most),
        named(least),
    );
    let note = format!(
        "Documents by {unit}; {} of {}{}. Data: documents.csv",
        plural(total.documents, "document"),
        plural(total.sources, "source"),
        undated(total.undated, "; ", &format!(" that gives the {unit}")),
    );
    let title = format!("Documents per {unit}");
    Figure::new(
        "documents_over_time",
        title,
        description,
        note,
        draw_bars(periods, unit),
    )
}

fn draw_bars(periods: &[(String, usize)], unit: &str) -> Drawing {
    let (left, right, top) = (52.0, WIDTH - 12.0, 24.0);
    let bottom = top + BARS;
    let most = periods.iter().map(|period| period.1).max().unwrap_or(0);
    let (scale, ticks) = Scale::from_zero(most as f64, (bottom, top), most.clamp(1, 5));
    let mut drawing = Drawing::new(WIDTH, bottom + 40.0);
    let head = Text::new((2.0, 11.0), "Number of documents");
    drawing.text(head, Ink::Text);
    for tick in &ticks {
        let y = scale.at(tick.value);
        drawing.line((left, y), (right, y), Ink::Grid, 1.0);
        drawing.small((left - 6.0, y + 4.0), &tick.label, Anchor::End, Ink::Muted);
    }
    let step = (right - left) / periods.len() as f64;
    let gap = (step * 0.2).min(6.0);
    for (place, (label, n)) in periods.iter().enumerate() {
        let (x, y) = (left + step * place as f64, scale.at(*n as f64));
        if *n > 0 {
            drawing.rect((x + gap / 2.0, y), (step - gap, bottom - y), Ink::Mark);
            drawing.tooltip(&format!("{label}: {}", plural(*n, "document")));
        }
    }
    drawing.line((left, bottom), (right, bottom), Ink::Axis, 1.0);
    let labels: Vec<String> = periods.iter().map(|period| period.0.clone()).collect();
    for at in shown_periods(&labels, right - left) {
        let half = width(&labels[at], SMALL) / 2.0;
        let x = (left + step * (at as f64 + 0.5)).min(WIDTH - 1.0 - half);
        drawing.small((x, bottom + 16.0), &labels[at], Anchor::Middle, Ink::Muted);
    }
    let mut name = unit.to_owned();
    name[..1].make_ascii_uppercase();
    let title = Text::new(((left + right) / 2.0, bottom + 33.0), &name);
    drawing.text(title.anchored(Anchor::Middle), Ink::Text);
    drawing
}
