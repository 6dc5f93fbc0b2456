//! Concepts over time: a small panel for each, all with the same periods.
//!
//! Rates of concepts lie far apart, so each panel has a scale of its own, from 0. A period without
//! documents is a gap in the line; one with fewer than five has no interval, and its point is a ring.

use super::calendar::{shown_periods, undated};
use super::drawing::{Anchor, Drawing, Point, Text};
use super::target::Target;
use crate::order::Arrange as _;
use std::cmp::Reverse;
use std::ops::Range;

use super::figure::Figure;
use super::ink::Ink;
use super::scale::{Scale, Tick};
use super::text::{SIZE, SMALL, clean, cut, number, width};
use crate::analyze::{Concepts, OverTime, Results};
use crate::report::noun::protected;
use crate::report::text::{joined, plural};
use crate::stats::{Interval, rate};

/// The most concepts; half of them where there are more periods than `LONG`.
const CONCEPTS: usize = 12;
const LONG: usize = 300;
/// Of more periods than these marks are small, or only where a line has one period.
const DENSE: usize = 40;
const MARKED: usize = 120;
/// The whole figure, and a panel in it: its title, its field, and the periods below.
pub(super) const WIDTH: f64 = 720.0;
const FIELD: f64 = 92.0;
const HEAD: f64 = 24.0;
pub(super) const FOOT: f64 = 30.0;
/// Room for numbers at the left of a field, and at its right.
pub(super) const LEFT: f64 = 46.0;
pub(super) const RIGHT: f64 = 16.0;

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
    /// Its place in the codebook.
    pub(super) place: usize,
    /// By period: the rate and its interval; none without documents.
    pub(super) rates: Vec<Option<RateAndInterval>>,
}

type RateAndInterval = (f64, Option<Interval>);

/// The figure, if there are periods to compare.
pub(super) fn figures(results: &Results) -> Vec<Figure> {
    let (Some(concepts), Some(over_time)) = (&results.concepts, &results.concept_rates.over_time)
    else {
        return Vec::new();
    };
    let periods = data(concepts, over_time);
    let is_there = periods.labels.len() >= 2 && !periods.panels.is_empty();
    is_there.then(|| figure(&periods)).into_iter().collect()
}

pub(super) fn data(concepts: &Concepts, over_time: &OverTime) -> Periods {
    let mut with_hits: Vec<(u64, usize)> = concepts
        .codebook
        .concepts()
        .map(|concept| {
            let concept = concept.index();
            let by_period = over_time.counts[concept].iter();
            (by_period.map(|counts| counts.hits).sum(), concept)
        })
        .filter(|&(hits, _)| hits > 0)
        .collect();
    with_hits.arrange_by_key(|&(hits, concept)| (Reverse(hits), concept));
    let is_long = over_time.periods.len() > LONG;
    let most = if is_long { CONCEPTS / 2 } else { CONCEPTS };
    let frequent = with_hits.iter().take(most);
    let mut shown: Vec<usize> = frequent.map(|&(_, concept)| concept).collect();
    shown.arrange();
    let panels = shown.iter().map(|&concept| Panel {
        place: concept,
        concept: concepts.codebook.categories[concept].name.clone(),
        rates: rates(over_time, concept),
    });
    let periods = over_time.periods.iter();
    Periods {
        unit: over_time.unit.name(),
        labels: periods.clone().map(|period| period.label.clone()).collect(),
        panels: panels.collect(),
        all: with_hits.len(),
        documents: periods.map(|period| period.documents.len()).sum(),
        undated: over_time.undated,
    }
}

/// The rates of a concept by period.
fn rates(over_time: &OverTime, concept: usize) -> Vec<Option<RateAndInterval>> {
    let periods = over_time.periods.iter().enumerate();
    let rates = periods.map(|(at, period)| {
        let rate = rate(1e4, over_time.counts[concept][at].hits, period.tokens)?;
        let of_period = over_time.intervals.get(at);
        let interval = of_period.and_then(|by_concept| by_concept.get(concept));
        Some((rate, interval.copied().flatten()))
    });
    rates.collect()
}

fn figure(periods: &Periods) -> Figure {
    Figure::new(
        "concepts_over_time",
        "Concept rates over time",
        describe(periods),
        note(periods),
        draw(periods),
    )
}

pub(super) fn note(periods: &Periods) -> String {
    let of_what = format!(" that gives the {})", periods.unit);
    let undated = undated(periods.undated, " (", &of_what);
    let shown = super::rows::part_of(periods.panels.len(), periods.all, "concept");
    format!(
        "Hits per 10,000 tokens by {}, with a 95 % interval for each {} that has a hit and at least five documents; {} in {}{undated}; {shown}. Each panel has its own scale, from 0. A ring marks a rate without an interval (fewer than five documents, or no hit), a gap no documents. Data: concepts_by_period.csv",
        periods.unit,
        periods.unit,
        plural(periods.documents, "document"),
        plural(periods.labels.len(), periods.unit),
    )
}

