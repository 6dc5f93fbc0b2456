//! Decoded tokens, for those who look at more than the number of a word.

use std::ops::Range;

use crate::model::{Boundary, FormId};

/// The tokens of one document, decoded; a worker reuses one for all its documents.
#[derive(Debug, Default)]
pub struct TokenBuffer {
    /// The form of each token.
    pub forms: Vec<FormId>,
    /// What parts each token from the one before; `Paragraph` for the first.
    pub boundaries: Vec<Boundary>,
    /// Where each token stands among the document's symbols.
    pub positions: Vec<u32>,
}

impl TokenBuffer {
    /// Takes all tokens out.
    pub(super) fn clear(&mut self) {
        self.forms.clear();
        self.boundaries.clear();
        self.positions.clear();
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The ranges of tokens that no boundary of at least `least` parts.
    pub fn units(&self, least: Boundary) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        std::iter::from_fn(move || {
            if start >= self.len() {
                return None;
            }
            let after = &self.boundaries[start + 1..];
            let length = after.iter().position(|&boundary| boundary >= least);
            let end = length.map_or(self.len(), |length| start + 1 + length);
            let unit = start..end;
            start = end;
            Some(unit)
        })
    }
}
