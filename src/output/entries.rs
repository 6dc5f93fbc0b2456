//! The entries of a dictionary as CSV, formatted once and copied into each row that has them.

use rayon::prelude::*;

use super::csv::CsvRows;
use crate::model::{Cell, Dictionary, RowWriter};

/// How much is copied at once: most entries are shorter, and a copy of a known size is a few moves.
const WIDE: usize = 32;

/// How many entries a task formats.
const TASK: usize = 1024;

/// The cells of each entry, each with a comma behind it.
pub(super) struct Entries {
    /// All entries, then as many bytes as are copied at once.
    bytes: Vec<u8>,
    /// Where each begins, and where the last one ends.
    starts: Vec<usize>,
}

impl Entries {
    /// Formats all entries, in parallel.
    pub(super) fn of(dictionary: &Dictionary<'_>) -> Self {
        let count = dictionary.entry_count();
        let tasks: Vec<(Vec<u8>, Vec<usize>)> = (0..count.div_ceil(TASK))
            .into_par_iter()
            .map(|task| {
                let mut bytes = Vec::new();
                let entries = task * TASK..count.min((task + 1) * TASK);
                let ends = entries.map(|entry| {
                    dictionary.write_entry(entry, &mut Appended(CsvRows::new(&[], &mut bytes)));
                    bytes.len()
                });
                let ends = ends.collect();
                (bytes, ends)
            })
            .collect();
        let size: usize = tasks.iter().map(|(bytes, _)| bytes.len()).sum();
        let mut bytes = Vec::with_capacity(size + WIDE);
        let mut starts = Vec::with_capacity(count + 1);
        starts.push(0);
        for (own, ends) in tasks {
            starts.extend(ends.iter().map(|end| bytes.len() + end));
            bytes.extend(own);
        }
        bytes.resize(size + WIDE, 0);
        Self { bytes, starts }
    }

    /// Appends the cells of an entry.
    pub(super) fn append(&self, entry: usize, out: &mut Vec<u8>) {
        let Some(&[start, end]) = self.starts.get(entry..entry + 2) else {
            debug_assert!(false, "no entry {entry}");
            return;
        };
        match self.bytes[start..].first_chunk::<WIDE>() {
            Some(wide) if end - start <= WIDE => {
                let length = out.len() + end - start;
                out.extend_from_slice(wide);
                out.truncate(length);
            }
            _ => out.extend_from_slice(&self.bytes[start..end]),
        }
    }
}

/// Appends the cells of a row without its end.
struct Appended<'a>(CsvRows<'a>);

impl RowWriter for Appended<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) {
        self.0.cells(cells);
    }
}
