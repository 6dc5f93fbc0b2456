//! The candidates of each document that are put forward, before the corpus is asked about them.
//!
//! Takes the counted candidates of a document, gives the best of them, those with the same words as
//! one. A worker keeps the lists of all its documents in a few vectors, since there are many lists
//! and they are short.

use std::ops::Range;

use libm::sqrt;

use super::candidates::{Candidates, NONE};
use crate::count::FastMap;
use crate::model::TermId;
use crate::stats::DocumentPhraseFacts;

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
    /// What the document says of it.
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

/// A candidate with its scores.
#[derive(Debug, Clone, Copy)]
struct Ranked {
    node: u32,
    /// What the document says of it.
    score: f64,
    /// For a single word with what the corpus says; what the shortlist goes by.
    weighted: f64,
}

/// What ranks the candidates of a document; a worker reuses one for all its documents.
#[derive(Debug)]
pub(super) struct Ranking<'a> {
    /// By term: documents that hold it.
    df: &'a [u32],
    documents: u32,
    ranked: Vec<Ranked>,
    /// By words in the order of their ids: the entry.
    places: FastMap<[u32; LONGEST], u32>,
    /// By node.
    entries: Vec<u32>,
}

impl<'a> Ranking<'a> {
    pub(super) fn new(df: &'a [u32], documents: u32) -> Self {
        Self {
            df,
            documents,
            ranked: Vec::new(),
            places: FastMap::default(),
            entries: Vec::new(),
        }
    }

    /// Scores the candidates by what the document says, and single words by what the corpus does.
    pub(super) fn rank(&mut self, candidates: &Candidates<'_>) {
        let names = candidates.names();
        self.ranked.clear();
        for node in 0..candidates.nodes.len() as u32 {
            if !candidates.is_candidate(node) {
                continue;
            }
            let facts = facts(candidates, node);
            if facts.has_links && (facts.n < 2 || facts.cohesion() < LINKED_COHESION) {
                continue;
            }
            let score = facts.in_document(names);
            let weight = match facts.words {
                1 => facts.in_corpus(self.df_of(candidates, node), self.documents),
                _ => 1.0,
            };
            self.ranked.push(Ranked {
                node,
                score,
                weighted: score * weight,
            });
        }
    }

    /// Documents that hold the last word of a candidate.
    fn df_of(&self, candidates: &Candidates<'_>, node: u32) -> u32 {
        self.df[candidates.nodes[node as usize].term.index()]
    }

    /// Puts the best `most` of the ranked candidates on the list.
    pub(super) fn list(
        &mut self,
        candidates: &Candidates<'_>,
        most: usize,
        document: usize,
        lists: &mut Shortlists,
    ) {
        let by_score = |a: &Ranked, b: &Ranked| {
            let [first, second] = [a, b].map(|ranked| candidates.nodes[ranked.node as usize].first);
            let order = b.weighted.total_cmp(&a.weighted).then(first.cmp(&second));
            order.then_with(|| candidates.terms(a.node).cmp(&candidates.terms(b.node)))
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
        for &Ranked { node, score, .. } in &self.ranked {
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
    for word in candidates.words(node) {
        sum += f64::from(word.n);
        product *= f64::from(word.n);
    }
    let share = f64::from(words);
    let inside_sentences = f64::from(candidate.inside_sentences.max(1));
    DocumentPhraseFacts {
        words,
        has_links: candidate.links > 0,
        general: candidate.general,
        characters: f64::from(candidate.characters) / share,
        in_longer: candidate.in_longer,
        capitals: f64::from(candidate.capitals) / inside_sentences,
        n: candidate.n,
        alone: candidate.alone(),
        first: candidate.first,
        word_mean: sum / share,
        word_geometric_mean: match words {
            0 | 1 => product,
            2 => sqrt(product),
            _ => libm::pow(product, 1.0 / share),
        },
    }
}
