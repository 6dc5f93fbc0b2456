//! How it was counted: rules with their formulas, settings, versions, what to cite, and the files.

use super::view::{Block, Cell, Head, Row, Section, Sheet};
use super::{Findings, prose};
use crate::report::input::extent;
use crate::report::method::{EXPLAINED_BY, HEADING, list, rules};
use crate::report::text::{count, plural};

pub(super) fn section(findings: Findings<'_>) -> Section {
    let report = findings.report;
    let corpus = &findings.results.corpus;
    let cite = format!(
        "**To cite this run:** refrain {}; {}, {}; SHA-256 of the input {}. The same input and settings give the same figures, on any machine; `run.json` holds both.",
        env!("CARGO_PKG_VERSION"),
        extent(corpus),
        plural(corpus.tokens() as usize, "token"),
        report.input_hash,
    );
    let settings = Block::Folded {
        title: "All settings of this run".to_owned(),
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
            Cell::Text(spec.order.to_owned()),
        ])
    });
    let sheet = Sheet {
        id: "table-files".to_owned(),
        caption: "Tables beside this page".to_owned(),
        heads: vec![
            Head::text("file"),
            Head::text("one row is"),
            Head::number("rows"),
            Head::text("in the order"),
        ],
        rows: rows.collect(),
        all: findings.tables.len(),
        file: String::new(),
    };
    let explained = format!("{EXPLAINED_BY} `summary.md` says in plain text what this page shows.");
    Section::new("files", "Files")
        .with([Block::Prose(prose::blocks(&explained)), Block::Table(sheet)])
}
