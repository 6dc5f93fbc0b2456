//! A picture: lines, shapes and text in the order in which they cover each other.
//!
//! Takes no data and no colours, only what they are for; gives the same picture to the file and
//! the page. The origin is the upper left corner, the unit a pixel of CSS.

use super::ink::Ink;
use super::target::Target;
use super::text::{SIZE, SMALL, clean};

/// A place: to the right, and downwards.
pub(super) type Point = (f64, f64);

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Lines from point to point, back to the first if it is closed.
    Path { points: Vec<Point>, is_closed: bool },
    /// A rectangle: corner, width and height.
    Rect([f64; 4]),
    /// A circle: centre and radius.
    Circle([f64; 3]),
    /// A line of text.
    Text(Text),
}

/// No place is farther from the origin.
const FARTHEST: f64 = 20_000.0;

impl Shape {
    /// Keeps all places near enough to be drawn; what is no number becomes 0.
    fn keep(&mut self) {
        let keep = |number: &mut f64| {
            *number = if number.is_nan() {
                0.0
            } else {
                number.clamp(-FARTHEST, FARTHEST)
            };
        };
        match self {
            Self::Path { points, .. } => points.iter_mut().for_each(|point| {
                keep(&mut point.0);
                keep(&mut point.1);
            }),
            Self::Rect(numbers) => numbers.iter_mut().for_each(keep),
            Self::Circle(numbers) => numbers.iter_mut().for_each(keep),
            Self::Text(text) => {
                keep(&mut text.at.0);
                keep(&mut text.at.1);
            }
        }
    }
}

/// Which point of a text is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    /// A point of its base line.
    pub(super) at: Point,
    /// What is read, in one line.
    pub(super) content: String,
    /// In pixels.
    pub(super) size: f64,
    /// Which point it is.
    pub(super) anchor: Anchor,
    /// Whether it is bold.
    pub(super) is_bold: bool,
    /// Whether it reads upwards.
    pub(super) is_upright: bool,
    /// Whether what is behind it is covered around its letters.
    pub(super) has_halo: bool,
}

impl Text {
    /// A text whose left end is here.
    pub(super) fn new(at: Point, content: &str) -> Self {
        Self {
            at,
            content: clean(content),
            size: SIZE,
            anchor: Anchor::Start,
            is_bold: false,
            is_upright: false,
            has_halo: false,
        }
    }

    /// The same, of another size.
    pub(super) fn sized(self, size: f64) -> Self {
        Self { size, ..self }
    }

    /// The same, whose middle or right end is there.
    pub(super) fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The same, bold.
    pub(super) fn bold(self) -> Self {
        Self {
            is_bold: true,
            ..self
        }
    }

    /// The same, read upwards.
    pub(super) fn upright(self) -> Self {
        Self {
            is_upright: true,
            ..self
        }
    }

    /// The same, with what is behind it covered around its letters.
    pub(super) fn haloed(self) -> Self {
        Self {
            has_halo: true,
            ..self
        }
    }
}

/// A line around a shape, or a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub(super) ink: Ink,
    pub(super) width: f64,
    /// Whether it is dashed.
    pub(super) is_dashed: bool,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element {
    pub(super) shape: Shape,
    pub(super) fill: Option<Ink>,
    pub(super) stroke: Option<Stroke>,
    /// What is shown when it is pointed at.
    pub(super) title: Option<String>,
    /// What it stands for.
    pub(super) to: Option<Target>,
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) elements: Vec<Element>,
}

impl Drawing {
    /// An empty picture.
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            elements: Vec::new(),
        }
    }

    fn add(&mut self, mut shape: Shape, fill: Option<Ink>, stroke: Option<Stroke>) {
        shape.keep();
        self.elements.push(Element {
            shape,
            fill,
            stroke,
            title: None,
            to: None,
        });
    }

    /// A line.
    pub(super) fn line(&mut self, from: Point, to: Point, ink: Ink, width: f64) {
        self.path(vec![from, to], ink, width);
    }

    /// A dashed line.
    pub(super) fn dashed(&mut self, from: Point, to: Point, ink: Ink, width: f64) {
        let stroke = Stroke {
            ink,
            width,
            is_dashed: true,
        };
        let shape = Shape::Path {
            points: vec![from, to],
            is_closed: false,
        };
        self.add(shape, None, Some(stroke));
    }

    /// Lines from point to point.
    pub(super) fn path(&mut self, points: Vec<Point>, ink: Ink, width: f64) {
        let shape = Shape::Path {
            points,
            is_closed: false,
        };
        self.add(shape, None, Some(stroke(ink, width)));
    }

    /// A shape with these corners, with or without a line around it.
    pub(super) fn polygon(&mut self, points: Vec<Point>, fill: Ink, line: Option<(Ink, f64)>) {
        let shape = Shape::Path {
            points,
            is_closed: true,
        };
        self.add(
            shape,
            Some(fill),
            line.map(|(ink, width)| stroke(ink, width)),
        );
    }

    /// A rectangle with its corner here.
    pub(super) fn rect(&mut self, corner: Point, size: (f64, f64), fill: Ink) {
        let shape = Shape::Rect([corner.0, corner.1, size.0, size.1]);
        self.add(shape, Some(fill), None);
    }

    /// The line around a rectangle.
    pub(super) fn frame(&mut self, corner: Point, size: (f64, f64), fill: Ink, ink: Ink) {
        let shape = Shape::Rect([corner.0, corner.1, size.0, size.1]);
        self.add(shape, Some(fill), Some(stroke(ink, 1.0)));
    }

    /// A disc, with or without a line around it.
    pub(super) fn circle(
        &mut self,
        centre: Point,
        radius: f64,
        fill: Ink,
        line: Option<(Ink, f64)>,
    ) {
        let shape = Shape::Circle([centre.0, centre.1, radius]);
        self.add(
            shape,
            Some(fill),
            line.map(|(ink, width)| stroke(ink, width)),
        );
    }

    /// A line of text; without letters, nothing.
    pub(super) fn text(&mut self, text: Text, ink: Ink) {
        if !text.content.is_empty() {
            self.add(Shape::Text(text), Some(ink), None);
        }
    }

    /// A small line of text; without letters, nothing.
    pub(super) fn small(&mut self, at: Point, content: &str, anchor: Anchor, ink: Ink) {
        self.text(Text::new(at, content).sized(SMALL).anchored(anchor), ink);
    }

    /// What is shown when the element drawn last is pointed at.
    pub(super) fn tooltip(&mut self, title: &str) {
        if let Some(last) = self.elements.last_mut() {
            last.title = Some(clean(title));
        }
    }
    /// What the element drawn last stands for.
    pub(super) fn leads_to(&mut self, target: Target) {
        if let Some(last) = self.elements.last_mut() {
            last.to = Some(target);
        }
    }
}

fn stroke(ink: Ink, width: f64) -> Stroke {
    Stroke {
        ink,
        width,
        is_dashed: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_is_out_of_reach() {
        let mut drawing = Drawing::new(10.0, 10.0);
        drawing.line((f64::NAN, 1.0), (f64::INFINITY, -1e300), Ink::Axis, 1.0);
        let points = vec![(0.0, 1.0), (FARTHEST, -FARTHEST)];
        let expected = Shape::Path {
            points,
            is_closed: false,
        };
        assert_eq!(drawing.elements[0].shape, expected);
        drawing.text(Text::new((0.0, 0.0), " \n"), Ink::Text);
        assert_eq!(drawing.elements.len(), 1);
    }
}
