//! The tables there are: name, group, when each is written, and what it is made of.
//!
//! Every part of the program that speaks of a table names it by its [`TableId`]; the name in words
//! stands here alone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::near_names::hint;

/// The version of the tables: it grows when a table or a column is renamed or removed, or changes its
/// meaning.
pub const TABLES_VERSION: u32 = 1;

/// A table, in the order in which tables are written and described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
#[non_exhaustive]
pub enum TableId {
    /// `documents`
    Documents,
    /// `boilerplate`
    Boilerplate,
    /// `terms`
    Terms,
    /// `terms_by_source`
    TermsBySource,
    /// `left_out_words`
    LeftOutWords,
    /// `tfidf`
    Tfidf,
    /// `phrases`
    Phrases,
    /// `phrases_by_source`
    PhrasesBySource,
    /// `phrases_left_out`
    PhrasesLeftOut,
    /// `collocations`
    Collocations,
    /// `cooccurrence`
    Cooccurrence,
    /// `cooccurrence_by_source`
    CooccurrenceBySource,
    /// `document_phrases`
    DocumentPhrases,
    /// `similarity`
    Similarity,
    /// `source_similarity`
    SourceSimilarity,
    /// `recurrence`
    Recurrence,
    /// `passages`
    Passages,
    /// `passage_clusters`
    PassageClusters,
    /// `parallel_sentences`
    ParallelSentences,
    /// `wording`
    Wording,
    /// `keyness`
    Keyness,
    /// `networks`
    Networks,
    /// `network_nodes`
    NetworkNodes,
    /// `network_edges`
    NetworkEdges,
    /// `network_differences`
    NetworkDifferences,
    /// `concepts`
    Concepts,
    /// `concepts_by_source`
    ConceptsBySource,
    /// `concepts_by_document`
    ConceptsByDocument,
    /// `concepts_by_period`
    ConceptsByPeriod,
    /// `concept_trends`
    ConceptTrends,
    /// `patterns`
    Patterns,
    /// `concept_overlap`
    ConceptOverlap,
    /// `concept_candidates`
    ConceptCandidates,
    /// `collocates`
    Collocates,
    /// `collocates_by_source`
    CollocatesBySource,
    /// `companions`
    Companions,
    /// `kwic`
    Kwic,
    /// `document_term_rows`
    DocumentTermRows,
    /// `document_term_columns`
    DocumentTermColumns,
    /// `validation`
    Validation,
    /// `validation_patterns`
    ValidationPatterns,
    /// `validation_rates`
    ValidationRates,
    /// `validation_trends`
    ValidationTrends,
    /// `validation_coders`
    ValidationCoders,
    /// `validation_errors`
    ValidationErrors,
    /// `validation_words`
    ValidationWords,
}

/// When a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// In every run.
    Always,
    /// Unless the user names others.
    ByDefault,
    /// Only if the user names it, since it takes long on large corpora, or much room.
    OnRequest,
    /// Together with the document-term matrix, whose rows and columns it names.
    WithMatrix,
    /// By `refrain validate score`, of people's codes; never by a run.
    OfCodes,
}

/// What a table cannot be made without, and what therefore is computed only for such tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ingredient {
    /// The key phrases of the corpus.
    KeyPhrases,
    /// How often the chosen key phrases stand together.
    Cooccurrences,
    /// The hits of the codebook.
    Concepts,
    /// Where the key phrases that may be nodes of a network stand.
    NetworkPhrases,
}

impl Written {
    /// When it is, in words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::ByDefault => "by default",
            Self::OnRequest => "with --also",
            Self::WithMatrix => "with --format matrix-market",
            Self::OfCodes => "by `refrain validate score`",
        }
    }
}

