//! News of Factiva: articles that end with `Document` and an accession number.
//!
//! An article is either a list of fields, each with a code (`HD` headline, `LP` and `TD` text ...), or
//! as it is displayed: headline, author, `532 words`, date, source, rights, text. Pages and plain text
//! come as the same blocks. A summary of the search behind the last article says how many were found.

use std::sync::LazyLock;

use super::draft::Draft;
use super::lines::{Line, head_and_end, lines};
use super::words::{Labels, PHRASES, is_copyright, is_length, language_code, stated_number};
use super::{Split, cut};
use crate::clean::parse_date;
use crate::model::{Layout, Rule};

static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::of("factiva"));

/// No fewer codes make an article.
const FEWEST_CODES: usize = 4;
/// The heading of an article has no more blocks.
const LONGEST_HEADING: usize = 16;

/// What a page says a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Title,
    #[cfg_attr(not(feature = "html"), expect(dead_code, reason = "only pages say so"))]
    Author,
    Paragraph,
}

/// A line of an article, or a block of a page.
#[derive(Debug)]
pub(super) struct Block<'a> {
    pub(super) number: u32,
    pub(super) text: &'a str,
    pub(super) kind: Kind,
}

pub(super) fn split(text: &str) -> Option<Split> {
    let (head, end) = head_and_end(text);
    let codes = lines(head).filter(|line| code_of(line.text).is_some());
    let mut ends = lines(head).chain(lines(end)).map(|line| line.text);
    if codes.take(FEWEST_CODES).count() < FEWEST_CODES && !ends.any(is_end) {
        return None;
    }
    let lines: Vec<Line<'_>> = lines(text).collect();
    let pieces = cut::behind(&lines, is_end);
    let documents = cut::documents(&lines, pieces, is_article, |draft, article, _| {
        let blocks = article.iter().filter(|line| !line.text.is_empty());
        let blocks = blocks.map(|line| Block {
            number: line.number,
            text: line.text.trim(),
            kind: Kind::Plain,
        });
        read(draft, &blocks.collect::<Vec<_>>());
    });
    Some(Split {
        stated: stated_number(lines.iter()),
        ..Split::of(Layout::Factiva, documents)
    })
}

