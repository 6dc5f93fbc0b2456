//! Where key phrases stand: how evenly over documents, in how many sentences, how early.
//!
//! Takes a finder of the phrases, goes through every document once, gives a [`PhraseSpread`] each. Sums
//! are made in the order of the documents, so they are the same for any number of threads.

use rayon::prelude::*;

use crate::count::{PhraseFinder, in_order};
use crate::model::{Corpus, DocId};
use crate::stats::{Dispersion, Parts, Spread};

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

/// Where each of the finder's phrases stands; `all` are their occurrences.
#[must_use]
pub fn spread_phrases(
    parts: &Parts,
    corpus: &Corpus,
    finder: &PhraseFinder,
    all: &[u64],
) -> Vec<PhraseSpread> {
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
            for tally in counted {
                let phrase = tally.phrase as usize;
                let sum = &mut sums[phrase];
                parts.add(&mut sum.spread, id.index(), tally.n.into(), all[phrase]);
                sum.sentences += u64::from(tally.sentences);
                sum.first_places += f64::from(tally.first) / tokens;
            }
        }
    }
    let of = |(sum, &all): (&Sums, &u64)| PhraseSpread {
        documents: parts.dispersion(&sum.spread, all),
        sentences: sum.sentences,
        first_place: sum.first_places / f64::from(sum.spread.range.max(1)),
    };
    sums.par_iter().zip(all).map(of).collect()
}

/// The phrases of a document. `counts` is zero before and after.
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
    touched.into_iter().map(take).collect()
}
