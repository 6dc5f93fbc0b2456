//! Finds the patterns of a codebook in token sequences.
//!
//! Every word of every pattern is looked up once among the forms; documents are then walked as
//! numbers, and only sentences in which a pattern may begin are looked at any closer. Within a concept the longest match wins: most pattern words, then the shorter
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

/// A hit, and the symbols of its document that it is made of: the first, and the one after the last.
pub(super) struct Found {
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
    /// Its first symbol.
    symbol: usize,
    /// Whether a pattern may begin in it.
    may_match: bool,
}

/// Finds the forms that the words of patterns stand for, folded and stemmed by language. All lists
/// of the vocabulary are sorted by text, so forms are looked up rather than gone through.
struct Words<'a> {
    vocabulary: &'a Vocabulary,
    maker: FormMaker,
    stems: Stems,
    /// Forms, each with an element that it satisfies.
    found: Vec<(FormId, u32)>,
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
                    self.found.extend(forms);
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
                        self.found.push((FormId::new(index), number));
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
                self.found.push((FormId::new(index), number));
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

    /// Notes which elements each form of the corpus satisfies, and where patterns may begin.
    fn try_forms(&mut self, corpus: &Corpus, numbers: &BTreeMap<&Element, u32>) {
        let vocabulary = &corpus.vocabulary;
        let languages: BTreeSet<Language> =
            vocabulary.terms.iter().map(|term| term.language).collect();
        let mut words = Words {
            vocabulary,
            maker: FormMaker::default(),
            stems: Stems::default(),
            found: Vec::new(),
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
        let mut found = words.found;
        found.sort_unstable();
        found.dedup();
        self.elements = found.iter().map(|&(_, element)| element).collect();
        let mut start = 0;
        let mut of_form = Vec::with_capacity(vocabulary.forms.len());
        for form in (0..vocabulary.forms.len()).map(FormId::new) {
            let own = found[start..].iter().take_while(|own| own.0 == form);
            let end = start + own.count();
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
    pub(super) fn find(&self, corpus: &Corpus, id: DocId, scratch: &mut Scratch) -> Vec<Found> {
        let mut hits = Vec::new();
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
                self.find_in(corpus, id, &sentence, position, scratch, &mut hits);
                sentence = Sentence {
                    index: sentence.index + 1,
                    token: tokens,
                    symbol: position,
                    may_match: false,
                };
            }
            boundary = Boundary::None;
            tokens += 1;
            sentence.may_match |= self.begins[surface.index()];
        }
        self.find_in(corpus, id, &sentence, symbols.len(), scratch, &mut hits);
        hits.sort_by_key(|found| (found.hit.start, found.hit.end, found.hit.pattern));
        hits
    }

    /// The hits in a sentence, which ends before the symbol at `end`.
    fn find_in(
        &self,
        corpus: &Corpus,
        id: DocId,
        sentence: &Sentence,
        end: usize,
        scratch: &mut Scratch,
        hits: &mut Vec<Found>,
    ) {
        if !sentence.may_match {
            return;
        }
        let Scratch { tokens, matches } = scratch;
        corpus.read_range(id, sentence.symbol..end, tokens);
        matches.clear();
        let end = tokens.len();
        for start in 0..end {
            let elements = self.elements_of(tokens.forms[start]);
            if elements.is_empty() {
                continue;
            }
            self.sequences(corpus, tokens, start..end, start, 0, matches);
            for element in elements {
                for &gapped in self.gapped_with.get(element).into_iter().flatten() {
                    let gapped = &self.gapped[gapped];
                    matches.extend(self.gapped_at(gapped, tokens, start, end));
                }
            }
        }
        if matches.is_empty() {
            return;
        }
        let settled = self.settle(matches);
        hits.extend(settled.map(|found| {
            let Range { start, end } = found.tokens;
            Found {
                hit: Hit {
                    document: id,
                    pattern: found.pattern,
                    start: sentence.token + start as u32,
                    end: sentence.token + end as u32,
                    sentence: sentence.index + 1,
                },
                symbols: (tokens.positions[start], tokens.positions[end - 1] + 1),
            }
        }));
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
