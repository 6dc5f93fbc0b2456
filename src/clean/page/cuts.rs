//! Cuts an article where something else begins: comments, other texts, the author, a second copy.

use super::author::without_label;
use super::blocks::{Block, running};
use super::consent::is_notice;
use super::endings::{Opening, ends_article_with, opens_comments};
use super::measure::same_words;
use super::trim::Trimmer;
use crate::model::Rule;

impl Trimmer<'_> {
    /// Cuts at a heading such as "Comments", at a line such as "Comments (3)" when most of the text
    /// stands before it, and at a heading such as "Related articles", which may stand amid a text,
    /// when nearly all does.
    pub(super) fn cut_at_end(&mut self) {
        let article = self.article();
        let all = running(article.iter().map(|(_, block)| *block));
        let doubtful = |block: &Block| opens_comments(block) == Some(Opening::Doubtful);
        let lines = article.iter().filter(|(_, block)| doubtful(block)).count();
        let mut before = 0;
        let goes_on = |place: usize| {
            let next = article.get(place + 1).map_or(0, |(_, next)| next.heading);
            let mut sections = article[..place].iter().map(|(_, block)| block.heading);
            next > 0 && sections.any(|heading| heading == next)
        };
        let end = article.iter().enumerate().position(|(place, (_, block))| {
            let is_end = match opens_comments(block) {
                Some(Opening::Sure) => before >= 60,
                // Another section like those before follows: the line counts comments elsewhere.
                Some(Opening::Doubtful) if goes_on(place) => false,
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

    /// Cuts at a heading behind the text that is the author's name, where something is said of them.
    pub(super) fn cut_at_author(&mut self, author: Option<&str>) {
        let Some(author) = author else { return };
        let article = self.article();
        let mut before = 0;
        let end = article.iter().position(|(_, block)| {
            before += if block.running { block.weight } else { 0 };
            before >= 60 && block.is_heading() && same_words(author, without_label(&block.text))
        });
        let Some(end) = end else { return };
        for (at, _) in article.iter().skip(end) {
            self.drop(*at, Rule::Author);
        }
    }

    /// Drops notices about cookies, unless much of the text is like them: then it is about them.
    pub(super) fn drop_notices(&mut self) {
        let article = self.article();
        let all = running(article.iter().map(|(_, block)| *block));
        let notices: Vec<_> = article
            .iter()
            .filter(|(_, block)| is_notice(block))
            .collect();
        if running(notices.iter().map(|(_, block)| *block)) * 3 > all {
            return;
        }
        for (at, _) in notices {
            self.drop(*at, Rule::Cookie);
        }
    }

    /// Drops the second copy of a text that is on the page twice as a whole. What only recurs stays.
    pub(super) fn drop_copy(&mut self) {
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

#[cfg(test)]
mod tests {
    use super::super::blocks::plain_block;
    use super::super::trim::tests::{FIRST, SECOND, THIRD, heading, lines, trimmed};
    use super::super::trim::verdicts;
    use super::*;

    #[test]
    fn the_name_of_the_author_as_a_heading_ends_the_text() {
        let blocks = [
            plain_block(FIRST),
            heading("By Ada Hale"),
            plain_block(SECOND),
        ];
        let verdicts = verdicts(&blocks, &[true; 3], None, Some("Ada Hale"));
        assert_eq!(verdicts, [None, Some(Rule::Author), Some(Rule::Author)]);
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
        let sections = [
            heading("The mill"),
            plain_block(FIRST),
            plain_block(SECOND),
            plain_block("Kommentare (5)"),
            heading("The miller"),
            plain_block(THIRD),
        ];
        assert_eq!(trimmed(&sections, None).1, [Rule::Comment]);
        let (text, rules) = trimmed(&lines(&[FIRST, count, SECOND, count, THIRD]), None);
        assert_eq!(text, format!("{FIRST}\n\n{SECOND}\n\n{THIRD}"));
        assert_eq!(rules, [Rule::Comment; 2]);
    }
}
