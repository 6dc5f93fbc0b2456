//! Concepts over time: a small panel for each, all with the same periods.
//!
//! Rates of concepts lie far apart, so each panel has a scale of its own, from 0. A period without
//! documents is a gap in the line; one with fewer than five has no interval, and its point is a ring.

use super::Figure;
use super::calendar::shown_periods;
use super::drawing::{Anchor, Drawing, Point, Text};
use super::ink::Ink;
use super::scale::{Scale, Tick};
use super::text::{SIZE, SMALL, clean, cut, number, width};
use crate::analyze::{Concepts, OverTime, Results};
use crate::config::Config;
use crate::model::ConceptId;
use crate::report::text::some;
use crate::stats::{Interval, rate};

/// The most concepts; half of them where there are more periods than `LONG`.
const CONCEPTS: usize = 12;
const LONG: usize = 300;
/// Of more periods than these marks are small, or only where a line has one period.
const DENSE: usize = 40;
const MARKED: usize = 120;
/// The whole figure, and a panel in it: its title, its field, and the periods below.
const WIDTH: f64 = 720.0;
const FIELD: f64 = 92.0;
const HEAD: f64 = 24.0;
const FOOT: f64 = 30.0;
/// Room for numbers at the left of a field, and at its right.
const LEFT: f64 = 46.0;
const RIGHT: f64 = 16.0;

/// What is shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Periods {
    /// What a period is: a year, a quarter or a month.
    pub(super) unit: &'static str,
    /// Their names.
    pub(super) labels: Vec<String>,
    pub(super) panels: Vec<Panel>,
    /// How many concepts have hits in these periods.
    pub(super) all: usize,
    /// Documents in a period, and in none.
    pub(super) documents: usize,
    pub(super) undated: usize,
}

/// A concept.
#[derive(Debug, Clone, Default)]
pub(super) struct Panel {
    pub(super) concept: String,
    /// By period: the rate and its interval; none without documents.
    pub(super) rates: Vec<Option<(f64, Option<Interval>)>>,
}

/// The figure, if there are periods to compare.
pub(super) fn figures(results: &Results, _: &Config) -> Vec<Figure> {
    let (Some(found), Some(over_time)) = (&results.concepts, &results.concept_rates.over_time)
    else {
        return Vec::new();
    };
    let periods = data(found, over_time);
    let is_there = periods.labels.len() >= 2 && !periods.panels.is_empty();
    is_there.then(|| figure(&periods)).into_iter().collect()
}

fn data(found: &Concepts, over_time: &OverTime) -> Periods {
    let hits = |own: usize| {
        over_time.counts[own]
            .iter()
            .map(|count| count.hits)
            .sum::<u64>()
    };
    let mut concepts: Vec<usize> = found
        .codebook
        .concepts()
        .map(ConceptId::index)
        .filter(|&own| hits(own) > 0)
        .collect();
    let all = concepts.len();
    concepts.sort_by_key(|&own| (std::cmp::Reverse(hits(own)), own));
    let is_long = over_time.periods.len() > LONG;
    concepts.truncate(if is_long { CONCEPTS / 2 } else { CONCEPTS });
    concepts.sort_unstable();
    let panels = concepts.iter().map(|&concept| {
        let periods = over_time.periods.iter().enumerate();
        let rates = periods.map(|(at, period)| {
            let own = rate(1e4, over_time.counts[concept][at].hits, period.tokens)?;
            let interval = over_time.intervals.get(at).and_then(|own| own.get(concept));
            Some((own, interval.copied().flatten()))
        });
        Panel {
            concept: found.codebook.categories[concept].name.clone(),
            rates: rates.collect(),
        }
    });
    Periods {
        unit: over_time.unit.name(),
        labels: over_time
            .periods
            .iter()
            .map(|own| own.label.clone())
            .collect(),
        panels: panels.collect(),
        all,
        documents: over_time
            .periods
            .iter()
            .map(|own| own.documents.len())
            .sum(),
        undated: over_time.undated,
    }
}

