//! Concepts and phrases in the same sentences, counted by groups of documents.
//!
//! A document is in as many groups as its caller likes, such as the corpus, its source and its period.
//! Only what occurs is stored.

use std::hash::Hash;

use super::sentences::{Scratch, Visit};
use crate::count::{FastMap, Occurrences};
use crate::model::{ConceptId, DocId, HitPlace};
use crate::parallel::by_worker;
use crate::stats::Contingency;

/// Sentences that hold a concept and a phrase.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct PairSentences {
    /// Those in which they stand apart.
    pub both: u64,
    /// Those in which they only overlap.
    pub overlapping: u64,
}

/// Concepts and phrases in the sentences of groups of documents, each list sorted by its key.
#[derive(Debug, Default)]
pub struct GroupedSentences {
    /// By group: sentences.
    pub sentences: Vec<u64>,
    /// By group and phrase: sentences that hold it.
    phrases: CountsOf<u32>,
    /// By group and concept: sentences that hold it.
    concepts: CountsOf<ConceptId>,
    /// By group, concept and phrase.
    pairs: Vec<((u32, ConceptId, u32), PairSentences)>,
    /// By group and two concepts, the lower first: sentences in which they stand apart.
    concept_pairs: CountsOfPairs,
}

/// Counts concepts and phrases in the same sentences. `groups` are those of each document, as they
/// are numbered, and `sentences` the sentences of each group. `hits` are in the order of documents
/// and tokens.
#[must_use]
pub fn group_sentences(
    occurrences: &Occurrences,
    hits: &[HitPlace],
    groups: &(impl Fn(DocId) -> Vec<u32> + Sync),
    sentences: Vec<u64>,
) -> GroupedSentences {
    let counted = by_worker(
        occurrences.tasks.len(),
        || (Sums::default(), Scratch::default()),
        |(sums, scratch), task| {
            let phrases = &occurrences.tasks[task];
            for (id, sentences) in phrases.documents() {
                sums.groups = groups(id);
                let hits = HitPlace::in_document(hits, id);
                scratch.visit_document(phrases, sentences, hits, sums);
            }
        },
    );
    let (mut phrases, mut pairs) = (Vec::new(), Vec::new());
    for (sums, _) in counted {
        phrases.extend(sums.phrases);
        pairs.extend(sums.pairs);
    }
    let (concepts, concept_pairs) = count_concepts(hits, groups);
    GroupedSentences {
        sentences,
        phrases: summed(phrases, |sum, more| *sum += more),
        pairs: summed(pairs, PairSentences::add),
        concepts,
        concept_pairs,
    }
}

impl PairSentences {
    fn add(&mut self, other: Self) {
        self.both += other.both;
        self.overlapping += other.overlapping;
    }
}

impl GroupedSentences {
    /// The phrases in the same sentences as a concept, in a group; sentences with the concept are
    /// first in their tables.
    pub fn of_concept(
        &self,
        group: u32,
        concept: ConceptId,
    ) -> impl Iterator<Item = (u32, Contingency)> {
        let start = self
            .pairs
            .partition_point(|&(key, _)| key < (group, concept, 0));
        let pairs = self.pairs[start..].iter();
        let pairs = pairs.take_while(move |((g, c, _), _)| (*g, *c) == (group, concept));
        pairs.map(move |&((.., phrase), pair)| {
            let table = Contingency {
                both: pair.both,
                first: self.with_concept(group, concept),
                second: self.with_phrase(group, phrase) - pair.overlapping,
                total: self.sentences[group as usize],
            };
            (phrase, table)
        })
    }

    /// The other concepts, behind this one, in its sentences in a group.
    pub fn with_concepts(
        &self,
        group: u32,
        concept: ConceptId,
    ) -> impl Iterator<Item = (ConceptId, Contingency)> {
        let first = (group, concept, ConceptId(0));
        let start = self.concept_pairs.partition_point(|&(key, _)| key < first);
        let pairs = self.concept_pairs[start..].iter();
        let pairs = pairs.take_while(move |((g, c, _), _)| (*g, *c) == (group, concept));
        pairs.map(move |&((.., other), both)| {
            let table = Contingency {
                both,
                first: self.with_concept(group, concept),
                second: self.with_concept(group, other),
                total: self.sentences[group as usize],
            };
            (other, table)
        })
    }

    /// Sentences of a group that hold a concept.
    #[must_use]
    pub fn with_concept(&self, group: u32, concept: ConceptId) -> u64 {
        count_at(&self.concepts, (group, concept))
    }

    /// Sentences of a group that hold a phrase.
    #[must_use]
    pub fn with_phrase(&self, group: u32, phrase: u32) -> u64 {
        count_at(&self.phrases, (group, phrase))
    }
}

