//! Word documents (.docx, Office Open XML).
//!
//! Takes the bytes of the file, gives the text as it reads with all changes accepted: paragraphs,
//! headings and table cells in order, then foot- and endnotes. Deleted, moved and hidden text, comments,
//! and the headers and footers of pages are pieces that were left out.

use super::blocks::Blocks;
use super::edges::{page_parts, piece};
use super::markup::{Element, Markup, Piece, leaves};
use super::package::Package;
use super::withheld::{Withheld, text_inside};
use super::{Converted, Outcome};
use crate::model::Rule;
use crate::parser_guard::caught;
use crate::sorted::SortedSet;

/// Where the main part is if the package does not say.
const MAIN: &str = "word/document.xml";

/// Converts a Word document.
///
/// # Errors
/// If it is damaged, encrypted, too large, no Word document, or without text.
pub(crate) fn docx(bytes: &[u8]) -> Outcome {
    caught(|| convert(bytes))
}

fn convert(bytes: &[u8]) -> Outcome {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| format!("{folder}/{name}");
    let Some(body) = package.text(&main)? else {
        return Err(format!(
            "not a Word document: the part `{main}` is missing; open it in its own program and save it as text"
        ));
    };
    let hidden = match package.text(&beside("styles.xml"))? {
        Some(styles) => hidden_styles(&styles)?,
        None => SortedSet::new(),
    };
    let mut reader = Reader::new(&hidden);
    reader.read(&body)?;
    for notes in ["footnotes.xml", "endnotes.xml"] {
        if let Some(notes) = package.text(&beside(notes))? {
            reader.read(&notes)?;
        }
    }
    let mut converted = Converted {
        text: reader.blocks.finish(),
        notes: reader.notes,
        left_out: reader.withheld.finish(),
        ..Converted::default()
    };
    if converted.text.is_empty() {
        return Err("it contains no text".to_owned());
    }
    state(&mut package, &mut converted);
    let parts = page_parts().map(|name| (name, Rule::Mark));
    for (name, rule) in parts.chain([("comments.xml".to_owned(), Rule::Comment)]) {
        if let Some(part) = package.text(&beside(&name))? {
            let mut reader = Reader::new(&hidden);
            reader.read(&part)?;
            converted
                .left_out
                .extend(piece(rule, reader.blocks.finish()));
            converted.left_out.extend(reader.withheld.finish());
        }
    }
    Ok(converted)
}

/// The name of the main part, as the package's own table says.
fn main_part(package: &mut Package) -> Result<String, String> {
    let Some(relations) = package.text("_rels/.rels")? else {
        return Ok(MAIN.to_owned());
    };
    let mut markup = Markup::new(&relations);
    while let Some(piece) = markup.next()? {
        if let Piece::Open(element) = piece
            && let Some(kind) = element.attribute("Type")
            && kind.ends_with("/officeDocument")
            && let Some(target) = element.attribute("Target")
        {
            return Ok(target.trim_start_matches('/').to_owned());
        }
    }
    Ok(MAIN.to_owned())
}

/// Takes over what the document states of itself.
pub(super) fn state(package: &mut Package, converted: &mut Converted) {
    let core = package.text("docProps/core.xml").transpose();
    match core.map(|core| core.and_then(|core| leaves(&core))) {
        Some(Ok(mut core)) => {
            converted.title = core.remove("title");
            converted.author = core.remove("creator");
            converted.date = core.remove("created");
            converted.language = core.remove("language");
        }
        Some(Err(reason)) => {
            let note = format!("its title, author and date cannot be read: {reason}");
            converted.notes.push(note);
        }
        None => {}
    }
}

/// The styles that hide their text.
fn hidden_styles(styles: &str) -> Result<SortedSet<String>, String> {
    let mut markup = Markup::new(styles);
    let mut hidden = SortedSet::new();
    while let Some(piece) = markup.next()? {
        if let Piece::Open(element) = piece
            && element.name() == "style"
        {
            let id = element.attribute("styleId");
            let properties = Properties::read(&mut markup)?;
            if let Some(id) = id.filter(|_| properties.is_hidden == Some(true)) {
                hidden.insert(id);
            }
        }
    }
    Ok(hidden)
}

/// What the properties of a paragraph, a run or a style say.
#[derive(Debug, Default)]
struct Properties {
    style: Option<String>,
    is_hidden: Option<bool>,
    /// Of a paragraph: its end is deleted, so the next one continues it.
    is_end_deleted: bool,
}

impl Properties {
    /// Reads to the end of the innermost open element.
    fn read(markup: &mut Markup) -> Result<Self, String> {
        let mut properties = Self::default();
        let mut depth = 1;
        while depth > 0 {
            match markup.next()? {
                Some(Piece::Open(element)) => match element.name() {
                    // What the properties were before a change.
                    "rPrChange" | "pPrChange" => markup.skip()?,
                    name => {
                        properties.set(name, &element);
                        depth += 1;
                    }
                },
                Some(Piece::Close) => depth -= 1,
                Some(Piece::Text(_)) => {}
                None => break,
            }
        }
        Ok(properties)
    }

