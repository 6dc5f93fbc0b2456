//! Concepts: a codebook of patterns, every hit of it in the corpus, and its counts.
//!
//! Takes a codebook and the frozen corpus, gives [`Concepts`]: the hits in order, and counts by
//! category, document and source. A hit of a sub-concept is a hit of the concept above it.

mod builtin;
mod codebook;
mod codebook_reader;
mod coverage;
mod doubts;
mod foreign;
mod glob;
mod hyphenable;
mod keys;
mod matcher;
mod pattern;
mod regular;
mod satisfied;
mod twins;
mod units;
mod wordings;
mod yaml_fault;

use std::cmp::Reverse;

pub use codebook::{Category, Codebook, CodebookOrigin, NoCodebook};
pub use coverage::{ConceptOverlap, PatternCount};
pub use doubts::Doubt;
pub use pattern::Pattern;
pub use twins::HyphenTwin;

use crate::corpus::first_and_last;
use crate::count::FastMap;
use crate::model::{ConceptId, Corpus, DocId, HitPlace, PatternId, SourceId};
use crate::order::Arrange as _;
use crate::parallel::in_order;
use matcher::{Matcher, PlacedHit};

/// One hit of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The document.
    pub document: DocId,
    /// The pattern.
    pub pattern: PatternId,
    /// First token.
    pub start: u32,
    /// The token after the last.
    pub end: u32,
    /// The sentence, from 1.
    pub sentence: u32,
}

impl Hit {
    /// Its place, as a hit of this concept.
    #[must_use]
    pub fn of(&self, concept: ConceptId) -> HitPlace {
        HitPlace {
            document: self.document,
            sentence: self.sentence,
            start: self.start,
            end: self.end,
            concept,
        }
    }
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
    pub by_pattern: Vec<(PatternId, u64)>,
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
    /// By pattern: the forms of its hits with the number of hits, most first, then by text.
    pub forms: Vec<Vec<(String, u64)>>,
    /// By pattern: what a reader should know before trusting it.
    pub doubts: Vec<Vec<Doubt>>,
}

impl Concepts {
    /// Hits of a category and all below it, by document and then by place.
    pub fn hits_of(&self, category: ConceptId) -> impl Iterator<Item = &Hit> {
        let codebook = &self.codebook;
        let is_within =
            move |hit: &&Hit| codebook.is_within(codebook.pattern(hit.pattern).category, category);
        self.hits.iter().filter(is_within)
    }

    /// The concept, at the top of the codebook, that a hit belongs to.
    #[must_use]
    pub fn concept_of(&self, hit: &Hit) -> ConceptId {
        let codebook = &self.codebook;
        codebook.concept_of(codebook.pattern(hit.pattern).category)
    }

    /// The counts of a category.
    #[must_use]
    pub fn counts_of(&self, category: ConceptId) -> &ConceptCounts {
        &self.counts[category.index()]
    }

    /// Patterns that have no hit, exclusions left aside.
    pub fn unused_patterns(&self) -> impl Iterator<Item = &Pattern> {
        let mut used = vec![false; self.codebook.patterns.len()];
        self.hits
            .iter()
            .for_each(|hit| used[hit.pattern.index()] = true);
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
    let placed = in_order(ids.len(), matcher::Scratch::default, |scratch, document| {
        matcher.find(corpus, ids[document], scratch)
    });
    let placed: Vec<PlacedHit> = placed.into_iter().flatten().collect();
    let (matched, twins) = matcher.into_evidence();
    let mut counts = vec![ConceptCounts::default(); codebook.categories.len()];
    let forms = wordings::count(corpus, &codebook, &placed, &mut counts);
    let hits: Vec<Hit> = placed.into_iter().map(|placed| placed.hit).collect();
    count_hits(corpus, &codebook, &hits, &mut counts);
    Concepts {
        doubts: doubts::doubts(corpus, &codebook, &forms, (matched, twins.found())),
        forms,
        counts,
        hits,
        codebook,
    }
}

/// Counts each hit for its category and for those above it.
fn count_hits(corpus: &Corpus, codebook: &Codebook, hits: &[Hit], counts: &mut [ConceptCounts]) {
    let mut by_pattern = vec![0_u64; codebook.patterns.len()];
    let mut sources: FastMap<(ConceptId, SourceId), (u64, u64)> = FastMap::default();
    for hit in hits {
        by_pattern[hit.pattern.index()] += 1;
        let source = corpus.document(hit.document).source;
        for category in codebook.upwards(codebook.pattern(hit.pattern).category) {
            let counts = &mut counts[category.index()];
            counts.hits += 1;
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
    let mut sources: Vec<_> = sources.into_iter().collect();
    sources.arrange();
    for ((category, source), (hits, documents)) in sources {
        let counts = &mut counts[category.index()];
        counts.by_source.push((source, hits, documents));
    }
    for (pattern, &hits) in by_pattern.iter().enumerate().filter(|(_, hits)| **hits > 0) {
        let pattern = PatternId::new(pattern);
        for category in codebook.upwards(codebook.pattern(pattern).category) {
            counts[category.index()].by_pattern.push((pattern, hits));
        }
    }
    for counts in counts {
        counts
            .by_pattern
            .arrange_by_key(|&(pattern, hits)| (Reverse(hits), pattern));
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
