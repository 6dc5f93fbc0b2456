//! What is stated of a document outside its text, by whom, and who is believed.
//!
//! Takes what the origins state, fills a [`DocumentInfo`]. The order of trust stands in [`Origins`]
//! and nowhere else. A date is written as ISO 8601, as precise as it was stated; one that can't be
//! read stays out of `date` and is kept as [`DATE_AS_STATED`].

use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use serde::{Deserialize, Serialize};

use super::date::{NoDate, read_date};
use crate::config::DateOrder;
use crate::model::{DocumentInfo, Language, ReadingDoubt};

/// The column that keeps a date that could not be read.
pub(crate) const DATE_AS_STATED: &str = "date_as_stated";

/// The most characters of a stated value that a note quotes.
const LONGEST_QUOTED: usize = 60;

/// From so many fields on, a set of their names is worth while.
const MANY_FIELDS: usize = 32;

/// What one origin states. Empty values are not stated.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    id: Option<String>,
    source: Option<String>,
    date: Option<String>,
    title: Option<String>,
    language: Option<String>,
    extra: Vec<(Arc<str>, String)>,
}

impl Stated {
    /// What these fields state, by [`Stated::set`].
    pub(crate) fn of<'a>(fields: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let mut stated = Self::default();
        for (name, value) in fields {
            stated.set(name, value.unwrap_or_default());
        }
        stated
    }

    /// Takes a field by its name: `id`, `source`, `date`, `title` and `language` go where they
    /// belong, any other is kept.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
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
    pub(crate) fn keep(&mut self, name: &Arc<str>, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.extra.push((name.clone(), value.to_owned()));
        }
    }

    /// The id, taken out: where a file holds many documents, what it states is no id of one.
    pub(crate) fn without_id(self) -> Self {
        Self { id: None, ..self }
    }

    /// The source, if stated.
    pub(crate) fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Fills in what is open.
    pub(crate) fn fill(&self, info: &mut DocumentInfo, order: DateOrder) {
        if let (true, Some(source)) = (info.source.is_empty(), &self.source) {
            info.source.clone_from(source);
        }
        if let (true, Some(title)) = (info.title.is_empty(), &self.title) {
            info.title.clone_from(title);
        }
        fill_date(info, self, order);
        fill_language(info, self);
        add_all(info, &self.extra);
    }

    /// A column `year`, which stands in for a date and stays a column too.
    fn year(&self) -> Option<&str> {
        let year = self.extra.iter().find(|(name, _)| name.as_ref() == "year");
        year.map(|(_, year)| year.as_str())
    }
}

/// Who states something of a document outside its text, the most trusted first. What its page says,
/// and after that the first lines of its text, fills in what these leave open.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Origins<'a> {
    /// `metadata.csv` beside the document: the researcher's own word.
    pub(crate) sidecar: Option<&'a Stated>,
    /// The fields of a record, or the front matter of a file.
    pub(crate) document: Option<&'a Stated>,
    /// Its path, by the template of the settings.
    pub(crate) path: Option<&'a Stated>,
}

impl Origins<'_> {
    /// Fills in what is stated; each origin adds what those before it left open.
    pub(crate) fn fill(self, info: &mut DocumentInfo, order: DateOrder) {
        let mut origins = [self.sidecar, self.document, self.path]
            .into_iter()
            .flatten();
        if let Some(id) = origins.clone().find_map(|stated| stated.id.as_ref()) {
            info.doc_id.clone_from(id);
        }
        origins.by_ref().for_each(|stated| stated.fill(info, order));
    }

    /// The source that is stated, if one is.
    pub(crate) fn source(self) -> Option<String> {
        let origins = [self.sidecar, self.document, self.path];
        let mut stated = origins.into_iter().flatten().filter_map(Stated::source);
        stated.next().map(ToOwned::to_owned)
    }
}

/// Fills in the date, or else the year. Of a year that stands in for a date, a date that lies in it
/// takes the place.
fn fill_date(info: &mut DocumentInfo, stated: &Stated, order: DateOrder) {
    let is_open = info.date.is_empty();
    let is_year = |(name, value): &(Arc<str>, String)| &**name == "year" && *value == info.date;
    if !is_open && !info.extra.iter().any(is_year) {
        return;
    }
    let Some(text) = stated.date.as_deref().or_else(|| stated.year()) else {
        return;
    };
    match read_date(text, order).map(|date| date.to_string()) {
        Ok(date) if is_open || date.starts_with(&info.date) => info.date = date,
        Ok(_) => {}
        Err(reason) => {
            let is_first = add(info, &Arc::from(DATE_AS_STATED), text);
            if is_first {
                info.doubt(ReadingDoubt::Date, &unread_date(text, reason));
            }
        }
    }
}

