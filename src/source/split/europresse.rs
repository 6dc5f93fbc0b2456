//! News of Europresse: pages whose elements say what is the paper, the title, the text.
//!
//! An article begins with the name of its paper and ends before the next. In the older form the text
//! has no element of its own: it stands between the author below the title and the statement of rights.

use super::draft::Draft;
use super::lines::Line;
use super::page::role;
use super::page_blocks::{PageBlock, Role};
use super::words::{PHRASES, is_copyright, is_length, stated_number};
use super::{Split, cut};
use crate::clean::find_date;
use crate::model::{Layout, Rule};

/// A line with an author is no longer, in bytes and in words.
const LONGEST_AUTHOR: (usize, usize) = (80, 8);

pub(super) fn split(lines: &[Line<'_>], blocks: &[PageBlock]) -> Option<Split> {
    let is_source = |place: usize| {
        blocks
            .get(place)
            .is_some_and(|block| block.role == Role::Source)
    };
    let begins = (0..blocks.len())
        .filter(|&place| is_source(place) && (place == 0 || !is_source(place - 1)));
    let pieces = cut::at(lines.len(), begins);
    let has = |lines: &[Line<'_>], wanted| lines.iter().any(|line| role(line, blocks) == wanted);
    let is_article = |lines: &[Line<'_>]| has(lines, Role::Source) && has(lines, Role::Title);
    let documents = cut::documents(lines, pieces, is_article, |draft, article, _| {
        read(draft, article, blocks);
    });
    Some(Split {
        stated: stated_number(lines.iter()),
        ..Split::of(Layout::Europresse, documents)
    })
}

fn read(draft: &mut Draft, lines: &[Line<'_>], blocks: &[PageBlock]) {
    let has_text = lines.iter().any(|line| role(line, blocks) == Role::Text);
    let title = lines
        .iter()
        .rposition(|line| role(line, blocks) == Role::Title)
        .unwrap_or(0);
    let end = lines.iter().skip(title).position(|line| is_tail(line.text));
    let end = end.map_or(lines.len(), |end| title + end);
    // The older form: a short line below the title, if more follows, is the author.
    let author = (!has_text && end > title + 2).then_some(title + 1);
    for (place, line) in lines.iter().enumerate() {
        let rule = if is_copyright(line.text) {
            Rule::Copyright
        } else {
            Rule::Facts
        };
        match role(line, blocks) {
            Role::Source if place == 0 => {
                let name = line
                    .text
                    .split_once(", no")
                    .map_or(line.text, |(name, _)| name);
                draft.set("source", name);
            }
            Role::Source => draft.set("section", line.text),
            Role::Header => header(draft, line.text),
            Role::Title => draft.set("title", line.text),
            Role::Author => draft.set("author", line.text),
            Role::Text if !is_tail(line.text) && !is_aside(line.text) => {
                draft.text(line.text);
                continue;
            }
            Role::Plain if author == Some(place) && is_author(line.text) => {
                draft.set("author", line.text);
            }
            Role::Plain if !has_text && place > title && place < end && !is_aside(line.text) => {
                draft.text(line.text);
                continue;
            }
            _ => {}
        }
        draft.row(rule, line.number, line.text);
    }
}

/// Takes the line of section, date, length and page.
fn header(draft: &mut Draft, line: &str) {
    let date = find_date(line);
    let (before, after) = match &date {
        Some((place, _)) => (&line[..place.start], &line[place.end..]),
        None => (line, ""),
    };
    if let Some((_, date)) = &date {
        draft.set("date", &date.to_string());
    }
    let parts = after.split([',', '-', '–', '•']).map(str::trim);
    for part in parts {
        let page = ["p. ", "p.", "page ", "S. "]
            .iter()
            .find_map(|label| part.strip_prefix(label));
        match page {
            Some(page) => draft.set("page", page),
            None if is_length(part) => draft.set("length", part),
            None => {}
        }
    }
    // The day of the week belongs to the date.
    let section = match date {
        Some(_) => before
            .rsplit_once([',', '•'])
            .map_or("", |(section, _)| section),
        None => before,
    };
    draft.set("section", section.trim_matches([',', ' ', '•', '-']));
}

/// Whether the line is about rights, numbers and readers of the copy.
fn is_tail(line: &str) -> bool {
    let begins = line.trim_start().to_lowercase();
    is_copyright(line)
        || PHRASES
            .certificate
            .iter()
            .any(|phrase| begins.starts_with(phrase))
}

fn is_aside(line: &str) -> bool {
    let begins = line.trim_start().to_lowercase();
    PHRASES
        .aside
        .iter()
        .any(|phrase| begins.starts_with(phrase))
}

fn is_author(line: &str) -> bool {
    let (bytes, words) = LONGEST_AUTHOR;
    let is_short = line.len() <= bytes && line.split_whitespace().count() <= words;
    let ends = line.ends_with(['.', '!', '?', ':', '»', '…']);
    is_short && !ends && !line.contains(|c: char| c.is_ascii_digit())
}
