//! Where chosen phrases stand in the corpus.
//!
//! [`PhraseFinder`] walks the symbols of a document once; [`Occurrences`] keeps what it finds, by
//! sentence, so that every analysis of phrases in the same sentences works on that alone.

use std::ops::Range;
use std::sync::Arc;

use super::SourceTask;
use super::ngrams::{LONGEST, PairTable, pair};
use crate::model::{Boundary, Corpus, DocId, SourceId, Symbol, TermId};
use crate::parallel::in_order;

/// An occurrence of a chosen phrase; eight bytes, as a large corpus has millions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    start: u32,
    /// The phrase, and in the lowest bits its words.
    phrase: u32,
}

/// How many bits the length of a phrase takes.
const LENGTH_BITS: u32 = u32::BITS - (LONGEST as u32).leading_zeros();

impl Occurrence {
    fn new(phrase: u32, start: u32, end: u32) -> Self {
        debug_assert!((end - start) as usize <= LONGEST && phrase < 1 << (32 - LENGTH_BITS));
        Self {
            start,
            phrase: phrase << LENGTH_BITS | (end - start),
        }
    }

    /// Which of the chosen phrases, from 0.
    #[must_use]
    pub fn phrase(&self) -> u32 {
        self.phrase >> LENGTH_BITS
    }

    /// Its first token.
    #[must_use]
    pub fn start(&self) -> u32 {
        self.start
    }

    /// The token after its last.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.start + (self.phrase & ((1 << LENGTH_BITS) - 1))
    }
}

/// Finds every occurrence of a set of phrases, also where they overlap.
#[derive(Debug)]
pub struct PhraseFinder {
    /// By surface: its term if it stands in one of the phrases, or [`NO_TERM`].
    terms: Vec<u32>,
    /// By separator.
    boundaries: Vec<Boundary>,
    /// By term: the node if it begins a phrase, or [`NO_NODE`].
    first: Vec<u32>,
    /// By node and term behind it: the node.
    next: PairTable,
    /// The phrase that ends at each node.
    ends: Vec<Option<u32>>,
}

/// No phrase goes on so.
const NO_NODE: u32 = u32::MAX;
/// In no phrase.
const NO_TERM: u32 = u32::MAX;

/// What is met on the way through a document.
#[derive(Debug, Clone, Copy)]
enum Met {
    /// An occurrence; those that end first come first.
    Phrase(Occurrence),
    /// A token with this boundary before it, a sentence's end or more.
    Boundary(Boundary, u32),
}

impl PhraseFinder {
    /// A finder for these phrases, numbered as they come.
    #[must_use]
    pub fn new(corpus: &Corpus, phrases: &[&[TermId]]) -> Self {
        Self::numbered(corpus, phrases).0
    }

    /// As [`PhraseFinder::new`], for phrases of which some may be the same, with the number of each:
    /// the same ones have that of the first.
    #[must_use]
    pub fn numbered(corpus: &Corpus, phrases: &[&[TermId]]) -> (Self, Vec<u32>) {
        let vocabulary = &corpus.vocabulary;
        let mut is_used = vec![false; vocabulary.terms.len()];
        for term in phrases.iter().copied().flatten() {
            is_used[term.index()] = true;
        }
        let mut finder = Self {
            terms: corpus.by_surface(|form| {
                let term = vocabulary.form(form).term;
                if is_used[term.index()] {
                    term.0
                } else {
                    NO_TERM
                }
            }),
            boundaries: corpus.boundaries(),
            first: vec![NO_NODE; vocabulary.terms.len()],
            next: PairTable::default(),
            ends: Vec::new(),
        };
        let numbers = (0_u32..).zip(phrases);
        let numbers = numbers.map(|(number, terms)| finder.add(terms, number));
        let numbers = numbers.collect();
        (finder, numbers)
    }

    /// Adds a phrase under this number, if it is not there under another; gives its number.
    fn add(&mut self, terms: &[TermId], phrase: u32) -> u32 {
        let mut node = NO_NODE;
        for (depth, &term) in terms.iter().enumerate() {
            let new = self.ends.len() as u32;
            node = if depth == 0 {
                let first = &mut self.first[term.index()];
                *first = (*first).min(new);
                *first
            } else {
                self.next.add(pair(node, term.0), 0, new)
            };
            if node == new {
                self.ends.push(None);
            }
        }
        match self.ends.get_mut(node as usize) {
            Some(end) => *end.get_or_insert(phrase),
            None => phrase,
        }
    }

    /// Calls `take` for every occurrence in a document; those that end first come first.
    pub fn find(&self, symbols: &[Symbol], mut take: impl FnMut(Occurrence)) {
        self.walk(symbols, |met| {
            if let Met::Phrase(occurrence) = met {
                take(occurrence);
            }
        });
    }

    /// As [`PhraseFinder::find`], with the number of the sentence, from 0.
    pub fn find_by_sentence(&self, symbols: &[Symbol], mut take: impl FnMut(Occurrence, u32)) {
        let mut sentence = 0;
        self.walk(symbols, |met| match met {
            Met::Phrase(occurrence) => take(occurrence, sentence),
            Met::Boundary(..) => sentence += 1,
        });
    }

