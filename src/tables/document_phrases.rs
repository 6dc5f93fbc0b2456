//! `document_phrases.csv`: the key phrases of each document, with the parts of their scores.

use std::borrow::Cow;

use super::document_names;
use super::groups::Groups;
use super::variants;
use crate::analyze::{DocumentPhrases, spell};
use crate::model::{Cell, Column, Corpus, Table, TableSpec};

static COLUMNS: [Column; 15] = [
    Column::string("doc_id", "Document"),
    Column::string("source", "Source of the document"),
    Column::integer(
        "rank",
        "Place among the key phrases of the document, from 1",
    ),
    Column::string("phrase", "Terms of the phrase, joined by a space"),
    Column::string("label", "Most frequent wording in the document"),
    Column::string(
        "variants",
        "Wordings with the same words and their occurrences in the document, most frequent first",
    ),
    Column::integer("length", "Words"),
    Column::integer("n", "Occurrences in the document"),
    Column::integer(
        "n_alone",
        "Occurrences that are no part of a longer run of words",
    ),
    Column::integer("first", "First token in the document, from 1"),
    Column::integer("sentences", "Sentences of the document that hold it"),
    Column::integer("df", "Documents that hold the phrase"),
    Column::number(
        "cohesion",
        "Occurrences over the geometric mean of those of its words",
    ),
    Column::number("word_mean", "Mean occurrences of its words in the document"),
    Column::number(
        "score",
        "Score by the measure of the settings: high is good for refrain, low for yake",
    ),
];

pub(super) fn document_phrases<'a>(corpus: &'a Corpus, found: &'a DocumentPhrases) -> Table<'a> {
    let spec = TableSpec {
        name: "document_phrases",
        row: "a document and one of its key phrases",
        columns: Cow::Borrowed(&COLUMNS),
        key: &["doc_id", "rank"],
        order: "by doc_id, then by rank",
    };
    let groups = Groups::new(found.by_document.iter().map(Vec::len));
    let table = Table::new(spec, groups.rows(), move |rows, out| {
        for (document, places) in groups.parts(rows) {
            for place in places {
                let own = &found.by_document[document][place];
                let terms = own.terms.iter();
                let words: Vec<&str> = terms
                    .map(|&term| &*corpus.vocabulary.term(term).text)
                    .collect();
                let forms = own.variants.iter();
                let spelled = variants(corpus, forms.map(|(forms, n)| (forms.as_slice(), *n)));
                let label = own.variants.first();
                let label = label.map_or_else(String::new, |(forms, _)| spell(corpus, forms));
                out.row(&[
                    Cell::entry(0, document),
                    (place + 1).into(),
                    (&words.join(" ")).into(),
                    (&label).into(),
                    (&spelled).into(),
                    own.terms.len().into(),
                    own.facts.n.into(),
                    own.facts.alone.into(),
                    (own.facts.first + 1).into(),
                    own.sentences.into(),
                    own.df.into(),
                    own.facts.cohesion().into(),
                    own.facts.word_mean.into(),
                    own.score.into(),
                ]);
            }
        }
    });
    table.with([document_names(corpus)])
}
