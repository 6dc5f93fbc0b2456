//! Takes a node of a page's tree, gives its visible text as blocks in reading order, and what each
//! element holds.
//!
//! White space is collapsed, entities are decoded by the parser, soft hyphens are left out. What
//! stands in an element of [`Outside`] becomes blocks of its own. The walk keeps its own stack, so
//! depth costs no call stack.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::blocks::Block;
use super::share::Share;
use super::words::HTML_ELEMENTS;
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

#[derive(Clone, Copy, Default)]
struct Leave {
    standing: bool,
    link: bool,
    heading: u8,
    quoted: bool,
    item: bool,
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
    let mut leaves = Leave {
        standing: HTML_ELEMENTS.standing.contains(name),
        heading: rank(name),
        quoted: name == "blockquote",
        item: matches!(name, "li" | "dd" | "dt"),
        preformatted: name == "pre",
        link: false,
    };
    // A heading's link to itself leads nowhere else.
    let leads_away = |href: &str| !(href.contains('#') && collector.heading_and(leaves.heading));
    leaves.link = name == "a" && node.attr("href").is_some_and(|href| leads_away(&href));
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

#[derive(Default)]
struct Collector {
    found: Walked,
    block: Block,
    links: usize,
    /// The ranks of the open headings.
    headings: Vec<u8>,
    quotations: usize,
    items: usize,
    preformatted: usize,
    pending_blank: bool,
    /// Line ends since the last text; two make a paragraph.
    line_ends: usize,
    indented: bool,
    after_paragraph: bool,
    /// What was set apart inside the block being made; it comes after the block.
    apart: Vec<Block>,
    /// What each open standing element holds so far.
    open: Vec<Share>,
}

impl Collector {
    fn heading_and(&self, own: u8) -> bool {
        own > 0 || !self.headings.is_empty()
    }

    fn enter(&mut self, leaves: Leave) {
        if leaves.standing {
            self.end_block(true);
            let start = self.found.blocks.len();
            self.open.push(Share {
                span: (start, start),
                ..Share::default()
            });
        }
        self.links += usize::from(leaves.link);
        if leaves.heading > 0 {
            self.headings.push(leaves.heading);
        }
        self.quotations += usize::from(leaves.quoted);
        self.items += usize::from(leaves.item);
        self.preformatted += usize::from(leaves.preformatted);
    }

    fn leave(&mut self, id: NodeId, leaves: Leave) {
        if leaves.standing {
            self.end_block(true);
            let mut share = self.open.pop().unwrap_or_default();
            share.span.1 = self.found.blocks.len();
            if let Some(above) = self.open.last_mut() {
                above.add(share);
            }
            self.found.shares.insert(id, share);
        }
        self.links -= usize::from(leaves.link);
        if leaves.heading > 0 {
            self.headings.pop();
        }
        self.quotations -= usize::from(leaves.quoted);
        self.items -= usize::from(leaves.item);
        self.preformatted -= usize::from(leaves.preformatted);
    }

    /// Takes an element that is not part of an article.
    fn set_apart(&mut self, node: NodeRef<'_>, rule: Rule) {
        let mut blocks = blocks_of(node);
        for block in &mut blocks {
            block.outside = Some(rule);
        }
        let name = node.node_name().unwrap_or_default();
        if HTML_ELEMENTS.standing.contains(&name) {
            self.end_block(true);
            self.found.blocks.append(&mut blocks);
            return;
        }
        // Neither a reading nor the mark of a note parts the words around it.
        let is_mark = || {
            !blocks
                .iter()
                .any(|block| block.text.contains(char::is_alphabetic))
        };
        self.pending_blank |= rule != Rule::Ruby && !(rule == Rule::Navigation && is_mark());
        match (self.apart.last_mut(), blocks.as_slice()) {
            // One row for all the readings of a paragraph.
            (Some(last), [block]) if rule == Rule::Ruby && last.outside == Some(rule) => {
                last.text.push(' ');
                last.text.push_str(&block.text);
            }
            _ => self.apart.append(&mut blocks),
        }
    }

    fn push_text(&mut self, text: &str) {
        for symbol in text.chars() {
            if self.preformatted > 0 && symbol == '\n' {
                self.end_line();
            } else if symbol.is_whitespace() {
                self.pending_blank = true;
                // An ideographic blank opens a paragraph in pages made of lines.
                self.indented |= self.block.text.is_empty() && symbol == '\u{3000}';
            } else if !matches!(symbol, '\u{feff}' | '\u{200b}' | '\u{ad}') {
                self.push(symbol);
            }
        }
    }

    fn push(&mut self, symbol: char) {
        if self.pending_blank && !self.block.text.is_empty() {
            self.block.text.push(' ');
        }
        self.pending_blank = false;
        self.block.text.push(symbol);
        self.block.length += 1;
        self.block.linked += usize::from(self.links > 0);
    }

    fn end_line(&mut self) {
        self.end_block(false);
        self.line_ends += 1;
        self.after_paragraph |= self.line_ends > 1;
    }

    fn end_block(&mut self, paragraph: bool) {
        if !self.block.text.is_empty() {
            let block = Block {
                begins_paragraph: self.after_paragraph
                    || self.indented
                    || self.found.blocks.is_empty(),
                heading: self.headings.last().copied().unwrap_or_default(),
                quoted: self.quotations > 0,
                item: self.items > 0,
                preformatted: self.preformatted > 0,
                ..std::mem::take(&mut self.block)
            }
            .weighed();
            if let Some(open) = self.open.last_mut() {
                open.add_block(&block);
            }
            self.found.blocks.push(block);
            self.after_paragraph = false;
            self.line_ends = 0;
        }
        self.found.blocks.append(&mut self.apart);
        self.pending_blank = false;
        self.indented = false;
        self.after_paragraph |= paragraph;
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
