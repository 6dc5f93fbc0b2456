//! A book of Project Gutenberg: its licence stands before and after it.
//!
//! Takes a text with a line `*** START OF ...` and a line `*** END OF ...`, gives the book between
//! them. What stands outside is left out as cover; of the lines before the start, the title, the
//! author and the language are fields. The date of release is that of the file, not of the book.

use super::Split;
use super::lines::{Line, left_out, lines};
use crate::model::{Layout, Rule};
use crate::source::formats::Converted;

/// How far into the text the start may be, in bytes.
const HEAD: usize = 16 << 10;

pub(super) fn split(text: &str) -> Option<Split> {
    let head = text.get(..text.floor_char_boundary(HEAD))?;
    let start = lines(head).find(|line| is_mark(line, "START OF"))?;
    let end = lines(text)
        .skip(start.number as usize)
        .find(|line| is_mark(line, "END OF"));
    let before = &text[..start.start];
    let inside = start.start + text[start.start..].find('\n')?;
    let (book, after) = match end {
        Some(end) => (text.get(inside..end.start)?, &text[end.start..]),
        None => (&text[inside..], ""),
    };
    let field = |name: &str| {
        let mut values = lines(before).filter_map(|line| line.text.strip_prefix(name));
        values.next().map(|value| value.trim().to_owned())
    };
    let mark = start.text;
    let rows = [
        left_out(Rule::Cover, 1, before),
        left_out(Rule::Cover, start.number, mark),
        left_out(Rule::Cover, end.map_or(1, |end| end.number), after),
    ];
    let document = Converted {
        text: book.to_owned(),
        title: field("Title:"),
        author: field("Author:"),
        left_out: rows.into_iter().flatten().collect(),
        ..Converted::default()
    };
    Some(Split::of(Layout::Book, vec![document]))
}

/// Whether the line marks the start or the end of the book.
fn is_mark(line: &Line<'_>, words: &str) -> bool {
    let rest = line.text.trim_start().strip_prefix("***");
    let rest = rest.map(str::trim_start).unwrap_or_default();
    rest.strip_prefix(words)
        .is_some_and(|rest| rest.contains("GUTENBERG"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_licence_is_no_book() {
        let text = "The Project Gutenberg eBook\n\nTitle: Sand\nAuthor: L. Marsh\nRelease date: May 1, 2004\n\n*** START OF THE PROJECT GUTENBERG EBOOK SAND ***\n\nThe tide came in.\n\n*** END OF THE PROJECT GUTENBERG EBOOK SAND ***\nDonate.\n";
        let split = split(text).expect("a book");
        let [book] = split.documents.as_slice() else {
            panic!("one book");
        };
        assert_eq!(book.text.trim(), "The tide came in.");
        assert_eq!(book.title.as_deref(), Some("Sand"));
        assert_eq!(book.author.as_deref(), Some("L. Marsh"));
        let lines: Vec<_> = book.left_out.iter().map(|row| row.line).collect();
        assert_eq!(lines, [Some(1), Some(7), Some(11)]);
    }

    #[test]
    fn stars_alone_mark_nothing() {
        assert_eq!(split("*** START OF THE RACE ***\nThey ran.\n"), None);
    }
}
