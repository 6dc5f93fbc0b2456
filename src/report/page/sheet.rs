//! Rows of the CSV tables as tables of the page.
//!
//! Takes a table's declaration and rows, gives the columns and rows that are shown, with the meaning of
//! each column from the declaration.

use super::view::{Cell, Head, Row, Sheet};
use crate::model::{self, ColumnType, RowWriter, Table};
use crate::report::text::{self, LONGEST, count};

/// Rows that are asked for at a time.
const BATCH: usize = 512;
/// What is smaller is nothing but a rounding error of sums.
const NOTHING: f64 = 1e-12;

/// What of a table is shown.
pub(super) struct Pick<'a> {
    /// The table.
    pub(super) table: &'a str,
    /// What its rows are.
    pub(super) caption: &'a str,
    /// The columns, each with its head.
    pub(super) columns: &'a [(&'a str, &'a str)],
    /// The most rows shown.
    pub(super) most: usize,
}

/// A cell that was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Count(u64),
    Number(f64),
    Missing,
}

impl Value {
    /// Its text; empty if it is none.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// Its number; 0 if it is none.
    pub(super) fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            _ => 0.0,
        }
    }

    fn shown(self) -> Cell {
        match self {
            Self::Text(text) => Cell::Text(clipped(&text)),
            Self::Count(number) => Cell::Number(count(number)),
            Self::Number(number) => Cell::Number(measure(number)),
            Self::Missing => Cell::Text(String::new()),
        }
    }
}

/// Rows that were read, before they are put into words.
pub(super) struct Picked {
    table: String,
    caption: String,
    file: String,
    heads: Vec<Head>,
    /// The cells of each row.
    pub(super) rows: Vec<Vec<Value>>,
    /// How many rows there are in all.
    pub(super) all: usize,
}

impl Picked {
    /// Leaves a column out, which was wanted to choose rows only.
    pub(super) fn hide(&mut self, column: usize) {
        self.heads.remove(column);
        for row in &mut self.rows {
            row.remove(column);
        }
    }

    /// Keeps so many rows with the highest number in a column; those with the same stay in their order.
    pub(super) fn highest(&mut self, column: usize, most: usize) {
        let number = |row: &[Value]| row[column].number();
        self.rows.sort_by(|a, b| number(b).total_cmp(&number(a)));
        self.rows.truncate(most);
    }

    /// The table as shown.
    pub(super) fn sheet(self) -> Sheet {
        Sheet {
            id: format!("table-{}", self.table.replace('_', "-")),
            caption: self.caption,
            heads: self.heads,
            rows: self.rows.into_iter().map(shown).collect(),
            all: self.all,
            file: self.file,
        }
    }
}

/// The first rows of a table that are kept; `keep` sees the picked columns. None if the run has no
/// such table.
pub(super) fn pick(
    tables: &[Table<'_>],
    pick: &Pick<'_>,
    keep: impl FnMut(&[Value]) -> bool,
) -> Option<Picked> {
    let table = tables.iter().find(|own| own.spec.name == pick.table)?;
    let places: Vec<usize> = pick
        .columns
        .iter()
        .filter_map(|(name, _)| {
            let mut columns = table.spec.columns.iter();
            columns.position(|column| column.name == *name)
        })
        .collect();
    debug_assert_eq!(places.len(), pick.columns.len(), "{}", pick.table);
    let heads = places.iter().zip(pick.columns).map(|(&at, (_, head))| {
        let column = &table.spec.columns[at];
        Head {
            name: (*head).to_owned(),
            meaning: column.meaning.to_string(),
            is_number: column.kind != ColumnType::String,
        }
    });
    Some(Picked {
        table: pick.table.to_owned(),
        caption: pick.caption.to_owned(),
        file: table.spec.file(),
        heads: heads.collect(),
        rows: read(table, &places, pick.most, keep),
        all: table.row_count(),
    })
}

fn shown(values: Vec<Value>) -> Row {
    let cells: Vec<Cell> = values.into_iter().map(Value::shown).collect();
    cells.into()
}

/// The first `most` rows that are kept.
fn read(
    table: &Table<'_>,
    places: &[usize],
    most: usize,
    keep: impl FnMut(&[Value]) -> bool,
) -> Vec<Vec<Value>> {
    let mut reader = Reader {
        places,
        keep,
        most,
        rows: Vec::new(),
    };
    let mut at = 0;
    while at < table.row_count() && reader.rows.len() < most {
        let end = table.row_count().min(at + BATCH);
        table.write_plain_rows(at..end, &mut reader);
        at = end;
    }
    reader.rows
}

/// Takes the cells at some places of each row.
struct Reader<'a, K> {
    places: &'a [usize],
    keep: K,
    most: usize,
    rows: Vec<Vec<Value>>,
}

