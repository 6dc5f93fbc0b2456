//! Documents of Word 97 to 2003 (.doc).
//!
//! Takes the compound file, gives the text as its table of pieces puts it together: paragraphs and cells
//! in order, then foot- and endnotes and text boxes. Heads and feet of pages and comments are pieces that
//! were left out; the codes of fields, and deleted and hidden text are not shown and not read.

mod hidden;

use super::blocks::Blocks;
use super::edges::piece;
use super::ole::{Compound, day_at, u16_at, u32_at};
use super::rtf::code_page;
use super::{Converted, Outcome};
use crate::model::{LeftOut, Rule};
use hidden::hidden;

/// The first version whose text is in pieces as read here.
const WORD_97: u16 = 193;

/// Converts a document.
///
/// # Errors
/// If it is damaged, encrypted, older, or without text.
pub(super) fn doc(file: &mut Compound<'_>) -> Outcome {
    let main = file.stream("/WordDocument")?.unwrap_or_default();
    let flags = u16_at(&main, 0x0A).unwrap_or_default();
    if flags & 0x0100 != 0 {
        return Err("encrypted; save it without a password".to_owned());
    }
    if u16_at(&main, 2).is_none_or(|version| version < WORD_97) {
        return Err("a document from before Word 97; save it as .docx, .odt or text".to_owned());
    }
    let table = if flags & 0x0200 != 0 {
        "/1Table"
    } else {
        "/0Table"
    };
    let table = file.stream(table)?.unwrap_or_default();
    let damaged = || {
        "damaged: its piece table cannot be read; open it in an office program and save it again"
            .to_owned()
    };
    let text = pieces(&main, &table).ok_or_else(damaged)?;
    let (text, left_out) = sections(&main, &text).ok_or_else(damaged)?;
    let mut converted = Converted {
        text,
        left_out,
        ..Converted::default()
    };
    if converted.text.is_empty() {
        return Err("it contains no text".to_owned());
    }
    if let Some(summary) = file.stream("/\u{5}SummaryInformation")? {
        state(&summary, &mut converted);
    }
    Ok(converted)
}

/// What stands in the place of a character that is deleted or hidden: Word has no use for it.
const HIDDEN: u16 = 0;

/// The whole text, in 16 bits a character.
fn pieces(main: &[u8], table: &[u8]) -> Option<Vec<u16>> {
    let start = u32_at(main, 0x01A2)? as usize;
    let length = u32_at(main, 0x01A6)? as usize;
    let mut rest = table.get(start..start.checked_add(length)?)?;
    // Before the pieces, formats may stand.
    while rest.first() == Some(&1) {
        let length = usize::from(u16_at(rest, 1)?);
        rest = rest.get(3 + length..)?;
    }
    let list = rest.get(5..)?;
    let count = (u32_at(rest, 1)? as usize).checked_sub(4)? / 12;
    let hidden = hidden(main, table);
    let is_hidden = |place: usize| hidden.get(place).copied().unwrap_or_default();
    let mut text = Vec::new();
    for piece in 0..count {
        let (from, to) = (u32_at(list, piece * 4)?, u32_at(list, piece * 4 + 4)?);
        let place = u32_at(list, (count + 1) * 4 + piece * 8 + 2)?;
        let length = to.checked_sub(from)? as usize;
        // No piece may stand in the text twice.
        if text.len() + length > main.len() {
            return None;
        }
        if place & 0x4000_0000 != 0 {
            let start = (place & 0x3FFF_FFFF) as usize / 2;
            let bytes = main.get(start..start + length)?;
            let decoded = code_page(1252)?.decode(bytes).text;
            let units = (start..).zip(decoded.encode_utf16());
            text.extend(units.map(|(place, unit)| if is_hidden(place) { HIDDEN } else { unit }));
        } else {
            let start = place as usize;
            let bytes = main.get(start..start + length * 2)?;
            let (units, _) = bytes.as_chunks::<2>();
            let units = (start..).step_by(2).zip(units);
            text.extend(units.map(|(place, unit)| match is_hidden(place) {
                true => HIDDEN,
                false => u16::from_le_bytes(*unit),
            }));
        }
    }
    Some(text)
}

/// The text of body, footnotes, endnotes and text boxes; and heads and feet of pages, and comments.
fn sections(main: &[u8], text: &[u16]) -> Option<(String, Vec<LeftOut>)> {
    let (mut texts, mut left_out) = (Vec::new(), Vec::new());
    let mut start = 0;
    // Body, footnotes, heads and feet, macros, comments, endnotes, boxes.
    let rules = [
        None,
        None,
        Some(Rule::Mark),
        Some(Rule::Code),
        Some(Rule::Comment),
        None,
        None,
    ];
    for (number, rule) in rules.into_iter().enumerate() {
        let length = u32_at(main, 0x4C + number * 4)? as usize;
        let end = (start + length).min(text.len());
        let section = readable(&text[start..end]);
        match rule {
            Some(rule) => left_out.extend(piece(rule, section)),
            None if section.is_empty() => {}
            None => texts.push(section),
        }
        start = end;
    }
    Some((texts.join("\n\n"), left_out))
}

