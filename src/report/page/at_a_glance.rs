//! What leads, in lists: phrases, concepts, what is shared and what is distinctive.

use super::Findings;
use super::view::{Block, Section};
use crate::analyze::{Concepts, Results};
use crate::order::Arrange as _;
use crate::report::concept_profile::{by_hits, peak, per_10k};
use crate::report::concepts::no_codebook;
use crate::report::method::list;
use crate::report::text::{and_more, count, joined, measure, plain, plural};
use crate::report::{copies, recurrence, top_terms, trends};

/// The most things named in a sentence.
const NAMED: usize = 8;
/// The most concepts whose time is told.
const TIMES: usize = 4;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let results = findings.results;
    let mut points = Vec::new();
    if let Some(found) = &results.concepts {
        points.extend([phrases(results), concepts(results, found)]);
        points.extend(times(results, found));
        points.extend(recurring(results));
    } else {
        points.extend(recurring(results));
        points.push(phrases(results));
    }
    points.extend(distinctive(findings));
    points.extend(no_codebook(results));
    points.extend(left_out(results));
    Section::new("short", "In brief").with([Block::FoldedProse {
        title: "Leading phrases, concepts and distinctive words in a list".to_owned(),
        html: findings.prose(&list(&points)),
    }])
}

fn phrases(results: &Results) -> String {
    let leading = top_terms::leading_phrases(results).take(NAMED);
    let named = joined(leading.map(|(_, phrase)| {
        let label = plain(&phrase.label(&results.corpus));
        format!("{label} ({})", count(phrase.count))
    }));
    if named.is_empty() {
        let none = if results.phrases.is_some() {
            "No phrase of two or more words occurs often enough."
        } else {
            "Key phrases were not computed, since no table that needs them was requested."
        };
        return none.to_owned();
    }
    format!("**Key phrases with the highest scores** (occurrences): {named}.")
}

/// The concepts by hits.
fn concepts(results: &Results, concepts: &Concepts) -> String {
    let tokens = results.corpus.tokens();
    let named: Vec<String> = by_hits(concepts)
        .into_iter()
        .map(|concept| {
            let counts = &concepts.counts[concept];
            format!(
                "{} ({}; {})",
                plain(&concepts.codebook.categories[concept].name),
                per_10k(counts.hits, tokens),
                count(counts.by_source.len()),
            )
        })
        .collect();
    if named.is_empty() {
        return "**Concepts**: the codebook has no hits.".to_owned();
    }
    format!(
        "**Most frequent concepts** (hits per 10,000 tokens; sources with hits, of {}): {}.",
        plural(results.corpus.sources.len(), "source"),
        and_more(named, NAMED)
    )
}

fn times(results: &Results, concepts: &Concepts) -> Option<String> {
    let frequent = by_hits(concepts).into_iter().take(TIMES);
    let (even, others): (Vec<usize>, Vec<usize>) =
        frequent.partition(|&concept| trends::is_even(results, concept));
    let name = |concept: usize| plain(&concepts.codebook.categories[concept].name);
    let courses = others.into_iter().filter_map(|concept| {
        let course = trends::of_concept(results, concept).or_else(|| peak(results, concept))?;
        Some(format!("{} {course}", name(concept)))
    });
    let mut named: Vec<String> = courses.collect();
    if !even.is_empty() {
        let even = joined(even.into_iter().map(name));
        named.push(format!("no reliable trend for {even}"));
    }
    (!named.is_empty()).then(|| {
        format!(
            "**Over time** (hits per 10,000 tokens): {}.",
            named.join("; ")
        )
    })
}

fn recurring(results: &Results) -> Option<String> {
    let named = joined(recurrence::most_even(results).take(NAMED));
    (!named.is_empty()).then(|| {
        format!(
            "**Most widely shared across sources**, regardless of frequency (effective number of sources): {named}."
        )
    })
}

/// The most distinctive of each of the sources with the strongest.
fn distinctive(findings: Findings<'_>) -> Option<String> {
    let by_source = findings.report.distinctive.as_ref()?.iter();
    let first = by_source.zip(&findings.results.corpus.sources);
    let mut strongest: Vec<_> = first
        .filter_map(|(items, source)| Some((items.first()?, source)))
        .collect();
    strongest.arrange_by(|(a, _), (b, _)| a.order(b));
    let named = joined(strongest.iter().take(NAMED).map(|(item, source)| {
        let (label, source) = (plain(&item.label), plain(source));
        format!("{label} ({source}, {} times)", measure(item.times()))
    }));
    (!named.is_empty()).then(|| {
        format!(
            "**Most distinctive of a source** (how many times as frequent as elsewhere, at least): {named}."
        )
    })
}

fn left_out(results: &Results) -> Option<String> {
    let corpus = &results.corpus;
    let facts = [
        ("copies of another document", copies::number(corpus)),
        ("files skipped", corpus.skipped.len()),
    ];
    let known = facts.iter().filter(|(_, number)| *number > 0);
    let named: Vec<String> = known
        .map(|(name, number)| format!("{name}: {}", count(*number)))
        .collect();
    (!named.is_empty()).then(|| format!("**Note**: {}.", named.join("; ")))
}
