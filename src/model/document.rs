//! A document on its way: as read, as cleaned, or as passed over with a reason.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Language, Part, ReadingDoubt, ReadingDoubts};

/// Where a document came from: a whole file, or one record (line) of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path below the input, with `/` between folders; `-` for standard input.
    pub path: Arc<str>,
    /// Line of the record, from 1, where the file holds many documents.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

impl Place {
    /// The source that the path stands for where nothing states one: its first folder (an archive
    /// is a folder too, though only the last resort), or the file itself at the top level.
    #[must_use]
    pub fn source(&self) -> &str {
        self.folder()
            .unwrap_or_else(|| without_endings(self.path.split('/').next().unwrap_or_default()))
    }

    /// The first folder of the path that is no archive, if there is one.
    #[must_use]
    pub fn folder(&self) -> Option<&str> {
        let (folders, _) = self.path.rsplit_once('/')?;
        folders
            .split('/')
            .find(|folder| before_ending(folder, &ARCHIVES).is_none())
    }

    /// The path without the ending of its last part.
    #[must_use]
    pub fn without_ending(&self) -> &str {
        let name_start = self.path.rfind('/').map_or(0, |slash| slash + 1);
        let name = without_endings(&self.path[name_start..]);
        &self.path[..name_start + name.len()]
    }
}

/// Endings of files that hold one other file, which keeps its own ending before this one.
const PACKED: [&str; 4] = [".gz", ".bz2", ".xz", ".zst"];
/// Endings of files that hold many others.
const ARCHIVES: [&str; 9] = [
    ".zip", ".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst",
];

/// The name before whichever of these endings it has, in capitals or not.
fn before_ending<'a>(name: &'a str, endings: &[&str]) -> Option<&'a str> {
    endings.iter().find_map(|ending| {
        let (start, end) = name.split_at_checked(name.len().checked_sub(ending.len())?)?;
        end.eq_ignore_ascii_case(ending).then_some(start)
    })
}

/// A file's name without its ending, and without that of the packing around it.
fn without_endings(name: &str) -> &str {
    if let Some(name) = before_ending(name, &ARCHIVES) {
        return name;
    }
    let name = before_ending(name, &PACKED).unwrap_or(name);
    match name.rfind('.') {
        Some(dot) if dot > 0 => &name[..dot],
        _ => name,
    }
}

/// What the number of a place counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Numbered {
    /// Lines of a file.
    Line,
    /// Rows of a sheet.
    Row,
    /// Records of a file.
    Record,
    /// Documents that a file was cut into.
    Part,
}

impl Numbered {
    /// What one of them is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Row => "row",
            Self::Record => "record",
            Self::Part => "part",
        }
    }
}

/// The format a document was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown; its markup is taken off.
    Markdown,
    /// A web page; its main text is found among menus and the like.
    Html,
    /// XML, such as TEI; the text of its body.
    Xml,
    /// An object of a JSON file.
    Json,
    /// A record of a JSON Lines file.
    JsonLines,
    /// A row of a table with commas, semicolons or tabs between its cells.
    Csv,
    /// A row of a spreadsheet.
    Spreadsheet,
    /// A word-processor document (Office Open XML).
    Docx,
    /// A word-processor document (OpenDocument).
    Odt,
    /// The text layer of a PDF.
    Pdf,
    /// A word a line, with lemma and tag: CoNLL-U, vertical text.
    Annotated,
    /// Mail: a message, of a folder of them or of Outlook.
    Mail,
    /// Rich Text Format.
    Rtf,
    /// A word-processor document of Word 97 to 2003.
    Doc,
    /// Slides (Office Open XML or OpenDocument).
    Slides,
    /// An e-book (EPUB).
    Epub,
    /// No file: a program handed it over.
    Memory,
    /// A page or a text of a web archive (WARC).
    Warc,
    /// The text of a page of a web archive (WET), a block on each line.
    Wet,
}

impl Format {
    /// The name used in `documents.csv`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Spreadsheet => "xlsx",
            Self::Annotated => "annotated",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Pdf => "pdf",
            Self::Mail => "mail",
            Self::Rtf => "rtf",
            Self::Doc => "doc",
            Self::Slides => "slides",
            Self::Epub => "epub",
            Self::Memory => "memory",
            Self::Warc => "warc",
            Self::Wet => "wet",
        }
    }
}

