//! An output that grows in a hidden folder until all its files are complete.
//!
//! A new output is moved to its place as one folder. Over an earlier output the files are exchanged one for
//! one, so the folder itself stays what it is (a mount point, a shell's working folder), and files that
//! refrain did not write are never touched.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Written;
use super::claim::Claim;
use super::csv::write_csv;
use super::excel::write_excel_csv;
use super::exchange::{Exchange, is_inside, sync_files, sync_folder};
use super::in_order::Check;
use crate::error::{Error, Result};
use crate::model::Table;
use crate::progress::Observer;
use crate::sorted::SortedSet;
use crate::source::written_files;

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
    claim: Claim,
    force: bool,
    files: SortedSet<String>,
}

impl Staging {
    /// In the hidden folder of a claim; `force` replaces files of others, too.
    pub(super) fn new(claim: Claim, force: bool) -> Self {
        Self {
            claim,
            force,
            files: SortedSet::new(),
        }
    }

    /// Writes a table as CSV, for spreadsheets if `excel` says so.
    pub(super) fn table(
        &mut self,
        table: &Table<'_>,
        excel: bool,
        observer: &dyn Observer,
    ) -> Result<Written> {
        self.file(&table.spec.path("csv"), observer, |_, out, check| {
            let rows = if excel {
                write_excel_csv(table, out, check)
            } else {
                write_csv(table, out, check)
            };
            rows.map(drop)
        })
    }

    /// Writes a file, whose name may begin with folders: `write` is given the hidden folder, for temporary
    /// files, then what takes the bytes, and what it is to ask now and then.
    pub(super) fn file(
        &mut self,
        file: &str,
        observer: &dyn Observer,
        write: impl FnOnce(&Path, &mut Hashed<File>, &Check<'_>) -> io::Result<()>,
    ) -> Result<Written> {
        let failed = |error| Error::write(&self.claim.folder.join(file), error);
        let created = self.path_for(file).and_then(File::create).map_err(failed)?;
        let mut out = Hashed::new(created);
        let check = || match observer.check() {
            Ok(()) => Ok(()),
            Err(_) => Err(io::ErrorKind::Interrupted.into()),
        };
        match write(self.claim.staged.as_path(), &mut out, &check) {
            Err(error) if observer.is_cancelled() && error.kind() == io::ErrorKind::Interrupted => {
                return Err(Error::Interrupted);
            }
            written => written.map_err(failed)?,
        }
        out.flush().map_err(failed)?;
        let (bytes, sha256) = out.finish();
        self.files.insert(file.to_owned());
        Ok(Written {
            file: file.to_owned(),
            bytes,
            sha256,
        })
    }

    /// Writes a text file; its name may begin with folders.
    pub(super) fn text(&mut self, file: &str, text: &str) -> Result<()> {
        self.bytes(file, text.as_bytes())
    }

    /// Writes a file; its name may begin with folders.
    pub(super) fn bytes(&mut self, file: &str, content: &[u8]) -> Result<()> {
        self.path_for(file)
            .and_then(|path| fs::write(path, content))
            .map_err(|error| Error::write(&self.claim.folder.join(file), plain_error(&error)))?;
        self.files.insert(file.to_owned());
        Ok(())
    }

    /// Where a file grows; the folders that its name begins with are made.
    fn path_for(&self, file: &str) -> io::Result<PathBuf> {
        let path = self.claim.staged.join(file);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        Ok(path)
    }

    /// Puts the files, and the folders they are in, in their place, which must be new or empty. Those of a
    /// folder that was there may be many, so the disk is not made to keep each.
    pub(super) fn swap_whole(self) -> Result<()> {
        let failed = |error| Error::write(&self.claim.folder, error);
        let entries = fs::read_dir(&self.claim.staged).map_err(failed)?;
        let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        let names = names.collect::<io::Result<SortedSet<String>>>();
        let names = names.map_err(failed)?;
        self.exchange(&names)
    }

    /// Puts the files in their place.
    pub(super) fn swap(self) -> Result<()> {
        let files = self.files.clone();
        sync_files(&self.claim.staged, &files)
            .map_err(|error| Error::write(&self.claim.folder, error))?;
        self.exchange(&files)
    }

    /// Puts files and folders in their place, and those of an earlier output out of it.
    fn exchange(self, entering: &SortedSet<String>) -> Result<()> {
        let Self { claim, force, .. } = self;
        let folder = &claim.folder;
        let failed = |error| Error::write(folder, error);
        if claim.is_there {
            let ours = written_files(folder).unwrap_or_default().into_rows();
            let ours: SortedSet<String> = ours.into_iter().filter(|name| is_inside(name)).collect();
            for name in entering.iter() {
                keep_foreign(&folder.join(name), ours.contains(name) || force)?;
            }
            let exchange = Exchange::new(folder, &ours, entering);
            exchange.make(folder, &claim.staged).map_err(failed)?;
        } else {
            fs::rename(&claim.staged, folder)
                .and_then(|()| folder.parent().map_or(Ok(()), sync_folder))
                .map_err(failed)?;
        }
        claim.used();
        Ok(())
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
