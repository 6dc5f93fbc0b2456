//! What a document carries so that paragraphs that recur are found without going back to its text.
//!
//! Takes the symbols of a document and the hashes of its words, gives a [`Paragraph`] each: a
//! fingerprint of the words, where it ends, and what the document loses with it.

use serde::{Deserialize, Serialize};

use super::separators::Separators;
use super::signature::fingerprint;
use crate::model::{Boundary, Symbol};

/// A paragraph that holds a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Hash of its words in their order.
    pub fingerprint: u64,
    /// Where its symbols end, counted from the document's first; with the separator behind it.
    pub end: u32,
    /// Tokens.
    pub tokens: u32,
    /// Sentences.
    pub sentences: u32,
}

/// The paragraphs of a document; `hashes` are those of its words, in order.
pub(super) fn paragraphs(
    symbols: &[Symbol],
    separators: &Separators,
    hashes: &[u64],
) -> Box<[Paragraph]> {
    let mut paragraphs = Vec::new();
    let (mut first, mut tokens, mut sentences) = (0, 0, 1);
    for (index, symbol) in symbols.iter().enumerate() {
        let Some(separator) = symbol.as_separator() else {
            tokens += 1;
            continue;
        };
        match separators.boundary(separator) {
            // The separator before the first word belongs to the first paragraph.
            Boundary::Paragraph if tokens > 0 => {
                paragraphs.push(Paragraph {
                    fingerprint: fingerprint(&hashes[first..first + tokens]),
                    end: index as u32 + 1,
                    tokens: tokens as u32,
                    sentences,
                });
                (first, tokens, sentences) = (first + tokens, 0, 1);
            }
            Boundary::Sentence => sentences += 1,
            _ => {}
        }
    }
    if tokens > 0 {
        paragraphs.push(Paragraph {
            fingerprint: fingerprint(&hashes[first..first + tokens]),
            end: symbols.len() as u32,
            tokens: tokens as u32,
            sentences,
        });
    }
    paragraphs.into()
}
