//! The whole way of the data on one page.
//!
//! Takes inputs and settings, gives [`Results`], or a folder of tables: [`read`] reads files,
//! [`analyse_corpus`] touches none, [`run`] writes. Each analysis is a line of [`analyse_corpus`] or of
//! the functions below it, with the tables that it is for.

mod gate;
mod reading;

use std::path::{Path, PathBuf};

pub use reading::read;

use crate::analyze::inputs::{AnalysisInputs, extract_key_phrases};
use crate::analyze::{
    Associate, AssociateChanges, Codebook, ConceptRates, Cooccurrences, CorpusParts,
    ItemDispersions, Networks, Recurrence, Results, Similarity, TfIdf, document_phrases,
    find_concepts, frequency, nearest, shared_passages,
};
use crate::config::{Config, PeriodChoice};
use crate::count::{count, source_tasks};
use crate::error::Result;
use crate::model::{Corpus, Ingredient, TableId};
use crate::progress::{Observer, Stage};
use crate::{output, report, tables};
use gate::Gate;
use reading::read_codebook;

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
}

/// How many associates of a concept are kept.
const ASSOCIATES: usize = 12;

/// Reads, analyses and writes: the main job.
///
/// # Errors
/// Any [`Error`]; nothing is left half-written.
pub fn run(
    input: &Input,
    config: &Config,
    folder: &Path,
    force: bool,
    observer: &dyn Observer,
) -> Result<Outcome> {
    output::check_folder(folder, force)?;
    let results = analyse(input, config, observer)?;
    let tables = tables::tables(&results, config);
    let summary = report::summary(&results, &tables, config);
    let (figures, page) = if config.output.report {
        let figures = report::figures::figures(&results, config);
        let page = report::page(&results, &tables, &figures, config)?;
        (figures, Some(page))
    } else {
        if config.output.png {
            observer.note(
                "no figure is drawn as PNG, since figures belong to the report (--no-report)",
            );
        }
        (Vec::new(), None)
    };
    let readable = output::Readable {
        summary: &summary,
        page: page.as_deref(),
        figures: &figures,
    };
    output::write(folder, force, &results, &tables, readable, config, observer)?;
    drop(tables);
    Ok(Outcome {
        analysed: results.corpus.documents.len(),
        duplicates: results.corpus.duplicates.len(),
        skipped: results.corpus.skipped.len(),
        tokens: results.corpus.tokens(),
        warnings: results.corpus.warnings,
    })
}

/// Reads and analyses, and writes nothing.
///
/// # Errors
/// If an input or setting can't be used, if there is nothing to analyse, or if the user stops it.
pub fn analyse(input: &Input, config: &Config, observer: &dyn Observer) -> Result<Results> {
    let codebook = read_codebook(input, config)?;
    let corpus = read(input, config, observer)?;
    analyse_corpus(corpus, codebook, config, observer)
}

