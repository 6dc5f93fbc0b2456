//! Takes the frozen corpus, gives whole-number counts: the document-term matrix, form counts,
//! n-grams, and where chosen phrases stand.

mod forms;
mod id_set;
mod ngrams;
mod occurrences;
mod workers;

pub use forms::{Counts, count};
pub use ngrams::{Ngram, Ngrams, SourceTally, Tally, count_ngrams};
pub use occurrences::{Occurrence, Occurrences, PhraseFinder, SentencePhrases, TaskOccurrences};
pub(crate) use workers::by_worker;

use crate::model::{Corpus, DocId, FormKind, SourceId, TermId};

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

/// Which tokens may stand in a key phrase, and next to each other.
#[derive(Debug, Clone, Copy)]
pub struct PhraseRules {
    /// Whether stop words may stand inside a phrase.
    pub inner_stop_words: bool,
}

impl PhraseRules {
    /// Whether a token of this kind may stand somewhere in a phrase.
    fn admits(self, kind: FormKind) -> bool {
        match kind {
            FormKind::Word | FormKind::Number => true,
            FormKind::StopWord | FormKind::Short => self.inner_stop_words,
            FormKind::Address | FormKind::Unsegmented => false,
        }
    }

    /// Whether these terms, which stand side by side, are a phrase: words or numbers at the ends,
    /// a word among them, and at most one number ("2030 agenda", but no telephone numbers).
    fn is_phrase(corpus: &Corpus, terms: &[TermId]) -> bool {
        let kind = |term: &TermId| corpus.vocabulary.term(*term).kind;
        let is_end = |term| matches!(kind(term), FormKind::Word | FormKind::Number);
        terms.first().is_some_and(is_end)
            && terms.last().is_some_and(is_end)
            && terms.iter().any(|term| kind(term) == FormKind::Word)
            && terms
                .iter()
                .filter(|term| kind(term) == FormKind::Number)
                .count()
                <= 1
    }
}
