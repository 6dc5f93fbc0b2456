//! Takes the blocks of a page and which of them were found to be the article, gives each block that
//! is none its rule: the page's lines before, in and after the text, and second copies.

use super::blocks::Block;
use super::endings::{ends_article_with, is_contact_line, is_invitation, opens_comments};
use super::measure::{ends_sentence, same_words};
use super::reach::LONG_HEADING;
use super::rules::{default_rule, is_column_line, is_linked, page_line};
use crate::model::Rule;

/// For each block why it is not in the article; nothing for those that are.
pub(super) type Verdicts = Vec<Option<Rule>>;

/// The verdicts on the blocks of which some were found to be the article.
pub(super) fn verdicts(
    blocks: &[Block],
    found: &[bool],
    title: Option<&str>,
    author: Option<&str>,
) -> Verdicts {
    let first = found.iter().position(|found| *found).unwrap_or(found.len());
    let numbered = blocks.iter().zip(found).enumerate();
    let verdicts =
        numbered.map(|(at, (block, found))| (!*found).then(|| default_rule(block, at < first)));
    let mut trimmer = Trimmer {
        blocks,
        verdicts: verdicts.collect(),
    };
    trimmer.cut_at_end();
    trimmer.cut_at_author(author);
    trimmer.drop_notices();
    trimmer.drop_title(title);
    trimmer.drop_lines();
    trimmer.drop_lead(title);
    trimmer.drop_copy();
    trimmer.drop_end();
    trimmer.verdicts
}

pub(super) struct Trimmer<'a> {
    pub(super) blocks: &'a [Block],
    pub(super) verdicts: Verdicts,
}

impl<'a> Trimmer<'a> {
    /// The article's blocks, with their numbers.
    pub(super) fn article(&self) -> Vec<(usize, &'a Block)> {
        let numbered = self.blocks.iter().enumerate().zip(&self.verdicts);
        numbered
            .filter(|(_, verdict)| verdict.is_none())
            .map(|(block, _)| block)
            .collect()
    }

    pub(super) fn drop(&mut self, at: usize, rule: Rule) {
        if let Some(verdict) = self.verdicts.get_mut(at) {
            *verdict = Some(rule);
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
            let is_listed = block.item && before.is_some_and(|(_, before)| before.is_entry());
            let rule = if is_column_line(&block.text, block.weight) {
                Some(Rule::Mark)
            } else if is_linked(block) && !heads_text && !is_listed {
                Some(default_rule(block, index == 0))
            } else if is_invitation(block)
                || heads_text && next.is_some_and(|(_, next)| is_invitation(next))
            {
                Some(Rule::Form)
            } else if block.is_heading() && self.heads_links(*at) {
                Some(Rule::Related)
            } else if heads_text {
                None
            } else if let Some(rule) = page_line(block).filter(|_| is_of_page(block)) {
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

    /// Whether only links that are not in the article follow a heading; one of them does not count if
    /// the text goes on behind it.
    fn heads_links(&self, at: usize) -> bool {
        let following = self.blocks.iter().zip(&self.verdicts).skip(at + 1);
        let mut following =
            following.filter(|(block, _)| block.text.contains(char::is_alphanumeric));
        let is_link =
            |(block, verdict): (&Block, &Option<Rule>)| verdict.is_some() && is_linked(block);
        let leads_away = following.next().is_some_and(is_link);
        let heads_text = || {
            let mut rest = following.skip_while(|(block, verdict)| {
                verdict.is_some() && !is_linked(block) && !block.is_heading()
            });
            let next = rest.next();
            next.is_some_and(|(block, verdict)| verdict.is_none() && !block.is_heading())
        };
        leads_away && !heads_text()
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
        let items = lead.iter().filter(|(_, block)| block.is_entry()).count();
        for (index, (at, block)) in lead.iter().enumerate() {
            let before_title = title_at.is_some_and(|title| *at < title);
            let next = article.get(index + 1);
            let has_like =
                |like: fn(&Block, &Block) -> bool| text.iter().any(|(_, other)| like(block, other));
            let heads = index + 1 == lead.len();
            let is_verse =
                || next.is_some_and(|(_, next)| !next.begins_paragraph) && block.weight >= 15;
            let stays = match block.is_heading() {
                true => {
                    heads
                        || (ends_sentence(&block.text) && block.weight >= 30)
                        || block.weight >= LONG_HEADING
                        || next.is_some_and(|(_, next)| items > 1 && next.is_entry())
                }
                false => {
                    ends_sentence(&block.text)
                        || block.weight > 60
                        || (items > 1 && block.is_entry())
                        || has_like(|one, other| one.text == other.text)
                        || has_like(|one, other| one.is_bold_line() && other.is_bold_line())
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
}

/// Whether a line may be one of the page: neither code nor a quotation, which has its author and date.
fn is_of_page(block: &Block) -> bool {
    !block.preformatted && !block.quoted
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::blocks::{join, plain_block};
    use super::*;

    pub(in super::super) const FIRST: &str =
        "The old mill closed in spring, and the town has not been the same since then, say many.";
    pub(in super::super) const SECOND: &str = "Its wheel still turns, but only for the visitors who come on Sundays, and for the children.";
    pub(in super::super) const THIRD: &str = "The miller himself has moved to the coast, where he is building boats, as he always wanted.";

    /// The text of these blocks, and the rules by which others left it.
    pub(in super::super) fn trimmed(blocks: &[Block], title: Option<&str>) -> (String, Vec<Rule>) {
        let verdicts = verdicts(blocks, &vec![true; blocks.len()], title, None);
        let kept = blocks.iter().zip(&verdicts);
        let kept = kept.filter(|(_, verdict)| verdict.is_none());
        (
            join(kept.map(|(block, _)| block)),
            verdicts.iter().copied().flatten().collect(),
        )
    }

    pub(in super::super) fn lines(lines: &[&str]) -> Vec<Block> {
        lines.iter().map(|line| plain_block(line)).collect()
    }

    pub(in super::super) fn heading(text: &str) -> Block {
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
    fn a_heading_stays_before_text_and_goes_before_links() {
        let link = |text: &str| {
            let block = plain_block(text);
            Block {
                linked: block.length,
                ..block
            }
        };
        let rules = |after: &[Block]| {
            let head = [plain_block(FIRST), heading("The wheel")];
            let blocks = [&head[..], after].concat();
            let found: Vec<bool> = blocks.iter().map(|block| block.linked == 0).collect();
            verdicts(&blocks, &found, None, None)
        };
        let with_mark = rules(&[link("edit"), plain_block(SECOND)]);
        assert_eq!(with_mark, [None, None, Some(Rule::Related), None]);
        let with_links = rules(&[link("A dam"), link("A weir"), plain_block(SECOND)]);
        let related = Some(Rule::Related);
        assert_eq!(with_links, [None, related, related, related, None]);
    }

    #[test]
    fn short_lines_alone_stay() {
        let blocks = lines(&["Roses are red", "Violets are blue"]);
        assert_eq!(trimmed(&blocks, None).1, []);
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
