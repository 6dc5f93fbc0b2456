//! What changed between two runs: takes two output folders, gives what differs in their versions,
//! settings, codebooks and counts, and in the rows of their tables, ranked by the size of the change.
//!
//! Tables with the same hash are not read. Tables whose rows are sorted by their key are read side by
//! side, so their size does not matter; of others, the smaller of the two is held in memory. All changed
//! rows are counted, the largest changes are kept.

mod changes;
mod facts;
mod listed;
mod pairs;
mod rank;

use std::path::Path;

use crate::error::Result;
use crate::source::RunOutput;
use facts::facts;

pub use listed::changes_table;

/// What differs between two runs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RunDiff {
    /// Differences in versions, settings, codebook and counts.
    pub facts: Vec<FactDiff>,
    /// The tables that differ, in the order in which they are written.
    pub tables: Vec<TableDiff>,
    /// Tables that could not be compared, each with the reason.
    pub not_compared: Vec<String>,
}

impl RunDiff {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.tables.is_empty() && self.not_compared.is_empty()
    }
}

/// What a fact of a run is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// The version of refrain or of the tables.
    Version,
    /// A setting.
    Setting,
    /// The codebook.
    Codebook,
    /// What was read or counted.
    Count,
}

impl FactKind {
    /// The kind in a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Setting => "setting",
            Self::Codebook => "codebook",
            Self::Count => "count",
        }
    }
}

/// A fact that `run.json` states otherwise in both runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactDiff {
    /// What it is about.
    pub kind: FactKind,
    /// Its name, such as `terms.min_df`.
    pub name: String,
    /// Its value in the earlier run; empty if there is none.
    pub before: String,
    /// Its value in the later run; empty if there is none.
    pub after: String,
}

/// Whether something is in one run only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// In the later run only.
    New,
    /// In the earlier run only.
    Gone,
    /// In both, with differences.
    Changed,
}

impl Change {
    /// The change in a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Changed => "changed",
        }
    }
}

/// A table that differs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TableDiff {
    /// Its name.
    pub name: String,
    /// Whether one run only wrote it; its rows are not listed then.
    pub change: Change,
    /// Columns that one run only has, with which it is.
    pub columns: Vec<(String, Change)>,
    /// Rows in the earlier run and in the later one.
    pub rows: (u64, u64),
    /// Rows that are new.
    pub new: u64,
    /// Rows that are gone.
    pub gone: u64,
    /// Rows that changed.
    pub changed: u64,
    /// The rows with the largest changes, the largest first.
    pub largest: Vec<RowDiff>,
}

/// A row that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct RowDiff {
    /// Whether one run only has it.
    pub change: Change,
    /// The cells of its key.
    pub key: Vec<String>,
    /// How it is shown, where the table has a column for that.
    pub label: String,
    /// Its cells that differ.
    pub cells: Vec<CellDiff>,
}

/// A cell that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct CellDiff {
    /// Its column.
    pub column: String,
    /// What it held in the earlier run.
    pub before: String,
    /// What it holds in the later run.
    pub after: String,
    /// The later number less the earlier one; none in a column of text.
    pub difference: Option<f64>,
}

/// Compares the output folders of two runs; of each table the `most` largest changes are kept.
///
/// # Errors
/// [`crate::Error::Setting`] if one is not an output folder of refrain, [`crate::Error::Read`] or
/// [`crate::Error::Malformed`] if a table can't be read.
pub fn diff(before: &Path, after: &Path, most: usize) -> Result<RunDiff> {
    let (before, after) = (RunOutput::open(before)?, RunOutput::open(after)?);
    let mut found = RunDiff {
        facts: facts(&before.record, &after.record),
        tables: Vec::new(),
        not_compared: Vec::new(),
    };
    let earlier = before.tables.iter();
    let gone = earlier.filter(|table| after.table(&table.name).is_none());
    for table in after.tables.iter().chain(gone) {
        match (before.table(&table.name), after.table(&table.name)) {
            (Some(old), Some(new)) if old.hash == new.hash => {}
            (Some(old), Some(new)) if old.is_csv() && new.is_csv() => {
                changes::compare(old, new, most, &mut found)?;
            }
            (Some(_), Some(_)) => found.not_compared.push(format!(
                "{}: only CSV files are compared, and one run wrote none",
                table.name
            )),
            (old, _) => {
                let change = old.map_or(Change::New, |_| Change::Gone);
                found.tables.push(TableDiff::empty(&table.name, change));
            }
        }
    }
    Ok(found)
}

impl TableDiff {
    fn empty(name: &str, change: Change) -> Self {
        Self {
            name: name.to_owned(),
            change,
            columns: Vec::new(),
            rows: (0, 0),
            new: 0,
            gone: 0,
            changed: 0,
            largest: Vec::new(),
        }
    }
}
