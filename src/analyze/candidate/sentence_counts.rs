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
        for (sum, other) in self.phrases.iter_mut().zip(other.phrases) {
            *sum += other;
        }
        for (first, other) in self.first.iter_mut().zip(other.first) {
            *first = (*first).min(other);
        }
        for (key, other) in other.near {
            let sum = self.near.entry(key).or_default();
            sum.apart += other.apart;
            sum.overlapping += other.overlapping;
            sum.inside += other.inside;
            sum.example = sum.example.into_iter().chain(other.example).min();
        }
        self
    }

    pub(super) fn add_task(&mut self, occurrences: &TaskOccurrences, hits: &[HitPlace]) {
        self.sentences += occurrences.sentences;
        for (id, sentences) in occurrences.documents() {
            let hits = HitPlace::in_document(hits, id);
            self.add_document(occurrences, (id, sentences), hits);
        }
    }

    fn add_document(
        &mut self,
        occurrences: &TaskOccurrences,
        (id, sentences): (DocId, Range<usize>),
        hits: &[HitPlace],
    ) {
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut rest = hits;
        for place in sentences {
            let sentence = occurrences.sentence(place);
            let passed = rest.iter().take_while(|hit| hit.start < sentence.start);
            rest = &rest[passed.count()..];
            let mut inside: Vec<&HitPlace> = rest
                .iter()
                .take_while(|hit| hit.start < sentence.end)
                .collect();
            inside.sort_unstable_by_key(|hit| (hit.concept, hit.start));
            scratch.clear();
            scratch.extend_from_slice(occurrences.within(place..place + 1));
            scratch.sort_unstable_by_key(|occurrence| (occurrence.phrase(), occurrence.start()));
            for same in scratch.chunk_by(|a, b| a.phrase() == b.phrase()) {
                let phrase = same[0].phrase();
                self.phrases[phrase as usize] += 1;
                let first = &mut self.first[phrase as usize];
                *first = (*first).min((id, same[0].start()));
                for hits in inside.chunk_by(|a, b| a.concept == b.concept) {
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
        let is_apart = |occurrence: &&Occurrence| {
            hits.iter()
                .all(|hit| occurrence.end() <= hit.start || occurrence.start() >= hit.end)
        };
        if let Some(apart) = occurrences.iter().find(is_apart) {
            self.apart += 1;
            let example = (id, apart.start());
            self.example = self.example.into_iter().chain([example]).min();
            return;
        }
        self.overlapping += 1;
        // Inside a hit it is one; around a hit it is found with the hit.
        let is_hit = |occurrence: &Occurrence| {
            hits.iter().any(|hit| {
                let is_inside = hit.start <= occurrence.start() && occurrence.end() <= hit.end;
                is_inside || (occurrence.start() <= hit.start && hit.end <= occurrence.end())
            })
        };
        self.inside += u32::from(occurrences.iter().all(is_hit));
    }
}
