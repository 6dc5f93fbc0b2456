//! A concept over time, as large as the page, with its highest rate named.

use super::drawing::{Anchor, Drawing, Text};
use super::figure::Figure;
use super::ink::Ink;
use super::over_time::{FOOT, Field, LEFT, Panel, Periods, RIGHT, WIDTH};
use super::over_time::{data, describe, fill, note};
use super::rates::slug;
use super::text::{SIZE, clean, number, width};
use crate::analyze::Results;
use crate::report::noun::protected;

/// The height of the field of rates.
const HEIGHT: f64 = 170.0;
/// How the names of these figures begin.
pub(crate) const OVER_TIME: &str = "over_time_";

/// A large figure of each of these concepts, with its highest rate named.
pub(super) fn by_concept(results: &Results) -> Vec<Figure> {
    let (Some(concepts), Some(over_time)) = (&results.concepts, &results.concept_rates.over_time)
    else {
        return Vec::new();
    };
    let periods = data(concepts, over_time);
    if periods.labels.len() < 2 {
        return Vec::new();
    }
    let mut names = Vec::new();
    let figures = periods.panels.iter().map(|panel| {
        let name = slug(&panel.concept, panel.place, &names);
        names.push(name.clone());
        let one = Periods {
            panels: vec![panel.clone()],
            all: 1,
            ..periods.clone()
        };
        let title = format!("{}: rate over time", protected(&clean(&panel.concept)));
        let name = format!("{OVER_TIME}{}", name.trim_start_matches("concept_"));
        let figure = Figure::new(name, title, describe(&one), note(&one), draw_large(&one));
        Figure {
            concept: Some(panel.place),
            ..figure
        }
    });
    figures.collect()
}

/// One panel as large as the page, its highest rate named.
fn draw_large(periods: &Periods) -> Drawing {
    let field = Field {
        left: LEFT,
        right: WIDTH - RIGHT,
        top: 38.0,
        bottom: 38.0 + HEIGHT,
    };
    let mut drawing = Drawing::new(WIDTH, field.bottom + FOOT);
    let head = "Hits per 10,000 tokens";
    drawing.small((2.0, 11.0), head, Anchor::Start, Ink::Muted);
    for panel in &periods.panels {
        let (across, scale) = fill(&mut drawing, periods, panel, field);
        let Some((at, rate)) = highest(panel) else {
            continue;
        };
        let label = format!("{}: {}", periods.labels[at], number(rate));
        let half = width(&label, SIZE) / 2.0;
        let x = across
            .at(at as f64)
            .clamp(field.left + half, field.right - half);
        let text = Text::new((x, scale.at(rate) - 9.0), &label);
        drawing.text(text.anchored(Anchor::Middle).bold().haloed(), Ink::Text);
    }
    drawing
}

/// The highest rate with its period: the earliest of several, of those with an interval if there are any.
fn highest(panel: &Panel) -> Option<(usize, f64)> {
    let rates = || panel.rates.iter().enumerate();
    let known = rates().filter_map(|(at, known)| known.map(|(rate, _)| (at, rate)));
    let sure =
        rates().filter_map(|(at, known)| known.and_then(|(rate, ends)| ends.map(|_| (at, rate))));
    let most = |best: (usize, f64), next: (usize, f64)| if next.1 > best.1 { next } else { best };
    sure.reduce(most).or_else(|| known.reduce(most))
}
