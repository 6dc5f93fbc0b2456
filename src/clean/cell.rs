//! Text in cells of tables and in fields of records that was written for a page: its tags and entities.
//!
//! Takes a cell, gives its words: `&amp;` is a sign, `<p>` ends a paragraph, `<b>` is nothing. What is
//! no HTML stays as it is: `a < b`, `<3`, `<name>`. All is read once, from the beginning to the end.

use std::sync::LazyLock;

use super::entities::without_entities;
use crate::data::{DataFile, WordSet};

/// Elements that begin and end a paragraph, that are no words, and that stand within a line.
struct Elements {
    standing: WordSet,
    silent: WordSet,
    inline: WordSet,
}

static ELEMENTS: LazyLock<Elements> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/html_elements.tsv"));
    Elements {
        standing: file.set("standing"),
        silent: file.set("silent"),
        inline: file.set("inline"),
    }
});

/// Whether a cell holds a whole web page, with its menus.
pub(crate) fn is_whole_page(text: &str) -> bool {
    let start = text.trim_start();
    let begins = |tag: &str| {
        let head = start.get(..tag.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(tag))
    };
    cfg!(feature = "html") && (begins("<!doctype html") || begins("<html"))
}

/// The words of a cell, paragraphs apart if it is HTML.
pub(crate) fn plain_cell(text: String) -> String {
    let bytes = text.as_bytes();
    if memchr::memchr2(b'<', b'&', bytes).is_none() {
        return text;
    }
    if !has_tags(&text) {
        let decoded = without_entities(&text);
        // A page in a feed is often escaped as a whole.
        let is_escaped = text.trim_start().starts_with("&lt;") && text.trim_end().ends_with("&gt;");
        return if is_escaped && has_tags(&decoded) {
            without_tags(&decoded)
        } else {
            decoded.into_owned()
        };
    }
    without_tags(&text)
}

/// The words of a cell on one line; what would have none left stays as it is.
pub(crate) fn plain_line(text: String) -> String {
    if memchr::memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return text;
    }
    let plain = plain_cell(text.clone());
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { text } else { line }
}

/// What a tag is.
enum Tag {
    /// Of an element that is a paragraph of its own.
    Standing,
    /// Opens an element without words; its name.
    Removed(String),
    /// A line end.
    Break,
    /// Within a line.
    Inline,
    Comment,
}

fn has_tags(text: &str) -> bool {
    let mut starts = memchr::memchr_iter(b'<', text.as_bytes());
    starts.any(|at| tag(&text[at..]).is_some_and(|tag| !matches!(tag, Tag::Comment)))
}

/// The tag that begins a text, whether it ends or not.
fn tag(text: &str) -> Option<Tag> {
    let rest = text.strip_prefix('<')?;
    if rest.starts_with("!--") {
        return Some(Tag::Comment);
    }
    let is_end = rest.starts_with('/');
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let length = rest
        .bytes()
        .take(11)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = rest[..length].to_ascii_lowercase();
    let next = rest.as_bytes().get(length);
    if !next.is_some_and(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/')) {
        return None;
    }
    match name.as_str() {
        "br" => Some(Tag::Break),
        name if ELEMENTS.standing.contains(name) => Some(Tag::Standing),
        name if ELEMENTS.silent.contains(name) && !is_end => Some(Tag::Removed(name.to_owned())),
        name if ELEMENTS.silent.contains(name) || ELEMENTS.inline.contains(name) => {
            Some(Tag::Inline)
        }
        _ => None,
    }
}

/// A text with tags, being read.
struct Html<'a> {
    rest: &'a str,
    out: String,
    /// Ends that were looked for in vain, and so are not looked for again.
    missing: Vec<String>,
    /// Whether a tag had no end outside of quotation marks, so that they are not minded any more.
    is_loose: bool,
}

fn without_tags(text: &str) -> String {
    let mut html = Html {
        rest: text,
        out: String::with_capacity(text.len()),
        missing: Vec::new(),
        is_loose: false,
    };
    while let Some(at) = memchr::memchr(b'<', html.rest.as_bytes()) {
        let (before, rest) = html.rest.split_at(at);
        html.push_text(before);
        html.rest = rest;
        let read = tag(rest).is_some_and(|tag| html.read(&tag));
        if !read {
            html.push_text("<");
            html.rest = &rest[1..];
        }
    }
    let rest = html.rest;
    html.push_text(rest);
    html.out
}

