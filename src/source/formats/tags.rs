//! Markup of HTML taken off a text that is all its own: a mail, a chapter of a book.
//!
//! Takes HTML however broken, gives its paragraphs, parted by a blank line. Nothing is judged: menus
//! and footers are text here. What a `blockquote` holds begins each line with `> `, as quotations do
//! in mail. One pass, no nesting is followed but that of quotations.

use std::sync::LazyLock;

use super::blocks::Blocks;
use crate::clean::without_entities;
use crate::data::{DataFile, WordSet};

struct Elements {
    standing: WordSet,
    silent: WordSet,
    raw: WordSet,
    uncounted: WordSet,
}

static ELEMENTS: LazyLock<Elements> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/html_elements.tsv"));
    Elements {
        standing: file.set("standing"),
        silent: file.set("silent"),
        raw: file.set("raw"),
        uncounted: file.set("uncounted"),
    }
});

/// The text of a page or of a piece of one.
pub(super) fn text(html: &str) -> String {
    let mut reader = Reader::default();
    let mut rest = html;
    while let Some(start) = memchr::memchr(b'<', rest.as_bytes()) {
        let (before, tag) = rest.split_at(start);
        reader.push(before);
        rest = reader.markup(tag);
    }
    reader.push(rest);
    reader.finish()
}

/// What stands in a tag, and what follows it. A comment is an empty tag.
fn end_of_markup(tag: &str) -> Option<(&str, &str)> {
    if let Some(comment) = tag.strip_prefix("<!--") {
        return Some(("", comment.split_once("-->").map_or("", |(_, after)| after)));
    }
    let begins = tag.as_bytes().get(1)?;
    if !(begins.is_ascii_alphabetic() || matches!(begins, b'/' | b'!' | b'?')) {
        return None;
    }
    let mut quote = None;
    // A quotation mark that is never closed ends with the line.
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some((&tag[1..at], &tag[at + 1..])),
            (None, b'"' | b'\'') if tag.as_bytes().get(at - 1) == Some(&b'=') => quote = Some(byte),
            (Some(_), b'\n') => quote = None,
            (Some(open), _) if open == byte => quote = None,
            (None, b'<') if at > 0 => return Some((&tag[1..at], &tag[at..])),
            _ => {}
        }
    }
    Some((&tag[1..], ""))
}

/// Collects the text.
#[derive(Default)]
struct Reader {
    blocks: Blocks,
    /// The element whose content is not for the reader, while one is open.
    silent: Option<String>,
    /// Text of quotations, while one is open.
    quoted: Blocks,
    depth: usize,
    done: String,
}

impl Reader {
    /// Takes in what begins with `<`; gives what follows it.
    fn markup<'h>(&mut self, tag: &'h str) -> &'h str {
        let raw = self
            .silent
            .as_deref()
            .filter(|name| ELEMENTS.raw.contains(name));
        // Scripts have signs that look like tags.
        let is_tag = raw.is_none_or(|name| {
            let end = tag.strip_prefix("</").and_then(|end| end.get(..name.len()));
            end.is_some_and(|end| end.eq_ignore_ascii_case(name))
        });
        let markup = if is_tag { end_of_markup(tag) } else { None };
        match markup {
            Some((inside, after)) => {
                self.tag(inside);
                after
            }
            None => {
                self.push("<");
                &tag[1..]
            }
        }
    }

    fn tag(&mut self, inside: &str) {
        let is_end = inside.starts_with('/');
        let name = inside.trim_start_matches('/');
        let end = name.find(|letter: char| !letter.is_ascii_alphanumeric());
        let name = name[..end.unwrap_or(name.len())].to_ascii_lowercase();
        if let Some(silent) = &self.silent {
            let is_over = is_end && *silent == name || silent == "head" && name == "body";
            if is_over {
                self.silent = None;
            }
            return;
        }
        let is_empty = inside.ends_with('/') && !inside.starts_with('/');
        match name.as_str() {
            "blockquote" => self.quote(is_end),
            "br" => self.target().push("\n"),
            "td" | "th" if is_end => self.target().push(" "),
            name if ELEMENTS.standing.contains(name) => self.target().part(),
            name if !is_end
                && !is_empty
                && (name == "head" || !ELEMENTS.uncounted.contains(name))
                && (ELEMENTS.silent.contains(name) || ELEMENTS.raw.contains(name)) =>
            {
                self.silent = Some(name.to_owned());
            }
            _ => {}
        }
    }

    fn quote(&mut self, is_end: bool) {
        self.flush();
        if is_end {
            self.depth = self.depth.saturating_sub(1);
        } else {
            self.depth += 1;
        }
    }

    fn target(&mut self) -> &mut Blocks {
        if self.depth > 0 {
            &mut self.quoted
        } else {
            &mut self.blocks
        }
    }

    fn push(&mut self, text: &str) {
        if self.silent.is_none() {
            let text = without_entities(text);
            self.target().push(&text);
        }
    }

    /// Writes what was collected since the last quotation began or ended.
    fn flush(&mut self) {
        let is_quoted = self.depth > 0;
        let text = std::mem::take(self.target()).finish();
        if text.is_empty() {
            return;
        }
        if !self.done.is_empty() {
            self.done.push_str("\n\n");
        }
        if is_quoted {
            let lines: Vec<String> = text.lines().map(|line| format!("> {line}")).collect();
            self.done.push_str(&lines.join("\n"));
        } else {
            self.done.push_str(&text);
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_apart_and_markup_is_gone() {
        let html = "<html><head><title>No</title><style>p > a { x }</style></head><body><p class='a > b'>The <b>mill</b>wheel&nbsp;turns<br>well &amp; 3 < 4.<p>Flour<!-- not -- this --><script>if (a<b) { '<p>' }</script><table><tr><td>one</td><td>two</td></tr></table>";
        assert_eq!(
            text(html),
            "The millwheel\u{a0}turns\nwell & 3 < 4.\n\nFlour\n\none\n\ntwo"
        );
        assert_eq!(text("&#8364;&#x41;&foo; & a;"), "€A&foo; & a;");
    }

    #[test]
    fn quotations_are_marked() {
        let html = "Yes.<blockquote>No?<div>Or<blockquote>never</blockquote></div></blockquote>So.";
        assert_eq!(text(html), "Yes.\n\n> No?\n> \n> Or\n\n> never\n\nSo.");
    }

    #[test]
    fn broken_html_is_read() {
        for (html, expected) in [
            ("<", "<"),
            ("a <b", "a"),
            ("<p", ""),
            ("<script>never closed", ""),
            ("<head><meta x><body>Mill", "Mill"),
            ("<a href=\"x>Mill\n</a>Wind", "Wind"),
            ("x<!-- never", "x"),
            ("</blockquote>Mill", "Mill"),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
        let deep = "<blockquote>".repeat(50_000) + "x";
        assert_eq!(text(&deep), "> x");
    }
}
