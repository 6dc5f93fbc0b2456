//! Settings of networks.

use serde::{Deserialize, Serialize};

use super::check::check_number;
use crate::error::{Error, Result};

/// Settings of networks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NetworkConfig {
    /// How many key phrases of two words or more may be nodes, the best-scored first.
    #[serde(rename = "network_phrases")]
    pub phrases: u32,
    /// How many key phrases of one word may be nodes, the best-scored first.
    #[serde(rename = "network_terms")]
    pub terms: u32,
    /// Least log-likelihood of an edge before the backbone is taken; 10.83 is p = 0.001.
    pub least_log_likelihood: f64,
    /// Level of the disparity filter, above 0 to 1; 1: all edges are kept. Those of the maximum
    /// spanning forest always are.
    #[serde(rename = "backbone")]
    pub alpha: f64,
    /// Random seed for the detection of communities.
    #[serde(rename = "network_seed")]
    pub seed: u64,
    /// The two sources whose networks are compared; empty: the two largest.
    #[serde(rename = "network_compare")]
    pub compare: Vec<String>,
}

impl Default for NetworkConfig {
    fn default() -> Self {
        Self {
            phrases: 150,
            terms: 50,
            least_log_likelihood: 10.83,
            alpha: 0.3,
            seed: 1,
            compare: Vec::new(),
        }
    }
}

impl NetworkConfig {
    pub(super) fn check(&self) -> Result<()> {
        let wrong = |name: &str, message: &str| Err(Error::setting(name, message));
        check_number("network.network_phrases", self.phrases)?;
        check_number("network.network_terms", self.terms)?;
        if self.phrases.saturating_add(self.terms) > 2_000 {
            return wrong(
                "network.network_phrases",
                "expected at most 2000 together with network_terms",
            );
        }
        check_number("network.backbone", self.alpha)?;
        check_number("network.least_log_likelihood", self.least_log_likelihood)?;
        match self.compare.as_slice() {
            [] => Ok(()),
            [a, b] if a != b => Ok(()),
            _ => wrong(
                "network.network_compare",
                "expected the names of two sources",
            ),
        }
    }
}
