//! A section of the page: a heading with blocks and parts, in view or folded away.

use super::prose::Html;
use super::view::Block;

/// A heading with what stands under it.
pub(super) struct Section {
    /// Where links lead to.
    pub(super) id: String,
    /// The heading.
    pub(super) title: String,
    /// Whether it is open at first though it can be folded.
    pub(super) is_first: bool,
    /// What is said of it while it is folded; none where it is open.
    pub(super) teaser: Option<Html>,
    pub(super) blocks: Vec<Block>,
    /// Sections below this one; these have none.
    pub(super) parts: Vec<Section>,
}

impl Section {
    pub(super) fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            is_first: false,
            teaser: None,
            blocks: Vec::new(),
            parts: Vec::new(),
        }
    }

    pub(super) fn with(mut self, blocks: impl IntoIterator<Item = Block>) -> Self {
        self.blocks.extend(blocks);
        self
    }

    /// Takes out what stands for tables that are not written. False if nothing is left, or only lines
    /// that say why something is missing.
    pub(super) fn shows_something(&mut self) -> bool {
        self.parts.retain_mut(Self::shows_something);
        let blocks = self.blocks.len();
        self.blocks
            .retain(|block| !matches!(block, Block::NotWritten));
        let is_whole = blocks > 0 && self.blocks.len() == blocks;
        let is_shown = |block: &Block| !matches!(block, Block::Absent(_));
        is_whole || !self.parts.is_empty() || self.blocks.iter().any(is_shown)
    }

    /// The same, folded away with this said of it.
    pub(super) fn folded(self, teaser: Html) -> Self {
        Self {
            teaser: Some(teaser),
            ..self
        }
    }

    /// Takes out the lines that say why something is missing, and parts that have nothing else.
    pub(super) fn take_absent(&mut self) -> Vec<String> {
        let parts = self.parts.iter_mut();
        let mut absent: Vec<String> = parts.flat_map(Self::take_absent).collect();
        self.parts.retain(|part| !part.is_empty());
        self.blocks.retain_mut(|block| {
            let Block::Absent(text) = block else {
                return true;
            };
            absent.push(std::mem::take(text));
            false
        });
        absent
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.parts.is_empty()
    }

    /// Its blocks and those of the sections below it.
    pub(super) fn all_blocks(&self) -> impl Iterator<Item = &Block> {
        let below = self.parts.iter().flat_map(|part| &part.blocks);
        self.blocks.iter().chain(below)
    }
}
