//! Settings of words: what counts as a word, a term, boilerplate and a copy.

use serde::Serialize;

use super::{is_unset, negated};

/// What a word is.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Words")]
pub(crate) struct LanguageArgs {
    /// Read all documents in one language, as in en
    ///
    /// A code of ISO 639, such as en, ga or ast. [default: auto, detected for each document]
    #[arg(long, value_name = "CODE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
}

/// What makes words one: `stem:` and `lemma:` in a pattern go by it, too.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Words")]
pub(super) struct LexiconArgs {
    /// Set how forms become one term [default: auto]
    ///
    /// snowball stems by rust-stemmers, current by Snowball's main line; auto takes the better of the two
    /// for each language. lemmas goes by the lists of --lemmas, and none counts each form by itself.
    #[arg(long, value_name = "NAME", value_parser = ["auto", "snowball", "current", "none", "lemmas"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    stemmer: Option<String>,

    /// Count forms by their lemmas in this list; repeatable
    ///
    /// A line holds a form and its lemma; the lists of AntConc and Sketch Engine are read too. de=FILE is a
    /// list for one language.
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lemmas: Vec<String>,

    /// Count each expression in this file as one word; repeatable
    ///
    /// The file has one expression a line.
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    compounds: Vec<String>,

    /// Count words as others, by this table; repeatable
    ///
    /// A line holds a word and what it is counted as; a thesaurus of VOSviewer is read too.
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    synonyms: Vec<String>,
}

/// What a word of a pattern is.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Words")]
pub(crate) struct PatternWordArgs {
    #[command(flatten)]
    #[serde(flatten)]
    language: LanguageArgs,
    #[command(flatten)]
    #[serde(flatten)]
    lexicon: LexiconArgs,
}

/// What a word is, and which words are terms.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Words")]
pub(crate) struct TokenizeArgs {
    #[command(flatten)]
    #[serde(flatten)]
    language: LanguageArgs,

    /// Count stop words as terms
    #[arg(long = "no-stop-words")]
    #[serde(skip_serializing_if = "is_unset", serialize_with = "negated")]
    stop_words: bool,

    /// Add a stop word; repeatable
    #[arg(long = "extra-stop-word", value_name = "WORD")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    extra_stop_words: Vec<String>,

    /// Add the stop words of a file, one a line; repeatable
    #[arg(long = "stop-word-file", value_name = "FILE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stop_word_files: Vec<String>,

    /// Remove words from the stop lists, as in us,may
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unstop: Vec<String>,

    #[command(flatten)]
    #[serde(flatten)]
    lexicon: LexiconArgs,

    /// Count only words of these parts of speech as terms
    ///
    /// The tags are those of the list of --lemmas, as in NOUN,ADJ.
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pos: Vec<String>,

    /// Drop terms with fewer characters [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    min_chars: Option<u32>,

    /// Count numbers as terms
    #[arg(long)]
    #[serde(skip_serializing_if = "is_unset")]
    numbers: bool,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Boilerplate")]
pub(super) struct BoilerplateArgs {
    /// Count menus, by-lines, copyright lines and repeated paragraphs
    ///
    /// This includes everything on a web page beside its main text.
    #[arg(long)]
    #[serde(skip_serializing_if = "is_unset")]
    keep_boilerplate: bool,

    /// Count the boilerplate of one source; repeatable
    #[arg(long, value_name = "SOURCE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keep_boilerplate_of: Vec<String>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Copies")]
pub(super) struct CopiesArgs {
    /// Set how copies of a document count [default: count]
    ///
    /// count counts all of them, first only the first of each text, and off does not look for copies.
    #[arg(long, value_name = "HOW", value_parser = ["count", "first", "off"], hide_possible_values = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    copies: Option<String>,

    /// Set the share of words that makes a copy, 0.5 to 1 [default: 0.65]
    ///
    /// The share is that of the shorter document's words that stand in passages of the other, too.
    #[arg(long, value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_similarity: Option<f64>,
}
