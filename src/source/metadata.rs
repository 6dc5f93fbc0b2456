//! `metadata.csv` beside the documents: one row a file, joined on the column `file`.
//!
//! `source`, `date` (or else `year`), `title` and `language` go where they belong; every further
//! column is kept under its own name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::clean::nfc;
use crate::error::{Error, Result};
use crate::model::{DocumentInfo, Language};

/// The name of a file of metadata.
pub(super) const METADATA_FILE: &str = "metadata.csv";

/// What a row of metadata says of a document.
#[derive(Debug, Default, Clone)]
pub struct MetadataRow {
    /// The source, if stated.
    pub source: Option<String>,
    date: Option<String>,
    title: Option<String>,
    language: Option<Language>,
    extra: Vec<(Arc<str>, String)>,
}

impl MetadataRow {
    /// Writes what the row states over what the file itself gave.
    pub(super) fn apply(&self, info: &mut DocumentInfo) {
        if let Some(date) = &self.date {
            info.date.clone_from(date);
        }
        if let Some(title) = &self.title {
            info.title.clone_from(title);
        }
        info.language = self.language.or(info.language);
        info.extra.extend(self.extra.iter().cloned());
    }

    fn set(&mut self, column: &Arc<str>, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match column.as_ref() {
            "source" => self.source = Some(value.to_owned()),
            "date" => self.date = Some(value.to_owned()),
            "title" => self.title = Some(value.to_owned()),
            "language" => {
                self.language = Language::from_tag(value);
                if self.language.is_none() {
                    self.extra.push((column.clone(), value.to_owned()));
                }
            }
            _ => self.extra.push((column.clone(), value.to_owned())),
        }
    }
}

/// The rows of all metadata files, by the file that they speak of.
#[derive(Debug, Default)]
pub(super) struct Sidecars {
    rows: BTreeMap<String, Row>,
    read: BTreeSet<PathBuf>,
}

#[derive(Debug)]
struct Row {
    stated: Arc<MetadataRow>,
    is_used: bool,
    /// Whether the whole folder is read, so that a row without a document is worth a word.
    is_of_folder: bool,
}

impl Sidecars {
    /// Reads the metadata file of a folder that is read as a whole.
    pub(super) fn read_folder(&mut self, path: &Path) -> Result<()> {
        self.read(path, true)
    }

    /// Reads the metadata file beside a file that was named itself, if there is one.
    pub(super) fn read_beside(&mut self, file: &Path) -> Result<()> {
        let sidecar = file.with_file_name(METADATA_FILE);
        if sidecar.is_file() {
            self.read(&sidecar, false)
        } else {
            Ok(())
        }
    }

    fn read(&mut self, path: &Path, is_of_folder: bool) -> Result<()> {
        if !self.read.insert(path.to_owned()) {
            return Ok(());
        }
        let bytes = std::fs::read(path).map_err(|error| Error::read(path, error))?;
        self.parse(&bytes, path, is_of_folder)
    }

    fn parse(&mut self, bytes: &[u8], path: &Path, is_of_folder: bool) -> Result<()> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let malformed = |line: usize, message: String| Error::Malformed {
            path: path.to_owned(),
            line,
            message,
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(bytes))
            .from_reader(bytes);
        let located = |error: &csv::Error| {
            let line = error.position().map_or(1, csv::Position::line);
            malformed(usize::try_from(line).unwrap_or(0), error.to_string())
        };
        let header = reader.headers().map_err(|error| located(&error))?.clone();
        let columns: Vec<Arc<str>> = header
            .iter()
            .enumerate()
            .map(|(index, name)| match name.trim() {
                "" => Arc::from(format!("column_{}", index + 1)),
                name => Arc::from(name),
            })
            .collect();
        let Some(file_column) = columns.iter().position(|name| name.as_ref() == "file") else {
            let message = "no column `file`; expected a header row with a column `file` that names each document below this folder";
            return Err(malformed(1, message.to_owned()));
        };
        for record in reader.records() {
            let record = record.map_err(|error| located(&error))?;
            let mut row = MetadataRow::default();
            for (index, (column, value)) in columns.iter().zip(record.iter()).enumerate() {
                if index != file_column {
                    row.set(column, value);
                }
            }
            row.date_from_year();
            let file = record
                .get(file_column)
                .unwrap_or_default()
                .trim()
                .replace('\\', "/");
            if !file.is_empty() {
                let stated = Arc::new(row);
                let row = Row {
                    stated,
                    is_used: false,
                    is_of_folder,
                };
                self.rows.insert(key(&path.with_file_name(file)), row);
            }
        }
        Ok(())
    }

    /// The row for this file, if there is one.
    pub(super) fn row(&mut self, path: &Path) -> Option<Arc<MetadataRow>> {
        let row = self.rows.get_mut(&key(path))?;
        row.is_used = true;
        Some(row.stated.clone())
    }

    /// A warning if rows speak of documents that are not there.
    pub(super) fn unused(&self) -> Option<String> {
        let mut unused = self
            .rows
            .iter()
            .filter(|(_, row)| row.is_of_folder && !row.is_used);
        let first = unused.next()?.0;
        let name = first.rsplit('/').next().unwrap_or(first);
        let rows = 1 + unused.count();
        Some(format!(
            "{METADATA_FILE} has rows for files that were not found: {rows}, for example `{name}`"
        ))
    }
}

