//! Takes a page's tree, gives its blocks, each in the article or left out by a rule, and a warning
//! when the article is doubtful.
//!
//! Two ways to the article are tried: the readability algorithm, and the smallest element with
//! nearly all running text. Both are measured by [`quality`], and where they differ much the article
//! is doubtful. Where both find little, the page's JSON-LD is asked, and at last the whole visible
//! text is taken. A page is never given back empty without a warning.

use dom_query::Document;

use super::blocks::{Block, plain_block, running};
use super::measure::{same_words, weight};
use super::outside;
use super::parts;
use super::reach::reach;
use super::readable::readable;
use super::share::densest;
use super::trim::{Verdicts, verdicts};
use super::walk::{Walked, blocks_of, walk};
use crate::model::Rule;

/// A text of less weight is called little: some sixty English words, 120 Chinese characters.
const LITTLE: usize = 350;

/// A text of less weight without a sentence is none.
const SOME: usize = 60;

/// A block of less weight is no sentence.
const SHORTEST_SENTENCE: usize = 15;

/// Where the two candidates share less of the better one's quality, in per cent, the article is
/// doubtful; a candidate is preferred to another from half of its quality on, and about there the
/// margin is small.
const AGREEMENT: usize = 60;

/// A page's blocks, and which are its article.
#[derive(Default)]
pub(super) struct Article {
    /// The blocks in the order of the page, each with the rule by which it is not in the article.
    pub(super) pieces: Vec<(Block, Option<Rule>)>,
    pub(super) note: Option<String>,
}

/// What the page says of its article.
#[derive(Clone, Copy)]
pub(super) struct Stated<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) author: Option<&'a str>,
    /// The text by the page's JSON-LD.
    pub(super) body: Option<&'a str>,
}

/// Finds the article. `whole` is all that is visible on the page.
pub(super) fn find(
    page: Document,
    whole: &Walked,
    Stated {
        title,
        author,
        body,
    }: Stated<'_>,
) -> Article {
    let Some(root) = page.body() else {
        return unread(Vec::new());
    };
    let sorted = outside::sort(root, whole, &titles(&whole.blocks, title));
    let walked = walk(root, &sorted.outside);
    let (first, end) = densest(root, &walked.shares);
    let blocks = walked.blocks.iter().enumerate();
    let dense: Vec<bool> = blocks
        .map(|(at, block)| (first..end).contains(&at) && block.outside.is_none())
        .collect();
    let expected = running(chosen(&walked.blocks, &dense));
    let parts = parts::parts(root, &walked.shares);
    let read = readable(page, &walked, &sorted, expected);
    let blocks = walked.blocks;
    let (mut choice, doubt) = choose(&blocks, read, dense);
    parts::complete(&blocks, &parts, &mut choice);
    let found = reach(&blocks, choice, title);
    let verdicts = verdicts(&blocks, &found, title, author);
    let text: usize = text_of(&blocks, &verdicts).map(|block| block.weight).sum();
    if let Some(article) = body.and_then(|body| from_json_ld(&blocks, text, body)) {
        return article;
    }
    if running(text_of(&blocks, &verdicts)) == 0 && text < SOME {
        return unread(blocks);
    }
    let note = doubt.or_else(|| little(&blocks, &verdicts));
    Article {
        pieces: blocks.into_iter().zip(verdicts).collect(),
        note,
    }
}

/// The numbers of the blocks that may be the title: they have its words, or are headings of the first
/// rank.
pub(super) fn titles(blocks: &[Block], title: Option<&str>) -> Vec<usize> {
    let is_title = |block: &Block| {
        block.linked == 0
            && (block.heading == 1 || title.is_some_and(|title| same_words(title, &block.text)))
    };
    let numbered = blocks.iter().enumerate();
    let titles = numbered.filter(|(_, block)| is_title(block));
    titles.map(|(at, _)| at).collect()
}

fn text_of<'a>(blocks: &'a [Block], verdicts: &'a Verdicts) -> impl Iterator<Item = &'a Block> {
    let blocks = blocks.iter().zip(verdicts);
    blocks
        .filter(|(_, verdict)| verdict.is_none())
        .map(|(block, _)| block)
}

fn chosen<'a>(blocks: &'a [Block], found: &'a [bool]) -> impl Iterator<Item = &'a Block> {
    let blocks = blocks.iter().zip(found);
    blocks.filter(|(_, found)| **found).map(|(block, _)| block)
}

/// Which blocks were found to be the article.
pub(super) struct Choice {
    pub(super) found: Vec<bool>,
    /// Which blocks the element holds that has most of the running text.
    pub(super) dense: Vec<bool>,
}

