//! The best-scored key phrases: where they stand, which pairs stand together, and which are
//! associated with concepts.

use super::{AnalysisInputs, concept_hits};
use crate::analyze::{
    AdjacentPairs, Associate, PairUnits, ScopeCooccurrences, adjacent_pairs, cooccurrence,
    strongest_associates,
};
use crate::config::CooccurrenceConfig;
use crate::count::Occurrences;
use crate::model::{ConceptHits, PhraseId, TermId};

impl AnalysisInputs<'_> {
    /// The key phrases that score best, at most so many, in the order of their text.
    pub(crate) fn best_phrases(&self, most: u32) -> Vec<PhraseId> {
        let ranking = self.phrases.iter().flat_map(|phrases| &phrases.ranking);
        let mut best: Vec<PhraseId> = ranking.take(most as usize).copied().collect();
        best.sort_unstable();
        best
    }

    /// Where these key phrases stand, numbered as they come.
    pub(crate) fn occurrences(&self, phrases: &[PhraseId]) -> Occurrences {
        let terms: Vec<&[TermId]> = self
            .phrases
            .iter()
            .flat_map(|all| phrases.iter().map(|&id| &*all.phrase(id).terms))
            .collect();
        Occurrences::new(self.corpus, self.tasks, &terms)
    }

    /// The pairs of phrases in each scope, and in the first scope their units by source.
    pub(crate) fn cooccurrences(
        &self,
        occurrences: &Occurrences,
        settings: &CooccurrenceConfig,
    ) -> (Vec<ScopeCooccurrences>, PairUnits) {
        let sources = self.corpus.sources.len();
        let mut first_units = PairUnits::default();
        let scopes = settings.scopes.iter().enumerate().map(|(place, &scope)| {
            let counts = cooccurrence(occurrences, sources, scope, settings.min_count);
            if place == 0 {
                first_units = counts.pair_units();
            }
            counts.finish()
        });
        (scopes.collect(), first_units)
    }

    /// What adjacent pairs of words are measured against.
    pub(crate) fn adjacent_pairs(&self) -> AdjacentPairs {
        adjacent_pairs(self.corpus, self.tasks)
    }

    /// The phrases that are associated most strongly with each category that is a concept, at most so
    /// many; none with sub-concepts. Without a codebook there is no category.
    pub(crate) fn concept_associates(
        &self,
        occurrences: &Occurrences,
        most: usize,
    ) -> Vec<Vec<Associate>> {
        let Some(concepts) = self.concepts else {
            return Vec::new();
        };
        let hits = ConceptHits {
            places: &concept_hits(concepts),
            concepts: concepts.codebook.categories.len(),
        };
        strongest_associates(occurrences, hits, most)
    }
}
