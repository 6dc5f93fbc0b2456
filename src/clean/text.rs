//! Plain text: words that a line end, an invisible character, a mistyped apostrophe or a digit below the line
//! has split become whole again.

use std::sync::LazyLock;

use memchr::memmem;

use crate::data::{DataFile, WordSet};

/// Words before which a hyphen at a line end belongs to the word that it follows.
static SUSPENDING: LazyLock<WordSet> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/suspended_hyphen_words.tsv"));
    file.rows().map(|[word]| word).collect()
});

/// The zero-width space, which UAX #29 would cut a word at.
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// Stands where a word was hyphenated at a line end. Whether the hyphen was part of the word
/// ("self-determination") is decided when all texts are known (`corpus/line_ends.rs`).
pub(crate) const SOFT_HYPHEN: char = '\u{AD}';

/// Joins words hyphenated at a line end by a soft hyphen, and takes out zero-width spaces.
///
/// A line end is taken for hyphenation where a letter and a hyphen (`-`, U+2010 or a soft hyphen)
/// stand before it and a lower-case letter after it; the hyphen goes with the line end. Not so before
/// "and" and the like: "pre-" is a word that waits for its end there.
pub(super) fn join_split_words(text: String) -> String {
    let bytes = text.as_bytes();
    let may_hyphenate =
        memchr::memchr2_iter(b'\n', b'\r', bytes).any(|end| ends_in_hyphen(&bytes[..end]));
    let has_zero_width = memmem::find(bytes, "\u{200B}".as_bytes()).is_some();
    if !may_hyphenate && !has_zero_width {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(end) = rest.find(['\n', '\r']) {
        let (line, after) = rest.split_at(end);
        let (line_end, next) = split_line_end(after);
        match hyphenated(line, next) {
            Some((stem, continued)) => {
                out.push_str(stem);
                out.push(SOFT_HYPHEN);
                rest = continued;
            }
            None => {
                out.push_str(line);
                out.push_str(line_end);
                rest = next;
            }
        }
    }
    out.push_str(rest);
    if has_zero_width {
        out.retain(|c| c != ZERO_WIDTH_SPACE);
    }
    out
}

/// A blank line between every two lines.
pub(super) fn lines_as_paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.replace('\n', "\n\n")
}

/// Whether there is a hyphen at the end, or what may be one: its last byte, blanks aside.
fn ends_in_hyphen(line: &[u8]) -> bool {
    let last = line.iter().rfind(|byte| !matches!(byte, b' ' | b'\t'));
    // U+2010 ends in 0x90, the soft hyphen in 0xAD.
    matches!(last, Some(b'-' | 0x90 | 0xAD))
}

/// The text before the hyphen and the text that goes on, if `line` is hyphenated into `next`.
fn hyphenated<'a>(line: &'a str, next: &'a str) -> Option<(&'a str, &'a str)> {
    let line = line.trim_end_matches([' ', '\t']);
    let stem = line.strip_suffix(['-', '\u{2010}', '\u{AD}'])?;
    let continued = next.trim_start_matches([' ', '\t']);
    let joins = stem.chars().next_back().is_some_and(char::is_alphabetic)
        && continued.chars().next().is_some_and(char::is_lowercase);
    (joins && !is_suspended(continued)).then_some((stem, continued))
}

/// Whether the first word is one before which a hyphen stays.
fn is_suspended(continued: &str) -> bool {
    let end = continued.find(|c: char| !c.is_alphabetic());
    SUSPENDING.contains(&continued[..end.unwrap_or(continued.len())])
}

/// Signs as they were meant: accents and primes between letters are apostrophes ("Ankara´da", "п`ять",
/// "don′t"), small digits below the line belong to the letters before them ("CO₂" is "CO2").
pub(super) fn with_meant_signs(text: String) -> String {
    if !has_other_signs(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let is_between = || last.is_alphabetic() && next.is_some_and(char::is_alphabetic);
        let meant = match c {
            '`' | '´' | '′' if is_between() => '\u{2019}',
            '₀'..='₉' if last.is_alphanumeric() => {
                char::from_digit(u32::from(c) - u32::from('₀'), 10).unwrap_or(c)
            }
            _ => c,
        };
        out.push(meant);
        last = meant;
    }
    out
}

/// Whether one of the signs is there that [`with_meant_signs`] looks at.
fn has_other_signs(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has = |sign: &str| memmem::find(bytes, sign.as_bytes()).is_some();
    // The digits below the line end in 0x80 to 0x89, the sign of the euro in 0xAC.
    let is_digit = |at: usize| matches!(bytes.get(at + 2), Some(0x80..=0x89));
    let has_digit = || memmem::find_iter(bytes, b"\xE2\x82").any(is_digit);
    memchr::memchr(b'`', bytes).is_some()
        || !text.is_ascii() && (has("´") || has("′") || has_digit())
}

/// Splits off one line end, CR LF, CR or LF; nothing at the end of the text.
pub(super) fn split_line_end(text: &str) -> (&str, &str) {
    let length = if text.starts_with("\r\n") { 2 } else { 1 };
    text.split_at(length.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(text: &str) -> String {
        join_split_words(text.to_owned())
    }

    #[test]
    fn a_word_hyphenated_at_a_line_end_is_one_word() {
        assert_eq!(join("the sover-\neignty of"), "the sover\u{AD}eignty of");
        assert_eq!(join("sover- \r\n   eignty"), "sover\u{AD}eignty");
        assert_eq!(join("sover\u{AD}\neignty"), "sover\u{AD}eignty");
        assert_eq!(join("sover\u{2010}\reignty"), "sover\u{AD}eignty");
        assert_eq!(join("a-\nb-\nc"), "a\u{AD}b\u{AD}c");
    }

    #[test]
    fn other_hyphens_and_line_ends_stay() {
        for text in [
            "well-known\nfact",
            "pages 3-\n4",
            "Anglo-\nSaxon",
            "dash -\nand",
            "end-\n\nnew",
            "pre-\nand post-war",
            "Wirtschafts-\nund Handelspolitik",
            "in-\n  or outdoors",
            "x-\n",
        ] {
            assert_eq!(join(text), text);
        }
    }

    #[test]
    fn words_that_only_begin_like_and_are_joined() {
        assert_eq!(join("mis-\nunderstood"), "mis\u{AD}understood");
        assert_eq!(join("Vereins-\nordnung"), "Vereins\u{AD}ordnung");
    }

    #[test]
    fn accents_are_apostrophes_and_digits_below_the_line_digits() {
        for (text, meant) in [
            ("Ankara´da kaldı", "Ankara’da kaldı"),
            ("п`ять", "п’ять"),
            ("don′t", "don’t"),
            ("`quoted` and 5′ and ´a", "`quoted` and 5′ and ´a"),
            ("CO₂ and H₂O, C₆H₁₂O₆", "CO2 and H2O, C6H12O6"),
            ("5 € ₂ m²", "5 € ₂ m²"),
            ("plain", "plain"),
        ] {
            assert_eq!(with_meant_signs(text.to_owned()), meant);
        }
    }

    #[test]
    fn zero_width_spaces_do_not_split_words() {
        assert_eq!(join("sover\u{200B}eignty"), "sovereignty");
    }

    #[test]
    fn lines_can_be_paragraphs() {
        assert_eq!(lines_as_paragraphs("a\r\nb\rc\nd"), "a\n\nb\n\nc\n\nd");
    }
}