/// Analyses a corpus, with the hits of a codebook if there is one; reads and writes no file.
///
/// # Errors
/// If a setting does not fit the corpus, or if the user stops it.
pub fn analyse_corpus(
    mut corpus: Corpus,
    codebook: Option<Codebook>,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Results> {
    for note in codebook.iter().flat_map(|codebook| &codebook.notes) {
        observer.note(note);
        corpus.warnings.push(note.clone());
    }
    observer.begin(Stage::Analyze, 0);
    let gate = Gate {
        output: &config.output,
        observer,
    };
    let counts = count(&corpus);
    let frequency = frequency(&corpus, &counts);
    let tfidf = TfIdf::new(
        corpus.documents.len(),
        frequency.document_frequencies(),
        config.tfidf.weighting,
    );
    let tasks = source_tasks(&corpus);
    let phrases = gate.run_if(gate.needs(Ingredient::KeyPhrases), || {
        Some(extract_key_phrases(
            &corpus,
            &counts,
            &tasks,
            &config.phrases,
        ))
    })?;
    let document_phrases = gate.run(&[TableId::DocumentPhrases], || {
        Some(document_phrases(&corpus, &tfidf.df, &config.phrases))
    })?;
    let concepts = codebook.map(|codebook| find_concepts(&corpus, codebook));
    observer.check()?;
    let inputs = AnalysisInputs {
        corpus: &corpus,
        tasks: &tasks,
        counts: &counts,
        frequency: &frequency,
        tfidf: &tfidf,
        phrases: phrases.as_ref(),
        concepts: concepts.as_ref(),
    };
    let best = best_phrases(&inputs, config, gate)?;
    let dispersion = dispersion(&inputs, gate)?;
    let keyness = gate.try_run(&[TableId::Keyness], || inputs.keyness(&config.keyness))?;
    let concept_rates = concept_rates(&inputs, config, gate)?;
    let collocates = gate.try_run(&[TableId::Collocates, TableId::CollocatesBySource], || {
        inputs.collocates(&config.collocates)
    })?;
    let candidates = gate.run(&[TableId::ConceptCandidates], || {
        inputs.candidates(config.concepts.candidates)
    })?;
    let adjacent_pairs = gate.run(&[TableId::Collocations], || Some(inputs.adjacent_pairs()))?;
    let similarity = gate.run_shown(&[TableId::Similarity, TableId::SourceSimilarity], || {
        similarity(&inputs, config, gate)
    })?;
    let shared_passages = gate.run_shown(&[TableId::Passages, TableId::PassageClusters], || {
        Some(shared_passages(&corpus, &config.reuse, observer))
    })?;
    let parallel_sentences = gate
        .run_shown(&[TableId::ParallelSentences, TableId::Wording], || {
            Some(inputs.parallel_sentences(&config.wording, observer))
        })?;
    let (networks, associate_changes) = networks(&inputs, config, gate)?;
    observer.end();
    observer.check()?;
    corpus.check()?;
    Ok(Results {
        counts,
        frequency,
        tfidf,
        phrases,
        document_phrases,
        cooccurrences: best.cooccurrences,
        concepts,
        dispersion,
        keyness,
        concept_rates,
        concept_associates: best.concept_associates,
        collocates,
        candidates,
        adjacent_pairs,
        recurrence: best.recurrence,
        similarity,
        shared_passages,
        parallel_sentences,
        networks,
        associate_changes,
        corpus,
    })
}

/// What comes of where the best-scored key phrases stand.
struct BestPhrases {
    cooccurrences: Cooccurrences,
    recurrence: Vec<Recurrence>,
    concept_associates: Vec<Vec<Associate>>,
}

/// The best-scored key phrases in pairs, what recurs across sources, and what is associated with
/// concepts.
fn best_phrases(
    inputs: &AnalysisInputs<'_>,
    config: &Config,
    gate: Gate<'_>,
) -> Result<BestPhrases> {
    let chosen = inputs.best_phrases(config.cooccurrence.phrases);
    let in_pairs = gate.needs(Ingredient::Cooccurrences);
    let occurrences = gate.run_if(in_pairs || inputs.concepts.is_some(), || {
        inputs.occurrences(&chosen)
    })?;
    let (scopes, units) = gate.run_if(in_pairs, || {
        inputs.cooccurrences(&occurrences, &config.cooccurrence)
    })?;
    let cooccurrences = Cooccurrences { chosen, scopes };
    let recurrence = gate.run(&[TableId::Recurrence], || {
        inputs.recurrence(&cooccurrences, &units, &config.phrases)
    })?;
    Ok(BestPhrases {
        cooccurrences,
        recurrence,
        concept_associates: inputs.concept_associates(&occurrences, ASSOCIATES),
    })
}

/// How evenly items spread over documents and sources.
fn dispersion(inputs: &AnalysisInputs<'_>, gate: Gate<'_>) -> Result<ItemDispersions> {
    let parts = CorpusParts::new(inputs.corpus);
    let terms = gate.run(&[TableId::Terms], || inputs.term_dispersions(&parts))?;
    let (phrases, places) = gate.run(&[TableId::Phrases], || inputs.phrase_dispersions(&parts))?;
    let concepts = gate.run(&[TableId::Concepts], || inputs.concept_dispersions(&parts))?;
    Ok(ItemDispersions {
        terms,
        phrases,
        places,
        concepts,
    })
}

/// How sure the rates of concepts are, how they differ between sources, and how they change.
fn concept_rates(
    inputs: &AnalysisInputs<'_>,
    config: &Config,
    gate: Gate<'_>,
) -> Result<ConceptRates> {
    let settings = &config.concepts;
    Ok(ConceptRates {
        overall: gate.run(&[TableId::Concepts], || inputs.rate_intervals(settings))?,
        by_source: gate.run(&[TableId::ConceptsBySource], || {
            inputs.source_contrasts(settings)
        })?,
        over_time: gate.run(&[TableId::ConceptsByPeriod], || {
            inputs.concepts_over_time(settings)
        })?,
    })
}

/// Documents and sources near each other, by the same rows of weights.
fn similarity(inputs: &AnalysisInputs<'_>, config: &Config, gate: Gate<'_>) -> Similarity {
    let rows = inputs.unit_rows();
    Similarity {
        nearest: gate
            .wants(TableId::Similarity)
            .then(|| nearest(&rows, &config.similarity, gate.observer)),
        sources: gate
            .wants(TableId::SourceSimilarity)
            .then(|| inputs.source_similarities(&rows, config.concepts.period)),
    }
}

/// Networks, and the associates of concepts by source and period, which go by the same phrases.
fn networks(
    inputs: &AnalysisInputs<'_>,
    config: &Config,
    gate: Gate<'_>,
) -> Result<(Option<Networks>, Option<AssociateChanges>)> {
    const NETWORKS: [TableId; 4] = [
        TableId::Networks,
        TableId::NetworkNodes,
        TableId::NetworkEdges,
        TableId::NetworkDifferences,
    ];
    let compared = gate.try_run(&[TableId::NetworkDifferences], || {
        inputs.compared_sources(&config.network)
    })?;
    let wants_changes = inputs.concepts.is_some() && gate.wants(TableId::Companions);
    let period = match wants_changes {
        true => config.concepts.period,
        false => PeriodChoice::None,
    };
    let nodes = gate.run_if(gate.needs(Ingredient::NetworkPhrases), || {
        inputs.network_inputs(&config.network, period)
    })?;
    let Some(nodes) = nodes else {
        return Ok((None, None));
    };
    let mut networks = gate.run(&NETWORKS, || {
        Some(nodes.networks(compared, config.cooccurrence.min_count, &config.network))
    })?;
    if let (Some(networks), true) = (&mut networks, gate.wants(TableId::NetworkDifferences)) {
        // With one source the table is there, and empty.
        networks.differences.get_or_insert_default();
    }
    let changes = gate.run(&[TableId::Companions], || {
        Some(nodes.associate_changes(config.concepts.companions))
    })?;
    Ok((networks, changes))
}
