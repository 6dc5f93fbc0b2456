//! The arguments of the filter that a cluster runs.

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
}

#[derive(Debug, clap::Args)]
pub(crate) struct WorkerArgs {
    /// What to do
    #[arg(long, value_enum)]
    pub(crate) mode: WorkerMode,

    /// List, instead of files, a set of records of this name, which changes with them
    #[arg(long, value_name = "NAME")]
    pub(crate) records: Option<String>,

    #[command(flatten)]
    pub(crate) run: RunArgs,
}
