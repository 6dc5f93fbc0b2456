//! Exports of ProQuest as text: an article between rules, each field a line with its label.
//!
//! The title stands above the fields. The text is what `Full text:` begins, or the abstract where
//! there is none; it ends where nothing but fields follows. Labels may be in any language of the
//! database.

use std::sync::LazyLock;

use super::draft::Draft;
use super::items::{Item, items, tail_start};
use super::lines::{Line, head_and_end, lines};
use super::words::{Labels, PHRASES, document_of, is_rule, stated_by_numbers};
use super::{Split, cut};
use crate::clean::find_date;
use crate::model::{Layout, Rule};

static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::of("proquest"));

/// An article has this many fields at least.
const FEWEST_FIELDS: usize = 3;

pub(super) fn split(text: &str) -> Option<Split> {
    let (head, end) = head_and_end(text);
    let names_it = |part: &str| memchr::memmem::find(part.as_bytes(), b"ProQuest").is_some();
    let is_named = names_it(head) || names_it(end);
    let begins = |line: &str| is_rule(line) || document_of(line).is_some();
    if !is_named || !lines(head).any(|line| begins(line.text)) {
        return None;
    }
    let lines: Vec<Line<'_>> = lines(text).collect();
    let pieces = cut::before(&lines, begins);
    let documents = cut::documents(&lines, pieces, is_article, |draft, article, _| {
        read(draft, article);
    });
    Some(Split {
        stated: stated_by_numbers(&lines),
        ..Split::of(Layout::ProQuest, documents)
    })
}

fn is_article(lines: &[Line<'_>]) -> bool {
    let fields = lines
        .iter()
        .filter(|line| LABELS.begun_by(line.text).is_some());
    fields.take(FEWEST_FIELDS).count() == FEWEST_FIELDS
}

fn read(draft: &mut Draft, lines: &[Line<'_>]) {
    let begins = |line: &&Line<'_>| is_rule(line.text) || document_of(line.text).is_some();
    let marks = lines.iter().take_while(begins).count();
    for mark in &lines[..marks] {
        draft.row(Rule::Mark, mark.number, mark.text);
    }
    let items = items(&lines[marks..], &LABELS);
    if let Some(first) = items.first().filter(|first| first.name.is_none()) {
        draft.set("title", &first.whole_value());
    }
    let start = text_start(&items);
    for item in &items[..start] {
        leave_out(draft, item);
    }
    if let Some(first) = items.get(start) {
        draft.row(Rule::Mark, first.number(), first.label());
        draft.text(&first.whole_value());
        let text = start + 1;
        let end = if first.name == Some("text") {
            tail_start(&items, text)
        } else {
            let fields = items[text..].iter().position(|item| item.name.is_some());
            fields.map_or(items.len(), |fields| text + fields)
        };
        items[text..end]
            .iter()
            .for_each(|item| draft.text(&item.text()));
        items[end..].iter().for_each(|item| leave_out(draft, item));
    }
    // Older exports state source and date in one line only.
    for item in items
        .iter()
        .filter(|item| item.name == Some("publication_info"))
    {
        let (source, _) = item
            .value
            .split_once([';', '.'])
            .unwrap_or((item.value, ""));
        draft.set("source", source);
        if let Some((_, date)) = find_date(&item.whole_value()) {
            draft.set("date", &date.to_string());
        }
    }
}

/// Where the text begins: behind its own label, or else as the abstract.
fn text_start(items: &[Item<'_>]) -> usize {
    let of = |name| {
        let is_it = |(place, item): (usize, &Item<'_>)| {
            let follows = items.get(place + 1).is_some_and(|next| next.name.is_none());
            let holds_some = if item.value.is_empty() {
                follows
            } else {
                !is_none(item.value)
            };
            (item.name == Some(name) && holds_some).then_some(place)
        };
        items.iter().enumerate().find_map(is_it)
    };
    of("text").or_else(|| of("abstract")).unwrap_or(items.len())
}

/// Whether a value says that there is none.
fn is_none(value: &str) -> bool {
    let value = value.to_lowercase();
    value.len() < 60 && PHRASES.none.iter().any(|phrase| value.starts_with(phrase))
}

fn leave_out(draft: &mut Draft, item: &Item<'_>) {
    if item.name.is_some() && is_none(item.value) {
        draft.row(Rule::Facts, item.number(), &item.text());
    } else {
        item.leave_out(draft);
    }
}
