//! Text in figures: what of it may be shown, how wide it is, and how it is cut and folded.
//!
//! Widths are those of DejaVu Sans, which is wider than most fonts; so what fits by them fits.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::report::text::measure;

/// The size of most text, in pixels.
pub(super) const SIZE: f64 = 12.0;
/// The size of the smallest text.
pub(super) const SMALL: f64 = 11.0;

/// Widths of the characters from the blank to the tilde, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
/// The width of any other letter, which few exceed.
const OTHER: f64 = 0.72;

/// Text in one line, without control characters, nor those that turn the direction of what follows,
/// whose end may be cut off.
pub(super) fn clean(text: &str) -> String {
    let is_turn = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_shown = |c: &char| !is_turn(*c) && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    let shown: String = text.chars().filter(is_shown).map(blank).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How wide a text is.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.graphemes(true).map(ems).sum::<f64>() * size
}

/// The width of a letter with its marks.
fn ems(letter: &str) -> f64 {
    let mut chars = letter.chars();
    match (chars.next(), chars.next()) {
        (Some(c @ ' '..='~'), None) => f64::from(WIDTHS[c as usize - 32]) / 1000.0,
        (Some('…'), None) => 1.0,
        _ => match letter.width() {
            0 => 0.0,
            1 => OTHER,
            // Wide letters take a square each.
            columns => columns as f64 * 0.5,
        },
    }
}

/// A text cut with an ellipsis to a width.
pub(super) fn cut(text: &str, size: f64, most: f64) -> String {
    // Sums of widths differ in their last digits.
    if width(text, size) <= most + 1e-6 {
        return text.to_owned();
    }
    let mut left = most / size - 1.0;
    let fits = |letter: &&str| {
        left -= ems(letter);
        left >= 0.0
    };
    let start: String = text.graphemes(true).take_while(fits).collect();
    format!("{}…", start.trim_end())
}

/// A name in lines of a width: broken at blanks, behind `_`, `.`, `-` and `/`, and elsewhere where a
/// piece is too long.
pub(super) fn lines(text: &str, size: f64, most: f64) -> Vec<String> {
    folded(text.split_inclusive(BREAKS), size, most)
}

/// Sentences in lines of a width: broken at blanks, and elsewhere where a word is too long.
pub(super) fn prose(text: &str, size: f64, most: f64) -> Vec<String> {
    folded(text.split_inclusive(' '), size, most)
}

/// Where a name may be broken.
const BREAKS: [char; 5] = [' ', '_', '.', '-', '/'];

/// How wide the widest piece of a name is that is not broken.
pub(super) fn longest_piece(text: &str, size: f64) -> f64 {
    let pieces = text
        .split_inclusive(BREAKS)
        .map(|piece| width(piece.trim_end(), size));
    pieces.fold(0.0, f64::max)
}

fn folded<'a>(pieces: impl Iterator<Item = &'a str>, size: f64, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces {
        let with = format!("{line}{piece}");
        if width(with.trim_end(), size) <= most {
            line = with;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in piece.graphemes(true) {
            if !line.is_empty() && width(&line, size) + width(letter, size) > most {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(letter);
        }
    }
    lines.push(line);
    let trimmed = lines.iter().map(|line| line.trim().to_owned());
    trimmed.filter(|line| !line.is_empty()).collect()
}

/// A number with about three digits that count.
pub(super) fn number(value: f64) -> String {
    if value.is_finite() {
        measure(value)
    } else {
        "–".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        // D 770, e 615, j 278, a 613, V 684, u 634 thousandths.
        assert!((width("DejaVu", 10.0) - 35.94).abs() < 1e-9);
        assert!((width("网络", 10.0) - 20.0).abs() < 1e-9);
        // A letter with a combining mark is one letter.
        assert!((width("e\u{301}", 10.0) - 7.2).abs() < 1e-9);
        assert!(width("", 10.0).abs() < 1e-9);
    }

    #[test]
    fn text_is_cut_to_its_width_between_letters() {
        assert_eq!(cut("short", 10.0, 100.0), "short");
        assert_eq!(cut("MEX", 12.0, width("MEX", 12.0) + 8.0 - 8.0), "MEX");
        assert_eq!(cut("网络空间命运共同体", 10.0, 50.0), "网络空间…");
        for most in [0.0, 12.0, 33.0, 61.0] {
            let shown = cut("A rather long label e\u{301}", 10.0, most);
            assert!(width(&shown, 10.0) <= most.max(10.0), "{shown}");
        }
    }

    #[test]
    fn lines_break_where_words_end_and_lose_nothing() {
        assert_eq!(lines("digital_divide", 10.0, 50.0), ["digital_", "divide"]);
        assert_eq!(lines("one two three", 10.0, 50.0), ["one two", "three"]);
        assert_eq!(lines("网络空间命运", 10.0, 30.0), ["网络空", "间命运"]);
        assert_eq!(lines("", 10.0, 30.0), Vec::<String>::new());
        assert_eq!(prose("see a_b.csv.", 10.0, 50.0), ["see", "a_b.csv."]);
        assert!((longest_piece("digital_divide", 10.0) - width("digital_", 10.0)).abs() < 1e-9);
    }

    #[test]
    fn hostile_text_is_one_plain_line() {
        assert_eq!(clean(" a\n\tb\u{0}\u{202E}c\u{FFFF} "), "a b c");
    }

    #[test]
    fn numbers_keep_three_digits() {
        let shown = [1234.6, 99.96, 12.34, 1.234, 0.004, 0.0].map(number);
        assert_eq!(shown, ["1,235", "100", "12.3", "1.23", "0.004", "0"]);
        assert_eq!(number(f64::NAN), "–");
    }
}
