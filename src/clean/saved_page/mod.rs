//! Text saved from web pages and agencies: takes off what stands around a text, and reads the facts
//! that stand there.
//!
//! Takes plain text; gives it without menus, paths of links, share bars, by-lines, pagers, and the
//! copyright, registration and contact lines, with a list of all that was taken off. Only the lines
//! before the first paragraph of prose and the last blocks of a text are looked at, so that a text
//! without such lines costs nothing and loses nothing.

mod facts;
mod line;
mod words;

use std::ops::Range;

pub(super) use facts::Facts;

use super::text::split_line_end;
use crate::model::{LeftOut, Rule};
pub(in crate::clean) use line::furniture;
use line::{is_name, is_prose, is_short};

/// How many lines of a text may stand before its prose.
const HEAD_LINES: usize = 15;
/// How many blocks at the end of a text are looked at, and how many of their lines.
const TAIL_BLOCKS: usize = 12;
const TAIL_LINES: usize = 40;
/// Most lines that go with one line of contacts or copyright.
const MOST_NAMES: usize = 4;
/// Most words of a line that goes with the contacts or the copyright beside it.
const NAME_WORDS: usize = 9;
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
    /// Lines without a blank one between them are a block. Counted from 0, away from the end of the
    /// text that was begun with.
    block: usize,
    rule: Option<Rule>,
}

/// Finds what stands around a text.
pub(super) fn surroundings(text: &str) -> Surroundings {
    let mut facts = Facts::default();
    let mut head = head(text);
    mark_head(&mut head, &mut facts);
    let mut tail = tail(text, head.last().map_or(0, |line| line.range.end));
    mark_tail(&mut tail, &mut facts);
    let mut surroundings = Surroundings::default();
    let (mut number, mut counted) = (1, 0);
    for (line, rule) in head
        .iter()
        .chain(&tail)
        .filter_map(|line| Some((line, line.rule?)))
    {
        number += line_ends(&text[counted..line.range.start]);
        counted = line.range.start;
        surroundings.ranges.push(line.range.clone());
        surroundings.left_out.push(LeftOut {
            rule,
            line: Some(number),
            recurs: None,
            text: line.text.to_owned(),
        });
    }
    let is_saved_page = head.iter().any(|line| line.rule.is_some());
    if is_saved_page {
        let mut titles = head.iter().filter(|line| line.rule.is_none());
        facts.title = titles
            .find(|line| line.text.len() <= LONGEST_TITLE)
            .map(|line| line.text.to_owned());
    }
    surroundings.facts = facts;
    surroundings
}

/// The text without what is to be left out, a blank line where something was; `None` if there is
/// nothing to leave out, or nothing else in the text.
pub(super) fn without(text: &str, surroundings: &Surroundings) -> Option<String> {
    if surroundings.ranges.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 2 * surroundings.ranges.len());
    let mut end = 0;
    for range in &surroundings.ranges {
        out.push_str(&text[end..range.start]);
        out.push_str("\n\n");
        end = range.end;
    }
    out.push_str(&text[end..]);
    out.contains(char::is_alphanumeric).then_some(out)
}

/// Puts lines that are not blank into blocks.
#[derive(Default)]
struct Blocks {
    block: usize,
    is_after_blank: bool,
    is_begun: bool,
}

impl Blocks {
    /// The next line, if it is not blank.
    fn line<'a>(&mut self, text: &'a str, range: Range<usize>) -> Option<Line<'a>> {
        let line = text[range.clone()].trim();
        if line.is_empty() {
            self.is_after_blank = true;
            return None;
        }
        self.block += usize::from(self.is_after_blank && self.is_begun);
        (self.is_begun, self.is_after_blank) = (true, false);
        Some(Line {
            text: line,
            range,
            block: self.block,
            rule: None,
        })
    }
}

/// The lines before the prose.
fn head(text: &str) -> Vec<Line<'_>> {
    let (mut lines, mut blocks, mut start) = (Vec::new(), Blocks::default(), 0);
    while start < text.len() && lines.len() < HEAD_LINES {
        let rest = &text[start..];
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let (_, next) = split_line_end(&rest[length..]);
        let end = text.len() - next.len();
        if let Some(line) = blocks.line(text, start..end) {
            if is_prose(line.text) {
                break;
            }
            lines.push(line);
        }
        start = end;
    }
    lines
}

/// The lines of the last blocks, none of which begins before `from`.
fn tail(text: &str, from: usize) -> Vec<Line<'_>> {
    let (mut lines, mut blocks, mut end) = (Vec::new(), Blocks::default(), text.len());
    while end > from && lines.len() < TAIL_LINES {
        let content = without_line_end(&text[..end]);
        let before = memchr::memrchr2(b'\n', b'\r', content.as_bytes());
        let start = before.map_or(0, |at| at + 1);
        if let Some(line) = blocks.line(text, start..end) {
            if line.block >= TAIL_BLOCKS {
                break;
            }
            lines.push(line);
        }
        end = start;
    }
    lines.reverse();
    lines
}

/// Takes off one line end, CR LF, CR or LF.
fn without_line_end(text: &str) -> &str {
    let line_ends = ["\r\n", "\n", "\r"].iter();
    let mut without = line_ends.filter_map(|line_end| text.strip_suffix(line_end));
    without.next().unwrap_or(text)
}

