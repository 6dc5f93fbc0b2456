//! The rows of two tables, paired by key: takes both tables, gives each row with its counterpart.
//!
//! Both are read side by side as long as each is sorted by its key; where one is not, the smaller is held
//! in memory. Rows with the same key are paired in their order.

use std::cmp::Ordering;

use csv::StringRecord;

use crate::error::Result;
use crate::model::ColumnType;
use crate::sorted::SortedMap;
use crate::source::{StoredRows, StoredTable};

/// A part of a key; numbers are compared as numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum KeyPart {
    Missing,
    Whole(i64),
    Text(String),
}

type Key = Vec<KeyPart>;

/// Takes a row of the earlier table, of the later one, or both of one key.
pub(super) trait TakePair {
    /// Takes a pair.
    fn pair(&mut self, old: Option<&StringRecord>, new: Option<&StringRecord>);
}

/// The places and types of the columns of the key in one of the tables.
struct KeyOf(Vec<(usize, ColumnType)>);

impl KeyOf {
    fn new(table: &StoredTable, key: &[String]) -> Self {
        let places = key.iter().filter_map(|name| table.place(name));
        Self(places.map(|at| (at, table.columns[at].1)).collect())
    }

    fn of(&self, row: &StringRecord) -> Key {
        let part = |&(at, kind): &(usize, ColumnType)| match (row.get(at).unwrap_or(""), kind) {
            ("", _) => KeyPart::Missing,
            (cell, ColumnType::Integer) => cell
                .parse()
                .map_or_else(|_| KeyPart::Text(cell.to_owned()), KeyPart::Whole),
            (cell, _) => KeyPart::Text(cell.to_owned()),
        };
        self.0.iter().map(part).collect()
    }
}

/// A table that is read row by row.
struct Cursor<'a> {
    rows: StoredRows<'a>,
    key: KeyOf,
    current: Option<(Key, StringRecord)>,
    is_sorted: bool,
}

impl<'a> Cursor<'a> {
    fn new(table: &'a StoredTable, key: &[String]) -> Result<Self> {
        let mut cursor = Self {
            rows: table.rows()?,
            key: KeyOf::new(table, key),
            current: None,
            is_sorted: true,
        };
        cursor.advance()?;
        Ok(cursor)
    }

    fn advance(&mut self) -> Result<()> {
        let next = self.rows.next_row()?;
        let next = next.map(|row| (self.key.of(&row), row));
        if let (Some((last, _)), Some((key, _))) = (&self.current, &next) {
            self.is_sorted &= last <= key;
        }
        self.current = next;
        Ok(())
    }
}

/// Pairs the rows of two tables that are sorted by this key; false if one is not, and what was taken is
/// void.
pub(super) fn pair_sorted(
    (old, new): (&StoredTable, &StoredTable),
    key: &[String],
    take: &mut dyn TakePair,
) -> Result<bool> {
    let (mut old, mut new) = (Cursor::new(old, key)?, Cursor::new(new, key)?);
    while old.is_sorted && new.is_sorted {
        let order = match (&old.current, &new.current) {
            (None, None) => return Ok(true),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let before = old.current.as_ref().filter(|_| order.is_le());
        let after = new.current.as_ref().filter(|_| order.is_ge());
        take.pair(before.map(|(_, row)| row), after.map(|(_, row)| row));
        if order.is_le() {
            old.advance()?;
        }
        if order.is_ge() {
            new.advance()?;
        }
    }
    Ok(false)
}

/// Pairs the rows of two tables in any order, one of which is held in memory.
pub(super) fn pair_any(
    (old, new): (&StoredTable, &StoredTable),
    key: &[String],
    take: &mut dyn TakePair,
) -> Result<()> {
    let is_old_held = old.bytes <= new.bytes;
    let (held, read) = if is_old_held { (old, new) } else { (new, old) };
    let mut pair = |held: Option<&StringRecord>, read: Option<&StringRecord>| {
        if is_old_held {
            take.pair(held, read);
        } else {
            take.pair(read, held);
        }
    };
    let mut waiting = rows_by_key(held, key)?;
    let key = KeyOf::new(read, key);
    let mut rows = read.rows()?;
    while let Some(row) = rows.next_row()? {
        let same = waiting.get_mut(&key.of(&row)).and_then(Vec::pop);
        pair(same.as_ref(), Some(&row));
    }
    for (_, rows) in waiting.into_rows() {
        rows.iter().rev().for_each(|row| pair(Some(row), None));
    }
    Ok(())
}

/// All rows of a table; those of one key with the last in front.
fn rows_by_key(table: &StoredTable, key: &[String]) -> Result<SortedMap<Key, Vec<StringRecord>>> {
    let key = KeyOf::new(table, key);
    let (mut all, mut rows) = (Vec::new(), table.rows()?);
    while let Some(row) = rows.next_row()? {
        all.push((key.of(&row), vec![row]));
    }
    all.reverse();
    Ok(SortedMap::joined(all, |before, mut after| {
        before.append(&mut after);
    }))
}
