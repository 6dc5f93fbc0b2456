//! Text saved from web pages and agencies: takes off what stands around a text, and reads the facts
//! that stand there.
//!
//! Takes plain text; gives it without menus, paths of links, share bars, by-lines, pagers, and the
//! copyright, registration and contact lines, with a list of all that was taken off. Only the lines
//! before the first paragraph of prose and the last blocks of a text are looked at, so that a text
//! without such lines costs nothing and loses nothing.

mod facts;
mod line;

use std::ops::Range;

pub(super) use facts::Facts;

use crate::model::{LeftOut, Rule};
use line::{furniture, is_prose, is_short};

/// How many lines of a text may stand before its prose.
const HEAD_LINES: usize = 15;
/// How many blocks at the end of a text are looked at.
const TAIL_BLOCKS: usize = 12;
/// The longest title, in bytes.
const LONGEST_TITLE: usize = 300;

/// What was found around a text.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// What is to be left out, in the order of the text.
    pub(super) left_out: Vec<LeftOut>,
    /// What the lines say of the text.
    pub(super) facts: Facts,
    /// Where the lines to leave out stand, ascending, with their line ends.
    ranges: Vec<Range<usize>>,
}

/// A line that is not blank.
struct Line<'a> {
    /// Without blanks around it.
    text: &'a str,
    /// With its line end.
    range: Range<usize>,
    /// From 1.
    number: u32,
    /// The number of its block, from 0: lines without a blank one between them.
    block: usize,
    rule: Option<Rule>,
}

/// Finds what stands around a text.
pub(super) fn surroundings(text: &str) -> Surroundings {
    let mut lines = lines(text);
    let mut facts = Facts::default();
    let head = mark_head(&mut lines, &mut facts);
    mark_tail(&mut lines, head, &mut facts);
    let mut found = Surroundings::default();
    for line in lines.iter().filter(|line| line.rule.is_some()) {
        let Some(rule) = line.rule else { continue };
        found.ranges.push(line.range.clone());
        found.left_out.push(LeftOut {
            rule,
            line: Some(line.number),
            recurs: None,
            text: line.text.to_owned(),
        });
    }
    let is_saved_page = lines[..head].iter().any(|line| line.rule.is_some());
    if is_saved_page {
        let mut titles = lines[..head].iter().filter(|line| line.rule.is_none());
        facts.title = titles
            .find(|line| line.text.len() <= LONGEST_TITLE)
            .map(|line| line.text.to_owned());
    }
    found.facts = facts;
    found
}

/// The text without what is to be left out; a blank line stands where something was.
pub(super) fn without(text: &str, surroundings: &Surroundings) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for range in &surroundings.ranges {
        out.push_str(&text[end..range.start]);
        out.push('\n');
        end = range.end;
    }
    out.push_str(&text[end..]);
    out
}

/// The lines of the head and of the tail that are not blank. Those between are never boilerplate.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut start, mut number, mut block) = (0, 0, 0);
    let mut is_after_blank = false;
    while start < text.len() {
        let rest = &text[start..];
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
        let length = end.unwrap_or(rest.len());
        let line_end = match end {
            None => 0,
            Some(_) if rest[length..].starts_with("\r\n") => 2,
            Some(_) => 1,
        };
        number += 1;
        let trimmed = rest[..length].trim();
        if trimmed.is_empty() {
            is_after_blank = true;
        } else {
            block += usize::from(is_after_blank && !lines.is_empty());
            is_after_blank = false;
            lines.push(Line {
                text: trimmed,
                range: start..start + length + line_end,
                number,
                block,
                rule: None,
            });
        }
        start += length + line_end;
    }
    lines
}

/// Marks the lines before the prose; gives how many there are.
fn mark_head(lines: &mut [Line<'_>], facts: &mut Facts) -> usize {
    let prose = lines.iter().position(|line| is_prose(line.text));
    let head = prose.unwrap_or(lines.len()).min(HEAD_LINES);
    for line in &mut lines[..head] {
        line.rule = if facts.read(line.text) {
            Some(Rule::Facts)
        } else {
            furniture(line.text)
        };
    }
    // A short line right above or below a menu, in its block, is part of the menu.
    for index in 0..head {
        let is_menu = |line: &Line<'_>| {
            matches!(line.rule, Some(Rule::Navigation | Rule::ShareBar))
                && line.block == lines[index].block
        };
        let above = index.checked_sub(1).map(|above| &lines[above]);
        let is_beside =
            above.is_some_and(is_menu) || lines[..head].get(index + 1).is_some_and(is_menu);
        if lines[index].rule.is_none() && is_beside && is_short(lines[index].text, 4) {
            lines[index].rule = Some(Rule::Navigation);
        }
    }
    head
}

