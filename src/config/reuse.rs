//! Settings of shared passages and of parallel wording.

use serde::{Deserialize, Serialize};

use super::check::check_number;
use crate::error::Result;

/// Settings of shared passages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReuseConfig {
    /// Least number of words of a passage, in the document in which it is longer; from 5.
    #[serde(rename = "shortest_passage")]
    pub shortest: u32,
    /// Least share of the same words in a passage, 0.5 to 1.
    #[serde(rename = "passage_identity")]
    pub identity: f64,
    /// What becomes of passages within quotation marks.
    #[serde(rename = "quoted_passages")]
    pub quoted: Quoted,
    /// Whether only documents of different sources are compared with each other.
    pub across_sources: bool,
    /// Whether copies are compared like any other document; otherwise only the document that
    /// represents a cluster of copies is.
    #[serde(rename = "passages_of_copies")]
    pub copies: bool,
}

impl Default for ReuseConfig {
    fn default() -> Self {
        Self {
            shortest: 12,
            identity: 0.7,
            quoted: Quoted::default(),
            across_sources: false,
            copies: false,
        }
    }
}

/// What becomes of passages that stand within quotation marks in one of the two documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quoted {
    /// They are listed like others, with the share of their words that is quoted.
    #[default]
    Mark,
    /// They are left out.
    LeaveOut,
    /// Only they are listed.
    Only,
}

/// Settings of parallel wording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WordingConfig {
    /// Least similarity of two documents that render the same event or speech, 0 to 1.
    #[serde(rename = "document_similarity")]
    pub documents: f64,
    /// Least similarity of two sentences that say the same, 0 to 1.
    #[serde(rename = "sentence_similarity")]
    pub sentences: f64,
    /// Most days between two documents, where the dates of both are known.
    #[serde(rename = "within_days")]
    pub days: u32,
}

impl Default for WordingConfig {
    fn default() -> Self {
        Self {
            documents: 0.25,
            sentences: 0.45,
            days: 7,
        }
    }
}

impl ReuseConfig {
    pub(super) fn check(&self) -> Result<()> {
        check_number("passages.shortest_passage", self.shortest)?;
        check_number("passages.passage_identity", self.identity)
    }
}

impl WordingConfig {
    pub(super) fn check(&self) -> Result<()> {
        check_number("wording.document_similarity", self.documents)?;
        check_number("wording.sentence_similarity", self.sentences)
    }
}
