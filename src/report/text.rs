//! Pieces of readable text: numbers with their thousands marked, safe Markdown, tables.

use std::borrow::Cow;

use super::noun::protected;

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
pub(crate) fn plural(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", count(number))
}

/// A p-value as shown: never 0, however small it is.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.001 {
        "< 0.001".to_owned()
    } else {
        format!("{p:.3}")
    }
}

/// What is smaller is nothing but a rounding error of sums.
const NOTHING: f64 = 1e-12;

/// A number in three significant digits, whole where it has more: thousands marked, a true minus sign,
/// of very small ones only that they are small.
pub(super) fn measure(number: f64) -> String {
    let size = number.abs();
    let digits = if size < NOTHING {
        return "0".to_owned();
    } else if size >= 99.95 {
        count(size.round() as u64)
    } else if size >= 9.995 {
        format!("{size:.1}")
    } else if size >= 0.9995 {
        format!("{size:.2}")
    } else if size >= 0.001 {
        format!("{size:.3}")
    } else if number > 0.0 {
        return "< 0.001".to_owned();
    } else {
        return "> \u{2212}0.001".to_owned();
    };
    let sign = if number < 0.0 { "\u{2212}" } else { "" };
    format!("{sign}{digits}")
}

/// A difference as shown, with its sign.
pub(super) fn signed(difference: f64) -> String {
    let shown = measure(difference);
    let sign = if difference >= 0.001 { "+" } else { "" };
    format!("{sign}{shown}")
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
    for c in protected(&clipped(text, LONGEST)).chars() {
        if "\\`*_[]<>|#~".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// A Markdown table, nothing without rows; cells are Markdown already. `right` lists the columns of
/// numbers.
pub(super) fn table(
    header: &[&str],
    right: &[usize],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let rows: String = rows.into_iter().map(row).collect();
    if rows.is_empty() {
        return rows;
    }
    let is_right = |column: usize| right.contains(&column);
    let rule = |column: usize| if is_right(column) { "---:" } else { "---" };
    let rules: Vec<&str> = (0..header.len()).map(rule).collect();
    format!("{}{}{rows}\n", line(header), line(&rules))
}

/// The items of a list in one line.
pub(super) fn joined(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().collect::<Vec<_>>().join(", ")
}

/// The first `most` of a list, and how many there are beyond.
pub(super) fn and_more(items: impl IntoIterator<Item = String>, most: usize) -> String {
    let mut items = items.into_iter();
    let first = joined(items.by_ref().take(most));
    match items.count() {
        0 => first,
        more => format!("{first} and {} more", count(more)),
    }
}

/// A paragraph with a list behind what it is of, nothing without items.
pub(super) fn titled(title: &str, items: impl IntoIterator<Item = String>, most: usize) -> String {
    let items = and_more(items, most);
    if items.is_empty() {
        return items;
    }
    format!("**{title}:** {items}.\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_are_readable() {
        assert_eq!(count(0_u64), "0");
        assert_eq!(count(999_u64), "999");
        assert_eq!(count(1_234_567_u64), "1,234,567");
        assert_eq!(plural(1, "document"), "1 document");
        assert_eq!(plural(1200, "document"), "1,200 documents");
        let items = ["a", "b", "c"].map(ToOwned::to_owned).to_vec();
        assert_eq!(and_more(items.clone(), 2), "a, b and 1 more");
        assert_eq!(and_more(items, 3), "a, b, c");
    }

    #[test]
    fn numbers_keep_three_digits_and_a_true_minus() {
        let cases = [
            (0.0, "0"),
            (0.5, "0.500"),
            (0.000_12, "< 0.001"),
            (-0.000_12, "> \u{2212}0.001"),
            (1.239, "1.24"),
            (9.999, "10.0"),
            (-12.34, "\u{2212}12.3"),
            (99.97, "100"),
            (123.4, "123"),
            (-1234.5, "\u{2212}1,235"),
            (1e7, "10,000,000"),
        ];
        for (number, expected) in cases {
            assert_eq!(measure(number), expected);
        }
        let signs = [0.0, 2.5, -2.5, 1e-15].map(signed);
        assert_eq!(signs, ["0", "+2.50", "\u{2212}2.50", "0"]);
    }

    #[test]
    fn markdown_in_the_data_is_shown_not_obeyed() {
        assert_eq!(plain("a|b *c* <d>\n"), "a\\|b \\*c\\* \\<d\\> ");
    }
}
