//! A hidden folder in which an output grows until all its files are complete.
//!
//! A new output is staged beside its place and moved there as one folder. Over an earlier output
//! the files are staged inside its folder and exchanged one for one, `run.json` out first and in
//! last; so the folder itself stays what it is (a mount point, a shell's working folder), and
//! files that refrain did not write are never touched.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::Written;
use super::csv::write_csv;
use super::excel::write_excel_csv;
use super::in_order::Check;
use super::moves::{Moves, is_own_place, remove_left};
use crate::error::{Error, Result};
use crate::model::Table;
use crate::order::Arrange as _;
use crate::progress::Observer;
use crate::sorted::SortedSet;
use crate::source::{RECORD_FILE, written_files};

/// Checks that `folder` may be written: it is not there, is empty, or holds an output of refrain's.
///
/// # Errors
/// [`Error::NotOurs`] unless `force` is set; [`Error::Write`] if it is no folder.
pub fn check_folder(folder: &Path, force: bool) -> Result<()> {
    match fs::metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let is_link = fs::symlink_metadata(folder).is_ok();
            let error = io::Error::new(error.kind(), "a link to a folder that does not exist");
            if is_link {
                Err(Error::write(folder, error))
            } else {
                Ok(())
            }
        }
        Err(error) => Err(Error::write(folder, error)),
        Ok(metadata) if !metadata.is_dir() => {
            let error =
                io::Error::new(io::ErrorKind::NotADirectory, "this is a file, not a folder");
            Err(Error::write(folder, error))
        }
        Ok(_) => {
            let mut entries = fs::read_dir(folder).map_err(|error| Error::write(folder, error))?;
            if force || entries.next().is_none() || written_files(folder).is_some() {
                Ok(())
            } else {
                Err(Error::NotOurs {
                    path: folder.to_owned(),
                })
            }
        }
    }
}

/// Writes those of the files of `refrain init` that are not there yet; gives their names.
///
/// # Errors
/// [`Error::Write`]; the file it names is not there then, whole or in part.
pub fn write_starters<'a>(folder: &Path, files: &[(&'a str, &str)]) -> Result<Vec<&'a str>> {
    fs::create_dir_all(folder).map_err(|error| Error::write(folder, error))?;
    let mut written = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        if path.exists() {
            continue;
        }
        let failed = |error: io::Error| Error::write(&path, plain_error(&error));
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        file.persist_noclobber(&path)
            .map_err(|error| failed(error.error))?;
        written.push(*name);
    }
    Ok(written)
}

