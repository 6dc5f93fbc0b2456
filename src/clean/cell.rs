//! Text in cells of tables and in fields of records that was written for a page: its tags and entities.
//!
//! Takes a cell, gives its words: `&amp;` is a sign, `<p>` ends a paragraph, `<b>` is nothing. What is
//! no HTML stays as it is.

use super::entities::without_entities;
use super::html_tag::has_tags;
use super::html_text::{Quotations, html_text};

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
            html_text(&decoded, Quotations::Plain)
        } else {
            decoded.into_owned()
        };
    }
    html_text(&text, Quotations::Plain)
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
                "The old dike\n\nheld.",
            ),
            ("one<br/>two<BR>three", "one\ntwo\nthree"),
            (
                "a <a href=\"x?a>b\" title='c'>link</a>, and\n\nmore",
                "a link, and\n\nmore",
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
                "Escaped & whole",
            ),
            ("use &lt;b&gt; for bold", "use <b> for bold"),
            ("<script>never closed", "never closed"),
            ("<td>señor</td><td>Yerko</td>", "señor\n\nYerko"),
        ] {
            assert_eq!(plain(cell), expected, "{cell}");
        }
        assert_eq!(
            plain_line("<a href=\"http://example.org\">Demo\nApp</a>".to_owned()),
            "Demo App"
        );
    }
}