fn is_article(lines: &[Line<'_>]) -> bool {
    let is_summary = lines.iter().any(|line| is_summary(line.text));
    let has_length = lines.iter().any(|line| is_length(line.text));
    let codes = lines.iter().filter(|line| code_of(line.text).is_some());
    !is_summary && (has_length || codes.take(FEWEST_CODES).count() == FEWEST_CODES)
}

/// Whether the line is the heading of the summary of a search.
pub(super) fn is_summary(line: &str) -> bool {
    PHRASES.summary.contains(&line.trim().to_lowercase())
}

/// Whether the line ends an article: `Document` and an accession number with a date in it.
pub(super) fn is_end(line: &str) -> bool {
    let line = line.trim();
    let line = match line.split_once(char::is_whitespace) {
        Some(("AN", rest)) => rest.trim_start(),
        _ => line,
    };
    let number = line
        .strip_prefix("Document ")
        .or_else(|| line.strip_prefix("Dokument "));
    number.map(str::trim).is_some_and(|number| {
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        number.len() >= 14 && digits >= 8 && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// The field of a line that begins with its code, and what stands behind it.
fn code_of(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim();
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (code, rest) = line.split_at(end);
    // A blank may stand behind any word; a tab or several tell a code from one.
    let is_apart = rest.is_empty() || rest.starts_with('\t') || rest.starts_with("  ");
    let is_code =
        (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let name = (is_code && is_apart).then(|| LABELS.named(code))??;
    Some((name, rest.trim()))
}

/// Reads an article of either form.
pub(super) fn read(draft: &mut Draft, blocks: &[Block<'_>]) {
    let codes = blocks.iter().filter(|block| code_of(block.text).is_some());
    if codes.take(FEWEST_CODES).count() == FEWEST_CODES {
        coded(draft, blocks);
    } else {
        displayed(draft, blocks);
    }
}

fn coded(draft: &mut Draft, blocks: &[Block<'_>]) {
    let mut field = None;
    for block in blocks {
        let begun = code_of(block.text);
        let value = begun.map_or(block.text, |(_, value)| value);
        field = begun.map(|(name, _)| name).or(field);
        match field {
            Some("text") => {
                let code = block.text.strip_suffix(value).unwrap_or_default();
                draft.row(Rule::Mark, block.number, code);
                draft.text(value);
            }
            Some(name) => {
                draft.set(name, value.strip_prefix("Document ").unwrap_or(value));
                let rule = if name == "copyright" {
                    Rule::Copyright
                } else {
                    Rule::Facts
                };
                draft.row(rule, block.number, block.text);
            }
            None => draft.row(Rule::Facts, block.number, block.text),
        }
    }
}

fn displayed(draft: &mut Draft, blocks: &[Block<'_>]) {
    let start = heading(draft, blocks);
    let marked = blocks.iter().any(|block| block.kind == Kind::Paragraph);
    for block in &blocks[start..] {
        if is_end(block.text) {
            let id = block.text.split_whitespace().next_back();
            draft.set("document_id", id.unwrap_or_default());
            draft.row(Rule::Facts, block.number, block.text);
        } else if is_copyright(block.text) {
            draft.row(Rule::Copyright, block.number, block.text);
        } else if block.kind == Kind::Plain && marked {
            draft.row(Rule::Facts, block.number, block.text);
        } else {
            draft.text(block.text);
        }
    }
}

/// Reads the heading, gives the place of the first block behind it.
fn heading(draft: &mut Draft, blocks: &[Block<'_>]) -> usize {
    let near = &blocks[..blocks.len().min(LONGEST_HEADING)];
    let length = near.iter().position(|block| is_length(block.text));
    let date = near
        .iter()
        .position(|block| parse_date(block.text).is_some());
    let facts = length.or(date).unwrap_or(0);
    let has_title = near.iter().any(|block| block.kind == Kind::Title);
    for (place, block) in blocks[..facts].iter().enumerate() {
        let name = match block.kind {
            Kind::Title => "title",
            Kind::Author => "author",
            _ if has_title => "section",
            _ if place == 0 => "title",
            _ => "author",
        };
        draft.set(name, block.text);
        draft.row(Rule::Facts, block.number, block.text);
    }
    let text = near.iter().position(|block| block.kind == Kind::Paragraph);
    let rights = near.iter().rposition(|block| is_copyright(block.text));
    let language = near
        .iter()
        .position(|block| language_code(block.text).is_some());
    let end = text.or(rights.map(|place| place + 1));
    let end = end
        .or(language.map(|place| place + 1))
        .unwrap_or(facts)
        .max(facts);
    let mut is_source_next = false;
    for block in &blocks[facts..end] {
        let name = match block.text {
            text if is_copyright(text) => "copyright",
            text if is_length(text) => "length",
            text if parse_date(text).is_some() => {
                is_source_next = true;
                "date"
            }
            text if is_time(text) => "time",
            _ if std::mem::take(&mut is_source_next) => "source",
            text if language_code(text).is_some() => "language",
            text if text
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) =>
            {
                "source_code"
            }
            _ => "edition",
        };
        let rule = if name == "copyright" {
            Rule::Copyright
        } else {
            Rule::Facts
        };
        draft.set(name, block.text);
        draft.row(rule, block.number, block.text);
    }
    end
}

/// Whether the line is a time of day: `10:15`, `10:15 GMT`.
fn is_time(line: &str) -> bool {
    let is_short = line.len() <= 12;
    is_short && line.starts_with(|c: char| c.is_ascii_digit()) && line.contains([':', 'h'])
}
