//! Codebooks of other programs: LIWC (`.dic`), Yoshikoder (`.ykd`), Lexicoder (`.lcd`, `.lc3`),
//! WordStat (`.cat`), and a table of concepts and patterns (`.csv`, `.tsv`).
//!
//! Takes the text of such a file, gives its entries in the order of the file. The patterns of those
//! programs are forms and globs, never stems, so each becomes a pattern in quotation marks; in a table
//! a pattern is written as in our own codebooks.

mod lexicoder;
mod liwc;
mod nodes;
mod rows;
mod wordstat;

use std::path::Path;

use super::codebook::{MOST_LEVELS, too_deep};

/// What a codebook has in one place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The line, from 1.
    pub(super) line: usize,
    /// The category and those above it, from the outside in.
    pub(super) path: Vec<String>,
    /// The pattern; none where a category is only named.
    pub(super) pattern: Option<String>,
    /// Whether the pattern takes hits away.
    pub(super) excludes: bool,
}

impl Entry {
    /// A pattern of another program, by form.
    fn of_form(line: usize, path: &[String], form: &str) -> Self {
        let form = form.trim().replace('"', "");
        Self {
            line,
            path: path.to_vec(),
            pattern: Some(format!("\"{form}\"")),
            excludes: false,
        }
    }
}

/// A line and what is wrong with it.
pub(super) type Flaw = (usize, String);

/// What a file holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Entries {
    pub(super) entries: Vec<Entry>,
    /// Lines that say what no pattern can, with the reason.
    pub(super) left_out: Vec<Flaw>,
}

impl From<Vec<Entry>> for Entries {
    fn from(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            left_out: Vec::new(),
        }
    }
}

/// How a codebook is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Liwc,
    Nodes,
    Lexicoder,
    WordStat,
    Rows,
}

impl Layout {
    /// The layout of a file by its ending; none is YAML.
    pub(super) fn of(path: &Path, text: &str) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        let is_xml = text.trim_start().starts_with('<');
        match ending.as_str() {
            "dic" => Some(Self::Liwc),
            "ykd" => Some(Self::Nodes),
            "lcd" | "lc3" if is_xml => Some(Self::Nodes),
            "lcd" | "lc3" => Some(Self::Lexicoder),
            "cat" => Some(Self::WordStat),
            "csv" | "tsv" => Some(Self::Rows),
            _ => None,
        }
    }

    /// The entries of a text.
    pub(super) fn entries(self, text: &str) -> Result<Entries, Flaw> {
        match self {
            Self::Liwc => liwc::entries(text),
            Self::Nodes => nodes::entries(text).map(Entries::from),
            Self::Lexicoder => lexicoder::entries(text).map(Entries::from),
            Self::WordStat => wordstat::entries(text),
            Self::Rows => rows::entries(text).map(Entries::from),
        }
    }
}

/// The number of blanks and tabs a line begins with, a tab as one; and the rest of it.
fn indented(line: &str) -> (usize, &str) {
    let rest = line.trim_start_matches([' ', '\t']);
    (line.len() - rest.len(), rest.trim_end())
}

/// Puts a name under those that stand further left; gives the path to it. `at` is the line.
fn descend(
    open: &mut Vec<(usize, String)>,
    indent: usize,
    name: &str,
    at: usize,
) -> Result<Vec<String>, Flaw> {
    while open.last().is_some_and(|(above, _)| *above >= indent) {
        open.pop();
    }
    open.push((indent, name.to_owned()));
    check_depth(open.len(), at)?;
    Ok(open.iter().map(|(_, name)| name.clone()).collect())
}

/// Refuses categories that lie too deep in others.
fn check_depth(levels: usize, at: usize) -> Result<(), Flaw> {
    if levels <= MOST_LEVELS {
        return Ok(());
    }
    Err((at, too_deep()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries as `category/category: pattern`.
    pub(super) fn shown(entries: &[Entry]) -> Vec<String> {
        let shown = entries.iter().map(|entry| {
            let pattern = entry.pattern.as_deref().unwrap_or("-");
            let sign = if entry.excludes { "!" } else { "" };
            format!("{}: {sign}{pattern}", entry.path.join("/"))
        });
        shown.collect()
    }

    #[test]
    fn the_ending_tells_the_layout() {
        let of = |name: &str, text: &str| Layout::of(Path::new(name), text);
        assert_eq!(of("a.DIC", "%"), Some(Layout::Liwc));
        assert_eq!(of("a.lcd", "<dictionary>"), Some(Layout::Nodes));
        assert_eq!(of("a.lc3", "+A"), Some(Layout::Lexicoder));
        assert_eq!(of("concepts.yml", "a: [b]"), None);
    }
}
