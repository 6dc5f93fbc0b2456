//! The files of all inputs, and what each of them is read as.
//!
//! Takes one input after the other, gives units in the order of paths. Files of metadata are read on
//! the way, the innermost last, so that what they say is known when a unit is made.

use std::fs::File;
use std::io::Read as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::discover::Discovery;
use super::formats::{Kind, sniff};
use super::metadata::{METADATA_FILE, Sidecars};
use super::records::RECORDS_CHUNK;
use super::select::{Selection, is_hidden};
use super::settings::{CODEBOOK_FILE, SETTINGS_FILE, written_files};
use super::{FileUnit, Metadata, Origin, RecordsUnit, Unit, skip};
use crate::config::{ReadAs, ReadConfig};
use crate::error::{Error, Result};

/// Endings of files that others are packed in.
const ARCHIVES: [&str; 10] = [
    "zip", "tar", "tgz", "tbz2", "tbz", "txz", "gz", "bz2", "xz", "zst",
];
/// Endings of other files that hold many documents.
const TABLES: [&str; 7] = ["json", "csv", "tsv", "tab", "xlsx", "xls", "ods"];
/// Endings of files with one record a line.
const RECORDS: [&str; 2] = ["jsonl", "ndjson"];

/// A file of an input, before it is known what it is.
struct ListedFile {
    path: PathBuf,
    /// Path below the input, `/` between parts.
    relative: String,
}

/// The files of inputs, while these are walked.
pub(super) struct Listing<'a> {
    config: &'a ReadConfig,
    selection: Arc<Selection>,
    sidecars: Sidecars,
    files: Vec<ListedFile>,
    discovery: Discovery,
}

impl<'a> Listing<'a> {
    /// A listing of nothing yet.
    ///
    /// # Errors
    /// If a glob of the settings is wrong.
    pub(super) fn new(config: &'a ReadConfig) -> Result<Self> {
        Ok(Self {
            config,
            selection: Arc::new(Selection::new(config)?),
            sidecars: Sidecars::default(),
            files: Vec::new(),
            discovery: Discovery::default(),
        })
    }

    /// Lists what an input holds. If it is not alone, all paths begin with its label.
    ///
    /// # Errors
    /// If it is missing or unreadable, or a `metadata.csv` beside it is malformed.
    pub(super) fn add_input(&mut self, input: &Path, label: &str, is_alone: bool) -> Result<()> {
        if input.as_os_str() == "-" {
            let unit = standard_input(self.selection.clone());
            self.discovery.units.push(unit);
            return Ok(());
        }
        let kind = std::fs::metadata(input).map_err(|error| Error::read(input, error))?;
        if kind.is_dir() {
            std::fs::read_dir(input).map_err(|error| Error::read(input, error))?;
            self.walk(input, if is_alone { "" } else { label });
        } else if !kind.is_file() {
            let reason = "not a regular file; to read a pipe, name `-`";
            self.skip(label, reason.to_owned());
        } else {
            self.sidecars.read_beside(input)?;
            self.files.push(ListedFile {
                path: input.to_owned(),
                relative: label.to_owned(),
            });
        }
        Ok(())
    }

    /// Units of all that was listed.
    ///
    /// # Errors
    /// If a `metadata.csv` is malformed.
    pub(super) fn into_discovery(mut self) -> Result<Discovery> {
        let mut files = std::mem::take(&mut self.files);
        files.sort_by(|a, b| {
            a.relative
                .cmp(&b.relative)
                .then_with(|| a.path.cmp(&b.path))
        });
        let (mut metadata, documents): (Vec<_>, Vec<_>) = files
            .into_iter()
            .partition(|file| name_of(&file.relative) == METADATA_FILE);
        // The innermost is read last, so its rows win.
        metadata.sort_by_key(|file| file.relative.matches('/').count());
        for file in &metadata {
            self.sidecars.read_folder(&file.path)?;
        }
        let sizes = sizes(&documents);
        for (file, bytes) in documents.into_iter().zip(sizes) {
            self.classify(file, bytes);
        }
        let Self {
            mut discovery,
            sidecars,
            ..
        } = self;
        if discovery.unselected > 0 {
            discovery.warnings.push(format!(
                "files left out by --include and --exclude: {}",
                discovery.unselected
            ));
        }
        discovery.warnings.extend(sidecars.warnings());
        Ok(discovery)
    }