/// How good these blocks are as an article: the weight of their running text, less that of its
/// links and of other lines that are links.
fn quality<'a>(blocks: impl Iterator<Item = &'a Block>) -> usize {
    let (mut good, mut bad) = (0, 0);
    for block in blocks {
        let linked = block.weight * block.linked / block.length.max(1);
        if block.running {
            good += block.weight;
        }
        bad += linked;
    }
    usize::saturating_sub(good, bad)
}

/// The better of two candidates. The readability algorithm is rarely wrong by addition, so it is
/// passed over only for one of twice its quality.
fn choose(blocks: &[Block], read: Vec<bool>, dense: Vec<bool>) -> (Choice, Option<String>) {
    let by_read = quality(chosen(blocks, &read));
    let by_dense = quality(chosen(blocks, &dense));
    let both: Vec<bool> = read
        .iter()
        .zip(&dense)
        .map(|(one, other)| *one && *other)
        .collect();
    let shared = quality(chosen(blocks, &both));
    let best = by_read.max(by_dense);
    let doubt = (shared * 100 < best * AGREEMENT).then(|| {
        format!(
            "the main text of the page is uncertain: two methods of finding it agree on {} % of the text",
            shared * 100 / best
        )
    });
    let found = if by_read * 2 >= by_dense {
        read
    } else {
        dense.clone()
    };
    (Choice { found, dense }, doubt)
}

/// Takes the text in JSON-LD when it is far longer than what was found.
fn from_json_ld(blocks: &[Block], found: usize, body: &str) -> Option<Article> {
    let body_weight = weight(body);
    if body_weight < LITTLE / 2 || body_weight * 2 <= found * 3 {
        return None;
    }
    // The text may itself be written in HTML.
    let text = if body.contains("</") || body.contains("<br") || body.contains("&lt;") {
        blocks_of(Document::from(body).root())
    } else {
        let lines = body.lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(plain_block)
            .collect()
    };
    let known: std::collections::HashSet<String> =
        text.iter().map(|block| block.text.clone()).collect();
    let rest = blocks.iter().filter(|block| !known.contains(&block.text));
    let rest = rest.map(|block| (block.clone(), Some(block.outside.unwrap_or(Rule::Page))));
    let note = "the text was taken from the JSON-LD data of the page, since little of it was found in the page itself";
    Some(Article {
        pieces: text
            .into_iter()
            .map(|block| (block, None))
            .chain(rest)
            .collect(),
        note: Some(note.to_owned()),
    })
}

/// The whole visible text, where no article is found; forms, notices and what is hidden is none. Where a
/// sentence stands outside of menus, links and comments, these are none either.
fn unread(blocks: Vec<Block>) -> Article {
    let has_sentence = blocks
        .iter()
        .any(|block| block.outside.is_none() && is_sentence(block));
    let note = match blocks.as_slice() {
        [] => "the page has no visible text",
        _ if has_sentence => {
            "no main text was found on the page, so all its visible text outside of menus, links and comments was taken"
        }
        _ => "no main text was found on the page, so all its visible text was taken",
    };
    let is_no_text = |rule: &Rule| match rule {
        Rule::Hidden | Rule::Ruby | Rule::Form | Rule::Cookie => true,
        Rule::Navigation | Rule::ShareBar | Rule::Related | Rule::Comment | Rule::Footer => {
            has_sentence
        }
        _ => false,
    };
    let pieces = blocks.into_iter().map(|block| {
        let is_link = has_sentence && block.linked * 2 > block.length;
        let rule = block.outside.filter(is_no_text);
        let rule = rule.or(is_link.then_some(Rule::Related));
        (block, rule)
    });
    let mut pieces: Vec<_> = pieces.collect();
    if pieces.iter().all(|(_, rule)| rule.is_some()) {
        pieces.iter_mut().for_each(|(_, rule)| *rule = None);
    }
    Article {
        pieces,
        note: Some(note.to_owned()),
    }
}

/// Whether a block is a sentence and no link, however short.
fn is_sentence(block: &Block) -> bool {
    let ends = block
        .text
        .ends_with(['.', '!', '?', '。', '！', '？', '؟', '।', '”', '"']);
    block.linked == 0 && block.heading == 0 && ends && block.weight >= SHORTEST_SENTENCE
}

fn little(blocks: &[Block], verdicts: &Verdicts) -> Option<String> {
    let total: usize = text_of(blocks, verdicts).map(|block| block.weight).sum();
    let characters: usize = text_of(blocks, verdicts).map(|block| block.length).sum();
    if total < LITTLE {
        return Some(format!(
            "the page has little text ({characters} characters)"
        ));
    }
    (running(text_of(blocks, verdicts)) * 5 < running(blocks)).then(|| {
        "the main text found has less than a fifth of the running text of the page".to_owned()
    })
}
