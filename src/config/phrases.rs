//! Settings of key phrases and of TF-IDF.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::check::check_number;
use crate::error::Result;
use crate::model::InnerWords;
use crate::stats::Weighting;

/// Settings of TF-IDF.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TfidfConfig {
    /// The named weighting.
    pub weighting: Weighting,
}

/// Settings of key phrases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PhraseConfig {
    /// Most words of a key phrase, 1 to 5.
    #[serde(rename = "max_phrase_length")]
    pub max_length: u32,
    /// Least number of occurrences; 0 chooses by corpus size: 2, and 1 more for each 500,000 tokens.
    #[serde(rename = "min_phrase_count")]
    pub min_count: u32,
    /// Which stop words may stand inside a key phrase (never at its ends).
    pub inner_words: InnerWords,
    /// Words that count as one when near-variants are grouped: each entry lists some, parted by
    /// blanks.
    pub same_words: Vec<String>,
    /// How many key phrases of each document are listed.
    #[serde(rename = "phrases_per_document")]
    pub per_document: u32,
    /// How the key phrases of a document are scored.
    pub document_score: DocumentScore,
}

/// How the key phrases of a document are scored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentScore {
    /// By occurrences of its own, position, wording, length, document frequency and the share of names
    /// in the text.
    #[default]
    Refrain,
    /// YAKE (Campos et al. 2020) on runs of up to 3 words, or `max_length` if that is fewer: case,
    /// position, frequency, neighbours and spread of its words; low is good.
    Yake,
}

impl Default for PhraseConfig {
    fn default() -> Self {
        Self {
            max_length: 5,
            min_count: 0,
            inner_words: InnerWords::default(),
            same_words: Vec::new(),
            per_document: 15,
            document_score: DocumentScore::default(),
        }
    }
}

impl PhraseConfig {
    /// The least number of occurrences for a corpus of this many tokens.
    #[must_use]
    pub fn least_count(&self, tokens: u64) -> u32 {
        let chosen = 2 + u32::try_from(tokens / 500_000).unwrap_or(u32::MAX - 2);
        NonZeroU32::new(self.min_count).map_or(chosen, NonZeroU32::get)
    }

    pub(super) fn check(&self) -> Result<()> {
        check_number("phrases.max_phrase_length", self.max_length)?;
        check_number("phrases.phrases_per_document", self.per_document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_count_grows_with_the_corpus() {
        let config = PhraseConfig::default();
        assert_eq!(config.least_count(10_000), 2);
        assert_eq!(config.least_count(1_000_000), 4);
        let fixed = PhraseConfig {
            min_count: 7,
            ..config
        };
        assert_eq!(fixed.least_count(1_000_000), 7);
    }
}