impl<K: FnMut(&[Value]) -> bool> RowWriter for Reader<'_, K> {
    fn row(&mut self, cells: &[model::Cell<'_>]) {
        if self.rows.len() == self.most {
            return;
        }
        let own = self.places.iter().map(|&at| value(cells.get(at)));
        let own: Vec<Value> = own.collect();
        if (self.keep)(&own) {
            self.rows.push(own);
        }
    }
}

fn value(cell: Option<&model::Cell<'_>>) -> Value {
    match cell {
        Some(model::Cell::Text(text)) if !text.is_empty() => Value::Text((*text).to_owned()),
        Some(model::Cell::Count(number)) => Value::Count(*number),
        Some(model::Cell::Number(number)) if number.is_finite() => Value::Number(*number),
        _ => Value::Missing,
    }
}

/// The text of a cell, cut where it is very long.
pub(super) fn clipped(text: &str) -> String {
    text::clipped(text, LONGEST).into_owned()
}

/// A number in three digits or more, as it is read: thousands marked, very small ones as powers of ten.
pub(super) fn measure(number: f64) -> String {
    let size = number.abs();
    if size < NOTHING {
        "0".to_owned()
    } else if size >= 1000.0 {
        let sign = if number < 0.0 { "-" } else { "" };
        format!("{sign}{}", count(size.round() as u64))
    } else if size >= 100.0 {
        format!("{number:.0}")
    } else if size >= 10.0 {
        format!("{number:.1}")
    } else if size >= 1.0 {
        format!("{number:.2}")
    } else if size >= 0.001 {
        format!("{number:.3}")
    } else {
        format!("{number:.1e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Column, TableSpec};

    fn table() -> Table<'static> {
        let spec = TableSpec {
            name: "pairs_of",
            row: "a row",
            columns: vec![
                Column::string("name", "Its name"),
                Column::integer("n", "How many"),
                Column::number("share", "Of all"),
            ]
            .into(),
            key: &["name"],
            order: "",
        };
        Table::by_row(spec, 2000, |row, out| {
            let name = if row % 2 == 0 { "even" } else { "" };
            out.row(&[name.into(), row.into(), (row as f64 / 2000.0).into()]);
        })
    }

    #[test]
    fn columns_are_picked_and_rows_kept() {
        let pick = Pick {
            table: "pairs_of",
            caption: "Some",
            columns: &[("share", "part"), ("name", "called")],
            most: 3,
        };
        let found = super::pick(&[table()], &pick, |row| row[1] == Value::Missing);
        let sheet = found.expect("there").sheet();
        assert_eq!((sheet.all, sheet.rows.len()), (2000, 3));
        assert_eq!(
            (&*sheet.id, &*sheet.file),
            ("table-pairs-of", "pairs_of.csv")
        );
        assert_eq!(
            (&*sheet.heads[0].name, &*sheet.heads[0].meaning),
            ("part", "Of all")
        );
        assert!(sheet.heads[0].is_number && !sheet.heads[1].is_number);
        let first = &sheet.rows[0].cells;
        assert!(matches!(&first[0], Cell::Number(text) if text == "5.0e-4"));
        assert!(matches!(&first[1], Cell::Text(text) if text.is_empty()));
    }

    #[test]
    fn rows_far_down_are_found_and_absent_tables_are_absent() {
        let mut pick = Pick {
            table: "pairs_of",
            caption: "",
            columns: &[("n", "n")],
            most: 5,
        };
        let found = super::pick(&[table()], &pick, |row| row[0] == Value::Count(1999));
        assert_eq!(found.expect("there").rows.len(), 1);
        pick.table = "none";
        assert!(super::pick(&[table()], &pick, |_| true).is_none());
    }

    #[test]
    fn numbers_keep_three_digits() {
        let shown = [0.0, 0.5, 0.000_12, 1.239, -12.34, 123.4, -1234.5, 1e7].map(measure);
        let expected = [
            "0",
            "0.500",
            "1.2e-4",
            "1.24",
            "-12.3",
            "123",
            "-1,235",
            "10,000,000",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(clipped("网络"), "网络");
        let long = "é".repeat(401);
        assert_eq!(clipped(&long).chars().count(), 401);
        assert!(clipped(&long).ends_with("é…"));
    }
}
