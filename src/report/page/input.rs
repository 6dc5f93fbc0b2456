//! What was read, what was left out, and what stands in no count.

use super::sheet::{self, Pick, clipped};
use super::view::{Block, Cell, Head, Row, Section, Sheet};
use super::{Findings, doubts};
use crate::model::{TableDef as _, TableId};
use crate::report::input::{HEADING, NONE_LEFT_OUT, SOURCE_HEADS, languages, notes, sources};
use crate::report::text::plural;
use crate::report::{boilerplate, copies};
use crate::tables;

/// The most sources and documents left out that are listed.
const MOST: usize = 300;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let (corpus, config) = (&findings.results.corpus, findings.report.config);
    let mut documents = corpus.documents.iter();
    let is_dated = documents.any(|document| !document.info.date.is_empty());
    let undated = if is_dated {
        "There is no timeline: all dated documents have the same date."
    } else {
        "There is no timeline: no document has a date."
    };
    let mut section = Section::new("read", HEADING).with([
        Block::Prose(findings.prose(&languages(corpus))),
        findings.figure("documents_over_time", undated),
        source_table(findings),
    ]);
    section.parts = vec![
        doubts::section(findings),
        Section::new("left-out", "Skipped files and notes")
            .with(left_out(findings))
            .folded(findings.line(&format!(
                "{} skipped, {}",
                plural(corpus.skipped.len(), "document"),
                plural(corpus.warnings.len(), "note")
            ))),
        prose_section(
            findings,
            "boilerplate",
            boilerplate::HEADING,
            &boilerplate::text(corpus, &config.boilerplate),
        ),
        prose_section(
            findings,
            "copies",
            copies::HEADING,
            &copies::text(corpus, &config.copies),
        ),
    ];
    section
}

fn prose_section(findings: Findings<'_>, id: &str, heading: &str, text: &str) -> Section {
    let said = text.split_inclusive(". ").next().unwrap_or_default();
    let said = said.lines().next().unwrap_or_default();
    Section::new(id, heading)
        .with([Block::Prose(findings.prose(text))])
        .folded(findings.line(said))
}

fn source_table(findings: Findings<'_>) -> Block {
    let corpus = &findings.results.corpus;
    let sources = sources(corpus).take(MOST);
    let rows = sources.map(|(name, [documents, tokens, dates])| {
        Row::from(vec![
            Cell::Text(clipped(name)),
            Cell::Number(documents),
            Cell::Number(tokens),
            Cell::Text(dates),
        ])
    });
    let [source, documents, tokens, dates] = SOURCE_HEADS;
    Block::Table(Sheet {
        id: "table-sources".to_owned(),
        caption: findings.named("Sources, the largest first"),
        heads: vec![
            Head::text(&findings.named(source)),
            Head::number(documents),
            Head::number(tokens),
            Head::text(dates),
        ],
        rows: rows.collect(),
        all: corpus.sources.len(),
        file: findings.file_of(TableId::Documents),
    })
}

fn left_out(findings: Findings<'_>) -> Vec<Block> {
    let corpus = &findings.results.corpus;
    let mut blocks = Vec::new();
    if corpus.skipped.is_empty() {
        blocks.push(Block::Absent(NONE_LEFT_OUT.to_owned()));
    }
    let c = tables::Documents::columns();
    let pick = Pick {
        caption: "Files and records that were skipped, with the reason",
        columns: &[(c.path, "file"), (c.reason, "reason")],
        most: MOST,
    };
    let is_skipped = |row: &tables::DocumentRow<'_>| row.status == "skipped";
    if let Some(mut picked) = sheet::pick::<tables::Documents>(findings, pick.most, is_skipped)
        && !picked.rows.is_empty()
    {
        picked.all = corpus.skipped.len();
        let mut sheet = picked.sheet(findings, &pick);
        sheet.id = "table-left-out".to_owned();
        blocks.push(Block::Table(sheet));
    }
    let notes = notes(corpus);
    if !notes.is_empty() {
        let title = format!(
            "**{} on this run:**\n\n",
            plural(corpus.warnings.len(), "note")
        );
        blocks.push(Block::Prose(findings.prose(&(title + &notes))));
    }
    blocks
}
