//! A folder of packs: segments of earlier runs, found by the content that they were made from.
//!
//! Takes a folder and the settings, gives what is in it for them. Packs lie in a folder of their own
//! for each version of the program and each choice of the settings that segments depend on. What no
//! document of a run is found in is removed after it, so a cache holds what the last run read.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::pack::{Made, decode, encode};
use crate::config::Config;
use crate::corpus::Segment;
use crate::error::{Error, Result};
use crate::source::ContentKey;
use crate::tokenize::TokenizedDocument;

/// The ending of a pack.
const ENDING: &str = "pack";
/// A file that tells a cache from other folders.
const MARK: &str = "refrain-cache.txt";
const MARK_TEXT: &str = "Segments of text that refrain has read before, kept by its option --cache.\nThis folder can be deleted at any time.\n";

/// A segment, and what it was made from.
type Content = (Segment, Vec<Made>);

/// A pack that was found sound.
#[derive(Debug)]
struct Pack {
    path: PathBuf,
    segment: Segment,
    made: Vec<Made>,
}

/// Content that was found in the cache.
#[derive(Debug, Clone, Copy)]
pub struct Recalled {
    /// The pack, and the place in its list of contents.
    place: (u32, u32),
    /// The line that the content stands on now, if it is a line.
    pub line: Option<u64>,
}

/// The segments of earlier runs.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    packs: Vec<Pack>,
    known: HashMap<ContentKey, (u32, u32), FixedState>,
    /// What the user should know.
    warnings: Vec<String>,
}

impl Cache {
    /// Opens a folder, made if it is not there, and reads what it has for these settings.
    ///
    /// # Errors
    /// [`Error::Write`] if the folder can't be made, or holds something else.
    pub fn open(folder: &Path, config: &Config) -> Result<Self> {
        let failed = |error| Error::write(folder, error);
        check_ours(folder)?;
        let own = folder.join(settings_name(config));
        fs::create_dir_all(&own).map_err(failed)?;
        fs::write(folder.join(MARK), MARK_TEXT).map_err(failed)?;
        let entries = fs::read_dir(&own).map_err(failed)?;
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let is_pack = |path: &PathBuf| path.extension().is_some_and(|ending| ending == ENDING);
        let mut paths: Vec<PathBuf> = paths.filter(is_pack).collect();
        paths.sort_unstable();
        let read: Vec<(PathBuf, Option<Content>)> = paths
            .into_par_iter()
            .map(|path| {
                let found = fs::read(&path).ok().and_then(|bytes| decode(&bytes));
                (path, found)
            })
            .collect();
        let mut cache = Self {
            folder: own,
            packs: Vec::new(),
            known: HashMap::default(),
            warnings: Vec::new(),
        };
        read.into_iter()
            .for_each(|(path, found)| cache.add(path, found));
        Ok(cache)
    }

    fn add(&mut self, path: PathBuf, found: Option<Content>) {
        let Some((segment, made)) = found else {
            self.warnings.push(format!(
                "{}: damaged, or not written by this version; it is left aside, and what it stood for is read anew",
                path.display()
            ));
            // The next run should not say so again.
            let _ = fs::remove_file(&path);
            return;
        };
        let pack = self.packs.len() as u32;
        for (place, made) in (0..).zip(&made) {
            self.known.insert(made.key, (pack, place));
        }
        self.packs.push(Pack {
            path,
            segment,
            made,
        });
    }

    /// Where this content is, if it is here.
    #[must_use]
    pub fn find(&self, key: &ContentKey, line: Option<u64>) -> Option<Recalled> {
        let place = *self.known.get(key)?;
        Some(Recalled { place, line })
    }

    /// How many documents and rows were found in some content.
    #[must_use]
    pub fn count(&self, recalled: &Recalled) -> usize {
        let made = &self.packs[recalled.place.0 as usize].made[recalled.place.1 as usize];
        made.documents.len() + made.skipped.len()
    }

    /// Writes new segments into the cache, each with what it was made from. What can't be written is
    /// told, and costs the next run time.
    pub fn keep(&mut self, segments: &[(&Segment, &[Made])]) {
        let failures = segments.par_iter().filter(|(_, made)| !made.is_empty());
        let failures = failures.filter_map(|(segment, made)| {
            let bytes = encode(segment, made)?;
            write_pack(&self.folder, &bytes).err()
        });
        let mut failures: Vec<std::io::Error> = failures.collect();
        if let Some(error) = failures.pop() {
            self.warnings.push(format!(
                "{}: cannot be written: {error}; what was read will be read again next time",
                self.folder.display()
            ));
        }
    }

    /// The segments that hold what was recalled, with nothing else in them, and what the user should
    /// know. Packs of which nothing was recalled are removed.
    #[must_use]
    pub fn into_segments(self, recalled: &[Recalled]) -> (Vec<Segment>, Vec<String>) {
        let mut by_pack: Vec<Vec<Recalled>> = vec![Vec::new(); self.packs.len()];
        for recalled in recalled {
            by_pack[recalled.place.0 as usize].push(*recalled);
        }
        let packs = self.packs.into_par_iter().zip(by_pack);
        let segments = packs.filter_map(|(pack, recalled)| {
            if recalled.is_empty() {
                // A file that stays costs space and nothing else.
                let _ = fs::remove_file(&pack.path);
                return None;
            }
            Some(pack.take(&recalled))
        });
        (segments.collect(), self.warnings)
    }
}

impl Pack {
    /// The segment with the documents and rows that were recalled, where they stand now.
    fn take(self, recalled: &[Recalled]) -> Segment {
        let Self {
            mut segment, made, ..
        } = self;
        let documents = std::mem::take(&mut segment.documents);
        let skipped = std::mem::take(&mut segment.skipped);
        for recalled in recalled {
            let made = &made[recalled.place.1 as usize];
            let range = |range: &std::ops::Range<u32>| range.start as usize..range.end as usize;
            for document in &documents[range(&made.documents)] {
                let mut document: TokenizedDocument = document.clone();
                document.info.place.line = recalled.line.or(document.info.place.line);
                segment.documents.push(document);
            }
            for row in &skipped[range(&made.skipped)] {
                let mut row = row.clone();
                row.place.line = recalled.line.or(row.place.line);
                segment.skipped.push(row);
            }
        }
        segment
    }
}

/// Fails if a folder holds something that is no cache.
fn check_ours(folder: &Path) -> Result<()> {
    let is_empty = fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    if is_empty || folder.join(MARK).exists() {
        return Ok(());
    }
    let message = "this folder holds something else; name an empty or a new one with --cache";
    let error = std::io::Error::new(std::io::ErrorKind::AlreadyExists, message);
    Err(Error::write(folder, error))
}

/// The name of what segments depend on beside their documents: the version, and the settings of the
/// stages before the freeze.
fn settings_name(config: &Config) -> String {
    let settings = (
        &config.read,
        &config.tokenize,
        &config.boilerplate,
        &config.copies,
    );
    let mut hash = Sha256::new_with_prefix(env!("CARGO_PKG_VERSION"));
    hash.update(format!("{settings:?}"));
    crate::model::hex(&hash.finalize()[..8])
}

/// Writes a pack under the name of its hash, whole or not at all.
fn write_pack(folder: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    let name = crate::model::hex(&Sha256::digest(bytes)[..12]);
    file.persist(folder.join(format!("{name}.{ENDING}")))
        .map_err(|error| error.error)?;
    Ok(())
}
