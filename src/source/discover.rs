//! What there is to read: lists the files of the inputs as units, in the order of their paths.

use std::fs::File;
use std::io::Read as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file_endings::FILE_ENDINGS;
use super::formats::{Kind, sniff};
use super::listing::{InputFile, Listing, ending_of, is_archive};
use super::metadata::Sidecars;
use super::opening::LARGEST_DUMP;
use super::records::RECORDS_CHUNK;
use super::select::Selection;
use super::{FileUnit, LARGEST_DOCUMENT, MetadataRows, Origin, RecordsUnit, Unit, check_settings};
use crate::config::{ReadAs, ReadConfig};
use crate::error::{Error, Result};
use crate::model::Skipped;
use crate::order::Arrange as _;
use crate::parallel;
use crate::sorted::SortedSet;

/// How much text there is to be read, in bytes, about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextSize {
    /// In files and records.
    pub certain: u64,
    /// What archives hold if they hold text.
    pub packed: u64,
}

/// Everything found below the inputs.
#[derive(Debug, Default)]
pub struct Discovery {
    /// What can be read, in the order of paths.
    pub units: Vec<Unit>,
    /// What can't be a document, with the reason.
    pub skipped: Vec<Skipped>,
    /// What the user should know.
    pub warnings: Vec<String>,
}

impl Discovery {
    /// Bytes to be read.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.units.iter().map(Unit::bytes).sum()
    }

    /// Bytes of text in them, about: packed text has a quarter of its size. What is too large to be
    /// a document has none.
    #[must_use]
    pub fn text_size(&self) -> TextSize {
        let mut size = TextSize::default();
        for unit in &self.units {
            match unit {
                Unit::File(file) if is_archive(&file.place) => size.packed += 4 * file.bytes,
                Unit::File(file) if file.is_collection => size.certain += 4 * file.bytes,
                Unit::File(file) if file.bytes > LARGEST_DOCUMENT => {}
                _ => size.certain += unit.bytes(),
            }
        }
        size
    }
}

/// Lists what `inputs` hold. Folders below an input that hold an output of refrain's, or its
/// cache, are passed over.
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
    let mut units = Vec::new();
    let mut listing = Listing::new(&selection);
    let mut sidecars = Sidecars::default();
    for (input, label) in inputs.iter().zip(labels(inputs)?) {
        if input.as_os_str() == "-" {
            units.push(standard_input(selection.clone()));
            continue;
        }
        let kind = std::fs::metadata(input).map_err(|error| Error::read(input, error))?;
        if kind.is_dir() {
            std::fs::read_dir(input).map_err(|error| Error::read(input, error))?;
            let prefix = if inputs.len() > 1 { &*label } else { "" };
            listing.add_folder(input, prefix);
        } else if !kind.is_file() {
            let reason = "not a regular file; to read from a pipe, pass `-`".to_owned();
            listing.skip(&label, reason);
        } else {
            sidecars.read_beside(input)?;
            listing.files.push(InputFile {
                path: input.clone(),
                relative: label,
            });
        }
    }
    let documents = read_metadata(listing.files, &mut sidecars)?;
    let sizes = sizes(&documents);
    for (file, bytes) in documents.into_iter().zip(sizes) {
        let rows = MetadataRows::of(&file, &mut sidecars);
        units.extend(units_of(file, bytes, rows, config, &selection));
    }
    let unselected = listing.unselected;
    let left_out = format!("files left out by --include and --exclude: {unselected}");
    let warnings = (unselected > 0).then_some(left_out).into_iter();
    Ok(Discovery {
        units,
        skipped: listing.skipped,
        warnings: warnings.chain(sidecars.warnings()).collect(),
    })
}

/// Reads the files of metadata, and gives the others in the order of their paths.
fn read_metadata(mut files: Vec<InputFile>, sidecars: &mut Sidecars) -> Result<Vec<InputFile>> {
    files.arrange_by(|a, b| {
        let by_name = a.relative.cmp(&b.relative);
        by_name.then_with(|| a.path.cmp(&b.path))
    });
    let (mut metadata, documents): (Vec<_>, Vec<_>) =
        files.into_iter().partition(InputFile::is_metadata);
    // The innermost is read last, so its rows win.
    metadata.arrange_by_key(|file| file.relative.matches('/').count());
    for file in &metadata {
        sidecars.read_folder(&file.path)?;
    }
    Ok(documents)
}

/// A name for each input: the last parts of its full path, as few as tell all inputs apart. Where there
/// are several inputs, the paths of documents begin with it.
///
/// # Errors
/// If an input is given twice, or lies inside another.
pub fn labels(inputs: &[PathBuf]) -> Result<Vec<String>> {
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
        |labels: &Vec<String>| labels.iter().collect::<SortedSet<_>>().len() == labels.len();
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
            let message = format!(
                "{inner} is inside {}; pass only one of them",
                above.display()
            );
            return Err(Error::setting("input", message));
        }
    }
    Ok(())
}

/// The sizes of files in bytes; 0 of one that can't be asked, as its reader will report.
fn sizes(files: &[InputFile]) -> Vec<u64> {
    parallel::map_many(files.len(), |index| {
        std::fs::metadata(&files[index].path).map_or(0, |metadata| metadata.len())
    })
}

/// The units of a file. Its ending decides whether it is read whole, in ranges, or as a collection; what
/// it really is, its content says when it is opened.
fn units_of(
    file: InputFile,
    bytes: u64,
    metadata: MetadataRows,
    config: &ReadConfig,
    selection: &Arc<Selection>,
) -> Vec<Unit> {
    let ending = ending_of(&file.relative);
    let place: Arc<str> = file.relative.as_str().into();
    let is_lines = FILE_ENDINGS.records.contains(&ending) && config.format == ReadAs::Auto;
    if (is_lines || config.format == ReadAs::Jsonl) && is_plain(&file.path, &ending) {
        let origin = Origin {
            path: place,
            metadata: metadata.of_file,
        };
        return record_units(&file.path, &origin, bytes).collect();
    }
    let is_table =
        FILE_ENDINGS.tables.contains(&ending) || FILE_ENDINGS.web_archives.contains(&ending);
    // It may be read in stretches.
    let is_large = ending == "xml" && bytes > LARGEST_DUMP;
    vec![Unit::File(FileUnit {
        path: Some(file.path),
        place,
        bytes,
        is_collection: is_lines || is_archive(&file.relative) || is_table || is_large,
        metadata,
        selection: selection.clone(),
    })]
}

impl MetadataRows {
    /// What the files of metadata say of a file.
    fn of(file: &InputFile, sidecars: &mut Sidecars) -> Self {
        let inside = if is_archive(&file.relative) {
            Arc::new(sidecars.rows_inside(&file.path, &file.relative))
        } else {
            Arc::default()
        };
        Self {
            inside,
            of_file: sidecars.row(&file.path),
        }
    }
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
        metadata: MetadataRows::default(),
        selection,
    })
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
}
