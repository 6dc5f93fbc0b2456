//! The arguments of the filter that a cluster runs.

use std::path::PathBuf;

use clap::ValueEnum;

use super::RunArgs;

/// What the filter does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WorkerMode {
    /// List the units of the inputs
    List,
    /// Read units or records into segments
    #[value(alias = "tokenize")]
    Tokenise,
    /// Analyse segments, and write tables and a report
    Finish,
    /// Plan a corpus that is counted in parts
    Plan,
    /// Count a part
    Cells,
    /// Add up the cells of terms
    Terms,
    /// Weigh the terms, and make their table
    Weights,
    /// Make the rows of a part in a table
    Rows,
    /// Make the text of rows
    Csv,
}

#[derive(Debug, clap::Args)]
pub(crate) struct WorkerArgs {
    /// What to do
    #[arg(long, value_enum)]
    pub(crate) mode: WorkerMode,

    /// List, instead of files, a set of records of this name, which changes with them
    #[arg(long, value_name = "NAME")]
    pub(crate) records: Option<String>,

    /// Count by the plan in this file
    #[arg(long, value_name = "FILE")]
    pub(crate) plan: Option<PathBuf>,

    /// Make the rows of this table
    #[arg(long, value_name = "NAME")]
    pub(crate) table: Option<String>,

    /// Write the text in the column of this name as the number that it states; repeatable
    #[arg(long, value_name = "NAME")]
    pub(crate) stated: Vec<String>,

    #[command(flatten)]
    pub(crate) run: RunArgs,
}
