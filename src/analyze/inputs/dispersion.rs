//! How evenly terms, key phrases and concepts spread over documents and sources.

use super::AnalysisInputs;
use crate::analyze::{
    ConceptCounts, CorpusParts, Dispersions, PhraseSpread, disperse, disperse_terms, spread_phrases,
};
use crate::count::PhraseFinder;
use crate::model::TermId;
use crate::stats::Dispersion;

impl AnalysisInputs<'_> {
    /// The dispersion of terms.
    pub(crate) fn term_dispersions(&self, parts: &CorpusParts) -> Dispersions {
        let totals = self.frequency.counts();
        let sources = 0..self.corpus.sources.len();
        let by_source = sources.map(|source| self.frequency.of_source(source));
        Dispersions {
            documents: disperse_terms(&parts.documents, &self.counts.matrix, &totals),
            sources: disperse(&parts.sources, by_source, &totals),
        }
    }

    /// The dispersion of key phrases, and where they stand in documents.
    pub(crate) fn phrase_dispersions(
        &self,
        parts: &CorpusParts,
    ) -> (Dispersions, Vec<PhraseSpread>) {
        let Some(phrases) = self.phrases else {
            return Default::default();
        };
        let terms = phrases.phrases.iter().map(|phrase| &*phrase.terms);
        let finder = PhraseFinder::new(self.corpus, &terms.collect::<Vec<&[TermId]>>());
        let totals: Vec<u64> = phrases.phrases.iter().map(|phrase| phrase.count).collect();
        let places = spread_phrases(&parts.documents, self.corpus, &finder, &totals);
        let sources = 0..self.corpus.sources.len();
        let by_source = sources.map(|source| phrases.of_source(source));
        let dispersions = Dispersions {
            documents: places.iter().map(|place| place.documents).collect(),
            sources: disperse(&parts.sources, by_source, &totals),
        };
        (dispersions, places)
    }

    /// The dispersion of concepts.
    pub(crate) fn concept_dispersions(&self, parts: &CorpusParts) -> Dispersions {
        let counts = || self.concepts.iter().flat_map(|concepts| &concepts.counts);
        let over_documents = |counts: &ConceptCounts| {
            let hits = counts.by_document.iter();
            Dispersion::of(&parts.documents, hits.map(|(id, hits)| (id.index(), *hits)))
        };
        let over_sources = |counts: &ConceptCounts| {
            let hits = counts.by_source.iter();
            Dispersion::of(
                &parts.sources,
                hits.map(|(id, hits, _)| (id.index(), *hits)),
            )
        };
        Dispersions {
            documents: counts().map(over_documents).collect(),
            sources: counts().map(over_sources).collect(),
        }
    }
}
