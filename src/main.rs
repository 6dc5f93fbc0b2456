//! The program: parses what was typed, runs it, and is the only one to print.

// The door for printing: the macros that the lints forbid elsewhere are allowed here.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod cli;
mod concordance;
mod terminal;

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
use clap::Parser as _;
use refrain::analyze::{NoCodebook, Results};
use refrain::config::Resolved;
use refrain::pipeline::{self, Input, Outcome};
use refrain::progress::Observer;
use refrain::starter::{self, StartingCodebook};
use refrain::{output, source};

use cli::{Args, Command, InitArgs, InputArgs, KwicArgs, RunArgs, TextArgs};
use terminal::Terminal;

/// The files that `refrain init` writes.
const SETTINGS_FILE: &str = "refrain.toml";
const CODEBOOK_FILE: &str = "concepts.yml";

const FAILED: u8 = 1;
const WRONG_USAGE: u8 = 2;
const SKIPPED: u8 = 3;
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    hide_caught_panics();
    let args = Args::parse();
    let result = match args.command {
        Command::Run(args) => run(&args),
        Command::Kwic(args) => kwic(&args),
        Command::Text(args) => text(&args),
        Command::Init(args) => init(&args),
        Command::Config(args) => config(&args),
    };
    result.unwrap_or_else(|error| report(&error))
}

/// Keeps panics that are caught off the terminal: the document that they cost is reported with its
/// reason.
fn hide_caught_panics() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !refrain::panic_is_caught() {
            print(panic);
        }
    }));
}

/// Prints an error and chooses the exit status.
fn report(error: &anyhow::Error) -> ExitCode {
    let is_closed_pipe = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    if error
        .downcast_ref::<io::Error>()
        .is_some_and(is_closed_pipe)
    {
        return ExitCode::SUCCESS;
    }
    let known = error.downcast_ref::<refrain::Error>();
    match known {
        // It names its cause itself.
        Some(error) => eprintln!("refrain: {error}"),
        None => eprintln!("refrain: {error:#}"),
    }
    match known {
        Some(refrain::Error::Interrupted) => ExitCode::from(INTERRUPTED),
        Some(error) if error.is_usage() => ExitCode::from(WRONG_USAGE),
        _ => ExitCode::from(FAILED),
    }
}

fn run(args: &RunArgs) -> Result<ExitCode> {
    let (mut input, settings) = settings(&args.input)?;
    input.output = Some(args.output.clone());
    let terminal = observe(args.input.quiet, args.input.threads)?;
    let outcome = pipeline::run(
        &input,
        &settings.config,
        &args.output,
        args.force,
        &terminal,
    )?;
    terminal.clear();
    if !args.input.quiet {
        close(&outcome, &args.output, terminal.seconds());
    }
    let is_incomplete = args.strict && outcome.skipped > 0;
    Ok(if is_incomplete {
        ExitCode::from(SKIPPED)
    } else {
        ExitCode::SUCCESS
    })
}

/// Prints what a run did and what the user should know.
fn close(outcome: &Outcome, output: &Path, seconds: f64) {
    for warning in &outcome.warnings {
        eprintln!("note: {warning}");
    }
    let duplicates = match outcome.duplicates {
        0 => String::new(),
        copies => format!("{} left out, ", counted(copies as u64, "duplicate")),
    };
    eprintln!(
        "{} analysed, {}{} skipped, {}, {}, {seconds:.2} s; written to {}",
        counted(outcome.analysed as u64, "document"),
        duplicates,
        outcome.skipped,
        counted(outcome.tokens, "token"),
        counted(rayon::current_num_threads() as u64, "thread"),
        output.display()
    );
    if outcome.skipped > 0 {
        let list = output.join("documents.csv");
        eprintln!(
            "the reasons for skipped documents are in {}",
            list.display()
        );
    }
    let no_codebook = outcome.no_codebook.filter(|reason| reason.is_news());
    if let Some(advice) = no_codebook.and_then(NoCodebook::advice) {
        eprintln!("no codebook: {advice}");
    }
}

