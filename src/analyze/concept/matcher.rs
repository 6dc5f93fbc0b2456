//! Finds the patterns of a codebook in token sequences.
//!
//! Every word of every pattern is looked up once among the forms; documents are then walked as
//! numbers, and only sentences in which a pattern may begin are looked at any closer. Within a concept
//! the longest match wins: most pattern words, then the shorter stretch of text, then the earlier place,
//! then the order of the codebook. An exclusion takes away every match it overlaps that has no more
//! words than itself.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Hit;
use super::codebook::Codebook;
use super::hyphenable::Hyphenable;
use super::pattern::{Element, LONGEST_MATCH, MOST_PARTS, Shape};
use super::regular::{Regular, SentenceText};
use super::satisfied::{Satisfied, SpellingKey};
use super::twins::Twins;
use super::units::Units;
use crate::model::{Boundary, ConceptId, Corpus, DocId, PatternId, SurfaceId, TokenBuffer};
use crate::sorted::SortedMap;

/// A codebook made ready for one corpus.
pub(super) struct Matcher<'a> {
    codebook: &'a Codebook,
    /// Which words satisfy which elements.
    satisfied: Satisfied,
    /// Expressions that count as one word.
    units: Units,
    /// By surface: whether a pattern may begin with it.
    begins: Vec<bool>,
    /// By separator.
    boundaries: Vec<Boundary>,
    /// By separator: whether it is a hyphen or blanks.
    joins: Vec<bool>,
    trie: Vec<Node>,
    gapped: Vec<Gapped>,
    /// Places in `gapped` of the patterns that an element is part of.
    gapped_with: SortedMap<u32, Vec<usize>>,
    regular: Vec<(PatternId, &'a Regular)>,
    twins: Twins,
    /// By pattern: whether it matched anywhere, also where another pattern has the hit.
    matched: Vec<AtomicBool>,
}

/// A state after some words of sequence patterns.
#[derive(Default)]
struct Node {
    next: SortedMap<u32, usize>,
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
    tokens: SentenceTokens,
    matches: Vec<Match>,
    text: SentenceText,
    /// The hits in the document at hand.
    hits: Vec<PlacedHit>,
}

/// The tokens of a sentence.
#[derive(Default)]
struct SentenceTokens {
    buffer: TokenBuffer,
    /// The surface of each token, if some pattern asks for it.
    surfaces: Vec<SurfaceId>,
    /// Whether only a hyphen or a blank stands before each token, if some pattern asks for it.
    joined: Vec<bool>,
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
    tokens: &'a SentenceTokens,
    within: Range<usize>,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(corpus: &Corpus, codebook: &'a Codebook) -> Self {
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

    /// By pattern whether it matched anywhere, also where another pattern has the hit; and what the
    /// corpus has of single words in another spelling.
    pub(super) fn into_evidence(self) -> (Vec<bool>, Twins) {
        let matched = self.matched.into_iter();
        (matched.map(AtomicBool::into_inner).collect(), self.twins)
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

    /// The elements that a token satisfies.
    fn elements_at<'b>(
        &'b self,
        tokens: &SentenceTokens,
        position: usize,
    ) -> impl Iterator<Item = &'b u32> {
        let surface = tokens.surfaces.get(position);
        let written = surface.map_or(&[][..], |&surface| self.satisfied.by_surface(surface));
        let by_form = self.satisfied.by_form(tokens.buffer.forms[position]);
        by_form.iter().chain(written)
    }

