//! The parts of an office document, which is a ZIP archive of XML files.
//!
//! Bounded: what unpacks to more than [`LARGEST`] bytes, or is packed far tighter than any text,
//! is refused. Sizes are counted while unpacking, not taken from the archive's word.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// How much one document may unpack to, in bytes.
const LARGEST: u64 = 256 << 20;
/// Up to here in bytes, any ratio is fine.
const SMALL: u64 = 10 << 20;
/// Text and XML pack by ten or twenty; beyond this it is no document.
const LARGEST_RATIO: u64 = 200;

/// How OLE files begin: old Office documents, and new ones under a password.
pub(super) const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// An office document, unpacked part by part.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens the archive.
    ///
    /// # Errors
    /// If it is damaged, or no archive but an encrypted document.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        if bytes.is_empty() {
            return Err("empty file".to_owned());
        }
        if bytes.starts_with(OLE) {
            return Err(describe_ole(bytes));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            "damaged or cut off: its ZIP directory cannot be read; get the file again, or open it in an office program and save it again".to_owned()
        })?;
        Ok(Self {
            archive,
            left: LARGEST,
        })
    }

    /// A part of the document as text, if it has such a part.
    ///
    /// # Errors
    /// If the part is damaged, encrypted, too large or no text.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let bytes = self.unpack(index)?;
        let text =
            to_text(bytes).ok_or_else(|| format!("damaged: its part `{name}` is not text"))?;
        Ok(Some(text))
    }

    /// Unpacks every part, has it checked and throws it away, for parsers that unpack without a bound.
    ///
    /// # Errors
    /// As [`Self::text`], and those of `check_part`.
    #[cfg(any(test, feature = "sheets"))]
    pub(super) fn check(
        mut self,
        check_part: fn(&[u8]) -> Result<(), String>,
    ) -> Result<(), String> {
        for index in 0..self.archive.len() {
            check_part(&self.unpack(index)?)?;
        }
        Ok(())
    }

    fn unpack(&mut self, index: usize) -> Result<Vec<u8>, String> {
        let damaged = |error: &dyn std::fmt::Display| {
            format!(
                "damaged: a part of it cannot be unpacked ({error}); get the file again, or open it in an office program and save it again"
            )
        };
        let part = self
            .archive
            .by_index(index)
            .map_err(|error| damaged(&error))?;
        if part.encrypted() {
            return Err("encrypted; save it without a password".to_owned());
        }
        let packed = part.compressed_size();
        let limit = self
            .left
            .min(SMALL.max(packed.saturating_mul(LARGEST_RATIO)));
        let mut bytes = Vec::new();
        part.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(&error))?;
        let size = bytes.len() as u64;
        if size > limit {
            let limit = limit >> 20;
            return Err(format!(
                "refused as a ZIP bomb: it unpacks to more than {limit} MiB from {packed} bytes, which no document does"
            ));
        }
        self.left -= size;
        Ok(bytes)
    }
}

fn describe_ole(bytes: &[u8]) -> String {
    let name: Vec<u8> = "EncryptedPackage"
        .bytes()
        .flat_map(|byte| [byte, 0])
        .collect();
    if memchr::memmem::find(bytes, &name).is_some() {
        "encrypted; save it without a password".to_owned()
    } else {
        "an old Office document (.doc, .xls, .ppt) with a newer extension; save it in the newer format or as text".to_owned()
    }
}

/// UTF-8, or UTF-16 with a byte-order mark.
fn to_text(bytes: Vec<u8>) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2) {
        Some(b"\xFF\xFE") => u16::from_le_bytes,
        Some(b"\xFE\xFF") => u16::from_be_bytes,
        _ => return String::from_utf8(bytes).ok(),
    };
    let (pairs, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().skip(1).map(|&pair| unit(pair)).collect();
    String::from_utf16(&units).ok()
}

/// Builds archives for the tests of this folder.
#[cfg(test)]
pub(super) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(bytes: &[u8]) -> String {
        let outcome = Package::open(bytes).and_then(|mut package| package.text("a.xml"));
        outcome.expect_err("a reason")
    }

    #[test]
    fn parts_are_found_by_name() {
        let bytes = zipped(&[("a.xml", "<a/>"), ("b/c.xml", "<c/>")]);
        let mut package = Package::open(&bytes).expect("a package");
        assert_eq!(package.text("b/c.xml"), Ok(Some("<c/>".to_owned())));
        assert_eq!(package.text("b/d.xml"), Ok(None));
        assert_eq!(package.text("A.xml"), Ok(None));
        assert_eq!(package.check(|_| Ok(())), Ok(()));
    }

    #[test]
    fn bombs_and_damage_are_refused() {
        let zeros = "0".repeat(11 << 20);
        let bomb = zipped(&[("a.xml", &zeros)]);
        assert!(reason(&bomb).contains("ZIP bomb"), "{}", reason(&bomb));
        assert!(
            Package::open(&bomb)
                .expect("a package")
                .check(|_| Ok(()))
                .is_err()
        );
        let bytes = zipped(&[("a.xml", "<a>mill</a>")]);
        assert!(reason(&bytes[..bytes.len() / 2]).starts_with("damaged"));
        let mut wrong = bytes;
        wrong[36] ^= 0x55;
        assert!(reason(&wrong).starts_with("damaged"), "{}", reason(&wrong));
        assert_eq!(reason(b""), "empty file");
    }

    #[test]
    fn a_password_is_told_from_an_old_document() {
        let mut ole = OLE.to_vec();
        ole.extend([0; 600]);
        assert!(reason(&ole).starts_with("an old Office document"));
        ole.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
        assert!(reason(&ole).starts_with("encrypted"));
        let mut bytes = zipped(&[("a.xml", "<a/>")]);
        // The flag of encryption, in the part's header and in the directory.
        bytes[6] |= 1;
        let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").expect("a directory");
        bytes[directory + 8] |= 1;
        assert!(
            reason(&bytes).contains("encrypted") || reason(&bytes).contains("assword"),
            "{}",
            reason(&bytes)
        );
    }

    #[test]
    fn utf_16_is_text_too() {
        assert_eq!(to_text(b"\xFF\xFEa\0b\0".to_vec()).as_deref(), Some("ab"));
        assert_eq!(to_text(b"\xFE\xFF\0a".to_vec()).as_deref(), Some("a"));
        assert_eq!(to_text(b"\xFFa".to_vec()), None);
    }
}
