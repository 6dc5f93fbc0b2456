//! What may be a key phrase.
//!
//! Words or numbers stand at its ends, a word is among its terms, and at most one number ("2030
//! agenda", but no telephone numbers). Stop words stand inside of it as the settings say. Framing words
//! ("would like", "continue") neither begin nor end it.

use super::super::FramingWords;
use super::NONE;
use super::grams::Grams;
use crate::model::{Corpus, FormKind, InnerWords, Term, TermId};
use crate::stats::Contingency;

/// The least normalised PMI of what a linking word links. "Way of life" and "freedom of expression"
/// reach it among speeches, "people of the world" and "use of force" by chance do not.
const LEAST_NPMI: f64 = 0.35;
/// The most words that link in a row ("de la").
const LINKS: usize = 2;

/// The rule of a corpus.
#[derive(Clone, Copy)]
pub(super) struct Rule<'a> {
    corpus: &'a Corpus,
    inner: InnerWords,
    framing: &'a FramingWords,
    /// Tokens of the corpus.
    tokens: u64,
}

/// What a term does in a phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Word,
    Number,
    /// A stop word that may stand inside.
    Inner,
    Apart,
}

impl<'a> Rule<'a> {
    pub(super) fn new(corpus: &'a Corpus, inner: InnerWords, framing: &'a FramingWords) -> Self {
        Self {
            corpus,
            inner,
            framing,
            tokens: corpus.tokens(),
        }
    }

    fn part(self, term: &Term) -> Part {
        let is_inner = || match self.inner {
            InnerWords::None => false,
            InnerWords::Linking => InnerWords::is_link(term.language, &term.text),
            InnerWords::All => true,
        };
        match term.kind {
            FormKind::Word => Part::Word,
            FormKind::Number => Part::Number,
            FormKind::StopWord | FormKind::Short if is_inner() => Part::Inner,
            _ => Part::Apart,
        }
    }

    /// Whether a term may stand somewhere in a phrase.
    pub(super) fn admits(self, term: &Term) -> bool {
        self.part(term) != Part::Apart
    }

    /// Whether framing words begin or end these terms.
    pub(super) fn is_framed(self, terms: &[TermId]) -> bool {
        self.framing.frame(terms)
    }

    /// Whether this n-gram of these terms may be a phrase, framing words aside.
    pub(super) fn is_phrase(self, grams: &Grams, number: u32, terms: &[TermId]) -> bool {
        let part = |term: &TermId| self.part(self.corpus.vocabulary.term(*term));
        let is_end = |term| matches!(part(term), Part::Word | Part::Number);
        let numbers = terms.iter().filter(|term| part(term) == Part::Number);
        terms.first().is_some_and(is_end)
            && terms.last().is_some_and(is_end)
            && terms.iter().any(|term| part(term) == Part::Word)
            && numbers.count() <= 1
            && (self.inner != InnerWords::Linking || self.is_linked(grams, number, terms))
    }

    /// Whether what stands on the two sides of all linking words belongs together.
    fn is_linked(self, grams: &Grams, number: u32, terms: &[TermId]) -> bool {
        let is_link = |at: usize| {
            let term = self.corpus.vocabulary.term(terms[at]);
            self.part(term) == Part::Inner
        };
        let mut at = 0;
        while let Some(first) = (at..terms.len()).find(|&at| is_link(at)) {
            let end = (first..terms.len()).find(|&at| !is_link(at));
            let end = end.unwrap_or(terms.len());
            let left = grams.beginning(number, terms.len() - first);
            let right = grams.ending(number, end);
            if end - first > LINKS || !self.belong_together(grams, [left, number, right]) {
                return false;
            }
            at = end;
        }
        true
    }

    /// Whether two n-grams that stand in a third do so much more often than by chance.
    fn belong_together(self, grams: &Grams, numbers: [u32; 3]) -> bool {
        let [first, both, second] = numbers.map(|number| grams.count(number));
        let table = Contingency {
            both,
            first,
            second,
            total: self.tokens,
        };
        !numbers.contains(&NONE) && table.npmi().is_none_or(|npmi| npmi >= LEAST_NPMI)
    }
}
