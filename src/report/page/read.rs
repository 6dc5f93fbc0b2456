//! What was read, what was left out, and what stands in no count.

use super::sheet::{self, Pick, clipped};
use super::view::{Block, Cell, Head, Row, Section, Sheet};
use super::{Findings, prose};
use crate::model::TableDef as _;
use crate::report::reading::{dates, languages, notes};
use crate::report::text::{count, some};
use crate::report::{boilerplate, copies};
use crate::tables;

/// The most sources and documents left out that are listed.
const MOST: usize = 300;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let Findings {
        results, config, ..
    } = findings;
    let is_dated = results
        .corpus
        .documents
        .iter()
        .any(|own| !own.info.date.is_empty());
    let undated = if is_dated {
        "The documents that have a date are all of one time, so there is no timeline."
    } else {
        "No document has a date, so there is no timeline."
    };
    let mut section = Section::new("read", "What was read").with([
        Block::Prose(prose::blocks(&languages(&results.corpus))),
        findings.figure("documents_over_time", undated),
        sources(findings),
    ]);
    section.parts = vec![
        Section::new("left-out", "Left out, and notes").with(left_out(findings)),
        Section::new("boilerplate", "Boilerplate").with([Block::Prose(prose::blocks(
            &boilerplate::section(results, config),
        ))]),
        Section::new("copies", "Copies").with([Block::Prose(prose::blocks(&copies::section(
            results, config,
        )))]),
    ];
    section
}

fn sources(findings: Findings<'_>) -> Block {
    let corpus = &findings.results.corpus;
    let documents = corpus.documents_by_source();
    let rows = corpus.sources_by_size().into_iter().take(MOST);
    let rows = rows.map(|(source, tokens)| {
        let own = &documents[source.index()];
        Row::from(vec![
            Cell::Text(clipped(&corpus.sources[source.index()])),
            Cell::Number(count(own.len())),
            Cell::Number(count(tokens)),
            Cell::Text(dates(corpus, own)),
        ])
    });
    Block::Table(Sheet {
        id: "table-sources".to_owned(),
        caption: "Sources, the largest first".to_owned(),
        heads: vec![
            Head::text("source"),
            Head::number("documents"),
            Head::number("tokens"),
            Head::text("dates"),
        ],
        rows: rows.collect(),
        all: corpus.sources.len(),
        file: "documents.csv".to_owned(),
    })
}

fn left_out(findings: Findings<'_>) -> Vec<Block> {
    let corpus = &findings.results.corpus;
    let mut blocks = Vec::new();
    if corpus.skipped.is_empty() {
        blocks.push(Block::Absent("No document was left out.".to_owned()));
    }
    let c = tables::Documents::columns();
    let pick = Pick {
        caption: "Documents that were left out, and why",
        columns: &[(c.path, "file"), (c.reason, "reason")],
        most: MOST,
    };
    let is_skipped = |row: &tables::DocumentRow<'_>| row.status == "skipped";
    if let Some(mut picked) = sheet::pick::<tables::Documents>(findings, pick.most, is_skipped)
        && !picked.rows.is_empty()
    {
        picked.all = corpus.skipped.len();
        let mut sheet = picked.sheet(&pick);
        sheet.id = "table-left-out".to_owned();
        blocks.push(Block::Table(sheet));
    }
    let notes = notes(corpus);
    if !notes.is_empty() {
        let title = format!(
            "**{} on this run:**\n\n",
            some(corpus.warnings.len(), "note")
        );
        blocks.push(Block::Prose(prose::blocks(&(title + &notes))));
    }
    blocks
}
