//! A folder that one run at a time writes an output into.
//!
//! Takes the folder, gives a hidden one in which the output grows: beside a new folder, or inside one that
//! is there. The hidden folder is locked as long as the run lives, so another run into the same folder is
//! refused at once; what runs that were killed have left is finished or removed. Where the system has no
//! locks for folders (Windows, some network drives), two runs into one folder are not told apart.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::exchange::{Exchange, remove_folder};
use super::staging::plain_error;
use crate::error::{Error, Result};
use crate::source::{CACHE_MARK, written_files};

/// What all hidden files and folders of refrain's begin with.
const HIDDEN: &str = ".refrain-";
/// The hidden folder inside an output.
const INSIDE: &str = ".refrain-new-output";
/// What the hidden folder, or file, beside a new output begins with.
const BESIDE: &str = ".refrain-new-";
/// The longest name of a folder that is repeated in the name of the hidden one, in bytes.
const LONGEST_NAME: usize = 200;
/// How often a hidden folder is tried that other runs remove.
const TRIES: usize = 10;

/// The right to write into a folder. Dropped without being used, it leaves nothing behind.
#[derive(Debug)]
pub struct Claim {
    /// The folder, from the root.
    pub(super) folder: PathBuf,
    /// Whether it was there before.
    pub(super) is_there: bool,
    /// The hidden folder.
    pub(super) staged: PathBuf,
    /// Holds the lock.
    _lock: Option<File>,
    /// The folders above a new output that were made for it, the outermost first.
    made: Vec<PathBuf>,
    is_used: bool,
}

/// Claims `folder` for an output: it is not there, is empty, or holds an output of refrain's.
///
/// # Errors
/// [`Error::NotOurs`] unless `force` is set; [`Error::Busy`] if another run writes into it;
/// [`Error::Write`] if it is no folder, or can't be written.
pub fn claim(folder: &Path, force: bool) -> Result<Claim> {
    let failed = |path: &Path, error: &io::Error| Error::write(path, plain_error(error));
    let absolute = std::path::absolute(folder).map_err(|error| failed(folder, &error))?;
    if Exchange::cut_short(&absolute).is_none() {
        check_folder(folder, force)?;
    }
    let is_there = absolute.is_dir();
    let parent = absolute.parent().unwrap_or(&absolute);
    let (place, name) = if is_there {
        (absolute.as_path(), INSIDE.to_owned())
    } else {
        (parent, name_beside(&absolute))
    };
    let made = missing_folders(place);
    fs::create_dir_all(place).map_err(|error| failed(place, &error))?;
    let staged = place.join(name);
    let lock = lock(&staged)
        .map_err(|error| busy(folder, &error).unwrap_or_else(|| failed(place, &error)))?;
    let claim = Claim {
        is_there,
        staged,
        _lock: lock,
        made,
        is_used: false,
        folder: absolute,
    };
    claim.recover(force).map(|()| claim)
}

impl Claim {
    /// Finishes what a run that was killed has begun, and removes what such runs have left.
    fn recover(&self, force: bool) -> Result<()> {
        let failed = |error| Error::write(&self.folder, error);
        // Under the lock: another run may just have finished it.
        if let Some(exchange) = Exchange::cut_short(&self.folder) {
            exchange
                .finish(&self.folder, &self.staged)
                .map_err(failed)?;
            check_folder(&self.folder, force)?;
        }
        empty(&self.staged).map_err(failed)?;
        if self.is_there {
            remove_left_over(&self.folder, &self.staged).map_err(failed)?;
        }
        Ok(())
    }

