//! Text and numbers in the columns of a terminal.
//!
//! Widths are display columns: a Chinese character takes two, a combining mark none. Text is cut between
//! letters with their marks, never inside. Control characters, which a name could hold, are shown as `�`.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::messages::is_invisible_command;

/// Columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The text with what would move the cursor replaced.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    if text.contains(is_invisible_command) {
        text.replace(is_invisible_command, "\u{FFFD}").into()
    } else {
        text.into()
    }
}

/// As much of the start as fits into so many columns.
pub(super) fn first_columns(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let fits = |letter: &(usize, &str)| {
        used += letter.1.width();
        used <= columns
    };
    let end = text.grapheme_indices(true).take_while(fits).last();
    &text[..end.map_or(0, |(at, letter)| at + letter.len())]
}

/// As much of the end as fits into so many columns.
pub(super) fn last_columns(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let fits = |letter: &(usize, &str)| {
        used += letter.1.width();
        used <= columns
    };
    let start = text.grapheme_indices(true).rev().take_while(fits).last();
    &text[start.map_or(text.len(), |(at, _)| at)..]
}

/// A text, or as much of its start as fits with a sign that it goes on.
pub(super) fn cut_end(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return text.into();
    }
    format!(
        "{}…",
        first_columns(text, columns.saturating_sub(1)).trim_end()
    )
    .into()
}

/// A name, or as much of its end as fits: the end of a path says most.
pub(super) fn cut_start(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return text.into();
    }
    format!("…{}", last_columns(text, columns.saturating_sub(1))).into()
}

/// So many blanks as a text lacks to a width.
pub(super) fn padding(text: &str, columns: usize) -> String {
    " ".repeat(columns.saturating_sub(text.width()))
}

/// A text that is written from right to left, between marks that keep it in its column on terminals that
/// order such text; any other text as it is.
pub(super) fn isolated(text: &str) -> Cow<'_, str> {
    if text.contains(is_right_to_left) {
        format!("\u{2068}{text}\u{2069}").into()
    } else {
        text.into()
    }
}

/// Whether a letter is of Hebrew, Arabic or another script from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// A whole number with a comma before each three digits.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with so many digits behind its point; nothing if there is none.
pub(super) fn decimal(number: Option<f64>, digits: usize) -> String {
    let Some(number) = number.filter(|number| number.is_finite()) else {
        return String::new();
    };
    let plain = format!("{:.digits$}", number.abs());
    let (whole, behind) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if number < 0.0 && !is_zero { "-" } else { "" };
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), thousands);
    format!("{sign}{whole}{behind}")
}

/// A probability: three digits, or that it is below what these can show.
pub(super) fn probability(p: f64) -> String {
    if p < 0.001 {
        "< 0.001".to_owned()
    } else {
        format!("{p:.3}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_by_columns_not_bytes() {
        assert_eq!(first_columns("naïve", 3), "naï");
        assert_eq!(last_columns("naïve", 3), "ïve");
        assert_eq!(first_columns("网络主权", 5), "网络");
        assert_eq!(last_columns("网络主权", 3), "权");
        assert_eq!(last_columns("ab", 5), "ab");
        assert_eq!(cut_start("site/page-1", 6), "…age-1");
        assert_eq!(cut_end("a long name", 7), "a long…");
        assert_eq!(cut_end("short", 7), "short");
    }

    /// "é" of two characters, Thai with a tone mark, and Devanagari stay whole.
    #[test]
    fn marks_stay_with_their_letters() {
        assert_eq!(first_columns("e\u{301}te\u{301}", 1), "e\u{301}");
        assert_eq!(last_columns("e\u{301}te\u{301}", 1), "e\u{301}");
        assert_eq!(last_columns("ที่", 1), "ที่");
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(padding("网络", 6), "  ");
    }

    #[test]
    fn right_to_left_text_is_kept_in_its_column() {
        assert_eq!(isolated("سيادة"), "\u{2068}سيادة\u{2069}");
        assert_eq!(isolated("abc"), "abc");
        assert_eq!(harmless("a\u{1b}[31mb"), "a\u{FFFD}[31mb");
    }

    #[test]
    fn numbers_have_thousands_and_decimals() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(number), text);
        }
        assert_eq!(decimal(Some(1234.56), 1), "1,234.6");
        assert_eq!(decimal(Some(-0.04), 1), "0.0");
        assert_eq!(decimal(Some(-12.0), 2), "-12.00");
        assert_eq!(decimal(Some(1999.5), 0), "2,000");
        assert_eq!(decimal(None, 1), "");
        assert_eq!(probability(0.0), "< 0.001");
        assert_eq!(probability(0.0456), "0.046");
    }
}
