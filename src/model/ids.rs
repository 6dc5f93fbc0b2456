//! Numbers for things: documents, sources, surfaces, forms, terms, phrases, concepts, patterns, nodes.
//!
//! Takes a position in a list, gives a typed `u32`. An id means nothing outside the corpus, codebook
//! or network that issued it. Ids of a corpus follow the sorted order of what they name, so comparing
//! two of a kind compares the names.

/// Declares a `u32` newtype with conversions to and from `usize` positions.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the thing at `index`.
            ///
            /// # Panics
            /// If `index` does not fit in 32 bits. The freeze refuses a corpus of that size first.
            #[must_use]
            pub fn new(index: usize) -> Self {
                debug_assert!(u32::try_from(index).is_ok(), "more than 2^32 ids");
                Self(index as u32)
            }

            /// The position of the thing in its list.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// An analysed document, in the order of `doc_id`.
    DocId;
    /// A source (or a value of the `--group-by` column), in the order of its name.
    SourceId;
    /// A distinct word exactly as written, in one language.
    SurfaceId;
    /// A distinct form (type): a surface in NFC with its case folded, in one language.
    FormId;
    /// A term: the stem of a form in one language, ordered by stem, then by language.
    TermId;
    /// A key phrase, in the order of its terms.
    PhraseId;
    /// A concept or sub-concept, in the order of the codebook.
    ConceptId;
    /// A pattern, in the order of the codebook.
    PatternId;
    /// What may be a node of a network: key phrases, then concepts.
    NodeId;
}
