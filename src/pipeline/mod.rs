//! The whole way of the data on one page.
//!
//! Takes inputs and settings, gives [`Results`], or a folder of tables: [`read`] reads files,
//! [`analyse_corpus`] touches none, [`run`] writes. Each analysis is a line of [`analyse_corpus`] or of
//! `steps`, with the tables that it is for.

mod gate;
#[cfg(feature = "worker")]
mod packed;
#[cfg(feature = "worker")]
mod parts;
mod reading;
mod steps;
mod validation;

use std::path::{Path, PathBuf};

#[cfg(feature = "worker")]
pub use packed::{Listed, Pack, Planned, list, plan_packed, read_packed};
#[cfg(feature = "worker")]
pub use parts::{
    IN_PARTS, LanguageParts, TermCell, TermNumbers, TermsOfParts, Weights, cells, rows_of_part,
    rows_of_skipped, specs_in_parts,
};
pub(crate) use reading::nothing_analysed;
pub use reading::{read, read_two};
pub use validation::{sample_for_validation, score_sheets};

use crate::analyze::{Codebook, Concepts, NoCodebook, Results};
use crate::config::Config;
use crate::error::Result;
use crate::model::{Corpus, TableId};
use crate::progress::{Observer, Stage};
use crate::report::Report;
use crate::{output, tables};
use gate::Gate;
use reading::read_codebook;
use steps::Basis;

/// What is to be read.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Folders and files; `-` is JSON Lines on standard input.
    pub paths: Vec<PathBuf>,
    /// The folder a relative codebook of the settings starts from: that of the settings file.
    pub settings_folder: Option<PathBuf>,
    /// How much memory to take, about, in bytes; none: as much as it needs.
    pub memory: Option<u64>,
    /// The folder that the output goes into, if there is one; temporary files lie beside it.
    pub output: Option<PathBuf>,
    /// The folder in which what was read is kept for the next run.
    pub cache: Option<PathBuf>,
}

/// What a run did, in numbers.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Documents that count.
    pub analysed: usize,
    /// Copies in no count, because one of the same text counts.
    pub duplicates: usize,
    /// Documents that were left out.
    pub skipped: usize,
    /// Tokens.
    pub tokens: u64,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// Why concepts were not followed, if there was no codebook.
    pub no_codebook: Option<NoCodebook>,
}

/// Reads, analyses and writes: the main job.
///
/// # Errors
/// Any [`crate::Error`]; nothing is left half-written.
pub fn run(
    input: &Input,
    config: &Config,
    folder: &Path,
    force: bool,
    observer: &dyn Observer,
) -> Result<Outcome> {
    let corpus = || read(input, config, observer);
    run_on(input, config, (folder, force), observer, corpus)
}

/// As [`run`], on a corpus that comes from elsewhere; the codebook is that of the input.
///
/// # Errors
/// Any [`crate::Error`]; nothing is left half-written.
pub fn run_on(
    input: &Input,
    config: &Config,
    (folder, force): (&Path, bool),
    observer: &dyn Observer,
    corpus: impl FnOnce() -> Result<Corpus>,
) -> Result<Outcome> {
    let claim = output::claim(folder, force)?;
    let results = analyse_on(input, config, observer, corpus)?;
    let config = &titled(config, input);
    write_claimed(&results, config, (claim, force), observer)?;
    Ok(Outcome {
        analysed: results.corpus.documents.len(),
        duplicates: results.corpus.duplicates.len(),
        skipped: results.corpus.skipped.len(),
        tokens: results.corpus.tokens(),
        no_codebook: results.no_codebook,
        warnings: results.corpus.warnings,
    })
}

/// The settings with a title for the report: the name of the only folder that is read, unless it is a
/// folder's usual name.
fn titled(config: &Config, input: &Input) -> Config {
    let mut config = config.clone();
    if let ([path], true) = (input.paths.as_slice(), config.output.title.is_empty()) {
        let name = path.file_name().map(|name| name.to_string_lossy());
        let says_something = |name: &&std::borrow::Cow<'_, str>| !USUAL.contains(&&***name);
        config.output.title = name
            .as_ref()
            .filter(says_something)
            .map_or_else(String::new, ToString::to_string);
    }
    config
}

/// Names of folders that say nothing of what is in them.
const USUAL: [&str; 9] = [
    "input",
    "in",
    "data",
    "texts",
    "text",
    "corpus",
    "documents",
    "docs",
    "-",
];

/// Writes the tables, the report and its figures of results.
///
/// # Errors
/// If the folder is not refrain's, or can't be written; nothing is left half-written.
pub fn write(
    results: &Results,
    config: &Config,
    folder: &Path,
    force: bool,
    observer: &dyn Observer,
) -> Result<()> {
    let claim = output::claim(folder, force)?;
    write_claimed(results, config, (claim, force), observer)
}

