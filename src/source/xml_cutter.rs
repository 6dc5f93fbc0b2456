//! Large XML: cut between the elements that repeat near its root, as it streams by.
//!
//! Takes bytes, gives stretches of whole elements, each with what stands before the first of them, so that
//! a stretch is read like a small file. Only one stretch is in memory. What repeats is decided by the
//! beginning of the file: the elements of the outermost level on which three have one name.

use std::io::{self, Read};
use std::sync::Arc;

use super::limit::over_limit;

/// How much of a file is looked at for what repeats, in bytes.
const PROBED: usize = 4 << 20;
/// How deep below the root elements are looked at.
const DEEPEST: usize = 3;
/// So many of one name repeat.
const FEWEST: u32 = 3;
/// How many names are counted.
const MOST_NAMES: usize = 500;
/// How much is read at a time, in bytes.
const CHUNK: usize = 256 << 10;

/// What stands around the elements that repeat.
#[derive(Debug)]
pub(super) struct Frame {
    /// All that stands before the first of them.
    pub(super) opening: Vec<u8>,
    /// The ends of the elements that are open there.
    pub(super) closing: Vec<u8>,
    /// How many lines end in `opening`.
    pub(super) lines: u64,
}

/// Some of the elements that repeat.
#[derive(Debug)]
pub(super) struct Elements {
    pub(super) bytes: Vec<u8>,
    /// The number of the first, and how many there are.
    pub(super) first: u64,
    pub(super) count: u64,
    /// The line on which they begin.
    pub(super) line: u64,
}

/// How a file ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With the end of the elements around those that repeat.
    Whole,
    /// Before that.
    CutOff,
    /// With elements that were not read, behind those that repeat.
    More,
}

/// A file that is being cut.
pub(super) struct Cutter<R> {
    reader: R,
    buffer: Vec<u8>,
    is_at_end: bool,
    /// How much of the buffer was looked at.
    at: usize,
    /// The level on which elements repeat, that of the root being 0, and how many elements are open.
    level: usize,
    depth: usize,
    frame: Arc<Frame>,
    elements: Elements,
}

impl<R: Read> Cutter<R> {
    /// Reads as far as the first element that repeats; nothing if none does.
    ///
    /// # Errors
    /// If the file can't be read.
    pub(super) fn new(mut reader: R) -> io::Result<Option<Self>> {
        let mut buffer = Vec::new();
        (&mut reader).take(PROBED as u64).read_to_end(&mut buffer)?;
        let is_wide = buffer
            .iter()
            .take(4)
            .any(|byte| matches!(byte, 0 | 0xFE | 0xFF));
        let Some((start, names)) = repeated(&buffer).filter(|_| !is_wide) else {
            return Ok(None);
        };
        let mut closing = Vec::new();
        for name in names.iter().rev() {
            closing.extend([b"</".as_slice(), name, b">"].concat());
        }
        let level = names.len();
        let opening: Vec<u8> = buffer.drain(..start).collect();
        let lines = ends(&opening);
        Ok(Some(Self {
            is_at_end: buffer.len() + start < PROBED,
            reader,
            buffer,
            at: 0,
            level,
            depth: level,
            elements: Elements {
                bytes: Vec::new(),
                first: 1,
                count: 0,
                line: lines + 1,
            },
            frame: Arc::new(Frame {
                opening,
                closing,
                lines,
            }),
        }))
    }

    /// What stands around the elements.
    pub(super) fn frame(&self) -> Arc<Frame> {
        self.frame.clone()
    }

