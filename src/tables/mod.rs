//! The tables, each by its name, with a struct for its rows.
//!
//! Takes results, gives tables: one file per table, each declared once. A row is a struct, each field a
//! column with its meaning, so whoever names a column (CSV, Parquet, `datapackage.json`, the report, a
//! program that uses the library) does so by that field, and a column that is not there does not compile.
//!
//! | about | tables |
//! | --- | --- |
//! | what was read | [`Documents`], [`Boilerplate`] |
//! | terms | [`Terms`], [`TermsBySource`], [`LeftOutWords`], [`Tfidf`], [`DocumentTermRows`], [`DocumentTermColumns`] |
//! | key phrases | [`Phrases`], [`PhrasesBySource`], [`PhrasesLeftOut`], [`DocumentPhrases`], [`Collocations`] |
//! | what stands together | [`Cooccurrence`], [`CooccurrenceBySource`], [`Networks`], [`NetworkNodes`], [`NetworkEdges`], [`NetworkDifferences`] |
//! | what sources share, and what sets them apart | [`Recurrence`], [`Keyness`], [`SourceSimilarity`] |
//! | documents near each other | [`Similarity`], [`Passages`], [`PassageClusters`], [`ParallelSentences`], [`Wording`] |
//! | concepts of a codebook | [`Concepts`], [`ConceptsBySource`], [`ConceptsByDocument`], [`ConceptsByPeriod`], [`Patterns`], [`ConceptOverlap`], [`ConceptCandidates`], [`Companions`], [`Collocates`], [`CollocatesBySource`], [`Kwic`] |
//! | how right a codebook is, of people's codes | [`Validation`], [`ValidationPatterns`], [`ValidationRates`], [`ValidationTrends`], [`ValidationCoders`], [`ValidationErrors`], [`ValidationWords`] |
//!
//! Cells that many rows have in common, such as the id and source of a document, are [`crate::Shared`]:
//! `row.document.get().doc_id`.

mod boilerplate;
mod by_period;
mod candidates;
mod certainty;
mod collocates;
mod companions;
mod concepts;
mod cooccurrence;
mod coverage;
mod document_phrases;
mod document_term;
mod documents;
mod groups;
mod keyness;
mod kwic;
mod left_out_words;
mod lookups;
mod measures;
mod networks;
mod passages;
mod phrases;
mod phrases_left_out;
mod recurrence;
mod similarity;
mod spread;
mod terms;
mod tfidf;
mod trends;
mod validation;
mod wording;
mod word_list;

#[cfg(feature = "worker")]
use crate::analyze::{Dispersions, Frequency, TfIdf};
use crate::analyze::{Results, spell};
use crate::config::Config;
#[cfg(feature = "worker")]
use crate::count::Counts;
#[cfg(feature = "worker")]
use crate::model::ColumnType;
use crate::model::{
    Corpus, FormId, Table, TableDef, TableId, TableSpec, TypedTable, declared_spec,
};

