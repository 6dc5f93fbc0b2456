//! Dispersion of items (terms, key phrases, concepts) over documents and sources.
//!
//! Takes counts by part, gives a [`Dispersion`] each. Documents and sources are parts of their own size
//! in tokens; those of a term or key phrase are the ones in its language, since it cannot stand in
//! others. Sums are made item by item in the order of the parts, so they are the same for any
//! number of threads.

use crate::count::{CorpusParts, PartsOfItem};
use crate::model::{DocId, DocumentTermMatrix};
use crate::parallel;
use crate::stats::{Dispersion, Parts, Spread};

/// How evenly items spread, by item.
#[derive(Debug, Default)]
pub struct Dispersions {
    /// Over documents.
    pub documents: Vec<Dispersion>,
    /// Over sources.
    pub sources: Vec<Dispersion>,
}

/// The dispersion over documents of each term, by [`crate::model::TermId`]; `all` are their
/// occurrences, `parts_of` gives the parts of each.
#[must_use]
pub fn disperse_terms<'a>(
    parts: &CorpusParts,
    matrix: &DocumentTermMatrix,
    all: &[u64],
    parts_of: impl Fn(usize) -> &'a PartsOfItem + Sync,
) -> Vec<Dispersion> {
    let mut spreads = vec![Spread::default(); all.len()];
    // Each thread goes through the whole matrix, for terms of its own.
    let size = all.len().div_ceil(rayon::current_num_threads()).max(1);
    parallel::for_each(spreads.chunks_mut(size), |chunk, spreads| {
        let (first, last) = (chunk * size, chunk * size + spreads.len());
        for (document, row) in matrix.rows().enumerate() {
            let (documents, place) = parts.around(DocId::new(document));
            let terms = row.map(|(term, n)| (term.index(), n));
            let terms = terms.skip_while(|(term, _)| *term < first);
            for (term, n) in terms.take_while(|(term, _)| *term < last) {
                documents.add(&mut spreads[term - first], place, n.into(), all[term]);
            }
        }
    });
    parallel::map_many(all.len(), |item| {
        let documents = &parts_of(item).documents;
        documents.dispersion(&spreads[item], all[item])
    })
}

/// The dispersion of items over sources, from the items of each source with their occurrences in it;
/// `all` are their occurrences in all sources, `parts_of` gives the parts of each.
#[must_use]
pub fn disperse<'a, I>(
    by_source: impl Iterator<Item = I>,
    all: &[u64],
    parts_of: impl Fn(usize) -> &'a PartsOfItem + Sync,
) -> Vec<Dispersion>
where
    I: Iterator<Item = (usize, u64)>,
{
    let mut spreads = vec![Spread::default(); all.len()];
    let parts: Vec<&Parts> = (0..all.len()).map(|item| &parts_of(item).sources).collect();
    for (source, counts) in by_source.enumerate() {
        for (item, n) in counts {
            parts[item].add(&mut spreads[item], source, n, all[item]);
        }
    }
    parallel::map_many(all.len(), |item| {
        parts[item].dispersion(&spreads[item], all[item])
    })
}
