//! `phrases.csv` and `phrases_by_source.csv`: key phrases with their counts and scores.

use std::borrow::Cow;

use super::groups::Groups;
use super::spread::{spread_cells, with_cells, with_spread};
use super::{source_names, variants};
use crate::analyze::{ItemDispersions, KeyPhrases};
use crate::model::{
    Cell, Column, Corpus, Dictionary, Language, PhraseId, RowWriter, Table, TableSpec,
};
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
        "log2(1 + length) x (count - count_nested) x share of sources that hold it x cohesion^0.3; of a single word x sqrt(ln((N+1)/df)/ln(N+1)) instead of cohesion",
    ),
    Column::string("language", "Language, ISO 639-1"),
];

static MORE: [Column; 6] = [
    Column::number(
        "cohesion",
        "Occurrences over the geometric mean of those of its words, stop words left out: 1 if they occur only together",
    ),
    Column::integer("sentences", "Sentences that hold the phrase"),
    Column::number(
        "first_place",
        "Share of a document before the first occurrence in it, mean of the documents that hold the phrase: 0 is the beginning",
    ),
    Column::string(
        "group",
        "Label of the most frequent phrase among those of the same words in whatever order, stop words left out",
    ),
    Column::integer("group_count", "Occurrences of all phrases of the group"),
    Column::string(
        "group_phrases",
        "Phrases of the group with their occurrences",
    ),
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

pub(super) fn phrases<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    spread: &'a ItemDispersions,
) -> Table<'a> {
    let spec = TableSpec {
        name: "phrases",
        row: "a key phrase",
        columns: Cow::Owned([&with_spread(&PHRASES), MORE.as_slice()].concat()),
        key: &["phrase", "language"],
        order: "by score, highest first, then by phrase and language",
    };
    Table::by_row(
        spec,
        phrases.ranking.len(),
        move |index, out: &mut dyn RowWriter| {
            let id = phrases.ranking[index];
            let phrase = phrases.phrase(id);
            let label = phrase.label(corpus);
            let forms = phrase.variants.iter();
            let spelled = variants(corpus, forms.map(|(forms, n)| (forms.as_slice(), *n)));
            let cells = [
                (&phrase.text).into(),
                (&label).into(),
                (&spelled).into(),
                phrase.length().into(),
                phrase.count.into(),
                phrase.nested.into(),
                phrase.df.into(),
                phrase.events.into(),
                phrase.sources.into(),
                phrase.c_value.into(),
                phrase.score.into(),
                phrase.language.code().into(),
            ];
            let cells = with_cells::<20>(&cells, &spread_cells(&spread.phrases, id.index()));
            let group = Group::of(corpus, phrases, id);
            let places = &spread.places[id.index()];
            let more = [
                phrase.cohesion.into(),
                places.sentences.into(),
                places.first_place.into(),
                (&group.label).into(),
                group.count.into(),
                (&group.phrases).into(),
            ];
            out.row(&with_cells::<26>(&cells, &more));
        },
    )
}

/// The near-variants of a phrase as the table has them.
struct Group {
    label: String,
    count: u64,
    phrases: String,
}

impl Group {
    fn of(corpus: &Corpus, phrases: &KeyPhrases, id: PhraseId) -> Self {
        let group = phrases.groups.of(id);
        let named = group.phrases.iter().map(|&id| phrases.phrase(id));
        let named = named.map(|own| (own.label(corpus), own.count));
        let named: Vec<(String, u64)> = named.collect();
        let spelled = named.iter().map(|(label, n)| format!("{label} ({n})"));
        Self {
            phrases: spelled.collect::<Vec<_>>().join("; "),
            label: named
                .into_iter()
                .next()
                .map_or_else(String::new, |(label, _)| label),
            count: group.count,
        }
    }
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
    // The languages alone stay in the cache, whole phrases do not.
    let languages: Vec<Language> = phrases.phrases.iter().map(|own| own.language).collect();
    let groups = Groups::new(phrases.by_source.iter().map(Vec::len));
    let table = Table::new(spec, groups.rows(), move |rows, out| {
        for (source, places) in groups.parts(rows) {
            for found in &phrases.by_source[source][places] {
                out.row(&[
                    Cell::entry(0, source),
                    Cell::entry(1, found.phrase.index()),
                    found.count.into(),
                    found.df.into(),
                    rate(1_000_000.0, found.count.into(), tokens[source]).into(),
                    languages[found.phrase.index()].code().into(),
                ]);
            }
        }
    });
    let labelled = Dictionary::new(phrases.phrases.len(), move |phrase, out| {
        let phrase = &phrases.phrases[phrase];
        out.row(&[(&phrase.text).into(), (&phrase.label(corpus)).into()]);
    });
    table.with([source_names(corpus), labelled])
}
