//! Settings of what is counted: terms, phrases, pairs, keyness and collocates.

use refrain::model::Window;
use serde::Serialize;

use super::is_unset;

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Terms")]
pub(super) struct TermArgs {
    /// Drop terms with fewer occurrences in the corpus [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    min_term_count: Option<u32>,

    /// Drop terms in fewer documents [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    min_df: Option<u32>,

    /// Drop terms in a larger share of the documents of their language [default: 1]
    #[arg(long, value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    max_df: Option<f64>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "TF-IDF")]
pub(super) struct TfidfArgs {
    /// Set the weighting: smooth, tidytext, quanteda or smart:ltc [default: smooth]
    ///
    /// smooth is the weighting of scikit-learn. smart: takes the three letters of a SMART triple.
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    weighting: Option<String>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Key phrases")]
pub(super) struct PhraseArgs {
    /// Set the most words of a key phrase, 1 to 5 [default: 5]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    max_phrase_length: Option<u32>,

    /// Drop key phrases with fewer occurrences
    ///
    /// [default: 2, and 1 more for each 500,000 tokens]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    min_phrase_count: Option<u32>,

    /// Set which stop words a key phrase may contain [default: linking]
    ///
    /// linking allows words such as the "of" of "rule of law"; none allows no stop word, and all allows any.
    #[arg(long, value_name = "WHICH", value_parser = ["none", "linking", "all"], hide_possible_values = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    inner_words: Option<String>,

    /// Treat words as one when grouping variants, as in 'labour work'; repeatable
    #[arg(long, value_name = "WORDS")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same_words: Vec<String>,

    /// List this many key phrases of each document, 1 to 100 [default: 15]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    phrases_per_document: Option<u32>,

    /// Set the score of the key phrases of a document [default: refrain]
    ///
    /// yake scores phrases of 1 to 3 words, and low scores are good.
    #[arg(long, value_name = "NAME", value_parser = ["refrain", "yake"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    document_score: Option<String>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Co-occurrence")]
pub(super) struct CooccurrenceArgs {
    /// Count pairs within a sentence, paragraph, document or window:K [default: sentence]
    ///
    /// Several scopes stand with commas between them.
    #[arg(long = "scope", value_name = "SCOPE", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scopes: Vec<String>,

    /// Pair this many key phrases, those with the best scores [default: 100]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pair_phrases: Option<u32>,

    /// Drop pairs that fewer sentences, or other units, contain [default: 2]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    min_pair_count: Option<u32>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Keyness")]
pub(super) struct KeynessArgs {
    /// Compare all sources with this one [default: each with all others together]
    ///
    /// Name a source, or the folder of its documents.
    #[arg(long, value_name = "SOURCE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,

    #[command(flatten)]
    #[serde(flatten)]
    keys: KeyArgs,
}

/// What keyness lists.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Keyness")]
pub(super) struct KeyArgs {
    /// Drop items with fewer occurrences in source and reference [default: 5]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    min_key_count: Option<u32>,

    /// List items whose conservative log ratio is 0 too
    #[arg(long)]
    #[serde(skip_serializing_if = "is_unset")]
    all_keys: bool,

    /// Set how p-values are adjusted [default: benjamini-hochberg]
    #[arg(long, value_name = "HOW", value_parser = ["benjamini-hochberg", "holm"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    adjustment: Option<String>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Collocates")]
pub(super) struct CollocateArgs {
    /// Look this many tokens around a hit: 5, or 5L,3R [default: 5]
    ///
    /// A window has 1 to 100 tokens on a side, and ends with the sentence.
    #[arg(long, value_name = "TOKENS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    collocate_window: Option<Window>,

    /// Drop collocates with fewer tokens in the windows [default: 3]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    min_collocate_count: Option<u32>,

    /// List at most this many collocates of a concept, and in each source [default: 50]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    collocates: Option<u32>,

    /// List the collocates of a pattern too, as in 'climat*'; repeatable
    #[arg(long, value_name = "PATTERN")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    collocates_of: Vec<String>,
}

/// What `refrain collocates` looks at, by shorter names.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Collocates")]
pub(super) struct WindowArgs {
    /// Look this many tokens around a hit: 5, or 5L,3R [default: 5]
    ///
    /// A window has 1 to 100 tokens on a side, and ends with the sentence.
    #[arg(
        short,
        long = "window",
        value_name = "TOKENS",
        alias = "collocate-window"
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    collocate_window: Option<Window>,

    /// Drop collocates with fewer tokens in the windows [default: 3]
    #[arg(long = "min-count", value_name = "N", alias = "min-collocate-count")]
    #[serde(skip_serializing_if = "Option::is_none")]
    min_collocate_count: Option<u32>,
}
