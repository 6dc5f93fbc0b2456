//! Rows of the document-term matrix, weighed and scaled to length 1.

use crate::model::{DocId, DocumentTermMatrix, TermId};
use crate::parallel::in_order;
use crate::stats::TermWeight;

/// The weights of every document, scaled to L2 length 1; all 0 in a document whose weights are.
#[derive(Debug)]
pub struct UnitRows<'a> {
    matrix: &'a DocumentTermMatrix,
    /// By document: a weight for each cell of its row.
    weights: Vec<Box<[f64]>>,
    /// Number of terms, up to the last that occurs.
    terms: usize,
}

impl<'a> UnitRows<'a> {
    /// The rows of a matrix; `weigh` writes the weights of a document, none of them negative, over
    /// what was there.
    #[must_use]
    pub fn new(
        matrix: &'a DocumentTermMatrix,
        weigh: impl Fn(DocId, &mut Vec<TermWeight>) + Sync,
    ) -> Self {
        let unit = |weights: &mut Vec<TermWeight>, document| {
            weigh(DocId::new(document), weights);
            let squares = weights.iter().map(|weight| weight.tf_idf * weight.tf_idf);
            let length = squares.sum::<f64>().sqrt();
            let scaled = weights.iter().map(|weight| {
                if length > 0.0 {
                    weight.tf_idf / length
                } else {
                    0.0
                }
            });
            scaled.collect()
        };
        let last = matrix.rows().filter_map(Iterator::last);
        let terms = last.map(|(term, _)| term.index() + 1);
        Self {
            terms: terms.max().unwrap_or(0),
            weights: in_order(matrix.documents(), Vec::new, unit),
            matrix,
        }
    }

    /// Number of documents.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.weights.len()
    }

    /// Number of terms.
    pub(super) fn terms(&self) -> usize {
        self.terms
    }

    /// The terms of a document with their weights, in term order.
    pub(super) fn row(&self, document: DocId) -> impl Iterator<Item = (TermId, f64)> {
        let terms = self.matrix.row(document).map(|(term, _)| term);
        terms.zip(self.weights[document.index()].iter().copied())
    }
}
