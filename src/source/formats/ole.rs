//! Compound files (OLE), in which Word 97 to 2003 and Outlook keep what they write.
//!
//! Takes the bytes of the file, finds out by the names of its streams whose it is, and hands it to that
//! converter. Gives streams whole, never larger than the file.

use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

use super::Outcome;
use super::doc::doc;
use super::msg::msg;
use crate::model::Format;
use crate::parser_guard::caught;

/// Converts what stands in a compound file, and says what it was.
pub(crate) fn ole(bytes: &[u8]) -> (Format, Outcome) {
    let mut format = Format::Doc;
    let outcome = caught(|| {
        let mut file = Compound::open(bytes)?;
        if file.has("/WordDocument") {
            return doc(&mut file);
        }
        if file.has("/__properties_version1.0") {
            format = Format::Mail;
            return msg(&mut file);
        }
        Err(file.describe_other())
    });
    (format, outcome)
}

/// A compound file that is open.
pub(super) struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    size: u64,
}

impl<'a> Compound<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| {
            "damaged or cut off: its directory cannot be read; get the file again, or open it in its own program and save it again".to_owned()
        })?;
        let size = bytes.len() as u64;
        Ok(Self { file, size })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.file.exists(name)
    }

    /// A stream, if it is there.
    ///
    /// # Errors
    /// If it is damaged.
    pub(super) fn stream(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        if !self.file.is_stream(name) {
            return Ok(None);
        }
        let damaged = |_| "damaged: a part of it cannot be read; get the file again".to_owned();
        let stream = self.file.open_stream(name).map_err(damaged)?;
        let mut bytes = Vec::new();
        stream
            .take(self.size)
            .read_to_end(&mut bytes)
            .map_err(damaged)?;
        Ok(Some(bytes))
    }

    /// What to say of the files of other programs.
    pub(super) fn describe_other(&self) -> String {
        let reason = if self.has("/EncryptedPackage") {
            "encrypted; save it without a password"
        } else if self.has("/Workbook") || self.has("/Book") {
            "an old Excel workbook with another extension; rename it to end in .xls"
        } else if self.has("/PowerPoint Document") {
            "old PowerPoint files (.ppt) are not supported; save it as .pptx, PDF or text"
        } else {
            "an old Office file of an unsupported kind; save it as .docx, .odt or text"
        };
        reason.to_owned()
    }

    /// The names of the storages at the top whose names begin so.
    pub(super) fn storages(&self, start: &str) -> Vec<String> {
        let entries = self.file.read_root_storage();
        let names = entries
            .filter(|entry| entry.is_storage() && entry.name().starts_with(start))
            .map(|entry| entry.name().to_owned());
        names.collect()
    }
}

/// A number of two bytes at a place.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let end = at.checked_add(2)?;
    Some(u16::from_le_bytes(bytes.get(at..end)?.try_into().ok()?))
}

/// A number of four bytes at a place.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let end = at.checked_add(4)?;
    Some(u32::from_le_bytes(bytes.get(at..end)?.try_into().ok()?))
}

/// The day of a time that is counted in 100 nanoseconds from 1601, at a place.
pub(super) fn day_at(bytes: &[u8], at: usize) -> Option<String> {
    let end = at.checked_add(8)?;
    let time = u64::from_le_bytes(bytes.get(at..end)?.try_into().ok()?);
    // The days of 400 years come round.
    let days = time / 864_000_000_000;
    let (cycles, mut day) = (days / 146_097, days % 146_097);
    let mut year = 1601 + cycles * 400;
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    while day >= 365 + u64::from(is_leap(year)) {
        day -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    (1970..3000)
        .contains(&year)
        .then(|| format!("{year:04}-{month:02}-{:02}", day + 1))
}

/// Builds compound files for the tests of this folder.
#[cfg(test)]
pub(super) fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("created");
    for (name, bytes) in streams {
        if let Some((storage, _)) = name
            .rsplit_once('/')
            .filter(|(storage, _)| !storage.is_empty())
        {
            file.create_storage_all(storage).expect("a storage");
        }
        let mut stream = file.create_stream(name).expect("a stream");
        stream.write_all(bytes).expect("written");
    }
    file.flush().expect("flushed");
    file.into_inner().into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1601() {
        for (seconds, day) in [
            (1_391_385_600_u64, "2014-02-03"),
            (951_782_400, "2000-02-29"),
            (0, "1970-01-01"),
            (1_735_603_200, "2024-12-31"),
        ] {
            let time = (seconds + 11_644_473_600) * 10_000_000;
            assert_eq!(day_at(&time.to_le_bytes(), 0).as_deref(), Some(day));
        }
        assert_eq!(day_at(&[0; 8], 0), None);
        assert_eq!(day_at(&[0; 4], 0), None);
    }

    #[test]
    fn what_is_not_read_is_told() {
        for (stream, expected) in [
            ("/Workbook", "an old Excel"),
            ("/PowerPoint Document", "old PowerPoint"),
            ("/EncryptedPackage", "encrypted"),
            ("/Other", "an old Office"),
        ] {
            let (_, outcome) = ole(&compound(&[(stream, vec![1])]));
            let reason = outcome.expect_err("a reason");
            assert!(reason.starts_with(expected), "{reason}");
        }
        let (_, outcome) = ole(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0");
        assert!(outcome.expect_err("a reason").starts_with("damaged"));
    }
}
