//! Opens a file into batches: the file itself, the records of a table, or what an archive holds,
//! down to the files inside it.
//!
//! Only what one batch holds is in memory, apart from single documents that are larger. What can't
//! be opened becomes a skipped row; the rest of an archive goes on as far as its format allows.

use std::io::{self, BufRead};
use std::sync::Arc;

use super::batch::{BATCH, Batch, Part};
use super::decode::{Hints, detect};
#[cfg(feature = "archives")]
use super::file_kind::inner_name;
use super::file_kind::{file_kind, is_packed};
use super::formats::Kind;
use super::limit::unreadable;
#[cfg(feature = "archives")]
use super::metadata::METADATA_FILE;
use super::records::{self, DecodedLines, DelimitedFile, Lines};
#[cfg(feature = "archives")]
use super::select::{Selection, is_hidden};
use super::stretch::Stretch;
use super::unpack::{Budget, Content, DEEPEST, too_large};
#[cfg(feature = "archives")]
use super::unpack::{Member, each_in_tar, each_in_zip, unpacked};
use super::whole::WholeFile;
use super::xml_cutter::{Cutter, End};
use super::{
    FileUnit, LARGEST_DOCUMENT, MetadataRows, Origin, decode_records, forced_encoding, skip,
};
use crate::config::{ReadConfig, SplitMode};
use crate::model::Skipped;

/// The largest dump of a wiki that is read whole, in bytes.
pub(super) const LARGEST_DUMP: u64 = 64 << 20;
/// How much of a file is looked at to see what it is.
const HEAD: usize = 8 << 10;
/// The most files taken from one archive.
#[cfg(feature = "archives")]
const MOST_MEMBERS: u64 = 5_000_000;

/// A file on its way into batches.
pub(super) struct Opening<'a> {
    config: &'a ReadConfig,
    #[cfg(feature = "archives")]
    selection: &'a Selection,
    metadata: &'a MetadataRows,
    budget: &'a Budget,
    parts: Vec<Part>,
    /// Bytes in `parts`.
    held: usize,
    /// Bytes reported to the sink so far.
    reported: u64,
    #[cfg(feature = "archives")]
    members: u64,
    sink: &'a mut dyn FnMut(Batch) -> bool,
    is_stopped: bool,
}

impl<'a> Opening<'a> {
    /// The way of a file to `sink`.
    pub(super) fn new(
        unit: &'a FileUnit,
        budget: &'a Budget,
        config: &'a ReadConfig,
        sink: &'a mut dyn FnMut(Batch) -> bool,
    ) -> Self {
        Self {
            config,
            #[cfg(feature = "archives")]
            selection: &unit.selection,
            metadata: &unit.metadata,
            budget,
            parts: Vec::new(),
            held: 0,
            reported: 0,
            #[cfg(feature = "archives")]
            members: 0,
            sink,
            is_stopped: false,
        }
    }

    /// Opens what stands at `path`; reasons for failing become skipped rows.
    pub(super) fn open(&mut self, path: &str, content: Content<'_>, depth: usize) {
        let mut storage = None;
        let opened = content
            .peek(HEAD, &mut storage)
            .and_then(|(head, content)| {
                let kind = file_kind(path, &head, self.config.format).in_this_build();
                if matches!(kind, Kind::JsonLines) && self.is_wide(&head) {
                    return self.wide_lines(path, content);
                }
                if is_packed(kind) {
                    return self.open_packed(kind, path, content, depth);
                }
                self.open_as(kind, path, content)
            });
        if let Err(error) = opened {
            let reason = unreadable(&error);
            self.push(Part::Skipped(skip(path, None, None, reason)), 0);
        }
    }

    /// Opens what holds other files.
    fn open_packed(
        &mut self,
        kind: Kind,
        path: &str,
        content: Content<'_>,
        depth: usize,
    ) -> io::Result<()> {
        if depth >= DEEPEST {
            let reason =
                format!("nested more than {DEEPEST} archives deep; unpack it and pass the folder");
            self.push(Part::Skipped(skip(path, None, None, reason)), 0);
            return Ok(());
        }
        #[cfg(feature = "archives")]
        let budget = self.budget;
        match kind {
            #[cfg(feature = "archives")]
            Kind::Tar => each_in_tar(content, budget, &mut |member| {
                self.member(path, member, depth)
            }),
            #[cfg(feature = "archives")]
            Kind::Zip => each_in_zip(content, budget, LARGEST_DOCUMENT, &mut |member| {
                self.member(path, member, depth)
            }),
            #[cfg(not(feature = "archives"))]
            _ => self.whole(kind, path, content),
            #[cfg(feature = "archives")]
            _ => {
                let inner = inner_name(path);
                let is_wanted = self.selection.takes_member(path, &inner);
                if depth == 0 && !is_wanted && !inner.ends_with(".tar") {
                    return Ok(());
                }
                let mut stream = unpacked(kind, content, budget)?;
                self.open(&inner, Content::Stream(&mut stream), depth + 1);
                Ok(())
            }
        }
    }

