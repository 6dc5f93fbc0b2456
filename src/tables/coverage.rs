//! `patterns.csv` and `concept_overlap.csv`: what a codebook finds, pattern by pattern, and where its
//! concepts meet.

use std::borrow::Cow;

use crate::analyze::Concepts;
use crate::model::{Column, Corpus, RowWriter, Table, TableSpec};
use crate::stats::rate;

static PATTERNS: [Column; 9] = [
    Column::integer("number", "Place of the pattern in the codebook, from 1"),
    Column::string("concept", "Concept"),
    Column::string(
        "category",
        "The sub-concept that the pattern belongs to, with those above it; the concept itself if to none",
    ),
    Column::string(
        "pattern",
        "Pattern as written in the codebook; in quotation marks if the codebook is of another program",
    ),
    Column::string(
        "status",
        "found, not found, or excludes (takes hits away, which are not counted)",
    ),
    Column::integer(
        "hits",
        "Hits; where several patterns of a concept match at one place, the longest has it",
    ),
    Column::integer("documents", "Documents with a hit"),
    Column::integer("sources", "Sources with a hit"),
    Column::number("share", "Hits by all hits of the concept, 0 to 1"),
];

static OVERLAP: [Column; 12] = [
    Column::string("concept_a", "Concept; sub-concepts are part of it"),
    Column::string("concept_b", "Another concept, behind it in the codebook"),
    Column::integer(
        "shared_a",
        "Hits of concept_a that share a word with a hit of concept_b",
    ),
    Column::integer(
        "shared_b",
        "Hits of concept_b that share a word with a hit of concept_a",
    ),
    Column::integer("hits_a", "Hits of concept_a"),
    Column::integer("hits_b", "Hits of concept_b"),
    Column::integer("sentences", "Sentences with hits of both"),
    Column::integer("documents", "Documents with hits of both"),
    Column::integer("documents_a", "Documents with hits of concept_a"),
    Column::integer("documents_b", "Documents with hits of concept_b"),
    Column::number(
        "jaccard",
        "documents / (documents_a + documents_b - documents), 0 to 1",
    ),
    Column::integer("sources", "Sources with a document that has hits of both"),
];

pub(super) fn patterns<'a>(corpus: &'a Corpus, found: &'a Concepts) -> Table<'a> {
    let spec = TableSpec {
        name: "patterns",
        row: "a pattern of the codebook",
        columns: Cow::Borrowed(&PATTERNS),
        key: &["number"],
        order: "in the order of the codebook",
    };
    let counts = found.by_pattern(corpus);
    Table::by_row(spec, counts.len(), move |row, out: &mut dyn RowWriter| {
        let (codebook, own) = (&found.codebook, &counts[row]);
        let pattern = &codebook.patterns[row];
        let concept = codebook.concept_of(pattern.category);
        let status = match (pattern.excludes, own.hits) {
            (true, _) => "excludes",
            (false, 0) => "not found",
            (false, _) => "found",
        };
        out.row(&[
            (row + 1).into(),
            (&codebook.category(concept).name).into(),
            (&codebook.category(pattern.category).name).into(),
            (&pattern.text).into(),
            status.into(),
            own.hits.into(),
            own.documents.into(),
            own.sources.into(),
            rate(1.0, own.hits, found.counts_of(concept).hits).into(),
        ]);
    })
}

pub(super) fn overlap<'a>(corpus: &'a Corpus, found: &'a Concepts) -> Table<'a> {
    let spec = TableSpec {
        name: "concept_overlap",
        row: "two concepts that meet in a document",
        columns: Cow::Borrowed(&OVERLAP),
        key: &["concept_a", "concept_b"],
        order: "in the order of the codebook",
    };
    let rows = found.overlaps(corpus);
    Table::by_row(spec, rows.len(), move |row, out: &mut dyn RowWriter| {
        let own = &rows[row];
        let name = |concept| &found.codebook.category(concept).name;
        let (a, b) = (found.counts_of(own.a), found.counts_of(own.b));
        let documents = |of: &crate::analyze::ConceptCounts| of.by_document.len() as u64;
        let either = documents(a) + documents(b) - own.documents;
        out.row(&[
            name(own.a).into(),
            name(own.b).into(),
            own.shared_a.into(),
            own.shared_b.into(),
            a.hits.into(),
            b.hits.into(),
            own.sentences.into(),
            own.documents.into(),
            documents(a).into(),
            documents(b).into(),
            rate(1.0, own.documents, either).into(),
            own.sources.into(),
        ]);
    })
}
