//! Renames that can be taken back, also of files in folders of an output.

use crate::sorted::SortedSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Whether a name is one that refrain gives: a file, or a file in a folder, and nothing outside.
pub(super) fn is_own_place(name: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains('\\');
    name.split('/').count() <= 2 && name.split('/').all(is_plain) && !name.contains(':')
}

/// Removes the folders that these files of an earlier output were in, where nothing is left in them.
pub(super) fn remove_left(target: &Path, names: &SortedSet<String>) {
    let folders = names.iter().filter_map(|name| name.split_once('/'));
    let folders: SortedSet<&str> = folders.map(|(folder, _)| folder).collect();
    for folder in folders {
        // It fails, as it should, where something is left.
        let _ = fs::remove_dir(target.join(folder));
    }
}

/// Renames that can be taken back.
#[derive(Default)]
pub(super) struct Moves {
    /// From where, and to where.
    moved: Vec<(PathBuf, PathBuf)>,
    /// Folders that were made for them.
    made: Vec<PathBuf>,
}

impl Moves {
    /// Moves a file between two folders; its name may begin with a folder, which is made if need be.
    pub(super) fn rename(&mut self, from: &Path, to: &Path, name: &str) -> io::Result<()> {
        let (from, to) = (from.join(name), to.join(name));
        if let Some(folder) = to.parent().filter(|folder| !folder.is_dir()) {
            fs::create_dir(folder)?;
            self.made.push(folder.to_owned());
        }
        fs::rename(&from, &to)?;
        self.moved.push((from, to));
        Ok(())
    }

    /// Takes all renames back, the last first; gives whether all are.
    pub(super) fn undo(self) -> bool {
        let mut is_undone = true;
        for (from, to) in self.moved.into_iter().rev() {
            is_undone &= fs::rename(to, from).is_ok();
        }
        for folder in self.made.into_iter().rev() {
            // Someone may have put something there meanwhile.
            let _ = fs::remove_dir(folder);
        }
        is_undone
    }
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
                names.push(name.into_owned());
            }
        }
        names.sort();
        names
    }

    #[test]
    fn names_stay_inside_the_output() {
        for name in ["run.json", "figures/network.svg"] {
            assert!(is_own_place(name), "{name}");
        }
        for name in [
            "",
            "/etc/passwd",
            "../a",
            "figures/../../a",
            "a/b/c",
            "figures/",
            ".hidden",
            "..\\a",
            "C:a",
        ] {
            assert!(!is_own_place(name), "{name}");
        }
    }

    #[test]
    fn what_can_not_be_finished_is_undone_with_its_folders() {
        let folder = tempfile::tempdir().expect("a folder");
        let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
        fs::create_dir_all(from.join("figures")).expect("made");
        fs::create_dir_all(&to).expect("made");
        fs::write(from.join("figures/a.svg"), "a").expect("written");
        fs::write(from.join("b"), "b").expect("written");
        let mut moves = Moves::default();
        moves.rename(&from, &to, "figures/a.svg").expect("moved");
        moves.rename(&from, &to, "b").expect("moved");
        assert_eq!(all(&to), ["b", "figures/", "figures/a.svg"]);
        moves.rename(&from, &to, "not there").expect_err("fails");
        assert!(moves.undo());
        assert_eq!(all(&from), ["b", "figures/", "figures/a.svg"]);
        assert!(all(&to).is_empty());
    }

    #[test]
    fn folders_go_when_nothing_is_left_in_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path();
        for name in ["figures", "others"] {
            fs::create_dir(target.join(name)).expect("made");
        }
        fs::write(target.join("others/mine.txt"), "mine").expect("written");
        let of = ["figures/a.svg", "others/b", "c"].map(ToOwned::to_owned);
        remove_left(target, &of.into_iter().collect());
        assert_eq!(all(target), ["others/", "others/mine.txt"]);
    }
}
