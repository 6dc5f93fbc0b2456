//! The lines of a file that a splitter reads: each with its number and its place in the text.

use crate::model::{LeftOut, Rule};

/// A line without its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its number, from 1.
    pub(super) number: u32,
    /// Where it starts, in bytes.
    pub(super) start: usize,
    /// What it holds, without white space at its end.
    pub(super) text: &'a str,
}

/// The lines of a text, whatever ends them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> + Clone {
    let mut start = 0;
    let numbered = text.split_inclusive('\n').zip(1..);
    numbered.map(move |(line, number)| {
        let this = Line {
            number,
            start,
            text: line.trim_end(),
        };
        start += line.len();
        this
    })
}

/// How far into a text layouts look for their first sign, in bytes.
const HEAD: usize = 16 << 10;
/// How far before its end they look for their last.
const END: usize = 4 << 10;

/// The beginning of a text, and what is near its end.
pub(super) fn head_and_end(text: &str) -> (&str, &str) {
    let head = text.floor_char_boundary(HEAD);
    let end = text.floor_char_boundary(text.len().saturating_sub(END));
    (&text[..head], &text[end.max(head)..])
}

/// A row for what is no text; nothing if it holds no letter and no digit.
pub(in crate::source) fn left_out(rule: Rule, line: u32, text: &str) -> Option<LeftOut> {
    let text = text.trim();
    text.contains(char::is_alphanumeric).then(|| LeftOut {
        rule,
        line: Some(line),
        recurs: None,
        text: text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_place() {
        let found: Vec<_> = lines("a \r\n\nb").collect();
        let starts: Vec<_> = found.iter().map(|line| (line.number, line.start)).collect();
        assert_eq!(starts, [(1, 0), (2, 4), (3, 5)]);
        assert_eq!(found[0].text, "a");
    }

    #[test]
    fn what_holds_no_word_needs_no_row() {
        assert_eq!(left_out(Rule::Mark, 1, " ___ "), None);
        assert!(left_out(Rule::Mark, 1, "7").is_some());
    }
}
