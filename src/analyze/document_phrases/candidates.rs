//! The candidates of one document, counted.
//!
//! Takes the words of a document, gives every sequence of up to `longest` of them that stands in a
//! run of words nothing parts, and sequences around a linking word ("rule of law"), as the nodes of
//! a tree: a node is its parent with one more term. A worker reuses one for all its documents.

use super::words::{Role, Word, Words};
use crate::count::FastMap;
use crate::model::{Boundary, Corpus, TermId};

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
    /// Whether its last word may end a candidate, at every place.
    pub(super) ends: bool,
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
            open: Vec::new(),
        }
    }

    /// Counts the candidates of a document, in the place of those before.
    pub(super) fn read(&mut self, words: &Words, symbols: &[crate::model::Symbol]) {
        self.tokens.clear();
        self.nodes.clear();
        self.children.clear();
        self.places.clear();
        let mut sentence = 0;
        let (tokens, terms) = (&mut self.tokens, self.terms);
        words.walk(symbols, |word: Word| {
            sentence += u32::from(word.boundary >= Boundary::Sentence);
            let term = terms[word.surface.index()];
            tokens.push(Token {
                term,
                role: word.role,
                joined: word.boundary == Boundary::None,
                sentence,
                word: NONE,
            });
        });
        self.runs.clear();
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
    }

    /// Where the run of words that begins at `start` ends.
    fn run_end(&self, start: usize) -> usize {
        let is_word = |token: &Token| matches!(token.role, Role::Whole | Role::Open);
        if !self.tokens.get(start).is_some_and(is_word) {
            return start;
        }
        let after = &self.tokens[start + 1..];
        let length = after
            .iter()
            .position(|token| !token.joined || !is_word(token));
        start + 1 + length.unwrap_or(after.len())
    }

    /// Counts every sequence in a run; words that end no candidate are not part of its end.
    fn count_run(&mut self, start: usize, end: usize) {
        let whole = (start..end).rfind(|&at| self.tokens[at].role == Role::Whole);
        let Some(end) = whole.map(|at| at + 1) else {
            return;
        };
        self.open.clear();
        for at in start..end {
            self.open.retain(|&(_, first)| at - first < self.longest);
            self.open.push((NONE, at));
            self.tokens[at].word = self.child(NONE, at);
            for index in 0..self.open.len() {
                let (parent, first) = self.open[index];
                let node = self.child(parent, at);
                self.nodes[node as usize].word = self.tokens[at].word;
                self.open[index].0 = node;
                let is_alone = first == start && at + 1 == end;
                self.found(node, first, is_alone);
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
        let are_ends = [end, next_end].map(|end| self.tokens[end - 1].role == Role::Whole);
        if next_end == next || next_end > next + BESIDE_LINK || are_ends != [true, true] {
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
            self.found(node, first, false);
        }
    }

    /// The node that goes on from `parent` with this token.
    fn child(&mut self, parent: u32, at: usize) -> u32 {
        let token = self.tokens[at];
        let new = self.nodes.len() as u32;
        let node = *self.children.entry((parent, token.term)).or_insert(new);
        if node == new {
            let length = self
                .nodes
                .get(parent as usize)
                .map_or(0, |parent| parent.length);
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
                ends: false,
            });
        }
        self.nodes[node as usize].ends |= token.role == Role::Whole;
        node
    }

    fn found(&mut self, node: u32, first: usize, is_alone: bool) {
        let sentence = self.tokens[first].sentence;
        let candidate = &mut self.nodes[node as usize];
        candidate.first = candidate.first.min(first as u32);
        candidate.n += 1;
        candidate.alone += u32::from(is_alone);
        candidate.sentences += u32::from(candidate.last_sentence != sentence);
        candidate.last_sentence = sentence;
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

    /// The counts of the terms of a node, from the last to the first, links left out.
    pub(super) fn word_counts(&self, node: u32) -> impl Iterator<Item = u32> {
        let words = self.path(node);
        words.filter_map(|node| self.nodes.get(node.word as usize).map(|word| word.n))
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
