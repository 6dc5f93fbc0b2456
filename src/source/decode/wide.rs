//! UTF-16 and UTF-32 without a byte-order mark, recognised by what their units are when read either way.

use super::codec::Codec;
use crate::bytes::count;

/// How much is looked at, in bytes.
const SAMPLE: usize = 1 << 16;

/// The codec, if the bytes are UTF-16 or UTF-32.
///
/// Units of the wrong width or order fall all over Unicode, into what is no character or no letter;
/// and text in bytes has few of the zeros and control codes that half of each unit often is.
pub(super) fn recognise(bytes: &[u8]) -> Option<Codec> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    // All characters have a zero in 32 bits.
    let has_zeros = memchr::memchr(0, sample).is_some();
    if has_zeros && is_utf32(sample, u32::from_le_bytes) {
        return Some(Codec::Utf32Le);
    }
    if has_zeros && is_utf32(sample, u32::from_be_bytes) {
        return Some(Codec::Utf32Be);
    }
    if !may_be_wide(sample) {
        return None;
    }
    let little = Units::of(sample, u16::from_le_bytes);
    let big = Units::of(sample, u16::from_be_bytes);
    let (units, codec) = if little.weight() > big.weight() {
        (little, Codec::UTF_16LE)
    } else {
        (big, Codec::UTF_16BE)
    };
    (units.are_text() && (has_controls(sample) || units.are_east_asian())).then_some(codec)
}

/// Whether nearly all units are characters of the first three planes, where all writing is.
fn is_utf32(sample: &[u8], unit: fn([u8; 4]) -> u32) -> bool {
    let (units, _) = sample.as_chunks::<4>();
    let is_character = |value: u32| {
        let character = char::from_u32(value).filter(|_| (1..0x30000).contains(&value));
        character.is_some_and(|c| !c.is_control() || c.is_ascii_whitespace())
    };
    let characters = units.iter().filter(|&&bytes| is_character(unit(bytes)));
    units.len() > 1 && characters.count() * 50 >= units.len() * 49
}

/// What the units of a sample are when read in one order.
struct Units {
    all: usize,
    ascii: usize,
    /// Kana, and punctuation of East Asian text.
    east_asian: usize,
    /// Letters, digits, blanks and punctuation that text uses, the above included.
    good: usize,
    /// What text does not have: control codes, lone surrogates, private characters.
    bad: usize,
}

impl Units {
    fn of(sample: &[u8], unit: fn([u8; 2]) -> u16) -> Self {
        let (pairs, _) = sample.as_chunks::<2>();
        let mut units = Self {
            all: 0,
            ascii: 0,
            east_asian: 0,
            good: 0,
            bad: 0,
        };
        for character in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
            units.all += 1;
            let Ok(character) = character else {
                units.bad += 1;
                continue;
            };
            let is_blank = matches!(character, '\t' | '\n' | '\r');
            if character.is_control() && !is_blank || is_private(character) {
                units.bad += 1;
                continue;
            }
            units.ascii += usize::from(character.is_ascii());
            units.east_asian += usize::from(is_east_asian(character));
            units.good += usize::from(character.is_ascii() || is_writing(character));
        }
        units
    }

    /// Which of two orders is likelier.
    fn weight(&self) -> (usize, usize) {
        (
            self.good.saturating_sub(self.bad * 4),
            self.ascii + self.east_asian,
        )
    }

    fn are_text(&self) -> bool {
        // Even scripts without spaces have line ends or punctuation.
        let has_breaks = (self.ascii + self.east_asian) * 50 >= self.all;
        has_breaks && self.all > 1 && self.bad * 100 <= self.all && self.good * 100 >= self.all * 95
    }

    fn are_east_asian(&self) -> bool {
        self.east_asian * 50 >= self.all
    }
}

/// Whether a sample has what UTF-16 has and text in bytes lacks: many control codes, or many units that
/// are East Asian in one order. Counts bytes and units only, since every text that is no UTF-8 is asked.
fn may_be_wide(sample: &[u8]) -> bool {
    let is_like_bytes = count(sample, |byte| (b' '..=b'~').contains(&byte)) * 4 > sample.len() * 3;
    let (pairs, _) = sample.as_chunks::<2>();
    let has_controls = has_controls(sample);
    let may_be_text = |unit: fn([u8; 2]) -> u16| {
        let number = |test: fn(u16) -> bool| -> usize {
            let of_unit = |&pair: &[u8; 2]| usize::from(test(unit(pair)));
            pairs.iter().map(of_unit).sum()
        };
        // Two units make one character at most.
        number(is_private_unit) * 100 <= pairs.len()
            && (has_controls || number(is_east_asian_unit) * 100 >= pairs.len())
    };
    !is_like_bytes && (may_be_text(u16::from_le_bytes) || may_be_text(u16::from_be_bytes))
}

