//! The words of a text: UAX #29 words that hold a letter or a digit, addresses, and unspaced runs.
//!
//! Text is cut at ASCII blanks first, which UAX #29 always cuts at. A stretch of ASCII is then cut
//! by a table that gives what the Unicode rules give; only stretches with other characters go
//! through unicode-segmentation. One curly quote thus slows down one word, not a whole document.
//!
//! Two rules differ from UAX #29: the hyphen of some prefixes joins ("co-operation"), and a full stop
//! between a small and a capital letter mostly does not ("ended.Delegates").

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::address::for_each_address;
use super::script::is_unspaced;
use super::within_words::{goes_on_over_hyphen, missing_blank};
use crate::clean::is_hyphen;

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const UNDERSCORE: u8 = 4;
/// Joins two letters that it stands between (MidLetter, MidNumLet, Single_Quote).
const JOINS_LETTERS: u8 = 8;
/// Joins two digits that it stands between (MidNum, MidNumLet, Single_Quote).
const JOINS_DIGITS: u8 = 16;
const BLANK: u8 = 32;
/// Hints at an address: `@`, `#` or `/`.
const ADDRESS: u8 = 64;
const NOT_ASCII: u8 = 128;

const WORD: u8 = LETTER | DIGIT | UNDERSCORE;

/// What each byte is.
static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'_' => UNDERSCORE,
            b'.' | b'\'' => JOINS_LETTERS | JOINS_DIGITS,
            b':' => JOINS_LETTERS,
            b',' | b';' => JOINS_DIGITS,
            b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => BLANK,
            b'@' | b'#' | b'/' => ADDRESS,
            0x80..=0xFF => NOT_ASCII,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// Calls `word` with the range of each word of `text`, in order; stretches of scripts without spaces
/// count as one word.
pub fn for_each_word(text: &str, mut word: impl FnMut(Range<usize>)) {
    for_each_piece(text, |range, _| word(range));
}

/// As [`for_each_word`], and says of each whether it is a stretch of scripts without spaces.
#[inline]
pub(super) fn for_each_piece(text: &str, mut word: impl FnMut(Range<usize>, bool)) {
    let bytes = text.as_bytes();
    let mut position = 0;
    while position < bytes.len() {
        if CLASS[bytes[position] as usize] & BLANK != 0 {
            position += 1;
            continue;
        }
        let end = letters_end(bytes, position);
        if end > position
            && let Some(after) = end_of_plain_span(bytes, end)
        {
            word(position..end, false);
            position = after;
            continue;
        }
        position = span(text, position, &mut word);
    }
}

/// Where the ASCII letters that begin at `start` end. Eight bytes are looked at together.
#[inline]
fn letters_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while let Some(eight) = bytes.get(end..end + 8)
        && let Ok(eight) = <[u8; 8]>::try_from(eight)
    {
        let letters = leading_letters(u64::from_le_bytes(eight));
        end += letters;
        if letters < 8 {
            return end;
        }
    }
    let rest = bytes[end..].iter();
    end + rest.take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// How many bytes are ASCII letters before the first that is none, from the lowest on.
#[inline]
fn leading_letters(eight: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    // Small and capital letters differ in one bit. Without the top bit no sum runs over into the
    // next byte: a sum has its top bit set if the byte is at least `a`, or above `z`.
    let small = (eight | (0x20 * EACH)) & !HIGH;
    let from_a = small + (0x80 - b'a' as u64) * EACH;
    let above_z = small + (0x7F - b'z' as u64) * EACH;
    let letters = from_a & !above_z & !eight & HIGH;
    ((letters ^ HIGH).trailing_zeros() / 8) as usize
}

/// If nothing but one mark, or nothing at all, stands between the letters that end at `end` and the
/// next blank or the end of the text: where that is. Such letters are a word by themselves, and no
/// part of an address.
#[inline]
fn end_of_plain_span(bytes: &[u8], end: usize) -> Option<usize> {
    let class = |at: usize| bytes.get(at).map_or(BLANK, |byte| CLASS[*byte as usize]);
    let next = class(end);
    if next & BLANK != 0 {
        Some(end)
    } else if next & (WORD | ADDRESS | NOT_ASCII) == 0 && class(end + 1) & BLANK != 0 {
        Some(end + 1)
    } else {
        None
    }
}

/// The words of the stretch up to the next blank; gives where it ends.
#[inline(never)]
fn span(text: &str, start: usize, word: &mut impl FnMut(Range<usize>, bool)) -> usize {
    let mut seen = 0;
    let classes = text.as_bytes()[start..]
        .iter()
        .map(|byte| CLASS[*byte as usize]);
    let length = classes
        .take_while(|class| class & BLANK == 0)
        .inspect(|class| seen |= class);
    let end = start + length.count();
    span_words(text, start..end, seen, word);
    end
}

