//! What a message says itself, apart from what it quotes and how it is signed.
//!
//! Takes the text of a message, gives its own lines, and rows for the others: lines after `>` and the
//! line that introduces them, the whole messages that Outlook puts below a reply, signatures, footers
//! of mailing lists. A message without a line of its own, as a forwarded one may be, stays whole.

use std::sync::LazyLock;

use crate::data::{DataFile, WordSet};
use crate::model::{LeftOut, Rule};

/// How many lines a signature after `--` without a blank has at most.
const LONGEST_SIGNATURE: usize = 12;
/// How many bytes a line that introduces a quotation has at most.
const LONGEST_INTRODUCTION: usize = 300;
/// In how many lines the headers of a quoted message are looked for.
const HEADERS: usize = 6;

struct MailWords {
    from: WordSet,
    header: WordSet,
    mobile: Vec<&'static str>,
    opening: Vec<&'static str>,
    original: Vec<&'static str>,
    wrote: Vec<&'static str>,
}

static WORDS: LazyLock<MailWords> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../../data/mail_words.tsv"));
    MailWords {
        from: file.set("from"),
        header: file.set("header"),
        mobile: file.list("mobile"),
        opening: file.list("opening"),
        original: file.list("original"),
        wrote: file.list("wrote"),
    }
});

/// A message's own text, and what was left out of it.
pub(in crate::source::formats) fn own_text(text: &str) -> (String, Vec<LeftOut>) {
    let lines: Vec<Line<'_>> = text.lines().map(Line::new).collect();
    let mut rules: Vec<Option<Rule>> = vec![None; lines.len()];
    let tail = tail(&lines);
    for rule in &mut rules[tail..] {
        *rule = Some(Rule::Quotation);
    }
    quotations(&lines[..tail], &mut rules);
    signatures(&lines[..tail], &mut rules);
    let is_own = |(line, rule): (&Line<'_>, &Option<Rule>)| rule.is_none() && line.has_words();
    if !lines.iter().zip(&rules).any(is_own) {
        return (text.trim().to_owned(), Vec::new());
    }
    (own_lines(&lines, &rules), rows(&lines, &rules))
}

/// A line of a message.
struct Line<'a> {
    text: &'a str,
    /// In lower case, if it is short enough to introduce something.
    lower: String,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        let is_short = text.len() <= LONGEST_INTRODUCTION && !text.starts_with('>');
        let lower = if is_short {
            text.trim().to_lowercase()
        } else {
            String::new()
        };
        Self { text, lower }
    }

    fn has_words(&self) -> bool {
        self.text.contains(char::is_alphanumeric)
    }

    fn is_quoted(&self) -> bool {
        self.text.trim_start().starts_with('>')
    }

    fn has_any(&self, words: &[&str]) -> bool {
        !self.lower.is_empty() && words.iter().any(|word| self.lower.contains(word))
    }

    fn opens(&self) -> bool {
        WORDS
            .opening
            .iter()
            .any(|word| self.lower.starts_with(word))
    }

    fn has_number(&self) -> bool {
        self.text.contains(|letter: char| letter.is_ascii_digit())
    }

    /// Whether it ends as a line does that introduces a quotation.
    fn introduces(&self) -> bool {
        self.lower.ends_with([':', '：']) && self.has_any(&WORDS.wrote)
    }

    /// The name of the header that it is, in lower case.
    fn header(&self) -> Option<&str> {
        let (name, _) = self.lower.split_once([':', '：'])?;
        Some(name.trim_matches(|letter: char| letter == '*' || letter.is_whitespace()))
    }

    /// Whether it is of hyphens, with words for a whole message between them.
    fn is_original_mark(&self) -> bool {
        (self.lower.starts_with("---") || self.lower.starts_with("___"))
            && self.has_any(&WORDS.original)
    }
}

