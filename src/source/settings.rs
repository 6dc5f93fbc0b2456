//! Settings that lie beside the documents: `refrain.toml` and `concepts.yml`.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::decode::{Hints, decode};
use crate::config::SettingsFile;
use crate::error::{Error, Result};
use crate::sorted::SortedSet;

/// The name of a file of settings.
pub(super) const SETTINGS_FILE: &str = "refrain.toml";
/// The name of a codebook that is used without being named.
pub(super) const CODEBOOK_FILE: &str = "concepts.yml";

/// The name of the record that every output holds.
pub const RECORD_FILE: &str = "run.json";
/// The largest file of settings, words, patterns or codes that is read, in bytes.
const LARGEST_NAMED: u64 = 256 << 20;
/// The largest record that is read, in bytes; a record names some hundred files.
const LARGEST_RECORD: u64 = 64 << 20;
/// A file that tells a cache of refrain's from other folders.
pub const CACHE_MARK: &str = "refrain-cache.txt";
/// How the record names the program that wrote it.
pub const PROGRAM: &str = "refrain";

/// A text with the name of the file it came from.
#[derive(Debug, Clone)]
pub struct NamedText {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// Reads a file of settings that the user named.
///
/// # Errors
/// [`Error::Read`] or [`Error::Setting`].
pub fn read_named(path: &Path) -> Result<NamedText> {
    let text = String::from_utf8(read_bytes_of(path)?).map_err(|_| {
        let message = "not UTF-8; save it as UTF-8 text";
        Error::setting(path.display().to_string(), message)
    })?;
    let text = text
        .strip_prefix('\u{feff}')
        .map_or_else(|| text.clone(), ToOwned::to_owned);
    Ok(NamedText {
        path: path.to_owned(),
        text,
    })
}

/// Reads a codebook that the user named; those of other programs are often not in UTF-8.
///
/// # Errors
/// [`Error::Read`] or [`Error::Setting`].
pub fn read_codebook(path: &Path) -> Result<NamedText> {
    read_text(path, "a codebook")
}

/// Reads a file that the user named; a device may have no end.
///
/// # Errors
/// [`Error::Read`], or [`Error::Setting`] if it is too large.
pub(super) fn read_bytes_of(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let opened = File::open(path);
    opened
        .and_then(|file| file.take(LARGEST_NAMED + 1).read_to_end(&mut bytes))
        .map_err(|error| Error::read(path, error))?;
    if bytes.len() as u64 > LARGEST_NAMED {
        let message = format!(
            "larger than {} MiB; is it the right file?",
            LARGEST_NAMED >> 20
        );
        return Err(Error::setting(path.display().to_string(), message));
    }
    Ok(bytes)
}

/// Reads a file that the user named, in any encoding; `what` says what was expected.
///
/// # Errors
/// [`Error::Read`] or [`Error::Setting`].
pub(super) fn read_text(path: &Path, what: &str) -> Result<NamedText> {
    let fault = |message: String| Error::setting(path.display().to_string(), message);
    let bytes = read_bytes_of(path)?;
    let decoded = decode(bytes, &Hints::default())
        .map_err(|reason| fault(format!("cannot be read: {reason}; expected {what}")))?;
    Ok(NamedText {
        path: path.to_owned(),
        text: decoded.text,
    })
}

/// The settings file to use: the one named, else `refrain.toml` beside the first input that has one.
///
/// # Errors
/// [`Error::Read`] or [`Error::Setting`].
pub fn find_settings(named: Option<&Path>, inputs: &[PathBuf]) -> Result<Option<SettingsFile>> {
    let path = named
        .map(Path::to_owned)
        .or_else(|| beside(inputs, SETTINGS_FILE));
    path.map(|path| {
        read_named(&path).map(|file| SettingsFile {
            path: file.path,
            text: file.text,
        })
    })
    .transpose()
}

/// The `concepts.yml` beside the first input that has one.
///
/// # Errors
/// [`Error::Read`] or [`Error::Setting`].
pub fn find_codebook(inputs: &[PathBuf]) -> Result<Option<NamedText>> {
    beside(inputs, CODEBOOK_FILE)
        .map(|path| read_named(&path))
        .transpose()
}

/// Whether there is a file or folder of this name.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    path.exists()
}

/// Whether there is a file of at most so many bytes: a pipe would be waited for, and a device may have no
/// end.
pub(crate) fn is_file_of_at_most(path: &Path, bytes: u64) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() <= bytes)
}

/// The record of the run that wrote `folder`, if refrain wrote it.
pub(super) fn own_record(folder: &Path) -> Option<serde_json::Value> {
    let path = folder.join(RECORD_FILE);
    if !is_file_of_at_most(&path, LARGEST_RECORD) {
        return None;
    }
    let text = std::fs::read_to_string(&path).ok()?;
    let record: serde_json::Value = serde_json::from_str(&text).ok()?;
    let is_own = record.get("program")?.as_str()? == PROGRAM;
    is_own.then_some(record)
}

/// The files that refrain wrote into `folder`, by the record there; `None` if there is none of its
/// own.
#[must_use]
pub(crate) fn written_files(folder: &Path) -> Option<SortedSet<String>> {
    let record = own_record(folder)?;
    let files = record.get("files")?.as_array()?;
    let names = files.iter().filter_map(serde_json::Value::as_str);
    Some(names.map(ToOwned::to_owned).collect())
}

/// A file of this name in an input folder, or beside an input file.
fn beside(inputs: &[PathBuf], name: &str) -> Option<PathBuf> {
    inputs
        .iter()
        .filter(|input| input.as_os_str() != "-")
        .filter_map(|input| {
            let folder = if input.is_dir() {
                Some(input.as_path())
            } else {
                input.parent()
            };
            folder.map(|folder| folder.join(name))
        })
        .find(|path| path.is_file())
}
