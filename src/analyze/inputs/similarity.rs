//! Weighed rows of documents, and which documents and sources are near each other by them.

use super::AnalysisInputs;
use crate::analyze::{
    ParallelSentences, SourceSimilarities, UnitRows, parallel_sentences, source_similarities,
};
use crate::config::{PeriodChoice, WordingConfig};
use crate::corpus::Periods;
use crate::progress::Observer;

impl<'a> AnalysisInputs<'a> {
    /// The TF-IDF weights of each document, scaled to length 1.
    pub(crate) fn unit_rows(&self) -> UnitRows<'a> {
        UnitRows::new(&self.counts.matrix, |id, weights| {
            self.tfidf.weigh(self.counts, id, weights);
        })
    }

    /// Sources compared with each other, also by period.
    pub(crate) fn source_similarities(
        &self,
        rows: &UnitRows<'_>,
        period: PeriodChoice,
    ) -> SourceSimilarities {
        let periods = Periods::new(self.corpus, period);
        let periods = periods.map_or_else(Vec::new, |periods| periods.all);
        source_similarities(self.corpus, rows, &periods)
    }

    /// Sentences of different sources that say the same in other words.
    pub(crate) fn parallel_sentences(
        &self,
        settings: &WordingConfig,
        observer: &dyn Observer,
    ) -> ParallelSentences {
        let (matrix, df) = (&self.counts.matrix, &self.tfidf.df);
        parallel_sentences(self.corpus, matrix, df, settings, observer)
    }
}
