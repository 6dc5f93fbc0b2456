//! The Markdown of the summary as HTML.
//!
//! Takes Markdown whose pieces of data were escaped by `text::plain`; gives markup without raw HTML,
//! links or pictures, whatever the data say.

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd, html};

/// Markup that may be put into the page as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// The markup.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Paragraphs, lists and tables.
pub(super) fn blocks(markdown: &str) -> Html {
    let mut out = String::new();
    html::push_html(&mut out, events(markdown));
    Html(out)
}

/// The text of one line, without a paragraph around it.
pub(super) fn inline(markdown: &str) -> Html {
    let mut out = String::new();
    let is_paragraph = |event: &Event<'_>| {
        matches!(
            event,
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
        )
    };
    let events = events(markdown).filter(|event| !is_paragraph(event));
    html::push_html(&mut out, events);
    Html(out)
}

/// The events of a text, of raw HTML the characters only, of links the words only.
fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| match event {
        // Alignment would be a style of an element, which the policy of the page forbids.
        Event::Start(Tag::Table(columns)) => Some(Event::Start(Tag::Table(vec![
            Alignment::None;
            columns.len()
        ]))),
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock)
        | Event::End(TagEnd::Link | TagEnd::Image | TagEnd::HtmlBlock) => None,
        other => Some(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::text::plain;

    #[test]
    fn markup_in_the_data_is_text() {
        let hostile = "<script>alert(1)</script> ![x](http://a.b) [y](javascript:z) <b>&amp;";
        for markdown in [hostile.to_owned(), plain(hostile)] {
            let shown = blocks(&markdown);
            let pieces = shown.as_str().split('<').skip(1);
            let tags: Vec<&str> = pieces.filter_map(|tag| tag.split('>').next()).collect();
            let known = |tag: &&str| ["p", "/p"].contains(tag);
            assert!(tags.iter().all(known), "{}", shown.as_str());
            assert!(shown.as_str().contains("&lt;script&gt;alert(1)"));
        }
    }

    #[test]
    fn no_element_has_a_style() {
        let shown = blocks("| a | b |\n| --- | ---: |\n| c | 1 |\n");
        assert!(shown.as_str().contains("<td>1</td>"), "{}", shown.as_str());
    }

    #[test]
    fn a_line_has_no_paragraph_around_it() {
        assert_eq!(inline("a **b** (2)").as_str(), "a <strong>b</strong> (2)");
    }
}
