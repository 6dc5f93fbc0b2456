//! `passages.csv` and `passage_clusters.csv`: what documents have in common word for word.

use std::borrow::Cow;

use super::dated_documents;
use crate::analyze::{SharedPassages, Span};
use crate::model::{Cell, Column, Corpus, Table, TableSpec, days_between};

static PASSAGES: [Column; 17] = [
    Column::string(
        "doc_id_1",
        "The earlier document, by date, undated ones last, then by doc_id",
    ),
    Column::string("source_1", "Its source"),
    Column::string("date_1", "Its date"),
    Column::integer(
        "start_1",
        "First word of the passage in it, counted in tokens from 1",
    ),
    Column::integer(
        "end_1",
        "Last word of the passage in it, which belongs to the passage",
    ),
    Column::string("doc_id_2", "The later document"),
    Column::string("source_2", "Its source"),
    Column::string("date_2", "Its date"),
    Column::integer(
        "start_2",
        "First word of the passage in it, counted in tokens from 1",
    ),
    Column::integer(
        "end_2",
        "Last word of the passage in it, which belongs to the passage",
    ),
    Column::integer(
        "words",
        "Words of the passage in the document where it is longer",
    ),
    Column::number(
        "identity",
        "Words that are the same, as a share of all aligned pairs of words and words without a partner",
    ),
    Column::integer("passage_cluster", "The cluster in passage_clusters.csv"),
    Column::string(
        "text_1",
        "The passage in the earlier document, as it is written there",
    ),
    Column::string(
        "text_2",
        "The passage in the later document, as it is written there",
    ),
    Column::number(
        "quoted_1",
        "Share of the words of the passage that stand within quotation marks in the earlier document",
    ),
    Column::number("quoted_2", "The same in the later document"),
];

static CLUSTERS: [Column; 13] = [
    Column::integer("passage_cluster", "Number of the cluster, from 1"),
    Column::integer("words", "Words of the passage at its first appearance"),
    Column::integer(
        "documents",
        "Documents that hold the passage; of copies, the one that represents them",
    ),
    Column::integer("sources", "Sources of these documents"),
    Column::integer(
        "places",
        "Places at which it stands: a document may hold it more than once",
    ),
    Column::integer(
        "pairs",
        "Rows of passages.csv; a passage of many documents is paired with near ones in time",
    ),
    Column::string(
        "first_date",
        "Date of the earliest document; empty if none has one",
    ),
    Column::string("last_date", "Date of the latest document"),
    Column::integer(
        "spread_days",
        "Days from the first date to the last; a year or month counts as its first day",
    ),
    Column::string(
        "first_doc_id",
        "The earliest document, by date, then by doc_id",
    ),
    Column::string("first_source", "Its source"),
    Column::number(
        "identity",
        "Words that are the same, as a share of all aligned pairs of words and words without a partner, in all pairs",
    ),
    Column::string("text", "The passage at its first appearance"),
];

pub(super) fn passages<'a>(corpus: &'a Corpus, found: &'a SharedPassages) -> Table<'a> {
    let spec = TableSpec {
        name: "passages",
        row: "a passage that two documents have in common",
        columns: Cow::Borrowed(&PASSAGES),
        key: &[
            "doc_id_1", "start_1", "end_1", "doc_id_2", "start_2", "end_2",
        ],
        order: "by doc_id_1 and place, then by doc_id_2 and place",
    };
    let rows = found.passages.len();
    let table = Table::by_row(spec, rows, move |row, out| {
        let own = &found.passages[row];
        let [first, second] = [own.earlier, own.later];
        out.row(&[
            Cell::entry(0, first.document.index()),
            (first.start + 1).into(),
            first.end.into(),
            Cell::entry(0, second.document.index()),
            (second.start + 1).into(),
            second.end.into(),
            own.words().into(),
            own.identity().into(),
            (own.cluster + 1).into(),
            (&first.text(corpus)).into(),
            (&second.text(corpus)).into(),
            first.quoted_share().into(),
            second.quoted_share().into(),
        ]);
    });
    table.with([dated_documents(corpus)])
}

pub(super) fn passage_clusters<'a>(corpus: &'a Corpus, found: &'a SharedPassages) -> Table<'a> {
    let spec = TableSpec {
        name: "passage_clusters",
        row: "a passage, in the documents in which it was found",
        columns: Cow::Borrowed(&CLUSTERS),
        key: &["passage_cluster"],
        order: "by documents, sources and words, highest first, then by first appearance",
    };
    Table::by_row(spec, found.clusters.len(), move |row, out| {
        let own = &found.clusters[row];
        let Span { document, .. } = own.first;
        let (first, last) = (
            &corpus.document(document).info,
            &corpus.document(own.last).info,
        );
        let days = days_between(&first.date, &last.date);
        out.row(&[
            (row + 1).into(),
            own.first.words().into(),
            own.documents.into(),
            own.sources.into(),
            own.places.into(),
            own.pairs.into(),
            (&first.date).into(),
            (&last.date).into(),
            days.map(|days| days.unsigned_abs()).into(),
            (&first.doc_id).into(),
            (&first.source).into(),
            own.identity().into(),
            (&own.first.text(corpus)).into(),
        ]);
    })
}
