//! UTF-8: decoding with what is broken replaced, and the question whether broken UTF-8 is UTF-8.

use super::text::Text;
use crate::bytes::count;

/// Decodes UTF-8; each sequence that is none becomes one U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> Text {
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced += 1;
        }
    }
    Text { text, replaced }
}

/// Whether bytes that are not valid UTF-8 are UTF-8 all the same: cut off at the end, broken at a
/// few places, or mixed with something else.
///
/// In no other encoding do bytes above 0x7F often happen to form characters of UTF-8: in text of
/// the East Asian ones about one sequence in eight, in others next to none. So it is UTF-8 when
/// the whole characters outweigh the broken sequences, and the places where they break by far.
pub(super) fn is_damaged(bytes: &[u8]) -> bool {
    !has_few_starts(bytes) && is_mostly_whole(bytes)
}

/// Whether whole characters outweigh what is broken.
fn is_mostly_whole(bytes: &[u8]) -> bool {
    let (mut whole, mut broken, mut places) = (0_usize, 0, 0);
    let mut rest = bytes.len();
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().map(weight).sum::<usize>();
        rest -= chunk.valid().len() + chunk.invalid().len();
        let is_cut_off = rest == 0
            && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        if !chunk.invalid().is_empty() && !is_cut_off {
            places += usize::from(broken == 0 || !chunk.valid().is_empty());
            broken += 1;
        }
    }
    whole > 0 && broken <= whole && places * 2 <= whole
}

/// Whether so few bytes may begin a character, with one behind that may go on, that the sequences which
/// break outweigh all characters: a character takes up to four bytes and counts as four sequences at most,
/// a broken sequence takes up to three, and one may be cut off at the end.
fn has_few_starts(bytes: &[u8]) -> bool {
    let foreign = count(bytes, |byte| byte >= 0x80);
    let next = bytes.get(1..).unwrap_or_default().iter();
    let starts: usize = bytes
        .iter()
        .zip(next)
        .map(|(&first, &next)| usize::from((first >= 0xC2) & (next & 0xC0 == 0x80)))
        .sum();
    foreign > 16 * starts + 3
}

/// What a whole character says for UTF-8: the longer, the less likely by chance. Up to U+017F its
/// bytes are in other encodings of Latin script a letter and a sign that never go together.
fn weight(character: char) -> usize {
    match character {
        '\0'..='\x7F' => 0,
        '\u{80}'..='\u{17F}' => 3,
        '\u{180}'..='\u{7FF}' => 1,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_broken_sequence_is_one_replacement() {
        let decoded = decode(b"a\xE4\xB8b\xFF\xFFc\xC3");
        let text = "a\u{FFFD}b\u{FFFD}\u{FFFD}c\u{FFFD}";
        assert_eq!((decoded.text.as_str(), decoded.replaced), (text, 4));
    }

    #[test]
    fn few_broken_places_among_many_characters_leave_it_utf8() {
        assert!(is_damaged(
            "née à Paris\u{e9}".as_bytes().split_last().unwrap().1
        ));
        assert!(is_damaged(b"d\xC3\xA9j\xC3\xA0 \xFF vu"));
        assert!(is_damaged(b"d\xC3\xA9ja \xFF\xFE vu"));
        assert!(!is_damaged(b"d\xE9j\xE0 vu"));
        // Two windows-1252 letters that form a character by chance, among others that do not.
        assert!(!is_damaged(b"\xC3\xA9 d\xE9j\xE0 vu"));
        assert!(!is_damaged(b"plain \x92"));
    }

    proptest! {
        #[test]
        fn text_with_few_starts_is_not_mostly_whole(
            parts in vec((0..8_usize, any::<u8>()), 0..40), foreign in vec(0x80_u8.., 0..60),
        ) {
            let mut bytes = foreign;
            for (kind, byte) in parts {
                match ["é", "ж", "中", "😀"].get(kind) {
                    Some(character) => bytes.extend(character.bytes()),
                    None => bytes.push(byte),
                }
            }
            prop_assert!(!(has_few_starts(&bytes) && is_mostly_whole(&bytes)));
        }
    }

    #[test]
    fn one_look_tells_most_text_in_one_byte_from_utf8() {
        for text in [
            "Дождь шёл всю ночь, и никто не спал.",
            "Все ушли домой «рано», сказал сторож, и закрыл ворота.",
        ] {
            assert!(
                has_few_starts(&encoding_rs::WINDOWS_1251.encode(text).0),
                "{text}"
            );
        }
        assert!(!has_few_starts("Дождь".as_bytes()));
    }

    #[test]
    fn east_asian_text_is_not_taken_for_broken_utf8() {
        let text = "昨天下午我们在图书馆门口等了很久，雨一直没有停，后来大家决定先回家再说。";
        let (bytes, ..) = encoding_rs::GB18030.encode(text);
        assert!(!is_damaged(&bytes));
        let (bytes, ..) =
            encoding_rs::EUC_KR.encode("어제 오후에 우리는 도서관 앞에서 오래 기다렸다.");
        assert!(!is_damaged(&bytes));
    }
}
