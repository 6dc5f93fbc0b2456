//! Settings of what is written.

use serde::{Deserialize, Serialize};

use super::OutputFormat;
use crate::error::Result;

/// All tables, where names of tables are expected.
const ALL: &str = "all";

/// Settings of `output/`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutputConfig {
    /// The tables written; empty: all of them but those that take long, [`crate::tables::ON_REQUEST`].
    pub only: Vec<String>,
    /// Tables written besides: some of those that take long, or `all`.
    pub also: Vec<String>,
    /// Whether `report.html` and its figures are made.
    pub report: bool,
    /// Whether figures are drawn as PNG too.
    pub png: bool,
    /// The formats that tables are written in besides CSV.
    pub formats: Vec<OutputFormat>,
    /// Whether CSV is written for spreadsheets: with a byte-order mark, and with `'` before text that
    /// they would run as a formula.
    pub excel: bool,
}

impl Default for OutputConfig {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            also: Vec::new(),
            report: true,
            png: false,
            formats: Vec::new(),
            excel: false,
        }
    }
}

impl OutputConfig {
    /// Whether this table is asked for by name. Those that take long are not written otherwise.
    #[must_use]
    pub fn names(&self, name: &str) -> bool {
        let is_named = |asked: &String| asked == name;
        self.only.iter().any(is_named)
            || self
                .also
                .iter()
                .any(|asked| is_named(asked) || asked == ALL)
    }

    /// Whether any of these tables is asked for by name.
    #[must_use]
    pub fn names_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.names(name))
    }

    /// Whether any of these tables is asked for.
    #[must_use]
    pub fn wants(&self, names: &[&str]) -> bool {
        self.only.is_empty() || self.names_any(names)
    }

    pub(super) fn check(&self) -> Result<()> {
        crate::tables::check_names("output.only", &self.only)?;
        let also = self.also.iter().filter(|name| *name != ALL);
        let also: Vec<String> = also.cloned().collect();
        crate::tables::check_names("output.also", &also)
    }
}