    fn skip(&mut self, relative: &str, reason: String) {
        let row = skip(relative, None, None, reason);
        self.discovery.skipped.push(row);
    }

    /// Lists the files of a folder.
    fn walk(&mut self, input: &Path, prefix: &str) {
        let is_passed_over =
            |entry: &DirEntry| entry.depth() > 0 && is_hidden(&entry.file_name().to_string_lossy());
        let is_output = |entry: &DirEntry| {
            entry.depth() > 0 && entry.file_type().is_dir() && written_files(entry.path()).is_some()
        };
        // An input that is an output too: what refrain wrote there is no document.
        let written = written_files(input).unwrap_or_default();
        let entries = WalkDir::new(input)
            .into_iter()
            .filter_entry(|entry| !is_passed_over(entry) && !is_output(entry));
        for entry in entries {
            match entry {
                // An input that is a link to a folder is the folder.
                Ok(entry) if entry.depth() == 0 || entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let below = relative_name(entry.path(), input, "");
                    let is_setting = [SETTINGS_FILE, CODEBOOK_FILE].contains(&below.as_str());
                    if is_setting || written.contains(&below) {
                        continue;
                    }
                    if !self.is_selected(&below) {
                        self.discovery.unselected += 1;
                        continue;
                    }
                    let relative = relative_name(entry.path(), input, prefix);
                    match not_a_file(&entry) {
                        None => self.files.push(ListedFile {
                            path: entry.into_path(),
                            relative,
                        }),
                        Some(reason) => self.skip(&relative, reason.to_owned()),
                    }
                }
                Err(error) => {
                    let relative = relative_name(error.path().unwrap_or(input), input, prefix);
                    self.skip(&relative, unreadable_entry(&error));
                }
            }
        }
    }

    /// Whether a file is read, as metadata or because of its name or that of files inside it.
    fn is_selected(&self, below: &str) -> bool {
        self.selection.takes(below)
            || name_of(below) == METADATA_FILE
            || is_archive(below) && self.selection.opens(below)
    }

    /// Decides by its ending whether a file is read whole, in ranges, or as a collection. What it
    /// really is, its content tells when it is opened.
    fn classify(&mut self, file: ListedFile, bytes: u64) {
        let ending = ending_of(&file.relative);
        let place: Arc<str> = file.relative.as_str().into();
        let format = self.config.format;
        let is_lines = RECORDS.contains(&ending.as_str()) && format == ReadAs::Auto;
        let metadata = self.metadata_of(&file);
        if (is_lines || format == ReadAs::Jsonl) && is_plain(&file.path, &ending) {
            let origin = Origin {
                path: place,
                metadata: metadata.own,
            };
            let units = record_units(&file.path, &origin, bytes);
            self.discovery.units.extend(units);
            return;
        }
        self.discovery.units.push(Unit::File(FileUnit {
            path: Some(file.path),
            place,
            bytes,
            is_collection: is_lines
                || is_archive(&file.relative)
                || TABLES.contains(&ending.as_str()),
            metadata,
            selection: self.selection.clone(),
        }));
    }

    fn metadata_of(&mut self, file: &ListedFile) -> Metadata {
        let inside = if is_archive(&file.relative) {
            Arc::new(self.sidecars.rows_inside(&file.path, &file.relative))
        } else {
            Arc::default()
        };
        Metadata {
            inside,
            own: self.sidecars.row(&file.path),
        }
    }
}

