//! What is checked of an old workbook (.xls) before its parser sees it.
//!
//! The parser makes a table of all cells between the first and the last, and makes room for as many as
//! the file says it has; a few damaged bytes could take all memory. So the records of each sheet are gone
//! through here first, and a workbook is refused whose tables would be larger than others may be.

use super::ole::{Compound, u16_at, u32_at};

/// How many sheets are looked at.
const MOST_SHEETS: usize = 1000;
/// How many times the size of the file its sheets may come to together, were each read to its end.
const MOST_TURNS: usize = 16;

/// The last column of a sheet, from 0.
const LAST_COLUMN: usize = 255;

const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// Checks that the tables of a workbook hold no more than `most` cells.
///
/// # Errors
/// If they do, or the file is damaged, or no workbook.
pub(super) fn check(bytes: &[u8], most: usize) -> Result<(), String> {
    let mut file = Compound::open(bytes)?;
    let stream = match file.stream("/Workbook")? {
        Some(stream) => stream,
        None => match file.stream("/Book")? {
            Some(stream) => stream,
            None => return Err(file.describe_other()),
        },
    };
    let sheets: Vec<usize> = Records::at(&stream, 0)
        .filter(|record| record.kind == BOUND_SHEET)
        .filter_map(|record| Some(u32_at(record.data, 0)? as usize))
        .collect();
    let mut left = most;
    let mut bytes_left = stream.len().saturating_mul(MOST_TURNS);
    for start in &sheets {
        let too_large =
            || "damaged, or it has more cells than refrain reads; save it as CSV".to_owned();
        let (cells, read) = size(&stream, *start).ok_or_else(too_large)?;
        left = left.checked_sub(cells).ok_or_else(too_large)?;
        bytes_left = bytes_left.checked_sub(read).ok_or_else(too_large)?;
    }
    if sheets.len() > MOST_SHEETS {
        return Err(format!(
            "it has more than {MOST_SHEETS} sheets; save it as CSV"
        ));
    }
    Ok(())
}

/// How many cells the table of a sheet has room for, and how many bytes of records it has. Nothing if
/// no workbook can have such a cell.
fn size(stream: &[u8], start: usize) -> Option<(usize, usize)> {
    let (mut rows, mut columns, mut stated) = (0, 0, 0);
    let (mut depth, mut read) = (0_usize, 0);
    for record in Records::at(stream, start) {
        read += 4 + record.data.len();
        match record.kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => {
                let end = u32_at(record.data, 4)? as usize;
                let width = usize::from(u16_at(record.data, 10).unwrap_or_default());
                if end > 1 << 16 || width > LAST_COLUMN + 1 {
                    return None;
                }
                stated = usize::max(stated, end * width);
            }
            // Cells of one column and of several.
            0x0006 | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x00D6 | 0x00FD | 0x027E | 0x00BD
            | 0x00BE => {
                let row = usize::from(u16_at(record.data, 0).unwrap_or_default());
                let first = usize::from(u16_at(record.data, 2).unwrap_or_default());
                let several = if record.kind == 0x00BD {
                    record.data.len() / 6
                } else {
                    0
                };
                let column = first + several;
                if column > LAST_COLUMN + 1 {
                    return None;
                }
                rows = rows.max(row + 1);
                columns = columns.max(column + 1);
            }
            _ => {}
        }
    }
    Some((stated.max(rows * columns), read))
}

/// A record of a stream.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// The records from a place on.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    fn at(stream: &'a [u8], start: usize) -> Self {
        Self {
            rest: stream.get(start..).unwrap_or_default(),
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.rest, 0)?;
        let length = usize::from(u16_at(self.rest, 2)?);
        let data = self.rest.get(4..)?;
        let (data, rest) = data.split_at(length.min(data.len()));
        self.rest = rest;
        Some(Record { kind, data })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::source::formats::ole::compound;
    use crate::source::formats::sheet::sheets;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = data.len() as u16;
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
        let mut data = Vec::new();
        for number in [row, column, 0, text.len() as u16] {
            data.extend(number.to_le_bytes());
        }
        data.push(0);
        data.extend(text.as_bytes());
        record(0x0204, &data)
    }

    /// A workbook of one sheet with these records.
    fn workbook(records: &[Vec<u8>]) -> Vec<u8> {
        let begin = |kind: u8| record(BEGIN, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let mut stream = begin(5);
        let start = (stream.len() + 4 + 14 + 4) as u32;
        let name = [&start.to_le_bytes()[..], &[0, 0, 6, 0], b"Sheet1"].concat();
        stream.extend(record(BOUND_SHEET, &name));
        stream.extend(record(END, &[]));
        stream.extend(begin(0x10));
        records.iter().for_each(|record| stream.extend(record));
        stream.extend(record(END, &[]));
        compound(&[("/Workbook", stream)])
    }

    pub(in crate::source::formats) fn example() -> Vec<u8> {
        workbook(&[
            label(0, 0, "id"),
            label(0, 1, "text"),
            label(1, 0, "a"),
            label(1, 1, "The mill turns."),
        ])
    }

    #[test]
    fn an_old_workbook_is_read() {
        let sheets = sheets(&example()).expect("sheets");
        assert_eq!(sheets.len(), 1);
        let rows = [["id", "text"], ["a", "The mill turns."]];
        let rows = rows.map(|cells| cells.map(str::to_owned).to_vec());
        let numbered: Vec<_> = (1..).zip(rows).collect();
        assert_eq!(sheets[0].1, numbered);
    }

    #[test]
    fn tables_that_would_take_all_memory_are_refused() {
        let mut dimensions = vec![0; 14];
        dimensions[4..8].copy_from_slice(&[0xFF; 4]);
        dimensions[10] = 9;
        for records in [
            vec![record(DIMENSIONS, &dimensions)],
            vec![label(0, 0, "a"), label(65_535, 40_000, "b")],
        ] {
            let reason = sheets(&workbook(&records)).expect_err("a reason");
            assert!(reason.starts_with("damaged"), "{reason}");
        }
        let far = workbook(&[label(0, 0, "a"), label(65_535, 255, "b")]);
        assert!(check(&far, 1_000_000).is_err());
        assert!(check(&far, 20_000_000).is_ok());
    }
}
