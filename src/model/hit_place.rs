//! Where a concept stands, for those who look at what is around it.

use crate::model::{ConceptId, DocId};

/// A hit of a concept.
#[derive(Debug, Clone, Copy)]
pub struct HitPlace {
    /// The document.
    pub document: DocId,
    /// The sentence, from 1.
    pub sentence: u32,
    /// First token.
    pub start: u32,
    /// The token after the last.
    pub end: u32,
    /// The concept.
    pub concept: ConceptId,
}

/// The hits of so many concepts.
#[derive(Debug, Clone, Copy)]
pub struct ConceptHits<'a> {
    /// The hits, in the order of documents and tokens.
    pub places: &'a [HitPlace],
    /// How many concepts there are, those without a hit too.
    pub concepts: usize,
}

impl HitPlace {
    /// Those in a document, of hits in the order of documents.
    #[must_use]
    pub fn in_document(hits: &[Self], id: DocId) -> &[Self] {
        let from = hits.partition_point(|hit| hit.document < id);
        let to = hits.partition_point(|hit| hit.document <= id);
        &hits[from..to]
    }

    /// By concept, the sentences that hold a hit, of hits in the order of documents and places.
    #[must_use]
    pub fn sentences(hits: &[Self], concepts: usize) -> Vec<u64> {
        let (mut sentences, mut last) = (vec![0; concepts], vec![None; concepts]);
        for hit in hits {
            let sentence = Some((hit.document, hit.sentence));
            let concept = hit.concept.index();
            sentences[concept] += u64::from(last[concept] != sentence);
            last[concept] = sentence;
        }
        sentences
    }
}
