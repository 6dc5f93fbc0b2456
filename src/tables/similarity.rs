//! `similarity.csv` and `source_similarity.csv`: documents and sources near each other.

use super::groups::Groups;
use super::lookups::{DatedDocuments, SourceNames};
use crate::analyze::{Frequency, Neighbour, SourceSimilarities};
use crate::model::{Corpus, DocId, Shared, TableBuilder, TypedTable, row, table};

row! {
    /// A row of `similarity.csv`.
    pub struct NeighbourRow<'a>, NeighbourColumns {
        document: Shared<DatedDocuments<'a>> => _,
        rank: usize => "Rank among the neighbours of the document, from 1",
        neighbour: Shared<DatedDocuments<'a>> => {
            neighbour_doc_id: "A similar document",
            neighbour_source: "Source of the neighbour",
            neighbour_date: "Date of the neighbour",
        },
        cosine: f64 => "Cosine of the TF-IDF weights of both documents (tfidf.csv), above 0, at most 1; exact, whatever the size of the corpus. Two languages never share a term, so both documents are in the same language",
        shared_terms: u32 => "Terms with a weight in both documents",
        leading_terms: String => "Labels of the terms that add most to the cosine, at most five",
        language: &'static str => "Language of both, ISO 639",
        copy_cluster: Option<&'a str> => "Their common cluster of copies, as in documents.csv; empty if they are not copies of each other",
    }
}

table! {
    /// `similarity.csv`.
    Similarity of NeighbourRow<'a>,
    row: "a document and one of the documents most similar to it",
    key: [document.doc_id, rank],
    order: "by doc_id, then by rank: the highest cosine first, then by neighbour_doc_id",
}

row! {
    /// A row of `source_similarity.csv`.
    pub struct SourceSimilarityRow<'a>, SourceSimilarityColumns {
        period: Option<&'a str> => "Year, quarter or month; empty for the whole corpus, which includes undated documents",
        language: &'static str => "Language of the documents compared, ISO 639; sources are compared within each language, since two languages never share a term",
        source_1: Shared<SourceNames<'a>> => { source_1: "Source" },
        source_2: Option<Shared<SourceNames<'a>>> => { source_2: "Another source, later in the order; empty for all other sources together, the only comparison within a period" },
        cosine: Option<f64> => "Cosine of the vectors of both sides, 0 to 1. The vector of a side is the sum of the TF-IDF vectors of its documents, each scaled to length 1. With few documents the vector is noisy and the cosine lower, so compare only sides of similar size. Empty if a side has no terms",
        documents_1: u64 => "Documents of source_1",
        documents_2: u64 => "Documents of the other side",
        tokens_1: u64 => "Tokens of source_1",
        tokens_2: u64 => "Tokens of the other side",
    }
}

table! {
    /// `source_similarity.csv`.
    SourceSimilarity of SourceSimilarityRow<'a>,
    row: "a period, a source, and another source or all other sources together",
    key: [period, language, source_1, source_2],
    order: "by period, the whole corpus first, then by language, source_1 and source_2",
}

/// The neighbours of every document.
pub(super) fn nearest<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    neighbours: &'a [Vec<Neighbour>],
) -> TypedTable<'a, Similarity> {
    let groups = Groups::new(neighbours.iter().map(Vec::len));
    let mut table = TableBuilder::new();
    let documents = table.shelf(DatedDocuments(corpus));
    table.rows(groups.rows(), move |rows, out| {
        for (document, places) in groups.parts(rows) {
            let id = DocId::new(document);
            for place in places {
                let neighbour = &neighbours[document][place];
                let leading = neighbour.leading.iter();
                let labels = leading.map(|&term| frequency.label(corpus, term));
                out.push(NeighbourRow {
                    document: documents.entry(document),
                    rank: place + 1,
                    neighbour: documents.entry(neighbour.document.index()),
                    cosine: neighbour.cosine,
                    shared_terms: neighbour.shared,
                    leading_terms: labels.collect::<Vec<_>>().join("; "),
                    language: corpus.document(id).language.code(),
                    copy_cluster: common_copy(corpus, id, neighbour.document),
                });
            }
        }
    })
}

/// The representative of the text of which both documents are copies.
fn common_copy(corpus: &Corpus, a: DocId, b: DocId) -> Option<&str> {
    let link = |id| corpus.document(id).copy;
    let (a, b) = (link(a)?, link(b)?);
    (a.cluster == b.cluster).then(|| corpus.cluster(a).representative.as_str())
}

/// Sources near each other.
pub(super) fn sources<'a>(
    corpus: &'a Corpus,
    similarities: &'a SourceSimilarities,
) -> TypedTable<'a, SourceSimilarity> {
    let mut table = TableBuilder::new();
    let sources = table.shelf(SourceNames(corpus));
    table.by_row(similarities.pairs.len(), move |row| {
        let pair = &similarities.pairs[row];
        let period = pair
            .period
            .map(|period| similarities.periods[period].as_str());
        SourceSimilarityRow {
            period,
            language: pair.language.code(),
            source_1: sources.entry(pair.first.index()),
            source_2: pair.second.map(|source| sources.entry(source.index())),
            cosine: pair.cosine,
            documents_1: pair.documents[0],
            documents_2: pair.documents[1],
            tokens_1: pair.tokens[0],
            tokens_2: pair.tokens[1],
        }
    })
}
