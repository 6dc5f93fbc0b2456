//! Takes the blocks of a page and which of them were found to be the article, gives each block that
//! is none its rule: the page's lines before, in and after the text, and second copies.

use super::blocks::{Block, running};
use super::rules::{
    Opening, default_rule, ends_article_with, ends_sentence, is_column_line, is_contact_line,
    is_linked, opens_comments, page_line,
};
use crate::model::Rule;

/// For each block why it is not in the article; nothing for those that are.
pub(super) type Verdicts = Vec<Option<Rule>>;

/// The verdicts on the blocks of which some were found to be the article.
pub(super) fn verdicts(blocks: &[Block], found: &[bool], title: Option<&str>) -> Verdicts {
    let first = found.iter().position(|found| *found).unwrap_or(found.len());
    let numbered = blocks.iter().zip(found).enumerate();
    let verdicts =
        numbered.map(|(at, (block, found))| (!*found).then(|| default_rule(block, at < first)));
    let mut trimmer = Trimmer {
        blocks,
        verdicts: verdicts.collect(),
    };
    trimmer.cut_at_end();
    trimmer.drop_title(title);
    trimmer.drop_lines();
    trimmer.drop_lead(title);
    trimmer.drop_copy();
    trimmer.drop_end();
    trimmer.verdicts
}

struct Trimmer<'a> {
    blocks: &'a [Block],
    verdicts: Verdicts,
}

impl<'a> Trimmer<'a> {
    /// The article's blocks, with their numbers.
    fn article(&self) -> Vec<(usize, &'a Block)> {
        let numbered = self.blocks.iter().enumerate().zip(&self.verdicts);
        numbered
            .filter(|(_, verdict)| verdict.is_none())
            .map(|(block, _)| block)
            .collect()
    }

    fn drop(&mut self, at: usize, rule: Rule) {
        if let Some(verdict) = self.verdicts.get_mut(at) {
            *verdict = Some(rule);
        }
    }

    /// Cuts at a heading such as "Comments", at a line such as "Comments (3)" when most of the text
    /// stands before it, and at a heading such as "Related articles", which may stand amid a text,
    /// when nearly all does.
    fn cut_at_end(&mut self) {
        let article = self.article();
        let all = running(article.iter().map(|(_, block)| *block));
        let doubtful = |block: &Block| opens_comments(block) == Some(Opening::Doubtful);
        let lines = article.iter().filter(|(_, block)| doubtful(block)).count();
        let mut before = 0;
        let end = article.iter().position(|(_, block)| {
            let is_end = match opens_comments(block) {
                Some(Opening::Sure) => before >= 60,
                Some(Opening::Doubtful) => lines == 1 && before * 2 > all,
                None => before * 5 > all * 4 && ends_article_with(block),
            };
            before += if block.running { block.weight } else { 0 };
            is_end
        });
        let Some(end) = end else { return };
        let of_comments = article
            .get(end)
            .is_some_and(|(_, block)| opens_comments(block).is_some());
        for (at, block) in article.iter().skip(end) {
            let rule = match (of_comments, block.running) {
                (true, _) => Rule::Comment,
                (false, true) => Rule::Teaser,
                (false, false) => Rule::Related,
            };
            self.drop(*at, block.outside.unwrap_or(rule));
        }
    }

    /// Drops the title before the text, also where it was not found to be part of it.
    fn drop_title(&mut self, title: Option<&str>) {
        let Some(title) = title else { return };
        let first = self
            .article()
            .iter()
            .find(|(_, block)| block.running)
            .map(|(at, _)| *at);
        let end = first.unwrap_or(self.blocks.len());
        for at in 0..end {
            let Some(block) = self.blocks.get(at) else {
                return;
            };
            if block.outside.is_none() && same_words(title, &block.text) {
                self.drop(at, Rule::Title);
            }
        }
    }

