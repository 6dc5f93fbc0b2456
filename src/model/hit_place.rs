//! Where a concept stands, for those who look at what is around it.

use crate::model::DocId;

/// A hit of a concept.
#[derive(Debug, Clone, Copy)]
pub struct HitPlace {
    /// The document.
    pub document: DocId,
    /// The sentence, from 1.
    pub sentence: u32,
    /// First token.
    pub start: u32,
    /// The token after the last.
    pub end: u32,
    /// The concept, from 0.
    pub concept: usize,
}
