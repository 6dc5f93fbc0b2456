//! The store: what a run keeps outside memory, and what it keeps for the next run.
//!
//! Takes segments of tokenised corpus, gives them back. A [`Spill`] holds the symbols of a corpus
//! larger than memory in a temporary file; a [`Cache`] holds whole segments in a folder, so that
//! documents that have not changed are not read twice. What is written here is read by the same
//! version of the program only, and is checked before it is believed.

// This is a door of its own, to files that nobody else reads or writes.
#![allow(clippy::disallowed_methods)]

mod cache;
mod pack;
mod spill;

pub use cache::{Cache, Recalled};
pub use pack::Made;
pub use spill::Spill;
