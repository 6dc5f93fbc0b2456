//! Wiki markup to plain text.
//!
//! Takes the text of a page, gives what a reader sees as text: links by what they show, headings and
//! items of lists as paragraphs of their own. Templates, references, tables, files, categories and
//! formulas become rows, comments and addresses behind links are gone. One way through the text, without
//! recursion; what is opened and never closed stays text.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::clean::entity_sign;
use crate::data::{DataFile, WordSet};
use crate::model::{LeftOut, Rule};
use crate::source::split::left_out;

/// How deep brackets are followed; deeper ones are dropped where they stand.
const DEEPEST: usize = 24;
/// The longest tag and the longest reference to a character, in bytes.
const LONGEST_TAG: usize = 2000;
const LONGEST_ENTITY: usize = 12;
/// Elements that hold no wiki text and are no text.
const NO_TEXT: [&str; 13] = [
    "math",
    "chem",
    "ce",
    "gallery",
    "timeline",
    "syntaxhighlight",
    "source",
    "score",
    "imagemap",
    "templatedata",
    "graph",
    "mapframe",
    "maplink",
];
/// Elements that begin a paragraph.
const BLOCKS: [&str; 9] = [
    "p",
    "div",
    "blockquote",
    "li",
    "ul",
    "ol",
    "center",
    "poem",
    "pre",
];

/// The text of a page, and what stands in it and is none.
#[derive(Debug, Default)]
pub(super) struct Plain {
    pub(super) text: String,
    pub(super) left_out: Vec<LeftOut>,
}

/// What namespaces of files and categories are called in any wiki, in lower case.
static COMMON_NAMESPACES: LazyLock<WordSet> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/wiki_namespaces.tsv"));
    file.rows().map(|[name]| name).collect()
});

/// Takes the markup off; `no_text` are the names of the namespaces of files and categories.
pub(super) fn plain(wikitext: &str, no_text: &[String]) -> Plain {
    let mut scanner = Scanner {
        rest: wikitext,
        out: String::with_capacity(wikitext.len()),
        open: Vec::new(),
        removed: 0,
        line: 1,
        is_heading: false,
        unclosed: HashMap::default(),
        no_text,
        rows: Vec::new(),
    };
    scanner.line_start();
    while !scanner.rest.is_empty() {
        scanner.step();
    }
    scanner.end_line();
    Plain {
        text: paragraphs(&scanner.out),
        left_out: scanner.rows,
    }
}

/// Something that a bracket or a tag has opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Template,
    Table,
    Reference,
    Link,
    Address,
}

impl What {
    /// Whether what it holds is no text.
    fn is_removed(self) -> bool {
        matches!(self, Self::Template | Self::Table | Self::Reference)
    }
}

/// Where in the output something opened, and in which line of the page.
#[derive(Debug, Clone, Copy)]
struct Open {
    what: What,
    start: usize,
    line: u32,
}

struct Scanner<'a> {
    rest: &'a str,
    out: String,
    open: Vec<Open>,
    /// How many of the open ones are no text.
    removed: usize,
    line: u32,
    is_heading: bool,
    /// Ends that were looked for and do not come any more.
    unclosed: HashMap<String, (), FixedState>,
    no_text: &'a [String],
    rows: Vec<LeftOut>,
}

