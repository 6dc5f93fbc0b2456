//! `metadata.csv` beside the documents: one row a document, joined on the column `file`.
//!
//! The column may also be called `filename`, `path`, `doc_id` or `document`; the first of these
//! counts. It names a document by its path below the folder of `metadata.csv`, with or without the
//! ending. `source`, `date` (or else `year`), `title` and `language` go where they belong; every
//! further column is kept under its own name.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::decode::{Hints, decode};
use crate::clean::Stated;
use crate::error::{Error, Result};
use crate::model::Place;
use crate::model::nfc;
use crate::sorted::{SortedMap, SortedSet};

/// The name of a file of metadata.
pub(super) const METADATA_FILE: &str = "metadata.csv";

/// The names that the column of documents may have, the first found counts.
const FILE_COLUMNS: [&str; 5] = ["file", "filename", "path", "doc_id", "document"];

/// The columns that are known, in letters of either case.
const KNOWN_COLUMNS: [&str; 5] = ["source", "date", "title", "language", "year"];

/// The rows of all metadata files, by the file that they speak of.
#[derive(Debug, Default)]
pub(super) struct Sidecars {
    rows: BTreeMap<String, Row>,
    read: SortedSet<PathBuf>,
    /// Files with more than one row.
    repeated: Vec<String>,
    /// Files found without a row.
    without: Vec<String>,
}

