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

    /// A column `year`, which stands in for a date and stays a column too.
    fn year(&self) -> Option<&str> {
        let year = self.extra.iter().find(|(name, _)| name.as_ref() == "year");
        year.map(|(_, year)| year.as_str())
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
        let mut is_stand_in = false;
        let origins = [self.sidecar, self.own, self.path, self.page, self.heading];
        for stated in origins.into_iter().flatten() {
            fill_open(&mut info.doc_id, stated.id.as_deref(), &mut is_id_open);
            fill_open(&mut info.source, stated.source(), &mut is_source_open);
            if let Some(title) = stated.title.as_ref().filter(|_| info.title.is_empty()) {
                info.title.clone_from(title);
            }
            fill_date(info, stated, order, &mut is_stand_in);
            fill_language(info, stated);
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

/// Fills in the date, or else the year. Of a year that stands in for a date, a date that lies in it
/// takes the place.
fn fill_date(info: &mut DocumentInfo, stated: &Stated, order: DateOrder, is_stand_in: &mut bool) {
    let is_open = info.date.is_empty();
    if !is_open && !*is_stand_in {
        return;
    }
    let Some(text) = stated.date.as_deref().or_else(|| stated.year()) else {
        return;
    };
    match read_date(text, order.of_numbers()).map(|date| date.to_string()) {
        Ok(date) if is_open || date.starts_with(&info.date) => {
            info.date = date;
            *is_stand_in = stated.date.is_none();
        }
        Ok(_) => {}
        Err(_) => add(info, &Arc::from(DATE_AS_STATED), text),
    }
}

/// Fills in the language; a tag that is not known is kept.
fn fill_language(info: &mut DocumentInfo, stated: &Stated) {
    let is_open = info.language.is_none();
    if let Some(tag) = stated.language.as_deref().filter(|_| is_open) {
        match Language::from_tag(tag) {
            Some(language) => info.language = Some(language),
            None => add(info, &Arc::from("language"), tag),
        }
    }
}

/// Adds further metadata, unless there is one of that name.
fn add(info: &mut DocumentInfo, name: &Arc<str>, value: &str) {
    if !info.extra.iter().any(|(own, _)| own == name) {
        info.extra.push((name.clone(), value.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, Place};

    fn stated(fields: &[(&str, &str)]) -> Stated {
        let mut stated = Stated::default();
        for (name, value) in fields {
            stated.set(name, value);
        }
        stated
    }

    /// The info of a document of which five origins state this, the most trusted first.
    fn filled(origins: [&[(&str, &str)]; 5]) -> DocumentInfo {
        let [sidecar, own, path, page, heading] = origins.map(stated);
        let mut info = DocumentInfo {
            doc_id: "folder/a".to_owned(),
            place: Place {
                path: "folder/a.txt".into(),
                line: None,
            },
            source: "folder".to_owned(),
            date: String::new(),
            title: String::new(),
            format: Format::Text,
            encoding: "utf-8",
            bytes: 1,
            sha256: [0; 32],
            language: None,
            extra: Vec::new(),
        };
        let origins = Origins {
            sidecar: Some(&sidecar),
            own: Some(&own),
            path: Some(&path),
            page: Some(&page),
            heading: Some(&heading),
        };
        origins.fill(&mut info, DateOrder::Auto);
        info
    }

    fn extra(info: &DocumentInfo) -> Vec<String> {
        let extra = info.extra.iter();
        extra
            .map(|(name, value)| format!("{name}={value}"))
            .collect()
    }

    #[test]
    fn each_origin_fills_what_those_before_it_left_open() {
        let info = filled([
            &[("source", "A"), ("desk", "North")],
            &[
                ("source", "B"),
                ("id", "b"),
                ("title", "By record"),
                ("desk", "South"),
            ],
            &[("id", "c"), ("date", "2014-05"), ("title", "By path")],
            &[
                ("date", "3 May 2014"),
                ("language", "fr"),
                ("place", "Bern"),
            ],
            &[("language", "de"), ("title", "By heading")],
        ]);
        assert_eq!(
            [&info.doc_id, &info.source, &info.date, &info.title],
            ["b", "A", "2014-05", "By record"]
        );
        assert_eq!(info.language, Language::from_code("fr"));
        assert_eq!(extra(&info), ["desk=North", "place=Bern"]);
        let info = filled([&[], &[], &[], &[], &[]]);
        assert_eq!([info.doc_id.as_str(), &info.source], ["folder/a", "folder"]);
    }

    #[test]
    fn what_cannot_be_read_is_kept_and_the_next_origin_fills_in() {
        let info = filled([
            &[("date", "03/04/2015"), ("language", "Klingon")],
            &[("date", "last spring"), ("language", "en")],
            &[("year", "2015")],
            &[],
            &[],
        ]);
        assert_eq!(
            (info.date.as_str(), info.language),
            ("2015", Language::from_code("en"))
        );
        assert_eq!(
            extra(&info),
            ["date_as_stated=03/04/2015", "language=Klingon", "year=2015"]
        );
    }

    #[test]
    fn a_year_stands_in_until_a_date_in_it_is_stated() {
        let date = |own: &str, page: &str| {
            let info = filled([
                &[("year", "2015")],
                &[("date", own)],
                &[],
                &[("date", page)],
                &[],
            ]);
            info.date
        };
        assert_eq!(date("16 December 2015", "3 May 2015"), "2015-12-16");
        assert_eq!(date("3 May 2014", "2015-05"), "2015-05");
        assert_eq!(date("", "3 May 2014"), "2015");
    }
}
