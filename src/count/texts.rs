//! Texts: the units of tests and intervals.
//!
//! Takes documents of a group, gives its texts. A text is a document, or the copies of one text in the
//! group, which are not independent of each other. Documents without a token are in none.

use smallvec::SmallVec;

use super::FastMap;
use crate::model::{Corpus, DocId};

/// A text of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its documents: one, or copies of each other.
    pub documents: SmallVec<[DocId; 2]>,
    /// Their tokens, at least one.
    pub tokens: u64,
}

/// The texts of some documents, in the order of the first document of each.
#[must_use]
pub fn texts(corpus: &Corpus, documents: &[DocId]) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::with_capacity(documents.len());
    let mut clusters: FastMap<u32, usize> = FastMap::default();
    for &id in documents {
        let document = corpus.document(id);
        let tokens = u64::from(document.tokens);
        if tokens == 0 {
            continue;
        }
        let next = texts.len();
        let place = match document.copy {
            Some(link) => *clusters.entry(link.cluster).or_insert(next),
            None => next,
        };
        match texts.get_mut(place) {
            Some(text) => {
                text.documents.push(id);
                text.tokens += tokens;
            }
            None => texts.push(Text {
                documents: SmallVec::from_slice(&[id]),
                tokens,
            }),
        }
    }
    texts
}
