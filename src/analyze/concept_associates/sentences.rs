//! Goes through the sentences of documents, and says which phrases stand in them, and with which
//! concepts.

use std::ops::Range;

use crate::count::{Occurrence, TaskOccurrences};
use crate::model::{ConceptId, HitPlace};

/// Takes what stands in a sentence.
pub(super) trait Visit {
    /// The sentence holds this phrase.
    fn phrase(&mut self, phrase: u32);

    /// The sentence holds this concept and this phrase, somewhere apart from each other or not.
    fn pair(&mut self, concept: ConceptId, phrase: u32, is_apart: bool);
}

/// What a worker keeps between sentences.
#[derive(Default)]
pub(super) struct Scratch {
    phrases: Vec<u32>,
    hits: Vec<HitPlace>,
}

impl Scratch {
    /// Visits the sentences of a document that hold any phrases; `hits` are those in it.
    pub(super) fn visit_document(
        &mut self,
        occurrences: &TaskOccurrences,
        sentences: Range<usize>,
        mut hits: &[HitPlace],
        sums: &mut impl Visit,
    ) {
        for place in sentences {
            let sentence = occurrences.sentence(place);
            let passed = hits.iter().take_while(|hit| hit.start < sentence.start);
            hits = &hits[passed.count()..];
            let inside = hits.iter().take_while(|hit| hit.start < sentence.end);
            let (inside, behind) = hits.split_at(inside.count());
            hits = behind;
            self.visit_sentence(occurrences.within(place..place + 1), inside, sums);
        }
    }

    fn visit_sentence(
        &mut self,
        occurrences: &[Occurrence],
        hits: &[HitPlace],
        sums: &mut impl Visit,
    ) {
        let Self {
            phrases,
            hits: sorted,
        } = self;
        phrases.clear();
        phrases.extend(occurrences.iter().map(|occurrence| occurrence.phrase()));
        phrases.sort_unstable();
        phrases.dedup();
        for &phrase in &*phrases {
            sums.phrase(phrase);
        }
        sorted.clear();
        sorted.extend(hits);
        sorted.sort_unstable_by_key(|hit| (hit.concept, hit.start));
        for hits in sorted.chunk_by(|a, b| a.concept == b.concept) {
            // Hits of a concept do not overlap, so the last that begins before the end decides.
            let is_apart = |o: &Occurrence| {
                let before = hits.partition_point(|hit| hit.start < o.end());
                before == 0 || hits[before - 1].end <= o.start()
            };
            for &phrase in &*phrases {
                let mut places = occurrences.iter().filter(|o| o.phrase() == phrase);
                sums.pair(hits[0].concept, phrase, places.any(is_apart));
            }
        }
    }
}
