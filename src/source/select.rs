//! Which files below an input are read: the globs of `--include` and `--exclude`, and names that
//! never stand for documents.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::config::ReadConfig;
use crate::error::{Error, Result};

/// Names that systems leave in folders, in lower case.
const LEFT_BY_SYSTEMS: [&str; 4] = ["thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"];

/// Chooses files by their path.
#[derive(Debug, Default)]
pub(super) struct Selection {
    include: Option<GlobSet>,
    exclude: GlobSet,
}

impl Selection {
    /// From the settings.
    ///
    /// # Errors
    /// [`Error::Setting`] for a broken glob.
    pub(super) fn new(config: &ReadConfig) -> Result<Self> {
        let include = set("read.include", &config.include)?;
        Ok(Self {
            include: (!config.include.is_empty()).then_some(include),
            exclude: set("read.exclude", &config.exclude)?,
        })
    }

    /// Whether a file at this path below its input is wanted.
    pub(super) fn takes(&self, path: &str) -> bool {
        self.includes(path) && !is_match(&self.exclude, path)
    }

    /// Whether an archive is to be opened: what is inside may be included.
    pub(super) fn opens(&self, path: &str) -> bool {
        !is_match(&self.exclude, path)
    }

    /// Whether a file inside an archive is wanted, by its whole path or by that in the archive.
    #[cfg(feature = "archives")]
    pub(super) fn takes_member(&self, path: &str, member: &str) -> bool {
        let is_included = self.includes(path) || self.includes(member);
        is_included && !is_match(&self.exclude, path) && !is_match(&self.exclude, member)
    }

    fn includes(&self, path: &str) -> bool {
        self.include.as_ref().is_none_or(|set| is_match(set, path))
    }
}

/// Whether a glob matches the path or its last part.
fn is_match(set: &GlobSet, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    set.is_match(path) || set.is_match(name)
}

/// Whether a name is hidden, or one that a system or a word processor leaves behind.
pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.len() > 2 && name.starts_with('#') && name.ends_with('#')
        || name == "__MACOSX"
        || LEFT_BY_SYSTEMS.contains(&name.to_lowercase().as_str())
}

fn set(setting: &str, globs: &[String]) -> Result<GlobSet> {
    let broken = |error: globset::Error| Error::setting(setting, error.to_string());
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        builder.add(parse(glob).map_err(broken)?);
    }
    builder.build().map_err(broken)
}

/// `*` and `?` stay inside one folder, `**` crosses them; capitals do not matter.
fn parse(glob: &str) -> std::result::Result<Glob, globset::Error> {
    GlobBuilder::new(glob.trim_start_matches("./"))
        .literal_separator(true)
        .case_insensitive(true)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(include: &[&str], exclude: &[&str]) -> Selection {
        let texts = |globs: &[&str]| globs.iter().map(|glob| (*glob).to_owned()).collect();
        Selection::new(&ReadConfig {
            include: texts(include),
            exclude: texts(exclude),
            ..ReadConfig::default()
        })
        .expect("globs")
    }

    #[test]
    fn globs_match_the_path_or_the_name() {
        let all = selection(&[], &[]);
        assert!(all.takes("a/b.txt"));
        let selected = selection(&["*.txt", "2015/**"], &["README*", "**/drafts/**"]);
        for (path, is_taken) in [
            ("a/b.txt", true),
            ("a/b.TXT", true),
            ("a/b.html", false),
            ("2015/x/b.html", true),
            ("a/readme.txt", false),
            ("a/drafts/b.txt", false),
        ] {
            assert_eq!(selected.takes(path), is_taken, "{path}");
        }
    }

    #[test]
    fn a_broken_glob_names_its_setting() {
        let config = ReadConfig {
            exclude: vec!["a[".to_owned()],
            ..ReadConfig::default()
        };
        let error = Selection::new(&config).expect_err("broken").to_string();
        assert!(error.starts_with("read.exclude: "), "{error}");
    }

    #[test]
    fn what_systems_leave_behind_is_hidden() {
        for name in [".git", "._a.txt", "~$speech.docx", "__MACOSX", "Thumbs.db"] {
            assert!(is_hidden(name), "{name}");
        }
        assert!(!is_hidden("thumbs.txt"));
    }
}
