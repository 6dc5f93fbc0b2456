//! The words and phrases near concepts: collocates, and candidates for the codebook.

use super::{AnalysisInputs, concept_hits};
use crate::analyze::{
    Candidate, Codebook, CollocateNodes, Collocates, Concepts, KeyPhraseWords, Phrase, PhraseWords,
    TermCounts, candidates, collocates, find_concepts,
};
use crate::config::{CollocateConfig, PatternMatching};
use crate::error::Result;
use crate::model::{ConceptHits, ConceptId, HitPlace, PhraseId, TermId};
use crate::order::Arrange as _;

impl AnalysisInputs<'_> {
    /// The collocates of the codebook's categories and of the patterns of the settings.
    ///
    /// # Errors
    /// If a pattern of the settings is broken.
    pub(crate) fn collocates(
        &self,
        settings: &CollocateConfig,
        matching: PatternMatching,
    ) -> Result<Collocates> {
        let nodes = self.collocate_nodes(&settings.nodes, matching)?;
        let counts = TermCounts {
            all: &self.frequency.counts(),
            of_source: |source| self.frequency.of_source(source),
        };
        Ok(collocates(
            self.corpus,
            self.tasks,
            nodes,
            &counts,
            settings,
        ))
    }

    /// What collocates are looked for around: categories, then patterns.
    fn collocate_nodes(
        &self,
        patterns: &[String],
        matching: PatternMatching,
    ) -> Result<CollocateNodes> {
        let mut nodes = CollocateNodes::default();
        if let Some(concepts) = self.concepts {
            let categories = concepts.codebook.categories.iter();
            nodes.names = categories.map(|category| category.name.clone()).collect();
            add_hits(concepts, 0, &mut nodes.hits);
        }
        for pattern in patterns {
            let hits = find_concepts(self.corpus, Codebook::of_pattern(pattern, matching)?);
            add_hits(&hits, nodes.names.len(), &mut nodes.hits);
            nodes.names.push(pattern.clone());
        }
        nodes.hits.arrange_by_key(|hit| hit.document);
        Ok(nodes)
    }

    /// At most so many candidates of each category of the codebook; none of sub-concepts.
    pub(crate) fn candidates(&self, most: u32) -> Vec<Vec<Candidate>> {
        let (Some(phrases), Some(concepts)) = (self.phrases, self.concepts) else {
            return Vec::new();
        };
        let words = phrases.phrases.iter().enumerate();
        // By the forms: "support" may end a phrase, "government supports" is a sentence.
        let is_framed = |phrase: &Phrase| {
            let forms = phrase.variants.first().map_or(&[][..], |(forms, _)| forms);
            phrases.framing.frame_forms(forms) || phrases.framing.are_weak(&phrase.terms)
        };
        let longer = words.filter(|(_, phrase)| phrase.length() > 1 && !is_framed(phrase));
        let longer = longer.map(|(id, phrase)| PhraseWords {
            id: PhraseId::new(id),
            terms: &phrase.terms,
            is_nested: phrase.nested == phrase.count || phrase.is_part(),
        });
        let documents = self.corpus.documents.len() as f64;
        let idf = |term: TermId| match self.frequency.terms[term.index()].df {
            // A stop word inside a phrase weighs nothing.
            0 => 0.0,
            df => 1.0 + libm::log(documents / f64::from(df)),
        };
        let phrases = KeyPhraseWords {
            phrases: &longer.collect::<Vec<_>>(),
            idf,
            framing: &phrases.framing,
        };
        let hits = ConceptHits {
            places: &concept_hits(concepts),
            concepts: concepts.codebook.categories.len(),
        };
        candidates(self.corpus, self.tasks, phrases, hits, most as usize)
    }
}

/// Adds the hits of every category, also for those above it, numbered from `first`.
fn add_hits(concepts: &Concepts, first: usize, hits: &mut Vec<HitPlace>) {
    let codebook = &concepts.codebook;
    for hit in &concepts.hits {
        let categories = codebook.upwards(codebook.pattern(hit.pattern).category);
        let nodes = categories.map(|category| ConceptId::new(first + category.index()));
        hits.extend(nodes.map(|node| hit.of(node)));
    }
}
