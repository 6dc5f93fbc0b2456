//! Whether a source differs from all others together, as a mark and in words.

use super::drawing::{Anchor, Drawing, Point};
use super::ink::Ink;
use super::text::{SMALL, width};
use crate::stats::Interval;

const RADIUS: f64 = 4.5;

/// Whether a source differs from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Differs,
    DoesNot,
    Unknown,
}

impl Verdict {
    pub(super) fn of(difference: Option<Interval>) -> Self {
        match difference {
            Some(ends) if ends.low > 0.0 || ends.high < 0.0 => Self::Differs,
            Some(_) => Self::DoesNot,
            None => Self::Unknown,
        }
    }

    pub(super) fn mark(self, drawing: &mut Drawing, at: Point) {
        match self {
            Self::Differs => drawing.circle(at, RADIUS, Ink::Mark, None),
            Self::DoesNot => {
                drawing.circle(at, RADIUS - 0.8, Ink::Surface, Some((Ink::Mark, 1.6)));
            }
            Self::Unknown => {
                let (x, y) = at;
                let corners = vec![(x, y - 4.5), (x + 4.5, y), (x, y + 4.5), (x - 4.5, y)];
                drawing.polygon(corners, Ink::Surface, Some((Ink::Mark, 1.4)));
            }
        }
    }
}

/// What the marks mean, of those that are there.
fn legend(verdicts: &[Verdict]) -> impl Iterator<Item = (Verdict, &'static str)> {
    let marks = [
        (Verdict::Differs, "differs from the others"),
        (Verdict::DoesNot, "does not"),
        (Verdict::Unknown, "too few documents or hits to say"),
    ];
    let is_there = |mark: Verdict| verdicts.contains(&mark);
    marks.into_iter().filter(move |&(mark, _)| is_there(mark))
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
        verdict.mark(drawing, (x, base - 4.0));
        drawing.small((x + 9.0, base), label, Anchor::Start, Ink::Muted);
        x += entry(label);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_differs_where_the_interval_excludes_zero() {
        let of = |low, high| Verdict::of(Some(Interval { low, high }));
        assert_eq!(of(0.1, 2.0), Verdict::Differs);
        assert_eq!(of(-2.0, -0.1), Verdict::Differs);
        assert_eq!(of(-0.1, 2.0), Verdict::DoesNot);
        assert_eq!(of(0.0, 2.0), Verdict::DoesNot);
        assert_eq!(Verdict::of(None), Verdict::Unknown);
    }
}