/// Whether a tenth or more are control codes, as half of each unit often is.
fn has_controls(sample: &[u8]) -> bool {
    let is_control = |byte: u8| byte.is_ascii_control() & !byte.is_ascii_whitespace();
    count(sample, is_control) * 10 >= sample.len()
}

fn is_private(character: char) -> bool {
    u16::try_from(character).is_ok_and(is_private_unit)
}

fn is_private_unit(unit: u16) -> bool {
    (0xE000..=0xF8FF).contains(&unit)
        | (0xFDD0..=0xFDEF).contains(&unit)
        | (0xFFF0..=0xFFFF).contains(&unit)
}

fn is_east_asian(character: char) -> bool {
    u16::try_from(character).is_ok_and(is_east_asian_unit)
}

fn is_east_asian_unit(unit: u16) -> bool {
    (0x3000..=0x30FF).contains(&unit) | (0xFF01..=0xFF5E).contains(&unit)
}

/// Letters and marks of any script, digits, blanks, and the usual punctuation.
fn is_writing(character: char) -> bool {
    super::class::is_letter(character)
        || character.is_numeric()
        || character.is_whitespace()
        || is_east_asian(character)
        || super::class::is_mark(character)
        || matches!(character, '\u{A1}'..='\u{BF}' | '\u{2010}'..='\u{205E}' | '€' | '™')
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    const TEXTS: [&str; 6] = [
        "Rain fell on the harbour all night.\r\nNobody slept.",
        "Дождь шёл всю ночь, и никто не спал.",
        "雨下了一整夜，\n没有人睡着。码头上的灯也灭了。",
        "雨が一晩中降り続き、誰も眠れなかった。",
        "밤새 비가 내려서 아무도 잠을 자지 못했다.",
        "ירד גשם כל הלילה ואיש לא ישן.",
    ];

    #[test]
    fn utf16_is_recognised_with_its_order() {
        for text in TEXTS {
            let little = recognise(&utf16(text, u16::to_le_bytes));
            assert_eq!(little, Some(Codec::UTF_16LE), "{text}");
            let big = recognise(&utf16(text, u16::to_be_bytes));
            assert_eq!(big, Some(Codec::UTF_16BE), "{text}");
        }
    }

    #[test]
    fn utf32_is_recognised() {
        for text in TEXTS {
            let bytes: Vec<u8> = text
                .chars()
                .flat_map(|c| u32::from(c).to_be_bytes())
                .collect();
            assert_eq!(recognise(&bytes), Some(Codec::Utf32Be));
        }
    }

    proptest! {
        #[test]
        fn no_order_of_what_may_not_be_wide_is_text_of_two_bytes(
            parts in vec((0..12_usize, any::<u8>()), 0..60),
        ) {
            let units = ["の", "。", "中", "Ａ", "a", "\n", "ж"];
            let mut bytes = Vec::new();
            for (kind, byte) in parts {
                match units.get(kind) {
                    Some(unit) => bytes.extend(utf16(unit, u16::to_le_bytes)),
                    None => bytes.push(byte),
                }
            }
            for units in [u16::from_le_bytes, u16::from_be_bytes].map(|unit| Units::of(&bytes, unit)) {
                let is_wide = units.are_text() && (has_controls(&bytes) || units.are_east_asian());
                let printable = bytes.iter().filter(|byte| (b' '..=b'~').contains(byte)).count();
                let is_like_bytes = printable * 4 > bytes.len() * 3;
                prop_assert!(may_be_wide(&bytes) || is_like_bytes || !is_wide);
            }
        }
    }

    #[test]
    fn text_in_bytes_is_not_wide() {
        for text in TEXTS {
            assert_eq!(recognise(text.as_bytes()), None, "{text}");
        }
        assert_eq!(
            recognise(b"words with \0 a few \0\0 zeros in between them"),
            None
        );
        for encoding in [
            encoding_rs::GB18030,
            encoding_rs::BIG5,
            encoding_rs::SHIFT_JIS,
        ] {
            for text in &TEXTS[2..4] {
                assert_eq!(recognise(&encoding.encode(text).0), None, "{text}");
            }
        }
    }
}
