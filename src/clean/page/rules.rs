//! Takes a block, says whether it is an article's or the page's.
//!
//! The rules look at what a block is like (length, links, sentence marks) and, for short blocks, at
//! the words it begins with. None knows a site.

use super::blocks::Block;
use super::dates;
use super::endings::ends_article_with;
use super::measure::{ends_sentence, weight};
use super::words::PHRASES;
use crate::clean::saved_page::furniture;
use crate::model::Rule;

/// Whether nearly all of the block is link text.
pub(super) fn is_linked(block: &Block) -> bool {
    // An address written out is a reference; a teaser shows a title.
    block.length > 0 && block.linked * 10 >= block.length * 8 && !block.text.starts_with("http")
}

/// Why the block is a line of the page, if it is one: a date or by-line, a notice, an invitation.
pub(super) fn page_line(block: &Block) -> Option<Rule> {
    let by_phrase = block.weight <= 260 && {
        let lower = lowered(&block.text);
        let begins = |phrases: &[&str]| begins_with(&lower, phrases);
        let is_sentence = || !lower.contains('©') && is_sentence_all_the_same(block, &lower);
        (begins(&PHRASES.label_starts) && !(block.weight > 160 && block.running))
            || (begins(&PHRASES.line_starts) && !is_sentence())
            || (block.weight <= 120 && ends_with(&lower, &PHRASES.line_ends))
            || (block.weight <= 60 && PHRASES.whole_lines.contains(bare(&lower)))
    };
    if by_phrase {
        return Some(kind_of_line(&block.text));
    }
    if begins_notice(block) {
        return Some(Rule::Page);
    }
    if is_cookie_notice(block) {
        return Some(Rule::Cookie);
    }
    let is_facts = (block.weight <= 100 && !block.is_heading() && is_by_line(&block.text))
        || is_date_line(&block.text, block.weight);
    if is_facts {
        return Some(Rule::Facts);
    }
    is_mark_line(&block.text).then_some(Rule::Page)
}

/// By what rule a block that is not in the article is left out.
pub(super) fn default_rule(block: &Block, before_text: bool) -> Rule {
    if let Some(rule) = block.outside {
        return rule;
    }
    let is_short = block.weight <= 300 && !block.running;
    match page_line(block).filter(|_| is_short) {
        Some(rule) if rule != Rule::Page => rule,
        _ if is_linked(block) && before_text => Rule::Navigation,
        _ if is_linked(block) || (is_short && ends_article_with(block)) => Rule::Related,
        _ => furniture(&block.text)
            .filter(|_| is_short)
            .unwrap_or(Rule::Page),
    }
}

/// Whether the block is a disclaimer or the like, which may be long.
fn begins_notice(block: &Block) -> bool {
    block.weight <= 1500 && begins_with(&lowered(&block.text), &PHRASES.notice_starts)
}

/// Whether the block says that the page uses cookies.
fn is_cookie_notice(block: &Block) -> bool {
    block.weight <= 900 && block.running && {
        let lower = lowered(&block.text);
        lower.contains("cookie") && begins_with(&lower, &PHRASES.cookie_starts)
    }
}

/// What kind of a line of the page this is.
fn kind_of_line(text: &str) -> Rule {
    let lower = text.to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    match furniture(text) {
        Some(rule) => rule,
        None if dates::find(text).is_some() => Rule::Facts,
        None if starts(&["photo", "(photo", "image", "picture", "foto", "фото"]) => {
            Rule::Caption
        }
        None if starts(&["advert", "sponsor", "广告"])
            || PHRASES.whole_lines.contains(bare(&lower)) =>
        {
            Rule::Advert
        }
        None if starts(&["read ", "related", "see also", "more", "相关", "阅读"]) => {
            Rule::Related
        }
        None if starts(&["subscribe", "sign up", "enter your", "your email"]) => Rule::Form,
        None if starts(&["来源", "编辑", "责任编辑", "责编", "（责任编辑", "记者"]) => {
            Rule::Facts
        }
        None => Rule::Page,
    }
}

/// Whether a text that begins like a line of the page may yet be a sentence of the article: a long
/// one, or a finished one that is no notice and goes on in small letters (Chinese words have no
/// visible end, and `收藏` begins `收藏家`).
fn is_sentence_all_the_same(block: &Block, lower: &str) -> bool {
    let is_notice = || PHRASES.notices.iter().any(|word| lower.contains(word));
    let words = || block.text.split_whitespace();
    let spaceless = |symbol: char| symbol >= '\u{3040}';
    let is_sentence = || {
        block.text.starts_with(spaceless)
            || (words().count() >= 6
                && words()
                    .skip(1)
                    .take(2)
                    .all(|word| !word.starts_with(char::is_uppercase))
                && block.linked * 3 <= block.length)
    };
    (block.weight > 160 && block.running)
        || (ends_sentence(&block.text) && is_sentence() && !is_notice())
}

/// Whether the text is `By` and a name, not a sentence or an item such as `By train`.
fn is_by_line(text: &str) -> bool {
    let lower = lowered(text);
    let named = |phrase: &&&str| {
        let name = lower.strip_prefix(**phrase)?;
        // The text itself ends as its lower-case form does, unless folding changed its length.
        let start = text.len().checked_sub(name.len())?;
        let first = text.get(start..)?.trim_start().chars().next()?;
        let inside = phrase.ends_with(char::is_alphabetic) && first.is_alphabetic();
        (!first.is_lowercase() && !inside).then_some(())
    };
    !ends_sentence(text)
        && text.split_whitespace().count() <= 12
        && PHRASES
            .by_line_starts
            .iter()
            .any(|phrase| named(&phrase).is_some())
}

