//! What is distinctive of each source: a small panel for each, its strongest expressions with how many times
//! as frequent they are there as elsewhere, at least.
//!
//! All panels have the same scale, which is logarithmic and begins at 1: as frequent as elsewhere.

use super::drawing::{Anchor, Drawing, Point, Text};
use super::figure::Figure;
use super::ink::Ink;
use super::rows::part_of;
use super::scale::Scale;
use super::target::Target;
use super::text::{SIZE, SMALL, clean, cut, number};
use crate::analyze::Results;
use crate::report::noun::protected;
use crate::report::text::joined;
use crate::report::top_terms::Distinctive;

/// The most sources shown, and expressions of each.
const SOURCES: usize = 12;
const EACH: usize = 6;
const WIDTH: f64 = 740.0;
/// A panel: its title, its rows, and the gap below it.
const HEAD: f64 = 24.0;
const ROW: f64 = 18.0;
const GAP: f64 = 12.0;
/// Where names end in a panel, and the room for numbers at its right.
const NAMES: f64 = 170.0;
const NUMBERS: f64 = 56.0;

/// A source with its expressions.
struct Panel<'a> {
    source: &'a str,
    items: Vec<&'a Distinctive>,
}

/// The figure, if something is distinctive of a source.
pub(super) fn figures(results: &Results, distinctive: Option<&[Vec<Distinctive>]>) -> Vec<Figure> {
    let Some(by_source) = distinctive else {
        return Vec::new();
    };
    let corpus = &results.corpus;
    let sources = corpus.sources_by_size().into_iter();
    let panels = sources.filter_map(|(source, _)| {
        let items = by_source.get(source.index())?.iter();
        let items: Vec<&Distinctive> = items.filter(|item| !item.names_source).take(EACH).collect();
        let source = corpus.sources[source.index()].as_str();
        (!items.is_empty()).then_some(Panel { source, items })
    });
    let mut panels: Vec<Panel<'_>> = panels.collect();
    let all = panels.len();
    panels.truncate(SOURCES);
    if panels.is_empty() {
        return Vec::new();
    }
    vec![figure(&panels, all)]
}

fn figure(panels: &[Panel<'_>], all: usize) -> Figure {
    let leading = panels.iter().filter_map(|panel| {
        let first = panel.items.first()?;
        let (source, label) = (
            protected(&clean(panel.source)),
            protected(&clean(&first.label)),
        );
        Some(format!("{source}: {label} ({})", number(first.times())))
    });
    let description = format!(
        "Distinctive expressions of {}. The strongest of each: {}.",
        part_of(panels.len(), all, "source"),
        joined(leading)
    );
    let note = format!(
        "How many times as frequent as elsewhere, at least (conservative log ratio), on a logarithmic scale that begins at 1; only expressions whose difference is reliable, without forms of the source's own name; {} with such expressions, the largest first. Data: keyness.csv",
        part_of(panels.len(), all, "source"),
    );
    let title = "Distinctive expressions by source";
    Figure::new("keyness", title, description, note, draw(panels))
}

fn draw(panels: &[Panel<'_>]) -> Drawing {
    let columns = panels.len().min(2);
    let rows = panels.chunks(columns);
    let height = |row: &[Panel<'_>]| {
        let most = row.iter().map(|panel| panel.items.len()).max();
        HEAD + ROW * most.unwrap_or(0) as f64 + GAP
    };
    let total: f64 = rows.clone().map(height).sum();
    let room = WIDTH / 2.0;
    let mut drawing = Drawing::new(room * columns as f64, total);
    let items = panels.iter().flat_map(|panel| &panel.items);
    let highest = items.map(|item| item.lrc).fold(0.0, f64::max);
    let mut top = 0.0;
    for row in rows {
        for (place, panel) in row.iter().enumerate() {
            draw_panel(&mut drawing, panel, (room * place as f64, top), highest);
        }
        top += height(row);
    }
    drawing
}

fn draw_panel(drawing: &mut Drawing, panel: &Panel<'_>, corner: Point, highest: f64) {
    let left = corner.0 + NAMES;
    let right = corner.0 + WIDTH / 2.0 - NUMBERS;
    let scale = Scale::new((0.0, highest), (left, right));
    let name = clean(panel.source);
    let title = cut(&name, SIZE, WIDTH / 2.0 - 20.0);
    drawing.text(
        Text::new((corner.0 + 4.0, corner.1 + 15.0), &title).bold(),
        Ink::Text,
    );
    let bottom = corner.1 + HEAD + ROW * panel.items.len() as f64;
    drawing.line((left, corner.1 + HEAD), (left, bottom), Ink::Axis, 1.0);
    for (place, item) in panel.items.iter().enumerate() {
        let middle = corner.1 + HEAD + ROW * (place as f64 + 0.5);
        let label = clean(&item.label);
        let shown = cut(&label, SMALL, NAMES - 12.0);
        let base = middle + SMALL * 0.35;
        drawing.small((left - 8.0, base), &shown, Anchor::End, Ink::Text);
        let x = scale.at(item.lrc);
        drawing.line((left, middle), (x, middle), Ink::Mark, 1.6);
        drawing.circle((x, middle), 4.5, Ink::Mark, None);
        let times = format!("{}×", number(item.times()));
        drawing.tooltip(&format!(
            "{label} in {name}: at least {times} as frequent as elsewhere"
        ));
        drawing.leads_to(Target {
            source: Some(panel.source.to_owned()),
            ..Target::words(&[&item.label])
        });
        drawing.small((x + 9.0, base), &times, Anchor::Start, Ink::Muted);
    }
}
