//! What there is to read: walks the inputs and lists units in the order of their paths.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::formats::{Kind, sniff};
use super::metadata::{METADATA_FILE, Sidecars};
use super::records::RECORDS_CHUNK;
use super::select::{Selection, is_hidden};
use super::settings::{CODEBOOK_FILE, SETTINGS_FILE, written_files};
use super::{FileUnit, Metadata, Origin, RecordsUnit, Unit, check_settings, skip};
use crate::config::{ReadAs, ReadConfig};
use crate::error::{Error, Result};
use crate::model::Skipped;

/// Endings of files that others are packed in.
const ARCHIVES: [&str; 10] = [
    "zip", "tar", "tgz", "tbz2", "tbz", "txz", "gz", "bz2", "xz", "zst",
];
/// Endings of other files that hold many documents.
const TABLES: [&str; 7] = ["json", "csv", "tsv", "tab", "xlsx", "xls", "ods"];
/// Endings of files with one record a line.
const RECORDS: [&str; 2] = ["jsonl", "ndjson"];

/// Everything found below the inputs.
#[derive(Debug, Default)]
pub struct Discovery {
    /// What can be read, in the order of paths.
    pub units: Vec<Unit>,
    /// What can't be a document, with the reason.
    pub skipped: Vec<Skipped>,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// Files that the globs of the settings leave out.
    unselected: usize,
}

impl Discovery {
    /// Bytes to be read.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.units.iter().map(Unit::bytes).sum()
    }

    /// Bytes of text in them, about: packed text has a quarter of its size.
    #[must_use]
    pub fn text_bytes(&self) -> u64 {
        let unpacked = |unit: &Unit| unit.bytes() * if unit.is_collection() { 4 } else { 1 };
        self.units.iter().map(unpacked).sum()
    }
}

/// A file found, before it is known what it is.
struct Found {
    path: PathBuf,
    /// Path below the input, `/` between parts.
    relative: String,
}

/// Lists what `inputs` hold. Folders below an input that hold an output of refrain's are passed over.
///
/// With several inputs every path begins with the input's own name, and with as many folders above
/// it as it takes to tell the inputs apart. `-` is standard input.
///
/// # Errors
/// If an input is missing, unreadable or given twice, a `metadata.csv` is malformed, or a setting is
/// wrong.
pub fn discover(inputs: &[PathBuf], config: &ReadConfig) -> Result<Discovery> {
    check_settings(config)?;
    let selection = Arc::new(Selection::new(config)?);
    let mut discovery = Discovery::default();
    let mut found = Vec::new();
    let mut sidecars = Sidecars::default();
    for (input, label) in inputs.iter().zip(labels(inputs)?) {
        if input.as_os_str() == "-" {
            discovery.units.push(standard_input(selection.clone()));
            continue;
        }
        let kind = std::fs::metadata(input).map_err(|error| Error::read(input, error))?;
        if kind.is_dir() {
            std::fs::read_dir(input).map_err(|error| Error::read(input, error))?;
            let prefix = if inputs.len() > 1 {
                label
            } else {
                String::new()
            };
            walk(input, &prefix, &selection, &mut found, &mut discovery);
        } else if !kind.is_file() {
            let reason = "not a regular file; to read a pipe, name `-`".to_owned();
            discovery.skipped.push(skip(&label, None, None, reason));
        } else {
            sidecars.read_beside(input)?;
            found.push(Found {
                path: input.clone(),
                relative: label,
            });
        }
    }
    found.sort_by(|a, b| {
        a.relative
            .cmp(&b.relative)
            .then_with(|| a.path.cmp(&b.path))
    });
    let (mut metadata, documents): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|file| name_of(&file.relative) == METADATA_FILE);
    // The innermost is read last, so its rows win.
    metadata.sort_by_key(|file| file.relative.matches('/').count());
    for file in &metadata {
        sidecars.read_folder(&file.path)?;
    }
    let sizes = sizes(&documents);
    for (file, bytes) in documents.into_iter().zip(sizes) {
        classify(
            file,
            bytes,
            config,
            &selection,
            &mut sidecars,
            &mut discovery,
        );
    }
    if discovery.unselected > 0 {
        discovery.warnings.push(format!(
            "files left out by --include and --exclude: {}",
            discovery.unselected
        ));
    }
    discovery.warnings.extend(sidecars.warnings());
    Ok(discovery)
}

/// A name for each input: the last parts of its full path, as few as tell all inputs apart.
fn labels(inputs: &[PathBuf]) -> Result<Vec<String>> {
    let full = inputs
        .iter()
        .map(|input| input.canonicalize().unwrap_or_else(|_| input.clone()));
    let full: Vec<PathBuf> = full.collect();
    check_apart(inputs, &full)?;
    let last_parts = |path: &PathBuf, parts: usize| {
        let names: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        names[names.len().saturating_sub(parts)..].join("/")
    };
    let longest = full
        .iter()
        .map(|path| path.iter().count())
        .max()
        .unwrap_or(1);
    let of_length = |parts| full.iter().map(|path| last_parts(path, parts)).collect();
    let are_distinct =
        |labels: &Vec<String>| labels.iter().collect::<BTreeSet<_>>().len() == labels.len();
    // Full paths are distinct, so some number of parts is enough.
    Ok((1..=longest)
        .map(of_length)
        .find(are_distinct)
        .unwrap_or_default())
}

