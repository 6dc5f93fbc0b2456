//! `phrases.csv` and `phrases_by_source.csv`: key phrases with their counts and scores.

use std::borrow::Cow;

use super::{by_rows, variants};
use crate::analyze::KeyPhrases;
use crate::model::{Column, Corpus, RowWriter, Table, TableSpec};
use crate::stats::rate;

static PHRASES: [Column; 12] = [
    Column::string("phrase", "Terms of the phrase, joined by a space"),
    Column::string("label", "Most frequent wording"),
    Column::string(
        "variants",
        "Wordings with their occurrences, most frequent first",
    ),
    Column::integer("length", "Words"),
    Column::integer("count", "Occurrences"),
    Column::integer("count_nested", "Occurrences inside longer key phrases"),
    Column::integer("df", "Documents that hold the phrase"),
    Column::integer(
        "events",
        "Documents that hold the phrase, copies of one text (copy_cluster of documents.csv) counted once",
    ),
    Column::integer("sources", "Sources that hold the phrase"),
    Column::number(
        "c_value",
        "C-value (Frantzi et al. 2000); 0 for single words",
    ),
    Column::number(
        "score",
        "log2(1 + length) x (count - count_nested) x share of sources that hold it",
    ),
    Column::string("language", "Language, ISO 639-1"),
];

static PHRASES_BY_SOURCE: [Column; 7] = [
    Column::string("source", "Source"),
    Column::string("phrase", "Terms of the phrase, joined by a space"),
    Column::string("label", "Most frequent wording in the corpus"),
    Column::integer("count", "Occurrences in the source"),
    Column::integer("df", "Documents of the source that hold the phrase"),
    Column::number(
        "per_million",
        "Occurrences per million tokens of the source",
    ),
    Column::string("language", "Language, ISO 639-1"),
];

pub(super) fn phrases<'a>(corpus: &'a Corpus, phrases: &'a KeyPhrases) -> Table<'a> {
    let spec = TableSpec {
        name: "phrases",
        row: "a key phrase",
        columns: Cow::Borrowed(&PHRASES),
        key: &["phrase", "language"],
        order: "by score, highest first, then by phrase and language",
    };
    by_rows(
        spec,
        phrases.ranking.len(),
        move |index, out: &mut dyn RowWriter| {
            let phrase = phrases.phrase(phrases.ranking[index]);
            out.row(&[
                (&phrase.text).into(),
                (&phrase.label(corpus)).into(),
                (&variants(
                    corpus,
                    phrase
                        .variants
                        .iter()
                        .map(|(forms, n)| (forms.as_slice(), *n)),
                ))
                    .into(),
                phrase.length().into(),
                phrase.count.into(),
                phrase.nested.into(),
                phrase.df.into(),
                phrase.events.into(),
                phrase.sources.into(),
                phrase.c_value.into(),
                phrase.score.into(),
                phrase.language.code().into(),
            ]);
        },
    )
}

pub(super) fn phrases_by_source<'a>(corpus: &'a Corpus, phrases: &'a KeyPhrases) -> Table<'a> {
    let spec = TableSpec {
        name: "phrases_by_source",
        row: "a source and a key phrase that occurs in it",
        columns: Cow::Borrowed(&PHRASES_BY_SOURCE),
        key: &["source", "phrase", "language"],
        order: "by source, then by count, highest first, then by phrase and language",
    };
    let tokens = corpus.tokens_by_source();
    Table::blocks(spec, corpus.sources.len(), move |source, out| {
        for found in &phrases.by_source[source] {
            let phrase = phrases.phrase(found.phrase);
            out.row(&[
                (&corpus.sources[source]).into(),
                (&phrase.text).into(),
                (&phrase.label(corpus)).into(),
                found.count.into(),
                found.df.into(),
                rate(1_000_000.0, found.count, tokens[source]).into(),
                phrase.language.code().into(),
            ]);
        }
    })
}