fn figure(periods: &Periods) -> Figure {
    let undated = match periods.undated {
        0 => String::new(),
        n => format!(
            " ({} more without a date that names a {})",
            super::super::text::count(n as u64),
            periods.unit
        ),
    };
    let shown = super::rows::some_of(periods.panels.len(), periods.all, "concept");
    let note = format!(
        "Hits per 10,000 tokens by {}, with 95 % interval (bootstrap of documents) where a {} has five documents or more and a hit; {} in {}{undated}; {shown}. Each panel has its own scale, from 0. A ring: fewer documents or no hit, so no interval. A gap: no document. concepts_by_period.csv",
        periods.unit,
        periods.unit,
        some(periods.documents, "document"),
        some(periods.labels.len(), periods.unit),
    );
    Figure::new(
        "concepts_over_time",
        "When each concept is spoken of",
        describe(periods),
        note,
        draw(periods),
    )
}

/// The alternative text.
fn describe(periods: &Periods) -> String {
    let peaks = periods.panels.iter().filter_map(|panel| {
        let known = panel.rates.iter().enumerate();
        let known = known.filter_map(|(at, own)| own.map(|(rate, _)| (at, rate)));
        // The earliest of several.
        let (at, rate) = known.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        Some(format!(
            "{} in {} ({})",
            clean(&panel.concept),
            periods.labels[at],
            number(rate)
        ))
    });
    let ends = [periods.labels.first(), periods.labels.last()];
    let [first, last] = ends.map(|own| own.map(String::as_str).unwrap_or_default());
    format!(
        "Rates of {} from {first} to {last}, a panel each. Highest: {}.",
        some(periods.panels.len(), "concept"),
        peaks.collect::<Vec<_>>().join(", "),
    )
}

fn draw(periods: &Periods) -> Drawing {
    let columns = periods.panels.len().min(2);
    let rows = periods.panels.len().div_ceil(columns.max(1));
    let panel = (WIDTH / 2.0, HEAD + FIELD + FOOT);
    let top = 16.0;
    let size = (panel.0 * columns as f64, top + panel.1 * rows as f64);
    let mut drawing = Drawing::new(size.0, size.1);
    let head = Text::new((2.0, 11.0), "Hits per 10,000 tokens").sized(SMALL);
    drawing.text(head, Ink::Muted);
    for (place, own) in periods.panels.iter().enumerate() {
        let corner = (
            panel.0 * (place % columns) as f64,
            top + panel.1 * (place / columns) as f64,
        );
        draw_panel(&mut drawing, periods, own, corner);
    }
    drawing
}