#[derive(Debug)]
struct Row {
    stated: Arc<Stated>,
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
        self.parse(bytes, path, is_of_folder)
    }

    fn parse(&mut self, bytes: Vec<u8>, path: &Path, is_of_folder: bool) -> Result<()> {
        let malformed = |(line, message): (usize, String)| Error::Malformed {
            path: path.to_owned(),
            line,
            message,
        };
        let text = text(bytes).map_err(malformed)?;
        let delimiter = delimiter(&text);
        check_quotes(&text, delimiter).map_err(malformed)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let located = |error: &csv::Error| malformed(describe(error, &text));
        let header = reader.headers().map_err(|error| located(&error))?.clone();
        let columns = column_names(&header);
        let file_column = file_column(&columns).map_err(|message| malformed((1, message)))?;
        for record in reader.records() {
            let record = record.map_err(|error| located(&error))?;
            let mut stated = Stated::default();
            for (index, (column, value)) in columns.iter().zip(record.iter()).enumerate() {
                if KNOWN_COLUMNS.contains(&column.as_ref()) {
                    stated.set(column, value);
                } else if index != file_column {
                    stated.keep(column, value);
                }
            }
            let file = record.get(file_column).unwrap_or_default().trim();
            self.add(path, &file.replace('\\', "/"), stated, is_of_folder);
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, file: &str, stated: Stated, is_of_folder: bool) {
        if file.is_empty() {
            return;
        }
        let row = Row {
            stated: Arc::new(stated),
            is_used: false,
            is_of_folder,
        };
        let before = self.rows.insert(key(&path.with_file_name(file)), row);
        if before.is_some() {
            self.repeated.push(file.to_owned());
        }
    }

    /// The row for this file, if there is one: by its whole name, else by that without its ending.
    pub(super) fn row(&mut self, path: &Path) -> Option<Arc<Stated>> {
        let whole = key(path);
        let name = if self.rows.contains_key(&whole) {
            whole.as_str()
        } else {
            &whole[..whole.len() - ending_length(&whole)]
        };
        match self.rows.get_mut(name) {
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
    ) -> SortedMap<String, Arc<Stated>> {
        let prefix = format!("{}/", key(archive));
        let mut inside = SortedMap::new();
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
        warn("rows whose file was not found", unused.collect());
        warn("files without a row", without.map(String::as_str).collect());
        let repeated = self.repeated.iter().map(String::as_str);
        warn(
            "files with more than one row (the last one is used)",
            repeated.collect(),
        );
        warnings
    }
}

/// The text of a metadata file, or the line and the reason why it is none.
fn text(bytes: Vec<u8>) -> std::result::Result<String, (usize, String)> {
    let good = match std::str::from_utf8(&bytes) {
        Ok(_) => 0,
        Err(error) => error.valid_up_to(),
    };
    let line = line_at(&bytes, good);
    match decode(bytes, &Hints::default()) {
        Ok(decoded) => Ok(decoded.text),
        Err(reason) => Err((line, format!("{reason} (in Excel: CSV UTF-8)"))),
    }
}

/// The line of a place, from 1. Lines end in LF, CR LF or CR.
fn line_at(bytes: &[u8], place: usize) -> usize {
    let before = &bytes[..place.min(bytes.len())];
    let ends = before
        .iter()
        .enumerate()
        .filter(|&(at, &byte)| byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    1 + ends.count()
}

/// Fails with the line of the cell whose quotation mark is not closed.
fn check_quotes(text: &str, delimiter: u8) -> std::result::Result<(), (usize, String)> {
    let bytes = text.as_bytes();
    let mut opened = None;
    let mut before = delimiter;
    let mut places = bytes.iter().enumerate().peekable();
    while let Some((at, &byte)) = places.next() {
        let is_cell_start = before == delimiter || matches!(before, b'\n' | b'\r');
        match (opened, byte) {
            (None, b'"') if is_cell_start => opened = Some(at),
            // Two marks inside a cell stand for one of its text.
            (Some(_), b'"') if places.next_if(|(_, next)| **next == b'"').is_none() => {
                opened = None
            }
            _ => {}
        }
        before = byte;
    }
    match opened {
        None => Ok(()),
        Some(at) => Err((
            line_at(bytes, at),
            "a quotation mark on this line opens a cell that is never closed".to_owned(),
        )),
    }
}

/// The names of the header; a column without one is called after its place. Known ones are in
/// small letters.
fn column_names(header: &csv::StringRecord) -> Vec<Arc<str>> {
    let is_known = |name: &str| FILE_COLUMNS.contains(&name) || KNOWN_COLUMNS.contains(&name);
    let names = header.iter().zip(1..).map(|(name, place)| {
        let lower = name.trim().to_lowercase();
        match name.trim() {
            "" => Arc::from(format!("column_{place}")),
            _ if is_known(&lower) => Arc::from(lower),
            name => Arc::from(name),
        }
    });
    names.collect()
}

/// The column that names the documents.
fn file_column(columns: &[Arc<str>]) -> std::result::Result<usize, String> {
    let mut places = columns.iter().enumerate();
    if let Some((_, twice)) = places.find(|(place, name)| columns[..*place].contains(name)) {
        return Err(format!(
            "two columns are called `{twice}`; rename one of them"
        ));
    }
    let place = |name: &&str| columns.iter().position(|column| column.as_ref() == *name);
    FILE_COLUMNS.iter().find_map(place).ok_or_else(|| {
        "no column `file`; expected a header row with a column `file` that gives the path of each document below this folder".to_owned()
    })
}

/// Where a CSV error stands, and what is wrong, in words for the user.
fn describe(error: &csv::Error, text: &str) -> (usize, String) {
    let bytes = text.as_bytes();
    let start = error.position().map_or(0, csv::Position::byte);
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    // Where the last line ended in CR LF, the record is said to begin at the LF.
    let start = start.saturating_add(usize::from(bytes.get(start) == Some(&b'\n')));
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("this row has {len} cells, but the header has {expected_len}")
        }
        _ => error.to_string(),
    };
    (line_at(bytes, start), message)
}

