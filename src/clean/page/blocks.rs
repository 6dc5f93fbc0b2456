//! Takes a node of a page's tree, gives its visible text as blocks in reading order.
//!
//! A block is what stands on lines of its own: a paragraph, heading, list item, table cell, or a
//! line between two `<br>`. White space is collapsed, entities are decoded by the parser. The walk
//! keeps its own stack, so depth costs no call stack.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::rules::{is_running, weight};
use super::words::HTML_ELEMENTS;

/// A block of visible text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// The text, on one line unless preformatted.
    pub(super) text: String,
    /// Characters that are not white space.
    pub(super) length: usize,
    /// How many of them stand in links.
    pub(super) linked: usize,
    /// Whether a paragraph begins here; if not, the block is a further line of the one before.
    pub(super) begins_paragraph: bool,
    /// Whether the block is a heading (`<h1>` to `<h6>`).
    pub(super) heading: bool,
    /// Whether the block stands in a `<blockquote>`.
    pub(super) quoted: bool,
}

/// The visible text below a node, as blocks.
pub(super) fn blocks_of(node: NodeRef<'_>) -> Vec<Block> {
    let mut collector = Collector::default();
    walk(node, &mut collector);
    collector.blocks
}

fn walk(root: NodeRef<'_>, collector: &mut Collector) {
    let mut stack = vec![Step::Enter(root)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Enter(node) if node.is_text() => collector.push_text(&node.text()),
            Step::Enter(node) => enter(node, collector, &mut stack),
            Step::Leave(id, leaves) => collector.leave(id, leaves),
        }
    }
    collector.end_block(true);
}

/// The weight of the running text in each element that stands on lines of its own.
pub(super) fn running_weights(root: NodeRef<'_>) -> HashMap<NodeId, usize> {
    let mut collector = Collector {
        weighs: true,
        ..Collector::default()
    };
    walk(root, &mut collector);
    collector.weights
}

/// The blocks as plain text: a blank line between paragraphs, a line end between their lines.
pub(super) fn join(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        if !text.is_empty() {
            text.push_str(if block.begins_paragraph { "\n\n" } else { "\n" });
        }
        text.push_str(&block.text);
    }
    text
}

/// What one line of plain text is as a block.
pub(super) fn plain_block(line: &str) -> Block {
    Block {
        text: line.to_owned(),
        length: line
            .chars()
            .filter(|symbol| !symbol.is_whitespace())
            .count(),
        linked: 0,
        begins_paragraph: true,
        heading: false,
        quoted: false,
    }
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(NodeId, Leave),
}

#[derive(Clone, Copy, Default)]
struct Leave {
    standing: bool,
    link: bool,
    heading: bool,
    quoted: bool,
    preformatted: bool,
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
    let leaves = Leave {
        standing: HTML_ELEMENTS.standing.contains(name),
        link: name == "a" && node.has_attr("href"),
        heading: is_heading(name),
        quoted: name == "blockquote",
        preformatted: name == "pre",
    };
    collector.enter(leaves);
    stack.push(Step::Leave(node.id, leaves));
    stack.extend(node.children_it(true).map(Step::Enter));
}

/// Whether the element's name is that of a heading.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

#[derive(Default)]
struct Collector {
    blocks: Vec<Block>,
    text: String,
    length: usize,
    linked: usize,
    links: usize,
    headings: usize,
    quotations: usize,
    preformatted: usize,
    pending_blank: bool,
    /// Line ends since the last text; two make a paragraph.
    line_ends: usize,
    indented: bool,
    after_paragraph: bool,
    weighs: bool,
    /// The running weight so far of each open standing element.
    open: Vec<usize>,
    weights: HashMap<NodeId, usize>,
}

impl Collector {
    fn enter(&mut self, leaves: Leave) {
        if leaves.standing {
            self.end_block(true);
            self.open.push(0);
        }
        self.links += usize::from(leaves.link);
        self.headings += usize::from(leaves.heading);
        self.quotations += usize::from(leaves.quoted);
        self.preformatted += usize::from(leaves.preformatted);
    }

    fn leave(&mut self, id: NodeId, leaves: Leave) {
        if leaves.standing {
            self.end_block(true);
            let weight = self.open.pop().unwrap_or_default();
            if let Some(above) = self.open.last_mut() {
                *above += weight;
            }
            if self.weighs {
                self.weights.insert(id, weight);
            }
        }
        self.links -= usize::from(leaves.link);
        self.headings -= usize::from(leaves.heading);
        self.quotations -= usize::from(leaves.quoted);
        self.preformatted -= usize::from(leaves.preformatted);
    }

    fn push_text(&mut self, text: &str) {
        for symbol in text.chars() {
            if self.preformatted > 0 && symbol == '\n' {
                self.end_line();
            } else if symbol.is_whitespace() {
                self.pending_blank = true;
                // An ideographic or double no-break blank opens a paragraph in pages made of lines.
                self.indented |= self.text.is_empty() && symbol == '\u{3000}';
            } else if !matches!(symbol, '\u{feff}' | '\u{200b}') {
                self.push(symbol);
            }
        }
    }

    fn push(&mut self, symbol: char) {
        if self.pending_blank && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.pending_blank = false;
        self.text.push(symbol);
        self.length += 1;
        self.linked += usize::from(self.links > 0);
    }

    fn weigh_last(&mut self) {
        let last = self
            .blocks
            .last()
            .filter(|block| self.weighs && is_running(block));
        if let (Some(block), Some(open)) = (last, self.open.last_mut()) {
            *open += weight(&block.text);
        }
    }

    fn end_line(&mut self) {
        self.end_block(false);
        self.line_ends += 1;
        self.after_paragraph |= self.line_ends > 1;
    }

    fn end_block(&mut self, paragraph: bool) {
        if !self.text.is_empty() {
            self.blocks.push(Block {
                text: std::mem::take(&mut self.text),
                length: std::mem::take(&mut self.length),
                linked: std::mem::take(&mut self.linked),
                begins_paragraph: self.after_paragraph || self.indented || self.blocks.is_empty(),
                heading: self.headings > 0,
                quoted: self.quotations > 0,
            });
            self.weigh_last();
            self.after_paragraph = false;
            self.line_ends = 0;
        }
        self.pending_blank = false;
        self.indented = false;
        self.after_paragraph |= paragraph;
    }
}

#[cfg(test)]
mod tests {
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
    fn scripts_and_styles_are_silent_and_links_are_counted() {
        let page =
            dom_query::Document::from("<p>see <a href=x>this one</a><script>no</script></p>");
        let blocks = blocks_of(page.root());
        assert_eq!(blocks.len(), 1);
        assert_eq!((blocks[0].length, blocks[0].linked), (10, 7));
    }
}
