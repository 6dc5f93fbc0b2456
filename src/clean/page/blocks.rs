//! Takes what stands on lines of its own on a page, gives it as blocks and as plain text.

use super::measure::{is_sentence_mark, weight};
use crate::model::Rule;

/// A block of visible text: a paragraph, heading, list item, table cell, or a line between two `<br>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// The text, on one line unless preformatted.
    pub(super) text: String,
    /// Characters that are not white space.
    pub(super) length: usize,
    /// How many of them stand in links to elsewhere.
    pub(super) linked: usize,
    /// How many of them are bold.
    pub(super) bold: usize,
    /// How much the text says, by [`weight`].
    pub(super) weight: usize,
    /// Whether it reads like running text: long enough, with sentence marks, few links, no heading.
    pub(super) running: bool,
    /// Whether a paragraph begins here; if not, the block is a further line of the one before.
    pub(super) begins_paragraph: bool,
    /// The rank of the heading that the block is, 1 to 6; 0 for others.
    pub(super) heading: u8,
    /// Whether the block stands in a `<blockquote>`.
    pub(super) quoted: bool,
    /// Whether the block is a list item or a part of one.
    pub(super) item: bool,
    /// Whether the block is a line of preformatted text.
    pub(super) preformatted: bool,
    /// Why the element that holds the block is not part of an article, if it is not.
    pub(super) outside: Option<Rule>,
}

impl Block {
    /// The block with its weight, and whether it is running text.
    pub(super) fn weighed(mut self) -> Self {
        self.weight = weight(&self.text);
        self.running = self.linked * 2 < self.length
            && self.heading == 0
            && self.weight >= 60
            && self.text.contains(is_sentence_mark);
        self
    }

    /// Whether the block is a heading.
    pub(super) fn is_heading(&self) -> bool {
        self.heading > 0
    }

    /// Whether the block is a short line in bold, which may be the heading of a part.
    pub(super) fn is_bold_line(&self) -> bool {
        self.bold == self.length && self.linked == 0 && !self.running && self.weight <= 100
    }

    /// Whether the block is an item of a list that is written for the text, not a link.
    pub(super) fn is_entry(&self) -> bool {
        self.item && self.is_mostly_plain() && self.weight >= 4
    }

    /// Whether few of its characters stand in links.
    pub(super) fn is_mostly_plain(&self) -> bool {
        self.linked * 2 < self.length
    }
}

/// The blocks as plain text: a blank line between paragraphs, a line end between their lines.
pub(super) fn join<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
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
    let characters = line.chars().filter(|symbol| !symbol.is_whitespace());
    Block {
        text: line.to_owned(),
        length: characters.count(),
        begins_paragraph: true,
        ..Block::default()
    }
    .weighed()
}

/// The weight of the running text among the blocks.
pub(super) fn running<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> usize {
    let blocks = blocks.into_iter().filter(|block| block.running);
    blocks.map(|block| block.weight).sum()
}