/// Where a whole message begins that was quoted without marks, up to the end.
fn tail(lines: &[Line<'_>]) -> usize {
    let starts = |at: usize| {
        let line = &lines[at];
        line.is_original_mark()
            || is_header_block(&lines[at..])
            || is_bare_introduction(&lines[at..])
    };
    (0..lines.len())
        .find(|at| starts(*at))
        .unwrap_or(lines.len())
}

/// `From:` and at least two other headers below it.
fn is_header_block(lines: &[Line<'_>]) -> bool {
    let is_from = |line: &Line<'_>| line.header().is_some_and(|name| WORDS.from.contains(name));
    if !lines.first().is_some_and(is_from) {
        return false;
    }
    let nearby = lines.iter().skip(1).take(HEADERS);
    let headers = nearby.filter(|line| {
        line.header()
            .is_some_and(|name| WORDS.header.contains(name))
    });
    headers.count() >= 2
}

/// A line that states who wrote and when, without a quotation marked below it.
fn is_bare_introduction(lines: &[Line<'_>]) -> bool {
    let (Some(first), second) = (lines.first(), lines.get(1)) else {
        return false;
    };
    if !first.opens() || !first.has_number() {
        return false;
    }
    let ends = if first.introduces() {
        1
    } else if second.is_some_and(Line::introduces) {
        2
    } else {
        return false;
    };
    let mut below = lines[ends..]
        .iter()
        .filter(|line| !line.lower.is_empty() || line.is_quoted());
    below.next().is_some_and(|line| !line.is_quoted())
}

/// Marks lines after `>`, and the line or two that introduce them.
fn quotations(lines: &[Line<'_>], rules: &mut [Option<Rule>]) {
    let mut was_quoted = false;
    let mut last: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        let is_quoted = line.is_quoted();
        if is_quoted {
            rules[at] = Some(Rule::Quotation);
        }
        if is_quoted
            && !was_quoted
            && let Some(above) = last.filter(|above| lines[*above].introduces())
        {
            rules[above] = Some(Rule::Quotation);
            let before = above.checked_sub(1);
            if let Some(before) = before.filter(|before| lines[*before].opens())
                && !lines[above].opens()
            {
                rules[before] = Some(Rule::Quotation);
            }
        }
        if !line.text.trim().is_empty() {
            was_quoted = is_quoted;
            last = Some(at);
        }
    }
}

/// Marks signatures: after `-- `, of devices, of mailing lists, of encryption.
fn signatures(lines: &[Line<'_>], rules: &mut [Option<Rule>]) {
    let mut is_signature = false;
    for (at, line) in lines.iter().enumerate() {
        if rules[at].is_some() {
            is_signature = false;
            continue;
        }
        is_signature |= starts_signature(&lines[at..], &rules[at..]);
        if is_signature {
            rules[at] = Some(Rule::Signature);
        }
        if line.text.starts_with("-----END PGP") {
            is_signature = false;
        }
    }
    let last = (0..lines.len()).rfind(|at| rules[*at].is_none() && lines[*at].has_words());
    if let Some(last) = last
        && WORDS
            .mobile
            .iter()
            .any(|words| lines[last].lower.starts_with(words))
    {
        rules[last] = Some(Rule::Signature);
    }
}

fn starts_signature(lines: &[Line<'_>], rules: &[Option<Rule>]) -> bool {
    let Some(line) = lines.first() else {
        return false;
    };
    let text = line.text;
    let is_rule = |text: &str| text.len() >= 20 && text.bytes().all(|byte| byte == b'_');
    if text == "-- " || text.starts_with("-----BEGIN PGP SIGNATURE") {
        return true;
    }
    if text.trim_end() == "--" {
        let below = rules.iter().take(LONGEST_SIGNATURE + 2);
        let own = below.take_while(|rule| rule.is_none()).count();
        return own <= LONGEST_SIGNATURE;
    }
    let next = lines.get(1);
    is_rule(text.trim()) && next.is_some_and(|next| next.lower.contains("mailing list"))
}

/// The lines without a rule.
fn own_lines(lines: &[Line<'_>], rules: &[Option<Rule>]) -> String {
    let own = lines.iter().zip(rules).filter(|(_, rule)| rule.is_none());
    let own: Vec<&str> = own.map(|(line, _)| line.text).collect();
    own.join("\n").trim().to_owned()
}

/// A row for each run of lines with one rule.
fn rows(lines: &[Line<'_>], rules: &[Option<Rule>]) -> Vec<LeftOut> {
    let mut rows: Vec<LeftOut> = Vec::new();
    let mut is_run = None;
    for ((line, rule), number) in lines.iter().zip(rules).zip(1..) {
        match (*rule, rows.last_mut()) {
            (Some(rule), Some(row)) if is_run == Some(rule) => {
                row.text.push('\n');
                row.text.push_str(line.text.trim_end());
            }
            (Some(rule), _) => rows.push(LeftOut {
                rule,
                line: Some(number),
                recurs: None,
                text: line.text.trim_end().to_owned(),
            }),
            (None, _) => {}
        }
        // A blank line does not end a run.
        if rule.is_some() || line.has_words() {
            is_run = *rule;
        }
    }
    rows.retain(|row| row.text.contains(char::is_alphanumeric));
    rows
}

#[cfg(test)]
mod tests;
