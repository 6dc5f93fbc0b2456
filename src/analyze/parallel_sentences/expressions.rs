//! Expressions that stand in each other's place, counted over all pairs of sentences.
//!
//! Takes single replacements, gives each pair of expressions once, with the sources that have one or
//! the other. Expressions with the same terms in the same order are one.

use std::cmp::Reverse;

use super::{Expression, Replacement, SentencePair};
use crate::model::{Corpus, DocId, FormId, SourceId, TermId};
use crate::order::Arrange as _;

/// An expression in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Used {
    pub(super) terms: Vec<TermId>,
    pub(super) forms: Vec<FormId>,
    pub(super) document: DocId,
}

/// An expression in place of another: the one whose terms come first before the other.
#[derive(Debug, Clone)]
pub(super) struct Single {
    pub(super) sides: [Used; 2],
    /// The pair of sentences, by its place in the list.
    pub(super) pair: usize,
    /// Whether the second sentence of the pair has the first expression.
    pub(super) is_swapped: bool,
}

impl Single {
    pub(super) fn new(first: Used, second: Used, pair: usize) -> Self {
        let is_swapped = second.terms < first.terms;
        let sides = if is_swapped {
            [second, first]
        } else {
            [first, second]
        };
        Self {
            sides,
            pair,
            is_swapped,
        }
    }

    fn terms(&self) -> [&[TermId]; 2] {
        [&self.sides[0].terms, &self.sides[1].terms]
    }
}

/// Counts replacements: by pairs of documents, then of sentences, the most first, then by terms.
pub(super) fn replacements(
    corpus: &Corpus,
    pairs: &[SentencePair],
    mut singles: Vec<Single>,
) -> Vec<Replacement> {
    singles.arrange_by(|a, b| a.terms().cmp(&b.terms()).then(a.pair.cmp(&b.pair)));
    let same = singles.chunk_by(|a, b| a.terms() == b.terms());
    let mut found: Vec<Replacement> = same
        .filter_map(|same| replacement(corpus, pairs, same))
        .collect();
    // What comes before stays before.
    found.arrange_by_key(|replacement| {
        Reverse((replacement.document_pairs, replacement.sentence_pairs))
    });
    found
}

fn replacement(corpus: &Corpus, pairs: &[SentencePair], same: &[Single]) -> Option<Replacement> {
    let first = same.first()?;
    let mut sentences: Vec<usize> = same.iter().map(|single| single.pair).collect();
    sentences.dedup();
    let documents = sentences.iter().filter_map(|&pair| pairs.get(pair));
    let mut documents: Vec<[DocId; 2]> = documents
        .map(|pair| [pair.first.document, pair.second.document])
        .collect();
    documents.arrange();
    documents.dedup();
    Some(Replacement {
        sides: [0, 1].map(|side| expression(corpus, same, side)),
        sentence_pairs: sentences.len() as u32,
        document_pairs: documents.len() as u32,
        example: first.pair,
        is_swapped: first.is_swapped,
    })
}

/// One side of a replacement.
fn expression(corpus: &Corpus, same: &[Single], side: usize) -> Expression {
    let used = || same.iter().map(|single| &single.sides[side]);
    let mut forms: Vec<&[FormId]> = used().map(|used| used.forms.as_slice()).collect();
    forms.arrange();
    let counted = forms.chunk_by(|a, b| a == b);
    let counted = counted.filter_map(|same| Some((same.len(), Reverse(*same.first()?))));
    let best = counted.max().map(|(_, forms)| forms.0.to_vec());
    let mut documents: Vec<(SourceId, DocId)> = used()
        .map(|used| (corpus.document(used.document).source, used.document))
        .collect();
    documents.arrange();
    documents.dedup();
    let sources = documents.chunk_by(|a, b| a.0 == b.0);
    let sources =
        sources.filter_map(|of_source| Some((of_source.first()?.0, of_source.len() as u32)));
    let mut sources: Vec<(SourceId, u32)> = sources.collect();
    sources.arrange_by_key(|&(source, n)| (Reverse(n), source));
    Expression {
        forms: best.unwrap_or_default(),
        documents: documents.len() as u32,
        sources,
    }
}
