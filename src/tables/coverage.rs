//! `patterns.csv` and `concept_overlap.csv`: what a codebook finds, pattern by pattern, and where its
//! concepts meet.

use crate::analyze::{ConceptCounts, Concepts, Doubt};
use crate::model::{Corpus, TableBuilder, TypedTable, row, table};
use crate::stats::rate;

/// The most forms in a cell.
const FORMS: usize = 100;

row! {
    /// A row of `patterns.csv`.
    pub struct PatternRow<'a>, PatternColumns {
        number: usize => "Number of the pattern in the codebook, from 1",
        concept: &'a str => "Concept",
        category: &'a str => "Sub-concept of the pattern, with the concepts above it; the concept itself if the pattern has no sub-concept",
        pattern: &'a str => "Pattern as written in the codebook; in quotation marks if the codebook was written for another program",
        status: &'static str => "found, not found, or excludes (removes hits; these are not counted)",
        hits: u64 => "Hits; where several patterns of a concept match at the same place, the longest gets the hit",
        documents: u64 => "Documents with a hit",
        sources: u64 => "Sources with a hit",
        share: Option<f64> => "Hits divided by all hits of the concept, 0 to 1",
        forms: String => "Forms that the pattern found, each with its hits, the most frequent first; at most 100",
        notes: String => "What to check before trusting the pattern: it found mostly other forms than the one written, has a comma or brackets, or the corpus has another spelling",
    }
}

table! {
    /// `patterns.csv`.
    Patterns of PatternRow<'a>,
    row: "a pattern of the codebook",
    key: [number],
    order: "in the order of the codebook",
}

row! {
    /// A row of `concept_overlap.csv`.
    pub struct OverlapRow<'a>, OverlapColumns {
        concept_a: &'a str => "Concept; sub-concepts are part of it",
        concept_b: &'a str => "Another concept, later in the codebook",
        shared_a: u64 => "Hits of concept_a that share a word with a hit of concept_b",
        shared_b: u64 => "Hits of concept_b that share a word with a hit of concept_a",
        hits_a: u64 => "Hits of concept_a",
        hits_b: u64 => "Hits of concept_b",
        sentences: u64 => "Sentences with hits of both",
        documents: u64 => "Documents with hits of both",
        documents_a: u64 => "Documents with hits of concept_a",
        documents_b: u64 => "Documents with hits of concept_b",
        jaccard: Option<f64> => "documents / (documents_a + documents_b - documents), 0 to 1",
        sources: u64 => "Sources with a document that has hits of both",
    }
}

table! {
    /// `concept_overlap.csv`.
    ConceptOverlap of OverlapRow<'a>,
    row: "two concepts with hits in the same document",
    key: [concept_a, concept_b],
    order: "in the order of the codebook",
}

pub(super) fn patterns<'a>(corpus: &'a Corpus, concepts: &'a Concepts) -> TypedTable<'a, Patterns> {
    let counts = concepts.by_pattern(corpus);
    TableBuilder::new().by_row(counts.len(), move |row| {
        let (codebook, counts) = (&concepts.codebook, &counts[row]);
        let pattern = &codebook.patterns[row];
        let concept = codebook.concept_of(pattern.category);
        PatternRow {
            number: row + 1,
            concept: &codebook.category(concept).name,
            category: &codebook.category(pattern.category).name,
            pattern: &pattern.text,
            status: match (pattern.excludes, counts.hits) {
                (true, _) => "excludes",
                (false, 0) => "not found",
                (false, _) => "found",
            },
            hits: counts.hits,
            documents: counts.documents,
            sources: counts.sources,
            share: rate(1.0, counts.hits, concepts.counts_of(concept).hits),
            forms: forms(&concepts.forms[row]),
            notes: notes(&concepts.doubts[row]),
        }
    })
}

/// The forms of a pattern in a cell.
fn forms(counted: &[(String, u64)]) -> String {
    let named = counted.iter().take(FORMS);
    let mut cell: Vec<String> = named.map(|(form, hits)| format!("{form} {hits}")).collect();
    let others = &counted[cell.len()..];
    if !others.is_empty() {
        let hits: u64 = others.iter().map(|(_, hits)| hits).sum();
        cell.push(format!("and {} more {hits}", others.len()));
    }
    cell.join(", ")
}

/// What is doubtful of a pattern, in a cell.
fn notes(doubts: &[Doubt]) -> String {
    let named = doubts.iter().filter(|doubt| **doubt != Doubt::NoHit);
    named.map(Doubt::text).collect::<Vec<_>>().join("; ")
}

pub(super) fn overlap<'a>(
    corpus: &'a Corpus,
    concepts: &'a Concepts,
) -> TypedTable<'a, ConceptOverlap> {
    let overlaps = concepts.overlaps(corpus);
    TableBuilder::new().by_row(overlaps.len(), move |row| {
        let overlap = &overlaps[row];
        let name = |concept| concepts.codebook.category(concept).name.as_str();
        let (a, b) = (concepts.counts_of(overlap.a), concepts.counts_of(overlap.b));
        let documents = |counts: &ConceptCounts| counts.by_document.len() as u64;
        let either = documents(a) + documents(b) - overlap.documents;
        OverlapRow {
            concept_a: name(overlap.a),
            concept_b: name(overlap.b),
            shared_a: overlap.shared_a,
            shared_b: overlap.shared_b,
            hits_a: a.hits,
            hits_b: b.hits,
            sentences: overlap.sentences,
            documents: overlap.documents,
            documents_a: documents(a),
            documents_b: documents(b),
            jaccard: rate(1.0, overlap.documents, either),
            sources: overlap.sources,
        }
    })
}
