//! TF-IDF of each term in each document, by the weighting of the settings.

use crate::count::Counts;
use crate::model::{DocId, TermId};
use crate::stats::{DocumentFrequency, TermWeight, Weighting};

/// The weighting and its document-frequency part; document rows are weighed when they are asked
/// for, so millions of weights are never held.
#[derive(Debug)]
pub struct TfIdf {
    /// The weighting.
    pub weighting: Weighting,
    /// Documents that hold each term, by [`TermId`].
    pub df: Vec<u32>,
    /// The document-frequency part, by [`TermId`]; 0 for terms that do not occur.
    pub idf: Vec<f64>,
}

impl TfIdf {
    /// Prepares the weighting for so many documents and the documents that hold each term.
    #[must_use]
    pub fn new(documents: usize, df: Vec<u32>, weighting: Weighting) -> Self {
        let documents = documents as u32;
        let idf = df.iter().map(|&df| match df {
            0 => 0.0,
            df => weighting.idf(DocumentFrequency { documents, df }),
        });
        Self {
            weighting,
            idf: idf.collect(),
            df,
        }
    }

    /// Weighs a document: writes one weight for each cell of its row, over what was there.
    pub fn weigh(&self, counts: &Counts, document: DocId, weights: &mut Vec<TermWeight>) {
        let row = counts.matrix.row(document);
        let row: Vec<(u32, f64)> = row.map(|(term, n)| (n, self.idf_of(term))).collect();
        self.weighting.weigh(&row, weights);
    }

    /// The document-frequency part of a term.
    #[must_use]
    pub fn idf_of(&self, term: TermId) -> f64 {
        self.idf[term.index()]
    }
}
