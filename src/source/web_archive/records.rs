//! The records of a web archive (WARC 1.0 and 1.1), one after another.
//!
//! Takes a stream, gives each record with its fields and its content, or where there should be one what is
//! wrong. A record begins with a line `WARC/1.0` and states how long its content is; where that is wrong,
//! the next such line says where the next record begins. No more is held than a record may have, whatever
//! it states.

use std::io::{self, BufRead};
use std::ops::Range;

use super::fields::{Fields, head_length};
use super::held::Held;
use super::sign::{SIGN, begins_record, follows, next_record};

/// The longest content of a record that is read, in bytes.
pub(super) const LONGEST_CONTENT: usize = 64 << 20;
/// The longest head of a record or of a response, in bytes.
pub(super) const LONGEST_HEAD: usize = 256 << 10;
/// How much of the content of a longer record is kept, to say what it is.
const KEPT_OF_LONGER: usize = 64 << 10;
/// How much is looked through at a time for the next record.
const STEP: usize = 64 << 10;

/// What stands in a web archive.
#[derive(Debug)]
pub(super) struct Found {
    /// Its number, from 1.
    pub(super) number: u64,
    /// Where it begins, in bytes of the unpacked file.
    pub(super) offset: u64,
    /// A record, or why there is none, in words for the user.
    pub(super) what: Result<Record, String>,
}

/// A record.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) fields: Fields,
    /// Its content, or the beginning of it.
    pub(super) content: Vec<u8>,
    pub(super) length: Length,
}

/// What is known of the length of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// It is as stated.
    Stated,
    /// More is stated than stands before the next record.
    Less { stated: usize },
    /// The content goes on beyond what is stated.
    More { stated: usize },
    /// It is longer than what is read.
    TooLong { stated: u64 },
}

/// Reads the records of a stream.
pub(super) struct Records<'r> {
    held: Held<'r>,
    count: u64,
}

impl<'r> Records<'r> {
    pub(super) fn new(reader: &'r mut dyn BufRead) -> Self {
        Self {
            held: Held::new(reader),
            count: 0,
        }
    }

    /// The next record, or what is wrong in its place; nothing at the end of the stream.
    ///
    /// # Errors
    /// If the stream can't be read.
    pub(super) fn next(&mut self) -> io::Result<Option<Found>> {
        self.pass_line_ends()?;
        let offset = self.held.offset();
        let what = if self.held.ahead(1)?.is_empty() {
            match self.held.pass_damage() {
                Some(damage) => Err(damage),
                None => return Ok(None),
            }
        } else if begins_record(self.held.ahead(SIGN)?) {
            self.record()?
        } else {
            self.pass_to_next()?;
            let length = self.held.offset() - offset;
            Err(format!("{length} bytes that belong to no record"))
        };
        self.count += 1;
        Ok(Some(Found {
            number: self.count,
            offset,
            what,
        }))
    }

    fn pass_line_ends(&mut self) -> io::Result<()> {
        loop {
            let held = self.held.ahead(1)?;
            let count = held.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
            let count = count.count();
            if count == 0 {
                return Ok(());
            }
            self.held.take(count);
        }
    }

    /// The record that begins here.
    fn record(&mut self) -> io::Result<Result<Record, String>> {
        let head = match self.head()? {
            Ok(head) => head,
            Err(reason) => return Ok(Err(reason)),
        };
        let fields = Fields::of(&self.held.available()[..head]);
        let Some(stated) = fields.get("content-length") else {
            self.pass_to_next()?;
            return Ok(Err("its header has no Content-Length".to_owned()));
        };
        let Ok(length) = stated.parse::<u64>() else {
            let quoted: String = stated.chars().take(40).collect();
            self.pass_to_next()?;
            return Ok(Err(format!(
                "its Content-Length `{quoted}` is no number of bytes"
            )));
        };
        match usize::try_from(length)
            .ok()
            .filter(|&length| length <= LONGEST_CONTENT)
        {
            Some(length) => self.content(head, fields, length),
            None => self.beginning(head, fields, length).map(Ok),
        }
    }

    /// The length of the head that begins here.
    fn head(&mut self) -> io::Result<Result<usize, String>> {
        let mut most = 1 << 10;
        loop {
            let held = self.held.ahead(most)?;
            let head = head_length(held);
            let known = &held[..head.unwrap_or(held.len())];
            if let Some(next) = next_record(known) {
                self.held.take(next);
                return Ok(Err("its header is cut off by the next record".to_owned()));
            }
            match head {
                Some(head) if head <= LONGEST_HEAD => return Ok(Ok(head)),
                None if held.len() < most => return Ok(Err(self.cut_off("in its header"))),
                None if most < LONGEST_HEAD => most *= 2,
                _ => {
                    self.pass_to_next()?;
                    let most = LONGEST_HEAD >> 10;
                    return Ok(Err(format!("its header is longer than {most} KiB")));
                }
            }
        }
    }

