//! What was typed: commands, arguments and flags, nothing resolved yet.
//!
//! Each command takes the groups of settings that act in it, and no others: any other flag is an error.
//! `-h` shows the options that most people need (`short_help.rs`), `--help` all of them.

mod concordance;
mod declared;
mod diff_args;
mod lists;
mod old_flags;
mod reference_args;
mod refusal;
mod settings;
mod short_help;
mod skip_limit;
mod validate_args;
mod version;
#[cfg(feature = "worker")]
mod worker_args;

use std::path::PathBuf;

use bytesize::ByteSize;
use clap::{Parser, Subcommand};
use refrain::Error;
use refrain::reader_process::{self, ReaderProcesses};
use serde::Serialize;

pub(crate) use concordance::{ColorChoice, KwicArgs};
pub(crate) use declared::{DeclaredSetting, declared_settings};
pub(crate) use diff_args::DiffArgs;
pub(crate) use lists::{CollocatesArgs, KeynessArgs, ListArgs, NgramsArgs, PrintArgs, WordsArgs};
pub(crate) use reference_args::{
    CompletionsArgs, ManArgs, ReferenceArgs, ReferencePage, TableFormat, TablesArgs,
};
pub(crate) use settings::{SettingArgs, TextSettings};
pub(crate) use short_help::{command, parse};
use skip_limit::SkipLimit;
pub(crate) use validate_args::{SampleArgs, ScoreArgs, UnitChoice, ValidateArgs, ValidateCommand};
#[cfg(feature = "worker")]
pub(crate) use worker_args::{WorkerArgs, WorkerMode};

use crate::messages::LogFormat;

/// Find what a set of sources keeps repeating
///
/// refrain reads a folder of documents, counts terms, key phrases and collocates, follows the concepts of
/// a codebook, and writes tables and a report. The short commands answer one question each on the
/// terminal: how a word is used, which words are frequent, which words stand near it, and what
/// distinguishes two corpora.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = "`refrain COMMAND -h` lists the main options of a command, `--help` all.\n`refrain --help` lists a few more commands.",
    after_long_help = "Typical use:\n  refrain run speeches -o results           all tables and report.html\n  refrain kwic 'climate change' speeches    read the hits in context\n  refrain collocates climate speeches       the words around them\n  refrain keyness mine --against others     what distinguishes one corpus\n\n`refrain COMMAND -h` lists the main options of a command, `refrain COMMAND --help` all of them.\n\nExit status: 0 done; 1 failed, and nothing is half-written; 2 wrong usage or settings;\n3 done, but too many documents were skipped (--strict, --max-skipped); 130 stopped by Ctrl-C."
)]
pub(crate) struct Args {
    /// Notes on old names among what was typed.
    #[arg(skip)]
    pub(crate) notes: Vec<String>,

    /// Write messages to standard error as text, or as json for programs [default: text]
    ///
    /// json writes an object on each line. Its `event` is start, progress, note, error or finished.
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_enum,
        value_name = "FORMAT",
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) log: LogFormat,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Analyse documents, and write tables and a report
    Run(Box<RunArgs>),
    /// Print a concordance: each hit of a pattern in its context
    Kwic(Box<KwicArgs>),
    /// List words by frequency
    Words(Box<WordsArgs>),
    /// List sequences of words by frequency
    Ngrams(Box<NgramsArgs>),
    /// List the words that stand near a word more often than expected
    Collocates(Box<CollocatesArgs>),
    /// List the words that one corpus uses more, or less, than another
    Keyness(Box<KeynessArgs>),
    /// List what changed between two runs
    Diff(DiffArgs),
    /// Write the cleaned text of each document to a UTF-8 file
    Text(Box<TextArgs>),
    /// Find out how right a codebook is: draw a sample to code, score it
    Validate(ValidateArgs),
    /// Write refrain.toml and concepts.yml to start from
    Init(InitArgs),
    /// Print the settings in force as TOML, with the origin of each
    Config(Box<InputArgs<SettingArgs>>),
    /// List the tables that refrain writes, or the columns of one
    Tables(TablesArgs),
    /// Print the JSON Schema of refrain.toml, for editors
    Schema,
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for each command
    Man(ManArgs),
    /// Print a page of the reference
    #[command(hide = true)]
    Reference(ReferenceArgs),
    /// Read documents for another process of refrain
    #[command(name = reader_process::COMMAND, hide = true)]
    ReadDocuments,
    /// Work for a cluster: an Arrow stream on standard input and output
    #[cfg(feature = "worker")]
    #[command(hide = true)]
    Worker(Box<WorkerArgs>),
}

