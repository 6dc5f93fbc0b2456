//! YAKE (Campos et al. 2020), for comparison; formulas in `stats/yake.rs`.
//!
//! Takes the corpus, gives the best candidates of each document, the lowest score first. Candidates
//! are all runs of up to three words, or as many as the longest phrase has if that is fewer, that no
//! punctuation, number or word with digits parts and that begin and end with no stop word. Words are
//! forms without a final s, not stems; words of fewer than three letters are stop words. A candidate
//! that is nearly the same text as a better one is left out.
//!
//! The text is read as the package `yake` 0.6.0 reads it, but for this:
//!
//! - Tokens, sentences and stop words are refrain's. A hyphen or `&` parts two words and no candidate
//!   (the package keeps `e-mail` as one word); an English clitic stays with its word (`don't`);
//!   an elided word (`l'État`) is no word and parts nothing.
//! - Only a listed word is a stop word, not also one that is listed without its final s ("others").
//! - A sentence begins with its first word, not with a mark before it, so that its capital first
//!   letter makes no name (in the package that of `"Alpha` does).
//! - Words of scripts without capital letters are no stop words for being short.
//! - Candidates with the same terms are one, with the score of the best.

mod counts;
mod kinds;
mod near;
#[cfg(test)]
mod tests;

use counts::{Candidate, Counts, Token};
use kinds::kinds;
use near::Near;

use super::shortlist::{Entry, Place, Shortlists};
use super::words::walk;
use crate::config::PhraseConfig;
use crate::count::FastMap;
use crate::model::{Corpus, DocId, TermId};
use crate::parallel::by_worker;
use crate::stats::{DocumentPhraseFacts, LONGEST_YAKE as LONGEST};

/// No term: a candidate is shorter.
const NONE: TermId = TermId(u32::MAX);

/// The best candidates of each document, by worker.
pub(super) fn shortlists(corpus: &Corpus, config: &PhraseConfig) -> Vec<Shortlists> {
    let kinds = kinds(corpus);
    let boundaries = corpus.boundaries();
    let longest = config.max_length as usize;
    let found = by_worker(
        corpus.documents.len(),
        || (Yake::new(corpus), Vec::new(), Shortlists::default()),
        |(yake, tokens, lists), document| {
            tokens.clear();
            let symbols = corpus.symbols(DocId::new(document));
            walk(&boundaries, &symbols, |surface, boundary| {
                tokens.push((kinds[surface.index()], boundary));
            });
            yake.counts.read(tokens.iter().copied(), longest);
            yake.list(document, config.per_document as usize, lists);
        },
    );
    found.into_iter().map(|(.., lists)| lists).collect()
}

/// What ranks the candidates of a document; a worker reuses one for all its documents.
struct Yake<'a> {
    corpus: &'a Corpus,
    counts: Counts,
    near: Near,
    /// Texts of the candidates that are kept.
    texts: Vec<String>,
    /// The entry of each sequence of terms.
    entries: FastMap<[TermId; LONGEST], usize>,
    /// Occurrences of each term.
    terms: FastMap<TermId, u32>,
}

impl<'a> Yake<'a> {
    fn new(corpus: &'a Corpus) -> Self {
        Self {
            corpus,
            counts: Counts::default(),
            near: Near::default(),
            texts: Vec::new(),
            entries: FastMap::default(),
            terms: FastMap::default(),
        }
    }

    /// Puts the best `most` candidates of the document that was read on the list.
    fn list(&mut self, document: usize, most: usize, lists: &mut Shortlists) {
        let start = (document, lists.entries.len(), lists.places.len());
        lists.documents.push(start);
        self.texts.clear();
        self.entries.clear();
        self.terms.clear();
        for token in &self.counts.tokens {
            *self.terms.entry(token.kind.term).or_default() += 1;
        }
        for (candidate, score) in self.ranked() {
            if self.texts.len() == most {
                break;
            }
            self.keep(candidate, score, lists);
        }
        self.find_places(lists);
    }

