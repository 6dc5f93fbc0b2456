//! The analyses: pure functions of the frozen corpus and its counts, one file each.
//!
//! They never import each other; what one needs of another is handed over in `pipeline.rs`.

mod companion;
mod concept;
mod cooccurrence;
mod dispersion;
mod frequency;
mod keyness;
mod keyphrase;
mod over_time;
mod results;
mod tfidf;
mod uncertainty;

pub use companion::{Companion, HitPlace, companions};
pub use concept::{
    Category, Codebook, CodebookOrigin, ConceptCounts, Concepts, Hit, Pattern, find_concepts,
};
pub use cooccurrence::{CoOccurrence, PairCount, Pairs, cooccurrence};
pub use dispersion::{CorpusParts, Dispersions, disperse, disperse_phrases, disperse_terms};
pub use frequency::{Frequency, SourceCount, TermFrequency, frequency};
pub use keyness::{Items, Key, keyness};
pub use keyphrase::{KeyPhrases, Phrase, SourcePhrase, key_phrases, spell};
pub use over_time::{OverTime, Period, PeriodCount, over_time};
pub use results::{Certainty, Company, KeysByKind, Results, SpreadOfItems};
pub use tfidf::TfIdf;
pub use uncertainty::{Contrast, Resampling, contrasts, intervals};