    fn set(&mut self, name: &str, element: &Element) {
        match name {
            "rStyle" | "pStyle" => self.style = element.attribute("val"),
            "vanish" => {
                let value = element.attribute("val");
                let is_off = matches!(value.as_deref(), Some("0" | "false" | "off"));
                self.is_hidden = Some(!is_off);
            }
            "del" | "moveFrom" => self.is_end_deleted = true,
            _ => {}
        }
    }
}

/// What closes when an element closes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Paragraph,
    Text,
    /// Something that paragraphs do not reach out of.
    Container,
    Other,
}

/// Reads the parts that hold text.
struct Reader<'a> {
    hidden_styles: &'a SortedSet<String>,
    blocks: Blocks,
    notes: Vec<String>,
    withheld: Withheld,
    roles: Vec<Role>,
    /// For each open paragraph, what its properties say.
    paragraphs: Vec<Properties>,
    is_run_hidden: bool,
    /// Whether the last paragraph was left open for the next one to continue.
    is_continued: bool,
}

impl<'a> Reader<'a> {
    fn new(hidden_styles: &'a SortedSet<String>) -> Self {
        Self {
            hidden_styles,
            blocks: Blocks::default(),
            notes: Vec::new(),
            withheld: Withheld::default(),
            roles: Vec::new(),
            paragraphs: Vec::new(),
            is_run_hidden: false,
            is_continued: false,
        }
    }

    fn read(&mut self, part: &str) -> Result<(), String> {
        let mut markup = Markup::new(part);
        while let Some(piece) = markup.next()? {
            match piece {
                Piece::Open(element) => self.open(&element, &mut markup)?,
                Piece::Close => self.close(),
                Piece::Text(text) => {
                    if self.roles.last() == Some(&Role::Text) {
                        self.push(&text);
                    }
                }
            }
        }
        self.end_continued();
        Ok(())
    }

    fn open(&mut self, element: &Element, markup: &mut Markup) -> Result<(), String> {
        let role = match element.name() {
            // `Fallback` repeats in older markup what stands before it.
            "Fallback" => return markup.skip(),
            // The signs of a change in the properties of a paragraph were read with these.
            "del" | "moveFrom" => {
                let text = text_inside(markup, &["t", "delText"])?;
                self.withheld.take(Rule::Deleted, &text, &self.blocks);
                return Ok(());
            }
            "footnote" | "endnote"
                if element.attribute("type").is_some_and(|of| of != "normal") =>
            {
                return markup.skip();
            }
            "pPr" => {
                let properties = Properties::read(markup)?;
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    *paragraph = properties;
                }
                return Ok(());
            }
            "rPr" => {
                let properties = Properties::read(markup)?;
                self.is_run_hidden = self.hides(&properties).unwrap_or(self.is_run_hidden);
                return Ok(());
            }
            "p" => {
                self.open_paragraph();
                Role::Paragraph
            }
            "r" => {
                let paragraph = self.paragraphs.last();
                let by_style = paragraph.and_then(|paragraph| paragraph.style.as_ref());
                self.is_run_hidden =
                    by_style.is_some_and(|style| self.hidden_styles.contains(style));
                Role::Other
            }
            "t" => Role::Text,
            "tbl" | "tc" | "txbxContent" | "footnote" | "endnote" => {
                self.end_continued();
                Role::Container
            }
            name => {
                self.sign(name);
                Role::Other
            }
        };
        self.roles.push(role);
        Ok(())
    }

    /// Elements that stand for a character.
    fn sign(&mut self, name: &str) {
        match name {
            "br" | "cr" => self.push("\n"),
            "tab" | "ptab" => self.push(" "),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{ad}"),
            "altChunk" => {
                let note = "an embedded document (altChunk) was left out";
                self.notes.push(note.to_owned());
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        match self.roles.pop() {
            Some(Role::Paragraph) => {
                self.withheld.part();
                let paragraph = self.paragraphs.pop().unwrap_or_default();
                if paragraph.is_end_deleted {
                    self.is_continued = true;
                } else {
                    self.blocks.close();
                }
            }
            Some(Role::Container) => self.end_continued(),
            _ => {}
        }
    }

    fn open_paragraph(&mut self) {
        if !std::mem::take(&mut self.is_continued) {
            self.blocks.open();
        }
        self.paragraphs.push(Properties::default());
    }

    fn end_continued(&mut self) {
        if std::mem::take(&mut self.is_continued) {
            self.blocks.close();
        }
    }

    /// Whether the properties of a run hide it, if they say.
    fn hides(&self, properties: &Properties) -> Option<bool> {
        let style = properties.style.as_ref();
        let by_style = style.filter(|style| self.hidden_styles.contains(*style));
        properties.is_hidden.or(by_style.map(|_| true))
    }

    fn push(&mut self, text: &str) {
        match self.paragraphs.is_empty() {
            true => {}
            false if self.is_run_hidden => self.withheld.take(Rule::Hidden, text, &self.blocks),
            false => self.blocks.push(text),
        }
    }
}

#[cfg(test)]
mod tests;
