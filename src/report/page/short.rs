//! What was found, in a few sentences.

use super::view::{Block, Section};
use super::{Findings, prose};
use crate::analyze::{Concepts, Results};
use crate::report::concept_facts::{by_hits, peak, per_10k};
use crate::report::concepts::no_codebook;
use crate::report::text::{and_more, count, plain, some};
use crate::report::{leading, recurrence};

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
    points.extend(distinctive(results));
    points.extend(no_codebook(results));
    points.extend(left_out(results));
    let list: String = points.iter().map(|point| format!("- {point}\n")).collect();
    Section::new("short", "In short").with([Block::Prose(prose::blocks(&list))])
}

fn phrases(results: &Results) -> String {
    let named = leading::phrases(results).take(NAMED);
    let named: Vec<String> = named
        .map(|(_, phrase)| {
            let label = plain(&phrase.label(&results.corpus));
            format!("{label} ({})", count(phrase.count))
        })
        .collect();
    if named.is_empty() {
        let none = if results.phrases.is_some() {
            "No phrase of two or more words recurs."
        } else {
            "Phrases were not asked for."
        };
        return none.to_owned();
    }
    format!(
        "**Leading phrases**, by their score (occurrences): {}.",
        named.join(", ")
    )
}

/// The concepts by hits.
fn concepts(results: &Results, found: &Concepts) -> String {
    let tokens = results.corpus.tokens();
    let named: Vec<String> = by_hits(found)
        .into_iter()
        .map(|concept| {
            let counts = &found.counts[concept];
            format!(
                "{} ({} per 10,000 tokens; {} of {})",
                plain(&found.codebook.categories[concept].name),
                per_10k(counts.hits, tokens),
                count(counts.by_source.len()),
                some(results.corpus.sources.len(), "source")
            )
        })
        .collect();
    if named.is_empty() {
        return "**Concepts**: none of the codebook was found.".to_owned();
    }
    format!(
        "**Concepts**, the most frequent first: {}.",
        and_more(named, NAMED)
    )
}

fn times(results: &Results, found: &Concepts) -> Option<String> {
    let concepts = by_hits(found).into_iter().take(TIMES);
    let named: Vec<String> = concepts
        .filter_map(|concept| {
            let name = plain(&found.codebook.categories[concept].name);
            Some(format!("{name} {}", peak(results, concept)?))
        })
        .collect();
    (!named.is_empty()).then(|| format!("**Over time** (per 10,000 tokens): {}.", named.join(", ")))
}

fn recurring(results: &Results) -> Option<String> {
    let named = recurrence::most_even(results);
    (!named.is_empty()).then(|| {
        format!(
            "**Most evenly said**, whatever the volume (effective number of sources, of those in its language): {}.",
            named.into_iter().take(NAMED).collect::<Vec<_>>().join(", ")
        )
    })
}

/// The most distinctive of each of the sources with the strongest.
fn distinctive(results: &Results) -> Option<String> {
    let corpus = &results.corpus;
    let mut strongest: Vec<(f64, String)> = (0..corpus.sources.len())
        .filter_map(|source| {
            let (lrc, label) = leading::distinctive(results, source)?.into_iter().next()?;
            let (label, source) = (plain(&label), plain(&corpus.sources[source]));
            Some((
                lrc,
                format!("{label} ({source}, {:.1} times)", libm::exp2(lrc)),
            ))
        })
        .collect();
    strongest.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let named: Vec<String> = strongest
        .into_iter()
        .take(NAMED)
        .map(|(_, text)| text)
        .collect();
    (!named.is_empty()).then(|| {
        format!(
            "**What sets sources apart**, at least so many times as frequent as in the others: {}.",
            named.join(", ")
        )
    })
}

fn left_out(results: &Results) -> Option<String> {
    let corpus = &results.corpus;
    let copies: usize = corpus
        .copies
        .iter()
        .map(|own| (own.documents as usize).saturating_sub(1))
        .sum();
    let facts = [
        ("copies of another document", copies),
        ("documents left out", corpus.skipped.len()),
    ];
    let parts = facts.iter().filter(|(_, number)| *number > 0);
    let parts = parts.map(|(name, number)| format!("{name}: {}", count(*number)));
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("**To be borne in mind**: {}.", parts.join("; ")))
}
