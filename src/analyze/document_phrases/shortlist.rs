//! The candidates of each document that are put forward, before the corpus is asked about them.
//!
//! Takes the counted candidates of a document, gives the best of them, those with the same words as
//! one. A worker keeps the lists of all its documents in a few vectors, since there are many lists
//! and they are short.

use std::ops::Range;

use super::candidates::{Candidates, NONE};
use super::estimate::Estimate;
use crate::count::FastMap;
use crate::model::TermId;
use crate::stats::{DocumentPhraseFacts, corpus_weight};

/// Least cohesion of a candidate around a linking word.
const LINKED_COHESION: f64 = 0.3;
/// Most words of a candidate.
const LONGEST: usize = 5;

/// A candidate that is put forward.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) terms: Range<u32>,
    pub(super) facts: DocumentPhraseFacts,
    pub(super) sentences: u32,
    pub(super) score: f64,
}

/// An occurrence of a candidate that is put forward.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) entry: u32,
    pub(super) first: u32,
    pub(super) length: u32,
}

/// The lists of the documents of a worker.
#[derive(Debug, Default)]
pub(super) struct Shortlists {
    /// Each document, and where its entries and places begin.
    pub(super) documents: Vec<(usize, usize, usize)>,
    pub(super) entries: Vec<Entry>,
    pub(super) terms: Vec<TermId>,
    pub(super) places: Vec<Place>,
}

impl Shortlists {
    /// Each document with its entries and places.
    pub(super) fn documents(&self) -> impl Iterator<Item = (usize, Range<usize>, Range<usize>)> {
        let ends = self.documents.iter().skip(1);
        let ends = ends.map(|&(_, entries, places)| (entries, places));
        let ends = ends.chain([(self.entries.len(), self.places.len())]);
        let documents = self.documents.iter().zip(ends);
        documents
            .map(|(&(document, entries, places), end)| (document, entries..end.0, places..end.1))
    }

    pub(super) fn terms(&self, entry: &Entry) -> &[TermId] {
        &self.terms[entry.terms.start as usize..entry.terms.end as usize]
    }
}

/// What ranks the candidates of a document; a worker reuses one for all its documents.
#[derive(Debug)]
pub(super) struct Ranking<'a> {
    df: &'a [u32],
    documents: u32,
    /// By term: the logarithm of the weight of the word alone.
    weights: &'a [f64],
    estimate: Estimate,
    /// Nodes with their scores.
    ranked: Vec<(u32, f64)>,
    estimates: Vec<f64>,
    /// By words in the order of their ids: the entry.
    places: FastMap<[u32; LONGEST], u32>,
    /// By node.
    entries: Vec<u32>,
}

impl<'a> Ranking<'a> {
    pub(super) fn new(df: &'a [u32], weights: &'a [f64], documents: usize) -> Self {
        Self {
            df,
            documents: documents as u32,
            weights,
            estimate: Estimate::default(),
            ranked: Vec::new(),
            estimates: Vec::new(),
            places: FastMap::default(),
            entries: Vec::new(),
        }
    }

    /// Scores the candidates by what the document says and, of single words, the corpus; at least
    /// the best `most`. Only those that an estimate puts among them are scored exactly.
    pub(super) fn rank(&mut self, candidates: &Candidates<'_>, most: usize) {
        self.ranked.clear();
        for (node, candidate) in (0_u32..).zip(&candidates.nodes) {
            if candidate.ends
                && candidate.n > 0
                && (candidate.links == 0 || is_linked(candidates, node))
            {
                self.ranked.push((node, 0.0));
            }
        }
        if self.ranked.len() > most {
            self.leave_out(candidates, most);
        }
        for (node, score) in &mut self.ranked {
            let candidate = &candidates.nodes[*node as usize];
            let in_corpus = if candidate.parent == NONE {
                corpus_weight(1, self.df[candidate.term.index()], self.documents)
            } else {
                1.0
            };
            *score = facts(candidates, *node).in_document() * in_corpus;
        }
    }

