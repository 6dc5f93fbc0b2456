//! What a run will take of memory and of the disk, estimated before it begins.
//!
//! Takes the size of the input and which output is asked for, gives estimates, and whether symbols have
//! to wait in a temporary file. Stops what can't succeed, with a message instead of a kill: the machine has
//! not the memory even so, or the disk has not half of the room that such an output takes.

use std::path::{Path, PathBuf};

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

use crate::config::{OutputConfig, OutputFormat};
use crate::error::{Error, Result};
use crate::model::TableId;

/// What the program takes with nothing to read, and for each thread.
const BASE: u64 = 40 << 20;
const PER_THREAD: u64 = 10 << 20;
/// Hundredths of the size of the text that its corpus and the counts take; without the symbols; and
/// the symbols. Measured on speeches and reports of 2 to 200 MB in English.
const HELD: u64 = 155;
const STORED: u64 = 85;
const SYMBOLS: u64 = 75;
/// Hundredths of the size of the text that the search for shared passages takes, which holds the words
/// once more and the places of what recurs; and their tables. Measured on speeches that share much.
const PASSAGES: u64 = 220;
const PASSAGE_TABLES: u64 = 150;
/// The weights of all documents, which similarity holds twice.
const WEIGHTS: u64 = 60;
/// Hundredths of the size of the text that `tfidf.csv` takes, and all other tables together.
const WEIGHTS_TABLE: u64 = 350;
const OTHER_TABLES: u64 = 200;
/// All other tables, without the three largest of them.
const SMALL_TABLES: u64 = 5;
/// What a workbook takes at most, with its temporary files.
const LARGEST_WORKBOOK: u64 = 1 << 30;

/// What a run is expected to take, in bytes, about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResourceEstimate {
    /// Text to be read, unpacked.
    pub text: u64,
    /// Memory.
    pub memory: u64,
    /// Whether symbols wait in a temporary file.
    pub spills: bool,
    /// Disk, for the temporary file and the output.
    pub disk: u64,
}

/// What the machine has, in bytes, as far as it tells.
#[derive(Debug, Clone, Copy, Default)]
struct Machine {
    memory: Option<u64>,
    disk: Option<u64>,
}

impl ResourceEstimate {
    /// What a run over so much text takes. `limit` is the memory that the user grants, `folder` the one
    /// that tables go into, if they do.
    ///
    /// # Errors
    /// [`Error::TooLittle`] of memory or disk.
    pub fn of_run(
        text: u64,
        output: &OutputConfig,
        limit: Option<u64>,
        folder: Option<&Path>,
    ) -> Result<Self> {
        let machine = Machine {
            memory: available_memory(),
            disk: folder.and_then(available_disk),
        };
        let estimate = Self::new(text, output, limit.or(machine.memory), folder.is_some());
        estimate.check(machine, folder)?;
        Ok(estimate)
    }

    fn new(text: u64, output: &OutputConfig, limit: Option<u64>, writes: bool) -> Self {
        let tables = TableCosts::of(text, output);
        let threads = rayon::current_num_threads() as u64;
        let base = BASE + threads * PER_THREAD + tables.memory;
        let spills = limit.is_some_and(|limit| base + share(text, HELD) > limit);
        let (memory, spilled) = if spills {
            (base + share(text, STORED), share(text, SYMBOLS))
        } else {
            (base + share(text, HELD), 0)
        };
        let written = if writes {
            tables.csv + besides(output, tables.csv)
        } else {
            0
        };
        Self {
            text,
            memory,
            spills,
            disk: spilled + written,
        }
    }

    fn check(&self, machine: Machine, output: Option<&Path>) -> Result<()> {
        let too_little = |what, path: PathBuf, needed, available, advice| {
            Err(Error::TooLittle {
                what,
                path,
                needed,
                available,
                advice,
            })
        };
        let output = output.map(Path::to_owned).unwrap_or_default();
        if let Some(available) = machine.memory.filter(|available| self.memory > *available) {
            let advice = "close other programs, or analyse parts of the input separately";
            return too_little("memory", output, self.memory, available, advice);
        }
        if let Some(available) = machine.disk.filter(|available| self.disk / 2 > *available) {
            let advice =
                "choose an output folder on another disk with -o, or fewer tables with --only";
            return too_little("disk", output, self.disk, available, advice);
        }
        Ok(())
    }
}

/// What the tables that are asked for take, in bytes.
struct TableCosts {
    /// Memory, besides what every run takes.
    memory: u64,
    /// Disk, as CSV.
    csv: u64,
}

