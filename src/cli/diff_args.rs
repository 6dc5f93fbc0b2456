//! The arguments of `refrain diff`.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain diff output-march output\n  refrain diff before after --csv > changes.csv\n\nExit status: 0 nothing differs, 1 something differs, 2 the runs cannot be compared.",
    after_long_help = "Examples:\n  refrain diff output-march output          what changed, the 10 largest changes of each table\n  refrain diff before after --top 50        more of them\n  refrain diff before after -o changes.csv  every changed cell of up to 1,000 rows of each table\n  refrain diff before after -q && echo same\n\nBoth folders are outputs of `refrain run`. Rows are paired by the key of their table (`refrain tables NAME`\nprints it) and ranked by the change of the table's leading number, such as cf in terms or hits in concepts;\nwhere that is equal, by the largest relative change of any number. A new row changes from nothing.\nThe report, the figures and the texts are not compared.\n\nExit status: 0 nothing differs, 1 something differs, 2 the runs cannot be compared."
)]
pub(crate) struct DiffArgs {
    /// Output folder of the earlier run
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,

    /// Output folder of the later run
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,

    /// List the N largest changes of each table
    ///
    /// [default: 10, as CSV 1000]
    #[arg(short, long, value_name = "N")]
    pub(crate) top: Option<usize>,

    /// Print the changes as CSV, a row for each cell
    #[arg(long)]
    pub(crate) csv: bool,

    /// Write the changes as CSV to this file
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,

    /// Print nothing; the exit status says whether anything differs
    #[arg(short, long)]
    pub(crate) quiet: bool,
}