impl<'a> Html<'a> {
    /// Adds text in which line ends are blanks.
    fn push_text(&mut self, text: &str) {
        for letter in without_entities(text).chars() {
            let is_blank = letter.is_ascii_whitespace();
            if !is_blank {
                self.out.push(letter);
            } else if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
                self.out.push(' ');
            }
        }
    }

    /// Reads a tag and what goes with it; gives whether it ends.
    fn read(&mut self, tag: &Tag) -> bool {
        match tag {
            Tag::Comment => self.pass("-->"),
            Tag::Removed(name) => {
                // Without its end it holds the rest of the text, which is no script.
                self.pass_element(name) || self.pass_tag()
            }
            Tag::Break => {
                let read = self.pass_tag();
                if read && !self.out.is_empty() {
                    self.out.push('\n');
                }
                read
            }
            Tag::Standing => {
                let read = self.pass_tag();
                if read && !self.out.is_empty() && !self.out.ends_with("\n\n") {
                    self.out.push_str("\n\n");
                }
                read
            }
            Tag::Inline => self.pass_tag(),
        }
    }

    fn pass(&mut self, end: &str) -> bool {
        if self.missing.iter().any(|missing| missing == end) {
            return false;
        }
        match memchr::memmem::find(self.rest.as_bytes(), end.as_bytes()) {
            Some(at) => {
                self.rest = &self.rest[at + end.len()..];
                true
            }
            None => {
                self.missing.push(end.to_owned());
                false
            }
        }
    }

    /// Passes over an element with all that is in it.
    fn pass_element(&mut self, name: &str) -> bool {
        if matches!(name, "link" | "embed") {
            return false;
        }
        (self.pass(&format!("</{name}")) || self.pass(&format!("</{}", name.to_uppercase())))
            && (self.pass(">") || self.pass_rest())
    }

    fn pass_rest(&mut self) -> bool {
        self.rest = "";
        true
    }

    /// Passes over a tag; a `>` in quotation marks does not end it, as long as every such mark is closed.
    fn pass_tag(&mut self) -> bool {
        let end = if self.is_loose {
            None
        } else {
            self.end_of_tag()
        };
        match end {
            Some(end) => {
                self.rest = &self.rest[end..];
                true
            }
            None => {
                self.is_loose = true;
                self.pass(">")
            }
        }
    }

    fn end_of_tag(&self) -> Option<usize> {
        let bytes = self.rest.as_bytes();
        let mut at = 0;
        loop {
            at += memchr::memchr3(b'>', b'"', b'\'', &bytes[at..])? + 1;
            let sign = bytes[at - 1];
            if sign == b'>' {
                return Some(at);
            }
            if bytes[at.saturating_sub(2)] == b'=' {
                at += memchr::memchr(sign, &bytes[at..])? + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        plain_cell(text.to_owned())
    }

    #[test]
    fn entities_are_signs_and_tags_are_none() {
        for (cell, expected) in [
            (
                "Rain &amp; wind &lt;3 &#8217;tis &#x2014; so",
                "Rain & wind <3 ’tis — so",
            ),
            ("AT&T; R&D & more &nosuch; &", "AT&T; R&D & more &nosuch; &"),
            (
                "<p>The <b>old</b> dike</p><p>held.</p>",
                "The old dike\n\nheld.\n\n",
            ),
            ("one<br/>two<BR>three", "one\ntwo\nthree"),
            (
                "a <a href=\"x?a>b\" title='c'>link</a>, and\n\nmore",
                "a link, and more",
            ),
            (
                "<style>p {}</style>x<script>if (a < b) {}</script>y<!-- z -->",
                "xy",
            ),
            (
                "if a < b and c > d, <name> says <3",
                "if a < b and c > d, <name> says <3",
            ),
            (
                "&lt;p&gt;Escaped &amp;amp; whole&lt;/p&gt;",
                "Escaped & whole\n\n",
            ),
            ("use &lt;b&gt; for bold", "use <b> for bold"),
            ("<script>never closed", "never closed"),
            ("<td>señor</td><td>Yerko</td>", "señor\n\nYerko\n\n"),
        ] {
            assert_eq!(plain(cell), expected, "{cell}");
        }
        assert_eq!(
            plain_line("<a href=\"http://example.org\">Demo\nApp</a>".to_owned()),
            "Demo App"
        );
    }

    #[test]
    fn tags_without_an_end_cost_no_more_than_others() {
        for piece in [
            "<a \"",
            "<a href=\"",
            "<script ",
            "<!-- ",
            "<p title='",
            "<b <i",
            "<a =\">\"",
        ] {
            let text = piece.repeat(50_000);
            let begin = std::time::Instant::now();
            let _ = plain(&text);
            assert!(begin.elapsed().as_secs() < 5, "{piece}");
        }
    }
}
