//! A hidden folder beside the wanted one, swapped for it when all files are complete.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::Written;
use super::csv::write_csv;
use super::record::written_files;
use crate::error::{Error, Result};
use crate::model::Table;
use crate::progress::Observer;
use crate::source::RECORD_FILE;

/// Checks that `folder` may be written: it is not there, is empty, or holds an output of refrain's.
///
/// # Errors
/// [`Error::NotOurs`] unless `force` is set; [`Error::Write`] if it is no folder.
pub fn check_folder(folder: &Path, force: bool) -> Result<()> {
    match fs::metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
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

/// Writes the files of `refrain init`, none over one that is there.
///
/// # Errors
/// [`Error::Write`]; files that are there already are reported as such.
pub fn write_starters(folder: &Path, files: &[(&str, &str)]) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| Error::write(folder, error))?;
    for (name, _) in files {
        let path = folder.join(name);
        if path.exists() {
            let error = io::Error::new(io::ErrorKind::AlreadyExists, "it is there already");
            return Err(Error::write(&path, error));
        }
    }
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| Error::write(&path, error))?;
    }
    Ok(())
}

/// An output on its way. Dropped without [`Staging::swap`], it leaves nothing behind.
pub(super) struct Staging {
    target: PathBuf,
    staged: TempDir,
    files: BTreeSet<String>,
}

impl Staging {
    /// A hidden folder beside `target`.
    pub(super) fn beside(target: &Path, force: bool) -> Result<Self> {
        check_folder(target, force)?;
        let failed = |error| Error::write(target, error);
        // A link stays a link: what it points to is swapped.
        let target = if target.exists() {
            target.canonicalize().map_err(failed)?
        } else {
            std::path::absolute(target).map_err(failed)?
        };
        let parent = target.parent().unwrap_or(&target);
        fs::create_dir_all(parent).map_err(|error| Error::write(parent, error))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".refrain-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As any new folder, so that what the user shares stays shared.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let staged = builder
            .tempdir_in(parent)
            .map_err(|error| Error::write(parent, error))?;
        Ok(Self {
            target,
            staged,
            files: BTreeSet::new(),
        })
    }

    /// Writes a table.
    pub(super) fn table(&mut self, table: &Table<'_>, observer: &dyn Observer) -> Result<Written> {
        let file = table.spec.file();
        let failed = |error| Error::write(&self.target.join(&file), error);
        let created = File::create(self.staged.path().join(&file)).map_err(failed)?;
        let mut out = Hashed::new(BufWriter::with_capacity(1 << 20, created));
        let check = || match observer.check() {
            Ok(()) => Ok(()),
            Err(_) => Err(io::ErrorKind::Interrupted.into()),
        };
        let rows = match write_csv(table, &mut out, &check) {
            Err(error) if observer.is_cancelled() && error.kind() == io::ErrorKind::Interrupted => {
                return Err(Error::Interrupted);
            }
            rows => rows.map_err(failed)?,
        };
        out.flush().map_err(failed)?;
        let (bytes, sha256) = out.finish();
        self.files.insert(file.clone());
        Ok(Written {
            file,
            bytes,
            rows,
            sha256,
        })
    }

    /// Writes a text file.
    pub(super) fn text(&mut self, file: &str, text: &str) -> Result<()> {
        fs::write(self.staged.path().join(file), text)
            .map_err(|error| Error::write(&self.target.join(file), error))?;
        self.files.insert(file.to_owned());
        Ok(())
    }

    /// Puts the folder in the place of the wanted one. Files there that refrain did not write move
    /// over, except where a new one has their name.
    pub(super) fn swap(self) -> Result<()> {
        let Self {
            target,
            staged,
            files,
        } = self;
        let failed = |error| Error::write(&target, error);
        if !target.exists() {
            return fs::rename(staged.keep(), &target).map_err(failed);
        }
        let parent = target.parent().unwrap_or(&target);
        let aside = tempfile::Builder::new()
            .prefix(".refrain-old-")
            .tempdir_in(parent)
            .map_err(failed)?;
        let old = aside.path().join("output");
        fs::rename(&target, &old).map_err(failed)?;
        let staged = staged.keep();
        if let Err(error) = fs::rename(&staged, &target) {
            // What was there goes back, and what was made goes away.
            let back = fs::rename(&old, &target);
            let gone = fs::remove_dir_all(&staged);
            return Err(failed(back.and(gone).err().unwrap_or(error)));
        }
        if let Err(error) = move_foreign(&old, &target, &files) {
            // The user's own files are kept where they are rather than removed with the old output.
            let kept = aside.keep();
            return Err(Error::write(&kept, error));
        }
        aside.close().map_err(failed)
    }
}

/// Moves what refrain did not write from the old output to the new one.
fn move_foreign(old: &Path, new: &Path, files: &BTreeSet<String>) -> io::Result<()> {
    let ours = written_files(old).unwrap_or_default();
    for entry in fs::read_dir(old)? {
        let name = entry?.file_name();
        let shown = name.to_string_lossy();
        let is_ours = ours.contains(shown.as_ref()) || shown == RECORD_FILE;
        if !is_ours && !files.contains(shown.as_ref()) {
            fs::rename(old.join(&name), new.join(&name))?;
        }
    }
    Ok(())
}

/// Counts and hashes what goes through it.
struct Hashed<W> {
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
        (self.bytes, super::record::hex(&self.hash.finalize()))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
