//! The concepts of the codebook: counts, companions, and the words in which each source has them.

use std::cmp::Reverse;

use super::concept_profile::{facts, per_10k};
use super::quotes::{Line, hits_to_quote};
use super::source_order::sources_by_rate;
use super::text::{and_more, count, plain, plural, table};
use crate::analyze::{Concepts, Hit, Results};
use crate::order::Arrange as _;

/// The most sources shown for a concept; the tables have all.
const SOURCES: usize = 12;
/// The most pairs of concepts that share words.
const NAMED: usize = 10;

pub(super) const HEADING: &str = "Concepts";

/// Why no concepts were followed, as a line of Markdown; `None` where nobody misses them.
pub(super) fn no_codebook(results: &Results) -> Option<String> {
    let advice = results.no_codebook?.advice()?;
    Some(format!("**No codebook:** {advice}"))
}

/// The same as a paragraph.
pub(super) fn without_codebook(results: &Results) -> String {
    no_codebook(results).map_or_else(String::new, |line| format!("{line}\n\n"))
}

pub(super) fn text(results: &Results) -> String {
    let Some(found) = &results.concepts else {
        return String::new();
    };
    let mut out = codebook(found) + "\n\n";
    out.push_str(&overview(results, found));
    out.push_str(&undated(results));
    for concept in found.codebook.concepts() {
        out.push_str(&profile(results, found, concept.index()));
    }
    out.push_str(&overlaps(results, found));
    out.push_str(&unused_patterns(found));
    out
}

/// Which codebook it is.
pub(super) fn codebook(concepts: &Concepts) -> String {
    format!("Codebook: {}.", concepts.codebook.describe())
}

fn unused_patterns(concepts: &Concepts) -> String {
    let unused = || concepts.unused_patterns();
    let named = unused().map(|pattern| format!("`{}`", pattern.text));
    match unused().count() {
        0 => String::new(),
        n => format!(
            "{} without hits: {}.\n\n",
            plural(n, "pattern"),
            and_more(named, 30)
        ),
    }
}

/// The concepts that share words.
fn overlaps(results: &Results, concepts: &Concepts) -> String {
    let overlaps = concepts.overlaps(&results.corpus).into_iter();
    let mut shared: Vec<_> = overlaps.filter(|pair| pair.shared_a > 0).collect();
    shared.arrange_by_key(|pair| Reverse(pair.shared_a.max(pair.shared_b)));
    let name = |concept| plain(&concepts.codebook.category(concept).name);
    let named = shared.iter().map(|pair| {
        let (a, b) = (name(pair.a), name(pair.b));
        format!("{a} and {b} ({} and {})", pair.shared_a, pair.shared_b)
    });
    let named = and_more(named, NAMED);
    if named.is_empty() {
        return named;
    }
    format!(
        "Concepts whose hits overlap, with the number of overlapping hits of each (`concept_overlap.csv`): {named}.\n\n"
    )
}

fn overview(results: &Results, concepts: &Concepts) -> String {
    let tokens = results.corpus.tokens();
    let sources = results.corpus.sources.len();
    let categories = concepts.codebook.categories.iter();
    let rows = categories.zip(&concepts.counts).map(|(category, counts)| {
        vec![
            plain(&category.name),
            count(counts.hits),
            per_10k(counts.hits, tokens),
            count(counts.by_document.len()),
            format!("{} of {sources}", counts.by_source.len()),
        ]
    });
    let header = [
        "concept",
        "hits",
        "per 10,000 tokens",
        "documents",
        "sources",
    ];
    table(&header, &[1, 2, 3, 4], rows)
}

/// How many documents the periods leave out.
fn undated(results: &Results) -> String {
    match &results.concept_rates.over_time {
        Some(over_time) if over_time.undated > 0 => format!(
            "{} without a date that gives the {}; rates over time leave them out.\n\n",
            plural(over_time.undated, "document"),
            over_time.unit.name()
        ),
        _ => String::new(),
    }
}

fn profile(results: &Results, concepts: &Concepts, concept: usize) -> String {
    let name = plain(&concepts.codebook.categories[concept].name);
    if concepts.counts[concept].hits == 0 {
        return format!("### {name}\n\nNo hits.\n\n");
    }
    let facts = facts(results, concepts, concept).into_iter();
    let points = facts.map(|fact| format!("- {}: {}.\n", fact.name, fact.text));
    format!(
        "### {name}\n\n{}\n{}",
        points.collect::<String>(),
        by_source(results, concepts, concept)
    )
}

/// Counts and one line of each source, in the order of [`sources_by_rate`].
fn by_source(results: &Results, concepts: &Concepts, concept: usize) -> String {
    let corpus = &results.corpus;
    let tokens = corpus.tokens_by_source();
    let sources = sources_by_rate(results, concepts, concept);
    let lines = hits_to_quote(corpus, concepts, concept);
    let shown = sources.iter().take(SOURCES);
    let rows = shown.map(|&(source, hits, documents)| {
        let line = lines[source.index()].first();
        let quote = line.map(|hit| quoted(results, hit)).unwrap_or_default();
        vec![
            plain(&corpus.sources[source.index()]),
            count(hits),
            per_10k(hits, tokens[source.index()]),
            count(documents),
            quote,
        ]
    });
    let header = [
        "source",
        "hits",
        "per 10,000 tokens",
        "documents",
        "example sentence (document)",
    ];
    let mut out = table(&header, &[1, 2, 3], rows);
    if sources.len() > SOURCES {
        out.push_str(&format!(
            "{SOURCES} of {} sources with hits are shown, ranked by the lower end of the confidence interval of their rate. `concepts_by_source.csv` lists all.\n\n",
            sources.len()
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
