//! The program: parses what was typed, runs it, and is the only one to print.

// The door for printing: the macros that the lints forbid elsewhere are allowed here.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod messages;

mod cli;
mod terminal;

mod commands;

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use refrain::analyze::{NoCodebook, Results};
use refrain::config::{Config, OutputConfig, Resolved};
use refrain::pipeline::{self, Input, Outcome};
use refrain::reader_process::ReaderProcesses;
use refrain::starter::{self, StartingCodebook};
use refrain::{TableId, output, source};

use cli::{Command, InitArgs, InputArgs, RunArgs, SettingArgs, TextArgs};
use commands::{check_inputs, counted, observe, settings, thousands};
use messages::{Failure, Finished, Messages};
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
    let args = match cli::parse() {
        Ok(args) => args,
        Err(status) => return status,
    };
    let messages = Messages::new(args.log, args.command.is_quiet());
    messages.start(args.command.name());
    args.notes.iter().for_each(|note| messages.note(note));
    // A comparison exits with 1 if anything differs.
    let failed = match args.command {
        Command::Diff(_) => WRONG_USAGE,
        _ => FAILED,
    };
    let result = match args.command {
        Command::Run(args) => run(&args, messages),
        Command::Kwic(args) => commands::kwic(&args, messages),
        Command::Words(args) => commands::words(&args, messages),
        Command::Ngrams(args) => commands::ngrams(&args, messages),
        Command::Collocates(args) => commands::collocates(&args, messages),
        Command::Keyness(args) => commands::keyness(&args, messages),
        Command::Diff(args) => commands::diff(&args, messages),
        Command::Text(args) => text(&args, messages),
        Command::Validate(args) => commands::validate(&args, messages),
        Command::Init(args) => init(&args, messages),
        Command::Config(args) => config(&args, messages),
        Command::Tables(args) => commands::tables(&args, messages),
        Command::Schema => commands::schema(messages),
        Command::Completions(args) => commands::completions(&args, messages),
        Command::Man(args) => commands::man(&args, messages),
        Command::Reference(args) => commands::reference(&args, messages),
        Command::ReadDocuments => source::serve_reader()
            .map(|()| ExitCode::SUCCESS)
            .map_err(Into::into),
        #[cfg(feature = "worker")]
        Command::Worker(args) => commands::worker(&args, messages),
    };
    result.unwrap_or_else(|error| report(&error, failed, messages))
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

/// Reports an error and chooses the exit status.
fn report(error: &anyhow::Error, failed: u8, messages: Messages) -> ExitCode {
    let system = error.downcast_ref::<io::Error>();
    if system.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    let (kind, message, exit_status) = match error.downcast_ref::<refrain::Error>() {
        // It names its cause itself.
        Some(known) => {
            let status = match known {
                refrain::Error::Interrupted => INTERRUPTED,
                known if known.is_usage() => WRONG_USAGE,
                _ => failed,
            };
            (known.kind(), known.to_string(), status)
        }
        None => ("other", format!("{error:#}"), failed),
    };
    messages.error(Failure {
        kind,
        message: &message,
        exit_status,
    })
}

fn run(args: &RunArgs, messages: Messages) -> Result<ExitCode> {
    run_by(args, messages, |input, config, terminal| {
        pipeline::run(input, config, &args.output, args.force, terminal)
    })
}

/// Runs `job` with the settings in force, and says what it did.
fn run_by(
    args: &RunArgs,
    messages: Messages,
    job: impl FnOnce(&Input, &Config, &Terminal) -> refrain::Result<Outcome>,
) -> Result<ExitCode> {
    let (mut input, settings) = settings(&args.input, messages)?;
    check_output(&args.output)?;
    input.output = Some(args.output.clone());
    let terminal = observe(messages, args.input.threads)?;
    let outcome =
        job(&input, &settings.config, &terminal).map_err(|error| settings.locate(error))?;
    terminal.clear();
    terminal.note_rest(&outcome.warnings);
    close(&outcome, &args.output, &settings.config.output, messages);
    let limit = args.most_skipped();
    let all = outcome.analysed + outcome.duplicates + outcome.skipped;
    Ok(
        match limit.filter(|limit| limit.is_passed(outcome.skipped, all)) {
            None => ExitCode::SUCCESS,
            Some(limit) => messages.error(Failure {
                kind: "skipped",
                message: &format!(
                    "{} of {} skipped; expected at most {limit}",
                    thousands(outcome.skipped as u64),
                    counted(all as u64, "document"),
                ),
                exit_status: SKIPPED,
            }),
        },
    )
}

/// Refuses `-`, which is a folder nobody means.
fn check_output(folder: &Path) -> Result<()> {
    if folder != Path::new("-") {
        return Ok(());
    }
    let message = "the output is a folder of files and cannot go to standard output\n  name a folder; the short commands, such as `refrain words`, print one table";
    Err(refrain::Error::setting("--output -", message).into())
}

