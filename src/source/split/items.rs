//! The lines of an article as items: labelled fields, and paragraphs between them.

use super::draft::Draft;
use super::lines::Line;
use super::words::{Labels, is_copyright, is_page_mark};
use crate::model::Rule;

/// Fields that never go on over the next line.
const OF_ONE_LINE: [&str; 6] = [
    "length",
    "load_date",
    "language",
    "publication_type",
    "document_id",
    "text",
];
/// Fields that may go on over further paragraphs.
const OF_PARAGRAPHS: [&str; 7] = [
    "graphic",
    "notes",
    "correction",
    "details",
    "classification",
    "url",
    "people",
];
/// How many words a label has at most.
const LONGEST_LABEL: usize = 6;
/// Over how many, at most.
const MOST_PARAGRAPHS: usize = 3;

/// A field or a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    /// The name of the field, if it is one.
    pub(super) name: Option<&'static str>,
    /// Its lines.
    pub(super) lines: &'a [Line<'a>],
    /// What stands in its first line behind the label.
    pub(super) value: &'a str,
}

impl Item<'_> {
    /// The number of its first line.
    pub(super) fn number(&self) -> u32 {
        self.lines.first().map_or(1, |line| line.number)
    }

    /// All of it.
    pub(super) fn text(&self) -> String {
        join(self.lines.iter().map(|line| line.text.trim()), "\n")
    }

    /// What it states, on one line.
    pub(super) fn whole_value(&self) -> String {
        let further = self.lines.iter().skip(1).map(|line| line.text.trim());
        join(std::iter::once(self.value).chain(further), " ")
    }

    /// Its label, which stands before the value.
    pub(super) fn label(&self) -> &str {
        let first = self.lines.first().map_or("", |line| line.text.trim());
        first.strip_suffix(self.value).unwrap_or(first)
    }

    /// Whether it states who has the rights.
    pub(super) fn is_copyright(&self) -> bool {
        self.name.is_none()
            && self
                .lines
                .first()
                .is_some_and(|line| is_copyright(line.text))
    }

    /// Whether it is the number of a page.
    pub(super) fn is_page_mark(&self) -> bool {
        self.name.is_none()
            && self
                .lines
                .first()
                .is_some_and(|line| is_page_mark(line.text))
    }

    /// Whether it may be a field whose label is not known: a line of few words, a colon, and a value.
    fn looks_labelled(&self) -> bool {
        let label = self.value.split_once(':').map_or("", |(label, _)| label);
        let words = label.split_whitespace().count();
        self.name.is_none()
            && self.lines.len() == 1
            && (1..=LONGEST_LABEL).contains(&words)
            && label.starts_with(char::is_uppercase)
    }

    /// Leaves it out of the text; what it states becomes a field.
    pub(super) fn leave_out(&self, draft: &mut Draft) {
        if let Some(name) = self.name {
            draft.set(name, &self.whole_value());
        }
        let rule = match self {
            item if item.is_copyright() => Rule::Copyright,
            item if item.is_page_mark() => Rule::Mark,
            _ => Rule::Facts,
        };
        draft.row(rule, self.number(), &self.text());
    }
}

fn join<'a>(parts: impl Iterator<Item = &'a str>, with: &str) -> String {
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(with)
}

/// The items of some lines.
pub(super) fn items<'a>(lines: &'a [Line<'a>], labels: &Labels) -> Vec<Item<'a>> {
    let is_blank = |line: &Line<'_>| line.text.is_empty();
    // Where no line is blank, each is a paragraph.
    let has_blanks = lines.iter().any(is_blank);
    let mut items = Vec::new();
    let mut at = 0;
    while let Some(first) = lines.get(at) {
        if is_blank(first) {
            at += 1;
            continue;
        }
        let field = labels.begun_by(first.text);
        let ends_here = !has_blanks
            || is_page_mark(first.text)
            || field.is_some_and(|(name, _)| OF_ONE_LINE.contains(&name));
        let goes_on = |line: &&Line<'_>| {
            !is_blank(line) && !is_page_mark(line.text) && labels.begun_by(line.text).is_none()
        };
        let further = if ends_here {
            0
        } else {
            lines[at + 1..].iter().take_while(goes_on).count()
        };
        let end = at + 1 + further;
        items.push(Item {
            name: field.map(|(name, _)| name),
            lines: &lines[at..end],
            value: field.map_or(first.text.trim(), |(_, value)| value),
        });
        at = end;
    }
    items
}

/// Where the fields behind the text begin. The text ends where nothing but fields follows.
pub(super) fn tail_start(items: &[Item<'_>], from: usize) -> usize {
    let mut start = items.len();
    while start > from {
        let item = &items[start - 1];
        let is_field = item.name.is_some_and(|name| name != "text");
        let above = start.checked_sub(2).and_then(|above| items.get(above));
        let is_below_field = start >= from + 2
            && above.is_some_and(|above| above.name.is_some_and(|name| name != "text"));
        let is_unknown_field = is_below_field && item.looks_labelled();
        if is_field || is_unknown_field || item.is_copyright() || item.is_page_mark() {
            start -= 1;
            continue;
        }
        let above = items[from..start].iter().rev().take(MOST_PARAGRAPHS + 1);
        let field = above.clone().position(|item| item.name.is_some());
        let is_part = |place: &usize| {
            let name = items[start - 1 - place].name;
            name.is_some_and(|name| OF_PARAGRAPHS.contains(&name))
        };
        match field.filter(is_part) {
            Some(place) => start -= place + 1,
            None => break,
        }
    }
    start
}
