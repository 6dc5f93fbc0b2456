//! The candidates of one document, counted.
//!
//! Takes the words of a document, gives every sequence of up to `longest` of them that stands in a
//! run of words nothing parts, and sequences around a linking word ("rule of law"), as the nodes of
//! a tree: a node is its parent with one more term. Sequences one word longer are counted too, to know
//! what the candidates are part of. A worker reuses one for all its documents.

use std::ops::Range;

use super::words::{Initial, Role, Word, Words};
use crate::count::FastMap;
use crate::model::{Boundary, Corpus, TermId};
use crate::stats::USUAL_NAMES;

/// No node.
pub(super) const NONE: u32 = u32::MAX;
/// Most words on each side of a linking word.
const BESIDE_LINK: usize = 2;

/// A sequence of terms in the document.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) parent: u32,
    pub(super) term: TermId,
    /// The node of its last term alone, or none where that links.
    word: u32,
    /// Words, those that link included.
    pub(super) length: u32,
    /// Linking words among them.
    pub(super) links: u32,
    /// Occurrences.
    pub(super) n: u32,
    /// Occurrences that are a whole run.
    alone: u32,
    /// The first token, from 0.
    pub(super) first: u32,
    /// Sentences that hold it.
    pub(super) sentences: u32,
    last_sentence: u32,
    /// Words of general use among them.
    pub(super) general: u32,
    /// Characters of its terms, links left out.
    pub(super) characters: u32,
    /// Occurrences that do not begin a sentence, and those of them in which all words begin with a
    /// capital letter.
    pub(super) inside_sentences: u32,
    pub(super) capitals: u32,
    /// Without its first word.
    suffix: u32,
    /// Occurrences of the most frequent sequence that is this one and a word before or behind it.
    pub(super) in_longer: u32,
}

impl Node {
    /// Occurrences inside no longer candidate; those around a linking word are in none.
    pub(super) fn alone(&self) -> u32 {
        if self.links > 0 { self.n } else { self.alone }
    }
}

/// A token of the document at hand.
#[derive(Debug, Clone, Copy)]
struct Token {
    term: TermId,
    role: Role,
    /// Whether a candidate goes on across what stands before it.
    joined: bool,
    initial: Initial,
    begins_sentence: bool,
    sentence: u32,
    /// The node of its term alone.
    word: u32,
}