    /// The output is in its place: the hidden folder has become it, or is empty.
    pub(super) fn used(mut self) {
        self.is_used = true;
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // What has to be finished by the next run stays.
        if Exchange::cut_short(&self.folder).is_some() {
            return;
        }
        let _ = remove_folder(&self.staged);
        if !self.is_used {
            for folder in self.made.iter().rev() {
                // It fails, as it should, where something is in it.
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

/// Checks that `folder` may be written: it is not there, is empty, or holds an output of refrain's.
fn check_folder(folder: &Path, force: bool) -> Result<()> {
    if force {
        has_others(folder).map(drop)
    } else if has_others(folder)? && written_files(folder).is_none() {
        Err(Error::NotOurs {
            path: folder.to_owned(),
        })
    } else {
        Ok(())
    }
}

/// Whether there is anything in a folder but what killed runs have left, and texts that refrain keeps for
/// the next run; not if it is not there.
///
/// # Errors
/// [`Error::Write`] if it is no folder.
pub(super) fn has_others(folder: &Path) -> Result<bool> {
    let failed = |error| Error::write(folder, error);
    let fault = |kind, message| Err(failed(io::Error::new(kind, message)));
    match fs::metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(folder).is_ok() {
                return fault(error.kind(), "a link to a folder that does not exist");
            }
            Ok(false)
        }
        Err(error) => Err(failed(error)),
        Ok(metadata) if !metadata.is_dir() => {
            fault(io::ErrorKind::NotADirectory, "this is a file, not a folder")
        }
        Ok(_) => {
            let mut entries = fs::read_dir(folder).map_err(failed)?;
            let is_own = |entry: fs::DirEntry| is_left_over(&entry) || is_cache(&entry);
            Ok(entries.any(|entry| !entry.is_ok_and(is_own)))
        }
    }
}

fn is_left_over(entry: &fs::DirEntry) -> bool {
    let name = entry.file_name();
    name.as_encoded_bytes().starts_with(HIDDEN.as_bytes())
}

/// Whether an entry is a folder of texts that refrain keeps for the next run.
fn is_cache(entry: &fs::DirEntry) -> bool {
    entry.path().join(CACHE_MARK).is_file()
}

/// The name of what grows beside a new output, a folder or a file, until it takes its place.
pub(super) fn name_beside(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    if name.len() <= LONGEST_NAME {
        format!("{BESIDE}{name}")
    } else {
        let hash = Sha256::digest(name.as_bytes());
        format!("{BESIDE}{}", crate::model::hex(&hash[..16]))
    }
}

/// The folders on the way to one that are not there, the outermost first.
fn missing_folders(folder: &Path) -> Vec<PathBuf> {
    let missing = folder.ancestors().take_while(|folder| !folder.exists());
    let mut missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    missing.reverse();
    missing
}

/// Makes a hidden folder, or takes one over that a run has left, and locks it; nothing holds the lock where
/// the system has none.
fn lock(hidden: &Path) -> io::Result<Option<File>> {
    locked(hidden, || {
        match fs::create_dir(hidden) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        if cfg!(unix) {
            File::open(hidden).map(Some)
        } else {
            Ok(None)
        }
    })
}

/// The error of a place that another run writes into, if that is why it could not be locked.
pub(super) fn busy(place: &Path, error: &io::Error) -> Option<Error> {
    (error.kind() == io::ErrorKind::WouldBlock).then(|| Error::Busy {
        path: place.to_owned(),
    })
}

/// Opens what is at a path, makes it if need be, and locks it where the system has locks.
///
/// # Errors
/// [`io::ErrorKind::WouldBlock`] if somebody else has the lock.
pub(super) fn locked(
    path: &Path,
    open: impl Fn() -> io::Result<Option<File>>,
) -> io::Result<Option<File>> {
    let mut last = io::ErrorKind::WouldBlock.into();
    for _ in 0..TRIES {
        let file = match open() {
            // Whoever had it has removed it meanwhile, or nothing can be made here.
            Err(error)
                if error.kind() == io::ErrorKind::NotFound
                    && path.parent().is_some_and(Path::is_dir) =>
            {
                last = error;
                continue;
            }
            Err(error) => return Err(error),
            Ok(None) => return Ok(None),
            Ok(Some(file)) => file,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
            // A file system without locks.
            Err(TryLockError::Error(_)) => return Ok(Some(file)),
            // The run that held the lock before may have moved or removed it.
            Ok(()) if is_at(&file, path) => return Ok(Some(file)),
            Ok(()) => last = io::ErrorKind::WouldBlock.into(),
        }
    }
    Err(last)
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(here), Ok(there)) = (file.metadata(), fs::metadata(path)) else {
        return false;
    };
    (here.dev(), here.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

/// Removes the hidden folders of killed runs, but for the one that is locked.
fn remove_left_over(folder: &Path, staged: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_left_over(&entry) && entry.path() != staged && entry.file_type()?.is_dir() {
            remove_folder(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes all that is in a folder.
fn empty(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_folder(&entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_claim_that_is_not_used_leaves_nothing() {
        let place = tempfile::tempdir().expect("a folder");
        let new = place.path().join("a/b/out");
        let claimed = claim(&new, false).expect("a claim");
        assert_eq!(names(&place.path().join("a/b")), [".refrain-new-out"]);
        fs::write(claimed.staged.join("x"), "x").expect("written");
        drop(claimed);
        assert!(names(place.path()).is_empty());
        let there = place.path().join("there");
        fs::create_dir(&there).expect("made");
        drop(claim(&there, false).expect("a claim"));
        assert!(names(&there).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_is_claimed_once_at_a_time() {
        let place = tempfile::tempdir().expect("a folder");
        for folder in [place.path().join("new"), place.path().to_owned()] {
            let first = claim(&folder, true).expect("a claim");
            let second = claim(&folder, true).expect_err("claimed");
            assert!(matches!(second, Error::Busy { .. }), "{second}");
            drop(first);
            drop(claim(&folder, true).expect("a claim"));
        }
    }

    #[test]
    fn what_a_killed_run_has_left_is_removed() {
        let place = tempfile::tempdir().expect("a folder");
        let left = place.path().join(".refrain-new-out/figures");
        fs::create_dir_all(&left).expect("made");
        fs::write(left.join("a.svg"), "a").expect("written");
        let claimed = claim(&place.path().join("out"), false).expect("a claim");
        assert!(names(&claimed.staged).is_empty());
        drop(claimed);
        // Inside a folder, what is left makes no folder of others'.
        let out = place.path().join("out");
        fs::create_dir_all(out.join(INSIDE)).expect("made");
        drop(claim(&out, false).expect("a claim"));
        assert!(names(&out).is_empty());
    }

    #[test]
    fn long_names_have_short_hidden_ones() {
        let name = name_beside(Path::new(&"é".repeat(120)));
        assert!(name.starts_with(BESIDE) && name.len() < 60, "{name}");
    }
}