/// Fails if an input is given twice or lies inside another, so that nothing counts twice.
fn check_apart(inputs: &[PathBuf], full: &[PathBuf]) -> Result<()> {
    for (index, path) in full.iter().enumerate() {
        let inner = inputs[index].display();
        if full[..index].contains(path) {
            return Err(Error::setting("input", format!("{inner} is given twice")));
        }
        let mut others = full.iter().zip(inputs).filter(|(other, _)| *other != path);
        if let Some((_, above)) = others.find(|(other, _)| path.starts_with(other)) {
            let message = format!("{inner} lies inside {}; name one of them", above.display());
            return Err(Error::setting("input", message));
        }
    }
    Ok(())
}

fn walk(
    input: &Path,
    prefix: &str,
    selection: &Selection,
    found: &mut Vec<Found>,
    discovery: &mut Discovery,
) {
    let is_passed_over =
        |entry: &DirEntry| entry.depth() > 0 && is_hidden(&entry.file_name().to_string_lossy());
    let is_output = |entry: &DirEntry| {
        entry.depth() > 0 && entry.file_type().is_dir() && written_files(entry.path()).is_some()
    };
    // An input that is an output too: what refrain wrote there is no document.
    let own = written_files(input).unwrap_or_default();
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
                if is_setting || own.contains(&below) {
                    continue;
                }
                let is_wanted = selection.takes(&below)
                    || name_of(&below) == METADATA_FILE
                    || is_archive(&below) && selection.opens(&below);
                if !is_wanted {
                    discovery.unselected += 1;
                    continue;
                }
                let relative = relative_name(entry.path(), input, prefix);
                match not_a_file(&entry) {
                    None => found.push(Found {
                        path: entry.into_path(),
                        relative,
                    }),
                    Some(reason) => {
                        let row = skip(&relative, None, None, reason.to_owned());
                        discovery.skipped.push(row);
                    }
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(input);
                let reason = match error.io_error() {
                    Some(error) => format!("cannot be read: {error}"),
                    None => format!("cannot be read: {error}"),
                };
                let relative = relative_name(path, input, prefix);
                discovery.skipped.push(skip(&relative, None, None, reason));
            }
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

/// The sizes of files in bytes; 0 of one that can't be asked, which its reader will tell.
fn sizes(files: &[Found]) -> Vec<u64> {
    let size = |file: &Found| std::fs::metadata(&file.path).map_or(0, |metadata| metadata.len());
    files.par_iter().map(size).collect()
}

/// Decides by its ending whether a file is read whole, in ranges, or as a collection. What it
/// really is, its content tells when it is opened.
fn classify(
    file: Found,
    bytes: u64,
    config: &ReadConfig,
    selection: &Arc<Selection>,
    sidecars: &mut Sidecars,
    discovery: &mut Discovery,
) {
    let ending = ending_of(&file.relative);
    let place: Arc<str> = file.relative.as_str().into();
    let is_lines = RECORDS.contains(&ending.as_str()) && config.format == ReadAs::Auto;
    let metadata = Metadata {
        inside: if is_archive(&file.relative) {
            Arc::new(sidecars.rows_inside(&file.path, &file.relative))
        } else {
            Arc::default()
        },
        own: sidecars.row(&file.path),
    };
    if (is_lines || config.format == ReadAs::Jsonl) && is_plain(&file.path, &ending) {
        let origin = Origin {
            path: place,
            metadata: metadata.own,
        };
        discovery
            .units
            .extend(record_units(&file.path, &origin, bytes));
        return;
    }
    discovery.units.push(Unit::File(FileUnit {
        path: Some(file.path),
        place,
        bytes,
        is_collection: is_lines || is_archive(&file.relative) || TABLES.contains(&ending.as_str()),
        metadata,
        selection: selection.clone(),
    }));
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
    fn inputs_are_told_apart_by_as_few_parts_as_it_takes() {
        let labels = |inputs: [&str; 2]| labels(&inputs.map(PathBuf::from));
        assert_eq!(
            labels(["/n/a", "/n/b.txt"]).expect("distinct"),
            ["a", "b.txt"]
        );
        assert_eq!(
            labels(["/n/a/x", "/n/b/x"]).expect("distinct"),
            ["a/x", "b/x"]
        );
        assert!(labels(["/n/a", "/n/a"]).is_err());
        assert!(labels(["/n/a", "/n/a/b.txt"]).is_err());
    }

    #[test]
    fn names_below_an_input() {
        let name = |prefix| relative_name(Path::new("in/a/b.txt"), Path::new("in"), prefix);
        assert_eq!(name(""), "a/b.txt");
        assert_eq!(name("in"), "in/a/b.txt");
        assert_eq!(name_of("a/metadata.csv"), "metadata.csv");
    }
}