fn kwic(args: &KwicArgs) -> Result<ExitCode> {
    let (input, settings) = settings(&args.input)?;
    let terminal = observe(args.input.quiet, args.input.threads)?;
    let codebook =
        refrain::analyze::Codebook::of_pattern(&args.pattern, settings.config.concepts.matching())?;
    let corpus = pipeline::read(&input, &settings.config, &terminal)?;
    terminal.clear();
    let concepts = refrain::analyze::find_concepts(&corpus, codebook);
    let context = settings.config.concepts.context;
    let stdout = io::stdout();
    if args.csv || !stdout.is_terminal() {
        let excel = settings.config.output.excel;
        concordance::csv(&corpus, &concepts, context, excel, &mut &stdout)?;
    } else {
        concordance::aligned(&corpus, &concepts, terminal::width(), &mut stdout.lock())?;
    }
    if !args.input.quiet {
        for note in concepts.notes() {
            eprintln!("note: {note}");
        }
        let documents = concepts
            .counts
            .first()
            .map_or(0, |counts| counts.by_document.len());
        eprintln!(
            "{} in {documents} of {}",
            counted(concepts.hits.len() as u64, "hit"),
            counted(corpus.documents.len() as u64, "document")
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn text(args: &TextArgs) -> Result<ExitCode> {
    let (input, settings) = settings(&args.input)?;
    output::check_new_folder(&args.output)?;
    let terminal = observe(args.input.quiet, args.input.threads)?;
    let corpus = pipeline::read(&input, &settings.config, &terminal)?;
    let written = output::write_texts(&args.output, &corpus, &terminal)?;
    terminal.clear();
    if !args.input.quiet {
        for row in &corpus.skipped {
            eprintln!("skipped {}: {}", row.place, row.reason);
        }
        let texts = counted(written as u64, "text");
        eprintln!("{texts} written to {}", args.output.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn init(args: &InitArgs) -> Result<ExitCode> {
    let codebook_path = args.folder.join(CODEBOOK_FILE);
    let codebook = if codebook_path.exists() {
        None
    } else {
        Some(starting_codebook(&args.folder)?)
    };
    let mut files = vec![(SETTINGS_FILE, starter::SETTINGS)];
    files.extend(
        codebook
            .as_ref()
            .map(|codebook| (CODEBOOK_FILE, codebook.text.as_str())),
    );
    let written = output::write_starters(&args.folder, &files)?;
    let mut stdout = io::stdout();
    for name in [SETTINGS_FILE, CODEBOOK_FILE] {
        let path = args.folder.join(name);
        let (verb, proposals) = match &codebook {
            _ if !written.contains(&name) => ("kept (it was there already)", String::new()),
            Some(codebook) if name == CODEBOOK_FILE => ("wrote", proposed(codebook)),
            _ => ("wrote", String::new()),
        };
        writeln!(stdout, "{verb} {}{proposals}", path.display())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How many phrases a new codebook proposes, or why none.
fn proposed(codebook: &StartingCodebook) -> String {
    match &codebook.proposals {
        Ok(number) => format!(", with {}", counted(*number as u64, "proposal")),
        Err(reason) => format!(", without proposals: {reason}"),
    }
}

/// A codebook for what is in the folder, read by the settings that are there already. What cannot be
/// read or analysed is no reason not to write one.
fn starting_codebook(folder: &Path) -> Result<StartingCodebook> {
    let terminal = observe(false, None)?;
    match recurring(folder, &terminal) {
        Ok(results) => Ok(StartingCodebook::of(&results)),
        Err(error @ refrain::Error::Interrupted) => Err(error.into()),
        Err(error) => Ok(StartingCodebook::without_proposals(&error.to_string())),
    }
}

/// What recurs in the documents of a folder, and nothing else of them.
fn recurring(folder: &Path, terminal: &Terminal) -> refrain::Result<Results> {
    let paths = vec![folder.to_owned()];
    let file = source::find_settings(None, &paths)?;
    let only = toml::toml! {
        [concepts]
        codebook = "none"
        [output]
        only = ["recurrence"]
    };
    let settings = Resolved::from_layers(file.as_ref(), &only)?;
    let input = Input {
        paths,
        ..Input::default()
    };
    pipeline::analyse(&input, &settings.config, terminal)
}

fn config(args: &InputArgs) -> Result<ExitCode> {
    let (_, settings) = settings(args)?;
    io::stdout().write_all(settings.to_toml()?.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// What to read, and the settings in force: defaults, then the settings file, then what was typed.
fn settings(args: &InputArgs) -> Result<(Input, Resolved)> {
    let paths = if args.inputs.is_empty() {
        vec![PathBuf::from("input")]
    } else {
        args.inputs.clone()
    };
    let file = source::find_settings(args.config.as_deref(), &paths)?;
    let typed = args.layer()?;
    let settings = Resolved::from_layers(file.as_ref(), &typed)?;
    source::check_settings(&settings.config.read).map_err(|error| settings.locate(error))?;
    // A codebook named in the file starts from the file's folder, a typed one from here.
    let is_typed = args.settings.concepts.concepts.is_some();
    let settings_folder = file
        .as_ref()
        .filter(|_| !is_typed)
        .and_then(|file| file.path.parent().map(Path::to_owned));
    let input = Input {
        paths,
        settings_folder,
        memory: args.memory.map(|size| size.as_u64()),
        output: None,
        cache: args.cache.clone(),
    };
    Ok((input, settings))
}

/// `1 document`, `2 documents`.
fn counted(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// Sets up threads, Ctrl-C and progress.
fn observe(quiet: bool, threads: Option<u16>) -> Result<Terminal> {
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
        eprintln!("stopping ...");
    })
    .context("cannot listen for Ctrl-C")?;
    let terminal = Terminal::new(quiet, stop);
    terminal.check()?;
    Ok(terminal)
}
