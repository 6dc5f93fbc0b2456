//! A book of Project Gutenberg: its licence stands before and after it.
//!
//! Takes a text with the mark that ends what stands before a book (`*** START OF ...`, in the oldest
//! files `*END*THE SMALL PRINT`), gives the book up to the line that ends it. What stands outside is
//! left out as cover; title, author and language of the head are fields. Who produced the file is no
//! part of the book. The date of release is that of the file, not of the book.

use std::ops::Range;

use super::Split;
use super::draft::Draft;
use super::lines::{Line, lines};
use crate::model::{Layout, Rule};

/// How far into the text the start may be, in bytes: the oldest files have a long small print.
const HEAD: usize = 40 << 10;
/// Who produced the file stands in the first lines, if anywhere.
const FIRST_LINES: usize = 30;
/// The mark that ends what stands before a book has no more lines.
const MOST_LINES_OF_MARK: usize = 4;
/// How a line about who produced the file begins, in lower case.
const PRODUCED: [&str; 9] = [
    "produced by",
    "e-text prepared by",
    "etext prepared by",
    "this etext was",
    "this e-text was",
    "this ebook was produced by",
    "transcribed from",
    "prepared by",
    "credits:",
];
/// Labels of the head of a file.
const LABELS: [(&str, &str); 10] = [
    ("Title:", "title"),
    ("Titel:", "title"),
    ("Titre:", "title"),
    ("Título:", "title"),
    ("Author:", "author"),
    ("Autor:", "author"),
    ("Auteur:", "author"),
    ("Language:", "language"),
    ("Sprache:", "language"),
    ("Translator:", "translator"),
];

pub(super) fn split(text: &str) -> Option<Split> {
    let head = text.get(..text.floor_char_boundary(HEAD))?;
    let is_marked = |mark: &[u8]| memchr::memmem::find(head.as_bytes(), mark).is_some();
    if !is_marked(b"GUTENBERG") && !is_marked(b"SMALL PRINT") {
        return None;
    }
    lines(head).find(|line| is_start(line.text))?;
    let lines: Vec<Line<'_>> = lines(text).collect();
    let mut books = Vec::new();
    let mut from = 0;
    while let Some(book) = next_book(&lines, from) {
        let mut draft = Draft::default();
        read_head(&mut draft, &lines[from..book.start]);
        read(&mut draft, &lines[book.clone()]);
        from = book.end;
        books.push(draft);
    }
    let last = books.last_mut()?;
    for line in &lines[from..] {
        last.row(Rule::Cover, line.number, line.text);
    }
    let books = books.into_iter().map(Draft::finish).collect();
    Some(Split::of(Layout::Book, books))
}

