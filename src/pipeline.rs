//! The whole way of the data on one page.
//!
//! Takes inputs and settings, gives [`Results`], or a folder of tables. What one analysis needs of
//! another is handed over here.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analyze::{
    Codebook, Companion, Company, Concepts, KeyPhrases, Results, TfIdf, companions, cooccurrence,
    document_phrases, find_concepts, frequency, key_phrases,
};
use crate::config::{Config, ReadingSettings};
use crate::corpus::{freeze, read_segments};
use crate::count::{
    Counts, Occurrences, PhraseFinder, SourceTask, count, count_ngrams, source_tasks,
};
use crate::error::{Error, Result};
use crate::handover;
use crate::model::{Corpus, PhraseId, TermId};
use crate::progress::{Observer, Stage};
use crate::resource_estimate::ResourceEstimate;
use crate::store::{Cache, Spill, Storage};
use crate::{output, report, source, tables};

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

/// The tables of phrases and of their company.
const PHRASE_TABLES: [&str; 5] = [
    "phrases",
    "phrases_by_source",
    "collocations",
    "concept_candidates",
    "keyness",
];
const COMPANY_TABLES: [&str; 3] = ["cooccurrence", "cooccurrence_by_source", "recurrence"];
/// The tables of concepts.
const CONCEPT_TABLES: [&str; 11] = [
    "concepts",
    "concepts_by_source",
    "concepts_by_document",
    "concepts_by_period",
    "patterns",
    "concept_overlap",
    "kwic",
    "collocates",
    "collocates_by_source",
    "concept_candidates",
    "keyness",
];

/// How many companions of a concept are kept.
const COMPANIONS: usize = 12;

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
    let contents = output::Contents {
        results: &results,
        tables: &tables,
        summary: &summary,
        page: page.as_deref(),
        figures: &figures,
    };
    output::write(folder, force, contents, config, observer)?;
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
    let codebook = codebook(input, config)?;
    let mut corpus = read(input, config, observer)?;
    for note in codebook.iter().flat_map(|book| &book.notes) {
        observer.note(note);
        corpus.warnings.push(note.clone());
    }
    observer.begin(Stage::Analyze, 0);
    let results = analyse_corpus(corpus, codebook, config, observer)?;
    observer.end();
    observer.check()?;
    results.corpus.check()?;
    Ok(results)
}