    /// Leaves out what an estimate does not put among the best `most`.
    fn leave_out(&mut self, candidates: &Candidates<'_>, most: usize) {
        for (node, score) in &mut self.ranked {
            let candidate = &candidates.nodes[*node as usize];
            *score = self.estimate.of(candidates, *node);
            if candidate.parent == NONE {
                *score += self.weights[candidate.term.index()];
            }
        }
        self.estimates.clear();
        let estimates = self.ranked.iter().map(|&(_, score)| score);
        self.estimates.extend(estimates);
        let order = |a: &f64, b: &f64| b.total_cmp(a);
        let (_, least, _) = self
            .estimates
            .select_nth_unstable_by(most.max(1) - 1, order);
        let least = *least - Estimate::ERROR;
        self.ranked.retain(|&(_, score)| score >= least);
    }

    /// Puts the best `most` of the ranked candidates on the list.
    pub(super) fn list(
        &mut self,
        candidates: &Candidates<'_>,
        most: usize,
        document: usize,
        lists: &mut Shortlists,
    ) {
        let by_score = |a: &(u32, f64), b: &(u32, f64)| {
            let first = |node: u32| candidates.nodes[node as usize].first;
            let order = b.1.total_cmp(&a.1).then(first(a.0).cmp(&first(b.0)));
            order.then_with(|| candidates.terms(a.0).cmp(&candidates.terms(b.0)))
        };
        let ranked = &mut self.ranked;
        if ranked.len() > most && most > 0 {
            ranked.select_nth_unstable_by(most - 1, by_score);
            ranked.truncate(most);
        }
        ranked.sort_unstable_by(by_score);
        let start = (document, lists.entries.len(), lists.places.len());
        lists.documents.push(start);
        self.places.clear();
        self.entries.clear();
        self.entries.resize(candidates.nodes.len(), NONE);
        for &(node, score) in &self.ranked {
            let terms = lists.terms.len();
            candidates.push_terms(node, &mut lists.terms);
            let words = words(candidates, &lists.terms[terms..]);
            let new = lists.entries.len() as u32;
            let entry = *self.places.entry(words).or_insert(new);
            self.entries[node as usize] = entry;
            if entry == new {
                lists.entries.push(Entry {
                    terms: terms as u32..lists.terms.len() as u32,
                    facts: facts(candidates, node),
                    sentences: candidates.nodes[node as usize].sentences,
                    score,
                });
            } else {
                lists.terms.truncate(terms);
            }
        }
        for &(node, first) in candidates.places() {
            let entry = self.entries[node as usize];
            if entry != NONE {
                let length = candidates.nodes[node as usize].length;
                lists.places.push(Place {
                    entry,
                    first,
                    length,
                });
            }
        }
    }
}

/// Whether a candidate around a linking word occurs often enough, and its words with it.
fn is_linked(candidates: &Candidates<'_>, node: u32) -> bool {
    candidates.nodes[node as usize].n > 1 && facts(candidates, node).cohesion() >= LINKED_COHESION
}

/// The words among these terms in the order of their ids; candidates with the same ones are one.
fn words(candidates: &Candidates<'_>, terms: &[TermId]) -> [u32; LONGEST] {
    let mut words = [u32::MAX; LONGEST];
    let parts = terms.iter().filter(|&&term| candidates.is_word(term));
    for (word, term) in words.iter_mut().zip(parts) {
        *word = term.0;
    }
    words.sort_unstable();
    words
}

/// What is known of a candidate.
fn facts(candidates: &Candidates<'_>, node: u32) -> DocumentPhraseFacts {
    let candidate = &candidates.nodes[node as usize];
    let words = candidate.length - candidate.links;
    let (mut sum, mut product) = (0.0, 1.0);
    for n in candidates.word_counts(node) {
        sum += f64::from(n);
        product *= f64::from(n);
    }
    let share = f64::from(words);
    DocumentPhraseFacts {
        words,
        n: candidate.n,
        alone: candidate.alone(),
        first: candidate.first,
        word_mean: sum / share,
        word_geometric_mean: match words {
            0 | 1 => product,
            2 => libm::sqrt(product),
            _ => libm::pow(product, 1.0 / share),
        },
    }
}
