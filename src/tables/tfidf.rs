//! `tfidf.csv`: the weight of each term in each document, with its parts.

use std::borrow::Cow;

use crate::analyze::{Frequency, TfIdf};
use crate::count::Counts;
use crate::model::{Column, Corpus, DocId, Table, TableSpec};

static COLUMNS: [Column; 9] = [
    Column::string("doc_id", "Document"),
    Column::string("source", "Source of the document"),
    Column::string("term", "Stem that the forms share"),
    Column::string("label", "Most frequent form in the corpus"),
    Column::integer("n", "Occurrences of the term in the document"),
    Column::number("tf", "Term-frequency part of the weight"),
    Column::integer("df", "Documents that hold the term"),
    Column::number("idf", "Document-frequency part of the weight"),
    Column::number(
        "tf_idf",
        "Weight of the term in the document, normalised as the weighting says",
    ),
];

pub(super) fn tfidf<'a>(
    corpus: &'a Corpus,
    counts: &'a Counts,
    frequency: &'a Frequency,
    tfidf: &'a TfIdf,
) -> Table<'a> {
    let spec = TableSpec {
        name: "tfidf",
        row: "a document and a term that occurs in it",
        columns: Cow::Borrowed(&COLUMNS),
        key: &["doc_id", "term"],
        order: "by doc_id, then by term",
    };
    Table::blocks(spec, corpus.documents.len(), move |index, out| {
        let id = DocId::new(index);
        let info = &corpus.document(id).info;
        let mut weights = Vec::new();
        tfidf.weigh(counts, id, &mut weights);
        for (&(term, n), weight) in counts.matrix.row(id).iter().zip(&weights) {
            out.row(&[
                (&info.doc_id).into(),
                (&info.source).into(),
                corpus.vocabulary.term(term).text.as_ref().into(),
                frequency.label(corpus, term).into(),
                n.into(),
                weight.tf.into(),
                tfidf.df[term.index()].into(),
                weight.idf.into(),
                weight.tf_idf.into(),
            ]);
        }
    })
}
