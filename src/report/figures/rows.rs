//! What figures with a row for each source share: which sources, and their names at the left.

use super::drawing::{Anchor, Drawing, Text};
use super::ink::Ink;
use super::text::{SIZE, clean, cut, width};
use crate::report::text::plural;

/// The widest column of names.
const WIDEST: f64 = 190.0;
/// Between names and what is beside them.
const GAP: f64 = 8.0;

/// How wide the column of these names is, with the gap behind it.
pub(super) fn column<'a>(names: impl Iterator<Item = &'a str>) -> f64 {
    let widths = names.map(|name| width(&clean(name), SIZE));
    widths.fold(0.0, f64::max).min(WIDEST) + GAP
}

/// Writes a name that ends before the column does, cut if it is too long, and told whole then.
pub(super) fn name(drawing: &mut Drawing, name: &str, column: f64, middle: f64) {
    let name = clean(name);
    let shown = cut(&name, SIZE, column - GAP);
    let is_cut = shown != name;
    let at = (column - GAP, middle + SIZE * 0.35);
    drawing.text(Text::new(at, &shown).anchored(Anchor::End), Ink::Text);
    if is_cut {
        drawing.tooltip(&name);
    }
}

/// `40 of 196 sources`, or `18 sources`.
pub(super) fn part_of(shown: usize, all: usize, noun: &str) -> String {
    let all_of = plural(all, noun);
    if shown < all {
        format!("{shown} of {all_of}")
    } else {
        all_of
    }
}
