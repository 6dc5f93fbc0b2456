//! How similar the vocabularies of sources are: a table of cosines, shaded, in an order in which similar
//! sources stand together.
//!
//! The order is a chain: it begins with the most similar pair, and the source that is most similar to one of
//! its ends is put to that end. More sources than a table can hold are shown on a map (`map.rs`).

use super::drawing::{Anchor, Drawing, Text};
use super::figure::Figure;
use super::ink::{Ink, STEPS};
use super::map::{self, Near};
use super::rows::{self, part_of};
use super::target::Target;
use super::text::{SIZE, SMALL, clean, cut, number, width};
use crate::analyze::Results;
use crate::report::noun::protected;
use crate::report::text::plural;

/// The most sources in the table.
const SOURCES: usize = 40;
const WIDTH: f64 = 740.0;
/// The least and the greatest width of a cell, and its height at most.
const CELL: (f64, f64) = (13.0, 64.0);
const HIGH: f64 = 26.0;
/// The longest name that reads upwards.
const UPRIGHT: f64 = 130.0;

/// The figure, if sources were compared and there are three or more.
pub(super) fn figures(results: &Results) -> Vec<Figure> {
    let near = map::data(results).filter(|near| near.sources.len() > 2);
    let figure = |near: &Near| match near.sources.len() <= SOURCES {
        true => figure(near),
        false => map::figure(near),
    };
    near.iter().map(figure).collect()
}

fn figure(near: &Near) -> Figure {
    let order = chain(near);
    let nearest = near.nearest.map(|(a, b, cosine)| {
        let [a, b] = [a, b].map(|source| protected(&clean(&near.sources[source])));
        format!(" Most similar: {a} and {b} (cosine {}).", number(cosine))
    });
    let description = format!(
        "Table of the similarity of {}, shaded by cosine.{}",
        plural(near.sources.len(), "source"),
        nearest.unwrap_or_default(),
    );
    let only = match near.languages {
        ..=1 => String::new(),
        n => format!(
            " in {} (sources are compared within each of the {n} languages)",
            near.language.code()
        ),
    };
    let note = format!(
        "{}{only}. Each cell is the cosine of the TF-IDF vectors of two sources: 1 if they use all terms in the same proportions, 0 if they share none. Sources with similar vocabulary stand together. Data: source_similarity.csv",
        part_of(near.sources.len(), near.all, "source"),
    );
    let title = "Similarity of sources by vocabulary";
    Figure::new(
        "source_similarity",
        title,
        description,
        note,
        draw(near, &order),
    )
}

fn cosine(near: &Near, a: usize, b: usize) -> f64 {
    1.0 - near.distances.between(a, b)
}

/// The order of the sources.
fn chain(near: &Near) -> Vec<usize> {
    let n = near.sources.len();
    let (a, b) = near.nearest.map_or((0, 1), |(a, b, _)| (a, b));
    let mut chain = std::collections::VecDeque::from([a, b]);
    let mut left: Vec<usize> = (0..n)
        .filter(|&source| source != a && source != b)
        .collect();
    while let (Some(&first), Some(&last)) = (chain.front(), chain.back()) {
        let ends = |source: usize| [cosine(near, first, source), cosine(near, last, source)];
        let best = |source: usize| ends(source).into_iter().fold(f64::NEG_INFINITY, f64::max);
        let next = (0..left.len()).max_by(|&x, &y| {
            let order = best(left[x]).total_cmp(&best(left[y]));
            order.then(left[y].cmp(&left[x]))
        });
        let Some(place) = next else { break };
        let source = left.remove(place);
        let [to_first, to_last] = ends(source);
        if to_first > to_last {
            chain.push_front(source);
        } else {
            chain.push_back(source);
        }
    }
    chain.into()
}

fn draw(near: &Near, order: &[usize]) -> Drawing {
    let names: Vec<String> = near.sources.iter().map(|name| clean(name)).collect();
    let left = rows::column(names.iter().map(String::as_str));
    let n = order.len() as f64;
    let across = ((WIDTH - left) / n).clamp(CELL.0, CELL.1);
    let down = across.min(HIGH);
    let shown = names.iter().map(|name| cut(name, SIZE, UPRIGHT));
    let shown: Vec<String> = shown.collect();
    let high = shown
        .iter()
        .map(|name| width(name, SIZE))
        .fold(0.0, f64::max);
    let top = high + 12.0;
    let mut drawing = Drawing::new((left + across * n + 4.0).max(WIDTH), top + down * n + 34.0);
    let (low, highest) = ends(near);
    for (row, &source) in order.iter().enumerate() {
        let y = top + down * row as f64;
        rows::name(&mut drawing, &names[source], left, y + down / 2.0);
        drawing.leads_to(Target {
            source: Some(near.sources[source].clone()),
            ..Target::default()
        });
        let x = left + across * (row as f64 + 0.5) + SIZE * 0.35;
        drawing.text(
            Text::new((x, top - 6.0), &shown[source]).upright(),
            Ink::Text,
        );
        for (column, &other) in order.iter().enumerate() {
            let corner = (left + across * column as f64 + 0.5, y + 0.5);
            let size = (across - 1.0, down - 1.0);
            if source == other {
                drawing.frame(corner, size, Ink::Surface, Ink::Grid);
                continue;
            }
            let value = cosine(near, source, other);
            let step = step(value, low, highest);
            drawing.rect(corner, size, Ink::Step(step));
            let label = number(value);
            drawing.tooltip(&format!("{} and {}: {label}", names[source], names[other]));
            if width(&label, SMALL) <= size.0 - 4.0 {
                let at = (corner.0 + size.0 / 2.0, y + down / 2.0 + SMALL * 0.35);
                drawing.small(at, &label, Anchor::Middle, Ink::OnStep(step));
            }
        }
    }
    legend(&mut drawing, left, top + down * n + 14.0, [low, highest]);
    drawing
}

/// The lowest and the highest cosine of two sources.
fn ends(near: &Near) -> (f64, f64) {
    let n = near.sources.len();
    let pairs = (0..n).flat_map(|a| (0..a).map(move |b| (a, b)));
    pairs.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (a, b)| {
        let value = cosine(near, a, b);
        (low.min(value), high.max(value))
    })
}

/// The step of the scale for a cosine between the lowest and the highest.
fn step(value: f64, low: f64, high: f64) -> u8 {
    let share = (value - low) / (high - low).max(f64::MIN_POSITIVE);
    (share * f64::from(STEPS))
        .ceil()
        .clamp(1.0, f64::from(STEPS)) as u8
}

fn legend(drawing: &mut Drawing, left: f64, top: f64, ends: [f64; 2]) {
    let [low, high] = ends.map(number);
    let base = top + 10.0;
    drawing.small((left, base), &low, Anchor::Start, Ink::Muted);
    let from = left + width(&low, SMALL) + 6.0;
    for step in 1..=STEPS {
        let x = from + f64::from(step - 1) * 18.0;
        drawing.rect((x, top), (18.0, 12.0), Ink::Step(step));
    }
    let label = format!("{high} (cosine)");
    let x = from + f64::from(STEPS) * 18.0 + 6.0;
    drawing.small((x, base), &label, Anchor::Start, Ink::Muted);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_cosine_has_the_last_step() {
        assert_eq!(
            [0.2, 0.25, 0.6, 1.0].map(|value| step(value, 0.2, 1.0)),
            [1, 1, 4, 7]
        );
        assert_eq!(step(0.5, 0.5, 0.5), 1);
    }
}
