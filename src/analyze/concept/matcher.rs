//! Finds the patterns of a codebook in token sequences.
//!
//! Every word of every pattern is looked up once among the forms; documents are then walked as
//! numbers, and only sentences in which a pattern may begin are looked at any closer. Within a concept
//! the longest match wins: most pattern words, then the shorter stretch of text, then the earlier place,
//! then the order of the codebook. An exclusion takes away every match it overlaps that has no more
//! words than itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Hit;
use super::codebook::Codebook;
use super::pattern::{Element, Glob, LONGEST_MATCH};
use crate::clean::FormMaker;
use crate::corpus::Stems;
use crate::model::{
    Boundary, ConceptId, Corpus, DocId, FormId, Language, PatternId, TokenBuffer, Vocabulary,
};

/// A codebook made ready for one corpus.
pub(super) struct Matcher<'a> {
    codebook: &'a Codebook,
    /// By form: where its elements stand in `elements`.
    of_form: Vec<Range<u32>>,
    elements: Vec<u32>,
    /// By surface: whether a pattern may begin with it.
    begins: Vec<bool>,
    /// By separator.
    boundaries: Vec<Boundary>,
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
    ends: Vec<PatternId>,
}

/// A pattern whose words may come in any order.
struct Gapped {
    pattern: PatternId,
    elements: Vec<u32>,
    /// The longest stretch of tokens that can hold it.
    span: usize,
}

/// What a worker keeps between documents.
#[derive(Default)]
pub(super) struct Scratch {
    tokens: TokenBuffer,
    matches: Vec<Match>,
    /// The hits in the document at hand.
    hits: Vec<PlacedHit>,
}

/// A match before overlaps are settled.
#[derive(Debug, Clone)]
struct Match {
    pattern: PatternId,
    tokens: Range<usize>,
    words: usize,
}

impl Match {
    fn overlaps(&self, other: &Self) -> bool {
        self.tokens.start < other.tokens.end && other.tokens.start < self.tokens.end
    }
}

/// A hit, and the symbols of its document that it is made of: the first, and the one after the last.
pub(super) struct PlacedHit {
    pub(super) hit: Hit,
    pub(super) symbols: (u32, u32),
}

/// The sentence at hand.
#[derive(Default)]
struct Sentence {
    /// Its number, from 0.
    index: u32,
    /// Its first token.
    token: u32,
    /// Its symbols.
    symbols: Range<usize>,
    /// Whether a pattern may begin in it.
    may_match: bool,
}

/// The tokens of a sentence, from the one with which a match begins to the last.
struct FromStart<'a> {
    corpus: &'a Corpus,
    tokens: &'a TokenBuffer,
    within: Range<usize>,
}

/// Finds the forms that the words of patterns stand for, folded and stemmed by language. All lists
/// of the vocabulary are sorted by text, so forms are looked up rather than gone through.
struct Words<'a> {
    vocabulary: &'a Vocabulary,
    maker: FormMaker,
    stems: Stems,
    /// Forms, each with an element that it satisfies.
    satisfying: Vec<(FormId, u32)>,
}

