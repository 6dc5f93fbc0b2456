//! A folder of packs: segments of earlier runs, found by the content that they were made from.
//!
//! Takes a folder and the settings, gives what is in it for them. Packs lie in a folder of their own
//! for each version of the program and each choice of the settings that segments depend on. What no
//! document of a run is found in is removed after it, so a cache holds what the last run read.

use std::fs;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use sha2::{Digest, Sha256};

use super::pack::{CachedContent, decode, encode};
use crate::config::ReadingSettings;
use crate::error::{Error, Result};
use crate::order::Arrange as _;
use crate::parallel;
use crate::source::{CACHE_MARK as MARK, ContentKey};
use crate::tokenize::{Segment, TokenizedDocument};

/// The ending of a pack.
const ENDING: &str = "pack";
const MARK_TEXT: &str = "Cache of texts that refrain has read, kept by its option --cache.\nThis folder can be deleted at any time.\n";

/// A segment, and what it was made from.
type Decoded = (Segment, Vec<CachedContent>);

/// A pack that was found sound.
#[derive(Debug)]
struct Pack {
    path: PathBuf,
    segment: Segment,
    contents: Vec<CachedContent>,
}

/// Content that was found in the cache.
#[derive(Debug, Clone, Copy)]
pub struct CacheHit {
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
    pub fn open(folder: &Path, settings: ReadingSettings<'_>) -> Result<Self> {
        let failed = |error| Error::write(folder, error);
        check_ours(folder)?;
        let of_settings = folder.join(settings_name(settings));
        let mark = folder.join(MARK);
        let made = fs::create_dir_all(&of_settings);
        if !mark.exists() {
            made.and_then(|()| fs::write(mark, MARK_TEXT))
                .map_err(failed)?;
        }
        // A cache that can't be written is of use, too: what fails is said when something is to be kept.
        let entries = match fs::read_dir(&of_settings) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            entries => entries.into_iter().flatten(),
        };
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let is_pack = |path: &PathBuf| {
            path.extension().is_some_and(|ending| ending == ENDING) && path.is_file()
        };
        let mut paths: Vec<PathBuf> = paths.filter(is_pack).collect();
        paths.arrange();
        let read = parallel::map_items(paths, |_, path| {
            let decoded = fs::read(&path).ok().and_then(|bytes| decode(&bytes));
            (path, decoded)
        });
        let mut cache = Self {
            folder: of_settings,
            packs: Vec::new(),
            known: HashMap::default(),
            warnings: Vec::new(),
        };
        read.into_iter()
            .for_each(|(path, decoded)| cache.add(path, decoded));
        Ok(cache)
    }

    fn add(&mut self, path: PathBuf, decoded: Option<Decoded>) {
        let Some((segment, contents)) = decoded else {
            self.warnings.push(format!(
                "{}: damaged, or written by another version of refrain; it is ignored, and the texts are read again",
                path.display()
            ));
            // The next run should not say so again.
            let _ = fs::remove_file(&path);
            return;
        };
        let pack = self.packs.len() as u32;
        for (place, content) in (0..).zip(&contents) {
            self.known.insert(content.key, (pack, place));
        }
        self.packs.push(Pack {
            path,
            segment,
            contents,
        });
    }

    /// Where this content is, if it is here.
    #[must_use]
    pub fn find(&self, key: &ContentKey, line: Option<u64>) -> Option<CacheHit> {
        let place = *self.known.get(key)?;
        Some(CacheHit { place, line })
    }

    /// How many documents and rows some content has come to.
    #[must_use]
    pub fn count(&self, hit: &CacheHit) -> usize {
        let (pack, place) = hit.place;
        let content = &self.packs[pack as usize].contents[place as usize];
        content.documents.len() + content.skipped.len()
    }

    /// Writes new segments into the cache, each with the contents that it comes from. What can't be
    /// written is reported, and costs the next run time.
    pub fn write(&mut self, segments: &[(&Segment, &[CachedContent])]) {
        let failures = parallel::map(segments.len(), |index| {
            let (segment, contents) = segments[index];
            if contents.is_empty() {
                return None;
            }
            let bytes = encode(segment, contents)?;
            write_pack(&self.folder, &bytes).err()
        });
        if let Some(error) = failures.iter().flatten().next_back() {
            self.warnings.push(format!(
                "{}: cannot be written: {error}; the texts will be read again next time",
                self.folder.display()
            ));
        }
    }

    /// The segments that hold what was found, with nothing else in them, and what the user should
    /// know. Packs of which nothing was found are removed.
    #[must_use]
    pub fn into_segments(self, hits: &[CacheHit]) -> (Vec<Segment>, Vec<String>) {
        let mut by_pack: Vec<Vec<CacheHit>> = vec![Vec::new(); self.packs.len()];
        for hit in hits {
            by_pack[hit.place.0 as usize].push(*hit);
        }
        let segments = parallel::map_items(self.packs, |number, pack| {
            let hits = &by_pack[number];
            if hits.is_empty() {
                // A file that stays costs space and nothing else.
                let _ = fs::remove_file(&pack.path);
                return None;
            }
            Some(pack.take(hits))
        });
        (segments.into_iter().flatten().collect(), self.warnings)
    }
}

impl Pack {
    /// The segment with the documents and rows that were found, where they stand now.
    fn take(self, hits: &[CacheHit]) -> Segment {
        let Self {
            mut segment,
            contents,
            ..
        } = self;
        let documents = std::mem::take(&mut segment.documents);
        let skipped = std::mem::take(&mut segment.skipped);
        for hit in hits {
            let content = &contents[hit.place.1 as usize];
            let range = |range: &Range<u32>| range.start as usize..range.end as usize;
            for document in &documents[range(&content.documents)] {
                let mut document: TokenizedDocument = document.clone();
                document.info.place.line = hit.line.or(document.info.place.line);
                segment.documents.push(document);
            }
            for row in &skipped[range(&content.skipped)] {
                let mut row = row.clone();
                row.place.line = hit.line.or(row.place.line);
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
    let message = "this folder contains other files; choose an empty or new folder with --cache";
    let error = io::Error::new(io::ErrorKind::AlreadyExists, message);
    Err(Error::write(folder, error))
}

/// Goes up by one whenever what a segment holds, or what reading makes of a file, changes within a version.
const LAYOUT: u8 = 1;

/// The name of what segments depend on beside their documents: the version, and the settings of the
/// stages before the freeze.
#[must_use]
pub fn settings_name(settings: ReadingSettings<'_>) -> String {
    let ReadingSettings {
        read,
        tokenize,
        boilerplate,
        copies,
        // They are used at the freeze, not before.
        lists: _,
    } = settings;
    let mut hash = Sha256::new_with_prefix(env!("CARGO_PKG_VERSION"));
    hash.update([LAYOUT]);
    hash.update(format!("{:?}", (read, tokenize, boilerplate, copies)));
    crate::model::hex(&hash.finalize()[..8])
}

/// Writes a pack under the name of its hash, whole or not at all.
fn write_pack(folder: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    let name = crate::model::hex(&Sha256::digest(bytes)[..12]);
    file.persist(folder.join(format!("{name}.{ENDING}")))
        .map_err(|error| error.error)?;
    Ok(())
}
