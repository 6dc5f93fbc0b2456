//! Settings of what takes longer: passages, parallel wording, similarity and networks.

use serde::Serialize;

use super::settings::{is_unset, negated};

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Shared passages")]
pub(super) struct ReuseArgs {
    /// Least words of a passage in the document where it is longer, 5 or more [default: 12]
    #[arg(long = "shortest-passage", value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    shortest: Option<u32>,

    /// Least share of the same words in a passage, 0.5 to 1 [default: 0.7]
    #[arg(long = "passage-identity", value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<f64>,

    /// Passages within quotation marks: mark, leave-out, or only those [default: mark]
    #[arg(long = "quoted-passages", value_name = "HOW", value_parser = ["mark", "leave-out", "only"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    quoted: Option<String>,

    /// Look for passages between documents of different sources only
    #[arg(long = "across-sources")]
    #[serde(
        rename = "within_sources",
        skip_serializing_if = "is_unset",
        serialize_with = "negated"
    )]
    across_sources: bool,

    /// Compare copies of a document too, not only the one that represents them
    #[arg(long = "passages-of-copies")]
    #[serde(skip_serializing_if = "is_unset")]
    copies: bool,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Parallel wording")]
pub(super) struct WordingArgs {
    /// Least similarity of two documents that render the same event, 0 to 1 [default: 0.25]
    #[arg(long = "document-similarity", value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<f64>,

    /// Least similarity of two sentences that say the same, 0 to 1 [default: 0.45]
    #[arg(long = "sentence-similarity", value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    sentences: Option<f64>,

    /// Most days between two such documents, where both dates are known [default: 7]
    #[arg(long = "within-days", value_name = "DAYS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Similarity")]
pub(super) struct SimilarityArgs {
    /// Most neighbours listed for a document, 1 to 1000 [default: 10]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    neighbours: Option<u32>,

    /// Least cosine of a neighbour, 0 to 1 [default: 0.1]
    #[arg(long = "least-similarity", value_name = "COSINE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<f64>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Networks")]
pub(super) struct NetworkArgs {
    /// How many key phrases of two words or more may be nodes, the best-scored first [default: 150]
    #[arg(long, value_name = "N")]
    #[serde(rename = "phrases", skip_serializing_if = "Option::is_none")]
    network_phrases: Option<u32>,

    /// How many key phrases of one word may be nodes, the best-scored first [default: 50]
    #[arg(long, value_name = "N")]
    #[serde(rename = "terms", skip_serializing_if = "Option::is_none")]
    network_terms: Option<u32>,

    /// Least log-likelihood of an edge [default: 10.83, which is p = 0.001]
    #[arg(long = "least-association", value_name = "G2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    least_log_likelihood: Option<f64>,

    /// Level of the disparity filter that leaves the backbone, above 0 to 1; 1 keeps all edges
    /// [default: 0.3]
    #[arg(long = "backbone", value_name = "ALPHA")]
    #[serde(skip_serializing_if = "Option::is_none")]
    alpha: Option<f64>,

    /// Random seed for community detection [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(rename = "seed", skip_serializing_if = "Option::is_none")]
    network_seed: Option<u64>,

    /// Two sources whose networks are compared, in network_differences [default: the two largest]
    #[arg(long = "network-compare", value_name = "A,B", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    compare: Vec<String>,
}
