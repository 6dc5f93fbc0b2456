//! `parallel_sentences.csv` and `wording.csv`: what sources say in other words.

use std::borrow::Cow;

use crate::analyze::{Expression, ParallelSentence, ParallelSentences, spell};
use crate::model::{Column, Corpus, FormId, Table, TableSpec};

static SENTENCES: [Column; 12] = [
    Column::string(
        "doc_id_1",
        "The earlier document, by date, undated ones last, then by doc_id",
    ),
    Column::string("source_1", "Its source"),
    Column::integer("sentence_1", "Number of the sentence in it, from 1"),
    Column::string("doc_id_2", "The later document"),
    Column::string("source_2", "Its source"),
    Column::integer("sentence_2", "Number of the sentence in it, from 1"),
    Column::number(
        "similarity",
        "Weighted coefficient of Dice over the terms of the sentences, weighed by idf, 0 to 1",
    ),
    Column::string(
        "only_1",
        "Words whose terms only the first sentence has, stop words apart, each term once",
    ),
    Column::string("only_2", "Words whose terms only the second has"),
    Column::string("text_1", "The first sentence"),
    Column::string("text_2", "The second sentence"),
    Column::number(
        "document_similarity",
        "Cosine of the two documents over their terms, weighed by (1 + ln n) · idf, 0 to 1",
    ),
];

static WORDING: [Column; 12] = [
    Column::string(
        "expression_1",
        "An expression, in its most frequent wording",
    ),
    Column::string(
        "expression_2",
        "One that stands in its place in other documents; the pair is in the order of its stems",
    ),
    Column::integer(
        "sentence_pairs",
        "Pairs of sentences in which one stands for the other",
    ),
    Column::integer(
        "document_pairs",
        "Pairs of documents that such sentences are from",
    ),
    Column::integer(
        "documents_1",
        "Documents that have the first expression there",
    ),
    Column::integer("documents_2", "Documents that have the second one there"),
    Column::string(
        "sources_1",
        "Sources of the first with their documents, the most first",
    ),
    Column::string(
        "sources_2",
        "Sources of the second with their documents, the most first",
    ),
    Column::string("example_doc_id_1", "A document with the first expression"),
    Column::string("example_1", "The sentence that has it there"),
    Column::string("example_doc_id_2", "A document with the second"),
    Column::string("example_2", "The sentence that has it there"),
];

pub(super) fn parallel_sentences<'a>(
    corpus: &'a Corpus,
    found: &'a ParallelSentences,
) -> Table<'a> {
    let spec = TableSpec {
        name: "parallel_sentences",
        row: "two sentences of different sources that say the same in other words",
        columns: Cow::Borrowed(&SENTENCES),
        key: &["doc_id_1", "sentence_1", "doc_id_2"],
        order: "by the earlier document and the later one, by date and doc_id, then by sentence_1",
    };
    Table::by_row(spec, found.pairs.len(), move |row, out| {
        let own = &found.pairs[row];
        let source = |sentence: &ParallelSentence| {
            let document = corpus.document(sentence.document);
            (
                &document.info.doc_id,
                &corpus.sources[document.source.index()],
            )
        };
        let (first, second) = (&own.first, &own.second);
        let (doc_1, source_1) = source(first);
        let (doc_2, source_2) = source(second);
        out.row(&[
            doc_1.into(),
            source_1.into(),
            first.number.into(),
            doc_2.into(),
            source_2.into(),
            second.number.into(),
            own.similarity.into(),
            (&listed(corpus, &first.only)).into(),
            (&listed(corpus, &second.only)).into(),
            (&first.text(corpus)).into(),
            (&second.text(corpus)).into(),
            own.documents.into(),
        ]);
    })
}

pub(super) fn wording<'a>(corpus: &'a Corpus, found: &'a ParallelSentences) -> Table<'a> {
    let spec = TableSpec {
        name: "wording",
        row: "two expressions that stand in each other's place",
        columns: Cow::Borrowed(&WORDING),
        key: &["expression_1", "expression_2"],
        order: "by document_pairs and sentence_pairs, highest first, then by the stems of both",
    };
    Table::by_row(spec, found.replacements.len(), move |row, out| {
        let own = &found.replacements[row];
        let [first, second] = &own.sides;
        let pair = &found.pairs[own.example];
        let mut examples = [&pair.first, &pair.second];
        if own.is_swapped {
            examples.reverse();
        }
        let doc_id = |sentence: &ParallelSentence| &corpus.document(sentence.document).info.doc_id;
        out.row(&[
            (&spell(corpus, &first.forms)).into(),
            (&spell(corpus, &second.forms)).into(),
            own.sentence_pairs.into(),
            own.document_pairs.into(),
            first.documents.into(),
            second.documents.into(),
            (&sources(corpus, first)).into(),
            (&sources(corpus, second)).into(),
            doc_id(examples[0]).into(),
            (&examples[0].text(corpus)).into(),
            doc_id(examples[1]).into(),
            (&examples[1].text(corpus)).into(),
        ]);
    })
}

/// Words as a list.
fn listed(corpus: &Corpus, forms: &[FormId]) -> String {
    let words = forms
        .iter()
        .map(|&form| &*corpus.vocabulary.form(form).text);
    words.collect::<Vec<_>>().join(", ")
}

/// Sources with their documents: `agency (12); ministry (3)`.
fn sources(corpus: &Corpus, expression: &Expression) -> String {
    let sources = expression.sources.iter();
    let named = sources.map(|&(source, n)| format!("{} ({n})", corpus.sources[source.index()]));
    named.collect::<Vec<_>>().join("; ")
}
