//! `terms.csv` and `terms_by_source.csv`: how often each term occurs, and in how many documents.

use std::borrow::Cow;

use super::groups::Groups;
use super::spread::{spread_cells, with_cells, with_spread};
use super::{source_names, variants};
use crate::analyze::{Dispersions, Frequency, TfIdf};
use crate::model::{
    Cell, Column, Corpus, Dictionary, Language, RowWriter, Table, TableSpec, TermId,
};
use crate::stats::rate;

static TERMS: [Column; 10] = [
    Column::string("term", "Stem that the forms share"),
    Column::string("label", "Most frequent form"),
    Column::string(
        "variants",
        "Forms with their occurrences, most frequent first",
    ),
    Column::string("language", "Language, ISO 639-1"),
    Column::integer("cf", "Occurrences in the corpus"),
    Column::integer("df", "Documents that hold the term"),
    Column::integer(
        "events",
        "Documents that hold the term, copies of one text (copy_cluster of documents.csv) counted once",
    ),
    Column::integer("sources", "Sources that hold the term"),
    Column::number(
        "per_million",
        "Occurrences per million tokens of the corpus",
    ),
    Column::number(
        "idf",
        "Document-frequency part of TF-IDF in the weighting of run.json",
    ),
];

static TERMS_BY_SOURCE: [Column; 7] = [
    Column::string("source", "Source"),
    Column::string("term", "Stem that the forms share"),
    Column::string("label", "Most frequent form in the corpus"),
    Column::integer("cf", "Occurrences in the source"),
    Column::integer("df", "Documents of the source that hold the term"),
    Column::number(
        "per_million",
        "Occurrences per million tokens of the source",
    ),
    Column::string("language", "Language, ISO 639-1"),
];

pub(super) fn terms<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    tfidf: &'a TfIdf,
    spread: &'a Dispersions,
) -> Table<'a> {
    let spec = TableSpec {
        name: "terms",
        row: "a term",
        columns: with_spread(&TERMS),
        key: &["term", "language"],
        order: "by cf, highest first, then by term and language",
    };
    let tokens = corpus.tokens();
    Table::by_row(
        spec,
        frequency.ranking.len(),
        move |index, out: &mut dyn RowWriter| {
            let id = frequency.ranking[index];
            let term = corpus.vocabulary.term(id);
            let counts = &frequency.terms[id.index()];
            let forms = frequency.variants[id.index()].iter();
            let spelled = variants(
                corpus,
                forms.map(|(form, n)| (std::slice::from_ref(form), *n)),
            );
            let cells = [
                term.text.as_ref().into(),
                frequency.label(corpus, id).into(),
                (&spelled).into(),
                term.language.code().into(),
                counts.cf.into(),
                counts.df.into(),
                counts.events.into(),
                counts.sources.into(),
                rate(1_000_000.0, counts.cf, tokens).into(),
                tfidf.idf_of(id).into(),
            ];
            out.row(&with_cells::<18>(&cells, &spread_cells(spread, id.index())));
        },
    )
}

pub(super) fn terms_by_source<'a>(corpus: &'a Corpus, frequency: &'a Frequency) -> Table<'a> {
    let spec = TableSpec {
        name: "terms_by_source",
        row: "a source and a term that occurs in it",
        columns: Cow::Borrowed(&TERMS_BY_SOURCE),
        key: &["source", "term", "language"],
        order: "by source, then by cf, highest first, then by term and language",
    };
    let tokens = corpus.tokens_by_source();
    // The languages alone stay in the cache, whole terms do not.
    let terms = corpus.vocabulary.terms.iter();
    let languages: Vec<Language> = terms.map(|term| term.language).collect();
    let groups = Groups::new(frequency.by_source.iter().map(Vec::len));
    let table = Table::new(spec, groups.rows(), move |rows, out| {
        for (source, places) in groups.parts(rows) {
            for count in &frequency.by_source[source][places] {
                out.row(&[
                    Cell::entry(0, source),
                    Cell::entry(1, count.term.index()),
                    count.cf.into(),
                    count.df.into(),
                    rate(1_000_000.0, count.cf.into(), tokens[source]).into(),
                    languages[count.term.index()].code().into(),
                ]);
            }
        }
    });
    table.with([source_names(corpus), labelled_terms(corpus, frequency)])
}

/// Each term with its label, by [`TermId`].
pub(super) fn labelled_terms<'a>(corpus: &'a Corpus, frequency: &'a Frequency) -> Dictionary<'a> {
    Dictionary::new(corpus.vocabulary.terms.len(), move |term, out| {
        let id = TermId::new(term);
        let text = corpus.vocabulary.term(id).text.as_ref();
        out.row(&[text.into(), frequency.label(corpus, id).into()]);
    })
}
