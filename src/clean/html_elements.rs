//! Names of HTML elements by what they are to the text, for all who read HTML.

use std::sync::LazyLock;

use crate::data::{DataFile, WordSet};

/// Names of HTML elements in lower case.
pub(crate) struct HtmlElements {
    /// Elements that stand on lines of their own.
    pub(crate) standing: WordSet,
    /// Elements without text for the reader.
    pub(crate) silent: WordSet,
    /// Elements that stand within a line.
    pub(super) inline: WordSet,
    /// Elements that never hold others, or whose end tags are commonly left out.
    pub(super) uncounted: WordSet,
    /// Elements whose content is text up to their end tag.
    pub(super) raw: WordSet,
}

/// Names of HTML elements.
pub(crate) static HTML_ELEMENTS: LazyLock<HtmlElements> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/html_elements.tsv"));
    HtmlElements {
        standing: file.set("standing"),
        silent: file.set("silent"),
        inline: file.set("inline"),
        uncounted: file.set("uncounted"),
        raw: file.set("raw"),
    }
});
