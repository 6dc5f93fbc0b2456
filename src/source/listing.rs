//! The files below the inputs: walks folders, passes over what is hidden or written by the program.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::file_endings::FILE_ENDINGS;
use super::metadata::METADATA_FILE;
use super::select::{Selection, is_hidden};
use super::settings::{CACHE_MARK, CODEBOOK_FILE, SETTINGS_FILE, written_files};
use super::skip;
use crate::model::Skipped;

/// A file of the input, before it is known what it is.
pub(super) struct InputFile {
    pub(super) path: PathBuf,
    /// Path below the input, `/` between parts.
    pub(super) relative: String,
}

impl InputFile {
    /// Whether it states metadata of the files in its folder.
    pub(super) fn is_metadata(&self) -> bool {
        name_of(&self.relative) == METADATA_FILE
    }
}

/// The files below the inputs, in the order in which they were come by.
pub(super) struct Listing<'a> {
    selection: &'a Selection,
    pub(super) files: Vec<InputFile>,
    /// What can't be a document, with the reason.
    pub(super) skipped: Vec<Skipped>,
    /// Files that the globs of the settings leave out.
    pub(super) unselected: usize,
}

impl<'a> Listing<'a> {
    /// An empty list; the files inside folders are chosen by `selection`.
    pub(super) fn new(selection: &'a Selection) -> Self {
        Self {
            selection,
            files: Vec::new(),
            skipped: Vec::new(),
            unselected: 0,
        }
    }

    /// Adds the files below a folder; their paths begin with `prefix`, if it is not empty.
    pub(super) fn add_folder(&mut self, input: &Path, prefix: &str) {
        let is_passed_over =
            |entry: &DirEntry| entry.depth() > 0 && is_hidden(&entry.file_name().to_string_lossy());
        let is_output = |entry: &DirEntry| {
            let path = entry.path();
            let is_own = || path.join(CACHE_MARK).is_file() || written_files(path).is_some();
            entry.depth() > 0 && entry.file_type().is_dir() && is_own()
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
                    if !is_setting && !written.contains(&below) {
                        self.add_entry(entry, &below, relative_name_of(&below, prefix));
                    }
                }
                Err(error) => {
                    let relative = relative_name(error.path().unwrap_or(input), input, prefix);
                    self.skip(&relative, unreadable(&error));
                }
            }
        }
    }

    /// Adds what stands at the path `below` an input, if it is wanted.
    fn add_entry(&mut self, entry: DirEntry, below: &str, relative: String) {
        let is_wanted = self.selection.takes(below)
            || name_of(below) == METADATA_FILE
            || is_archive(below) && self.selection.opens(below);
        if !is_wanted {
            self.unselected += 1;
        } else if let Some(reason) = not_a_file(&entry) {
            self.skip(&relative, reason.to_owned());
        } else {
            self.files.push(InputFile {
                path: entry.into_path(),
                relative,
            });
        }
    }

    /// Adds something that can't be read.
    pub(super) fn skip(&mut self, relative: &str, reason: String) {
        self.skipped.push(skip(relative, None, None, reason));
    }
}

/// Why an entry of a folder can't be read, for the user.
fn unreadable(error: &walkdir::Error) -> String {
    match error.io_error() {
        Some(error) => format!("cannot be read: {error}"),
        None => format!("cannot be read: {error}"),
    }
}

/// Why an entry of a folder is no file to be read, if it is none.
fn not_a_file(entry: &DirEntry) -> Option<&'static str> {
    if entry.file_type().is_file() {
        None
    } else if entry.file_type().is_symlink() {
        Some("a link; links are not followed, so pass its target as an input")
    } else {
        Some("not a regular file")
    }
}

/// The ending of a file's name, in small letters, without the dot.
pub(super) fn ending_of(path: &str) -> String {
    let ending = Path::new(path).extension();
    ending.map_or_else(String::new, |ending| {
        ending.to_string_lossy().to_lowercase()
    })
}

/// Whether a file's name says that others are packed in it.
pub(super) fn is_archive(path: &str) -> bool {
    FILE_ENDINGS.archives.contains(&ending_of(path))
}

/// The path of `path` below `input`, `/` between parts, after `prefix` if there is one.
fn relative_name(path: &Path, input: &Path, prefix: &str) -> String {
    let below = path.strip_prefix(input).unwrap_or(path);
    let parts = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    relative_name_of(&parts.collect::<Vec<_>>().join("/"), prefix)
}

/// A path below an input after `prefix`, if there is one.
fn relative_name_of(below: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        below.to_owned()
    } else {
        format!("{prefix}/{below}")
    }
}

fn name_of(relative: &str) -> &str {
    relative.rsplit('/').next().unwrap_or(relative)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_below_an_input() {
        let name = |prefix| relative_name(Path::new("in/a/b.txt"), Path::new("in"), prefix);
        assert_eq!(name(""), "a/b.txt");
        assert_eq!(name("in"), "in/a/b.txt");
        assert_eq!(name_of("a/metadata.csv"), "metadata.csv");
    }
}