/// Fails unless this is a folder.
fn check_folder(folder: &Path) -> Result<()> {
    check_inputs(&[folder.to_owned()])?;
    if folder.is_dir() {
        return Ok(());
    }
    let message = format!(
        "`{}` is a file; name the folder of your documents",
        folder.display()
    );
    Err(refrain::Error::setting("input", message).into())
}

/// Says what a run did and what the user should know.
fn close(outcome: &Outcome, output: &Path, written: &OutputConfig, messages: Messages) {
    let duplicates = match outcome.duplicates {
        0 => String::new(),
        copies => format!("{} left out, ", counted(copies as u64, "duplicate")),
    };
    let line = format!(
        "{} analysed, {}{} skipped, {}, {}, {:.2} s; written to {}",
        counted(outcome.analysed as u64, "document"),
        duplicates,
        thousands(outcome.skipped as u64),
        counted(outcome.tokens, "token"),
        counted(rayon::current_num_threads() as u64, "thread"),
        messages.seconds(),
        output.display()
    );
    if outcome.skipped > 0 {
        let list = output.join(written.path_of(TableId::Documents));
        messages.note(&format!(
            "the reasons for skipped documents are in {}",
            list.display()
        ));
    }
    let no_codebook = outcome.no_codebook.filter(|reason| reason.is_news());
    if let Some(advice) = no_codebook.and_then(NoCodebook::advice) {
        messages.note(&format!("no codebook: {advice}"));
    }
    let mut finished = Finished::counted(outcome.analysed, outcome.skipped, outcome.tokens);
    finished.output = Some(output.to_owned());
    finished.report = written.report.then(|| output.join(output::PAGE_FILE));
    messages.finished(&finished, &line);
    if let Some(report) = finished.report {
        messages.line(&format!("open {}", report.display()));
    }
}

fn text(args: &TextArgs, messages: Messages) -> Result<ExitCode> {
    let (input, settings) = settings(&args.input, messages)?;
    check_output(&args.output)?;
    output::check_new_folder(&args.output)?;
    let terminal = observe(messages, args.input.threads)?;
    let corpus = pipeline::read(&input, &settings.config, &terminal)
        .map_err(|error| settings.locate(error))?;
    let written = output::write_texts(&args.output, &corpus, &terminal)?;
    terminal.clear();
    for row in &corpus.skipped {
        messages.note(&format!("skipped {}: {}", row.place, row.reason));
    }
    let texts = counted(written as u64, "text");
    let line = format!("{texts} written to {}", args.output.display());
    let finished = Finished::of(&corpus).written(Some(&args.output));
    messages.finished(&finished, &line);
    Ok(ExitCode::SUCCESS)
}

fn init(args: &InitArgs, messages: Messages) -> Result<ExitCode> {
    check_folder(&args.folder)?;
    let codebook_path = args.folder.join(CODEBOOK_FILE);
    let codebook = if codebook_path.exists() {
        None
    } else {
        Some(starting_codebook(&args.folder, messages)?)
    };
    let mut files = vec![(SETTINGS_FILE, starter::SETTINGS)];
    files.extend(
        codebook
            .as_ref()
            .map(|codebook| (CODEBOOK_FILE, codebook.text.as_str())),
    );
    let written = output::write_starters(&args.folder, &files)?;
    let mut stdout: Box<dyn io::Write> = if args.quiet {
        Box::new(io::sink())
    } else {
        Box::new(io::stdout())
    };
    for name in [SETTINGS_FILE, CODEBOOK_FILE] {
        let path = args.folder.join(name);
        let (verb, proposals) = match &codebook {
            _ if !written.contains(&name) => ("kept (it was there already)", String::new()),
            Some(codebook) if name == CODEBOOK_FILE => ("wrote", proposed(codebook)),
            _ => ("wrote", String::new()),
        };
        writeln!(stdout, "{verb} {}{proposals}", path.display())?;
    }
    messages.finished(&Finished::default().written(Some(&args.folder)), "");
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
fn starting_codebook(folder: &Path, messages: Messages) -> Result<StartingCodebook> {
    let terminal = observe(messages, None)?;
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
    let mut settings = Resolved::from_layers(file.as_ref(), &only)?;
    settings.config.read.readers = ReaderProcesses::of_this_program();
    let input = Input {
        paths,
        ..Input::default()
    };
    pipeline::analyse(&input, &settings.config, terminal)
}

fn config(args: &InputArgs<SettingArgs>, messages: Messages) -> Result<ExitCode> {
    check_inputs(&args.inputs)?;
    let (_, settings) = settings(args, messages)?;
    io::stdout().write_all(settings.to_toml()?.as_bytes())?;
    messages.finished(&Finished::default(), "");
    Ok(ExitCode::SUCCESS)
}
