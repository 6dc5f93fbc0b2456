//! The Congressional Record as text: a masthead, marks of pages and times, speeches.
//!
//! Gives one document, with the date of the masthead and the first heading as its title; for those who
//! ask for speeches a document a speech, by the lines that name a speaker (`  Ms. REED. Mr. Speaker, ...`).
//! A mark of a page does not end a paragraph that goes on after it.

use super::Split;
use super::lines::{Line, left_out, lines};
use crate::model::{Layout, LeftOut, Rule};
use crate::source::formats::Converted;

/// How the masthead begins.
const MASTHEAD: &str = "[Congressional Record ";
/// What is put before the name of a speaker.
const TITLES: [&str; 9] = [
    "Mr.", "Ms.", "Mrs.", "Miss", "Dr.", "The", "Messrs.", "Sen.", "Rep.",
];

pub(super) fn split(text: &str) -> Option<Split> {
    Some(Split::of(
        Layout::Speeches,
        vec![Record::read(text)?.whole()],
    ))
}

/// The speeches of the record, each a document.
pub(super) fn speeches(text: &str) -> Option<Split> {
    let documents = Record::read(text)?.speeches();
    (!documents.is_empty()).then(|| Split::of(Layout::Speeches, documents))
}

/// A record: its lines that are text, and what stands around them.
#[derive(Default)]
struct Record<'a> {
    date: Option<String>,
    chamber: Option<String>,
    pages: Option<String>,
    title: Option<String>,
    /// Lines of text, and rows, in their order, with their numbers.
    lines: Vec<(u32, Content<'a>)>,
}

enum Content<'a> {
    Text(&'a str),
    Heading(&'a str),
    Row(LeftOut),
}

impl<'a> Record<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let unmarked = text.trim_start_matches('\u{feff}');
        if !unmarked.trim_start().starts_with(MASTHEAD) {
            return None;
        }
        let mut record = Self::default();
        let mut is_masthead = true;
        // A mark of a page stands between blank lines; those after it belong to it.
        let mut after_mark = false;
        for line in lines(unmarked) {
            let trimmed = line.text.trim();
            if trimmed.is_empty() {
                if !after_mark {
                    record.lines.push((line.number, Content::Text("")));
                }
                continue;
            }
            is_masthead &= record.masthead(line, trimmed);
            if is_masthead {
                continue;
            }
            if trimmed.starts_with(MASTHEAD) {
                is_masthead = record.masthead(line, trimmed);
                continue;
            }
            let is_mark = is_mark(trimmed);
            if is_mark {
                record.mark(line, trimmed);
            } else {
                record.text(line, after_mark);
            }
            after_mark = is_mark && !is_rule(trimmed);
        }
        Some(record)
    }

    /// Whether the line belongs to the masthead.
    fn masthead(&mut self, line: Line<'_>, text: &str) -> bool {
        let inside = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'));
        let inside = inside.filter(|inside| !inside.starts_with('['));
        let is_source = text.starts_with("From the ") && text.ends_with(']');
        if let Some(inside) = inside {
            let date = inside
                .rsplit_once('(')
                .map(|(_, date)| date.trim_end_matches(')'));
            match inside.strip_prefix("Page") {
                _ if text.starts_with(MASTHEAD) => {
                    self.date = self
                        .date
                        .take()
                        .or(date.map(|date| without_weekday(date).to_owned()));
                }
                Some(pages) => {
                    let pages = pages.trim_start_matches('s').trim().to_owned();
                    self.pages = self.pages.take().or(Some(pages));
                }
                None => self.chamber = self.chamber.take().or(Some(inside.to_owned())),
            }
        }
        let is_masthead = inside.is_some() || is_source;
        if is_masthead {
            let row = left_out(Rule::Cover, line.number, text).map(Content::Row);
            self.lines.extend(row.map(|row| (line.number, row)));
        }
        is_masthead
    }

    /// A mark; the blank lines before it are its own.
    fn mark(&mut self, line: Line<'_>, text: &str) {
        if !is_rule(text) {
            while self
                .lines
                .pop_if(|(_, last)| matches!(last, Content::Text("")))
                .is_some()
            {}
        }
        let row = left_out(Rule::Mark, line.number, text);
        let row = row.map_or(Content::Text(""), Content::Row);
        self.lines.push((line.number, row));
    }

    fn text(&mut self, line: Line<'a>, after_mark: bool) {
        let trimmed = line.text.trim();
        let indent = line.text.len() - line.text.trim_start().len();
        let is_heading = indent >= 6 && !trimmed.contains(char::is_lowercase);
        if is_heading {
            self.title = self.title.take().or(Some(trimmed.to_owned()));
            self.lines.push((line.number, Content::Heading(trimmed)));
            return;
        }
        // A sentence that a page ended goes on without an indent.
        if indent > 0 || after_mark && !self.is_open() {
            self.lines.push((line.number, Content::Text("")));
        }
        self.lines.push((line.number, Content::Text(trimmed)));
    }

    /// Whether the last line of text is in the middle of a sentence.
    fn is_open(&self) -> bool {
        let mut texts = self
            .lines
            .iter()
            .rev()
            .filter_map(|(_, content)| match content {
                Content::Text(text) => Some(*text),
                Content::Heading(_) => Some(""),
                Content::Row(_) => None,
            });
        let last = texts.next().unwrap_or_default();
        !last.is_empty() && !last.ends_with(['.', '!', '?', ':', '"', '\'', ')', ']'])
    }

    fn whole(self) -> Converted {
        let mut document = Converted {
            title: self.title.clone(),
            ..self.stated()
        };
        for (number, content) in self.lines {
            match content {
                Content::Text(text) => push(&mut document.text, text),
                // The title stands in the table of documents.
                Content::Heading(text) if Some(text) == self.title.as_deref() => {
                    push(&mut document.text, "");
                    document
                        .left_out
                        .extend(left_out(Rule::Facts, number, text));
                }
                Content::Heading(text) => {
                    push(&mut document.text, "");
                    push(&mut document.text, text);
                    push(&mut document.text, "");
                }
                Content::Row(row) => document.left_out.push(row),
            }
        }
        document.text.truncate(document.text.trim_end().len());
        document
    }

    fn stated(&self) -> Converted {
        let fields = [
            ("section", self.chamber.clone()),
            ("page", self.pages.clone()),
        ];
        let fields = fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Converted {
            date: self.date.clone(),
            fields: fields.collect(),
            ..Converted::default()
        }
    }

    fn speeches(self) -> Vec<Converted> {
        let stated = self.stated();
        let mut speeches: Vec<Converted> = Vec::new();
        let (mut before, mut heading, mut begins) = (Vec::new(), String::new(), true);
        let mut is_speech = false;
        for (number, content) in self.lines {
            let text = match content {
                Content::Row(row) => {
                    before.push(row);
                    continue;
                }
                Content::Heading(text) => {
                    heading = text.to_owned();
                    is_speech = false;
                    before.extend(left_out(Rule::Facts, number, text));
                    continue;
                }
                Content::Text(text) => text,
            };
            if let Some(name) = speaker(text).filter(|_| begins) {
                is_speech = true;
                let mut speech = Converted {
                    title: Some(heading.clone()),
                    left_out: std::mem::take(&mut before),
                    ..stated.clone()
                };
                speech.fields.push(("speaker".to_owned(), name.to_owned()));
                speeches.push(speech);
            }
            begins = text.is_empty();
            match speeches.last_mut() {
                Some(speech) if is_speech => push(&mut speech.text, text),
                _ => before.extend(left_out(Rule::Facts, number, text)),
            }
        }
        if let Some(last) = speeches.last_mut() {
            last.left_out.append(&mut before);
        }
        for speech in &mut speeches {
            speech.text.truncate(speech.text.trim_end().len());
        }
        speeches
    }
}

