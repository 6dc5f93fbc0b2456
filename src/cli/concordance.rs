//! The arguments of `refrain kwic`.

use clap::ValueEnum;
use refrain::analyze::SortKey;
use refrain::model::Window;

use super::InputArgs;
use super::lists::PrintArgs;
use super::settings::PatternSettings;

/// When the terminal's colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Also into a pipe, as aligned lines (for `less -R`)
    Always,
    /// Never
    Never,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain kwic 'climate change' speeches --sort 1R,2R\n  refrain kwic 'negotiat*' speeches -o hits.csv",
    after_long_help = "Examples:\n  refrain kwic 'climate change' speeches\n  refrain kwic 'negotiat*' speeches > hits.csv\n  refrain kwic '\"climate change\"~3'          in any order, at most 3 words between\n  refrain kwic 'stem: negotiate'             every inflection\n  refrain kwic '/(law|rule) of .*/' speeches  a regular expression over whole words\n  refrain kwic sovereignty speeches --sort 1L,1R    by the word before, then the word after\n  refrain kwic sovereignty speeches --sentence --sample 50   50 hits by chance, in whole sentences\n  refrain kwic sovereignty speeches --color always | less -R\n\nHits are listed by document and place unless --sort is given. CSV is written into a pipe, and always has\nthe columns of kwic.csv; `refrain run` finds the same hits."
)]
pub(crate) struct KwicArgs {
    /// Words to look for, whatever their case. * stands for any letters of a word, ? for one; stem:nation
    /// and lemma:be find inflected words, case:WHO letters as written, /popul(ism|ist)s?/ is a regular
    /// expression (README.md has a table)
    pub(crate) pattern: String,

    /// Words shown on each side: 5, or 5L,3R [default: 12, or what fits on a line of the terminal]
    #[arg(
        short,
        long,
        visible_alias = "context",
        value_name = "WORDS",
        conflicts_with = "sentence"
    )]
    pub(crate) window: Option<Window>,

    /// Show the whole sentence
    #[arg(long)]
    pub(crate) sentence: bool,

    /// Sort by these keys: 1R, 2R (words to the right), 1L (to the left), match, source,
    /// date, document
    #[arg(short, long, value_name = "KEYS", value_delimiter = ',')]
    pub(crate) sort: Vec<SortKey>,

    /// List at most so many hits
    #[arg(short, long, value_name = "N")]
    pub(crate) limit: Option<usize>,

    /// List so many hits, drawn by chance; the same ones each time
    #[arg(long, value_name = "N")]
    pub(crate) sample: Option<usize>,

    /// Colour the matches
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,

    #[command(flatten)]
    pub(crate) print: PrintArgs,

    #[command(flatten)]
    pub(crate) input: InputArgs<PatternSettings>,
}
