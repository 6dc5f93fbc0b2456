//! Takes a node of a page's tree, gives its visible text as blocks in reading order, and what each
//! element holds.
//!
//! White space is collapsed, entities are decoded by the parser, soft hyphens are left out. What
//! stands in an element of [`Outside`] becomes blocks of its own. The walk keeps its own stack, so
//! depth costs no call stack.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::blocks::Block;
use super::collector::{Collector, Leave};
use super::share::Share;
use crate::clean::html_elements::HTML_ELEMENTS;
use crate::model::Rule;

/// The outermost elements that are not part of an article, and why.
pub(super) type Outside = HashMap<NodeId, Rule>;

/// What was found below a node.
#[derive(Default)]
pub(super) struct Walked {
    /// The visible text.
    pub(super) blocks: Vec<Block>,
    /// What the elements hold that stand on lines of their own.
    pub(super) shares: HashMap<NodeId, Share>,
    /// The text nodes outside of elements of [`Outside`], with the first and last block of each.
    pub(super) texts: Vec<(NodeId, usize, usize)>,
}

/// The visible text below a node, as blocks.
pub(super) fn blocks_of(node: NodeRef<'_>) -> Vec<Block> {
    walk(node, &Outside::new()).blocks
}

/// Walks through a node.
pub(super) fn walk(root: NodeRef<'_>, outside: &Outside) -> Walked {
    let mut collector = Collector::default();
    let mut stack = vec![Step::Enter(root)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Enter(node) if node.is_text() => {
                let first = collector.found.blocks.len();
                collector.push_text(&node.text());
                let last = collector.found.blocks.len();
                collector.found.texts.push((node.id, first, last));
            }
            Step::Enter(node) => match outside.get(&node.id) {
                Some(rule) => collector.set_apart(node, *rule),
                None => enter(node, &mut collector, &mut stack),
            },
            Step::Leave(id, leaves) => collector.leave(id, leaves),
        }
    }
    collector.end_block(true);
    collector.found
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(NodeId, Leave),
}

fn enter<'a>(node: NodeRef<'a>, collector: &mut Collector, stack: &mut Vec<Step<'a>>) {
    let Some(name) = node.node_name() else {
        // The document node itself, or a comment, which has no children.
        stack.extend(node.children_it(true).map(Step::Enter));
        return;
    };
    let name = &*name;
    if name == "br" {
        return collector.end_line();
    }
    if HTML_ELEMENTS.silent.contains(name) {
        return;
    }
    let mut leaves = Leave {
        standing: HTML_ELEMENTS.standing.contains(name),
        heading: rank(name),
        quoted: name == "blockquote",
        item: matches!(name, "li" | "dd" | "dt"),
        preformatted: name == "pre",
        bold: matches!(name, "b" | "strong"),
        whole: matches!(name, "a" | "label"),
        ..Leave::default()
    };
    // A heading's link to itself leads nowhere else.
    let leads_away = |href: &str| !(href.contains('#') && collector.heading_and(leaves.heading));
    if let Some(href) = node.attr("href").filter(|_| name == "a") {
        leaves.link = leads_away(&href);
        let before = collector.last_link.replace(node.id);
        let before = before.filter(|_| collector.after_whole);
        let before = before.and_then(|id| NodeRef::new(id, node.tree).attr("href"));
        leaves.continued = before == Some(href);
    }
    collector.enter(leaves);
    stack.push(Step::Leave(node.id, leaves));
    stack.extend(node.children_it(true).map(Step::Enter));
}

/// The rank of a heading by its name, 1 to 6; 0 for other elements.
fn rank(name: &str) -> u8 {
    match name.as_bytes() {
        [b'h', rank @ b'1'..=b'6'] => rank - b'0',
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks::join;
    use super::*;

    fn text(html: &str) -> String {
        let page = dom_query::Document::from(html);
        join(&blocks_of(page.root()))
    }

    #[test]
    fn a_line_break_ends_a_line_and_two_end_a_paragraph() {
        assert_eq!(text("one<br>two<br> <br>three"), "one\ntwo\n\nthree");
    }

    #[test]
    fn an_indented_line_begins_a_paragraph() {
        assert_eq!(text("　　甲。<br>　　乙。<br>丙"), "甲。\n\n乙。\n丙");
    }

    #[test]
    fn cells_and_items_stand_apart_and_entities_are_decoded() {
        let page = "<ul><li>a&amp;b<li>c</ul><table><tr><td>1</td><td>2</td></tr></table>";
        assert_eq!(text(page), "a&b\n\nc\n\n1\n\n2");
    }

    #[test]
    fn links_and_labels_side_by_side_are_words_apart() {
        assert_eq!(
            text("<a href=x>Log in</a><a href=y>Register</a> <b>mill</b><i>wheel</i>"),
            "Log in Register millwheel"
        );
        assert_eq!(
            text("<label>Yes</label><span><label>No</label></span>"),
            "Yes No"
        );
        // A link that an editor closed and opened again within a word.
        assert_eq!(
            text("a <a href=x>light</a><span><a href=x>house</a></span><a href=y>Next</a>"),
            "a lighthouse Next"
        );
    }

    #[test]
    fn soft_hyphens_go() {
        assert_eq!(text("<p>har&shy;bour"), "harbour");
    }

    #[test]
    fn scripts_and_styles_are_silent_and_links_are_counted() {
        let page =
            "<p>see <a href=x>this one</a><script>no</script></p><h2><a href=#t>Title</a></h2>";
        let page = dom_query::Document::from(page);
        let blocks = blocks_of(page.root());
        let counted = blocks.iter().map(|block| (block.length, block.linked));
        assert_eq!(counted.collect::<Vec<_>>(), [(10, 7), (5, 0)]);
    }
}
