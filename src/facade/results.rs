//! What the analyses found, as tables of typed rows.

use std::path::Path;

use super::Settings;
use super::threads::on_threads;
use crate::analyze;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::model::{DocId, TypedTable, Written};
use crate::order::Arrange as _;
use crate::pipeline;
use crate::progress::Silent;
use crate::report::Report;
use crate::tables::{self, OfResults, Shown};

/// What the analyses found in a corpus.
///
/// ```
/// use refrain::{Corpus, Document, Settings, tables};
///
/// let documents = [
///     Document::new("a", "Small states need the law of nations.").source("north"),
///     Document::new("b", "The law of nations is the shield of small states.").source("south"),
/// ];
/// let settings = Settings::default();
/// let results = Corpus::from_documents(documents, &settings)?.analyse(&settings)?;
///
/// let terms = results.table(tables::Terms)?;
/// let nations = terms.rows().find(|row| row.label == "nations");
/// assert_eq!(nations.map(|row| (row.cf, row.df)), Some((2, 2)));
/// # Ok::<(), refrain::Error>(())
/// ```
#[derive(Debug)]
pub struct Results {
    results: analyze::Results,
    config: Config,
    threads: Option<usize>,
}

impl Results {
    pub(super) fn new(results: analyze::Results, settings: &Settings) -> Self {
        Self {
            results,
            config: settings.config.clone(),
            threads: settings.threads,
        }
    }

    /// A table by its name in [`tables`], such as [`tables::Keyness`]. Its rows are made when they are
    /// asked for, each a struct whose fields are the columns of the CSV file.
    ///
    /// # Errors
    /// [`Error::Setting`] if these results do not have the table, with the reason.
    pub fn table<T: OfResults>(&self, _name: T) -> Result<TypedTable<'_, T>> {
        let table = T::of(&self.results, Shown::of(&self.config));
        let wanted = table.filter(|_| self.config.output.wants(T::ID));
        wanted.ok_or_else(|| {
            let why = match T::ID.written() {
                Written::OnRequest => "it is computed only on request (Settings::also)",
                _ if !self.config.output.wants(T::ID) => "it is excluded by Settings::only",
                _ => "the corpus or the settings lack something that it needs, such as a codebook",
            };
            Error::setting(T::ID.name(), format!("the table is not available: {why}"))
        })
    }

    /// The TF-IDF weights of a document, as labels of terms with their weights, the highest first; in
    /// the default weighting they are above 0 and at most 1. Empty if no document has this id.
    ///
    /// ```
    /// # use refrain::{Corpus, Document, Settings};
    /// # let documents = [
    /// #     Document::new("a", "Small states need the law of nations."),
    /// #     Document::new("b", "The law of nations is the shield of small states."),
    /// # ];
    /// # let settings = Settings::default();
    /// # let results = Corpus::from_documents(documents, &settings)?.analyse(&settings)?;
    /// let weights = results.tfidf("b");
    /// assert_eq!(weights[0].0, "shield");
    /// # Ok::<(), refrain::Error>(())
    /// ```
    #[must_use]
    pub fn tfidf(&self, id: &str) -> Vec<(&str, f64)> {
        let results = &self.results;
        let documents = &results.corpus.documents;
        let Some(place) = documents
            .iter()
            .position(|document| document.info.doc_id == id)
        else {
            return Vec::new();
        };
        let document = DocId::new(place);
        let mut weights = Vec::new();
        results.tfidf.weigh(&results.counts, document, &mut weights);
        let terms = results.counts.matrix.row(document).zip(&weights);
        let labelled = terms.map(|((term, _), weight)| {
            let label = results.frequency.label(&results.corpus, term);
            (label, weight.tf_idf)
        });
        let mut labelled: Vec<(&str, f64)> = labelled.collect();
        labelled.arrange_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        labelled
    }

    /// What the user should know of how the corpus was read and analysed.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.results.corpus.warnings
    }

    /// The summary of the run, as Markdown.
    #[must_use]
    pub fn summary(&self) -> String {
        let tables = tables::tables(&self.results, &self.config);
        let hash = self.results.corpus.input_hash();
        Report::new(&self.results, &tables, &self.config, &hash).summary()
    }

    /// Writes the tables, the report, its figures and `run.json` into a folder, together or not at all,
    /// as `refrain run` does. A folder that refrain did not write is left alone, unless `overwrite` is
    /// set; other files in it stay.
    ///
    /// # Errors
    /// [`Error::NotOurs`] or [`Error::Write`]; an earlier output is as it was.
    pub fn write(&self, folder: impl AsRef<Path>, overwrite: bool) -> Result<()> {
        let folder = folder.as_ref();
        on_threads(self.threads, || {
            pipeline::write(&self.results, &self.config, folder, overwrite, &Silent)
        })
    }
}
