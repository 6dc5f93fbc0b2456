//! Takes the text and the elements of a page in reading order, gives its blocks and what each element
//! holds.

use dom_query::{NodeId, NodeRef};

use super::blocks::Block;
use super::share::Share;
use super::walk::{Walked, blocks_of};
use crate::clean::html_elements::HTML_ELEMENTS;
use crate::model::Rule;

/// What an element was to the text, which ends with it.
#[derive(Clone, Copy, Default)]
pub(super) struct Leave {
    pub(super) standing: bool,
    pub(super) link: bool,
    pub(super) heading: u8,
    pub(super) quoted: bool,
    pub(super) item: bool,
    pub(super) preformatted: bool,
    pub(super) bold: bool,
    /// A link or label, which never ends within a word.
    pub(super) whole: bool,
    /// A link to the address of the one before.
    pub(super) continued: bool,
}

/// Text being collected.
#[derive(Default)]
pub(super) struct Collector {
    pub(super) found: Walked,
    block: Block,
    links: usize,
    /// The ranks of the open headings.
    headings: Vec<u8>,
    quotations: usize,
    items: usize,
    preformatted: usize,
    bold: usize,
    /// Whether nothing stands behind the last link or label yet.
    pub(super) after_whole: bool,
    pub(super) last_link: Option<NodeId>,
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
    /// Whether the text stands in a heading, if `own` is the rank of a heading or another is open.
    pub(super) fn heading_and(&self, own: u8) -> bool {
        own > 0 || !self.headings.is_empty()
    }

    pub(super) fn enter(&mut self, leaves: Leave) {
        if leaves.standing {
            self.end_block(true);
            let start = self.found.blocks.len();
            self.open.push(Share {
                span: (start, start),
                ..Share::default()
            });
        }
        self.pending_blank |= self.after_whole && leaves.whole && !leaves.continued;
        self.bold += usize::from(leaves.bold);
        self.links += usize::from(leaves.link);
        if leaves.heading > 0 {
            self.headings.push(leaves.heading);
        }
        self.quotations += usize::from(leaves.quoted);
        self.items += usize::from(leaves.item);
        self.preformatted += usize::from(leaves.preformatted);
    }

    pub(super) fn leave(&mut self, id: NodeId, leaves: Leave) {
        if leaves.standing {
            self.end_block(true);
            let mut share = self.open.pop().unwrap_or_default();
            share.span.1 = self.found.blocks.len();
            if let Some(above) = self.open.last_mut() {
                above.add(share);
            }
            self.found.shares.insert(id, share);
        }
        self.after_whole = leaves.whole || self.after_whole && !leaves.standing;
        self.bold -= usize::from(leaves.bold);
        self.links -= usize::from(leaves.link);
        if leaves.heading > 0 {
            self.headings.pop();
        }
        self.quotations -= usize::from(leaves.quoted);
        self.items -= usize::from(leaves.item);
        self.preformatted -= usize::from(leaves.preformatted);
    }

    /// Takes an element that is not part of an article.
    pub(super) fn set_apart(&mut self, node: NodeRef<'_>, rule: Rule) {
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

    pub(super) fn push_text(&mut self, text: &str) {
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
        self.after_whole = false;
        self.block.text.push(symbol);
        self.block.length += 1;
        self.block.bold += usize::from(self.bold > 0);
        self.block.linked += usize::from(self.links > 0);
    }

    pub(super) fn end_line(&mut self) {
        self.end_block(false);
        self.line_ends += 1;
        self.after_paragraph |= self.line_ends > 1;
    }

    pub(super) fn end_block(&mut self, paragraph: bool) {
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
