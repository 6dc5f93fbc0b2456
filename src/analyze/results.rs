//! What all analyses together found: the input of tables and reports.

use crate::analyze::{
    AdjacentPairs, Associate, AssociateChange, Candidate, Collocates, Concepts, Contrast,
    Dispersions, DocumentPhrases, Frequency, Key, KeyPhrases, Neighbour, Networks, NoCodebook,
    OverTime, ParallelSentences, PhraseSpread, Recurring, ScopeCooccurrences, SharedPassages,
    SourceSimilarities, TfIdf, Trends,
};
use crate::count::Counts;
use crate::model::{Corpus, PhraseId};
use crate::stats::Interval;

/// Everything found out about a corpus.
#[derive(Debug)]
pub struct Results {
    /// The corpus.
    pub corpus: Corpus,
    /// Its counts.
    pub counts: Counts,
    /// Term frequencies.
    pub frequency: Frequency,
    /// TF-IDF weights.
    pub tfidf: TfIdf,
    /// Key phrases, unless left out by the settings.
    pub phrases: Option<KeyPhrases>,
    /// Key phrases of each document, if they are asked for.
    pub document_phrases: Option<DocumentPhrases>,
    /// The best-scored key phrases in pairs.
    pub cooccurrences: Cooccurrences,
    /// Concepts, if there is a codebook.
    pub concepts: Option<Concepts>,
    /// Why there is no codebook, if there is none.
    pub no_codebook: Option<NoCodebook>,
    /// How evenly items spread.
    pub dispersion: ItemDispersions,
    /// What sources use more or less than others.
    pub keyness: KeynessByKind,
    /// Rates of concepts: intervals, contrasts of sources, and over time.
    pub concept_rates: ConceptRates,
    /// The key phrases associated most strongly with each category of the codebook; none with
    /// sub-concepts.
    pub concept_associates: Vec<Vec<Associate>>,
    /// The words around concepts; empty if nobody asks for them.
    pub collocates: Collocates,
    /// Candidates by category of the codebook; none of sub-concepts, and empty if nobody asks for them.
    pub candidates: Vec<Vec<Candidate>>,
    /// What adjacent pairs of words are measured against, if anybody asks for it.
    pub adjacent_pairs: Option<AdjacentPairs>,
    /// What recurs across sources, in order; empty with one source, or if nobody asks for it.
    pub recurrence: Vec<Recurrence>,
    /// Documents and sources near each other, as far as they are asked for.
    pub similarity: Similarity,
    /// What documents have in common word for word, if anybody asks for it.
    pub shared_passages: Option<SharedPassages>,
    /// What sources say in other words, if anybody asks for it.
    pub parallel_sentences: Option<ParallelSentences>,
    /// Networks of key phrases and concepts, if anybody asks for them.
    pub networks: Option<Networks>,
    /// Associates of concepts by source and period, if anybody asks for them.
    pub associate_changes: Option<AssociateChanges>,
}

/// Documents and sources near each other.
#[derive(Debug, Default)]
pub struct Similarity {
    /// By [`crate::model::DocId`]: its neighbours, the nearest first.
    pub nearest: Option<Vec<Vec<Neighbour>>>,
    /// Sources, also by period.
    pub sources: Option<SourceSimilarities>,
}

/// How the associates of concepts differ between sources and periods.
#[derive(Debug, Default)]
pub struct AssociateChanges {
    /// In the order of rows.
    pub changes: Vec<AssociateChange>,
    /// The names of the periods.
    pub periods: Vec<String>,
    /// The phrases that associates name by their place.
    pub phrases: Vec<PhraseId>,
}

/// What may recur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecurringKind {
    /// Words; items are [`crate::model::TermId`]s.
    Word,
    /// Key phrases of two words or more; items are [`PhraseId`]s.
    Phrase,
    /// Two key phrases in one unit of the first scope; items are their places among its pairs.
    Pair,
}

/// Something that recurs.
#[derive(Debug, Clone, Copy)]
pub struct Recurrence {
    /// What it is.
    pub kind: RecurringKind,
    /// How widely and evenly it recurs.
    pub measures: Recurring,
}

/// The rates of concepts, by category of the codebook; nothing of what no table wants.
#[derive(Debug, Default)]
pub struct ConceptRates {
    /// The interval of the rate in the corpus.
    pub overall: Vec<Option<Interval>>,
    /// Each source against the others, by [`crate::model::SourceId`].
    pub by_source: Vec<Vec<Contrast>>,
    /// Over time, where documents have dates.
    pub over_time: Option<OverTime>,
    /// Trends, likewise.
    pub trends: Option<Trends>,
}

/// What sources use more or less than others, by kind and [`crate::model::SourceId`]; empty if nobody
/// asks for it.
#[derive(Debug, Default)]
pub struct KeynessByKind {
    /// Terms; items are [`crate::model::TermId`]s.
    pub terms: Vec<Vec<Key>>,
    /// Key phrases of two words or more; items are [`PhraseId`]s.
    pub phrases: Vec<Vec<Key>>,
    /// Concepts; items are categories of the codebook.
    pub concepts: Vec<Vec<Key>>,
}

impl KeynessByKind {
    /// Whether there were sources to compare, and anybody asked for it.
    #[must_use]
    pub fn are_known(&self) -> bool {
        self.terms.len() > 1
    }
}

/// How evenly items spread over documents and sources; nothing of items whose table is not wanted.
#[derive(Debug, Default)]
pub struct ItemDispersions {
    /// By [`crate::model::TermId`].
    pub terms: Dispersions,
    /// By [`PhraseId`].
    pub phrases: Dispersions,
    /// By [`PhraseId`]: where they stand in documents.
    pub places: Vec<PhraseSpread>,
    /// By category of the codebook.
    pub concepts: Dispersions,
}

/// Chosen phrases, and how often two of them stand together.
#[derive(Debug, Default)]
pub struct Cooccurrences {
    /// Chosen phrases, by the number that pairs name them by; ids ascend.
    pub chosen: Vec<PhraseId>,
    /// Their pairs by scope.
    pub scopes: Vec<ScopeCooccurrences>,
}
