//! Takes HTML, gives HTML whose elements stand at most [`DEPTH`] deep.
//!
//! A tree builder looks through all open elements at every tag, and readers of trees recurse: a page
//! of a hundred thousand open elements would cost hours or the stack. Tags below the limit are left
//! out, their text stays. A page within the limit is given back as it came.

use std::borrow::Cow;
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use memchr::{memchr, memmem};

use crate::clean::html_elements::HTML_ELEMENTS;
use crate::data::WordSet;

/// Deeper than any page made for readers.
const DEPTH: usize = 200;

/// The parts of `<ruby>`.
const RUBY_PARTS: [&str; 4] = ["rb", "rp", "rt", "rtc"];

/// A tag longer than this loses its attributes: they are compared with each other one by one.
const TAG_LENGTH: usize = 16 * 1024;

/// The page with the tags below the limit taken out, and what is only for readers without scripts:
/// it is not shown, and an element left open in it would hold the rest of the page.
pub(crate) fn bounded(html: &str) -> Cow<'_, str> {
    within_bounds(html, false)
}

/// The same with what is for readers without scripts; nothing if the page holds no such text.
pub(super) fn bounded_with_noscript(html: &str) -> Option<Cow<'_, str>> {
    let mut tags = Tags::of(html, true);
    let holds_any = tags.any(|tag| matches!(tag.kind, Kind::Cut));
    holds_any.then(|| within_bounds(html, true))
}

fn within_bounds(html: &str, keeps_noscript: bool) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut open = OpenElements::default();
    for tag in Tags::of(html, keeps_noscript) {
        let name = html.as_bytes().get(tag.name_at..tag.name_end);
        let name = name.unwrap_or_default();
        let too_deep = match tag.kind {
            Kind::Uncounted => false,
            Kind::Opens => open.open(name) > DEPTH,
            Kind::Closes => open.close(name) >= DEPTH,
            Kind::NoTag => true,
            Kind::Cut => {
                out.push_str(html.get(copied..tag.start).unwrap_or_default());
                copied = tag.end;
                continue;
            }
        };
        if too_deep || tag.end - tag.start > TAG_LENGTH {
            out.push_str(html.get(copied..tag.start).unwrap_or_default());
            let name = html.get(tag.start..tag.name_end).filter(|_| !too_deep);
            out.extend([name.unwrap_or(" "), if name.is_some() { ">" } else { "" }]);
            copied = tag.end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// The elements that are open, by name.
#[derive(Default)]
struct OpenElements {
    depth: usize,
    /// How many of each name are open, by the hash of the name in lower case.
    by_name: HashMap<u64, usize, FixedState>,
}

impl OpenElements {
    fn of(&mut self, name: &[u8]) -> &mut usize {
        let mut hasher = self.by_name.hasher().build_hasher();
        let lower = name.iter().map(u8::to_ascii_lowercase);
        lower.for_each(|byte| hasher.write_u8(byte));
        self.by_name.entry(hasher.finish()).or_default()
    }

    /// Opens an element; gives how many are open then.
    fn open(&mut self, name: &[u8]) -> usize {
        // Within ruby each of its parts ends the one before.
        let ends_another = is_of_ruby(name) && *self.of(b"ruby") > 0;
        if !ends_another {
            *self.of(name) += 1;
            self.depth += 1;
        }
        self.depth
    }

    /// Closes an element; gives how many are open then. An end tag of nothing that is open closes nothing.
    fn close(&mut self, name: &[u8]) -> usize {
        let of_name = self.of(name);
        if *of_name > 0 {
            *of_name -= 1;
            self.depth -= 1;
        }
        self.depth
    }
}

/// Whether an element is a part of `<ruby>`, whose end tags are commonly left out.
fn is_of_ruby(name: &[u8]) -> bool {
    RUBY_PARTS
        .iter()
        .any(|part| name.eq_ignore_ascii_case(part.as_bytes()))
}

enum Kind {
    Opens,
    Closes,
    Uncounted,
    /// A `<` that begins no tag; a parser handles each as a text of its own.
    NoTag,
    /// A tag of `<noscript>`, perhaps with all up to its end tag.
    Cut,
}

struct Tag {
    start: usize,
    name_at: usize,
    name_end: usize,
    end: usize,
    kind: Kind,
}

/// The tags of a page, in order; comments and the content of raw elements are passed over.
struct Tags<'a> {
    html: &'a str,
    at: usize,
    /// Whether `<noscript>` is passed over with its content: wanted, and its end tag was not missed.
    passes_noscript: bool,
}

impl<'a> Tags<'a> {
    fn of(html: &'a str, keeps_noscript: bool) -> Self {
        Self {
            html,
            at: 0,
            passes_noscript: !keeps_noscript,
        }
    }

    /// Where a tag of `<noscript>` ends, or the element.
    fn noscript_end(&mut self, end: usize, closes: bool) -> usize {
        let bytes = self.html.as_bytes();
        if closes || !self.passes_noscript {
            return end;
        }
        let rest = bytes.get(end..).unwrap_or_default();
        let length = raw_length(rest, b"noscript");
        // Without an end tag here there is none further on.
        self.passes_noscript = length < rest.len();
        if self.passes_noscript {
            tag_end(bytes, end + length)
        } else {
            end
        }
    }
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        let bytes = self.html.as_bytes();
        loop {
            let start = self.at + memchr(b'<', bytes.get(self.at..)?)?;
            let rest = bytes.get(start..)?;
            if rest.starts_with(b"<!--") {
                self.at = memmem::find(rest, b"-->").map_or(bytes.len(), |end| start + end + 3);
                continue;
            }
            let closes = rest.get(1) == Some(&b'/');
            let name_at = start + 1 + usize::from(closes);
            let name = tag_name(bytes.get(name_at..)?);
            let name_end = name_at + name.len();
            if name.is_empty() {
                self.at = start + 1;
                if matches!(rest.get(1), Some(b'!' | b'?' | b'/')) {
                    continue;
                }
                return Some(Tag {
                    start,
                    name_at: start,
                    name_end: start + 1,
                    end: start + 1,
                    kind: Kind::NoTag,
                });
            }
            let end = tag_end(bytes, name_end);
            self.at = end;
            if name.eq_ignore_ascii_case(b"noscript") {
                self.at = self.noscript_end(end, closes);
                return Some(Tag {
                    start,
                    name_at,
                    name_end,
                    end: self.at,
                    kind: Kind::Cut,
                });
            }
            if !closes && is_one_of(name, &HTML_ELEMENTS.raw) {
                self.at = end + raw_length(bytes.get(end..).unwrap_or_default(), name);
                continue;
            }
            let is_uncounted =
                is_one_of(name, &HTML_ELEMENTS.uncounted) || is_one_of(name, &HTML_ELEMENTS.raw);
            let kind = if is_uncounted && !is_of_ruby(name) {
                Kind::Uncounted
            } else if closes {
                Kind::Closes
            } else {
                Kind::Opens
            };
            return Some(Tag {
                start,
                name_at,
                name_end,
                end,
                kind,
            });
        }
    }
}

