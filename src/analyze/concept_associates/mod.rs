//! Associates of concepts: key phrases that stand in the same sentences as a concept's hits, more often
//! than expected.

mod changes;
mod grouped;
mod sentences;

use crate::count::Occurrences;
use crate::model::{ConceptHits, ConceptId, HitPlace};
use crate::order::Arrange as _;
use crate::parallel::by_worker;
use crate::stats::Contingency;
use sentences::{Scratch, Visit};

pub use changes::{AssociateChange, Grouping, Reference, associate_changes};
pub use grouped::{GroupedSentences, PairSentences, group_sentences};

/// A key phrase that is associated with a concept.
#[derive(Debug, Clone, Copy)]
pub struct Associate {
    /// The phrase, by its number among those looked for.
    pub phrase: u32,
    /// Sentences with both, the concept, the phrase, and all.
    pub table: Contingency,
    /// Log-likelihood G².
    pub log_likelihood: f64,
}

impl Associate {
    /// A phrase with these counts, if it is an associate: in two sentences or more, and in more than
    /// expected.
    #[must_use]
    pub fn of(phrase: u32, table: Contingency) -> Option<Self> {
        let is_associate = table.both >= 2 && table.both as f64 > table.expected();
        let log_likelihood = table.log_likelihood().filter(|_| is_associate)?;
        Some(Self {
            phrase,
            table,
            log_likelihood,
        })
    }

    /// The order of associates: the strongest first, then the most frequent, then by phrase.
    #[must_use]
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        let order = other.log_likelihood.total_cmp(&self.log_likelihood);
        order
            .then(other.table.both.cmp(&self.table.both))
            .then(self.phrase.cmp(&other.phrase))
    }
}

/// The strongest associates of each concept, by log-likelihood, at most `most` each.
///
/// A phrase counts in a sentence only where it
/// does not overlap a hit of the concept; associates stand there more often than expected, and in at
/// least two sentences.
#[must_use]
pub fn strongest_associates(
    occurrences: &Occurrences,
    hits: ConceptHits<'_>,
    most: usize,
) -> Vec<Vec<Associate>> {
    let ConceptHits {
        places: hits,
        concepts,
    } = hits;
    let counted = by_worker(
        occurrences.tasks.len(),
        || {
            (
                Sums::empty(concepts, occurrences.phrases()),
                Scratch::default(),
            )
        },
        |(sums, scratch), task| {
            let phrases = &occurrences.tasks[task];
            sums.sentences += phrases.sentences;
            for (id, sentences) in phrases.documents() {
                let hits = HitPlace::in_document(hits, id);
                scratch.visit_document(phrases, sentences, hits, sums);
            }
        },
    );
    let none = Sums::empty(concepts, occurrences.phrases());
    let sums = counted.into_iter().map(|(sums, _)| sums);
    let mut sums = sums.fold(none, Sums::add);
    let sentences = HitPlace::sentences(hits, concepts);
    for (concept, sentences) in sums.concepts.iter_mut().zip(sentences) {
        concept.sentences = sentences;
    }
    let concepts = sums.concepts.iter();
    concepts
        .map(|concept| sums.strongest(concept, most))
        .collect()
}

/// Sentences, by what they hold.
struct Sums {
    sentences: u64,
    /// By phrase.
    phrases: Vec<u64>,
    concepts: Vec<ConceptSums>,
}

/// Sentences that hold a concept, by phrase.
#[derive(Clone)]
struct ConceptSums {
    sentences: u64,
    /// Those with the phrase apart from the concept.
    both: Vec<u64>,
    /// Those in which the phrase only overlaps the concept.
    overlapping: Vec<u64>,
}

fn add(sums: &mut [u64], others: Vec<u64>) {
    sums.iter_mut()
        .zip(others)
        .for_each(|(sum, other)| *sum += other);
}

impl Sums {
    fn empty(concepts: usize, phrases: usize) -> Self {
        let none = vec![0; phrases];
        let concept = ConceptSums {
            sentences: 0,
            both: none.clone(),
            overlapping: none.clone(),
        };
        Self {
            sentences: 0,
            phrases: none,
            concepts: vec![concept; concepts],
        }
    }

    fn add(mut self, other: Self) -> Self {
        self.sentences += other.sentences;
        add(&mut self.phrases, other.phrases);
        for (concept, other) in self.concepts.iter_mut().zip(other.concepts) {
            add(&mut concept.both, other.both);
            add(&mut concept.overlapping, other.overlapping);
        }
        self
    }

    fn strongest(&self, concept: &ConceptSums, most: usize) -> Vec<Associate> {
        let associates = (0..self.phrases.len()).filter_map(|phrase| {
            let table = Contingency {
                both: concept.both[phrase],
                first: concept.sentences,
                second: self.phrases[phrase] - concept.overlapping[phrase],
                total: self.sentences,
            };
            Associate::of(phrase as u32, table)
        });
        let mut strongest: Vec<Associate> = associates.collect();
        strongest.arrange_by(Associate::order);
        strongest.truncate(most);
        strongest
    }
}

impl Visit for Sums {
    fn phrase(&mut self, phrase: u32) {
        self.phrases[phrase as usize] += 1;
    }

    fn pair(&mut self, concept: ConceptId, phrase: u32, is_apart: bool) {
        let sums = &mut self.concepts[concept.index()];
        let counts = if is_apart {
            &mut sums.both
        } else {
            &mut sums.overlapping
        };
        counts[phrase as usize] += 1;
    }
}
