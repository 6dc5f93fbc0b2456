//! What was typed: commands, arguments and flags, nothing resolved yet.
//!
//! Each command takes the groups of settings that act in it, and no others: any other flag is an error.
//! `-h` shows the options that most people need (`short_help.rs`), `--help` all of them.

mod comparison_settings;
mod concordance;
mod lists;
mod settings;
mod short_help;
mod skip_limit;

use std::path::PathBuf;

use bytesize::ByteSize;
use clap::{Parser, Subcommand};
use refrain::Error;
use serde::Serialize;

pub(crate) use concordance::{ColorChoice, KwicArgs};
pub(crate) use lists::{CollocatesArgs, KeynessArgs, ListArgs, NgramsArgs, PrintArgs, WordsArgs};
pub(crate) use settings::{SettingArgs, TextSettings};
pub(crate) use short_help::parse;
use skip_limit::SkipLimit;

use crate::messages::LogFormat;

/// Finds what a set of sources keeps repeating
///
/// Reads a folder of documents, counts terms, key phrases, their company and, with a codebook, its
/// concepts, and writes tables and a report that can be defended in print. The short commands answer
/// one question each on the terminal: what a word's context is, which words are frequent, which words
/// stand beside it, what sets two corpora apart.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = "Typical use:\n  refrain run speeches -o results           all tables and report.html\n  refrain kwic 'climate change' speeches    read the hits in context\n  refrain collocates climate speeches       the words around them\n  refrain keyness mine --against others     what sets one corpus apart\n\n`refrain COMMAND -h` shows the main options of a command, `refrain COMMAND --help` all of them.\nExit status: 0 done, 1 failed with nothing half-written, 2 wrong usage or settings,\n3 done but documents were skipped (with --strict)."
)]
pub(crate) struct Args {
    /// Form of the messages on standard error: text, or json for programs
    ///
    /// With json each message is an object on a line of its own. Its `event` is start, progress, note,
    /// error or finished.
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_enum,
        value_name = "FORMAT",
        default_value_t,
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
    /// Print a concordance: every place where a pattern occurs, with its context
    Kwic(Box<KwicArgs>),
    /// List words by frequency
    Words(Box<WordsArgs>),
    /// List sequences of words by frequency
    Ngrams(Box<NgramsArgs>),
    /// List the words that stand near a word more often than expected
    Collocates(Box<CollocatesArgs>),
    /// List the words that one corpus uses more, or less, than another
    Keyness(Box<KeynessArgs>),
    /// Write each document's cleaned text to its own UTF-8 file
    Text(Box<TextArgs>),
    /// Write refrain.toml and concepts.yml to start from, with the phrases that recur most as proposals
    Init(InitArgs),
    /// Print the settings in force as TOML, with the origin of each
    Config(Box<InputArgs<SettingArgs>>),
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
            Self::Text(_) => "text",
            Self::Init(_) => "init",
            Self::Config(_) => "config",
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
            Self::Text(args) => args.input.quiet,
            Self::Config(args) => args.quiet,
            Self::Init(_) => false,
        }
    }
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain run speeches -o results           a folder; each sub-folder is a source\n  refrain run speeches --concepts mine.yml  follow your own concepts",
    after_long_help = "Examples:\n  refrain run                               input/ to output/\n  refrain run speeches -o results           a folder; each sub-folder is a source\n  refrain run a.jsonl --field text=body     records, one a line\n  zstd -dc c.jsonl.zst | refrain run -      records on standard input\n  refrain run un --path '{source}_{year}'    what the names of the files state\n  refrain run speeches --group-by country   compare countries (a column of metadata.csv)\n  refrain run papers --only document_phrases --phrases-per-document 10   what each is about\n  refrain run speeches --also passages,passage_clusters   what they took over word for word\n  refrain run speeches --concepts mine.yml  follow your own concepts\n  refrain run speeches --format xlsx        a workbook besides the CSV files\n  refrain run news --copies first           count an agency report once, however many printed it"
)]
pub(crate) struct RunArgs {
    /// Folder to write; what refrain wrote there before is replaced as a whole
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub(crate) output: PathBuf,

    /// Write into a folder that refrain did not write; files of other names in it are kept
    #[arg(long)]
    pub(crate) force: bool,

    /// Exit with status 3 if any document was skipped, as --max-skipped 0
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
    after_help = "Examples:\n  refrain text pages -o texts               the main text of each web page\n  refrain text archive.zip -o texts         whatever is inside, as UTF-8\n\nBoilerplate is left out, as from every count; --keep-boilerplate leaves it in."
)]
pub(crate) struct TextArgs {
    /// Folder to write, new or empty
    #[arg(short, long, value_name = "DIR", default_value = "texts")]
    pub(crate) output: PathBuf,

    #[command(flatten)]
    pub(crate) input: InputArgs<TextSettings>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Reads the documents in DIR, with the settings of its refrain.toml if there is one, and proposes the\nphrases that recur most as concepts. Existing files are never overwritten."
)]
pub(crate) struct InitArgs {
    /// Folder of the documents; the two files are written into it
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

/// Arguments of every command that reads documents, with the settings that act in it.
#[derive(Debug, clap::Args)]
pub(crate) struct InputArgs<S: clap::Args> {
    /// Folders, files and archives to read, `-` for standard input [default: input]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Settings file [default: refrain.toml beside the input, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Number of worker threads, at most 512 [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) threads: Option<u16>,

    /// Memory to make do with, about, such as 512MiB: what does not fit waits in a temporary file
    /// beside the output [default: as much as it takes]
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory: Option<ByteSize>,

    /// Folder that keeps what was read, so that documents that have not changed are not read again
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,

    /// Hide progress and the closing line
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
}
