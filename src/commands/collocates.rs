//! `refrain collocates`: the words near a word.

use std::mem::ManuallyDrop;
use std::process::ExitCode;

use anyhow::Result;
use refrain::error::Error;
use refrain::model::{Cell, ColumnType, Field as _, TableId, declared};
use refrain::near_names::hint;
use refrain::pipeline;
use refrain::tables::{self, CollocateRow, OfResults as _, Shown};

use super::columns::{decimal, thousands};
use super::session::{
    check_pattern, close, codebook_of, counted, note_doubts, observe, of_all, settings,
};
use super::sheet::{Sheet, number, text};
use crate::cli::CollocatesArgs;
use crate::messages::Messages;

/// Lists collocates.
///
/// # Errors
/// Wrong settings or patterns, input that cannot be read, output that cannot be written, Ctrl-C.
pub(crate) fn collocates(args: &CollocatesArgs, messages: Messages) -> Result<ExitCode> {
    check_pattern("collocates", &args.pattern, &args.input.inputs)?;
    let (input, settings) = settings(&args.input, messages)?;
    let codebook = codebook_of(&args.pattern, &settings)?;
    let measure = column_of(&args.measure)?;
    let observer = observe(messages, args.input.threads)?.without_estimate();
    let mut config = settings.config.clone();
    config.output.only = vec![TableId::Collocates];
    config.output.also.clear();
    config.collocates.most = u32::MAX;
    config.collocates.nodes.clear();
    let corpus =
        pipeline::read(&input, &config, &observer).map_err(|error| settings.locate(error))?;
    let results = pipeline::analyse_corpus(corpus, Ok(codebook), &config, &observer)?;
    let results = ManuallyDrop::new(results);
    let table = tables::Collocates::of(&results, Shown::of(&config));
    let mut rows: Vec<CollocateRow<'_>> = table.iter().flat_map(|table| table.rows()).collect();
    // The table is in the order of log-likelihood, which decides between equal ones.
    let strength = |row: &CollocateRow<'_>| cell(row, measure).unwrap_or(f64::NEG_INFINITY);
    rows.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
    let all = rows.len();
    rows.truncate(args.list.most().unwrap_or(all));
    let listed = rows.len();
    args.list.print_rows::<tables::Collocates>(
        rows,
        |rows| sheet(rows, &args.measure, measure),
        (config.output.excel, &observer),
    )?;
    let concepts = results.concepts.as_ref();
    concepts
        .iter()
        .for_each(|concepts| note_doubts(messages, concepts));
    let hits = concepts.map_or(0, |concepts| concepts.hits.len() as u64);
    let line = format!(
        "{} of `{}`, within {}; {} in {}",
        of_all(listed, all, "collocate"),
        args.pattern,
        config.collocates.window.describe(),
        counted(hits, "hit"),
        counted(results.corpus.documents.len() as u64, "document")
    );
    Ok(close(messages, &results.corpus, &args.list.print, &line))
}

/// The place of the measure of this name among the columns.
fn column_of(name: &str) -> Result<usize> {
    let columns = declared::<tables::Collocates>();
    let is_measure = |kind: ColumnType| kind == ColumnType::Number;
    let place = columns
        .iter()
        .position(|column| is_measure(column.kind) && column.name == name);
    place.ok_or_else(|| {
        let measures = columns.iter().filter(|column| is_measure(column.kind));
        let names: Vec<&str> = measures.map(|column| &*column.name).collect();
        let near = hint(name, names.iter().copied());
        let message = format!(
            "unknown measure `{name}`{near}\n  the measures are: {}",
            names.join(" ")
        );
        Error::setting("--measure", message).into()
    })
}

/// The number in a column of a row, if there is one.
fn cell(row: &CollocateRow<'_>, place: usize) -> Option<f64> {
    let (mut number, mut at) = (None, 0);
    row.each_cell(&mut |cell| {
        if at == place
            && let Cell::Number(value) = cell
        {
            number = Some(value);
        }
        at += 1;
    });
    number
}

fn sheet(rows: &[CollocateRow<'_>], name: &str, measure: usize) -> Sheet {
    let is_shown_anyway = ["log_dice", "log_likelihood"].contains(&name);
    let mut columns = vec![
        number("rank"),
        text("collocate"),
        number("near"),
        number("left"),
        number("right"),
        number("in all"),
        number("logDice"),
        number("G2"),
        number("documents"),
    ];
    if !is_shown_anyway {
        columns.insert(6, number("measure"));
    }
    let rows = rows.iter().zip(1..).map(|(row, rank)| {
        let counts = &row.counts;
        let mut cells = vec![
            thousands(rank),
            counts.label.to_owned(),
            thousands(counts.n),
            thousands(counts.n_left),
            thousands(counts.n_right),
            thousands(counts.n_collocate),
            decimal(row.measures.log_dice, 2),
            decimal(row.measures.log_likelihood, 1),
            thousands(counts.documents),
        ];
        if !is_shown_anyway {
            cells.insert(6, decimal(cell(row, measure), 3));
        }
        cells
    });
    Sheet {
        rows: rows.collect(),
        columns,
    }
}