/// The alternative text.
pub(super) fn describe(periods: &Periods) -> String {
    let peaks = periods.panels.iter().filter_map(|panel| {
        let rates = panel.rates.iter().enumerate();
        let known = rates.filter_map(|(at, known)| known.map(|(rate, _)| (at, rate)));
        // The earliest of several.
        let (at, rate) = known.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        Some(format!(
            "{} in {} ({})",
            protected(&clean(&panel.concept)),
            periods.labels[at],
            number(rate)
        ))
    });
    let ends = [periods.labels.first(), periods.labels.last()];
    let [first, last] = ends.map(|label| label.map_or("", String::as_str));
    format!(
        "Rates of {} from {first} to {last}, one panel each. Peaks: {}.",
        plural(periods.panels.len(), "concept"),
        joined(peaks),
    )
}

fn draw(periods: &Periods) -> Drawing {
    let columns = periods.panels.len().min(2);
    let rows = periods.panels.len().div_ceil(columns.max(1));
    let room = (WIDTH / 2.0, HEAD + FIELD + FOOT);
    let top = 16.0;
    let size = (room.0 * columns as f64, top + room.1 * rows as f64);
    let mut drawing = Drawing::new(size.0, size.1);
    drawing.small(
        (2.0, 11.0),
        "Hits per 10,000 tokens",
        Anchor::Start,
        Ink::Muted,
    );
    for (place, panel) in periods.panels.iter().enumerate() {
        let corner = (
            room.0 * (place % columns) as f64,
            top + room.1 * (place / columns) as f64,
        );
        draw_panel(&mut drawing, periods, panel, corner);
    }
    drawing
}

/// Where the field of a panel is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

fn draw_panel(drawing: &mut Drawing, periods: &Periods, panel: &Panel, corner: Point) {
    let field = Field {
        left: corner.0 + LEFT,
        right: corner.0 + WIDTH / 2.0 - RIGHT,
        top: corner.1 + HEAD,
        bottom: corner.1 + HEAD + FIELD,
    };
    panel_title(drawing, panel, field);
    fill(drawing, periods, panel, field);
}

fn panel_title(drawing: &mut Drawing, panel: &Panel, field: Field) {
    let name = clean(&panel.concept);
    let shown = cut(&name, SIZE, field.right - field.left);
    let title = Text::new((field.left, field.top - 8.0), &shown).bold();
    drawing.text(title, Ink::Text);
    if shown != name {
        drawing.tooltip(&name);
    }
}

/// The rates of a panel with their axes; gives its scales across and up.
pub(super) fn fill(
    drawing: &mut Drawing,
    periods: &Periods,
    panel: &Panel,
    field: Field,
) -> (Scale, Scale) {
    let known = panel.rates.iter().flatten();
    let ends = known.map(|(rate, interval)| interval.map_or(*rate, |ends| ends.high.max(*rate)));
    let highest = ends.fold(0.0, f64::max);
    let (scale, ticks) = Scale::from_zero(highest, (field.bottom, field.top), 3);
    let last = periods.labels.len().saturating_sub(1).max(1) as f64;
    let inset = 6.0;
    let across = Scale::new((0.0, last), (field.left + inset, field.right - inset));
    rates_axis(drawing, &scale, &ticks, field);
    periods_axis(drawing, periods, &across, field);
    for run in runs(&panel.rates) {
        draw_run(drawing, panel, &periods.labels, run, (&across, &scale));
    }
    (across, scale)
}

/// Stretches of periods that have documents.
fn runs<T>(rates: &[Option<T>]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in rates.iter().enumerate().filter(|(_, rate)| rate.is_some()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

fn draw_run(
    drawing: &mut Drawing,
    panel: &Panel,
    labels: &[String],
    run: Range<usize>,
    (across, scale): (&Scale, &Scale),
) {
    let at = |period: usize| panel.rates[period].unwrap_or_default();
    let intervals: Vec<Option<Interval>> = run.clone().map(|period| at(period).1).collect();
    for part in runs(&intervals) {
        let ends = part.filter_map(|place| {
            let interval = intervals[place]?;
            Some((
                across.at((run.start + place) as f64),
                scale.at(interval.high),
                scale.at(interval.low),
            ))
        });
        band(drawing, &ends.collect::<Vec<_>>());
    }
    let points: Vec<Point> = run
        .clone()
        .map(|period| (across.at(period as f64), scale.at(at(period).0)))
        .collect();
    // A line between rates of few documents would pretend a trend.
    let is_dense = panel.rates.len() > MARKED;
    let sure = if is_dense {
        runs(&vec![Some(()); points.len()])
    } else {
        runs(&intervals)
    };
    for part in sure.into_iter().filter(|part| part.len() > 1) {
        drawing.path(points[part].to_vec(), Ink::Mark, 1.6);
    }
    if is_dense && points.len() > 1 {
        return;
    }
    let radius = if panel.rates.len() > DENSE { 1.8 } else { 3.0 };
    for (period, point) in run.zip(points) {
        let (rate, interval) = at(period);
        match interval {
            Some(_) => drawing.circle(point, radius, Ink::Mark, None),
            None => drawing.circle(point, radius, Ink::Surface, Some((Ink::Mark, 1.2))),
        }
        let label = &labels[period];
        drawing.tooltip(&format!("{}, {label}: {}", panel.concept, number(rate)));
        drawing.leads_to(Target::of(panel.place, None, Some(label)));
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
        drawing.small(
            (field.left - 5.0, y + 4.0),
            &tick.label,
            Anchor::End,
            Ink::Muted,
        );
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
        drawing.small(at, label, Anchor::Middle, Ink::Muted);
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
