//! Rows of the tables as tables of the page.
//!
//! Takes rows of results and the columns that are shown of them, gives what the page shows, with the
//! meaning of each column from the declaration of its table.

use super::Findings;
use super::view::{Cell, Head, Row, Sheet};
use crate::model::{self, ColumnRef, ColumnType, Field as _, TableDef, declared};
use crate::order::Arrange as _;
use crate::report::text::{self, LONGEST, count, measure};
use crate::tables::{OfResults, Shown};

/// What of a table is shown.
pub(super) struct Pick<'p, T> {
    /// What its rows are.
    pub(super) caption: &'p str,
    /// The columns, each with its head.
    pub(super) columns: &'p [(ColumnRef<T>, &'p str)],
    /// The most rows shown.
    pub(super) most: usize,
}

/// Rows that were chosen, before they are put into words.
pub(super) struct Picked<'a, T: TableDef> {
    /// The rows.
    pub(super) rows: Vec<T::Row<'a>>,
    /// How many rows there are in all.
    pub(super) all: usize,
}

impl<'a, T: TableDef> Picked<'a, T> {
    /// Keeps so many rows with the highest first number, or second where the first is the same; those
    /// with the same stay in their order.
    pub(super) fn highest(&mut self, numbers: impl Fn(&T::Row<'a>) -> [f64; 2], most: usize) {
        self.rows.arrange_by(|a, b| {
            let ([a, then_a], [b, then_b]) = (numbers(a), numbers(b));
            b.total_cmp(&a).then(then_b.total_cmp(&then_a))
        });
        self.rows.truncate(most);
    }

    /// The table as shown.
    pub(super) fn sheet(&self, findings: Findings<'_>, pick: &Pick<'_, T>) -> Sheet {
        let declared = declared::<T>();
        let heads = pick.columns.iter().map(|(column, head)| {
            let column = &declared[column.at()];
            Head {
                name: findings.named(head),
                meaning: column.meaning.to_string(),
                is_number: column.kind != ColumnType::String,
                leads: leads(&column.name),
            }
        });
        Sheet {
            id: format!("table-{}", T::ID.name().replace('_', "-")),
            caption: findings.named(pick.caption),
            heads: heads.collect(),
            rows: self.rows.iter().map(|row| shown::<T>(row, pick)).collect(),
            all: self.all,
            file: findings.file_of(T::ID),
        }
    }
}

/// The first rows of a table that are kept. None if the run does not write the table.
pub(super) fn pick<'a, T: OfResults>(
    findings: Findings<'a>,
    most: usize,
    keep: impl FnMut(&T::Row<'a>) -> bool,
) -> Option<Picked<'a, T>> {
    if !findings.writes(T::ID) {
        return None;
    }
    let table = T::of(findings.results, Shown::of(findings.report.config))?;
    Some(Picked {
        rows: table.rows().filter(keep).take(most).collect(),
        all: table.row_count(),
    })
}

/// The cells of a row that are shown.
fn shown<T: TableDef>(row: &T::Row<'_>, pick: &Pick<'_, T>) -> Row {
    let declared = declared::<T>();
    let mut places = pick
        .columns
        .iter()
        .map(|(column, _)| (column.at(), None))
        .collect::<Vec<_>>();
    let mut at = 0;
    row.each_cell(&mut |cell| {
        let of_cell = places.iter_mut().filter(|(place, _)| *place == at);
        of_cell.for_each(|(place, shown)| {
            *shown = Some(match cell {
                model::Cell::Number(p) if is_p_value(&declared[*place].name) => {
                    Cell::Number(text::p_value(p))
                }
                _ => in_words(cell),
            });
        });
        at += 1;
    });
    let cells = places.into_iter().filter_map(|(_, shown)| shown);
    cells.collect::<Vec<_>>().into()
}

/// What the cells of a column of this name lead to.
fn leads(name: &str) -> &'static str {
    match name {
        "source" | "source_1" | "source_2" | "top_source" | "first_source" => "source",
        "label" | "label_a" | "label_b" | "expression_1" | "expression_2" => "words",
        _ => "",
    }
}

/// Whether a column of this name has p-values.
fn is_p_value(name: &str) -> bool {
    name == "p" || name.starts_with("p_")
}

fn in_words(cell: model::Cell<'_>) -> Cell {
    match cell {
        model::Cell::Text(text) | model::Cell::Stated(text) => Cell::Text(clipped(text)),
        model::Cell::Count(number) => Cell::Number(count(number)),
        model::Cell::Number(number) if number.is_finite() => Cell::Number(measure(number)),
        _ => Cell::Text(String::new()),
    }
}

/// The text of a cell, cut where it is very long.
pub(super) fn clipped(text: &str) -> String {
    text::clipped(text, LONGEST).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(clipped("网络"), "网络");
        let long = "é".repeat(401);
        assert_eq!(clipped(&long).chars().count(), 401);
        assert!(clipped(&long).ends_with("é…"));
    }
}