impl Scanner<'_> {
    /// Takes the next sign, or the text before it.
    fn step(&mut self) {
        let special = |byte: &u8| b"[]{}'<&\n_".contains(byte);
        let plain = self.rest.bytes().position(|byte| special(&byte));
        let plain = plain.unwrap_or(self.rest.len());
        if plain > 0 {
            self.keep(plain);
            return;
        }
        let rest = self.rest;
        match rest.as_bytes() {
            [b'\n', ..] => {
                self.end_line();
                self.keep(1);
                self.line += 1;
                self.line_start();
            }
            [b'{', b'{', ..] => self.begin(What::Template, 2),
            [b'}', b'}', ..] => self.end(What::Template, 2),
            [b'[', b'[', ..] => self.begin(What::Link, 2),
            [b']', b']', ..] if self.has(What::Link) => self.end(What::Link, 2),
            [b'[', ..] => self.address(),
            [b']', ..] if self.has(What::Address) => self.end(What::Address, 1),
            [b'\'', b'\'', ..] => self.quotes(),
            [b'<', ..] => self.tag(),
            [b'&', ..] => self.entity(),
            [b'_', b'_', ..] => self.magic_word(),
            _ => self.keep(1),
        }
    }

    /// Takes text over as it is.
    fn keep(&mut self, length: usize) {
        let (text, rest) = self.rest.split_at(length);
        self.out.push_str(text);
        self.rest = rest;
    }

    fn drop(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    fn has(&self, what: What) -> bool {
        self.open.iter().rev().any(|open| open.what == what)
    }

    fn begin(&mut self, what: What, length: usize) {
        self.drop(length);
        if self.open.len() < DEEPEST {
            self.removed += usize::from(what.is_removed());
            self.open.push(Open {
                what,
                start: self.out.len(),
                line: self.line,
            });
        }
    }

    /// Closes the innermost of a kind, and with it what opened inside.
    fn end(&mut self, what: What, length: usize) {
        self.drop(length);
        if !self.has(what) {
            return;
        }
        while let Some(open) = self.open.pop() {
            self.removed -= usize::from(open.what.is_removed());
            if open.what != what {
                continue;
            }
            if self.removed == 0 {
                self.finish(open);
            }
            break;
        }
    }

    /// What has closed, outside of all that is no text.
    fn finish(&mut self, open: Open) {
        if open.what == What::Address {
            return;
        }
        let content = self.out.split_off(open.start.min(self.out.len()));
        if open.what != What::Link {
            self.row(open.line, &content);
            return;
        }
        let (target, shown) = content.split_once('|').unwrap_or((&content, &content));
        match target.trim_start().strip_prefix(':') {
            Some(plain) if shown == content => self.out.push_str(plain),
            Some(_) => self.out.push_str(shown),
            None if self.is_no_text(target) => self.row(open.line, &content),
            None if shown.is_empty() => self.out.push_str(target),
            None => self.out.push_str(shown),
        }
    }

    fn row(&mut self, line: u32, content: &str) {
        let words: Vec<&str> = content.split_whitespace().collect();
        self.rows
            .extend(left_out(Rule::Facts, line, &words.join(" ")));
    }

    /// Whether a link leads to a file, a category, or the same page in another language.
    fn is_no_text(&self, target: &str) -> bool {
        let Some((space, _)) = target.split_once(':') else {
            return false;
        };
        let space = space.trim();
        let is_language =
            (2..=3).contains(&space.len()) && space.bytes().all(|byte| byte.is_ascii_lowercase());
        let space = space.to_lowercase();
        let mut names = self.no_text.iter();
        is_language
            || COMMON_NAMESPACES.contains(&space)
            || names.any(|name| name.to_lowercase() == space)
    }

    /// A link to an address outside: only what it shows stays.
    fn address(&mut self) {
        let inside = self.rest.get(1..).unwrap_or_default();
        let is_address = ["http://", "https://", "ftp://", "mailto:", "//"];
        if !is_address.iter().any(|start| inside.starts_with(start)) {
            self.keep(1);
            return;
        }
        let end = inside.find([' ', ']', '\n', '\t']).unwrap_or(inside.len());
        let blank = usize::from(inside.get(end..).is_some_and(|rest| rest.starts_with(' ')));
        self.begin(What::Address, 1 + end + blank);
    }

    fn quotes(&mut self) {
        let count = self.rest.bytes().take_while(|byte| *byte == b'\'').count();
        let kept = match count {
            2 | 3 | 5 => 0,
            4 => 1,
            more => more - 5,
        };
        self.drop(count - kept);
        self.keep(kept);
    }

    fn magic_word(&mut self) {
        let word = self.rest.trim_start_matches('_');
        let marks = self.rest.len() - word.len();
        let length = word.bytes().take_while(u8::is_ascii_uppercase).count();
        let is_magic = length > 2
            && word
                .get(length..)
                .is_some_and(|rest| rest.starts_with("__"));
        match marks == 2 && is_magic {
            true => self.drop(2 + length + 2),
            false => self.keep(marks),
        }
    }

    fn entity(&mut self) {
        let head = &self.rest[..self.rest.floor_char_boundary(LONGEST_ENTITY)];
        let name = head.strip_prefix('&').and_then(|head| head.split_once(';'));
        let resolved = name.and_then(|(name, _)| entity_sign(name));
        match (resolved, name) {
            (Some(letter), Some((name, _))) => {
                self.drop(name.len() + 2);
                self.out.push_str(&letter);
            }
            _ => self.keep(1),
        }
    }

    fn tag(&mut self) {
        if self.rest.starts_with("<!--") {
            match self.find("-->") {
                Some(end) => {
                    self.count_lines(end);
                    self.drop(end + 3);
                }
                None => self.drop(4),
            }
            return;
        }
        let head = &self.rest[..self.rest.floor_char_boundary(LONGEST_TAG)];
        let inside = head.strip_prefix('<').and_then(|head| head.split_once('>'));
        let name = |inside: &str| {
            let name = inside.trim_start_matches('/');
            let end = name
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(name.len());
            name.get(..end).unwrap_or_default().to_ascii_lowercase()
        };
        let Some((inside, name)) = inside.map(|(inside, _)| (inside, name(inside))) else {
            return self.keep(1);
        };
        if name.is_empty() {
            return self.keep(1);
        }
        let (length, is_end, is_empty) = (
            inside.len() + 2,
            inside.starts_with('/'),
            inside.ends_with('/'),
        );
        self.element(&name, length, (is_end, is_empty));
    }

    /// A tag of a name; whether it ends an element, or one that holds nothing.
    fn element(&mut self, name: &str, length: usize, (is_end, is_empty): (bool, bool)) {
        match name {
            "ref" if is_empty && !is_end => self.drop(length),
            "ref" if is_end => self.end(What::Reference, length),
            "ref" => self.begin(What::Reference, length),
            "nowiki" | "pre" if !is_end && !is_empty => {
                self.drop(length);
                if let Some(end) = self.find(&format!("</{name}")) {
                    self.count_lines(end);
                    self.keep(end);
                }
            }
            _ if NO_TEXT.contains(&name) && !is_end && !is_empty => {
                self.drop(length);
                if let Some(end) = self.find(&format!("</{name}")) {
                    let content = self.rest.get(..end).unwrap_or_default();
                    if self.removed == 0 {
                        let line = self.line;
                        self.row(line, content);
                    } else {
                        self.out.push_str(content);
                    }
                    self.count_lines(end);
                    self.drop(end);
                }
            }
            "br" => {
                self.drop(length);
                self.out.push('\n');
            }
            _ => {
                self.drop(length);
                if BLOCKS.contains(&name) {
                    self.out.push_str("\n\n");
                }
            }
        }
    }

    /// Where the next of these stands; once there is none, it is not looked for again.
    fn find(&mut self, end: &str) -> Option<usize> {
        if self.unclosed.contains_key(end) {
            return None;
        }
        let found = memchr::memmem::find(self.rest.as_bytes(), end.as_bytes());
        if found.is_none() {
            self.unclosed.insert(end.to_owned(), ());
        }
        found
    }

    fn count_lines(&mut self, end: usize) {
        let passed = self.rest.as_bytes().get(..end).unwrap_or_default();
        self.line += u32::try_from(memchr::memchr_iter(b'\n', passed).count()).unwrap_or(0);
    }

    /// Marks at the start of a line: headings, lists, tables, rules.
    fn line_start(&mut self) {
        let blanks = self.rest.len() - self.rest.trim_start_matches([' ', '\t', ':']).len();
        let line = &self.rest[blanks..];
        if line.starts_with("{|") {
            return self.begin(What::Table, blanks + 2);
        }
        if line.starts_with("|}") && !line.starts_with("|}}") && self.has(What::Table) {
            return self.end(What::Table, blanks + 2);
        }
        if self.removed > 0 {
            return;
        }
        let marks = |mark: &[char]| self.rest.len() - self.rest.trim_start_matches(mark).len();
        let (heading, list, rule) = (marks(&['=']), marks(&['*', '#', ':', ';']), marks(&['-']));
        let length = match (heading, list, rule) {
            (1.., ..) => heading,
            (_, 1.., _) => list,
            (_, _, 4..) => rule,
            _ => return,
        };
        self.is_heading = heading > 0;
        self.drop(length);
        self.out.push_str("\n\n");
    }

    fn end_line(&mut self) {
        if std::mem::take(&mut self.is_heading) {
            let length = self.out.trim_end_matches(['=', ' ', '\t']).len();
            self.out.truncate(length);
            self.out.push_str("\n\n");
        }
    }
}

/// Paragraphs with a blank line between, without blanks at the ends of lines.
fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blanks = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blanks += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blanks > 0 { "\n\n" } else { "\n" });
        }
        blanks = 0;
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests;
