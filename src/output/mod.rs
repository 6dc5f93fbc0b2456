//! The way out: the only folder that writes files.
//!
//! Takes tables and a summary, writes them into a hidden folder, and moves them to their place when
//! every file is complete. Whatever goes wrong before leaves an earlier output as it was.

// This is the door out: the methods that `clippy.toml` forbids elsewhere are allowed here.
#![allow(clippy::disallowed_methods)]

mod csv;
mod entries;
mod excel;
mod formats;
mod graphs;
mod in_order;
mod package;
mod record;
mod staging;
mod texts;

use std::path::Path;

use crate::analyze::Results;
use crate::config::Config;
use crate::error::Result;
use crate::model::Table;
use crate::progress::{Observer, Stage};
use staging::Staging;

pub use csv::write_csv;
pub use excel::write_excel_csv;
pub(crate) use record::hex;
pub use staging::{check_folder, write_starters};
pub use texts::{check_new_folder, write_texts};

/// A file that was written.
#[derive(Debug, Clone)]
struct Written {
    file: String,
    bytes: u64,
    rows: u64,
    /// SHA-256 in hexadecimal digits.
    sha256: String,
}

/// Writes all files of a run into `folder`, together or not at all.
///
/// # Errors
/// [`crate::Error::Write`], [`crate::Error::NotOurs`] or [`crate::Error::Interrupted`].
pub fn write(
    folder: &Path,
    force: bool,
    results: &Results,
    tables: &[Table<'_>],
    summary: &str,
    config: &Config,
    observer: &dyn Observer,
) -> Result<()> {
    observer.begin(Stage::Write, 0);
    let mut staging = Staging::new(folder, force)?;
    let mut written = Vec::new();
    for table in tables {
        written.push(staging.table(table, config.output.excel, observer)?);
    }
    let graphs = results.across.networks.as_ref();
    let graphs = graphs.map(graphs::graph_files).unwrap_or_default();
    for graph in &graphs {
        staging.text(graph.name, &graph.text)?;
    }
    let others = formats::write(&mut staging, results, tables, &config.output, observer)?;
    let package = package::datapackage(tables, &written, &graphs, &others, config);
    let record = record::run_record(results, config, &written, &graphs, &others);
    staging.text("summary.md", summary)?;
    staging.text("datapackage.json", &package)?;
    staging.text(crate::source::RECORD_FILE, &record)?;
    observer.check()?;
    results.corpus.check()?;
    staging.swap()?;
    observer.end();
    Ok(())
}