/// The lines of the first book from a line on.
fn next_book(lines: &[Line<'_>], from: usize) -> Option<Range<usize>> {
    let after = |place: usize| lines.iter().enumerate().skip(place);
    let first = after(from).find(|(_, line)| is_start(line.text))?.0;
    let end = after(first).find(|(_, line)| is_end(line.text));
    let end = end.map_or(lines.len(), |(end, _)| end);
    // What is fit for the eye is marked twice in some files: the last mark counts.
    let mut starts = lines[first..end]
        .iter()
        .rposition(|line| is_start(line.text));
    let start = first + starts.take().unwrap_or_default();
    // A long title goes on in the next lines, up to the stars at its end.
    let is_closed = |line: &Line<'_>| line.text.trim_end().ends_with('*');
    let open = &lines[start..end.min(start + MOST_LINES_OF_MARK)];
    let marks = open.iter().take_while(|line| !line.text.trim().is_empty());
    let closed = marks.into_iter().position(is_closed);
    Some(start + closed.unwrap_or_default() + 1..end)
}

/// Reads a book, with who produced it.
fn read(draft: &mut Draft, book: &[Line<'_>]) {
    let mut is_produced = false;
    for (number, line) in book.iter().enumerate() {
        let is_first = number < FIRST_LINES;
        is_produced = is_first && !line.text.is_empty() && (is_produced || is_producer(line.text));
        if is_produced {
            draft.row(Rule::Facts, line.number, line.text);
        } else {
            draft.line(line.text);
        }
    }
    draft.end_paragraph();
}

/// Takes the fields of the lines before the book; all of them are cover.
fn read_head(draft: &mut Draft, head: &[Line<'_>]) {
    let mut field: Option<(&str, String)> = None;
    for line in head {
        draft.row(Rule::Cover, line.number, line.text);
        let begun = LABELS.iter().find_map(|(label, name)| {
            let line = line.text.replacen(" :", ":", 1);
            let value = line.strip_prefix(label)?;
            Some((*name, value.trim().to_owned()))
        });
        match (&mut field, begun) {
            (Some((_, value)), None) if line.text.starts_with("  ") => {
                value.push(' ');
                value.push_str(line.text.trim());
            }
            (_, begun) => {
                if let Some((name, value)) = std::mem::replace(&mut field, begun) {
                    draft.set(name, &value);
                }
            }
        }
    }
    if let Some((name, value)) = field {
        draft.set(name, &value);
    }
    // The oldest files have their title in a sentence only.
    let of = head
        .iter()
        .find_map(|line| line.text.split_once("Gutenberg E").map(|(_, rest)| rest));
    let named = of.and_then(|line| line.split_once(" of "));
    if let (None, Some((_, named))) = (draft.title(), named) {
        let (title, author) = named.split_once(", by ").unwrap_or((named, ""));
        draft.set("title", title.trim_end_matches(['*', ' ']));
        draft.set("author", author.trim_end_matches(['*', ' ']));
    }
}

/// Whether the line ends what stands before the book.
fn is_start(line: &str) -> bool {
    let line = line.trim().to_uppercase();
    let marked = line.strip_prefix("***").map(str::trim_start);
    marked.is_some_and(|rest| rest.starts_with("START OF") && rest.contains("GUTENBERG"))
        || line.starts_with("*END") && line.contains("SMALL PRINT")
}

/// Whether the line ends the book.
fn is_end(line: &str) -> bool {
    let line = line.trim();
    if !line.starts_with(['*', 'E', 'F']) {
        return false;
    }
    let line = line.to_uppercase();
    let rest = line.trim_start_matches('*').trim_start();
    let ends = ["END OF", "ENDE DIES", "ENDE DES", "FIN DE", "FIN DU"];
    ends.iter().any(|end| rest.starts_with(end)) && rest.contains("PROJECT GUTENBERG")
}

fn is_producer(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    PRODUCED.iter().any(|begin| line.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(text: &str) -> crate::source::formats::Converted {
        let split = split(text).expect("a book");
        let [book] = split.documents.as_slice() else {
            panic!("one book");
        };
        book.clone()
    }

    #[test]
    fn the_licence_is_no_book() {
        let book = book(
            "The Project Gutenberg eBook\n\nTitle: Sand\n       and Stones\nAuthor: L. Marsh\nLanguage: English\n\n*** START OF THE PROJECT GUTENBERG EBOOK SAND ***\n\nProduced by B. Holm\nand others\n\nThe tide came in.\n\nEnd of Project Gutenberg's Sand\n\n*** END OF THE PROJECT GUTENBERG EBOOK SAND ***\nDonate.\n",
        );
        assert_eq!(book.text, "The tide came in.");
        assert_eq!(book.title.as_deref(), Some("Sand and Stones"));
        assert_eq!(book.author.as_deref(), Some("L. Marsh"));
        assert_eq!(book.language.as_deref(), Some("en"));
        let rows: Vec<_> = book.left_out.iter().map(|row| row.text.as_str()).collect();
        assert!(
            rows.contains(&"Donate.") && rows.contains(&"and others"),
            "{rows:?}"
        );
    }

    #[test]
    fn a_long_mark_goes_on_in_the_next_line() {
        let book = book(
            "Title: Sand\n\n*** START OF THE PROJECT GUTENBERG EBOOK SAND, OR THE\nLONG WAY OUT TO THE SEA ***\n\nThe tide came in.\n\n*** END OF THE PROJECT GUTENBERG EBOOK SAND, OR THE\nLONG WAY OUT TO THE SEA ***\nDonate.\n",
        );
        assert_eq!(book.text, "The tide came in.");
    }

    #[test]
    fn several_books_may_stand_in_one_file() {
        let one = |title: &str, text: &str| {
            format!(
                "Title: {title}\n\n*** START OF THE PROJECT GUTENBERG EBOOK {title} ***\n{text}\n*** END OF THE PROJECT GUTENBERG EBOOK {title} ***\nDonate.\n\n"
            )
        };
        let text = [
            one("SAND", "The tide came in."),
            one("STONE", "It went out."),
        ]
        .concat();
        let books = split(&text).expect("books").documents;
        let shown: Vec<_> = books
            .iter()
            .map(|book| (book.title.as_deref(), book.text.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                (Some("SAND"), "The tide came in."),
                (Some("STONE"), "It went out.")
            ]
        );
    }

    #[test]
    fn five_ways_to_mark_a_book() {
        for (start, end) in [
            (
                "***START OF THIS PROJECT GUTENBERG EBOOK SAND***",
                "***END OF THIS PROJECT GUTENBERG EBOOK SAND***",
            ),
            (
                "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*",
                "End of The Project Gutenberg Etext of Sand",
            ),
            (
                "*** START OF THIS PROJECT GUTENBERG EBOOK SAND ***",
                "Ende dieses Project Gutenberg Etextes",
            ),
            (
                "*** START OF THE PROJECT GUTENBERG EBOOK SAND ***",
                "Fin du Project Gutenberg EBook de Sand",
            ),
            (
                "*END THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*",
                "*** END OF SAND, A PROJECT GUTENBERG ETEXT",
            ),
        ] {
            let book = book(&format!(
                "The Project Gutenberg Etext of Sand, by L. Marsh\n\nSmall print.\n\n{start}\n\nThe tide came in.\n\n{end}\n"
            ));
            assert_eq!(book.text, "The tide came in.", "{start}");
            assert_eq!(book.title.as_deref(), Some("Sand"), "{start}");
            assert_eq!(book.author.as_deref(), Some("L. Marsh"));
        }
    }

    #[test]
    fn stars_alone_mark_nothing() {
        assert_eq!(split("*** START OF THE RACE ***\nThey ran.\n"), None);
    }
}
