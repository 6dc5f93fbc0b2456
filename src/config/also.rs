//! What `output.also` lists: tables, or all of them.

use serde::{Deserialize, Serialize};

use crate::model::TableId;

/// All tables, where names of tables are expected.
const ALL: &str = "all";

/// An entry of `output.also`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum AlsoWritten {
    /// `all`: every table there is.
    All,
    /// One table.
    Table(TableId),
}

impl AlsoWritten {
    /// Whether the entry names this table.
    #[must_use]
    pub fn contains(self, table: TableId) -> bool {
        match self {
            Self::All => true,
            Self::Table(named) => named == table,
        }
    }
}

impl TryFrom<String> for AlsoWritten {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        match name.as_str() {
            ALL => Ok(Self::All),
            table => table.parse().map(Self::Table),
        }
    }
}

impl From<AlsoWritten> for &'static str {
    fn from(also: AlsoWritten) -> Self {
        match also {
            AlsoWritten::All => ALL,
            AlsoWritten::Table(table) => table.name(),
        }
    }
}
