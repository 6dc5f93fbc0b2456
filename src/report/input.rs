//! What was read, what was left out and why.

use std::cmp::Reverse;

use super::doubts;
use super::text::{and_more, count, plain, plural, table};
use crate::analyze::Results;
use crate::corpus::first_and_last;
use crate::model::{Corpus, DocId};
use crate::order::Arrange as _;
use crate::sorted::SortedMap;

pub(super) const HEADING: &str = "The corpus";

/// What is said if every document was analysed.
pub(super) const NONE_LEFT_OUT: &str = "No file was skipped.";

/// The most sources and skipped documents listed; the tables have all.
const MOST: usize = 40;

pub(super) fn text(results: &Results) -> String {
    let corpus = &results.corpus;
    let mut out = format!("{}\n{}\n", overview(results), languages(corpus));
    out.push_str(&doubts::text(corpus));
    out.push_str(&source_table(corpus));
    out.push_str(&skipped(corpus));
    let notes = notes(corpus);
    if !notes.is_empty() {
        out.push_str("Notes:\n\n");
        out.push_str(&notes);
    }
    out
}

/// How much text there is, in a sentence.
pub(super) fn overview(results: &Results) -> String {
    let corpus = &results.corpus;
    let sentences = corpus.documents.iter().map(|d| u64::from(d.sentences));
    format!(
        "{} in {}; {}.",
        plural(corpus.tokens() as usize, "token"),
        plural(sentences.sum::<u64>() as usize, "sentence"),
        plural(results.frequency.ranking.len(), "distinct term"),
    )
}

/// What the user should know, as a list.
pub(super) fn notes(corpus: &Corpus) -> String {
    let warnings = corpus.warnings.iter();
    let notes = warnings.map(|warning| format!("- {}.\n", plain(warning)));
    let end = if corpus.warnings.is_empty() { "" } else { "\n" };
    notes.collect::<String>() + end
}

pub(super) fn languages(corpus: &Corpus) -> String {
    let mut by_name: SortedMap<&str, usize> = SortedMap::new();
    for document in &corpus.documents {
        *by_name.or_default(document.language.name()) += 1;
    }
    let mut languages: Vec<_> = by_name.into_iter().collect();
    languages.arrange_by_key(|&(name, documents)| (Reverse(documents), name));
    let named = languages
        .iter()
        .map(|(name, n)| format!("{name} ({})", plural(*n, "document")));
    format!("Languages: {}.\n", and_more(named, 12))
}

/// The sources, the largest first, each with its documents, tokens and dates.
pub(super) fn sources(corpus: &Corpus) -> impl Iterator<Item = (&str, [String; 3])> {
    let documents = corpus.documents_by_source();
    let sizes = corpus.sources_by_size().into_iter();
    sizes.map(move |(source, tokens)| {
        let name = corpus.sources[source.index()].as_str();
        let documents = &documents[source.index()];
        let dates = dates(corpus, documents);
        (name, [count(documents.len()), count(tokens), dates])
    })
}

/// The heads of the columns of [`sources`].
pub(super) const SOURCE_HEADS: [&str; 4] = ["source", "documents", "tokens", "dates"];

fn source_table(corpus: &Corpus) -> String {
    let sources = sources(corpus).take(MOST);
    let rows = sources
        .map(|(name, [documents, tokens, dates])| vec![plain(name), documents, tokens, dates]);
    let mut out = table(&SOURCE_HEADS, &[1, 2], rows);
    if corpus.sources.len() > MOST {
        out.push_str(&format!(
            "The {MOST} largest of {} sources are shown. `documents.csv` has all.\n\n",
            count(corpus.sources.len())
        ));
    }
    out
}

fn dates(corpus: &Corpus, documents: &[DocId]) -> String {
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
        return format!("{NONE_LEFT_OUT}\n\n");
    }
    let listed = corpus.skipped.iter().take(MOST).map(|skipped| {
        let (place, reason) = (skipped.place.to_string(), &skipped.reason);
        format!("- {}: {}\n", plain(&place), plain(reason))
    });
    let more = if corpus.skipped.len() > MOST {
        "- and more: `documents.csv` lists all\n"
    } else {
        ""
    };
    format!(
        "Skipped: {}.\n\n{}{more}\n",
        plural(corpus.skipped.len(), "document"),
        listed.collect::<String>()
    )
}
