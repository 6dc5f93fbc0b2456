//! The words, names and characters that the program knows languages and formats by, as data files
//! that can be edited without Rust.
//!
//! A data file is UTF-8 text: an entry a line, its columns separated by tabs. Blank lines and lines
//! that begin with `#` are not read; those at the beginning of a file say what its columns mean, and
//! those that begin with `#!` state rules that a test checks for all files. `␣` stands for a blank at
//! the beginning or end of a column, where nobody would see one.
//!
//! Modules include their files themselves and parse them once, so a file costs nothing until it is
//! asked for. A line with another number of columns than the reader asks for is not read.

/// Stands for a blank at the beginning or end of a column.
const BLANK: char = '␣';

/// A data file.
#[derive(Debug)]
pub(crate) struct DataFile {
    text: &'static str,
}

impl DataFile {
    /// A file with this text.
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text }
    }

    /// The entries, in the order of the file, as rows of `N` columns.
    pub(crate) fn rows<const N: usize>(&self) -> impl Iterator<Item = [&'static str; N]> {
        entries(self.text).filter_map(|line| {
            let columns: Vec<&'static str> = line.split('\t').map(with_blanks).collect();
            <[&'static str; N]>::try_from(columns).ok()
        })
    }

    /// The second column of the entries whose first is `name`, in the order of the file.
    pub(crate) fn list(&self, name: &str) -> Vec<&'static str> {
        let entries = entries(self.text).filter_map(|line| {
            let entry = line.strip_prefix(name)?.strip_prefix('\t')?;
            Some(with_blanks(entry))
        });
        let list: Vec<_> = entries.collect();
        debug_assert!(!list.is_empty(), "no list `{name}` in its data file");
        list
    }

    /// The same as a set of words that are looked up.
    pub(crate) fn set(&self, name: &str) -> WordSet {
        self.list(name).into_iter().collect()
    }
}

/// The lines of a file that are entries.
fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = text.lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A column with real blanks. The few that have any live as long as the lists that hold them, which
/// is as long as the program.
fn with_blanks(column: &'static str) -> &'static str {
    if column.contains(BLANK) {
        column.replace(BLANK, " ").leak()
    } else {
        column
    }
}

/// Words that are looked up.
#[derive(Debug)]
pub(crate) struct WordSet {
    /// In ascending order.
    words: Vec<&'static str>,
}

impl WordSet {
    /// Whether the word is one of them.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.words.binary_search(&word).is_ok()
    }

    /// All of them, in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().copied()
    }
}

impl FromIterator<&'static str> for WordSet {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> Self {
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_unstable();
        Self { words }
    }
}

#[cfg(test)]
mod tests;
