//! A corpus: documents read, cleaned, cut into words and numbered.

use std::path::PathBuf;

use super::threads::on_threads;
use super::{Document, Results, Settings};
use crate::analyze::NoCodebook;
use crate::config::ReadConfig;
use crate::corpus::{freeze, read_given};
use crate::error::Result;
use crate::model;
use crate::pipeline::{self, Input, nothing_analysed};
use crate::progress::{Observer, Silent};
use crate::source::read_word_lists;

/// Documents read, cleaned and cut into words: what all analyses work on.
///
/// ```
/// use refrain::{Corpus, Document, Settings};
///
/// let documents = [
///     Document::new("a", "Small states need the law of nations.").source("north"),
///     Document::new("b", "The law of nations is the shield of small states.").source("south"),
/// ];
/// let corpus = Corpus::from_documents(documents, &Settings::default())?;
/// assert_eq!((corpus.document_count(), corpus.token_count()), (2, 17));
/// # Ok::<(), refrain::Error>(())
/// ```
#[derive(Debug)]
pub struct Corpus(model::Corpus);

/// A document that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SkippedDocument {
    /// Its id, as far as it is known.
    pub id: String,
    /// The file it stands in, below the input, with its line where a file holds many documents.
    pub place: String,
    /// Why it was skipped, and what to do.
    pub reason: String,
}

impl Corpus {
    /// The corpus of these documents. They are asked for one after the other and worked on by all
    /// threads, so an iterator may make them on the way.
    ///
    /// # Errors
    /// [`crate::Error::AllSkipped`] or [`crate::Error::NoDocuments`] if no document has a text, [`crate::Error::Setting`] if
    /// a setting does not fit, [`crate::Error::TooLarge`] above 2^31 distinct words.
    pub fn from_documents<I>(documents: I, settings: &Settings) -> Result<Self>
    where
        I: IntoIterator<Item = Document>,
        I::IntoIter: Send,
    {
        // The fields have the names of the program, whatever those of a file would be.
        let mut config = settings.config.clone();
        config.read.fields = ReadConfig::default().fields;
        let documents = documents.into_iter().map(Document::into_fields);
        let lists = read_word_lists(&config.tokenize, &[])?;
        let reading = config.reading().with_lists(&lists);
        let corpus = on_threads(settings.threads, || {
            let segments = read_given(documents, reading);
            freeze(segments, Vec::new(), reading)
        })?;
        if corpus.documents.is_empty() {
            return Err(nothing_analysed("the documents".to_owned(), &corpus));
        }
        Ok(Self(corpus))
    }

    /// The corpus of files and folders: text, web pages, office documents, tables, archives. What
    /// cannot be read is in [`Corpus::skipped`].
    ///
    /// # Errors
    /// As [`Corpus::from_documents`], or [`crate::Error::Read`] if a path is not there.
    pub fn from_paths<P>(paths: P, settings: &Settings) -> Result<Self>
    where
        P: IntoIterator,
        P::Item: Into<PathBuf>,
    {
        Self::from_paths_with(paths, settings, &Silent)
    }

    /// As [`Corpus::from_paths`], with somebody who follows the work and may stop it.
    ///
    /// # Errors
    /// As [`Corpus::from_paths`], or [`crate::Error::Interrupted`].
    pub fn from_paths_with<P>(
        paths: P,
        settings: &Settings,
        observer: &dyn Observer,
    ) -> Result<Self>
    where
        P: IntoIterator,
        P::Item: Into<PathBuf>,
    {
        let input = Input {
            paths: paths.into_iter().map(Into::into).collect(),
            ..Input::default()
        };
        let read = || pipeline::read(&input, &settings.config, observer);
        on_threads(settings.threads, read).map(Self)
    }

    /// Number of documents that are analysed.
    #[must_use]
    pub fn document_count(&self) -> usize {
        self.0.documents.len()
    }

    /// Number of tokens of every kind: words, stop words, numbers, addresses.
    #[must_use]
    pub fn token_count(&self) -> u64 {
        self.0.tokens()
    }

    /// The names of the sources, sorted.
    #[must_use]
    pub fn sources(&self) -> &[String] {
        &self.0.sources
    }

    /// The documents that could not be read.
    pub fn skipped(&self) -> impl Iterator<Item = SkippedDocument> + '_ {
        self.0.skipped.iter().map(|row| SkippedDocument {
            id: row.doc_id.clone(),
            place: row.place.to_string(),
            reason: row.reason.to_string(),
        })
    }

    /// Analyses the corpus: the tables that the settings ask for can then be had from the results.
    ///
    /// # Errors
    /// [`crate::Error::Setting`] if a setting does not fit the corpus, such as a reference source that is not
    /// there.
    pub fn analyse(self, settings: &Settings) -> Result<Results> {
        self.analyse_with(settings, &Silent)
    }

    /// As [`Corpus::analyse`], with somebody who follows the work and may stop it.
    ///
    /// # Errors
    /// As [`Corpus::analyse`], or [`crate::Error::Interrupted`].
    pub fn analyse_with(self, settings: &Settings, observer: &dyn Observer) -> Result<Results> {
        let codebook = settings.codebook.clone();
        let codebook = codebook
            .map(|codebook| codebook.0)
            .ok_or(NoCodebook::Absent);
        let config = &settings.config;
        let analyse = || pipeline::analyse_corpus(self.0, codebook, config, observer);
        let results = on_threads(settings.threads, analyse)?;
        Ok(Results::new(results, settings))
    }
}
