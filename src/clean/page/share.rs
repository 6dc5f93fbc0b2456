//! What an element of a page holds: how much text, links and running text.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::blocks::Block;

/// What an element holds, in weights.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Share {
    pub(super) weight: usize,
    pub(super) linked: usize,
    pub(super) running: usize,
    pub(super) running_blocks: usize,
    /// Whether a title that is a link stands before any running text, as in the beginning of another
    /// text.
    pub(super) titled: bool,
    /// Its first block, and the one behind its last.
    pub(super) span: (usize, usize),
}

impl Share {
    pub(super) fn add_block(&mut self, block: &Block) {
        // An address written out is a reference, no title.
        let is_title = block.linked * 10 >= block.length * 8
            && !block.text.starts_with("http")
            && block.weight >= if block.is_heading() { 2 } else { 15 };
        self.titled |= is_title && self.running == 0;
        self.weight += block.weight;
        self.linked += block.weight * block.linked / block.length.max(1);
        if block.running {
            self.running += block.weight;
            self.running_blocks += 1;
        }
    }

    /// Whether the block of this number is in it.
    pub(super) fn holds(&self, block: usize) -> bool {
        (self.span.0..self.span.1).contains(&block)
    }

    pub(super) fn add(&mut self, inner: Self) {
        self.titled |= inner.titled && self.running == 0;
        self.weight += inner.weight;
        self.linked += inner.linked;
        self.running += inner.running;
        self.running_blocks += inner.running_blocks;
    }
}

/// The smallest element that holds nearly all running text of the page, by its first block and the
/// one behind its last.
pub(super) fn densest(body: NodeRef<'_>, shares: &HashMap<NodeId, Share>) -> (usize, usize) {
    let weight_of = |node: &NodeRef<'_>| shares.get(&node.id).map_or(0, |share| share.running);
    let mut node = body;
    let enough = weight_of(&node) * 3 / 4;
    loop {
        let children = node.element_children();
        match children.into_iter().find(|child| weight_of(child) > enough) {
            Some(child) => node = child,
            None => return shares.get(&node.id).map_or((0, 0), |share| share.span),
        }
    }
}
