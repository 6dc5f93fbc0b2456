//! A document that a program hands over.

use std::sync::Arc;

use crate::source::GivenDocument;

/// A document to analyse: an id, a text, and what is known of it.
///
/// ```
/// let speech = refrain::Document::new("FRA_2017", "Sovereignty is shared, or it is nothing.")
///     .source("France")
///     .date("2017-09-19")
///     .language("en")
///     .metadata("continent", "Europe");
/// assert_eq!(speech.id(), "FRA_2017");
/// ```
#[derive(Debug, Clone)]
pub struct Document {
    id: String,
    text: String,
    source: Option<String>,
    date: Option<String>,
    title: Option<String>,
    language: Option<String>,
    metadata: Vec<(String, String)>,
}

impl Document {
    /// A document with this id and text. If two documents have one id, the second gets `#2` behind it.
    /// An empty text makes a skipped document.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            text: text.into(),
            source: None,
            date: None,
            title: None,
            language: None,
            metadata: Vec::new(),
        }
    }

    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whose text it is: an outlet, a country, an author. Sources are what refrain compares. Documents
    /// without one share the source `memory`.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Its date, in any of the ways people write dates (`2017-09-19`, `19 September 2017`, `2017`). A
    /// date that cannot be read is kept in the column `date_as_stated`.
    #[must_use]
    pub fn date(mut self, date: impl Into<String>) -> Self {
        self.date = Some(date.into());
        self
    }

    /// Its title, which is not part of the text.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Its language, ISO 639 (`en`, `zh`). It is detected where none is stated.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// A further fact, which becomes a column of `documents.csv` and can be grouped by.
    #[must_use]
    pub fn metadata(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.metadata.push((name.into(), value.into()));
        self
    }

    /// The same as the fields of a record.
    pub(super) fn into_fields(self) -> GivenDocument {
        let known = [
            ("id", Some(self.id)),
            ("source", self.source),
            ("date", self.date),
            ("title", self.title),
            ("text", Some(self.text)),
            ("language", self.language),
        ];
        let known = known
            .into_iter()
            .filter_map(|(name, value)| Some((Arc::from(name), value?)));
        let metadata = self.metadata.into_iter();
        let metadata = metadata.map(|(name, value)| (Arc::from(name), value));
        GivenDocument {
            fields: known.chain(metadata).collect(),
        }
    }
}
