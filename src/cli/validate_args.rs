//! The arguments of `refrain validate`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::InputArgs;
use super::settings::ValidateSettings;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain validate sample speeches --codebook mine.yml -o sample --coders anna,ben\n  refrain validate score sample/key.json anna.csv ben.csv -o validation\n\n`refrain validate sample --help` and `refrain validate score --help` list all options."
)]
pub(crate) struct ValidateArgs {
    #[command(subcommand)]
    pub(crate) command: ValidateCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ValidateCommand {
    /// Draw a sample of sentences, and write blind coding sheets
    Sample(Box<SampleArgs>),
    /// Score the codebook by coded sheets, and correct its rates
    Score(ScoreArgs),
}

impl ValidateArgs {
    /// Whether all messages but errors are hidden.
    pub(crate) fn is_quiet(&self) -> bool {
        match &self.command {
            ValidateCommand::Sample(args) => args.input.quiet,
            ValidateCommand::Score(args) => args.quiet,
        }
    }
}

/// What is sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitChoice {
    /// Sentences
    Sentence,
    /// Whole texts
    Text,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain validate sample speeches --codebook mine.yml -o sample\n  refrain validate sample speeches -o sample --margin 0.1 --coders anna,ben --overlap 0.3",
    after_long_help = "Examples:\n  refrain validate sample speeches --codebook mine.yml -o sample\n  refrain validate sample speeches -o sample --margin 0.1 --coders anna,ben --overlap 0.3\n  refrain validate sample speeches -o sample --size 200     100 sentences of each concept with hits, 100 without\n\nThe folder `coders` is for the coders: a page to code by keyboard (HTML), a CSV file and, with the feature\nxlsx, a workbook, all with the same rows. Keep key.json and plan.md from the coders: they say what the\ncodebook found. To define a concept for the coders, write `_definition: ...` into it in the codebook."
)]
pub(crate) struct SampleArgs {
    /// Write into this folder, which must be new or empty
    #[arg(short, long, value_name = "DIR", default_value = "sample")]
    pub(crate) output: PathBuf,

    /// Choose the size so that shares are known to this margin, above 0 to 0.5 [default: 0.05]
    ///
    /// The share of hits that are right is known to it, whatever the share is, and so is the share of the
    /// other units that were missed: n = z² / (4 margin²), at most 385 of each for 0.05 and 97 for 0.1.
    #[arg(long, value_name = "SHARE", value_parser = margin, default_value = "0.05", hide_default_value = true)]
    pub(crate) margin: f64,

    /// Draw so many units for each concept, half of them with hits
    #[arg(long, value_name = "N", conflicts_with = "margin", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) size: Option<u64>,

    /// Sample sentences or whole texts [default: sentence]
    #[arg(
        long,
        value_enum,
        value_name = "WHAT",
        default_value = "sentence",
        hide_default_value = true
    )]
    pub(crate) unit: UnitChoice,

    /// Write a sheet for each of these coders [default: coder]
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = coder, default_value = "coder", hide_default_value = true)]
    pub(crate) coders: Vec<String>,

    /// Give this share of the units to all coders, 0 to 1 [default: 0.2]
    ///
    /// Their agreement is computed from it. The other units go to one coder each.
    #[arg(long, value_name = "SHARE", value_parser = share, default_value = "0.2", hide_default_value = true)]
    pub(crate) overlap: f64,

    /// Set the random seed of the sample [default: 1]
    #[arg(
        long = "seed",
        id = "sample_seed",
        value_name = "N",
        default_value_t = 1,
        hide_default_value = true
    )]
    pub(crate) seed: u64,

    #[command(flatten)]
    pub(crate) input: InputArgs<ValidateSettings>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain validate score sample/key.json anna.csv ben.csv\n  refrain validate score sample/key.json model.csv --column label",
    after_long_help = "Examples:\n  refrain validate score sample/key.json anna.csv ben.csv -o validation\n  refrain validate score sample/key.json anna.csv ben.xlsx adjudicated.csv\n  refrain validate score sample/key.json model.csv --column label   the labels of a classifier as answers\n\nA sheet is CSV (commas, semicolons or tabs) or a workbook, with the columns id and answer; rows and columns\nmay be in any order. Answers are yes, no, unsure or nothing, also y, n, ?, 1, 0, ja, nein, oui, non and others.\nThe coder is named in the column coder, else by the file. Most coders settle a unit; a tie is undecided\nunless a sheet of the coder `adjudicated` settles it."
)]
pub(crate) struct ScoreArgs {
    /// The file key.json that `refrain validate sample` wrote
    #[arg(value_name = "KEY")]
    pub(crate) key: PathBuf,

    /// Coded sheets
    #[arg(value_name = "SHEET", required = true)]
    pub(crate) sheets: Vec<PathBuf>,

    /// Read the answers from this column [default: answer]
    #[arg(
        long,
        value_name = "NAME",
        default_value = refrain::source::ANSWER_COLUMN,
        hide_default_value = true
    )]
    pub(crate) column: String,

    /// Write the tables and validation.md into this folder
    ///
    /// Whatever refrain wrote there before is replaced as a whole.
    #[arg(short, long, value_name = "DIR", default_value = "validation")]
    pub(crate) output: PathBuf,

    /// Write also into a folder that refrain did not create
    #[arg(long)]
    pub(crate) force: bool,

    /// Hide all messages but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

fn margin(text: &str) -> Result<f64, String> {
    let value = text.trim().parse::<f64>().ok();
    let value = value.filter(|value| *value >= 0.001 && *value <= 0.5);
    value.ok_or_else(|| "expected a number from 0.001 to 0.5, as in 0.05".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    let value = text.trim().parse::<f64>().ok();
    let value = value.filter(|value| (0.0..=1.0).contains(value));
    value.ok_or_else(|| "expected a number from 0 to 1, as in 0.2".to_owned())
}

/// A name that is a file name on every system.
fn coder(text: &str) -> Result<String, String> {
    let name = text.trim();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if name == refrain::model::ADJUDICATED {
        return Err("this name is kept for the sheet that settles ties; choose another".to_owned());
    }
    if name.is_empty() || name.chars().count() > 40 || !name.chars().all(is_plain) {
        return Err("expected a name of letters, digits, - and _, as in anna".to_owned());
    }
    Ok(name.to_owned())
}
