//! Settings of repeated text: paragraphs that a source repeats, and copies of documents.

use serde::{Deserialize, Serialize};

use super::check::check_number;
use crate::error::Result;

/// Settings of the search for boilerplate.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BoilerplateConfig {
    /// Whether boilerplate is left in the counts.
    #[serde(rename = "keep_boilerplate")]
    pub keep: bool,
    /// Sources whose boilerplate is left in the counts.
    #[serde(rename = "keep_boilerplate_of")]
    pub keep_sources: Vec<String>,
}

impl BoilerplateConfig {
    /// Whether the boilerplate of this source is left in the counts.
    #[must_use]
    pub fn keeps(&self, source: &str) -> bool {
        self.keep || self.keep_sources.iter().any(|name| name == source)
    }
}

/// Settings of the detection of copies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CopiesConfig {
    /// How copies count.
    #[serde(rename = "copies")]
    pub weigh: Weigh,
    /// Least share of the words of the shorter document that its copy must have too, 0.5 to 1.
    #[serde(rename = "copy_similarity")]
    pub similarity: f64,
}

impl Default for CopiesConfig {
    fn default() -> Self {
        Self {
            weigh: Weigh::default(),
            similarity: 0.65,
        }
    }
}

impl CopiesConfig {
    /// Whether copies are looked for at all.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.weigh != Weigh::Off
    }

    pub(super) fn check(&self) -> Result<()> {
        check_number("copies.copy_similarity", self.similarity)
    }
}

/// How copies count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weigh {
    /// Every copy counts; `events` columns count copies of one text once.
    #[default]
    Count,
    /// The first document of each cluster of copies counts; the others are in no count.
    First,
    /// Copies are not looked for.
    Off,
}
