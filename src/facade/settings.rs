//! The settings of a run, as a program gives them.

use std::path::PathBuf;

use super::Codebook;
use crate::config::{AlsoWritten, Config, Resolved, SettingsFile};
use crate::error::Result;
use crate::model::TableId;
use crate::reader_process::ReaderProcesses;

/// The settings of reading and analysing, each with its default.
///
/// Everything that `refrain.toml` can say can be said here, in the same words:
///
/// ```
/// use refrain::{Settings, TableId};
///
/// let settings = Settings::from_toml("[phrases]\nmax_phrase_length = 3")?
///     .only([TableId::Phrases, TableId::Keyness])
///     .threads(2);
/// # Ok::<(), refrain::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub(super) config: Config,
    pub(super) codebook: Option<Codebook>,
    pub(super) threads: Option<usize>,
}

impl Settings {
    /// The settings of this TOML, in the layout of `refrain.toml`; what it leaves out has its default.
    ///
    /// # Errors
    /// [`crate::Error::Setting`], with the line and what was expected.
    pub fn from_toml(text: &str) -> Result<Self> {
        let file = SettingsFile {
            path: PathBuf::from("settings"),
            text: text.to_owned(),
        };
        let resolved = Resolved::from_layers(Some(&file), &toml::Table::new())?;
        Ok(Self {
            config: resolved.config,
            ..Self::default()
        })
    }

    /// Follows the concepts of this codebook. Without one, none are followed.
    #[must_use]
    pub fn codebook(mut self, codebook: Codebook) -> Self {
        self.codebook = Some(codebook);
        self
    }

    /// Makes these tables and what they need, and no others.
    #[must_use]
    pub fn only(mut self, tables: impl IntoIterator<Item = TableId>) -> Self {
        self.config.output.only = tables.into_iter().collect();
        self
    }

    /// Makes these tables too, of those that are made on request since they take longer.
    #[must_use]
    pub fn also(mut self, tables: impl IntoIterator<Item = TableId>) -> Self {
        let tables = tables.into_iter().map(AlsoWritten::Table);
        self.config.output.also.extend(tables);
        self
    }

    /// Reads office documents, spreadsheets, PDF, e-books and mail in processes of `program`, which is the
    /// command `refrain` of the same version. A document that takes all memory, has its reader abort, or takes
    /// more than a minute (and a second more for each MiB) is then skipped. Without this they are read in this
    /// process, where only a panic is caught and only a PDF has a limit of time. Processes are limited in
    /// memory on Linux only.
    #[must_use]
    pub fn reader_program(mut self, program: impl Into<PathBuf>) -> Self {
        self.config.read.readers = ReaderProcesses::of_program(program);
        self
    }

    /// Works on so many threads. Without this, refrain works in the thread pool from which it is
    /// called, or else in one of its own with a thread for each core. Results do not depend on it.
    ///
    /// ```standalone_crate
    /// use refrain::{Corpus, Document, Settings};
    ///
    /// let settings = Settings::default();
    /// let documents = ["Rain falls.", "Snow falls."].map(|text| Document::new(text, text));
    /// Corpus::from_documents(documents, &settings)?.analyse(&settings)?;
    /// // The global pool of the process is still the program's to set up.
    /// assert!(rayon::ThreadPoolBuilder::new().build_global().is_ok());
    /// # Ok::<(), refrain::Error>(())
    /// ```
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }
}
