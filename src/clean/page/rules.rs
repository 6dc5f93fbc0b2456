//! Takes a block or an element, says whether it is an article's or the page's.
//!
//! The rules look at what a block is like (length, links, sentence marks) and, for short blocks, at
//! the words it begins with. None knows a site.

use dom_query::NodeRef;

use super::blocks::Block;
use super::dates;
use super::words::{ELEMENT_NAMES, PHRASES};
use crate::data::WordSet;

/// What an element is by its tag, class, id and role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing speaks against it.
    Article,
    /// Of the page, unless it holds much of the page's running text.
    Page,
    /// Comments and side columns: of the page, unless nearly all running text is in it.
    Aside,
    /// A by-line or date line, if short.
    Line,
}

/// What an element is by its tag, class, id and role.
pub(super) fn place_of(node: &NodeRef<'_>, name: &str) -> Place {
    match name {
        "html" | "body" | "article" | "main" | "h1" => return Place::Article,
        "nav" | "footer" | "figcaption" | "dialog" => return Place::Page,
        "aside" => return Place::Aside,
        _ => {}
    }
    if is_hidden(node) || role_is_apparatus(node) {
        return Place::Page;
    }
    let class = node.attr("class").unwrap_or_default();
    let lower = class.to_lowercase();
    if lower
        .split_whitespace()
        .any(|class| ELEMENT_NAMES.body_classes.contains(class))
    {
        return Place::Article;
    }
    let id = node.attr("id").unwrap_or_default();
    let parts: Vec<String> = parts_of(&class).chain(parts_of(&id)).collect();
    let any = |known: &WordSet| parts.iter().any(|part| known.contains(part));
    if any(&ELEMENT_NAMES.quoted_parts) {
        Place::Article
    } else if any(&ELEMENT_NAMES.aside_parts) {
        Place::Aside
    } else if any(&ELEMENT_NAMES.page_parts) {
        Place::Page
    } else if any(&ELEMENT_NAMES.line_parts) {
        Place::Line
    } else {
        Place::Article
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").unwrap_or_default();
    let style: String = style.split_whitespace().collect();
    node.has_attr("hidden") || style.to_lowercase().contains("display:none")
}

fn role_is_apparatus(node: &NodeRef<'_>) -> bool {
    node.attr("role")
        .is_some_and(|role| ELEMENT_NAMES.page_roles.contains(&role.to_lowercase()))
}

/// The words of a class or id, lower case: `shareBar main-text` gives share, bar, main, text.
fn parts_of(names: &str) -> impl Iterator<Item = String> {
    let mut spaced = String::with_capacity(names.len() + 8);
    let mut after_small = false;
    for symbol in names.chars() {
        if symbol.is_ascii_uppercase() && after_small {
            spaced.push(' ');
        }
        after_small = symbol.is_ascii_lowercase();
        spaced.push(if symbol.is_alphanumeric() {
            symbol.to_ascii_lowercase()
        } else {
            ' '
        });
    }
    let parts: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
    parts.into_iter()
}

/// How much a character says: one of a script without spaces stands for about three letters.
pub(super) fn weight(text: &str) -> usize {
    let weight_of = |symbol: char| match symbol {
        _ if symbol.is_whitespace() => 0,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => 3,
        '\u{ac00}'..='\u{d7af}' => 2,
        _ => 1,
    };
    text.chars().map(weight_of).sum()
}

/// Whether the block reads like running text: long enough, with sentence marks, few links.
pub(super) fn is_running(block: &Block) -> bool {
    block.linked * 2 < block.length && !block.heading && {
        let marks = block
            .text
            .chars()
            .filter(|&symbol| is_sentence_mark(symbol))
            .count();
        marks > 0 && weight(&block.text) >= 60
    }
}

fn is_sentence_mark(symbol: char) -> bool {
    matches!(
        symbol,
        '.' | ','
            | '!'
            | '?'
            | ';'
            | ':'
            | '…'
            | '。'
            | '，'
            | '、'
            | '！'
            | '？'
            | '；'
            | '：'
            | '؟'
            | '،'
            | '۔'
            | '।'
    )
}

/// Whether the text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', '）', '」', '』', ' ', ']']);
    text.ends_with([
        '.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', ':', '：',
    ])
}

/// Whether nearly all of the block is link text.
pub(super) fn is_linked(block: &Block) -> bool {
    // An address written out is a reference; a teaser shows a title.
    block.length > 0 && block.linked * 10 >= block.length * 8 && !block.text.starts_with("http")
}

/// Whether the block is a line of the page: a date or by-line, a notice, an invitation.
pub(super) fn is_page_line(block: &Block) -> bool {
    let lower = lowered(&block.text);
    let weight = weight(&block.text);
    if weight <= 260 && begins_with(&lower, &PHRASES.line_starts) {
        return lower.contains('©') || !is_sentence_all_the_same(block, weight);
    }
    (weight <= 120 && ends_with(&lower, &PHRASES.line_ends))
        || (weight <= 100 && !block.heading && is_by_line(&block.text))
        || is_date_line(&block.text, weight)
        || is_mark_line(&block.text)
}

/// Whether a text that begins like a line of the page may yet be a sentence of the article: a long
/// one, or, as Chinese words have no visible end (`收藏` begins `收藏家`), a finished one that is no
/// notice.
fn is_sentence_all_the_same(block: &Block, weight: usize) -> bool {
    let spaceless = block
        .text
        .chars()
        .next()
        .is_some_and(|symbol| symbol >= '\u{3040}');
    let is_notice = || PHRASES.notices.iter().any(|word| block.text.contains(word));
    let finished = ends_sentence(&block.text) && !is_notice();
    (weight > 160 && is_running(block)) || (spaceless && finished)
}

