//! `tfidf.csv`: the weight of each term in each document, with its parts.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use super::document_names;
use super::groups::Groups;
use super::terms::labelled_terms;
use crate::analyze::{Frequency, TfIdf};
use crate::count::Counts;
use crate::model::{Cell, Column, Corpus, Dictionary, DocId, Table, TableSpec};
use crate::stats::TermWeight;

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
    let groups = Groups::new(counts.matrix.rows().map(|row| row.len()));
    let weighed = Weighed::default();
    let table = Table::new(spec, groups.rows(), move |rows, out| {
        for (document, places) in groups.parts(rows) {
            let id = DocId::new(document);
            let weights = weighed.document(tfidf, counts, id);
            let cells = counts.matrix.row(id).skip(places.start);
            for ((term, n), weight) in cells.zip(&weights[places]) {
                out.row(&[
                    Cell::entry(0, document),
                    Cell::entry(1, term.index()),
                    n.into(),
                    weight.tf.into(),
                    Cell::entry(2, term.index()),
                    weight.tf_idf.into(),
                ]);
            }
        }
    });
    let documents_with = Dictionary::new(tfidf.df.len(), move |term, out| {
        out.row(&[tfidf.df[term].into(), tfidf.idf[term].into()]);
    });
    table.with([
        document_names(corpus),
        labelled_terms(corpus, frequency),
        documents_with,
    ])
}

/// The weights of the document that was weighed last, for those who write other rows of it.
#[derive(Default)]
struct Weighed(Mutex<Option<(DocId, Arc<Vec<TermWeight>>)>>);

impl Weighed {
    fn document(&self, tfidf: &TfIdf, counts: &Counts, id: DocId) -> Arc<Vec<TermWeight>> {
        let last = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, weights)) = last().as_ref().filter(|(own, _)| *own == id) {
            return Arc::clone(weights);
        }
        let mut weights = Vec::new();
        tfidf.weigh(counts, id, &mut weights);
        let weights = Arc::new(weights);
        *last() = Some((id, Arc::clone(&weights)));
        weights
    }
}