    /// The next elements, of this many bytes at least if there are more; nothing behind the last.
    ///
    /// # Errors
    /// If the file can't be read, or an element is larger than `most`.
    pub(super) fn next(&mut self, least: usize, most: usize) -> io::Result<Result<Elements, End>> {
        loop {
            let end = match self.tag() {
                Some((_, Tag::Other)) => continue,
                Some((_, Tag::Open)) => {
                    self.depth += 1;
                    None
                }
                Some((_, Tag::Empty)) => (self.depth == self.level).then_some(self.at),
                Some((start, Tag::Close)) if self.depth == self.level => {
                    return Ok(self.rest(start, End::Whole));
                }
                Some((_, Tag::Close)) => {
                    self.depth -= 1;
                    (self.depth == self.level).then_some(self.at)
                }
                None if self.buffer.len() > most => return Err(too_large(most)),
                None if self.is_at_end => return Ok(self.rest(self.buffer.len(), End::CutOff)),
                None => {
                    self.fill()?;
                    None
                }
            };
            if let Some(end) = end {
                self.elements.count += 1;
                if end >= least {
                    return Ok(Ok(self.take(end)));
                }
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let before = self.buffer.len();
        // The more is held, the more comes, so that a long comment is looked through a few times only.
        let most = before.max(CHUNK) as u64;
        (&mut self.reader)
            .take(most)
            .read_to_end(&mut self.buffer)?;
        self.is_at_end = self.buffer.len() == before;
        Ok(())
    }

    /// The next tag that is in memory as a whole, and where it starts.
    fn tag(&mut self) -> Option<(usize, Tag)> {
        let Some(start) = memchr::memchr(b'<', &self.buffer[self.at..]) else {
            self.at = self.buffer.len();
            return None;
        };
        let start = self.at + start;
        let found = tag(&self.buffer[start..]);
        self.at = start + found.map_or(0, |(length, _)| length);
        found.map(|(_, tag)| (start, tag))
    }

    /// Hands on what the buffer holds up to a place.
    fn take(&mut self, end: usize) -> Elements {
        let bytes: Vec<u8> = self.buffer.drain(..end).collect();
        self.at -= end;
        let next = Elements {
            bytes: Vec::new(),
            first: self.elements.first + self.elements.count,
            count: 0,
            line: self.elements.line + ends(&bytes),
        };
        Elements {
            bytes,
            ..std::mem::replace(&mut self.elements, next)
        }
    }

    /// The last elements, and behind these how the file ends.
    fn rest(&mut self, start: usize, end: End) -> Result<Elements, End> {
        if self.elements.count > 0 {
            // An element that is cut off comes next.
            let complete = match end {
                End::CutOff => self.last_end(),
                _ => start,
            };
            self.at = complete;
            self.depth = self.level;
            return Ok(self.take(complete));
        }
        Err(match end {
            End::Whole if self.holds_more(start) => End::More,
            end => end,
        })
    }

    /// Where the last complete element ends.
    fn last_end(&self) -> usize {
        let (mut at, mut depth, mut end) = (0, self.level, 0);
        while let Some(start) = memchr::memchr(b'<', &self.buffer[at..]) {
            let Some((length, tag)) = tag(&self.buffer[at + start..]) else {
                break;
            };
            at += start + length;
            match tag {
                Tag::Open => depth += 1,
                Tag::Close => depth = depth.saturating_sub(1),
                Tag::Empty | Tag::Other => {}
            }
            if depth == self.level && !matches!(tag, Tag::Open | Tag::Other) {
                end = at;
            }
        }
        end
    }

    /// Whether elements begin behind the end of those around the ones that repeat.
    fn holds_more(&mut self, start: usize) -> bool {
        self.at = start;
        loop {
            match self.tag() {
                Some((_, Tag::Open | Tag::Empty)) => return true,
                Some(_) => {}
                None if self.is_at_end || self.fill().is_err() => return false,
                None => {
                    self.buffer.drain(..self.at);
                    self.at = 0;
                }
            }
        }
    }
}

fn too_large(most: usize) -> io::Error {
    over_limit(format!(
        "an element in it is larger than {} MiB; split it into documents",
        most >> 20
    ))
}

fn ends(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Open,
    Close,
    /// Of an element without content.
    Empty,
    /// A comment, a declaration, an instruction, text that is marked as such.
    Other,
}

/// The tag that some bytes begin with, and its length; nothing if its end is not among them.
fn tag(bytes: &[u8]) -> Option<(usize, Tag)> {
    let behind = |end: &[u8]| {
        let at = memchr::memmem::find(bytes, end)?;
        Some((at + end.len(), Tag::Other))
    };
    match bytes {
        [b'<', b'!', b'-', b'-', ..] => behind(b"-->"),
        [b'<', b'!', b'[', ..] => behind(b"]]>"),
        [b'<', b'?', ..] => behind(b"?>"),
        [b'<', b'!', ..] => {
            // A document type may hold declarations in brackets.
            let end = memchr::memchr(b'>', bytes)?;
            match memchr::memchr(b'[', &bytes[..end]) {
                Some(_) => behind(b"]>"),
                None => Some((end + 1, Tag::Other)),
            }
        }
        [b'<', b'/', ..] => Some((memchr::memchr(b'>', bytes)? + 1, Tag::Close)),
        _ => {
            let mut quote = None;
            let end = bytes.iter().position(|byte| match (quote, byte) {
                (None, b'>') => true,
                (None, b'"' | b'\'') => {
                    quote = Some(*byte);
                    false
                }
                (Some(open), byte) if open == *byte => {
                    quote = None;
                    false
                }
                _ => false,
            })?;
            let is_empty = bytes[..end].ends_with(b"/");
            Some((end + 1, if is_empty { Tag::Empty } else { Tag::Open }))
        }
    }
}

/// The name in an opening tag.
fn name(tag: &[u8]) -> &[u8] {
    let inside = tag.get(1..).unwrap_or_default();
    let end = inside
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte));
    &inside[..end.unwrap_or(inside.len())]
}

