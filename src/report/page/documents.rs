//! The documents: all of a small corpus, of a large one those that the page quotes.

use super::Findings;
use super::sheet::clipped;
use super::view::{Block, Cell, Head, Row, Section, Sheet, anchor};
use crate::model::{DocId, TableId};
use crate::report::text::{count, plural};
use crate::sorted::SortedSet;

/// The most documents of a corpus that is listed whole.
const ALL: usize = 500;

pub(super) fn section(findings: Findings<'_>, cited: &SortedSet<DocId>) -> Section {
    let corpus = &findings.results.corpus;
    let is_whole = corpus.documents.len() <= ALL;
    let listed: Vec<DocId> = if is_whole {
        corpus.ids().collect()
    } else {
        cited.iter().copied().collect()
    };
    let caption = if is_whole {
        "Documents analysed"
    } else {
        "Documents quoted on this page"
    };
    let extent = format!(
        "{} of {} are listed here. `documents.csv` has all, with files, encodings, sizes and metadata.",
        count(listed.len()),
        plural(corpus.documents.len(), "document"),
    );
    let sheet = Sheet {
        id: "table-documents".to_owned(),
        caption: caption.to_owned(),
        heads: vec![
            Head::text("document"),
            Head::text("title"),
            Head::text(&findings.named("source")),
            Head::text("date"),
            Head::text("language"),
            Head::number("tokens"),
            Head::text("copy of"),
        ],
        rows: listed.iter().map(|&id| row(findings, id)).collect(),
        all: corpus.documents.len(),
        file: findings.file_of(TableId::Documents),
    };
    Section::new("documents", "Documents")
        .with([Block::Prose(findings.prose(&extent)), Block::Table(sheet)])
}

fn row(findings: Findings<'_>, id: DocId) -> Row {
    let corpus = &findings.results.corpus;
    let document = corpus.document(id);
    let info = &document.info;
    let original = document.copy.and_then(|link| {
        link.similarity?;
        Some(corpus.cluster(link).representative.as_str())
    });
    let text = |text: &str| Cell::Text(clipped(text));
    Row {
        id: anchor(&id),
        cells: vec![
            text(&info.doc_id),
            text(&info.title),
            text(&corpus.sources[document.source.index()]),
            text(&info.date),
            text(document.language.name()),
            Cell::Number(count(document.tokens)),
            text(original.unwrap_or_default()),
        ],
    }
}
