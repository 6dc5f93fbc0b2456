//! Johab, the Korean encoding that composes a syllable of three letters of five bits each. Hanja
//! and symbols are those of KS X 1001 at other places, and decode as EUC-KR.

use encoding_rs::EUC_KR;

use super::codec::Text;

/// Letters as they stand alone, in the order of the five-bit numbers: initials and finals.
const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FINALS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
/// The first of the 21 vowels as they stand alone; they follow in Unicode's order.
const FIRST_VOWEL: u32 = 0x314F;

/// A letter of a syllable: its number, or the mark that there is none.
#[derive(Clone, Copy)]
enum Letter {
    None,
    Some(u32),
}

/// Decodes Johab. A byte that begins no character is replaced alone, as the next may begin one.
pub(super) fn decode(bytes: &[u8]) -> Text {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut replaced = 0;
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        if first.is_ascii() {
            text.push(char::from(*first));
            continue;
        }
        let character = tail.first().and_then(|&second| pair(*first, second));
        if character.is_some() {
            rest = tail.get(1..).unwrap_or_default();
        }
        replaced += u32::from(character.is_none());
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    Text { text, replaced }
}

fn pair(first: u8, second: u8) -> Option<char> {
    match first {
        0x84..=0xD3 => syllable(u32::from(first) << 8 | u32::from(second)),
        0xD9..=0xDE | 0xE0..=0xF9 => ks_x_1001(first, second),
        _ => None,
    }
}

fn syllable(code: u32) -> Option<char> {
    if !matches!(code & 0xFF, 0x41..=0x7E | 0x81..=0xFE) {
        return None;
    }
    let initial = initial(code >> 10 & 31)?;
    let (vowel, last) = (vowel(code >> 5 & 31)?, last(code & 31)?);
    let alone = |letters: &str, at: u32| letters.chars().nth(at as usize);
    match (initial, vowel, last) {
        (Letter::Some(initial), Letter::Some(vowel), last) => {
            let last = match last {
                Letter::None => 0,
                Letter::Some(last) => last + 1,
            };
            char::from_u32(0xAC00 + (initial * 21 + vowel) * 28 + last)
        }
        (Letter::Some(initial), Letter::None, Letter::None) => alone(INITIALS, initial),
        (Letter::None, Letter::Some(vowel), Letter::None) => char::from_u32(FIRST_VOWEL + vowel),
        (Letter::None, Letter::None, Letter::Some(last)) => alone(FINALS, last),
        _ => None,
    }
}

fn initial(bits: u32) -> Option<Letter> {
    match bits {
        1 => Some(Letter::None),
        2..=20 => Some(Letter::Some(bits - 2)),
        _ => None,
    }
}

fn vowel(bits: u32) -> Option<Letter> {
    match bits {
        2 => Some(Letter::None),
        3..=7 => Some(Letter::Some(bits - 3)),
        10..=15 => Some(Letter::Some(bits - 5)),
        18..=23 => Some(Letter::Some(bits - 7)),
        26..=29 => Some(Letter::Some(bits - 9)),
        _ => None,
    }
}

fn last(bits: u32) -> Option<Letter> {
    match bits {
        1 => Some(Letter::None),
        2..=17 => Some(Letter::Some(bits - 2)),
        19..=29 => Some(Letter::Some(bits - 3)),
        _ => None,
    }
}

/// Symbols and hanja: two rows of KS X 1001 share a first byte.
fn ks_x_1001(first: u8, second: u8) -> Option<char> {
    let (first, second) = (u32::from(first), u32::from(second));
    let row = if first < 0xE0 {
        2 * (first - 0xD9)
    } else {
        2 * first - 0x197
    };
    let cell = match second {
        0x31..=0x7E => second - 0x31,
        0x91..=0xFE => second - 0x43,
        _ => return None,
    };
    let (row, cell) = if cell < 94 {
        (row, cell)
    } else {
        (row + 1, cell - 94)
    };
    let euc = [
        u8::try_from(row + 0xA1).ok()?,
        u8::try_from(cell + 0xA1).ok()?,
    ];
    let text = EUC_KR.decode_without_bom_handling_and_without_replacement(&euc)?;
    text.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_composed_of_their_letters() {
        // 가: initial 2, vowel 3, no last letter: 1 00010 00011 00001. 힝: 20, 29, 23.
        let (text, replaced) = ("가힝".to_owned(), 0);
        assert_eq!(
            decode(b"\x88\x61\xD3\xB7"),
            Text { text, replaced },
            "composed by hand"
        );
    }

    #[test]
    fn every_character_of_ks_x_1001_above_the_syllables_has_its_place() {
        // Hanja begin at 0xE031, the ideographic space at 0xD931; 伽 and the first space.
        assert_eq!(decode(b"\xE0\x31 \xD9\x31").text, "伽 \u{3000}");
    }

    #[test]
    fn what_composes_nothing_is_replaced_byte_by_byte() {
        let decoded = decode(b"a\xFFb\x88");
        assert_eq!(
            (decoded.text.as_str(), decoded.replaced),
            ("a\u{FFFD}b\u{FFFD}", 2)
        );
    }
}