    /// Opens what holds documents.
    fn open_as(&mut self, kind: Kind, path: &str, content: Content<'_>) -> io::Result<()> {
        let budget = self.budget;
        match kind {
            Kind::JsonLines => self.lines(&self.origin(path), None, &mut *content.reader(budget)),
            Kind::Csv | Kind::Tsv => {
                let table = DelimitedFile {
                    origin: &self.origin(path),
                    is_tabbed: matches!(kind, Kind::Tsv),
                    config: self.config,
                };
                table.read(content, budget, &mut |rows, bytes| {
                    self.push(rows.map_or_else(Part::Skipped, Part::Rows), bytes);
                    !self.is_stopped
                })
            }
            Kind::Json | Kind::Sheet => self.table(kind, path, content),
            Kind::Xml if self.config.split != SplitMode::None => self.xml(path, content),
            _ => self.whole(kind, path, content),
        }
    }

    /// Lines that are found in decoded text only.
    fn wide_lines(&mut self, path: &str, content: Content<'_>) -> io::Result<()> {
        let bytes = content.into_bytes(LARGEST_DOCUMENT)?;
        match decode_records(bytes, self.config) {
            Ok((text, encoding, doubts)) => {
                let decoded = Arc::new(DecodedLines { encoding, doubts });
                self.lines(&self.origin(path), Some(decoded), &mut text.as_bytes())
            }
            Err(reason) => {
                self.push(Part::Skipped(skip(path, None, None, reason)), 0);
                Ok(())
            }
        }
    }

    /// Records of a file that is understood as a whole only.
    fn table(&mut self, kind: Kind, path: &str, content: Content<'_>) -> io::Result<()> {
        let bytes = content.into_bytes(LARGEST_DOCUMENT)?;
        let size = bytes.len();
        let origin = self.origin(path);
        let parts: Result<Vec<Part>, Skipped> = match kind {
            #[cfg(feature = "sheets")]
            Kind::Sheet => {
                let rows = records::rows_of_sheets(&origin, &bytes, self.config);
                rows.map(|rows| rows.into_iter().map(Part::Rows).collect())
            }
            _ => {
                let values = records::values_of_json(&origin, bytes, self.config);
                values.map(|values| values.into_iter().map(Part::Values).collect())
            }
        };
        for part in parts.unwrap_or_else(|skipped| vec![Part::Skipped(skipped)]) {
            self.push(part, size);
        }
        Ok(())
    }

    /// Whether lines end in more than one byte, so that they are found in decoded text only.
    fn is_wide(&self, head: &[u8]) -> bool {
        let forced = forced_encoding(self.config);
        let hints = Hints {
            forced: forced.as_ref(),
            ..Hints::default()
        };
        detect(head, &hints).is_ok_and(|detection| !detection.codec.splits_at_line_feeds())
    }

    fn origin(&self, path: &str) -> Origin {
        let metadata = self.metadata.inside.get(path);
        Origin {
            path: path.into(),
            metadata: metadata.or(self.metadata.of_file.as_ref()).cloned(),
        }
    }

    /// A file of XML: whole, unless it is a dump of a wiki, or larger than a document may be.
    fn xml(&mut self, path: &str, content: Content<'_>) -> io::Result<()> {
        if let Content::Memory(_) = content {
            return self.whole(Kind::Xml, path, content);
        }
        let mut reader = content.reader(self.budget);
        let mut bytes = Vec::new();
        for most in [LARGEST_DUMP, LARGEST_DOCUMENT] {
            let rest = (most + 1).saturating_sub(bytes.len() as u64);
            io::Read::read_to_end(&mut io::Read::take(&mut reader, rest), &mut bytes)?;
            if bytes.len() as u64 <= most {
                return self.whole(Kind::Xml, path, Content::Memory(bytes));
            }
            let head = &bytes[..HEAD];
            if memchr::memmem::find(head, b"<mediawiki").is_some() {
                break;
            }
        }
        let stream = io::Read::chain(io::Cursor::new(bytes), reader);
        self.stretches(path, stream)
    }

