//! What stands around concepts: collocates, and candidates for the codebook.

use super::Found;
use crate::analyze::{
    Adjacent, Around, Codebook, Concepts, KeyPhrases, PhraseWords, TermCounts, adjacent,
    candidates, collocates, find_concepts,
};
use crate::config::Config;
use crate::error::Result;
use crate::model::{HitPlace, PhraseId, TableId, TermId};

impl Found<'_> {
    /// The collocates of concepts and of further patterns, and the candidates of concepts, as far as
    /// their tables are wanted.
    ///
    /// # Errors
    /// If a pattern of the settings is broken.
    pub(crate) fn around(&self, config: &Config) -> Result<Around> {
        let mut around = Around::default();
        if config
            .output
            .wants_any(&[TableId::Collocates, TableId::CollocatesBySource])
        {
            self.add_collocates(&mut around, config)?;
        }
        if let (Some(phrases), Some(concepts)) = (self.phrases, self.concepts)
            && config.output.wants(TableId::ConceptCandidates)
        {
            self.add_candidates(&mut around, phrases, concepts, config);
        }
        Ok(around)
    }

    /// What adjacent pairs are measured against, if their table is wanted.
    pub(crate) fn adjacent(&self, config: &Config) -> Option<Adjacent> {
        let is_asked = self.phrases.is_some() && config.output.wants(TableId::Collocations);
        is_asked.then(|| adjacent(self.corpus, self.tasks))
    }

    fn add_collocates(&self, around: &mut Around, config: &Config) -> Result<()> {
        let mut hits = Vec::new();
        if let Some(found) = self.concepts {
            let names = found.codebook.categories.iter();
            around.nodes.extend(names.map(|own| own.name.clone()));
            add_hits(found, &mut hits, 0);
        }
        for pattern in &config.collocates.nodes {
            let found = find_concepts(self.corpus, Codebook::of_pattern(pattern)?);
            add_hits(&found, &mut hits, around.nodes.len());
            around.nodes.push(pattern.clone());
        }
        hits.sort_by_key(|hit| hit.document);
        let counts = TermCounts {
            all: &self.frequency.counts(),
            of_source: |source| self.frequency.of_source(source),
        };
        let (nodes, settings) = (around.nodes.len(), &config.collocates);
        around.collocates = collocates(self.corpus, self.tasks, &hits, nodes, &counts, settings);
        Ok(())
    }

    fn add_candidates(
        &self,
        around: &mut Around,
        phrases: &KeyPhrases,
        concepts: &Concepts,
        config: &Config,
    ) {
        let longer = phrases.phrases.iter().enumerate();
        let longer = longer.filter(|(_, phrase)| phrase.length() > 1);
        let words = |(id, phrase): (usize, &'_ crate::analyze::Phrase)| {
            (PhraseId::new(id), phrase.nested == phrase.count)
        };
        let longer: Vec<(PhraseId, bool)> = longer.map(words).collect();
        let words = longer.iter().map(|&(id, is_nested)| PhraseWords {
            terms: &phrases.phrase(id).terms,
            is_nested,
        });
        let words: Vec<PhraseWords<'_>> = words.collect();
        let hits = concept_hits(concepts);
        let documents = self.corpus.documents.len() as f64;
        let idf = |term: TermId| match self.frequency.terms[term.index()].df {
            // A stop word inside a phrase weighs nothing.
            0 => 0.0,
            df => 1.0 + libm::log(documents / f64::from(df)),
        };
        let found = candidates(
            self.corpus,
            self.tasks,
            &words,
            (&hits, concepts.codebook.categories.len()),
            idf,
            config.concepts.candidates as usize,
        );
        around.candidates = found;
        around.phrases = longer.into_iter().map(|(id, _)| id).collect();
    }
}

/// Adds the hits of every category, also for those above it, numbered from `first`.
fn add_hits(found: &Concepts, hits: &mut Vec<HitPlace>, first: usize) {
    for hit in &found.hits {
        let category = found.codebook.patterns[hit.pattern].category;
        let above = found.codebook.upwards(category);
        hits.extend(above.map(|category| hit.of(first + category)));
    }
}

/// The hits of concepts; those of sub-concepts are hits of the concept above.
pub(crate) fn concept_hits(found: &Concepts) -> Vec<HitPlace> {
    let codebook = &found.codebook;
    let concept = |pattern: usize| codebook.concept_of(codebook.patterns[pattern].category);
    let hits = found.hits.iter();
    hits.map(|hit| hit.of(concept(hit.pattern))).collect()
}
