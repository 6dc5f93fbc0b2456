//! `concepts_by_period.csv`.

use super::certainty::{interval_cells, with_interval};
use super::spread::with_cells;
use crate::analyze::{Concepts, OverTime};
use crate::model::{Column, Table, TableSpec};
use crate::stats::rate;

static BY_PERIOD: [Column; 8] = [
    Column::string("concept", "Concept or sub-concept"),
    Column::string(
        "period",
        "Year, quarter or month: 1946, 1946-Q1 or 1946-01; none is left out between the first and the last",
    ),
    Column::integer("hits", "Hits in documents of the period"),
    Column::integer("documents", "Documents of the period with a hit"),
    Column::integer(
        "documents_in_period",
        "Analysed documents of the period; those whose date does not name a period are in none",
    ),
    Column::integer("tokens", "Tokens of the analysed documents of the period"),
    Column::integer("sources", "Sources with a hit in the period"),
    Column::number(
        "per_10k",
        "Hits per 10,000 tokens of the period; empty without tokens",
    ),
];

/// Every concept and period, those without a hit or a document included.
pub(super) fn by_period<'a>(found: &'a Concepts, over_time: &'a OverTime) -> Table<'a> {
    let spec = TableSpec {
        name: "concepts_by_period",
        row: "a concept and a period, with or without hits",
        columns: with_interval(&BY_PERIOD),
        key: &["concept", "period"],
        order: "in the order of the codebook, then by period",
    };
    let periods = over_time.periods.len();
    Table::by_row(spec, over_time.counts.len() * periods, move |row, out| {
        let (index, at) = (row / periods, row % periods);
        let (period, counts) = (&over_time.periods[at], over_time.counts[index][at]);
        let cells = [
            (&found.codebook.categories[index].name).into(),
            (&period.label).into(),
            counts.hits.into(),
            counts.documents.into(),
            period.documents.len().into(),
            period.tokens.into(),
            counts.sources.into(),
            rate(10_000.0, counts.hits, period.tokens).into(),
        ];
        let interval = interval_cells(over_time.intervals[at][index]);
        out.row(&with_cells::<10>(&cells, &interval));
    })
}
