//! Finds the patterns of a codebook in token sequences.
//!
//! Each distinct form is tried once against every word of every pattern; documents are then walked
//! as numbers. Within a concept the longest match wins: most pattern words, then the shorter
//! stretch of text, then the earlier place, then the order of the codebook. An exclusion takes away
//! every match it overlaps that has no more words than itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Hit;
use super::codebook::Codebook;
use super::pattern::{Element, Glob, LONGEST_MATCH};
use crate::clean::FormMaker;
use crate::corpus::Stems;
use crate::model::{Boundary, Corpus, DocId, FormId, Language, TokenBuffer, Vocabulary};

/// A codebook made ready for one corpus.
pub(super) struct Matcher<'a> {
    codebook: &'a Codebook,
    /// By form: where its elements stand in `elements`.
    of_form: Vec<Range<u32>>,
    elements: Vec<u32>,
    trie: Vec<Node>,
    /// The elements that are stretches of a script without spaces, as forms.
    stretches: BTreeMap<u32, String>,
    gapped: Vec<Gapped>,
    /// Places in `gapped` of the patterns that an element is part of.
    gapped_with: BTreeMap<u32, Vec<usize>>,
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

/// The words of patterns, folded and stemmed by language.
#[derive(Default)]
struct Words {
    maker: FormMaker,
    stems: Stems,
    by_stem: BTreeMap<(String, Language), Vec<u32>>,
    by_form: BTreeMap<(String, Language), Vec<u32>>,
}

