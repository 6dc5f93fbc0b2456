//! The arguments of the commands that describe refrain itself: tables, completions, man, reference.

use std::path::PathBuf;

use clap::ValueEnum;
use clap_complete::Shell;

/// How the tables are described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Aligned lines
    Text,
    /// The descriptions of datapackage.json
    Json,
    /// A page of Markdown
    Markdown,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain tables            all tables\n  refrain tables kwic       the columns of a table"
)]
pub(crate) struct TablesArgs {
    /// List the columns of this table
    #[arg(value_name = "TABLE")]
    pub(crate) table: Option<String>,

    /// Print all tables in this format
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        default_value = "text",
        conflicts_with = "table"
    )]
    pub(crate) format: TableFormat,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  refrain completions bash > ~/.local/share/bash-completion/completions/refrain"
)]
pub(crate) struct CompletionsArgs {
    /// Shell to print completions for
    pub(crate) shell: Shell,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  refrain man | man -l -")]
pub(crate) struct ManArgs {
    /// Write a page for each command into this folder
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// A page of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReferencePage {
    /// All commands with their options
    Commands,
    /// All settings
    Settings,
    /// All tables with their columns
    Tables,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ReferenceArgs {
    /// Page to print, as Markdown
    pub(crate) page: ReferencePage,
}