    /// The hits in a document, in order.
    pub(super) fn find(&self, corpus: &Corpus, id: DocId, scratch: &mut Scratch) -> Vec<PlacedHit> {
        let mut sentence = Sentence::default();
        let mut tokens = 0;
        let mut boundary = Boundary::None;
        let mut twins = self.twins.reader();
        let symbols = corpus.symbols(id);
        for (position, symbol) in symbols.iter().enumerate() {
            let Some(surface) = symbol.as_word() else {
                if let Some(separator) = symbol.as_separator() {
                    boundary = boundary.max(self.boundaries[separator as usize]);
                    twins.separator(separator);
                }
                continue;
            };
            twins.word(corpus, surface);
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
            text,
            hits,
        } = scratch;
        self.read(corpus, id, sentence, tokens);
        matches.clear();
        for start in 0..tokens.buffer.len() {
            let from_start = FromStart {
                corpus,
                tokens,
                within: start..tokens.buffer.len(),
            };
            self.add_matches(&from_start, matches);
        }
        self.add_regular(corpus, tokens, text, matches);
        if matches.is_empty() {
            return;
        }
        for matched in &*matches {
            self.matched[matched.pattern.index()].store(true, Ordering::Relaxed);
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
                symbols: (
                    tokens.buffer.positions[start],
                    tokens.buffer.positions[end - 1] + 1,
                ),
            }
        }));
    }

    /// Reads the tokens of a sentence, and what else patterns ask for.
    fn read(&self, corpus: &Corpus, id: DocId, sentence: &Sentence, tokens: &mut SentenceTokens) {
        corpus.read_range(id, sentence.symbols.clone(), &mut tokens.buffer);
        tokens.surfaces.clear();
        tokens.joined.clear();
        let asks = self.satisfied.has_written() || self.satisfied.has_hyphenable();
        if !asks && self.units.is_empty() {
            return;
        }
        let mut is_joined = true;
        for symbol in &*corpus.symbols_in(id, sentence.symbols.clone()) {
            if let Some(surface) = symbol.as_word() {
                tokens.surfaces.push(surface);
                tokens.joined.push(is_joined);
                is_joined = true;
            } else if let Some(separator) = symbol.as_separator() {
                is_joined &= self.joins[separator as usize];
            }
        }
    }

    /// Adds the matches of regular expressions.
    fn add_regular(
        &self,
        corpus: &Corpus,
        tokens: &SentenceTokens,
        text: &mut SentenceText,
        matches: &mut Vec<Match>,
    ) {
        if self.regular.is_empty() {
            return;
        }
        text.clear();
        for &form in &tokens.buffer.forms {
            text.push(&corpus.vocabulary.form(form).text);
        }
        for &(pattern, regular) in &self.regular {
            regular.matches(text, |tokens| {
                let words = tokens.len();
                matches.push(Match {
                    pattern,
                    tokens,
                    words,
                });
            });
        }
    }

    /// Adds the matches that begin at the start.
    fn add_matches(&self, from_start: &FromStart<'_>, matches: &mut Vec<Match>) {
        let start = from_start.within.start;
        let parts = self.parts_at(from_start.tokens, start);
        let of_parts = parts.iter().flat_map(|&part| self.units.elements(part));
        let elements = self.elements_at(from_start.tokens, start);
        let mut elements = elements.chain(of_parts).peekable();
        if elements.peek().is_none() {
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
                words: self.words_in(tokens, within.start..position),
            });
        }
        if position == within.end || self.trie[node].next.is_empty() {
            return;
        }
        for next in self.nodes_behind(self.parts_at(tokens, position), node) {
            self.sequences(from_start, position + 1, next, matches);
        }
        for element in self.elements_at(tokens, position) {
            let Some(&next) = self.trie[node].next.get(element) else {
                continue;
            };
            if let Some(stretch) = self.satisfied.stretch(*element) {
                if let Some(after) = from_start.stretch_end(position, stretch) {
                    self.sequences(from_start, after, next, matches);
                }
                continue;
            }
            let form = from_start
                .corpus
                .vocabulary
                .form(tokens.buffer.forms[position]);
            match self
                .satisfied
                .hyphenable(SpellingKey(*element, form.language))
            {
                None => self.sequences(from_start, position + 1, next, matches),
                Some(hyphenable) => {
                    for after in self.hyphenable_ends(from_start, position, *element, hyphenable) {
                        self.sequences(from_start, after, next, matches);
                    }
                }
            }
        }
    }

    /// The words of a token, if it is an expression that counts as one.
    fn parts_at(&self, tokens: &SentenceTokens, position: usize) -> &[SurfaceId] {
        let surface = tokens.surfaces.get(position);
        let parts = surface.and_then(|&surface| self.units.parts(surface));
        parts.unwrap_or_default()
    }

    /// How many words some tokens are.
    fn words_in(&self, tokens: &SentenceTokens, range: Range<usize>) -> usize {
        let words = |position| self.parts_at(tokens, position).len().max(1);
        range.map(words).sum()
    }

    /// The states after all words of an expression; none if it has no words.
    fn nodes_behind(&self, parts: &[SurfaceId], node: usize) -> Vec<usize> {
        if parts.is_empty() {
            return Vec::new();
        }
        let mut nodes = vec![node];
        for &part in parts {
            let next = nodes.iter().flat_map(|&node| {
                let elements = self.units.elements(part);
                elements.filter_map(move |element| self.trie[node].next.get(element).copied())
            });
            nodes = next.collect();
        }
        nodes
    }

    /// Where words whose hyphens do not matter may end, if they begin at a token.
    fn hyphenable_ends(
        &self,
        from_start: &FromStart<'_>,
        first: usize,
        element: u32,
        hyphenable: &Hyphenable,
    ) -> Vec<usize> {
        let FromStart {
            corpus,
            tokens,
            within,
        } = from_start;
        let word = |position: usize| {
            let form = tokens.buffer.forms[position];
            self.satisfied.compared_text(element, corpus, form)
        };
        let mut ends = Vec::new();
        let mut places = hyphenable.after_first(&word(first));
        let last = within.end.min(first + MOST_PARTS * hyphenable.words());
        for after in first + 1.. {
            if hyphenable.is_complete(&places) {
                ends.push(after);
            }
            if after >= last || places.is_empty() {
                break;
            }
            places = hyphenable.after_next(&places, &word(after), tokens.joined[after]);
        }
        ends
    }

    /// The shortest match of a pattern in any order that begins at the start.
    fn gapped_at(&self, gapped: &Gapped, from_start: &FromStart<'_>) -> Option<Match> {
        let FromStart { tokens, within, .. } = from_start;
        let start = within.start;
        let end = within.end.min(start + gapped.span);
        let mut wanted = vec![None; gapped.elements.len()];
        // Each token, and each word of one that is an expression.
        let mut slots: Vec<(usize, Option<SurfaceId>)> = Vec::new();
        for position in start..end {
            let parts = self.parts_at(tokens, position).iter().copied();
            let mut is_placed = false;
            for part in std::iter::once(None).chain(parts.map(Some)) {
                slots.push((position, part));
                is_placed |= place(&mut wanted, slots.len() - 1, &|wish, slot| {
                    let wished = |element: &u32| *element == gapped.elements[wish];
                    match slots[slot] {
                        (_, Some(part)) => self.units.elements(part).any(wished),
                        (position, None) => self.elements_at(tokens, position).any(wished),
                    }
                });
            }
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
        // For each concept, where a settled match begins and where it ends, in order.
        let mut settled: Vec<((ConceptId, usize), usize)> = Vec::new();
        matches.retain(|matched| {
            let Range { start, end } = matched.tokens;
            let concept = self.codebook.concept_of(pattern(matched.pattern).category);
            let place = settled.partition_point(|(begin, _)| *begin < (concept, end));
            let is_free = settled[..place]
                .last()
                .is_none_or(|((other, _), settled_end)| *other != concept || *settled_end <= start);
            if is_free {
                settled.insert(place, ((concept, start), end));
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
            if position > first && self.tokens.buffer.boundaries[position] != Boundary::None {
                return None;
            }
            let form = self
                .corpus
                .vocabulary
                .form(self.tokens.buffer.forms[position]);
            rest = rest.strip_prefix(&*form.text)?;
            if rest.is_empty() {
                return Some(position + 1);
            }
        }
        None
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

/// Whether a text is one hyphen, or a dash that stands for one.
pub(super) fn is_hyphen(text: &str) -> bool {
    matches!(
        text,
        "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" | "\u{2212}" | "\u{FF0D}"
    )
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
