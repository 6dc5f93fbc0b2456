//! Reads RTF byte by byte.

use super::codes::{Destination, character, code_page, code_page_of_font, destination, is_end};
use crate::model::{LeftOut, Rule};
use crate::sorted::{SortedMap, SortedSet};
use crate::source::decode::Codec;
use crate::source::formats::blocks::Blocks;
use crate::source::formats::edges::piece;
use crate::source::formats::withheld::Withheld;

/// How many heads and feet of pages are known again.
const MOST_HEADS: usize = 1000;

/// What a text in RTF holds.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    /// Heads and feet of pages and comments.
    pub(super) left_out: Vec<LeftOut>,
}

/// What ends with a group.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    destination: Destination,
    /// The encoding of the font.
    codec: Option<Codec>,
    /// Why its text is not shown, if it is not.
    hidden: Option<Rule>,
    /// How many characters stand after a Unicode one for readers that know none, if not one.
    replacements: Option<u32>,
    /// Whether `\*` stands at its beginning, which hides it from those who do not know it.
    is_optional: bool,
}

#[derive(Default)]
pub(super) struct Reader {
    body: Blocks,
    footnotes: Blocks,
    /// The head, foot or comment that is open.
    beside: Blocks,
    left_out: Vec<LeftOut>,
    withheld: Withheld,
    heads: SortedSet<String>,
    title: String,
    author: String,
    /// Year, month and day.
    created: [i32; 3],
    group: Group,
    outer: Vec<Group>,
    /// The encoding of the file.
    codec: Option<Codec>,
    fonts: SortedMap<i32, i32>,
    /// The font that the table of fonts describes.
    font: i32,
    /// Bytes that are not decoded yet: a letter may have two.
    bytes: Vec<u8>,
    /// The first half of a character beyond 16 bits.
    half: Option<u16>,
    /// How many characters are passed over after a Unicode one.
    passed: u32,
}

impl Reader {
    pub(super) fn read(mut self, text: &[u8]) -> Read {
        let mut rest = text;
        while let Some((&first, after)) = rest.split_first() {
            rest = match first {
                b'\\' => self.control(after),
                b'{' => {
                    self.flush();
                    self.passed = 0;
                    self.outer.push(self.group);
                    after
                }
                b'}' => {
                    self.flush();
                    self.passed = 0;
                    self.close();
                    if self.outer.is_empty() {
                        break;
                    }
                    after
                }
                b'\r' | b'\n' | 0 => after,
                byte => {
                    self.byte(byte);
                    after
                }
            };
        }
        self.flush();
        self.finish()
    }

    fn finish(mut self) -> Read {
        self.left_out.append(&mut self.withheld.finish());
        let texts = [self.body.finish(), self.footnotes.finish()];
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        let stated = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let [year, month, day] = self.created;
        let date = (year > 0).then(|| format!("{year:04}-{month:02}-{day:02}"));
        Read {
            text: texts.collect::<Vec<_>>().join("\n\n"),
            title: stated(self.title),
            author: stated(self.author),
            date,
            left_out: self.left_out,
        }
    }

    fn close(&mut self) {
        let Some(outer) = self.outer.pop() else {
            return;
        };
        let inner = std::mem::replace(&mut self.group, outer);
        if inner.destination == Destination::Footnote && outer.destination != Destination::Footnote
        {
            self.footnotes.part();
        }
        if let Some(rule) = inner.destination.rule()
            && inner.destination != outer.destination
        {
            // A file has the head of its pages once for each section.
            let text = std::mem::take(&mut self.beside).finish();
            let is_known = rule == Rule::Mark && self.heads.contains(&text);
            if !is_known && self.heads.len() < MOST_HEADS {
                self.heads.insert(text.clone());
            }
            if !is_known {
                self.left_out.extend(piece(rule, text));
            }
        }
    }