/// Marks the last blocks: one that holds furniture goes as a whole, except for its prose.
fn mark_tail(lines: &mut [Line<'_>], head: usize, facts: &mut Facts) {
    let last_block = lines.last().map_or(0, |line| line.block);
    let first = lines.partition_point(|line| line.block + TAIL_BLOCKS <= last_block);
    let tail = &mut lines[first.max(head)..];
    for block in tail.chunk_by_mut(|a, b| a.block == b.block) {
        let mut rules = Vec::new();
        for line in block.iter_mut() {
            let is_credit = facts.read_credit(line.text);
            line.rule = if is_credit {
                Some(Rule::Facts)
            } else {
                furniture(line.text)
            };
            rules.extend(line.rule);
        }
        // Of a block with a strong sign, the short lines beside it go too: an address has no sign
        // of its own, nor has the name of an office above its telephone number.
        let strong = rules.iter().copied().find(|rule| {
            matches!(
                rule,
                Rule::Contact | Rule::Copyright | Rule::Registration | Rule::Pager
            )
        });
        let Some(strong) = strong else { continue };
        for line in block.iter_mut().filter(|line| line.rule.is_none()) {
            if is_short(line.text, 12) {
                line.rule = Some(strong);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "our moments\nHome | Culture\n\nA Harbour for All Tides\n\n\
        tidewatch.example | Updated: 2018-03-05 09:30\n\n\
        The council of the harbour met on Monday to speak about the tides, the boats and the rules \
        that all of them keep, it said.\n\nA short closing line.\n\n|<< Previous 1 2 3 Next\n\
        World Edition\nCopyright 1999 - 2018. All rights reserved.\n\nRegistration Number: 4711\n";

    fn kept(text: &str) -> String {
        let kept = without(text, &surroundings(text));
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_stands_around_a_saved_page_goes_and_its_text_stays() {
        let kept = kept(PAGE);
        assert!(
            kept.starts_with("A Harbour for All Tides The council"),
            "{kept}"
        );
        assert!(kept.ends_with("it said. A short closing line."), "{kept}");
        let found = surroundings(PAGE);
        let rules: Vec<_> = found
            .left_out
            .iter()
            .map(|out| (out.line, out.rule))
            .collect();
        assert_eq!(
            rules,
            [
                (Some(1), Rule::Navigation),
                (Some(2), Rule::Navigation),
                (Some(6), Rule::Facts),
                (Some(12), Rule::Pager),
                (Some(13), Rule::Pager),
                (Some(14), Rule::Copyright),
                (Some(16), Rule::Registration),
            ]
        );
        assert_eq!(
            found.facts.title.as_deref(),
            Some("A Harbour for All Tides")
        );
        assert_eq!(found.facts.date.as_deref(), Some("2018-03-05"));
        assert_eq!(found.facts.source.as_deref(), Some("tidewatch.example"));
    }

    #[test]
    fn an_office_and_its_numbers_go_together() {
        let text = "The fair opens in May, and the town expects more guests than ever before, the mayor said on Friday in the hall.\n\n\
            Office of the Fair\nHarbour Street 4\nTel: 0049-40-1234567\nEmail: fair@harbour.example\n";
        assert!(kept(text).ends_with("in the hall."), "{}", kept(text));
    }

    #[test]
    fn a_speech_loses_nothing() {
        for text in [
            "Mr. President,\n\nI thank you.\n\nThe sea is wide > deep, and we share it. Copyright is a right.\n\nThank you.\n",
            "Home is where the heart is.\n\nNews > rumours, as they say, and that is why this house was built.\n",
            "One line only",
            "",
        ] {
            let found = surroundings(text);
            assert!(found.left_out.is_empty(), "{:?}", found.left_out);
            assert!(found.facts.title.is_none());
        }
    }

    #[test]
    fn line_ends_of_every_kind_are_seen() {
        for line_end in ["\n", "\r\n", "\r"] {
            let text = PAGE.replace('\n', line_end);
            assert_eq!(surroundings(&text).left_out.len(), 7, "{line_end:?}");
        }
    }
}
