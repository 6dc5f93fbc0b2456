//! `boilerplate.csv`: what was left out of every count as boilerplate, where, and by which rule.

use crate::model::{Corpus, DocId, LeftOut, TableBuilder, TypedTable, row, table};

row! {
    /// A row of `boilerplate.csv`.
    pub struct BoilerplateRow<'a>, BoilerplateColumns {
        doc_id: &'a str => "Document",
        source: &'a str => "Source of the document",
        place: usize => "Its number among what was left out of the document, from 1",
        rule: &'static str => "Why: navigation (menus, paths of links), share_bar, facts (lines with date, source, author or editor), copyright, registration (licence numbers), contact, pager, cover (before the first text of a file, or after the last), mark (of a page, a column or a time), quotation (in a reply), signature, code (program code between paragraphs), repeated (a paragraph that the source repeats around its texts), or, on web pages, title, caption, comment, teaser (the beginning of another text), related (links to other texts), aside (side column), author (a note on the author), cookie, advert, form, footer, hidden (not shown), ruby (readings beside characters), copy (the whole text a second time) and page (anything else outside of the main text)",
        line: Option<u32> => "Line of the text on which it begins, from 1; empty for repeated paragraphs and web pages",
        texts: Option<u32> => "For repeated paragraphs: in how many texts of the source it stands, copies counted once",
        text: &'a str => "The text that was left out",
    }
}

table! {
    /// `boilerplate.csv`.
    Boilerplate of BoilerplateRow<'a>,
    row: "a line or paragraph that was left out as boilerplate",
    key: [doc_id, place],
    order: "by doc_id, then by place",
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
