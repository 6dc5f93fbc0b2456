//! Which documents are copies of each other.

use crate::model::{DocId, DocumentInfo, Language};

/// Words of a shingle: a run of so many words that two documents share is no chance.
pub const SHINGLE: usize = 5;

/// Documents of one text, exact or nearly: a representative and its copies.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyCluster {
    /// The `doc_id` of the representative: the earliest dated document, undated ones after all
    /// dated ones; then the one with the fewest characters that did not decode; then the longest;
    /// then the first by `doc_id`.
    pub representative: String,
    /// How many documents there are, the representative included.
    pub documents: u32,
    /// Those that are analysed, in order.
    pub analysed: Vec<DocId>,
}

/// The place of a document in a cluster of copies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CopyLink {
    /// The cluster, by its place in the corpus' list.
    pub cluster: u32,
    /// Similarity to the document of the cluster of which most is in the others (its head), and of the head
    /// to the representative; none for the representative itself.
    pub similarity: Option<f64>,
}

/// A document that is in no count because it is a copy of one that is.
#[derive(Debug)]
pub struct Duplicate {
    /// What is known of it; its `doc_id` is unique in the corpus.
    pub info: DocumentInfo,
    /// Its language.
    pub language: Language,
    /// Its cluster.
    pub copy: CopyLink,
}
