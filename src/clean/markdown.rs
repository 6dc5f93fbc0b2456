//! Markdown: takes off the markup, keeps the words. Each block becomes a paragraph.
//!
//! Code blocks are left out, each with a row; of raw HTML the words stay. Link targets and images are no
//! words. Front matter is metadata and does not come here.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::cell::plain_cell;
use crate::model::{LeftOut, Rule};

/// The readable text of a Markdown document, a blank line after each block; and the code in it.
pub(super) fn plain_text(markdown: &str) -> (String, Vec<LeftOut>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut out = String::with_capacity(markdown.len());
    let (mut left_out, mut block) = (Vec::new(), None);
    let mut hidden = 0_u32;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => block = Some(String::new()),
            Event::End(TagEnd::CodeBlock) => {
                left_out.extend(block.take().and_then(|text| code(&text)))
            }
            Event::End(TagEnd::HtmlBlock) => {
                end_block(&mut out);
                out.push_str(plain_cell(block.take().unwrap_or_default()).trim());
                end_block(&mut out);
            }
            Event::Text(text) | Event::Html(text) if block.is_some() => {
                block.iter_mut().for_each(|block| block.push_str(&text));
            }
            Event::Start(tag) if is_hidden_start(&tag) => hidden += 1,
            Event::End(tag) if is_hidden_end(tag) => hidden = hidden.saturating_sub(1),
            _ if hidden > 0 => {}
            Event::Start(tag) if !is_inline_start(&tag) => end_block(&mut out),
            Event::End(tag) if !is_inline_end(tag) => end_block(&mut out),
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::InlineHtml(html) if is_line_break(&html) => out.push('\n'),
            Event::Rule => end_block(&mut out),
            _ => {}
        }
    }
    (out, left_out)
}

/// The row of a block of code.
fn code(text: &str) -> Option<LeftOut> {
    let is_blank = text.trim().is_empty();
    (!is_blank).then(|| LeftOut {
        rule: Rule::Code,
        line: None,
        recurs: None,
        text: text.trim_end().to_owned(),
    })
}

fn is_line_break(html: &str) -> bool {
    html.get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

fn end_block(out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push_str("\n\n");
    }
}

fn is_hidden_start(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Image { .. })
}

fn is_hidden_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Image)
}

fn is_inline_start(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }
    )
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_text(markdown: &str) -> String {
        super::plain_text(markdown).0
    }

    #[test]
    fn blocks_become_paragraphs_and_markup_goes() {
        let text = plain_text(
            "# Cyber *order*\n\nA [link](http://x.org/y) and\na `name`.\n\n- one\n- two\n",
        );
        assert_eq!(text, "Cyber order\n\nA link and\na name.\n\none\n\ntwo\n\n");
    }

    #[test]
    fn code_has_a_row_and_html_keeps_its_words() {
        let markdown = "a\n\n```\ncode\n```\n\n<div>html</div>\n\n![alt](x.png) b\n";
        let (text, left_out) = super::plain_text(markdown);
        assert_eq!(text, "a\n\nhtml\n\n b\n\n");
        let rows: Vec<_> = left_out.iter().map(|row| (row.rule, &*row.text)).collect();
        assert_eq!(rows, [(Rule::Code, "code")]);
    }

    #[test]
    fn rules_in_the_middle_hide_nothing() {
        let text = plain_text("a\n\n---\nb stays\n\nc too\n\n---\n\nd\n");
        assert_eq!(text, "a\n\nb stays\n\nc too\n\nd\n\n");
        assert_eq!(plain_text("---\nnever closed\n"), "never closed\n\n");
    }

    #[test]
    fn a_line_break_parts_words() {
        assert_eq!(plain_text("one<br>two <b>bold</b>\n"), "one\ntwo bold\n\n");
    }

    #[test]
    fn table_cells_stand_apart() {
        assert_eq!(
            plain_text("| a | b |\n|---|---|\n| c | d |\n"),
            "a\n\nb\n\nc\n\nd\n\n"
        );
    }
}
