//! What was read, what was left out and why.

use std::collections::BTreeMap;

use super::text::{and_more, count, plain, some, table};
use crate::analyze::Results;
use crate::corpus::first_and_last;
use crate::model::{Corpus, DocId};

/// The most sources and skipped documents listed; the tables have all.
const MOST: usize = 40;

/// What a report is called.
pub(super) const TITLE: &str = "What these sources keep repeating";

pub(super) fn section(results: &Results) -> String {
    let corpus = &results.corpus;
    let mut out = format!("# {TITLE}\n\n## What was read\n\n{}\n", overview(results));
    out.push_str(&languages(corpus));
    out.push('\n');
    out.push_str(&sources(corpus));
    out.push_str(&skipped(corpus));
    out.push_str(&notes(corpus));
    out
}

/// How much was read, in a sentence.
pub(super) fn overview(results: &Results) -> String {
    let corpus = &results.corpus;
    let sentences: u64 = corpus
        .documents
        .iter()
        .map(|d| u64::from(d.sentences))
        .sum();
    format!(
        "{} from {}: {} in {}, {}.",
        some(corpus.documents.len(), "document"),
        some(corpus.sources.len(), "source"),
        some(corpus.tokens() as usize, "token"),
        some(sentences as usize, "sentence"),
        some(results.frequency.ranking.len(), "term"),
    )
}

/// What the user should know, as a list.
pub(super) fn notes(corpus: &Corpus) -> String {
    let mut out = String::new();
    for warning in &corpus.warnings {
        out.push_str(&format!("- Note: {}.\n", plain(warning)));
    }
    if !corpus.warnings.is_empty() {
        out.push('\n');
    }
    out
}

pub(super) fn languages(corpus: &Corpus) -> String {
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for document in &corpus.documents {
        *languages.entry(document.language.name()).or_default() += 1;
    }
    let mut languages: Vec<_> = languages.into_iter().collect();
    languages.sort_by_key(|&(name, documents)| (std::cmp::Reverse(documents), name));
    let named = languages
        .iter()
        .map(|(name, n)| format!("{name} ({})", some(*n, "document")));
    format!("Languages: {}.\n", and_more(named.collect(), 12))
}

fn sources(corpus: &Corpus) -> String {
    let documents = corpus.documents_by_source();
    let rows: Vec<Vec<String>> = corpus
        .sources_by_size()
        .into_iter()
        .take(MOST)
        .map(|(source, tokens)| {
            let own = &documents[source.index()];
            vec![
                plain(&corpus.sources[source.index()]),
                count(own.len() as u64),
                count(tokens),
                dates(corpus, own),
            ]
        })
        .collect();
    let mut out = table(&["source", "documents", "tokens", "dates"], &[1, 2], &rows);
    if corpus.sources.len() > MOST {
        out.push_str(&format!(
            "The {MOST} largest of {} sources; `documents.csv` has all.\n\n",
            count(corpus.sources.len() as u64)
        ));
    }
    out
}

/// First and last date of some documents.
pub(super) fn dates(corpus: &Corpus, documents: &[DocId]) -> String {
    let dates = documents
        .iter()
        .map(|&id| corpus.document(id).info.date.as_str());
    match first_and_last(dates) {
        Some((first, last)) if first == last => first.to_owned(),
        Some((first, last)) => format!("{first} to {last}"),
        None => String::new(),
    }
}

fn skipped(corpus: &Corpus) -> String {
    if corpus.skipped.is_empty() {
        return "No document was left out.\n\n".to_owned();
    }
    let mut out = format!("Left out: {}.\n\n", some(corpus.skipped.len(), "document"));
    for row in corpus.skipped.iter().take(MOST) {
        out.push_str(&format!(
            "- {}: {}\n",
            plain(&row.place.to_string()),
            plain(&row.reason)
        ));
    }
    if corpus.skipped.len() > MOST {
        out.push_str("- and more; `documents.csv` has all\n");
    }
    out.push('\n');
    out
}