impl TableId {
    /// All tables, in the order in which they are written and described.
    pub const ALL: [Self; 46] = [
        Self::Documents,
        Self::Boilerplate,
        Self::Terms,
        Self::TermsBySource,
        Self::LeftOutWords,
        Self::Tfidf,
        Self::Phrases,
        Self::PhrasesBySource,
        Self::PhrasesLeftOut,
        Self::Collocations,
        Self::Cooccurrence,
        Self::CooccurrenceBySource,
        Self::DocumentPhrases,
        Self::Similarity,
        Self::SourceSimilarity,
        Self::Recurrence,
        Self::Passages,
        Self::PassageClusters,
        Self::ParallelSentences,
        Self::Wording,
        Self::Keyness,
        Self::Networks,
        Self::NetworkNodes,
        Self::NetworkEdges,
        Self::NetworkDifferences,
        Self::Concepts,
        Self::ConceptsBySource,
        Self::ConceptsByDocument,
        Self::ConceptsByPeriod,
        Self::ConceptTrends,
        Self::Patterns,
        Self::ConceptOverlap,
        Self::ConceptCandidates,
        Self::Collocates,
        Self::CollocatesBySource,
        Self::Companions,
        Self::Kwic,
        Self::DocumentTermRows,
        Self::DocumentTermColumns,
        Self::Validation,
        Self::ValidationPatterns,
        Self::ValidationRates,
        Self::ValidationTrends,
        Self::ValidationCoders,
        Self::ValidationErrors,
        Self::ValidationWords,
    ];

    /// The tables that a run can be asked for by name: all but those that come with the matrix or are made
    /// of people's codes.
    pub fn nameable() -> impl Iterator<Item = Self> {
        let is_nameable =
            |table: &Self| !matches!(table.written(), Written::WithMatrix | Written::OfCodes);
        Self::ALL.into_iter().filter(is_nameable)
    }

