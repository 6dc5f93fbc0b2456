//! `parallel_sentences.csv` and `wording.csv`: what sources say in other words.

use crate::analyze::{self, Expression, ParallelSentence, spell};
use crate::model::{Corpus, FormId, TableBuilder, TypedTable, row, table};

row! {
    /// A row of `parallel_sentences.csv`.
    pub struct ParallelSentenceRow<'a>, ParallelSentenceColumns {
        doc_id_1: &'a str => "The earlier document, by date (undated last), then by doc_id",
        source_1: &'a str => "Its source",
        sentence_1: u32 => "Number of the sentence in the document, from 1",
        doc_id_2: &'a str => "The later document",
        source_2: &'a str => "Its source",
        sentence_2: u32 => "Number of the sentence in the document, from 1",
        similarity: f64 => "Dice coefficient of the terms of the two sentences, weighted by idf, 0 to 1",
        only_1: String => "Words of the first sentence whose terms the second lacks, without stop words, each term once",
        only_2: String => "Words of the second sentence whose terms the first lacks, likewise",
        text_1: String => "The first sentence",
        text_2: String => "The second sentence",
        document_similarity: f64 => "Cosine of the terms of the two documents, weighted by (1 + ln n) · idf, 0 to 1",
    }
}

table! {
    /// `parallel_sentences.csv`.
    ParallelSentences of ParallelSentenceRow<'a>,
    row: "two sentences of different sources that paraphrase each other",
    key: [doc_id_1, sentence_1, doc_id_2],
    order: "by the earlier document and the later one, by date and doc_id, then by sentence_1",
}

row! {
    /// A row of `wording.csv`.
    pub struct WordingRow<'a>, WordingColumns {
        expression_1: String => "First expression, in its most frequent wording",
        expression_2: String => "Second expression, used in place of the first in other documents; the pair is in the order of its stems",
        sentence_pairs: u32 => "Pairs of sentences in which one replaces the other",
        document_pairs: u32 => "Pairs of documents with such sentences",
        documents_1: u32 => "Documents with the first expression in such a sentence",
        documents_2: u32 => "Documents with the second expression in such a sentence",
        sources_1: String => "Sources of the first expression with their documents, the most frequent first",
        sources_2: String => "Sources of the second expression with their documents, the most frequent first",
        example_doc_id_1: &'a str => "A document with the first expression",
        example_1: String => "The sentence with the expression",
        example_doc_id_2: &'a str => "A document with the second expression",
        example_2: String => "The sentence with the expression",
    }
}

table! {
    /// `wording.csv`.
    Wording of WordingRow<'a>,
    row: "two expressions that replace each other",
    key: [expression_1, expression_2],
    order: "by document_pairs and sentence_pairs, highest first, then by the stems of both",
}

pub(super) fn parallel_sentences<'a>(
    corpus: &'a Corpus,
    wording: &'a analyze::ParallelSentences,
) -> TypedTable<'a, ParallelSentences> {
    TableBuilder::new().by_row(wording.pairs.len(), move |row| {
        let pair = &wording.pairs[row];
        let (first, second) = (&pair.first, &pair.second);
        let source = |sentence: &ParallelSentence| {
            let source = corpus.document(sentence.document).source;
            corpus.sources[source.index()].as_str()
        };
        ParallelSentenceRow {
            doc_id_1: doc_id(corpus, first),
            source_1: source(first),
            sentence_1: first.number,
            doc_id_2: doc_id(corpus, second),
            source_2: source(second),
            sentence_2: second.number,
            similarity: pair.similarity,
            only_1: listed(corpus, &first.only),
            only_2: listed(corpus, &second.only),
            text_1: first.text(corpus),
            text_2: second.text(corpus),
            document_similarity: pair.documents,
        }
    })
}

pub(super) fn wording<'a>(
    corpus: &'a Corpus,
    wording: &'a analyze::ParallelSentences,
) -> TypedTable<'a, Wording> {
    TableBuilder::new().by_row(wording.replacements.len(), move |row| {
        let replacement = &wording.replacements[row];
        let [first, second] = &replacement.sides;
        let pair = &wording.pairs[replacement.example];
        let mut examples = [&pair.first, &pair.second];
        if replacement.is_swapped {
            examples.reverse();
        }
        WordingRow {
            expression_1: spell(corpus, &first.forms),
            expression_2: spell(corpus, &second.forms),
            sentence_pairs: replacement.sentence_pairs,
            document_pairs: replacement.document_pairs,
            documents_1: first.documents,
            documents_2: second.documents,
            sources_1: sources(corpus, first),
            sources_2: sources(corpus, second),
            example_doc_id_1: doc_id(corpus, examples[0]),
            example_1: examples[0].text(corpus),
            example_doc_id_2: doc_id(corpus, examples[1]),
            example_2: examples[1].text(corpus),
        }
    })
}

/// The document of a sentence.
fn doc_id<'a>(corpus: &'a Corpus, sentence: &ParallelSentence) -> &'a str {
    &corpus.document(sentence.document).info.doc_id
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
