//! Units as bytes, so that another process, perhaps on another machine, reads them.
//!
//! Takes a [`Unit`], gives its bytes and a key that changes with its file; takes the bytes, gives the
//! unit. Its file must lie at the same path for both.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::select::Selection;
use super::{Batch, ContentKey, FileUnit, MetadataRows, Origin, RecordsUnit, Unit};
use crate::clean::Stated;
use crate::config::ReadConfig;
use crate::error::Result;
use crate::sorted::SortedMap;

/// What there is to know of a unit.
#[derive(Serialize, Deserialize)]
struct PackedUnit {
    /// The path from the root, as the system writes it.
    path: Vec<u8>,
    place: Arc<str>,
    bytes: u64,
    is_collection: bool,
    of_file: Option<Arc<Stated>>,
    inside: Vec<(String, Arc<Stated>)>,
    /// Of a file of records.
    range: Option<Range<u64>>,
}

/// Makes units of their bytes.
#[derive(Debug)]
pub struct UnitUnpacker {
    selection: Arc<Selection>,
}

impl UnitUnpacker {
    /// For units that were listed under these settings.
    ///
    /// # Errors
    /// [`crate::Error::Setting`] for a broken glob.
    pub fn new(config: &ReadConfig) -> Result<Self> {
        let selection = Arc::new(Selection::new(config)?);
        Ok(Self { selection })
    }

    /// Opens a unit whose bytes came with it, and hands its batches to `sink` until it says `false`.
    pub fn open_bytes(
        &self,
        unit: &Unit,
        bytes: Vec<u8>,
        config: &ReadConfig,
        sink: &mut dyn FnMut(Batch) -> bool,
    ) {
        match unit {
            Unit::File(file) => file.open_bytes(bytes, config, sink),
            Unit::Records(records) => {
                let file = FileUnit {
                    path: None,
                    place: records.origin.path.clone(),
                    bytes: bytes.len() as u64,
                    is_collection: true,
                    metadata: MetadataRows {
                        of_file: records.origin.metadata.clone(),
                        inside: Arc::default(),
                    },
                    selection: self.selection.clone(),
                };
                file.open_bytes(bytes, config, sink);
            }
        }
    }

    /// The unit of these bytes; `None` if they are no unit.
    #[must_use]
    pub fn unpack(&self, bytes: &[u8]) -> Option<Unit> {
        let packed: PackedUnit = postcard::from_bytes(bytes).ok()?;
        let path = path_of_bytes(packed.path)?;
        let Some(range) = packed.range else {
            return Some(Unit::File(FileUnit {
                path: Some(path),
                place: packed.place,
                bytes: packed.bytes,
                is_collection: packed.is_collection,
                metadata: MetadataRows {
                    of_file: packed.of_file,
                    inside: Arc::new(SortedMap::joined(packed.inside, |_, _| ())),
                },
                selection: self.selection.clone(),
            }));
        };
        let origin = Origin {
            path: packed.place,
            metadata: packed.of_file,
        };
        (range.start <= range.end).then_some(Unit::Records(RecordsUnit {
            path,
            origin,
            range,
        }))
    }
}

impl Unit {
    /// The path below the input.
    #[must_use]
    pub fn place(&self) -> &Arc<str> {
        match self {
            Self::File(unit) => &unit.place,
            Self::Records(unit) => &unit.origin.path,
        }
    }

    /// The path from the root, as text; nothing of standard input.
    #[must_use]
    pub fn full_path(&self) -> String {
        let path = self.path().and_then(|path| std::path::absolute(path).ok());
        path.map_or_else(String::new, |path| path.to_string_lossy().into_owned())
    }

    /// Whether its file lies where this machine can see it.
    #[must_use]
    pub fn is_within_reach(&self) -> bool {
        self.path().is_some_and(Path::exists)
    }