    /// Takes in what follows a backslash; gives the rest.
    fn control<'t>(&mut self, text: &'t [u8]) -> &'t [u8] {
        let Some((&first, after)) = text.split_first() else {
            return text;
        };
        if first.is_ascii_alphabetic() {
            return self.word(text);
        }
        match first {
            b'\'' => {
                let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
                let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) else {
                    return after;
                };
                self.byte(byte);
                return &after[2..];
            }
            b'*' => self.group.is_optional = true,
            b'~' => self.push("\u{a0}"),
            b'-' => self.push("\u{ad}"),
            b'_' => self.push("\u{2011}"),
            b'\r' | b'\n' => self.end_paragraph(),
            b'{' | b'}' | b'\\' => self.byte(first),
            _ => {}
        }
        after
    }

    fn word<'t>(&mut self, text: &'t [u8]) -> &'t [u8] {
        let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic());
        let (word, rest) = text.split_at(letters.count());
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..].iter().take_while(|byte| byte.is_ascii_digit());
        let (number, rest) = rest.split_at(match digits.count() {
            0 => 0,
            count => sign + count,
        });
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let number = std::str::from_utf8(number).unwrap_or_default();
        let number = (!number.is_empty()).then(|| number.parse::<i32>().unwrap_or(i32::MAX));
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return rest.get(length..).unwrap_or_default();
        }
        if self.passed > 0 {
            self.passed -= 1;
            return rest;
        }
        self.apply(word, number);
        rest
    }

    fn apply(&mut self, word: &str, number: Option<i32>) {
        let is_optional = std::mem::take(&mut self.group.is_optional);
        if word != "u" {
            self.flush();
        }
        if self.group.destination == Destination::Nowhere {
            return;
        }
        if let Some(destination) = destination(word, is_optional) {
            self.group.destination = destination;
            return;
        }
        let is_on = number != Some(0);
        match word {
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.group.replacements = number.and_then(|count| u32::try_from(count).ok()),
            "v" => self.hide(Rule::Hidden, is_on),
            "deleted" => self.hide(Rule::Deleted, is_on),
            "plain" => {
                self.group.hidden = None;
                self.group.codec = None;
            }
            "ansicpg" => self.codec = number.and_then(code_page),
            "mac" => self.codec = code_page(10000),
            "pc" => self.codec = code_page(437),
            "pca" => self.codec = code_page(850),
            "f" if self.group.destination == Destination::Fonts => self.font = number.unwrap_or(0),
            "f" => {
                let page = self.fonts.get(&number.unwrap_or(0));
                self.group.codec = page.and_then(|page| code_page(*page));
            }
            "fcharset" => {
                if let Some(page) = number.and_then(code_page_of_font) {
                    self.fonts.insert(self.font, page);
                }
            }
            "yr" | "mo" | "dy" if self.group.destination == Destination::Created => {
                let at = ["yr", "mo", "dy"].iter().position(|name| *name == word);
                self.created[at.unwrap_or(0)] = number.unwrap_or(0);
            }
            word if is_end(word) => self.end_paragraph(),
            word => {
                if let Some(character) = character(word) {
                    self.push(character);
                }
            }
        }
    }

    /// Hides what follows in the group, or shows what was hidden for this reason.
    fn hide(&mut self, rule: Rule, is_on: bool) {
        match self.group.hidden {
            None if is_on => self.group.hidden = Some(rule),
            Some(hidden) if hidden == rule && !is_on => self.group.hidden = None,
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        self.decode();
        self.passed = self.group.replacements.unwrap_or(1);
        // Numbers above 32,767 are written as negative ones.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "16 bits are meant"
        )]
        let unit = number as u16;
        let units = [self.half.take().unwrap_or(unit), unit];
        let is_pair = units[0] != unit;
        if !is_pair && (0xD800..0xDC00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let units = if is_pair { &units[..] } else { &units[1..] };
        self.write(&String::from_utf16_lossy(units));
    }

    fn byte(&mut self, byte: u8) {
        if self.passed > 0 {
            self.passed -= 1;
        } else {
            self.half = None;
            self.bytes.push(byte);
        }
    }

    fn push(&mut self, text: &str) {
        if self.passed > 0 {
            self.passed -= 1;
            return;
        }
        self.flush();
        self.write(text);
    }

    fn end_paragraph(&mut self) {
        self.flush();
        match self.group.destination {
            Destination::Text => self.body.part(),
            Destination::Footnote => self.footnotes.part(),
            Destination::Page | Destination::Comment => self.beside.part(),
            _ => {}
        }
    }

    /// Writes the bytes that were collected; a character of which one half came is given up.
    fn flush(&mut self) {
        self.half = None;
        self.decode();
    }

    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let codec = self.group.codec.or(self.codec).or_else(|| code_page(1252));
        let text = match codec {
            _ if bytes.is_ascii() => String::from_utf8_lossy(&bytes).into_owned(),
            Some(codec) => codec.decode(&bytes).text,
            None => String::from_utf8_lossy(&bytes).into_owned(),
        };
        self.write(&text);
    }

    fn write(&mut self, text: &str) {
        let blocks = match self.group.destination {
            Destination::Text => Some(&self.body),
            Destination::Footnote => Some(&self.footnotes),
            Destination::Page | Destination::Comment => Some(&self.beside),
            _ => None,
        };
        if let Some(rule) = self.group.hidden {
            if let Some(blocks) = blocks {
                self.withheld.take(rule, text, blocks);
            }
            return;
        }
        match self.group.destination {
            Destination::Text => self.body.push(text),
            Destination::Footnote => self.footnotes.push(text),
            Destination::Page | Destination::Comment => self.beside.push(text),
            Destination::Title => self.title.push_str(text),
            Destination::Author => self.author.push_str(text),
            _ => {}
        }
    }
}