    /// The record of a head and of a content of this length, if that is right.
    fn content(
        &mut self,
        head: usize,
        fields: Fields,
        stated: usize,
    ) -> io::Result<Result<Record, String>> {
        let end = head + stated;
        let held = self.held.ahead(end + SIGN)?;
        let has_ended = held.len() < end + SIGN;
        let is_right = held.get(end..).is_some_and(|rest| follows(rest, has_ended));
        if is_right {
            return Ok(Ok(self.take_record(fields, head..end, Length::Stated)));
        }
        // The next record may begin within the last bytes of what is stated.
        let content = &held[head..held.len().min(end + SIGN)];
        if let Some(next) = next_record(content).filter(|&next| next < stated) {
            let range = head..head + next;
            return Ok(Ok(self.take_record(fields, range, Length::Less { stated })));
        }
        if held.len() < end {
            let there = held.len() - head;
            let place = format!("after {there} of the {stated} bytes that it states");
            return Ok(Err(self.cut_off(&place)));
        }
        let end = match self.next_from(end)? {
            Some(end) => end,
            None => {
                self.pass_to_next()?;
                return Ok(Err(too_long(stated as u64)));
            }
        };
        Ok(Ok(self.take_record(
            fields,
            head..end,
            Length::More { stated },
        )))
    }

    /// Where behind the place `from` of what is held the next record begins, or where the stream ends;
    /// nothing if that is further away than a record may be long.
    fn next_from(&mut self, from: usize) -> io::Result<Option<usize>> {
        let mut from = from.saturating_sub(1);
        loop {
            let held = self.held.ahead(from + STEP)?;
            let rest = held.get(from..).unwrap_or_default();
            if let Some(next) = next_record(rest) {
                return Ok(Some(from + next));
            }
            if held.len() < from + STEP {
                return Ok(Some(held.len()));
            }
            from = held.len() - SIGN;
            if from > LONGEST_CONTENT + LONGEST_HEAD {
                return Ok(None);
            }
        }
    }

    /// Takes the record whose content stands at this place of what is held.
    fn take_record(&mut self, fields: Fields, content: Range<usize>, length: Length) -> Record {
        let held = self.held.available();
        let mut bytes = held.get(content.clone()).unwrap_or_default();
        if length != Length::Stated {
            // The line ends between records are no content.
            for line_end in [b"\n".as_slice(), b"\r", b"\n", b"\r"] {
                bytes = bytes.strip_suffix(line_end).unwrap_or(bytes);
            }
        }
        let content_bytes = bytes.to_vec();
        self.held.take(content.end);
        Record {
            fields,
            content: content_bytes,
            length,
        }
    }

    /// The beginning of a record that is too long. What it states is not trusted: it ends where the next
    /// begins.
    fn beginning(&mut self, head: usize, fields: Fields, stated: u64) -> io::Result<Record> {
        let held = self.held.ahead(head + KEPT_OF_LONGER)?;
        let content = held.get(head..).unwrap_or_default();
        let content = content.get(..KEPT_OF_LONGER).unwrap_or(content).to_vec();
        self.pass_to_next()?;
        Ok(Record {
            fields,
            content,
            length: Length::TooLong { stated },
        })
    }

    /// Takes all that is held before the end of the stream, and says why there is no more.
    fn cut_off(&mut self, place: &str) -> String {
        self.held.take(self.held.available().len());
        match self.held.pass_damage() {
            Some(damage) => format!("cut off {place}: {damage}"),
            None => format!("cut off {place}: the file ends there"),
        }
    }

    /// Passes over what follows up to the next record, or to the end.
    fn pass_to_next(&mut self) -> io::Result<()> {
        loop {
            let held = self.held.ahead(STEP)?;
            if let Some(next) = next_record(held) {
                self.held.take(next);
                return Ok(());
            }
            let length = held.len();
            if length < STEP {
                self.held.take(length);
                return Ok(());
            }
            self.held.take(length - SIGN);
        }
    }
}

/// What to say of a record that is too long.
pub(super) fn too_long(stated: u64) -> String {
    let most = LONGEST_CONTENT >> 20;
    format!("it states {stated} bytes; records longer than {most} MiB are not read")
}

#[cfg(test)]
mod tests;
