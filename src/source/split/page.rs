//! Exports that are web pages: of Europresse, Factiva, Nexis, ProQuest, Telegram.
//!
//! Takes a page, gives its articles with plain text, or nothing. A page that no export can be costs one
//! look through its bytes.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::draft::Draft;
use super::factiva::{self, Block, Kind};
use super::lines::Line;
use super::page_blocks::{PageBlock, Role, page_blocks};
use super::words::stated_number;
use super::{Split, congress, cut, europresse, gutenberg, nexis, proquest, telegram};
use crate::clean::without_entities;
use crate::model::{Layout, Rule};

/// What the page of an export holds, whatever its case.
const SIGNS: [&str; 10] = [
    "docpublicationname",
    "articleparagraph",
    ">hd<",
    "<docfull",
    "lexisnexis",
    " documents<",
    "proquest document",
    "chat_page",
    "project gutenberg ebook",
    "[congressional record volume",
];

static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true).build(SIGNS).ok()
});

/// The articles of a page, if it is an export.
pub(super) fn split(html: &str) -> Option<Split> {
    if !FINDER.as_ref()?.is_match(html) {
        return None;
    }
    if let Some(split) = telegram::split(html) {
        return Some(split);
    }
    let blocks = page_blocks(html);
    let lines: Vec<Line<'_>> = (1..)
        .zip(&blocks)
        .map(|(number, block)| Line {
            number,
            start: 0,
            text: &block.text,
        })
        .collect();
    let ways: [&dyn Fn() -> Option<Split>; 7] = [
        &|| europresse::split(&lines, &blocks),
        &|| of_factiva(&lines, &blocks),
        &|| nexis::split(&as_text(&blocks)),
        &|| proquest::split(&as_text(&blocks)),
        &|| factiva::split(&as_text(&blocks)),
        &|| gutenberg::split(&as_text(&blocks)),
        &|| congress::split(&preformatted(html)?),
    ];
    let mut splits = ways.iter().filter_map(|way| way());
    let mut split = splits.find(|split| !split.documents.is_empty())?;
    // The numbers are those of blocks, and nobody could find these.
    let rows = split
        .documents
        .iter_mut()
        .flat_map(|document| &mut document.left_out);
    rows.for_each(|row| row.line = None);
    Some(split)
}

fn of_factiva(lines: &[Line<'_>], blocks: &[PageBlock]) -> Option<Split> {
    blocks.iter().find(|block| block.begins)?;
    let starts = blocks.iter().enumerate().filter(|(_, block)| block.begins);
    let pieces = cut::at(lines.len(), starts.map(|(place, _)| place));
    let is_article = |lines: &[Line<'_>]| lines.iter().any(|line| factiva::is_end(line.text));
    let documents = cut::documents(lines, pieces, is_article, |draft, article, _| {
        let end = article.iter().position(|line| factiva::is_end(line.text));
        let (article, after) = article.split_at(end.map_or(article.len(), |end| end + 1));
        let article: Vec<Block<'_>> = article.iter().map(|line| block(line, blocks)).collect();
        factiva::read(draft, &article);
        cover(draft, after);
    });
    let stated = stated_number(lines.iter()).or_else(|| stated_apart(lines));
    Some(Split {
        stated,
        ..Split::of(Layout::Factiva, documents)
    })
}

/// The number of documents in the cell beside the one that says so.
fn stated_apart(lines: &[Line<'_>]) -> Option<u32> {
    let pairs = lines.windows(2);
    let mut numbers = pairs.filter_map(|pair| {
        let [label, number] = pair else { return None };
        let joined = format!("{} {}", label.text, number.text);
        let line = Line {
            text: &joined,
            ..*label
        };
        stated_number(std::iter::once(&line))
    });
    numbers.next()
}

fn cover(draft: &mut Draft, lines: &[Line<'_>]) {
    for line in lines {
        draft.row(Rule::Cover, line.number, line.text);
    }
}

fn block<'a>(line: &Line<'a>, blocks: &[PageBlock]) -> Block<'a> {
    let kind = match role(line, blocks) {
        Role::Title => Kind::Title,
        Role::Author => Kind::Author,
        Role::Text => Kind::Paragraph,
        _ => Kind::Plain,
    };
    Block {
        number: line.number,
        text: line.text,
        kind,
    }
}

/// The role of the block that a line was made of.
pub(super) fn role(line: &Line<'_>, blocks: &[PageBlock]) -> Role {
    let block = blocks.get(line.number as usize - 1);
    block.map_or(Role::Plain, |block| block.role)
}

/// The first preformatted text of a page, with its line ends.
fn preformatted(html: &str) -> Option<String> {
    let start = memchr::memmem::find(html.as_bytes(), b"<pre")?;
    let (_, inside) = html.get(start..)?.split_once('>')?;
    let (inside, _) = inside.split_once("</pre>").unwrap_or((inside, ""));
    let mut text = String::with_capacity(inside.len());
    for piece in inside.split('<').enumerate() {
        text.push_str(match piece {
            (0, piece) => piece,
            (_, piece) => piece.split_once('>').map_or("", |(_, after)| after),
        });
    }
    Some(without_entities(&text).into_owned())
}

/// The page as text: many a layout is the same in both.
fn as_text(blocks: &[PageBlock]) -> String {
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    texts.join("\n\n")
}
