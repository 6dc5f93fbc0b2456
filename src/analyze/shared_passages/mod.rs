//! Shared passages: runs of words that two documents have in common, with small changes.
//!
//! Takes the frozen corpus, gives passages of pairs of documents, and clusters of those that are one
//! passage. An index of runs of five words leads from each document to earlier ones; there the words
//! themselves are aligned, over words that were changed, dropped or added. A run leads to the
//! [`NEIGHBOURS`] documents before it that have it: all of them where few do, and where thousands do,
//! as with formulas of courtesy, so many that pairs stay linear in the corpus and the cluster still
//! holds them all. Documents are in the order of time, so nothing depends on files or threads.

mod aligned;
mod cluster;
mod common;
mod compared;
mod extend;
mod index;
mod leaders;
mod quotes;

use std::ops::Range;

use aligned::{Aligner, Alignment, Seed};
use compared::Compared;
use index::Index;
use quotes::QuotedWords;

use crate::config::{Quoted, ReuseConfig};
use crate::model::{Corpus, DocId};
use crate::parallel::{self, by_worker};
use crate::progress::Observer;

/// How many earlier documents a run of words leads to.
const NEIGHBOURS: usize = 16;
/// How many places before it are looked at for these.
const MOST_PLACES: usize = 128;

/// Words of a document that another has too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The document.
    pub document: DocId,
    /// First word, from 0.
    pub start: u32,
    /// The word after the last.
    pub end: u32,
    /// Where the first word stands among the document's symbols.
    pub from: u32,
    /// Behind where the last one does.
    pub to: u32,
    /// How many of the words stand within quotation marks.
    pub quoted: u32,
}

impl Span {
    /// Number of words.
    #[must_use]
    pub fn words(&self) -> u32 {
        self.end - self.start
    }

    /// The share of its words that stand within quotation marks.
    #[must_use]
    pub fn quoted_share(&self) -> f64 {
        f64::from(self.quoted) / f64::from(self.words())
    }

    /// Its text.
    #[must_use]
    pub fn text(&self, corpus: &Corpus) -> String {
        corpus.text(self.document, self.from as usize..self.to as usize)
    }

    fn is_quoted(&self) -> bool {
        2 * self.quoted > self.words()
    }
}

/// A passage that two documents have in common.
#[derive(Debug, Clone, Copy)]
pub struct Passage {
    /// In the earlier of the documents, by date, undated ones last, then by `doc_id`.
    pub earlier: Span,
    /// In the later one.
    pub later: Span,
    /// Words that are the same.
    pub matches: u32,
    /// Pairs of words that are aligned, and words without a partner.
    pub columns: u32,
    /// Its cluster, by its place in the list.
    pub cluster: u32,
}

impl Passage {
    /// Its words in the document where it is longer.
    #[must_use]
    pub fn words(&self) -> u32 {
        self.earlier.words().max(self.later.words())
    }

    /// The share of its columns in which words are the same.
    #[must_use]
    pub fn identity(&self) -> f64 {
        f64::from(self.matches) / f64::from(self.columns)
    }
}

/// What is one passage, in all documents that have it.
#[derive(Debug, Clone)]
pub struct PassageCluster {
    /// Documents that hold it.
    pub documents: u32,
    /// Their sources.
    pub sources: u32,
    /// Pairs of documents in which it was found.
    pub pairs: u32,
    /// Places at which it stands.
    pub places: u32,
    /// Its first appearance: in the earliest document, as most pairs have it.
    pub first: Span,
    /// The latest document with a date, the first if there is none.
    pub last: DocId,
    /// Words that are the same, in all its pairs.
    pub matches: u64,
    /// Columns of all its pairs.
    pub columns: u64,
}

impl PassageCluster {
    /// The share of the columns of all pairs in which words are the same.
    #[must_use]
    pub fn identity(&self) -> f64 {
        self.matches as f64 / self.columns as f64
    }
}

/// The passages of a corpus.
#[derive(Debug, Default)]
pub struct SharedPassages {
    /// By the earlier document and the place in it, then by the later one.
    pub passages: Vec<Passage>,
    /// Those in most documents first, then in most sources, then the longest, then the first.
    pub clusters: Vec<PassageCluster>,
    /// How many documents were compared.
    pub compared: usize,
}

/// Finds the passages that documents share; nothing of use if the observer says that the user asked to
/// stop.
#[must_use]
pub fn shared_passages(
    corpus: &Corpus,
    config: &ReuseConfig,
    observer: &dyn Observer,
) -> SharedPassages {
    let compared = Compared::new(corpus, config);
    let index = Index::new(&compared);
    let alignments = alignments(&compared, &index, config, observer);
    drop(index);
    if observer.is_cancelled() {
        return SharedPassages::default();
    }
    let mut passages = passages(corpus, &compared, alignments);
    passages.retain(|passage| match config.quoted {
        Quoted::Mark => true,
        Quoted::LeaveOut => !passage.earlier.is_quoted() && !passage.later.is_quoted(),
        Quoted::Only => passage.earlier.is_quoted() || passage.later.is_quoted(),
    });
    let spans = |passage: &Passage| (passage.earlier, passage.later);
    parallel::sort_by(&mut passages, |a, b| spans(a).cmp(&spans(b)));
    let clusters = cluster::clusters(corpus, &compared, &mut passages, observer);
    SharedPassages {
        passages,
        clusters,
        compared: compared.len(),
    }
}