impl Words<'_> {
    /// Adds an element for one language.
    fn add(&mut self, element: &Element, number: u32, language: Language) {
        match element {
            Element::Stem(word) => {
                let form = self.maker.form(word, language);
                let stem = self.stems.stem(&form, language);
                let terms = &self.vocabulary.terms;
                let from = terms.partition_point(|term| *term.text < *stem);
                let same = terms[from..].iter().take_while(|term| *term.text == *stem);
                for term in same.filter(|term| term.language == language) {
                    let forms = term.forms.iter().map(|&form| (form, number));
                    self.satisfying.extend(forms);
                }
            }
            Element::Form(word) => {
                let form = self.maker.form(word, language);
                self.add_form(&form, number, Some(language));
            }
            Element::Glob(glob) => {
                let glob = Glob::new(&self.maker.form(glob, language));
                let forms = &self.vocabulary.forms;
                let from = forms.partition_point(|form| *form.text < *glob.prefix);
                for (index, form) in forms.iter().enumerate().skip(from) {
                    if !form.text.starts_with(&glob.prefix) {
                        break;
                    }
                    if form.language == language && glob.fits(&form.text) {
                        self.satisfying.push((FormId::new(index), number));
                    }
                }
            }
            // What begins a stretch is the same in every language.
            Element::Stretch(_) => {}
        }
    }

    /// Adds an element for the form of this text in one language, or in all.
    fn add_form(&mut self, text: &str, number: u32, language: Option<Language>) {
        let forms = &self.vocabulary.forms;
        let from = forms.partition_point(|form| *form.text < *text);
        let same = forms.iter().enumerate().skip(from);
        for (index, form) in same.take_while(|(_, form)| *form.text == *text) {
            if language.is_none_or(|language| form.language == language) {
                self.satisfying.push((FormId::new(index), number));
            }
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
            begins: Vec::new(),
            boundaries: Vec::new(),
            trie: vec![Node::default()],
            stretches: BTreeMap::new(),
            gapped: Vec::new(),
            gapped_with: BTreeMap::new(),
        };
        for (index, pattern) in codebook.patterns.iter().enumerate() {
            let elements: Vec<u32> = pattern.elements.iter().map(|e| numbers[e]).collect();
            match pattern.gap {
                None => matcher.add_sequence(&elements, PatternId::new(index)),
                Some(gap) => {
                    let span = elements.len() + gap as usize;
                    for &element in &elements {
                        let with = matcher.gapped_with.entry(element).or_default();
                        with.push(matcher.gapped.len());
                        with.dedup();
                    }
                    matcher.gapped.push(Gapped {
                        pattern: PatternId::new(index),
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

    fn add_sequence(&mut self, elements: &[u32], pattern: PatternId) {
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

    /// Notes which elements each form of the corpus satisfies, and where patterns may begin.
    fn try_forms(&mut self, corpus: &Corpus, numbers: &BTreeMap<&Element, u32>) {
        let vocabulary = &corpus.vocabulary;
        let languages: BTreeSet<Language> =
            vocabulary.terms.iter().map(|term| term.language).collect();
        let mut words = Words {
            vocabulary,
            maker: FormMaker::default(),
            stems: Stems::new(vocabulary.stemmer),
            satisfying: Vec::new(),
        };
        for language in languages {
            for (element, &number) in numbers {
                words.add(element, number, language);
            }
        }
        for (&number, stretch) in &self.stretches {
            let ends = stretch.char_indices().map(|(at, c)| at + c.len_utf8());
            for end in ends {
                words.add_form(&stretch[..end], number, None);
            }
        }
        let mut satisfying = words.satisfying;
        satisfying.sort_unstable();
        satisfying.dedup();
        self.elements = satisfying.iter().map(|&(_, element)| element).collect();
        let mut start = 0;
        let mut of_form = Vec::with_capacity(vocabulary.forms.len());
        for form in (0..vocabulary.forms.len()).map(FormId::new) {
            let satisfied = satisfying[start..]
                .iter()
                .take_while(|(other, _)| *other == form);
            let end = start + satisfied.count();
            of_form.push(start as u32..end as u32);
            start = end;
        }
        self.of_form = of_form;
        self.begins = corpus.by_surface(|form| {
            let mut elements = self.elements_of(form).iter();
            elements.any(|e| self.trie[0].next.contains_key(e) || self.gapped_with.contains_key(e))
        });
        self.boundaries = corpus.boundaries();
    }

    fn elements_of(&self, form: FormId) -> &[u32] {
        let range = &self.of_form[form.index()];
        &self.elements[range.start as usize..range.end as usize]
    }

    /// The hits in a document, in order.
    pub(super) fn find(&self, corpus: &Corpus, id: DocId, scratch: &mut Scratch) -> Vec<PlacedHit> {
        let mut sentence = Sentence::default();
        let mut tokens = 0;
        let mut boundary = Boundary::None;
        let symbols = corpus.symbols(id);
        for (position, symbol) in symbols.iter().enumerate() {
            let Some(surface) = symbol.as_word() else {
                if let Some(separator) = symbol.as_separator() {
                    boundary = boundary.max(self.boundaries[separator as usize]);
                }
                continue;
            };
            if boundary >= Boundary::Sentence && tokens > 0 {
                sentence.symbols.end = position;
                self.find_in(corpus, id, &sentence, scratch);
                sentence = Sentence {
                    index: sentence.index + 1,
                    token: tokens,
                    symbols: position..position,
                    may_match: false,
                };
            }
            boundary = Boundary::None;
            tokens += 1;
            sentence.may_match |= self.begins[surface.index()];
        }
        sentence.symbols.end = symbols.len();
        self.find_in(corpus, id, &sentence, scratch);
        let mut hits = std::mem::take(&mut scratch.hits);
        hits.sort_by_key(|placed| (placed.hit.start, placed.hit.end, placed.hit.pattern));
        hits
    }

    /// Adds the hits in a sentence.
    fn find_in(&self, corpus: &Corpus, id: DocId, sentence: &Sentence, scratch: &mut Scratch) {
        if !sentence.may_match {
            return;
        }
        let Scratch {
            tokens,
            matches,
            hits,
        } = scratch;
        corpus.read_range(id, sentence.symbols.clone(), tokens);
        matches.clear();
        for start in 0..tokens.len() {
            let from_start = FromStart {
                corpus,
                tokens,
                within: start..tokens.len(),
            };
            self.add_matches(&from_start, matches);
        }
        if matches.is_empty() {
            return;
        }
        let settled = self.settle(matches);
        hits.extend(settled.map(|settled| {
            let Range { start, end } = settled.tokens;
            PlacedHit {
                hit: Hit {
                    document: id,
                    pattern: settled.pattern,
                    start: sentence.token + start as u32,
                    end: sentence.token + end as u32,
                    sentence: sentence.index + 1,
                },
                symbols: (tokens.positions[start], tokens.positions[end - 1] + 1),
            }
        }));
    }

    /// Adds the matches that begin at the start.
    fn add_matches(&self, from_start: &FromStart<'_>, matches: &mut Vec<Match>) {
        let start = from_start.within.start;
        let elements = self.elements_of(from_start.tokens.forms[start]);
        if elements.is_empty() {
            return;
        }
        self.sequences(from_start, start, 0, matches);
        for element in elements {
            for &gapped in self.gapped_with.get(element).into_iter().flatten() {
                matches.extend(self.gapped_at(&self.gapped[gapped], from_start));
            }
        }
    }

    /// Follows sequence patterns; `position` is the token to be read next.
    fn sequences(
        &self,
        from_start: &FromStart<'_>,
        position: usize,
        node: usize,
        matches: &mut Vec<Match>,
    ) {
        let FromStart { tokens, within, .. } = from_start;
        for &pattern in &self.trie[node].ends {
            matches.push(Match {
                pattern,
                tokens: within.start..position,
                words: position - within.start,
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
                Some(stretch) => from_start.stretch_end(position, stretch),
            };
            if let Some(after) = after {
                self.sequences(from_start, after, next, matches);
            }
        }
    }

    /// The shortest match of a pattern in any order that begins at the start.
    fn gapped_at(&self, gapped: &Gapped, from_start: &FromStart<'_>) -> Option<Match> {
        let FromStart { tokens, within, .. } = from_start;
        let start = within.start;
        let end = within.end.min(start + gapped.span);
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
        let pattern = |id: PatternId| self.codebook.pattern(id);
        let (mut excluding, mut matches): (Vec<Match>, Vec<Match>) = matches
            .drain(..)
            .partition(|matched| pattern(matched.pattern).excludes);
        excluding.sort_by_key(|exclusion| exclusion.tokens.start);
        matches.retain(|matched| !self.is_excluded(matched, &excluding));
        matches.sort_by_key(|matched| {
            let (stretch, start) = (matched.tokens.len(), matched.tokens.start);
            (Reverse(matched.words), stretch, start, matched.pattern)
        });
        // For each concept, where a settled match begins and where it ends.
        let mut settled: BTreeMap<(ConceptId, usize), usize> = BTreeMap::new();
        matches.retain(|matched| {
            let Range { start, end } = matched.tokens;
            let concept = self.codebook.concept_of(pattern(matched.pattern).category);
            let before = (concept, 0)..(concept, end);
            let is_free = settled
                .range(before)
                .next_back()
                .is_none_or(|(_, &settled_end)| settled_end <= start);
            if is_free {
                settled.insert((concept, start), end);
            }
            is_free
        });
        matches.into_iter()
    }

    /// Whether an exclusion takes a match away; `excluding` is sorted by start.
    fn is_excluded(&self, matched: &Match, excluding: &[Match]) -> bool {
        let category = |id: PatternId| self.codebook.pattern(id).category;
        let Range { start, end } = matched.tokens;
        let from = start - LONGEST_MATCH.min(start);
        let from = excluding.partition_point(|exclusion| exclusion.tokens.start < from);
        let near = excluding[from..]
            .iter()
            .take_while(|exclusion| exclusion.tokens.start < end);
        near.filter(|exclusion| exclusion.overlaps(matched) && matched.words <= exclusion.words)
            .any(|exclusion| {
                let (inner, outer) = (category(matched.pattern), category(exclusion.pattern));
                self.codebook.is_within(inner, outer)
            })
    }
}

impl FromStart<'_> {
    /// Where the tokens that make up a stretch end, if those from `first` on do: no mark may stand
    /// between them.
    fn stretch_end(&self, first: usize, stretch: &str) -> Option<usize> {
        let mut rest = stretch;
        for position in first..self.within.end {
            if position > first && self.tokens.boundaries[position] != Boundary::None {
                return None;
            }
            let form = self.corpus.vocabulary.form(self.tokens.forms[position]);
            rest = rest.strip_prefix(&*form.text)?;
            if rest.is_empty() {
                return Some(position + 1);
            }
        }
        None
    }
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
