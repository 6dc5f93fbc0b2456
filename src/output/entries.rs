//! The entries of a dictionary as CSV, formatted once and copied into each row that has them.

use super::csv::CsvRows;
use crate::model::{Cell, Dictionary, RowWriter};
use crate::parallel;

/// The bytes of a slot: one look into memory finds nearly every entry, with its length.
const WIDE: usize = 31;

/// In place of the length of an entry that does not fit in its slot.
const LONG: u8 = u8::MAX;

/// How many entries a task formats.
const TASK: usize = 1024;

/// The cells of each entry, each with a comma behind it.
pub(super) struct Entries {
    slots: Vec<Slot>,
    /// The entries that do not fit in their slots.
    long: Vec<Box<[u8]>>,
}

/// An entry and its length, or the place of one that is long.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Slot {
    bytes: [u8; WIDE],
    length: u8,
}

impl Entries {
    /// Formats all entries, in parallel.
    pub(super) fn of(dictionary: &Dictionary<'_>) -> Self {
        let count = dictionary.entry_count();
        let tasks = parallel::map(count.div_ceil(TASK), |task| {
            let mut formatted = Self {
                slots: Vec::with_capacity(TASK),
                long: Vec::new(),
            };
            let mut bytes = Vec::new();
            for entry in task * TASK..count.min((task + 1) * TASK) {
                bytes.clear();
                dictionary.write_entry(entry, &mut Appended(CsvRows::new(&[], &mut bytes)));
                formatted.add(&bytes);
            }
            formatted
        });
        let mut all = Self {
            slots: Vec::with_capacity(count),
            long: Vec::new(),
        };
        for task in tasks {
            let before = all.long.len();
            let slots = task.slots.into_iter();
            all.slots.extend(slots.map(|slot| match slot.long() {
                Some(place) => Slot::of_long(before + place),
                None => slot,
            }));
            all.long.extend(task.long);
        }
        all
    }

    fn add(&mut self, entry: &[u8]) {
        if entry.len() > WIDE {
            self.slots.push(Slot::of_long(self.long.len()));
            self.long.push(entry.into());
            return;
        }
        let mut bytes = [0; WIDE];
        bytes[..entry.len()].copy_from_slice(entry);
        let length = entry.len() as u8;
        self.slots.push(Slot { bytes, length });
    }

    /// Appends the cells of an entry.
    pub(super) fn append(&self, entry: usize, out: &mut Vec<u8>) {
        let Some(slot) = self.slots.get(entry) else {
            debug_assert!(false, "no entry {entry}");
            return;
        };
        match slot.long() {
            Some(place) => out.extend_from_slice(&self.long[place]),
            None => {
                // To copy a whole slot takes a few moves, which a length known only now does not.
                let end = out.len() + usize::from(slot.length);
                out.extend_from_slice(&slot.bytes);
                out.truncate(end);
            }
        }
    }
}

impl Slot {
    fn of_long(place: usize) -> Self {
        let mut bytes = [0; WIDE];
        bytes[..8].copy_from_slice(&(place as u64).to_le_bytes());
        Self {
            bytes,
            length: LONG,
        }
    }

    /// The place of the entry, if it is a long one.
    fn long(&self) -> Option<usize> {
        let place = self.bytes.first_chunk::<8>().copied().unwrap_or_default();
        (self.length == LONG).then(|| u64::from_le_bytes(place) as usize)
    }
}

/// Appends the cells of a row without its end.
struct Appended<'a>(CsvRows<'a>);

impl RowWriter for Appended<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) {
        self.0.cells(cells);
    }
}
