//! A picture as SVG: a file that stands by itself, or an element of a page.
//!
//! Takes a picture and what is said of it. The file is white, with its title above and its note below;
//! the element has neither, its colours are custom properties of the page, and it grows and shrinks with
//! the page. Both have real text, a title and a description for those who do not see them, and numbers
//! of one decimal, so that bytes are the same on every machine.

use std::fmt::Write as _;

use super::drawing::{Anchor, Drawing, Element, Point, Shape, Text};
use super::ink::Ink;
use super::text::{SIZE, SMALL, prose};

/// What is said of a picture, each in one plain line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caption<'a> {
    /// Its name, of which ids are made.
    pub(super) name: &'a str,
    /// What is seen.
    pub(super) title: &'a str,
    /// The alternative text.
    pub(super) description: &'a str,
    /// Units and numbers.
    pub(super) note: &'a str,
}

/// Fonts of files, those that are on most machines first.
const FONTS: &str = "Helvetica, Arial, 'DejaVu Sans', 'Noto Sans', sans-serif";
/// The size of the title of a file.
const TITLE: f64 = 15.0;
/// Room at the sides of a file.
const MARGIN: f64 = 12.0;

/// The element of a page, which sees to it that what is wider than its window scrolls.
pub(super) fn element(drawing: &Drawing, caption: &Caption<'_>) -> String {
    let (width, height) = (short(drawing.width), short(drawing.height));
    let name = caption.name;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"fig-{name}-title fig-{name}-desc\" font-size=\"{}\">\n",
        short(SIZE),
    );
    describe(&mut out, caption);
    let colour = |ink: Ink| format!("var({})", ink.colour().property);
    for element in &drawing.elements {
        draw(&mut out, element, &colour, true);
    }
    out.push_str("</svg>\n");
    out
}

/// The file.
pub(super) fn file(drawing: &Drawing, caption: &Caption<'_>) -> String {
    let (framed, at) = framed(drawing, caption);
    let (width, height) = (short(framed.width), short(framed.height));
    let name = caption.name;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"fig-{name}-title fig-{name}-desc\" \
         font-family=\"{FONTS}\" font-size=\"{}\">\n",
        short(SIZE),
    );
    describe(&mut out, caption);
    let colour = |ink: Ink| ink.colour().light.to_owned();
    out.push_str("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    body(&mut out, &framed, colour);
    let _ = writeln!(
        out,
        "<g transform=\"translate({},{})\">",
        short(at.0),
        short(at.1)
    );
    body(&mut out, drawing, colour);
    out.push_str("</g>\n</svg>\n");
    out
}

/// The title and the note around a picture, and where the picture goes.
pub(super) fn framed(drawing: &Drawing, caption: &Caption<'_>) -> (Drawing, Point) {
    let room = drawing.width;
    let mut out = Drawing::new(room + 2.0 * MARGIN, 0.0);
    let mut y = MARGIN;
    for line in prose(caption.title, TITLE, room * 0.95) {
        y += TITLE * 1.25;
        let text = Text::new((MARGIN, y), &line).sized(TITLE).bold();
        out.text(text, Ink::Text);
    }
    let at = (MARGIN, y + MARGIN);
    y = at.1 + drawing.height + MARGIN;
    for line in prose(caption.note, SMALL, room) {
        y += SMALL * 1.3;
        out.small((MARGIN, y), &line, Anchor::Start, Ink::Muted);
    }
    out.height = y + MARGIN;
    (out, at)
}

fn describe(out: &mut String, caption: &Caption<'_>) {
    let _ = writeln!(
        out,
        "<title id=\"fig-{name}-title\">{}</title>\n<desc id=\"fig-{name}-desc\">{} {}</desc>",
        escaped(caption.title),
        escaped(caption.description),
        escaped(caption.note),
        name = caption.name,
    );
}

fn body(out: &mut String, drawing: &Drawing, colour: impl Fn(Ink) -> String) {
    for element in &drawing.elements {
        draw(out, element, &colour, false);
    }
}

fn draw(out: &mut String, element: &Element, colour: &impl Fn(Ink) -> String, is_inline: bool) {
    let name = open(out, &element.shape, colour);
    let fill = element.fill.map_or_else(|| "none".to_owned(), colour);
    let _ = write!(out, " fill=\"{fill}\"");
    if let Some(stroke) = element.stroke {
        let _ = write!(
            out,
            " stroke=\"{}\" stroke-width=\"{}\"",
            colour(stroke.ink),
            short(stroke.width)
        );
        if stroke.is_dashed {
            out.push_str(" stroke-dasharray=\"5 3\"");
        }
    }
    if let Some(target) = element.to.as_ref().filter(|_| is_inline) {
        out.push_str(&target.attributes(escaped));
    }
    let title = element.title.as_deref();
    let content = match &element.shape {
        Shape::Text(text) => text.content.as_str(),
        _ => "",
    };
    if title.is_none() && content.is_empty() {
        out.push_str("/>\n");
        return;
    }
    out.push('>');
    if let Some(title) = title {
        let _ = write!(out, "<title>{}</title>", escaped(title));
    }
    let _ = writeln!(out, "{}</{name}>", escaped(content));
}