    /// Drops lines of the page wherever they stand.
    fn drop_lines(&mut self) {
        let article = self.article();
        for (index, (at, block)) in article.iter().enumerate() {
            let next = article.get(index + 1);
            let heads_text = block.is_heading() && next.is_some_and(|(_, next)| next.running);
            let before = index.checked_sub(1).and_then(|before| article.get(before));
            // A link among the items of a list that is written for the text.
            let is_listed = block.item && before.is_some_and(|(_, before)| is_entry(before));
            let rule = if is_column_line(&block.text, block.weight) {
                Some(Rule::Mark)
            } else if is_linked(block) && !heads_text && !is_listed {
                Some(default_rule(block, index == 0))
            } else if block.is_heading() && self.heads_links(*at) {
                Some(Rule::Related)
            } else if heads_text {
                None
            } else if let Some(rule) = page_line(block).filter(|_| !block.preformatted) {
                Some(rule)
            } else if block.is_heading() {
                None
            } else if opens_comments(block).is_some() {
                Some(Rule::Comment)
            } else {
                ends_article_with(block).then_some(Rule::Related)
            };
            if let Some(rule) = rule {
                self.drop(*at, rule);
            }
        }
    }

    /// Whether only links that are not in the article follow a heading.
    fn heads_links(&self, at: usize) -> bool {
        let following = self.blocks.iter().zip(&self.verdicts).skip(at + 1);
        let mut following =
            following.filter(|(block, _)| block.text.contains(char::is_alphanumeric));
        let next = following.next();
        next.is_some_and(|(block, verdict)| verdict.is_some() && is_linked(block))
    }

    /// Drops short unfinished lines and headings before the first running text; a list stays, and the
    /// heading of that text.
    fn drop_lead(&mut self, title: Option<&str>) {
        let article = self.article();
        let Some(first) = article.iter().position(|(_, block)| block.running) else {
            return;
        };
        let (lead, text) = article.split_at(first);
        let is_title = |block: &Block| {
            title.is_some_and(|title| same_words(title, &block.text)) && block.linked == 0
        };
        let first = text.first().map_or(0, |(at, _)| *at);
        let before = self.blocks.get(..first).unwrap_or_default();
        let title_at = before.iter().rposition(is_title);
        let items = lead.iter().filter(|(_, block)| is_entry(block)).count();
        for (index, (at, block)) in lead.iter().enumerate() {
            let before_title = title_at.is_some_and(|title| *at < title);
            let next = article.get(index + 1);
            let has_like =
                |like: fn(&Block, &Block) -> bool| text.iter().any(|(_, other)| like(block, other));
            let heads = index + 1 == lead.len();
            let is_verse =
                || next.is_some_and(|(_, next)| !next.begins_paragraph) && block.weight >= 15;
            let stays = match block.is_heading() {
                true => heads || (ends_sentence(&block.text) && block.weight >= 30),
                false => {
                    ends_sentence(&block.text)
                        || block.weight > 60
                        || (items > 1 && is_entry(block))
                        || has_like(|one, other| one.text == other.text)
                        || is_verse()
                }
            };
            if before_title && !block.running || !stays {
                self.drop(*at, default_rule(block, true));
            }
        }
    }

    /// Drops what stands behind the text: headings of nothing, and how to reach or follow someone.
    fn drop_end(&mut self) {
        let article = self.article();
        for (at, block) in article.iter().skip(1).rev() {
            let rule = match () {
                () if ends_article_with(block) => Rule::Related,
                () if block.is_heading() => default_rule(block, false),
                () if is_contact_line(block) => Rule::Contact,
                () => return,
            };
            self.drop(*at, rule);
        }
    }

    /// Drops the second copy of a text that is on the page twice as a whole. What only recurs stays.
    fn drop_copy(&mut self) {
        let article = self.article();
        let texts: Vec<_> = article.iter().filter(|(_, block)| block.running).collect();
        let Some(((_, head), rest)) = texts.split_first() else {
            return;
        };
        let is_head = |(_, block): &&&(usize, &Block)| block.text == head.text;
        let Some(second) = rest
            .iter()
            .position(|block| is_head(&block))
            .map(|at| at + 1)
        else {
            return;
        };
        let (one, other) = texts.split_at(second);
        let is_same =
            |(one, other): (&&(usize, &Block), &&(usize, &Block))| one.1.text == other.1.text;
        let weight: usize = one.iter().map(|(_, block)| block.weight).sum();
        if weight < 200 || one.len() != other.len() || !one.iter().zip(other).all(is_same) {
            return;
        }
        let Some(start) = other.first().map(|(at, _)| *at) else {
            return;
        };
        for (at, _) in article.iter().filter(|(at, _)| *at >= start) {
            self.drop(*at, Rule::Copy);
        }
    }
}

