//! The sentences of documents, and which of two documents say the same.
//!
//! Takes documents, gives their sentences as sets of terms, and pairs of sentences: each the best
//! match of the other, by the weighted coefficient of Dice over their terms.

use crate::count::FastMap;
use crate::model::{Boundary, Corpus, DocId, FormId, FormKind, TermId, TokenBuffer};
use crate::stats::weighted_dice;

/// The fewest different terms of a sentence that is matched.
const LEAST_TERMS: usize = 3;

/// A sentence of a document.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its number in the document, from 1.
    pub(super) number: u32,
    /// Where it stands among the document's symbols.
    pub(super) from: u32,
    pub(super) to: u32,
    /// The forms of its tokens.
    pub(super) forms: Vec<FormId>,
    /// What parts each token from the one before.
    pub(super) boundaries: Vec<Boundary>,
    /// Its terms, each once, in order.
    pub(super) terms: Vec<TermId>,
    /// The weight of its terms.
    weight: f64,
}

/// The term of a form that is a word.
pub(super) fn word_term(corpus: &Corpus, form: FormId) -> Option<TermId> {
    let form = corpus.vocabulary.form(form);
    (form.kind == FormKind::Word).then_some(form.term)
}

/// The sentences of a document that say enough to be matched.
pub(super) fn sentences(corpus: &Corpus, idf: &[f64], id: DocId) -> Vec<Sentence> {
    let mut tokens = TokenBuffer::default();
    corpus.read_tokens(id, &mut tokens);
    let mut found = Vec::new();
    for (number, unit) in (1..).zip(tokens.units(Boundary::Sentence)) {
        let forms = tokens.forms[unit.clone()].to_vec();
        let mut terms: Vec<TermId> = forms
            .iter()
            .filter_map(|&form| word_term(corpus, form))
            .collect();
        terms.sort_unstable();
        terms.dedup();
        if terms.len() >= LEAST_TERMS {
            found.push(Sentence {
                number,
                from: tokens.positions[unit.start],
                to: tokens.positions[unit.end - 1] + 1,
                boundaries: tokens.boundaries[unit].to_vec(),
                weight: terms.iter().map(|term| idf[term.index()]).sum(),
                forms,
                terms,
            });
        }
    }
    found
}

/// Pairs of places in two lists of sentences with their similarity, at least `least`; in order.
pub(super) fn matches(
    first: &[Sentence],
    second: &[Sentence],
    idf: &[f64],
    least: f64,
) -> Vec<(usize, usize, f64)> {
    let mut holding: FastMap<TermId, Vec<u32>> = FastMap::default();
    for (place, sentence) in (0..).zip(second) {
        for &term in &sentence.terms {
            holding.entry(term).or_default().push(place);
        }
    }
    let mut best_of_first = vec![(0, 0.0); first.len()];
    let mut best_of_second = vec![(0, 0.0); second.len()];
    let mut shared = vec![0.0; second.len()];
    for (place, sentence) in first.iter().enumerate() {
        shared.fill(0.0);
        for term in &sentence.terms {
            for &other in holding.get(term).into_iter().flatten() {
                shared[other as usize] += idf[term.index()];
            }
        }
        for (other, &shared) in shared.iter().enumerate() {
            let similarity = weighted_dice(shared, sentence.weight, second[other].weight);
            // On a tie the first.
            if similarity > best_of_first[place].1 {
                best_of_first[place] = (other, similarity);
            }
            if similarity > best_of_second[other].1 {
                best_of_second[other] = (place, similarity);
            }
        }
    }
    let pairs = best_of_first.iter().enumerate();
    let pairs = pairs.filter(|&(place, &(other, similarity))| {
        let is_mutual = best_of_second
            .get(other)
            .is_some_and(|best| best.0 == place);
        is_mutual && similarity > 0.0 && similarity >= least
    });
    pairs
        .map(|(place, &(other, similarity))| (place, other, similarity))
        .collect()
}

/// The words of a sentence whose terms another does not have, each term once, as they come.
pub(super) fn only(corpus: &Corpus, sentence: &Sentence, other: &Sentence) -> Vec<FormId> {
    let mut seen: Vec<TermId> = Vec::new();
    let mut only = Vec::new();
    for &form in &sentence.forms {
        let term = word_term(corpus, form);
        let new =
            term.filter(|term| other.terms.binary_search(term).is_err() && !seen.contains(term));
        if let Some(term) = new {
            seen.push(term);
            only.push(form);
        }
    }
    only
}
