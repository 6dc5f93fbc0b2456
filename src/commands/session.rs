//! What every command begins and ends with: settings, threads, Ctrl-C, progress, and where its table goes.

use std::io::{self, IsTerminal as _, Write as _};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result};
use refrain::analyze::{Codebook, Concepts};
use refrain::config::Resolved;
use refrain::error::Error;
use refrain::model::{Corpus, Table, TableBuilder, TableDef};
use refrain::pipeline::{self, Input};
use refrain::progress::Observer;
use refrain::reader_process;
use refrain::{output, source};
use serde::Serialize;

use super::columns::thousands;
use super::sheet::Sheet;
use crate::INTERRUPTED;
use crate::cli::{InputArgs, ListArgs, PrintArgs};
use crate::messages::{Finished, Messages};
use crate::terminal::{self, Terminal};

/// Rows that a table has on a terminal unless more are asked for.
const ROWS_ON_TERMINAL: usize = 50;

/// What to read, and the settings in force: defaults, then the settings file, then what was typed.
pub(crate) fn settings<S: clap::Args + Serialize>(
    args: &InputArgs<S>,
    messages: Messages,
) -> Result<(Input, Resolved)> {
    let paths = if args.inputs.is_empty() {
        vec![PathBuf::from("input")]
    } else {
        args.inputs.clone()
    };
    settings_of(args, paths, messages)
}

/// As [`settings`], for these inputs.
pub(crate) fn settings_of<S: clap::Args + Serialize>(
    args: &InputArgs<S>,
    paths: Vec<PathBuf>,
    messages: Messages,
) -> Result<(Input, Resolved)> {
    let file = source::find_settings(args.config.as_deref(), &paths)?;
    let typed = args.layer()?;
    let mut settings = Resolved::from_layers(file.as_ref(), &typed)?;
    settings.config.read.readers = args.readers();
    settings.notes.iter().for_each(|note| messages.note(note));
    source::check_settings(&settings.config.read).map_err(|error| settings.locate(error))?;
    // A codebook named in the file starts from the file's folder, a typed one from here.
    let concepts = typed.get("concepts");
    let is_typed = concepts.is_some_and(|section| section.get("codebook").is_some());
    let settings_folder = file
        .as_ref()
        .filter(|_| !is_typed)
        .and_then(|file| file.path.parent().map(ToOwned::to_owned));
    let input = Input {
        paths,
        settings_folder,
        memory: args.memory.map(|size| size.as_u64()),
        output: None,
        cache: args.cache.clone(),
    };
    Ok((input, settings))
}

/// Reads the corpus. It is not taken down at the end of the command: the process ends then.
///
/// # Errors
/// Input that cannot be read, settings that do not fit it, Ctrl-C.
pub(crate) fn corpus_of(
    input: &Input,
    settings: &Resolved,
    observer: &dyn Observer,
) -> Result<ManuallyDrop<Corpus>> {
    let corpus = pipeline::read(input, &settings.config, observer);
    let corpus = corpus.map_err(|error| settings.locate(error))?;
    Ok(ManuallyDrop::new(corpus))
}

/// How long a run may take to stop in order.
const PATIENCE: Duration = Duration::from_secs(5);

/// Fails if an input is not there, for commands that would not read it, or later than they should say so.
///
/// # Errors
/// [`Error::Read`]
pub(crate) fn check_inputs(inputs: &[PathBuf]) -> Result<()> {
    let is_missing = |path: &&PathBuf| path.as_os_str() != "-" && !source::is_there(path);
    match inputs.iter().find(is_missing) {
        Some(path) => Err(Error::read(path, io::ErrorKind::NotFound.into()).into()),
        None => Ok(()),
    }
}

/// Sets up threads, Ctrl-C and progress.
pub(crate) fn observe(messages: Messages, threads: Option<u16>) -> Result<Terminal> {
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(number) = threads {
        pool = pool.num_threads(usize::from(number));
    }
    pool.build_global().context("cannot start worker threads")?;
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    ctrlc::set_handler(move || {
        // The first time the run stops in order; the second time at once.
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(INTERRUPTED));
        }
        reader_process::stop();
        messages.stopping();
        // A pipe that nobody writes to cannot be asked to stop. What is half-written is removed by the
        // next run.
        std::thread::spawn(|| {
            std::thread::sleep(PATIENCE);
            std::process::exit(i32::from(INTERRUPTED));
        });
    })
    .context("cannot listen for Ctrl-C")?;
    let terminal = Terminal::new(messages, stop);
    terminal.check()?;
    Ok(terminal)
}

/// A typed pattern, matched as the settings say.
pub(super) fn codebook_of(pattern: &str, settings: &Resolved) -> Result<Codebook> {
    let matching = settings.config.concepts.matching();
    Ok(Codebook::of_pattern(pattern, matching)?)
}

