//! The rates of concepts: their intervals, their contrasts between sources, and over time.

use super::AnalysisInputs;
use crate::analyze::{Contrast, OverTime, Resampling, contrasts, intervals, over_time};
use crate::config::ConceptConfig;
use crate::model::DocId;
use crate::stats::Interval;

impl AnalysisInputs<'_> {
    /// The interval of the rate of each category in the whole corpus.
    pub(crate) fn rate_intervals(&self, settings: &ConceptConfig) -> Vec<Option<Interval>> {
        let documents: Vec<DocId> = self.corpus.ids().collect();
        self.intervals("corpus", &[("", &documents)], settings)
            .concat()
    }

    /// Each source against the others, by category.
    pub(crate) fn source_contrasts(&self, settings: &ConceptConfig) -> Vec<Vec<Contrast>> {
        if self.concepts.is_none() {
            return Vec::new();
        }
        contrasts(self.corpus, &self.hits_by_document(), resampling(settings))
    }

    /// Concepts over time; none without a codebook, without dates, or if the settings want no periods.
    pub(crate) fn concepts_over_time(&self, settings: &ConceptConfig) -> Option<OverTime> {
        self.concepts?;
        let counts = over_time(self.corpus, &self.hits_by_document(), settings.period)?;
        let periods = counts.periods.iter();
        let groups: Vec<(&str, &[DocId])> = periods
            .map(|period| (period.label.as_str(), period.documents.as_slice()))
            .collect();
        Some(OverTime {
            intervals: self.intervals("period", &groups, settings),
            ..counts
        })
    }

    /// The intervals of rates in groups of documents, by group and category.
    fn intervals(
        &self,
        kind: &str,
        groups: &[(&str, &[DocId])],
        settings: &ConceptConfig,
    ) -> Vec<Vec<Option<Interval>>> {
        let hits = self.hits_by_document();
        intervals(self.corpus, groups, kind, &hits, resampling(settings))
    }

    /// The hits of each category by document.
    fn hits_by_document(&self) -> Vec<&[(DocId, u64)]> {
        let counts = self.concepts.iter().flat_map(|concepts| &concepts.counts);
        counts.map(|counts| counts.by_document.as_slice()).collect()
    }
}

fn resampling(settings: &ConceptConfig) -> Resampling {
    Resampling {
        seed: settings.seed,
        resamples: settings.resamples,
    }
}
