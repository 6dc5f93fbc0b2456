//! The barrier: takes units of input, gives the frozen corpus.
//!
//! [`read_segments`] goes through the input in parallel, each worker with a vocabulary of its own.
//! [`freeze`] merges what they found, sorts and renumbers it, so that no id depends on which worker
//! met a word first. Each distinct form is stemmed once, here.

mod date;
mod freeze;
mod identity;
mod languages;
mod lexicon;
mod merge;
mod segment;
mod stem;

pub use freeze::freeze;
pub use segment::{Segment, read_segments};
pub use stem::Stems;

pub(crate) use date::first_and_last;
