//! How evenly terms, key phrases and concepts spread over documents and sources.

use super::AnalysisInputs;
use crate::analyze::{
    ConceptCounts, Dispersions, PhraseSpread, count_phrases, disperse, disperse_terms,
    spread_phrases,
};
use crate::count::{CorpusParts, PhraseFinder};
use crate::model::{DocumentTermMatrix, TermId};
use crate::stats::Dispersion;

/// Where key phrases stand.
#[derive(Debug, Default)]
pub(crate) struct PhrasePlaces {
    pub(crate) dispersions: Dispersions,
    pub(crate) spread: Vec<PhraseSpread>,
    /// The occurrences of each phrase in each document; columns are [`crate::model::PhraseId`]s.
    pub(crate) counts: DocumentTermMatrix,
}

impl AnalysisInputs<'_> {
    /// The dispersion of terms.
    pub(crate) fn term_dispersions(&self, parts: &CorpusParts) -> Dispersions {
        let totals = self.frequency.counts();
        let sources = 0..self.corpus.sources.len();
        let by_source = sources.map(|source| self.frequency.of_source(source));
        let terms = &self.corpus.vocabulary.terms;
        let parts_of = |term: usize| parts.of(terms[term].language);
        Dispersions {
            documents: disperse_terms(parts, &self.counts.matrix, &totals, parts_of),
            sources: disperse(by_source, &totals, parts_of),
        }
    }

    /// The dispersion of key phrases, and where they stand in documents.
    pub(crate) fn phrase_places(&self, parts: &CorpusParts) -> PhrasePlaces {
        let Some(phrases) = self.phrases else {
            return PhrasePlaces::default();
        };
        let terms = phrases.phrases.iter().map(|phrase| &*phrase.terms);
        let finder = PhraseFinder::new(self.corpus, &terms.collect::<Vec<&[TermId]>>());
        let totals: Vec<u64> = phrases.phrases.iter().map(|phrase| phrase.count).collect();
        let parts_of = |phrase: usize| parts.of(phrases.phrases[phrase].language);
        let (spread, counts) = spread_phrases(parts, self.corpus, &finder, &totals, parts_of);
        let sources = 0..self.corpus.sources.len();
        let by_source = sources.map(|source| phrases.of_source(source));
        let dispersions = Dispersions {
            documents: spread.iter().map(|place| place.documents).collect(),
            sources: disperse(by_source, &totals, parts_of),
        };
        PhrasePlaces {
            dispersions,
            spread,
            counts,
        }
    }

    /// The occurrences of key phrases of two words or more in each document, which keyness needs.
    pub(crate) fn longer_phrases(&self) -> DocumentTermMatrix {
        let all = self.phrases.iter().flat_map(|phrases| &phrases.phrases);
        let longer = (0..).zip(all).filter(|(_, phrase)| phrase.length() > 1);
        let (numbers, terms): (Vec<u32>, Vec<&[TermId]>) = longer
            .map(|(number, phrase)| (number, &*phrase.terms))
            .unzip();
        let finder = PhraseFinder::new(self.corpus, &terms);
        count_phrases(self.corpus, &finder, &numbers)
    }

    /// The dispersion of concepts.
    pub(crate) fn concept_dispersions(&self, parts: &CorpusParts) -> Dispersions {
        let counts = || self.concepts.iter().flat_map(|concepts| &concepts.counts);
        let over_documents = |counts: &ConceptCounts| {
            let hits = counts.by_document.iter();
            Dispersion::of(
                &parts.all().documents,
                hits.map(|(id, hits)| (id.index(), *hits)),
            )
        };
        let over_sources = |counts: &ConceptCounts| {
            let hits = counts.by_source.iter();
            Dispersion::of(
                &parts.all().sources,
                hits.map(|(id, hits, _)| (id.index(), *hits)),
            )
        };
        Dispersions {
            documents: counts().map(over_documents).collect(),
            sources: counts().map(over_sources).collect(),
        }
    }
}
