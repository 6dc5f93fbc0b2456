//! How it was counted: rules with their formulas, settings, versions, what to cite, and the files.

use super::Findings;
use super::view::{Block, Cell, Head, Row, Section, Sheet};
use crate::model::{TableId, Written};
use crate::report::bibliography::cited;
use crate::report::method::{EXPLAINED_BY, HEADING, list, rules, topics};
use crate::report::noun::protected;
use crate::report::text::{count, joined, plain, plural};

pub(super) fn section(findings: Findings<'_>) -> Section {
    let report = findings.report;
    let topics = topics(report).into_iter();
    let topics = topics.map(|topic| Block::FoldedProse {
        title: topic.title.to_owned(),
        html: findings.prose(&list(&topic.rules)),
    });
    let works = cited(&rules(report)).into_iter().map(plain);
    let bibliography = Block::FoldedProse {
        title: "Bibliography".to_owned(),
        html: findings.prose(&list(&works.collect::<Vec<_>>())),
    };
    let settings = Block::Folded {
        title: "Settings of this run".to_owned(),
        text: report.config.portable().to_toml().unwrap_or_default(),
    };
    Section::new("counted", HEADING)
        .with(topics)
        .with([bibliography])
        .with(citations(findings))
        .with([settings])
}

/// What to write about the run: a paragraph on methods, and the citation as text and BibTeX.
fn citations(findings: Findings<'_>) -> [Block; 3] {
    let report = findings.report;
    let corpus = &findings.results.corpus;
    let copied = |id: &str, title: &str, text: String| Block::Copied {
        id: id.to_owned(),
        title: title.to_owned(),
        text: findings.named(&text),
    };
    let version = env!("CARGO_PKG_VERSION");
    let extent = format!(
        "{} from {} ({})",
        plural(corpus.documents.len(), "document"),
        plural(corpus.sources.len(), "source"),
        plural(corpus.tokens() as usize, "token"),
    );
    let hash = report.input_hash;
    let codebook = findings.results.concepts.as_ref().map(|concepts| {
        format!(
            " Concepts were counted with a codebook of {}.",
            plural(concepts.codebook.patterns.len(), "pattern")
        )
    });
    let methods = format!(
        "We analysed {extent} with refrain {version}.{} Rates are hits per 10,000 tokens. A source is called reliably different if a test with the text as its unit gives p < 0.05 after adjustment for the number of sources (Benjamini and Hochberg 1995). The input has the SHA-256 {hash}; the same input and settings give the same results on any machine.",
        codebook.unwrap_or_default()
    );
    let text = format!(
        "refrain {version}: {}. {extent}. SHA-256 of the input {hash}.",
        protected(&report.title())
    );
    let key: String = version.chars().filter(char::is_ascii_digit).collect();
    let braced = report.title().replace(['{', '}', '\\'], "");
    let bibtex = format!(
        "@software{{refrain{key},\n  title = {{refrain}},\n  version = {{{version}}},\n  note = {{{}: {extent}; SHA-256 of the input {hash}}}\n}}",
        protected(&braced)
    );
    [
        copied("methods-paragraph", "Methods paragraph to copy", methods),
        copied("cite-text", "Cite this run", text),
        copied("cite-bibtex", "Cite this run (BibTeX)", bibtex),
    ]
}

pub(super) fn files(findings: Findings<'_>, absent: &[String]) -> Section {
    let rows = findings.tables.iter().map(|table| {
        let spec = &table.spec;
        Row::from(vec![
            Cell::File(spec.path(findings.report.config.output.table_kind())),
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
        .with([
            Block::Prose(findings.prose(&explained)),
            Block::Table(sheet),
        ])
        .with([Block::FoldedProse {
            title: "Not shown in this run, and why".to_owned(),
            html: findings.prose(&not_shown(findings, absent)),
        }])
}

/// What the page could have and has not.
fn not_shown(findings: Findings<'_>, absent: &[String]) -> String {
    let mut lines: Vec<String> = absent.to_vec();
    lines.extend(on_request(findings));
    list(&lines)
}

/// Which further tables there could be.
fn on_request(findings: Findings<'_>) -> Option<String> {
    let is_other =
        |table: &TableId| table.written() == Written::OnRequest && !findings.writes(*table);
    let others = TableId::ALL.into_iter().filter(is_other);
    let named = joined(others.map(|table| format!("`{table}`")));
    (!named.is_empty()).then(|| format!("More tables on request (`--also`): {named}."))
}
