//! One table as one CSV file, complete or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::claim::{busy, locked, name_beside};
use super::csv::write_csv;
use super::excel::write_excel_csv;
use super::staging::plain_error;
use crate::error::{Error, Result};
use crate::model::Table;
use crate::progress::Observer;

/// Writes a table to a CSV file, over a file of that name, if `excel` says so for spreadsheets.
///
/// # Errors
/// [`Error::Write`] or [`Error::Interrupted`]; an earlier file is as it was.
pub fn write_table(
    path: &Path,
    table: &Table<'_>,
    excel: bool,
    observer: &dyn Observer,
) -> Result<()> {
    let write = |out: &mut (dyn Write + Send)| table_bytes(table, excel, out, observer);
    let failed = |error: io::Error| match observer.check() {
        Err(stopped) => stopped,
        Ok(()) => Error::write(path, plain_error(&error)),
    };
    let is_special = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
    if is_special {
        // A folder gives the error; a pipe or a device takes the bytes.
        let mut file = File::options().write(true).open(path).map_err(failed)?;
        return write(&mut file).map_err(failed);
    }
    // A link stays one: the file that it leads to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let parent = target
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let message = format!("the folder {} does not exist", folder.display());
        let error = io::Error::new(io::ErrorKind::NotFound, message);
        return Err(Error::write(path, error));
    }
    let name = target.file_name().unwrap_or_default();
    let staged = StagedFile::new(&folder.join(name_beside(Path::new(name))));
    let mut staged = staged.map_err(|error| busy(path, &error).unwrap_or_else(|| failed(error)))?;
    write(&mut staged.file).map_err(failed)?;
    staged.file.sync_all().map_err(failed)?;
    staged.move_to(&target).map_err(failed)
}

fn table_bytes(
    table: &Table<'_>,
    excel: bool,
    out: &mut (dyn Write + Send),
    observer: &dyn Observer,
) -> io::Result<()> {
    let check = || observer.check().map_err(io::Error::other);
    let mut out = BufWriter::new(out);
    if excel {
        write_excel_csv(table, &mut out, &check)?;
    } else {
        write_csv(table, &mut out, &check)?;
    }
    out.flush()
}

/// A hidden file that is locked while it is written, and removed if it has not been moved to its place.
struct StagedFile {
    file: File,
    path: PathBuf,
    is_moved: bool,
}

impl StagedFile {
    /// Makes the file, or takes one over that a killed run has left.
    fn new(path: &Path) -> io::Result<Self> {
        let open = || {
            let mut options = File::options();
            options.create(true).truncate(false).read(true).write(true);
            options.open(path).map(Some)
        };
        let file = locked(path, open)?.ok_or(io::ErrorKind::NotFound)?;
        file.set_len(0)?;
        Ok(Self {
            file,
            path: path.to_owned(),
            is_moved: false,
        })
    }
}

impl StagedFile {
    fn move_to(&mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        self.is_moved = true;
        Ok(())
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if !self.is_moved {
            let _ = fs::remove_file(&self.path);
        }
    }
}
