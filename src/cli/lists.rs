//! The arguments of the commands that print a table: words, ngrams, collocates, keyness.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::ValueEnum;

use super::InputArgs;
use super::settings::{CollocateSettings, CompareSettings, WordSettings};

/// Where a table goes.
#[derive(Debug, clap::Args)]
pub(crate) struct PrintArgs {
    /// Print CSV on a terminal too
    #[arg(long)]
    pub(crate) csv: bool,

    /// Write CSV to this file
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,

    /// Write CSV for Excel
    ///
    /// The file begins with a byte-order mark, and ' stands before text that would run as a formula.
    #[arg(long)]
    pub(crate) excel: bool,
}

/// How many rows of a table are printed, and where.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// List the first N rows, or all with 0
    ///
    /// [default: 50 on a terminal, all as CSV]
    #[arg(short, long, value_name = "N")]
    pub(crate) top: Option<usize>,

    #[command(flatten)]
    pub(crate) print: PrintArgs,
}

/// What a list is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListedBy {
    /// A list for each source
    Source,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain words speeches --content-words --top 20\n  refrain words speeches --match '*ism' -o isms.csv",
    after_long_help = "Examples:\n  refrain words speeches                    the 50 most frequent words\n  refrain words speeches -o words.csv       all of them\n  refrain words speeches --content-words    without stop words and numbers\n  refrain words speeches --match '*ism'     words that a pattern matches\n  refrain words speeches --terms            by stem, as in terms.csv\n  refrain words speeches --by source --top 10   the ten most frequent words of each source\n\nA word is a form: case does not matter, inflected forms are words of their own. The counts are those of\n`refrain run` with the same settings: boilerplate is left out (--keep-boilerplate counts it), and rates\nare per million tokens of every kind."
)]
pub(crate) struct WordsArgs {
    /// List terms (stems), not words
    #[arg(long)]
    pub(crate) terms: bool,

    /// Leave out stop words and numbers
    #[arg(long, conflicts_with = "terms")]
    pub(crate) content_words: bool,

    /// List only words that match, as in 'inter*'
    #[arg(long = "match", id = "matching", value_name = "PATTERN")]
    pub(crate) matching: Option<String>,

    /// List the words of each source
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) by: Option<ListedBy>,

    /// Drop words with fewer occurrences [default: 1]
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true)]
    pub(crate) min_count: u32,

    #[command(flatten)]
    pub(crate) list: ListArgs,

    #[command(flatten)]
    pub(crate) input: InputArgs<WordSettings>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain ngrams speeches -n 3\n  refrain ngrams speeches -n 2..4 --with climate",
    after_long_help = "Examples:\n  refrain ngrams speeches                   sequences of two words\n  refrain ngrams speeches -n 2..4 -o ngrams.csv\n  refrain ngrams speeches -n 3 --with 'climat*'   sequences with a match\n  refrain ngrams speeches -n 4 --by source --top 5\n\nWords of every kind are counted, stop words too; a sequence crosses no sentence end and no punctuation.\nCounting is exact from --min-count on. `refrain run` lists key phrases, which leave out sequences such as\n`of the`."
)]
pub(crate) struct NgramsArgs {
    /// Count sequences of N words: 3, or 2..4 [default: 2]
    #[arg(short = 'n', long = "length", id = "lengths", value_name = "N", value_parser = lengths, default_value = "2", hide_default_value = true)]
    pub(crate) lengths: RangeInclusive<usize>,

    /// List only sequences with a match, as in 'climat*'
    #[arg(long, value_name = "PATTERN")]
    pub(crate) with: Option<String>,

