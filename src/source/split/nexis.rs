//! News of LexisNexis: `3 of 74 DOCUMENTS` before each article, or `End of Document` behind it.
//!
//! The first form, of texts and pages, has source, date and title above its fields; the second, of
//! Nexis Uni as word-processor files, has title, source and date, and a cover with the list of titles
//! before the first article. Labels may be in any language of the database.

use std::sync::LazyLock;

use super::draft::Draft;
use super::items::{Item, items, tail_start};
use super::lines::{Line, head_and_end, lines};
use super::words::{
    Labels, document_of, is_copyright, is_document_end, stated_by_numbers, stated_number,
};
use super::{Split, cut};
use crate::clean::{find_date, parse_date};
use crate::model::{Layout, Rule};

static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::of("nexis"));

/// A line of a heading is not longer, in bytes, if a date stands amid other words in it.
const LONGEST_DATE_LINE: usize = 80;
/// A cover is looked at no further for the number of documents, in lines.
const COVER: usize = 200;

pub(super) fn split(text: &str) -> Option<Split> {
    let (head, end) = head_and_end(text);
    let is_numbered = lines(head).any(|line| document_of(line.text).is_some());
    let mut both = lines(head).chain(lines(end));
    if !is_numbered && !both.any(|line| is_document_end(line.text)) {
        return None;
    }
    let lines: Vec<Line<'_>> = lines(text).collect();
    let pieces = if is_numbered {
        cut::before(&lines, |line| document_of(line).is_some())
    } else {
        cut::behind(&lines, is_document_end)
    };
    let documents = cut::documents(&lines, pieces, is_article, |draft, article, is_first| {
        if is_numbered {
            numbered(draft, article);
        } else {
            ended(draft, article, is_first);
        }
    });
    let stated = stated_by_numbers(&lines);
    Some(Split {
        stated: stated.or_else(|| stated_number(lines.iter().take(COVER))),
        ..Split::of(Layout::Nexis, documents)
    })
}

