//! Makes a codebook ready for one corpus.
//!
//! Takes the codebook, gives the matcher: elements of patterns by number, with the words of the corpus that
//! satisfy each, sequences as a trie, and the words that a pattern may begin with.

use std::sync::atomic::AtomicBool;

use super::super::codebook::Codebook;
use super::super::pattern::{Element, Shape};
use super::super::satisfied::Satisfied;
use super::super::twins::Twins;
use super::super::units::Units;
use super::{Gapped, Matcher, Node, is_hyphen};
use crate::model::{Corpus, PatternId};
use crate::sorted::SortedMap;

impl<'a> Matcher<'a> {
    pub(in super::super) fn new(corpus: &Corpus, codebook: &'a Codebook) -> Self {
        let patterns = codebook.patterns.iter();
        let elements = patterns.flat_map(|pattern| pattern.shape.elements());
        // Each has the number of its first place.
        let numbers: SortedMap<&Element, u32> =
            SortedMap::joined(elements.zip(0..).collect(), |_, _| {});
        let mut matcher = Self {
            codebook,
            satisfied: Satisfied::new(&corpus.vocabulary, &numbers),
            units: Units::new(&corpus.vocabulary, &numbers),
            begins: Vec::new(),
            boundaries: corpus.boundaries(),
            joins: joins(corpus),
            trie: vec![Node::default()],
            gapped: Vec::new(),
            gapped_with: SortedMap::new(),
            regular: Vec::new(),
            twins: Twins::new(corpus, codebook),
            matched: codebook
                .patterns
                .iter()
                .map(|_| AtomicBool::new(false))
                .collect(),
        };
        for (index, pattern) in codebook.patterns.iter().enumerate() {
            let elements = pattern.shape.elements().iter();
            let elements: Vec<u32> = elements.filter_map(|e| numbers.get(e).copied()).collect();
            let pattern_id = PatternId::new(index);
            match &pattern.shape {
                Shape::Sequence(_) => matcher.add_sequence(&elements, pattern_id),
                Shape::AnyOrder(_, gap) => matcher.add_gapped(elements, *gap, pattern_id),
                Shape::Regular(regular) => matcher.regular.push((pattern_id, regular)),
            }
        }
        matcher.begins = matcher.beginnings(corpus);
        matcher
    }

    /// By surface: whether a pattern may begin with it.
    fn beginnings(&self, corpus: &Corpus) -> Vec<bool> {
        if !self.regular.is_empty() {
            return vec![true; corpus.vocabulary.surfaces.len()];
        }
        let begins = |element: &u32| {
            self.trie[0].next.contains_key(element) || self.gapped_with.contains_key(element)
        };
        let mut by_surface =
            corpus.by_surface(|form| self.satisfied.by_form(form).iter().any(begins));
        for (surface, elements) in self.satisfied.written() {
            by_surface[surface.index()] |= elements.iter().any(begins);
        }
        for (surface, parts) in self.units.iter() {
            let mut elements = parts.iter().flat_map(|&part| self.units.elements(part));
            by_surface[surface.index()] |= elements.any(begins);
        }
        by_surface
    }

    fn add_gapped(&mut self, elements: Vec<u32>, gap: u32, pattern: PatternId) {
        let span = elements.len() + gap as usize;
        for &element in &elements {
            let with = self.gapped_with.or_default(element);
            with.push(self.gapped.len());
            with.dedup();
        }
        self.gapped.push(Gapped {
            pattern,
            elements,
            span,
        });
    }

    fn add_sequence(&mut self, elements: &[u32], pattern: PatternId) {
        let mut node = 0;
        for &element in elements {
            let new = self.trie.len();
            node = *self.trie[node].next.or_insert_with(element, || new);
            if node == new {
                self.trie.push(Node::default());
            }
        }
        self.trie[node].ends.push(pattern);
    }
}

/// By separator: whether it is one hyphen or dash, or blanks.
fn joins(corpus: &Corpus) -> Vec<bool> {
    let separators = corpus.vocabulary.separators.iter();
    separators
        .map(|separator| {
            let marks = separator.text.trim();
            marks.is_empty() || is_hyphen(marks)
        })
        .collect()
}