/// The words of a stretch without blanks; `seen` holds the classes of its bytes.
fn span_words(text: &str, span: Range<usize>, seen: u8, word: &mut impl FnMut(Range<usize>, bool)) {
    if !may_hold_address(text.as_bytes(), &span, seen) {
        return plain_words(text, span, seen, word);
    }
    let mut start = span.start;
    for_each_address(&text[span.clone()], |address| {
        let address = span.start + address.start..span.start + address.end;
        plain_words(text, start..address.start, seen, word);
        start = address.end;
        word(address, false);
    });
    plain_words(text, start..span.end, seen, word);
}

/// Whether it is worth looking for addresses: most stretches are ruled out by the classes of their
/// bytes, or by how their first word begins.
fn may_hold_address(bytes: &[u8], span: &Range<usize>, seen: u8) -> bool {
    let bytes = &bytes[span.clone()];
    let first_word = || {
        bytes
            .iter()
            .position(u8::is_ascii_alphanumeric)
            .unwrap_or(0)
    };
    let is_www = |at: usize| {
        bytes
            .get(at..at + 3)
            .is_some_and(|w| w.eq_ignore_ascii_case(b"www"))
    };
    seen & ADDRESS != 0 || is_www(first_word())
}

fn plain_words(
    text: &str,
    span: Range<usize>,
    seen: u8,
    word: &mut impl FnMut(Range<usize>, bool),
) {
    if seen & NOT_ASCII == 0 {
        ascii_words(text, span, word);
    } else {
        unicode_words(text, span, word);
    }
}

/// UAX #29 on ASCII without blanks (WB5 to WB13b).
fn ascii_words(text: &str, span: Range<usize>, word: &mut impl FnMut(Range<usize>, bool)) {
    let bytes = text.as_bytes();
    let class = |at: usize| {
        if at < span.end {
            CLASS[bytes[at] as usize]
        } else {
            0
        }
    };
    let mut position = span.start;
    while position < span.end {
        let mut last = class(position);
        if last & WORD == 0 {
            position += 1;
            continue;
        }
        let start = position;
        // Where the part behind the last hyphen begins.
        let mut part = position;
        let mut seen = last;
        let mut may_lack_blank = false;
        loop {
            position += 1;
            let next = class(position);
            if next & WORD != 0 {
                last = next;
                seen |= next;
                continue;
            }
            let after = class(position + 1);
            let joins = (next & JOINS_LETTERS != 0 && last & after & LETTER != 0)
                || (next & JOINS_DIGITS != 0 && last & after & DIGIT != 0);
            if joins {
                may_lack_blank |=
                    bytes[position] == b'.' && bytes[position + 1].is_ascii_uppercase();
            } else if after & LETTER != 0
                && bytes[position] == b'-'
                && goes_on_over_hyphen(text, part..position, position + 1)
            {
                part = position + 1;
            } else {
                break;
            }
        }
        if seen & (LETTER | DIGIT) != 0 {
            whole_or_parted(text, start..position, may_lack_blank, word);
        }
    }
}

/// A word, or the two that lack a blank between them.
#[inline]
fn whole_or_parted(
    text: &str,
    range: Range<usize>,
    may_lack_blank: bool,
    word: &mut impl FnMut(Range<usize>, bool),
) {
    let stop = || missing_blank(&text[range.clone()], &text[range.end..]);
    match may_lack_blank.then(stop).flatten() {
        Some(stop) => {
            word(range.start..range.start + stop, false);
            word(range.start + stop + 1..range.end, false);
        }
        None => word(range, false),
    }
}