/// The candidates of a document.
pub(super) struct Candidates<'a> {
    corpus: &'a Corpus,
    /// By surface.
    terms: &'a [TermId],
    longest: usize,
    tokens: Vec<Token>,
    pub(super) nodes: Vec<Node>,
    children: FastMap<(u32, TermId), u32>,
    /// Each occurrence: its node and its first token.
    places: Vec<(u32, u32)>,
    /// The runs, as first token and the one after the last.
    runs: Vec<(usize, usize)>,
    /// Of the words that begin no sentence: those with a capital letter, and those with a letter that
    /// could be one.
    names: (u32, u32),
    /// By term.
    characters: Vec<u32>,
    /// Nodes that end at the token before.
    open: Vec<(u32, usize)>,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(corpus: &'a Corpus, terms: &'a [TermId], longest: usize) -> Self {
        Self {
            corpus,
            terms,
            longest,
            tokens: Vec::new(),
            nodes: Vec::new(),
            children: FastMap::default(),
            places: Vec::new(),
            runs: Vec::new(),
            names: (0, 0),
            characters: characters(corpus),
            open: Vec::new(),
        }
    }

    /// Counts the candidates of a document, in the place of those before.
    pub(super) fn read(&mut self, words: &Words, symbols: &[crate::model::Symbol]) {
        self.tokens.clear();
        self.nodes.clear();
        self.children.clear();
        self.places.clear();
        self.runs.clear();
        self.read_tokens(words, symbols);
        let mut at = 0;
        while at < self.tokens.len() {
            let end = self.run_end(at);
            if end > at {
                self.count_run(at, end);
                self.runs.push((at, end));
            }
            at = end.max(at + 1);
        }
        // After the runs, when the nodes of all words are known.
        for index in 0..self.runs.len() {
            let (start, end) = self.runs[index];
            self.count_linked(start, end);
        }
        self.count_longer();
    }

    fn read_tokens(&mut self, words: &Words, symbols: &[crate::model::Symbol]) {
        let mut sentence = 0;
        self.names = (0, 0);
        let (tokens, terms, names) = (&mut self.tokens, self.terms, &mut self.names);
        words.walk(symbols, |word: Word| {
            let begins_sentence = word.boundary >= Boundary::Sentence;
            sentence += u32::from(begins_sentence);
            if is_word(word.role) && !begins_sentence {
                names.0 += u32::from(word.initial == Initial::Capital);
                names.1 += u32::from(word.initial != Initial::Neither);
            }
            tokens.push(Token {
                term: terms[word.surface.index()],
                role: word.role,
                joined: word.boundary == Boundary::None,
                initial: word.initial,
                begins_sentence,
                sentence,
                word: NONE,
            });
        });
    }

    /// The share of words with a capital letter among those that begin no sentence; the usual one
    /// where the script has none.
    pub(super) fn names(&self) -> f64 {
        match self.names {
            (_, 0) => USUAL_NAMES,
            (capitals, words) => f64::from(capitals) / f64::from(words),
        }
    }

    /// Counts, for each sequence, its occurrences in the most frequent one that is a word longer.
    fn count_longer(&mut self) {
        for node in 0..self.nodes.len() {
            let (n, parts) = (
                self.nodes[node].n,
                [self.nodes[node].parent, self.nodes[node].suffix],
            );
            if self.nodes[node].links > 0 {
                continue;
            }
            for part in parts {
                if let Some(part) = self.nodes.get_mut(part as usize) {
                    part.in_longer = part.in_longer.max(n);
                }
            }
        }
    }

    /// Where the run of words that begins at `start` ends.
    fn run_end(&self, start: usize) -> usize {
        if !self
            .tokens
            .get(start)
            .is_some_and(|token| is_word(token.role))
        {
            return start;
        }
        let after = &self.tokens[start + 1..];
        let length = after
            .iter()
            .position(|token| !token.joined || !is_word(token.role));
        start + 1 + length.unwrap_or(after.len())
    }

    /// Counts every sequence in a run.
    fn count_run(&mut self, start: usize, end: usize) {
        self.open.clear();
        for at in start..end {
            self.open.retain(|&(_, first)| at - first <= self.longest);
            self.open.push((NONE, at));
            self.tokens[at].word = self.child(NONE, at);
            // From the longest, which begins first; the next one is its suffix.
            for index in (0..self.open.len()).rev() {
                let (parent, first) = self.open[index];
                let node = self.child(parent, at);
                let suffix = self.open.get(index + 1).map_or(NONE, |&(node, _)| node);
                self.nodes[node as usize].suffix = suffix;
                self.nodes[node as usize].word = self.tokens[at].word;
                self.open[index].0 = node;
                let is_alone = first == start && at + 1 == end;
                self.add_occurrence(node, first..at + 1, is_alone);
            }
        }
    }

    /// Counts the sequences that end one run, a linking word or two, and begin the next.
    fn count_linked(&mut self, start: usize, end: usize) {
        let is_link = |token: &Token| token.joined && token.role == Role::Link;
        let links = self.tokens[end..].iter().take(2);
        let links = links.take_while(|token| is_link(token)).count();
        let next = end + links;
        if links == 0 || !self.tokens.get(next).is_some_and(|token| token.joined) {
            return;
        }
        let next_end = self.run_end(next);
        if next_end == next || next_end > next + BESIDE_LINK {
            return;
        }
        for first in start.max(end.saturating_sub(BESIDE_LINK))..end {
            let mut node = NONE;
            if next_end - first > self.longest {
                continue;
            }
            for at in first..next_end {
                node = self.child(node, at);
            }
            self.nodes[node as usize].links = links as u32;
            self.add_occurrence(node, first..next_end, false);
        }
    }

    /// The node that goes on from `parent` with this token.
    fn child(&mut self, parent: u32, at: usize) -> u32 {
        let token = self.tokens[at];
        let new = self.nodes.len() as u32;
        let node = *self.children.entry((parent, token.term)).or_insert(new);
        if node == new {
            let before = self.nodes.get(parent as usize);
            let [length, general, characters] = before.map_or([0; 3], |before| {
                [before.length, before.general, before.characters]
            });
            let is_link = token.role == Role::Link;
            let own_characters = self.characters[token.term.index()];
            self.nodes.push(Node {
                parent,
                term: token.term,
                word: token.word,
                length: length + 1,
                links: 0,
                n: 0,
                alone: 0,
                first: u32::MAX,
                sentences: 0,
                last_sentence: 0,
                general: general + u32::from(token.role == Role::General),
                characters: characters + if is_link { 0 } else { own_characters },
                inside_sentences: 0,
                capitals: 0,
                suffix: NONE,
                in_longer: 0,
            });
        }
        node
    }

    fn add_occurrence(&mut self, node: u32, tokens: Range<usize>, is_alone: bool) {
        let first = tokens.start;
        let start = self.tokens[first];
        let mut words = self.tokens[tokens].iter();
        let is_name = words.all(|word| word.role == Role::Link || word.initial == Initial::Capital);
        let candidate = &mut self.nodes[node as usize];
        candidate.first = candidate.first.min(first as u32);
        candidate.n += 1;
        candidate.alone += u32::from(is_alone);
        candidate.sentences += u32::from(candidate.last_sentence != start.sentence);
        candidate.last_sentence = start.sentence;
        if !start.begins_sentence {
            candidate.inside_sentences += 1;
            candidate.capitals += u32::from(is_name);
        }
        self.places.push((node, first as u32));
    }

    /// A node and those that it goes on from, from its last term to its first.
    fn path(&self, node: u32) -> impl Iterator<Item = &Node> {
        let parent = |node: &&Node| self.nodes.get(node.parent as usize);
        std::iter::successors(self.nodes.get(node as usize), parent)
    }

    /// Puts the terms of a node behind those that are there.
    pub(super) fn push_terms(&self, node: u32, terms: &mut Vec<TermId>) {
        let start = terms.len();
        terms.extend(self.path(node).map(|node| node.term));
        terms[start..].reverse();
    }

    /// The terms of a node.
    pub(super) fn terms(&self, node: u32) -> Vec<TermId> {
        let mut terms = Vec::new();
        self.push_terms(node, &mut terms);
        terms
    }

    /// The words of a node, each as the node of the word alone, from the last to the first; links left
    /// out.
    pub(super) fn words(&self, node: u32) -> impl Iterator<Item = &Node> {
        let words = self.path(node);
        words.filter_map(|node| self.nodes.get(node.word as usize))
    }

    /// Whether a node is a candidate rather than only a part of one, or one word too long.
    pub(super) fn is_candidate(&self, node: u32) -> bool {
        let node = &self.nodes[node as usize];
        node.n > 0 && node.length as usize <= self.longest
    }

    /// Each occurrence of a candidate, in the order of its last token: its node and first token.
    pub(super) fn places(&self) -> &[(u32, u32)] {
        &self.places
    }

    /// Whether a term is a word rather than one that links.
    pub(super) fn is_word(&self, term: TermId) -> bool {
        self.corpus.vocabulary.term(term).kind == crate::model::FormKind::Word
    }
}

fn is_word(role: Role) -> bool {
    matches!(role, Role::Word | Role::General)
}

/// The number of characters of each term.
fn characters(corpus: &Corpus) -> Vec<u32> {
    let terms = corpus.vocabulary.terms.iter();
    terms.map(|term| term.text.chars().count() as u32).collect()
}
