//! Units of documents and how the codebook codes them.

use std::ops::Range;

use smallvec::SmallVec;

use super::{CodedHit, ConceptToSample};
use crate::model::{Boundary, Corpus, DocId, FormKind, SampledUnit, TokenBuffer};
use crate::order::Arrange as _;
use crate::parallel::in_order;

/// The class of a unit for a concept: the place of a pattern with a hit in it; behind the patterns, that it
/// has a word of hits ([`Coding::near`]), and that it has none ([`Coding::rest`]).
pub(super) type Class = u32;

/// How units are coded.
pub(super) struct Coding<'a> {
    pub(super) corpus: &'a Corpus,
    hits: &'a [CodedHit],
    unit: SampledUnit,
    /// By concept and pattern: how rare it is, the rarest first.
    ranks: Vec<Vec<u32>>,
    /// By form: the concepts in whose hits it stands, or another form of its term.
    of_hits: Vec<SmallVec<[u32; 1]>>,
}

/// The units of a document with their codes.
pub(super) struct CodedUnits {
    /// The tokens of each unit.
    pub(super) ranges: Vec<Range<usize>>,
    /// By concept and unit: its class.
    pub(super) classes: Vec<Vec<Class>>,
    /// Concept, unit and pattern of each pattern with a hit in a unit, sorted.
    pub(super) patterns: Vec<(u32, u32, u32)>,
}

impl<'a> Coding<'a> {
    pub(super) fn new(
        corpus: &'a Corpus,
        concepts: &[ConceptToSample],
        hits: &'a [CodedHit],
        unit: SampledUnit,
    ) -> Self {
        let ranks = concepts.iter().map(|concept| {
            let mut order: Vec<usize> = (0..concept.patterns.len()).collect();
            order.arrange_by_key(|&pattern| (concept.patterns[pattern].1, pattern));
            let mut ranks = vec![0; order.len()];
            for (rank, pattern) in (0..).zip(order) {
                ranks[pattern] = rank;
            }
            ranks
        });
        let mut coding = Self {
            corpus,
            hits,
            unit,
            ranks: ranks.collect(),
            of_hits: Vec::new(),
        };
        coding.of_hits = coding.words_of_hits();
        coding
    }

    /// Number of concepts.
    pub(super) fn concepts(&self) -> usize {
        self.ranks.len()
    }

    /// The class of units without a hit, but with a word of hits.
    pub(super) fn near(&self, concept: usize) -> Class {
        self.ranks[concept].len() as Class
    }

    /// The class of units with neither.
    pub(super) fn rest(&self, concept: usize) -> Class {
        self.near(concept) + 1
    }

    fn hits_in(&self, document: DocId) -> &'a [CodedHit] {
        let from = self.hits.partition_point(|hit| hit.document < document);
        let behind = self.hits.partition_point(|hit| hit.document <= document);
        &self.hits[from..behind]
    }

    /// By form: the concepts whose hits have a content word of its term.
    fn words_of_hits(&self) -> Vec<SmallVec<[u32; 1]>> {
        let documents: Vec<&[CodedHit]> = self
            .hits
            .chunk_by(|a, b| a.document == b.document)
            .collect();
        let vocabulary = &self.corpus.vocabulary;
        let found = in_order(documents.len(), TokenBuffer::default, |tokens, place| {
            let hits = documents[place];
            self.corpus.read_tokens(hits[0].document, tokens);
            let mut terms = Vec::new();
            for hit in hits {
                for &form in &tokens.forms[hit.start as usize..hit.end as usize] {
                    let form = vocabulary.form(form);
                    if form.kind == FormKind::Word {
                        terms.push((form.term, hit.concept));
                    }
                }
            }
            terms.arrange();
            terms.dedup();
            terms
        });
        let mut terms = found.concat();
        terms.arrange();
        terms.dedup();
        let mut of_hits = vec![SmallVec::new(); vocabulary.forms.len()];
        for (term, concept) in terms {
            for form in &vocabulary.term(term).forms {
                of_hits[form.index()].push(concept);
            }
        }
        of_hits
    }

    /// The units of a document, whose tokens are read into `tokens`.
    pub(super) fn units(&self, document: DocId, tokens: &mut TokenBuffer) -> CodedUnits {
        self.corpus.read_tokens(document, tokens);
        let ranges: Vec<Range<usize>> = match self.unit {
            SampledUnit::Sentence => tokens.units(Boundary::Sentence).collect(),
            SampledUnit::Text if tokens.is_empty() => Vec::new(),
            SampledUnit::Text => std::iter::once(0..tokens.len()).collect(),
        };
        let concepts = 0..self.concepts();
        let mut classes: Vec<Vec<Class>> = concepts
            .map(|concept| vec![self.rest(concept); ranges.len()])
            .collect();
        for (unit, range) in ranges.iter().enumerate() {
            for form in &tokens.forms[range.clone()] {
                for &concept in &self.of_hits[form.index()] {
                    classes[concept as usize][unit] = self.near(concept as usize);
                }
            }
        }
        let hits = self.hits_in(document).iter().map(|hit| {
            let unit = ranges.partition_point(|range| range.end <= hit.start as usize);
            (hit.concept, unit as u32, hit.pattern)
        });
        let mut patterns: Vec<(u32, u32, u32)> = hits.collect();
        patterns.arrange();
        patterns.dedup();
        for &(concept, unit, pattern) in &patterns {
            let ranks = &self.ranks[concept as usize];
            let class = &mut classes[concept as usize][unit as usize];
            let is_rarer = |class: Class| {
                let known = ranks.get(class as usize);
                known.is_none_or(|&rank| ranks[pattern as usize] < rank)
            };
            if is_rarer(*class) {
                *class = pattern;
            }
        }
        CodedUnits {
            ranges,
            classes,
            patterns,
        }
    }
}
