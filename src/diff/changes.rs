//! The changes of one table: takes it as two runs wrote it, gives counts and the largest changes.

use csv::StringRecord;

use super::pairs::{TakePair, pair_any, pair_sorted};
use super::rank::{Largest, Size};
use super::{CellDiff, Change, RowDiff, RunDiff, TableDiff};
use crate::error::Result;
use crate::model::ColumnType;
use crate::source::StoredTable;

/// Tables whose leading number is not their first one: a count before a length or a place.
const LEADING: [(&str, &str); 8] = [
    ("boilerplate", "texts"),
    ("concept_candidates", "count"),
    ("concept_trends", "hits"),
    ("document_phrases", "n"),
    ("documents", "tokens"),
    ("parallel_sentences", "similarity"),
    ("phrases", "count"),
    ("phrases_left_out", "count"),
];
/// Columns that show a row to people.
const LABELS: [&str; 3] = ["label", "title", "pattern"];

/// A column of both tables that is not in the key, with its place in each.
struct Common {
    name: String,
    old: usize,
    new: usize,
    is_number: bool,
}

/// What both tables have in common.
struct Shape {
    /// The places of the key in each.
    key: Vec<(usize, usize)>,
    columns: Vec<Common>,
    /// The place of the leading number among the columns.
    leading: Option<usize>,
    /// The place of the label in each.
    label: Option<(usize, usize)>,
}

/// Compares a table that both runs wrote, and adds what differs.
pub(super) fn compare(
    old: &StoredTable,
    new: &StoredTable,
    most: usize,
    found: &mut RunDiff,
) -> Result<()> {
    let has_key = |table: &StoredTable| new.key.iter().all(|name| table.place(name).is_some());
    if old.key != new.key || !has_key(old) || !has_key(new) {
        let name = &new.name;
        let reason = format!("{name}: its key has changed, so its rows cannot be paired");
        found.not_compared.push(reason);
        return Ok(());
    }
    let shape = Shape::of(old, new);
    let mut changes = Changes::new(&shape, most);
    if !pair_sorted((old, new), &new.key, &mut changes)? {
        changes = Changes::new(&shape, most);
        pair_any((old, new), &new.key, &mut changes)?;
    }
    let table = changes.finish(old, new);
    if table.new + table.gone + table.changed > 0 || !table.columns.is_empty() {
        found.tables.push(table);
    }
    Ok(())
}

impl Shape {
    fn of(old: &StoredTable, new: &StoredTable) -> Self {
        let both = |name: &str| Some((old.place(name)?, new.place(name)?));
        let columns = new.columns.iter();
        let columns = columns.filter(|(name, _)| !new.key.contains(name));
        let columns = columns.filter_map(|(name, kind)| {
            let (old, new) = both(name)?;
            Some(Common {
                name: name.clone(),
                old,
                new,
                is_number: *kind != ColumnType::String,
            })
        });
        let columns: Vec<Common> = columns.collect();
        let declared = LEADING.iter().find(|(table, _)| *table == new.name);
        let leading = columns.iter().position(|column| match declared {
            Some((_, name)) => column.name == *name,
            None => column.is_number,
        });
        Self {
            key: new.key.iter().filter_map(|name| both(name)).collect(),
            label: LABELS.iter().find_map(|name| both(name)),
            columns,
            leading,
        }
    }

    fn row(
        &self,
        old: Option<&StringRecord>,
        new: Option<&StringRecord>,
    ) -> Option<(Size, RowDiff)> {
        let cell = |at: (usize, usize)| {
            let later = new.and_then(|row| row.get(at.1));
            later.or_else(|| old?.get(at.0)).unwrap_or_default()
        };
        let change = match (old, new) {
            (Some(_), Some(_)) => Change::Changed,
            (None, _) => Change::New,
            (_, None) => Change::Gone,
        };
        let mut size = Size {
            leading: 0.0,
            relative: 0.0,
        };
        let mut cells = Vec::new();
        for (place, column) in self.columns.iter().enumerate() {
            let before = old.and_then(|row| row.get(column.old)).unwrap_or_default();
            let after = new.and_then(|row| row.get(column.new)).unwrap_or_default();
            if before == after {
                continue;
            }
            let difference = column.is_number.then(|| number(after) - number(before));
            if let Some(difference) = difference {
                let largest = number(before).abs().max(number(after).abs());
                size.relative = size
                    .relative
                    .max(difference.abs() / largest.max(f64::MIN_POSITIVE));
                if self.leading == Some(place) {
                    size.leading = difference.abs();
                }
            }
            cells.push(CellDiff {
                column: column.name.clone(),
                before: before.to_owned(),
                after: after.to_owned(),
                difference,
            });
        }
        let row = RowDiff {
            change,
            key: self.key.iter().map(|&at| cell(at).to_owned()).collect(),
            label: self.label.map(cell).unwrap_or_default().to_owned(),
            cells,
        };
        (change != Change::Changed || !row.cells.is_empty()).then_some((size, row))
    }
}

/// The number in a cell; a missing one counts as 0.
fn number(cell: &str) -> f64 {
    cell.parse().unwrap_or_default()
}

/// Gathers the changes of a table.
struct Changes<'a> {
    shape: &'a Shape,
    largest: Largest,
    rows: (u64, u64),
    /// Rows that are new, gone and changed.
    counts: [u64; 3],
}

impl<'a> Changes<'a> {
    fn new(shape: &'a Shape, most: usize) -> Self {
        Self {
            shape,
            largest: Largest::new(most),
            rows: (0, 0),
            counts: [0; 3],
        }
    }

    fn finish(self, old: &StoredTable, new: &StoredTable) -> TableDiff {
        let only = |one: &StoredTable, other: &StoredTable, change: Change| {
            let columns = one.columns.iter().map(|(name, _)| name);
            let columns = columns.filter(|name| other.place(name).is_none());
            let columns = columns.map(|name| (name.clone(), change));
            columns.collect::<Vec<_>>()
        };
        let [added, gone, changed] = self.counts;
        TableDiff {
            columns: [only(new, old, Change::New), only(old, new, Change::Gone)].concat(),
            rows: self.rows,
            new: added,
            gone,
            changed,
            largest: self.largest.finish(),
            ..TableDiff::empty(&new.name, Change::Changed)
        }
    }
}

impl TakePair for Changes<'_> {
    fn pair(&mut self, old: Option<&StringRecord>, new: Option<&StringRecord>) {
        self.rows.0 += u64::from(old.is_some());
        self.rows.1 += u64::from(new.is_some());
        if let Some((size, row)) = self.shape.row(old, new) {
            self.counts[row.change as usize] += 1;
            self.largest.add(size, row);
        }
    }
}
