//! Finds the patterns of a codebook in token sequences.
//!
//! Each distinct form is tried once against every word of every pattern; documents are then walked
//! as numbers. Within a concept the longest match wins: most pattern words, then the shorter
//! stretch of text, then the earlier place, then the order of the codebook. An exclusion takes away
//! every match it overlaps that has no more words than itself.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Hit;
use super::codebook::Codebook;
use super::pattern::{Element, Glob};
use crate::corpus::Stems;
use crate::model::{Boundary, Corpus, DocId, FormId, TokenBuffer};

/// A codebook made ready for one corpus.
pub(super) struct Matcher<'a> {
    codebook: &'a Codebook,
    /// By form: where its elements stand in `elements`.
    of_form: Vec<Range<u32>>,
    elements: Vec<u32>,
    trie: Vec<Node>,
    gapped: Vec<Gapped>,
}

/// A state after some words of sequence patterns.
#[derive(Default)]
struct Node {
    next: BTreeMap<u32, usize>,
    /// Patterns that end here.
    ends: Vec<usize>,
}

/// A pattern whose words may come in any order.
struct Gapped {
    pattern: usize,
    elements: Vec<u32>,
    /// The longest stretch of tokens that can hold it.
    span: usize,
}

/// What a worker keeps between documents.
#[derive(Default)]
pub(super) struct Scratch {
    tokens: TokenBuffer,
    matches: Vec<Match>,
}

/// A match before overlaps are settled.
#[derive(Debug, Clone)]
struct Match {
    pattern: usize,
    tokens: Range<usize>,
    words: usize,
}

impl Match {
    fn overlaps(&self, other: &Self) -> bool {
        self.tokens.start < other.tokens.end && other.tokens.start < self.tokens.end
    }
}

impl<'a> Matcher<'a> {
    pub(super) fn new(corpus: &Corpus, codebook: &'a Codebook) -> Self {
        let mut numbers: BTreeMap<&Element, u32> = BTreeMap::new();
        for element in codebook
            .patterns
            .iter()
            .flat_map(|pattern| &pattern.elements)
        {
            let next = numbers.len() as u32;
            numbers.entry(element).or_insert(next);
        }
        let mut matcher = Self {
            codebook,
            of_form: Vec::new(),
            elements: Vec::new(),
            trie: vec![Node::default()],
            gapped: Vec::new(),
        };
        for (index, pattern) in codebook.patterns.iter().enumerate() {
            let elements: Vec<u32> = pattern.elements.iter().map(|e| numbers[e]).collect();
            match pattern.gap {
                None => matcher.add_sequence(&elements, index),
                Some(gap) => {
                    let span = elements.len() + gap as usize;
                    matcher.gapped.push(Gapped {
                        pattern: index,
                        elements,
                        span,
                    });
                }
            }
        }
        matcher.try_forms(corpus, &numbers);
        matcher
    }

    fn add_sequence(&mut self, elements: &[u32], pattern: usize) {
        let mut node = 0;
        for &element in elements {
            let new = self.trie.len();
            node = *self.trie[node].next.entry(element).or_insert(new);
            if node == new {
                self.trie.push(Node::default());
            }
        }
        self.trie[node].ends.push(pattern);
    }

    /// Notes which elements each form of the corpus satisfies.
    fn try_forms(&mut self, corpus: &Corpus, numbers: &BTreeMap<&Element, u32>) {
        let vocabulary = &corpus.vocabulary;
        let mut of_form: Vec<Vec<u32>> = vec![Vec::new(); vocabulary.forms.len()];
        let mut by_stem: BTreeMap<_, Vec<u32>> = BTreeMap::new();
        let mut by_form: BTreeMap<&str, u32> = BTreeMap::new();
        let mut stems = Stems::default();
        let languages: std::collections::BTreeSet<_> =
            vocabulary.terms.iter().map(|term| term.language).collect();
        for (element, &number) in numbers {
            match element {
                Element::Stem(word) => {
                    for &language in &languages {
                        let stem = stems.stem(word, language);
                        by_stem.entry((stem, language)).or_default().push(number);
                    }
                }
                Element::Form(form) => {
                    by_form.insert(form, number);
                }
                Element::Glob(glob) => {
                    let glob = Glob::new(glob);
                    for (index, form) in vocabulary.forms.iter().enumerate() {
                        if glob.fits(&form.text) {
                            of_form[index].push(number);
                        }
                    }
                }
            }
        }
        for term in &vocabulary.terms {
            let Some(numbers) = by_stem.get(&(term.text.to_string(), term.language)) else {
                continue;
            };
            for form in &term.forms {
                of_form[form.index()].extend(numbers);
            }
        }
        for (index, form) in vocabulary.forms.iter().enumerate() {
            of_form[index].extend(by_form.get(&*form.text));
        }
        for elements in &of_form {
            let start = self.elements.len() as u32;
            self.elements.extend(elements);
            self.of_form.push(start..self.elements.len() as u32);
        }
    }

    fn elements_of(&self, form: FormId) -> &[u32] {
        let range = &self.of_form[form.index()];
        &self.elements[range.start as usize..range.end as usize]
    }

