//! What a person, or a classifier, answered about a unit of a sample.

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The unit is not about the concept.
    No,
    /// It is.
    Yes,
}

/// A row of a coding sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedRow {
    /// The unit, by its place in the key.
    pub item: usize,
    /// Who answered.
    pub coder: String,
    /// The answer; none if it is left open.
    pub code: Option<Code>,
}

/// The coder whose answers settle all others.
pub const ADJUDICATED: &str = "adjudicated";
