//! `concepts_by_period.csv`.

use super::certainty::RateInterval;
use crate::analyze::{Concepts, OverTime};
use crate::model::{TableBuilder, TypedTable, row, table};
use crate::stats::rate;

row! {
    /// A row of `concepts_by_period.csv`.
    pub struct PeriodConceptRow<'a>, PeriodConceptColumns {
        concept: &'a str => "Concept or sub-concept",
        period: &'a str => "Year, quarter or month, such as 1946, 1946-Q1 or 1946-01; every period between the first and the last has a row",
        hits: u64 => "Hits in documents of the period",
        documents: u64 => "Documents of the period with a hit",
        documents_in_period: usize => "Analysed documents of the period; documents whose date is not precise enough are in no period",
        tokens: u64 => "Tokens of the analysed documents of the period",
        sources: u64 => "Sources with a hit in the period",
        per_10k: Option<f64> => "Hits per 10,000 tokens of the period; empty without tokens",
        interval: RateInterval => _,
    }
}

table! {
    /// `concepts_by_period.csv`.
    ConceptsByPeriod of PeriodConceptRow<'a>,
    row: "a concept and a period, with or without hits",
    key: [concept, period],
    order: "in the order of the codebook, then by period",
}

/// Every concept and period, those without a hit or a document included.
pub(super) fn by_period<'a>(
    concepts: &'a Concepts,
    over_time: &'a OverTime,
) -> TypedTable<'a, ConceptsByPeriod> {
    let periods = over_time.periods.len();
    TableBuilder::new().by_row(over_time.counts.len() * periods, move |row| {
        let (index, at) = (row / periods, row % periods);
        let (period, counts) = (&over_time.periods[at], over_time.counts[index][at]);
        PeriodConceptRow {
            concept: &concepts.codebook.categories[index].name,
            period: &period.label,
            hits: counts.hits,
            documents: counts.documents,
            documents_in_period: period.documents.len(),
            tokens: period.tokens,
            sources: counts.sources,
            per_10k: rate(10_000.0, counts.hits, period.tokens),
            interval: over_time.intervals[at][index].into(),
        }
    })
}