    /// The hits in a document, in order.
    pub(super) fn find(&self, corpus: &Corpus, id: DocId, scratch: &mut Scratch) -> Vec<Hit> {
        let Scratch { tokens, matches } = scratch;
        corpus.read_tokens(id, tokens);
        let mut hits = Vec::new();
        for (index, sentence) in tokens.units(Boundary::Sentence).enumerate() {
            matches.clear();
            for start in sentence.clone() {
                if self.of_form[tokens.forms[start].index()].is_empty() {
                    continue;
                }
                self.sequences(tokens, start, start, sentence.end, 0, matches);
                for gapped in &self.gapped {
                    matches.extend(self.gapped_at(gapped, tokens, start, sentence.end));
                }
            }
            if !matches.is_empty() {
                let settled = self.settle(matches);
                hits.extend(settled.map(|found| Hit {
                    document: id,
                    pattern: found.pattern,
                    start: found.tokens.start as u32,
                    end: found.tokens.end as u32,
                    sentence: index as u32 + 1,
                }));
            }
        }
        hits.sort_by_key(|hit| (hit.start, hit.end, hit.pattern));
        hits
    }

    /// Follows sequence patterns from `start`; `position` is the token to be read next.
    fn sequences(
        &self,
        tokens: &TokenBuffer,
        start: usize,
        position: usize,
        end: usize,
        node: usize,
        matches: &mut Vec<Match>,
    ) {
        for &pattern in &self.trie[node].ends {
            let words = position - start;
            matches.push(Match {
                pattern,
                tokens: start..position,
                words,
            });
        }
        if position == end || self.trie[node].next.is_empty() {
            return;
        }
        for element in self.elements_of(tokens.forms[position]) {
            if let Some(&next) = self.trie[node].next.get(element) {
                self.sequences(tokens, start, position + 1, end, next, matches);
            }
        }
    }

    /// The shortest match of a pattern in any order that begins at `start`.
    fn gapped_at(
        &self,
        gapped: &Gapped,
        tokens: &TokenBuffer,
        start: usize,
        end: usize,
    ) -> Option<Match> {
        let end = end.min(start + gapped.span);
        let mut wanted = vec![None; gapped.elements.len()];
        for position in start..end {
            let own = self.elements_of(tokens.forms[position]);
            let fitting = |wish: usize| own.contains(&gapped.elements[wish]);
            let placed = place(&mut wanted, position, &fitting, &|wish, position| {
                self.elements_of(tokens.forms[position])
                    .contains(&gapped.elements[wish])
            });
            if position == start && !placed {
                return None;
            }
            if wanted.iter().all(Option::is_some) {
                // A shorter match begins later if the first token is not needed after all.
                let first = wanted.iter().flatten().min().copied().unwrap_or(start);
                let tokens = first..position + 1;
                return (first == start).then_some(Match {
                    pattern: gapped.pattern,
                    tokens,
                    words: gapped.elements.len(),
                });
            }
        }
        None
    }

    /// Settles overlaps inside each concept.
    fn settle(&self, matches: &mut Vec<Match>) -> impl Iterator<Item = Match> {
        let patterns = &self.codebook.patterns;
        let (excluding, mut matches): (Vec<Match>, Vec<Match>) = matches
            .drain(..)
            .partition(|found| patterns[found.pattern].excludes);
        matches.retain(|found| {
            let category = patterns[found.pattern].category;
            !excluding.iter().any(|exclusion| {
                self.codebook
                    .is_within(category, patterns[exclusion.pattern].category)
                    && exclusion.overlaps(found)
                    && found.words <= exclusion.words
            })
        });
        matches.sort_by_key(|found| {
            let stretch = found.tokens.len();
            (
                std::cmp::Reverse(found.words),
                stretch,
                found.tokens.start,
                found.pattern,
            )
        });
        let concept = |found: &Match| self.codebook.concept_of(patterns[found.pattern].category);
        let mut settled: Vec<Match> = Vec::new();
        for found in matches {
            let is_free = settled
                .iter()
                .all(|other| concept(other) != concept(&found) || !other.overlaps(&found));
            if is_free {
                settled.push(found);
            }
        }
        settled.into_iter()
    }
}

/// Gives the token at `position` to a wish it fits, moving others where that helps (a matching in a
/// bipartite graph grown by one augmenting path). Gives whether a place was found.
fn place(
    wanted: &mut [Option<usize>],
    position: usize,
    fitting: &dyn Fn(usize) -> bool,
    fits_at: &dyn Fn(usize, usize) -> bool,
) -> bool {
    fn augment(
        wanted: &mut [Option<usize>],
        position: usize,
        tried: &mut [bool],
        fits_at: &dyn Fn(usize, usize) -> bool,
    ) -> bool {
        for wish in 0..wanted.len() {
            if tried[wish] || !fits_at(wish, position) {
                continue;
            }
            tried[wish] = true;
            let is_free = match wanted[wish] {
                None => true,
                Some(other) => augment(wanted, other, tried, fits_at),
            };
            if is_free {
                wanted[wish] = Some(position);
                return true;
            }
        }
        false
    }
    if !(0..wanted.len()).any(fitting) {
        return false;
    }
    let mut tried = vec![false; wanted.len()];
    augment(wanted, position, &mut tried, fits_at)
}
