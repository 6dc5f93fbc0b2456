//! What is stated of a document outside its text, by whom, and who is believed.
//!
//! Takes what the origins state, fills a [`DocumentInfo`]. The order of trust stands in [`Origins`]
//! and nowhere else. A date is written as ISO 8601, as precise as it was stated; one that can't be
//! read stays out of `date` and is kept as [`DATE_AS_STATED`].

use std::sync::Arc;

use crate::clean::read_date;
use crate::config::DateOrder;
use crate::model::{DocumentInfo, Language};

/// The column that keeps a date that could not be read.
pub(crate) const DATE_AS_STATED: &str = "date_as_stated";

/// What one origin states. Empty values are not stated.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Stated {
    id: Option<String>,
    source: Option<String>,
    date: Option<String>,
    title: Option<String>,
    language: Option<String>,
    extra: Vec<(Arc<str>, String)>,
}

impl Stated {
    /// Takes a field by its name: `id`, `source`, `date`, `title` and `language` go where they
    /// belong, any other is kept.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let known = match name {
            "id" => &mut self.id,
            "source" => &mut self.source,
            "date" => &mut self.date,
            "title" => &mut self.title,
            "language" => &mut self.language,
            _ => return self.keep(&Arc::from(name), value),
        };
        let value = value.trim();
        if !value.is_empty() {
            *known = Some(value.to_owned());
        }
    }

    /// Keeps a field under its name, whatever that is.
    pub(super) fn keep(&mut self, name: &Arc<str>, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.extra.push((name.clone(), value.to_owned()));
        }
    }

    /// The id, taken out: where a file holds many documents, what it states is no id of one.
    pub(super) fn without_id(self) -> Self {
        Self { id: None, ..self }
    }

    /// The source, if stated.
    pub(super) fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The date, or else a column `year`, which stays a column too.
    fn date(&self) -> Option<&str> {
        let year = || self.extra.iter().find(|(name, _)| name.as_ref() == "year");
        let year = || year().map(|(_, year)| year.as_str());
        self.date.as_deref().or_else(year)
    }
}

/// Who states something of a document, the most trusted first.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Origins<'a> {
    /// `metadata.csv` beside the document: the researcher's own word.
    pub(super) sidecar: Option<&'a Stated>,
    /// The fields of a record, or the front matter of a file.
    pub(super) own: Option<&'a Stated>,
    /// Its path, by the template of the settings.
    pub(super) path: Option<&'a Stated>,
    /// The page it was taken from: what its markup says.
    pub(super) page: Option<&'a Stated>,
    /// The first lines of its text.
    pub(super) heading: Option<&'a Stated>,
}

impl Origins<'_> {
    /// Fills in what is stated; each origin adds what those before it left open.
    pub(super) fn fill(self, info: &mut DocumentInfo, order: DateOrder) {
        let mut is_id_open = true;
        let mut is_source_open = true;
        let origins = [self.sidecar, self.own, self.path, self.page, self.heading];
        for stated in origins.into_iter().flatten() {
            fill_open(&mut info.doc_id, stated.id.as_deref(), &mut is_id_open);
            fill_open(&mut info.source, stated.source(), &mut is_source_open);
            if let Some(title) = stated.title.as_ref().filter(|_| info.title.is_empty()) {
                info.title.clone_from(title);
            }
            if let Some(date) = stated.date().filter(|_| info.date.is_empty()) {
                match read_date(date, order.of_numbers()) {
                    Ok(date) => info.date = date.to_string(),
                    Err(_) => add(info, &Arc::from(DATE_AS_STATED), date),
                }
            }
            if let Some(tag) = stated
                .language
                .as_deref()
                .filter(|_| info.language.is_none())
            {
                match Language::from_tag(tag) {
                    Some(language) => info.language = Some(language),
                    None => add(info, &Arc::from("language"), tag),
                }
            }
            for (name, value) in &stated.extra {
                add(info, name, value);
            }
        }
    }

    /// The source that is stated, if one is.
    pub(super) fn source(self) -> Option<String> {
        let origins = [self.sidecar, self.own, self.path, self.page, self.heading];
        let mut stated = origins.into_iter().flatten().filter_map(Stated::source);
        stated.next().map(ToOwned::to_owned)
    }
}

/// Writes over what the place of the document stands for, once.
fn fill_open(value: &mut String, stated: Option<&str>, is_open: &mut bool) {
    if let Some(stated) = stated.filter(|_| *is_open) {
        stated.clone_into(value);
        *is_open = false;
    }
}

/// Adds further metadata, unless there is one of that name.
fn add(info: &mut DocumentInfo, name: &Arc<str>, value: &str) {
    if !info.extra.iter().any(|(own, _)| own == name) {
        info.extra.push((name.clone(), value.to_owned()));
    }
}