/// Whether the block is an item of a list that is written for the text, not a link.
fn is_entry(block: &Block) -> bool {
    block.item && block.is_mostly_plain() && block.weight >= 4
}

/// Whether two texts have the same letters and digits.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = char> {
        let letters = text.chars().filter(|symbol| symbol.is_alphanumeric());
        letters.flat_map(char::to_lowercase)
    }
    words(one).next().is_some() && words(one).eq(words(other))
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{join, plain_block};
    use super::*;

    const FIRST: &str =
        "The old mill closed in spring, and the town has not been the same since then, say many.";
    const SECOND: &str = "Its wheel still turns, but only for the visitors who come on Sundays, and for the children.";
    const THIRD: &str = "The miller himself has moved to the coast, where he is building boats, as he always wanted.";

    /// The text of these blocks, and the rules by which others left it.
    fn trimmed(blocks: &[Block], title: Option<&str>) -> (String, Vec<Rule>) {
        let verdicts = verdicts(blocks, &vec![true; blocks.len()], title);
        let kept = blocks.iter().zip(&verdicts);
        let kept = kept.filter(|(_, verdict)| verdict.is_none());
        (
            join(kept.map(|(block, _)| block)),
            verdicts.iter().copied().flatten().collect(),
        )
    }

    fn lines(lines: &[&str]) -> Vec<Block> {
        lines.iter().map(|line| plain_block(line)).collect()
    }

    fn heading(text: &str) -> Block {
        Block {
            heading: 3,
            ..plain_block(text)
        }
        .weighed()
    }

    #[test]
    fn lines_of_the_page_go_by_their_rules_and_the_text_stays() {
        let blocks = lines(&[
            "A mill closes",
            "2015-12-17 08:32",
            "By Jane Roe",
            FIRST,
            "Photo: J. Roe",
            SECOND,
            "Related articles",
            "Another mill",
        ]);
        let (text, rules) = trimmed(&blocks, Some("A Mill Closes!"));
        assert_eq!(text, format!("{FIRST}\n\n{SECOND}"));
        assert_eq!(
            rules,
            [
                Rule::Title,
                Rule::Facts,
                Rule::Facts,
                Rule::Caption,
                Rule::Related,
                Rule::Related
            ]
        );
    }

    #[test]
    fn short_lines_alone_stay() {
        let blocks = lines(&["Roses are red", "Violets are blue"]);
        assert_eq!(trimmed(&blocks, None).1, []);
    }

    #[test]
    fn what_recurs_stays_and_a_second_copy_of_all_goes() {
        let song = lines(&[FIRST, SECOND, FIRST, THIRD, FIRST]);
        assert_eq!(trimmed(&song, None).1, []);
        let twice = lines(&[FIRST, SECOND, THIRD, FIRST, SECOND, THIRD]);
        assert_eq!(trimmed(&twice, None).1, [Rule::Copy; 3]);
    }

    #[test]
    fn comments_may_be_longer_than_the_text_and_a_count_of_them_ends_nothing() {
        let mut blocks = vec![plain_block(FIRST), heading("3 Comments")];
        blocks.extend(lines(&[SECOND, THIRD, SECOND]));
        let (text, rules) = trimmed(&blocks, None);
        assert_eq!((text.as_str(), rules), (FIRST, vec![Rule::Comment; 4]));
        let count = "Comments (5 posted)";
        let (text, rules) = trimmed(&lines(&[FIRST, count, SECOND, count, THIRD]), None);
        assert_eq!(text, format!("{FIRST}\n\n{SECOND}\n\n{THIRD}"));
        assert_eq!(rules, [Rule::Comment; 2]);
    }

    #[test]
    fn a_list_and_a_heading_with_its_like_stay_before_the_text() {
        let item = |text| Block {
            item: true,
            ..plain_block(text)
        };
        let blocks = vec![
            plain_block("3 min to go"),
            item("A mill closes"),
            item("A miller leaves"),
            heading("The mill"),
            plain_block(FIRST),
            heading("The miller"),
            plain_block(THIRD),
        ];
        assert_eq!(trimmed(&blocks, None).1, [Rule::Page]);
    }
}
