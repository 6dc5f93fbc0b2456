//! What the page shows, as the template takes it: sections of blocks, all text unescaped.
//!
//! Only [`Html`] holds markup, and only `prose.rs` makes it; everything else is escaped by the template.

use super::prose::Html;
use crate::model::DocId;
use crate::report::quotes::Line;
use crate::report::text::{count, plural};

pub(super) use super::section::Section;

/// Pairs of passages that are not folded away.
pub(super) const PAIRS_IN_VIEW: usize = 2;

/// One thing under a heading.
pub(super) enum Block {
    /// Paragraphs and lists.
    Prose(Html),
    /// Named facts.
    Facts(Vec<Fact>),
    /// A small figure: trusted markup.
    Small(String),
    /// A table folded away under its caption.
    Table(Sheet),
    /// A table in view: lines of a concept, or what a folded section holds.
    OpenTable(Sheet),
    Figure(Picture),
    /// Passages beside each other.
    Passages(Vec<Pair>),
    /// Something long to look up, folded away.
    Folded {
        title: String,
        text: String,
    },
    /// Text to copy, folded away.
    Copied {
        id: String,
        title: String,
        text: String,
    },
    /// Paragraphs and lists folded away.
    FoldedProse {
        title: String,
        html: Html,
    },
    /// A table folded away under a title of its own.
    FoldedTable {
        title: String,
        sheet: Sheet,
    },
    /// Why there is nothing to see.
    Absent(String),
    /// In the place of a table that the run does not write: nothing is shown.
    NotWritten,
}

/// A fact with its name.
pub(super) struct Fact {
    pub(super) name: Html,
    pub(super) text: Html,
}

/// A picture in the page.
pub(super) struct Picture {
    pub(super) id: String,
    pub(super) title: String,
    /// Trusted markup of the figure.
    pub(super) svg: String,
    pub(super) note: String,
    /// Trusted markup of what is shown instead on a narrow screen; empty: the figure itself.
    pub(super) narrow: String,
    /// The same as a file, below the folder of the page.
    pub(super) file: String,
    /// The table with its numbers, below the folder of the page; empty if none is written.
    pub(super) data: String,
}

/// A table in the page.
pub(super) struct Sheet {
    pub(super) id: String,
    /// What its rows are.
    pub(super) caption: String,
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<Row>,
    /// How many rows the file has.
    pub(super) all: usize,
    /// The file with all rows; empty if there is none.
    pub(super) file: String,
}

impl Sheet {
    /// Whether its rows are lines of a concept.
    pub(super) fn is_of_lines(&self) -> bool {
        self.id.starts_with("lines-of-")
    }

    /// How many rows there are.
    pub(super) fn size(&self) -> String {
        match self.rows.len() < self.all {
            true => format!("{} of {} rows", count(self.rows.len()), count(self.all)),
            false => plural(self.rows.len(), "row"),
        }
    }

    /// How much of the file is shown, in words.
    pub(super) fn extent(&self) -> String {
        let shown = self.rows.len();
        let have = if self.file.contains(", ") {
            "have"
        } else {
            "has"
        };
        match (self.file.as_str(), shown < self.all) {
            ("", _) => format!("{}.", plural(shown, "row")),
            (file, false) => format!("{}; data in {file}.", plural(shown, "row")),
            (file, true) => format!(
                "{} of {} shown; {file} {have} all.",
                count(shown),
                plural(self.all, if self.is_of_lines() { "line" } else { "row" })
            ),
        }
    }
}

/// The head of a column.
pub(super) struct Head {
    pub(super) name: String,
    /// What a cell says; empty where the name says it.
    pub(super) meaning: String,
    pub(super) is_number: bool,
    /// What its cells lead to: `source` or `words`, or nothing.
    pub(super) leads: &'static str,
}

impl Head {
    pub(super) fn text(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            meaning: String::new(),
            is_number: false,
            leads: "",
        }
    }

    pub(super) fn number(name: &str) -> Self {
        Self {
            is_number: true,
            ..Self::text(name)
        }
    }
}

/// A row of a table in the page.
#[derive(Default)]
pub(super) struct Row {
    /// Where links lead to; empty if none does.
    pub(super) id: String,
    pub(super) cells: Vec<Cell>,
}

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Self {
        Self {
            id: String::new(),
            cells,
        }
    }
}

/// A cell of a table in the page.
pub(super) enum Cell {
    Text(String),
    /// A number as shown.
    Number(String),
    Html(Html),
    /// A document, with a link to its row.
    Document {
        id: DocId,
        name: String,
    },
    /// A file beside the page.
    File(String),
    /// A place in the page.
    Link(Link),
    /// A line with its hit.
    Line {
        line: Line,
        /// ISO 639.
        language: &'static str,
    },
}

/// The longest text whose cell is never broken, in characters.
const UNBROKEN: usize = 12;
/// The longest text whose cell may be narrow, in characters.
const LONG: usize = 60;
/// The longest word that a cell must be wide enough for, in characters.
const LONGEST_WORD: usize = 36;

/// How the text of a cell may be broken into lines.
pub(super) fn breaking(text: &str) -> &'static str {
    let is_longer_than = |text: &str, most| text.chars().nth(most).is_some();
    if !is_longer_than(text, UNBROKEN) {
        "whole"
    } else if is_longer_than(text, LONG) {
        "long"
    } else if text
        .split_whitespace()
        .any(|word| is_longer_than(word, LONGEST_WORD))
    {
        "anywhere"
    } else {
        "words"
    }
}

/// A link to a place in the page.
pub(super) struct Link {
    /// The anchor.
    pub(super) to: String,
    pub(super) text: String,
}

/// A passage in two documents.
pub(super) struct Pair {
    /// In how many documents and sources it is, and since when.
    pub(super) title: String,
    pub(super) sides: [Side; 2],
}

/// A passage in one of two documents.
pub(super) struct Side {
    pub(super) document: DocId,
    pub(super) name: String,
    pub(super) source: String,
    pub(super) date: String,
    pub(super) language: &'static str,
    pub(super) pieces: Vec<Piece>,
}

/// Words of a passage that the other side has too, or not.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) is_only_here: bool,
}

/// The anchor of a document's row.
pub(super) fn anchor(id: &DocId) -> String {
    format!("document-{}", id.index() + 1)
}
