//! Takes the frozen corpus, gives whole-number counts: the document-term matrix, form counts,
//! n-grams, where chosen phrases stand, and how words are mostly spelled.

mod forms;
mod framing;
mod id_set;
mod ngrams;
mod occurrences;
mod source_tally;
mod spellings;
mod word_tallies;
mod parts;
mod prune;
mod texts;

pub use forms::{Counts, Written, count, count_written};
pub use framing::FramingWords;
pub(crate) use ngrams::LONGEST;
pub use ngrams::{
    LeftOutPhrase, Ngram, NgramLimits, Ngrams, Tally, WordNgrams, count_ngrams, count_word_ngrams,
};
pub use occurrences::{Occurrence, Occurrences, PhraseFinder, SentencePhrases, TaskOccurrences};
pub use parts::{CorpusParts, PartsOfItem};
pub use prune::DroppedTerms;
pub use source_tally::SourceTally;
pub use spellings::Spellings;
pub use texts::{Text, texts};
pub use word_tallies::{CorpusTally, Tallied, count_words};

use crate::model::{Corpus, DocId, SourceId};

/// A map keyed by small integers. Never iterated without sorting what comes out.
pub(crate) type FastMap<K, V> = hashbrown::HashMap<K, V, foldhash::fast::FixedState>;

/// A piece of work: some documents of one source.
#[derive(Debug, Clone)]
pub struct SourceTask {
    /// The source.
    pub source: SourceId,
    /// Documents of it, in order.
    pub documents: Vec<DocId>,
}

/// The most tokens of a [`SourceTask`].
const LARGEST_TASK: u64 = 1 << 18;

/// Cuts the corpus into tasks by source, in the order of sources and documents.
#[must_use]
pub fn source_tasks(corpus: &Corpus) -> Vec<SourceTask> {
    let mut tasks = Vec::new();
    for (index, documents) in corpus.documents_by_source().into_iter().enumerate() {
        let source = SourceId::new(index);
        let (mut current, mut tokens) = (Vec::new(), 0);
        for document in documents {
            tokens += u64::from(corpus.document(document).tokens);
            current.push(document);
            if tokens >= LARGEST_TASK {
                tasks.push(SourceTask {
                    source,
                    documents: std::mem::take(&mut current),
                });
                tokens = 0;
            }
        }
        if !current.is_empty() {
            tasks.push(SourceTask {
                source,
                documents: current,
            });
        }
    }
    tasks
}
