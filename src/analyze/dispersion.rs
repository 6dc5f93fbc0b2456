//! Dispersion of items (terms, key phrases, concepts) over documents and sources.
//!
//! Takes counts by part, gives a [`Dispersion`] each. Documents and sources are parts of their own size
//! in tokens. Sums are made item by item in the order of the parts, so they are the same for any
//! number of threads.

use rayon::prelude::*;

use crate::model::{Corpus, DocumentTermMatrix};
use crate::stats::{Dispersion, Parts, Spread};

/// How evenly items spread, by item.
#[derive(Debug, Default)]
pub struct Dispersions {
    /// Over documents.
    pub documents: Vec<Dispersion>,
    /// Over sources.
    pub sources: Vec<Dispersion>,
}

/// The parts that items spread over.
#[derive(Debug)]
pub struct CorpusParts {
    /// By document.
    pub documents: Parts,
    /// By source.
    pub sources: Parts,
}

impl CorpusParts {
    /// The documents and the sources of a corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let tokens = corpus
            .documents
            .iter()
            .map(|document| u64::from(document.tokens));
        Self {
            documents: Parts::new(tokens.collect()),
            sources: Parts::new(corpus.tokens_by_source()),
        }
    }
}

/// The dispersion over documents of each term, by [`crate::model::TermId`]; `all` are their
/// occurrences.
#[must_use]
pub fn disperse_terms(parts: &Parts, matrix: &DocumentTermMatrix, all: &[u64]) -> Vec<Dispersion> {
    let mut spreads = vec![Spread::default(); all.len()];
    // Each thread goes through the whole matrix, for terms of its own.
    let size = all.len().div_ceil(rayon::current_num_threads()).max(1);
    let chunks = spreads.par_chunks_mut(size).enumerate();
    chunks.for_each(|(chunk, spreads)| {
        let (first, last) = (chunk * size, chunk * size + spreads.len());
        for (document, row) in matrix.rows().enumerate() {
            let terms = row.map(|(term, n)| (term.index(), n));
            let terms = terms.skip_while(|(term, _)| *term < first);
            for (term, n) in terms.take_while(|(term, _)| *term < last) {
                parts.add(&mut spreads[term - first], document, n.into(), all[term]);
            }
        }
    });
    finished(parts, &spreads, all)
}

/// The dispersion of items over parts, from the items of each part with their occurrences in it;
/// `all` are their occurrences in all parts.
#[must_use]
pub fn disperse<I>(parts: &Parts, by_part: impl Iterator<Item = I>, all: &[u64]) -> Vec<Dispersion>
where
    I: Iterator<Item = (usize, u64)>,
{
    let mut spreads = vec![Spread::default(); all.len()];
    for (part, counts) in by_part.enumerate() {
        for (item, n) in counts {
            parts.add(&mut spreads[item], part, n, all[item]);
        }
    }
    finished(parts, &spreads, all)
}

fn finished(parts: &Parts, spreads: &[Spread], all: &[u64]) -> Vec<Dispersion> {
    let items = spreads.par_iter().zip(all);
    items
        .map(|(spread, all)| parts.dispersion(spread, *all))
        .collect()
}