/// Adds a line; an empty one ends a paragraph.
fn push(text: &mut String, line: &str) {
    match line {
        "" if text.is_empty() || text.ends_with("\n\n") => {}
        "" => text.push('\n'),
        _ => {
            text.push_str(line);
            text.push('\n');
        }
    }
}

/// Whether a line is a mark of a page or a time, or a rule.
fn is_mark(line: &str) -> bool {
    let is_page = line.starts_with("[[Page") && line.ends_with("]]");
    is_page || line.starts_with("{time}") || is_rule(line)
}

fn is_rule(line: &str) -> bool {
    !line.contains(char::is_alphanumeric) && line.len() > 2
}

/// Who speaks, if a paragraph begins as speeches do: a title, a name in capitals, a full stop.
fn speaker(line: &str) -> Option<&str> {
    let title = TITLES.iter().find(|title| line.starts_with(**title))?;
    let rest = line.get(title.len()..)?;
    let (name, _) = rest
        .split_once(". ")
        .or_else(|| rest.strip_suffix('.').map(|name| (name, "")))?;
    let (surname, place) = name.split_once(" of ").unwrap_or((name, ""));
    let surname = surname.trim();
    let capitals = surname.chars().filter(|c| c.is_uppercase()).count();
    let is_name = capitals > 1 && surname.len() <= 60 && place.len() <= 40;
    let is_capital = surname.chars().filter(|c| c.is_lowercase()).count() <= 2;
    let end = title.len() + name.len();
    (is_name && is_capital).then(|| line.get(..end)).flatten()
}

/// A date without the weekday before it.
fn without_weekday(date: &str) -> &str {
    match date.split_once(", ") {
        Some((weekday, rest))
            if !weekday.contains(|c: char| c.is_ascii_digit()) && rest.contains(',') =>
        {
            rest
        }
        _ => date,
    }
}

#[cfg(test)]
mod tests;