/// Why an entry of a folder is no file to be read, if it is none.
fn not_a_file(entry: &DirEntry) -> Option<&'static str> {
    if entry.file_type().is_file() {
        None
    } else if entry.file_type().is_symlink() {
        Some("a link, and links are not followed; name its target as an input")
    } else {
        Some("not a regular file")
    }
}

/// Why an entry of a folder can't be looked at.
fn unreadable_entry(error: &walkdir::Error) -> String {
    match error.io_error() {
        Some(error) => format!("cannot be read: {error}"),
        None => format!("cannot be read: {error}"),
    }
}

/// The sizes of files in bytes; 0 of one that can't be asked, which its reader will tell.
fn sizes(files: &[ListedFile]) -> Vec<u64> {
    let size =
        |file: &ListedFile| std::fs::metadata(&file.path).map_or(0, |metadata| metadata.len());
    files.par_iter().map(size).collect()
}

/// The ending of a file's name, in small letters, without the dot.
fn ending_of(path: &str) -> String {
    let ending = Path::new(path).extension();
    ending.map_or_else(String::new, |ending| {
        ending.to_string_lossy().to_lowercase()
    })
}

/// Whether a file's name says that others are packed in it.
fn is_archive(path: &str) -> bool {
    ARCHIVES.contains(&ending_of(path).as_str())
}

/// Whether a file of records can be cut anywhere: it opens, is not packed, and has one byte a
/// line end.
fn is_plain(path: &Path, ending: &str) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
    let is_wide =
        head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || head.contains(&0);
    let is_lines = matches!(
        sniff(&head, ending),
        Kind::JsonLines | Kind::Json | Kind::Text
    );
    // A sparse file is not cut up in search of lines, but it is not wide either.
    read.is_ok() && is_lines && !is_wide
}

/// Cuts a file of records into ranges; an empty file still gives one.
fn record_units<'a>(
    path: &'a Path,
    origin: &'a Origin,
    size: u64,
) -> impl Iterator<Item = Unit> + use<'a> {
    ranges(size, RECORDS_CHUNK).map(move |range| {
        Unit::Records(RecordsUnit {
            path: path.to_owned(),
            origin: origin.clone(),
            range,
        })
    })
}

fn ranges(size: u64, chunk: u64) -> impl Iterator<Item = Range<u64>> {
    (0..size.div_ceil(chunk).max(1)).map(move |index| index * chunk..size.min((index + 1) * chunk))
}

fn standard_input(selection: Arc<Selection>) -> Unit {
    Unit::File(FileUnit {
        path: None,
        place: Arc::from("-"),
        bytes: 0,
        is_collection: true,
        metadata: Metadata::default(),
        selection,
    })
}

/// The path of `path` below `input`, `/` between parts, after `prefix` if there is one.
fn relative_name(path: &Path, input: &Path, prefix: &str) -> String {
    let below = path.strip_prefix(input).unwrap_or(path);
    let parts = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let name = parts.collect::<Vec<_>>().join("/");
    if prefix.is_empty() {
        name
    } else {
        format!("{prefix}/{name}")
    }
}

fn name_of(relative: &str) -> &str {
    relative.rsplit('/').next().unwrap_or(relative)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_a_file_without_overlap() {
        let all: Vec<_> = ranges(10, 4).collect();
        assert_eq!(all, [0..4, 4..8, 8..10]);
        assert_eq!((ranges(0, 4).count(), ranges(0, 4).next()), (1, Some(0..0)));
        assert_eq!(ranges(8, 4).collect::<Vec<_>>(), [0..4, 4..8]);
    }

    #[test]
    fn names_below_an_input() {
        let name = |prefix| relative_name(Path::new("in/a/b.txt"), Path::new("in"), prefix);
        assert_eq!(name(""), "a/b.txt");
        assert_eq!(name("in"), "in/a/b.txt");
        assert_eq!(name_of("a/metadata.csv"), "metadata.csv");
    }
}
