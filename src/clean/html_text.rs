//! Takes a text with HTML in it, gives its words: a cell of a table, a field of a record, a mail, a
//! chapter of a book.
//!
//! Nothing is judged: menus and footers are text here. Elements that stand on lines of their own are
//! paragraphs, `<br>` is a line end, white space is one blank, `&amp;` is a sign. Scripts, styles and
//! comments are no words. What is no tag of HTML stays as it is: `a < b`, `<3`, `<name>`. All is read
//! once, from the beginning to the end, however broken it is.

use super::entities::without_entities;
use super::html_tag::{Tag, end_of_tag, has_lines, has_value, tag};

/// After so many tags with a quotation mark that is never closed, such marks are not minded any more.
const MOST_LOOSE: usize = 50;

/// A tag in which the text was cut off is not longer, in bytes.
const LONGEST_CUT: usize = 2048;

/// What stands for a quotation in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quotations {
    /// Nothing: its paragraphs are like others.
    Plain,
    /// `> ` before each of its lines, as in mail.
    Marked,
}

/// The words of a text, whether it has tags or not. Line ends of a text without any tag of a line or
/// paragraph are kept.
pub(crate) fn html_text(html: &str, quotations: Quotations) -> String {
    let mut reader = Reader::new(html, quotations);
    while let Some(at) = memchr::memchr(b'<', reader.rest.as_bytes()) {
        let (before, rest) = reader.rest.split_at(at);
        reader.push(before);
        reader.rest = rest;
        let is_read = tag(rest).is_some_and(|tag| reader.read(&tag));
        if !is_read {
            reader.push("<");
            reader.rest = rest.get(1..).unwrap_or_default();
        }
    }
    let rest = reader.rest;
    reader.push(rest);
    reader.out
}

/// What goes before the next word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Nothing,
    Blank,
    /// A line end behind a hyphen, which may have broken a word.
    Hyphen,
    Lines(u8),
    /// A quotation begins or ends.
    Edge,
}

/// A text with tags, being read.
struct Reader<'a> {
    rest: &'a str,
    out: String,
    gap: Gap,
    quotations: Quotations,
    /// How many quotations are open.
    depth: usize,
    /// How many preformatted elements are open.
    preformatted: usize,
    /// Ends that were looked for in vain, and so are not looked for again.
    missing: Vec<String>,
    /// How many tags had no end outside of quotation marks.
    loose: usize,
}

impl<'a> Reader<'a> {
    fn new(html: &'a str, quotations: Quotations) -> Self {
        Self {
            rest: html,
            out: String::with_capacity(html.len()),
            gap: Gap::Nothing,
            quotations,
            depth: 0,
            preformatted: usize::from(!has_lines(html)),
            missing: Vec::new(),
            loose: 0,
        }
    }

    fn push(&mut self, text: &str) {
        for letter in without_entities(text).chars() {
            if letter == '\n' && self.preformatted > 0 {
                self.end_line();
            } else if letter.is_ascii_whitespace() {
                let is_broken =
                    letter == '\n' && self.gap == Gap::Nothing && self.out.ends_with('-');
                self.gap = self
                    .gap
                    .max(if is_broken { Gap::Hyphen } else { Gap::Blank });
            } else {
                self.write_gap();
                self.out.push(letter);
            }
        }
    }

    fn write_gap(&mut self) {
        let is_quoted = self.depth > 0 && self.quotations == Quotations::Marked;
        let begins_line = self.out.is_empty() || self.gap > Gap::Blank;
        if !self.out.is_empty() {
            self.out.push_str(match self.gap {
                Gap::Nothing => "",
                Gap::Blank => " ",
                Gap::Hyphen | Gap::Lines(1) => "\n",
                Gap::Lines(_) if is_quoted => "\n> \n",
                Gap::Lines(_) | Gap::Edge => "\n\n",
            });
        }
        if is_quoted && begins_line {
            self.out.push_str("> ");
        }
        self.gap = Gap::Nothing;
    }

    fn end_line(&mut self) {
        self.gap = self.gap.max(match self.gap {
            Gap::Lines(_) => Gap::Lines(2),
            _ => Gap::Lines(1),
        });
    }

    /// Reads a tag and what goes with it; gives whether it ends.
    fn read(&mut self, tag: &Tag) -> bool {
        match tag {
            Tag::Comment => self.pass("-->"),
            Tag::Declaration => self.pass(">"),
            // Without its end it holds the rest of the text, which is no script.
            Tag::Silent(name) => self.pass_element(name) || self.pass_tag(),
            tag => {
                let is_read = self.pass_tag();
                if is_read {
                    self.mark(tag);
                }
                is_read
            }
        }
    }

