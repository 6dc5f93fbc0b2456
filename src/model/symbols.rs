//! A sequence of symbols, in memory or in a store outside it.
//!
//! A corpus larger than memory keeps its sequences in a temporary file. Whoever reads them does not
//! see the difference: [`Symbols::read`] lends what is in memory and fetches what is stored. A store that
//! fails gives nothing and remembers why; the run asks it before it trusts a result.

use std::borrow::Cow;
use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use super::Symbol;
use crate::error::Result;

/// Keeps symbols outside memory.
pub trait SymbolStore: Debug + Send + Sync {
    /// Stores symbols behind all others; gives where they begin, counted in symbols.
    fn append(&self, symbols: &[Symbol]) -> u64;
    /// Stores symbols in the place of others.
    fn write(&self, start: u64, symbols: &[Symbol]);
    /// The symbols that begin at `start`; fewer if the store has failed.
    fn read(&self, start: u64, length: usize) -> Vec<Symbol>;
    /// Fails if the store has.
    ///
    /// # Errors
    /// [`crate::Error::Spill`].
    fn check(&self) -> Result<()>;
}

/// A sequence of symbols.
#[derive(Debug, Clone)]
pub enum Symbols {
    /// In memory.
    InMemory(Vec<Symbol>),
    /// In a store.
    Stored {
        /// The store.
        store: Arc<dyn SymbolStore>,
        /// Where the sequence begins in it.
        start: u64,
        /// How many symbols it has.
        length: usize,
    },
}

impl Default for Symbols {
    fn default() -> Self {
        Self::InMemory(Vec::new())
    }
}

impl Symbols {
    /// The sequence in a store.
    #[must_use]
    pub fn stored(store: Arc<dyn SymbolStore>, symbols: &[Symbol]) -> Self {
        Self::Stored {
            start: store.append(symbols),
            store,
            length: symbols.len(),
        }
    }

    /// How many symbols there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::InMemory(symbols) => symbols.len(),
            Self::Stored { length, .. } => *length,
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Fails if the store of the sequence has.
    ///
    /// # Errors
    /// [`crate::Error::Spill`].
    pub fn check(&self) -> Result<()> {
        match self {
            Self::InMemory(_) => Ok(()),
            Self::Stored { store, .. } => store.check(),
        }
    }

    /// A part of the sequence.
    #[must_use]
    pub fn read(&self, range: Range<usize>) -> Cow<'_, [Symbol]> {
        match self {
            Self::InMemory(symbols) => Cow::Borrowed(&symbols[range]),
            Self::Stored { store, start, .. } => {
                let mut symbols = store.read(start + range.start as u64, range.len());
                // What a store that has failed does not give is in no result: the run stops.
                symbols.resize(range.len(), Symbol::word(0));
                Cow::Owned(symbols)
            }
        }
    }

    /// Puts a sequence in the place of the one that was taken out, which was no shorter.
    pub fn put_back(&mut self, symbols: Vec<Symbol>) {
        match self {
            Self::InMemory(place) => *place = symbols,
            Self::Stored {
                store,
                start,
                length,
            } => {
                store.write(*start, &symbols);
                *length = symbols.len();
            }
        }
    }

    /// Takes the sequence out, to be changed and put back.
    #[must_use]
    pub fn take(&mut self) -> Vec<Symbol> {
        match self {
            Self::InMemory(symbols) => std::mem::take(symbols),
            Self::Stored { .. } => self.read(0..self.len()).into_owned(),
        }
    }
}
