//! A document-term matrix in compressed sparse rows.

use crate::model::{DocId, TermId};

/// How often each term occurs in each document; only what occurs is stored.
///
/// Shape: documents by terms. Row `d` is a slice of (term, count), sorted by term, counts from 1.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DocumentTermMatrix {
    offsets: Vec<usize>,
    cells: Vec<(TermId, u32)>,
}

impl DocumentTermMatrix {
    /// The matrix with these rows, each already sorted by term.
    #[must_use]
    pub fn from_rows(rows: Vec<Vec<(TermId, u32)>>) -> Self {
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        offsets.push(0);
        let mut cells = Vec::with_capacity(rows.iter().map(Vec::len).sum());
        for row in rows {
            debug_assert!(row.is_sorted_by_key(|cell| cell.0));
            cells.extend(row);
            offsets.push(cells.len());
        }
        Self { offsets, cells }
    }

    /// Number of documents.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// The terms of a document with their counts, in term order.
    #[must_use]
    pub fn row(&self, document: DocId) -> &[(TermId, u32)] {
        let index = document.index();
        &self.cells[self.offsets[index]..self.offsets[index + 1]]
    }

    /// All rows, in document order.
    pub fn rows(&self) -> impl Iterator<Item = &[(TermId, u32)]> {
        (0..self.documents()).map(|index| self.row(DocId::new(index)))
    }

    /// Number of stored cells.
    #[must_use]
    pub fn stored(&self) -> usize {
        self.cells.len()
    }
}