/// A path without `.` parts and in NFC, since file systems differ in how they compose letters.
fn key(path: &Path) -> String {
    let parts = path
        .components()
        .filter(|part| !matches!(part, Component::CurDir));
    let parts: Vec<_> = parts
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    nfc(&parts.join("/"))
}

impl MetadataRow {
    /// A year stands in for a date that is not stated; the column itself stays.
    fn date_from_year(&mut self) {
        let year = self.extra.iter().find(|(name, _)| name.as_ref() == "year");
        if let (None, Some((_, year))) = (&self.date, year) {
            self.date = Some(year.clone());
        }
    }
}

/// The character between cells: what stands most often in the header among `,`, `;` and tab.
fn delimiter(bytes: &[u8]) -> u8 {
    let header = bytes
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let count = |delimiter: u8| header.iter().filter(|&&byte| byte == delimiter).count();
    // On a tie the last wins, so the comma stands last.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|&delimiter| count(delimiter))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sidecars(text: &str) -> Result<Sidecars> {
        let mut sidecars = Sidecars::default();
        sidecars.parse(text.as_bytes(), Path::new("x/metadata.csv"), true)?;
        Ok(sidecars)
    }

    fn row(sidecars: &mut Sidecars, path: &str) -> Option<Arc<MetadataRow>> {
        sidecars.row(Path::new(path))
    }

    #[test]
    fn known_columns_go_where_they_belong_and_others_are_kept() {
        let text = "\u{feff}file,source,year,country,language\r\n./a.txt,Agency,2017,\"Chad, N.\",FR-fr\r\nsub\\b.txt,,,,\r\n";
        let mut sidecars = sidecars(text).expect("metadata");
        let stated = row(&mut sidecars, "x/a.txt").expect("a row");
        assert_eq!(stated.source.as_deref(), Some("Agency"));
        assert_eq!(stated.date.as_deref(), Some("2017"));
        assert_eq!(stated.language, Language::from_code("fr"));
        let extra: Vec<_> = stated
            .extra
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        assert_eq!(extra, [("year", "2017"), ("country", "Chad, N.")]);
        assert!(row(&mut sidecars, "./x/sub/b.txt").is_some_and(|row| row.source.is_none()));
        assert!(row(&mut sidecars, "a.txt").is_none());
        assert_eq!(sidecars.unused(), None);
    }

    #[test]
    fn semicolons_and_tabs_part_cells_too() {
        for text in ["file;title\na.txt;A, B\n", "file\ttitle\na.txt\tA\n"] {
            assert!(row(&mut sidecars(text).expect("metadata"), "x/a.txt").is_some());
        }
    }

    #[test]
    fn rows_without_a_document_are_told() {
        let warning = sidecars("file\na.txt\nb.txt\n").expect("metadata").unused();
        assert!(warning.is_some_and(|text| text.contains("not found: 2, for example `a.txt`")));
    }

    #[test]
    fn a_column_without_a_name_gets_one() {
        let mut sidecars = sidecars(",file\n0,a.txt\n").expect("metadata");
        let stated = row(&mut sidecars, "x/a.txt").expect("a row");
        assert_eq!(&*stated.extra[0].0, "column_1");
    }

    #[test]
    fn a_broken_file_is_named_with_its_line() {
        let error = sidecars("name,title\na,b\n")
            .expect_err("no file column")
            .to_string();
        assert!(
            error.starts_with("x/metadata.csv:1: no column `file`"),
            "{error}"
        );
        let error = sidecars("file,title\na.txt,b\nc.txt,d,e\n")
            .expect_err("ragged")
            .to_string();
        assert!(error.starts_with("x/metadata.csv:3:"), "{error}");
    }
}
