//! A document-term matrix in compressed sparse rows.

use crate::model::{DocId, TermId};

/// How often each term occurs in each document; only what occurs is stored.
///
/// Shape: documents by terms. Row `d` is a slice of (term, count), sorted by term, counts from 1.
/// Rows lie in the blocks they were counted in, so that none is ever copied.
#[derive(Debug, Default, Clone)]
pub struct DocumentTermMatrix {
    blocks: Vec<MatrixBlock>,
    /// By document: its block, and its place there.
    rows: Vec<(u32, u32)>,
}

/// Rows of documents that follow each other.
#[derive(Debug, Default, Clone)]
pub struct MatrixBlock {
    cells: Vec<(TermId, u32)>,
    /// By document: where its row ends.
    ends: Vec<usize>,
}

impl MatrixBlock {
    /// Adds a row: what `fill` puts at the end of the cells, which must be sorted by term.
    pub fn push_row(&mut self, fill: impl FnOnce(&mut Vec<(TermId, u32)>)) {
        let start = self.cells.len();
        fill(&mut self.cells);
        debug_assert!(self.cells[start..].is_sorted_by_key(|cell| cell.0));
        self.ends.push(self.cells.len());
    }

    /// Gives back what room is left, for when all rows are there.
    pub fn finish(&mut self) {
        self.cells.shrink_to_fit();
    }

    fn row(&self, index: usize) -> &[(TermId, u32)] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.cells[start..self.ends[index]]
    }
}

impl DocumentTermMatrix {
    /// The matrix of these blocks, in the order of their documents.
    #[must_use]
    pub fn from_blocks(blocks: Vec<MatrixBlock>) -> Self {
        let blocks_with_number = (0..).zip(&blocks);
        let rows = blocks_with_number
            .flat_map(|(number, block)| (0..block.ends.len() as u32).map(move |row| (number, row)));
        Self {
            rows: rows.collect(),
            blocks,
        }
    }

    /// Number of documents.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.rows.len()
    }

    /// The terms of a document with their counts, in term order.
    #[must_use]
    pub fn row(&self, document: DocId) -> &[(TermId, u32)] {
        let (block, row) = self.rows[document.index()];
        self.blocks[block as usize].row(row as usize)
    }

    /// All rows, in document order.
    pub fn rows(&self) -> impl Iterator<Item = &[(TermId, u32)]> {
        (0..self.documents()).map(|index| self.row(DocId::new(index)))
    }

    /// Number of stored cells.
    #[must_use]
    pub fn stored(&self) -> usize {
        self.blocks.iter().map(|block| block.cells.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_in_their_blocks() {
        let rows = [
            vec![(TermId(2), 1), (TermId(5), 3)],
            vec![],
            vec![(TermId(0), 7)],
        ];
        let (mut first, mut second) = (MatrixBlock::default(), MatrixBlock::default());
        first.push_row(|cells| cells.extend_from_slice(&rows[0]));
        first.push_row(|cells| cells.extend_from_slice(&rows[1]));
        second.push_row(|cells| cells.extend_from_slice(&rows[2]));
        let matrix = DocumentTermMatrix::from_blocks(vec![first, second]);
        assert_eq!((matrix.documents(), matrix.stored()), (3, 3));
        assert!(matrix.rows().eq(rows.iter().map(Vec::as_slice)));
    }
}
