//! What is seen first: how large the corpus is, what was found, and what to look at before trusting it.

use super::Findings;
use super::alerts::{self, Alert};
use super::headlines::{self, Headline};
use super::view::Section;
use crate::corpus::first_and_last;
use crate::report::text::count;
use crate::sorted::SortedSet;

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
    pub(super) to: String,
}

impl FirstScreen {
    /// What is seen before these sections.
    pub(super) fn new(findings: Findings<'_>, sections: &[Section]) -> Self {
        let (alerts, checked) = alerts::all(findings);
        let mut first = Self {
            tiles: tiles(findings),
            headlines: headlines::all(findings),
            alerts,
            checked,
        };
        first.keep_links(sections);
        first
    }

    /// Leads nowhere but to parts that are there; to itself where they are not.
    fn keep_links(&mut self, sections: &[Section]) {
        let parts = sections.iter().flat_map(|section| &section.parts);
        let known: SortedSet<&str> = sections
            .iter()
            .chain(parts)
            .map(|part| part.id.as_str())
            .collect();
        let keep = |to: &mut String| {
            if !known.contains(to.as_str()) {
                *to = "first".to_owned();
            }
        };
        self.tiles.iter_mut().for_each(|tile| keep(&mut tile.to));
        self.headlines
            .iter_mut()
            .for_each(|headline| keep(&mut headline.to));
        self.alerts.iter_mut().for_each(|alert| keep(&mut alert.to));
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
    let tile = |number: String, label: &str, to: &str| Tile {
        number,
        label: label.to_owned(),
        to: to.to_owned(),
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
