//! Takes an element that stands inside a line of text, says whether it is a part of the sentence
//! around it, a mark of a note or heading, or the time at which an entry was written.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::share::Share;
use crate::clean::html_elements::HTML_ELEMENTS;

/// A mark of a note with letters in it is not longer, its brackets included.
const LONGEST_MARK: usize = 5;

/// A time of the day with what is said of it, such as a time zone, is not longer.
const LONGEST_TIME: usize = 24;

/// How far a sentence is looked for around an element that stands alone in others.
const NEAR: usize = 4;

/// Whether the element stands in the midst of a sentence, or begins one that goes on in small
/// letters: words go before it and follow it on the same line of running text.
pub(super) fn is_in_sentence(node: &NodeRef<'_>, shares: &HashMap<NodeId, Share>) -> bool {
    let mut inner = *node;
    for _ in 0..NEAR {
        if shares.contains_key(&inner.id) {
            return false;
        }
        let Some(parent) = inner.parent() else {
            return false;
        };
        let (before, after) = (inner.prev_sibling(), inner.next_sibling());
        if before.is_none() && after.is_none() {
            inner = parent;
            continue;
        }
        let text_of = |node: Option<NodeRef<'_>>| {
            let text = node.filter(NodeRef::is_text).map(|node| node.text());
            text.filter(|text| !text.trim().is_empty())
        };
        let Some(after) = text_of(after) else {
            return false;
        };
        let goes_on = || after.trim_start().starts_with(char::is_lowercase);
        return (text_of(before).is_some() || before.is_none() && goes_on())
            && is_running(parent, shares);
    }
    false
}

/// A line with less text outside of links is no sentence.
const SENTENCE: usize = 60;

/// Whether the line that an element stands in is running text; a hidden window in it may hold many
/// links.
fn is_running(node: NodeRef<'_>, shares: &HashMap<NodeId, Share>) -> bool {
    let lines = std::iter::successors(Some(node), NodeRef::parent).take(NEAR);
    let share = lines.filter_map(|line| shares.get(&line.id)).next();
    share.is_some_and(|share| share.weight - share.linked.min(share.weight) >= SENTENCE)
}

/// Whether the element is a sign beside a heading, such as a pilcrow that links to it, or the number
/// of a note that it links to.
pub(super) fn is_mark(node: &NodeRef<'_>, name: &str) -> bool {
    let link = match name {
        "a" => Some(*node),
        "sup" => node.descendants_it().find(|inner| inner.has_name("a")),
        _ => None,
    };
    let leads_within = |link: NodeRef<'_>| link.attr("href").is_some_and(|to| to.contains('#'));
    if !link.is_some_and(leads_within) {
        return false;
    }
    let text = node.text();
    let text = text.trim();
    let is_number = !text.contains(char::is_alphabetic)
        || text.chars().take(LONGEST_MARK + 1).count() <= LONGEST_MARK;
    match name {
        "sup" => is_number,
        _ if text.contains(char::is_alphanumeric) => {
            is_number && text.starts_with('[') && text.ends_with(']')
        }
        _ => true,
    }
}

/// Whether the element is the time of an entry: a time alone on its line, not in a table or list.
pub(super) fn is_time_line(node: &NodeRef<'_>, name: &str) -> bool {
    let is_time = name == "time"
        || (matches!(name, "div" | "p" | "span") && {
            let class = node.attr("class").unwrap_or_default();
            let mut classes = class.split_whitespace();
            classes.any(|class| class == "time" || class.ends_with("-time"))
        });
    is_time && begins_with_digit(node) && stands_alone(node)
}

fn begins_with_digit(node: &NodeRef<'_>) -> bool {
    let text = node.text();
    let text = text.trim();
    text.starts_with(|symbol: char| symbol.is_ascii_digit())
        && text.chars().take(LONGEST_TIME + 1).count() <= LONGEST_TIME
}