    /// Notes what a tag says of the text around it.
    fn mark(&mut self, tag: &Tag) {
        match tag {
            Tag::Break => self.end_line(),
            Tag::Standing => self.gap = self.gap.max(Gap::Lines(2)),
            Tag::Quotation { is_end } => {
                let edge = match self.quotations {
                    Quotations::Plain => Gap::Lines(2),
                    Quotations::Marked => Gap::Edge,
                };
                self.gap = self.gap.max(edge);
                self.depth = count(self.depth, *is_end);
            }
            Tag::Preformatted { is_end } => {
                self.gap = self.gap.max(Gap::Lines(2));
                self.preformatted = count(self.preformatted, *is_end);
            }
            Tag::Silent(_) | Tag::Inline | Tag::Comment | Tag::Declaration => {}
        }
    }

    fn pass(&mut self, end: &str) -> bool {
        if self.missing.iter().any(|missing| missing == end) {
            return false;
        }
        let found = memchr::memmem::find(self.rest.as_bytes(), end.as_bytes());
        let rest = found.and_then(|at| self.rest.get(at + end.len()..));
        match rest {
            Some(rest) => self.rest = rest,
            None => self.missing.push(end.to_owned()),
        }
        rest.is_some()
    }

    /// Passes over an element with all that is in it.
    fn pass_element(&mut self, name: &str) -> bool {
        let is_passed =
            self.pass(&format!("</{name}")) || self.pass(&format!("</{}", name.to_uppercase()));
        if is_passed && !self.pass(">") {
            self.rest = "";
        }
        is_passed
    }

    /// Passes over a tag; a `>` in quotation marks does not end it, as long as every such mark is closed.
    fn pass_tag(&mut self) -> bool {
        let end = if self.loose < MOST_LOOSE {
            end_of_tag(self.rest)
        } else {
            None
        };
        match end.and_then(|end| self.rest.get(end..)) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => {
                self.loose += 1;
                self.pass(">") || self.pass_cut_tag()
            }
        }
    }

    /// Passes over a tag in which the text was cut off.
    fn pass_cut_tag(&mut self) -> bool {
        let is_cut = self.rest.len() <= LONGEST_CUT
            && has_value(self.rest)
            && !self.rest.get(1..).unwrap_or_default().contains('<');
        if is_cut {
            self.rest = "";
        }
        is_cut
    }
}

fn count(open: usize, is_end: bool) -> usize {
    if is_end {
        open.saturating_sub(1)
    } else {
        open + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(html: &str) -> String {
        html_text(html, Quotations::Plain)
    }

    #[test]
    fn paragraphs_stand_apart_and_markup_is_gone() {
        let html = "<html><head><title>No</title><style>p > a { x }</style></head><body><p class='a > b'>The <b>mill</b>wheel&nbsp;turns<br>well &amp; 3 < 4.<p>Flour<!-- not -- this --><script>if (a<b) { '<p>' }</script><table><tr><td>one</td><td>two</td></tr></table>";
        assert_eq!(
            plain(html),
            "The millwheel\u{a0}turns\nwell & 3 < 4.\n\nFlour\n\none\n\ntwo"
        );
        for (html, expected) in [
            (
                "one<br/>two<BR>three<br><br>four",
                "one\ntwo\nthree\n\nfour",
            ),
            (
                "a <a href=\"x?a>b\" title='c'>link</a>, and\n\nmore",
                "a link, and\n\nmore",
            ),
            ("<td>señor</td><td>Yerko</td>", "señor\n\nYerko"),
            (
                "<p>the old mill-\nwheel\nturns</p>",
                "the old mill-\nwheel turns",
            ),
            (
                "<pre>one\n  two\n\nthree</pre>\nfour\nfive",
                "one\ntwo\n\nthree\n\nfour five",
            ),
            (
                "<p>Word<o:p></o:p> and <my-card size='2'>card</my-card></p>",
                "Word and card",
            ),
            ("<!DOCTYPE html><?xml version='1.0'?><p>x", "x"),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
    }

    #[test]
    fn quotations_are_marked_in_mail() {
        let html = "Yes.<blockquote>No?<div>Or<blockquote>never<br>again</blockquote></div></blockquote>So.";
        assert_eq!(
            html_text(html, Quotations::Marked),
            "Yes.\n\n> No?\n> \n> Or\n\n> never\n> again\n\nSo."
        );
    }

    #[test]
    fn broken_html_keeps_its_words() {
        for (html, expected) in [
            ("<script>never closed", "never closed"),
            ("<head><meta x><body>Mill", "Mill"),
            (
                "<a href=\"x>Mill\n</a>Wind says \"no\" <b>twice</b>",
                "Mill\nWind says \"no\" twice",
            ),
            ("Mill <a href=\"https://mill.exam", "Mill"),
            ("</blockquote>Mill", "Mill"),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
        let deep = "<blockquote>".repeat(50_000) + "x";
        assert_eq!(html_text(&deep, Quotations::Marked), "> x");
    }
}
