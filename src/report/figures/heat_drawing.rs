//! The drawing of concept rates by source: rows of sources, columns of concepts.

use super::drawing::{Anchor, Drawing, Text};
use super::ink::{Ink, STEPS};
use super::rows;
use super::target::Target;
use super::text::{SIZE, SMALL, cut, lines, longest_piece, number, width};
use crate::report::text::{count, plural};
use crate::stats::Verdict;

/// What is shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Heat {
    /// Sources, the largest first.
    pub(super) sources: Vec<HeatSource>,
    /// Concepts in the order of the codebook.
    pub(super) concepts: Vec<String>,
    /// Their places in the codebook.
    pub(super) places: Vec<usize>,
    /// How many sources and concepts with hits there are.
    pub(super) all: (usize, usize),
    /// Documents of the corpus.
    pub(super) documents: usize,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub(super) struct HeatSource {
    pub(super) name: String,
    pub(super) tokens: u64,
    /// By concept.
    pub(super) rates: Vec<HeatCell>,
}

/// A cell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct HeatCell {
    pub(super) hits: u64,
    /// Hits per 10,000 tokens.
    pub(super) rate: f64,
    /// Whether the source differs from all others together.
    pub(super) verdict: Verdict,
}

/// As wide as the figure may be, and a column at least and at most.
const WIDEST: f64 = 740.0;
const COLUMN: (f64, f64) = (30.0, 84.0);
const ROW: f64 = 21.0;
/// The longest name that reads upwards.
const UPRIGHT: f64 = 130.0;
/// The column of tokens.
const TOKENS: f64 = 70.0;

/// Where things are.
struct Layout {
    /// Where the first column begins.
    left: f64,
    /// How wide a column is.
    column: f64,
    /// Where the first row begins.
    top: f64,
    /// Whether names of concepts read upwards.
    is_upright: bool,
    /// Names of concepts in lines.
    names: Vec<Vec<String>>,
}

impl Layout {
    fn new(heat: &Heat) -> Self {
        let names = heat.sources.iter().map(|row| row.name.as_str());
        let left = rows::column(names) + TOKENS;
        let room = (WIDEST - left) / heat.concepts.len() as f64;
        let column = room.clamp(COLUMN.0, COLUMN.1);
        let clean = |name: &String| super::text::clean(name);
        let folded = |name: &String| lines(&clean(name), SMALL, column - 6.0);
        let names: Vec<Vec<String>> = heat.concepts.iter().map(folded).collect();
        // Names that would be broken inside their words read better upwards.
        let is_broken = |name: &String| longest_piece(&clean(name), SMALL) > column - 6.0;
        let is_upright =
            heat.concepts.iter().any(is_broken) || names.iter().any(|lines| lines.len() > 3);
        let high = |name: &String| width(&cut(&clean(name), SIZE, UPRIGHT), SIZE);
        let head = if is_upright {
            heat.concepts.iter().map(high).fold(0.0, f64::max) + 10.0
        } else {
            names.iter().map(Vec::len).max().unwrap_or(1) as f64 * 14.0 + 8.0
        };
        Self {
            left,
            column,
            top: 18.0 + head,
            is_upright,
            names,
        }
    }

    fn right(&self, columns: usize) -> f64 {
        self.left + self.column * columns as f64
    }
}

/// The picture.
pub(super) fn draw(heat: &Heat) -> Drawing {
    let layout = Layout::new(heat);
    let bottom = layout.top + ROW * heat.sources.len() as f64;
    let right = layout.right(heat.concepts.len()).max(layout.left + 380.0);
    let mut drawing = Drawing::new(right + 4.0, bottom + 32.0);
    heads(&mut drawing, heat, &layout);
    for (place, row) in heat.sources.iter().enumerate() {
        cells(
            &mut drawing,
            heat,
            row,
            layout.top + ROW * place as f64,
            &layout,
        );
    }
    legend(&mut drawing, layout.left, bottom + 16.0);
    drawing
}