/// Whether little but a date stands in the line.
fn is_date_line(text: &str, weight: usize) -> bool {
    // "12 March 2013." and "3. 5. 2011 г." are no sentences.
    let (of_date, of_line) = if ends_sentence(text) { (5, 3) } else { (3, 1) };
    weight <= 120
        && dates::find(text).is_some_and(|date| self::weight(date) * of_date >= weight * of_line)
}

/// Whether the line is the number of a column of printed minutes, perhaps with a date: `Column 101W`.
pub(super) fn is_column_line(text: &str, weight: usize) -> bool {
    if weight > 60 || !text.contains(|symbol: char| symbol.is_ascii_digit()) {
        return false;
    }
    let date = dates::find(text);
    let rest = date.map_or_else(
        || text.to_lowercase(),
        |date| text.replace(date, " ").to_lowercase(),
    );
    let is_part = |symbol: char| !symbol.is_alphanumeric();
    let mut words = rest.split(is_part).filter(|word| !word.is_empty());
    let is_word = words
        .next()
        .is_some_and(|word| PHRASES.column_words.contains(word));
    // A letter or two behind the number tell written answers from debates.
    let is_number = |word: &str| {
        let letters = word.trim_start_matches(|symbol: char| symbol.is_ascii_digit());
        letters.len() < word.len() && letters.len() <= 2
    };
    is_word && words.next().is_some_and(is_number) && words.all(is_number)
}

/// Whether the line holds no letter, or is a piece of a site's system that it did not replace:
/// `[button link="/more"]More[/button]`.
fn is_mark_line(text: &str) -> bool {
    let is_code = || text.starts_with('[') && text.ends_with(']') && text.contains("[/");
    !text.chars().any(char::is_alphanumeric) || is_code()
}

/// The text in small letters, without the marks that adorn a line's beginning.
pub(super) fn lowered(text: &str) -> String {
    let adorns = |symbol: char| {
        symbol.is_whitespace()
            || matches!(
                symbol,
                '·' | '•' | '►' | '▶' | '»' | '>' | '-' | '|' | '*' | '■' | '●' | '◆'
            )
    };
    text.trim_start_matches(adorns).to_lowercase()
}

/// A line without the signs at its ends.
fn bare(line: &str) -> &str {
    line.trim_matches(|symbol: char| !symbol.is_alphanumeric())
}

/// Whether the text begins with one of the phrases.
pub(super) fn begins_with(lower: &str, phrases: &[&str]) -> bool {
    phrases
        .iter()
        .any(|phrase| rest_of(lower, phrase).is_some())
}

/// What follows a phrase that the text begins with; a Latin one must not be cut inside a word.
pub(super) fn rest_of<'a>(lower: &'a str, phrase: &str) -> Option<&'a str> {
    let inside = |symbol: char| symbol.is_ascii_alphabetic();
    let rest = lower.strip_prefix(phrase)?;
    (!(phrase.ends_with(inside) && rest.starts_with(inside))).then_some(rest)
}

fn ends_with(lower: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| lower.ends_with(phrase))
}

#[cfg(test)]
mod tests {
    use super::super::blocks::plain_block;
    use super::*;

    #[test]
    fn numbers_of_columns_are_no_text() {
        let is_column = |line: &str| is_column_line(line, weight(line));
        for line in [
            "3 Feb 2014 : Column 101",
            "Column 12W",
            "[Col. 7]",
            "12 March 2001: Columns 3-4",
        ] {
            assert!(is_column(line), "{line}");
        }
        for line in [
            "Column",
            "Column of 7 tanks",
            "7 columns",
            "Chapter 7",
            "3 Feb 2014",
        ] {
            assert!(!is_column(line), "{line}");
        }
    }

    #[test]
    fn lines_of_the_page_are_known_by_their_beginning() {
        for line in [
            "责任编辑：王某",
            "Photo: A. Person",
            "By Jane Roe",
            "2015-12-17 08:32",
            "Share this",
            "Copyright 2019 Valley Courier.",
            "Sponsored by the Bank of the Valley and the mill.",
            "Subscribe to our newsletter and read it every morning.",
            "Terms of use",
            "This website uses cookies, so that it works as it should, and so that our partners may measure what you read. You may withdraw your consent at any time in the settings.",
            "Wir verwenden Cookies, damit die Seite läuft und damit wir messen können, was gelesen wird.",
        ] {
            assert!(page_line(&plain_block(line)).is_some(), "{line}");
        }
        for line in [
            "By noon the harbour was empty.",
            "By train",
            "记者：对此有何评论？",
            "收藏家们并不满意。",
            "Photography was his trade",
            "编者认为，会议很重要。",
            "Terms of the loan were not made public.",
            "Copyright law is what the third chapter of the book deals with.",
            "Sponsored races on the bridge will not be held again this year.",
            "Advertisement in the village was a matter of chalk and a slate.",
            "Video of the landing was shown to all the members on Monday.",
            "Subscribe and be silent was what the old treasurer used to say.",
        ] {
            assert!(page_line(&plain_block(line)).is_none(), "{line}");
        }
    }
}
