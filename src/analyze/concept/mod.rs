//! Concepts: a codebook of patterns, every hit of it in the corpus, and its counts.
//!
//! Takes a codebook and the frozen corpus, gives [`Concepts`]: the hits in order, and counts by
//! category, document and source. A hit of a sub-concept is a hit of the concept above it.

mod codebook;
mod matcher;
mod pattern;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

pub use codebook::{Category, Codebook, CodebookOrigin};
pub use pattern::Pattern;

use crate::corpus::first_and_last;
use crate::model::{Corpus, DocId, SourceId, TokenBuffer};
use matcher::Matcher;

/// One hit of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The document.
    pub document: DocId,
    /// The pattern, by its place in the codebook.
    pub pattern: usize,
    /// First token.
    pub start: u32,
    /// The token after the last.
    pub end: u32,
    /// The sentence, from 1.
    pub sentence: u32,
}

/// Counts of one category.
#[derive(Debug, Default, Clone)]
pub struct ConceptCounts {
    /// Hits.
    pub hits: u64,
    /// Hits by document, documents with hits only, in order.
    pub by_document: Vec<(DocId, u64)>,
    /// Events: documents with hits, copies of one text counted once.
    pub events: u64,
    /// Hits and documents with hits by source, sources with hits only, in order.
    pub by_source: Vec<(SourceId, u64, u64)>,
    /// Hits by pattern, most first, then in the order of the codebook.
    pub by_pattern: Vec<(usize, u64)>,
    /// Wordings with their hits and documents, most hits first, then by text.
    pub by_wording: Vec<(String, u64, u64)>,
    /// First and last date of documents with hits that have one.
    pub dates: Option<(String, String)>,
}

/// What the codebook finds in the corpus.
#[derive(Debug)]
pub struct Concepts {
    /// The codebook.
    pub codebook: Codebook,
    /// Hits, by document and then by place.
    pub hits: Vec<Hit>,
    /// Counts, by category of the codebook.
    pub counts: Vec<ConceptCounts>,
}

impl Concepts {
    /// Hits of a category and all below it, by document and then by place.
    pub fn hits_of(&self, category: usize) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| {
            let own = self.codebook.patterns[hit.pattern].category;
            self.codebook.is_within(own, category)
        })
    }

    /// Patterns that have no hit, exclusions left aside.
    pub fn unused_patterns(&self) -> impl Iterator<Item = &Pattern> {
        let mut used = vec![false; self.codebook.patterns.len()];
        self.hits.iter().for_each(|hit| used[hit.pattern] = true);
        let patterns = self.codebook.patterns.iter().zip(used);
        patterns
            .filter(|(pattern, used)| !used && !pattern.excludes)
            .map(|(pattern, _)| pattern)
    }
}

/// Finds every hit of the codebook.
#[must_use]
pub fn find_concepts(corpus: &Corpus, codebook: Codebook) -> Concepts {
    let matcher = Matcher::new(corpus, &codebook);
    let ids: Vec<DocId> = corpus.ids().collect();
    let hits: Vec<Hit> = ids
        .par_iter()
        .map_init(matcher::Scratch::default, |scratch, &id| {
            matcher.find(corpus, id, scratch)
        })
        .flatten_iter()
        .collect();
    let mut counts = vec![ConceptCounts::default(); codebook.categories.len()];
    count_hits(corpus, &codebook, &hits, &mut counts);
    count_wordings(corpus, &codebook, &hits, &mut counts);
    Concepts {
        counts,
        hits,
        codebook,
    }
}

/// Counts each hit for its category and for those above it.
fn count_hits(corpus: &Corpus, codebook: &Codebook, hits: &[Hit], counts: &mut [ConceptCounts]) {
    let mut patterns: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let mut sources: BTreeMap<(usize, SourceId), (u64, u64)> = BTreeMap::new();
    for hit in hits {
        for category in codebook.upwards(codebook.patterns[hit.pattern].category) {
            let counts = &mut counts[category];
            counts.hits += 1;
            *patterns.entry((category, hit.pattern)).or_default() += 1;
            let source = corpus.document(hit.document).source;
            let source = sources.entry((category, source)).or_default();
            source.0 += 1;
            match counts.by_document.last_mut() {
                Some((document, hits)) if *document == hit.document => *hits += 1,
                _ => {
                    counts.by_document.push((hit.document, 1));
                    source.1 += 1;
                }
            }
        }
    }
    for ((category, source), (hits, documents)) in sources {
        counts[category].by_source.push((source, hits, documents));
    }
    for ((category, pattern), hits) in patterns {
        counts[category].by_pattern.push((pattern, hits));
    }
    for counts in counts {
        counts
            .by_pattern
            .sort_by_key(|&(pattern, hits)| (Reverse(hits), pattern));
        counts.events = corpus.events(counts.by_document.iter().map(|&(id, _)| id));
        counts.dates = dates(corpus, &counts.by_document);
    }
}

/// First and last date of some documents.
fn dates(corpus: &Corpus, documents: &[(DocId, u64)]) -> Option<(String, String)> {
    let dates = documents
        .iter()
        .map(|(id, _)| corpus.document(*id).info.date.as_str());
    let (first, last) = first_and_last(dates)?;
    Some((first.to_owned(), last.to_owned()))
}

/// Wordings of one category: hits, documents, and the last document that has it.
type Wordings = BTreeMap<String, (u64, u64, Option<DocId>)>;

/// Spells each hit as its document does, in lower case and with blanks folded, and counts them.
fn count_wordings(
    corpus: &Corpus,
    codebook: &Codebook,
    hits: &[Hit],
    counts: &mut [ConceptCounts],
) {
    let mut wordings: Vec<Wordings> = vec![Wordings::new(); counts.len()];
    let mut tokens = TokenBuffer::default();
    let mut read = None;
    for hit in hits {
        let document = hit.document;
        if read.replace(document) != Some(document) {
            corpus.read_tokens(document, &mut tokens);
        }
        let symbol = |token: u32| tokens.positions[token as usize] as usize;
        let text = corpus
            .text(document, symbol(hit.start)..symbol(hit.end - 1) + 1)
            .to_lowercase();
        for category in codebook.upwards(codebook.patterns[hit.pattern].category) {
            let (hits, documents, last) = wordings[category].entry(text.clone()).or_default();
            *hits += 1;
            *documents += u64::from(*last != Some(document));
            *last = Some(document);
        }
    }
    for (counts, wordings) in counts.iter_mut().zip(wordings) {
        let found = wordings
            .into_iter()
            .map(|(text, (hits, documents, _))| (text, hits, documents));
        counts.by_wording = found.collect();
        counts.by_wording.sort_by_key(|&(_, hits, _)| Reverse(hits));
    }
}
