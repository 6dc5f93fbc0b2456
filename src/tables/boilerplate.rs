//! `boilerplate.csv`: what was left out of every count as boilerplate, where, and by which rule.

use crate::model::{Corpus, DocId, LeftOut, TableBuilder, TypedTable, row, table};

row! {
    /// A row of `boilerplate.csv`.
    pub struct BoilerplateRow<'a>, BoilerplateColumns {
        doc_id: &'a str => "Document",
        source: &'a str => "Source of the document",
        place: usize => "Number of the passage among the boilerplate of the document, from 1",
        rule: &'static str => "Rule that applied: navigation (menus, breadcrumbs), share_bar, facts (lines with date, source, author or editor), copyright, registration (licence numbers), contact, pager (pagination), cover (before the first text of a file or after the last), mark (page or column number, time stamp), quotation (quoted text in a reply), signature, code (program code between paragraphs), deleted (deleted or moved under “track changes”), hidden (not displayed), repeated (a paragraph that the source repeats in its texts); on web pages also title, caption, comment, teaser (the beginning of another article), related (links to other articles), aside (sidebar), author (a note on the author), cookie, advert, form, footer, ruby (pronunciation beside characters), copy (a repetition of the whole text) and page (anything else outside the main text)",
        line: Option<u32> => "Line of the text at which it begins, from 1; empty for repeated paragraphs and web pages",
        texts: Option<u32> => "For repeated paragraphs: number of texts of the source that contain it, copies counted once",
        text: &'a str => "The text that was removed",
    }
}

table! {
    /// `boilerplate.csv`.
    Boilerplate of BoilerplateRow<'a>,
    row: "a line or paragraph that was removed as boilerplate",
    key: [doc_id, place],
    order: "by doc_id, then by position",
}

pub(super) fn boilerplate(corpus: &Corpus) -> TypedTable<'_, Boilerplate> {
    let pieces = corpus.ids().flat_map(|id| {
        let left_out = corpus.document(id).left_out.iter().enumerate();
        left_out.map(move |(index, piece)| (id, index + 1, piece))
    });
    let pieces: Vec<(DocId, usize, &LeftOut)> = pieces.collect();
    TableBuilder::new().by_row(pieces.len(), move |index| {
        let (id, place, left_out) = pieces[index];
        let info = &corpus.document(id).info;
        BoilerplateRow {
            doc_id: &info.doc_id,
            source: &info.source,
            place,
            rule: left_out.rule.name(),
            line: left_out.line,
            texts: left_out.recurs,
            text: &left_out.text,
        }
    })
}
