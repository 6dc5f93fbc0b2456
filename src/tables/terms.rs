//! `terms.csv` and `terms_by_source.csv`: how often each term occurs, and in how many documents.

use super::groups::Groups;
use super::lookups::{LabelledTerms, SourceNames};
use super::spread::DispersionCells;
use super::variants;
use crate::analyze::{Dispersions, Frequency, TfIdf};
use crate::model::{Corpus, Language, Shared, TableBuilder, TypedTable, row, table};
use crate::stats::rate;

row! {
    /// A row of `terms.csv`.
    pub struct TermRow<'a>, TermColumns {
        term: &'a str => "Stem or lemma that the forms share",
        label: &'a str => "Most frequent form, in its most frequent spelling inside sentences; with a list of lemmas or synonyms, the lemma or preferred word",
        variants: String => "Forms with their occurrences, the most frequent first",
        language: &'static str => "Language, ISO 639",
        cf: u64 => "Occurrences in the corpus",
        df: u32 => "Documents that contain the term",
        events: u32 => "Documents that contain the term, copies of one text (copy_cluster of documents.csv) counted once",
        sources: u32 => "Sources that contain the term",
        per_million: Option<f64> => "Occurrences per million tokens of the corpus",
        idf: f64 => "Inverse document frequency, by the weighting given in run.json",
        dispersion: DispersionCells => _,
    }
}

table! {
    /// `terms.csv`.
    Terms of TermRow<'a>,
    row: "a term",
    key: [term, language],
    order: "by cf, highest first, then by term and language",
}

row! {
    /// A row of `terms_by_source.csv`.
    pub struct SourceTermRow<'a>, SourceTermColumns {
        source: Shared<SourceNames<'a>> => { source: "Source" },
        term: Shared<LabelledTerms<'a>> => {
            term: "Stem that the forms share",
            label: "Most frequent form in the corpus, in its most frequent spelling inside sentences",
        },
        cf: u32 => "Occurrences in the source",
        df: u32 => "Documents of the source that contain the term",
        per_million: Option<f64> => "Occurrences per million tokens of the source",
        language: &'static str => "Language, ISO 639",
    }
}

table! {
    /// `terms_by_source.csv`.
    TermsBySource of SourceTermRow<'a>,
    row: "a source and a term that occurs in it",
    key: [source, term.term, language],
    order: "by source, then by cf, highest first, then by term and language",
}

pub(super) fn terms<'a>(
    corpus: &'a Corpus,
    tokens: u64,
    (frequency, tfidf, dispersions): (&'a Frequency, &'a TfIdf, &'a Dispersions),
) -> TypedTable<'a, Terms> {
    TableBuilder::new().by_row(frequency.ranking.len(), move |rank| {
        let id = frequency.ranking[rank];
        let term = corpus.vocabulary.term(id);
        let counts = &frequency.terms[id.index()];
        let forms = frequency.variants[id.index()].iter();
        TermRow {
            term: &term.text,
            label: frequency.label(corpus, id),
            variants: variants(
                corpus,
                forms.map(|(form, n)| (std::slice::from_ref(form), *n)),
            ),
            language: term.language.code(),
            cf: counts.cf,
            df: counts.df,
            events: counts.events,
            sources: counts.sources,
            per_million: rate(1_000_000.0, counts.cf, tokens),
            idf: tfidf.idf_of(id),
            dispersion: DispersionCells::of(dispersions, id.index()),
        }
    })
}

pub(super) fn terms_by_source<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
) -> TypedTable<'a, TermsBySource> {
    let tokens = corpus.tokens_by_source();
    // The languages alone stay in the cache, whole terms do not.
    let terms = corpus.vocabulary.terms.iter();
    let languages: Vec<Language> = terms.map(|term| term.language).collect();
    let groups = Groups::new(frequency.by_source.iter().map(Vec::len));
    let mut table = TableBuilder::new();
    let sources = table.shelf(SourceNames(corpus));
    let terms = table.shelf(LabelledTerms { corpus, frequency });
    table.rows(groups.rows(), move |rows, out| {
        for (source, places) in groups.parts(rows) {
            for count in &frequency.by_source[source][places] {
                out.push(SourceTermRow {
                    source: sources.entry(source),
                    term: terms.entry(count.term.index()),
                    cf: count.cf,
                    df: count.df,
                    per_million: rate(1_000_000.0, count.cf.into(), tokens[source]),
                    language: languages[count.term.index()].code(),
                });
            }
        }
    })
}
