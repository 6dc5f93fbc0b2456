//! Settings of what takes longer: passages, parallel wording, similarity and networks.

use serde::Serialize;

use super::is_unset;

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Shared passages")]
pub(super) struct PassageArgs {
    /// Drop passages with fewer words, 5 or more [default: 12]
    ///
    /// The words are counted in the document where the passage is longer.
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    shortest_passage: Option<u32>,

    /// Set the least share of identical words in a passage, 0.5 to 1 [default: 0.7]
    #[arg(long, value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    passage_identity: Option<f64>,

    /// Set what becomes of passages within quotation marks [default: mark]
    ///
    /// mark lists them with the quoted share of their words, leave-out drops them, and only lists no
    /// others.
    #[arg(long, value_name = "HOW", value_parser = ["mark", "leave-out", "only"], hide_possible_values = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    quoted_passages: Option<String>,

    /// Compare only documents of different sources
    #[arg(long)]
    #[serde(skip_serializing_if = "is_unset")]
    across_sources: bool,

    /// Compare copies of a document too, not only the one that represents them
    #[arg(long)]
    #[serde(skip_serializing_if = "is_unset")]
    passages_of_copies: bool,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Parallel wording")]
pub(super) struct WordingArgs {
    /// Set the least similarity of documents on the same event, 0 to 1 [default: 0.25]
    #[arg(long, value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    document_similarity: Option<f64>,

    /// Set the least similarity of sentences that say the same, 0 to 1 [default: 0.45]
    #[arg(long, value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence_similarity: Option<f64>,

    /// Compare only documents at most this many days apart [default: 7]
    ///
    /// Documents without a date are compared with all.
    #[arg(long, value_name = "DAYS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    within_days: Option<u32>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Similarity")]
pub(super) struct SimilarityArgs {
    /// List at most this many neighbours of a document, 1 to 1000 [default: 10]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    neighbours: Option<u32>,

    /// Drop neighbours with a lower cosine, 0 to 1 [default: 0.1]
    #[arg(long, value_name = "COSINE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    least_similarity: Option<f64>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Networks")]
pub(super) struct NetworkArgs {
    /// Admit this many key phrases of two words or more as nodes [default: 150]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    network_phrases: Option<u32>,

    /// Admit this many key phrases of one word as nodes [default: 50]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    network_terms: Option<u32>,

    /// Drop edges with a lower log-likelihood [default: 10.83, p = 0.001]
    #[arg(long, value_name = "G2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    least_log_likelihood: Option<f64>,

    /// Set the level of the disparity filter, above 0 to 1 [default: 0.3]
    ///
    /// 1 keeps all edges.
    #[arg(long, value_name = "LEVEL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    backbone: Option<f64>,

    /// Set the random seed for community detection [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    network_seed: Option<u64>,

    /// Compare the networks of two sources [default: the two largest]
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    network_compare: Vec<String>,
}
