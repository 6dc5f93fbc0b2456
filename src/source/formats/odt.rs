//! OpenDocument texts (.odt).
//!
//! Takes the bytes of the file, gives the text as it reads with all changes accepted: paragraphs,
//! headings and table cells in order, then foot- and endnotes. Deleted and hidden text, comments, and the
//! headers and footers of pages are pieces that were left out.

use super::blocks::Blocks;
use super::edges::{piece, within};
use super::markup::{Element, Markup, Piece, leaves};
use super::package::Package;
use super::withheld::{Withheld, text_inside};
use super::{Converted, Outcome};
use crate::model::{LeftOut, Rule};
use crate::parser_guard::caught;
use crate::sorted::{SortedMap, SortedSet};

/// The elements of heads and feet of pages.
const PAGE_EDGES: [&str; 6] = [
    "header",
    "header-first",
    "header-left",
    "footer",
    "footer-first",
    "footer-left",
];

/// Converts an OpenDocument text.
///
/// # Errors
/// If it is damaged, encrypted, too large, no OpenDocument, or without text.
pub(crate) fn odt(bytes: &[u8]) -> Outcome {
    caught(|| convert(bytes))
}

fn convert(bytes: &[u8]) -> Outcome {
    let mut package = Package::open(bytes)?;
    let manifest = package.text("META-INF/manifest.xml")?;
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err("encrypted; save it without a password".to_owned());
    }
    let Some(content) = package.text("content.xml")? else {
        return Err("not an OpenDocument text: the part `content.xml` is missing; open it in its own program and save it as text".to_owned());
    };
    let mut reader = Reader::default();
    let mut left_out = Vec::new();
    if let Some(styles) = package.text("styles.xml")? {
        reader.learn(&styles)?;
        left_out.extend(within(&styles, &PAGE_EDGES, Rule::Mark)?);
    }
    reader.read(&content)?;
    left_out.extend(within(&content, &["annotation"], Rule::Comment)?);
    left_out.extend(reader.withheld());
    let mut converted = Converted {
        text: reader.finish(),
        left_out,
        ..Converted::default()
    };
    if converted.text.is_empty() {
        return Err("it contains no text".to_owned());
    }
    let meta = package.text("meta.xml").transpose();
    match meta.map(|meta| meta.and_then(|meta| leaves(&meta))) {
        Some(Ok(mut meta)) => {
            converted.title = meta.remove("title");
            converted.author = meta.remove("initial-creator").or(meta.remove("creator"));
            converted.date = meta.remove("creation-date").or(meta.remove("date"));
            converted.language = meta.remove("language");
        }
        Some(Err(reason)) => {
            let note = format!("its title, author and date cannot be read: {reason}");
            converted.notes.push(note);
        }
        None => {}
    }
    Ok(converted)
}

/// What closes when an element closes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Paragraph,
    Note,
    Other,
}

/// Reads the part that holds the text.
#[derive(Default)]
struct Reader {
    body: Blocks,
    notes: Blocks,
    roles: Vec<Role>,
    /// How many notes are open.
    open_notes: usize,
    /// How many paragraphs are open, in the body and in notes.
    open_paragraphs: [usize; 2],
    /// The style being defined, while styles are.
    style: Option<String>,
    hidden_styles: SortedSet<String>,
    withheld: Withheld,
    /// Deleted text, by the id of the change, until the place is read where it stood.
    deleted: SortedMap<String, String>,
}

impl Reader {
    /// Learns which styles hide their text.
    fn learn(&mut self, styles: &str) -> Result<(), String> {
        let mut markup = Markup::new(styles);
        while let Some(piece) = markup.next()? {
            if let Piece::Open(element) = piece {
                self.define(&element);
            }
        }
        Ok(())
    }

    fn define(&mut self, element: &Element) {
        match element.name() {
            "style" => self.style = element.attribute("name"),
            "text-properties" if is_hidden(element) => {
                if let Some(style) = self.style.clone() {
                    self.hidden_styles.insert(style);
                }
            }
            _ => {}
        }
    }