impl Command {
    /// The name, as it is typed.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Run(_) => "run",
            Self::Kwic(_) => "kwic",
            Self::Words(_) => "words",
            Self::Ngrams(_) => "ngrams",
            Self::Collocates(_) => "collocates",
            Self::Keyness(_) => "keyness",
            Self::Diff(_) => "diff",
            Self::Text(_) => "text",
            Self::Validate(_) => "validate",
            Self::Init(_) => "init",
            Self::Config(_) => "config",
            Self::Tables(_) => "tables",
            Self::Schema => "schema",
            Self::Completions(_) => "completions",
            Self::Man(_) => "man",
            Self::Reference(_) => "reference",
            Self::ReadDocuments => reader_process::COMMAND,
            #[cfg(feature = "worker")]
            Self::Worker(_) => "worker",
        }
    }

    /// Whether all messages but errors are hidden.
    pub(crate) fn is_quiet(&self) -> bool {
        match self {
            Self::Run(args) => args.input.quiet,
            Self::Kwic(args) => args.input.quiet,
            Self::Words(args) => args.input.quiet,
            Self::Ngrams(args) => args.input.quiet,
            Self::Collocates(args) => args.input.quiet,
            Self::Keyness(args) => args.input.quiet,
            Self::Diff(args) => args.quiet,
            Self::Text(args) => args.input.quiet,
            Self::Validate(args) => args.is_quiet(),
            Self::Init(args) => args.quiet,
            Self::Config(args) => args.quiet,
            Self::ReadDocuments => true,
            #[cfg(feature = "worker")]
            Self::Worker(args) => args.run.input.quiet,
            _ => false,
        }
    }
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain run speeches -o results           one sub-folder per source\n  refrain run speeches --codebook mine.yml  follow your own concepts",
    after_long_help = "Examples:\n  refrain run                               input/ to output/\n  refrain run speeches -o results           a folder; each sub-folder is a source\n  refrain run a.jsonl --field text=body     records, one a line\n  zstd -dc c.jsonl.zst | refrain run -      records on standard input\n  refrain run un --path '{source}_{year}'    metadata from the names of the files\n  refrain run speeches --group-by country   compare countries (a column of metadata.csv)\n  refrain run papers --only document_phrases --phrases-per-document 10   what each is about\n  refrain run speeches --also passages,passage_clusters   passages that they share word for word\n  refrain run speeches --codebook mine.yml  follow your own concepts\n  refrain run speeches --format xlsx        a workbook besides the CSV files\n  refrain run news --copies first           count an agency report once, however many printed it"
)]
pub(crate) struct RunArgs {
    /// Write into this folder
    ///
    /// Whatever refrain wrote there before is replaced as a whole.
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub(crate) output: PathBuf,

    /// Write also into a folder that refrain did not create
    ///
    /// Files with other names in it are kept.
    #[arg(long)]
    pub(crate) force: bool,

    /// Exit with status 3 if any document was skipped
    #[arg(long)]
    pub(crate) strict: bool,

    /// Exit with status 3 if more documents were skipped: a number, or a share such as 1%
    #[arg(long, value_name = "LIMIT", conflicts_with = "strict")]
    pub(crate) max_skipped: Option<SkipLimit>,

    #[command(flatten)]
    pub(crate) input: InputArgs<SettingArgs>,
}

impl RunArgs {
    /// How many documents may be skipped; none: any number.
    pub(crate) fn most_skipped(&self) -> Option<SkipLimit> {
        self.max_skipped
            .or(self.strict.then_some(SkipLimit::Documents(0)))
    }
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain text pages -o texts               write the main text of each web page\n  refrain text archive.zip -o texts         write all texts of an archive\n\nBoilerplate is left out; --keep-boilerplate keeps it."
)]
pub(crate) struct TextArgs {
    /// Write into this folder, which must be new or empty
    #[arg(short, long, value_name = "DIR", default_value = "texts")]
    pub(crate) output: PathBuf,

    #[command(flatten)]
    pub(crate) input: InputArgs<TextSettings>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "refrain init reads the documents in DIR and proposes the phrases that recur most as concepts.\nIt never overwrites a file."
)]
pub(crate) struct InitArgs {
    /// Folder of the documents, which the two files are written into
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) folder: PathBuf,

    /// Hide all messages but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Arguments of every command that reads documents, with the settings that act in it.
#[derive(Debug, clap::Args)]
pub(crate) struct InputArgs<S: clap::Args> {
    /// Folders, files, archives, or - (standard input) [default: input]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Read settings from this file [default: refrain.toml beside the input]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Use this many threads, 1 to 512 [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) threads: Option<u16>,

    /// Use about this much memory, as in 512MiB [default: as much as needed]
    ///
    /// Text that does not fit waits in a temporary file beside the output.
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory: Option<ByteSize>,

    /// Skip a document that takes more than this many seconds to read
    ///
    /// A document may take a sixtieth of this more for each MiB of its size. The limit holds for office documents,
    /// spreadsheets, PDF, e-books and mail.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = reader_process::SECONDS,
        value_parser = clap::value_parser!(u32).range(1..=86_400)
    )]
    pub(crate) document_seconds: u32,

    /// Skip a document that takes more than this much memory to read, as in 4GiB
    ///
    /// A document may take eight times its size more. The limit holds for the same formats, on Linux only.
    #[arg(long, value_name = "SIZE", default_value_t = ByteSize::b(reader_process::MEMORY))]
    pub(crate) document_memory: ByteSize,

    /// Keep what was read in this folder, and next time read only what has changed
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,

    /// Hide all messages but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    pub(crate) settings: S,
}

impl<S: clap::Args + Serialize> InputArgs<S> {
    /// What was typed as a layer over the settings file.
    pub(crate) fn layer(&self) -> Result<toml::Table, Error> {
        toml::Table::try_from(&self.settings)
            .map_err(|error| Error::setting("command line", error.to_string()))
    }

    /// The processes that read documents, with what each document may take.
    pub(crate) fn readers(&self) -> ReaderProcesses {
        ReaderProcesses::of_this_program()
            .with_seconds(self.document_seconds)
            .with_memory(self.document_memory.as_u64())
    }
}
