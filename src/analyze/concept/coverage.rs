//! Coverage of a codebook: what each of its patterns finds, and where its concepts meet.

use std::collections::{BTreeMap, BTreeSet};

use super::{Concepts, Hit};
use crate::model::{Corpus, DocId, SourceId};

/// What a pattern finds.
#[derive(Debug, Default, Clone)]
pub struct PatternCount {
    /// Hits.
    pub hits: u64,
    /// Documents with a hit.
    pub documents: u64,
    /// Sources with a hit.
    pub sources: u64,
}

/// Where two concepts meet. Sub-concepts are part of their concept.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct ConceptOverlap {
    /// The first concept, by its category.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// Hits of the first that share a token with one of the second.
    pub shared_a: u64,
    /// Hits of the second that share a token with one of the first.
    pub shared_b: u64,
    /// Sentences in which hits of both begin.
    pub sentences: u64,
    /// Documents with hits of both.
    pub documents: u64,
    /// Sources with documents that have hits of both.
    pub sources: u64,
}

impl Concepts {
    /// What each pattern finds, in the order of the codebook; exclusions find nothing.
    #[must_use]
    pub fn by_pattern(&self, corpus: &Corpus) -> Vec<PatternCount> {
        let size = self.codebook.patterns.len();
        let mut counts = vec![PatternCount::default(); size];
        let mut last: Vec<Option<DocId>> = vec![None; size];
        let mut sources: Vec<BTreeSet<SourceId>> = vec![BTreeSet::new(); size];
        for hit in &self.hits {
            let own = &mut counts[hit.pattern];
            own.hits += 1;
            if last[hit.pattern] != Some(hit.document) {
                last[hit.pattern] = Some(hit.document);
                own.documents += 1;
                sources[hit.pattern].insert(corpus.document(hit.document).source);
            }
        }
        for (own, sources) in counts.iter_mut().zip(sources) {
            own.sources = sources.len() as u64;
        }
        counts
    }

    /// The pairs of concepts that meet in a document, by concept.
    #[must_use]
    pub fn overlaps(&self, corpus: &Corpus) -> Vec<ConceptOverlap> {
        let mut pairs: BTreeMap<(usize, usize), ConceptOverlap> = BTreeMap::new();
        let mut sources: BTreeSet<(usize, usize, SourceId)> = BTreeSet::new();
        for hits in self.hits.chunk_by(|a, b| a.document == b.document) {
            let hits: Vec<(usize, &Hit)> =
                hits.iter().map(|hit| (self.concept(hit), hit)).collect();
            let source = corpus.document(hits[0].1.document).source;
            for (a, b) in pairs_of(hits.iter().map(|(concept, _)| *concept)) {
                pairs.entry((a, b)).or_default().documents += 1;
                sources.insert((a, b, source));
            }
            for own in hits.chunk_by(|a, b| a.1.sentence == b.1.sentence) {
                for pair in pairs_of(own.iter().map(|(concept, _)| *concept)) {
                    pairs.entry(pair).or_default().sentences += 1;
                }
            }
            for (own, other) in sharing(&hits) {
                let pair = (own.min(other), own.max(other));
                let found = pairs.entry(pair).or_default();
                if own < other {
                    found.shared_a += 1;
                } else {
                    found.shared_b += 1;
                }
            }
        }
        for (a, b, _) in sources {
            pairs.entry((a, b)).or_default().sources += 1;
        }
        let named = pairs.into_iter();
        named
            .map(|((a, b), found)| ConceptOverlap { a, b, ..found })
            .collect()
    }

    fn concept(&self, hit: &Hit) -> usize {
        let codebook = &self.codebook;
        codebook.concept_of(codebook.patterns[hit.pattern].category)
    }
}

/// The pairs of different concepts among these, the first the lesser.
fn pairs_of(concepts: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let concepts: BTreeSet<usize> = concepts.collect();
    let all = concepts.iter();
    all.flat_map(|&a| concepts.range(a + 1..).map(move |&b| (a, b)))
        .collect()
}

/// For each hit, each other concept with a hit that shares a token with it: both concepts.
fn sharing(hits: &[(usize, &Hit)]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (place, (concept, hit)) in hits.iter().enumerate() {
        let behind = hits.iter().enumerate().skip(place + 1);
        for (other_place, (other, _)) in behind.take_while(|(_, (_, other))| other.start < hit.end)
        {
            if concept != other {
                found.push((place, *concept, *other));
                found.push((other_place, *other, *concept));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .map(|(_, own, other)| (own, other))
        .collect()
}
