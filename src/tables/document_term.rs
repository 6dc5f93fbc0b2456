//! `document_term_rows.csv` and `document_term_columns.csv`: what the rows and columns of the
//! document-term matrix in `document_term.mtx` are.

use super::lookups::{LabelledTerms, NamedDocuments};
use crate::analyze::Frequency;
use crate::count::Counts;
use crate::model::{Corpus, DocId, Shared, TableBuilder, TermId, TypedTable, row, table};
use crate::order::Arrange as _;

row! {
    /// A row of `document_term_rows.csv`.
    pub struct MatrixRow<'a>, MatrixRowColumns {
        row: usize => "Row of the matrix, from 1",
        document: Shared<NamedDocuments<'a>> => _,
        date: &'a str => "Date of the document, as precise as known",
        language: &'static str => "Language, ISO 639",
        terms: u64 => "Occurrences of terms in the document: the sum of the row",
    }
}

table! {
    /// `document_term_rows.csv`.
    DocumentTermRows of MatrixRow<'a>,
    row: "an analysed document, a row of document_term.mtx",
    key: [row],
    order: "by row",
}

row! {
    /// A row of `document_term_columns.csv`.
    pub struct MatrixColumn<'a>, MatrixColumnColumns {
        column: usize => "Column of the matrix, from 1",
        term: Shared<LabelledTerms<'a>> => { term: "Stem that the forms share", label: "Most frequent form" },
        language: &'static str => "Language, ISO 639",
        cf: u64 => "Occurrences in the corpus: the sum of the column",
        df: u32 => "Documents that contain the term",
    }
}

table! {
    /// `document_term_columns.csv`.
    DocumentTermColumns of MatrixColumn<'a>,
    row: "a term, a column of document_term.mtx",
    key: [column],
    order: "by column",
}

/// The terms that occur, in the order of the columns of the matrix.
pub(crate) fn term_columns(frequency: &Frequency) -> Vec<TermId> {
    let mut terms = frequency.ranking.clone();
    terms.arrange();
    terms
}

pub(super) fn rows<'a>(corpus: &'a Corpus, counts: &'a Counts) -> TypedTable<'a, DocumentTermRows> {
    let mut table = TableBuilder::new();
    let documents = table.shelf(NamedDocuments(corpus));
    table.by_row(corpus.documents.len(), move |row| {
        let id = DocId::new(row);
        let document = corpus.document(id);
        MatrixRow {
            row: row + 1,
            document: documents.entry(row),
            date: &document.info.date,
            language: document.language.code(),
            terms: counts.terms_in(id),
        }
    })
}

pub(super) fn columns<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
) -> TypedTable<'a, DocumentTermColumns> {
    let terms = term_columns(frequency);
    let mut table = TableBuilder::new();
    let labelled = table.shelf(LabelledTerms { corpus, frequency });
    table.by_row(terms.len(), move |column| {
        let id = terms[column];
        let counts = &frequency.terms[id.index()];
        MatrixColumn {
            column: column + 1,
            term: labelled.entry(id.index()),
            language: corpus.vocabulary.term(id).language.code(),
            cf: counts.cf,
            df: counts.df,
        }
    })
}
