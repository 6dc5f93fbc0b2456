//! Takes the blocks of an article as found, gives them without the page's lines before, in and
//! after the text.

use super::blocks::Block;
use super::rules::{
    ends_article, ends_sentence, is_contact_line, is_linked, is_page_line, is_running,
    opens_comments, weight,
};

/// The article's own blocks.
pub(super) fn trim(mut blocks: Vec<Block>, title: Option<&str>) -> Vec<Block> {
    cut_at_end(&mut blocks);
    drop_lines(&mut blocks, title);
    drop_lead(&mut blocks);
    while blocks.len() > 1 && blocks.last().is_some_and(closes) {
        blocks.pop();
    }
    blocks
}

/// Whether a block at the very end is no part of the article.
fn closes(block: &Block) -> bool {
    block.heading || ends_article(block) || is_contact_line(block)
}

/// The weight of the running text among the blocks.
pub(super) fn running(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .filter(|block| is_running(block))
        .map(|block| weight(&block.text))
        .sum()
}

/// Cuts at a heading such as "Comments" when most of the text stands before it, at one such as
/// "Related articles", which may stand amid a text, when nearly all does.
fn cut_at_end(blocks: &mut Vec<Block>) {
    let all = running(blocks);
    let mut before = 0;
    for at in 0..blocks.len() {
        let Some(block) = blocks.get(at) else { return };
        let is_end = (before * 2 > all && opens_comments(block))
            || (before * 5 > all * 4 && ends_article(block));
        if is_end {
            return blocks.truncate(at);
        }
        if is_running(block) {
            before += weight(&block.text);
        }
    }
}

/// Drops lines of the page wherever they stand, and long blocks that come twice.
fn drop_lines(blocks: &mut Vec<Block>, title: Option<&str>) {
    let mut article: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut seen = std::collections::HashSet::new();
    let mut begins = false;
    for mut block in blocks.drain(..) {
        let twice = weight(&block.text) >= 60 && !seen.insert(block.text.clone());
        let is_title = title.is_some_and(|title| same_words(title, &block.text));
        if twice
            || is_title
            || is_linked(&block)
            || is_page_line(&block)
            || ((ends_article(&block) || opens_comments(&block)) && !block.heading)
        {
            begins |= block.begins_paragraph;
            continue;
        }
        block.begins_paragraph |= begins;
        begins = false;
        article.push(block);
    }
    *blocks = article;
}

/// Drops short unfinished lines and headings before the first running text.
fn drop_lead(blocks: &mut Vec<Block>) {
    let Some(first) = blocks.iter().position(is_running) else {
        return;
    };
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        at > first || (!block.heading && (ends_sentence(&block.text) || weight(&block.text) > 60))
    });
}

/// Whether two texts have the same letters and digits.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| -> String {
        text.chars()
            .filter(|symbol| symbol.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let one = words(one);
    !one.is_empty() && one == words(other)
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{join, plain_block};
    use super::*;

    const FIRST: &str =
        "The old mill closed in spring, and the town has not been the same since then, say many.";
    const SECOND: &str = "Its wheel still turns, but only for the visitors who come on Sundays, and for the children.";

    #[test]
    fn lines_of_the_page_go_and_the_text_stays() {
        let lines = [
            "A mill closes",
            "2015-12-17 08:32",
            "By Jane Roe",
            FIRST,
            "Photo: J. Roe",
            SECOND,
            FIRST,
            "Related articles",
            "Another mill",
        ];
        let blocks = lines.iter().map(|line| plain_block(line)).collect();
        let text = join(&trim(blocks, Some("A Mill Closes!")));
        assert_eq!(text, format!("{FIRST}\n\n{SECOND}"));
    }

    #[test]
    fn short_lines_alone_stay() {
        let blocks = vec![
            plain_block("Roses are red"),
            plain_block("Violets are blue"),
        ];
        assert_eq!(trim(blocks.clone(), None), blocks);
    }
}