/// An alignment with the ranks of its documents.
type Ranked = (u32, u32, Alignment);

/// The alignments of all documents with earlier ones, in no meaningful order.
fn alignments(
    compared: &Compared,
    index: &Index,
    config: &ReuseConfig,
    observer: &dyn Observer,
) -> Vec<Ranked> {
    let workers = by_worker(
        compared.len(),
        || (Aligner::default(), Vec::new(), Vec::new()),
        |(aligner, seeds, ranked), task| {
            if observer.is_cancelled() {
                return;
            }
            observer.advance(1, 0);
            // Late documents have the most before them: they come first, so that workers end together.
            let rank = compared.len() - 1 - task;
            read_seeds(compared, index, rank, config, seeds);
            for same in seeds.chunk_by(|a, b| a.rank == b.rank) {
                let Some(earlier) = same.first().map(|seed| seed.rank) else {
                    continue;
                };
                let words = (compared.words(earlier as usize), compared.words(rank));
                let alignments = aligner.align(words.0, words.1, same, config);
                ranked.extend(
                    alignments
                        .into_iter()
                        .map(|alignment| (earlier, rank as u32, alignment)),
                );
            }
        },
    );
    let by_worker = workers.into_iter().map(|(.., ranked)| ranked);
    by_worker.collect::<Vec<_>>().concat()
}

/// The shingles that a document shares with earlier ones, by document, diagonal and place.
fn read_seeds(
    compared: &Compared,
    index: &Index,
    rank: usize,
    config: &ReuseConfig,
    seeds: &mut Vec<Seed>,
) {
    seeds.clear();
    let source = compared.sources[rank];
    for (shingle, before) in index.of_document(rank) {
        let (mut documents, mut last) = (0, rank);
        for other in before.take(MOST_PLACES) {
            let earlier = other.rank as usize;
            let is_compared = !config.across_sources || compared.sources[earlier] != source;
            if earlier == rank || !is_compared {
                continue;
            }
            documents += usize::from(earlier != last);
            last = earlier;
            if documents > NEIGHBOURS {
                break;
            }
            seeds.push(Seed {
                rank: other.rank,
                diagonal: shingle.word().wrapping_sub(other.word()),
                word: shingle.word(),
            });
        }
    }
    seeds.sort_unstable();
}

/// One of the two places of an alignment: its document, its words, and the number of the alignment
/// twice, plus one in the later document.
type Half = (u32, Range<usize>, usize);

/// The passages of alignments, with where their words stand.
fn passages(corpus: &Corpus, compared: &Compared, alignments: Vec<Ranked>) -> Vec<Passage> {
    let mut halves: Vec<Half> = Vec::with_capacity(2 * alignments.len());
    for (number, (earlier, later, alignment)) in alignments.iter().enumerate() {
        halves.push((*earlier, alignment.earlier.clone(), 2 * number));
        halves.push((*later, alignment.later.clone(), 2 * number + 1));
    }
    // Those of one document come by number.
    parallel::sort_by(&mut halves, |a, b| a.0.cmp(&b.0));
    let of_document: Vec<&[Half]> = halves.chunk_by(|a, b| a.0 == b.0).collect();
    let placed = by_worker(
        of_document.len(),
        || (QuotedWords::default(), Vec::new()),
        |(words, placed), task| {
            let Some(rank) = of_document[task].first().map(|half| half.0) else {
                return;
            };
            let document = compared.documents[rank as usize];
            words.read(corpus, document);
            let spans = of_document[task].iter();
            placed.extend(spans.map(|(_, range, half)| (*half, span(document, range, words))));
        },
    );
    let placed = placed.into_iter().flat_map(|(_, placed)| placed);
    let mut spans: Vec<(usize, Span)> = placed.collect();
    parallel::sort_by(&mut spans, |a, b| a.0.cmp(&b.0));
    let pairs = spans.chunks_exact(2).zip(alignments);
    let passage = |(pair, (.., alignment)): (&[(usize, Span)], Ranked)| match pair {
        [(_, earlier), (_, later)] => Some(Passage {
            earlier: *earlier,
            later: *later,
            matches: alignment.matches,
            columns: alignment.columns,
            cluster: 0,
        }),
        _ => None,
    };
    pairs.filter_map(passage).collect()
}

fn span(document: DocId, range: &Range<usize>, words: &QuotedWords) -> Span {
    let position = |word: usize| words.positions.get(word).copied().unwrap_or_default();
    let before = |word: usize| words.before.get(word).copied().unwrap_or_default();
    Span {
        document,
        start: range.start as u32,
        end: range.end as u32,
        from: position(range.start),
        to: position(range.end.saturating_sub(1)) + 1,
        quoted: before(range.end) - before(range.start),
    }
}
