//! `similarity.csv` and `source_similarity.csv`: documents and sources near each other.

use std::borrow::Cow;

use super::dated_documents;
use super::groups::Groups;
use super::source_names;
use crate::analyze::{Frequency, Neighbour, SourceSimilarities};
use crate::model::{Cell, Column, Corpus, DocId, Table, TableSpec};

static NEAREST: [Column; 12] = [
    Column::string("doc_id", "Document"),
    Column::string("source", "Source of the document"),
    Column::string("date", "Date of the document"),
    Column::integer("rank", "Place among the neighbours of the document, from 1"),
    Column::string("neighbour_doc_id", "A document near it"),
    Column::string("neighbour_source", "Source of that document"),
    Column::string("neighbour_date", "Date of that document"),
    Column::number(
        "cosine",
        "Cosine of the TF-IDF weights of both documents (tfidf.csv), above 0, at most 1; exact, whatever the size of the corpus. Two languages never share a term, so documents of different languages are never near each other",
    ),
    Column::integer("shared_terms", "Terms with a weight in both"),
    Column::string(
        "leading_terms",
        "Labels of those that add most to the cosine, at most five",
    ),
    Column::string("language", "Language of both, ISO 639-1"),
    Column::string(
        "copy_cluster",
        "The text of which both are copies, as in documents.csv; empty if they are not copies of one text",
    ),
];

static SOURCES: [Column; 9] = [
    Column::string(
        "period",
        "Year, quarter or month; empty: the whole corpus, with undated documents",
    ),
    Column::string(
        "language",
        "Language of the documents that are compared, ISO 639-1: each language by itself, since two languages never share a term",
    ),
    Column::string("source_1", "Source"),
    Column::string(
        "source_2",
        "A source behind it; empty: all other sources together, the only comparison within a period",
    ),
    Column::number(
        "cosine",
        "Cosine of the vectors of both sides, 0 to 1; that of a side is the sum of the TF-IDF rows of its documents, each scaled to length 1. Few documents make a vector noisy and the cosine lower: compare sides of like size. Empty if a side has no term",
    ),
    Column::integer("documents_1", "Documents of source_1"),
    Column::integer("documents_2", "Documents of the other side"),
    Column::integer("tokens_1", "Tokens of source_1"),
    Column::integer("tokens_2", "Tokens of the other side"),
];

// The dictionaries of the neighbours.
const DOCUMENTS: usize = 0;

/// The neighbours of every document.
pub(super) fn nearest<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    found: &'a [Vec<Neighbour>],
) -> Table<'a> {
    let spec = TableSpec {
        name: "similarity",
        row: "a document and one of its nearest documents",
        columns: Cow::Borrowed(&NEAREST),
        key: &["doc_id", "rank"],
        order: "by doc_id, then by rank: the highest cosine first, then by neighbour_doc_id",
    };
    let groups = Groups::new(found.iter().map(Vec::len));
    let table = Table::new(spec, groups.rows(), move |rows, out| {
        for (document, places) in groups.parts(rows) {
            let id = DocId::new(document);
            for place in places {
                let own = &found[document][place];
                let labels = own
                    .leading
                    .iter()
                    .map(|&term| frequency.label(corpus, term));
                let labels: Vec<&str> = labels.collect();
                out.row(&[
                    Cell::entry(DOCUMENTS, document),
                    (place + 1).into(),
                    Cell::entry(DOCUMENTS, own.document.index()),
                    own.cosine.into(),
                    own.shared.into(),
                    (&labels.join("; ")).into(),
                    corpus.document(id).language.code().into(),
                    common_copy(corpus, id, own.document).into(),
                ]);
            }
        }
    });
    table.with([dated_documents(corpus)])
}

/// The representative of the text of which both documents are copies.
fn common_copy(corpus: &Corpus, a: DocId, b: DocId) -> Option<&str> {
    let link = |id| corpus.document(id).copy;
    let (a, b) = (link(a)?, link(b)?);
    (a.cluster == b.cluster).then(|| corpus.cluster(a).representative.as_str())
}

/// Sources near each other.
pub(super) fn sources<'a>(corpus: &'a Corpus, found: &'a SourceSimilarities) -> Table<'a> {
    let spec = TableSpec {
        name: "source_similarity",
        row: "a period, a source and another one, or all others together",
        columns: Cow::Borrowed(&SOURCES),
        key: &["period", "language", "source_1", "source_2"],
        order: "by period, the whole corpus first, then by language, source_1 and source_2",
    };
    let table = Table::by_row(spec, found.pairs.len(), move |row, out| {
        let own = &found.pairs[row];
        let period = own.period.map(|period| &found.periods[period]);
        let second = own.second.map(|source| Cell::entry(0, source.index()));
        out.row(&[
            period.into(),
            own.language.code().into(),
            Cell::entry(0, own.first.index()),
            second.unwrap_or(Cell::Missing),
            own.cosine.into(),
            own.documents[0].into(),
            own.documents[1].into(),
            own.tokens[0].into(),
            own.tokens[1].into(),
        ]);
    });
    table.with([source_names(corpus)])
}