fn tag_name(bytes: &[u8]) -> &[u8] {
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return &[];
    }
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
    let length = bytes.iter().position(ends).unwrap_or(bytes.len());
    bytes.get(..length).unwrap_or_default()
}

fn is_one_of(name: &[u8], names: &WordSet) -> bool {
    names
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

/// Where the tag ends, past its `>`; a `>` inside a quoted value does not end it.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        match (quote, byte) {
            (Some(open), _) => {
                if byte == open {
                    quote = None;
                }
            }
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>') => return at + 1,
            (None, _) => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    bytes.len()
}

/// How many bytes go before the end tag of a raw element; all if it is never closed.
fn raw_length(bytes: &[u8], name: &[u8]) -> usize {
    memmem::find_iter(bytes, b"</")
        .find(|&at| {
            let closed = bytes.get(at + 2..at + 2 + name.len());
            closed.is_some_and(|closed| closed.eq_ignore_ascii_case(name))
        })
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_page_comes_back_as_it_was() {
        let page = "<div><p>one<p>two<script>if (a<b) '<div>'</script><!-- <div> --></div>";
        assert!(matches!(bounded(page), Cow::Borrowed(_)));
    }

    #[test]
    fn tags_below_the_limit_go_and_their_text_stays() {
        let page = format!(
            "{}deep{}<p>after",
            "<div a='>'>".repeat(DEPTH + 3),
            "</div>".repeat(DEPTH + 3)
        );
        let expected = format!(
            "{}   deep   {}<p>after",
            "<div a='>'>".repeat(DEPTH),
            "</div>".repeat(DEPTH)
        );
        assert_eq!(bounded(&page), expected);
    }

    #[test]
    fn a_sign_that_begins_no_tag_and_the_attributes_of_an_endless_tag_go() {
        assert_eq!(bounded("a < b<p>"), "a   b<p>");
        let page = format!("<div {}>text</div>", "x=1 ".repeat(TAG_LENGTH));
        assert_eq!(bounded(&page), "<div>text</div>");
    }

    #[test]
    fn what_is_for_readers_without_scripts_goes_whatever_is_open_in_it() {
        let page = "<p>a</p><NOSCRIPT><div id=x><p>no</noscript ><p>b</p></noscript>c<noscript>d";
        assert_eq!(bounded(page), "<p>a</p><p>b</p>cd");
        let kept = bounded_with_noscript("<noscript><p>only this</noscript>");
        assert_eq!(kept.as_deref(), Some("<p>only this"));
        assert_eq!(bounded_with_noscript("<p>only this"), None);
    }

    #[test]
    fn end_tags_of_what_is_not_open_close_nothing() {
        for pair in ["<div></x>", "<div>a</span>", "<Section></b></i>"] {
            let page = pair.repeat(DEPTH * 3);
            let opened = |html: &str| html.matches("<d").count() + html.matches("<S").count();
            assert_eq!(opened(&bounded(&page)), DEPTH, "{pair}");
        }
        let page = "<div><b>a</div></b>".repeat(DEPTH * 3);
        assert!(matches!(bounded(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn parts_of_ruby_count_outside_it_only() {
        let inside = format!("<ruby>{}</ruby>", "山<rt>yama".repeat(DEPTH * 3));
        assert!(matches!(bounded(&inside), Cow::Borrowed(_)));
        let outside = "<rt>".repeat(DEPTH * 3);
        assert_eq!(bounded(&outside).matches("<rt>").count(), DEPTH);
    }

    #[test]
    fn paragraphs_without_end_tags_do_not_count() {
        let page = "<p>line".repeat(DEPTH * 3);
        assert!(matches!(bounded(&page), Cow::Borrowed(_)));
    }
}