    /// The candidates with their scores, the best first, then as they come.
    fn ranked(&self) -> Vec<(Candidate, f64)> {
        let candidates = self.counts.candidates.iter();
        let scored = candidates.map(|candidate| (*candidate, self.counts.score(candidate)));
        let mut ranked: Vec<(Candidate, f64)> = scored.collect();
        ranked.sort_by(|a, b| a.1.total_cmp(&b.1));
        ranked
    }

    /// Puts a candidate on the list unless its terms, or nearly its text, are there.
    fn keep(&mut self, candidate: Candidate, score: f64, lists: &mut Shortlists) {
        let tokens = self.counts.tokens_of((candidate.first, candidate.length));
        let key = terms_of(tokens);
        if self.entries.contains_key(&key) {
            return;
        }
        let text = self.text(tokens);
        let near = &mut self.near;
        if self.texts.iter().any(|kept| near.is_near(kept, &text)) {
            return;
        }
        let start = lists.terms.len();
        lists
            .terms
            .extend(tokens.iter().map(|token| token.kind.term));
        self.entries.insert(key, lists.entries.len());
        lists.entries.push(Entry {
            terms: start as u32..lists.terms.len() as u32,
            facts: self.facts(tokens),
            sentences: 0,
            score,
        });
        self.texts.push(text);
    }

    /// The forms of a candidate, with blanks.
    fn text(&self, tokens: &[Token]) -> String {
        let mut text = String::new();
        for token in tokens {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&self.corpus.vocabulary.form(token.kind.form).text);
        }
        text
    }

    /// What is known of a candidate, its places not yet counted.
    fn facts(&self, tokens: &[Token]) -> DocumentPhraseFacts {
        let words = tokens.iter().filter(|token| !token.kind.is_stop);
        let (mut number, mut sum, mut product) = (0, 0.0, 1.0);
        for token in words {
            let n = self.terms.get(&token.kind.term).copied().unwrap_or(0);
            number += 1;
            sum += f64::from(n);
            product *= f64::from(n);
        }
        let share = f64::from(number);
        DocumentPhraseFacts {
            words: number,
            n: 0,
            alone: 0,
            first: u32::MAX,
            word_mean: sum / share,
            word_geometric_mean: libm::pow(product, 1.0 / share),
            ..DocumentPhraseFacts::default()
        }
    }

    /// Finds and counts the places of what is on the list.
    fn find_places(&self, lists: &mut Shortlists) {
        let mut last_sentences: FastMap<usize, u32> = FastMap::default();
        for &(first, length) in &self.counts.places {
            let tokens = self.counts.tokens_of((first, length));
            let (Some(&place), Some(start)) = (self.entries.get(&terms_of(tokens)), tokens.first())
            else {
                continue;
            };
            let has_stop = tokens.iter().any(|token| token.kind.is_stop);
            let entry = &mut lists.entries[place];
            entry.facts.n += 1;
            entry.facts.alone += u32::from(has_stop || self.is_run(first, length));
            entry.facts.first = entry.facts.first.min(first as u32);
            let last = last_sentences.insert(place, start.sentence);
            entry.sentences += u32::from(last != Some(start.sentence));
            lists.places.push(Place {
                entry: place as u32,
                first: first as u32,
                length: length as u32,
            });
        }
    }

    /// Whether no word that may begin or end a candidate goes on from these tokens.
    fn is_run(&self, first: usize, length: usize) -> bool {
        let tokens = &self.counts.tokens;
        let goes_on = |outer: Option<&Token>, inner: Option<&Token>| {
            outer.is_some_and(Token::is_end) && inner.is_some_and(Token::is_joined)
        };
        let end = first + length;
        let before = first.checked_sub(1).and_then(|at| tokens.get(at));
        !goes_on(before, tokens.get(first)) && !goes_on(tokens.get(end), tokens.get(end))
    }
}

/// The terms of a candidate.
fn terms_of(tokens: &[Token]) -> [TermId; LONGEST] {
    let mut terms = [NONE; LONGEST];
    for (term, token) in terms.iter_mut().zip(tokens) {
        *term = token.kind.term;
    }
    terms
}
