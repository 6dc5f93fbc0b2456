//! Files of an output that take the place of earlier ones, all of them, also if the program is killed.
//!
//! Takes the names of the files that leave and of those that enter. Before the first is moved, both lists
//! are written down in the folder, so that the next run can move the rest. Earlier files wait in a hidden
//! folder until all are moved; the record of the run leaves first and enters last.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::order::Arrange as _;
use crate::sorted::SortedSet;
use crate::source::{RECORD_FILE, is_file_of_at_most};

/// The lists of files, while files are moved.
const JOURNAL: &str = ".refrain-journal";
/// The folder in which earlier files wait.
const EARLIER: &str = ".refrain-old-output";
/// The largest journal that is read, in bytes.
const LARGEST_JOURNAL: u64 = 256 << 20;

/// Which files leave a folder, and which enter it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Exchange {
    leaving: Vec<String>,
    entering: Vec<String>,
}

impl Exchange {
    /// The files of an earlier output leave, as far as they are there, and those of a new one enter.
    pub(super) fn new(
        folder: &Path,
        earlier: &SortedSet<String>,
        entering: &SortedSet<String>,
    ) -> Self {
        let leaving: SortedSet<&String> = earlier.iter().chain(entering.iter()).collect();
        let leaving = leaving.into_rows().into_iter();
        let is_there = |name: &&String| fs::symlink_metadata(folder.join(name)).is_ok();
        let mut leaving: Vec<String> = leaving.filter(is_there).cloned().collect();
        let mut entering: Vec<String> = entering.iter().cloned().collect();
        leaving.arrange_by_key(|name| name != RECORD_FILE);
        entering.arrange_by_key(|name| name == RECORD_FILE);
        Self { leaving, entering }
    }

    /// The exchange that was cut short in a folder.
    pub(super) fn cut_short(folder: &Path) -> Option<Self> {
        let path = folder.join(JOURNAL);
        if !is_file_of_at_most(&path, LARGEST_JOURNAL) {
            return None;
        }
        let exchange: Self = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        let mut names = exchange.leaving.iter().chain(&exchange.entering);
        names.all(|name| is_inside(name)).then_some(exchange)
    }

    /// Moves the files of `staged` into `folder`, and earlier ones away. If that fails, all are moved back;
    /// if that fails, too, the next run is left to finish it.
    pub(super) fn make(&self, folder: &Path, staged: &Path) -> io::Result<()> {
        let begun = self.begin(folder);
        let Err(error) = begun.and_then(|()| self.finish(folder, staged)) else {
            return Ok(());
        };
        if self.undo(folder, staged).is_err() {
            let message = format!(
                "{error}; the earlier files cannot be put back and are in {}; the next run into this folder completes this one",
                folder.join(EARLIER).display()
            );
            return Err(io::Error::new(error.kind(), message));
        }
        Err(error)
    }

    /// Makes room for earlier files and writes both lists down: from here on the next run would finish it.
    pub(super) fn begin(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder.join(EARLIER))?;
        let path = folder.join(JOURNAL);
        let unfinished = folder.join(format!("{JOURNAL}-new"));
        let mut file = File::create(&unfinished)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        fs::rename(unfinished, path)?;
        sync_folder(folder)
    }

    /// Moves what is not moved yet.
    pub(super) fn finish(&self, folder: &Path, staged: &Path) -> io::Result<()> {
        let earlier = folder.join(EARLIER);
        for name in &self.leaving {
            // What is in its place then is the file that has entered.
            if !is_there(&earlier.join(name)) && is_there(&folder.join(name)) {
                move_file(folder, &earlier, name)?;
            }
        }
        for name in &self.entering {
            if is_there(&staged.join(name)) {
                move_file(staged, folder, name)?;
            }
        }
        remove_empty(folder, &self.leaving);
        sync_folder(folder)?;
        self.forget(folder)
    }

    /// Moves back what was moved.
    fn undo(&self, folder: &Path, staged: &Path) -> io::Result<()> {
        let earlier = folder.join(EARLIER);
        let have_all_left = |name: &&String| !is_there(&staged.join(name));
        for name in self.entering.iter().rev().filter(have_all_left) {
            move_file(folder, staged, name)?;
        }
        for name in self.leaving.iter().rev() {
            if is_there(&earlier.join(name)) {
                move_file(&earlier, folder, name)?;
            }
        }
        remove_empty(folder, &self.entering);
        self.forget(folder)
    }

    /// Removes the lists and the earlier files.
    fn forget(&self, folder: &Path) -> io::Result<()> {
        match fs::remove_file(folder.join(JOURNAL)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // They cost room and nothing else; the next run removes them.
        let _ = remove_folder(&folder.join(EARLIER));
        Ok(())
    }
}

