//! The concepts of the codebook: counts, company, and the words in which each source has them.

use std::cmp::Reverse;

use super::concept_facts::{self as facts, per_10k};
use super::lines::{Line, telling_hits};
use super::text::{and_more, count, plain, some, table};
use crate::analyze::{Concepts, Hit, Results};

/// The most sources shown for a concept; the tables have all.
const SOURCES: usize = 12;
/// The most pairs of concepts that share words.
const NAMED: usize = 10;

pub(super) fn section(results: &Results) -> String {
    let Some(found) = &results.concepts else {
        return "## Concepts\n\nNo codebook was used.\n\n".to_owned();
    };
    let mut out = format!(
        "## Concepts\n\nCodebook: {}.\n\n",
        found.codebook.describe()
    );
    out.push_str(&overview(results, found));
    out.push_str(&undated(results));
    for concept in found.codebook.concepts() {
        out.push_str(&one(results, found, concept.index()));
    }
    out.push_str(&meeting(results, found));
    let unused: Vec<String> = found
        .unused_patterns()
        .map(|pattern| format!("`{}`", pattern.text))
        .collect();
    if !unused.is_empty() {
        out.push_str(&format!(
            "{} found nothing: {}.\n\n",
            some(unused.len(), "pattern"),
            and_more(unused, 30)
        ));
    }
    out
}

/// The concepts that share words.
fn meeting(results: &Results, found: &Concepts) -> String {
    let overlaps = found.overlaps(&results.corpus).into_iter();
    let mut shared: Vec<_> = overlaps.filter(|own| own.shared_a > 0).collect();
    shared.sort_by_key(|own| Reverse(own.shared_a.max(own.shared_b)));
    let name = |concept| plain(&found.codebook.category(concept).name);
    let named = shared.iter().map(|own| {
        let (a, b) = (name(own.a), name(own.b));
        format!("{a} and {b} ({} and {})", own.shared_a, own.shared_b)
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return String::new();
    }
    format!(
        "Hits of one concept that share words with hits of another (`concept_overlap.csv`): {}.\n\n",
        and_more(named, NAMED)
    )
}

fn overview(results: &Results, found: &Concepts) -> String {
    let tokens = results.corpus.tokens();
    let rows: Vec<Vec<String>> = found
        .codebook
        .categories
        .iter()
        .zip(&found.counts)
        .map(|(category, counts)| {
            vec![
                plain(&category.name),
                count(counts.hits),
                per_10k(counts.hits, tokens),
                count(counts.by_document.len() as u64),
                format!(
                    "{} of {}",
                    counts.by_source.len(),
                    results.corpus.sources.len()
                ),
            ]
        })
        .collect();
    table(
        &[
            "concept",
            "hits",
            "per 10,000 tokens",
            "documents",
            "sources",
        ],
        &[1, 2, 3, 4],
        &rows,
    )
}

/// How many documents the periods leave out.
fn undated(results: &Results) -> String {
    match &results.concept_rates.over_time {
        Some(over_time) if over_time.undated > 0 => format!(
            "{} without a date that names a {}: in no period.\n\n",
            some(over_time.undated, "document"),
            over_time.unit.name()
        ),
        _ => String::new(),
    }
}

fn one(results: &Results, found: &Concepts, concept: usize) -> String {
    let counts = &found.counts[concept];
    let mut out = format!(
        "### {}\n\n",
        plain(&found.codebook.categories[concept].name)
    );
    if counts.hits == 0 {
        out.push_str("No hit in any source.\n\n");
        return out;
    }
    out.push_str(&format!(
        "{} in {} of {}.",
        some(counts.hits as usize, "hit"),
        some(counts.by_document.len(), "document"),
        some(counts.by_source.len(), "source")
    ));
    if let Some(rate) = facts::corpus_rate(results, concept) {
        out.push_str(&format!(" {rate}."));
    }
    if let Some(when) = facts::when(results, concept) {
        out.push_str(&format!(" {when}."));
    }
    let patterns = facts::patterns(found, concept);
    out.push_str(&format!(" Patterns: {}.", and_more(patterns, 6)));
    let named = [
        (
            "Strongest companions by log-likelihood, with the number of sentences they share",
            facts::companions(results, concept),
        ),
        (
            "Words nearest to it by log-likelihood, with their occurrences near hits",
            facts::collocates(results, concept),
        ),
        (
            "Not in the codebook as such, and worth a look (`concept_candidates.csv`)",
            facts::candidates(results, concept),
        ),
    ];
    for (name, named) in named.into_iter().filter(|(_, named)| !named.is_empty()) {
        out.push_str(&format!(" {name}: {}.", named.join(", ")));
    }
    out.push_str("\n\n");
    out.push_str(&by_source(results, found, concept));
    out
}

/// Counts and one line of each source, the highest rate first.
fn by_source(results: &Results, found: &Concepts, concept: usize) -> String {
    let corpus = &results.corpus;
    let tokens = corpus.tokens_by_source();
    let sources = facts::sources_by_rate(corpus, found, concept);
    let shown = &sources[..sources.len().min(SOURCES)];
    let lines = telling_hits(&results.corpus, found, concept);
    let rows: Vec<Vec<String>> = shown
        .iter()
        .map(|&(source, hits, documents)| {
            let quote = lines[source.index()]
                .first()
                .map(|hit| quoted(results, hit))
                .unwrap_or_default();
            vec![
                plain(&corpus.sources[source.index()]),
                count(hits),
                per_10k(hits, tokens[source.index()]),
                count(documents),
                quote,
            ]
        })
        .collect();
    let header = [
        "source",
        "hits",
        "per 10,000 tokens",
        "documents",
        "in its words",
    ];
    let mut out = table(&header, &[1, 2, 3], &rows);
    if sources.len() > SOURCES {
        out.push_str(&format!(
            "The {SOURCES} sources with the highest rate of {}; `concepts_by_source.csv` has all.\n\n",
            sources.len()
        ));
    }
    let absent = facts::absent(corpus, found, concept);
    if !absent.is_empty() {
        out.push_str(&format!(
            "Without a hit: {}.\n\n",
            and_more(absent, SOURCES)
        ));
    }
    out
}

/// A line with the hit in bold, and its document.
fn quoted(results: &Results, hit: &Hit) -> String {
    let line = Line::around(&results.corpus, hit);
    format!(
        "{}**{}**{} ({})",
        plain(&line.before),
        plain(&line.matched),
        plain(&line.after),
        plain(&results.corpus.document(hit.document).info.doc_id),
    )
}
