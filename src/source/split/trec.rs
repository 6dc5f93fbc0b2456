//! News in the SGML of large collections (TREC, TIPSTER, Gigaword): `<DOC>` with a number and a `<TEXT>`.
//!
//! Gives a document for each `<DOC>`, with its number, headline, date and author. What else stands in it is
//! a field and a row.

use super::draft::Draft;
use super::lines::lines;
use super::tags::Tag;
use super::{Split, lines::Line};
use crate::clean::without_entities;
use crate::model::{Layout, Rule};

/// How far into the text the first document shows what it is, in bytes.
const HEAD: usize = 16 << 10;
/// The element of a document, and that of its text.
const DOCUMENT: &str = "DOC";
const TEXT: &str = "TEXT";
/// The elements of the facts of a document, and the names of their fields.
const FACTS: [(&str, &str); 12] = [
    ("DOCNO", "id"),
    ("HEAD", "title"),
    ("HEADLINE", "title"),
    ("HL", "title"),
    ("TITLE", "title"),
    ("TI", "title"),
    ("DATE", "date"),
    ("DATE1", "date"),
    ("DATE_TIME", "date"),
    ("DD", "date"),
    ("BYLINE", "author"),
    ("AUTHOR", "author"),
];

pub(super) fn split(text: &str) -> Option<Split> {
    let begun = text.trim_start_matches('\u{feff}').trim_start();
    let (first, _) = Tag::first(begun).filter(|(tag, _)| tag.name == DOCUMENT)?;
    let head = begun.get(..begun.floor_char_boundary(HEAD))?;
    let has = |tag: &[u8]| memchr::memmem::find(head.as_bytes(), tag).is_some();
    if !has(b"<TEXT") || !has(b"<DOCNO>") && first.attribute("id").is_none() {
        return None;
    }
    let mut reader = Reader::default();
    for line in lines(text) {
        reader.line(line);
    }
    Some(Split::of(Layout::Sgml, reader.finish()))
}

/// The way through a file.
#[derive(Default)]
struct Reader<'a> {
    drafts: Vec<Draft>,
    is_open: bool,
    /// The element inside the document whose text is being read, and that text.
    element: Option<&'a str>,
    value: String,
    /// The line in which that text begins.
    line: u32,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: Line<'a>) {
        let mut rest = line.text.trim_start_matches('\u{feff}');
        if rest.trim().is_empty() && self.element == Some(TEXT) {
            self.end_paragraph();
        }
        while !rest.is_empty() {
            if let Some((tag, after)) = Tag::first(rest) {
                self.tag(tag, line.number);
                rest = after;
                continue;
            }
            let next = rest.char_indices().skip(1).find(|(_, sign)| *sign == '<');
            let (text, after) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
            self.text(text, line.number);
            rest = after;
        }
        self.value.push('\n');
    }

    fn tag(&mut self, tag: Tag<'a>, line: u32) {
        match tag.name.strip_prefix('/') {
            None if tag.name == DOCUMENT => {
                self.end_element();
                self.drafts.push(Draft::default());
                self.is_open = true;
                if let (Some(id), Some(draft)) = (tag.attribute("id"), self.drafts.last_mut()) {
                    draft.set("id", id);
                }
            }
            Some(DOCUMENT) => {
                self.end_element();
                self.is_open = false;
            }
            Some(name) if self.element == Some(name) => self.end_element(),
            // A paragraph in a text, or markup in a fact.
            _ if self.element == Some(TEXT) => self.end_paragraph(),
            None if self.is_open && self.element.is_none() => {
                self.element = Some(tag.name);
                self.line = line;
                self.value.clear();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, line: u32) {
        if self.value.trim().is_empty() {
            self.line = line;
        }
        if self.element.is_some() {
            self.value.push_str(text);
        } else if let Some(draft) = self.drafts.last_mut() {
            draft.row(Rule::Facts, line, text);
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.value);
        if let Some(draft) = self.drafts.last_mut() {
            draft.text(&without_entities(&paragraph));
        }
    }

    fn end_element(&mut self) {
        if self.element == Some(TEXT) {
            self.end_paragraph();
        }
        let value = std::mem::take(&mut self.value);
        let words: Vec<&str> = value.split_whitespace().collect();
        let value = without_entities(&words.join(" ")).into_owned();
        let (Some(element), Some(draft)) = (self.element.take(), self.drafts.last_mut()) else {
            return;
        };
        if !value.is_empty() {
            let known = FACTS.iter().find(|(name, _)| *name == element);
            let other = element.to_lowercase();
            draft.set(known.map_or(other.as_str(), |(_, name)| name), &value);
            draft.row(Rule::Facts, self.line, &value);
        }
    }

    fn finish(mut self) -> Vec<crate::source::formats::Converted> {
        self.end_element();
        self.drafts.into_iter().map(Draft::finish).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_ways_to_write_a_document() {
        let numbered = "<DOCNO> X-1 </DOCNO>";
        let text = "<TEXT>\n   The tide came in.\n   It went &amp; out.\n</TEXT>";
        for (head, title, date) in [
            (format!("<DOC>\n{numbered}\n<HEAD>Tide</HEAD>\n<NOTE>x</NOTE>\n"), Some("Tide"), None),
            (format!("<DOC>\n{numbered}\n<DATE>\n<P>\nMay 6, 1990, Sunday, Home Edition\n</P>\n</DATE>\n<HEADLINE>\n<P>\nTide\n</P>\n</HEADLINE>\n"), Some("Tide"), Some("1990-05-06")),
            ("<DOC id=\"X-1\" type=\"story\" >\n<HEADLINE>\nTide\n</HEADLINE>\n<DATELINE>\nDelft, May 6\n</DATELINE>\n".to_owned(), Some("Tide"), None),
            (format!("<DOC>{numbered}<DATE_TIME>1990-05-06 10:11:12</DATE_TIME>"), None, Some("1990-05-06")),
            ("<DOC>\n<DOCNO>X-1</DOCNO>\n<TI>Tide\n</TI>\n<BYLINE>A. Lund</BYLINE>\n".to_owned(), Some("Tide"), None),
        ] {
            let file = format!("{head}{text}\n</DOC>\n{head}{text}\n</DOC>\n");
            let documents = split(&file).expect("documents").documents;
            assert_eq!(documents.len(), 2, "{file}");
            let first = &documents[0];
            let words: Vec<&str> = first.text.split_whitespace().collect();
            assert_eq!(words.join(" "), "The tide came in. It went & out.", "{file}");
            assert_eq!(first.id.as_deref(), Some("X-1"), "{file}");
            assert_eq!(first.title.as_deref(), title, "{file}");
            assert_eq!(first.date.as_deref(), date, "{file}");
        }
    }

    #[test]
    fn other_tags_are_none() {
        for text in [
            "<DOC>\nText\n",
            "<doc><TEXT>x",
            "A <DOC><DOCNO>1</DOCNO><TEXT>",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
