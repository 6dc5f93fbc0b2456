//! Takes a page's tree, gives the blocks of its article and a warning when they are doubtful.
//!
//! Two ways to the article are tried: the readability algorithm, and the smallest element with
//! nearly all running text. Where they disagree the one with more running text is doubted less;
//! where both find little, the page's JSON-LD is asked, and at last the whole visible text is
//! taken. A page is never given back empty without a warning.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::blocks::{Block, blocks_of, plain_block};
use super::prune::{densest, prune};
use super::rules::{is_running, weight};
use super::trim::{running, trim};
use crate::parser_guard::caught;

/// A text of less weight is called little: some sixty English words, 120 Chinese characters.
const LITTLE: usize = 350;

/// Pages with more nodes are not given to the readability algorithm, whose time grows faster than
/// the page.
const MOST_NODES: usize = 100_000;

/// The article of a page.
pub(super) struct Article {
    pub(super) blocks: Vec<Block>,
    pub(super) note: Option<String>,
}

/// Finds the article. `visible` is the page's whole visible text, `body` the article's text by the
/// page's JSON-LD.
pub(super) fn find(
    page: Document,
    visible: &[Block],
    title: Option<&str>,
    body: Option<&str>,
) -> Article {
    prune(&page);
    let dense = trim(densest(&page).map(blocks_of).unwrap_or_default(), title);
    let all = page.body().map(blocks_of).unwrap_or_default();
    let read = readable(page, running(&dense));
    let read = trim(as_on_page(read, all), title);
    let mut article = choose(read, dense);
    if let Some(body) = body {
        article = with_json_ld(article, body);
    }
    if running(&article.blocks) == 0
        && article
            .blocks
            .iter()
            .map(|block| weight(&block.text))
            .sum::<usize>()
            < LITTLE
    {
        return whole(visible);
    }
    article.note = article.note.or_else(|| doubt(&article.blocks, visible));
    article
}

/// What the readability algorithm takes for the article; nothing if it gives up.
fn readable(page: Document, expected: usize) -> Vec<Block> {
    if page.tree.len() > MOST_NODES {
        return Vec::new();
    }
    // Below the threshold it tries again with laxer rules; a short page must not be forced to that.
    let config = Config {
        char_threshold: (expected / 6).clamp(100, 500),
        disable_json_ld: true,
        ..Config::default()
    };
    // A panic of the algorithm on a strange tree costs its answer, not the run.
    let article = caught(|| {
        let failed = |error: dom_smoothie::ReadabilityError| error.to_string();
        let mut readability =
            Readability::with_document(page, None, Some(config)).map_err(failed)?;
        readability.parse().map_err(failed)
    });
    let Ok(article) = article else {
        return Vec::new();
    };
    blocks_of(Document::from(&*article.content).root())
}

fn choose(read: Vec<Block>, dense: Vec<Block>) -> Article {
    let (by_read, by_dense) = (running(&read), running(&dense));
    if by_read * 2 >= by_dense {
        return Article {
            blocks: read,
            note: None,
        };
    }
    let note = (by_read < LITTLE).then(|| {
        "no clear article was found on the page; the part with most of its text was taken"
            .to_owned()
    });
    Article {
        blocks: dense,
        note,
    }
}

/// The page's own blocks that the algorithm chose, with the running text and quotations amid them
/// that it left out. The algorithm rewrites what it finds (cells become one line); the page's blocks
/// keep lines and cells apart. If the two can't be aligned, what the algorithm gave stays.
fn as_on_page(read: Vec<Block>, all: Vec<Block>) -> Vec<Block> {
    let chosen: String = read.iter().map(|block| letters(&block.text)).collect();
    let mut at = 0;
    let known: Vec<bool> = all
        .iter()
        .map(|block| match position(&chosen, at, &letters(&block.text)) {
            Some(end) => {
                at = end;
                true
            }
            None => false,
        })
        .collect();
    let Some(first) = known.iter().position(|known| *known) else {
        return read;
    };
    let last = known.iter().rposition(|known| *known).unwrap_or(first);
    let aligned: Vec<Block> = all
        .into_iter()
        .zip(known)
        .take(last + 1)
        .skip(first)
        .filter(|(block, known)| *known || fills_gap(block))
        .map(|(block, _)| block)
        .collect();
    let enough = running(&aligned) * 10 >= running(&read) * 9;
    if enough { aligned } else { read }
}

/// Where the words end in `chosen` if they come at `at`, or soon after it when there are many.
fn position(chosen: &str, at: usize, words: &str) -> Option<usize> {
    const SOON: usize = 8_000;
    let rest = chosen.get(at..)?;
    if words.is_empty() {
        return None;
    }
    if rest.starts_with(words) {
        return Some(at + words.len());
    }
    let soon = rest.as_bytes().get(..rest.len().min(SOON + words.len()))?;
    let start = memchr::memmem::find(soon, words.as_bytes()).filter(|_| weight(words) >= 30)?;
    Some(at + start + words.len())
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|symbol| symbol.is_alphanumeric())
        .collect()
}

fn fills_gap(block: &Block) -> bool {
    (is_running(block) && block.linked * 5 < block.length)
        || (block.quoted && block.linked * 2 < block.length)
}

/// Prefers the text in JSON-LD when it is far longer than what was found.
fn with_json_ld(article: Article, body: &str) -> Article {
    let total: usize = article.blocks.iter().map(|block| weight(&block.text)).sum();
    let body_weight = weight(body);
    if body_weight < LITTLE / 2 || body_weight * 2 <= total * 3 {
        return article;
    }
    // The text may itself be written in HTML.
    let blocks = if body.contains("</") || body.contains("<br") || body.contains("&lt;") {
        blocks_of(Document::from(body).root())
    } else {
        body.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(plain_block)
            .collect()
    };
    let note = "the text was taken from the page's JSON-LD data, as little of it was found in the page itself";
    Article {
        blocks,
        note: Some(note.to_owned()),
    }
}

fn whole(visible: &[Block]) -> Article {
    let note = if visible.is_empty() {
        "no visible text was found on the page"
    } else {
        "no article was found on the page; its whole visible text was taken"
    };
    Article {
        blocks: visible.to_vec(),
        note: Some(note.to_owned()),
    }
}

fn doubt(blocks: &[Block], visible: &[Block]) -> Option<String> {
    let total: usize = blocks.iter().map(|block| weight(&block.text)).sum();
    let characters: usize = blocks.iter().map(|block| block.length).sum();
    if total < LITTLE {
        return Some(format!(
            "little text was found on the page ({characters} characters)"
        ));
    }
    (running(blocks) * 5 < running(visible))
        .then(|| "the article found holds less than a fifth of the page's running text".to_owned())
}