/// The names of the concepts, and what the columns at the left hold.
fn heads(drawing: &mut Drawing, heat: &Heat, layout: &Layout) {
    let base = layout.top - 8.0;
    let middle = layout.left + layout.column * heat.concepts.len() as f64 / 2.0;
    let at = (middle.max(layout.left + 90.0), 11.0);
    drawing.small(at, "Hits per 10,000 tokens", Anchor::Middle, Ink::Muted);
    drawing.small(
        (layout.left - 10.0, base),
        "tokens",
        Anchor::End,
        Ink::Muted,
    );
    for (place, name) in heat.concepts.iter().enumerate() {
        let x = layout.left + layout.column * (place as f64 + 0.5);
        if layout.is_upright {
            let shown = cut(&super::text::clean(name), SIZE, UPRIGHT);
            let text = Text::new((x + SIZE * 0.35, base), &shown).upright();
            drawing.text(text, Ink::Text);
            drawing.tooltip(name);
            continue;
        }
        let lines = &layout.names[place];
        for (line, text) in lines.iter().enumerate() {
            let y = base - 14.0 * (lines.len() - 1 - line) as f64;
            drawing.small((x, y), text, Anchor::Middle, Ink::Text);
        }
    }
}

/// The step of the scale for a share of the highest rate, above 0.
fn step(share: f64) -> u8 {
    (share * f64::from(STEPS))
        .ceil()
        .clamp(1.0, f64::from(STEPS)) as u8
}

fn cells(drawing: &mut Drawing, heat: &Heat, row: &HeatSource, top: f64, layout: &Layout) {
    let middle = top + ROW / 2.0;
    rows::name(drawing, &row.name, layout.left - TOKENS, middle);
    let base = middle + SMALL * 0.35;
    let at = (layout.left - 10.0, base);
    drawing.small(at, &count(row.tokens), Anchor::End, Ink::Muted);
    for (place, cell) in row.rates.iter().enumerate() {
        let HeatCell { hits, rate, .. } = *cell;
        let highest = heat.sources.iter().map(|row| row.rates[place].rate);
        let share = rate / highest.fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        let corner = (layout.left + layout.column * place as f64 + 1.0, top + 1.0);
        let size = (layout.column - 2.0, ROW - 2.0);
        let tooltip = format!(
            "{}, {}: {} per 10,000 tokens ({}){}",
            row.name,
            heat.concepts[place],
            number(rate),
            plural(hits as usize, "hit"),
            match cell.verdict {
                Verdict::More => ", reliably more than the others",
                Verdict::Less => ", reliably less than the others",
                _ => "",
            }
        );
        if hits == 0 {
            drawing.frame(corner, size, Ink::Surface, Ink::Grid);
            drawing.tooltip(&tooltip);
            continue;
        }
        let step = step(share);
        drawing.rect(corner, size, Ink::Step(step));
        drawing.tooltip(&tooltip);
        drawing.leads_to(Target::of(heat.places[place], Some(&row.name), None));
        let shown = match cell.verdict {
            Verdict::More => format!("{} ▲", number(rate)),
            Verdict::Less => format!("{} ▼", number(rate)),
            _ => number(rate),
        };
        if width(&shown, SMALL) <= size.0 - 4.0 {
            let at = (corner.0 + size.0 / 2.0, base);
            drawing.small(at, &shown, Anchor::Middle, Ink::OnStep(step));
        }
    }
}

/// What the shades mean.
fn legend(drawing: &mut Drawing, left: f64, top: f64) {
    let box_size = (18.0, 12.0);
    let base = top + 10.0;
    drawing.frame((left + 1.0, top), box_size, Ink::Surface, Ink::Grid);
    let mut label = |x, text| drawing.small((x, base), text, Anchor::Start, Ink::Muted);
    label(left + 24.0, "no hit");
    let from = left + 24.0 + width("no hit", SMALL) + 16.0;
    label(from, "low");
    let steps = from + width("low", SMALL) + 5.0;
    for step in 1..=STEPS {
        let x = steps + f64::from(step - 1) * box_size.0;
        drawing.rect((x, top), box_size, Ink::Step(step));
    }
    let end = steps + f64::from(STEPS) * box_size.0 + 5.0;
    drawing.small(
        (end, base),
        "highest in the column",
        Anchor::Start,
        Ink::Muted,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_shares_of_the_highest_rate() {
        assert_eq!(
            [1e-9, 1.0 / 7.0, 0.15, 0.5, 0.99, 1.0].map(step),
            [1, 1, 2, 4, 7, 7]
        );
    }
}
