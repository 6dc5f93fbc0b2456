//! The barrier: takes units of input, gives the frozen corpus.
//!
//! [`read_segments`] goes through the input in parallel, each worker with a vocabulary of its own.
//! `freeze` merges what they found, sorts and renumbers it, so that no id depends on which worker
//! met a word first. Decisions that need the whole corpus, such as which documents are copies, are
//! taken there, on what each document carries. Each distinct form is stemmed once, here.

mod acronyms;
mod boilerplate;
mod compounds;
mod copies;
mod date;
mod edits;
mod exclude;
mod freeze;
mod gathered;
mod identity;
mod languages;
mod line_ends;
mod lexicon;
mod merge;
#[cfg(feature = "worker")]
mod packed;
mod periods;
#[cfg(feature = "worker")]
mod plan;
mod plural;
mod reading;
#[cfg(feature = "worker")]
mod recall;
mod regroup;
mod segment_builder;
mod splits;
mod stem;
mod term_maker;
mod vocabulary;
mod warnings;

pub use freeze::freeze;
#[cfg(feature = "worker")]
pub use packed::{PackSink, PackedSegment, UnitPacker};
pub use periods::{Period, Periods};
#[cfg(feature = "worker")]
pub use plan::{
    CorpusPart, CorpusPlan, CorpusTotals, LanguageTotals, PackPlan, PlannedCorpus, freeze_planned,
};
pub use reading::{read_given, read_segments};
#[cfg(feature = "worker")]
pub use recall::{UnitRecall, WantedUnit};
pub use regroup::regroup;
pub use stem::Stems;

pub(crate) use copies::LEAST_WORDS as LEAST_COPY_WORDS;
pub(crate) use date::first_and_last;