/// How the bytes of a document were read as characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    /// Name of the encoding, lower-case.
    pub name: &'static str,
    /// How it was known: `valid`, `mark`, `declared`, `detected`, `forced` or `format`.
    pub known_by: &'static str,
    /// Characters put in for bytes that mean nothing in the encoding.
    pub replaced: u32,
}

impl Default for Encoding {
    fn default() -> Self {
        Self::OF_FORMAT
    }
}

impl Encoding {
    /// UTF-8 because the format knows no other.
    pub const OF_FORMAT: Self = Self {
        name: "utf-8",
        known_by: "format",
        replaced: 0,
    };
}

/// What is known of a document besides its text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// Wished-for id: the path without its ending, or the record's own id. The freeze makes it unique.
    pub doc_id: String,
    /// Where the document stands.
    pub place: Place,
    /// The source (outlet, author, country ...) that the document counts for; empty before cleaning
    /// where nothing but the document's own name stands for one.
    pub source: String,
    /// Date, ISO 8601 to the year, the month or the day as it is stated; empty when unknown.
    pub date: String,
    /// Title as the metadata state it; empty when unknown.
    pub title: String,
    /// Format it was read from.
    pub format: Format,
    /// Encoding it was read in. Its names are the program's own, so a store keeps them beside.
    #[serde(skip)]
    pub encoding: Encoding,
    /// Size in bytes: of the file, or of the record's line.
    pub bytes: u64,
    /// SHA-256 of those bytes.
    pub sha256: [u8; 32],
    /// Language stated by the metadata.
    pub language: Option<Language>,
    /// Further metadata, as name and value.
    pub extra: Vec<(Arc<str>, String)>,
    /// What it is a part of, if its file was cut into documents.
    pub part: Option<Part>,
    /// What the user should know of how it was read, in words.
    pub notes: String,
    /// What may be wrong in how it was read, by kind; `notes` has the details.
    pub doubts: ReadingDoubts,
}

impl DocumentInfo {
    /// The facts of a document of which only its place, size and content are known.
    #[must_use]
    pub fn new(place: Place, format: Format, bytes: u64, sha256: [u8; 32]) -> Self {
        Self {
            doc_id: match place.line {
                None => place.without_ending().to_owned(),
                Some(_) => String::new(),
            },
            source: String::new(),
            place,
            date: String::new(),
            title: String::new(),
            format,
            encoding: Encoding::OF_FORMAT,
            bytes,
            sha256,
            language: None,
            extra: Vec::new(),
            part: None,
            notes: String::new(),
            doubts: ReadingDoubts::default(),
        }
    }

    /// Adds something that the user should know.
    pub fn note(&mut self, note: &str) {
        if !self.notes.is_empty() {
            self.notes.push_str("; ");
        }
        self.notes.push_str(note);
    }

    /// Adds something that may be wrong, and its kind.
    pub fn doubt(&mut self, kind: ReadingDoubt, note: &str) {
        self.doubts.extend(ReadingDoubts::of(kind));
        self.note(note);
    }
}

/// Why a piece of text is boilerplate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    /// A path of links to the page, or a menu.
    Navigation,
    /// Buttons to share, print or comment.
    ShareBar,
    /// A line of facts about the text: date, source, author, editor.
    Facts,
    /// A statement of copyright.
    Copyright,
    /// A licence or registration number.
    Registration,
    /// Addresses, telephone numbers and the names that stand with them.
    Contact,
    /// Links to other pages of the text.
    Pager,
    /// What stands before the first text of a file and after the last: a cover, a list of contents,
    /// a licence.
    Cover,
    /// Marks of pages, columns and times within a text.
    Mark,
    /// What a reply quotes of the message before.
    Quotation,
    /// The signature below a message.
    Signature,
    /// Outside of the main text of a web page, of no kind below.
    Page,
    /// The title of a web page, which is kept as the document's title.
    Title,
    /// The caption of a picture of a web page.
    Caption,
    /// Comments of readers on a web page.
    Comment,
    /// The beginnings of other texts of the site, with links to them.
    Teaser,
    /// Links to other texts of the site.
    Related,
    /// A side column of a web page.
    Aside,
    /// What a web page says of the author.
    Author,
    /// A notice about cookies or consent.
    Cookie,
    /// An advertisement.
    Advert,
    /// What a reader fills in or subscribes to.
    Form,
    /// The foot of a web page.
    Footer,
    /// Text that a web page or an office document holds and does not show.
    Hidden,
    /// Text of an office document that was deleted or moved away under "track changes".
    Deleted,
    /// Readings printed beside characters.
    Ruby,
    /// A second copy of the whole text on the same web page.
    Copy,
    /// Program code between the paragraphs of a text.
    Code,
    /// The same paragraph in many documents of a source.
    Repeated,
}