/// Whether the lines have a field of their kind.
fn is_article(lines: &[Line<'_>]) -> bool {
    lines
        .iter()
        .any(|line| LABELS.begun_by(line.text).is_some())
}

/// An article whose first line is its number.
fn numbered(draft: &mut Draft, lines: &[Line<'_>]) {
    let lines = match lines.split_first() {
        Some((first, rest)) if document_of(first.text).is_some() => {
            draft.row(Rule::Mark, first.number, first.text);
            rest
        }
        _ => lines,
    };
    let items = items(lines, &LABELS);
    let (fields_end, text_start) = text_place(&items);
    let heading = heading(&items[..fields_end]);
    let has_title = items[..fields_end]
        .iter()
        .any(|item| item.name == Some("title"));
    let date = heading.iter().position(|entry| parse_date(entry).is_some());
    let date = date.or_else(|| heading.iter().position(|entry| holds_date(entry)));
    if let Some(date) = date {
        draft.set("date", &heading[date]);
        if let Some((source, editions)) = heading[..date].split_last() {
            draft.set("source", source);
            editions
                .iter()
                .for_each(|edition| draft.set("edition", edition));
        }
        let (title, editions) = match heading[date + 1..].split_last() {
            Some((title, editions)) if !has_title => (title.as_str(), editions),
            _ => ("", &heading[date + 1..]),
        };
        draft.set("title", title);
        editions
            .iter()
            .for_each(|edition| draft.set("edition", edition));
    } else if let Some((source, rest)) = heading.split_first() {
        draft.set("source", source);
        rest.last()
            .into_iter()
            .for_each(|title| draft.set("title", title));
    }
    article(draft, &items, fields_end, text_start);
}

/// An article with a line behind it that says so; the first has the cover above it.
fn ended(draft: &mut Draft, lines: &[Line<'_>], is_first: bool) {
    let (lines, end) = match lines.split_last() {
        Some((last, rest)) if is_document_end(last.text) => (rest, Some(last)),
        _ => (lines, None),
    };
    let mut items = items(lines, &LABELS);
    if is_first {
        let start = cover_end(&items);
        for item in items.drain(..start) {
            draft.row(Rule::Cover, item.number(), &item.text());
        }
    }
    let (fields_end, text_start) = text_place(&items);
    let heading = heading(&items[..fields_end]);
    let date = heading
        .iter()
        .rposition(|entry| parse_date(entry).is_some());
    let date = date.or_else(|| heading.iter().rposition(|entry| holds_date(entry)));
    // Without a date the title is one line.
    let of_title = date.map_or(1, |date| date.saturating_sub(1).max(usize::from(date > 0)));
    let mut title = heading[..of_title.min(heading.len())].to_vec();
    // The name of the file above it may be the title again.
    title.dedup();
    draft.set("title", &title.join(" "));
    if date.is_none_or(|date| date > of_title) {
        draft.set("source", heading.get(of_title).map_or("", String::as_str));
    }
    if let Some(date) = date {
        draft.set("date", &heading[date]);
        heading[date + 1..]
            .iter()
            .for_each(|edition| draft.set("edition", edition));
    }
    article(draft, &items, fields_end, text_start);
    if let Some(end) = end {
        draft.row(Rule::Mark, end.number, end.text);
    }
}

/// Where the fields above the text end, and where the text begins.
fn text_place(items: &[Item<'_>]) -> (usize, usize) {
    if let Some(body) = items.iter().position(|item| item.name == Some("text")) {
        return (body, body);
    }
    let is_heading = |item: &Item<'_>| item.name.is_some() || item.is_copyright();
    let first = items.iter().position(|item| item.name.is_some());
    let first = first.unwrap_or(items.len());
    let after = items[first..].iter().position(|item| !is_heading(item));
    let start = match after {
        Some(after) => first + after,
        // All fields stand behind the text: the heading ends a line after its date.
        None => {
            let date = items[..first]
                .iter()
                .position(|item| parse_date(item.value).is_some());
            date.map_or(0, |date| (date + 2).min(first))
        }
    };
    (start, start)
}

/// The entries of a heading: its paragraphs, each on one line, but for fields and rights.
fn heading(items: &[Item<'_>]) -> Vec<String> {
    let paragraphs = items
        .iter()
        .filter(|item| item.name.is_none() && !item.is_copyright() && !item.is_page_mark());
    let entries = paragraphs.flat_map(|item| {
        let of_lines = item
            .lines
            .iter()
            .any(|line| parse_date(line.text.trim()).is_some() || is_copyright(line.text));
        if of_lines {
            let lines = item.lines.iter().filter(|line| !is_copyright(line.text));
            lines.map(|line| line.text.trim().to_owned()).collect()
        } else {
            vec![item.whole_value()]
        }
    });
    entries.collect()
}

fn holds_date(line: &str) -> bool {
    line.len() <= LONGEST_DATE_LINE && find_date(line).is_some()
}

/// Where the cover ends: at the title, two lines above the date that stands next above the text.
fn cover_end(items: &[Item<'_>]) -> usize {
    let of = |name| items.iter().position(|item| item.name == Some(name));
    let text = of("text").or_else(|| of("length")).unwrap_or(items.len());
    let above = &items[..text];
    let date = above
        .iter()
        .rposition(|item| item.name.is_none() && parse_date(item.value).is_some());
    let date = date.or_else(|| {
        above
            .iter()
            .rposition(|item| item.name.is_none() && holds_date(item.value))
    });
    date.map_or(0, |date| date.saturating_sub(2))
}

/// The items of an article: fields, text, and fields again.
fn article(draft: &mut Draft, items: &[Item<'_>], fields_end: usize, text_start: usize) {
    for item in &items[..fields_end] {
        if item.name == Some("highlight") {
            draft.row(Rule::Mark, item.number(), item.label());
            draft.text(&item.whole_value());
        } else {
            item.leave_out(draft);
        }
    }
    let tail = tail_start(items, text_start);
    let mut is_page_head = false;
    for item in &items[text_start..tail] {
        let is_title = is_page_head && draft.title() == Some(item.whole_value().as_str());
        is_page_head = item.is_page_mark();
        if is_page_head || is_title {
            draft.row(Rule::Mark, item.number(), &item.text());
        } else if item.name == Some("text") && draft.is_without_text() {
            draft.row(Rule::Mark, item.number(), item.label());
            draft.text(item.value);
        } else {
            draft.text(&item.text());
        }
    }
    items[tail..].iter().for_each(|item| item.leave_out(draft));
}
