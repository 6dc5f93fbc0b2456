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
    /// Files with more than one row.
    repeated: Vec<String>,
    /// Files found without a row.
    without: Vec<String>,
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
            let (line, message) = describe(error, bytes);
            malformed(line, message)
        };
        if bytes.iter().filter(|&&byte| byte == b'"').count() % 2 == 1 {
            let message = "a quotation mark is not closed somewhere in this file";
            return Err(malformed(1, message.to_owned()));
        }
        let header = reader.headers().map_err(|error| located(&error))?.clone();
        let columns = column_names(&header);
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
                if self
                    .rows
                    .insert(key(&path.with_file_name(&file)), row)
                    .is_some()
                {
                    self.repeated.push(file);
                }
            }
        }
        Ok(())
    }

    /// The row for this file, if there is one.
    pub(super) fn row(&mut self, path: &Path) -> Option<Arc<MetadataRow>> {
        match self.rows.get_mut(&key(path)) {
            Some(row) => {
                row.is_used = true;
                Some(row.stated.clone())
            }
            None => {
                self.without.push(
                    path.file_name()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into(),
                );
                None
            }
        }
    }

    /// The rows for files inside an archive, by their path below the input. They count as used,
    /// since nobody has looked into the archive yet.
    pub(super) fn rows_inside(
        &mut self,
        archive: &Path,
        relative: &str,
    ) -> BTreeMap<String, Arc<MetadataRow>> {
        let prefix = format!("{}/", key(archive));
        let mut inside = BTreeMap::new();
        for (path, row) in &mut self.rows {
            if let Some(member) = path.strip_prefix(&prefix) {
                row.is_used = true;
                inside.insert(format!("{relative}/{member}"), row.stated.clone());
            }
        }
        inside
    }

    /// What the user should know: rows without a file, files without a row, files with many.
    pub(super) fn warnings(&self) -> Vec<String> {
        let unused = self
            .rows
            .iter()
            .filter(|(_, row)| row.is_of_folder && !row.is_used);
        let unused = unused.map(|(path, _)| path.rsplit('/').next().unwrap_or(path));
        let without = self.without.iter().filter(|_| !self.rows.is_empty());
        let mut warnings = Vec::new();
        let mut warn = |what: &str, names: Vec<&str>| {
            if let Some(first) = names.first() {
                let count = names.len();
                warnings.push(format!(
                    "{METADATA_FILE}: {what}: {count}, for example `{first}`"
                ));
            }
        };
        warn("rows for files that were not found", unused.collect());
        warn("files without a row", without.map(String::as_str).collect());
        let repeated = self.repeated.iter().map(String::as_str);
        warn(
            "files with more than one row, of which the last counts",
            repeated.collect(),
        );
        warnings
    }
}

/// The names of the header; a column without one is called after its place.
fn column_names(header: &csv::StringRecord) -> Vec<Arc<str>> {
    let names = header
        .iter()
        .zip(1..)
        .map(|(name, place)| match name.trim() {
            "" => Arc::from(format!("column_{place}")),
            name => Arc::from(name),
        });
    names.collect()
}

/// Where a CSV error stands, and what is wrong, in words for the user.
fn describe(error: &csv::Error, bytes: &[u8]) -> (usize, String) {
    let start = error.position().map_or(0, csv::Position::byte);
    let start = bytes
        .len()
        .min(usize::try_from(start).unwrap_or(usize::MAX));
    // Where the last line ended in CR LF, the record is said to begin at the LF.
    let start = if bytes.get(start) == Some(&b'\n') {
        start + 1
    } else {
        start
    };
    let line = 1 + bytes[..start].iter().filter(|&&byte| byte == b'\n').count();
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("this row has {len} cells where the header has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => {
            "not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)".to_owned()
        }
        _ => error.to_string(),
    };
    (line, message)
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
pub(super) fn delimiter(bytes: &[u8]) -> u8 {
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
        assert_eq!(
            sidecars.warnings(),
            ["metadata.csv: files without a row: 1, for example `a.txt`"]
        );
    }

    #[test]
    fn semicolons_and_tabs_part_cells_too() {
        for text in ["file;title\na.txt;A, B\n", "file\ttitle\na.txt\tA\n"] {
            assert!(row(&mut sidecars(text).expect("metadata"), "x/a.txt").is_some());
        }
    }

    #[test]
    fn rows_without_a_document_are_told() {
        let warnings = sidecars("file\na.txt\nb.txt\na.txt\n")
            .expect("metadata")
            .warnings();
        assert!(
            warnings[0].contains("not found: 2, for example `a.txt`"),
            "{warnings:?}"
        );
        assert!(warnings[1].contains("more than one row"), "{warnings:?}");
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
        for line_end in ["\n", "\r\n"] {
            let text = ["file,title", "a.txt,b", "c.txt,d,e", ""].join(line_end);
            let error = sidecars(&text).expect_err("ragged").to_string();
            assert_eq!(
                error,
                "x/metadata.csv:3: this row has 3 cells where the header has 2"
            );
        }
        let error = sidecars("file,title\na.txt,\"b\nc.txt,d\n")
            .expect_err("open")
            .to_string();
        assert!(error.contains("not closed"), "{error}");
    }
}
