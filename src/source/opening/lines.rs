//! Files of one record a line on their way into batches.

use std::io::{self, BufRead};
use std::sync::Arc;

use super::super::batch::{BATCH, Part};
use super::super::decode::{Hints, detect};
use super::super::records::{self, DecodedLines, Lines};
use super::super::unpack::Content;
use super::super::{LARGEST_DOCUMENT, Origin, decode_records, forced_encoding, skip};
use super::Opening;

impl Opening<'_> {
    /// Lines that are found in decoded text only.
    pub(super) fn wide_lines(&mut self, path: &str, content: Content<'_>) -> io::Result<()> {
        let bytes = content.into_bytes(LARGEST_DOCUMENT)?;
        match decode_records(bytes, self.config) {
            Ok((text, encoding, doubts)) => {
                let decoded = Arc::new(DecodedLines { encoding, doubts });
                self.lines(&self.origin(path), Some(&decoded), &mut text.as_bytes())
            }
            Err(reason) => {
                self.push(Part::Skipped(skip(path, None, None, reason)), 0);
                Ok(())
            }
        }
    }

    /// Whether lines end in more than one byte, so that they are found in decoded text only.
    pub(super) fn is_wide(&self, head: &[u8]) -> bool {
        let forced = forced_encoding(self.config);
        let hints = Hints {
            forced: forced.as_ref(),
            ..Hints::default()
        };
        detect(head, &hints).is_ok_and(|detection| !detection.codec.splits_at_line_feeds())
    }

    /// Cuts a stream of lines into batches of whole lines; `decoded` is the encoding they were in
    /// before, if it was another.
    pub(super) fn lines(
        &mut self,
        origin: &Origin,
        decoded: Option<&Arc<DecodedLines>>,
        reader: &mut dyn BufRead,
    ) -> io::Result<()> {
        let part = |first, bytes| {
            let origin = origin.clone();
            Part::Lines(Lines {
                origin,
                first,
                bytes,
                decoded: decoded.cloned(),
            })
        };
        let mut first = 1;
        while !self.is_stopped {
            let mut bytes = Vec::with_capacity(BATCH + (BATCH >> 3));
            io::Read::read_to_end(&mut io::Read::take(&mut *reader, BATCH as u64), &mut bytes)?;
            if bytes.is_empty() {
                break;
            }
            let mut is_cut = false;
            if bytes.last() != Some(&b'\n') {
                let most = records::LONGEST_LINE;
                let rest = io::Read::take(&mut *reader, most).read_until(b'\n', &mut bytes)?;
                is_cut = rest as u64 == most;
            }
            let lines = memchr::memchr_iter(b'\n', &bytes).count() as u64;
            let size = bytes.len();
            if is_cut {
                let start = memchr::memrchr(b'\n', &bytes).map_or(0, |end| end + 1);
                bytes.truncate(start);
                skip_line(reader)?;
                self.push(part(first, bytes), size);
                let row = skip(&origin.path, Some(first + lines), None, records::too_long());
                self.push(Part::Skipped(row), 0);
                first += lines + 1;
            } else {
                self.push(part(first, bytes), size);
                first += lines;
            }
        }
        if first == 1 {
            let reason = "it contains no records".to_owned();
            self.push(Part::Skipped(skip(&origin.path, None, None, reason)), 0);
        }
        Ok(())
    }
}

/// Passes over the rest of a line without keeping it.
fn skip_line(reader: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let held = reader.fill_buf()?;
        if held.is_empty() {
            return Ok(());
        }
        if let Some(end) = memchr::memchr(b'\n', held) {
            reader.consume(end + 1);
            return Ok(());
        }
        let length = held.len();
        reader.consume(length);
    }
}
