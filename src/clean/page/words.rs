//! The words by which a page's apparatus is known: names of elements, beginnings of lines, headings.
//!
//! The words are in data files; what the lists are for is said there.

use std::sync::LazyLock;

use crate::data::{DataFile, WordSet};

/// Whole names that tell the elements around an article from it, all in lower case.
pub(super) struct ElementNames {
    /// Classes that mark the body of an article; never taken out.
    pub(super) body_classes: WordSet,
    pub(super) page_roles: WordSet,
    /// Parts of classes of elements that hold text.
    pub(super) text_parts: WordSet,
}

/// Whole names that tell the elements around an article from it.
pub(super) static ELEMENT_NAMES: LazyLock<ElementNames> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/page_element_names.tsv"));
    ElementNames {
        body_classes: file.set("body class"),
        page_roles: file.set("page role"),
        text_parts: file.set("text part"),
    }
});

/// Phrases that tell the lines around an article from it, all in lower case.
pub(super) struct Phrases {
    pub(super) line_starts: Vec<&'static str>,
    /// Those that begin no sentence of an article.
    pub(super) label_starts: Vec<&'static str>,
    pub(super) line_ends: Vec<&'static str>,
    pub(super) whole_lines: WordSet,
    pub(super) cookie_starts: Vec<&'static str>,
    /// Those that begin a notice however long it is.
    pub(super) notice_starts: Vec<&'static str>,
    pub(super) by_line_starts: Vec<&'static str>,
    /// Headings after which an article is over, comments being one reason.
    pub(super) end_headings: Vec<&'static str>,
    /// Headings after which readers comment.
    pub(super) comment_headings: Vec<&'static str>,
    pub(super) contact_words: Vec<&'static str>,
    pub(super) notices: Vec<&'static str>,
    pub(super) date_labels: Vec<&'static str>,
    pub(super) other_dates: Vec<&'static str>,
    pub(super) changes: Vec<&'static str>,
    pub(super) column_words: WordSet,
    /// The first that a line holds counts.
    pub(super) author_labels: Vec<&'static str>,
}

/// Phrases that tell the lines around an article from it.
pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/page_phrases.tsv"));
    let author_labels = DataFile::new(include_str!("../../data/page_author_labels.tsv"));
    let comment_headings = file.list("comment heading");
    Phrases {
        line_starts: file.list("line start"),
        label_starts: file.list("label start"),
        line_ends: file.list("line end"),
        whole_lines: file.set("whole line"),
        cookie_starts: file.list("cookie start"),
        notice_starts: file.list("notice start"),
        by_line_starts: file.list("by-line start"),
        end_headings: [&file.list("end heading")[..], &comment_headings].concat(),
        comment_headings,
        contact_words: file.list("contact word"),
        notices: file.list("notice"),
        date_labels: file.list("date label"),
        other_dates: file.list("other date"),
        changes: file.list("change"),
        column_words: file.set("column word"),
        author_labels: author_labels.rows().map(|[label]| label).collect(),
    }
});

/// Names of `<meta>` elements, the most trusted of each list first.
pub(super) struct MetaNames {
    pub(super) title: Vec<&'static str>,
    pub(super) author: Vec<&'static str>,
    pub(super) published: Vec<&'static str>,
    pub(super) site: Vec<&'static str>,
    pub(super) address: Vec<&'static str>,
    pub(super) language: Vec<&'static str>,
}

/// Names of `<meta>` elements.
pub(super) static META_NAMES: LazyLock<MetaNames> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/page_meta_names.tsv"));
    MetaNames {
        title: file.list("title"),
        author: file.list("author"),
        published: file.list("published"),
        site: file.list("site"),
        address: file.list("address"),
        language: file.list("language"),
    }
});
