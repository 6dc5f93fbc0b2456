//! How it was counted: rules with their formulas, settings, versions, what to cite, and the files.

use super::view::{Block, Cell, Head, Row, Section, Sheet};
use super::{Findings, prose};
use crate::model::{TableId, Written};
use crate::report::input::extent;
use crate::report::method::{EXPLAINED_BY, HEADING, list, rules};
use crate::report::text::{count, joined, plural};

pub(super) fn section(findings: Findings<'_>) -> Section {
    let report = findings.report;
    let corpus = &findings.results.corpus;
    let cite = format!(
        "**To cite this run:** refrain {}; {}, {}; SHA-256 of the input {}. The same input and settings give the same results on any machine. `run.json` records both.",
        env!("CARGO_PKG_VERSION"),
        extent(corpus),
        plural(corpus.tokens() as usize, "token"),
        report.input_hash,
    );
    let settings = Block::Folded {
        title: "Settings of this run".to_owned(),
        text: report.config.portable().to_toml().unwrap_or_default(),
    };
    Section::new("counted", HEADING).with([
        Block::Prose(prose::blocks(&list(&rules(report)))),
        Block::Prose(prose::blocks(&cite)),
        settings,
    ])
}

pub(super) fn files(findings: Findings<'_>) -> Section {
    let rows = findings.tables.iter().map(|table| {
        let spec = &table.spec;
        Row::from(vec![
            Cell::File(spec.file()),
            Cell::Text(spec.row.to_owned()),
            Cell::Number(count(table.row_count())),
        ])
    });
    let sheet = Sheet {
        id: "table-files".to_owned(),
        caption: "Tables in the output folder".to_owned(),
        heads: vec![
            Head::text("file"),
            Head::text("each row is"),
            Head::number("rows"),
        ],
        rows: rows.collect(),
        all: findings.tables.len(),
        file: String::new(),
    };
    let explained = format!("{EXPLAINED_BY} `summary.md` is this page as plain text, shortened.");
    Section::new("files", "Files")
        .with([Block::Prose(prose::blocks(&explained)), Block::Table(sheet)])
        .with(on_request(findings).map(|line| Block::Prose(prose::blocks(&line))))
}

/// Which further tables there could be.
fn on_request(findings: Findings<'_>) -> Option<String> {
    let is_other =
        |table: &TableId| table.written() == Written::OnRequest && !findings.writes(*table);
    let others = TableId::ALL.into_iter().filter(is_other);
    let named = joined(others.map(|table| format!("`{table}`")));
    (!named.is_empty()).then(|| format!("More tables on request (`--also`): {named}."))
}
