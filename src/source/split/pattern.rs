//! A file cut where a pattern of the user matches.
//!
//! A document goes from one match to the next. What matches is taken out if it is whole lines or has
//! named groups, which are metadata; else it is the beginning of the text. What stands before the first
//! match is left out as cover.

use std::ops::Range;

use regex::Captures;

use super::Split;
use super::draft::Draft;
use crate::config::SplitPattern;
use crate::model::{Layout, Rule};

/// The documents of a text; nothing if the pattern matches nowhere.
pub(super) fn split(text: &str, pattern: &SplitPattern) -> Option<Split> {
    let regex = pattern.regex();
    let names: Vec<&str> = regex.capture_names().flatten().collect();
    let matches = regex.captures_iter(text);
    let matches = matches.filter_map(|found| {
        let place = found.get(0).map(|whole| whole.range())?;
        (!place.is_empty()).then_some((place, found))
    });
    let matches: Vec<(Range<usize>, Captures<'_>)> = matches.collect();
    let first = matches.first()?.0.start;
    let starts = matches.iter().skip(1).map(|(place, _)| place.start);
    let ends: Vec<usize> = starts.chain([text.len()]).collect();
    let (mut line, mut counted) = (1, 0);
    let mut documents = Vec::new();
    for ((place, found), end) in matches.iter().zip(ends) {
        let mut draft = Draft::default();
        if counted == 0 {
            draft.row(Rule::Cover, 1, &text[..first]);
        }
        let passed = text.as_bytes()[counted..place.start].iter();
        line += passed.filter(|&&byte| byte == b'\n').count() as u32;
        counted = place.start;
        for name in &names {
            draft.set(name, found.name(name).map_or("", |group| group.as_str()));
        }
        if !names.is_empty() || is_whole_lines(text, place) {
            draft.row(Rule::Mark, line, &text[place.clone()]);
            draft.text(&text[place.end..end]);
        } else {
            draft.text(&text[place.start..end]);
        }
        documents.push(draft.finish());
    }
    Some(Split::of(Layout::Pattern, documents))
}

fn is_whole_lines(text: &str, place: &Range<usize>) -> bool {
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let begins =
        before.is_empty() || before.ends_with('\n') || text[place.clone()].starts_with('\n');
    let ends =
        after.is_empty() || after.starts_with(['\n', '\r']) || text[place.clone()].ends_with('\n');
    begins && ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SplitMode;

    fn documents(pattern: &str, text: &str) -> Vec<crate::source::formats::Converted> {
        let Ok(SplitMode::Pattern(pattern)) = SplitMode::try_from(pattern.to_owned()) else {
            panic!("a pattern");
        };
        split(text, &pattern)
            .map(|split| split.documents)
            .unwrap_or_default()
    }

    #[test]
    fn whole_lines_and_named_groups_are_no_text() {
        let found = documents(
            r"^Letter \d+$",
            "A book\nLetter 1\nDear Ann.\nLetter 2\nDear Ben.\n",
        );
        let texts: Vec<_> = found
            .iter()
            .map(|document| document.text.as_str())
            .collect();
        assert_eq!(texts, ["Dear Ann.", "Dear Ben."]);
        let rows: Vec<_> = found[0]
            .left_out
            .iter()
            .map(|row| (row.line, row.text.as_str()))
            .collect();
        assert_eq!(rows, [(Some(1), "A book"), (Some(2), "Letter 1")]);

        let found = documents(
            r"^(?<date>\d{4}-\d\d-\d\d) (?<title>[^.]+)\. ",
            "2014-02-03 Sand. The tide.\n2014-02-04 Wind. No tide.\n",
        );
        assert_eq!(found[1].date.as_deref(), Some("2014-02-04"));
        assert_eq!(found[1].title.as_deref(), Some("Wind"));
        assert_eq!(found[1].text, "No tide.");

        let found = documents("^Mr ", "Mr Holt rose.\nHe spoke.\nMr Reed rose.\n");
        assert_eq!(found[0].text, "Mr Holt rose.\nHe spoke.");
        assert_eq!(documents("^Ms ", "Mr Holt rose."), []);
        assert_eq!(documents("\u{c}", "one\u{c}two\u{c}three").len(), 2);
    }
}
