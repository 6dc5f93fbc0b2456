//! Settings of concepts, their concordances and the periods in which they are followed.

use serde::{Deserialize, Serialize};

use super::check::check_number;
use crate::error::Result;

/// Settings of concepts and concordances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConceptConfig {
    /// `auto` (a `concepts.yml` beside the input, else none), `none`, `builtin:` and the name of a
    /// codebook that comes with the program, or a file.
    pub codebook: String,
    /// What the words of a pattern are matched against.
    #[serde(rename = "match")]
    pub match_by: MatchBy,
    /// Whether accents count.
    pub accents: Accents,
    /// Whether a hyphen, a blank and nothing are the same.
    pub hyphens: Hyphens,
    /// Words shown on each side of a hit.
    pub context: u32,
    /// Most candidates of a concept.
    pub candidates: u32,
    /// Most companions of a concept in all sources, in a source and in a period.
    pub companions: u32,
    /// How long the periods are in which concepts are followed.
    pub period: PeriodChoice,
    /// How often periods are permuted for changes and turns of trends; 0: none of these.
    pub resamples: u32,
    /// What those permutations depend on.
    pub seed: u64,
}

impl Default for ConceptConfig {
    fn default() -> Self {
        Self {
            codebook: "auto".to_owned(),
            match_by: MatchBy::default(),
            accents: Accents::default(),
            hyphens: Hyphens::default(),
            context: 12,
            candidates: 25,
            companions: 10,
            period: PeriodChoice::default(),
            resamples: 1000,
            seed: 1,
        }
    }
}

impl ConceptConfig {
    /// How patterns are matched that do not say so themselves.
    #[must_use]
    pub fn matching(&self) -> PatternMatching {
        PatternMatching {
            by: self.match_by,
            accents: self.accents,
            hyphens: self.hyphens,
        }
    }

    pub(super) fn check(&self) -> Result<()> {
        check_number("concepts.resamples", self.resamples)
    }
}

/// How the words of a pattern are matched where neither it nor its codebook says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PatternMatching {
    /// What they are matched against.
    pub by: MatchBy,
    /// Whether accents count.
    pub accents: Accents,
    /// Whether a hyphen, a blank and nothing are the same.
    pub hyphens: Hyphens,
}

/// What the words of a pattern are matched against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchBy {
    /// Forms: the word as written, whatever its case.
    #[default]
    Forms,
    /// Stems: every form with the stem of the word.
    Stems,
    /// Lemmas: every form with this lemma, in a run whose terms are lemmas.
    Lemmas,
}

/// Whether the accents of a pattern and of the text must be the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Accents {
    /// They must: `résumé` does not find "resume".
    #[default]
    Written,
    /// They do not count.
    Folded,
}

/// Whether hyphens must be as in the pattern.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hyphens {
    /// A hyphen parts words, as a blank does; a word without one is one word.
    #[default]
    Written,
    /// A hyphen, a blank and nothing are the same.
    Any,
}

/// How long the periods are in which concepts are followed over time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodChoice {
    /// Years if any date says no more than its year. Otherwise months if first and last date are in
    /// at most 24 months in a row, quarters if in at most 72, and years beyond.
    #[default]
    Auto,
    /// Years.
    Year,
    /// Quarters.
    Quarter,
    /// Months.
    Month,
    /// None: no table of periods.
    None,
}
