//! All differences of two runs as one table: a row for each fact, table and cell that differs.

use super::{Change, RunDiff, TableDiff};
use crate::model::{Cell, Column, Table, TableSpec};

/// A row of the table.
struct Listed<'a> {
    about: &'static str,
    name: &'a str,
    change: Change,
    key: String,
    label: &'a str,
    column: &'a str,
    before: &'a str,
    after: &'a str,
    difference: Option<f64>,
}

/// The differences as a table for CSV.
#[must_use]
pub fn changes_table(found: &RunDiff) -> Table<'_> {
    let mut rows: Vec<Listed<'_>> = Vec::new();
    for fact in &found.facts {
        rows.push(Listed {
            before: &fact.before,
            after: &fact.after,
            ..Listed::of(fact.kind.name(), &fact.name, Change::Changed)
        });
    }
    for table in &found.tables {
        add_table(table, &mut rows);
    }
    Table::by_row(spec(), rows.len(), move |place, out| {
        let row = &rows[place];
        out.row(&[
            row.about.into(),
            row.name.into(),
            row.change.name().into(),
            Cell::Text(&row.key),
            row.label.into(),
            row.column.into(),
            row.before.into(),
            row.after.into(),
            row.difference.into(),
        ]);
    })
}

fn add_table<'a>(table: &'a TableDiff, rows: &mut Vec<Listed<'a>>) {
    if table.change != Change::Changed {
        rows.push(Listed::of("table", &table.name, table.change));
    }
    for (column, change) in &table.columns {
        rows.push(Listed {
            column,
            ..Listed::of("column", &table.name, *change)
        });
    }
    for row in &table.largest {
        for cell in &row.cells {
            rows.push(Listed {
                key: row.key.join("; "),
                label: &row.label,
                column: &cell.column,
                before: &cell.before,
                after: &cell.after,
                difference: cell.difference,
                ..Listed::of("row", &table.name, row.change)
            });
        }
    }
}

impl<'a> Listed<'a> {
    fn of(about: &'static str, name: &'a str, change: Change) -> Self {
        Self {
            about,
            name,
            change,
            key: String::new(),
            label: "",
            column: "",
            before: "",
            after: "",
            difference: None,
        }
    }
}

fn spec() -> TableSpec {
    let columns = vec![
        Column::string(
            "about",
            "What differs: version, setting, codebook, count, table, column or row",
        ),
        Column::string("name", "Name of the setting, count or table"),
        Column::string("change", "new, gone or changed"),
        Column::string("key", "Key of the row, its cells separated by `; `"),
        Column::string("label", "How the row is shown"),
        Column::string("column", "Column of the cell"),
        Column::string("before", "Value in the earlier run"),
        Column::string("after", "Value in the later run"),
        Column::number("difference", "The later number less the earlier one"),
    ];
    TableSpec {
        name: "diff",
        row: "a fact, a table, a column or a cell that differs",
        columns: columns.into(),
        key: Vec::new(),
        order: "by table, then by the size of the change, largest first",
    }
}