/// Text without the codes of fields and the signs of Word.
fn readable(units: &[u16]) -> String {
    let mut blocks = Blocks::default();
    // For each open field, whether its code goes on.
    let mut fields: Vec<bool> = Vec::new();
    let mut codes = 0_usize;
    let mut letters = [0; 4];
    for letter in char::decode_utf16(units.iter().copied()) {
        let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
        match letter {
            '\u{13}' => {
                fields.push(true);
                codes += 1;
            }
            '\u{14}' => {
                if let Some(is_code @ true) = fields.last_mut() {
                    *is_code = false;
                    codes -= 1;
                }
            }
            '\u{15}' => codes -= usize::from(fields.pop() == Some(true)),
            _ if codes > 0 => {}
            '\r' | '\u{7}' | '\u{c}' | '\u{e}' => blocks.part(),
            '\u{b}' => blocks.push("\n"),
            '\t' => blocks.push(" "),
            '\u{1e}' => blocks.push("\u{2011}"),
            '\u{1f}' => blocks.push("\u{ad}"),
            '\0'..' ' => {}
            letter => blocks.push(letter.encode_utf8(&mut letters)),
        }
    }
    blocks.finish()
}

/// Takes over what the document states of itself.
fn state(summary: &[u8], converted: &mut Converted) {
    let Some(section) = u32_at(summary, 44).and_then(|start| summary.get(start as usize..)) else {
        return;
    };
    let property = |wanted: u32| {
        let count = u32_at(section, 4)?.min(100) as usize;
        let mut places = (0..count).map(|number| 8 + number * 8);
        let place = places.find(|place| u32_at(section, *place) == Some(wanted))?;
        Some(u32_at(section, place + 4)? as usize)
    };
    let page = property(1).and_then(|at| u16_at(section, at + 4));
    let codec = code_page(i32::from(page.unwrap_or(1252))).or_else(|| code_page(1252));
    let text = |wanted: u32| {
        let at = property(wanted)?;
        let length = u32_at(section, at.checked_add(4)?)? as usize;
        let bytes = section.get(at + 8..)?.get(..length)?;
        let text = codec?.decode(bytes).text;
        let text = text.trim_matches(['\0', ' ']).to_owned();
        (!text.is_empty()).then_some(text)
    };
    converted.title = text(2);
    converted.author = text(4);
    converted.date = property(12).and_then(|at| day_at(section, at.checked_add(4)?));
}

#[cfg(test)]
pub(super) mod tests {
    use crate::model::Rule;
    use crate::source::formats::ole::{compound, ole};

    /// A document of two pieces, one of them in 8 bits, with sections of these lengths.
    fn document(first: &str, second: &str, lengths: [u32; 7]) -> Vec<(&'static str, Vec<u8>)> {
        let mut main = vec![0; 0x200];
        main[..2].copy_from_slice(&0xA5EC_u16.to_le_bytes());
        main[2..4].copy_from_slice(&193_u16.to_le_bytes());
        for (length, at) in lengths.iter().zip((0x4C..).step_by(4)) {
            main[at..at + 4].copy_from_slice(&length.to_le_bytes());
        }
        let first: Vec<u8> = first.chars().map(|letter| letter as u8).collect();
        let second: Vec<u16> = second.encode_utf16().collect();
        let first_place = (main.len() as u32 * 2) | 0x4000_0000;
        main.extend(&first);
        let second_place = main.len() as u32;
        main.extend(second.iter().flat_map(|unit| unit.to_le_bytes()));
        let middle = first.len() as u32;
        let end = middle + second.len() as u32;
        let mut table = vec![1, 2, 0, 9, 9, 2];
        table.extend(28_u32.to_le_bytes());
        for number in [0, middle, end] {
            table.extend(number.to_le_bytes());
        }
        for place in [first_place, second_place] {
            table.extend([0, 0]);
            table.extend(place.to_le_bytes());
            table.extend([0, 0]);
        }
        main[0x1A6..0x1AA].copy_from_slice(&(table.len() as u32).to_le_bytes());
        vec![("/WordDocument", main), ("/0Table", table)]
    }

    fn summary() -> Vec<u8> {
        let mut bytes = vec![0; 48];
        bytes[44..48].copy_from_slice(&48_u32.to_le_bytes());
        let mut section = Vec::new();
        for number in [0_u32, 3, 1, 32, 2, 40, 12, 56] {
            section.extend(number.to_le_bytes());
        }
        section.extend([2, 0, 0, 0, 0xE3, 4, 0, 0]);
        section.extend([
            0x1E, 0, 0, 0, 5, 0, 0, 0, 0xCC, 0xE8, 0xF0, b'!', 0, 0, 0, 0,
        ]);
        section.extend([0x40, 0, 0, 0]);
        section.extend(((1_391_385_600_u64 + 11_644_473_600) * 10_000_000).to_le_bytes());
        bytes.extend(section);
        bytes
    }