    /// The unit as bytes, and a key that changes when its file, or what is stated of it, does; `None` of
    /// standard input.
    #[must_use]
    pub fn pack(&self) -> Option<(ContentKey, Vec<u8>)> {
        let path = std::path::absolute(self.path()?).ok()?;
        let changed = path.metadata().and_then(|metadata| metadata.modified());
        let since = changed
            .ok()
            .and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let mut packed = PackedUnit {
            path: Vec::new(),
            place: self.place().clone(),
            bytes: self.bytes(),
            is_collection: self.is_collection(),
            of_file: None,
            inside: Vec::new(),
            range: None,
        };
        match self {
            Self::File(unit) => {
                packed.of_file.clone_from(&unit.metadata.of_file);
                let inside = unit.metadata.inside.iter();
                packed.inside = inside
                    .map(|(path, stated)| (path.clone(), stated.clone()))
                    .collect();
            }
            Self::Records(unit) => {
                packed.of_file.clone_from(&unit.origin.metadata);
                packed.range = Some(unit.range.clone());
            }
        }
        // The key has no path: the files may lie elsewhere the next time.
        let mut hash = Sha256::new_with_prefix(postcard::to_stdvec(&packed).ok()?);
        hash.update(since.unwrap_or_default().as_nanos().to_le_bytes());
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        packed.path = bytes_of_path(&path)?;
        Some((ContentKey(key), postcard::to_stdvec(&packed).ok()?))
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Self::File(unit) => unit.path.as_deref(),
            Self::Records(unit) => Some(&unit.path),
        }
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
fn bytes_of_path(path: &Path) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt as _;
    Some(path.as_os_str().as_bytes().to_owned())
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
fn path_of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn bytes_of_path(path: &Path) -> Option<Vec<u8>> {
    Some(path.to_str()?.as_bytes().to_owned())
}

#[cfg(not(unix))]
fn path_of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    Some(String::from_utf8(bytes).ok()?.into())
}

#[cfg(test)]
mod tests {
    use super::super::discover;
    use super::*;

    /// A folder of a text, a table, records and metadata.
    fn corpus() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [
            ("north/a.txt", "The river rose."),
            ("north/b.csv", "id,text\n1,The river fell.\n"),
            ("c.jsonl", "{\"text\":\"The river is calm.\"}\n"),
            ("metadata.csv", "file,title\nnorth/a.txt,Flood\n"),
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        folder
    }

    #[test]
    fn a_unit_comes_back_as_it_was() {
        let (folder, config) = (corpus(), ReadConfig::default());
        let found = discover(&[folder.path().to_owned()], &config).expect("units");
        let unpacker = UnitUnpacker::new(&config).expect("globs");
        assert_eq!(found.units.len(), 3);
        for unit in &found.units {
            let (key, bytes) = unit.pack().expect("a file");
            let again = unpacker.unpack(&bytes).expect("a unit");
            assert_eq!(format!("{again:?}"), format!("{unit:?}"));
            assert_eq!(again.pack().map(|(key, _)| key), Some(key));
            assert!(again.is_within_reach());
            assert!(unpacker.unpack(&bytes[..bytes.len() - 1]).is_none());
        }
    }

    #[test]
    fn the_key_changes_with_the_file_and_with_what_is_stated_of_it() {
        let (folder, config) = (corpus(), ReadConfig::default());
        let keys = || {
            let found = discover(&[folder.path().to_owned()], &config).expect("units");
            let keys = found.units.iter().filter_map(Unit::pack);
            keys.map(|(key, _)| key).collect::<Vec<_>>()
        };
        let before = keys();
        assert_eq!(keys(), before);
        std::fs::write(folder.path().join("c.jsonl"), "{\"text\":\"A lake.\"}\n").expect("a file");
        let metadata = "file,title\nnorth/a.txt,Tide\n";
        std::fs::write(folder.path().join("metadata.csv"), metadata).expect("a file");
        let after = keys();
        let changed: Vec<bool> = before.iter().zip(&after).map(|(a, b)| a != b).collect();
        assert_eq!(changed, [true, true, false]);
    }
}
