//! `concepts.csv`, `concepts_by_source.csv`, `concepts_by_document.csv` and `kwic.csv`.

use std::borrow::Cow;

use rayon::prelude::*;

use super::certainty::{contrast_cells, interval_cells, with_contrast, with_interval};
use super::groups::Groups;
use super::spread::{spread_cells, with_cells, with_spread};
use crate::analyze::{Concepts, Contrast, Dispersions, Hit};
use crate::model::{Column, Corpus, DocId, RowWriter, SourceId, Table, TableSpec, TokenBuffer};
use crate::stats::{Interval, rate};

static CONCEPTS: [Column; 10] = [
    Column::string(
        "concept",
        "Concept, or sub-concept with a point before its own name; a concept counts the hits of its sub-concepts",
    ),
    Column::integer("hits", "Hits of its patterns, after exclusions"),
    Column::integer("documents", "Documents with a hit"),
    Column::integer(
        "events",
        "Documents with a hit, copies of one text (copy_cluster of documents.csv) counted once",
    ),
    Column::integer("sources", "Sources with a hit"),
    Column::number("per_10k", "Hits per 10,000 tokens of the corpus"),
    Column::string("first_date", "Earliest date of a document with a hit"),
    Column::string("last_date", "Latest date of a document with a hit"),
    Column::string(
        "top_patterns",
        "Patterns with most hits, and their hits; at most five",
    ),
    Column::string(
        "top_wordings",
        "Most frequent wordings in the text, each with its hits and the number of documents that have it; at most five",
    ),
];

static BY_SOURCE: [Column; 6] = [
    Column::string("concept", "Concept or sub-concept"),
    Column::string("source", "Source"),
    Column::integer("hits", "Hits in the source"),
    Column::integer("documents", "Documents of the source with a hit"),
    Column::integer("tokens", "Tokens of the source"),
    Column::number("per_10k", "Hits per 10,000 tokens of the source"),
];

static BY_DOCUMENT: [Column; 6] = [
    Column::string("concept", "Concept or sub-concept"),
    Column::string("doc_id", "Document"),
    Column::string("source", "Source of the document"),
    Column::string("date", "Date of the document"),
    Column::integer("hits", "Hits in the document"),
    Column::number("per_10k", "Hits per 10,000 tokens of the document"),
];

/// The columns of a concordance.
static KWIC: [Column; 10] = [
    Column::string("concept", "Concept or sub-concept of the pattern"),
    Column::string("pattern", "Pattern as written in the codebook"),
    Column::string("doc_id", "Document"),
    Column::string("source", "Source of the document"),
    Column::string("date", "Date of the document"),
    Column::integer("sentence", "Sentence of the document, from 1"),
    Column::string("left", "Text before the match"),
    Column::string("match", "Text of the match"),
    Column::string("right", "Text after the match"),
    Column::integer("token", "First token of the match in the document, from 1"),
];

/// How many patterns `top_patterns` names.
const TOP: usize = 5;

pub(super) fn concepts<'a>(
    corpus: &'a Corpus,
    found: &'a Concepts,
    spread: &'a Dispersions,
    intervals: &'a [Option<Interval>],
) -> Table<'a> {
    let spec = TableSpec {
        name: "concepts",
        row: "a concept or sub-concept of the codebook",
        columns: with_interval(&with_spread(&CONCEPTS)),
        key: &["concept"],
        order: "in the order of the codebook",
    };
    let tokens = corpus.tokens();
    Table::by_row(
        spec,
        found.counts.len(),
        move |index, out: &mut dyn RowWriter| {
            let counts = &found.counts[index];
            let top = counts.by_pattern.iter().take(TOP);
            let top: Vec<String> = top
                .map(|&(pattern, hits)| {
                    format!("{} ({hits})", found.codebook.pattern(pattern).text)
                })
                .collect();
            let wordings = counts.by_wording.iter().take(TOP);
            let wordings: Vec<String> = wordings
                .map(|(text, hits, documents)| format!("{text} ({hits} in {documents})"))
                .collect();
            let dates = counts.dates.as_ref();
            let (top, wordings) = (top.join("; "), wordings.join("; "));
            let cells = [
                (&found.codebook.categories[index].name).into(),
                counts.hits.into(),
                counts.by_document.len().into(),
                counts.events.into(),
                counts.by_source.len().into(),
                rate(10_000.0, counts.hits, tokens).into(),
                dates.map(|(first, _)| first).into(),
                dates.map(|(_, last)| last).into(),
                (&top).into(),
                (&wordings).into(),
            ];
            let cells: [_; 18] = with_cells(&cells, &spread_cells(spread, index));
            out.row(&with_cells::<20>(&cells, &interval_cells(intervals[index])));
        },
    )
}

/// Every concept and source, those without a hit included.
pub(super) fn by_source<'a>(
    corpus: &'a Corpus,
    found: &'a Concepts,
    contrasts: &'a [Vec<Contrast>],
) -> Table<'a> {
    let spec = TableSpec {
        name: "concepts_by_source",
        row: "a concept and a source, with or without hits",
        columns: with_contrast(&BY_SOURCE),
        key: &["concept", "source"],
        order: "in the order of the codebook, then by source",
    };
    let tokens = corpus.tokens_by_source();
    let sources = corpus.sources.len();
    Table::by_row(
        spec,
        found.counts.len() * sources,
        move |row, out: &mut dyn RowWriter| {
            let (index, source) = (row / sources, SourceId::new(row % sources));
            let own = &found.counts[index].by_source;
            let hits = own.binary_search_by_key(&source, |&(source, ..)| source);
            let (hits, documents) = hits.map_or((0, 0), |at| (own[at].1, own[at].2));
            let tokens = tokens[source.index()];
            let cells = [
                (&found.codebook.categories[index].name).into(),
                (&corpus.sources[source.index()]).into(),
                hits.into(),
                documents.into(),
                tokens.into(),
                rate(10_000.0, hits, tokens).into(),
            ];
            let contrast = &contrasts[source.index()][index];
            out.row(&with_cells::<13>(&cells, &contrast_cells(contrast)));
        },
    )
}