    pub(in crate::source::formats) fn example() -> Vec<u8> {
        let first = "The caf\u{e9}\r\u{13} HYPERLINK x \u{14}link\u{15}.\u{7}";
        let second = "Łódź\u{b}froze.\rNote.\rHeader\r";
        let body = (first.encode_utf16().count() + 12) as u32;
        let mut streams = document(first, second, [body, 6, 7, 0, 0, 0, 0]);
        streams.push(("/\u{5}SummaryInformation", summary()));
        compound(&streams)
    }

    #[test]
    fn pieces_make_the_text() {
        let (_, outcome) = ole(&example());
        let converted = outcome.expect("text");
        assert_eq!(converted.text, "The café\n\nlink.\n\nŁódź\nfroze.\n\nNote.");
        assert_eq!(converted.title.as_deref(), Some("Мир!"));
        assert_eq!(converted.date.as_deref(), Some("2014-02-03"));
    }

    /// The same document, with a character format from one place in the first piece to another.
    fn formatted(
        mut streams: Vec<(&'static str, Vec<u8>)>,
        (from, to): (u32, u32),
        format: &[u8],
    ) -> Vec<(&'static str, Vec<u8>)> {
        let [(_, main), (_, table)] = &mut streams[..] else {
            panic!("two streams");
        };
        let (from, to) = (0x200 + from, 0x200 + to);
        main.resize(main.len().next_multiple_of(512), 0);
        let page_number = (main.len() / 512) as u32;
        let mut page = vec![0; 512];
        page[..4].copy_from_slice(&from.to_le_bytes());
        page[4..8].copy_from_slice(&to.to_le_bytes());
        page[8] = 100;
        page[200] = format.len() as u8;
        page[201..201 + format.len()].copy_from_slice(format);
        page[511] = 1;
        let end = main.len() as u32;
        main.extend(page);
        main[0xFA..0xFE].copy_from_slice(&(table.len() as u32).to_le_bytes());
        main[0xFE..0x102].copy_from_slice(&12_u32.to_le_bytes());
        for number in [0x200, end, page_number] {
            table.extend(number.to_le_bytes());
        }
        streams
    }

    #[test]
    fn deleted_and_hidden_text_is_not_read() {
        let text = "The old mill turns.\r";
        for (format, expected) in [
            (&[0x00, 0x08, 1][..], "The mill turns."),
            (&[0x3C, 0x08, 1][..], "The mill turns."),
            (&[0x43, 0x4A, 24, 0, 0x00, 0x08, 1][..], "The mill turns."),
            (&[0x35, 0x08, 1][..], "The old mill turns."),
        ] {
            let streams = document(text, "", [20, 0, 0, 0, 0, 0, 0]);
            let (_, outcome) = ole(&compound(&formatted(streams, (4, 8), format)));
            assert_eq!(outcome.expect("text").text, expected, "{format:?}");
        }
        // Of characters that have two bytes each.
        let streams = document("A\r", "Łódź froze.\r", [14, 0, 0, 0, 0, 0, 0]);
        let (_, outcome) = ole(&compound(&formatted(streams, (2, 12), &[0x00, 0x08, 1])));
        assert_eq!(outcome.expect("text").text, "A\n\nfroze.");
    }

    #[test]
    fn heads_and_comments_are_pieces_that_were_left_out() {
        for (head, comment) in [
            ("Polder Courier", "Which one?"),
            ("Seite 1", "?"),
            ("3\r4", "a\u{13}PAGE\u{14}b\u{15}"),
        ] {
            let text = format!("Mill.\r{head}\r{comment}\r");
            let length = |text: &str| text.encode_utf16().count() as u32 + 1;
            let lengths = [6, 0, length(head), 0, length(comment), 0, 0];
            let (_, outcome) = ole(&compound(&document(&text, "", lengths)));
            let converted = outcome.expect("text");
            assert_eq!(converted.text, "Mill.");
            let rules: Vec<_> = converted.left_out.iter().map(|row| row.rule).collect();
            assert_eq!(rules, [Rule::Mark, Rule::Comment], "{head}");
            assert_eq!(converted.left_out[0].text, head.replace('\r', "\n\n"));
        }
    }

    #[test]
    fn what_can_not_be_read_is_told() {
        let mut encrypted = document("a", "b", [2, 0, 0, 0, 0, 0, 0]);
        encrypted[0].1[0x0B] = 1;
        let mut old = document("a", "b", [2, 0, 0, 0, 0, 0, 0]);
        old[0].1[2] = 101;
        let mut far = document("a", "b", [2, 0, 0, 0, 0, 0, 0]);
        far[1].1[14] = 0xFF;
        let empty = document(" ", "\r", [2, 0, 0, 0, 0, 0, 0]);
        for (streams, expected) in [
            (encrypted, "encrypted"),
            (old, "a document from before Word 97"),
            (far, "damaged"),
            (empty, "it contains no text"),
        ] {
            let (_, outcome) = ole(&compound(&streams));
            let reason = outcome.expect_err("a reason");
            assert!(reason.starts_with(expected), "{reason}");
        }
    }
}
