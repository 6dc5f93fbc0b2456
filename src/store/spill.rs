//! Symbols in a temporary file, for a corpus larger than memory.
//!
//! The file has no name, so it goes with the process however that ends. It is written and read at
//! given places by all workers at once. What fails is remembered: from then on nothing is written,
//! what is read is void, and [`SymbolStore::check`] says why.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, Result};
use crate::model::{Symbol, SymbolStore};

/// Bytes of a stored symbol.
const WIDTH: usize = 4;
/// How many symbols go through one buffer.
const CHUNK: usize = 1 << 16;

/// A temporary file of symbols.
#[derive(Debug)]
pub struct Spill {
    folder: PathBuf,
    file: File,
    /// Where the next symbols go, counted in symbols.
    end: AtomicU64,
    failure: OnceLock<io::Error>,
}

impl Spill {
    /// A store in a new file of this folder.
    ///
    /// # Errors
    /// [`Error::Write`] if the folder does not take a file.
    pub fn new(folder: &Path) -> Result<Self> {
        // The folder of a relative name without one is this one.
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let file = std::fs::create_dir_all(folder).and_then(|()| tempfile::tempfile_in(folder));
        Ok(Self {
            file: file.map_err(|error| Error::write(folder, error))?,
            folder: folder.to_owned(),
            end: AtomicU64::new(0),
            failure: OnceLock::new(),
        })
    }

    fn note(&self, outcome: io::Result<()>) {
        if let Err(error) = outcome {
            // The first failure is the one that tells.
            let _ = self.failure.set(error);
        }
    }

    fn try_write(&self, start: u64, symbols: &[Symbol]) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(WIDTH * symbols.len().min(CHUNK));
        for (chunk, number) in symbols.chunks(CHUNK).zip(0..) {
            bytes.clear();
            bytes.extend(
                chunk
                    .iter()
                    .flat_map(|symbol| symbol.to_bits().to_le_bytes()),
            );
            let place = (start + number * CHUNK as u64) * WIDTH as u64;
            write_all_at(&self.file, &bytes, place)?;
        }
        Ok(())
    }

    fn try_read(&self, start: u64, length: usize, symbols: &mut Vec<Symbol>) -> io::Result<()> {
        let mut bytes = vec![0; WIDTH * length.min(CHUNK)];
        while symbols.len() < length {
            let rest = (length - symbols.len()).min(CHUNK);
            let place = (start + symbols.len() as u64) * WIDTH as u64;
            let bytes = &mut bytes[..rest * WIDTH];
            read_exact_at(&self.file, bytes, place)?;
            symbols.extend(super::pack::numbers(bytes).map(Symbol::from_bits));
        }
        Ok(())
    }
}

impl SymbolStore for Spill {
    fn append(&self, symbols: &[Symbol]) -> u64 {
        let start = self.end.fetch_add(symbols.len() as u64, Ordering::Relaxed);
        self.write(start, symbols);
        start
    }

    fn write(&self, start: u64, symbols: &[Symbol]) {
        if self.failure.get().is_none() {
            self.note(self.try_write(start, symbols));
        }
    }

    fn read(&self, start: u64, length: usize) -> Vec<Symbol> {
        let mut symbols = Vec::with_capacity(length);
        if self.failure.get().is_none() {
            self.note(self.try_read(start, length, &mut symbols));
        }
        symbols
    }

    fn check(&self) -> Result<()> {
        let Some(failure) = self.failure.get() else {
            return Ok(());
        };
        let source = match failure.raw_os_error() {
            Some(code) => io::Error::from_raw_os_error(code),
            None => failure.kind().into(),
        };
        Err(Error::Spill {
            path: self.folder.clone(),
            source,
        })
    }
}

#[cfg(unix)]
fn write_all_at(file: &File, bytes: &[u8], place: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, place)
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], place: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, place)
}

#[cfg(windows)]
fn write_all_at(file: &File, mut bytes: &[u8], mut place: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, place)?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        bytes = &bytes[written..];
        place += written as u64;
    }
    Ok(())
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut bytes: &mut [u8], mut place: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, place)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        place += read as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Symbols;

    fn symbols(range: std::ops::Range<u32>) -> Vec<Symbol> {
        range.map(Symbol::word).collect()
    }

    #[test]
    fn what_is_stored_comes_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let spill = Arc::new(Spill::new(folder.path()).expect("a file"));
        let long = symbols(0..200_000);
        let mut first = Symbols::stored(spill.clone(), &long);
        let second = Symbols::stored(spill.clone(), &symbols(7..9));
        assert_eq!(&*first.read(65_530..65_540), symbols(65_530..65_540));
        assert_eq!(&*first.read(5..5), []);
        assert_eq!(&*second.read(0..2), symbols(7..9));
        let mut taken = first.take();
        assert_eq!(taken, long);
        taken.truncate(3);
        first.put_back(taken);
        assert_eq!((first.len(), &*first.read(0..3)), (3, &*symbols(0..3)));
        assert_eq!(&*second.read(0..2), symbols(7..9));
        assert!(spill.check().is_ok());
    }

    #[test]
    fn a_failure_is_told_and_hurts_nobody() {
        let folder = tempfile::tempdir().expect("a folder");
        let spill = Arc::new(Spill::new(folder.path()).expect("a file"));
        let lost = Symbols::Stored {
            store: spill.clone(),
            start: 10,
            length: 4,
        };
        assert_eq!(lost.read(0..4).len(), 4);
        let error = spill.check().expect_err("beyond the end").to_string();
        assert!(
            error.contains(&*folder.path().display().to_string()),
            "{error}"
        );
    }
}