/// Removes a folder and all that is in it, if it is there.
pub(super) fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether a name leads to a place in the folder, or in a folder there, and nowhere else.
pub(super) fn is_inside(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let is_plain = parts.all(|part| matches!(part, Component::Normal(_)));
    is_plain && !name.is_empty() && !name.contains(['\\', ':'])
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Moves a file, or a folder, between two folders; its name may begin with folders, which are made if
/// need be.
fn move_file(from: &Path, to: &Path, name: &str) -> io::Result<()> {
    let target = to.join(name);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::rename(from.join(name), target)
}

/// Removes the folders that these files were in, where nothing is left in them.
fn remove_empty(folder: &Path, names: &[String]) {
    let folders = names.iter().filter_map(|name| name.rsplit_once('/'));
    let folders: SortedSet<&str> = folders.map(|(folder, _)| folder).collect();
    for inner in folders {
        // It fails, as it should, where something is left.
        let _ = fs::remove_dir(folder.join(inner));
    }
}

/// Has the disk keep which files are in a folder.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

/// Has the disk keep what is in these files of a folder. A disk takes many at a time.
pub(super) fn sync_files(folder: &Path, names: &SortedSet<String>) -> io::Result<()> {
    const TOGETHER: usize = 16;
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    let sync = |paths: &[PathBuf]| -> io::Result<()> {
        let mut paths = paths.iter();
        // Windows keeps what was opened for writing only.
        paths.try_for_each(|path| {
            File::options()
                .read(true)
                .write(true)
                .open(path)?
                .sync_all()
        })
    };
    std::thread::scope(|scope| {
        let size = paths.len().div_ceil(TOGETHER).max(1);
        let threads: Vec<_> = paths
            .chunks(size)
            .map(|paths| scope.spawn(move || sync(paths)))
            .collect();
        let results = threads.into_iter().map(|thread| {
            let result = thread.join();
            result.unwrap_or_else(|_| Err(io::Error::other("a thread failed")))
        });
        results.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(folder: &Path) -> Vec<String> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            if path.is_dir() {
                names.extend(all(&path).iter().map(|inner| format!("{name}/{inner}")));
                names.push(format!("{name}/"));
            } else {
                let text = fs::read_to_string(&path).expect("a text");
                names.push(format!("{name}={text}"));
            }
        }
        names.sort();
        names
    }

    fn set(names: &[&str]) -> SortedSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    /// An earlier output with a file of somebody else, and a new one.
    fn folders() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let both = tempfile::tempdir().expect("a folder");
        let [folder, staged] = ["folder", "staged"].map(|name| both.path().join(name));
        for (folder, name, text) in [
            (&folder, "run.json", "old"),
            (&folder, "a.csv", "old"),
            (&folder, "figures/a.svg", "old"),
            (&folder, "mine.txt", "mine"),
            (&staged, "run.json", "new"),
            (&staged, "a.csv", "new"),
            (&staged, "plots/b.svg", "new"),
        ] {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, text).expect("written");
        }
        (both, folder, staged)
    }

    fn exchange(folder: &Path) -> Exchange {
        let earlier = set(&["a.csv", "figures/a.svg", "run.json", "gone.csv"]);
        Exchange::new(
            folder,
            &earlier,
            &set(&["a.csv", "plots/b.svg", "run.json"]),
        )
    }

    const OLD: [&str; 5] = [
        "a.csv=old",
        "figures/",
        "figures/a.svg=old",
        "mine.txt=mine",
        "run.json=old",
    ];
    const NEW: [&str; 5] = [
        "a.csv=new",
        "mine.txt=mine",
        "plots/",
        "plots/b.svg=new",
        "run.json=new",
    ];

    #[test]
    fn names_stay_inside_the_folder() {
        for name in ["run.json", "figures/network.svg", "a/b/c"] {
            assert!(is_inside(name), "{name}");
        }
        for name in ["", "/etc/passwd", "../a", "figures/../../a", "..\\a", "C:a"] {
            assert!(!is_inside(name), "{name}");
        }
    }

    #[test]
    fn all_files_are_exchanged() {
        let (_both, folder, staged) = folders();
        let exchange = exchange(&folder);
        assert_eq!(
            exchange.leaving.first().map(String::as_str),
            Some("run.json")
        );
        assert_eq!(
            exchange.entering.last().map(String::as_str),
            Some("run.json")
        );
        exchange.make(&folder, &staged).expect("exchanged");
        assert_eq!(all(&folder), NEW);
    }

    /// Wherever it is cut short, the lists lead to the new output; and before the lists are there, nothing
    /// has been moved.
    #[test]
    fn what_is_cut_short_is_finished() {
        for moved in 0..6 {
            let (_both, folder, staged) = folders();
            let begun = exchange(&folder);
            begun.begin(&folder).expect("begun");
            let leaving = begun
                .leaving
                .iter()
                .map(|name| (&folder, folder.join(EARLIER), name));
            let entering = begun
                .entering
                .iter()
                .map(|name| (&staged, folder.clone(), name));
            for (from, to, name) in leaving.chain(entering).take(moved) {
                move_file(from, &to, name).expect("moved");
            }
            let found = Exchange::cut_short(&folder).expect("lists");
            found.finish(&folder, &staged).expect("finished");
            assert_eq!(all(&folder), NEW, "{moved} moved");
            assert!(Exchange::cut_short(&folder).is_none());
        }
    }

    #[test]
    fn what_can_not_be_finished_is_undone_with_its_folders() {
        let (_both, folder, staged) = folders();
        let before = all(&staged);
        let exchange = exchange(&folder);
        // Where a file is to go, there is a folder that is not empty.
        fs::create_dir_all(folder.join("plots/b.svg/c")).expect("made");
        let leaving = exchange
            .leaving
            .iter()
            .filter(|name| *name != "plots/b.svg");
        let exchange = Exchange {
            leaving: leaving.cloned().collect(),
            ..exchange
        };
        exchange.make(&folder, &staged).expect_err("a folder");
        fs::remove_dir_all(folder.join("plots")).expect("removed");
        assert_eq!(all(&folder), OLD);
        assert_eq!(all(&staged), before);
    }

    #[test]
    fn lists_that_lead_elsewhere_are_not_followed() {
        let (_both, folder, _) = folders();
        for text in [
            r#"{"leaving":[],"entering":["../../a"]}"#,
            r#"{"leaving":["/etc/passwd"],"entering":[]}"#,
            "{",
        ] {
            fs::write(folder.join(JOURNAL), text).expect("written");
            assert!(Exchange::cut_short(&folder).is_none(), "{text}");
        }
    }
}
