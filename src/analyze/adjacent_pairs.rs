//! Words side by side: what an adjacent pair is measured against.
//!
//! Takes the frozen corpus, gives for each term how many pairs it begins and how many it ends. A pair
//! is two tokens, of any kind, that stand next to each other in a sentence with no punctuation
//! between them; so the counts of a two-word phrase and these are one exact 2x2 table of pairs.

use std::collections::BTreeMap;

use crate::count::{SourceTask, by_worker};
use crate::model::{Corpus, Language, TermId};
use crate::stats::Contingency;

/// Pairs of adjacent tokens.
#[derive(Debug, Default)]
pub struct AdjacentPairs {
    /// Pairs that a term begins, and pairs that it ends, by [`TermId`].
    terms: Vec<(u64, u64)>,
    /// Pairs in the documents of each language.
    pairs: BTreeMap<Language, u64>,
}

impl AdjacentPairs {
    /// The 2x2 table of a pair that stands `both` times; its total are the pairs in documents of
    /// this language.
    #[must_use]
    pub fn table(&self, pair: [TermId; 2], both: u64, language: Language) -> Contingency {
        let of = |term: TermId| self.terms.get(term.index()).copied().unwrap_or_default();
        Contingency {
            both,
            first: of(pair[0]).0,
            second: of(pair[1]).1,
            total: self.pairs.get(&language).copied().unwrap_or_default(),
        }
    }
}

/// Counts adjacent pairs.
#[must_use]
pub fn adjacent_pairs(corpus: &Corpus, tasks: &[SourceTask]) -> AdjacentPairs {
    let terms = corpus.by_surface(|form| corpus.vocabulary.form(form).term);
    let parts = corpus.boundaries();
    let parts: Vec<bool> = parts
        .iter()
        .map(|own| *own != crate::model::Boundary::None)
        .collect();
    let none = || AdjacentPairs {
        terms: vec![(0, 0); corpus.vocabulary.terms.len()],
        pairs: BTreeMap::new(),
    };
    let counted = by_worker(tasks.len(), none, |own: &mut AdjacentPairs, task| {
        for &id in &tasks[task].documents {
            let (mut pairs, mut before) = (0, None);
            for symbol in &*corpus.symbols(id) {
                if let Some(surface) = symbol.as_word() {
                    let term = terms[surface.index()];
                    if let Some(first) = before.replace(term) {
                        let first: TermId = first;
                        own.terms[first.index()].0 += 1;
                        own.terms[term.index()].1 += 1;
                        pairs += 1;
                    }
                } else if symbol.as_separator().is_some_and(|own| parts[own as usize]) {
                    before = None;
                }
            }
            *own.pairs.entry(corpus.document(id).language).or_default() += pairs;
        }
    });
    counted.into_iter().fold(none(), |mut sum, other| {
        for (own, (first, second)) in sum.terms.iter_mut().zip(other.terms) {
            own.0 += first;
            own.1 += second;
        }
        for (language, pairs) in other.pairs {
            *sum.pairs.entry(language).or_default() += pairs;
        }
        sum
    })
}
