//! `concept_candidates.csv`: phrases that may belong to a concept, each with an example.

use std::borrow::Cow;

use super::groups::Groups;
use crate::analyze::{Candidate, Concepts, KeyPhrases, Wording, spell};
use crate::model::{Boundary, Column, Corpus, Table, TableSpec, TokenBuffer};

static COLUMNS: [Column; 18] = [
    Column::string("concept", "Concept"),
    Column::integer("rank", "Rank among the candidates of the concept, from 1"),
    Column::string("phrase", "Terms of the phrase, joined by a space"),
    Column::string(
        "label",
        "Most frequent wording; of what contains the concept, the wording of the example",
    ),
    Column::string(
        "relation",
        "contains the concept (a hit with the next word before or behind it), shares words (of its hits), or keeps company (in its sentences)",
    ),
    Column::integer("count", "Occurrences"),
    Column::integer("documents", "Documents that hold it"),
    Column::integer("sources", "Sources that hold it"),
    Column::integer(
        "sentences_both",
        "Sentences in which it stands apart from hits of the concept",
    ),
    Column::integer("sentences_concept", "Sentences with a hit of the concept"),
    Column::integer(
        "sentences_phrase",
        "Sentences that hold the phrase apart from hits of the concept",
    ),
    Column::integer("sentences", "All sentences"),
    Column::number(
        "log_likelihood",
        "G2 of the company in sentences; empty if there is none beyond chance, or in one sentence only",
    ),
    Column::number(
        "word_share",
        "How much of the phrase is the concept's own words, 0 to 1: shares of hits that hold a word, weighed by ln(N/df)+1",
    ),
    Column::number(
        "score",
        "Sum of 1/(60 + rank) over the ranking by company and the ranking by words (word_share x ln(1 + sentences that hold the phrase, or hits with the word beside them))",
    ),
    Column::string(
        "example",
        "A sentence with the phrase, its middle if it is long",
    ),
    Column::string("doc_id", "The document of the example"),
    Column::string("language", "Language, ISO 639-1"),
];

pub(super) fn candidates<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    concepts: &'a Concepts,
    candidates: &'a [Vec<Candidate>],
    context: u32,
) -> Table<'a> {
    let spec = TableSpec {
        name: "concept_candidates",
        row: "a concept and a phrase that may belong to it",
        columns: Cow::Borrowed(&COLUMNS),
        key: &["concept", "phrase", "language"],
        order: "by concept in the order of the codebook, then by rank",
    };
    let rows = Groups::new(candidates.iter().map(Vec::len));
    Table::new(spec, rows.rows(), move |range, out| {
        for (concept, places) in rows.parts(range) {
            let concept_name = &concepts.codebook.categories[concept].name;
            for place in places {
                let own = &candidates[concept][place];
                let name = Name::of(corpus, phrases, &own.wording);
                let example = example(corpus, own, context);
                out.row(&[
                    concept_name.into(),
                    (place + 1).into(),
                    (&name.text).into(),
                    (&name.label).into(),
                    own.relation.words().into(),
                    name.count.into(),
                    name.documents.into(),
                    name.sources.into(),
                    own.table.both.into(),
                    own.table.first.into(),
                    own.table.second.into(),
                    own.table.total.into(),
                    own.log_likelihood.into(),
                    own.word_share.into(),
                    own.score.into(),
                    (&example).into(),
                    (&corpus.document(own.example.0).info.doc_id).into(),
                    name.language.into(),
                ]);
            }
        }
    })
}

/// What a candidate is called, and how often it occurs.
struct Name {
    text: String,
    label: String,
    language: &'static str,
    count: u64,
    documents: u64,
    sources: u64,
}

impl Name {
    fn of(corpus: &Corpus, phrases: &KeyPhrases, wording: &Wording) -> Self {
        match wording {
            Wording::Phrase(id) => {
                let phrase = phrases.phrase(*id);
                Self {
                    text: phrase.text.clone(),
                    label: phrase.label(corpus),
                    language: phrase.language.code(),
                    count: phrase.count,
                    documents: phrase.df.into(),
                    sources: phrase.sources.into(),
                }
            }
            Wording::Extension(own) => {
                let terms = own.terms.iter().map(|&id| corpus.vocabulary.term(id));
                let words: Vec<&str> = terms.map(|term| &*term.text).collect();
                Self {
                    text: words.join(" "),
                    label: spell(corpus, &own.forms(corpus)),
                    language: corpus.document(own.example.0).language.code(),
                    count: own.count,
                    documents: own.documents,
                    sources: own.sources,
                }
            }
        }
    }
}

/// The sentence of a candidate's example, at most `context` words before its phrase and twice as
/// many behind its begin.
fn example(corpus: &Corpus, own: &Candidate, context: u32) -> String {
    let (document, token) = (own.example.0, own.example.1 as usize);
    let mut tokens = TokenBuffer::default();
    corpus.read_tokens(document, &mut tokens);
    let mut units = tokens.units(Boundary::Sentence);
    let Some(sentence) = units.find(|unit| unit.contains(&token)) else {
        return String::new();
    };
    let context = context as usize;
    let first = sentence.start.max(token.saturating_sub(context));
    let end = sentence
        .end
        .min(token.saturating_add(2 * context).max(token + 1));
    let from = tokens.positions[first] as usize;
    let to = tokens.positions[end - 1] as usize + 1;
    corpus.text(document, from..to)
}