    fn read(&mut self, content: &str) -> Result<(), String> {
        let mut markup = Markup::new(content);
        while let Some(piece) = markup.next()? {
            match piece {
                Piece::Open(element) => self.open(&element, &mut markup)?,
                Piece::Close => self.close(),
                Piece::Text(text) => self.push(&text),
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element, markup: &mut Markup) -> Result<(), String> {
        self.define(element);
        if element.name() == "tracked-changes" {
            return self.learn_changes(markup);
        }
        if let Some(rule) = self.leaves_out(element) {
            return self.leave_out(rule, element.name() != "span", markup);
        }
        let role = match element.name() {
            "p" | "h" => {
                self.target().open();
                *self.paragraphs() += 1;
                Role::Paragraph
            }
            "note" => {
                self.open_notes += 1;
                Role::Note
            }
            name => {
                match name {
                    "line-break" => self.push("\n"),
                    "tab" | "s" => self.push(" "),
                    "change" => self.take_change(element),
                    _ => {}
                }
                Role::Other
            }
        };
        self.roles.push(role);
        Ok(())
    }

    /// Whether an element is left out, and by which rule if its text is to have a row here.
    fn leaves_out(&self, element: &Element) -> Option<Option<Rule>> {
        let is_left_out = match element.name() {
            "annotation" | "note-citation" | "hidden-text" | "forms" => return Some(None),
            "ruby-text" => return Some(Some(Rule::Ruby)),
            "hidden-paragraph" => true,
            "p" | "h" | "span" => element
                .attribute("style-name")
                .is_some_and(|style| self.hidden_styles.contains(&style)),
            "section" => is_hidden(element),
            _ => false,
        };
        is_left_out.then_some(Some(Rule::Hidden))
    }

    fn leave_out(
        &mut self,
        rule: Option<Rule>,
        is_block: bool,
        markup: &mut Markup,
    ) -> Result<(), String> {
        let Some(rule) = rule else {
            return markup.skip();
        };
        let mut text = text_inside(markup, &[])?;
        if is_block {
            text.insert(0, '\n');
        }
        self.withhold(rule, &text);
        Ok(())
    }

    /// Takes text that is not shown at the place reached.
    fn withhold(&mut self, rule: Rule, text: &str) {
        let blocks = if self.open_notes > 0 {
            &self.notes
        } else {
            &self.body
        };
        self.withheld.take(rule, text, blocks);
    }

    /// Reads the list of changes: each has an id, and what it deleted.
    fn learn_changes(&mut self, markup: &mut Markup) -> Result<(), String> {
        let (mut depth, mut id) = (1, String::new());
        while depth > 0 {
            match markup.next()? {
                Some(Piece::Open(element)) if element.name() == "deletion" => {
                    let text = text_inside(markup, &[])?;
                    self.deleted.insert(std::mem::take(&mut id), text);
                }
                Some(Piece::Open(element)) => {
                    if element.name() == "changed-region" {
                        id = element.attribute("id").unwrap_or_default();
                    }
                    depth += 1;
                }
                Some(Piece::Close) => depth -= 1,
                Some(Piece::Text(_)) => {}
                None => break,
            }
        }
        Ok(())
    }

    /// Takes what a change deleted here.
    fn take_change(&mut self, element: &Element) {
        let id = element.attribute("change-id").unwrap_or_default();
        if let Some(text) = self.deleted.remove(&id) {
            self.withhold(Rule::Deleted, &text);
        }
    }

    /// All that is not shown; a deletion whose place is not stated comes last, without a line.
    fn withheld(&mut self) -> Vec<LeftOut> {
        let mut pieces = std::mem::take(&mut self.withheld).finish();
        let others = std::mem::take(&mut self.deleted).into_rows();
        pieces.extend(
            others
                .into_iter()
                .filter_map(|(_, text)| piece(Rule::Deleted, text.trim().to_owned())),
        );
        pieces
    }

    fn close(&mut self) {
        match self.roles.pop() {
            Some(Role::Paragraph) => {
                self.target().close();
                *self.paragraphs() -= 1;
            }
            Some(Role::Note) => self.open_notes -= 1,
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if *self.paragraphs() > 0 {
            self.target().push(text);
        }
    }

    fn target(&mut self) -> &mut Blocks {
        if self.open_notes > 0 {
            &mut self.notes
        } else {
            &mut self.body
        }
    }

    fn paragraphs(&mut self) -> &mut usize {
        let [body, notes] = &mut self.open_paragraphs;
        if self.open_notes > 0 { notes } else { body }
    }

    fn finish(self) -> String {
        let texts = [self.body.finish(), self.notes.finish()];
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>().join("\n\n")
    }
}

fn is_hidden(element: &Element) -> bool {
    element.attribute("display").as_deref() == Some("none")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::formats::package::zipped;

    fn with_parts(styles: &str, body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
        let content = format!(
            "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        let mut all = vec![
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", content.as_str()),
        ];
        all.extend(parts);
        zipped(&all)
    }

    #[test]
    fn paragraphs_headings_and_cells_stand_apart_and_notes_follow() {
        let body = "<text:h>The mill</text:h>
            <text:p>It<text:s text:c='3'/>turns<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See below.</text:p></text:note-body></text:note> slowly<text:line-break/>and well.</text:p>
            <table:table><table:table-row><table:table-cell><text:p>flour</text:p></table:table-cell><table:table-cell><text:p>7</text:p></table:table-cell></table:table-row></table:table>";
        let converted = odt(&with_parts("", body, &[])).expect("text");
        assert_eq!(
            converted.text,
            "The mill\n\nIt turns slowly\nand well.\n\nflour\n\n7\n\nSee below."
        );
    }

    #[test]
    fn deleted_and_hidden_text_and_comments_have_rows() {
        let styles = "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style><style:style style:name='T2'><style:text-properties/></style:style>";
        let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion></text:changed-region></text:tracked-changes>
            <text:p>The <text:change-start/>new <text:change-end/><text:span text:style-name='T1'>secret </text:span><text:span text:style-name='T2'>mill</text:span><office:annotation><text:p>Check!</text:p></office:annotation>.</text:p>
            <text:section text:display='none'><text:p>hidden</text:p></text:section><text:p text:style-name='P9'>dim</text:p>";
        let named = "<office:document-styles><style:style style:name='P9'><style:text-properties text:display='none'/></style:style><style:master-page><style:header><text:p>Mill <text:span>No. 7</text:span></text:p></style:header><style:footer><text:p>Dike Board</text:p></style:footer></style:master-page></office:document-styles>";
        let bytes = with_parts(styles, body, &[("styles.xml", named)]);
        let converted = odt(&bytes).expect("text");
        assert_eq!(converted.text, "The new mill.");
        let rows = converted.left_out.iter();
        let rows: Vec<_> = rows
            .map(|row| (row.rule.name(), row.text.as_str()))
            .collect();
        assert_eq!(
            rows,
            [
                ("mark", "Mill No. 7\nDike Board"),
                ("comment", "Check!"),
                ("hidden", "secret"),
                ("hidden", "hidden\ndim"),
                ("deleted", "old")
            ]
        );
    }

    #[test]
    fn deleted_text_stands_where_it_was() {
        let region = |id: &str, text: &str| {
            format!(
                "<text:changed-region xml:id='{id}' text:id='{id}'><text:deletion><office:change-info><dc:creator>Bo</dc:creator><dc:date>2021-02-03</dc:date></office:change-info>{text}</text:deletion></text:changed-region>"
            )
        };
        let body = format!(
            "<text:tracked-changes>{}{}<text:changed-region xml:id='c3'><text:insertion><office:change-info><dc:creator>Bo</dc:creator></office:change-info></text:insertion></text:changed-region></text:tracked-changes><text:h>Mills</text:h><text:p>They <text:change text:change-id='c2'/>turn<text:change-start text:change-id='c3'/> on<text:change-end text:change-id='c3'/>.</text:p>",
            region("c1", "<text:p>Never.</text:p><text:p>Ever.</text:p>"),
            region("c2", "<text:p>slowly<text:s/>did</text:p>"),
        );
        let converted = odt(&with_parts("", &body, &[])).expect("text");
        assert_eq!(converted.text, "Mills\n\nThey turn on.");
        let rows = converted.left_out.iter();
        let rows: Vec<_> = rows
            .map(|row| (row.rule.name(), row.line, row.text.as_str()))
            .collect();
        assert_eq!(
            rows,
            [
                ("deleted", Some(3), "slowly did"),
                ("deleted", None, "Never.\nEver.")
            ]
        );
    }

    #[test]
    fn metadata_are_read() {
        let meta = "<office:document-meta><office:meta><dc:title>On mills</dc:title><meta:initial-creator>A. Miller</meta:initial-creator><dc:creator>B. Later</dc:creator><meta:creation-date>2015-12-16</meta:creation-date><dc:language>en-GB</dc:language></office:meta></office:document-meta>";
        let bytes = with_parts("", "<text:p>Mills.</text:p>", &[("meta.xml", meta)]);
        let converted = odt(&bytes).expect("text");
        assert_eq!(converted.title.as_deref(), Some("On mills"));
        assert_eq!(converted.author.as_deref(), Some("A. Miller"));
        assert_eq!(converted.date.as_deref(), Some("2015-12-16"));
        assert_eq!(converted.language.as_deref(), Some("en-GB"));
    }

    #[test]
    fn what_can_not_be_read_is_told() {
        let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
        let secret = with_parts("", "", &[("META-INF/manifest.xml", manifest)]);
        let empty = with_parts("", "<text:p/>", &[]);
        let broken = with_parts("", "<text:p>", &[]);
        let other = zipped(&[("a.txt", "mill")]);
        let cases: [(&[u8], &str); 5] = [
            (&secret, "encrypted"),
            (&empty, "it contains no text"),
            (&broken, "invalid XML"),
            (&other, "not an OpenDocument"),
            (b"PK\x03\x04", "damaged or cut off"),
        ];
        for (bytes, expected) in cases {
            let reason = odt(bytes).expect_err("a reason");
            assert!(reason.starts_with(expected), "{reason}");
        }
    }
}