impl Words {
    /// Adds an element for one language; a glob is tried on the forms at once.
    fn add(
        &mut self,
        element: &Element,
        number: u32,
        language: Language,
        vocabulary: &Vocabulary,
        of_form: &mut [Vec<u32>],
    ) {
        let fold = |word: &str| self.maker.form(word, language);
        match element {
            Element::Stem(word) => {
                let stem = self.stems.stem(&fold(word), language);
                self.by_stem
                    .entry((stem, language))
                    .or_default()
                    .push(number);
            }
            Element::Form(word) => {
                self.by_form
                    .entry((fold(word), language))
                    .or_default()
                    .push(number);
            }
            Element::Glob(glob) => {
                let glob = Glob::new(&fold(glob));
                // Forms are sorted by text, so those with the prefix stand together.
                let forms = &vocabulary.forms;
                let from = forms.partition_point(|form| *form.text < *glob.prefix);
                for (index, form) in forms.iter().enumerate().skip(from) {
                    if !form.text.starts_with(&glob.prefix) {
                        break;
                    }
                    if form.language == language && glob.fits(&form.text) {
                        of_form[index].push(number);
                    }
                }
            }
            // What begins a stretch is the same in every language.
            Element::Stretch(_) => {}
        }
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
            stretches: BTreeMap::new(),
            gapped: Vec::new(),
            gapped_with: BTreeMap::new(),
        };
        for (index, pattern) in codebook.patterns.iter().enumerate() {
            let elements: Vec<u32> = pattern.elements.iter().map(|e| numbers[e]).collect();
            match pattern.gap {
                None => matcher.add_sequence(&elements, index),
                Some(gap) => {
                    let span = elements.len() + gap as usize;
                    for &element in &elements {
                        let with = matcher.gapped_with.entry(element).or_default();
                        with.push(matcher.gapped.len());
                        with.dedup();
                    }
                    matcher.gapped.push(Gapped {
                        pattern: index,
                        elements,
                        span,
                    });
                }
            }
        }
        let maker = FormMaker::default();
        for (element, &number) in &numbers {
            if let Element::Stretch(text) = element {
                // Such scripts have no case and no language of their own.
                let form = maker.form(text, Language::UNDETERMINED);
                matcher.stretches.insert(number, form);
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
        let languages: BTreeSet<Language> =
            vocabulary.terms.iter().map(|term| term.language).collect();
        let mut words = Words::default();
        for language in languages {
            for (element, &number) in numbers {
                words.add(element, number, language, vocabulary, &mut of_form);
            }
        }
        for (index, form) in vocabulary.forms.iter().enumerate() {
            let own = (form.text.to_string(), form.language);
            of_form[index].extend(words.by_form.get(&own).into_iter().flatten());
            let term = vocabulary.term(form.term);
            let own = (term.text.to_string(), term.language);
            of_form[index].extend(words.by_stem.get(&own).into_iter().flatten());
            let begun = self.stretches.iter();
            let begun = begun.filter(|(_, stretch)| stretch.starts_with(&*form.text));
            of_form[index].extend(begun.map(|(number, _)| number));
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
                self.sequences(corpus, tokens, start..sentence.end, start, 0, matches);
                for element in self.elements_of(tokens.forms[start]) {
                    for &gapped in self.gapped_with.get(element).into_iter().flatten() {
                        let gapped = &self.gapped[gapped];
                        matches.extend(self.gapped_at(gapped, tokens, start, sentence.end));
                    }
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

    /// Follows sequence patterns from the start of `within`; `position` is the token to be read next.
    fn sequences(
        &self,
        corpus: &Corpus,
        tokens: &TokenBuffer,
        within: Range<usize>,
        position: usize,
        node: usize,
        matches: &mut Vec<Match>,
    ) {
        for &pattern in &self.trie[node].ends {
            let words = position - within.start;
            matches.push(Match {
                pattern,
                tokens: within.start..position,
                words,
            });
        }
        if position == within.end || self.trie[node].next.is_empty() {
            return;
        }
        for element in self.elements_of(tokens.forms[position]) {
            let Some(&next) = self.trie[node].next.get(element) else {
                continue;
            };
            let after = match self.stretches.get(element) {
                None => Some(position + 1),
                Some(stretch) => stretch_end(corpus, tokens, position..within.end, stretch),
            };
            if let Some(after) = after {
                self.sequences(corpus, tokens, within.clone(), after, next, matches);
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
            let is_placed = place(&mut wanted, position, &|wish, position| {
                self.elements_of(tokens.forms[position])
                    .contains(&gapped.elements[wish])
            });
            if position == start && !is_placed {
                return None;
            }
            // A token once placed stays part of the match, so it begins at `start`.
            if wanted.iter().all(Option::is_some) {
                return Some(Match {
                    pattern: gapped.pattern,
                    tokens: start..position + 1,
                    words: gapped.elements.len(),
                });
            }
        }
        None
    }

    /// Settles overlaps inside each concept.
    fn settle(&self, matches: &mut Vec<Match>) -> impl Iterator<Item = Match> {
        let patterns = &self.codebook.patterns;
        let (mut excluding, mut matches): (Vec<Match>, Vec<Match>) = matches
            .drain(..)
            .partition(|found| patterns[found.pattern].excludes);
        excluding.sort_by_key(|exclusion| exclusion.tokens.start);
        matches.retain(|found| !self.is_excluded(found, &excluding));
        matches.sort_by_key(|found| {
            let stretch = found.tokens.len();
            (
                Reverse(found.words),
                stretch,
                found.tokens.start,
                found.pattern,
            )
        });
        // For each concept, where a settled match begins and where it ends.
        let mut settled: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        matches.retain(|found| {
            let concept = self.codebook.concept_of(patterns[found.pattern].category);
            let before = (concept, 0)..(concept, found.tokens.end);
            let is_free = settled
                .range(before)
                .next_back()
                .is_none_or(|(_, &end)| end <= found.tokens.start);
            if is_free {
                settled.insert((concept, found.tokens.start), found.tokens.end);
            }
            is_free
        });
        matches.into_iter()
    }

    /// Whether an exclusion takes a match away; `excluding` is sorted by start.
    fn is_excluded(&self, found: &Match, excluding: &[Match]) -> bool {
        let patterns = &self.codebook.patterns;
        let category = patterns[found.pattern].category;
        let longest = LONGEST_MATCH.min(found.tokens.start);
        let from = found.tokens.start - longest;
        let from = excluding.partition_point(|exclusion| exclusion.tokens.start < from);
        let near = excluding[from..]
            .iter()
            .take_while(|e| e.tokens.start < found.tokens.end);
        near.filter(|exclusion| exclusion.overlaps(found) && found.words <= exclusion.words)
            .any(|e| {
                self.codebook
                    .is_within(category, patterns[e.pattern].category)
            })
    }
}

/// Where the tokens that make up a stretch end, if those at the start of `within` do: no mark may
/// stand between them.
fn stretch_end(
    corpus: &Corpus,
    tokens: &TokenBuffer,
    within: Range<usize>,
    stretch: &str,
) -> Option<usize> {
    let mut rest = stretch;
    for position in within.clone() {
        if position > within.start && tokens.boundaries[position] != Boundary::None {
            return None;
        }
        rest = rest.strip_prefix(&*corpus.vocabulary.form(tokens.forms[position]).text)?;
        if rest.is_empty() {
            return Some(position + 1);
        }
    }
    None
}

/// Gives the token at `position` to a wish it fits, moving others where that helps (a matching in a
/// bipartite graph grown by one augmenting path). Gives whether a place was found.
fn place(
    wanted: &mut [Option<usize>],
    position: usize,
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
    let mut tried = vec![false; wanted.len()];
    augment(wanted, position, &mut tried, fits_at)
}
