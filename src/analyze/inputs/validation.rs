//! What a sample for validation is drawn by.

use crate::analyze::{CodedHit, ConceptToSample, Concepts};
use crate::count::FastMap;
use crate::model::{ConceptId, PatternId};

/// The concepts at the top of a codebook, with their patterns and those of their sub-concepts, and the hits
/// of all of them in the order of documents.
#[must_use]
pub(crate) fn concepts_to_sample(concepts: &Concepts) -> (Vec<ConceptToSample>, Vec<CodedHit>) {
    let codebook = &concepts.codebook;
    let mut hits_by_pattern = vec![0_u64; codebook.patterns.len()];
    for hit in &concepts.hits {
        hits_by_pattern[hit.pattern.index()] += 1;
    }
    let mut sampled: Vec<ConceptToSample> = Vec::new();
    let mut places: FastMap<ConceptId, u32> = FastMap::default();
    let mut of_pattern = vec![(0, 0); codebook.patterns.len()];
    for (id, pattern) in codebook.patterns.iter().enumerate() {
        if pattern.excludes {
            continue;
        }
        let concept = codebook.concept_of(codebook.pattern(PatternId::new(id)).category);
        let place = *places.entry(concept).or_insert_with(|| {
            let category = codebook.category(concept);
            sampled.push(ConceptToSample {
                name: category.name.clone(),
                definition: category.definition.clone(),
                patterns: Vec::new(),
            });
            sampled.len() as u32 - 1
        });
        let patterns = &mut sampled[place as usize].patterns;
        of_pattern[id] = (place, patterns.len() as u32);
        patterns.push((pattern.text.clone(), hits_by_pattern[id]));
    }
    let hits = concepts.hits.iter().map(|hit| {
        let (concept, pattern) = of_pattern[hit.pattern.index()];
        CodedHit {
            document: hit.document,
            start: hit.start,
            end: hit.end,
            concept,
            pattern,
        }
    });
    (sampled, hits.collect())
}
