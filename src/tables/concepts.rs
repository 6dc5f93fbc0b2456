//! `concepts.csv`, `concepts_by_source.csv` and `concepts_by_document.csv`.

use super::certainty::{ContrastCells, RateInterval};
use super::groups::Groups;
use super::spread::DispersionCells;
use crate::analyze::{Concepts as FoundConcepts, Contrast, Dispersions};
use crate::model::{Corpus, SourceId, TableBuilder, TypedTable, row, table};
use crate::stats::{Interval, rate};

row! {
    /// A row of `concepts.csv`.
    pub struct ConceptRow<'a>, ConceptColumns {
        concept: &'a str => "Concept, or sub-concept as concept.sub_concept; the hits of a concept include those of its sub-concepts",
        hits: u64 => "Hits of its patterns, after exclusions",
        documents: usize => "Documents with a hit",
        events: u64 => "Documents with a hit, copies of one text (copy_cluster of documents.csv) counted once",
        sources: usize => "Sources with a hit",
        per_10k: Option<f64> => "Hits per 10,000 tokens of the corpus",
        first_date: Option<&'a str> => "Earliest date of a document with a hit",
        last_date: Option<&'a str> => "Latest date of a document with a hit",
        top_patterns: String => "Patterns with the most hits, each with its hits; at most five",
        top_wordings: String => "Most frequent wordings in the text, each with its hits and documents; at most five",
        dispersion: DispersionCells => _,
        interval: RateInterval => _,
    }
}

table! {
    /// `concepts.csv`.
    Concepts of ConceptRow<'a>,
    row: "a concept or sub-concept of the codebook",
    key: [concept],
    order: "in the order of the codebook",
}

row! {
    /// A row of `concepts_by_source.csv`.
    pub struct SourceConceptRow<'a>, SourceConceptColumns {
        concept: &'a str => "Concept or sub-concept",
        source: &'a str => "Source",
        hits: u64 => "Hits in the source",
        documents: u64 => "Documents of the source with a hit",
        tokens: u64 => "Tokens of the source",
        per_10k: Option<f64> => "Hits per 10,000 tokens of the source",
        contrast: ContrastCells => _,
    }
}

table! {
    /// `concepts_by_source.csv`.
    ConceptsBySource of SourceConceptRow<'a>,
    row: "a concept and a source, with or without hits",
    key: [concept, source],
    order: "in the order of the codebook, then by source",
}

row! {
    /// A row of `concepts_by_document.csv`.
    pub struct DocumentConceptRow<'a>, DocumentConceptColumns {
        concept: &'a str => "Concept or sub-concept",
        doc_id: &'a str => "Document",
        source: &'a str => "Source of the document",
        date: &'a str => "Date of the document",
        hits: u64 => "Hits in the document",
        per_10k: Option<f64> => "Hits per 10,000 tokens of the document",
    }
}

table! {
    /// `concepts_by_document.csv`.
    ConceptsByDocument of DocumentConceptRow<'a>,
    row: "a concept and a document with hits",
    key: [concept, doc_id],
    order: "in the order of the codebook, then by doc_id",
}

/// How many patterns and wordings are named.
const NAMED: usize = 5;

pub(super) fn concepts<'a>(
    corpus: &'a Corpus,
    concepts: &'a FoundConcepts,
    dispersions: &'a Dispersions,
    intervals: &'a [Option<Interval>],
) -> TypedTable<'a, Concepts> {
    let tokens = corpus.tokens();
    TableBuilder::new().by_row(concepts.counts.len(), move |index| {
        let counts = &concepts.counts[index];
        let patterns = counts.by_pattern.iter().take(NAMED);
        let patterns = patterns.map(|&(pattern, hits)| {
            format!("{} ({hits})", concepts.codebook.pattern(pattern).text)
        });
        let wordings = counts.by_wording.iter().take(NAMED);
        let wordings =
            wordings.map(|(text, hits, documents)| format!("{text} ({hits} in {documents})"));
        let dates = counts.dates.as_ref();
        ConceptRow {
            concept: &concepts.codebook.categories[index].name,
            hits: counts.hits,
            documents: counts.by_document.len(),
            events: counts.events,
            sources: counts.by_source.len(),
            per_10k: rate(10_000.0, counts.hits, tokens),
            first_date: dates.map(|(first, _)| first.as_str()),
            last_date: dates.map(|(_, last)| last.as_str()),
            top_patterns: patterns.collect::<Vec<_>>().join("; "),
            top_wordings: wordings.collect::<Vec<_>>().join("; "),
            dispersion: DispersionCells::of(dispersions, index),
            interval: intervals[index].into(),
        }
    })
}

/// Every concept and source, those without a hit included.
pub(super) fn by_source<'a>(
    corpus: &'a Corpus,
    concepts: &'a FoundConcepts,
    contrasts: &'a [Vec<Contrast>],
) -> TypedTable<'a, ConceptsBySource> {
    let tokens = corpus.tokens_by_source();
    let sources = corpus.sources.len();
    TableBuilder::new().by_row(concepts.counts.len() * sources, move |row| {
        let (index, source) = (row / sources, SourceId::new(row % sources));
        let counts = &concepts.counts[index].by_source;
        let place = counts.binary_search_by_key(&source, |&(source, ..)| source);
        let (hits, documents) = place.map_or((0, 0), |at| (counts[at].1, counts[at].2));
        let tokens = tokens[source.index()];
        SourceConceptRow {
            concept: &concepts.codebook.categories[index].name,
            source: &corpus.sources[source.index()],
            hits,
            documents,
            tokens,
            per_10k: rate(10_000.0, hits, tokens),
            contrast: (&contrasts[source.index()][index]).into(),
        }
    })
}

pub(super) fn by_document<'a>(
    corpus: &'a Corpus,
    concepts: &'a FoundConcepts,
) -> TypedTable<'a, ConceptsByDocument> {
    let groups = Groups::new(
        concepts
            .counts
            .iter()
            .map(|counts| counts.by_document.len()),
    );
    TableBuilder::new().rows(groups.rows(), move |rows, out| {
        for (index, places) in groups.parts(rows) {
            for &(document, hits) in &concepts.counts[index].by_document[places] {
                let document = corpus.document(document);
                out.push(DocumentConceptRow {
                    concept: &concepts.codebook.categories[index].name,
                    doc_id: &document.info.doc_id,
                    source: &document.info.source,
                    date: &document.info.date,
                    hits,
                    per_10k: rate(10_000.0, hits, u64::from(document.tokens)),
                });
            }
        }
    })
}
