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
use refrain::config::Resolved;
use refrain::pipeline::{self, Input};
use refrain::progress::Observer;
use refrain::{output, source};

use cli::{Args, Command, InitArgs, InputArgs, KwicArgs, RunArgs, TextArgs};
use terminal::Terminal;

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
    let own = error.downcast_ref::<refrain::Error>();
    match own {
        // It names its cause itself.
        Some(own) => eprintln!("refrain: {own}"),
        None => eprintln!("refrain: {error:#}"),
    }
    match own {
        Some(refrain::Error::Interrupted) => ExitCode::from(INTERRUPTED),
        Some(error) if error.is_usage() => ExitCode::from(WRONG_USAGE),
        _ => ExitCode::from(FAILED),
    }
}

fn run(args: &RunArgs) -> Result<ExitCode> {
    let (mut input, settings) = settings(&args.input)?;
    input.output = Some(args.output.clone());
    let terminal = observe(&args.input)?;
    let outcome = pipeline::run(
        &input,
        &settings.config,
        &args.output,
        args.force,
        &terminal,
    )?;
    terminal.clear();
    if !args.input.quiet {
        for warning in &outcome.warnings {
            eprintln!("note: {warning}");
        }
        let duplicates = match outcome.duplicates {
            0 => String::new(),
            copies => format!("{} left out, ", some(copies as u64, "duplicate")),
        };
        eprintln!(
            "{} analysed, {}{} skipped, {}, {}, {:.2} s; written to {}",
            some(outcome.analysed as u64, "document"),
            duplicates,
            outcome.skipped,
            some(outcome.tokens, "token"),
            some(rayon::current_num_threads() as u64, "thread"),
            terminal.seconds(),
            args.output.display()
        );
        if outcome.skipped > 0 {
            let list = args.output.join("documents.csv");
            eprintln!(
                "the reasons for skipped documents are in {}",
                list.display()
            );
        }
    }
    let is_incomplete = args.strict && outcome.skipped > 0;
    Ok(if is_incomplete {
        ExitCode::from(SKIPPED)
    } else {
        ExitCode::SUCCESS
    })
}

fn kwic(args: &KwicArgs) -> Result<ExitCode> {
    let (input, settings) = settings(&args.input)?;
    let terminal = observe(&args.input)?;
    let codebook = refrain::analyze::Codebook::of_pattern(&args.pattern)?;
    let corpus = pipeline::read(&input, &settings.config, &terminal)?;
    terminal.clear();
    let found = refrain::analyze::find_concepts(&corpus, codebook);
    let context = settings.config.concepts.context;
    let stdout = io::stdout();
    if args.csv || !stdout.is_terminal() {
        let excel = settings.config.output.excel;
        concordance::csv(&corpus, &found, context, excel, &mut &stdout)?;
    } else {
        concordance::aligned(&corpus, &found, terminal::width(), &mut stdout.lock())?;
    }
    if !args.input.quiet {
        let documents = found
            .counts
            .first()
            .map_or(0, |counts| counts.by_document.len());
        eprintln!(
            "{} in {documents} of {}",
            some(found.hits.len() as u64, "hit"),
            some(corpus.documents.len() as u64, "document")
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn text(args: &TextArgs) -> Result<ExitCode> {
    let (input, settings) = settings(&args.input)?;
    output::check_new_folder(&args.output)?;
    let terminal = observe(&args.input)?;
    let corpus = pipeline::read(&input, &settings.config, &terminal)?;
    let written = output::write_texts(&args.output, &corpus, &terminal)?;
    terminal.clear();
    if !args.input.quiet {
        for row in &corpus.skipped {
            eprintln!("skipped {}: {}", row.place, row.reason);
        }
        let texts = some(written as u64, "text");
        eprintln!("{texts} written to {}", args.output.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn init(args: &InitArgs) -> Result<ExitCode> {
    let files = [
        ("refrain.toml", include_str!("starter/refrain.toml")),
        ("concepts.yml", include_str!("starter/concepts.yml")),
    ];
    let written = output::write_starters(&args.folder, &files)?;
    let mut stdout = io::stdout();
    for (name, _) in files {
        let path = args.folder.join(name);
        let done = if written.contains(&name) {
            "wrote"
        } else {
            "kept (it was there already)"
        };
        writeln!(stdout, "{done} {}", path.display())?;
    }
    Ok(ExitCode::SUCCESS)
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
fn some(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// Sets up threads, Ctrl-C and progress.
fn observe(args: &InputArgs) -> Result<Terminal> {
    let mut threads = rayon::ThreadPoolBuilder::new();
    if let Some(number) = args.threads {
        threads = threads.num_threads(usize::from(number));
    }
    threads
        .build_global()
        .context("cannot start worker threads")?;
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
    let terminal = Terminal::new(args.quiet, stop);
    terminal.check()?;
    Ok(terminal)
}
