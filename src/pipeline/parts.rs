//! Tables of a corpus that is counted in parts: what a part gives, and what the sums of all parts come to.
//!
//! Takes some documents at a time ([`CorpusPart`]), gives the cells of their rows of the document-term matrix
//! and the counts of words ([`cells`]); takes the cells of one term from all parts, gives its numbers
//! ([`TermNumbers::of`]); takes the numbers of all terms, gives `terms.csv` and what `tfidf.csv` needs of the
//! whole ([`Weights`]). The formulas and the tables are those of a run on one machine.

use serde::{Deserialize, Serialize};

use crate::analyze::{Dispersions, Frequency, TermFrequency, TfIdf};
use crate::config::Config;
use crate::corpus::{CorpusPart, CorpusTotals};
use crate::count::{Counts, Written, count, count_written};
use crate::error::{Error, Result};
use crate::model::{Corpus, Table, TableId, TableSpec, TermId, Vocabulary};
use crate::stats::{Dispersion, Parts, Spread};
use crate::tables;

/// The tables that are made in parts.
pub const IN_PARTS: [TableId; 4] = [
    TableId::Documents,
    TableId::Boilerplate,
    TableId::Terms,
    TableId::Tfidf,
];

/// How often a term stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermCell {
    /// The term.
    pub term: u32,
    /// The document, by its number in the whole corpus.
    pub document: u32,
    /// Occurrences.
    pub n: u32,
    /// Tokens of the document.
    pub tokens: u32,
    /// The place of its source.
    pub source: u32,
    /// The place of its language.
    pub language: u32,
    /// Its cluster of copies.
    pub cluster: Option<u32>,
}

/// Hands the cells of a part to `sink`, document by document; gives the counts of its surfaces.
///
/// # Errors
/// If the part does not fit the totals; those of `sink`.
pub fn cells(
    part: &CorpusPart,
    totals: &CorpusTotals,
    sink: &mut dyn FnMut(TermCell) -> Result<()>,
) -> Result<Written> {
    let (counts, written) = count_written(&part.corpus);
    for (id, (&number, &cluster)) in part
        .corpus
        .ids()
        .zip(part.numbers.iter().zip(&part.clusters))
    {
        let document = part.corpus.document(id);
        let source = totals.source(&document.info.source);
        let language = totals.language(document.language);
        let (Some(source), Some(language)) = (source, language) else {
            return Err(not_planned(&document.info.doc_id));
        };
        for (term, n) in counts.matrix.row(id) {
            sink(TermCell {
                term: term.0,
                document: number,
                n,
                tokens: document.tokens,
                source: source as u32,
                language: language as u32,
                cluster,
            })?;
        }
    }
    Ok(written)
}

/// What is known of a term.
#[derive(Debug, Clone, PartialEq)]
pub struct TermNumbers {
    /// The term.
    pub term: u32,
    /// How often it occurs.
    pub frequency: TermFrequency,
    /// How evenly it spreads over documents.
    pub documents: Dispersion,
    /// How evenly it spreads over sources.
    pub sources: Dispersion,
}

/// The parts that items of each language spread over.
pub struct LanguageParts(Vec<(Parts, Parts)>);

impl LanguageParts {
    /// The documents and sources of these totals.
    #[must_use]
    pub fn new(totals: &CorpusTotals) -> Self {
        let languages = totals.languages.iter().map(|language| {
            let sources = Parts::new(language.sources.clone());
            (Parts::of_totals(language.documents), sources)
        });
        Self(languages.collect())
    }
}

impl TermNumbers {
    /// The numbers of a term from its cells in the order of documents, of which there is one at least.
    ///
    /// # Errors
    /// If a cell does not fit the totals that the parts are of.
    pub fn of(cells: &[TermCell], parts: &LanguageParts) -> Result<Self> {
        let first = cells.first().ok_or_else(|| not_planned("a term"))?;
        let (documents, sources) = (parts.0)
            .get(first.language as usize)
            .ok_or_else(|| not_planned("a language"))?;
        let cf: u64 = cells.iter().map(|cell| u64::from(cell.n)).sum();
        let mut spread = Spread::default();
        let mut clusters: Vec<u32> = Vec::new();
        let mut by_source: Vec<(usize, u64)> = Vec::new();
        for cell in cells {
            documents.add_sized(&mut spread, cell.tokens.into(), cell.n.into(), cf);
            clusters.extend(cell.cluster);
            by_source.push((cell.source as usize, cell.n.into()));
        }
        let in_clusters = clusters.len();
        clusters.sort_unstable();
        clusters.dedup();
        by_source.sort_unstable();
        let by_source: Vec<(usize, u64)> = (by_source.chunk_by(|a, b| a.0 == b.0))
            .map(|same| (same[0].0, same.iter().map(|(_, n)| n).sum()))
            .collect();
        Ok(Self {
            term: first.term,
            frequency: TermFrequency {
                cf,
                df: cells.len() as u32,
                events: (cells.len() - in_clusters + clusters.len()) as u32,
                sources: by_source.len() as u32,
            },
            documents: documents.dispersion(&spread, cf),
            sources: Dispersion::of(sources, by_source.into_iter()),
        })
    }
}

/// What rows of `tfidf.csv` need of the whole corpus, by term.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Weights {
    df: Vec<u32>,
    labels: Vec<Box<str>>,
}

