//! `companions.csv`: how the company of concepts differs between sources and changes over time.

use std::borrow::Cow;

use crate::analyze::{AssociateChange, AssociateChanges, Concepts, Grouping, KeyPhrases};
use crate::model::{Column, Corpus, Table, TableSpec};

static COLUMNS: [Column; 19] = [
    Column::string("concept", "Concept"),
    Column::string(
        "grouping",
        "What the group is: all (the whole corpus), source or period",
    ),
    Column::string(
        "group",
        "Name of the source or the period; empty for the whole corpus",
    ),
    Column::integer(
        "rank",
        "Place of the phrase among the companions of the concept in the group, from 1, by log_likelihood",
    ),
    Column::string(
        "phrase",
        "The companion: a key phrase in the same sentences, by its terms",
    ),
    Column::string("label", "Most frequent wording of the phrase"),
    Column::string("language", "Language of the phrase, ISO 639-1"),
    Column::integer(
        "n_both",
        "Sentences of the group with both, apart from each other; at least 2, and more than expected",
    ),
    Column::integer("n_concept", "Sentences of the group with the concept"),
    Column::integer(
        "n_phrase",
        "Sentences of the group with the phrase, other than those in which it only overlaps the concept",
    ),
    Column::integer("n_sentences", "Sentences of the group"),
    Column::number("log_likelihood", "Log-likelihood ratio G2 over four cells"),
    Column::number("npmi", "Normalised PMI, -1 to 1: the size of the effect"),
    Column::number(
        "share",
        "n_both / n_concept: the share of the concept's sentences that hold the phrase",
    ),
    Column::string(
        "reference",
        "What the group is compared with: for a source all (the whole corpus), for a period the last one before in which the concept occurs; empty where there is none",
    ),
    Column::integer(
        "rank_reference",
        "Place of the phrase among all companions of the concept in the reference; empty if it is none there",
    ),
    Column::number(
        "rank_change",
        "rank_reference - rank: above 0 if the phrase stands higher than in the reference; empty if either is missing",
    ),
    Column::number("share_reference", "The share in the reference"),
    Column::number("share_change", "share - share_reference, -1 to 1"),
];

/// The companions of concepts, in the corpus, by source and by period.
pub(super) fn companions<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    concepts: &'a Concepts,
    found: &'a AssociateChanges,
) -> Table<'a> {
    let spec = TableSpec {
        name: "companions",
        row: "a concept, a group of documents and a companion of the concept there",
        columns: Cow::Borrowed(&COLUMNS),
        key: &["concept", "grouping", "group", "rank"],
        order: "by concept in the order of the codebook, then all, sources and periods in their order, then by rank",
    };
    Table::by_row(spec, found.changes.len(), move |row, out| {
        let own = &found.changes[row];
        let (grouping, group) = group(corpus, found, own);
        let phrase = phrases.phrase(found.phrases[own.associate.phrase as usize]);
        let table = own.associate.table;
        let share = table.both as f64 / table.first as f64;
        let reference = own.reference.map(|reference| match reference.period {
            None => "all",
            Some(period) => found.periods[period].as_str(),
        });
        let (rank, before) = (own.rank, own.reference.and_then(|own| own.rank));
        let share_before = own.reference.map(|own| own.share);
        out.row(&[
            (&concepts.codebook.category(own.concept).name).into(),
            grouping.into(),
            group.into(),
            rank.into(),
            (&phrase.text).into(),
            (&phrase.label(corpus)).into(),
            phrase.language.code().into(),
            table.both.into(),
            table.first.into(),
            table.second.into(),
            table.total.into(),
            own.associate.log_likelihood.into(),
            table.npmi().into(),
            share.into(),
            reference.into(),
            before.into(),
            before
                .map(|before| f64::from(before) - f64::from(rank))
                .into(),
            share_before.into(),
            share_before.map(|before| share - before).into(),
        ]);
    })
}

/// The kind of group and its name.
fn group<'a>(
    corpus: &'a Corpus,
    found: &'a AssociateChanges,
    own: &AssociateChange,
) -> (&'static str, &'a str) {
    match own.grouping {
        Grouping::All => ("all", ""),
        Grouping::Source(source) => ("source", &corpus.sources[source.index()]),
        Grouping::Period(period) => ("period", &found.periods[period]),
    }
}
