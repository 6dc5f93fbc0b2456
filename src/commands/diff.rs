//! `refrain diff`: what changed between two runs, as text or as CSV.

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::Result;
use refrain::diff::{CellDiff, Change, FactDiff, FactKind, RowDiff, RunDiff, TableDiff};
use refrain::diff::{changes_table, diff as compare};
use refrain::{Observer as _, output};

use super::columns::{cut_end, harmless, thousands};
use super::session::{finished, observe};
use crate::cli::DiffArgs;
use crate::messages::{Finished, Messages};

/// How many changes of a table are listed as text, and as CSV.
const LISTED: usize = 10;
const LISTED_AS_CSV: usize = 1_000;
/// How many cells of a row are shown, and how wide each may be.
const CELLS: usize = 4;
const WIDEST_CELL: usize = 40;
/// How many digits of a number are shown.
const SIGNIFICANT: i32 = 4;
/// The column that differs if the text of a document does.
const HASH: &str = "hash";
/// The exit status if anything differs.
const DIFFERENT: u8 = 1;
/// What `documents` is called: its rows are the documents.
const DOCUMENTS: &str = "documents";

/// Compares two output folders; the exit status says whether anything differs.
///
/// # Errors
/// If one is not an output folder of refrain, or the changes can't be printed.
pub(crate) fn diff(args: &DiffArgs, messages: Messages) -> Result<ExitCode> {
    let is_csv = args.csv || args.file.is_some();
    let listed = if is_csv { LISTED_AS_CSV } else { LISTED };
    let found = compare(&args.before, &args.after, args.top.unwrap_or(listed))?;
    if !args.quiet || args.file.is_some() {
        print(args, &found, is_csv, messages)?;
    }
    for reason in &found.not_compared {
        messages.note(reason);
    }
    messages.finished(&Finished::default().written(args.file.as_deref()), "");
    Ok(if found.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(DIFFERENT)
    })
}

fn print(args: &DiffArgs, found: &RunDiff, is_csv: bool, messages: Messages) -> Result<()> {
    if !is_csv {
        io::stdout().write_all(in_words(found).as_bytes())?;
        return Ok(());
    }
    let observer = observe(messages, None)?;
    let table = changes_table(found);
    if let Some(file) = &args.file {
        output::write_table(file, &table, false, &observer)?;
        return Ok(());
    }
    let mut stdout = io::stdout();
    let check = || observer.check().map_err(io::Error::other);
    let written = output::write_csv(&table, &mut stdout, &check);
    finished(written.and_then(|_| stdout.flush()), &observer)
}

/// The differences as text.
fn in_words(found: &RunDiff) -> String {
    if found.is_empty() {
        return "Nothing differs.\n".to_owned();
    }
    let mut text = String::new();
    for (kind, heading) in [
        (FactKind::Version, "Version"),
        (FactKind::Setting, "Settings"),
        (FactKind::Codebook, "Codebook"),
        (FactKind::Count, "Counts"),
    ] {
        let of_kind = found.facts.iter().filter(|fact| fact.kind == kind);
        let lines: Vec<String> = of_kind.map(fact_line).collect();
        if !lines.is_empty() {
            text.push_str(&format!("{heading}\n{}\n", lines.concat()));
        }
    }
    for table in &found.tables {
        text.push_str(&table_in_words(table));
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn fact_line(fact: &FactDiff) -> String {
    let (before, after) = (shown(&fact.before), shown(&fact.after));
    format!("  {}  {before} → {after}\n", harmless(&fact.name))
}

fn table_in_words(table: &TableDiff) -> String {
    let name = if table.name == DOCUMENTS {
        "Documents".to_owned()
    } else {
        harmless(&table.name).into_owned()
    };
    match table.change {
        Change::New => return format!("{name}: a new table\n"),
        Change::Gone => return format!("{name}: the table is gone\n"),
        Change::Changed => {}
    }
    let counted = |number: u64, word: &str| format!("{} {word}", thousands(number));
    let rows = format!(
        "{}, {}, {} of {} → {}",
        counted(table.new, "new"),
        counted(table.gone, "gone"),
        counted(table.changed, "changed"),
        thousands(table.rows.0),
        thousands(table.rows.1),
    );
    let mut text = format!("{name}: {rows}");
    let all = table.new + table.gone + table.changed;
    if (table.largest.len() as u64) < all {
        let largest = thousands(table.largest.len() as u64);
        text.push_str(&format!("; the {largest} largest changes:"));
    }
    text.push('\n');
    for (column, change) in &table.columns {
        let column = harmless(column);
        text.push_str(&format!("  column {column}: {}\n", change.name()));
    }
    text.extend(table.largest.iter().map(row_line));
    text
}

fn row_line(row: &RowDiff) -> String {
    let sign = match row.change {
        Change::New => '+',
        Change::Gone => '-',
        Change::Changed => '~',
    };
    let key = row.key.iter().filter(|cell| !cell.is_empty());
    let key = key.map(|cell| shown(cell)).collect::<Vec<_>>().join(", ");
    let label = match row.label.as_str() {
        "" => String::new(),
        label if row.key.iter().any(|cell| cell == label) => String::new(),
        label => format!(" ({})", shown(label)),
    };
    let is_told = |cell: &&CellDiff| row.change == Change::Changed || cell.difference.is_some();
    let mut told: Vec<&CellDiff> = row.cells.iter().filter(is_told).collect();
    // Numbers say most; that the text of a document is another one, says more.
    told.sort_by_key(|cell| (cell.column != HASH, cell.difference.is_none()));
    let mut cells: Vec<String> = told
        .iter()
        .take(CELLS)
        .map(|cell| cell_in_words(cell, row.change))
        .collect();
    if row.change == Change::Changed && told.len() > CELLS {
        cells.push(format!("{} more", told.len() - CELLS));
    }
    format!("  {sign} {key}{label}  {}\n", cells.join(", "))
        .trim_end()
        .to_owned()
        + "\n"
}

fn cell_in_words(cell: &CellDiff, change: Change) -> String {
    let column = harmless(&cell.column);
    let value = |value: &str| match cell.difference {
        Some(_) => short_number(value),
        None => shown(value),
    };
    match change {
        Change::New => format!("{column} {}", value(&cell.after)),
        Change::Gone => format!("{column} {}", value(&cell.before)),
        Change::Changed if column == HASH => "text changed".to_owned(),
        Change::Changed => format!("{column} {} → {}", value(&cell.before), value(&cell.after)),
    }
}

/// A number with the digits that people read; all of them are in the tables.
fn short_number(value: &str) -> String {
    match value.parse::<f64>() {
        Ok(number) if value.contains(['.', 'e']) => short(number),
        _ => shown(value),
    }
}

/// Four significant digits, without zeros behind them.
fn short(number: f64) -> String {
    let before_the_point = number.abs().log10().floor().max(-6.0);
    if !before_the_point.is_finite() || before_the_point >= 15.0 {
        return number.to_string();
    }
    let digits = (SIGNIFICANT - 1 - before_the_point as i32).max(0) as usize;
    let text = format!("{number:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// A value on one line, cut where it is long; a missing one is named.
fn shown(value: &str) -> String {
    match value {
        "" => "(none)".to_owned(),
        value => cut_end(&harmless(value), WIDEST_CELL).into_owned(),
    }
}
