//! Pieces of readable text: numbers with their thousands marked, safe Markdown, tables.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A whole number with a comma between thousands.
pub(crate) fn count(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 document`, `2 documents`.
pub(crate) fn some(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", count(number as u64))
}

/// The longest piece of data shown, in characters.
pub(super) const LONGEST: usize = 400;

/// Text cut behind so many characters, with a mark where it was.
pub(super) fn clipped(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

/// Text that Markdown shows as it is; cut where it is very long.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clipped(text, LONGEST).chars() {
        if "\\`*_[]<>|#~".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// A Markdown table; cells are Markdown already. `right` lists the columns of numbers.
pub(super) fn table(header: &[&str], right: &[usize], rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    let line = |out: &mut String, cells: &mut dyn Iterator<Item = &str>| {
        out.push('|');
        for cell in cells {
            // Writing to a string does not fail.
            let _ = write!(out, " {cell} |");
        }
        out.push('\n');
    };
    line(&mut out, &mut header.iter().copied());
    let rule = |index: usize| {
        if right.contains(&index) {
            "---:"
        } else {
            "---"
        }
    };
    line(&mut out, &mut (0..header.len()).map(rule));
    for row in rows {
        line(&mut out, &mut row.iter().map(String::as_str));
    }
    out.push('\n');
    out
}

/// The first `most` of a list, and how many there are beyond.
pub(super) fn and_more(mut items: Vec<String>, most: usize) -> String {
    let more = items.len().saturating_sub(most);
    items.truncate(most);
    let mut text = items.join(", ");
    if more > 0 {
        let _ = write!(text, " and {} more", count(more as u64));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_are_readable() {
        assert_eq!(count(0_u64), "0");
        assert_eq!(count(999_u64), "999");
        assert_eq!(count(1_234_567_u64), "1,234,567");
        assert_eq!(some(1, "document"), "1 document");
        assert_eq!(some(1200, "document"), "1,200 documents");
        let items = ["a", "b", "c"].map(ToOwned::to_owned).to_vec();
        assert_eq!(and_more(items.clone(), 2), "a, b and 1 more");
        assert_eq!(and_more(items, 3), "a, b, c");
    }

    #[test]
    fn markdown_in_the_data_is_shown_not_obeyed() {
        assert_eq!(plain("a|b *c* <d>\n"), "a\\|b \\*c\\* \\<d\\> ");
    }
}
