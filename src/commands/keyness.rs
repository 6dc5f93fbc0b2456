//! `refrain keyness`: what one corpus uses more, or less, than another.

use std::cmp::Ordering;
use std::mem::ManuallyDrop;
use std::process::ExitCode;

use anyhow::Result;
use refrain::analyze::NoCodebook;
use refrain::model::TableId;
use refrain::pipeline;
use refrain::tables::{self, KeynessRow, OfResults as _, Shown};

use super::columns::{decimal, probability, thousands};
use super::session::{close, counted, observe, of_all, settings_of};
use super::sheet::{Sheet, number, text};
use crate::cli::KeynessArgs;
use crate::messages::Messages;

/// Lists what sets a corpus apart from another.
///
/// # Errors
/// Wrong settings, input that cannot be read, output that cannot be written, Ctrl-C.
pub(crate) fn keyness(args: &KeynessArgs, messages: Messages) -> Result<ExitCode> {
    let mut targets = args.input.inputs.clone();
    if targets.is_empty() {
        targets.push("input".into());
    }
    let paths = [targets.as_slice(), args.against.as_slice()].concat();
    let (input, settings) = settings_of(&args.input, paths, messages)?;
    let observer = observe(messages, args.input.threads)?.without_estimate();
    let mut config = settings.config.clone();
    config.output.only = vec![TableId::Keyness];
    config.output.also.clear();
    if !args.phrases {
        // Key phrases of one word cost little, and keyness leaves them to the terms.
        config.phrases.max_length = 1;
    }
    let (corpus, [target, reference]) =
        pipeline::read_two(&input, targets.len(), &config, &observer)
            .map_err(|error| settings.locate(error))?;
    config.keyness.reference.clone_from(&reference);
    let no_codebook = Err(NoCodebook::NotWanted);
    let results = pipeline::analyse_corpus(corpus, no_codebook, &config, &observer)?;
    let results = ManuallyDrop::new(results);
    let table = tables::Keyness::of(&results, Shown::of(&config));
    let all: Vec<KeynessRow<'_>> = table.iter().flat_map(|table| table.rows()).collect();
    let number = all.len();
    let rows = strongest(all, args.list.most());
    let listed = rows.len();
    args.list
        .print_rows::<tables::Keyness>(rows, sheet, (config.output.excel, &observer))?;
    let tokens = results
        .corpus
        .sources
        .iter()
        .zip(results.corpus.tokens_by_source());
    let size = |name: &String| {
        let mut tokens = tokens.clone();
        let of_source = tokens.find(|(source, _)| *source == name);
        counted(of_source.map_or(0, |(_, tokens)| tokens), "token")
    };
    let line = format!(
        "{}; {target} ({}) against {reference} ({})",
        of_all(listed, number, "difference"),
        size(&target),
        size(&reference)
    );
    Ok(close(messages, &results.corpus, &args.list.print, &line))
}

/// What is more frequent in the target, then what is less frequent, the most different of each first; at
/// most so many of each.
fn strongest(rows: Vec<KeynessRow<'_>>, most: Option<usize>) -> Vec<KeynessRow<'_>> {
    let (mut more, mut less): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.log_ratio > 0.0);
    let by_strength = |a: &KeynessRow<'_>, b: &KeynessRow<'_>| -> Ordering {
        let by_lrc = b.lrc.abs().total_cmp(&a.lrc.abs());
        by_lrc.then(b.g2.total_cmp(&a.g2))
    };
    more.sort_by(by_strength);
    less.sort_by(by_strength);
    for rows in [&mut more, &mut less] {
        rows.truncate(most.unwrap_or(usize::MAX));
    }
    more.append(&mut less);
    more
}

fn sheet(rows: &[KeynessRow<'_>]) -> Sheet {
    let per_million = |n: u64, total: u64| {
        let rate = (total > 0).then(|| n as f64 * 1_000_000.0 / total as f64);
        decimal(rate, 1)
    };
    let has_phrases = rows.iter().any(|row| row.kind != "term");
    let rows = rows.iter().map(|row| {
        let sign = match row.log_ratio {
            ratio if ratio > 0.0 => "more",
            ratio if ratio < 0.0 => "less",
            _ => "same",
        };
        let mut cells = vec![
            sign.to_owned(),
            row.label.clone(),
            thousands(row.n_target),
            thousands(row.n_reference),
            per_million(row.n_target, row.total_target),
            per_million(row.n_reference, row.total_reference),
            decimal(Some(row.log_ratio), 2),
            decimal(Some(row.lrc), 2),
            probability(row.p_adjusted),
            decimal(Some(row.g2), 1),
        ];
        if has_phrases {
            cells.push(row.kind.to_owned());
        }
        cells
    });
    let rows = rows.collect();
    let mut columns = vec![
        text("use"),
        text("term"),
        number("here"),
        number("there"),
        number("rate here"),
        number("rate there"),
        number("log ratio"),
        number("lrc"),
        number("p"),
        number("G2"),
    ];
    if has_phrases {
        columns.push(text("kind"));
    }
    Sheet { columns, rows }
}
