//! How the associates of concepts differ between sources, and change from period to period.

use super::{Associate, GroupedSentences};
use crate::model::SourceId;

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
    /// The concept, by its place in the codebook.
    pub concept: u32,
    /// Where.
    pub grouping: Grouping,
    /// Its rank there, from 1.
    pub rank: u32,
    /// The phrase with its counts there.
    pub own: Associate,
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
    concepts: impl Iterator<Item = u32>,
    sources: usize,
    most: usize,
) -> Vec<AssociateChange> {
    let groups = counts.sentences.len();
    let mut changes = Vec::new();
    for concept in concepts {
        let ranked: Vec<Vec<Associate>> = (0..groups as u32)
            .map(|group| ranked(counts, group, concept))
            .collect();
        let mut before = None;
        for (group, own) in ranked.iter().enumerate() {
            let (grouping, compared) = match group.checked_sub(1) {
                None => (Grouping::All, None),
                Some(source) if source < sources => {
                    (Grouping::Source(SourceId::new(source)), Some(0))
                }
                Some(behind) => (Grouping::Period(behind - sources), before),
            };
            let is_period = matches!(grouping, Grouping::Period(_));
            if is_period && counts.with_concept(group as u32, concept) > 0 {
                before = Some(group);
            }
            let strong = own.iter().take_while(|own| own.log_likelihood >= LEAST);
            let associates = (1..).zip(strong.take(most));
            changes.extend(associates.map(|(rank, &own)| AssociateChange {
                concept,
                grouping,
                rank,
                own,
                reference: compared.map(|group| Reference {
                    period: group.checked_sub(1 + sources),
                    rank: place(&ranked[group], own.phrase),
                    share: share(counts, group as u32, concept, own.phrase),
                }),
            }));
        }
    }
    changes
}

/// All associates of a concept in a group, the strongest first.
fn ranked(counts: &GroupedSentences, group: u32, concept: u32) -> Vec<Associate> {
    let all = counts.of_concept(group, concept);
    let found = all.filter_map(|(phrase, table)| Associate::of(phrase, table));
    let mut found: Vec<Associate> = found.collect();
    found.sort_by(Associate::order);
    found
}

/// The rank of a phrase, from 1.
fn place(ranked: &[Associate], phrase: u32) -> Option<u32> {
    let place = ranked.iter().position(|own| own.phrase == phrase);
    place.map(|place| place as u32 + 1)
}

/// The share of a concept's sentences in a group that hold a phrase.
fn share(counts: &GroupedSentences, group: u32, concept: u32, phrase: u32) -> f64 {
    let own = counts.of_concept(group, concept);
    let mut own = own.skip_while(|&(other, _)| other < phrase);
    let found = own.next().filter(|&(other, _)| other == phrase);
    found.map_or(0.0, |(_, table)| table.both as f64 / table.first as f64)
}
