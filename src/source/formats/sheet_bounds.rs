//! What a part of a spreadsheet states of its size, before a parser believes it.
//!
//! Takes a part as bytes, gives a reason for refusal: a table of strings that states more of them than it
//! has bytes, or rows and cells with content that are repeated more often than people repeat any. Parsers
//! reserve memory for the first, and write out the second.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How often all rows with content may be repeated in a sheet, beyond the first of each.
const MOST_REPEATED: u64 = 10_000;
/// How many cells rows with content may come to, empty ones between others included.
const MOST_CELLS: u64 = 20_000_000;
/// The part of strings begins with their number.
const HEAD: usize = 4 << 10;

/// Refuses a part that states too much.
pub(super) fn check_part(part: &[u8]) -> Result<(), String> {
    check_strings(part)?;
    if memchr::memmem::find(part, b"-repeated").is_some() {
        check_repeats(part)?;
    }
    Ok(())
}

/// A string takes at least the tag of an empty element.
fn check_strings(part: &[u8]) -> Result<(), String> {
    let head = part.get(..HEAD).unwrap_or(part);
    let Some(at) = memchr::memmem::find(head, b"uniqueCount") else {
        return Ok(());
    };
    let digits = head.iter().skip(at + "uniqueCount".len());
    let digits = digits.skip_while(|byte| !byte.is_ascii_digit() && **byte != b'>');
    let digits: Vec<u8> = digits
        .take_while(|byte| byte.is_ascii_digit())
        .copied()
        .collect();
    let stated = std::str::from_utf8(&digits).unwrap_or_default();
    let is_too_many = match stated.parse::<u64>() {
        Ok(number) => number > part.len() as u64,
        Err(_) => !digits.is_empty(),
    };
    if is_too_many {
        return Err(format!(
            "damaged: it states {stated} strings, and its table of strings has {} bytes; open it in its own program and save it again",
            part.len()
        ));
    }
    Ok(())
}

/// A row of an OpenDocument sheet.
#[derive(Default)]
struct Row {
    repeated: u64,
    /// Cells up to the last with content, and those behind it.
    width: u64,
    blank: u64,
}

impl Row {
    fn of(tag: &BytesStart<'_>) -> Self {
        Self {
            repeated: repeated(tag, "number-rows-repeated"),
            ..Self::default()
        }
    }

    fn add_cell(&mut self, tag: &BytesStart<'_>, has_content: bool) {
        let cells = repeated(tag, "number-columns-repeated");
        self.blank = self.blank.saturating_add(cells);
        if has_content {
            self.width = self.width.saturating_add(self.blank);
            self.blank = 0;
        }
    }
}

fn check_repeats(part: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(part);
    let mut reader = Reader::from_str(&text);
    let mut row = Row::default();
    let (mut more_rows, mut cells) = (0_u64, 0_u64);
    loop {
        // What is no XML is told by the parser of sheets.
        match reader.read_event() {
            Err(_) | Ok(Event::Eof) => return Ok(()),
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "table-row" => row = Row::of(&tag),
                "table-cell" | "covered-table-cell" => row.add_cell(&tag, true),
                _ => {}
            },
            Ok(Event::Empty(tag)) => {
                if matches!(
                    tag.local_name().as_ref(),
                    "table-cell" | "covered-table-cell"
                ) {
                    let has_value = tag.attributes().flatten().any(|attribute| {
                        let name = attribute.key.local_name();
                        name.as_ref().contains("value") || name.as_ref() == "formula"
                    });
                    row.add_cell(&tag, has_value);
                }
            }
            Ok(Event::End(tag)) if tag.local_name().as_ref() == "table-row" => {
                if row.width > 0 {
                    more_rows = more_rows.saturating_add(row.repeated - 1);
                    cells = cells.saturating_add(row.repeated.saturating_mul(row.width));
                }
                row = Row::default();
            }
            Ok(_) => {}
        }
        if more_rows > MOST_REPEATED || cells > MOST_CELLS {
            return Err(format!(
                "refused: its repeated rows come to {more_rows} rows more and {cells} cells, more than a sheet of texts has; if you trust it, save it as CSV"
            ));
        }
    }
}

/// How often an element stands there: once, or as often as its attribute says.
fn repeated(tag: &BytesStart<'_>, name: &str) -> u64 {
    let mut attributes = tag.attributes().flatten();
    let attribute = attributes.find(|attribute| attribute.key.local_name().as_ref() == name);
    let value = attribute.and_then(|attribute| attribute.value.trim().parse().ok());
    value.unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(row: &str, cell: &str, times: usize) -> String {
        let cells = format!("<table:table-cell{cell}><text:p>a</text:p></table:table-cell>");
        let row = format!("<table:table-row{row}>{cells}</table:table-row>");
        format!("<table:table>{}</table:table>", row.repeat(times))
    }

    #[test]
    fn tables_of_strings_hold_what_they_state() {
        let part = |number: &str| {
            format!("<x:sst count='1' uniqueCount=\"{number}\"><si><t>x</t></si></x:sst>")
        };
        assert_eq!(check_part(part("1").as_bytes()), Ok(()));
        for number in ["4294967295", "1000", "99999999999999999999999"] {
            let reason = check_part(part(number).as_bytes()).expect_err(number);
            assert!(reason.contains(number), "{reason}");
        }
    }

    #[test]
    fn rows_and_cells_are_not_repeated_without_end() {
        let rows = |number: u64| format!(" table:number-rows-repeated=\"{number}\"");
        let columns = |number: u64| format!(" table:number-columns-repeated=\"{number}\"");
        for (sheet, is_fine) in [
            (sheet(&rows(300), &columns(3), 1), true),
            (sheet(&rows(1_048_576), "", 1), false),
            (sheet(&rows(2), "", 20_000), false),
            (sheet("", &columns(16_384), 2_000), false),
            (sheet("", &columns(16_384), 100), true),
            (sheet(&rows(u64::MAX), &columns(u64::MAX), 2), false),
        ] {
            let start: String = sheet.chars().take(120).collect();
            assert_eq!(check_part(sheet.as_bytes()).is_ok(), is_fine, "{start}");
        }
        // Empty rows fill a sheet to its end.
        let empty = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert_eq!(check_part(empty.as_bytes()), Ok(()));
    }
}
