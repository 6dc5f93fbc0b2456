//! What may be wrong in how a document was read, by kind.
//!
//! The stage that writes a note about a doubt also records its kind, so that documents can be counted
//! and filtered by kind.

use serde::{Deserialize, Serialize};

/// A kind of doubt about how a document was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadingDoubt {
    /// Characters may be wrong: another encoding fits as well, or some bytes could not be decoded.
    Encoding,
    /// The text of a web page may lack a part of the article, or hold something else.
    MainText,
    /// The language is uncertain, or a good part of the text is in another one.
    Language,
    /// The stated date could not be read, or the order of day and month was assumed.
    Date,
    /// The file may hold another number of documents than were found.
    Split,
}

impl ReadingDoubt {
    /// All kinds, in the order of the report.
    pub const ALL: [Self; 5] = [
        Self::Encoding,
        Self::MainText,
        Self::Language,
        Self::Date,
        Self::Split,
    ];

    /// The name used in `documents.csv`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::MainText => "main_text",
            Self::Language => "language",
            Self::Date => "date",
            Self::Split => "split",
        }
    }
}

/// The kinds of doubt about one document.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingDoubts(u8);

impl ReadingDoubts {
    /// The set of one kind.
    #[must_use]
    pub fn of(doubt: ReadingDoubt) -> Self {
        Self(1 << doubt as u8)
    }

    /// Adds all kinds of another set.
    pub fn extend(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// Whether the set has this kind.
    #[must_use]
    pub fn has(self, doubt: ReadingDoubt) -> bool {
        self.0 & Self::of(doubt).0 != 0
    }

    /// Whether there is no doubt.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names of the kinds, joined by `; `.
    #[must_use]
    pub fn names(self) -> String {
        let kinds = ReadingDoubt::ALL.into_iter();
        let names = kinds.filter(|&kind| self.has(kind)).map(ReadingDoubt::name);
        names.collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_kept_once_and_named_in_one_order() {
        let mut doubts = ReadingDoubts::default();
        assert!(doubts.is_empty());
        assert_eq!(doubts.names(), "");
        for kind in [
            ReadingDoubt::Split,
            ReadingDoubt::Encoding,
            ReadingDoubt::Split,
        ] {
            doubts.extend(ReadingDoubts::of(kind));
        }
        assert!(doubts.has(ReadingDoubt::Split) && !doubts.has(ReadingDoubt::Date));
        assert_eq!(doubts.names(), "encoding; split");
        let each = ReadingDoubt::ALL.map(|kind| ReadingDoubts::of(kind).names());
        assert_eq!(each, ReadingDoubt::ALL.map(ReadingDoubt::name));
    }
}