    /// Elements of a large file of XML, some at a time.
    fn stretches(&mut self, path: &str, stream: impl io::Read) -> io::Result<()> {
        let origin = self.origin(path);
        let Some(mut cutter) = Cutter::new(stream)? else {
            return Err(too_large(LARGEST_DOCUMENT));
        };
        let end = loop {
            let elements = match cutter.next(BATCH, LARGEST_DOCUMENT as usize)? {
                Ok(elements) => elements,
                Err(end) => break end,
            };
            let stretch = Stretch {
                origin: origin.clone(),
                frame: cutter.frame(),
                elements,
            };
            if stretch.elements.first == 1 && !stretch.holds_documents(self.config) {
                return Err(too_large(LARGEST_DOCUMENT));
            }
            let size = stretch.elements.bytes.len();
            self.push(Part::Stretch(stretch), size);
            if self.is_stopped {
                return Ok(());
            }
        };
        let reason = match end {
            End::Whole => return Ok(()),
            End::CutOff => {
                "cut off: it ends before its last element is closed; the complete ones were read"
            }
            End::More => "what follows the list of its repeated elements is not read",
        };
        self.push(Part::Skipped(skip(path, None, None, reason.to_owned())), 0);
        Ok(())
    }

    fn whole(&mut self, kind: Kind, path: &str, content: Content<'_>) -> io::Result<()> {
        let bytes = content.into_bytes(LARGEST_DOCUMENT)?;
        let size = bytes.len();
        let file = WholeFile {
            origin: self.origin(path),
            kind,
            bytes,
        };
        self.push(Part::Whole(file), size);
        Ok(())
    }

    /// A file inside the archive at `archive`; gives whether to go on.
    #[cfg(feature = "archives")]
    fn member(&mut self, archive: &str, member: Member<'_>, depth: usize) -> bool {
        // A member stays below its archive, whatever its name says.
        let parts = member.path.split('/');
        let parts: Vec<&str> = parts
            .filter(|part| !matches!(*part, "" | "." | ".."))
            .collect();
        let name = parts.join("/");
        let path = format!("{archive}/{name}");
        if parts.iter().any(|part| is_hidden(part)) || !self.selection.takes_member(&path, &name) {
            return !self.is_stopped;
        }
        self.members += 1;
        let reason = match member.content {
            Ok(_) if parts.last() == Some(&METADATA_FILE) => Err(
                "metadata inside an archive is not used; unpack the archive, or put metadata.csv beside it, with rows such as archive.zip/file.txt".to_owned(),
            ),
            Ok(_) if self.members > MOST_MEMBERS => {
                Err("the archive has more files than refrain reads from one archive".to_owned())
            }
            Ok(stream) => {
                self.open(&path, Content::Stream(stream), depth + 1);
                Ok(())
            }
            Err(reason) => Err(reason),
        };
        if let Err(reason) = reason {
            self.push(Part::Skipped(skip(&path, None, None, reason)), 0);
        }
        !self.is_stopped && self.members <= MOST_MEMBERS
    }

    /// Cuts a stream of lines into batches of whole lines; `decoded` is the encoding they were in
    /// before, if it was another.
    fn lines(
        &mut self,
        origin: &Origin,
        decoded: Option<Arc<DecodedLines>>,
        reader: &mut dyn BufRead,
    ) -> io::Result<()> {
        let part = |first, bytes| {
            let origin = origin.clone();
            Part::Lines(Lines {
                origin,
                first,
                bytes,
                decoded: decoded.clone(),
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

    /// Takes in a part that `bytes` of the file came to.
    pub(super) fn push(&mut self, part: Part, bytes: usize) {
        self.parts.push(part);
        self.held += bytes;
        if self.held >= BATCH {
            self.flush(self.budget.read());
        }
    }

    /// Hands on what is held; `read` bytes of the file are done.
    pub(super) fn flush(&mut self, read: u64) {
        self.held = 0;
        if self.parts.is_empty() || self.is_stopped {
            return;
        }
        let bytes = read.saturating_sub(self.reported);
        self.reported = self.reported.max(read);
        let parts = std::mem::take(&mut self.parts);
        self.is_stopped = !(self.sink)(Batch { parts, bytes });
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
