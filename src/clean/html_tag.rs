//! Takes a text that begins with `<`, says whether that is a tag of HTML, what it does to the text, and where
//! it ends.

use super::html_elements::HTML_ELEMENTS;

/// The name of an element is not longer, in bytes.
const LONGEST_NAME: usize = 40;

/// Whether a text has a tag of HTML.
pub(super) fn has_tags(text: &str) -> bool {
    tags(text).any(|tag| !matches!(tag, Tag::Comment | Tag::Declaration))
}

/// Whether a text has a tag that ends a line or a paragraph.
pub(super) fn has_lines(text: &str) -> bool {
    tags(text).any(|tag| {
        matches!(
            tag,
            Tag::Standing | Tag::Break | Tag::Quotation { .. } | Tag::Preformatted { .. }
        )
    })
}

/// What may be a tag in a text, also in comments and scripts.
fn tags(text: &str) -> impl Iterator<Item = Tag> {
    let starts = memchr::memchr_iter(b'<', text.as_bytes());
    starts.filter_map(|at| text.get(at..).and_then(tag))
}

/// What a tag is.
pub(super) enum Tag {
    /// Of an element that is a paragraph of its own.
    Standing,
    Quotation {
        is_end: bool,
    },
    Preformatted {
        is_end: bool,
    },
    /// Opens an element without words; its name.
    Silent(String),
    /// A line end.
    Break,
    /// Within a line.
    Inline,
    Comment,
    /// `<!DOCTYPE ...>`, `<?xml ...?>`.
    Declaration,
}

/// The tag that begins a text, whether it ends or not.
pub(super) fn tag(text: &str) -> Option<Tag> {
    let rest = text.strip_prefix('<')?;
    if rest.starts_with("!--") {
        return Some(Tag::Comment);
    }
    let is_declaration = |rest: &str| {
        let begins = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '[');
        rest.strip_prefix(['!', '?']).is_some_and(begins)
    };
    if is_declaration(rest) {
        return Some(Tag::Declaration);
    }
    let is_end = rest.starts_with('/');
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    // Names with a mark in them are those of other vocabularies and of a page's own elements.
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-');
    let length = rest.bytes().take(LONGEST_NAME).take_while(is_name).count();
    let name = rest.get(..length)?.to_ascii_lowercase();
    let next = rest.as_bytes().get(length)?;
    if !(next.is_ascii_whitespace() || matches!(next, b'>' | b'/')) {
        return None;
    }
    let elements = &*HTML_ELEMENTS;
    match name.as_str() {
        "br" => Some(Tag::Break),
        "blockquote" => Some(Tag::Quotation { is_end }),
        "pre" => Some(Tag::Preformatted { is_end }),
        name if elements.standing.contains(name) => Some(Tag::Standing),
        name if elements.silent.contains(name) && !is_end && !elements.uncounted.contains(name) => {
            Some(Tag::Silent(name.to_owned()))
        }
        name if is_known(name) => Some(Tag::Inline),
        name if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            let is_tag = is_end || has_value(rest.get(length..).unwrap_or_default());
            is_tag.then_some(Tag::Inline)
        }
        _ => None,
    }
}

/// Whether a name is that of an element, or has the mark of another vocabulary in it: `o:p`.
fn is_known(name: &str) -> bool {
    let elements = &*HTML_ELEMENTS;
    let lists = [
        &elements.silent,
        &elements.inline,
        &elements.uncounted,
        &elements.raw,
    ];
    let is_of_vocabulary = || {
        let parts = name.split_once(':');
        parts.is_some_and(|(one, other)| !one.is_empty() && !other.is_empty())
    };
    lists.iter().any(|list| list.contains(name)) || is_of_vocabulary()
}

/// Whether an attribute with a value in quotation marks stands soon, before the end of a tag.
pub(super) fn has_value(tag: &str) -> bool {
    let head = tag
        .bytes()
        .take(LONGEST_NAME * 4)
        .take_while(|byte| *byte != b'>');
    let signs = || head.clone().zip(head.clone().skip(1));
    signs().any(|pair| matches!(pair, (b'=', b'"' | b'\'')))
}

/// Where a tag ends; nothing if a quotation mark in it is not closed before a blank or its end.
pub(super) fn end_of_tag(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', bytes.get(at..)?)? + 1;
        let sign = bytes.get(at - 1)?;
        if *sign == b'>' {
            return Some(at);
        }
        if bytes.get(at.wrapping_sub(2)) == Some(&b'=') {
            at += memchr::memchr(*sign, bytes.get(at..)?)? + 1;
            let next = bytes.get(at)?;
            if !(next.is_ascii_whitespace() || matches!(next, b'>' | b'/')) {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::html_text::{Quotations, html_text};

    fn plain(html: &str) -> String {
        html_text(html, Quotations::Plain)
    }

    #[test]
    fn what_is_no_tag_is_text() {
        for text in [
            "if a < b and c > d, <name> says <3",
            "AT&T; R&D & more",
            "write to <ada@mill.example>, or to <Ada Hale>",
            "a <b",
            "<",
            "x <- y; <-- so",
        ] {
            assert_eq!(plain(text), text);
        }
    }

    /// If a piece were read again for each that follows, this would take hours.
    #[test]
    fn tags_without_an_end_are_read_once() {
        for piece in [
            "<",
            "</",
            "&",
            "<a \"",
            "<a href=\"",
            "<a ='",
            "<script ",
            "<script>",
            "<!-- ",
            "<?x",
            "<p title='",
            "<b <i",
            "<a =\">\"",
            "=\" ><a \"",
            "<blockquote>",
            "<x-",
            "<pre>\n",
        ] {
            let text = "<a".to_owned() + &piece.repeat(200_000);
            assert!(plain(&text).len() <= text.len(), "{piece}");
        }
    }
}
