//! How the hits of concepts are worded: spelled as their documents do, in lower case and with blanks
//! folded, and counted by category; and as forms, counted by pattern.

use std::cmp::Reverse;

use super::matcher::PlacedHit;
use super::{Codebook, ConceptCounts};
use crate::clean::wording;
use crate::count::FastMap;
use crate::model::{ConceptId, Corpus, DocId, PatternId, Symbol};
use crate::order::Arrange as _;
use crate::parallel::by_worker;
use crate::sorted::SortedMap;

/// The least number of hits that a worker takes at a time, if there are as many.
const CHUNK: usize = 4096;

/// The forms of hits with their number, most first, then by text.
type FormCounts = Vec<(String, u64)>;

/// Counts the wordings of hits, which are in the order of documents; gives the forms by pattern.
pub(super) fn count(
    corpus: &Corpus,
    codebook: &Codebook,
    hits: &[PlacedHit],
    counts: &mut [ConceptCounts],
) -> Vec<FormCounts> {
    let chunks = chunks(hits);
    let workers = by_worker(chunks.len(), Worker::default, |worker, chunk| {
        for placed in chunks[chunk] {
            worker.add(corpus, codebook, placed);
        }
    });
    let mut wordings: Vec<Vec<(&str, (u64, u64))>> = vec![Vec::new(); counts.len()];
    for worker in &workers {
        for (&(category, number), counted) in &worker.counted {
            let text = worker.texts[number].as_str();
            wordings[category.index()].push((text, (counted.hits, counted.documents)));
        }
    }
    for (counts, wordings) in counts.iter_mut().zip(wordings) {
        let joined = SortedMap::joined(wordings, |sum, more| {
            *sum = (sum.0 + more.0, sum.1 + more.1);
        });
        let rows = joined.into_iter();
        let rows = rows.map(|(text, (hits, documents))| (text.to_owned(), hits, documents));
        counts.by_wording = rows.collect();
        counts
            .by_wording
            .arrange_by_key(|&(_, hits, _)| Reverse(hits));
    }
    by_pattern(&workers, codebook.patterns.len())
}

/// The forms of the hits of each pattern.
fn by_pattern(workers: &[Worker], patterns: usize) -> Vec<FormCounts> {
    let mut forms: Vec<Vec<(&str, u64)>> = vec![Vec::new(); patterns];
    for worker in workers {
        for (&(pattern, number), &hits) in &worker.by_pattern {
            let text = worker.forms[number].as_str();
            forms[pattern.index()].push((text, hits));
        }
    }
    let forms = forms.into_iter().map(|forms| {
        let joined = SortedMap::joined(forms, |sum, more| *sum += more);
        let forms = joined
            .into_iter()
            .map(|(text, hits)| (text.to_owned(), hits));
        let mut forms: FormCounts = forms.collect();
        forms.arrange_by_key(|&(_, hits)| Reverse(hits));
        forms
    });
    forms.collect()
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
    /// Numbers of a wording, and of its forms.
    by_symbols: FastMap<Box<[Symbol]>, (usize, usize)>,
    by_text: FastMap<String, usize>,
    /// By number.
    texts: Vec<String>,
    /// By number: the forms of a wording, with blanks between.
    forms: Vec<String>,
    /// Hits by pattern and number of the forms.
    by_pattern: FastMap<(PatternId, usize), u64>,
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
        let (number, forms) = match self.by_symbols.get(&*symbols) {
            Some(&numbers) => numbers,
            None => {
                let language = corpus.document(document).language;
                let number = self.number(wording(&corpus.text(document, range), language));
                let numbers = (number, self.forms.len());
                self.forms.push(forms_of(corpus, &symbols));
                self.by_symbols.insert((&*symbols).into(), numbers);
                numbers
            }
        };
        *self
            .by_pattern
            .entry((placed.hit.pattern, forms))
            .or_default() += 1;
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

/// The forms of the words among some symbols, with blanks between.
fn forms_of(corpus: &Corpus, symbols: &[Symbol]) -> String {
    let vocabulary = &corpus.vocabulary;
    let words = symbols.iter().filter_map(|symbol| symbol.as_word());
    let forms = words.map(|surface| &*vocabulary.form(vocabulary.form_of(surface)).text);
    forms.collect::<Vec<_>>().join(" ")
}
