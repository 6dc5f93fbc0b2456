//! The way out: the only folder that writes files.
//!
//! Takes tables and a summary, writes them into a hidden folder, and moves them to their place when
//! every file is complete. Whatever goes wrong before leaves an earlier output as it was.

// This is the door out: the methods that `clippy.toml` forbids elsewhere are allowed here.
#![allow(clippy::disallowed_methods)]

mod claim;
mod csv;
mod entries;
mod excel;
mod exchange;
mod formats;
mod graphs;
mod in_order;
mod json;
mod package;
mod record;
mod single;
mod staging;
mod texts;
mod validation;

use crate::analyze::Results;
use crate::config::Config;
use crate::error::Result;
use crate::model::Table;
use crate::parallel;
use crate::progress::{Observer, Stage};
use crate::report::TextFiles;
#[cfg(feature = "png")]
use crate::report::figures::FOLDER;
use crate::report::figures::Figure;
use graphs::GraphFile;
use staging::Staging;

pub use crate::report::PAGE_FILE;
pub use claim::{Claim, claim};
pub use csv::write_csv;
#[cfg(feature = "worker")]
pub use csv::{csv_of_names, csv_of_rows};
pub use excel::write_excel_csv;
pub use package::described_tables;
#[cfg(feature = "worker")]
pub use record::parts_record;
pub use single::write_table;
pub use staging::write_starters;
pub use texts::{check_new_folder, write_texts};
pub use validation::{write_sample, write_scores};

/// A file that was written.
#[derive(Debug, Clone)]
struct Written {
    file: String,
    bytes: u64,
    /// SHA-256 in hexadecimal digits.
    sha256: String,
}

/// What a run has to write.
#[derive(Clone, Copy)]
pub struct Contents<'a> {
    /// What the analyses found.
    pub results: &'a Results,
    /// The tables of it that are asked for.
    pub tables: &'a [Table<'a>],
    /// `summary.md`.
    pub summary: &'a str,
    /// `report.html`, if it is wanted.
    pub page: Option<&'a str>,
    /// The figures.
    pub figures: &'a [Figure],
    /// The full texts beside the page, if they are wanted.
    pub texts: Option<&'a TextFiles<'a>>,
    /// The hash of the input, for the record.
    pub input_hash: &'a str,
}

/// Writes all files of a run into the folder of a claim, together or not at all. `config` is what the run's
/// record says of its settings; `force` replaces files of others, too.
///
/// # Errors
/// [`crate::Error::Write`] or [`crate::Error::Interrupted`].
pub fn write(
    claim: Claim,
    force: bool,
    contents: Contents<'_>,
    config: &Config,
    observer: &dyn Observer,
) -> Result<()> {
    observer.begin(Stage::Write, 0);
    let Contents {
        results, tables, ..
    } = contents;
    let output = &config.output;
    let mut staging = Staging::new(claim, force);
    let mut written = Vec::new();
    for table in tables.iter().filter(|_| output.csv) {
        written.push(staging.table(table, output.excel, observer)?);
    }
    let networks = results.networks.as_ref();
    let graphs = networks.map(graphs::graph_files).unwrap_or_default();
    for graph in &graphs {
        staging.text(&graph.path(), &graph.text)?;
    }
    let figures = write_figures(&mut staging, contents.figures)?;
    #[cfg(feature = "png")]
    let pictures = write_pictures(&mut staging, contents.figures, output.png, observer)?;
    let formats = formats::write(&mut staging, results, tables, output, observer)?;
    let package = package::datapackage(tables, &written, &graphs, &formats, output);
    let mut others: Vec<String> = graphs.iter().map(GraphFile::path).collect();
    others.extend(formats.iter().map(|format| format.written.file.clone()));
    others.extend(figures);
    #[cfg(feature = "png")]
    others.extend(pictures);
    staging.text("summary.md", contents.summary)?;
    if let Some(page) = contents.page {
        staging.text(PAGE_FILE, page)?;
        others.push(PAGE_FILE.to_owned());
    }
    others.extend(write_page_texts(&mut staging, contents.texts, observer)?);
    let record = record::run_record(contents, config, &written, &others);
    staging.text("datapackage.json", &package)?;
    staging.text(crate::source::RECORD_FILE, &record)?;
    observer.check()?;
    results.corpus.check()?;
    staging.swap()?;
    observer.end();
    Ok(())
}

/// Writes the full texts beside the page, made by all threads some at a time; gives their names.
fn write_page_texts(
    staging: &mut Staging,
    texts: Option<&TextFiles<'_>>,
    observer: &dyn Observer,
) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let Some(texts) = texts else {
        return Ok(names);
    };
    for first in (0..texts.count()).step_by(TEXTS_AT_A_TIME) {
        observer.check()?;
        let some = TEXTS_AT_A_TIME.min(texts.count() - first);
        for (name, content) in parallel::map(some, |number| texts.file(first + number)) {
            staging.bytes(&name, &content)?;
            names.push(name);
        }
    }
    Ok(names)
}

/// Files of texts that are in memory at a time.
const TEXTS_AT_A_TIME: usize = 16;

/// Writes the figures; gives their names.
fn write_figures(staging: &mut Staging, figures: &[Figure]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for figure in figures {
        let name = figure.file();
        staging.text(&name, &figure.svg())?;
        names.push(name);
    }
    Ok(names)
}

/// Writes the figures as PNG, if the settings want that; gives the names of those that could be drawn.
#[cfg(feature = "png")]
fn write_pictures(
    staging: &mut Staging,
    figures: &[Figure],
    as_png: bool,
    observer: &dyn Observer,
) -> Result<Vec<String>> {
    let mut names = Vec::new();
    if !as_png {
        return Ok(names);
    }
    let mut lacking: Vec<(String, String)> = Vec::new();
    for figure in figures {
        observer.check()?;
        let name = format!("{FOLDER}/{}.png", figure.name);
        match figure.png() {
            Ok(png) => {
                staging.bytes(&name, &png.bytes)?;
                lacking.extend(png.lacks().map(|letters| (name.clone(), letters)));
                names.push(name);
            }
            Err(reason) => observer.note(&format!("{name} was not drawn: {reason}")),
        }
    }
    if let Some((_, letters)) = lacking.first() {
        let files: Vec<&str> = lacking.iter().map(|(name, _)| name.as_str()).collect();
        observer.note(&format!(
            "the fonts on this machine lack some letters, such as {letters}, for: {}; the SVG files show all letters",
            files.join(", ")
        ));
    }
    Ok(names)
}
