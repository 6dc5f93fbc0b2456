//! `refrain tables`: the tables there are, and what their columns mean.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use anyhow::Result;
use refrain::error::Error;
use refrain::model::TableSpec;
use refrain::near_names::hint;
use refrain::tables::declaration;
use refrain::{TableId, output};

use super::columns::{padding, width};
use crate::cli::{TableFormat, TablesArgs};
use crate::messages::{Finished, Messages};
use crate::terminal;

/// The narrowest that the last column of a list gets.
const NARROWEST: usize = 24;

/// Lists the tables, or the columns of one.
///
/// # Errors
/// If there is no such table, or standard output is closed.
pub(crate) fn tables(args: &TablesArgs, messages: Messages) -> Result<ExitCode> {
    let text = match (&args.table, args.format) {
        (Some(name), _) => columns_of(name)?,
        (None, TableFormat::Text) => all_tables(),
        (None, TableFormat::Json) => output::described_tables(),
        (None, TableFormat::Markdown) => super::reference::tables(),
    };
    io::stdout().write_all(text.as_bytes())?;
    messages.finished(&Finished::default(), "");
    Ok(ExitCode::SUCCESS)
}

/// A line for each table: its name, group, when it is written, and what a row is.
fn all_tables() -> String {
    let header = ["table", "group", "written", "a row is"].map(ToOwned::to_owned);
    let rows = TableId::ALL.into_iter().map(|id| {
        [
            id.name().to_owned(),
            id.group().to_owned(),
            id.written().in_words().to_owned(),
            declaration(id).row.to_owned(),
        ]
    });
    let rows: Vec<[String; 4]> = [header].into_iter().chain(rows).collect();
    aligned(&rows)
}

/// What a table is, and a line for each of its columns.
fn columns_of(name: &str) -> Result<String> {
    let plain = name.strip_suffix(".csv").unwrap_or(name);
    let Some(id) = TableId::ALL.into_iter().find(|id| id.name() == plain) else {
        let near = hint(plain, TableId::ALL.map(TableId::name));
        let message = format!("no such table{near}\n  `refrain tables` lists all of them");
        return Err(Error::setting(format!("`{name}`"), message).into());
    };
    let spec = declaration(id);
    let header = ["column", "type", "meaning"].map(ToOwned::to_owned);
    let rows = spec.columns.iter().map(|column| {
        [
            column.name.to_string(),
            column.kind.name().to_owned(),
            column.meaning.to_string(),
        ]
    });
    let rows: Vec<[String; 3]> = [header].into_iter().chain(rows).collect();
    let about = about(id, &spec).join("\n");
    Ok(format!("{about}\n\n{}", aligned(&rows)))
}

/// What is to be said of a table as a whole, in sentences.
pub(super) fn about(id: TableId, spec: &TableSpec) -> [String; 3] {
    let further = match id {
        TableId::Documents => " Each field of metadata adds a column behind those listed here.",
        _ => "",
    };
    [
        format!("A row of {} is {}.{further}", id.file(), spec.row),
        format!(
            "Rows are ordered {}. Key: {}.",
            spec.order,
            spec.key.join(", ")
        ),
        format!("Written: {}.", id.written().in_words()),
    ]
}

/// Rows in columns. On a terminal the last column is wrapped; elsewhere each row is one line.
fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let is_terminal = io::stdout().is_terminal();
    let widths: [usize; N] = std::array::from_fn(|at| {
        let cells = rows.iter().map(|row| width(&row[at]));
        cells.max().unwrap_or(0) + 2
    });
    let indent: usize = widths.iter().take(N.saturating_sub(1)).sum();
    let room = terminal::width().saturating_sub(indent).max(NARROWEST);
    let mut text = String::new();
    for row in rows {
        let Some((last, first)) = row.split_last() else {
            continue;
        };
        for (cell, &columns) in first.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&padding(cell, columns));
        }
        let mut used = 0;
        for word in last.split(' ') {
            let columns = width(word);
            if is_terminal && used > 0 && used + columns > room {
                text.push('\n');
                text.push_str(&" ".repeat(indent));
                used = 0;
            } else if used > 0 {
                text.push(' ');
            }
            text.push_str(word);
            used += columns + 1;
        }
        text.push('\n');
    }
    text
}