pub(super) fn by_document<'a>(corpus: &'a Corpus, found: &'a Concepts) -> Table<'a> {
    let spec = TableSpec {
        name: "concepts_by_document",
        row: "a concept and a document with hits",
        columns: Cow::Borrowed(&BY_DOCUMENT),
        key: &["concept", "doc_id"],
        order: "in the order of the codebook, then by doc_id",
    };
    let groups = Groups::new(found.counts.iter().map(|counts| counts.by_document.len()));
    Table::new(spec, groups.rows(), move |rows, out| {
        for (index, places) in groups.parts(rows) {
            for &(document, hits) in &found.counts[index].by_document[places] {
                let document = corpus.document(document);
                out.row(&[
                    (&found.codebook.categories[index].name).into(),
                    (&document.info.doc_id).into(),
                    (&document.info.source).into(),
                    (&document.info.date).into(),
                    hits.into(),
                    rate(10_000.0, hits, u64::from(document.tokens)).into(),
                ]);
            }
        }
    })
}

/// One line for each hit, with `context` words on each side.
#[must_use]
pub fn kwic_table<'a>(corpus: &'a Corpus, found: &'a Concepts, context: u32) -> Table<'a> {
    let spec = TableSpec {
        name: "kwic",
        row: "a hit of a concept",
        columns: Cow::Borrowed(&KWIC),
        key: &["concept", "doc_id", "token", "pattern"],
        order: "in the order of the codebook, then by doc_id and token",
    };
    let category = |index: usize| found.codebook.pattern(found.hits[index].pattern).category;
    let mut order: Vec<usize> = (0..found.hits.len()).collect();
    // Hits are in the order of documents and tokens, which a stable sort keeps.
    order.sort_by_key(|&index| category(index));
    let places = places(corpus, &found.hits, context);
    Table::by_row(spec, order.len(), move |row, out| {
        let index = order[row];
        kwic_line(corpus, found, &found.hits[index], places[index], out);
    })
}

/// The places of all hits. Each document is read once, though its hits stand in many rows.
fn places(corpus: &Corpus, hits: &[Hit], context: u32) -> Vec<Places> {
    let documents: Vec<&[Hit]> = hits.chunk_by(|a, b| a.document == b.document).collect();
    let documents = documents.par_iter();
    let found = documents.map_init(TokenBuffer::default, |tokens, hits| {
        corpus.read_tokens(hits[0].document, tokens);
        let places = hits.iter();
        let places = places.map(|hit| Places::of(corpus, hit, tokens, context));
        places.collect::<Vec<_>>()
    });
    found.collect::<Vec<_>>().concat()
}

fn kwic_line(
    corpus: &Corpus,
    found: &Concepts,
    hit: &Hit,
    places: Places,
    out: &mut dyn RowWriter,
) {
    let pattern = found.codebook.pattern(hit.pattern);
    let info = &corpus.document(hit.document).info;
    let line = Concordance::at(corpus, hit.document, places);
    out.row(&[
        (&found.codebook.category(pattern.category).name).into(),
        (&pattern.text).into(),
        (&info.doc_id).into(),
        (&info.source).into(),
        (&info.date).into(),
        hit.sentence.into(),
        (&line.left).into(),
        (&line.matched).into(),
        (&line.right).into(),
        (hit.start + 1).into(),
    ]);
}

/// Where the text of a match and the texts around it are, among the symbols of its document.
#[derive(Clone, Copy)]
struct Places {
    /// The begin of the text before.
    first: u32,
    /// The begin of the match.
    from: u32,
    /// The end of the match.
    to: u32,
    /// The end of the text after.
    after: u32,
}

impl Places {
    /// The places of a hit, with `context` words on each side; `tokens` are those of its document.
    fn of(corpus: &Corpus, hit: &Hit, tokens: &TokenBuffer, context: u32) -> Self {
        let (start, end) = (hit.start as usize, hit.end as usize);
        let after = end
            .checked_add(context as usize)
            .filter(|&after| after < tokens.len());
        Self {
            first: tokens.positions[start.saturating_sub(context as usize)],
            from: tokens.positions[start],
            to: tokens.positions[end - 1] + 1,
            after: match after {
                Some(after) => tokens.positions[after],
                None => corpus.document(hit.document).symbols.1.len() as u32,
            },
        }
    }
}

/// A match with the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concordance {
    /// Text before.
    pub left: String,
    /// Text of the match.
    pub matched: String,
    /// Text after.
    pub right: String,
}

impl Concordance {
    /// The line for a hit, with `context` words on each side; `tokens` are those of its document.
    #[must_use]
    pub fn of(corpus: &Corpus, hit: &Hit, tokens: &TokenBuffer, context: u32) -> Self {
        Self::at(
            corpus,
            hit.document,
            Places::of(corpus, hit, tokens, context),
        )
    }

    fn at(corpus: &Corpus, document: DocId, places: Places) -> Self {
        let text = |from: u32, to: u32| corpus.text(document, from as usize..to as usize);
        Self {
            left: text(places.first, places.from),
            matched: text(places.from, places.to),
            right: text(places.to, places.after),
        }
    }
}
