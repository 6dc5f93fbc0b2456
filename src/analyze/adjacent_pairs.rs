//! Words side by side: what an adjacent pair is measured against.
//!
//! Takes the frozen corpus, gives for each term how many pairs it begins and how many it ends. A pair
//! is two tokens, of any kind, that stand next to each other in a sentence with no punctuation
//! between them; so the counts of a two-word phrase and these are one exact 2x2 table of pairs.

use crate::count::SourceTask;
use crate::model::{Boundary, Corpus, DocId, Language, TermId};
use crate::parallel::by_worker;
use crate::sorted::SortedMap;
use crate::stats::Contingency;

/// Pairs of adjacent tokens.
#[derive(Debug, Default)]
pub struct AdjacentPairs {
    /// Pairs that a term begins, and pairs that it ends, by [`TermId`].
    terms: Vec<(u64, u64)>,
    /// Pairs in the documents of each language.
    pairs: SortedMap<Language, u64>,
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
    let boundaries = corpus.boundaries().into_iter();
    let tables = Tables {
        corpus,
        terms,
        parts: boundaries
            .map(|boundary| boundary != Boundary::None)
            .collect(),
    };
    let none = || AdjacentPairs {
        terms: vec![(0, 0); corpus.vocabulary.terms.len()],
        pairs: SortedMap::new(),
    };
    let counted = by_worker(tasks.len(), none, |counts, task| {
        for &id in &tasks[task].documents {
            tables.count(id, counts);
        }
    });
    counted.into_iter().fold(none(), AdjacentPairs::add)
}

impl AdjacentPairs {
    fn add(mut self, other: Self) -> Self {
        for (term, (first, second)) in self.terms.iter_mut().zip(other.terms) {
            term.0 += first;
            term.1 += second;
        }
        for (language, pairs) in other.pairs {
            *self.pairs.or_default(language) += pairs;
        }
        self
    }
}

/// What symbols mean for adjacent pairs.
struct Tables<'a> {
    corpus: &'a Corpus,
    /// By surface.
    terms: Vec<TermId>,
    /// By separator: whether it parts its neighbours.
    parts: Vec<bool>,
}

impl Tables<'_> {
    /// Counts the pairs of a document.
    fn count(&self, id: DocId, counts: &mut AdjacentPairs) {
        let (mut pairs, mut before) = (0, None);
        for symbol in &*self.corpus.symbols(id) {
            if let Some(surface) = symbol.as_word() {
                let term = self.terms[surface.index()];
                if let Some(first) = before.replace(term) {
                    counts.terms[first.index()].0 += 1;
                    counts.terms[term.index()].1 += 1;
                    pairs += 1;
                }
            } else if let Some(separator) = symbol.as_separator()
                && self.parts[separator as usize]
            {
                before = None;
            }
        }
        let language = self.corpus.document(id).language;
        *counts.pairs.or_default(language) += pairs;
    }
}