pub use boilerplate::{Boilerplate, BoilerplateRow};
pub use by_period::{ConceptsByPeriod, PeriodConceptRow};
pub use candidates::{CandidateRow, ConceptCandidates};
pub use certainty::{ContrastCells, RateInterval};
pub use collocates::{
    CollocateCounts, CollocateRow, Collocates, CollocatesBySource, CollocationRow, Collocations,
    SourceCollocateRow,
};
pub use companions::{CompanionRow, Companions};
pub use concepts::{
    ConceptRow, Concepts, ConceptsByDocument, ConceptsBySource, DocumentConceptRow,
    SourceConceptRow,
};
pub use cooccurrence::{Cooccurrence, CooccurrenceBySource, PairRow, SourcePairRow};
pub use coverage::{ConceptOverlap, OverlapRow, PatternRow, Patterns};
pub use document_phrases::{DocumentPhraseRow, DocumentPhrases};
pub(crate) use document_term::term_columns;
pub use document_term::{DocumentTermColumns, DocumentTermRows, MatrixColumn, MatrixRow};
pub use documents::{DocumentRow, Documents};
pub use keyness::{Keyness, KeynessRow};
#[doc(hidden)]
pub use kwic::{Concordance, Context, kwic, kwic_lines};
pub use kwic::{Kwic, KwicRow};
pub use left_out_words::{LeftOutWordRow, LeftOutWords};
pub use lookups::{
    DatedDocument, DatedDocuments, LabelledTerm, LabelledTerms, NamedDocument, NamedDocuments,
    SourceNames,
};
pub use measures::Measures;
pub use networks::{
    NetworkDifferenceRow, NetworkDifferences, NetworkEdgeRow, NetworkEdges, NetworkNodeRow,
    NetworkNodes, NetworkRow, Networks,
};
pub use passages::{PassageClusterRow, PassageClusters, PassageRow, Passages};
pub use phrases::{PhraseRow, Phrases, PhrasesBySource, SourcePhraseRow};
pub use phrases_left_out::{LeftOutPhraseRow, PhrasesLeftOut};
pub use recurrence::{Recurrence, RecurrenceRow};
pub use similarity::{NeighbourRow, Similarity, SourceSimilarity, SourceSimilarityRow};
pub use spread::DispersionCells;
pub use terms::{SourceTermRow, TermRow, Terms, TermsBySource};
pub use tfidf::{TermRarity, Tfidf, TfidfRow};
pub use trends::{ConceptTrendRow, ConceptTrends};
#[doc(hidden)]
pub use validation::validation_tables;
pub use validation::{
    EstimateCells, Validation, ValidationCoderRow, ValidationCoders, ValidationErrorRow,
    ValidationErrors, ValidationPatternRow, ValidationPatterns, ValidationRateRow, ValidationRates,
    ValidationRow, ValidationTrendRow, ValidationTrends, ValidationWordRow, ValidationWords,
};
#[doc(hidden)]
pub use word_list::{Listed, per_million, word_table};
pub use wording::{ParallelSentenceRow, ParallelSentences, Wording, WordingRow};

/// A table that is made of results.
pub trait OfResults: TableDef {
    /// The table; none if what it is made of was not computed.
    #[doc(hidden)]
    fn of<'a>(results: &'a Results, shown: Shown) -> Option<TypedTable<'a, Self>>;
}

/// What tables show of the settings.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// Words on each side of a hit.
    pub context: u32,
    /// The level of the disparity filter of networks.
    pub network_level: f64,
}

impl Shown {
    /// What these settings say.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        Self {
            context: config.concepts.context,
            network_level: config.network.alpha,
        }
    }
}

/// The tables that the results hold and the settings ask for, in the order of [`TableId`].
#[doc(hidden)]
#[must_use]
pub fn tables<'a>(results: &'a Results, config: &Config) -> Vec<Table<'a>> {
    let wanted = TableId::ALL.into_iter();
    let wanted = wanted.filter(|&id| config.output.wants(id));
    let shown = Shown::of(config);
    wanted.filter_map(|id| table(id, results, shown)).collect()
}

/// How each table is made of results.
macro_rules! of_results {
    ($($table:ident: |$results:ident, $shown:ident| $make:expr;)*) => {
        $(impl OfResults for $table {
            fn of<'a>($results: &'a Results, $shown: Shown) -> Option<TypedTable<'a, Self>> {
                $make
            }
        })*

        /// The table of this id as it is declared.
        #[doc(hidden)]
        #[must_use]
        pub fn declaration(id: TableId) -> TableSpec {
            match id {
                $(TableId::$table => declared_spec::<$table>(),)*
            }
        }

        /// The table of this id; none if what it is made of was not computed.
        fn table(id: TableId, results: &Results, shown: Shown) -> Option<Table<'_>> {
            match id {
                $(TableId::$table => $table::of(results, shown).map(TypedTable::into_cells),)*
            }
        }
    };
}

/// `documents.csv` of these documents. Further metadata are text: whether all documents have numbers there is
/// not known from some. Comes with the names of the columns that have numbers in these documents.
#[cfg(feature = "worker")]
pub(crate) fn documents_of<'a>(corpus: &'a Corpus, counts: &'a Counts) -> (Table<'a>, Vec<String>) {
    let mut table = documents::documents(corpus, counts).into_cells();
    let declared = declaration(TableId::Documents).columns.len();
    let mut numbers = Vec::new();
    for column in table.spec.columns.to_mut().iter_mut().skip(declared) {
        if column.kind != ColumnType::String {
            numbers.push(column.name.clone().into_owned());
            column.kind = ColumnType::String;
        }
    }
    (table, numbers)
}

