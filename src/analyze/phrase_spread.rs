//! Where key phrases stand: how evenly over documents, in how many sentences, how early.
//!
//! Takes a finder of the phrases, goes through every document once, gives a [`PhraseSpread`] each, and
//! the occurrences of each in each document; or these alone. Sums are made in the order of the documents, so they are
//! the same for any number of threads.

use crate::count::{CorpusParts, PartsOfItem, PhraseFinder};
use crate::model::{Corpus, DocId, DocumentTermMatrix, MatrixBlock, TermId};
use crate::parallel::{self, in_order};
use crate::stats::{Dispersion, Spread};

/// Where a key phrase stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct PhraseSpread {
    /// Over documents.
    pub documents: Dispersion,
    /// Sentences that hold it.
    pub sentences: u64,
    /// The share of a document before the first occurrence in it, mean of the documents that hold
    /// the phrase; 0 at the beginning, below 1.
    pub first_place: f64,
}

/// How many documents are counted before what they hold is added up.
const DOCUMENTS_AT_A_TIME: usize = 64;

/// A phrase in one document.
#[derive(Debug, Clone, Copy, Default)]
struct Own {
    phrase: u32,
    n: u32,
    first: u32,
    sentences: u32,
    last_sentence: u32,
}

/// Sums over documents.
#[derive(Clone, Default)]
struct Sums {
    spread: Spread,
    sentences: u64,
    first_places: f64,
}

/// Where each of the finder's phrases stands, and its occurrences in each document; `all` are their
/// occurrences, `parts_of` gives the parts of each.
#[must_use]
pub fn spread_phrases<'a>(
    parts: &CorpusParts,
    corpus: &Corpus,
    finder: &PhraseFinder,
    all: &[u64],
    parts_of: impl Fn(usize) -> &'a PartsOfItem + Sync,
) -> (Vec<PhraseSpread>, DocumentTermMatrix) {
    let mut rows = MatrixBlock::default();
    let mut sums = vec![Sums::default(); all.len()];
    let ids: Vec<DocId> = corpus.ids().collect();
    // Some documents at a time, so that few counts wait to be added in their order.
    for ids in ids.chunks(DOCUMENTS_AT_A_TIME) {
        let counted = in_order(
            ids.len(),
            || vec![Own::default(); all.len()],
            |counts, number| phrases_in(corpus, finder, ids[number], counts),
        );
        for (&id, counted) in ids.iter().zip(counted) {
            let tokens = f64::from(corpus.document(id).tokens);
            let (documents, place) = parts.around(id);
            rows.push_row(|push| {
                counted
                    .iter()
                    .for_each(|tally| push(TermId(tally.phrase), tally.n));
            });
            for tally in counted {
                let phrase = tally.phrase as usize;
                let sum = &mut sums[phrase];
                documents.add(&mut sum.spread, place, tally.n.into(), all[phrase]);
                sum.sentences += u64::from(tally.sentences);
                sum.first_places += f64::from(tally.first) / tokens;
            }
        }
    }
    rows.finish();
    let spreads = parallel::map_many(all.len(), |phrase| {
        let (sum, documents) = (&sums[phrase], &parts_of(phrase).documents);
        PhraseSpread {
            documents: documents.dispersion(&sum.spread, all[phrase]),
            sentences: sum.sentences,
            first_place: sum.first_places / f64::from(sum.spread.range.max(1)),
        }
    });
    (spreads, DocumentTermMatrix::from_blocks(vec![rows]))
}

/// The occurrences of the finder's phrases in each document, under these numbers, which ascend.
#[must_use]
pub fn count_phrases(
    corpus: &Corpus,
    finder: &PhraseFinder,
    numbers: &[u32],
) -> DocumentTermMatrix {
    let ids: Vec<DocId> = corpus.ids().collect();
    let blocks: Vec<&[DocId]> = ids.chunks(DOCUMENTS_AT_A_TIME).collect();
    let new_counts = || (vec![0_u32; numbers.len()], Vec::new());
    let blocks = in_order(blocks.len(), new_counts, |(counts, touched), block| {
        let mut rows = MatrixBlock::default();
        for &id in blocks[block] {
            if numbers.is_empty() {
                rows.push_row(|_| ());
                continue;
            }
            finder.find(&corpus.symbols(id), |occurrence| {
                let count = &mut counts[occurrence.phrase() as usize];
                if *count == 0 {
                    touched.push(occurrence.phrase());
                }
                *count += 1;
            });
            touched.sort_unstable();
            rows.push_row(|push| {
                for phrase in touched.drain(..) {
                    let n = std::mem::take(&mut counts[phrase as usize]);
                    push(TermId(numbers[phrase as usize]), n);
                }
            });
        }
        rows.finish();
        rows
    });
    DocumentTermMatrix::from_blocks(blocks)
}

/// The phrases of a document, in their order. `counts` is zero before and after.
fn phrases_in(corpus: &Corpus, finder: &PhraseFinder, id: DocId, counts: &mut [Own]) -> Vec<Own> {
    let mut touched = Vec::new();
    finder.find_by_sentence(&corpus.symbols(id), |occurrence, sentence| {
        let tally = &mut counts[occurrence.phrase() as usize];
        if tally.n == 0 {
            tally.first = occurrence.start();
            touched.push(occurrence.phrase());
        }
        tally.sentences += u32::from(tally.n == 0 || tally.last_sentence != sentence);
        tally.last_sentence = sentence;
        tally.n += 1;
    });
    let take = |phrase: u32| Own {
        phrase,
        ..std::mem::take(&mut counts[phrase as usize])
    };
    touched.sort_unstable();
    touched.into_iter().map(take).collect()
}
