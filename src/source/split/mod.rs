//! Between files and documents: a file that holds many texts is cut into them.
//!
//! Takes decoded text (of a text file, or converted from a word processor), gives the documents that
//! its layout shows, each with what the file states of it, and how many the file says it holds. What
//! stands between the texts and is in none becomes a [`LeftOut`] row of the document that it belongs
//! to, so that every word of the file is in a text, in a field, or in a row. A file is known by its
//! content, never by its name; what fits no layout is one document.

mod alceste;
mod bibtex;
mod chat;
mod congress;
mod cut;
mod draft;
mod europarl;
#[cfg(feature = "html")]
mod europresse;
mod factiva;
mod gutenberg;
mod hint;
mod items;
mod lines;
mod nexis;
#[cfg(feature = "html")]
mod page;
#[cfg(feature = "html")]
mod page_blocks;
mod pattern;
mod proquest;
mod reuters;
mod subtitles;
mod tagged;
mod tags;
#[cfg(feature = "html")]
mod telegram;
mod trec;
mod words;

use serde::{Deserialize, Serialize};

use super::formats::Converted;
use crate::config::SplitMode;
use crate::model::Layout;
pub(super) use lines::left_out;

/// The documents of a file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    /// The same, or all its documents as one if none is wanted to be cut.
    pub(super) fn in_mode(mut self, mode: &SplitMode) -> Self {
        let is_html = self.documents.first().is_some_and(|first| first.is_html);
        let is_alike = |document: &Converted| document.is_html == is_html;
        if *mode != SplitMode::None
            || self.documents.len() < 2
            || !self.documents.iter().all(is_alike)
        {
            return self;
        }
        let mut whole = Converted {
            is_html,
            ..Converted::default()
        };
        for document in self.documents.drain(..) {
            if !whole.text.is_empty() {
                whole.text.push_str("\n\n");
            }
            whole.text.push_str(&document.text);
            whole.left_out.extend(document.left_out);
            whole.notes.extend(document.notes);
            whole.doubts.extend(document.doubts);
        }
        Self::of(self.layout, vec![whole])
    }
}

/// Gives the documents of a text, or nothing if it does not have this layout.
type TextLayout = fn(&str) -> Option<Split>;

/// The layouts of text, the surest signs first. Each looks at the beginning of the text before it looks
/// further, since every text is shown to all of them.
const TEXT_LAYOUTS: [TextLayout; 13] = [
    tagged::split,
    bibtex::split,
    alceste::split,
    proquest::split,
    nexis::split,
    factiva::split,
    gutenberg::split,
    reuters::split,
    trec::split,
    europarl::split,
    congress::split,
    subtitles::split,
    chat::split,
];

/// Cuts a text as the settings ask, if its layout is known. Asked for none, it takes off only what
/// stands around the one text of a file.
pub(super) fn text(text: &str, mode: &SplitMode) -> Option<Split> {
    match mode {
        SplitMode::Pattern(pattern) => pattern::split(text, pattern),
        SplitMode::None => layout(text, mode).filter(|split| split.documents.len() == 1),
        SplitMode::Auto | SplitMode::Speeches => layout(text, mode),
    }
}

/// Cuts a text by its layout, if that is known, whether or not it is to stay whole.
pub(super) fn layout(text: &str, mode: &SplitMode) -> Option<Split> {
    let speeches = (*mode == SplitMode::Speeches)
        .then(|| congress::speeches(text))
        .flatten();
    let mut splits = TEXT_LAYOUTS.iter().filter_map(|layout| layout(text));
    speeches.or_else(|| splits.find(|split| !split.documents.is_empty()))
}

/// Cuts a web page that is an export.
#[cfg(feature = "html")]
pub(super) fn page(html: &str, mode: &SplitMode) -> Option<Split> {
    (*mode != SplitMode::None).then(|| page::split(html))?
}

/// Without a reader of pages none is cut.
#[cfg(not(feature = "html"))]
pub(super) fn page(_html: &str, _mode: &SplitMode) -> Option<Split> {
    None
}

/// What the user should know of a text that was not cut.
pub(super) fn note(text: &str, mode: &SplitMode) -> Option<String> {
    match mode {
        SplitMode::Auto | SplitMode::Speeches => hint::hint(text),
        SplitMode::None => None,
        SplitMode::Pattern(_) => Some("the pattern of --split matches no line".to_owned()),
    }
}

#[cfg(test)]
mod tests;
