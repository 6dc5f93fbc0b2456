//! Figures as PNG: takes the SVG of a file, gives the bytes of a picture twice as large, and the letters
//! that no font of the machine has.
//!
//! The fonts are those of the machine, so every script that it has is drawn, and the pixels differ from
//! one machine to another.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{FontResolver, Options, Tree};

use super::Figure;
use crate::parser_guard::caught;

/// Pixels of the file for a pixel of the picture.
const SCALE: f32 = 2.0;
/// How many of the letters that were not drawn are named.
const NAMED: usize = 5;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    Arc::new(fonts)
});

/// A drawn figure.
#[derive(Debug, Clone)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    missing: BTreeSet<char>,
}

impl Png {
    /// Some of the letters that could not be drawn; none if all were.
    #[must_use]
    pub fn lacks(&self) -> Option<String> {
        let letters: String = self.missing.iter().take(NAMED).collect();
        (!letters.is_empty()).then_some(letters)
    }
}

impl Figure {
    /// The figure as PNG.
    ///
    /// # Errors
    /// Why it could not be drawn, in words for the user.
    pub fn png(&self) -> Result<Png, String> {
        if FONTS.is_empty() {
            return Err(
                "no fonts are installed on this machine (on Debian, run apt-get install fonts-noto)".to_owned(),
            );
        }
        caught(|| drawn(&self.svg())).map_err(|reason| format!("the drawing failed: {reason}"))
    }
}

fn drawn(svg: &str) -> Result<Png, String> {
    let missing = Mutex::new(BTreeSet::new());
    let options = options(&missing);
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    drop(options);
    let size = tree.size().to_int_size().scale_by(SCALE);
    let pixels = size.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut pixels = pixels.ok_or("the picture is too large")?;
    resvg::render(
        &tree,
        Transform::from_scale(SCALE, SCALE),
        &mut pixels.as_mut(),
    );
    Ok(Png {
        bytes: pixels.encode_png().map_err(|error| error.to_string())?,
        missing: missing.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}

/// How text is drawn: letters that no font has go into `missing`.
fn options(missing: &Mutex<BTreeSet<char>>) -> Options<'_> {
    let another_font = FontResolver::default_fallback_selector();
    let font_resolver = FontResolver {
        select_fallback: Box::new(move |letter, fonts, database| {
            let font = another_font(letter, fonts, database);
            if font.is_none() {
                let mut missing = missing.lock().unwrap_or_else(PoisonError::into_inner);
                missing.insert(letter);
            }
            font
        }),
        ..FontResolver::default()
    };
    Options {
        fontdb: FONTS.clone(),
        font_resolver,
        ..Options::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawing::{Drawing, Text};
    use super::super::ink::Ink;
    use super::*;

    #[test]
    fn a_figure_is_drawn_twice_as_large_and_names_what_no_font_has() {
        if FONTS.is_empty() {
            println!("NOT CHECKED: figures as PNG, since there are no fonts");
            return;
        }
        let mut drawing = Drawing::new(120.0, 20.0);
        drawing.text(Text::new((2.0, 14.0), "Aé \u{10F123} $x$"), Ink::Text);
        let figure = Figure::new("n", "Title", "Description", "Note", drawing);
        let [first, second] = [figure.png(), figure.png()].map(|png| png.expect("drawn"));
        assert_eq!(first.lacks().as_deref(), Some("\u{10F123}"));
        assert_eq!(first.bytes, second.bytes);
        let picture = Pixmap::decode_png(&first.bytes).expect("a picture");
        // 12 pixels on each side, twice as large.
        assert_eq!(picture.width(), 288);
    }
}