/// The numbers of all terms with what is shown of them.
pub struct TermsOfParts {
    frequency: Frequency,
    tfidf: TfIdf,
    dispersions: Dispersions,
    tokens: u64,
}

impl TermsOfParts {
    /// From the numbers of all terms that occur and the sums of the counts of surfaces; `corpus` has the
    /// words.
    ///
    /// # Errors
    /// If a number belongs to no word.
    pub fn new(
        corpus: &Corpus,
        totals: &CorpusTotals,
        config: &Config,
        (numbers, written): (Vec<TermNumbers>, &Written),
    ) -> Result<Self> {
        let size = corpus.vocabulary.terms.len();
        let mut terms = vec![TermFrequency::default(); size];
        let mut dispersions = Dispersions {
            documents: vec![Dispersion::default(); size],
            sources: vec![Dispersion::default(); size],
        };
        for number in numbers {
            let term = number.term as usize;
            if term >= size {
                return Err(not_planned("a term"));
            }
            terms[term] = number.frequency;
            dispersions.documents[term] = number.documents;
            dispersions.sources[term] = number.sources;
        }
        let counts = Counts::of_written(corpus, written);
        let frequency = Frequency::of_terms(corpus, &counts, terms);
        let df = frequency.document_frequencies();
        Ok(Self {
            tfidf: TfIdf::new(totals.documents as usize, df, config.tfidf.weighting),
            frequency,
            dispersions,
            tokens: totals.tokens,
        })
    }

    /// `terms.csv`.
    #[must_use]
    pub fn table<'a>(&'a self, corpus: &'a Corpus) -> Table<'a> {
        let of = (&self.frequency, &self.tfidf, &self.dispersions);
        tables::terms_of_parts(corpus, self.tokens, of)
    }

    /// What rows of `tfidf.csv` need.
    #[must_use]
    pub fn weights(&self, corpus: &Corpus) -> Weights {
        let terms = (0..corpus.vocabulary.terms.len()).map(TermId::new);
        Weights {
            df: self.tfidf.df.clone(),
            labels: terms
                .map(|term| self.frequency.label(corpus, term).into())
                .collect(),
        }
    }
}

/// Hands the rows of a part in this table to `sink`, as a table.
///
/// # Errors
/// [`Error::Setting`] if the table is not made of parts of documents; if weights are lacking.
pub fn rows_of_part<T>(
    part: &CorpusPart,
    table: TableId,
    (totals, weights): (&CorpusTotals, Option<&Weights>),
    config: &Config,
    sink: impl FnOnce(&Table<'_>) -> T,
) -> Result<T> {
    let corpus = &part.corpus;
    match (table, weights) {
        (TableId::Boilerplate, _) => Ok(sink(&tables::boilerplate_of(corpus))),
        (TableId::Documents, _) => Ok(sink(&tables::documents_of(corpus, &count(corpus)).0)),
        (TableId::Tfidf, Some(weights)) => {
            let size = corpus.vocabulary.terms.len();
            if weights.df.len() != size || weights.labels.len() != size {
                return Err(not_planned("the weights"));
            }
            let counts = count(corpus);
            let frequency = Frequency {
                terms: Vec::new(),
                by_source: Vec::new(),
                ranking: Vec::new(),
                variants: vec![Vec::new(); size],
                spellings: weights.labels.iter().cloned().map(Some).collect(),
            };
            let documents = totals.documents as usize;
            let tfidf = TfIdf::new(documents, weights.df.clone(), config.tfidf.weighting);
            Ok(sink(&tables::tfidf_of(corpus, &counts, &frequency, &tfidf)))
        }
        _ => Err(Error::setting(
            "table",
            "this table is not made of parts of the corpus",
        )),
    }
}

/// Hands the rows of what is no document to `sink`, as a table of documents.
pub fn rows_of_skipped<T>(corpus: Corpus, sink: impl FnOnce(&Table<'_>) -> T) -> T {
    let corpus = Corpus {
        documents: Vec::new(),
        duplicates: Vec::new(),
        ..corpus
    };
    sink(&tables::documents_of(&corpus, &no_counts()).0)
}

/// The counts of a corpus without words.
fn no_counts() -> Counts {
    let corpus = Corpus {
        vocabulary: Vocabulary::default(),
        documents: Vec::new(),
        duplicates: Vec::new(),
        copies: Vec::new(),
        skipped: Vec::new(),
        sources: Vec::new(),
        metadata_columns: Vec::new(),
        warnings: Vec::new(),
        sequences: Vec::new(),
    };
    Counts::of_written(&corpus, &[])
}

/// The declarations of the tables that are made in parts, and the columns of documents whose text is that of
/// numbers in the whole corpus.
#[must_use]
pub fn specs_in_parts(corpus: &Corpus) -> (Vec<TableSpec>, Vec<String>) {
    let counts = no_counts();
    let (
        Table {
            spec: documents, ..
        },
        numbers,
    ) = tables::documents_of(corpus, &counts);
    let others = [TableId::Boilerplate, TableId::Terms, TableId::Tfidf];
    let others = others.map(tables::declaration);
    ([documents].into_iter().chain(others).collect(), numbers)
}

/// The error of something that is not in the corpus that was planned.
fn not_planned(what: &str) -> Error {
    Error::Segments {
        message: format!("{what} does not fit the plan of the corpus"),
    }
}
