//! Settings of what is counted together and compared: co-occurrence, collocates and keyness.

use serde::{Deserialize, Serialize};

use super::check::check_number;
use crate::error::{Error, Result};
use crate::model::{Scope, Window};
use crate::stats::Adjustment;

/// Settings of co-occurrence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CooccurrenceConfig {
    /// The scopes counted.
    pub scopes: Vec<Scope>,
    /// How many key phrases take part, the best-scored first.
    #[serde(rename = "pair_phrases")]
    pub phrases: u32,
    /// Least number of units that hold both phrases of a pair.
    #[serde(rename = "min_pair_count")]
    pub min_count: u32,
}

impl Default for CooccurrenceConfig {
    fn default() -> Self {
        Self {
            scopes: vec![Scope::Sentence],
            phrases: 100,
            min_count: 2,
        }
    }
}

impl CooccurrenceConfig {
    pub(super) fn check(&self) -> Result<()> {
        check_number("cooccurrence.pair_phrases", self.phrases)?;
        let mut scopes = self.scopes.iter().enumerate();
        let twice = scopes.find(|(place, scope)| self.scopes[..*place].contains(scope));
        match twice {
            Some((_, scope)) => Err(Error::setting(
                "cooccurrence.scopes",
                format!("{scope} is listed twice"),
            )),
            None => Ok(()),
        }
    }
}

/// Settings of collocates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CollocateConfig {
    /// Tokens on each side of a hit, within its sentence, 1 to 100 on the larger side.
    #[serde(rename = "collocate_window")]
    pub window: Window,
    /// Least number of tokens of a collocate inside windows.
    #[serde(rename = "min_collocate_count")]
    pub min_count: u32,
    /// Most collocates of a concept, in all sources and in each.
    #[serde(rename = "collocates")]
    pub most: u32,
    /// Patterns that have collocates besides the concepts.
    #[serde(rename = "collocates_of")]
    pub nodes: Vec<String>,
}

impl Default for CollocateConfig {
    fn default() -> Self {
        Self {
            window: Window::both(5),
            min_count: 3,
            most: 50,
            nodes: Vec::new(),
        }
    }
}

impl CollocateConfig {
    pub(super) fn check(&self) -> Result<()> {
        check_number("collocates.collocate_window", self.window.widest())
    }
}

/// Settings of keyness.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeynessConfig {
    /// The source that all others are compared with, by its name or that of the folder of its documents;
    /// empty: each with all others together.
    pub reference: String,
    /// Least number of occurrences, in the source and its reference together, of what is compared.
    #[serde(rename = "min_key_count")]
    pub min_count: u32,
    /// Whether candidates whose conservative log ratio is 0 are listed too.
    #[serde(rename = "all_keys")]
    pub all: bool,
    /// How p-values are adjusted for the number of comparisons.
    pub adjustment: Adjustment,
}

impl Default for KeynessConfig {
    fn default() -> Self {
        Self {
            reference: String::new(),
            min_count: 5,
            all: false,
            adjustment: Adjustment::default(),
        }
    }
}
