//! Findings of the first screen about words, phrases and copies (`headlines.rs` has the rules).

use super::Findings;
use super::headlines::{Headline, ROWS};
use crate::order::Arrange as _;
use crate::report::figures::{Bar, Target, bars};
use crate::report::text::{count, joined, measure, plain, plural};
use crate::report::{copies, recurrence, top_terms};

/// What one source says, reliably: the strongest of all that do not hold its name.
pub(super) fn distinctive(findings: Findings<'_>) -> Option<Headline> {
    let by_source = findings.report.distinctive.as_ref()?.iter();
    let sources = &findings.results.corpus.sources;
    let firsts = by_source.zip(sources);
    let mut firsts: Vec<_> = firsts
        .filter_map(|(items, source)| {
            let mut others = items.iter().filter(|item| !item.names_source);
            Some((others.next()?, source))
        })
        .collect();
    firsts.arrange_by(|(a, _), (b, _)| a.order(b));
    let (item, source) = firsts.first()?;
    let text = format!(
        "**{}** is the most distinctive expression of a single source: at least {} times as frequent in **{}** as elsewhere.",
        plain(&item.label),
        measure(item.times()),
        plain(source),
    );
    let rows = firsts.iter().take(ROWS);
    let rows: Vec<Bar> = rows
        .map(|(item, source)| Bar {
            name: format!("{} ({source})", item.label),
            number: item.times(),
            stands_out: true,
            to: Target {
                source: Some((*source).clone()),
                ..Target::words(&[&item.label])
            },
        })
        .collect();
    Some(Headline {
        text: findings.line(&text),
        figure: bars(
            "headline-distinctive",
            "Times as frequent as elsewhere, at least",
            &rows,
        ),
        to: "distinctive".to_owned(),
    })
}

/// What is spread most evenly over all sources.
pub(super) fn shared(findings: Findings<'_>) -> Option<Headline> {
    let results = findings.results;
    let shared: Vec<(String, f64)> = recurrence::in_all(results).take(ROWS).collect();
    if shared.len() < 2 {
        return None;
    }
    let named = shared
        .iter()
        .take(3)
        .map(|(label, _)| format!("**{}**", plain(label)));
    let text = format!(
        "{} are shared most evenly by the {}.",
        joined(named),
        findings.report.noun.count(results.corpus.sources.len()),
    );
    let rows = shared.iter();
    let rows: Vec<Bar> = rows
        .map(|(label, effective)| Bar::of_words(label, *effective))
        .collect();
    let unit = findings.named("Effective number of sources");
    Some(Headline {
        text: findings.line(&text),
        figure: bars("headline-shared", &unit, &rows),
        to: "shared".to_owned(),
    })
}

/// How many documents are copies, and how many passages are shared.
pub(super) fn copied(findings: Findings<'_>) -> Option<Headline> {
    let corpus = &findings.results.corpus;
    let copies = copies::number(corpus);
    let passages = findings.results.shared_passages.as_ref();
    let clusters = passages.map_or(0, |shared| shared.clusters.len());
    let text = match (copies, clusters) {
        (0, 0) => return None,
        (0, _) => format!(
            "**{}** stand in two documents or more, word for word or nearly so.",
            plural(clusters, "passage")
        ),
        _ => format!(
            "**{} of {}** are copies or near-copies of another.",
            count(copies),
            plural(corpus.documents.len(), "document")
        ),
    };
    Some(Headline {
        text: findings.line(&text),
        figure: String::new(),
        to: if copies > 0 { "copies" } else { "passages" }.to_owned(),
    })
}

/// The key phrases with the highest scores.
pub(super) fn phrases(findings: Findings<'_>) -> Option<Headline> {
    let results = findings.results;
    let leading = top_terms::leading_phrases(results).take(ROWS);
    let leading = leading.map(|(_, phrase)| (phrase.label(&results.corpus), phrase.count));
    let leading: Vec<(String, u64)> = leading.collect();
    if leading.is_empty() {
        return None;
    }
    let named = leading
        .iter()
        .take(3)
        .map(|(label, _)| format!("**{}**", plain(label)));
    let rows = leading.iter();
    let rows = rows.map(|(label, occurrences)| Bar::of_words(label, *occurrences as f64));
    Some(Headline {
        text: findings.line(&format!(
            "{} are the key phrases with the highest scores.",
            joined(named)
        )),
        figure: bars("headline-phrases", "Occurrences", &rows.collect::<Vec<_>>()),
        to: "phrases".to_owned(),
    })
}