fn analyse_corpus(
    corpus: Corpus,
    codebook: Option<Codebook>,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Results> {
    let counts = count(&corpus);
    let frequency = frequency(&corpus, &counts);
    let df = frequency.terms.iter().map(|term| term.df).collect();
    let tfidf = TfIdf::new(corpus.documents.len(), df, config.tfidf.weighting);
    observer.check()?;
    let tasks = source_tasks(&corpus);
    let is_asked = config.output.wants(&COMPANY_TABLES)
        || config.output.wants(&PHRASE_TABLES)
        || config.output.names_any(&handover::ACROSS_TABLES);
    let phrases = is_asked.then(|| phrases(&corpus, &counts, &tasks, config));
    observer.check()?;
    let wants_own = config.output.names("document_phrases");
    let own_phrases = wants_own.then(|| document_phrases(&corpus, &tfidf.df, &config.phrases));
    observer.check()?;
    let mut standing = standing(
        &corpus,
        &tasks,
        phrases.as_ref(),
        codebook,
        config,
        observer,
    )?;
    let found = handover::Found {
        corpus: &corpus,
        tasks: &tasks,
        counts: &counts,
        frequency: &frequency,
        phrases: phrases.as_ref(),
        concepts: standing.concepts.as_ref(),
    };
    let (spread, keys) = (found.spread(config), found.keys(config)?);
    let certainty = found.certainty(config);
    observer.check()?;
    let (around, adjacent) = (found.around(config)?, found.adjacent(config));
    observer.check()?;
    let recurrence = found.recurrence(&standing.company, config);
    observer.check()?;
    let across = found.across(&tfidf, config, observer)?;
    // Nobody asks for these again.
    let scopes = standing.company.scopes.iter_mut();
    scopes.for_each(|scope| scope.shares = Vec::new());
    Ok(Results {
        counts,
        frequency,
        tfidf,
        phrases,
        document_phrases: own_phrases,
        company: standing.company,
        concepts: standing.concepts,
        spread,
        keys,
        certainty,
        companions: standing.companions,
        around,
        adjacent,
        recurrence,
        across,
        corpus,
    })
}

/// What comes of where phrases and concepts stand.
struct Standing {
    company: Company,
    concepts: Option<Concepts>,
    companions: Vec<Vec<Companion>>,
}

/// Finds where the chosen phrases and the concepts stand, and who stands together.
fn standing(
    corpus: &Corpus,
    tasks: &[SourceTask],
    phrases: Option<&KeyPhrases>,
    codebook: Option<Codebook>,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Standing> {
    let chosen = phrases.map(|phrases| choose(phrases, config));
    let chosen = chosen.unwrap_or_default();
    let finder = finder(corpus, phrases, &chosen);
    let with_company = config.output.wants(&COMPANY_TABLES);
    let is_asked = finder.phrases() > 0 && (with_company || codebook.is_some());
    let occurrences = is_asked.then(|| Occurrences::new(corpus, tasks, &finder));
    let occurrences = occurrences.unwrap_or_default();
    let scopes = with_company.then(|| company(corpus, tasks, &finder, &occurrences, config));
    observer.check()?;
    let concepts = codebook.map(|codebook| find_concepts(corpus, codebook));
    let companions = concepts
        .as_ref()
        .map(|found| all_companions(&finder, &occurrences, found));
    Ok(Standing {
        company: Company {
            chosen,
            scopes: scopes.unwrap_or_default(),
        },
        concepts,
        companions: companions.unwrap_or_default(),
    })
}

/// The frozen corpus of the inputs.
///
/// # Errors
/// As [`analyse`].
pub fn read(input: &Input, config: &Config, observer: &dyn Observer) -> Result<Corpus> {
    let found = source::discover(&input.paths, &config.read)?;
    observer.begin(Stage::Read, found.bytes());
    let estimate = ResourceEstimate::of_run(
        found.text_bytes(),
        &config.output,
        input.memory,
        input.output.as_deref(),
    )?;
    observer.expect(&estimate);
    let settings = config.reading();
    let storage = storage(input, settings, estimate.spills)?;
    let (segments, warnings) = read_segments(&found.units, settings, storage, observer)?;
    observer.end();
    observer.check()?;
    observer.begin(Stage::Freeze, 0);
    let mut corpus = freeze(segments, found.skipped, settings)?;
    observer.end();
    corpus.check()?;
    corpus.warnings.splice(0..0, found.warnings);
    warnings.iter().for_each(|warning| observer.note(warning));
    if corpus.documents.is_empty() {
        return Err(nothing_analysed(&input.paths, &corpus));
    }
    Ok(corpus)
}

/// Where segments are kept outside memory; temporary files lie beside the output, where there must
/// be room anyway.
fn storage(input: &Input, settings: ReadingSettings<'_>, spills: bool) -> Result<Storage> {
    let cache = input.cache.as_deref();
    let cache = cache
        .map(|folder| Cache::open(folder, settings))
        .transpose()?;
    let beside = input.output.as_deref().and_then(Path::parent);
    let scratch = beside.map_or_else(std::env::temp_dir, Path::to_owned);
    let spill = spills.then(|| Spill::new(&scratch)).transpose()?;
    Ok(Storage {
        cache,
        spill: spill.map(Arc::new),
    })
}

/// The codebook of the settings: a file, the one beside the input, or the one built in.
fn codebook(input: &Input, config: &Config) -> Result<Option<Codebook>> {
    let output = &config.output;
    if !output.wants(&CONCEPT_TABLES) && !output.names_any(&handover::ACROSS_TABLES) {
        return Ok(None);
    }
    match config.concepts.codebook.as_str() {
        "none" => Ok(None),
        "auto" => match source::find_codebook(&input.paths)? {
            Some(file) => Codebook::parse(&file.text, &file.path).map(Some),
            None => Codebook::built_in().map(Some),
        },
        named => {
            let folder = input.settings_folder.as_deref().unwrap_or(Path::new(""));
            let file = source::read_codebook(&folder.join(named))?;
            Codebook::parse(&file.text, &file.path).map(Some)
        }
    }
}

fn phrases(corpus: &Corpus, counts: &Counts, tasks: &[SourceTask], config: &Config) -> KeyPhrases {
    let least = config.phrases.least_count(corpus.tokens());
    let longest = config.phrases.max_length as usize;
    let inner = config.phrases.inner_words;
    let ngrams = count_ngrams(corpus, counts, tasks, inner, longest, least);
    key_phrases(corpus, counts, ngrams, &config.phrases.same_words, least)
}

/// Finds the chosen phrases, numbered as they are chosen.
pub(crate) fn finder(
    corpus: &Corpus,
    phrases: Option<&KeyPhrases>,
    chosen: &[PhraseId],
) -> PhraseFinder {
    let terms = |phrases| {
        let terms = |&id: &PhraseId| KeyPhrases::phrase(phrases, id).terms.as_slice();
        chosen.iter().map(terms).collect()
    };
    let terms: Vec<&[TermId]> = phrases.map(terms).unwrap_or_default();
    PhraseFinder::new(corpus, &terms)
}

/// The phrases whose company is counted, in the order of their text.
fn choose(phrases: &KeyPhrases, config: &Config) -> Vec<PhraseId> {
    let most = config.cooccurrence.phrases as usize;
    let mut chosen: Vec<PhraseId> = phrases.ranking.iter().take(most).copied().collect();
    chosen.sort_unstable();
    chosen
}

fn company(
    corpus: &Corpus,
    tasks: &[SourceTask],
    finder: &PhraseFinder,
    occurrences: &Occurrences,
    config: &Config,
) -> Vec<crate::analyze::CoOccurrence> {
    let scopes = config.cooccurrence.scopes.iter();
    let least = config.cooccurrence.min_count;
    scopes
        .enumerate()
        .map(|(place, &scope)| {
            let with_shares = place == 0 && config.output.wants(&["recurrence"]);
            cooccurrence(
                corpus,
                tasks,
                finder,
                occurrences,
                scope,
                least,
                with_shares,
            )
        })
        .collect()
}

/// The companions of each category that is a concept; none for sub-concepts.
fn all_companions(
    finder: &PhraseFinder,
    occurrences: &Occurrences,
    found: &Concepts,
) -> Vec<Vec<Companion>> {
    let hits = handover::concept_hits(found);
    let concepts = found.codebook.categories.len();
    companions(finder, occurrences, &hits, concepts, COMPANIONS)
}

fn nothing_analysed(inputs: &[PathBuf], corpus: &Corpus) -> Error {
    let names: Vec<String> = inputs
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let inputs = names.join(", ");
    if corpus.skipped.is_empty() {
        return Error::NoDocuments { inputs };
    }
    let reasons = corpus.skipped.iter().take(5);
    let mut reasons: Vec<String> = reasons
        .map(|row| format!("  {}: {}", row.place, row.reason))
        .collect();
    if corpus.skipped.len() > reasons.len() {
        reasons.push(format!(
            "  and {} more",
            corpus.skipped.len() - reasons.len()
        ));
    }
    Error::AllSkipped {
        inputs,
        skipped: corpus.skipped.len(),
        reasons: reasons.join("\n"),
    }
}
