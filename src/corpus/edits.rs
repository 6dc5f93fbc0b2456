//! Puts other symbols in the place of some, in the documents of a segment.
//!
//! Takes for each document the ranges to replace and what comes in their place, gives the segment with
//! its documents' ranges and counts of tokens put right. Boundaries between words are the caller's to
//! keep, so counts of sentences and paragraphs stay.

use std::ops::Range;

use crate::model::Symbol;
use crate::tokenize::Segment;

/// Symbols that come in the place of others.
pub(super) struct Edit {
    /// The symbols that go, counted as [`crate::tokenize::TokenizedDocument::symbols`] counts them.
    pub(super) range: Range<usize>,
    /// What comes instead.
    pub(super) symbols: Vec<Symbol>,
}

/// Applies edits to the documents of a segment: a list for each, ascending and apart.
pub(super) fn apply(segment: &mut Segment, edits: &[Vec<Edit>]) {
    let all = segment.symbols.take();
    let added: usize = edits.iter().flatten().map(|edit| edit.symbols.len()).sum();
    let mut edited: Vec<Symbol> = Vec::with_capacity(all.len() + added);
    for (document, edits) in segment.documents.iter_mut().zip(edits) {
        let start = edited.len();
        let mut from = document.symbols.start;
        for Edit { range, symbols } in edits {
            edited.extend_from_slice(&all[from..range.start]);
            edited.extend_from_slice(symbols);
            from = range.end;
            document.tokens += words(symbols);
            document.tokens -= words(&all[range.clone()]);
        }
        edited.extend_from_slice(&all[from..document.symbols.end]);
        document.symbols = start..edited.len();
    }
    segment.symbols.put_back(edited);
}

fn words(symbols: &[Symbol]) -> u32 {
    let words = symbols.iter().filter(|symbol| symbol.as_word().is_some());
    words.count() as u32
}