impl TableCosts {
    fn of(text: u64, output: &OutputConfig) -> Self {
        let if_asked = |is_asked: bool, hundredths| {
            if is_asked { share(text, hundredths) } else { 0 }
        };
        let passages = output.wants_any(&[TableId::Passages, TableId::PassageClusters]);
        let similarity = output.wants_any(&[TableId::Similarity, TableId::SourceSimilarity]);
        let large = [
            TableId::PhrasesBySource,
            TableId::CooccurrenceBySource,
            TableId::Kwic,
        ];
        let others = if output.wants_any(&large) {
            OTHER_TABLES
        } else {
            SMALL_TABLES
        };
        Self {
            memory: if_asked(passages, PASSAGES) + if_asked(similarity, WEIGHTS),
            csv: if_asked(output.wants(TableId::Tfidf), WEIGHTS_TABLE)
                + share(text, others)
                + if_asked(passages, PASSAGE_TABLES),
        }
    }
}

/// So many hundredths of the size of the text.
fn share(text: u64, hundredths: u64) -> u64 {
    text / 100 * hundredths
}

/// What the formats besides CSV take of the disk where CSV takes so much: of a workbook the sheets
/// wait unpacked, and have a most number of rows.
fn besides(output: &OutputConfig, csv: u64) -> u64 {
    let size = |format| match format {
        OutputFormat::Parquet => csv / 4,
        OutputFormat::Xlsx => (2 * csv).min(LARGEST_WORKBOOK),
        OutputFormat::MatrixMarket => csv / 10,
    };
    output.formats.iter().copied().map(size).sum()
}

/// Memory that can be had without swapping, within the limits of a container.
fn available_memory() -> Option<u64> {
    let memory = RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
    let system = System::new_with_specifics(memory);
    let free = Some(system.available_memory()).filter(|free| *free > 0)?;
    let in_container = system.cgroup_limits().map(|limits| limits.free_memory);
    Some(in_container.map_or(free, |limit| free.min(limit)))
}

/// Room on the disk of a folder, or of the nearest one above it that is there.
fn available_disk(folder: &Path) -> Option<u64> {
    let absolute = std::path::absolute(folder).ok()?;
    absolute
        .ancestors()
        .find_map(|folder| fs4::available_space(folder).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::AlsoWritten;

    const MIB: u64 = 1 << 20;

    fn of(text: u64, limit: Option<u64>) -> ResourceEstimate {
        ResourceEstimate::new(text, &OutputConfig::default(), limit, true)
    }

    #[test]
    fn symbols_wait_outside_where_they_do_not_fit() {
        let held = of(200 * MIB, None);
        assert!(!held.spills && held.memory > 200 * MIB);
        let spilled = of(200 * MIB, Some(held.memory - 1));
        assert!(spilled.spills && spilled.memory < held.memory);
        assert!(spilled.disk > held.disk);
        assert!(!of(200 * MIB, Some(held.memory)).spills);
    }

    #[test]
    fn fewer_tables_take_less_room() {
        let output = OutputConfig {
            only: vec![TableId::Documents],
            ..OutputConfig::default()
        };
        let few = ResourceEstimate::new(100 * MIB, &output, None, true);
        assert!(few.disk < of(100 * MIB, None).disk / 10);
        assert_eq!(
            ResourceEstimate::new(100 * MIB, &output, None, false).disk,
            0
        );
    }

    #[test]
    fn other_formats_take_more_room() {
        let output = OutputConfig {
            formats: vec![OutputFormat::Parquet, OutputFormat::Xlsx],
            ..OutputConfig::default()
        };
        let more = ResourceEstimate::new(100 * MIB, &output, None, true).disk;
        let csv = of(100 * MIB, None).disk;
        assert_eq!(more, csv + csv / 4 + LARGEST_WORKBOOK.min(2 * csv));
    }

    #[test]
    fn passages_take_more() {
        let output = OutputConfig {
            also: vec![AlsoWritten::Table(TableId::Passages)],
            ..OutputConfig::default()
        };
        let more = ResourceEstimate::new(100 * MIB, &output, None, true);
        assert!(more.memory > of(100 * MIB, None).memory + 200 * MIB);
        assert!(more.disk > of(100 * MIB, None).disk);
    }

    #[test]
    fn what_cannot_succeed_is_refused() {
        let estimate = of(100 * MIB, None);
        let check = |memory, disk| {
            let machine = Machine {
                memory: Some(memory),
                disk: Some(disk),
            };
            estimate
                .check(machine, Some(Path::new("out")))
                .map_err(|error| error.to_string())
        };
        assert!(check(estimate.memory, estimate.disk).is_ok());
        let error = check(estimate.memory - 1, estimate.disk).expect_err("too little");
        assert!(error.contains("memory") && error.contains("MiB"), "{error}");
        let error = check(estimate.memory, estimate.disk / 4).expect_err("too little");
        assert!(error.contains("out") && error.contains("disk"), "{error}");
        assert!(estimate.check(Machine::default(), None).is_ok());
    }

    #[test]
    fn the_room_of_a_folder_that_is_not_there_is_known() {
        assert!(available_disk(Path::new("not/there/yet")).is_some_and(|free| free > 0));
    }
}