/// Where the field of a panel is.
#[derive(Debug, Clone, Copy)]
struct Field {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn draw_panel(drawing: &mut Drawing, periods: &Periods, panel: &Panel, corner: Point) {
    let field = Field {
        left: corner.0 + LEFT,
        right: corner.0 + WIDTH / 2.0 - RIGHT,
        top: corner.1 + HEAD,
        bottom: corner.1 + HEAD + FIELD,
    };
    let name = clean(&panel.concept);
    let shown = cut(&name, SIZE, field.right - field.left);
    let title = Text::new((field.left, field.top - 8.0), &shown).bold();
    drawing.text(title, Ink::Text);
    if shown != name {
        drawing.tell(&name);
    }
    let known = panel.rates.iter().flatten();
    let highest = known.map(|(rate, interval)| interval.map_or(*rate, |own| own.high.max(*rate)));
    let highest = highest.fold(0.0, f64::max);
    let (scale, ticks) = Scale::from_zero(highest, (field.bottom, field.top), 3);
    let last = periods.labels.len().saturating_sub(1).max(1) as f64;
    let inset = 6.0;
    let across = Scale::new((0.0, last), (field.left + inset, field.right - inset));
    rates_axis(drawing, &scale, &ticks, field);
    periods_axis(drawing, periods, &across, field);
    for run in runs(&panel.rates) {
        draw_run(drawing, periods, panel, &run, &across, &scale);
    }
}

/// Stretches of periods that have documents.
fn runs<T>(rates: &[Option<T>]) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, _) in rates.iter().enumerate().filter(|(_, own)| own.is_some()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

fn draw_run(
    drawing: &mut Drawing,
    periods: &Periods,
    panel: &Panel,
    run: &std::ops::Range<usize>,
    across: &Scale,
    scale: &Scale,
) {
    let own = |at: usize| panel.rates[at].unwrap_or_default();
    let sure: Vec<Option<Interval>> = run.clone().map(|at| own(at).1).collect();
    for part in runs(&sure) {
        let ends = part.filter_map(|at| {
            let interval = sure[at]?;
            Some((
                across.at((run.start + at) as f64),
                scale.at(interval.high),
                scale.at(interval.low),
            ))
        });
        band(drawing, &ends.collect::<Vec<_>>());
    }
    let points: Vec<Point> = run
        .clone()
        .map(|at| (across.at(at as f64), scale.at(own(at).0)))
        .collect();
    if points.len() > 1 {
        drawing.path(points.clone(), Ink::Mark, 1.6);
    }
    let is_dense = panel.rates.len() > DENSE;
    if panel.rates.len() > MARKED && points.len() > 1 {
        return;
    }
    for (at, &point) in run.clone().zip(&points) {
        let (rate, interval) = own(at);
        let radius = if is_dense { 1.8 } else { 3.0 };
        match interval {
            Some(_) => drawing.circle(point, radius, Ink::Mark, None),
            None => drawing.circle(point, radius, Ink::Surface, Some((Ink::Mark, 1.2))),
        }
        let label = &periods.labels[at];
        drawing.tell(&format!("{}, {label}: {}", panel.concept, number(rate)));
    }
}

/// Where rates may lie: an area over several periods, a bar for one.
fn band(drawing: &mut Drawing, ends: &[(f64, f64, f64)]) {
    if let [(x, high, low)] = *ends {
        drawing.rect((x - 2.5, high), (5.0, low - high), Ink::Band);
        return;
    }
    let upper = ends.iter().map(|&(x, high, _)| (x, high));
    let lower = ends.iter().rev().map(|&(x, _, low)| (x, low));
    drawing.polygon(upper.chain(lower).collect(), Ink::Band, None);
}

fn rates_axis(drawing: &mut Drawing, scale: &Scale, ticks: &[Tick], field: Field) {
    for tick in ticks {
        let y = scale.at(tick.value);
        drawing.line((field.left, y), (field.right, y), Ink::Grid, 1.0);
        let label = Text::new((field.left - 5.0, y + 4.0), &tick.label).sized(SMALL);
        drawing.text(label.anchored(Anchor::End), Ink::Muted);
    }
}

fn periods_axis(drawing: &mut Drawing, periods: &Periods, across: &Scale, field: Field) {
    let base = field.bottom;
    drawing.line((field.left, base), (field.right, base), Ink::Axis, 1.0);
    for at in shown_periods(&periods.labels, field.right - field.left) {
        let x = across.at(at as f64);
        drawing.line((x, base), (x, base + 4.0), Ink::Axis, 1.0);
        let label = &periods.labels[at];
        let half = width(label, SMALL) / 2.0;
        let (first, last) = (field.left - 8.0 + half, field.right + RIGHT - 2.0 - half);
        let at = (x.clamp(first, last.max(first)), base + 16.0);
        drawing.text(
            Text::new(at, label).sized(SMALL).anchored(Anchor::Middle),
            Ink::Muted,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_end_at_gaps() {
        let rates = [Some(1), None, Some(2), Some(3), None];
        assert_eq!(runs(&rates), [0..1, 2..4]);
        assert!(runs::<u8>(&[None]).is_empty());
    }
}
