//! Figures as PNG, drawn with the font that kuva brings, so that they do not depend on the machine.
//!
//! Takes a picture, gives the bytes of a file twice as large, and the letters that the font lacks, or that
//! can't be set letter by letter from left to right. Pixels are packed anew: how kuva packs them depends
//! on what the processor can do.

use kuva::backend::raster::RasterBackend;
use kuva::render::color::Color;
use kuva::render::render::{PathData, Primitive, Scene, TextAnchor};
use unicode_width::UnicodeWidthChar as _;

use super::Figure;
use super::drawing::{Anchor, Drawing, Element, Point, Shape, Stroke, Text};
use super::ink::{Ink, rgb};
use super::svg::framed;
use crate::guard::caught;

/// Pixels of the file for a pixel of the picture.
const SCALE: f32 = 2.0;

/// A drawn figure.
#[derive(Debug, Clone)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    missing: Vec<char>,
}

impl Png {
    /// Some of the letters that could not be drawn; none if all were.
    #[must_use]
    pub fn lacks(&self) -> Option<String> {
        let some: String = self.missing.iter().take(5).collect();
        (!some.is_empty()).then_some(some)
    }
}

impl Figure {
    /// The figure as PNG.
    ///
    /// # Errors
    /// Why it could not be drawn, in words for the user.
    pub fn png(&self) -> Result<Png, String> {
        let (around, at) = framed(&self.drawing, &self.caption());
        let mut scene = Scene::new(around.width, around.height);
        add(&mut scene, &around, (0.0, 0.0));
        add(&mut scene, &self.drawing, at);
        let draw = || RasterBackend::new().with_scale(SCALE).render_scene(&scene);
        let drawn = caught(draw).map_err(|_| "the drawing failed".to_owned())?;
        let elements = around.elements.iter().chain(&self.drawing.elements);
        let texts = elements.filter_map(|element| match &element.shape {
            Shape::Text(own) => Some(own.content.as_str()),
            _ => None,
        });
        let mut missing: Vec<char> = texts
            .flat_map(str::chars)
            .filter(|c| !is_drawn(*c))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        Ok(Png {
            bytes: packed(&drawn).map_err(|error| error.to_string())?,
            missing,
        })
    }
}

/// Whether a letter is drawn as it should be: those of European scripts, signs and digits.
fn is_drawn(c: char) -> bool {
    let is_european = matches!(c, '\u{20}'..='\u{58A}' | '\u{10A0}'..='\u{10FF}' | '\u{1E00}'..='\u{20BF}' | '\u{2100}'..='\u{22FF}');
    is_european && c.width() != Some(0)
}

/// The same pixels without transparency, packed the same way on every machine.
fn packed(drawn: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(drawn)).read_info()?;
    let size = reader.output_buffer_size().ok_or("it is too large")?;
    let mut pixels = vec![0; size];
    let info = reader.next_frame(&mut pixels)?;
    let opaque: Vec<u8> = pixels
        .chunks_exact(4)
        .flat_map(|own| [own[0], own[1], own[2]])
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, info.width, info.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header()?.write_image_data(&opaque)?;
    Ok(bytes)
}

fn add(scene: &mut Scene, drawing: &Drawing, at: Point) {
    let elements = drawing.elements.iter();
    scene
        .elements
        .extend(elements.flat_map(|element| primitives(element, at)));
}

fn primitives(element: &Element, at: Point) -> Vec<Primitive> {
    let fill = element.fill.map_or(Color::None, colour);
    let line = element.stroke.map(|own| (colour(own.ink), own.width));
    let (stroke, stroke_width) = line.unzip();
    match &element.shape {
        Shape::Rect([x, y, width, height]) => vec![Primitive::Rect {
            x: x + at.0,
            y: y + at.1,
            width: *width,
            height: *height,
            fill,
            stroke,
            stroke_width,
            opacity: None,
        }],
        Shape::Circle([x, y, r]) => vec![Primitive::Circle {
            cx: x + at.0,
            cy: y + at.1,
            r: *r,
            fill,
            fill_opacity: None,
            stroke,
            stroke_width,
        }],
        Shape::Path { points, is_closed } => path(points, *is_closed, fill, element.stroke, at),
        Shape::Text(own) => text(own, fill, at),
    }
}

fn path(
    points: &[Point],
    is_closed: bool,
    fill: Color,
    line: Option<Stroke>,
    at: Point,
) -> Vec<Primitive> {
    let moved = points.iter().map(|point| (point.0 + at.0, point.1 + at.1));
    let mut moved: Vec<Point> = moved.collect();
    let dash = |own: Stroke| own.is_dashed.then(|| "5 3".to_owned());
    if is_closed {
        moved.extend(moved.first().copied());
        let steps = moved.iter().enumerate().map(|(place, point)| {
            let command = if place == 0 { 'M' } else { 'L' };
            format!("{command}{} {}", point.0, point.1)
        });
        return vec![Primitive::Path(Box::new(PathData {
            d: steps.collect::<Vec<_>>().join(" "),
            fill: Some(fill),
            stroke: line.map_or(Color::None, |own| colour(own.ink)),
            stroke_width: line.map_or(0.0, |own| own.width),
            opacity: None,
            stroke_dasharray: line.and_then(dash),
        }))];
    }
    let line = line.map(|own| Primitive::PolyLine {
        points: moved,
        stroke: colour(own.ink),
        stroke_width: own.width,
        stroke_dasharray: dash(own),
    });
    line.into_iter().collect()
}

/// A text, with what covers the lines behind it if it has that.
fn text(own: &Text, fill: Color, at: Point) -> Vec<Primitive> {
    let anchor = match own.anchor {
        Anchor::Start => TextAnchor::Start,
        Anchor::Middle => TextAnchor::Middle,
        Anchor::End => TextAnchor::End,
    };
    let place = |dx: f64, dy: f64, color: Color| Primitive::Text {
        x: own.at.0 + at.0 + dx,
        y: own.at.1 + at.1 + dy,
        // kuva takes what stands between two dollar signs for a formula.
        content: own.content.replace('$', "\\$"),
        size: own.size as u32,
        anchor,
        rotate: own.is_upright.then_some(-90.0),
        bold: own.is_bold,
        color: Some(color),
    };
    let around = [(-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)];
    let around = around.into_iter().filter(|_| own.has_halo);
    let halo = around.map(|(dx, dy)| place(dx, dy, colour(Ink::Surface)));
    halo.chain([place(0.0, 0.0, fill)]).collect()
}

fn colour(ink: Ink) -> Color {
    let [r, g, b] = rgb(ink.colour().light);
    Color::Rgb(r, g, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_not_drawn_are_told() {
        assert!("Aé ŵ Ω ж – … € ≥".chars().all(is_drawn));
        assert!(!"网اאक\u{301}".chars().any(is_drawn));
        let mut drawing = Drawing::new(120.0, 20.0);
        drawing.text(Text::new((2.0, 14.0), "网络 $x$ and $y$"), Ink::Text);
        let figure = Figure::new("n", "Title", "Description", "Note", drawing);
        let [first, second] = [figure.png(), figure.png()].map(|png| png.expect("drawn"));
        assert_eq!(first.lacks().as_deref(), Some("络网"));
        assert_eq!(first.bytes, second.bytes);
        let info = png::Decoder::new(std::io::Cursor::new(&first.bytes));
        let info = info.read_info().expect("a picture");
        // 12 pixels on each side, twice as large.
        assert_eq!(info.info().width, 288);
    }
}