/// How many lines end in a text.
fn line_ends(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let returns = memchr::memchr_iter(b'\r', bytes);
    (feeds
        + returns
            .filter(|at| bytes.get(at + 1) != Some(&b'\n'))
            .count()) as u32
}

/// Marks the lines before the prose.
fn mark_head(lines: &mut [Line<'_>], facts: &mut Facts) {
    for (index, line) in lines.iter_mut().enumerate() {
        line.rule = if facts.read(line.text, index == 0) {
            Some(Rule::Facts)
        } else {
            furniture(line.text)
        };
    }
    // A short line right above or below a menu, in its block, is part of the menu.
    let menus: Vec<Option<usize>> = lines
        .iter()
        .map(|line| {
            let is_menu = matches!(line.rule, Some(Rule::Navigation | Rule::ShareBar));
            is_menu.then_some(line.block)
        })
        .collect();
    for (index, line) in lines.iter_mut().enumerate() {
        let beside = [index.wrapping_sub(1), index + 1];
        let mut beside = beside.iter().filter_map(|beside| *menus.get(*beside)?);
        if line.rule.is_none() && is_short(line.text, 4) && beside.any(|block| block == line.block)
        {
            line.rule = Some(Rule::Navigation);
        }
    }
}

/// Marks the last blocks: one of contacts, copyright and the like goes as a whole, if all its other
/// lines are names; of any other block only the lines that are furniture themselves.
fn mark_tail(tail: &mut [Line<'_>], facts: &mut Facts) {
    for block in tail.chunk_by_mut(|a, b| a.block == b.block) {
        for line in block.iter_mut() {
            line.rule = if facts.read_credit(line.text) {
                Some(Rule::Facts)
            } else {
                // Arrows and bars at the end of a text are formulas more often than menus.
                furniture(line.text).filter(|rule| *rule != Rule::Navigation)
            };
        }
        // The name of an office has no sign of its own; it has the telephone number below it.
        let strong = block.iter().filter_map(|line| line.rule).find(|rule| {
            matches!(
                rule,
                Rule::Contact | Rule::Copyright | Rule::Registration | Rule::Pager
            )
        });
        let is_plain = |line: &Line<'_>| line.rule.is_none() && !is_name(line.text, NAME_WORDS);
        let signs = block.iter().filter(|line| line.rule.is_some()).count();
        let is_text = block.iter().any(is_plain) || block.len() > signs * (1 + MOST_NAMES);
        if let (Some(strong), false) = (strong, is_text) {
            let others = block.iter_mut().filter(|line| line.rule.is_none());
            others.for_each(|line| line.rule = Some(strong));
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

    fn rest_of(text: &str) -> String {
        let rest = without(text, &surroundings(text)).unwrap_or_else(|| text.to_owned());
        rest.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_stands_around_a_saved_page_goes_and_its_text_stays() {
        let rest = rest_of(PAGE);
        assert!(
            rest.starts_with("A Harbour for All Tides The council"),
            "{rest}"
        );
        assert!(rest.ends_with("it said. A short closing line."), "{rest}");
        let around = surroundings(PAGE);
        let rules: Vec<_> = around
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
            around.facts.title.as_deref(),
            Some("A Harbour for All Tides")
        );
        assert_eq!(around.facts.date.as_deref(), Some("2018-03-05"));
        assert_eq!(around.facts.source.as_deref(), Some("tidewatch.example"));
    }

    #[test]
    fn an_office_and_its_numbers_go_together() {
        let text = "The fair opens in May, and the town expects more guests than ever before, the mayor said on Friday in the hall.\n\n\
            Office of the Fair\nHarbour Street 4\nTel: 0049-40-1234567\nEmail: fair@harbour.example\n";
        assert!(rest_of(text).ends_with("in the hall."), "{}", rest_of(text));
    }

    #[test]
    fn wrapped_lines_beside_a_copyright_line_are_text() {
        let text = "The rules of the harbour are older than the town and\nwere written by hand, as the clerk of the council has\nshown in his book. They were copied so often that no\n\
            Copyright 2011 The Harbour Press\none knows the first of them, nor who wrote\nit down";
        let around = surroundings(text);
        assert_eq!(around.left_out.len(), 1);
        assert_eq!(around.left_out[0].rule, Rule::Copyright);
    }

    #[test]
    fn formulas_at_the_end_are_no_menus() {
        let text = "We show that the tide turns.\n\nn1 > n2 or n3 > n4\na > b > c\n\nSo it does.\n";
        let text = format!(
            "{}\n\n{text}",
            "The tide turns twice a day, and all of us know when it does so."
        );
        assert!(surroundings(&text).left_out.is_empty());
    }

    #[test]
    fn a_speech_loses_nothing() {
        for text in [
            "Mr. President,\n\nI thank you.\n\nThe sea is wide > deep, and we share it. Copyright is a right.\n\nThank you.\n",
            "Home is where the heart is.\n\nNews > rumours, as they say, and that is why this house was built.\n",
            "One line only",
            "",
        ] {
            let around = surroundings(text);
            assert!(around.left_out.is_empty(), "{:?}", around.left_out);
            assert!(around.facts.title.is_none());
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
