//! What stands between two words, and how strongly it parts them.
//!
//! Sentence ends follow UAX #29 (SB rules) with one change: a line end inside a paragraph counts as
//! a space, since much real text is hard-wrapped. A blank line ends a paragraph. Of the sentence
//! ends found so, those after an abbreviation are taken back by the rules of the language.

use icu_properties::CodePointMapData;
use icu_properties::props::SentenceBreak as Class;

use super::abbreviation::Abbreviations;
use crate::model::Boundary;

/// The boundary made by `text[gap]`, which holds no word and stands between two words.
#[must_use]
pub fn boundary(text: &str, gap: std::ops::Range<usize>) -> Boundary {
    let between = &text[gap.clone()];
    if between == " " {
        return Boundary::None;
    }
    if ends_paragraph(between) {
        return Boundary::Paragraph;
    }
    if ends_sentence(text, gap.clone()) {
        return Boundary::Sentence;
    }
    if holds_together(text, gap) {
        Boundary::None
    } else {
        Boundary::Break
    }
}

/// As [`boundary`], by the rules of a language: a full stop after an abbreviation ends no sentence.
/// `word` is the word before the gap.
#[must_use]
pub fn boundary_in(
    abbreviations: &Abbreviations,
    text: &str,
    word: std::ops::Range<usize>,
    gap: std::ops::Range<usize>,
) -> Boundary {
    let plain =
        after_full_stop(text.as_bytes(), &gap).unwrap_or_else(|| boundary(text, gap.clone()));
    if plain != Boundary::Sentence || !is_full_stop(&text[gap.clone()]) {
        return plain;
    }
    if abbreviations.goes_on(&text[word], &text[gap.end..]) {
        Boundary::Break
    } else {
        plain
    }
}

/// The boundary where a full stop and one blank stand before an ASCII letter, as nearly always: a
/// small letter goes on with the sentence (SB8), a capital does not.
fn after_full_stop(text: &[u8], gap: &std::ops::Range<usize>) -> Option<Boundary> {
    let next = text.get(gap.end)?;
    match &text[gap.clone()] {
        b". " | b".\n" if next.is_ascii_uppercase() => Some(Boundary::Sentence),
        b". " | b".\n" if next.is_ascii_lowercase() => Some(Boundary::Break),
        _ => None,
    }
}

/// Whether a gap is a full stop and blanks.
fn is_full_stop(gap: &str) -> bool {
    gap.strip_prefix('.')
        .is_some_and(|rest| rest.trim_start().is_empty())
}

/// Whether there is a blank line, or a paragraph separator.
fn ends_paragraph(between: &str) -> bool {
    let mut line_ends = 0;
    let mut chars = between.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{2029}' => return true,
            '\n' | '\r' | '\u{85}' | '\u{2028}' => {
                if c == '\r' {
                    chars.next_if_eq(&'\n');
                }
                line_ends += 1;
                if line_ends == 2 {
                    return true;
                }
            }
            _ if c.is_whitespace() => {}
            _ => line_ends = 0,
        }
    }
    false
}

/// Whether words on both sides may belong to one phrase: blanks, one hyphen or `&`, or the
/// apostrophe of a plural possessive ("countries' rights").
fn holds_together(text: &str, gap: std::ops::Range<usize>) -> bool {
    let mut marks = text[gap.clone()].chars().filter(|c| !c.is_whitespace());
    match (marks.next(), marks.next()) {
        (None, _) | (Some('-' | '\u{2010}' | '\u{2011}' | '&'), None) => true,
        (Some('\'' | '\u{2019}'), None) => {
            text[..gap.start].ends_with(['s', 'S']) && text[gap].starts_with(['\'', '\u{2019}'])
        }
        _ => false,
    }
}

/// UAX #29 sentence break somewhere in the gap.
fn ends_sentence(text: &str, gap: std::ops::Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let may_end = |&byte: &u8| matches!(byte, b'.' | b'!' | b'?') || byte >= 0x80;
    if !bytes[gap.clone()].iter().any(may_end) {
        return false;
    }
    let mut position = gap.start;
    while let Some((class, next)) = class_at(text, position) {
        if position >= gap.end {
            return false;
        }
        if !matches!(class, Class::ATerm | Class::STerm) {
            position = next;
            continue;
        }
        let after_close = skip(text, next, Class::Close);
        let after = skip(text, after_close, Class::Sp);
        match class_at(text, after).map(|(class, _)| class) {
            // SB8a
            Some(Class::SContinue | Class::ATerm | Class::STerm) => {}
            // SB6
            Some(Class::Numeric) if class == Class::ATerm && after == next => {}
            // SB7
            Some(Class::Upper)
                if class == Class::ATerm && after == next && cased_before(text, position) => {}
            _ if class == Class::ATerm && lower_follows(text, after) => {}
            _ => return true,
        }
        position = after.max(next);
    }
    false
}

/// SB8: the next letter is a lower-case one, with no sentence terminator or paragraph end before.
fn lower_follows(text: &str, from: usize) -> bool {
    let mut position = from;
    let mut line_ends = 0;
    while let Some((class, next)) = class_at(text, position) {
        match class {
            Class::Lower => return true,
            Class::OLetter | Class::Upper | Class::STerm | Class::ATerm => return false,
            _ => {}
        }
        match &text[position..next] {
            "\n" | "\r\n" | "\r" => line_ends += 1,
            blank if blank.trim().is_empty() => {}
            _ => line_ends = 0,
        }
        if line_ends == 2 {
            return false;
        }
        position = next;
    }
    false
}

