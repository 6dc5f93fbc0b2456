//! Small figures beside sentences: a few bars, or a line over time.
//!
//! They have no axes: each bar says its number, the line its ends and its highest point.

use super::drawing::{Anchor, Drawing};
use super::ink::Ink;
use super::scale::Scale;
use super::svg::{self, Caption};
use super::target::Target;
use super::text::{SMALL, clean, cut, number, width};
use crate::report::text::joined;

const WIDTH: f64 = 330.0;
const ROW: f64 = 19.0;
/// The widest column of names, and the room for numbers.
const NAMES: f64 = 150.0;
const NUMBERS: f64 = 46.0;
/// The height of a line over time.
const HEIGHT: f64 = 90.0;

/// A bar: its name, its number, whether it stands out, and where it leads.
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) number: f64,
    pub(crate) stands_out: bool,
    pub(crate) to: Target,
}

impl Bar {
    /// A bar of a word or phrase, which leads to its lines.
    pub(crate) fn of_words(label: &str, number: f64) -> Self {
        Self {
            name: label.to_owned(),
            number,
            stands_out: true,
            to: Target::words(&[label]),
        }
    }
}

/// Bars with their numbers; those that stand out are in the colour of marks. `unit` says what they count.
pub(crate) fn bars(name: &str, unit: &str, rows: &[Bar]) -> String {
    let names = rows.iter().map(|row| width(&clean(&row.name), SMALL));
    let left = names.fold(0.0, f64::max).min(NAMES) + 8.0;
    let highest = rows.iter().map(|row| row.number).fold(0.0, f64::max);
    let scale = Scale::new((0.0, highest), (0.0, WIDTH - left - NUMBERS));
    let top = 18.0;
    let mut drawing = Drawing::new(WIDTH, top + ROW * rows.len() as f64 + 2.0);
    drawing.small((0.0, 11.0), unit, Anchor::Start, Ink::Muted);
    for (place, row) in rows.iter().enumerate() {
        let y = top + ROW * place as f64;
        let base = y + ROW / 2.0 + SMALL * 0.35;
        let label = clean(&row.name);
        let shown = cut(&label, SMALL, left - 8.0);
        drawing.small((left - 8.0, base), &shown, Anchor::End, Ink::Text);
        let length = scale.at(row.number).max(1.0);
        let ink = if row.stands_out { Ink::Mark } else { Ink::Edge };
        drawing.rect((left, y + 3.0), (length, ROW - 6.0), ink);
        drawing.tooltip(&format!("{label}: {}", number(row.number)));
        drawing.leads_to(row.to.clone());
        let at = (left + length + 6.0, base);
        drawing.small(at, &number(row.number), Anchor::Start, Ink::Text);
    }
    let rows = rows.iter();
    let rows = rows.map(|row| format!("{} {}", clean(&row.name), number(row.number)));
    element(name, unit, &joined(rows), &drawing)
}

/// A line over time; a period without a number is a gap.
pub(crate) fn line(
    name: &str,
    unit: &str,
    concept: usize,
    periods: &[(String, Option<f64>)],
) -> String {
    let known = periods.iter().enumerate();
    let known: Vec<(usize, f64)> = known
        .filter_map(|(at, (_, rate))| Some((at, (*rate)?)))
        .collect();
    let highest = known.iter().map(|known| known.1).fold(0.0, f64::max);
    let (top, bottom) = (32.0, HEIGHT - 18.0);
    let scale = Scale::new((0.0, highest), (bottom, top));
    let last = periods.len().saturating_sub(1).max(1) as f64;
    let across = Scale::new((0.0, last), (6.0, WIDTH - 6.0));
    let mut drawing = Drawing::new(WIDTH, HEIGHT);
    drawing.small((0.0, 11.0), unit, Anchor::Start, Ink::Muted);
    drawing.line((0.0, bottom), (WIDTH, bottom), Ink::Axis, 1.0);
    let place = |&(at, rate): &(usize, f64)| (across.at(at as f64), scale.at(rate));
    for run in known.chunk_by(|a, b| a.0 + 1 == b.0) {
        drawing.path(run.iter().map(place).collect(), Ink::Mark, 1.6);
    }
    for point in &known {
        let is_peak = point.1 >= highest;
        let (at, rate) = *point;
        drawing.circle(
            place(point),
            if is_peak { 4.0 } else { 2.2 },
            Ink::Mark,
            None,
        );
        drawing.tooltip(&format!("{}: {}", periods[at].0, number(rate)));
        drawing.leads_to(Target::of(concept, None, Some(&periods[at].0)));
    }
    ends(&mut drawing, periods, bottom + 14.0);
    let peak = known
        .iter()
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    let said = peak.map(|peak| format!("{} in {}", number(peak.1), periods[peak.0].0));
    if let (Some(peak), Some(said)) = (peak, &said) {
        let half = width(said, SMALL) / 2.0;
        let x = place(peak).0.clamp(half, (WIDTH - half).max(half));
        drawing.small((x, place(peak).1 - 8.0), said, Anchor::Middle, Ink::Text);
    }
    let said = format!("Highest: {}", said.unwrap_or_default());
    element(name, unit, &said, &drawing)
}

/// The first and the last period below a line.
fn ends(drawing: &mut Drawing, periods: &[(String, Option<f64>)], base: f64) {
    if let [(first, _), .., (last, _)] = periods {
        drawing.small((0.0, base), first, Anchor::Start, Ink::Muted);
        drawing.small((WIDTH, base), last, Anchor::End, Ink::Muted);
    }
}

fn element(name: &str, title: &str, description: &str, drawing: &Drawing) -> String {
    let caption = Caption {
        name,
        title,
        description,
        note: "",
    };
    svg::element(drawing, &caption)
}
