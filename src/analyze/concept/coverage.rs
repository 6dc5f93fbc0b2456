//! Coverage of a codebook: what each of its patterns finds, and where its concepts meet.

use super::{Concepts, Hit};
use crate::count::FastMap;
use crate::model::{ConceptId, Corpus, DocId, SourceId};
use crate::order::Arrange as _;
use crate::sorted::SortedSet;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConceptOverlap {
    /// The first concept.
    pub a: ConceptId,
    /// The second.
    pub b: ConceptId,
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
        let mut sources: Vec<SortedSet<SourceId>> = vec![SortedSet::new(); size];
        for hit in &self.hits {
            let pattern = hit.pattern.index();
            counts[pattern].hits += 1;
            if last[pattern] != Some(hit.document) {
                last[pattern] = Some(hit.document);
                counts[pattern].documents += 1;
                sources[pattern].insert(corpus.document(hit.document).source);
            }
        }
        for (count, sources) in counts.iter_mut().zip(sources) {
            count.sources = sources.len() as u64;
        }
        counts
    }

    /// The pairs of concepts that meet in a document, by concept.
    #[must_use]
    pub fn overlaps(&self, corpus: &Corpus) -> Vec<ConceptOverlap> {
        let mut pairs: FastMap<Pair, ConceptOverlap> = FastMap::default();
        let mut overlap = |(a, b): Pair, add: fn(&mut ConceptOverlap)| {
            add(pairs
                .entry((a, b))
                .or_insert_with(|| ConceptOverlap::of(a, b)));
        };
        let mut sources: FastMap<Pair, SortedSet<SourceId>> = FastMap::default();
        for document in self.hits.chunk_by(|a, b| a.document == b.document) {
            let hits: Vec<(ConceptId, &Hit)> = document
                .iter()
                .map(|hit| (self.concept_of(hit), hit))
                .collect();
            let source = corpus.document(document[0].document).source;
            for pair in pairs_of(&hits) {
                overlap(pair, |overlap| overlap.documents += 1);
                sources.entry(pair).or_default().insert(source);
            }
            for sentence in hits.chunk_by(|a, b| a.1.sentence == b.1.sentence) {
                for pair in pairs_of(sentence) {
                    overlap(pair, |overlap| overlap.sentences += 1);
                }
            }
            for (concept, other) in sharing(&hits) {
                if concept < other {
                    overlap((concept, other), |overlap| overlap.shared_a += 1);
                } else {
                    overlap((other, concept), |overlap| overlap.shared_b += 1);
                }
            }
        }
        let mut overlaps: Vec<ConceptOverlap> = pairs.into_values().collect();
        overlaps.arrange_by_key(|overlap| (overlap.a, overlap.b));
        for overlap in &mut overlaps {
            let sources = sources.get(&(overlap.a, overlap.b));
            overlap.sources = sources.map_or(0, |sources| sources.len() as u64);
        }
        overlaps
    }
}

impl ConceptOverlap {
    /// Two concepts that have not met yet.
    fn of(a: ConceptId, b: ConceptId) -> Self {
        Self {
            a,
            b,
            shared_a: 0,
            shared_b: 0,
            sentences: 0,
            documents: 0,
            sources: 0,
        }
    }
}

/// Two concepts, the first one first in the codebook.
type Pair = (ConceptId, ConceptId);

/// The pairs of different concepts of these hits.
fn pairs_of(hits: &[(ConceptId, &Hit)]) -> Vec<Pair> {
    let concepts: SortedSet<ConceptId> = hits.iter().map(|&(concept, _)| concept).collect();
    let firsts = concepts.iter().enumerate();
    let pairs = firsts.flat_map(|(place, &a)| {
        let behind = concepts.iter().skip(place + 1);
        behind.map(move |&b| (a, b))
    });
    pairs.collect()
}

/// For each hit, each other concept with a hit that shares a token with it: both concepts.
fn sharing(hits: &[(ConceptId, &Hit)]) -> Vec<(ConceptId, ConceptId)> {
    let mut shared = Vec::new();
    for (place, &(concept, hit)) in hits.iter().enumerate() {
        let behind = hits.iter().enumerate().skip(place + 1);
        for (other_place, &(other, _)) in behind.take_while(|(_, (_, other))| other.start < hit.end)
        {
            if concept != other {
                shared.push((place, concept, other));
                shared.push((other_place, other, concept));
            }
        }
    }
    shared.arrange();
    shared.dedup();
    let pairs = shared.into_iter();
    pairs.map(|(_, concept, other)| (concept, other)).collect()
}