/// Where the first of the elements that repeat starts, and the names of those open there.
fn repeated(bytes: &[u8]) -> Option<(usize, Vec<Vec<u8>>)> {
    // Of each name on each level: how many there are.
    let mut counts: Vec<(usize, &[u8], u32)> = Vec::new();
    each_opening(bytes, |level, start, _| {
        let name = name(&bytes[start..]);
        let has_room = counts.len() < MOST_NAMES;
        match counts
            .iter_mut()
            .find(|(of, other, _)| (*of, *other) == (level, name))
        {
            Some((.., count)) => *count += 1,
            None if has_room => counts.push((level, name, 1)),
            None => {}
        }
        true
    });
    let repeating = counts.iter().filter(|(.., count)| *count >= FEWEST);
    let level = repeating.clone().map(|(level, ..)| *level).min()?;
    let names: Vec<&[u8]> = repeating
        .filter(|(of, ..)| *of == level)
        .map(|(_, name, _)| *name)
        .collect();
    let mut first = None;
    each_opening(bytes, |of, start, open: &[&[u8]]| {
        if of == level && names.contains(&name(&bytes[start..])) {
            let open = open.iter().map(|name| name.to_vec()).collect();
            first = Some((start, open));
        }
        first.is_none()
    });
    first
}

/// Calls `visit` with the level and the start of each element that opens near the root, and the names of
/// those that are open, until it says `false`.
fn each_opening<'a>(bytes: &'a [u8], mut visit: impl FnMut(usize, usize, &[&'a [u8]]) -> bool) {
    let mut at = 0;
    let mut open: Vec<&[u8]> = Vec::new();
    while let Some(start) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + start;
        let Some((length, tag)) = tag(&bytes[start..]) else {
            return;
        };
        at = start + length;
        let level = open.len();
        if matches!(tag, Tag::Open | Tag::Empty)
            && (1..=DEEPEST).contains(&level)
            && !visit(level, start, &open)
        {
            return;
        }
        match tag {
            Tag::Open => open.push(name(&bytes[start..])),
            Tag::Close => drop(open.pop()),
            Tag::Empty | Tag::Other => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands before and behind the elements, these in stretches, and how the file ends.
    fn cut(xml: &str, least: usize) -> Option<(String, String, Vec<String>, End)> {
        let mut cutter = Cutter::new(xml.as_bytes()).expect("memory can be read")?;
        let frame = cutter.frame();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut stretches = Vec::new();
        let end = loop {
            match cutter.next(least, 1 << 20).expect("memory can be read") {
                Ok(elements) => stretches.push(format!(
                    "{}+{}@{} {}",
                    elements.first,
                    elements.count,
                    elements.line,
                    text(&elements.bytes).trim()
                )),
                Err(end) => break end,
            }
        };
        Some((text(&frame.opening), text(&frame.closing), stretches, end))
    }

    #[test]
    fn elements_are_cut_where_they_repeat() {
        let (opening, closing, stretches, end) = cut(
            "<?xml version='1.0'?>\n<!DOCTYPE w [<!ENTITY a '>'>]>\n<w a='>'>\n<about/><p>1</p>\n<p>2<p>x</p></p><!-- </w> --><p/>\n<p><![CDATA[</p>]]></p></w>\n",
            1,
        )
        .expect("what repeats");
        assert!(opening.ends_with("<w a='>'>\n<about/>"), "{opening}");
        assert_eq!(closing, "</w>");
        assert_eq!(
            stretches,
            [
                "1+1@4 <p>1</p>",
                "2+1@4 <p>2<p>x</p></p>",
                "3+1@5 <!-- </w> --><p/>",
                "4+1@5 <p><![CDATA[</p>]]></p>"
            ]
        );
        assert_eq!(end, End::Whole);
        let (_, closing, stretches, end) = cut(
            "<rss><channel><title>T</title><item>1</item><item>2</item><item>3</item></channel></rss>",
            20,
        )
        .expect("what repeats");
        assert_eq!(closing, "</channel></rss>");
        assert_eq!(
            stretches,
            ["1+2@1 <item>1</item><item>2</item>", "3+1@1 <item>3</item>"]
        );
        assert_eq!(end, End::Whole);
    }

    #[test]
    fn the_end_of_a_file_is_known() {
        let records = "<r>1</r><r>2</r><r>3</r>";
        for (xml, count, end) in [
            (format!("<l>{records}</l>"), 3, End::Whole),
            (format!("<l>{records}<r>4"), 3, End::CutOff),
            (format!("<l>{records}<r"), 3, End::CutOff),
            (format!("<l>{records}"), 3, End::CutOff),
            (
                format!("<l><g>{records}</g><h><r>4</r></h></l>"),
                3,
                End::More,
            ),
        ] {
            let (_, _, stretches, found) = cut(&xml, 1).expect("what repeats");
            assert_eq!((stretches.len(), found), (count, end), "{xml}");
        }
    }

    #[test]
    fn what_does_not_repeat_is_not_cut() {
        for xml in [
            "",
            "no markup",
            "<a><b/><c/></a>",
            "<a><b>1</b><b>2</b></a>",
            "<a><b><c><d><e/><e/><e/></d></c></b></a>",
        ] {
            assert!(cut(xml, 1).is_none(), "{xml}");
        }
    }
}
