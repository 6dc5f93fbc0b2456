//! A sample for validating a codebook: what was drawn, with which probability, from how much.
//!
//! The key is written by `refrain validate sample` and read by `refrain validate score`, which needs neither
//! the corpus nor the codebook again. It says how the codebook coded each unit, so coders must not see it.

use serde::{Deserialize, Serialize};

/// The version of the layout of a key.
pub const KEY_VERSION: u32 = 1;

/// What is sampled and coded.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SampledUnit {
    /// A sentence.
    #[default]
    Sentence,
    /// A text.
    Text,
}

impl SampledUnit {
    /// The noun.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Text => "text",
        }
    }
}

/// How the codebook coded a unit, and what else speaks for the concept in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeGroup {
    /// It has a hit of the concept.
    Hit,
    /// It has none, but a word that stands in hits of the concept.
    Near,
    /// It has neither.
    Rest,
}

impl CodeGroup {
    /// All groups, in their order.
    pub const ALL: [Self; 3] = [Self::Hit, Self::Near, Self::Rest];

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Near => "near",
            Self::Rest => "rest",
        }
    }
}

/// A stratum: a group of a concept, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stratum {
    /// The group.
    pub group: CodeGroup,
    /// The pattern whose hits it holds, of several in a unit the one with the fewest in the corpus.
    pub pattern: Option<usize>,
    /// The source, if the sources of the group are strata of their own.
    pub source: Option<String>,
    /// Its units.
    pub units: u64,
    /// Units that were drawn.
    pub drawn: u64,
}

/// A pattern of a concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampledPattern {
    /// As it stands in the codebook.
    pub text: String,
    /// Units with a hit of it.
    pub units: u64,
    /// Units with a hit of it and of no other pattern of the concept.
    pub alone: u64,
}

/// What a domain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DomainKind {
    /// The whole corpus.
    Corpus,
    /// A source.
    Source,
    /// A period.
    Period,
}

impl DomainKind {
    /// The noun.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Corpus => "corpus",
            Self::Source => "source",
            Self::Period => "period",
        }
    }
}

/// A part of the corpus whose rate is estimated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// What it is.
    pub kind: DomainKind,
    /// Its name.
    pub name: String,
    /// Tokens of the units.
    pub tokens: u64,
    /// Units, copies of a text counted once.
    pub units: u64,
}

/// A concept of the sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampledConcept {
    /// Its name.
    pub name: String,
    /// What it means, if the codebook says so.
    pub definition: Option<String>,
    /// Its patterns and those of its sub-concepts.
    pub patterns: Vec<SampledPattern>,
    /// The strata, in the order of groups.
    pub strata: Vec<Stratum>,
    /// The units of each group in each domain of the key.
    pub domain_units: Vec<[u64; 3]>,
}

/// A unit that was drawn for a concept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SampledItem {
    /// Its id in the sheets.
    pub id: String,
    /// The concept, by its place.
    pub concept: usize,
    /// The stratum, by its place in the concept.
    pub stratum: usize,
    /// The probability with which it was drawn.
    pub probability: f64,
    /// The document.
    pub doc_id: String,
    /// The source, by the name of the domain.
    pub source: String,
    /// The period, by the name of the domain.
    pub period: Option<String>,
    /// The place of the sentence in its document, from 1; 1 of a text.
    pub sentence: u32,
    /// Patterns with a hit in it, by their places in the concept.
    pub patterns: Vec<usize>,
    /// The coders who got it.
    pub coders: Vec<String>,
    /// The neighbour before it.
    pub before: String,
    /// Its text.
    pub text: String,
    /// The neighbour behind it.
    pub after: String,
    /// Its content words, if the codebook found nothing in it.
    pub words: Vec<String>,
}

/// A sample with all that estimates need.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValidationKey {
    /// [`KEY_VERSION`].
    pub validation_key: u32,
    /// The version of refrain.
    pub version: String,
    /// The name of the sample, made of the corpus, the codebook and the plan; all ids begin with it.
    pub sample: String,
    /// The hash of the input.
    pub input_sha256: String,
    /// The codebook in words.
    pub codebook: String,
    /// The hash of the codebook.
    pub codebook_sha256: String,
    /// What is sampled.
    pub unit: SampledUnit,
    /// The seed.
    pub seed: u64,
    /// The margin that was asked for, unless it was a size.
    pub margin: Option<f64>,
    /// The coders.
    pub coders: Vec<String>,
    /// The share of the sample that all coders got.
    pub overlap: f64,
    /// How long periods are, if documents have dates.
    pub period: Option<String>,
    /// The corpus, the sources and the periods.
    pub domains: Vec<Domain>,
    /// The concepts.
    pub concepts: Vec<SampledConcept>,
    /// The units that were drawn, by id.
    pub items: Vec<SampledItem>,
}
