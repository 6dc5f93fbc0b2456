//! A text that looks like many documents, though no layout fits: what the user is told.
//!
//! The signs are lines that recur: `Document 3 of 74`, rules with a short line below, dates that stand
//! alone. A text of many pages or chapters is no such text by itself.

use super::lines::{Line, lines};
use super::words::{document_of, is_rule};
use crate::clean::{find_date, parse_date};

/// Fewer lines of a kind say nothing.
const FEWEST: usize = 3;
/// Between them there is more than this, in bytes, on average: a table or a list has less.
const SHORTEST_PART: usize = 200;
/// A title is no longer, in bytes.
const LONGEST_TITLE: usize = 100;
/// A line with a date alone is no longer, in bytes.
const LONGEST_DATE: usize = 40;

/// Lines of one kind.
#[derive(Default)]
struct Kind {
    count: usize,
    first: Option<usize>,
    last: usize,
    example: String,
}

impl Kind {
    fn add(&mut self, line: &Line<'_>) {
        if self.count == 0 {
            self.first = Some(line.start);
            self.example = line.text.trim().to_owned();
        }
        self.count += 1;
        self.last = line.start;
    }

    fn recurs(&self) -> bool {
        let parts = self.count.saturating_sub(1);
        let extent = self.last - self.first.unwrap_or(self.last);
        self.count >= FEWEST && extent >= parts * SHORTEST_PART
    }
}

/// What the user should know of a text that may be many documents.
pub(super) fn hint(text: &str) -> Option<String> {
    let (mut numbers, mut dates, mut rules) = (Kind::default(), Kind::default(), Kind::default());
    let mut pages = Kind::default();
    let mut is_after_blank = true;
    let mut rule: Option<Line<'_>> = None;
    for line in lines(text) {
        let bare = line.text.trim();
        if bare.is_empty() {
            is_after_blank = true;
            continue;
        }
        if let Some(rule) = rule.take()
            && is_title(bare)
            && (rules.count == 0 || rules.example == rule.text.trim())
        {
            rules.add(&rule);
        }
        if bare.len() <= LONGEST_TITLE {
            if document_of(bare).is_some() {
                numbers.add(&line);
            } else if is_rule(bare) {
                rule = Some(line);
            } else if line.text.starts_with('\u{c}') && find_date(bare).is_some() {
                pages.add(&line);
            } else if is_after_blank && is_day(bare) {
                dates.add(&line);
            }
        }
        is_after_blank = false;
    }
    let kinds = [
        (numbers, "lines with the number of a document"),
        (pages, "pages that begin with a date"),
        (dates, "lines with only a date"),
        (rules, "titles below a rule"),
    ];
    let (kind, what) = kinds.into_iter().find(|(kind, _)| kind.recurs())?;
    Some(format!(
        "may contain several texts, but was read as one: {} {what}, the first `{}`; to split it, use --split with a regular expression for the first line of each text",
        kind.count,
        kind.example.chars().take(40).collect::<String>()
    ))
}

/// Whether a line under a rule may be a title: short, no sentence, no row of a table.
fn is_title(line: &str) -> bool {
    let ends = line.ends_with(['.', ',', ';', ':']);
    line.len() <= LONGEST_TITLE && !ends && !line.contains(['|', '\t']) && !line.contains("   ")
}

/// Whether the line is a date to the day, and nothing else.
fn is_day(line: &str) -> bool {
    line.len() <= LONGEST_DATE
        && line.contains(|c: char| c.is_ascii_digit())
        && parse_date(line).is_some_and(|date| date.to_string().len() == 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_many_texts_is_told() {
        let part = "The tide came in and went out again. ".repeat(8);
        let of = |begin: fn(usize) -> String| {
            let parts = (1..5).map(|number| format!("{}\n\n{part}\n\n", begin(number)));
            hint(&parts.collect::<String>())
        };
        for (begin, what) in [
            (
                (|n| format!("Document {n} of 4")) as fn(usize) -> String,
                "number of a document",
            ),
            (|n| format!("{n} March 2014"), "only a date"),
            (
                |n| format!("==============\nLetter {n}"),
                "titles below a rule",
            ),
            (
                |n| format!("\u{c}{n} March 2014, Hoorn"),
                "begin with a date",
            ),
        ] {
            let note = of(begin).unwrap_or_default();
            assert!(
                note.contains(what) && note.contains("--split"),
                "{what}: {note}"
            );
        }
        for begin in [
            (|n| format!("Chapter {n}")) as fn(usize) -> String,
            |n| format!("\u{c}{n}"),
            |n| format!("It was the {n} March 2014."),
        ] {
            assert_eq!(of(begin), None);
        }
        assert_eq!(hint("1 March 2014\n\n2 March 2014\n\n3 March 2014\n"), None);
    }
}
