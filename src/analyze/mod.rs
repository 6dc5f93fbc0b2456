//! The analyses: pure functions of the frozen corpus and its counts, one file each.
//!
//! They never import each other; what one needs of another is handed over in `pipeline.rs`.

mod adjacent;
mod candidate;
mod collocate;
mod companion;
mod concept;
mod cooccurrence;
mod dispersion;
mod document_phrases;
mod frequency;
mod keyness;
mod keyphrase;
mod network;
mod over_time;
mod phrase_spread;
mod recurrence;
mod results;
mod reuse;
mod similarity;
mod tfidf;
mod uncertainty;
mod wording;

pub use adjacent::{Adjacent, adjacent};
pub use candidate::{Candidate, Extension, PhraseWords, Relation, Wording, candidates};
pub use collocate::{Collocate, Collocates, TermCounts, collocates};
pub use companion::{
    Companion, CompanionChange, GroupedCompany, Grouping, PairSentences, Reference,
    companion_changes, companions, grouped_company,
};
pub use concept::{
    Category, Codebook, CodebookOrigin, ConceptCounts, ConceptOverlap, Concepts, Hit, NoCodebook,
    Pattern, PatternCount, find_concepts,
};
pub use cooccurrence::{CoOccurrence, PairCount, Pairs, cooccurrence};
pub use dispersion::{CorpusParts, Dispersions, disperse, disperse_terms};
pub use document_phrases::{DocumentPhrase, DocumentPhrases, document_phrases};
pub use frequency::{Frequency, SourceCount, TermFrequency, frequency};
pub use keyness::{Items, Key, keyness};
pub use keyphrase::{
    KeyPhrases, Phrase, PhraseGroup, PhraseGroups, SourcePhrase, key_phrases, spell,
};
pub use network::{
    Community, Differences, EdgeDifference, Joint, Network, NetworkEdge, NetworkNode, Networks,
    NodeKind, NodeName, differences, network,
};
pub use over_time::{OverTime, PeriodCount, over_time};
pub use phrase_spread::{PhraseSpread, spread_phrases};
pub use recurrence::{Class, Recurring, Repeated, recurring};
pub use results::{
    Across, Around, Certainty, Company, ConceptChanges, KeysByKind, Recurrence, RecurringKind,
    Results, Similarity, SpreadOfItems,
};
pub use reuse::{Passage, PassageCluster, SharedPassages, Span, shared_passages};
pub use similarity::{
    Neighbour, SourcePair, SourceSimilarities, UnitRows, nearest, source_similarities,
};
pub use tfidf::TfIdf;
pub use uncertainty::{Contrast, Resampling, contrasts, intervals};
pub(crate) use wording::LEAST_PARALLEL;
pub use wording::{
    Expression, ParallelSentence, ParallelWording, Replacement, SentencePair, parallel_wording,
};
