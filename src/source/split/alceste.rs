//! A corpus of Alceste or Iramuteq: each text below a line of stars and variables.
//!
//! `**** *paper_courier *year_2014` begins a text, in older files `0001 *paper_courier`; a variable is
//! a column of metadata. `-*topic` within a text is a mark.

use std::sync::LazyLock;

use super::draft::Draft;
use super::lines::{Line, lines};
use super::words::Labels;
use super::{Split, cut};
use crate::model::{Layout, Rule};

/// Variables that hold the year, in several languages.
static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::of("alceste"));

pub(super) fn split(text: &str) -> Option<Split> {
    let first = lines(text).find(|line| !line.text.trim().is_empty())?;
    let _ = variables(first.text)?;
    let lines: Vec<Line<'_>> = lines(text).collect();
    let pieces = cut::before(&lines, |line| variables(line).is_some());
    let is_text = |lines: &[Line<'_>]| lines.iter().any(|line| variables(line.text).is_some());
    let documents = cut::documents(&lines, pieces, is_text, |draft, article, _| {
        read(draft, article);
    });
    Some(Split::of(Layout::Alceste, documents))
}

/// The variables of a line that begins a text.
fn variables(line: &str) -> Option<impl Iterator<Item = &str>> {
    let line = line.trim();
    let (mark, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim_start();
    let is_number = mark.len() == 4 && mark.bytes().all(|byte| byte.is_ascii_digit());
    let begins = match mark {
        "****" => rest.is_empty() || rest.starts_with('*'),
        _ => is_number && rest.starts_with('*'),
    };
    begins.then(|| rest.split_whitespace())
}

fn read(draft: &mut Draft, lines: &[Line<'_>]) {
    for line in lines {
        if let Some(variables) = variables(line.text) {
            for variable in variables {
                set(draft, variable.trim_start_matches('*'));
            }
            draft.row(Rule::Facts, line.number, line.text);
        } else if line.text.starts_with("-*") {
            draft.end_paragraph();
            draft.row(Rule::Mark, line.number, line.text);
        } else {
            draft.line(line.text);
        }
    }
}

fn is_year(value: &str) -> bool {
    value.len() == 4
        && value.starts_with(['1', '2'])
        && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// A variable with its value; one without says only that it holds.
fn set(draft: &mut Draft, variable: &str) {
    let (name, value) = variable.split_once('_').unwrap_or((variable, "1"));
    match name {
        "date" => draft.set("date", &value.replace('_', "-")),
        _ => {
            // A year is a date, and stays the variable that it is.
            if let Some("year") = LABELS.named(name).filter(|_| is_year(value)) {
                draft.set("year", value);
            }
            draft.set(&name.to_lowercase(), value);
        }
    }
}