/// The count at a key in a sorted list; 0 where there is none.
fn count_at<K: Ord + Copy>(list: &[(K, u64)], key: K) -> u64 {
    let place = list.binary_search_by_key(&key, |&(key, _)| key);
    place.map_or(0, |place| list[place].1)
}

/// Adds up what has the same key; sorted by key.
fn summed<K: Ord + Copy, T: Copy>(mut all: Vec<(K, T)>, add: impl Fn(&mut T, T)) -> Vec<(K, T)> {
    all.sort_unstable_by_key(|&(key, _)| key);
    all.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            add(&mut kept.1, next.1);
        }
        is_same
    });
    all.shrink_to_fit();
    all
}

/// What a worker counts.
#[derive(Default)]
struct Sums {
    /// The groups of the document.
    groups: Vec<u32>,
    phrases: FastMap<(u32, u32), u64>,
    pairs: FastMap<(u32, ConceptId, u32), PairSentences>,
}

impl Visit for Sums {
    fn phrase(&mut self, phrase: u32) {
        for &group in &self.groups {
            *self.phrases.entry((group, phrase)).or_default() += 1;
        }
    }

    fn pair(&mut self, concept: ConceptId, phrase: u32, is_apart: bool) {
        for &group in &self.groups {
            let pair = self.pairs.entry((group, concept, phrase));
            pair.or_default().add(PairSentences {
                both: u64::from(is_apart),
                overlapping: u64::from(!is_apart),
            });
        }
    }
}

/// Counts by group and item.
type CountsOf<T> = Vec<((u32, T), u64)>;
/// Counts by group and two concepts.
type CountsOfPairs = Vec<((u32, ConceptId, ConceptId), u64)>;

/// Sentences that hold each concept, and two of them apart from each other, by group.
fn count_concepts(
    hits: &[HitPlace],
    groups: &impl Fn(DocId) -> Vec<u32>,
) -> (CountsOf<ConceptId>, CountsOfPairs) {
    let mut single: FastMap<(u32, ConceptId), u64> = FastMap::default();
    let mut joint: FastMap<(u32, ConceptId, ConceptId), u64> = FastMap::default();
    let mut present: Vec<HitPlace> = Vec::new();
    let same = |a: &HitPlace, b: &HitPlace| (a.document, a.sentence) == (b.document, b.sentence);
    for sentence in hits.chunk_by(same) {
        // Of each concept, where its first hit ends and its last begins.
        present.clear();
        present.extend(sentence);
        present.sort_unstable_by_key(|hit| hit.concept);
        present.dedup_by(|next, kept| {
            let is_same = next.concept == kept.concept;
            if is_same {
                kept.end = kept.end.min(next.end);
                kept.start = kept.start.max(next.start);
            }
            is_same
        });
        for group in groups(sentence[0].document) {
            for (place, b) in present.iter().enumerate() {
                add(&mut single, (group, b.concept));
                let apart = |a: &&HitPlace| a.end <= b.start || b.end <= a.start;
                for a in present[..place].iter().filter(apart) {
                    add(&mut joint, (group, a.concept, b.concept));
                }
            }
        }
    }
    let add = |sum: &mut u64, more| *sum += more;
    let single = summed(single.into_iter().collect(), add);
    (single, summed(joint.into_iter().collect(), add))
}

fn add<K: Eq + Hash>(counts: &mut FastMap<K, u64>, key: K) {
    *counts.entry(key).or_default() += 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(document: u32, sentence: u32, tokens: std::ops::Range<u32>, concept: u32) -> HitPlace {
        HitPlace {
            document: DocId(document),
            sentence,
            start: tokens.start,
            end: tokens.end,
            concept: ConceptId(concept),
        }
    }

    #[test]
    fn concepts_stand_together_where_they_stand_apart() {
        let hits = [
            hit(0, 1, 0..2, 0),
            hit(0, 1, 1..3, 1),
            hit(0, 2, 5..6, 0),
            hit(0, 2, 8..9, 0),
            hit(0, 2, 8..9, 1),
            hit(1, 1, 0..1, 1),
        ];
        let groups = |id: DocId| vec![0, 1 + id.0];
        let counts = group_sentences(&Occurrences::default(), &hits, &groups, vec![9, 6, 3]);
        let tables: Vec<_> = counts.with_concepts(0, ConceptId(0)).collect();
        let table = Contingency {
            both: 1,
            first: 2,
            second: 3,
            total: 9,
        };
        assert_eq!(tables, [(ConceptId(1), table)]);
        assert_eq!(counts.with_concept(1, ConceptId(1)), 2);
        assert_eq!(counts.with_concept(2, ConceptId(0)), 0);
        assert_eq!(counts.with_concepts(2, ConceptId(0)).count(), 0);
    }
}
