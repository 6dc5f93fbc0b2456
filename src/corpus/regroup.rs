//! Puts the documents of a frozen corpus into other groups, which take the place of sources.

use super::gathered::check_sources;
use crate::error::Result;
use crate::model::{Corpus, DocumentInfo, SourceId};
use crate::sorted::SortedSet;

/// Lets each document count for the source that `source_of` gives.
///
/// # Errors
/// [`crate::Error::SourceTooLarge`].
pub fn regroup(corpus: &mut Corpus, source_of: impl Fn(&DocumentInfo) -> String) -> Result<()> {
    for document in &mut corpus.documents {
        document.info.source = source_of(&document.info);
    }
    let names = corpus
        .documents
        .iter()
        .map(|document| document.info.source.clone());
    let names: SortedSet<String> = names.collect();
    corpus.sources = names.into_iter().collect();
    for document in &mut corpus.documents {
        let place = corpus.sources.binary_search(&document.info.source);
        document.source = SourceId::new(place.unwrap_or_default());
    }
    check_sources(corpus)
}
