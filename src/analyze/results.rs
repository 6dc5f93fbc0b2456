//! What all analyses together found: the input of tables and reports.

use crate::analyze::{
    Adjacent, Candidate, CoOccurrence, Collocates, Companion, CompanionChange, Concepts, Contrast,
    Dispersions, DocumentPhrases, Frequency, Key, KeyPhrases, Neighbour, Networks, NoCodebook,
    OverTime, ParallelWording, PhraseSpread, Recurring, SharedPassages, SourceSimilarities, TfIdf,
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
    /// The company of the best-scored key phrases.
    pub company: Company,
    /// Concepts, if there is a codebook.
    pub concepts: Option<Concepts>,
    /// Why there is no codebook, if there is none.
    pub no_codebook: Option<NoCodebook>,
    /// How evenly items spread.
    pub spread: SpreadOfItems,
    /// What sources use more or less than others.
    pub keys: KeysByKind,
    /// How sure the rates of concepts are, and concepts over time.
    pub certainty: Certainty,
    /// Strongest companions by category of the codebook; empty for sub-concepts.
    pub companions: Vec<Vec<Companion>>,
    /// What stands around concepts.
    pub around: Around,
    /// What adjacent pairs are measured against, if anybody asks for it.
    pub adjacent: Option<Adjacent>,
    /// What recurs across sources, in order; empty with one source, or if nobody asks for it.
    pub recurrence: Vec<Recurrence>,
    /// What is compared across documents and sources, as far as it is asked for.
    pub across: Across,
}

/// What is compared across documents and sources; nothing of what is not asked for.
#[derive(Debug, Default)]
pub struct Across {
    /// Documents and sources near each other.
    pub similarity: Similarity,
    /// What documents have in common word for word.
    pub passages: Option<SharedPassages>,
    /// What sources say in other words.
    pub wording: Option<ParallelWording>,
    /// Networks of key phrases and concepts.
    pub networks: Option<Networks>,
    /// Companions of concepts by source and period.
    pub companions: Option<ConceptChanges>,
}

/// Documents and sources near each other.
#[derive(Debug, Default)]
pub struct Similarity {
    /// By [`crate::model::DocId`]: its neighbours, the nearest first.
    pub nearest: Option<Vec<Vec<Neighbour>>>,
    /// Sources, also by period.
    pub sources: Option<SourceSimilarities>,
}

/// How the companions of concepts differ between sources and periods.
#[derive(Debug, Default)]
pub struct ConceptChanges {
    /// In the order of rows.
    pub changes: Vec<CompanionChange>,
    /// The names of the periods.
    pub periods: Vec<String>,
    /// The phrases that companions name by their place.
    pub phrases: Vec<PhraseId>,
}

/// What stands around concepts; nothing of what nobody asks for.
#[derive(Debug, Default)]
pub struct Around {
    /// The names of what has collocates: categories of the codebook, then patterns of the settings.
    pub nodes: Vec<String>,
    /// The collocates of these.
    pub collocates: Collocates,
    /// Candidates by category of the codebook; empty for sub-concepts.
    pub candidates: Vec<Vec<Candidate>>,
    /// The phrases that candidates name by their place.
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
    /// How widely and evenly.
    pub own: Recurring,
}

/// How sure the rates of concepts are, by category of the codebook; nothing of what no table wants.
#[derive(Debug, Default)]
pub struct Certainty {
    /// The interval of the rate in the corpus.
    pub overall: Vec<Option<Interval>>,
    /// Each source against the others, by [`crate::model::SourceId`].
    pub by_source: Vec<Vec<Contrast>>,
    /// Over time, where documents have dates.
    pub over_time: Option<OverTime>,
}

/// What sources use more or less than others, by kind and [`crate::model::SourceId`]; empty if nobody
/// asks for it.
#[derive(Debug, Default)]
pub struct KeysByKind {
    /// Terms; items are [`crate::model::TermId`]s.
    pub terms: Vec<Vec<Key>>,
    /// Key phrases of two words or more; items are [`PhraseId`]s.
    pub phrases: Vec<Vec<Key>>,
    /// Concepts; items are categories of the codebook.
    pub concepts: Vec<Vec<Key>>,
}

impl KeysByKind {
    /// Whether there were sources to compare, and anybody asked for it.
    #[must_use]
    pub fn are_known(&self) -> bool {
        self.terms.len() > 1
    }
}

/// How evenly items spread over documents and sources; nothing of items whose table is not wanted.
#[derive(Debug, Default)]
pub struct SpreadOfItems {
    /// By [`crate::model::TermId`].
    pub terms: Dispersions,
    /// By [`PhraseId`].
    pub phrases: Dispersions,
    /// By [`PhraseId`]: where they stand in documents.
    pub places: Vec<PhraseSpread>,
    /// By category of the codebook.
    pub concepts: Dispersions,
}

/// The company of chosen phrases, and which phrases they are.
#[derive(Debug, Default)]
pub struct Company {
    /// Chosen phrases, by their number in the finder; ids ascend.
    pub chosen: Vec<PhraseId>,
    /// Their company by scope.
    pub scopes: Vec<CoOccurrence>,
}
