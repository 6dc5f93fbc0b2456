//! How it was counted: rules with their formulas, settings, versions, what to cite, and the files.

use super::view::{Block, Cell, Head, Row, Section, Sheet};
use super::{Findings, prose};
use crate::report::method;
use crate::report::text::{count, some};

pub(super) fn section(findings: Findings<'_>) -> Section {
    let Findings {
        results, config, ..
    } = findings;
    let rules = method::rules(results, config);
    let rules: String = rules.iter().map(|rule| format!("- {rule}\n")).collect();
    let cite = format!(
        "**To cite this run:** refrain {}; {} from {}, {} tokens; SHA-256 of the input {}. The same input and settings give the same figures, on any machine; `run.json` holds both.",
        env!("CARGO_PKG_VERSION"),
        some(results.corpus.documents.len(), "document"),
        some(results.corpus.sources.len(), "source"),
        count(results.corpus.tokens()),
        results.corpus.input_hash(),
    );
    let settings = Block::Folded {
        title: "All settings of this run".to_owned(),
        text: config.portable().to_toml().unwrap_or_default(),
    };
    Section::new("counted", "How it was counted").with([
        Block::Prose(prose::blocks(&rules)),
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
    let told = "`datapackage.json` explains every column of these tables, `run.json` holds settings, counts and hashes, `summary.md` says in plain text what this page shows.";
    Section::new("files", "Files").with([Block::Prose(prose::blocks(told)), Block::Table(sheet)])
}

/// The last line of the page.
pub(super) fn closing() -> String {
    format!("Written by refrain {}.", env!("CARGO_PKG_VERSION"))
}