/// Begins the tag of a shape; gives its name.
fn open(out: &mut String, shape: &Shape, colour: &impl Fn(Ink) -> String) -> &'static str {
    match shape {
        Shape::Path { points, is_closed } => {
            out.push_str("<path d=\"");
            path(out, points, *is_closed);
            out.push('"');
            "path"
        }
        Shape::Rect(numbers) => {
            let [x, y, width, height] = numbers.map(short);
            let _ = write!(
                out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""
            );
            "rect"
        }
        Shape::Circle(numbers) => {
            let [x, y, radius] = numbers.map(short);
            let _ = write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"");
            "circle"
        }
        Shape::Text(content) => {
            text(out, content, colour);
            "text"
        }
    }
}

fn path(out: &mut String, points: &[Point], is_closed: bool) {
    for (place, point) in points.iter().enumerate() {
        let command = if place == 0 { 'M' } else { 'L' };
        let _ = write!(out, "{command}{} {}", short(point.0), short(point.1));
    }
    if is_closed {
        out.push('Z');
    }
}

/// What a text has besides its colour.
fn text(out: &mut String, text: &Text, colour: &impl Fn(Ink) -> String) {
    let (x, y) = (short(text.at.0), short(text.at.1));
    let _ = write!(out, "<text x=\"{x}\" y=\"{y}\"");
    if (text.size - SIZE).abs() > 1e-9 {
        let _ = write!(out, " font-size=\"{}\"", short(text.size));
    }
    match text.anchor {
        Anchor::Start => {}
        Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
        Anchor::End => out.push_str(" text-anchor=\"end\""),
    }
    if text.is_bold {
        out.push_str(" font-weight=\"bold\"");
    }
    if text.is_upright {
        let _ = write!(out, " transform=\"rotate(-90 {x} {y})\"");
    }
    if text.has_halo {
        let _ = write!(
            out,
            " paint-order=\"stroke\" stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\"",
            colour(Ink::Surface)
        );
    }
}

/// A number with one decimal at most; what is no number is 0.
fn short(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if !tenths.is_finite() || tenths.abs() < 0.5 {
        return "0".to_owned();
    }
    // The quotient is the nearest number to the decimal, so it is shown as that.
    format!("{}", tenths / 10.0)
}

/// Text as XML has it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caption<'a>(title: &'a str) -> Caption<'a> {
        Caption {
            name: "n",
            title,
            description: "D",
            note: "N",
        }
    }

    #[test]
    fn numbers_are_short_and_always_numbers() {
        let shown = [1.0, 11.74, -0.04, 0.05, 1234.55, f64::NAN, f64::INFINITY].map(short);
        assert_eq!(shown, ["1", "11.7", "0", "0.1", "1234.6", "0", "0"]);
    }

    #[test]
    fn a_picture_is_written_as_it_was_drawn() {
        let mut drawing = Drawing::new(110.0, 20.0);
        drawing.line((0.0, 1.5), (10.0, 1.5), Ink::Axis, 1.0);
        drawing.circle((5.0, 6.0), 2.0, Ink::Mark, None);
        drawing.tooltip("a < b");
        drawing.text(
            Text::new((1.0, 2.0), "x & y").anchored(Anchor::End),
            Ink::Text,
        );
        let shown = element(&drawing, &caption("T"));
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"110\" height=\"20\" \
            viewBox=\"0 0 110 20\" role=\"img\" \
            aria-labelledby=\"fig-n-title fig-n-desc\" font-size=\"12\">\n\
            <title id=\"fig-n-title\">T</title>\n<desc id=\"fig-n-desc\">D N</desc>\n\
            <path d=\"M0 1.5L10 1.5\" fill=\"none\" stroke=\"var(--fig-axis)\" stroke-width=\"1\"/>\n\
            <circle cx=\"5\" cy=\"6\" r=\"2\" fill=\"var(--fig-mark)\"><title>a &lt; b</title></circle>\n\
            <text x=\"1\" y=\"2\" text-anchor=\"end\" fill=\"var(--fig-text)\">x &amp; y</text>\n\
            </svg>\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_file_has_its_title_and_note_around_it() {
        let (around, at) = framed(&Drawing::new(100.0, 50.0), &caption("One two three four"));
        assert_eq!(around.elements.len(), 3);
        assert_eq!(at, (12.0, 12.0 + 2.0 * 18.75 + 12.0));
        assert!((around.height - (at.1 + 50.0 + 12.0 + 14.3 + 12.0)).abs() < 1e-9);
        let shown = file(&Drawing::new(100.0, 50.0), &caption("</svg><script>"));
        assert!(!shown.contains("<script") && shown.starts_with("<?xml"));
    }
}
