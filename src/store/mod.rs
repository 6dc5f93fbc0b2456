//! The store: what a run keeps outside memory, and what it keeps for the next run.
//!
//! Takes segments of tokenised corpus, gives them back. [`Storage`] has both of its parts:
//!
//! - A [`Spill`] holds the symbols of a corpus larger than memory in a temporary file. Whoever reads
//!   them asks [`Symbols`], which are in memory or stored.
//! - A [`Cache`] holds whole segments in a folder, so that documents that have not changed are not
//!   read twice. It knows the content of files by a key: a [`CachedContent`] says which documents and
//!   rows of a segment some content has come to, a [`CacheHit`] that content at hand is among them.
//!
//! What is written here is read by the same version of the program only, and is checked before it is
//! believed.

// This is a door of its own, to files that nobody else reads or writes.
#![allow(clippy::disallowed_methods)]

mod cache;
mod pack;
mod spill;

use std::sync::Arc;

use crate::model::{Symbol, Symbols};

pub use cache::{Cache, CacheHit, settings_name};
pub use pack::CachedContent;
#[cfg(feature = "worker")]
pub(crate) use pack::{decode as unpack, encode as pack};
pub use spill::Spill;

/// What a run has besides memory. Without either, segments are in memory and gone with the run.
#[derive(Debug, Default)]
pub struct Storage {
    /// Segments of earlier runs, and of this one for the next.
    pub cache: Option<Cache>,
    /// Takes the symbols, where they don't fit into memory.
    pub spill: Option<Arc<Spill>>,
}

impl Storage {
    /// The symbols in the temporary file if there is one, and otherwise in memory.
    pub(crate) fn keep_symbols(&self, mut symbols: Vec<Symbol>) -> Symbols {
        match &self.spill {
            Some(spill) => Symbols::stored(spill.clone(), &symbols),
            None => {
                symbols.shrink_to_fit();
                Symbols::InMemory(symbols)
            }
        }
    }
}
