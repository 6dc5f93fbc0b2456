//! `boilerplate.csv`: what was left out of every count as boilerplate, where, and by which rule.

use std::borrow::Cow;

use crate::model::{Column, Corpus, DocId, LeftOut, Table, TableSpec};

static COLUMNS: [Column; 7] = [
    Column::string("doc_id", "Document"),
    Column::string("source", "Source of the document"),
    Column::integer(
        "place",
        "Its number among what was left out of the document, from 1",
    ),
    Column::string(
        "rule",
        "Why: navigation (menus, paths of links), share_bar, facts (lines with date, source, author or editor), copyright, registration (licence numbers), contact, pager, page (outside of the main text of a web page), or repeated (a paragraph that the source repeats around its texts)",
    ),
    Column::integer(
        "line",
        "Line of the text on which it begins, from 1; empty for repeated paragraphs and web pages",
    ),
    Column::integer(
        "texts",
        "For repeated paragraphs: in how many texts of the source it stands, copies counted once",
    ),
    Column::string("text", "The text that was left out"),
];

pub(super) fn boilerplate(corpus: &Corpus) -> Table<'_> {
    let spec = TableSpec {
        name: "boilerplate",
        row: "a line or paragraph that was left out as boilerplate",
        columns: Cow::Borrowed(&COLUMNS),
        key: &["doc_id", "place"],
        order: "by doc_id, then by place",
    };
    let rows: Vec<(DocId, usize, &LeftOut)> = corpus
        .ids()
        .flat_map(|id| {
            let left_out = corpus.document(id).left_out.iter().enumerate();
            left_out.map(move |(index, out)| (id, index + 1, out))
        })
        .collect();
    Table::by_row(spec, rows.len(), move |index, out| {
        let (id, place, left_out) = rows[index];
        let info = &corpus.document(id).info;
        out.row(&[
            (&info.doc_id).into(),
            (&info.source).into(),
            place.into(),
            left_out.rule.name().into(),
            left_out.line.into(),
            left_out.recurs.into(),
            (&left_out.text).into(),
        ]);
    })
}