/// An error without the name of a temporary file, which tells the user nothing.
pub(super) fn plain_error(error: &io::Error) -> io::Error {
    error
        .raw_os_error()
        .map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

/// An output on its way. Dropped without [`Staging::swap`], it leaves nothing behind.
pub(super) struct Staging {
    target: PathBuf,
    /// Whether the folder was there before.
    is_there: bool,
    force: bool,
    staged: TempDir,
    files: SortedSet<String>,
}

impl Staging {
    /// A hidden folder for an output at `target`.
    pub(super) fn new(target: &Path, force: bool) -> Result<Self> {
        check_folder(target, force)?;
        let failed = |path: &Path, error: &io::Error| Error::write(path, plain_error(error));
        let absolute = std::path::absolute(target).map_err(|error| failed(target, &error))?;
        let is_there = absolute.is_dir();
        let parent = absolute.parent().unwrap_or(&absolute);
        let place = if is_there { &absolute } else { parent };
        fs::create_dir_all(place).map_err(|error| failed(place, &error))?;
        let staged =
            hidden_folder(place, ".refrain-new-").map_err(|error| failed(place, &error))?;
        Ok(Self {
            target: absolute,
            is_there,
            force,
            staged,
            files: SortedSet::new(),
        })
    }

    /// Writes a table as CSV, for spreadsheets if `excel` says so.
    pub(super) fn table(
        &mut self,
        table: &Table<'_>,
        excel: bool,
        observer: &dyn Observer,
    ) -> Result<Written> {
        self.file(&table.spec.file(), observer, |_, out, check| {
            if excel {
                write_excel_csv(table, out, check)
            } else {
                write_csv(table, out, check)
            }
        })
    }

    /// Writes a file: `write` is given the hidden folder, for temporary files, then what takes the
    /// bytes, and what it is to ask now and then; it gives the number of rows.
    pub(super) fn file(
        &mut self,
        file: &str,
        observer: &dyn Observer,
        write: impl FnOnce(&Path, &mut Hashed<File>, &Check<'_>) -> io::Result<u64>,
    ) -> Result<Written> {
        let failed = |error| Error::write(&self.target.join(file), error);
        let created = File::create(self.staged.path().join(file)).map_err(failed)?;
        let mut out = Hashed::new(created);
        let check = || match observer.check() {
            Ok(()) => Ok(()),
            Err(_) => Err(io::ErrorKind::Interrupted.into()),
        };
        let rows = match write(self.staged.path(), &mut out, &check) {
            Err(error) if observer.is_cancelled() && error.kind() == io::ErrorKind::Interrupted => {
                return Err(Error::Interrupted);
            }
            rows => rows.map_err(failed)?,
        };
        out.flush().map_err(failed)?;
        let (bytes, sha256) = out.finish();
        self.files.insert(file.to_owned());
        Ok(Written {
            file: file.to_owned(),
            bytes,
            rows,
            sha256,
        })
    }

    /// Writes a text file; its name may begin with folders.
    pub(super) fn text(&mut self, file: &str, text: &str) -> Result<()> {
        self.bytes(file, text.as_bytes())
    }

    /// Writes a file; its name may begin with folders.
    pub(super) fn bytes(&mut self, file: &str, content: &[u8]) -> Result<()> {
        let path = self.staged.path().join(file);
        let folder = path.parent().unwrap_or(self.staged.path());
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, content))
            .map_err(|error| Error::write(&self.target.join(file), plain_error(&error)))?;
        self.files.insert(file.to_owned());
        Ok(())
    }

    /// Puts the files, and the folders they are in, in their place, which must be new or empty.
    pub(super) fn swap_whole(self) -> Result<()> {
        let failed = |error| Error::write(&self.target, error);
        if self.is_there {
            let entries = fs::read_dir(self.staged.path()).map_err(failed)?;
            for entry in entries {
                let entry = entry.map_err(failed)?;
                fs::rename(entry.path(), self.target.join(entry.file_name())).map_err(failed)?;
            }
            return Ok(());
        }
        fs::rename(self.staged.path(), &self.target).map_err(failed)?;
        // The folder is now the output, and no longer to be removed.
        let _ = self.staged.keep();
        Ok(())
    }

    /// Puts the files in their place.
    pub(super) fn swap(self) -> Result<()> {
        let Self {
            target,
            is_there,
            force,
            staged,
            files,
        } = self;
        let failed = |error| Error::write(&target, error);
        if !is_there {
            fs::rename(staged.path(), &target).map_err(failed)?;
            // The folder is now the output, and no longer to be removed.
            let _ = staged.keep();
            return Ok(());
        }
        let ours = written_files(&target).unwrap_or_default().into_iter();
        let ours: SortedSet<String> = ours.filter(|name| is_own_place(name)).collect();
        for name in files.iter() {
            keep_foreign(&target.join(name), ours.contains(name) || force)?;
        }
        let old = hidden_folder(&target, ".refrain-old-").map_err(failed)?;
        let leaving: SortedSet<&String> = ours.iter().chain(files.iter()).collect();
        let mut leaving = leaving.into_rows();
        leaving.arrange_by_key(|name| *name != RECORD_FILE);
        let mut entering: Vec<&String> = files.iter().collect();
        entering.arrange_by_key(|name| *name == RECORD_FILE);
        let mut moves = Moves::default();
        let moved = leaving
            .into_iter()
            .filter(|name| target.join(name).exists())
            .try_for_each(|name| moves.rename(&target, old.path(), name))
            .and_then(|()| {
                entering
                    .into_iter()
                    .try_for_each(|name| moves.rename(staged.path(), &target, name))
            });
        match &moved {
            Ok(()) => remove_left(&target, &ours),
            // An earlier output that can't go back must not go away with the hidden folder.
            Err(_) if !moves.undo() => {
                let _ = old.keep();
            }
            Err(_) => {}
        }
        moved.map_err(failed)
    }
}

/// Fails if something stands at the place of a file to be written that refrain may not replace: a
/// folder, or a file that it did not write.
fn keep_foreign(path: &Path, may_replace: bool) -> Result<()> {
    let refuse = |message| {
        let error = io::Error::new(io::ErrorKind::AlreadyExists, message);
        Err(Error::write(path, error))
    };
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => refuse("there is a folder where refrain would write a file"),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            refuse("there is a file where refrain would create a folder; move it away")
        }
        Ok(_) if !may_replace => refuse(
            "this file was not written by refrain; move it away, or add --force to replace it",
        ),
        _ => Ok(()),
    }
}

/// A hidden folder with the permissions of any new one, so that what the user shares stays shared.
fn hidden_folder(place: &Path, prefix: &str) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(place)
}

/// Counts and hashes what goes through it.
pub(super) struct Hashed<W> {
    inner: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Hashed<W> {
    fn new(inner: W) -> Self {
        Self {
            inner,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    fn finish(self) -> (u64, String) {
        (self.bytes, crate::model::hex(&self.hash.finalize()))
    }
}

impl<W: Write + Send> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let (inner, hash) = (&mut self.inner, &mut self.hash);
        // An idle thread, if there is one, hashes what this one writes.
        let (written, ()) = rayon::join(|| inner.write_all(bytes), || hash.update(bytes));
        self.bytes += bytes.len() as u64;
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_counted_and_hashed() {
        let mut bytes = Vec::new();
        let mut out = Hashed::new(&mut bytes);
        out.write_all(b"a").expect("memory");
        assert_eq!(out.write(b"bc").expect("memory"), 2);
        out.write_all(b"").expect("memory");
        let (count, sha256) = out.finish();
        assert_eq!(count, 3);
        // The test vector of FIPS 180-2.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256, expected);
        assert_eq!(bytes, b"abc");
    }
}