    /// Walks through a document; gives the number of its tokens.
    fn walk(&self, symbols: &[Symbol], mut meet: impl FnMut(Met)) -> u32 {
        let mut tokens = 0;
        let mut boundary = Boundary::None;
        // Phrases begun, as node and first token.
        let mut open: Vec<(u32, u32)> = Vec::new();
        for symbol in symbols {
            let Some(surface) = symbol.as_word() else {
                if let Some(separator) = symbol.as_separator() {
                    boundary = boundary.max(self.boundaries[separator as usize]);
                }
                continue;
            };
            if boundary >= Boundary::Sentence && tokens > 0 {
                meet(Met::Boundary(boundary, tokens));
            }
            let term = self.terms[surface.index()];
            if boundary != Boundary::None || term == NO_TERM {
                open.clear();
            }
            boundary = Boundary::None;
            tokens += 1;
            if term == NO_TERM {
                continue;
            }
            open.retain_mut(|(node, _)| {
                let next = self.next.get(pair(*node, term));
                next.inspect(|next| *node = next.number).is_some()
            });
            let first = self.first[term as usize];
            if first != NO_NODE {
                open.push((first, tokens - 1));
            }
            for &(node, start) in &open {
                if let Some(phrase) = self.ends[node as usize] {
                    let end = tokens;
                    meet(Met::Phrase(Occurrence::new(phrase, start, end)));
                }
            }
        }
        tokens
    }
}

/// A sentence that holds chosen phrases.
#[derive(Debug, Clone, Copy)]
pub struct SentencePhrases {
    /// Its first token.
    pub start: u32,
    /// The token after its last.
    pub end: u32,
    /// The paragraph of the document, from 0.
    pub paragraph: u32,
    /// Where its occurrences end among those of the task.
    found_end: u32,
}

/// The chosen phrases in one task.
#[derive(Debug)]
pub struct TaskOccurrences {
    /// The source of its documents.
    pub source: SourceId,
    /// Tokens of the task.
    pub tokens: u64,
    /// Sentences of the task.
    pub sentences: u64,
    /// Paragraphs of the task.
    pub paragraphs: u64,
    /// Each document, and where its sentences end.
    documents: Vec<(DocId, usize)>,
    with_phrases: Vec<SentencePhrases>,
    occurrences: Vec<Occurrence>,
}

/// The chosen phrases in the whole corpus, by task.
#[derive(Debug, Default)]
pub struct Occurrences {
    /// By task; empty if there is no phrase to be found.
    pub tasks: Vec<TaskOccurrences>,
    /// By phrase: its words.
    lengths: Arc<[u32]>,
}

impl Occurrences {
    /// Finds these phrases in all tasks; they are numbered as they come.
    #[must_use]
    pub fn new(corpus: &Corpus, tasks: &[SourceTask], phrases: &[&[TermId]]) -> Self {
        if phrases.is_empty() {
            return Self::default();
        }
        let finder = PhraseFinder::new(corpus, phrases);
        let of_task =
            |(): &mut (), task: usize| TaskOccurrences::new(corpus, &tasks[task], &finder);
        Self {
            tasks: in_order(tasks.len(), || (), of_task),
            lengths: phrases.iter().map(|terms| terms.len() as u32).collect(),
        }
    }

    /// How many phrases were looked for.
    #[must_use]
    pub fn phrases(&self) -> usize {
        self.lengths.len()
    }

    /// By phrase: its words.
    #[must_use]
    pub fn lengths(&self) -> Arc<[u32]> {
        Arc::clone(&self.lengths)
    }
}

impl TaskOccurrences {
    /// Finds the phrases in a task.
    pub(crate) fn new(corpus: &Corpus, task: &SourceTask, finder: &PhraseFinder) -> Self {
        let mut of_task = Self {
            source: task.source,
            tokens: 0,
            sentences: 0,
            paragraphs: 0,
            documents: Vec::with_capacity(task.documents.len()),
            with_phrases: Vec::new(),
            occurrences: Vec::new(),
        };
        for &document in &task.documents {
            let (mut start, mut paragraph) = (0, 0);
            let tokens = finder.walk(&corpus.symbols(document), |met| match met {
                Met::Phrase(occurrence) => of_task.occurrences.push(occurrence),
                Met::Boundary(boundary, end) => {
                    of_task.end_sentence(start..end, paragraph);
                    start = end;
                    paragraph += u32::from(boundary == Boundary::Paragraph);
                }
            });
            if tokens > 0 {
                of_task.end_sentence(start..tokens, paragraph);
                of_task.paragraphs += u64::from(paragraph) + 1;
            }
            of_task.tokens += u64::from(tokens);
            of_task
                .documents
                .push((document, of_task.with_phrases.len()));
        }
        of_task.occurrences.shrink_to_fit();
        of_task.with_phrases.shrink_to_fit();
        of_task
    }

    fn end_sentence(&mut self, tokens: Range<u32>, paragraph: u32) {
        self.sentences += 1;
        let before = self.with_phrases.last().map_or(0, |last| last.found_end);
        if (before as usize) < self.occurrences.len() {
            self.with_phrases.push(SentencePhrases {
                start: tokens.start,
                end: tokens.end,
                paragraph,
                found_end: self.occurrences.len() as u32,
            });
        }
    }

    /// Each document, and the places of its sentences with phrases among those of the task.
    pub fn documents(&self) -> impl Iterator<Item = (DocId, Range<usize>)> {
        let starts = std::iter::once(0).chain(self.documents.iter().map(|&(_, end)| end));
        let documents = self.documents.iter().zip(starts);
        documents.map(|(&(document, end), start)| (document, start..end))
    }

    /// A sentence with phrases, by its place.
    #[must_use]
    pub fn sentence(&self, place: usize) -> &SentencePhrases {
        &self.with_phrases[place]
    }

    /// The occurrences in sentences that follow each other.
    #[must_use]
    pub fn within(&self, sentences: Range<usize>) -> &[Occurrence] {
        let end_before = |place: usize| match place.checked_sub(1) {
            Some(before) => self.with_phrases[before].found_end as usize,
            None => 0,
        };
        &self.occurrences[end_before(sentences.start)..end_before(sentences.end)]
    }
}