/// How much of a path the ending of its last part takes up, in bytes.
fn ending_length(path: &str) -> usize {
    let place = Place {
        path: path.into(),
        line: None,
    };
    path.len() - place.without_ending().len()
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

/// The character between cells: what stands most often in the header among `,`, `;`, tab, `|` and `^`.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.split(['\n', '\r']).next().unwrap_or_default();
    let count = |&delimiter: &u8| header.bytes().filter(|&byte| byte == delimiter).count();
    // On a tie the last wins, so the comma stands last.
    [b'^', b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sidecars(text: &str) -> Result<Sidecars> {
        let mut sidecars = Sidecars::default();
        sidecars.parse(text.as_bytes().to_vec(), Path::new("x/metadata.csv"), true)?;
        Ok(sidecars)
    }

    fn row(sidecars: &mut Sidecars, path: &str) -> Option<Arc<Stated>> {
        sidecars.row(Path::new(path))
    }

    #[test]
    fn known_columns_go_where_they_belong_and_others_are_kept() {
        let text = "\u{feff}file,source,year,country,language\r\n./a.txt,Agency,2017,\"Chad, N.\",FR-fr\r\nsub\\b.txt,,,,\r\n";
        let mut sidecars = sidecars(text).expect("metadata");
        let stated = row(&mut sidecars, "x/a.txt").expect("a row");
        let mut expected = Stated::default();
        for (name, value) in [
            ("source", "Agency"),
            ("year", "2017"),
            ("country", "Chad, N."),
            ("language", "FR-fr"),
        ] {
            expected.set(name, value);
        }
        assert_eq!(*stated, expected);
        assert!(row(&mut sidecars, "./x/sub/b.txt").is_some_and(|row| row.source().is_none()));
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
        let mut expected = Stated::default();
        expected.set("column_1", "0");
        assert_eq!(*stated, expected);
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
                "x/metadata.csv:3: this row has 3 cells, but the header has 2"
            );
        }
        for line_end in ["\n", "\r\n", "\r"] {
            let text = ["file,title", "a.txt,\"b", "c\"", "d.txt,\"e", "f.txt,g"].join(line_end);
            let error = sidecars(&text).expect_err("open").to_string();
            let expected =
                "x/metadata.csv:4: a quotation mark on this line opens a cell that is never closed";
            assert_eq!(error, expected);
        }
        let error = sidecars("file,date,Date\n").expect_err("twice").to_string();
        assert!(
            error.contains(":1: two columns are called `date`"),
            "{error}"
        );
    }

    #[test]
    fn quotation_marks_inside_a_cell_open_nothing() {
        let text = "file,title\na.txt,a 3\" disk\nb.txt,\"a \"\"so-called\"\" order\"\n";
        let mut sidecars = sidecars(text).expect("metadata");
        let title = |stated: &Stated| format!("{stated:?}");
        let stated = row(&mut sidecars, "x/b.txt").expect("a row");
        assert!(
            title(&stated).contains("a \\\"so-called\\\" order"),
            "{stated:?}"
        );
        assert!(row(&mut sidecars, "x/a.txt").is_some());
    }

    #[test]
    fn lines_may_end_in_cr_alone() {
        let mut sidecars = sidecars("file;title\ra.txt;A, B\rb.txt;C\r").expect("metadata");
        assert!(row(&mut sidecars, "x/a.txt").is_some() && row(&mut sidecars, "x/b.txt").is_some());
    }

    #[test]
    fn documents_are_named_in_the_first_column_of_a_known_name() {
        for (header, first) in [
            ("Filename,title", "a.txt"),
            ("doc_id,title", "a"),
            ("document,title", "a.txt"),
            ("path,title", "./a.txt"),
        ] {
            let mut sidecars = sidecars(&format!("{header}\n{first},T\n")).expect("metadata");
            assert!(row(&mut sidecars, "x/a.txt").is_some(), "{header}");
        }
        let mut sidecars = sidecars("document,path,file\nletter,b,a.txt\n").expect("metadata");
        let stated = row(&mut sidecars, "x/a.txt").expect("a row");
        let mut expected = Stated::default();
        expected.set("document", "letter");
        expected.set("path", "b");
        assert_eq!(*stated, expected);
    }

    #[test]
    fn what_is_no_text_is_named_with_its_line() {
        let mut sidecars = Sidecars::default();
        let bytes = b"file,title\na\0\0\0\xFF\x81\0\x98\xFE\0\n".to_vec();
        let error = sidecars.parse(bytes, Path::new("metadata.csv"), true);
        let error = error.expect_err("no text").to_string();
        assert!(error.starts_with("metadata.csv:2: "), "{error}");
    }
}