    /// List the sequences of each source
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) by: Option<ListedBy>,

    /// Drop sequences with fewer occurrences
    ///
    /// [default: 2, and 1 more for each 500,000 tokens]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) min_count: Option<u32>,

    #[command(flatten)]
    pub(crate) list: ListArgs,

    #[command(flatten)]
    pub(crate) input: InputArgs<super::settings::PatternSettings>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain collocates climate speeches\n  refrain collocates 'climat*' speeches --window 3L,3R --measure pmi",
    after_long_help = "Examples:\n  refrain collocates climate speeches\n  refrain collocates 'climat*' speeches --window 3L,3R\n  refrain collocates 'climate change' speeches --window 1R     the word after it\n  refrain collocates climate speeches --measure log_likelihood --top 100\n  refrain collocates climate speeches -o climate.csv   with every measure\n\nA window ends with the sentence. A token in several windows counts once, and the words of a hit are no\ncollocates. Collocates are terms, shown by their most frequent form; stop words are left out unless\n--no-stop-words is given. Columns on a terminal: tokens near a hit, those on its left and right, tokens of the\nword in all, logDice, G2, documents. The CSV file has the columns of collocates.csv."
)]
pub(crate) struct CollocatesArgs {
    /// Word or pattern, as in climate or 'climat*'
    #[arg(value_name = "WORD")]
    pub(crate) pattern: String,

    /// Sort by this measure, as in pmi
    ///
    /// The measures are the numbers among the columns of collocates.csv: log_dice, log_likelihood, pmi,
    /// npmi, mi3, t_score and others.
    #[arg(short, long, value_name = "NAME", default_value = "log_dice")]
    pub(crate) measure: String,

    #[command(flatten)]
    pub(crate) list: ListArgs,

    #[command(flatten)]
    pub(crate) input: InputArgs<CollocateSettings>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain keyness mine --against others\n  refrain keyness speeches/east --against speeches/west --top 20",
    after_long_help = "Examples:\n  refrain keyness mine --against others\n  refrain keyness mine --against others --phrases      key phrases of two words or more, too\n  refrain keyness 2019.jsonl 2020.jsonl --against 2010.jsonl -o keyness.csv\n\nEach side is compared as a whole; `refrain run --reference` compares each source.\nThe list holds terms whose conservative log ratio is not 0; --all-keys adds the others. The column\n`distinctive` of the CSV file says which of them differ between texts, too. Columns on a terminal: occurrences\nhere and there, rates per million tokens, log2 of their ratio, its conservative bound (lrc), adjusted p, G2.\nThe CSV file has the columns of keyness.csv."
)]
pub(crate) struct KeynessArgs {
    /// Compare with this input; repeatable
    #[arg(short, long, value_name = "INPUT", required = true)]
    pub(crate) against: Vec<PathBuf>,

    /// Compare key phrases of two words or more too
    #[arg(long)]
    pub(crate) phrases: bool,

    #[command(flatten)]
    pub(crate) list: ListArgs,

    #[command(flatten)]
    pub(crate) input: InputArgs<CompareSettings>,
}

/// Lengths of n-grams: a number, or two with dots between.
fn lengths(text: &str) -> Result<RangeInclusive<usize>, String> {
    let wrong = || "expected 2 to 5 words, as in 3 or 2..4".to_owned();
    let (shortest, longest) = match text.split_once("..") {
        Some((shortest, longest)) => (shortest, longest.trim_start_matches('=')),
        None => text.split_once('-').unwrap_or((text, text)),
    };
    let number = |text: &str| text.trim().parse::<usize>().map_err(|_| wrong());
    let (shortest, longest) = (number(shortest)?, number(longest)?);
    let is_possible = (2..=5).contains(&shortest) && (shortest..=5).contains(&longest);
    is_possible.then_some(shortest..=longest).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_a_number_or_a_range() {
        for (text, range) in [
            ("3", 3..=3),
            ("2..4", 2..=4),
            ("2-5", 2..=5),
            ("2..=3", 2..=3),
        ] {
            assert_eq!(lengths(text), Ok(range), "{text}");
        }
        for text in ["", "1", "6", "4..2", "2..6", "a", "..", "-3"] {
            assert!(lengths(text).is_err(), "{text}");
        }
    }
}
