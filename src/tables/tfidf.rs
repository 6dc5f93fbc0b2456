//! `tfidf.csv`: the weight of each term in each document, with its parts.

use std::sync::{Arc, Mutex, PoisonError};

use super::groups::Groups;
use super::lookups::{LabelledTerms, NamedDocuments};
use crate::analyze::{Frequency, TfIdf};
use crate::count::Counts;
use crate::model::{Corpus, DocId, Lookup, Shared, TableBuilder, TypedTable, row, table};
use crate::stats::TermWeight;

row! {
    /// A row of `tfidf.csv`.
    pub struct TfidfRow<'a>, TfidfColumns {
        document: Shared<NamedDocuments<'a>> => _,
        term: Shared<LabelledTerms<'a>> => _,
        n: u32 => "Occurrences of the term in the document",
        tf: f64 => "Term-frequency factor of the weight",
        rarity: Shared<TermRarities<'a>> => _,
        tf_idf: f64 => "Weight of the term in the document, normalised as the weighting requires",
    }
}

table! {
    /// `tfidf.csv`.
    Tfidf of TfidfRow<'a>,
    row: "a document and a term that occurs in it",
    key: [document.doc_id, term.term],
    order: "by doc_id, then by term",
}

row! {
    /// In how many documents a term is, and what that makes of its weight.
    pub struct TermRarity, TermRarityColumns {
        df: u32 => "Documents that contain the term",
        idf: f64 => "Inverse-document-frequency factor of the weight",
    }
}

/// How rare the terms are, by [`crate::model::TermId`].
#[derive(Debug, Clone, Copy)]
pub struct TermRarities<'a>(&'a TfIdf);

impl Lookup for TermRarities<'_> {
    type Entry = TermRarity;

    fn count(&self) -> usize {
        self.0.df.len()
    }

    fn entry(&self, term: usize) -> TermRarity {
        TermRarity {
            df: self.0.df[term],
            idf: self.0.idf[term],
        }
    }
}

pub(super) fn tfidf<'a>(
    corpus: &'a Corpus,
    counts: &'a Counts,
    frequency: &'a Frequency,
    tfidf: &'a TfIdf,
) -> TypedTable<'a, Tfidf> {
    let groups = Groups::new(counts.matrix.rows().map(|row| row.len()));
    let weighed = Weighed::default();
    let mut table = TableBuilder::new();
    let documents = table.shelf(NamedDocuments(corpus));
    let terms = table.shelf(LabelledTerms { corpus, frequency });
    let rarities = table.shelf(TermRarities(tfidf));
    table.rows(groups.rows(), move |rows, out| {
        for (document, places) in groups.parts(rows) {
            let id = DocId::new(document);
            let weights = weighed.document(tfidf, counts, id);
            let cells = counts.matrix.row(id).skip(places.start);
            for ((term, n), weight) in cells.zip(&weights[places]) {
                out.push(TfidfRow {
                    document: documents.entry(document),
                    term: terms.entry(term.index()),
                    n,
                    tf: weight.tf,
                    rarity: rarities.entry(term.index()),
                    tf_idf: weight.tf_idf,
                });
            }
        }
    })
}

/// The weights of the document that was weighed last, for those who write other rows of it.
#[derive(Default)]
struct Weighed(Mutex<Option<(DocId, Arc<Vec<TermWeight>>)>>);

impl Weighed {
    fn document(&self, tfidf: &TfIdf, counts: &Counts, id: DocId) -> Arc<Vec<TermWeight>> {
        let last = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, weights)) = last().as_ref().filter(|(weighed, _)| *weighed == id) {
            return Arc::clone(weights);
        }
        let mut weights = Vec::new();
        tfidf.weigh(counts, id, &mut weights);
        let weights = Arc::new(weights);
        *last() = Some((id, Arc::clone(&weights)));
        weights
    }
}
