//! Settings of patterns and concepts, and of what is written.

use serde::Serialize;

use super::{is_unset, negated};

/// How patterns match, in the section of concepts.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Patterns")]
pub(super) struct MatchArgs {
    /// Set what patterns match [default: forms]
    ///
    /// A codebook or a pattern may say otherwise.
    #[arg(long = "match", id = "match", value_name = "BY", value_parser = ["forms", "stems", "lemmas"])]
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    match_by: Option<String>,

    /// Set how patterns match accents [default: written]
    ///
    /// folded ignores them: resume finds résumé.
    #[arg(long, value_name = "HOW", value_parser = ["written", "folded"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    accents: Option<String>,

    /// Set how patterns match hyphens [default: written]
    ///
    /// any finds multi-party, multi party and multiparty alike.
    #[arg(long, value_name = "HOW", value_parser = ["written", "any"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    hyphens: Option<String>,
}

/// The codebook and how its patterns match.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Concepts")]
pub(super) struct CodebookArgs {
    /// Follow the concepts of this codebook
    ///
    /// A file in YAML or in the format of LIWC (.dic), Yoshikoder (.ykd), Lexicoder (.lcd, .lc3) or
    /// WordStat (.cat), or a .csv with the columns concept and pattern. builtin:cyberspace-governance comes
    /// with refrain; none follows no concepts. [default: concepts.yml beside the input, else none]
    #[arg(long, value_name = "FILE", visible_alias = "concepts")]
    #[serde(skip_serializing_if = "Option::is_none")]
    codebook: Option<String>,

    #[command(flatten)]
    #[serde(flatten)]
    matching: MatchArgs,
}

/// The periods in which concepts are followed.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Concepts")]
pub(super) struct PeriodArgs {
    /// Follow concepts by this unit of time [default: auto]
    ///
    /// auto chooses by the dates; none follows no concept over time.
    #[arg(long, value_name = "UNIT", value_parser = ["auto", "year", "quarter", "month", "none"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
}

/// What of concepts acts in a sample for validation.
#[derive(Debug, clap::Args, Serialize)]
pub(super) struct SampledConceptArgs {
    #[command(flatten)]
    #[serde(flatten)]
    codebook: CodebookArgs,
    #[command(flatten)]
    #[serde(flatten)]
    period: PeriodArgs,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Concepts")]
pub(super) struct ConceptArgs {
    #[command(flatten)]
    #[serde(flatten)]
    codebook: CodebookArgs,

    /// Show this many words on each side of a hit [default: 12]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<u32>,

    /// List at most this many candidates for a concept [default: 25]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<u32>,

    /// List at most this many companions of a concept [default: 10]
    ///
    /// The limit holds for all sources together, for each source and for each period.
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    companions: Option<u32>,

    #[command(flatten)]
    #[serde(flatten)]
    period: PeriodArgs,

    /// Test trends with this many permutations [default: 1000]
    ///
    /// 0 looks for no changes and turns.
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    resamples: Option<u32>,

    /// Set the random seed of these permutations [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Write only these tables, as in terms,kwic
    ///
    /// The table documents is always written; `refrain tables` lists all names.
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    only: Vec<String>,

    /// Write further tables, as in networks, or all
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,

    /// Write no report.html and no figures
    #[arg(long = "no-report")]
    #[serde(skip_serializing_if = "is_unset", serialize_with = "negated")]
    report: bool,

    /// Give the report this title [default: the name of the input folder]
    #[arg(long, value_name = "TEXT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,

    /// Put the full texts for the report beside it, in it, or nowhere [default: beside]
    ///
    /// beside writes them to the folder texts; texts puts them into report.html, up to 20 MiB; none leaves
    /// them out, for texts that may not be passed on.
    #[arg(long, value_name = "WHERE", value_parser = ["beside", "texts", "none"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    embed: Option<String>,

    /// Draw the figures as PNG too
    #[arg(long)]
    #[serde(skip_serializing_if = "is_unset")]
    png: bool,

    /// Write the tables in another format too
    ///
    /// parquet writes a file for each table, xlsx one workbook, and matrix-market the document-term matrix.
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    formats: Vec<String>,

    /// Write no CSV files, only those of --format parquet
    #[arg(long = "no-csv")]
    #[serde(skip_serializing_if = "is_unset", serialize_with = "negated")]
    csv: bool,

    /// Write CSV files for Excel
    ///
    /// They begin with a byte-order mark, and ' stands before text that would run as a formula.
    #[arg(long)]
    #[serde(skip_serializing_if = "is_unset")]
    excel: bool,
}
