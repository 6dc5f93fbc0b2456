//! `document_phrases.csv`: the key phrases of each document, with the parts of their scores.

use super::groups::Groups;
use super::lookups::NamedDocuments;
use super::variants;
use crate::analyze::DocumentPhrases as FoundPhrases;
use crate::model::{Corpus, Shared, TableBuilder, TypedTable, row, table};

row! {
    /// A row of `document_phrases.csv`.
    pub struct DocumentPhraseRow<'a>, DocumentPhraseColumns {
        document: Shared<NamedDocuments<'a>> => _,
        rank: usize => "Rank among the key phrases of the document, from 1",
        phrase: String => "Terms of the phrase, joined by a space",
        label: String => "Most frequent wording in the document, in its most frequent spelling there",
        variants: String => "Wordings with the same words, each with its occurrences in the document, the most frequent first",
        length: usize => "Words",
        n: u32 => "Occurrences in the document",
        n_alone: u32 => "Occurrences that are not part of a longer sequence",
        first: u32 => "Position of its first occurrence in the document, in tokens from 1",
        sentences: u32 => "Sentences of the document that contain it",
        df: u32 => "Documents that contain the phrase",
        cohesion: f64 => "Occurrences divided by the geometric mean of the occurrences of its words",
        word_mean: f64 => "Mean occurrences of its words in the document",
        score: f64 => "Score by the measure chosen in the settings: high is good for refrain, low is good for yake",
    }
}

table! {
    /// `document_phrases.csv`.
    DocumentPhrases of DocumentPhraseRow<'a>,
    row: "a document and one of its key phrases",
    key: [document.doc_id, rank],
    order: "by doc_id, then by rank",
}

pub(super) fn document_phrases<'a>(
    corpus: &'a Corpus,
    phrases: &'a FoundPhrases,
) -> TypedTable<'a, DocumentPhrases> {
    let groups = Groups::new(phrases.by_document.iter().map(Vec::len));
    let mut table = TableBuilder::new();
    let documents = table.shelf(NamedDocuments(corpus));
    table.rows(groups.rows(), move |rows, out| {
        for (document, places) in groups.parts(rows) {
            for place in places {
                let phrase = &phrases.by_document[document][place];
                let terms = phrase.terms.iter();
                let words = terms.map(|&term| &*corpus.vocabulary.term(term).text);
                let forms = phrase.variants.iter();
                out.push(DocumentPhraseRow {
                    document: documents.entry(document),
                    rank: place + 1,
                    phrase: words.collect::<Vec<_>>().join(" "),
                    label: phrase.label.to_string(),
                    variants: variants(corpus, forms.map(|(forms, n)| (forms.as_slice(), *n))),
                    length: phrase.terms.len(),
                    n: phrase.facts.n,
                    n_alone: phrase.facts.alone,
                    first: phrase.facts.first + 1,
                    sentences: phrase.sentences,
                    df: phrase.df,
                    cohesion: phrase.facts.cohesion(),
                    word_mean: phrase.facts.word_mean,
                    score: phrase.score,
                });
            }
        }
    })
}
