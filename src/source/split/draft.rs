//! A document on its way out of an export.
//!
//! Takes lines as text or as rows and fields with the names that `export_labels.tsv` gives them. A
//! layout hands each line over once, so that every word of a file is in a text or in a row.

use crate::clean::{NoDate, find_date, read_date};
use crate::config::DateOrder;
use crate::model::Rule;
use crate::source::formats::Converted;

use super::lines::left_out;
use super::words::language_code;

/// No more values of one field are joined once they are this long, in bytes; its rows have all.
const LONGEST_FIELD: usize = 8 << 10;
/// No document has more fields.
const MOST_FIELDS: usize = 200;

/// A document that is being read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    document: Converted,
    /// Lines of a paragraph whose end is not read yet.
    open: String,
}

impl Draft {
    /// Takes a paragraph of the text.
    pub(super) fn text(&mut self, paragraph: &str) {
        let paragraph = paragraph.trim();
        if paragraph.is_empty() {
            return;
        }
        if !self.document.text.is_empty() {
            self.document.text.push_str("\n\n");
        }
        self.document.text.push_str(paragraph);
    }

    /// Takes a line of the text; a blank one ends a paragraph.
    pub(super) fn line(&mut self, line: &str) {
        if line.trim().is_empty() {
            self.end_paragraph();
        } else {
            self.open.push_str(line);
            self.open.push('\n');
        }
    }

    /// Ends the paragraph whose lines were taken so far.
    pub(super) fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.open);
        self.text(&paragraph);
    }

    /// Whether there is no text yet.
    pub(super) fn is_without_text(&self) -> bool {
        self.document.text.is_empty()
    }

    /// Takes what is no text.
    pub(super) fn row(&mut self, rule: Rule, line: u32, text: &str) {
        self.document.left_out.extend(left_out(rule, line, text));
    }

    /// The title, if there is one yet.
    pub(super) fn title(&self) -> Option<&str> {
        self.document.title.as_deref()
    }

    /// Takes a field. Of a title and a source the first counts, of dates the most precise; of others
    /// all are kept.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if value.is_empty() {
            return;
        }
        let document = &mut self.document;
        match name {
            "title" => _ = document.title.get_or_insert(value),
            "source" => _ = document.source.get_or_insert(value),
            "id" => _ = document.id.get_or_insert(value),
            "date" | "year" => self.set_date(&value),
            "language" => match language_code(&value) {
                Some(code) => document.language = Some(code.to_owned()),
                None if value.len() <= 3 => document.language = Some(value),
                None => self.keep("language_as_stated", value),
            },
            "author" => match &mut document.author {
                Some(authors) => add(authors, &value),
                None => document.author = Some(value),
            },
            _ => self.keep(name, value),
        }
    }

    fn keep(&mut self, name: &str, value: String) {
        let is_full = self.document.fields.len() >= MOST_FIELDS;
        let mut fields = self.document.fields.iter_mut();
        match fields.find(|(other, _)| other == name) {
            Some((_, values)) => add(values, &value),
            None if is_full => {}
            None => self.document.fields.push((name.to_owned(), value)),
        }
    }

    fn set_date(&mut self, value: &str) {
        let date = match read_date(value.trim_end_matches('/'), DateOrder::Auto) {
            Ok(date) => date.to_string(),
            // The settings may know the order.
            Err(NoDate::Ambiguous) => value.to_owned(),
            Err(_) => inside(value).unwrap_or_else(|| value.to_owned()),
        };
        let precision = |date: &str| match date.len() {
            4 | 7 | 10 if date.starts_with(|c: char| c.is_ascii_digit()) => date.len(),
            _ => 0,
        };
        let before = self.document.date.as_deref();
        if before.is_none_or(|before| precision(before) < precision(&date)) {
            self.document.date = Some(date);
        }
    }

    /// The document.
    pub(super) fn finish(mut self) -> Converted {
        self.end_paragraph();
        self.document
    }
}

/// The date amid other words, or behind its year as in `2014 Feb 3`.
fn inside(value: &str) -> Option<String> {
    let turned = value
        .split_once(' ')
        .filter(|(year, _)| year.len() == 4)
        .and_then(|(year, rest)| {
            let whole = read_date(&format!("{rest} {year}"), DateOrder::Auto);
            whole.or_else(|_| read_date(year, DateOrder::Auto)).ok()
        });
    let found = || find_date(value).map(|(_, date)| date);
    turned.or_else(found).map(|date| date.to_string())
}

/// Adds a value to others, if it is not among them.
fn add(values: &mut String, value: &str) {
    let has_room = values.len() < LONGEST_FIELD;
    if has_room && !values.split("; ").any(|other| other == value) {
        values.push_str("; ");
        values.push_str(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_precise_date_counts() {
        let date = |values: &[&str]| {
            let mut draft = Draft::default();
            values.iter().for_each(|value| draft.set("date", value));
            draft.finish().date.unwrap_or_default()
        };
        assert_eq!(date(&["2014", "2014/02/03/", "2014-02"]), "2014-02-03");
        assert_eq!(
            date(&["Monday, 3 February 2014 10:15 AM GMT"]),
            "2014-02-03"
        );
        assert_eq!(date(&["2014 Feb 3"]), "2014-02-03");
        assert_eq!(date(&["2014 Winter"]), "2014");
        assert_eq!(date(&["03/04/2014"]), "03/04/2014");
        assert_eq!(date(&["undated", "2014"]), "2014");
    }

    #[test]
    fn fields_are_joined_and_titles_are_not() {
        let mut draft = Draft::default();
        for (name, value) in [
            ("author", "A"),
            ("author", "B"),
            ("title", "One"),
            ("title", "Two"),
            ("kw", "x"),
            ("kw", "y"),
            ("kw", "x"),
        ] {
            draft.set(name, value);
        }
        let document = draft.finish();
        assert_eq!(document.author.as_deref(), Some("A; B"));
        assert_eq!(document.title.as_deref(), Some("One"));
        assert_eq!(document.fields, [("kw".to_owned(), "x; y".to_owned())]);
    }
}