fn write_claimed(
    results: &Results,
    config: &Config,
    (claim, force): (output::Claim, bool),
    observer: &dyn Observer,
) -> Result<()> {
    let tables = tables::tables(results, config);
    let input_hash = results.corpus.input_hash();
    let report = Report::new(results, &tables, config, &input_hash);
    let summary = report.summary();
    let (figures, page, texts) = if config.output.report {
        if report.is_too_large_to_embed() {
            observer.note("the texts are too large to be put into report.html, so they are in the folder texts beside it");
        }
        let figures = report.figures();
        let page = report.page(&figures)?;
        (figures, Some(page), report.text_files())
    } else {
        if config.output.png {
            observer.note(
                "no PNG figures were drawn, since figures are part of the report (--no-report)",
            );
        }
        (Vec::new(), None, None)
    };
    let contents = output::Contents {
        results,
        tables: &tables,
        summary: &summary,
        page: page.as_deref(),
        figures: &figures,
        texts: texts.as_ref(),
        input_hash: &input_hash,
    };
    output::write(claim, force, contents, config, observer)
}

/// Reads and analyses, and writes nothing.
///
/// # Errors
/// If an input or setting can't be used, if there is nothing to analyse, or if the user stops it.
pub fn analyse(input: &Input, config: &Config, observer: &dyn Observer) -> Result<Results> {
    analyse_on(input, config, observer, || read(input, config, observer))
}

/// As [`analyse`], on a corpus that comes from elsewhere. A codebook that is wrong is told before it is read.
fn analyse_on(
    input: &Input,
    config: &Config,
    observer: &dyn Observer,
    corpus: impl FnOnce() -> Result<Corpus>,
) -> Result<Results> {
    let codebook = read_codebook(input, config)?;
    analyse_corpus(corpus()?, codebook, config, observer)
}

/// Tells a note now, and keeps it for the report.
fn warn(corpus: &mut Corpus, observer: &dyn Observer, note: &str) {
    observer.note(note);
    corpus.warnings.push(note.to_owned());
}

/// Analyses a corpus, with the hits of a codebook, or with why there is none; reads and writes no file.
///
/// # Errors
/// If a setting does not fit the corpus, or if the user stops it.
pub fn analyse_corpus(
    mut corpus: Corpus,
    codebook: std::result::Result<Codebook, NoCodebook>,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Results> {
    let no_codebook = codebook.as_ref().err().copied();
    for note in codebook.iter().flat_map(|codebook| &codebook.notes) {
        warn(&mut corpus, observer, note);
    }
    observer.begin(Stage::Analyze, 0);
    let gate = Gate {
        output: &config.output,
        observer,
    };
    let basis = Basis::new(&corpus, codebook.ok(), config, gate)?;
    if let Some(dropped) = &basis.dropped {
        warn(&mut corpus, observer, &dropped.to_string());
    }
    let inputs = basis.inputs(&corpus);
    let best = steps::best_phrases(&inputs, config, gate)?;
    let (dispersion, phrase_counts) = steps::dispersion(&inputs, gate)?;
    let keyness = gate.try_run(&[TableId::Keyness], || {
        inputs.keyness(&config.keyness, &phrase_counts)
    })?;
    let concept_rates = steps::concept_rates(&inputs, config, gate)?;
    let collocates = gate.try_run(&[TableId::Collocates, TableId::CollocatesBySource], || {
        inputs.collocates(&config.collocates, config.concepts.matching())
    })?;
    let candidates = gate.run(&[TableId::ConceptCandidates], || {
        inputs.candidates(config.concepts.candidates)
    })?;
    let adjacent_pairs = gate.run(&[TableId::Collocations], || Some(inputs.adjacent_pairs()))?;
    let compared = steps::compare(&inputs, config, gate)?;
    let (networks, associate_changes) = steps::networks(&inputs, config, gate)?;
    observer.end();
    observer.check()?;
    corpus.check()?;
    let pattern_notes = basis.concepts.iter().flat_map(Concepts::notes);
    corpus.warnings.extend(pattern_notes);
    Ok(Results {
        counts: basis.counts,
        frequency: basis.frequency,
        tfidf: basis.tfidf,
        phrases: basis.phrases,
        document_phrases: basis.document_phrases,
        concepts: basis.concepts,
        no_codebook,
        cooccurrences: best.cooccurrences,
        dispersion,
        keyness,
        concept_rates,
        concept_associates: best.concept_associates,
        collocates,
        candidates,
        adjacent_pairs,
        recurrence: best.recurrence,
        similarity: compared.similarity,
        shared_passages: compared.shared_passages,
        parallel_sentences: compared.parallel_sentences,
        networks,
        associate_changes,
        corpus,
    })
}
