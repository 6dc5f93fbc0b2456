//! The words and candidates of one document, counted for YAKE.
//!
//! Takes the kinds of its tokens and the boundaries before them, gives the score of each word and
//! each candidate. Nothing goes across punctuation. A worker reuses one for all its documents.

use super::kinds::{Kind, Shape};
use crate::count::FastMap;
use crate::model::{Boundary, FormId};
use crate::stats::{
    LONGEST_YAKE as LONGEST, Neighbours, YakeDocument, YakePart, YakeWord, yake_candidate,
};

/// No form: a candidate is shorter.
const NONE: FormId = FormId(u32::MAX);

/// A token of the document at hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// The word, by its place among those of the document.
    pub(super) word: usize,
    pub(super) boundary: Boundary,
    pub(super) sentence: u32,
}

impl Token {
    /// Whether a candidate may go on across what stands before it.
    pub(super) fn is_joined(&self) -> bool {
        self.boundary == Boundary::None
    }

    fn is_apart(&self) -> bool {
        self.kind.shape == Shape::Apart
    }

    /// Whether a candidate may begin or end here.
    pub(super) fn is_end(&self) -> bool {
        !self.kind.is_stop && !self.is_apart()
    }
}

/// A run of forms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Its first token where it is first found.
    pub(super) first: usize,
    pub(super) length: usize,
    /// Occurrences.
    pub(super) n: u32,
}

/// What is counted.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) tokens: Vec<Token>,
    /// Words as they come, and whether they are stop words.
    pub(super) words: Vec<(YakeWord, bool)>,
    numbers: FastMap<u32, usize>,
    /// Words that stand side by side, with their occurrences.
    pairs: FastMap<(usize, usize), u32>,
    /// Each word with each sentence that holds it.
    sentences: Vec<(usize, u32)>,
    /// By word.
    scores: Vec<f64>,
    /// In the order of the last token where they are first found, the shorter first.
    pub(super) candidates: Vec<Candidate>,
    by_forms: FastMap<[FormId; LONGEST], usize>,
    /// Each occurrence of a candidate: its first token and its length.
    pub(super) places: Vec<(usize, usize)>,
}

impl Counts {
    /// Counts a document, in the place of the one before, with candidates of so many words at most.
    pub(super) fn read(&mut self, tokens: impl Iterator<Item = (Kind, Boundary)>, longest: usize) {
        self.tokens.clear();
        self.words.clear();
        self.numbers.clear();
        self.pairs.clear();
        self.sentences.clear();
        let mut sentence = 0;
        for (kind, boundary) in tokens {
            let begins = boundary >= Boundary::Sentence;
            sentence += u32::from(begins && !self.tokens.is_empty());
            let word = self.count_word(kind, sentence, begins);
            let token = Token {
                kind,
                word,
                boundary,
                sentence,
            };
            self.count_pair(&token);
            self.tokens.push(token);
        }
        self.find_medians();
        self.score_words(sentence + 1);
        self.count_candidates(longest.min(LONGEST));
    }

    /// Counts an occurrence of a word; gives its place.
    fn count_word(&mut self, kind: Kind, sentence: u32, begins: bool) -> usize {
        let new = self.words.len();
        let place = *self.numbers.entry(kind.word).or_insert(new);
        if place == new {
            self.words.push((YakeWord::default(), kind.is_stop));
        }
        let (word, _) = &mut self.words[place];
        word.n += 1;
        word.acronyms += u32::from(kind.shape == Shape::Acronym);
        word.names += u32::from(kind.shape == Shape::Name && !begins);
        self.sentences.push((place, sentence));
        place
    }

    /// Counts the words on both sides of what stands before this token, unless one is apart.
    fn count_pair(&mut self, token: &Token) {
        let Some(before) = self.tokens.last() else {
            return;
        };
        if !token.is_joined() || token.is_apart() || before.is_apart() {
            return;
        }
        let n = self.pairs.entry((before.word, token.word)).or_default();
        *n += 1;
        let is_new = u32::from(*n == 1);
        let count = |side: &mut Neighbours| {
            side.distinct += is_new;
            side.all += 1;
        };
        count(&mut self.words[before.word].0.right);
        count(&mut self.words[token.word].0.left);
    }

    /// The sentences of each word and their median.
    fn find_medians(&mut self) {
        self.sentences.sort_unstable();
        self.sentences.dedup();
        for sentences in self.sentences.chunk_by(|a, b| a.0 == b.0) {
            let middle = &sentences[(sentences.len() - 1) / 2..=sentences.len() / 2];
            let sum: f64 = middle.iter().map(|&(_, number)| f64::from(number)).sum();
            let (word, _) = &mut self.words[sentences[0].0];
            word.sentences = sentences.len() as u32;
            word.median_sentence = sum / middle.len() as f64;
        }
    }

    fn score_words(&mut self, sentences: u32) {
        let counts = self.words.iter().map(|(word, is_stop)| (word.n, *is_stop));
        let document = YakeDocument::new(counts, sentences);
        self.scores.clear();
        let scores = self.words.iter().map(|(word, _)| word.score(&document));
        self.scores.extend(scores);
    }