/// What is wrong with a stated date that was not read.
fn unread_date(text: &str, reason: NoDate) -> String {
    let quoted: String = text.chars().take(LONGEST_QUOTED).collect();
    let why = match reason {
        NoDate::Ambiguous => "may be day/month or month/day, so it was not read",
        NoDate::Impossible => "does not exist in the calendar",
        NoDate::NotADate => "could not be read",
    };
    format!("its date `{quoted}` {why}")
}

/// Fills in the language; a tag that is not known is kept.
fn fill_language(info: &mut DocumentInfo, stated: &Stated) {
    let is_open = info.language.is_none();
    if let Some(tag) = stated.language.as_deref().filter(|_| is_open) {
        match Language::from_tag(tag) {
            Some(language) => info.language = Some(language),
            None if add(info, &Arc::from("language"), tag) => {
                let quoted: String = tag.chars().take(LONGEST_QUOTED).collect();
                let note = format!("its stated language `{quoted}` is not known");
                info.doubt(ReadingDoubt::Language, &note);
            }
            None => {}
        }
    }
}

/// Adds further metadata of names that are not there yet.
fn add_all(info: &mut DocumentInfo, fields: &[(Arc<str>, String)]) {
    if fields.len() < MANY_FIELDS {
        for (name, value) in fields {
            add(info, name, value);
        }
        return;
    }
    let names = info.extra.iter().map(|(name, _)| name.clone());
    let mut names: HashSet<Arc<str>, FixedState> = names.collect();
    for (name, value) in fields {
        if names.insert(name.clone()) {
            info.extra.push((name.clone(), value.clone()));
        }
    }
}

/// Adds further metadata, unless there is one of that name; whether it was added.
fn add(info: &mut DocumentInfo, name: &Arc<str>, value: &str) -> bool {
    let is_new = !info.extra.iter().any(|(document, _)| document == name);
    if is_new {
        info.extra.push((name.clone(), value.to_owned()));
    }
    is_new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, Place};

    fn stated(fields: &[(&str, &str)]) -> Stated {
        Stated::of(fields.iter().map(|(name, value)| (*name, Some(*value))))
    }

    /// The info of a document of which five origins state this, the most trusted first.
    fn filled(origins: [&[(&str, &str)]; 5]) -> DocumentInfo {
        let [sidecar, document, path, page, heading] = origins.map(stated);
        let place = Place {
            path: "folder/a.txt".into(),
            line: None,
        };
        let mut info = DocumentInfo::new(place, Format::Text, 1, [0; 32]);
        let origins = Origins {
            sidecar: Some(&sidecar),
            document: Some(&document),
            path: Some(&path),
        };
        origins.fill(&mut info, DateOrder::Auto);
        page.fill(&mut info, DateOrder::Auto);
        heading.fill(&mut info, DateOrder::Auto);
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
        assert_eq!([info.doc_id.as_str(), &info.source], ["folder/a", ""]);
    }

    #[test]
    fn of_many_fields_the_first_of_each_name_stays() {
        let many: Vec<(String, String)> = (0..90)
            .map(|number| (format!("field {}", number % 60), number.to_string()))
            .collect();
        let many: Vec<(&str, &str)> = many.iter().map(|(a, b)| (&**a, &**b)).collect();
        let info = filled([
            &[("field 7", "first")],
            &many,
            &[("field 8", "late")],
            &[],
            &[],
        ]);
        let extra = extra(&info);
        assert_eq!(extra.len(), 60);
        assert_eq!(extra[..3], ["field 7=first", "field 0=0", "field 1=1"]);
        assert!(extra.contains(&"field 8=8".to_owned()));
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
        assert_eq!(info.doubts.names(), "language; date");
        assert_eq!(
            info.notes,
            "its date `03/04/2015` may be day/month or month/day, so it was not read; its stated language `Klingon` is not known"
        );
    }

    #[test]
    fn a_year_stands_in_until_a_date_in_it_is_stated() {
        let date = |document: &str, page: &str| {
            let info = filled([
                &[("year", "2015")],
                &[("date", document)],
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
