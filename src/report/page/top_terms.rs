//! Leading terms and phrases, and what is distinctive of each source.

use super::sheet::{self, Pick};
use super::view::{Block, Cell, Head, Row, Section, Sheet};
use super::{Findings, shown};
use crate::model::{TableDef as _, TableId};
use crate::report::text::{joined, plain};
use crate::report::top_terms;
use crate::tables::{self, KeynessRow};

/// Rows of distinctive words, of all sources together.
const DISTINCTIVE: usize = 400;
/// What is said if nothing is distinctive.
const NOT_DISTINCTIVE: &str = "Nothing is reliably more frequent in one source than in the others.";
/// The most sources listed by their words.
const SOURCES: usize = 200;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let c = tables::Terms::columns();
    let terms = Pick {
        caption: "The most frequent terms, each shown in its most frequent form",
        columns: &[
            (c.label, "term"),
            (c.variants, "forms"),
            (c.language, "language"),
            (c.cf, "occurrences"),
            (c.per_million, "per million tokens"),
            (c.df, "documents"),
            (c.sources, "sources"),
            (c.dispersion.dp_norm, "unevenness"),
        ],
        most: 200,
    };
    let c = tables::Phrases::columns();
    let phrases = Pick {
        caption: "Key phrases with the highest scores",
        columns: &[
            (c.label, "phrase"),
            (c.length, "words"),
            (c.count, "occurrences"),
            (c.group_count, "with variants"),
            (c.df, "documents"),
            (c.sources, "sources"),
            (c.dispersion.dp_norm, "unevenness"),
            (c.score, "score"),
        ],
        most: 200,
    };
    let mut section = Section::new("words", top_terms::HEADING);
    section.parts = vec![
        Section::new("distinctive", "Distinctive words by source").with([
            findings.figure_of(TableId::Keyness, "keyness", NOT_DISTINCTIVE),
            distinctive(findings),
        ]),
        opened(
            findings,
            "phrases",
            "Key phrases",
            findings.sheet(&phrases, "There are no key phrases."),
        ),
        opened(
            findings,
            "terms",
            "Terms",
            findings.sheet(&terms, "There are no terms."),
        ),
        opened(
            findings,
            "by-source",
            "Top words by source",
            by_source(findings),
        ),
    ];
    section
}

/// A part that is folded away, its table in view when it is opened.
fn opened(findings: Findings<'_>, id: &str, title: &str, table: Block) -> Section {
    let section = Section::new(id, title);
    match table {
        Block::Table(sheet) => {
            let said = findings.line(&plain(&sheet.size()));
            section.with([Block::OpenTable(sheet)]).folded(said)
        }
        other => section.with([other]),
    }
}

/// The strongest of each source, as many of each as there is room for.
fn distinctive(findings: Findings<'_>) -> Block {
    let sources = findings.results.corpus.sources.len().max(1);
    let each = (DISTINCTIVE / sources).clamp(2, 12).div_ceil(2);
    let c = tables::Keyness::columns();
    let pick = Pick {
        caption: &format!(
            "Words, phrases and concepts that are reliably more frequent in a source than in the texts it is compared with: at most {each} per source and kind, without forms of the source's own name"
        ),
        columns: &[
            (c.source, "source"),
            (c.label, "word, phrase or concept"),
            (c.kind, "kind"),
            (c.n_target, "occurrences in the source"),
            (c.n_reference, "occurrences in the others"),
            (c.df_target, "texts of the source"),
            (c.df_reference, "texts of the others"),
            (c.log_ratio, "log ratio"),
            (c.lrc, "conservative log ratio"),
            (c.p_text_adjusted, "p (adjusted)"),
        ],
        most: 2 * DISTINCTIVE,
    };
    let mut last = ("", "", 0);
    let picked = sheet::pick(findings, pick.most, |row: &KeynessRow<'_>| {
        let is_more = row.lrc > 0.0 && row.distinctive == "yes" && row.names_source == "no";
        if (last.0, last.1) != (row.source, row.kind) {
            last = (row.source, row.kind, 0);
        }
        last.2 += usize::from(is_more);
        is_more && last.2 <= each
    });
    shown(findings, picked, &pick, NOT_DISTINCTIVE)
}

fn by_source(findings: Findings<'_>) -> Block {
    let sources = top_terms::by_source(findings.report, SOURCES);
    let rows = sources.iter().map(|row| {
        let cells = row.iter().map(|cell| Cell::Html(findings.line(cell)));
        Row::from(cells.collect::<Vec<_>>())
    });
    let files = [
        TableId::TermsBySource,
        TableId::PhrasesBySource,
        TableId::Keyness,
    ];
    let files = files.into_iter().filter(|table| findings.writes(*table));
    Block::Table(Sheet {
        id: "table-by-source".to_owned(),
        caption: findings
            .named("Most frequent words and phrases of each source, the largest source first"),
        heads: top_terms::heads(findings.report)
            .into_iter()
            .map(|head| Head::text(&findings.named(head)))
            .collect(),
        rows: rows.collect(),
        all: findings.results.corpus.sources.len(),
        file: joined(files.map(|table| findings.file_of(table))),
    })
}
