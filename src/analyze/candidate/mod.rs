//! Candidates for a codebook: what stands in the sentences of a concept, shares its words or names
//! a kind of it, and is not in it.
//!
//! Takes key phrases and the hits of concepts; gives for each concept the phrases a researcher should
//! look at, in one ranking made of two by reciprocal ranks (Cormack, Clarke and Büttcher 2009): by
//! the sentences in common, and by the words shared. Other names of a thing share its words or
//! stand where it is spoken of, and seldom both; each ranking is given its turn.

mod sentence_counts;
mod words;

pub use words::Extension;

use crate::count::{FastMap, FramingWords, PhraseFinder, SourceTask, TaskOccurrences};
use crate::model::{ConceptHits, ConceptId, Corpus, DocId, HitPlace, PhraseId, TermId};
use crate::order::Arrange as _;
use crate::parallel::{self, by_worker};
use crate::stats::Contingency;
use sentence_counts::Sums;
use words::ConceptWords;

/// What a candidate has to do with its concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It is a hit with a word beside it: "cyber sovereignty" of `sovereignty`.
    Contains,
    /// It has words of the concept's hits.
    SharesWords,
    /// It stands in the sentences of the concept.
    SharesSentences,
}

impl Relation {
    /// As a table says it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Contains => "contains the concept",
            Self::SharesWords => "shares words",
            Self::SharesSentences => "keeps company",
        }
    }
}

/// What may belong to a concept.
#[derive(Debug, Clone)]
pub enum Wording {
    /// A key phrase.
    Phrase(PhraseId),
    /// A hit with a word beside it, however rare.
    Extension(Extension),
}

/// A phrase that may belong to a concept.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The phrase.
    pub wording: Wording,
    /// What it has to do with the concept.
    pub relation: Relation,
    /// Sentences with both apart from each other, with the concept, with the phrase apart from hits,
    /// and all.
    pub table: Contingency,
    /// Log-likelihood G² of the sentences in common, if they are two and more than expected.
    pub log_likelihood: Option<f64>,
    /// How much of the phrase is the concept's own words, from 0 to 1: the sum over its words of
    /// the share of hits that hold the word, each weighed by idf.
    pub word_share: f64,
    /// The sum of 1/(60 + rank) over both rankings.
    pub score: f64,
    /// The document of an example, and its first token; next to the concept if it stands there.
    pub example: (DocId, u32),
    /// Sentences with the phrase; of an extension, its occurrences.
    frequency: u64,
}

/// A phrase to be looked at.
#[derive(Debug, Clone, Copy)]
pub struct PhraseWords<'a> {
    /// Which phrase.
    pub id: PhraseId,
    /// Its terms.
    pub terms: &'a [TermId],
    /// Whether it stands only inside longer ones.
    pub is_nested: bool,
}

/// The phrases to be looked at, and what their words weigh.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "closures have none")]
pub struct KeyPhraseWords<'a, F> {
    /// The phrases, by id.
    pub phrases: &'a [PhraseWords<'a>],
    /// The weight of a term.
    pub idf: F,
    /// Words that begin and end no candidate.
    pub framing: &'a FramingWords,
}

/// The constant of reciprocal ranks, as their authors have it.
const RANK_CONSTANT: f64 = 60.0;
/// The least number of sentences a phrase stands in otherwise than as a hit.
const LEAST: u64 = 2;

/// At most `most` candidates of each concept, the best first, then by phrase; `idf` weighs terms.
pub fn candidates(
    corpus: &Corpus,
    tasks: &[SourceTask],
    key_phrases: KeyPhraseWords<'_, impl Fn(TermId) -> f64 + Sync>,
    hits: ConceptHits<'_>,
    most: usize,
) -> Vec<Vec<Candidate>> {
    let KeyPhraseWords {
        phrases,
        idf,
        framing,
    } = key_phrases;
    let ConceptHits {
        places: hits,
        concepts,
    } = hits;
    let terms: Vec<&[TermId]> = phrases.iter().map(|phrase| phrase.terms).collect();
    let finder = PhraseFinder::new(corpus, &terms);
    let none = || Sums::empty(phrases.len());
    let counted = by_worker(tasks.len(), none, |sums, task| {
        let occurrences = TaskOccurrences::new(corpus, &tasks[task], &finder);
        sums.add_task(&occurrences, hits);
    });
    let sums = counted.into_iter().fold(none(), Sums::add);
    let words = ConceptWords::of(corpus, hits, concepts, framing);
    let in_sentences = HitPlace::sentences(hits, concepts);
    let place = |concept: usize| Place {
        sums: &sums,
        phrases,
        concept: ConceptId::new(concept),
        sentences: in_sentences[concept],
        words: &words[concept],
        idf: &idf,
        framing,
    };
    parallel::map(concepts, |concept| place(concept).ranked(most))
}

