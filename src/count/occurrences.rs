//! Where chosen phrases stand in a document.

use super::{FastMap, PhraseRules};
use crate::model::{Corpus, TermId, TokenBuffer};

/// An occurrence of a chosen phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Which of the chosen phrases, from 0.
    pub phrase: u32,
    /// Its first token.
    pub start: u32,
    /// The token after its last.
    pub end: u32,
}

/// Finds every occurrence of a set of phrases, also where they overlap.
#[derive(Debug)]
pub struct PhraseFinder {
    rules: PhraseRules,
    /// The node of a term that begins a phrase, by term.
    first: Vec<u32>,
    next: FastMap<(u32, TermId), u32>,
    /// The phrase that ends at each node.
    ends: Vec<Option<u32>>,
    /// Words of each phrase.
    lengths: Vec<usize>,
}

/// No phrase begins with this term.
const NO_NODE: u32 = u32::MAX;

impl PhraseFinder {
    /// A finder for these phrases, numbered as they come.
    #[must_use]
    pub fn new(corpus: &Corpus, phrases: &[&[TermId]], rules: PhraseRules) -> Self {
        let mut finder = Self {
            rules,
            first: vec![NO_NODE; corpus.vocabulary.terms.len()],
            next: FastMap::default(),
            ends: Vec::new(),
            lengths: phrases.iter().map(|terms| terms.len()).collect(),
        };
        for (number, terms) in phrases.iter().enumerate() {
            finder.add(terms, number as u32);
        }
        finder
    }

    fn add(&mut self, terms: &[TermId], phrase: u32) {
        let mut node = NO_NODE;
        for (depth, &term) in terms.iter().enumerate() {
            let new = self.ends.len() as u32;
            let slot = if depth == 0 {
                &mut self.first[term.index()]
            } else {
                self.next.entry((node, term)).or_insert(NO_NODE)
            };
            if *slot == NO_NODE {
                *slot = new;
                self.ends.push(None);
            }
            node = *slot;
        }
        if let Some(end) = self.ends.get_mut(node as usize) {
            *end = Some(phrase);
        }
    }

    /// How many phrases are looked for.
    #[must_use]
    pub fn phrases(&self) -> usize {
        self.lengths.len()
    }

    /// Words of a phrase.
    #[must_use]
    pub fn length(&self, phrase: u32) -> usize {
        self.lengths[phrase as usize]
    }

    /// Writes all occurrences in a document, by start and then length, over what was there.
    pub fn find(&self, corpus: &Corpus, tokens: &TokenBuffer, found: &mut Vec<Occurrence>) {
        found.clear();
        for start in 0..tokens.len() {
            let Some(term) = self.rules.term(corpus, tokens, start) else {
                continue;
            };
            let mut node = self.first[term.index()];
            let mut end = start + 1;
            while node != NO_NODE {
                if let Some(phrase) = self.ends[node as usize] {
                    found.push(Occurrence {
                        phrase,
                        start: start as u32,
                        end: end as u32,
                    });
                }
                if end >= tokens.len() || !PhraseRules::joins(tokens, end) {
                    break;
                }
                let Some(term) = self.rules.term(corpus, tokens, end) else {
                    break;
                };
                node = self.next.get(&(node, term)).copied().unwrap_or(NO_NODE);
                end += 1;
            }
        }
    }
}