/// `boilerplate.csv` of these documents.
#[cfg(feature = "worker")]
pub(crate) fn boilerplate_of(corpus: &Corpus) -> Table<'_> {
    boilerplate::boilerplate(corpus).into_cells()
}

/// `tfidf.csv` of these documents.
#[cfg(feature = "worker")]
pub(crate) fn tfidf_of<'a>(
    corpus: &'a Corpus,
    counts: &'a Counts,
    frequency: &'a Frequency,
    weights: &'a TfIdf,
) -> Table<'a> {
    tfidf::tfidf(corpus, counts, frequency, weights).into_cells()
}

/// `terms.csv` of the words of a corpus, from the sums over its parts with so many tokens.
#[cfg(feature = "worker")]
pub(crate) fn terms_of_parts<'a>(
    corpus: &'a Corpus,
    tokens: u64,
    sums: (&'a Frequency, &'a TfIdf, &'a Dispersions),
) -> Table<'a> {
    terms::terms(corpus, tokens, sums).into_cells()
}

of_results! {
    Documents: |results, _shown| Some(documents::documents(&results.corpus, &results.counts));
    Boilerplate: |results, _shown| Some(boilerplate::boilerplate(&results.corpus));
    Terms: |results, _shown| Some(terms::terms(
        &results.corpus,
        results.corpus.tokens(),
        (&results.frequency, &results.tfidf, &results.dispersion.terms),
    ));
    TermsBySource: |results, _shown| {
        Some(terms::terms_by_source(&results.corpus, &results.frequency))
    };
    LeftOutWords: |results, _shown| {
        Some(left_out_words::left_out_words(&results.corpus, &results.counts))
    };
    Tfidf: |results, _shown| Some(tfidf::tfidf(
        &results.corpus,
        &results.counts,
        &results.frequency,
        &results.tfidf,
    ));
    Phrases: |results, _shown| {
        let phrases = results.phrases.as_ref()?;
        Some(phrases::phrases(&results.corpus, phrases, &results.dispersion))
    };
    PhrasesBySource: |results, _shown| {
        let phrases = results.phrases.as_ref()?;
        Some(phrases::phrases_by_source(&results.corpus, phrases))
    };
    PhrasesLeftOut: |results, _shown| {
        let phrases = results.phrases.as_ref()?;
        Some(phrases_left_out::phrases_left_out(&results.corpus, &results.frequency, phrases))
    };
    Collocations: |results, _shown| {
        let (phrases, adjacent) = (results.phrases.as_ref()?, results.adjacent_pairs.as_ref()?);
        Some(collocates::collocations(&results.corpus, phrases, adjacent))
    };
    Cooccurrence: |results, _shown| {
        let phrases = results.phrases.as_ref()?;
        Some(cooccurrence::overall(&results.corpus, phrases, &results.cooccurrences))
    };
    CooccurrenceBySource: |results, _shown| {
        let phrases = results.phrases.as_ref()?;
        Some(cooccurrence::by_source(&results.corpus, phrases, &results.cooccurrences))
    };
    DocumentPhrases: |results, _shown| {
        let phrases = results.document_phrases.as_ref()?;
        Some(document_phrases::document_phrases(&results.corpus, phrases))
    };
    Similarity: |results, _shown| {
        let neighbours = results.similarity.nearest.as_ref()?;
        Some(similarity::nearest(&results.corpus, &results.frequency, neighbours))
    };
    SourceSimilarity: |results, _shown| {
        let similarities = results.similarity.sources.as_ref()?;
        Some(similarity::sources(&results.corpus, similarities))
    };
    Recurrence: |results, _shown| Some(recurrence::recurrence(
        &results.corpus,
        &results.frequency,
        results.phrases.as_ref(),
        &results.cooccurrences,
        &results.recurrence,
    ));
    Passages: |results, _shown| {
        let passages = results.shared_passages.as_ref()?;
        Some(passages::passages(&results.corpus, passages))
    };
    PassageClusters: |results, _shown| {
        let passages = results.shared_passages.as_ref()?;
        Some(passages::passage_clusters(&results.corpus, passages))
    };
    ParallelSentences: |results, _shown| {
        let wording = results.parallel_sentences.as_ref()?;
        Some(wording::parallel_sentences(&results.corpus, wording))
    };
    Wording: |results, _shown| {
        let wording = results.parallel_sentences.as_ref()?;
        Some(wording::wording(&results.corpus, wording))
    };
    Keyness: |results, _shown| Some(keyness::keyness(
        &results.corpus,
        &results.frequency,
        results.phrases.as_ref(),
        results.concepts.as_ref(),
        &results.keyness,
    ));
    Networks: |results, _shown| {
        let networks = results.networks.as_ref()?;
        Some(networks::networks(&results.corpus, networks))
    };
    NetworkNodes: |results, _shown| {
        let networks = results.networks.as_ref()?;
        Some(networks::nodes(&results.corpus, networks))
    };
    NetworkEdges: |results, shown| {
        let networks = results.networks.as_ref()?;
        Some(networks::edges(&results.corpus, networks, shown.network_level))
    };
    NetworkDifferences: |results, _shown| {
        let networks = results.networks.as_ref()?;
        let differences = networks.differences.as_ref()?;
        Some(networks::differences(&results.corpus, networks, differences))
    };
    Concepts: |results, _shown| Some(concepts::concepts(
        &results.corpus,
        results.concepts.as_ref()?,
        &results.dispersion.concepts,
        &results.concept_rates.overall,
    ));
    ConceptsBySource: |results, _shown| Some(concepts::by_source(
        &results.corpus,
        results.concepts.as_ref()?,
        &results.concept_rates.by_source,
    ));
    ConceptsByDocument: |results, _shown| {
        Some(concepts::by_document(&results.corpus, results.concepts.as_ref()?))
    };
    ConceptsByPeriod: |results, _shown| {
        let over_time = results.concept_rates.over_time.as_ref()?;
        Some(by_period::by_period(results.concepts.as_ref()?, over_time))
    };
    ConceptTrends: |results, _shown| {
        let trends = results.concept_rates.trends.as_ref()?;
        Some(trends::trends(&results.corpus, results.concepts.as_ref()?, trends))
    };
    Patterns: |results, _shown| {
        Some(coverage::patterns(&results.corpus, results.concepts.as_ref()?))
    };
    ConceptOverlap: |results, _shown| {
        Some(coverage::overlap(&results.corpus, results.concepts.as_ref()?))
    };
    ConceptCandidates: |results, shown| Some(candidates::candidates(
        (&results.corpus, &results.counts.spellings),
        results.phrases.as_ref()?,
        results.concepts.as_ref()?,
        &results.candidates,
        shown.context,
    ));
    Collocates: |results, _shown| {
        let has_nodes = !results.collocates.nodes.is_empty();
        has_nodes.then(|| {
            collocates::overall(&results.corpus, &results.frequency, &results.collocates)
        })
    };
    CollocatesBySource: |results, _shown| {
        let has_nodes = !results.collocates.nodes.is_empty();
        has_nodes.then(|| {
            collocates::by_source(&results.corpus, &results.frequency, &results.collocates)
        })
    };
    Companions: |results, _shown| Some(companions::companions(
        &results.corpus,
        results.phrases.as_ref()?,
        results.concepts.as_ref()?,
        results.associate_changes.as_ref()?,
    ));
    Kwic: |results, shown| {
        Some(kwic(&results.corpus, results.concepts.as_ref()?, shown.context))
    };
    DocumentTermRows: |results, _shown| {
        Some(document_term::rows(&results.corpus, &results.counts))
    };
    DocumentTermColumns: |results, _shown| {
        Some(document_term::columns(&results.corpus, &results.frequency))
    };
    Validation: |_results, _shown| None;
    ValidationPatterns: |_results, _shown| None;
    ValidationRates: |_results, _shown| None;
    ValidationTrends: |_results, _shown| None;
    ValidationCoders: |_results, _shown| None;
    ValidationErrors: |_results, _shown| None;
    ValidationWords: |_results, _shown| None;
}

/// Sequences of forms with their counts, in words: `sovereignty (12); sovereign (3)`.
fn variants<'a>(corpus: &Corpus, variants: impl Iterator<Item = (&'a [FormId], u64)>) -> String {
    let spelled = variants.map(|(forms, n)| format!("{} ({n})", spell(corpus, forms)));
    spelled.collect::<Vec<_>>().join("; ")
}
