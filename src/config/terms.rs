//! Settings of which terms count, by how often they occur.

use serde::{Deserialize, Serialize};

use super::check::check_number;
use crate::error::Result;

/// Settings of terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TermConfig {
    /// Least occurrences of a term in the corpus.
    #[serde(rename = "min_term_count")]
    pub min_count: u32,
    /// Least documents that hold a term.
    pub min_df: u32,
    /// The largest share of the documents in its language that may hold a term, above 0 to 1.
    pub max_df: f64,
}

impl Default for TermConfig {
    fn default() -> Self {
        Self {
            min_count: 1,
            min_df: 1,
            max_df: 1.0,
        }
    }
}

impl TermConfig {
    pub(super) fn check(&self) -> Result<()> {
        check_number("terms.max_df", self.max_df)
    }

    /// Whether every term counts.
    #[must_use]
    pub fn keeps_all(&self) -> bool {
        self.min_count <= 1 && self.min_df <= 1 && self.max_df >= 1.0
    }
}
