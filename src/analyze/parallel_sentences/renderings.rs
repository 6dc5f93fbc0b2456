//! Which documents render the same event or speech.
//!
//! Takes the document-term matrix, gives pairs of documents of different sources and one language
//! whose cosine is at least that of the settings. Candidates share some of the [`LEADING`] terms that
//! weigh most in each, of those that others have too; a term leads to the [`MOST_LISTED`] documents before that have it, so that time
//! is linear in the corpus. The weight of a term is (1 + ln n) · (ln((1 + N) / (1 + df)) + 1), of n
//! occurrences in the document, of N documents and the df of them that hold it.

use std::cmp::Reverse;

use crate::config::WordingConfig;
use crate::count::FastMap;
use crate::model::{Corpus, DocId, DocumentTermMatrix, TermId, days_between};
use crate::order::Arrange as _;
use crate::parallel::{by_worker, in_order};
use crate::progress::Observer;
use crate::stats::cosine;

/// How many terms of a document lead to others.
const LEADING: usize = 32;
/// How many documents before a term leads to.
const MOST_LISTED: usize = 64;
/// The least number of leading terms that candidates share.
const LEAST_SHARED: u32 = 3;
/// The most candidates of a document whose cosine is computed, those that share most.
const MOST_COMPARED: usize = 64;

/// Two documents of one event, with their cosine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rendering {
    pub(super) first: DocId,
    pub(super) second: DocId,
    pub(super) similarity: f64,
}

/// The terms of a document that lead to others, with the document: by term.
type Leading = Vec<Vec<u32>>;

/// The pairs, the first before the second by date, then `doc_id`; in the order of both.
pub(super) fn renderings(
    corpus: &Corpus,
    matrix: &DocumentTermMatrix,
    (df, idf): (&[u32], &[f64]),
    config: &WordingConfig,
    observer: &dyn Observer,
) -> Vec<Rendering> {
    let weights = Weights { matrix, df, idf };
    let order = by_time(corpus);
    let leading = leading(&weights, &order);
    let mut listed: Leading = vec![Vec::new(); idf.len()];
    for (rank, terms) in (0..).zip(&leading) {
        terms
            .iter()
            .for_each(|term| listed[term.index()].push(rank));
    }
    let workers = by_worker(
        order.len(),
        || (FastMap::default(), Vec::new()),
        |(shared, pairs), rank| {
            if observer.is_cancelled() {
                return;
            }
            observer.advance(1, 0);
            let is_compared = |other: usize| is_compared(corpus, order[other], order[rank], config);
            for other in candidates(rank, &leading[rank], &listed, shared, is_compared) {
                let (first, second) = (order[other], order[rank]);
                let similarity = weights.cosine(first, second);
                if similarity >= config.documents {
                    pairs.push((other, rank, similarity));
                }
            }
        },
    );
    let mut pairs: Vec<(usize, usize, f64)> =
        workers.into_iter().flat_map(|(_, pairs)| pairs).collect();
    pairs.arrange_by_key(|&(first, second, _)| (first, second));
    let pair = |(first, second, similarity): (usize, usize, f64)| Rendering {
        first: order[first],
        second: order[second],
        similarity,
    };
    pairs.into_iter().map(pair).collect()
}

/// The documents by date, undated ones last, then by id; of copies the one that represents them.
fn by_time(corpus: &Corpus) -> Vec<DocId> {
    let representing = corpus.ids().filter(|&id| corpus.represents_its_text(id));
    let mut order: Vec<DocId> = representing.collect();
    order.arrange_by_key(|&id| corpus.time(id));
    order
}

fn is_compared(corpus: &Corpus, a: DocId, b: DocId, config: &WordingConfig) -> bool {
    let (a, b) = (corpus.document(a), corpus.document(b));
    let is_near = days_between(&a.info.date, &b.info.date)
        .is_none_or(|days| days.unsigned_abs() <= u64::from(config.days));
    a.source != b.source && a.language == b.language && is_near
}

/// The terms of each document that weigh most, by rank, of those that lead to another document.
fn leading(weights: &Weights<'_>, order: &[DocId]) -> Vec<Vec<TermId>> {
    let of_rank = |(): &mut (), rank: usize| {
        let shared = weights.of(order[rank]);
        let shared = shared.filter(|(term, _)| weights.df[term.index()] > 1);
        let mut terms: Vec<(TermId, f64)> = shared.collect();
        terms.arrange_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(LEADING);
        terms.into_iter().map(|(term, _)| term).collect()
    };
    in_order(order.len(), || (), of_rank)
}

/// The documents before this one that share most of its leading terms.
fn candidates(
    rank: usize,
    terms: &[TermId],
    listed: &Leading,
    shared: &mut FastMap<u32, u32>,
    is_compared: impl Fn(usize) -> bool,
) -> Vec<usize> {
    shared.clear();
    let mut others = Vec::new();
    for term in terms {
        let listed = &listed[term.index()];
        let before = listed.partition_point(|&other| (other as usize) < rank);
        let near = listed[..before].iter().rev();
        for &other in near
            .filter(|&&other| is_compared(other as usize))
            .take(MOST_LISTED)
        {
            let n = shared.entry(other).or_insert(0);
            if *n == 0 {
                others.push(other);
            }
            *n += 1;
        }
    }
    let mut counted: Vec<(Reverse<u32>, u32)> = others
        .iter()
        .map(|&other| (Reverse(shared[&other]), other))
        .collect();
    let least = LEAST_SHARED.min(terms.len() as u32);
    counted.retain(|(n, _)| n.0 >= least);
    counted.arrange();
    counted.truncate(MOST_COMPARED);
    counted
        .into_iter()
        .map(|(_, other)| other as usize)
        .collect()
}

/// The weights of terms in documents.
struct Weights<'a> {
    matrix: &'a DocumentTermMatrix,
    df: &'a [u32],
    idf: &'a [f64],
}

impl Weights<'_> {
    fn of(&self, id: DocId) -> impl Iterator<Item = (TermId, f64)> {
        let row = self.matrix.row(id);
        row.map(|(term, n)| {
            (
                term,
                (1.0 + libm::log(f64::from(n))) * self.idf[term.index()],
            )
        })
    }

    fn cosine(&self, first: DocId, second: DocId) -> f64 {
        let square = |id| self.of(id).map(|(_, weight)| weight * weight).sum();
        let mut product = 0.0;
        let mut others = self.of(second).peekable();
        for (term, weight) in self.of(first) {
            while others.next_if(|other| other.0 < term).is_some() {}
            if let Some((_, other)) = others.next_if(|other| other.0 == term) {
                product += weight * other;
            }
        }
        cosine(product, square(first), square(second))
    }
}