    /// The name, which is that of the file without its extension.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Boilerplate => "boilerplate",
            Self::Terms => "terms",
            Self::TermsBySource => "terms_by_source",
            Self::LeftOutWords => "left_out_words",
            Self::Tfidf => "tfidf",
            Self::Phrases => "phrases",
            Self::PhrasesBySource => "phrases_by_source",
            Self::PhrasesLeftOut => "phrases_left_out",
            Self::Collocations => "collocations",
            Self::Cooccurrence => "cooccurrence",
            Self::CooccurrenceBySource => "cooccurrence_by_source",
            Self::DocumentPhrases => "document_phrases",
            Self::Similarity => "similarity",
            Self::SourceSimilarity => "source_similarity",
            Self::Recurrence => "recurrence",
            Self::Passages => "passages",
            Self::PassageClusters => "passage_clusters",
            Self::ParallelSentences => "parallel_sentences",
            Self::Wording => "wording",
            Self::Keyness => "keyness",
            Self::Networks => "networks",
            Self::NetworkNodes => "network_nodes",
            Self::NetworkEdges => "network_edges",
            Self::NetworkDifferences => "network_differences",
            Self::Concepts => "concepts",
            Self::ConceptsBySource => "concepts_by_source",
            Self::ConceptsByDocument => "concepts_by_document",
            Self::ConceptsByPeriod => "concepts_by_period",
            Self::ConceptTrends => "concept_trends",
            Self::Patterns => "patterns",
            Self::ConceptOverlap => "concept_overlap",
            Self::ConceptCandidates => "concept_candidates",
            Self::Collocates => "collocates",
            Self::CollocatesBySource => "collocates_by_source",
            Self::Companions => "companions",
            Self::Kwic => "kwic",
            Self::DocumentTermRows => "document_term_rows",
            Self::DocumentTermColumns => "document_term_columns",
            Self::Validation => "validation",
            Self::ValidationPatterns => "validation_patterns",
            Self::ValidationRates => "validation_rates",
            Self::ValidationTrends => "validation_trends",
            Self::ValidationCoders => "validation_coders",
            Self::ValidationErrors => "validation_errors",
            Self::ValidationWords => "validation_words",
        }
    }

    /// The name of the CSV file.
    #[must_use]
    pub fn file(self) -> String {
        format!("{}.csv", self.name())
    }

    /// When it is written.
    #[must_use]
    pub const fn written(self) -> Written {
        match self {
            Self::Documents => Written::Always,
            Self::LeftOutWords
            | Self::PhrasesBySource
            | Self::CollocatesBySource
            | Self::DocumentPhrases
            | Self::PhrasesLeftOut
            | Self::Similarity
            | Self::SourceSimilarity
            | Self::Passages
            | Self::PassageClusters
            | Self::ParallelSentences
            | Self::Wording
            | Self::Networks
            | Self::NetworkNodes
            | Self::NetworkEdges
            | Self::NetworkDifferences
            | Self::Companions => Written::OnRequest,
            Self::DocumentTermRows | Self::DocumentTermColumns => Written::WithMatrix,
            Self::Validation
            | Self::ValidationPatterns
            | Self::ValidationRates
            | Self::ValidationTrends
            | Self::ValidationCoders
            | Self::ValidationErrors
            | Self::ValidationWords => Written::OfCodes,
            _ => Written::ByDefault,
        }
    }

    /// What it is about, as a heading for it and its like.
    #[must_use]
    pub const fn group(self) -> &'static str {
        match self {
            Self::Documents | Self::Boilerplate => "Input",
            Self::Terms
            | Self::TermsBySource
            | Self::LeftOutWords
            | Self::Tfidf
            | Self::DocumentTermRows
            | Self::DocumentTermColumns => "Terms",
            Self::Phrases
            | Self::PhrasesBySource
            | Self::PhrasesLeftOut
            | Self::Collocations
            | Self::DocumentPhrases => "Key phrases",
            Self::Cooccurrence
            | Self::CooccurrenceBySource
            | Self::Networks
            | Self::NetworkNodes
            | Self::NetworkEdges
            | Self::NetworkDifferences => "Co-occurrence",
            Self::Recurrence | Self::Keyness | Self::SourceSimilarity => "Sources",
            Self::Similarity
            | Self::Passages
            | Self::PassageClusters
            | Self::ParallelSentences
            | Self::Wording => "Similar documents",
            Self::Concepts
            | Self::ConceptsBySource
            | Self::ConceptsByDocument
            | Self::ConceptsByPeriod
            | Self::ConceptTrends
            | Self::Patterns
            | Self::ConceptOverlap
            | Self::ConceptCandidates
            | Self::Collocates
            | Self::CollocatesBySource
            | Self::Companions
            | Self::Kwic => "Concepts",
            Self::Validation
            | Self::ValidationPatterns
            | Self::ValidationRates
            | Self::ValidationTrends
            | Self::ValidationCoders
            | Self::ValidationErrors
            | Self::ValidationWords => "Validation",
        }
    }

    /// What it cannot be made without, besides the counts of terms.
    #[must_use]
    pub const fn ingredients(self) -> &'static [Ingredient] {
        use Ingredient::{Concepts, Cooccurrences, KeyPhrases, NetworkPhrases};
        match self {
            Self::Phrases | Self::PhrasesBySource | Self::PhrasesLeftOut | Self::Collocations => {
                &[KeyPhrases]
            }
            Self::Cooccurrence | Self::CooccurrenceBySource | Self::Recurrence => {
                &[KeyPhrases, Cooccurrences]
            }
            Self::Keyness | Self::ConceptCandidates => &[KeyPhrases, Concepts],
            Self::Networks
            | Self::NetworkNodes
            | Self::NetworkEdges
            | Self::NetworkDifferences
            | Self::Companions => &[KeyPhrases, Concepts, NetworkPhrases],
            Self::Concepts
            | Self::ConceptsBySource
            | Self::ConceptsByDocument
            | Self::ConceptsByPeriod
            | Self::ConceptTrends
            | Self::Patterns
            | Self::ConceptOverlap
            | Self::Collocates
            | Self::CollocatesBySource
            | Self::Kwic => &[Concepts],
            _ => &[],
        }
    }
}

impl fmt::Display for TableId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for TableId {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let named = Self::nameable().find(|table| table.name() == name);
        named.ok_or_else(|| {
            let near = hint(name, Self::nameable().map(Self::name));
            format!("unknown table `{name}`{near}\n  `refrain tables` lists all of them")
        })
    }
}

impl TryFrom<String> for TableId {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

impl From<TableId> for &'static str {
    fn from(table: TableId) -> Self {
        table.name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_known_by_their_names() {
        for table in TableId::nameable() {
            assert_eq!(table.name().parse(), Ok(table));
        }
        let error = "term".parse::<TableId>().expect_err("unknown");
        assert!(error.contains("`term`; did you mean `terms`?"), "{error}");
        assert!("document_term_rows".parse::<TableId>().is_err());
    }

    #[test]
    fn all_tables_are_listed_in_their_order() {
        assert!(TableId::ALL.is_sorted());
        let last = TableId::ValidationWords as usize;
        assert_eq!(TableId::ALL.len(), last + 1);
    }
}
