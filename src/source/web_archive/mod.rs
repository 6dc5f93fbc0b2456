//! Web archives (WARC, WET): the records of a crawl, of which pages and texts are documents.
//!
//! Takes a stream, unpacked; gives each page as a [`WebPage`], which a worker reads, and a row for each
//! record that should be a document and is lost. Other records are counted by reason, a row each. No more
//! than one record is held at a time.
//!
//! The format is read here, since the crates that read it end at the first record that is wrong.

mod fields;
mod held;
mod kinds;
mod page;
mod records;
mod response;
mod sign;
mod tally;

use std::io::{self, BufRead};

pub(super) use page::WebPage;

use super::{Origin, skip};
use crate::model::{Numbered, Skipped};
use kinds::{Kind, kind_of};
use page::at_byte;
use records::Records;
use tally::Tally;

/// Takes a page or a row, and the bytes that it takes up; says whether to go on.
type PageSink<'a> = &'a mut dyn FnMut(Result<Box<WebPage>, Skipped>, usize) -> bool;

/// Hands the pages of a web archive to `sink`, in their order, until it says `false`.
///
/// # Errors
/// If the archive can't be read further.
pub(super) fn each_page(
    origin: &Origin,
    reader: &mut dyn BufRead,
    sink: PageSink<'_>,
) -> io::Result<()> {
    let mut records = Records::new(reader);
    let mut tally = Tally::default();
    let mut is_empty = true;
    let end = loop {
        let found = match records.next() {
            Ok(Some(found)) => found,
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        };
        is_empty = false;
        let kind = found.what.map_or_else(Kind::Lost, kind_of);
        let goes_on = match kind {
            Kind::Document(facts, bytes) => {
                let size = bytes.len();
                let page = WebPage {
                    origin: origin.clone(),
                    number: found.number,
                    offset: found.offset,
                    facts: *facts,
                    bytes,
                };
                sink(Ok(Box::new(page)), size)
            }
            Kind::None(reason, name) => {
                tally.add(reason, name, found.number);
                true
            }
            Kind::Lost(reason) => {
                let reason = at_byte(found.offset, &reason);
                sink(Err(row(origin, found.number, reason)), 0)
            }
        };
        if !goes_on {
            return Ok(());
        }
    };
    for (number, reason) in tally.rows() {
        sink(Err(row(origin, number, reason)), 0);
    }
    if is_empty && end.is_ok() {
        let reason = "the web archive contains no records".to_owned();
        sink(Err(skip(&origin.path, None, None, reason)), 0);
    }
    end
}

/// The row of the record with this number.
fn row(origin: &Origin, number: u64, reason: String) -> Skipped {
    let mut row = skip(&origin.path, Some(number), None, reason);
    row.numbered = Numbered::Record;
    row
}

#[cfg(test)]
mod tests;
