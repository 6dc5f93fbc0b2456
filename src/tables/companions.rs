//! `companions.csv`: how the company of concepts differs between sources and changes over time.

use crate::analyze::{AssociateChange, AssociateChanges, Concepts, Grouping, KeyPhrases};
use crate::model::{Corpus, TableBuilder, TypedTable, row, table};

row! {
    /// A row of `companions.csv`.
    pub struct CompanionRow<'a>, CompanionColumns {
        concept: &'a str => "Concept",
        grouping: &'static str => "Kind of group: all (the whole corpus), source or period",
        group: Option<&'a str> => "Name of the source or the period; empty for the whole corpus",
        rank: u32 => "Rank of the phrase among the companions of the concept in the group, by log_likelihood, from 1",
        phrase: &'a str => "The companion: a key phrase that occurs in the same sentences, by its terms",
        label: String => "Most frequent wording of the phrase",
        language: &'static str => "Language of the phrase, ISO 639",
        n_both: u64 => "Sentences of the group that contain both at different places: at least 2, and more than expected",
        n_concept: u64 => "Sentences of the group with the concept",
        n_phrase: u64 => "Sentences of the group with the phrase, except those in which it only overlaps the concept",
        n_sentences: u64 => "Sentences of the group",
        log_likelihood: f64 => "Log-likelihood ratio G2 over four cells",
        npmi: Option<f64> => "Normalised PMI, -1 to 1: the size of the effect",
        share: f64 => "n_both / n_concept: share of the concept's sentences that contain the phrase",
        reference: Option<&'a str> => "What the group is compared with: for a source, all (the whole corpus); for a period, the last earlier period in which the concept occurs; empty if there is none",
        rank_reference: Option<u32> => "Rank of the phrase among all companions of the concept in the reference; empty if it is not one of them",
        rank_change: Option<f64> => "rank_reference - rank: above 0 if the phrase ranks higher than in the reference; empty if either rank is missing",
        share_reference: Option<f64> => "share in the reference",
        share_change: Option<f64> => "share - share_reference, -1 to 1",
    }
}

table! {
    /// `companions.csv`.
    Companions of CompanionRow<'a>,
    row: "a concept, a group of documents and a companion of the concept there",
    key: [concept, grouping, group, rank],
    order: "by concept in the order of the codebook, then by group (the whole corpus, sources, periods), then by rank",
}

/// The companions of concepts, in the corpus, by source and by period.
pub(super) fn companions<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    concepts: &'a Concepts,
    changes: &'a AssociateChanges,
) -> TypedTable<'a, Companions> {
    TableBuilder::new().by_row(changes.changes.len(), move |row| {
        let change = &changes.changes[row];
        let companion = change.associate;
        let (grouping, group) = group(corpus, changes, change);
        let phrase = phrases.phrase(changes.phrases[companion.phrase as usize]);
        let table = companion.table;
        let share = table.both as f64 / table.first as f64;
        let reference = change.reference.map(|reference| match reference.period {
            None => "all",
            Some(period) => changes.periods[period].as_str(),
        });
        let rank_before = change.reference.and_then(|reference| reference.rank);
        let share_before = change.reference.map(|reference| reference.share);
        CompanionRow {
            concept: &concepts.codebook.category(change.concept).name,
            grouping,
            group,
            rank: change.rank,
            phrase: &phrase.text,
            label: phrase.label(corpus),
            language: phrase.language.code(),
            n_both: table.both,
            n_concept: table.first,
            n_phrase: table.second,
            n_sentences: table.total,
            log_likelihood: companion.log_likelihood,
            npmi: table.npmi(),
            share,
            reference,
            rank_reference: rank_before,
            rank_change: rank_before.map(|before| f64::from(before) - f64::from(change.rank)),
            share_reference: share_before,
            share_change: share_before.map(|before| share - before),
        }
    })
}

/// The kind of group and its name.
fn group<'a>(
    corpus: &'a Corpus,
    changes: &'a AssociateChanges,
    change: &AssociateChange,
) -> (&'static str, Option<&'a str>) {
    match change.grouping {
        Grouping::All => ("all", None),
        Grouping::Source(source) => ("source", Some(&corpus.sources[source.index()])),
        Grouping::Period(period) => ("period", Some(&changes.periods[period])),
    }
}
