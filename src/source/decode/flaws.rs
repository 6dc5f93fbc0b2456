//! What text has that text should not have: control characters, and letters that come from reading
//! UTF-8 as windows-1252. Both are counted and reported, never repaired. And what is no text at all.

use crate::bytes::count;

/// How many control characters there are: zeros, and others than tab and the ends of lines and pages.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Controls {
    pub(super) zeros: usize,
    pub(super) others: usize,
}

/// Counts control characters among bytes that ASCII is part of.
pub(super) fn controls(bytes: &[u8]) -> Controls {
    let is_control = |byte: u8| ((byte < 0x20) & !is_blank(byte)) | (byte == 0x7F);
    let all = count(bytes, is_control);
    if all == 0 {
        return Controls::default();
    }
    let zeros = memchr::memchr_iter(0, bytes).count();
    Controls {
        zeros,
        others: all - zeros,
    }
}

/// Tab, line feed, form feed, carriage return.
fn is_blank(byte: u8) -> bool {
    (byte == b'\t') | (byte == b'\n') | (byte == 0x0C) | (byte == b'\r')
}

/// Whether there are too many control characters for text. Bytes at random have one in ten; text
/// that is no UTF-8 is given less room than text that is.
pub(super) fn is_binary(controls: Controls, bytes: usize, is_utf8: bool) -> bool {
    let share = if is_utf8 { 5 } else { 20 };
    (controls.zeros + controls.others) * share > bytes.max(40)
}

/// What files of the commonest formats that are no text begin with, however much text is in them.
const BINARY_HEADS: [&[u8]; 7] = [
    b"%PDF-",
    b"\x89PNG\r\n",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1F\x8B\x08",
    b"\x7FELF",
];

/// Whether bytes begin as a file of a binary format does.
pub(super) fn has_binary_head(bytes: &[u8]) -> bool {
    BINARY_HEADS.iter().any(|head| bytes.starts_with(head))
}

/// Characters of text that point to trouble before it came here.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Control characters beyond ASCII (U+0080 to U+009F).
    pub(super) controls: usize,
    /// Characters that look like one of UTF-8 read as windows-1252, such as `Ã©` for `é`.
    pub(super) misread: usize,
}

/// Counts them. Looks at the bytes, as the signs all begin with one of two.
pub(super) fn wrong(text: &str) -> Wrong {
    let bytes = text.as_bytes();
    let mut wrong = Wrong::default();
    for at in memchr::memchr2_iter(0xC2, 0xC3, bytes) {
        let Some(rest) = bytes.get(at..) else { break };
        match rest {
            [0xC2, 0x80..=0x9F, ..] => wrong.controls += 1,
            [0xC2 | 0xC3, ..] if is_misread(rest) => wrong.misread += 1,
            _ => {}
        }
    }
    wrong
}

/// Whether text begins with a first byte of UTF-8, as windows-1252 shows it, and a further byte.
/// Of the further ones those are left out that follow such letters in real text: quotation marks
/// and, after `Å`, exponents.
fn is_misread(text: &[u8]) -> bool {
    match text {
        // Â Ã Ä Å, Î Ï (Greek), Ð Ñ (Cyrillic), Ø Ù (Arabic).
        [0xC3, 0x85, 0xC2, 0xB2 | 0xB3 | 0xB9, ..] => false,
        [
            0xC3,
            0x82..=0x85 | 0x8E..=0x91 | 0x98 | 0x99,
            0xC2,
            0xA0..=0xAA | 0xAC..=0xBA | 0xBC..=0xBF,
            ..,
        ] => true,
        // â€ before all curly quotation marks, dashes and the ellipsis.
        [0xC3, 0xA2, 0xE2, 0x82, 0xAC, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a program shows that takes UTF-8 for windows-1252.
    fn misread(text: &str) -> String {
        encoding_rs::WINDOWS_1252
            .decode(text.as_bytes())
            .0
            .into_owned()
    }

    #[test]
    fn control_characters_are_counted_but_not_blanks() {
        let (zeros, others) = (2, 3);
        let counted = controls(b"a\0\0\tb\r\n\x0Cc\x1B\x08\x7F");
        assert_eq!(counted, Controls { zeros, others });
        assert_eq!(controls(&vec![b'x'; 1000]), Controls::default());
        assert_eq!(controls(&[1; 1000]).others, 1000);
    }

    #[test]
    fn misread_letters_are_counted() {
        // Of `мир`, D0 BC D0 B8 D1 80, the last is taken for `Ñ€`, which a price may be.
        for (text, count) in [("vérité", 2), ("it\u{2019}s \u{2014} so", 2), ("мир", 2)] {
            assert_eq!(wrong(&misread(text)).misread, count, "{text}");
        }
        assert_eq!(wrong("a\u{85}b").controls, 1);
    }

    #[test]
    fn real_text_has_none() {
        let text = "MAÑANA, À LA UNE\u{a0}: «\u{a0}Ça va\u{a0}?\u{a0}» 3 Å³ Größe “Façade” ÅÄÖ JÁ€";
        assert_eq!(wrong(text), Wrong::default());
    }

    #[test]
    fn noise_is_binary_and_a_stray_control_character_is_not() {
        let noise: Vec<u8> = (0..=255_u8)
            .flat_map(|byte| [byte, byte.wrapping_mul(83)])
            .collect();
        assert!(is_binary(controls(&noise), noise.len(), false));
        assert!(!is_binary(controls(b"ab\x1B[1mcd"), 8, true));
        assert!(has_binary_head(b"%PDF-1.7\n1 0 obj"));
        assert!(!has_binary_head(b"PK is short for"));
    }
}
