//! `passages.csv` and `passage_clusters.csv`: what documents have in common word for word.

use super::lookups::DatedDocuments;
use crate::analyze::{SharedPassages, Span};
use crate::model::{Corpus, Shared, TableBuilder, TypedTable, days_between, row, table};

row! {
    /// A row of `passages.csv`.
    pub struct PassageRow<'a>, PassageColumns {
        earlier: Shared<DatedDocuments<'a>> => {
            doc_id_1: "The earlier document, by date (undated last), then by doc_id",
            source_1: "Its source",
            date_1: "Its date",
        },
        start_1: u32 => "Position of the first word of the passage, in tokens from 1",
        end_1: u32 => "Position of the last word of the passage, included",
        later: Shared<DatedDocuments<'a>> => {
            doc_id_2: "The later document",
            source_2: "Its source",
            date_2: "Its date",
        },
        start_2: u32 => "Position of the first word of the passage, in tokens from 1",
        end_2: u32 => "Position of the last word of the passage, included",
        words: u32 => "Length of the passage in words, in the document where it is longer",
        identity: f64 => "Identical words as a share of all aligned pairs of words and unpaired words",
        passage_cluster: u32 => "Number of the cluster in passage_clusters.csv",
        text_1: String => "The passage as written in the earlier document",
        text_2: String => "The passage as written in the later document",
        quoted_1: f64 => "Share of the words of the passage inside quotation marks in the earlier document",
        quoted_2: f64 => "Share of the words of the passage inside quotation marks in the later document",
    }
}

table! {
    /// `passages.csv`.
    Passages of PassageRow<'a>,
    row: "a passage shared by two documents",
    key: [earlier.doc_id, start_1, end_1, later.doc_id, start_2, end_2],
    order: "by doc_id_1 and position, then by doc_id_2 and position",
}

row! {
    /// A row of `passage_clusters.csv`.
    pub struct PassageClusterRow<'a>, PassageClusterColumns {
        passage_cluster: usize => "Number of the cluster, from 1",
        words: u32 => "Words of the passage at its first appearance",
        documents: u32 => "Documents that contain the passage; of copies, only the original counts",
        sources: u32 => "Sources of these documents",
        places: u32 => "Occurrences; a document may contain it more than once",
        pairs: u32 => "Rows of passages.csv; a passage in many documents is paired only between documents close in time",
        first_date: &'a str => "Date of the earliest document; empty if none has a date",
        last_date: &'a str => "Date of the latest document",
        spread_days: Option<u64> => "Days from the first date to the last; a year or month counts as its first day",
        first_doc_id: &'a str => "The earliest document, by date, then by doc_id",
        first_source: &'a str => "Its source",
        identity: f64 => "Identical words as a share of all aligned pairs of words and unpaired words, in all pairs",
        text: String => "The passage at its first appearance",
    }
}

table! {
    /// `passage_clusters.csv`.
    PassageClusters of PassageClusterRow<'a>,
    row: "a passage, with all documents in which it was found",
    key: [passage_cluster],
    order: "by documents, sources and words, highest first, then by first appearance",
}

pub(super) fn passages<'a>(
    corpus: &'a Corpus,
    passages: &'a SharedPassages,
) -> TypedTable<'a, Passages> {
    let mut table = TableBuilder::new();
    let documents = table.shelf(DatedDocuments(corpus));
    table.by_row(passages.passages.len(), move |row| {
        let passage = &passages.passages[row];
        let [earlier, later] = [passage.earlier, passage.later];
        PassageRow {
            earlier: documents.entry(earlier.document.index()),
            start_1: earlier.start + 1,
            end_1: earlier.end,
            later: documents.entry(later.document.index()),
            start_2: later.start + 1,
            end_2: later.end,
            words: passage.words(),
            identity: passage.identity(),
            passage_cluster: passage.cluster + 1,
            text_1: earlier.text(corpus),
            text_2: later.text(corpus),
            quoted_1: earlier.quoted_share(),
            quoted_2: later.quoted_share(),
        }
    })
}

pub(super) fn passage_clusters<'a>(
    corpus: &'a Corpus,
    passages: &'a SharedPassages,
) -> TypedTable<'a, PassageClusters> {
    TableBuilder::new().by_row(passages.clusters.len(), move |row| {
        let cluster = &passages.clusters[row];
        let Span { document, .. } = cluster.first;
        let first = &corpus.document(document).info;
        let last = &corpus.document(cluster.last).info;
        let days = days_between(&first.date, &last.date);
        PassageClusterRow {
            passage_cluster: row + 1,
            words: cluster.first.words(),
            documents: cluster.documents,
            sources: cluster.sources,
            places: cluster.places,
            pairs: cluster.pairs,
            first_date: &first.date,
            last_date: &last.date,
            spread_days: days.map(|days| days.unsigned_abs()),
            first_doc_id: &first.doc_id,
            first_source: &first.source,
            identity: cluster.identity(),
            text: cluster.first.text(corpus),
        }
    })
}
