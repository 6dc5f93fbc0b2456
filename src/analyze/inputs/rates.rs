//! The rates of concepts: their intervals, their contrasts between sources, and over time.

use super::AnalysisInputs;
use crate::analyze::{Contrast, Draws, OverTime, Trends, contrasts, intervals, over_time, trends};
use crate::config::ConceptConfig;
use crate::corpus::Periods;
use crate::model::DocId;
use crate::stats::Interval;

impl AnalysisInputs<'_> {
    /// The interval of the rate of each category in the whole corpus.
    pub(crate) fn rate_intervals(&self) -> Vec<Option<Interval>> {
        let documents: Vec<DocId> = self.corpus.ids().collect();
        intervals(self.corpus, &[&documents], &self.hits_by_document()).concat()
    }

    /// Each source against the others, by category.
    pub(crate) fn source_contrasts(&self) -> Vec<Vec<Contrast>> {
        if self.concepts.is_none() {
            return Vec::new();
        }
        contrasts(self.corpus, &self.hits_by_document())
    }

    /// Concepts over time; none without a codebook, without dates, or if the settings want no periods.
    pub(crate) fn concepts_over_time(&self, settings: &ConceptConfig) -> Option<OverTime> {
        self.concepts?;
        let hits = self.hits_by_document();
        let counts = over_time(self.corpus, &hits, settings.period)?;
        let periods = counts.periods.iter();
        let groups: Vec<&[DocId]> = periods.map(|period| period.documents.as_slice()).collect();
        Some(OverTime {
            intervals: intervals(self.corpus, &groups, &hits),
            ..counts
        })
    }

    /// The trends of concepts; none without a codebook, without dates, or if the settings want no
    /// periods.
    pub(crate) fn concept_trends(&self, settings: &ConceptConfig) -> Option<Trends> {
        self.concepts?;
        let periods = Periods::new(self.corpus, settings.period)?;
        let draws = Draws {
            seed: settings.seed,
            number: settings.resamples,
        };
        Some(trends(
            self.corpus,
            &periods,
            &self.hits_by_document(),
            draws,
        ))
    }

    /// The hits of each category by document.
    fn hits_by_document(&self) -> Vec<&[(DocId, u64)]> {
        let counts = self.concepts.iter().flat_map(|concepts| &concepts.counts);
        counts.map(|counts| counts.by_document.as_slice()).collect()
    }
}
