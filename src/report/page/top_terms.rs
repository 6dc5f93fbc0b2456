//! Leading terms and phrases, and what is distinctive of each source.

use super::sheet::{self, Pick};
use super::view::{Block, Cell, Head, Row, Section, Sheet};
use super::{Findings, prose, shown};
use crate::report::top_terms;

/// Rows of distinctive words, of all sources together.
const DISTINCTIVE: usize = 400;
/// The most sources listed by their words.
const SOURCES: usize = 200;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let terms = Pick {
        table: "terms",
        caption: "The most frequent terms, each by its most frequent form",
        columns: &[
            ("label", "term"),
            ("variants", "forms"),
            ("language", "language"),
            ("cf", "occurrences"),
            ("per_million", "per million tokens"),
            ("df", "documents"),
            ("sources", "sources"),
            ("dp_norm", "unevenness"),
        ],
        most: 200,
    };
    let phrases = Pick {
        table: "phrases",
        caption: "Key phrases by score",
        columns: &[
            ("label", "phrase"),
            ("length", "words"),
            ("count", "occurrences"),
            ("group_count", "with near-variants"),
            ("df", "documents"),
            ("sources", "sources"),
            ("dp_norm", "unevenness"),
            ("score", "score"),
        ],
        most: 200,
    };
    let mut section = Section::new("words", top_terms::HEADING);
    section.parts = vec![
        Section::new("phrases", "Key phrases")
            .with([findings.sheet(&phrases, "No phrase recurs.")]),
        Section::new("terms", "Terms").with([findings.sheet(&terms, "There is no term.")]),
        Section::new("distinctive", "Distinctive of each source").with([distinctive(findings)]),
        Section::new("by-source", "Words of each source").with([by_source(findings)]),
    ];
    section
}

/// The strongest of each source, as many of each as there is room for.
fn distinctive(findings: Findings<'_>) -> Block {
    let sources = findings.results.corpus.sources.len().max(1);
    let each = (DISTINCTIVE / sources).clamp(2, 12).div_ceil(2);
    let pick = Pick {
        table: "keyness",
        caption: &format!(
            "What each source says reliably more often than it is compared with, {each} of each at most"
        ),
        columns: &[
            ("source", "source"),
            ("label", "word, phrase or concept"),
            ("kind", "kind"),
            ("n_target", "occurrences in it"),
            ("n_reference", "in what it is compared with"),
            ("log_ratio", "log ratio"),
            ("lrc", "conservative log ratio"),
            ("p_adjusted", "p adjusted"),
        ],
        most: 2 * DISTINCTIVE,
    };
    let mut last = (String::new(), String::new(), 0);
    let picked = sheet::pick(findings.tables, &pick, |row| {
        let is_more = row[6].number() > 0.0;
        if (last.0.as_str(), last.1.as_str()) != (row[0].text(), row[2].text()) {
            last = (row[0].text().to_owned(), row[2].text().to_owned(), 0);
        }
        last.2 += usize::from(is_more);
        is_more && last.2 <= each
    });
    let nothing = "Nothing is reliably more frequent in one source than in the others.";
    shown(picked, pick.table, nothing)
}

fn by_source(findings: Findings<'_>) -> Block {
    let sources = top_terms::by_source(findings.report, SOURCES);
    let rows = sources.iter().map(|row| {
        let cells = row.iter().map(|cell| Cell::Html(prose::inline(cell)));
        Row::from(cells.collect::<Vec<_>>())
    });
    Block::Table(Sheet {
        id: "table-by-source".to_owned(),
        caption: "Words and phrases of each source, the largest source first".to_owned(),
        heads: top_terms::heads(findings.report)
            .into_iter()
            .map(Head::text)
            .collect(),
        rows: rows.collect(),
        all: findings.results.corpus.sources.len(),
        file: "terms_by_source.csv, phrases_by_source.csv and keyness.csv".to_owned(),
    })
}
