//! Doubts about how documents were read, by kind.
//!
//! Takes the corpus, gives for each kind of doubt the documents that have it, and the lines of the
//! summary about them.

use super::text::{and_more, count, plain, plural, table};
use crate::model::{Corpus, DocId, ReadingDoubt};

pub(super) const HEADING: &str = "Possible reading errors";

/// The most documents of a kind that the summary names.
const NAMED: usize = 3;

/// What a kind of doubt means.
pub(super) fn meaning(kind: ReadingDoubt) -> &'static str {
    match kind {
        ReadingDoubt::Encoding => "encoding: some characters may be wrong",
        ReadingDoubt::MainText => {
            "main text of a web page: it may be incomplete or include other text of the page"
        }
        ReadingDoubt::Language => {
            "language: the detected language is uncertain, or part of the text is in another one"
        }
        ReadingDoubt::Date => "date: it could not be read, or day and month may be swapped",
        ReadingDoubt::Split => {
            "splitting: the file may contain more or fewer documents than were found"
        }
    }
}

/// The kinds of doubt that some document has, each with its documents.
pub(super) fn by_kind(corpus: &Corpus) -> impl Iterator<Item = (ReadingDoubt, Vec<DocId>)> {
    let kinds = ReadingDoubt::ALL.into_iter().map(|kind| {
        let has_it = |id: &DocId| corpus.document(*id).info.doubts.has(kind);
        (kind, corpus.ids().filter(has_it).collect::<Vec<_>>())
    });
    kinds.filter(|(_, documents)| !documents.is_empty())
}

/// `2 of 40 documents`.
pub(super) fn share(corpus: &Corpus, documents: usize) -> String {
    let all = plural(corpus.documents.len(), "document");
    format!("{} of {all}", count(documents))
}

/// How many documents have a doubt or no date, in sentences.
pub(super) fn overview(corpus: &Corpus) -> String {
    let infos = || corpus.documents.iter().map(|document| &document.info);
    let doubtful = infos().filter(|info| !info.doubts.is_empty()).count();
    let undated = infos().filter(|info| info.date.is_empty()).count();
    let doubts = if doubtful == 0 {
        "No problem was detected with the encoding, main text, language, date or splitting of any document."
            .to_owned()
    } else {
        format!(
            "{} may have been read wrongly. The columns `doubts` and `notes` of `documents.csv` give the reasons.",
            share(corpus, doubtful)
        )
    };
    let dates = match undated {
        0 => "All documents have a date.".to_owned(),
        _ => format!("Without a date: {}.", share(corpus, undated)),
    };
    format!("{doubts} {dates}\n")
}

/// The lines of the summary: how many documents, and the first of each kind.
pub(super) fn text(corpus: &Corpus) -> String {
    let rows = by_kind(corpus).map(|(kind, documents)| {
        let ids = documents.iter();
        let ids = ids.map(|&id| plain(&corpus.document(id).info.doc_id));
        vec![
            meaning(kind).to_owned(),
            share(corpus, documents.len()),
            and_more(ids, NAMED),
        ]
    });
    let heads = ["doubt", "documents", "examples"];
    format!("{}\n{}", overview(corpus), table(&heads, &[1], rows))
}
