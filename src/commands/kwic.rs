//! `refrain kwic`: a concordance, aligned on the match, or as CSV.

use std::io;
use std::process::ExitCode;

use anyhow::Result;
use refrain::analyze::{Concepts, concordance_order, find_concepts};
use refrain::model::{Corpus, Window};
use refrain::progress::Observer as _;
use refrain::stats::sample;
use refrain::tables::{Context, kwic_lines};

use super::columns::thousands;
use super::lines::Lines;
use super::session::{
    Shown, check_pattern, close, codebook_of, corpus_of, counted, finished,
    note_doubts_beside_hits, observe, settings,
};
use crate::cli::{ColorChoice, KwicArgs};
use crate::messages::Messages;
use crate::terminal;

/// What a sample is drawn by.
const SEED: u64 = 1;

/// Prints a concordance.
///
/// # Errors
/// Wrong settings or patterns, input that cannot be read, output that cannot be written, Ctrl-C.
pub(crate) fn kwic(args: &KwicArgs, messages: Messages) -> Result<ExitCode> {
    check_pattern("kwic", &args.pattern, &args.input.inputs)?;
    let (input, settings) = settings(&args.input, messages)?;
    let codebook = codebook_of(&args.pattern, &settings)?;
    let observer = observe(messages, args.input.threads)?.without_estimate();
    let corpus = corpus_of(&input, &settings, &observer)?;
    let concepts = find_concepts(&corpus, codebook);
    let order = chosen(&corpus, &concepts, args);
    let listed = order.len();
    corpus.check()?;
    observer.clear();
    let is_aligned = args.print.shown() == Shown::Aligned
        || args.color == ColorChoice::Always && !args.print.csv && args.print.file.is_none();
    if is_aligned {
        let has_colors = match args.color {
            ColorChoice::Auto => terminal::has_colors(),
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        let lines = Lines {
            corpus: &corpus,
            hits: order.iter().map(|&hit| &concepts.hits[hit]).collect(),
            width: terminal::width(),
            has_colors,
            check: &|| observer.check().map_err(io::Error::other),
        };
        let mut stdout = io::stdout().lock();
        let printed = if args.sentence {
            lines.sentences(&mut stdout)
        } else {
            lines.aligned(args.window, &mut stdout)
        };
        finished(printed, &observer)?;
    } else {
        let context = match args.window {
            _ if args.sentence => Context::Sentence,
            Some(window) => Context::Words(window),
            None => Context::Words(Window::both(settings.config.concepts.context)),
        };
        let table = kwic_lines(&corpus, &concepts, order, context).into_cells();
        let excel = settings.config.output.excel;
        args.print.write_csv(&table, excel, &observer)?;
    }
    note_doubts_beside_hits(messages, &concepts);
    let line = closing_line(&corpus, &concepts, listed);
    Ok(close(messages, &corpus, &args.print, &line))
}

/// The hits to list, in their order.
fn chosen(corpus: &Corpus, concepts: &Concepts, args: &KwicArgs) -> Vec<usize> {
    let drawn = match args.sample {
        Some(size) => sample(concepts.hits.len(), size, SEED),
        None => (0..concepts.hits.len()).collect(),
    };
    let mut order = if args.sort.is_empty() {
        drawn
    } else {
        let hits: Vec<_> = drawn.iter().map(|&hit| concepts.hits[hit]).collect();
        let sorted = concordance_order(corpus, &hits, &args.sort).into_iter();
        sorted.map(|place| drawn[place]).collect()
    };
    order.truncate(args.limit.unwrap_or(usize::MAX));
    order
}

fn closing_line(corpus: &Corpus, concepts: &Concepts, listed: usize) -> String {
    let counts = concepts.counts.first();
    let documents = counts.map_or(0, |counts| counts.by_document.len());
    let hits = concepts.hits.len();
    let some = match listed == hits {
        true => String::new(),
        false => format!("; {} listed", thousands(listed as u64)),
    };
    format!(
        "{} in {} of {}{some}",
        counted(hits as u64, "hit"),
        thousands(documents as u64),
        counted(corpus.documents.len() as u64, "document")
    )
}
