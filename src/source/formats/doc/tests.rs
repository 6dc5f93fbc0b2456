//! Documents of Word 97 to 2003, built byte by byte.

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
fn deleted_and_hidden_text_is_left_out() {
    let text = "The old mill turns.\r";
    for (format, expected) in [
        (&[0x00, 0x08, 1][..], "The mill turns."),
        (&[0x3C, 0x08, 1][..], "The mill turns."),
        (&[0x43, 0x4A, 24, 0, 0x00, 0x08, 1][..], "The mill turns."),
        (&[0x35, 0x08, 1][..], "The old mill turns."),
    ] {
        let streams = document(text, "", [20, 0, 0, 0, 0, 0, 0]);
        let (_, outcome) = ole(&compound(&formatted(streams, (4, 8), format)));
        let converted = outcome.expect("text");
        assert_eq!(converted.text, expected, "{format:?}");
        let rows = converted.left_out.iter();
        let rows: Vec<_> = rows.map(|row| (row.rule, row.text.as_str())).collect();
        let is_left_out = expected == "The mill turns.";
        let is_hidden = format.starts_with(&[0x3C]);
        let rule = if is_hidden {
            Rule::Hidden
        } else {
            Rule::Deleted
        };
        let expected = is_left_out.then_some((rule, "old"));
        assert_eq!(rows, Vec::from_iter(expected), "{format:?}");
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
