//! Between files and documents: a file that holds many texts is cut into them.
//!
//! Takes decoded text (of a text file, or converted from a word processor), gives the documents that
//! its layout shows, each with what the file states of it, and how many the file says it holds. What
//! stands between the texts and is in none becomes a [`LeftOut`] row of the document that it belongs
//! to, so that every word of the file is in a text, in a field, or in a row. A file is known by its
//! content, never by its name; what fits no layout is one document.

mod chat;
mod gutenberg;
mod lines;
mod ris;
mod subtitles;

use super::formats::Converted;
use crate::model::Layout;

/// The documents of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Split {
    /// What the file was recognised as.
    pub(super) layout: Layout,
    /// Its documents, in their order.
    pub(in crate::source) documents: Vec<Converted>,
    /// How many the file itself says it holds.
    pub(super) stated: Option<u32>,
}

impl Split {
    /// The documents of a file that does not say how many it holds.
    pub(super) fn of(layout: Layout, documents: Vec<Converted>) -> Self {
        Self {
            layout,
            documents,
            stated: None,
        }
    }
}

/// Gives the documents of a text, or nothing if it does not have this layout.
type TextLayout = fn(&str) -> Option<Split>;

/// The layouts of text, the surest signs first. Each looks at the beginning of the text before it looks
/// further, since every text is shown to all of them.
const TEXT_LAYOUTS: [TextLayout; 4] = [ris::split, gutenberg::split, subtitles::split, chat::split];

/// Cuts a text, if its layout is known.
pub(super) fn text(text: &str) -> Option<Split> {
    let mut splits = TEXT_LAYOUTS.iter().filter_map(|layout| layout(text));
    splits.find(|split| !split.documents.is_empty())
}
