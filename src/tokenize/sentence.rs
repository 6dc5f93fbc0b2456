//! What stands between two words, and how strongly it parts them.
//!
//! Sentence ends follow UAX #29 (SB rules) with three changes. A line end inside a paragraph counts as
//! a space, since much real text is hard-wrapped. A full stop between a small and a capital letter ends
//! a sentence if it parts two words ("ended.Delegates"). A question or exclamation mark inside
//! quotation marks or brackets ends none if a small letter follows ("“Who?” asked the minister", "it
//! (really?) works"). A blank line ends a paragraph, and a line in capitals its own sentence before one
//! in small letters. Of the sentence ends found so, those after an abbreviation are taken back by the
//! rules of the language; in Greek `;` is a question mark.

use icu_properties::CodePointMapData;
use icu_properties::props::SentenceBreak as Class;

use super::abbreviation::Abbreviations;
use crate::clean::is_hyphen;
use crate::model::Boundary;

/// The least capital letters of a line that is a heading for them.
const LEAST_CAPITALS: usize = 8;

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
    if ends_sentence(text, gap.clone()) || ends_capital_line(text, &gap) {
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
    if plain == Boundary::Break
        && abbreviations.semicolon_asks()
        && text[gap.clone()].contains([';', '\u{37E}'])
    {
        return Boundary::Sentence;
    }
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

/// Whether a line end stands here behind a line of several words in capitals, and a line in small letters
/// follows: the first is a heading, or part of one.
fn ends_capital_line(text: &str, gap: &std::ops::Range<usize>) -> bool {
    let between = &text[gap.clone()];
    if !between.contains(['\n', '\r']) || !between.trim().is_empty() {
        return false;
    }
    let mut next = text[gap.end..].chars();
    if !next.next().is_some_and(char::is_uppercase) || !next.next().is_some_and(char::is_lowercase)
    {
        return false;
    }
    let (mut capitals, mut has_blank) = (0, false);
    let mut last_is_blank = false;
    for c in text[..gap.start].chars().rev() {
        match c {
            '\n' | '\r' => break,
            _ if c.is_lowercase() => return false,
            _ if c.is_uppercase() => {
                capitals += 1;
                has_blank |= last_is_blank;
                last_is_blank = false;
            }
            _ => last_is_blank |= c.is_whitespace() && capitals > 0,
        }
    }
    has_blank && capitals >= LEAST_CAPITALS
}

/// Whether words on both sides may belong to one phrase: blanks, `&`, the hyphen of the first word, or
/// the apostrophe of a plural possessive ("countries' rights"). A hyphen with a blank or line end before
/// it is a dash, or begins an item of a list.
fn holds_together(text: &str, gap: std::ops::Range<usize>) -> bool {
    let between = &text[gap.clone()];
    let mut marks = between.chars().filter(|c| !c.is_whitespace());
    match (marks.next(), marks.next()) {
        (None, _) | (Some('&'), None) => true,
        (Some(mark), None) if is_hyphen(mark) => between.starts_with(mark),
        (Some('\'' | '\u{2019}'), None) => {
            text[..gap.start].ends_with(['s', 'S']) && between.starts_with(['\'', '\u{2019}'])
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
            // SB7, but for a small letter before.
            Some(Class::Upper)
                if class == Class::ATerm && after == next && capital_before(text, position) => {}
            _ if class == Class::ATerm && lower_follows(text, after) => {}
            _ if class == Class::STerm && goes_on_after_quotation(text, next) => {}
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

/// SB7: the character before `position` is a capital letter.
fn capital_before(text: &str, position: usize) -> bool {
    let before = text[..position].chars().rev().map(class_of);
    let mut before = before.skip_while(|&class| matches!(class, Class::Extend | Class::Format));
    before.next() == Some(Class::Upper)
}

/// Whether a quotation or a bracket ends at `from`, behind its last mark, and the sentence around it goes on:
/// with a small letter, or in Japanese with hiragana ("「誰？」と").
fn goes_on_after_quotation(text: &str, from: usize) -> bool {
    let is_mark = |c: char| {
        matches!(
            c,
            '"' | '\'' | '\u{2018}'
                ..='\u{201F}' | '»' | '«' | '›' | '‹' | '」' | '』' | ')' | ']' | '）'
        )
    };
    let rest = text[from..].trim_start_matches(['!', '?', '…', '！', '？']);
    // French sets a blank before its quotation mark.
    let rest = rest
        .strip_prefix([' ', '\u{A0}', '\u{202F}'])
        .map_or(rest, |after| {
            if after.starts_with(['»', '›']) {
                after
            } else {
                rest
            }
        });
    let behind = rest.trim_start_matches(is_mark);
    if behind.len() == rest.len() {
        return false;
    }
    let is_japanese = rest.starts_with(['」', '』']);
    let following = behind.trim_start_matches([' ', '\u{A0}', '\u{202F}', '\n', '\r']);
    following
        .chars()
        .next()
        .is_some_and(|c| c.is_lowercase() || is_japanese && matches!(c, '\u{3041}'..='\u{309F}'))
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
    fn a_line_in_capitals_is_a_heading() {
        for line in [
            "HARBOUR AND RAILWAY BOARD",
            "PRESS RELEASE 12",
            "ΔΕΛΤΙΟ ΤΥΠΟΥ",
        ] {
            assert_eq!(
                between(line, "\n", "Office of the clerk"),
                Sentence,
                "{line}"
            );
            assert_eq!(
                between(line, "\r\n  ", "Office of the clerk"),
                Sentence,
                "{line}"
            );
            assert_eq!(between(line, "\n", "OFFICE OF THE CLERK"), None, "{line}");
            assert_eq!(between(line, "\n", "of the clerk"), None, "{line}");
            assert_eq!(between(line, " ", "Office of the clerk"), None, "{line}");
        }
        for line in [
            "NATO",
            "of the EU AND NATO",
            "NATO, EU",
            "the MINISTRY OF TRADE",
        ] {
            assert_eq!(between(line, "\n", "Office of the clerk"), None, "{line}");
        }
        let text = "Letter to the\nRAILWAY AND HARBOUR BOARD\nOffice of the clerk";
        let end = text.find("\nOffice").expect("a line end");
        assert_eq!(boundary(text, end..end + 1), Sentence);
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

    #[test]
    fn a_dash_is_no_hyphen() {
        for gap in [
            " - ",
            "\n- ",
            "\n-",
            " -",
            "\n  - ",
            " \u{2011} ",
            "\n– ",
            "\n* ",
            "\n• ",
        ] {
            assert_eq!(between("roads", gap, "bridges"), Break, "{gap:?}");
        }
        for gap in ["-", "-\n", "- ", "\u{2010}"] {
            assert_eq!(between("long", gap, "term"), None, "{gap:?}");
        }
    }

    #[test]
    fn a_sentence_goes_on_behind_a_quotation() {
        for (gap, rest) in [
            ("?” ", "wondered Ana"),
            ("!\" ", "and left"),
            ("?!” ", "he said"),
            ("! » ", "dit-elle"),
            ("\u{A0}?\u{A0}»\u{A0}", "demanda"),
            ("!“ ", "rief er"),
            ("?」", "と言った"),
            ("?”\n", "asked"),
            ("?) ", "was good"),
            ("!)\n", "works"),
            ("?”) ", "he wrote"),
        ] {
            assert_eq!(between("so", gap, rest), Break, "{gap:?}");
        }
        for (gap, rest) in [
            ("?” ", "The minister"),
            ("! ", "and left"),
            ("?」", "東京"),
            (".” ", "The minister"),
            ("? “", "and so on”"),
            ("? (", "and so on)"),
            ("?) ", "The minister"),
        ] {
            assert_eq!(between("so", gap, rest), Sentence, "{gap:?}");
        }
    }

    #[test]
    fn a_full_stop_without_a_blank_parts_sentences() {
        assert_eq!(between("ended", ".", "Delegates"), Sentence);
        assert_eq!(between("ended", ".”", "Delegates"), Sentence);
        assert_eq!(between("A", ".", "B"), Break);
    }

    #[test]
    fn a_greek_question_ends_with_a_semicolon() {
        let boundary_of = |code: &str, text: &str, gap: std::ops::Range<usize>| {
            let language = crate::model::Language::from_code(code).expect("a language");
            boundary_in(Abbreviations::of(language), text, 0..gap.start, gap)
        };
        let text = "Ποιος; Εγώ";
        assert_eq!(boundary_of("el", text, 10..12), Sentence);
        assert_eq!(boundary_of("en", "Who; me", 3..5), Break);
        let text = "Ποιος\u{37E} εγώ";
        assert_eq!(boundary_of("el", text, 10..13), Sentence);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// Without line ends, sentences are those of unicode-segmentation, where the rules are.
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
                let between = &text[gap.clone()];
                let is_lower = text[gap.end..].starts_with(char::is_lowercase);
                let differs = between.trim_end_matches(['\u{301}', '\u{AD}']) == "."
                    || is_lower && between.contains(['"', '\'', '“', '”', '’', ')']);
                if differs {
                    continue;
                }
                let expected = starts.iter().any(|at| gap.start <= *at && *at <= gap.end);
                prop_assert_eq!(ends_sentence(&text, gap.clone()), expected, "{:?}", gap);
            }
        }
    }
}