/// A concept among the phrases.
struct Place<'a, F> {
    sums: &'a Sums,
    phrases: &'a [PhraseWords<'a>],
    concept: ConceptId,
    /// Sentences with a hit.
    sentences: u64,
    words: &'a ConceptWords,
    idf: &'a F,
    framing: &'a FramingWords,
}

impl<F: Fn(TermId) -> f64> Place<'_, F> {
    fn ranked(&self, most: usize) -> Vec<Candidate> {
        if self.sentences == 0 {
            return Vec::new();
        }
        let extensions = self.words.extensions();
        let known: FastMap<&[TermId], ()> = extensions
            .iter()
            .map(|extension| (&*extension.terms, ()))
            .collect();
        let phrases = (0..self.phrases.len())
            .filter(|&phrase| !known.contains_key(self.phrases[phrase].terms))
            .filter_map(|phrase| self.phrase(phrase));
        let mut candidates: Vec<Candidate> = phrases.collect();
        drop(known);
        candidates.extend(
            extensions
                .into_iter()
                .filter(|extension| !self.framing.frame(&extension.terms))
                .map(|extension| self.extension(extension)),
        );
        add_ranks(&mut candidates, |candidate| {
            candidate.log_likelihood.unwrap_or(0.0)
        });
        add_ranks(&mut candidates, |candidate| {
            candidate.word_share * libm::log(1.0 + candidate.frequency as f64)
        });
        candidates.retain(|candidate| candidate.score > 0.0);
        // Equals stay in the order of phrases, extensions behind them.
        candidates.arrange_by(|a, b| {
            let order = b.score.total_cmp(&a.score);
            order.then(b.frequency.cmp(&a.frequency))
        });
        candidates.truncate(most);
        candidates.shrink_to_fit();
        candidates
    }

    /// A key phrase, if it may be a candidate.
    fn phrase(&self, phrase: usize) -> Option<Candidate> {
        let words = self.phrases[phrase];
        let near = self.sums.near.get(&(self.concept, phrase as u32));
        let near = near.copied().unwrap_or_default();
        let word_share = self.word_share(words.terms);
        let is_linked = near.apart > 0 || word_share > 0.0;
        let sentences = self.sums.phrases[phrase];
        let frequency = sentences.saturating_sub(near.inside.into());
        if words.is_nested || !is_linked || frequency < LEAST {
            return None;
        }
        let table = Contingency {
            both: near.apart.into(),
            first: self.sentences,
            second: sentences.saturating_sub(near.overlapping.into()),
            total: self.sums.sentences,
        };
        let is_associated = table.both >= LEAST && table.both as f64 > table.expected();
        Some(Candidate {
            wording: Wording::Phrase(words.id),
            relation: if word_share > 0.0 {
                Relation::SharesWords
            } else {
                Relation::SharesSentences
            },
            table,
            log_likelihood: table.log_likelihood().filter(|_| is_associated),
            word_share,
            score: 0.0,
            example: near.example.unwrap_or(self.sums.first[phrase]),
            frequency,
        })
    }

    /// A hit with a word beside it.
    fn extension(&self, extension: Extension) -> Candidate {
        Candidate {
            relation: Relation::Contains,
            table: Contingency {
                both: 0,
                first: self.sentences,
                second: 0,
                total: self.sums.sentences,
            },
            log_likelihood: None,
            word_share: self.word_share(&extension.terms),
            score: 0.0,
            example: extension.example,
            frequency: extension.count,
            wording: Wording::Extension(extension),
        }
    }

    fn word_share(&self, terms: &[TermId]) -> f64 {
        let (mut shared, mut all) = (0.0, 0.0);
        for term in terms {
            let weight = (self.idf)(*term);
            shared += self.words.share(*term) * weight;
            all += weight;
        }
        if shared > 0.0 { shared / all } else { 0.0 }
    }
}

/// Adds the reciprocal ranks by a measure, highest first, equals in their order; what has none of it
/// has no rank.
fn add_ranks(candidates: &mut [Candidate], measure: impl Fn(&Candidate) -> f64) {
    let mut order: Vec<(f64, usize)> = (0..candidates.len())
        .map(|place| (measure(&candidates[place]), place))
        .filter(|(value, _)| *value > 0.0)
        .collect();
    order.arrange_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (rank, (_, place)) in order.into_iter().enumerate() {
        candidates[place].score += 1.0 / (RANK_CONSTANT + 1.0 + rank as f64);
    }
}
