//! A document-term matrix in compressed sparse rows.

use crate::model::{DocId, TermId};

/// How often each term occurs in each document; only what occurs is stored.
///
/// Shape: documents by terms. Row `d` is a sequence of (term, count), sorted by term, counts from 1.
/// A cell takes about two bytes: how far its term is from the one before, and its count, seven bits
/// to a byte (LEB128). Rows lie in the blocks they were counted in, so that none is ever copied.
#[derive(Debug, Default, Clone)]
pub struct DocumentTermMatrix {
    blocks: Vec<MatrixBlock>,
    /// By document: its block, and its place there.
    rows: Vec<(u32, u32)>,
}

/// Rows of documents that follow each other.
#[derive(Debug, Default, Clone)]
pub struct MatrixBlock {
    bytes: Vec<u8>,
    /// By document.
    ends: Vec<RowEnd>,
}

/// Where a row ends, in bytes, and how many cells there are up to there.
#[derive(Debug, Default, Clone, Copy)]
struct RowEnd {
    byte: usize,
    cells: usize,
}

impl MatrixBlock {
    /// Adds a row: `fill` is given what takes its cells, which must come sorted by term, with counts
    /// from 1.
    pub fn push_row(&mut self, fill: impl FnOnce(&mut dyn FnMut(TermId, u32))) {
        let (bytes, mut next, mut cells) = (&mut self.bytes, 0, 0);
        fill(&mut |term, n| {
            debug_assert!(term.0 >= next && n > 0);
            push_number(bytes, term.0 - next);
            push_number(bytes, n - 1);
            next = term.0 + 1;
            cells += 1;
        });
        let before = self.ends.last().map_or(0, |end| end.cells);
        self.ends.push(RowEnd {
            byte: self.bytes.len(),
            cells: before + cells,
        });
    }

    /// Gives back what room is left, for when all rows are there.
    pub fn finish(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn row(&self, index: usize) -> Row<'_> {
        let before = index.checked_sub(1).map(|before| self.ends[before]);
        let (start, end) = (before.unwrap_or_default(), self.ends[index]);
        Row {
            bytes: &self.bytes[start.byte..end.byte],
            next: 0,
            cells: end.cells - start.cells,
        }
    }
}

/// Appends a number, the lowest seven bits first; the top bit of a byte says that more follow.
#[inline]
fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The cells of a row: terms in their order, with their counts.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    bytes: &'a [u8],
    /// The lowest term that may come.
    next: u32,
    /// How many cells are left.
    cells: usize,
}

impl Row<'_> {
    /// Takes a number off the front; 0 from nothing.
    #[inline]
    fn number(&mut self) -> u32 {
        let mut number = 0;
        let mut shift = 0;
        while let Some((&byte, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            number |= u32::from(byte & 0x7F) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }
}

impl Iterator for Row<'_> {
    type Item = (TermId, u32);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.cells = self.cells.checked_sub(1)?;
        let term = self.next + self.number();
        self.next = term + 1;
        Some((TermId(term), self.number() + 1))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.cells, Some(self.cells))
    }
}

impl ExactSizeIterator for Row<'_> {}

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
    pub fn row(&self, document: DocId) -> Row<'_> {
        let (block, row) = self.rows[document.index()];
        self.blocks[block as usize].row(row as usize)
    }

    /// All rows, in document order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.documents()).map(|index| self.row(DocId::new(index)))
    }

    /// Number of stored cells.
    #[must_use]
    pub fn stored(&self) -> usize {
        let cells = |block: &MatrixBlock| block.ends.last().map_or(0, |end| end.cells);
        self.blocks.iter().map(cells).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_in_their_blocks() {
        let rows = [
            vec![(TermId(2), 1), (TermId(5), 3), (TermId(6), u32::MAX)],
            vec![],
            vec![(TermId(0), 7), (TermId(u32::MAX - 1), 128)],
        ];
        let (mut first, mut second) = (MatrixBlock::default(), MatrixBlock::default());
        let fill = |block: &mut MatrixBlock, row: &[(TermId, u32)]| {
            block.push_row(|push| row.iter().for_each(|&(term, n)| push(term, n)));
        };
        fill(&mut first, &rows[0]);
        fill(&mut first, &rows[1]);
        fill(&mut second, &rows[2]);
        second.finish();
        let matrix = DocumentTermMatrix::from_blocks(vec![first, second]);
        assert_eq!((matrix.documents(), matrix.stored()), (3, 5));
        for (found, row) in matrix.rows().zip(&rows) {
            assert_eq!(found.len(), row.len());
            assert_eq!(found.collect::<Vec<_>>(), *row);
        }
    }
}