/// Whether the text is `By` and a name, not a sentence or an item such as `By train`.
fn is_by_line(text: &str) -> bool {
    let lower = lowered(text);
    let named = |phrase: &&&str| {
        let name = lower.strip_prefix(**phrase)?;
        // The text itself ends as its lower-case form does, unless folding changed its length.
        let start = text.len().checked_sub(name.len())?;
        let first = text.get(start..)?.trim_start().chars().next()?;
        let inside = phrase.ends_with(char::is_alphabetic) && first.is_alphabetic();
        (!first.is_lowercase() && !inside).then_some(())
    };
    !ends_sentence(text)
        && text.split_whitespace().count() <= 12
        && PHRASES
            .by_line_starts
            .iter()
            .any(|phrase| named(&phrase).is_some())
}

/// Whether little but a date stands in the line.
fn is_date_line(text: &str, weight: usize) -> bool {
    weight <= 120
        && !ends_sentence(text)
        && dates::find(text).is_some_and(|date| self::weight(date) * 3 >= weight)
}

/// Whether the line holds no letter, or only a count of pages.
fn is_mark_line(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// Whether the article ends before this block.
pub(super) fn ends_article(block: &Block) -> bool {
    let limit = if block.heading { 150 } else { 60 };
    let heading = block.text.trim_end_matches([':', '：']);
    weight(heading) <= limit
        && begins_with(&lowered(heading), &PHRASES.end_headings)
        && !ends_sentence(heading)
        // "Related: a title" is a teaser amid the text, not the heading of a list.
        && !heading.contains([':', '：'])
}

/// Whether readers' comments begin after this block.
pub(super) fn opens_comments(block: &Block) -> bool {
    let ascii = block
        .text
        .starts_with(|symbol: char| symbol.is_ascii_alphabetic());
    weight(&block.text) <= if ascii { 40 } else { 100 }
        && begins_with(&lowered(&block.text), &PHRASES.comment_headings)
        && !ends_sentence(&block.text)
}

/// Whether the block, as the last of an article, says how to reach or follow someone.
pub(super) fn is_contact_line(block: &Block) -> bool {
    let lower = block.text.to_lowercase();
    weight(&lower) <= 300
        && PHRASES
            .contact_words
            .iter()
            .filter(|word| lower.contains(**word))
            .count()
            >= 2
}

/// The text in small letters, without the marks that adorn a line's beginning.
fn lowered(text: &str) -> String {
    let adorns = |symbol: char| {
        symbol.is_whitespace()
            || matches!(
                symbol,
                '·' | '•' | '►' | '▶' | '»' | '>' | '-' | '|' | '*' | '■' | '●' | '◆'
            )
    };
    text.trim_start_matches(adorns).to_lowercase()
}

/// Whether the text begins with one of the phrases and a Latin one is not cut inside a word.
fn begins_with(lower: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        lower.strip_prefix(phrase).is_some_and(|rest| {
            let inside = |symbol: char| symbol.is_ascii_alphabetic();
            !(phrase.ends_with(inside) && rest.starts_with(inside))
        })
    })
}

fn ends_with(lower: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| lower.ends_with(phrase))
}

#[cfg(test)]
mod tests {
    use super::super::blocks::plain_block;
    use super::*;

    fn place(html: &str) -> Place {
        let page = dom_query::Document::from(html);
        let node = page.select("[data-x]").nodes()[0];
        place_of(&node, &node.node_name().unwrap())
    }

    #[test]
    fn class_names_are_matched_by_whole_parts() {
        assert_eq!(place("<div data-x class='shareBar'>"), Place::Page);
        assert_eq!(
            place("<div data-x class='shareholder-report'>"),
            Place::Article
        );
        assert_eq!(place("<div data-x id=post_comments>"), Place::Aside);
        assert_eq!(
            place("<div data-x class='TRS_Editor share'>"),
            Place::Article
        );
        assert_eq!(place("<p data-x style='Display: none'>"), Place::Page);
    }

    #[test]
    fn running_text_has_length_and_sentence_marks() {
        let long = "The harbour board met on Monday, and nothing came of it, as the members say.";
        assert!(is_running(&plain_block(long)));
        assert!(is_running(&plain_block(
            "港务局星期一召开会议，与会者表示会议没有取得任何结果。"
        )));
        assert!(!is_running(&plain_block("Harbour board")));
    }

    #[test]
    fn lines_of_the_page_are_known_by_their_beginning() {
        for line in [
            "责任编辑：王某",
            "Photo: A. Person",
            "By Jane Roe",
            "2015-12-17 08:32",
            "Share this",
        ] {
            assert!(is_page_line(&plain_block(line)), "{line}");
        }
        for line in [
            "By noon the harbour was empty.",
            "By train",
            "记者：对此有何评论？",
            "收藏家们并不满意。",
            "Photography was his trade",
            "编者认为，会议很重要。",
        ] {
            assert!(!is_page_line(&plain_block(line)), "{line}");
        }
    }

    #[test]
    fn related_headings_end_an_article() {
        assert!(ends_article(&plain_block("相关阅读：")));
        assert!(ends_article(&plain_block("Related stories")));
        assert!(!ends_article(&plain_block(
            "Related work was done by others before."
        )));
    }
}
