//! `concept_candidates.csv`: phrases that may belong to a concept, each with an example.

use super::groups::Groups;
use crate::analyze::{Candidate, Concepts, KeyPhrases, Wording};
use crate::count::Spellings;
use crate::model::{Boundary, Corpus, TableBuilder, TokenBuffer, TypedTable, row, table};

row! {
    /// A row of `concept_candidates.csv`.
    pub struct CandidateRow<'a>, CandidateColumns {
        concept: &'a str => "Concept",
        rank: usize => "Rank among the candidates for the concept, from 1",
        phrase: String => "Terms of the phrase, joined by a space",
        label: String => "Most frequent wording; if the candidate contains the concept, the wording in the example",
        relation: &'static str => "contains the concept (a hit with the word before or after it), shares words (with its hits), or keeps company (occurs in its sentences)",
        count: u64 => "Occurrences",
        documents: u64 => "Documents that contain it",
        sources: u64 => "Sources that contain it",
        sentences_both: u64 => "Sentences with a hit of the concept that also contain the phrase outside hits",
        sentences_concept: u64 => "Sentences with a hit of the concept",
        sentences_phrase: u64 => "Sentences that contain the phrase outside hits of the concept",
        sentences: u64 => "All sentences",
        log_likelihood: Option<f64> => "Log-likelihood ratio G2 of occurring in the same sentences; empty if they do so no more often than expected, or in only one sentence",
        word_share: f64 => "How much of the phrase consists of words of the concept, 0 to 1: for each word the share of hits that contain it, weighted by ln(N/df)+1",
        score: f64 => "Sum of 1/(60 + rank) over the ranking by log_likelihood and the ranking by words (word_share x ln(1 + sentences with the phrase, or hits with the word next to them))",
        example: String => "A sentence with the phrase, shortened if it is long",
        doc_id: &'a str => "Document of the example",
        language: &'static str => "Language, ISO 639",
    }
}

table! {
    /// `concept_candidates.csv`.
    ConceptCandidates of CandidateRow<'a>,
    row: "a concept and a phrase that could be added to it",
    key: [concept, phrase, language],
    order: "by concept in the order of the codebook, then by rank",
}

pub(super) fn candidates<'a>(
    (corpus, spellings): (&'a Corpus, &'a Spellings),
    phrases: &'a KeyPhrases,
    concepts: &'a Concepts,
    candidates: &'a [Vec<Candidate>],
    context: u32,
) -> TypedTable<'a, ConceptCandidates> {
    let rows = Groups::new(candidates.iter().map(Vec::len));
    TableBuilder::new().rows(rows.rows(), move |range, out| {
        for (concept, places) in rows.parts(range) {
            for place in places {
                let candidate = &candidates[concept][place];
                let name = Name::of(corpus, spellings, phrases, &candidate.wording);
                out.push(CandidateRow {
                    concept: &concepts.codebook.categories[concept].name,
                    rank: place + 1,
                    phrase: name.text,
                    label: name.label,
                    relation: candidate.relation.words(),
                    count: name.count,
                    documents: name.documents,
                    sources: name.sources,
                    sentences_both: candidate.table.both,
                    sentences_concept: candidate.table.first,
                    sentences_phrase: candidate.table.second,
                    sentences: candidate.table.total,
                    log_likelihood: candidate.log_likelihood,
                    word_share: candidate.word_share,
                    score: candidate.score,
                    example: example(corpus, candidate, context),
                    doc_id: &corpus.document(candidate.example.0).info.doc_id,
                    language: name.language,
                });
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
    fn of(corpus: &Corpus, spellings: &Spellings, phrases: &KeyPhrases, wording: &Wording) -> Self {
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
            Wording::Extension(extension) => {
                let terms = extension.terms.iter().map(|&id| corpus.vocabulary.term(id));
                let words: Vec<&str> = terms.map(|term| &*term.text).collect();
                Self {
                    text: words.join(" "),
                    label: extension.label(corpus, spellings),
                    language: corpus.document(extension.example.0).language.code(),
                    count: extension.count,
                    documents: extension.documents,
                    sources: extension.sources,
                }
            }
        }
    }
}

/// The sentence of a candidate's example, at most `context` words before its phrase and twice as
/// many behind its begin.
fn example(corpus: &Corpus, candidate: &Candidate, context: u32) -> String {
    let (document, token) = (candidate.example.0, candidate.example.1 as usize);
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
