//! The document-term matrix in the format of Matrix Market, for scipy and for R's Matrix.
//!
//! Takes the counts; rows are documents, columns terms, as `tables::document_term` numbers them.

use std::io::{self, Write};

use crate::analyze::Results;
use crate::model::DocId;
use crate::output::in_order::{Check, in_order};
use crate::tables::term_columns;

const HEAD: &str = "%%MatrixMarket matrix coordinate integer general
% occurrences of terms in documents
% rows: document_term_rows.csv, columns: document_term_columns.csv
";

/// Writes the matrix; gives the number of its entries.
///
/// # Errors
/// What `out` says; `check` is asked before each block and can stop the writing.
pub(super) fn write_matrix(
    results: &Results,
    out: &mut (impl Write + Send),
    check: &Check<'_>,
) -> io::Result<u64> {
    let matrix = &results.counts.matrix;
    let terms = term_columns(&results.frequency);
    // By term: its column, from 1; the terms that occur are all there.
    let mut columns = vec![0_usize; results.frequency.terms.len()];
    for (column, term) in (1..).zip(&terms) {
        columns[term.index()] = column;
    }
    let (documents, entries) = (matrix.documents(), matrix.stored());
    writeln!(out, "{HEAD}{documents} {} {entries}", terms.len())?;
    let lines = |rows, block: &mut Vec<u8>| {
        let (mut row_digits, mut digits) = (itoa::Buffer::new(), itoa::Buffer::new());
        for row in rows {
            let start = row_digits.format(row + 1).as_bytes();
            for (term, n) in matrix.row(DocId::new(row)) {
                block.extend_from_slice(start);
                block.push(b' ');
                block.extend_from_slice(digits.format(columns[term.index()]).as_bytes());
                block.push(b' ');
                block.extend_from_slice(digits.format(n).as_bytes());
                block.push(b'\n');
            }
        }
    };
    in_order(documents, lines, |block| out.write_all(block), check)?;
    Ok(entries as u64)
}
