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
    after_long_help = "Examples:\n  refrain kwic 'climate change' speeches\n  refrain kwic 'negotiat*' speeches > hits.csv\n  refrain kwic '\"climate change\"~3'          in any order, at most 3 words between\n  refrain kwic 'stem: negotiate'             every inflection\n  refrain kwic '/(law|rule) of .*/' speeches  a regular expression over whole words\n  refrain kwic sovereignty speeches --sort 1L,1R    by the word before, then the word after\n  refrain kwic sovereignty speeches --sentence --sample 50   50 hits at random, in whole sentences\n  refrain kwic sovereignty speeches --color always | less -R\n\nHits are listed in the order of the documents unless --sort is given. In a pipe the output is CSV with\nthe columns of kwic.csv; `refrain run` finds the same hits."
)]
pub(crate) struct KwicArgs {
    /// Words to look for, as in 'climate change' or 'negotiat*'
    ///
    /// Case does not matter. * stands for any letters of a word, ? for one. stem:nation and lemma:be find
    /// inflected words, case:WHO finds letters as written, and /popul(ism|ist)s?/ is a regular expression.
    pub(crate) pattern: String,

    /// Show so many words on each side, as in 5L,3R
    ///
    /// [default: 12, or as many as fit on a line of the terminal]
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

    /// Sort by these keys, as in 1R,2R
    ///
    /// 1R and 2R are the words to the right, 1L and 2L those to the left; further keys are match, source,
    /// date and document.
    #[arg(short, long, value_name = "KEYS", value_delimiter = ',')]
    pub(crate) sort: Vec<SortKey>,

    /// List at most N hits
    #[arg(short, long, value_name = "N")]
    pub(crate) limit: Option<usize>,

    /// List N hits drawn at random, the same each time
    #[arg(long, value_name = "N")]
    pub(crate) sample: Option<usize>,

    /// Colour the matches [default: auto]
    #[arg(
        long,
        value_enum,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true
    )]
    pub(crate) color: ColorChoice,

    #[command(flatten)]
    pub(crate) print: PrintArgs,

    #[command(flatten)]
    pub(crate) input: InputArgs<PatternSettings>,
}
