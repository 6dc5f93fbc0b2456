//! How the associates of concepts differ between sources, and change from period to period.

use super::{Associate, GroupedSentences};
use crate::model::{ConceptId, SourceId};
use crate::order::Arrange as _;

/// Where associates are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// In the whole corpus.
    All,
    /// In a source.
    Source(SourceId),
    /// In a period, by its place.
    Period(usize),
}

/// A associate of a concept somewhere, and what it is elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct AssociateChange {
    /// The concept.
    pub concept: ConceptId,
    /// Where.
    pub grouping: Grouping,
    /// Its rank there, from 1.
    pub rank: u32,
    /// The phrase with its counts there.
    pub associate: Associate,
    /// What it is compared with: for a source the whole corpus, for a period the last one before in
    /// which the concept occurs; none where there is nothing before.
    pub reference: Option<Reference>,
}

/// A phrase and a concept in what they are compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reference {
    /// The period, by its place; none: the whole corpus.
    pub period: Option<usize>,
    /// The rank among all associates there; none if it is no associate there.
    pub rank: Option<u32>,
    /// The share of the concept's sentences that hold the phrase, 0 to 1.
    pub share: f64,
}

/// The least log-likelihood of a associate that is listed: p = 0.05 by the chi-squared distribution.
const LEAST: f64 = 3.84;

/// The strongest associates of each concept in the corpus, in each source and in each period, at most
/// `most` each, in this order. Group 0 of the counts is the corpus, sources follow, then periods.
#[must_use]
pub fn associate_changes(
    counts: &GroupedSentences,
    concepts: impl Iterator<Item = ConceptId>,
    sources: usize,
    most: usize,
) -> Vec<AssociateChange> {
    let changes = concepts.flat_map(|concept| {
        let groups = ConceptInGroups {
            counts,
            concept,
            sources,
        };
        groups.changes(most)
    });
    changes.collect()
}

/// A concept in all groups.
struct ConceptInGroups<'a> {
    counts: &'a GroupedSentences,
    concept: ConceptId,
    sources: usize,
}

impl ConceptInGroups<'_> {
    fn changes(&self, most: usize) -> Vec<AssociateChange> {
        let groups = 0..self.counts.sentences.len() as u32;
        let ranked: Vec<Vec<Associate>> = groups.map(|group| self.ranked(group)).collect();
        let mut changes = Vec::new();
        let mut last_period = None;
        for (group, associates) in ranked.iter().enumerate() {
            let (grouping, reference) = match group.checked_sub(1) {
                None => (Grouping::All, None),
                Some(source) if source < self.sources => {
                    (Grouping::Source(SourceId::new(source)), Some(0))
                }
                Some(behind) => (Grouping::Period(behind - self.sources), last_period),
            };
            let is_period = matches!(grouping, Grouping::Period(_));
            if is_period && self.counts.with_concept(group as u32, self.concept) > 0 {
                last_period = Some(group);
            }
            let strong = associates
                .iter()
                .take_while(|associate| associate.log_likelihood >= LEAST);
            let strongest = (1..).zip(strong.take(most));
            changes.extend(strongest.map(|(rank, &associate)| AssociateChange {
                concept: self.concept,
                grouping,
                rank,
                associate,
                reference: reference.map(|group| Reference {
                    period: group.checked_sub(1 + self.sources),
                    rank: rank_of(&ranked[group], associate.phrase),
                    share: self.share(group as u32, associate.phrase),
                }),
            }));
        }
        changes
    }

    /// All associates in a group, the strongest first.
    fn ranked(&self, group: u32) -> Vec<Associate> {
        let phrases = self.counts.of_concept(group, self.concept);
        let mut associates: Vec<Associate> = phrases
            .filter_map(|(phrase, table)| Associate::of(phrase, table))
            .collect();
        associates.arrange_by(Associate::order);
        associates
    }

    /// The share of the concept's sentences in a group that hold a phrase.
    fn share(&self, group: u32, phrase: u32) -> f64 {
        let mut phrases = self.counts.of_concept(group, self.concept);
        let table = phrases.find(|&(other, _)| other >= phrase);
        let table = table.filter(|&(other, _)| other == phrase);
        table.map_or(0.0, |(_, table)| table.both as f64 / table.first as f64)
    }
}

/// The rank of a phrase, from 1.
fn rank_of(ranked: &[Associate], phrase: u32) -> Option<u32> {
    let place = ranked
        .iter()
        .position(|associate| associate.phrase == phrase);
    place.map(|place| place as u32 + 1)
}