fn stands_alone(node: &NodeRef<'_>) -> bool {
    let ends_line = |node: NodeRef<'_>| {
        let name = node.node_name();
        name.is_some_and(|name| &*name == "br" || HTML_ELEMENTS.standing.contains(&name))
    };
    let is_seen =
        |node: &NodeRef<'_>| node.is_element() || node.is_text() && !node.text().trim().is_empty();
    let before = std::iter::successors(node.prev_sibling(), NodeRef::prev_sibling);
    let after = std::iter::successors(node.next_sibling(), NodeRef::next_sibling);
    let parent = node.parent().filter(|parent| {
        let name = parent.node_name();
        let in_list = |name: &str| matches!(name, "td" | "th" | "li" | "dt" | "dd");
        name.is_some_and(|name| HTML_ELEMENTS.standing.contains(&name) && !in_list(&name))
    });
    parent.is_some()
        && before.take(NEAR).find(is_seen).is_none_or(ends_line)
        && after.take(NEAR).find(is_seen).is_none_or(ends_line)
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::super::walk::{Outside, walk};
    use super::*;

    /// Asks about the element with `data-x` on a page.
    fn ask(html: &str, question: fn(&NodeRef<'_>, &HashMap<NodeId, Share>) -> bool) -> bool {
        let page = Document::from(html);
        let shares = walk(page.body().unwrap(), &Outside::new()).shares;
        let node = page.select("[data-x]").nodes()[0];
        question(&node, &shares)
    }

    #[test]
    fn words_amid_running_text_are_part_of_its_sentence() {
        const REST: &str = "the board met in the hall, and as the members say, nothing came of it.";
        let answer = |html: &str| ask(html, is_in_sentence);
        for html in [
            format!("<p>On <span data-x>3 May</span> {REST}"),
            format!("<p>On <b><span data-x>3 May</span></b> {REST}"),
            format!("<p><span data-x>3 May</span> {REST}"),
        ] {
            assert!(answer(&html), "{html}");
        }
        for html in [
            format!("<p><span data-x>3 May</span> The mill closed, and {REST}"),
            format!("<p>{REST} <span data-x>Share</span></p>"),
            format!("<div>{REST}<p data-x>Share</p>{REST}</div>"),
            "<p>By <span data-x>Jane Roe</span> on Monday</p>".to_owned(),
        ] {
            assert!(!answer(&html), "{html}");
        }
    }

    #[test]
    fn marks_of_notes_and_headings_link_within_the_page() {
        let answer = |html: &str| {
            ask(html, |node, _| {
                is_mark(node, &node.node_name().unwrap_or_default())
            })
        };
        for html in [
            "<sup data-x><a href=#n1>[1]</a><a href=#n2>[2]</a></sup>",
            "<sup data-x><a href='/page#n1'>a</a></sup>",
            "<a data-x href=#n1>[12]</a>",
            "<a data-x href=#top>¶</a>",
        ] {
            assert!(answer(html), "{html}");
        }
        for html in [
            "m<sup data-x>2</sup>",
            "<sup data-x><a href=#long>see the note</a></sup>",
            "<a data-x href=#chapter>12</a>",
            "<a data-x href=/elsewhere>[1]</a>",
        ] {
            assert!(!answer(html), "{html}");
        }
    }

    #[test]
    fn a_time_alone_on_its_line_is_that_of_an_entry() {
        let answer = |html: &str| {
            ask(html, |node, _| {
                is_time_line(node, &node.node_name().unwrap_or_default())
            })
        };
        for html in [
            "<div><time data-x>17:40 Uhr</time><h3>Title</h3></div>",
            "<div><span class=entry-time data-x>9.10 am</span><br>Text</div>",
        ] {
            assert!(answer(html), "{html}");
        }
        for html in [
            "<p>At <time data-x>17:40</time> it rained",
            "<table><tr><td><time data-x>17:40</time></table>",
            "<ul><li><time data-x>17:40</time></ul>",
            "<div><div class=time data-x>Time went by</div></div>",
        ] {
            assert!(!answer(html), "{html}");
        }
    }
}
