//! What a file is by the ending of its name. The endings are in a data file.

use std::sync::LazyLock;

use crate::data::{DataFile, WordSet};

/// Endings in lower case, without the full stop.
pub(super) struct FileEndings {
    /// Files that others are packed in.
    pub(super) archives: WordSet,
    /// Other files that hold many documents.
    pub(super) tables: WordSet,
    /// Files that hold what a crawler fetched.
    pub(super) web_archives: WordSet,
    /// Files with one record a line.
    pub(super) records: WordSet,
    /// Text files that lie beside documents and are none.
    pub(super) no_document: WordSet,
}

/// Endings by what such files are.
pub(super) static FILE_ENDINGS: LazyLock<FileEndings> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/file_endings.tsv"));
    FileEndings {
        archives: file.set("archive"),
        tables: file.set("table"),
        web_archives: file.set("web archive"),
        records: file.set("records"),
        no_document: file.set("no document"),
    }
});
