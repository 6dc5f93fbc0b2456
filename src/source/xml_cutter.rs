//! Large XML: cut between the elements that repeat near its root, as it streams by.
//!
//! Takes bytes, gives stretches of whole elements, each with what stands before the first of them, so that
//! a stretch is read like a small file. Only one stretch is in memory. What repeats is decided by the
//! beginning of the file: the elements of the outermost level on which three have one name.

mod tags;

use std::io::{self, Read};
use std::sync::Arc;

use super::limit::over_limit;
use tags::{Tag, repeated, tag};

/// How much of a file is looked at for what repeats, in bytes.
const PROBED: usize = 4 << 20;
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

#[cfg(test)]
mod tests;
