//! Whether a source differs from all others together, as a mark and in words.

use super::drawing::{Anchor, Drawing, Point};
use super::ink::Ink;
use super::text::{SMALL, width};
use crate::stats::Verdict;

const RADIUS: f64 = 4.5;

/// Draws the mark of a verdict.
pub(super) fn mark(verdict: Verdict, drawing: &mut Drawing, at: Point) {
    match verdict {
        Verdict::More | Verdict::Less => drawing.circle(at, RADIUS, Ink::Mark, None),
        Verdict::Even => drawing.circle(at, RADIUS - 0.8, Ink::Surface, Some((Ink::Mark, 1.6))),
        Verdict::Untested => {
            let (x, y) = at;
            let corners = vec![(x, y - 4.5), (x + 4.5, y), (x, y + 4.5), (x - 4.5, y)];
            drawing.polygon(corners, Ink::Surface, Some((Ink::Mark, 1.4)));
        }
    }
}

/// What the marks mean, of those that are there.
fn legend(verdicts: &[Verdict]) -> impl Iterator<Item = (Verdict, &'static str)> {
    // Both directions have one mark.
    let marks = [
        (
            [Verdict::More, Verdict::Less],
            "reliably differs from the others",
        ),
        ([Verdict::Even; 2], "no reliable difference"),
        ([Verdict::Untested; 2], "too few documents or hits to test"),
    ];
    let is_there = |marked: &[Verdict]| verdicts.iter().any(|verdict| marked.contains(verdict));
    let there = marks
        .into_iter()
        .filter(move |(marked, _)| is_there(marked));
    there.map(|(marked, label)| (marked[0], label))
}

/// How much room a mark of the legend takes, with its label.
fn entry(label: &str) -> f64 {
    9.0 + width(label, SMALL) + 18.0
}

/// How wide the legend is.
pub(super) fn legend_width(verdicts: &[Verdict]) -> f64 {
    legend(verdicts).map(|(_, label)| entry(label)).sum()
}

/// Draws the legend from this point of its base line on.
pub(super) fn draw_legend(drawing: &mut Drawing, verdicts: &[Verdict], left: f64, base: f64) {
    let mut x = left + 6.0;
    for (verdict, label) in legend(verdicts) {
        mark(verdict, drawing, (x, base - 4.0));
        drawing.small((x + 9.0, base), label, Anchor::Start, Ink::Muted);
        x += entry(label);
    }
}
