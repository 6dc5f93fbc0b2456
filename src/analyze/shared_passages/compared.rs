//! The documents that are compared, in the order of time, and their words in one sequence.
//!
//! Takes the frozen corpus, gives each compared document a rank and its words as forms. A form is of
//! one language, so documents in two languages have no word in common.

use crate::config::ReuseConfig;
use crate::model::{Corpus, DocId, SourceId};
use crate::order::Arrange as _;
use crate::parallel;

/// The documents that are compared.
#[derive(Debug)]
pub(super) struct Compared {
    /// By rank: by date, undated ones last, then by `doc_id`.
    pub(super) documents: Vec<DocId>,
    /// By rank.
    pub(super) sources: Vec<SourceId>,
    /// The forms of all documents, one document after another.
    words: Vec<u32>,
    /// By rank, where its words begin; then where the last ones end.
    starts: Vec<usize>,
}

impl Compared {
    pub(super) fn new(corpus: &Corpus, config: &ReuseConfig) -> Self {
        let takes_part = |id: &DocId| config.copies || corpus.represents_its_text(*id);
        let mut documents: Vec<DocId> = corpus.ids().filter(takes_part).collect();
        documents.arrange_by_key(|&id| corpus.time(id));
        let mut starts = vec![0];
        let mut end = 0;
        starts.extend(documents.iter().map(|&id| {
            end += corpus.document(id).tokens as usize;
            end
        }));
        let mut words = vec![0; end];
        let mut rest = words.as_mut_slice();
        let mut parts = Vec::with_capacity(documents.len());
        for &id in &documents {
            let (words, behind) = rest.split_at_mut(corpus.document(id).tokens as usize);
            parts.push((id, words));
            rest = behind;
        }
        parallel::for_each(parts, |_, (id, words)| {
            let symbols = corpus.symbols(id);
            let surfaces = symbols.iter().filter_map(|symbol| symbol.as_word());
            for (word, surface) in words.iter_mut().zip(surfaces) {
                *word = corpus.vocabulary.form_of(surface).0;
            }
        });
        Self {
            sources: documents
                .iter()
                .map(|&id| corpus.document(id).source)
                .collect(),
            documents,
            words,
            starts,
        }
    }

    /// By document, its rank; of one that is not compared, that of none.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let last = self.documents.iter().map(|id| id.index() + 1).max();
        let mut ranks = vec![u32::MAX; last.unwrap_or_default()];
        for (rank, id) in (0..).zip(&self.documents) {
            ranks[id.index()] = rank;
        }
        ranks
    }

    /// Number of documents.
    pub(super) fn len(&self) -> usize {
        self.documents.len()
    }

    /// Number of words.
    pub(super) fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The words of the document with this rank.
    pub(super) fn words(&self, rank: usize) -> &[u32] {
        &self.words[self.starts[rank]..self.starts[rank + 1]]
    }
}
