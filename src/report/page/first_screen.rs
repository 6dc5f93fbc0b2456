//! What is seen first: how large the corpus is, what was found, and what to look at before trusting it.

use super::Findings;
use super::alerts::{self, Alert};
use super::headlines::{self, Headline};
use crate::corpus::first_and_last;
use crate::report::text::count;

/// The first screen of the page.
pub(super) struct FirstScreen {
    pub(super) tiles: Vec<Tile>,
    pub(super) headlines: Vec<Headline>,
    pub(super) alerts: Vec<Alert>,
    /// What was checked and is in order, in a line.
    pub(super) checked: String,
}

/// A number with what it counts.
pub(super) struct Tile {
    pub(super) number: String,
    pub(super) label: String,
    /// The anchor of the part that says more.
    pub(super) to: &'static str,
}

impl FirstScreen {
    pub(super) fn new(findings: Findings<'_>) -> Self {
        let (alerts, checked) = alerts::all(findings);
        Self {
            tiles: tiles(findings),
            headlines: headlines::all(findings),
            alerts,
            checked,
        }
    }
}

fn tiles(findings: Findings<'_>) -> Vec<Tile> {
    let corpus = &findings.results.corpus;
    let noun = &findings.report.noun;
    let (documents, sources) = (corpus.documents.len(), corpus.sources.len());
    let dates = corpus
        .documents
        .iter()
        .map(|document| document.info.date.as_str());
    let year = |date: &str| date.split('-').next().unwrap_or_default().to_owned();
    let years = first_and_last(dates).map(|(first, last)| [first, last].map(year));
    let (years, label) = match years {
        Some([first, last]) if first == last => (first, "the only year"),
        Some([first, last]) => (format!("{first}–{last}"), "years"),
        None => ("–".to_owned(), "no dates"),
    };
    let tile = |number: String, label: &str, to| Tile {
        number,
        label: label.to_owned(),
        to,
    };
    let plural = |number, one, many| if number == 1 { one } else { many };
    vec![
        tile(
            count(documents),
            plural(documents, "document", "documents"),
            "documents",
        ),
        tile(
            count(sources),
            plural(sources, noun.one.as_str(), noun.many.as_str()),
            "read",
        ),
        tile(count(corpus.tokens()), "words", "words"),
        tile(years, label, "read"),
    ]
}