    /// Finds the runs of tokens that no boundary parts, between two that may end them.
    fn count_candidates(&mut self, longest: usize) {
        self.candidates.clear();
        self.by_forms.clear();
        self.places.clear();
        for last in 0..self.tokens.len() {
            if !self.tokens[last].is_end() {
                continue;
            }
            let mut forms = [NONE; LONGEST];
            for length in 1..=longest.min(last + 1) {
                let first = last + 1 - length;
                let token = self.tokens[first];
                if token.is_apart() {
                    break;
                }
                forms[length - 1] = token.kind.form;
                if token.is_end() {
                    self.found(forms, first, length);
                }
                if !token.is_joined() {
                    break;
                }
            }
        }
    }

    fn found(&mut self, forms: [FormId; LONGEST], first: usize, length: usize) {
        let new = self.candidates.len();
        let place = *self.by_forms.entry(forms).or_insert(new);
        if place == new {
            let n = 0;
            self.candidates.push(Candidate { first, length, n });
        }
        self.candidates[place].n += 1;
        self.places.push((first, length));
    }

    /// The tokens of an occurrence.
    pub(super) fn tokens_of(&self, (first, length): (usize, usize)) -> &[Token] {
        &self.tokens[first..first + length]
    }

    /// The score of a candidate.
    pub(super) fn score(&self, candidate: &Candidate) -> f64 {
        let tokens = self.tokens_of((candidate.first, candidate.length));
        let parts = tokens.iter().enumerate().map(|(at, token)| {
            if !token.kind.is_stop {
                return YakePart::Word(self.scores[token.word]);
            }
            let share = |before: usize, after: usize, outer: usize| {
                let pair = (tokens[before].word, tokens[after].word);
                let n = self.pairs.get(&pair).copied().unwrap_or(0);
                f64::from(n) / f64::from(self.words[tokens[outer].word].0.n)
            };
            // Stop words are at neither end.
            YakePart::Stop(share(at - 1, at, at - 1) * share(at, at + 1, at + 1))
        });
        yake_candidate(parts, candidate.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TermId;

    const BETA: u32 = 2;
    const OF: u32 = 3;

    fn kind(word: u32, shape: Shape) -> Kind {
        Kind {
            word,
            form: FormId(word),
            term: TermId(word),
            is_stop: word == OF,
            shape,
        }
    }

    /// "Alpha 12 beta. Beta of alpha, BETA!"
    fn counts() -> Counts {
        let (alpha, number) = (0, 1);
        let (none, sentence) = (Boundary::None, Boundary::Sentence);
        let tokens = [
            (kind(alpha, Shape::Name), Boundary::Paragraph),
            (kind(number, Shape::Apart), none),
            (kind(BETA, Shape::Plain), none),
            (kind(BETA, Shape::Name), sentence),
            (kind(OF, Shape::Plain), none),
            (kind(alpha, Shape::Name), none),
            (kind(BETA, Shape::Acronym), Boundary::Break),
        ];
        let mut counts = Counts::default();
        counts.read(tokens.into_iter(), LONGEST);
        counts
    }

    #[test]
    fn words_are_counted_with_case_sentences_and_neighbours() {
        let counts = counts();
        let (once, never) = (
            Neighbours {
                distinct: 1,
                all: 1,
            },
            Neighbours::default(),
        );
        let word = |place: usize| counts.words[place];
        let expected = YakeWord {
            n: 2,
            acronyms: 0,
            names: 1,
            left: once,
            right: never,
            sentences: 2,
            median_sentence: 0.5,
        };
        assert_eq!(word(0), (expected, false));
        let beta = YakeWord {
            n: 3,
            acronyms: 1,
            names: 0,
            left: never,
            right: once,
            ..expected
        };
        assert_eq!(word(2), (beta, false));
        assert_eq!(word(3).0.left, once);
        assert!(word(3).1);
    }

    /// p = 1/3 · 1/2: "of" follows one of three "beta" and stands before one of two "alpha".
    #[test]
    fn candidates_end_with_words_and_go_across_no_mark_and_no_number() {
        let counts = counts();
        let candidates = counts.candidates.iter();
        let listed: Vec<_> = candidates
            .map(|candidate| (candidate.first, candidate.length, candidate.n))
            .collect();
        assert_eq!(listed, [(0, 1, 2), (2, 1, 3), (3, 3, 1)]);
        let [alpha, beta] = [0, 2].map(|word| counts.scores[word]);
        let expected = alpha * beta * (2.0 - 1.0 / 6.0) / (alpha + beta + 1.0 / 6.0);
        assert!((counts.score(&counts.candidates[2]) - expected).abs() < 1e-12);
    }

    #[test]
    fn nothing_has_no_candidates() {
        let mut counts = counts();
        counts.read(std::iter::empty(), LONGEST);
        assert!(counts.candidates.is_empty() && counts.words.is_empty());
    }
}