impl Rule {
    /// The name used in `boilerplate.csv`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::ShareBar => "share_bar",
            Self::Facts => "facts",
            Self::Copyright => "copyright",
            Self::Registration => "registration",
            Self::Contact => "contact",
            Self::Pager => "pager",
            Self::Cover => "cover",
            Self::Mark => "mark",
            Self::Quotation => "quotation",
            Self::Signature => "signature",
            Self::Page => "page",
            Self::Title => "title",
            Self::Caption => "caption",
            Self::Comment => "comment",
            Self::Teaser => "teaser",
            Self::Related => "related",
            Self::Aside => "aside",
            Self::Author => "author",
            Self::Cookie => "cookie",
            Self::Advert => "advert",
            Self::Form => "form",
            Self::Footer => "footer",
            Self::Hidden => "hidden",
            Self::Deleted => "deleted",
            Self::Ruby => "ruby",
            Self::Copy => "copy",
            Self::Code => "code",
            Self::Repeated => "repeated",
        }
    }
}

/// A piece of text that was taken for boilerplate and is in no count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Why.
    pub rule: Rule,
    /// Its first line in the document's text, from 1; missing where the format knows no lines.
    pub line: Option<u32>,
    /// In how many texts of its source it recurs, if that is why.
    pub recurs: Option<u32>,
    /// The text.
    pub text: String,
}

/// A document as `source/` hands it on: facts and decoded text with all its markup.
#[derive(Debug, Clone)]
pub struct RawDocument {
    /// What is known of it.
    pub info: DocumentInfo,
    /// The text as it stands in the file, without byte-order mark.
    pub text: String,
    /// Whether `text` is the document's own text already, whatever its format: a splitter took off all
    /// that stands around it.
    pub is_bare: bool,
    /// What was taken out of the text so far, in its order.
    pub left_out: Vec<LeftOut>,
}

/// A document as `clean/` hands it on: paragraphs of plain text, a blank line between them.
#[derive(Debug, Clone)]
pub struct Document {
    /// What is known of it.
    pub info: DocumentInfo,
    /// Plain text. A blank line ends a paragraph; any other line end is a space.
    pub text: String,
    /// What was taken out of the text, in its order.
    pub left_out: Vec<LeftOut>,
}

/// A document (or a file that holds none) that is left out of every count, and why.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Skipped {
    /// Wished-for id, as for a document.
    pub doc_id: String,
    /// Where it stands.
    pub place: Place,
    /// What the number of its place counts.
    pub numbered: Numbered,
    /// The source it would have counted for.
    pub source: String,
    /// Size in bytes, where known.
    pub bytes: Option<u64>,
    /// Why it is left out, in words for the user.
    pub reason: Box<str>,
}

impl Skipped {
    /// The row for a document that was read but can't be analysed.
    #[must_use]
    pub fn of(info: DocumentInfo, reason: String) -> Self {
        let numbered = match info.format {
            _ if info.part.is_some() => Numbered::Part,
            Format::Json | Format::Warc | Format::Wet => Numbered::Record,
            Format::Spreadsheet => Numbered::Row,
            _ => Numbered::Line,
        };
        Self {
            numbered,
            doc_id: info.doc_id,
            place: info.place,
            source: info.source,
            bytes: Some(info.bytes),
            reason: reason.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> Place {
        Place {
            path: path.into(),
            line: None,
        }
    }

    #[test]
    fn the_first_folder_is_the_source_and_a_file_at_the_top_is_its_own() {
        for (path, source) in [
            ("agency/2015/report.txt", "agency"),
            ("letter.v2.txt", "letter.v2"),
            ("letter.txt.gz", "letter"),
            ("speeches.zip/chad/1.txt", "chad"),
            ("speeches.tar.gz/1.txt", "speeches"),
            ("agency/2015.zip/1.txt", "agency"),
        ] {
            assert_eq!(place(path).source(), source, "{path}");
        }
    }

    #[test]
    fn the_ending_goes_and_that_of_the_packing_too() {
        for (path, name) in [
            ("a.b/c", "a.b/c"),
            ("a/.hidden", "a/.hidden"),
            ("a/b.tar.txt", "a/b.tar"),
            ("a/b.txt.ZST", "a/b"),
            ("é.gz", "é"),
        ] {
            assert_eq!(place(path).without_ending(), name);
        }
    }
}
