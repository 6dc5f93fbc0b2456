//! A figure: a picture with what is said of it, as a file and for a page.

use super::drawing::Drawing;
use super::svg::{self, Caption};
use super::text::clean;
use crate::report::noun::Noun;

/// The folder of the figures, below the output folder.
pub const FOLDER: &str = "figures";

/// A picture with what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The name of its file without the ending, and its anchor in a page: letters, digits and `_`.
    pub name: String,
    /// The concept that it is of, by its place among the categories of the codebook; none where it is of
    /// several or of something else.
    pub concept: Option<usize>,
    /// What is seen.
    pub title: String,
    /// The alternative text.
    pub description: String,
    /// Units, numbers and the tables that hold them.
    pub note: String,
    pub(super) drawing: Drawing,
}

impl Figure {
    pub(super) fn new(
        name: impl Into<String>,
        title: impl AsRef<str>,
        description: impl AsRef<str>,
        note: impl AsRef<str>,
        drawing: Drawing,
    ) -> Self {
        Self {
            name: name.into(),
            concept: None,
            title: clean(title.as_ref()),
            description: clean(description.as_ref()),
            note: clean(note.as_ref()),
            drawing,
        }
    }

    /// Says the name of the grouping in the place of "source".
    pub(super) fn name_groups(&mut self, noun: &Noun) {
        for text in [&mut self.title, &mut self.description, &mut self.note] {
            *text = noun.put(text);
        }
    }

    /// The SVG of a file: with its title and note, on white.
    #[must_use]
    pub fn svg(&self) -> String {
        svg::file(&self.drawing, &self.caption())
    }

    /// The SVG for a page, which has the title and the note beside it: no background, its colours are
    /// the custom properties of [`super::COLOURS`], at its natural size, and no style of its own.
    #[must_use]
    pub fn inline(&self) -> String {
        svg::element(&self.drawing, &self.caption())
    }

    /// The file of its SVG, below the output folder.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{FOLDER}/{}.svg", self.name)
    }

    pub(super) fn caption(&self) -> Caption<'_> {
        Caption {
            name: &self.name,
            title: &self.title,
            description: &self.description,
            note: &self.note,
        }
    }
}