/// Fails if the pattern was left out, so that the name of an input stands in its place.
pub(super) fn check_pattern(command: &str, pattern: &str, inputs: &[PathBuf]) -> Result<()> {
    let is_input = |path: &str| source::is_there(Path::new(path));
    if !inputs.is_empty() || !is_input(pattern) || is_input("input") {
        return Ok(());
    }
    let message = format!(
        "`{pattern}` is an input and was taken for the pattern; write the pattern first, as in\n  refrain {command} 'climate change' {pattern}"
    );
    Err(Error::setting("pattern", message).into())
}

/// Says what is doubtful of a typed pattern whose hits are listed.
pub(super) fn note_doubts_beside_hits(messages: Messages, concepts: &Concepts) {
    let notes = concepts.notes_beside_hits();
    notes.iter().for_each(|note| messages.note(note));
}

/// Says what is doubtful of typed patterns.
pub(super) fn note_doubts(messages: Messages, concepts: &Concepts) {
    concepts.notes().iter().for_each(|note| messages.note(note));
}

/// `1 document`, `2,000 documents`.
pub(crate) fn counted(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", thousands(number))
}

/// How a table is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// As CSV, into a file or standard output.
    Csv,
    /// Aligned, for a person.
    Aligned,
}

impl PrintArgs {
    /// How a table is shown, and whether with colours where lines are aligned.
    pub(super) fn shown(&self) -> Shown {
        let is_csv = self.csv || self.file.is_some() || !io::stdout().is_terminal();
        if is_csv { Shown::Csv } else { Shown::Aligned }
    }

    /// Writes a table as CSV.
    pub(super) fn write_csv(
        &self,
        table: &Table<'_>,
        excel: bool,
        observer: &Terminal,
    ) -> Result<()> {
        let excel = excel || self.excel;
        if let Some(file) = &self.file {
            // A file of this name is nobody's wish, and standard output is where CSV goes anyway.
            if file.as_os_str() == "-" {
                let message = "CSV goes to standard output if no file is named; leave --output out";
                return Err(Error::setting("--output -", message).into());
            }
            output::write_table(file, table, excel, observer)?;
            return Ok(());
        }
        let mut stdout = io::stdout();
        let check = || observer.check().map_err(io::Error::other);
        let written = if excel {
            output::write_excel_csv(table, &mut stdout, &check)
        } else {
            output::write_csv(table, &mut stdout, &check)
        };
        finished(written.and_then(|_| stdout.flush()), observer)
    }
}

/// The result of printing: that the user stopped it, or what the system says.
pub(super) fn finished(printed: io::Result<()>, observer: &Terminal) -> Result<()> {
    if printed.is_err() {
        observer.check()?;
    }
    Ok(printed?)
}

impl ListArgs {
    /// The most rows; none: all.
    pub(super) fn most(&self) -> Option<usize> {
        match (self.top, self.print.shown()) {
            (Some(0), _) | (None, Shown::Csv) => None,
            (None, Shown::Aligned) => Some(ROWS_ON_TERMINAL),
            (top, _) => top,
        }
    }

    /// Prints a table aligned or as CSV.
    pub(super) fn print(
        &self,
        sheet: impl FnOnce() -> Sheet,
        table: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        match self.print.shown() {
            Shown::Csv => table(),
            Shown::Aligned => print_sheet(&sheet()),
        }
    }

    /// Prints rows of a table: aligned as a sheet, or as CSV with all columns.
    pub(super) fn print_rows<'a, T: TableDef>(
        &self,
        rows: Vec<T::Row<'a>>,
        sheet: impl FnOnce(&[T::Row<'a>]) -> Sheet,
        (excel, observer): (bool, &Terminal),
    ) -> Result<()>
    where
        T::Row<'a>: Clone + Sync + 'a,
    {
        observer.clear();
        match self.print.shown() {
            Shown::Aligned => print_sheet(&sheet(&rows)),
            Shown::Csv => {
                let number = rows.len();
                let table = TableBuilder::<T>::new().by_row(number, move |row| rows[row].clone());
                self.print.write_csv(&table.into_cells(), excel, observer)
            }
        }
    }
}

/// Prints a sheet as wide as the terminal.
fn print_sheet(sheet: &Sheet) -> Result<()> {
    let mut stdout = io::stdout().lock();
    sheet.print(terminal::width(), terminal::has_colors(), &mut stdout)?;
    Ok(())
}

/// Says what was listed of a corpus, and where it was written.
pub(super) fn close(
    messages: Messages,
    corpus: &Corpus,
    print: &PrintArgs,
    line: &str,
) -> ExitCode {
    let file = print.file.as_deref();
    let place = file.map(|file| format!("; written to {}", file.display()));
    let finished = Finished::of(corpus).written(file);
    let line = format!("{line}{}", place.unwrap_or_default());
    messages.finished(&finished, &line);
    ExitCode::SUCCESS
}

/// `50 of 1,234 words`, or `1,234 words` where all are listed.
pub(super) fn of_all(listed: usize, all: usize, noun: &str) -> String {
    let all_rows = counted(all as u64, noun);
    if listed == all {
        all_rows
    } else {
        format!("{} of {all_rows}", thousands(listed as u64))
    }
}
