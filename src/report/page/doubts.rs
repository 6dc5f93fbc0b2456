//! Doubts about how documents were read: for each kind, a folded list of the documents that have it.

use super::Findings;
use super::sheet::clipped;
use super::view::{Block, Cell, Head, Row, Section, Sheet};
use crate::model::{Corpus, DocId, ReadingDoubt, TableId};
use crate::report::doubts::{HEADING, by_kind, meaning, overview, share};

/// The most documents of a kind that are listed.
const MOST: usize = 40;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let corpus = &findings.results.corpus;
    let said = findings.line(overview(corpus).trim_end());
    let lists = by_kind(corpus).map(|(kind, documents)| Block::FoldedTable {
        title: format!("{} – {}", share(corpus, documents.len()), meaning(kind)),
        sheet: sheet(findings, kind, &documents),
    });
    let overview = Block::Prose(findings.prose(&overview(corpus)));
    Section::new("doubts", HEADING)
        .with([overview].into_iter().chain(lists))
        .folded(said)
}

fn sheet(findings: Findings<'_>, kind: ReadingDoubt, documents: &[DocId]) -> Sheet {
    let corpus = &findings.results.corpus;
    let listed = documents.iter().take(MOST);
    Sheet {
        id: format!("table-doubts-{}", kind.name().replace('_', "-")),
        caption: meaning(kind).to_owned(),
        heads: [
            "document",
            &findings.named("source"),
            "date",
            "language",
            "note",
        ]
        .map(Head::text)
        .into(),
        rows: listed.map(|&id| row(corpus, id)).collect(),
        all: documents.len(),
        file: findings.file_of(TableId::Documents),
    }
}

fn row(corpus: &Corpus, id: DocId) -> Row {
    let document = corpus.document(id);
    let info = &document.info;
    let text = |text: &str| Cell::Text(clipped(text));
    Row::from(vec![
        Cell::Document {
            id,
            name: clipped(&info.doc_id),
        },
        text(&corpus.sources[document.source.index()]),
        text(&info.date),
        text(document.language.name()),
        text(&info.notes),
    ])
}
