//! Phrases in the sentences of concepts.

use std::ops::Range;

use crate::count::{FastMap, Occurrence, TaskOccurrences};
use crate::model::{ConceptId, DocId, HitPlace};

/// A phrase in sentences of a concept, in sentences. There are many: so few bytes.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Near {
    /// Where some occurrence stands apart from all hits.
    pub(super) apart: u32,
    /// Where none does.
    pub(super) overlapping: u32,
    /// Where all are inside hits, or hold one.
    pub(super) inside: u32,
    /// The first occurrence that stands apart.
    pub(super) example: Option<(DocId, u32)>,
}

/// What is counted.
pub(super) struct Sums {
    pub(super) sentences: u64,
    /// By phrase: its sentences.
    pub(super) phrases: Vec<u64>,
    /// By phrase: its first occurrence.
    pub(super) first: Vec<(DocId, u32)>,
    /// By concept and phrase.
    pub(super) near: FastMap<(ConceptId, u32), Near>,
    scratch: Vec<Occurrence>,
}

/// Behind all documents.
const NOWHERE: (DocId, u32) = (DocId(u32::MAX), 0);

impl Sums {
    pub(super) fn empty(phrases: usize) -> Self {
        Self {
            sentences: 0,
            phrases: vec![0; phrases],
            first: vec![NOWHERE; phrases],
            near: FastMap::default(),
            scratch: Vec::new(),
        }
    }

    pub(super) fn add(mut self, other: Self) -> Self {
        self.sentences += other.sentences;
        for (own, other) in self.phrases.iter_mut().zip(other.phrases) {
            *own += other;
        }
        for (own, other) in self.first.iter_mut().zip(other.first) {
            *own = (*own).min(other);
        }
        for (key, other) in other.near {
            let own = self.near.entry(key).or_default();
            own.apart += other.apart;
            own.overlapping += other.overlapping;
            own.inside += other.inside;
            own.example = own.example.into_iter().chain(other.example).min();
        }
        self
    }

    pub(super) fn add_task(&mut self, found: &TaskOccurrences, hits: &[HitPlace]) {
        self.sentences += found.sentences;
        for (id, sentences) in found.documents() {
            let own = HitPlace::in_document(hits, id);
            self.add_document(found, (id, sentences), own);
        }
    }

    fn add_document(
        &mut self,
        found: &TaskOccurrences,
        (id, sentences): (DocId, Range<usize>),
        hits: &[HitPlace],
    ) {
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut rest = hits;
        for place in sentences {
            let sentence = found.sentence(place);
            let passed = rest.iter().take_while(|hit| hit.start < sentence.start);
            rest = &rest[passed.count()..];
            let own = rest.iter().take_while(|hit| hit.start < sentence.end);
            let mut own: Vec<&HitPlace> = own.collect();
            own.sort_unstable_by_key(|hit| (hit.concept, hit.start));
            scratch.clear();
            scratch.extend_from_slice(found.within(place..place + 1));
            scratch.sort_unstable_by_key(|own| (own.phrase(), own.start()));
            for same in scratch.chunk_by(|a, b| a.phrase() == b.phrase()) {
                let phrase = same[0].phrase();
                self.phrases[phrase as usize] += 1;
                let first = &mut self.first[phrase as usize];
                *first = (*first).min((id, same[0].start()));
                for hits in own.chunk_by(|a, b| a.concept == b.concept) {
                    let near = self.near.entry((hits[0].concept, phrase)).or_default();
                    near.add(id, same, hits);
                }
            }
        }
        self.scratch = scratch;
    }
}

impl Near {
    /// Adds a sentence with these occurrences of the phrase and these hits of the concept.
    fn add(&mut self, id: DocId, occurrences: &[Occurrence], hits: &[&HitPlace]) {
        let is_apart = |own: &&Occurrence| {
            hits.iter()
                .all(|hit| own.end() <= hit.start || own.start() >= hit.end)
        };
        if let Some(apart) = occurrences.iter().find(is_apart) {
            self.apart += 1;
            let example = (id, apart.start());
            self.example = self.example.into_iter().chain([example]).min();
            return;
        }
        self.overlapping += 1;
        // Inside a hit it is one; around a hit it is found with the hit.
        let is_hit = |own: &Occurrence| {
            hits.iter().any(|hit| {
                let is_inside = hit.start <= own.start() && own.end() <= hit.end;
                is_inside || (own.start() <= hit.start && hit.end <= own.end())
            })
        };
        self.inside += u32::from(occurrences.iter().all(is_hit));
    }
}
