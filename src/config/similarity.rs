//! Settings of similarity between documents and between sources.

use serde::{Deserialize, Serialize};

use super::check::check_number;
use crate::error::Result;

/// Settings of similarity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SimilarityConfig {
    /// Most neighbours of a document, 1 to 1000.
    pub neighbours: u32,
    /// Least cosine of a neighbour, 0 to 1; one that shares nothing is none.
    #[serde(rename = "least_similarity")]
    pub least: f64,
}

impl Default for SimilarityConfig {
    fn default() -> Self {
        Self {
            neighbours: 10,
            least: 0.1,
        }
    }
}

impl SimilarityConfig {
    pub(super) fn check(&self) -> Result<()> {
        check_number("similarity.neighbours", self.neighbours)?;
        check_number("similarity.least_similarity", self.least)
    }
}
