//! The pictures of a report.
//!
//! Takes results, gives [`Figure`]s: SVG that stands by itself, and the same for a page. What a figure
//! shows is first put together as plain data, then drawn from these alone, and each has a file here. A
//! figure whose data are not there is not there. Nothing depends on fonts of the machine, on threads or
//! on chance: text is measured by a table, layouts have fixed starts and fixed numbers of steps.

mod bars;
mod boxes;
mod calendar;
mod dates;
mod drawing;
mod heat;
mod heat_drawing;
mod ink;
mod map;
mod network;
mod network_data;
mod network_layout;
mod over_time;
#[cfg(feature = "png")]
mod png;
mod rates;
mod rows;
mod scale;
mod stress;
mod svg;
mod text;
mod verdict;

use rayon::prelude::*;

pub use ink::{COLOURS, Colour};
#[cfg(feature = "png")]
pub use png::Png;

use crate::analyze::Results;
use crate::config::Config;
use drawing::Drawing;
use svg::Said;
use text::clean;

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
    /// The SVG of a file: with its title and note, on white.
    pub svg: String,
    drawing: Drawing,
}

impl Figure {
    fn new(
        name: impl Into<String>,
        title: impl AsRef<str>,
        description: impl AsRef<str>,
        note: impl AsRef<str>,
        drawing: Drawing,
    ) -> Self {
        let mut own = Self {
            name: name.into(),
            concept: None,
            title: clean(title.as_ref()),
            description: clean(description.as_ref()),
            note: clean(note.as_ref()),
            svg: String::new(),
            drawing,
        };
        own.svg = svg::file(&own.drawing, &own.said());
        own
    }

    /// The SVG for a page, which has the title and the note beside it: no background, its colours are
    /// the custom properties of [`COLOURS`], at its natural size, and no style of its own.
    #[must_use]
    pub fn inline(&self) -> String {
        svg::element(&self.drawing, &self.said())
    }

    /// The file of its SVG, below the output folder.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{FOLDER}/{}.svg", self.name)
    }

    fn said(&self) -> Said<'_> {
        Said {
            name: &self.name,
            title: &self.title,
            description: &self.description,
            note: &self.note,
        }
    }
}

/// A way to make figures of one kind.
type Maker = fn(&Results, &Config) -> Vec<Figure>;

/// The figures of a run, in the order in which a report has them.
#[must_use]
pub fn figures(results: &Results, config: &Config) -> Vec<Figure> {
    let makers: [Maker; 6] = [
        heat::figures,
        rates::figures,
        over_time::figures,
        dates::figures,
        network::figures,
        map::figures,
    ];
    let made = makers.par_iter().map(|make| make(results, config));
    made.collect::<Vec<_>>().concat()
}
