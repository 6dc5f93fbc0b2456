//! A stream of which as much is held as is looked at ahead.
//!
//! The stream ends where its file ends, and for a while where it is damaged: what is held up to there can
//! be looked at before reading goes on behind the damage.

use std::io::{self, BufRead, ErrorKind};

use super::super::damaged::passed_damage;

/// Room that is kept although nothing is held.
const KEPT: usize = 4 << 20;

/// A reader that looks ahead.
pub(super) struct Held<'r> {
    reader: &'r mut dyn BufRead,
    bytes: Vec<u8>,
    /// Where in `bytes` that begins which was not taken yet.
    start: usize,
    /// How much was taken.
    offset: u64,
    end: Option<End>,
}

/// Where a stream ends.
enum End {
    File,
    /// What is damaged, in words for the user.
    Damage(String),
}

impl<'r> Held<'r> {
    pub(super) fn new(reader: &'r mut dyn BufRead) -> Self {
        Self {
            reader,
            bytes: Vec::new(),
            start: 0,
            offset: 0,
            end: None,
        }
    }

    /// How many bytes of the stream were taken.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// What follows: at least `count` bytes, or all up to the end. Room is taken for what is there, not
    /// for what is asked for.
    pub(super) fn ahead(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.bytes.len() - self.start < count && self.end.is_none() {
            self.fill()?;
        }
        Ok(self.available())
    }

    /// What is held.
    pub(super) fn available(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    fn fill(&mut self) -> io::Result<()> {
        match self.reader.fill_buf() {
            Ok([]) => self.end = Some(End::File),
            Ok(next) => {
                let length = next.len();
                // Half of it at least is dropped each time, so each byte is moved once or twice.
                if self.start > self.bytes.len() / 2 {
                    self.bytes.drain(..self.start);
                    self.start = 0;
                }
                self.bytes.extend_from_slice(next);
                self.reader.consume(length);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => match passed_damage(&error) {
                Some(damage) => self.end = Some(End::Damage(damage)),
                None => return Err(error),
            },
        }
        Ok(())
    }

    /// Takes as many bytes of what is held.
    pub(super) fn take(&mut self, count: usize) {
        let count = count.min(self.bytes.len() - self.start);
        self.start += count;
        self.offset += count as u64;
        if self.start == self.bytes.len() {
            self.bytes.clear();
            self.bytes.shrink_to(KEPT);
            self.start = 0;
        }
    }

    /// If the stream is damaged here: goes on behind that, and gives what is damaged.
    pub(super) fn pass_damage(&mut self) -> Option<String> {
        match self.end.take() {
            Some(End::Damage(damage)) => Some(damage),
            end => {
                self.end = end;
                None
            }
        }
    }
}
