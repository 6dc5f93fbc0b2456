//! The analyses: pure functions of the frozen corpus and its counts, one file each.
//!
//! They never import each other; `inputs` puts what one has given into the form in which another
//! takes it, and the pipeline calls them in their order.

mod adjacent_pairs;
mod candidate;
mod collocate;
mod concept;
mod concept_associates;
mod concordance_order;
mod cooccurrence;
mod dispersion;
mod document_phrases;
mod frequency;
pub(crate) mod inputs;
mod keyness;
mod keyphrase;
mod network;
mod over_time;
mod parallel_sentences;
mod phrase_spread;
mod recurrence;
mod results;
mod shared_passages;
mod similarity;
mod tfidf;
mod trends;
mod uncertainty;
mod validation;
mod word_list;

pub use adjacent_pairs::{AdjacentPairs, adjacent_pairs};
pub use candidate::{
    Candidate, Extension, KeyPhraseWords, PhraseWords, Relation, Wording, candidates,
};
pub use collocate::{
    Collocate, CollocateNodes, Collocates, CollocatesByNode, TermCounts, collocates,
};
pub use concept::{
    Category, Codebook, CodebookOrigin, ConceptCounts, ConceptOverlap, Concepts, Doubt, Hit,
    HyphenTwin, NoCodebook, Pattern, PatternCount, find_concepts,
};
pub use concept_associates::{
    Associate, AssociateChange, GroupedSentences, Grouping, PairSentences, Reference,
    associate_changes, group_sentences, strongest_associates,
};
pub use concordance_order::{SortKey, concordance_order};
pub use cooccurrence::{
    PairCount, PairUnits, Pairs, ScopeCooccurrences, ScopeCounts, cooccurrence,
};
pub use dispersion::{Dispersions, disperse, disperse_terms};
pub use document_phrases::{DocumentPhrase, DocumentPhrases, document_phrases};
pub use frequency::{Frequency, SourceCount, TermFrequency, frequency};
pub(crate) use keyness::EXACT_TEXTS;
pub use keyness::{Items, Key, KeyTexts, Rows, SourceNames, keyness};
pub use keyphrase::{
    KeyPhrases, Phrase, PhraseGroup, PhraseGroups, SourcePhrase, key_phrases, spell,
};
pub use network::{
    Community, Differences, EdgeDifference, Joint, Network, NetworkEdge, NetworkNode, Networks,
    NodeKind, NodeName, differences, network,
};
pub use over_time::{OverTime, PeriodCount, over_time};
pub(crate) use parallel_sentences::LEAST_PARALLEL;
pub use parallel_sentences::{
    Expression, ParallelSentence, ParallelSentences, Replacement, SentencePair, parallel_sentences,
};
pub use phrase_spread::{PhraseSpread, count_phrases, spread_phrases};
pub use recurrence::{Class, Recurring, Repeated, recurring};
pub use results::{
    AssociateChanges, ConceptRates, Cooccurrences, ItemDispersions, KeynessByKind, Recurrence,
    RecurringKind, Results, Similarity,
};
pub use shared_passages::{Passage, PassageCluster, SharedPassages, Span, shared_passages};
pub use similarity::{
    Neighbour, SourcePair, SourceSimilarities, UnitRows, nearest, source_similarities,
};
pub use tfidf::TfIdf;
pub use trends::{Draws, ItemTrend, Shape, Stretch, Trends, trends};
pub use uncertainty::{Contrast, contrasts, intervals};
pub use validation::{
    Advice, CodedHit, CoderPair, CodingError, ConceptScores, ConceptToSample, CorrectedRate,
    CorrectedTrend, MissedWord, PatternScores, SampleOrigin, SamplePlan, SampleSize, Validation,
    draw_sample, score,
};
pub use word_list::{ListLimits, ListedWord, WordList, term_tallies, word_list, wordings_of};
