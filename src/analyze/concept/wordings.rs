//! How the hits of concepts are worded: spelled as their documents do, in lower case and with blanks
//! folded, and counted by category.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::matcher::PlacedHit;
use super::{Codebook, ConceptCounts};
use crate::clean::wording;
use crate::count::{FastMap, by_worker};
use crate::model::{ConceptId, Corpus, DocId, Symbol};
use crate::order::Arrange as _;

/// The least number of hits that a worker takes at a time, if there are as many.
const CHUNK: usize = 4096;

/// Counts the wordings of hits, which are in the order of documents.
pub(super) fn count(
    corpus: &Corpus,
    codebook: &Codebook,
    hits: &[PlacedHit],
    counts: &mut [ConceptCounts],
) {
    let chunks = chunks(hits);
    let workers = by_worker(chunks.len(), Worker::default, |worker, chunk| {
        for placed in chunks[chunk] {
            worker.add(corpus, codebook, placed);
        }
    });
    let mut wordings: Vec<BTreeMap<&str, (u64, u64)>> = vec![BTreeMap::new(); counts.len()];
    for worker in &workers {
        for (&(category, number), counted) in &worker.counted {
            let text = worker.texts[number].as_str();
            let (hits, documents) = wordings[category.index()].entry(text).or_default();
            *hits += counted.hits;
            *documents += counted.documents;
        }
    }
    for (counts, wordings) in counts.iter_mut().zip(wordings) {
        let rows = wordings.into_iter();
        let rows = rows.map(|(text, (hits, documents))| (text.to_owned(), hits, documents));
        counts.by_wording = rows.collect();
        counts
            .by_wording
            .arrange_by_key(|&(_, hits, _)| Reverse(hits));
    }
}

/// Cuts hits into chunks, none of which shares a document with another.
fn chunks(mut hits: &[PlacedHit]) -> Vec<&[PlacedHit]> {
    let mut chunks = Vec::new();
    while let Some(last) = hits.get(CHUNK.min(hits.len()).wrapping_sub(1)) {
        let end = hits.partition_point(|placed| placed.hit.document <= last.hit.document);
        let (chunk, rest) = hits.split_at(end);
        chunks.push(chunk);
        hits = rest;
    }
    chunks
}

/// What a worker has seen: each sequence of symbols is spelled once.
#[derive(Default)]
struct Worker {
    by_symbols: FastMap<Box<[Symbol]>, usize>,
    by_text: BTreeMap<String, usize>,
    /// By number.
    texts: Vec<String>,
    /// By category and number of a wording.
    counted: FastMap<(ConceptId, usize), Counted>,
}

#[derive(Default)]
struct Counted {
    hits: u64,
    documents: u64,
    last: Option<DocId>,
}

impl Worker {
    fn add(&mut self, corpus: &Corpus, codebook: &Codebook, placed: &PlacedHit) {
        let document = placed.hit.document;
        let range = placed.symbols.0 as usize..placed.symbols.1 as usize;
        let symbols = corpus.symbols_in(document, range.clone());
        let number = match self.by_symbols.get(&*symbols) {
            Some(&number) => number,
            None => {
                let language = corpus.document(document).language;
                let number = self.number(wording(&corpus.text(document, range), language));
                self.by_symbols.insert((&*symbols).into(), number);
                number
            }
        };
        for category in codebook.upwards(codebook.pattern(placed.hit.pattern).category) {
            let counted = self.counted.entry((category, number)).or_default();
            counted.hits += 1;
            counted.documents += u64::from(counted.last != Some(document));
            counted.last = Some(document);
        }
    }

    /// The number of a wording.
    fn number(&mut self, text: String) -> usize {
        let next = self.texts.len();
        if let Some(&number) = self.by_text.get(&text) {
            return number;
        }
        self.texts.push(text.clone());
        self.by_text.insert(text, next);
        next
    }
}
