//! Settings of how files are read and cleaned.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PathTemplate, SplitMode};
use crate::error::{Error, Result};
use crate::reader_process::ReaderProcesses;

/// Settings of `source/` and `clean/`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadConfig {
    /// What every file is read as, whatever its name and content say.
    #[serde(rename = "input_format")]
    pub format: ReadAs,
    /// `auto`, or the encoding of every text that does not state another.
    pub encoding: String,
    /// Globs of the files that are read; empty: all of them.
    pub include: Vec<String>,
    /// Globs of files that are not read.
    pub exclude: Vec<String>,
    /// Metadata column that takes the place of the source; empty: the source itself.
    pub group_by: String,
    /// What the path of a document states; empty: nothing but the source, its first folder.
    pub path: PathTemplate,
    /// How a file that holds many texts is cut into documents.
    pub split: SplitMode,
    /// Which number is the day in dates such as 03/04/2015.
    pub date_order: DateOrder,
    /// What ends a paragraph in plain text.
    pub paragraph_break: ParagraphBreak,
    /// Where the fields stand in records: `auto`, the name of a platform that exports them, or `none`.
    pub preset: String,
    /// Names of the record fields: for each of `id`, `source`, `date`, `title`, `text`, `language`,
    /// the name it has in the data; dots lead to a value inside another.
    pub fields: BTreeMap<String, String>,
    /// Which processes read the formats of other programs, and for how long; none: this one.
    #[serde(skip)]
    pub readers: ReaderProcesses,
}

impl Default for ReadConfig {
    fn default() -> Self {
        let fields = RECORD_FIELDS
            .iter()
            .map(|&name| (name.to_owned(), name.to_owned()))
            .collect();
        Self {
            format: ReadAs::Auto,
            encoding: "auto".to_owned(),
            include: Vec::new(),
            exclude: Vec::new(),
            group_by: String::new(),
            path: PathTemplate::default(),
            split: SplitMode::default(),
            date_order: DateOrder::default(),
            paragraph_break: ParagraphBreak::default(),
            preset: "auto".to_owned(),
            fields,
            readers: ReaderProcesses::default(),
        }
    }
}

impl ReadConfig {
    /// Whether the user says in which encoding every text is.
    #[must_use]
    pub fn forces_encoding(&self) -> bool {
        self.encoding != "auto"
    }

    /// Checks what the types can't; which encodings there are is known where they are read.
    pub(super) fn check(&self) -> Result<()> {
        let mut fields = self.fields.keys();
        let unknown = fields.find(|field| !RECORD_FIELDS.contains(&field.as_str()));
        let Some(field) = unknown else {
            return Ok(());
        };
        let message = format!(
            "unknown field `{field}`; expected one of: {}",
            RECORD_FIELDS.join(" ")
        );
        Err(Error::setting("read.fields", message))
    }
}

/// The record fields that refrain knows.
pub const RECORD_FIELDS: [&str; 6] = ["id", "source", "date", "title", "text", "language"];

/// What files are read as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadAs {
    /// As what they are, by content first and ending second.
    #[default]
    Auto,
    /// Plain text.
    Txt,
    /// Markdown.
    Md,
    /// Web pages.
    Html,
    /// XML, such as TEI.
    Xml,
    /// JSON: an object or a list of objects.
    Json,
    /// JSON, one object a line.
    Jsonl,
    /// Tables with commas or semicolons.
    Csv,
    /// Tables with tabs.
    Tsv,
    /// Spreadsheets.
    Xlsx,
    /// Word-processor documents (Office Open XML).
    Docx,
    /// Word-processor documents (OpenDocument).
    Odt,
    /// PDF.
    Pdf,
}

/// What ends a paragraph in plain text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphBreak {
    /// A blank line; a single line end is a space.
    #[default]
    BlankLine,
    /// Every line end.
    Line,
}

/// Which number is the day in dates that do not show it, such as 03/04/2015.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// Unknown, so that such a date is not read.
    #[default]
    Auto,
    /// The first: day, month, year.
    DayFirst,
    /// The second: month, day, year.
    MonthFirst,
}
