//! `document_term_rows.csv` and `document_term_columns.csv`: what the rows and columns of the
//! document-term matrix in `document_term.mtx` are.

use std::borrow::Cow;

use super::document_names;
use super::terms::labelled_terms;
use crate::analyze::Frequency;
use crate::count::Counts;
use crate::model::{Cell, Column, Corpus, DocId, Table, TableSpec, TermId};

static ROWS: [Column; 6] = [
    Column::integer("row", "Row of the matrix, from 1"),
    Column::string("doc_id", "Document"),
    Column::string("source", "Source of the document"),
    Column::string("date", "Date of the document, as precise as it is known"),
    Column::string("language", "Language, ISO 639-1"),
    Column::integer(
        "terms",
        "Occurrences of terms in the document: the sum of the row",
    ),
];

static COLUMNS: [Column; 6] = [
    Column::integer("column", "Column of the matrix, from 1"),
    Column::string("term", "Stem that the forms share"),
    Column::string("label", "Most frequent form"),
    Column::string("language", "Language, ISO 639-1"),
    Column::integer("cf", "Occurrences in the corpus: the sum of the column"),
    Column::integer("df", "Documents that hold the term"),
];

/// The terms that occur, in the order of the columns of the matrix.
pub(crate) fn term_columns(frequency: &Frequency) -> Vec<TermId> {
    let mut terms = frequency.ranking.clone();
    terms.sort_unstable();
    terms
}

pub(super) fn rows<'a>(corpus: &'a Corpus, counts: &'a Counts) -> Table<'a> {
    let spec = TableSpec {
        name: "document_term_rows",
        row: "an analysed document, a row of document_term.mtx",
        columns: Cow::Borrowed(&ROWS),
        key: &["row"],
        order: "by row",
    };
    let table = Table::by_row(spec, corpus.documents.len(), move |row, out| {
        let id = DocId::new(row);
        let document = corpus.document(id);
        out.row(&[
            (row + 1).into(),
            Cell::entry(0, row),
            (&document.info.date).into(),
            document.language.code().into(),
            counts.terms_in(id).into(),
        ]);
    });
    table.with([document_names(corpus)])
}

pub(super) fn columns<'a>(corpus: &'a Corpus, frequency: &'a Frequency) -> Table<'a> {
    let spec = TableSpec {
        name: "document_term_columns",
        row: "a term, a column of document_term.mtx",
        columns: Cow::Borrowed(&COLUMNS),
        key: &["column"],
        order: "by column",
    };
    let terms = term_columns(frequency);
    let table = Table::by_row(spec, terms.len(), move |column, out| {
        let id = terms[column];
        let counts = &frequency.terms[id.index()];
        out.row(&[
            (column + 1).into(),
            Cell::entry(0, id.index()),
            corpus.vocabulary.term(id).language.code().into(),
            counts.cf.into(),
            counts.df.into(),
        ]);
    });
    table.with([labelled_terms(corpus, frequency)])
}