/// UAX #29 by unicode-segmentation, with runs of unspaced scripts kept whole.
fn unicode_words(text: &str, span: Range<usize>, word: &mut impl FnMut(Range<usize>, bool)) {
    let mut run: Option<Range<usize>> = None;
    // A word that may go on over a hyphen, and where its part behind the last hyphen begins.
    let mut open: Option<(Range<usize>, usize)> = None;
    let mut after_joining_hyphen = false;
    let whole = |range: Range<usize>, word: &mut _| {
        let may_lack_blank = text[range.clone()].contains('.');
        whole_or_parted(text, range, may_lack_blank, word);
    };
    for (offset, piece) in text[span.clone()].split_word_bound_indices() {
        let piece_range = span.start + offset..span.start + offset + piece.len();
        if piece.chars().next().is_some_and(is_unspaced) {
            if let Some((range, _)) = open.take() {
                whole(range, word);
            }
            match &mut run {
                Some(run) => run.end = piece_range.end,
                None => run = Some(piece_range),
            }
            continue;
        }
        if let Some(run) = run.take() {
            word(run, true);
        }
        if let Some((range, part)) = &mut open {
            if std::mem::take(&mut after_joining_hyphen) {
                *part = piece_range.start;
                range.end = piece_range.end;
                continue;
            }
            after_joining_hyphen = piece.chars().all(is_hyphen)
                && piece.chars().count() == 1
                && goes_on_over_hyphen(text, *part..range.end, piece_range.end);
            if after_joining_hyphen {
                continue;
            }
        }
        if let Some((range, _)) = open.take() {
            whole(range, word);
        }
        if piece.chars().any(char::is_alphanumeric) {
            open = Some((piece_range.clone(), piece_range.start));
        }
    }
    if let Some((range, _)) = open {
        whole(range, word);
    }
    if let Some(run) = run {
        word(run, true);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        for_each_word(text, |range| words.push(&text[range]));
        words
    }

    /// What unicode-segmentation gives for the whole text at once, parted where a blank is missing.
    fn reference(text: &str) -> Vec<&str> {
        let pieces = text.split_word_bound_indices();
        let words = pieces.filter(|(_, word)| word.chars().any(char::is_alphanumeric));
        words
            .flat_map(
                |(at, word)| match missing_blank(word, &text[at + word.len()..]) {
                    Some(stop) => vec![&word[..stop], &word[stop + 1..]],
                    None => vec![word],
                },
            )
            .collect()
    }

    #[test]
    fn hyphens_of_prefixes_join() {
        assert_eq!(
            words(
                "Co-operation and re-elected non-re-election, pre-war; self-made (co-author) co-2"
            ),
            [
                "Co-operation",
                "and",
                "re-elected",
                "non",
                "re-election",
                "pre-war",
                "self",
                "made",
                "co-author",
                "co",
                "2"
            ]
        );
        assert_eq!(
            words("“co‑operation” ré-élu re-co-ordinate’s inter-État — co-"),
            [
                "co‑operation",
                "ré-élu",
                "re-co-ordinate’s",
                "inter",
                "État",
                "co"
            ]
        );
        assert_eq!(
            words("co--operate re-4 Sub-Saharan"),
            ["co", "operate", "re", "4", "Sub", "Saharan"]
        );
    }

    #[test]
    fn a_full_stop_before_a_capital_parts() {
        assert_eq!(
            words("ended.Delegates left.“They” à midi.Élus U.S.A. example.org Ph.D e.g.Foo x.Y"),
            [
                "ended",
                "Delegates",
                "left",
                "They",
                "à",
                "midi",
                "Élus",
                "U.S.A",
                "example.org",
                "Ph.D",
                "e.g.Foo",
                "x.Y"
            ]
        );
    }

    #[test]
    fn words_hold_a_letter_or_a_digit() {
        assert_eq!(
            words("The U.S. can't pay 3,000.50 — e.g. _ or _x_."),
            ["The", "U.S", "can't", "pay", "3,000.50", "e.g", "or", "_x_"]
        );
    }

    #[test]
    fn addresses_are_one_word() {
        assert_eq!(
            words("see (https://un.org/a,b), mail a.b@c.org;d@e.fr #Tag1 @you www.un.org"),
            [
                "see",
                "https://un.org/a,b",
                "mail",
                "a.b@c.org",
                "d@e.fr",
                "#Tag1",
                "@you",
                "www.un.org"
            ]
        );
        assert_eq!(
            words("and/or what's 50/50 “#Tag” wait"),
            ["and", "or", "what's", "50", "50", "#Tag", "wait"]
        );
    }

    #[test]
    fn unspaced_scripts_are_not_cut_character_by_character() {
        assert_eq!(
            words("来历:不知道 作者:voa365 网络主权是ネット"),
            ["来历", "不知道", "作者", "voa365", "网络主权是ネット"]
        );
    }

    #[test]
    fn marks_inside_words() {
        assert_eq!(
            words("“sover\u{AD}eignty” l’homme d'or naïve"),
            ["sover\u{AD}eignty", "l’homme", "d'or", "naïve"]
        );
    }

    #[test]
    fn leading_letters_are_counted_byte_by_byte() {
        for byte in 0..=255_u8 {
            for place in 0..8 {
                let mut eight = *b"aZzAmNqX";
                eight[place] = byte;
                let letters = eight.iter().take_while(|byte| byte.is_ascii_alphabetic());
                let leading = leading_letters(u64::from_le_bytes(eight));
                assert_eq!(leading, letters.count(), "{byte} at {place}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// The table for ASCII and the cut at blanks give what the Unicode rules give.
        #[test]
        fn words_are_those_of_unicode_segmentation(text in "[a-cA-C0-2 _.,;:'\"!?()\n\t\r-]{0,40}") {
            prop_assert_eq!(words(&text), reference(&text));
        }

        #[test]
        fn words_of_mixed_text_are_those_of_unicode_segmentation(
            text in "[a-c0-2 _.,:'’“”é\u{301}\u{AD}\u{200D}\u{FEFF}\u{A0}א״жЖαäß💡🇫🇷\u{1F3FB}٣\n]{0,30}"
        ) {
            prop_assert_eq!(words(&text), reference(&text));
        }
    }
}