/// SB7: the character before `position` is a cased letter.
fn cased_before(text: &str, position: usize) -> bool {
    let before = text[..position].chars().rev().map(class_of);
    let mut before = before.skip_while(|&class| matches!(class, Class::Extend | Class::Format));
    matches!(before.next(), Some(Class::Upper | Class::Lower))
}

/// Skips a run of one class.
fn skip(text: &str, mut position: usize, class: Class) -> usize {
    while let Some((next_class, next)) = class_at(text, position) {
        if next_class != class {
            break;
        }
        position = next;
    }
    position
}

/// The class of the character at `position` and where the next one begins. Marks and invisible
/// characters go with what they follow (SB5), and CR LF is one line end.
fn class_at(text: &str, position: usize) -> Option<(Class, usize)> {
    let mut chars = text[position..].char_indices();
    let (_, first) = chars.next()?;
    let mut rest = chars.as_str();
    if first == '\r' {
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    let class = class_of(first);
    // Marks after a line end stand for themselves, except that a line end here is a space.
    let rest = rest.trim_start_matches(|c| matches!(class_of(c), Class::Extend | Class::Format));
    Some((class, text.len() - rest.len()))
}

/// The Sentence_Break property, with line ends as spaces.
fn class_of(c: char) -> Class {
    match c {
        'a'..='z' => Class::Lower,
        'A'..='Z' => Class::Upper,
        '0'..='9' => Class::Numeric,
        ' ' | '\t' | '\n' | '\r' => Class::Sp,
        '.' => Class::ATerm,
        '!' | '?' => Class::STerm,
        _ => match CodePointMapData::<Class>::new().get(c) {
            Class::Sep | Class::CR | Class::LF => Class::Sp,
            class => class,
        },
    }
}

#[cfg(test)]
mod tests {
    use Boundary::{Break, None, Paragraph, Sentence};
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    use super::*;
    use crate::tokenize::for_each_word;

    /// The boundary between the first word and the rest, which begins at `|`.
    fn between(first: &str, gap: &str, rest: &str) -> Boundary {
        let text = format!("{first}{gap}{rest}");
        boundary(&text, first.len()..first.len() + gap.len())
    }

    #[test]
    fn a_line_end_is_a_space_and_a_blank_line_a_paragraph() {
        assert_eq!(between("of", "\n", "the"), None);
        assert_eq!(between("of", "\r\n  ", "the"), None);
        for gap in [
            "\n\n",
            "\r\n\r\n",
            "\r\r",
            "\n \t\n",
            ".\n\n",
            "\u{2029}",
            "\n\u{3000}\n",
        ] {
            assert_eq!(between("of", gap, "the"), Paragraph, "{gap:?}");
        }
    }

    #[test]
    fn sentences_end_as_uax29_says() {
        assert_eq!(between("end", ". ", "Next"), Sentence);
        assert_eq!(between("end", ".\n", "Next"), Sentence);
        assert_eq!(between("end", ".” ", "Next"), Sentence);
        assert_eq!(between("end", "! ", "next"), Sentence);
        assert_eq!(between("etc", ". ", "and"), Break);
        assert_eq!(between("U.S", ".", "A"), Break);
        assert_eq!(between("No", ". ", "5 apples"), Break);
        assert_eq!(between("No", ". ", "5 Apples"), Sentence);
        assert_eq!(between("said", ".), ", "A"), Break);
        assert_eq!(between("wait", "... ", "what"), Break);
        assert_eq!(between("完", "。", "B"), Sentence);
    }

    #[test]
    fn punctuation_breaks_and_some_marks_hold_together() {
        for gap in [", ", ": ", " – ", " (", "/", " “", "--", " ' "] {
            assert_eq!(between("a", gap, "b"), Break, "{gap:?}");
        }
        for gap in ["-", " & ", "&", "\u{2011}", "  ", "\u{a0}", "\t"] {
            assert_eq!(between("a", gap, "b"), None, "{gap:?}");
        }
        assert_eq!(between("countries", "' ", "rights"), None);
        assert_eq!(between("countries", "’ ", "rights"), None);
        assert_eq!(between("countries", " '", "rights"), Break);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// Without line ends, sentences are those of unicode-segmentation.
        #[test]
        fn sentences_are_those_of_unicode_segmentation(
            text in "[aAbB1 .!?,:;'\"()“”’—…。é\u{301}\u{AD}\u{A0}א]{0,40}"
        ) {
            let starts: Vec<usize> =
                text.split_sentence_bound_indices().map(|(start, _)| start).collect();
            let mut words = Vec::new();
            for_each_word(&text, |range| words.push(range));
            for pair in words.windows(2) {
                let gap = pair[0].end..pair[1].start;
                let expected = starts.iter().any(|at| gap.start <= *at && *at <= gap.end);
                prop_assert_eq!(ends_sentence(&text, gap.clone()), expected, "{:?}", gap);
            }
        }
    }
}
