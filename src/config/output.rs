//! Settings of what is written.

use serde::{Deserialize, Serialize};

use super::{AlsoWritten, OutputFormat};
use crate::error::{Error, Result};
use crate::model::{Ingredient, TableId, Written, table_path};

/// Where the full texts for the report are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Embed {
    /// In small files in the folder `texts` beside it.
    #[default]
    Beside,
    /// In the page, up to 20 MiB.
    Texts,
    /// Nowhere: the page has only the lines that it shows.
    None,
}

/// Settings of `output/`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutputConfig {
    /// The tables written; empty: all that are written by default.
    pub only: Vec<TableId>,
    /// Tables written besides: some of those that are written on request, or `all`.
    pub also: Vec<AlsoWritten>,
    /// Whether `report.html` and its figures are made.
    pub report: bool,
    /// The title of the report; empty: the name of the input folder.
    pub title: String,
    /// Where the full texts for the report are.
    pub embed: Embed,
    /// Whether figures are drawn as PNG too.
    pub png: bool,
    /// Whether tables are written as CSV.
    pub csv: bool,
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
            title: String::new(),
            embed: Embed::Beside,
            png: false,
            csv: true,
            formats: Vec::new(),
            excel: false,
        }
    }
}

impl OutputConfig {
    /// Whether this table is asked for.
    #[must_use]
    pub fn wants(&self, table: TableId) -> bool {
        let is_named =
            || self.only.contains(&table) || self.also.iter().any(|also| also.contains(table));
        match table.written() {
            Written::Always => true,
            Written::ByDefault => self.only.is_empty() || is_named(),
            Written::OnRequest => is_named(),
            Written::WithMatrix => self.formats.contains(&OutputFormat::MatrixMarket),
            Written::OfCodes => false,
        }
    }

    /// Whether any of these tables is asked for.
    #[must_use]
    pub fn wants_any(&self, tables: &[TableId]) -> bool {
        tables.iter().any(|&table| self.wants(table))
    }

    /// Whether a table is asked for that cannot be made without this.
    #[must_use]
    pub fn needs(&self, ingredient: Ingredient) -> bool {
        let wanted = TableId::ALL.into_iter().filter(|&table| self.wants(table));
        wanted
            .into_iter()
            .any(|table| table.ingredients().contains(&ingredient))
    }

    /// The kind of file that has all rows of a table.
    #[must_use]
    pub fn table_kind(&self) -> &'static str {
        if self.csv { "csv" } else { "parquet" }
    }

    /// Where the file of a table is in the output folder.
    #[must_use]
    pub fn path_of(&self, table: TableId) -> String {
        table_path(table.name(), self.table_kind())
    }

    pub(super) fn check(&self) -> Result<()> {
        if !self.csv && !self.formats.contains(&OutputFormat::Parquet) {
            let message = "without CSV files the tables need another format that holds all of them; add --format parquet";
            return Err(Error::setting("output.csv", message));
        }
        if self.png && !cfg!(feature = "png") {
            let message = "this build of refrain cannot draw PNG files (feature `png`); use the SVG files, or build it with cargo build --release --features png";
            return Err(Error::setting("output.png", message));
        }
        Ok(())
    }
}
