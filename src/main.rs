//! The program: parses what was typed, runs it, and is the only one to print.

// The door for printing: the macros that the lints forbid elsewhere are allowed here.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod cli;
mod terminal;

mod commands;

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use refrain::analyze::{NoCodebook, Results};
use refrain::config::Resolved;
use refrain::pipeline::{self, Input, Outcome};
use refrain::starter::{self, StartingCodebook};
use refrain::{output, source};

use cli::{Command, InitArgs, InputArgs, RunArgs, SettingArgs, TextArgs};
use commands::{counted, observe, settings};
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
    let args = cli::parse();
    let result = match args.command {
        Command::Run(args) => run(&args),
        Command::Kwic(args) => commands::kwic(&args),
        Command::Words(args) => commands::words(&args),
        Command::Ngrams(args) => commands::ngrams(&args),
        Command::Collocates(args) => commands::collocates(&args),
        Command::Keyness(args) => commands::keyness(&args),
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

fn config(args: &InputArgs<SettingArgs>) -> Result<ExitCode> {
    let (_, settings) = settings(args)?;
    io::stdout().write_all(settings.to_toml()?.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
