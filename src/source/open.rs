//! Opens a file into batches: the file itself, the records of a table, or what an archive holds,
//! down to the files inside it.
//!
//! Only what one batch holds is in memory, apart from single documents that are larger. What can't
//! be opened becomes a skipped row; the rest of an archive goes on as far as its format allows.

use std::fs::File;
use std::io::{self, BufRead};
use std::path::Path;

use super::decode::{Hints, detect};
use super::formats::{Kind, sniff};
use super::metadata::METADATA_FILE;
use super::records::{self, CsvTable, Lines, Rows, Values};
use super::select::{Selection, is_hidden};
use super::unpack::{Budget, Content, DEEPEST, Member, Source, each_in_tar, each_in_zip, unpacked};
use super::whole::WholeFile;
use super::{
    FileUnit, LARGEST_DOCUMENT, Metadata, Origin, Read, Sink, decode_text, forced_encoding, skip,
    unreadable,
};
use crate::config::{ReadAs, ReadConfig};
use crate::guard::caught;
use crate::model::{Encoding, Skipped};

/// How many bytes of documents or records make a batch.
const BATCH: usize = 2 << 20;
/// How much of a file tells what it is.
const HEAD: usize = 8 << 10;
/// The most files taken from one archive.
const MOST_MEMBERS: u64 = 5_000_000;

/// Parts of a file that one worker reads alone.
#[derive(Debug)]
pub struct Batch {
    parts: Vec<Part>,
    bytes: u64,
}

/// A part of a file that stands on its own.
#[derive(Debug)]
pub(super) enum Part {
    /// A file, or one of an archive, that is a document.
    Whole(WholeFile),
    /// Records, one a line.
    Lines(Lines),
    /// Rows of a table.
    Rows(Rows),
    /// Objects of a JSON file.
    Values(Values),
    /// No document.
    Skipped(Skipped),
}

impl Batch {
    /// Bytes of the file that were read to make it.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Hands each document of the batch, or the reason for none, to `sink`.
    pub fn read(self, config: &ReadConfig, sink: &mut dyn Sink) {
        for part in self.parts {
            match part {
                Part::Whole(file) => file.read(config, sink),
                Part::Lines(lines) => lines.read(config, sink),
                Part::Rows(rows) => rows.read(config, sink),
                Part::Values(values) => values.read(config, sink),
                Part::Skipped(row) => sink.take(Read::Skipped(row)),
            }
        }
    }
}

impl FileUnit {
    /// Hands the file's batches to `sink`, until it says `false`.
    pub(super) fn open(&self, config: &ReadConfig, sink: &mut dyn FnMut(Batch) -> bool) {
        let budget = Budget::new(self.bytes.max(1));
        let mut standard_input = Source {
            inner: io::stdin(),
            budget: &budget,
        };
        let mut opening = Opening {
            config,
            selection: &self.selection,
            metadata: &self.metadata,
            budget: &budget,
            parts: Vec::new(),
            held: 0,
            reported: 0,
            members: 0,
            sink,
            is_stopped: false,
        };
        let content = match &self.path {
            Some(path) => self.content(path),
            None => Ok(Content::Stream(&mut standard_input)),
        };
        let opened = match content {
            Ok(content) => caught(|| {
                opening.open(&self.place, content, 0);
                Ok(())
            }),
            Err(error) => Err(unreadable(&error)),
        };
        if let Err(reason) = opened {
            let row = skip(&self.place, None, Some(self.bytes), reason);
            opening.push(Part::Skipped(row), 0);
        }
        opening.flush(self.bytes);
    }

    fn content<'c>(&self, path: &Path) -> io::Result<Content<'c>> {
        let file = File::open(path)?;
        if self.is_collection || self.bytes > BATCH as u64 {
            return Ok(Content::File(file));
        }
        // One more than it had when it was listed, so that a file that grows is read to its end.
        let mut bytes = Vec::with_capacity(self.bytes as usize + 1);
        // Taken as a plain reader, it is not asked for its size again.
        io::Read::read_to_end(&mut io::Read::take(&file, u64::MAX), &mut bytes)?;
        Ok(Content::Memory(bytes))
    }
}

/// A file on its way into batches.
struct Opening<'a> {
    config: &'a ReadConfig,
    selection: &'a Selection,
    metadata: &'a Metadata,
    budget: &'a Budget,
    parts: Vec<Part>,
    /// Bytes in `parts`.
    held: usize,
    /// Bytes told to the sink so far.
    reported: u64,
    members: u64,
    sink: &'a mut dyn FnMut(Batch) -> bool,
    is_stopped: bool,
}

impl Opening<'_> {
    /// Opens what stands at `path`; reasons for failing become skipped rows.
    fn open(&mut self, path: &str, content: Content<'_>, depth: usize) {
        let mut storage = None;
        let opened = content
            .peek(HEAD, &mut storage)
            .and_then(|(head, content)| {
                let kind = self.kind(path, &head);
                if is_packed(kind) {
                    self.open_packed(kind, path, content, depth)
                } else {
                    self.open_as(kind, path, &head, content)
                }
            });
        if let Err(error) = opened {
            let reason = unreadable(&error);
            self.push(Part::Skipped(skip(path, None, None, reason)), 0);
        }
    }

    fn kind(&self, path: &str, head: &[u8]) -> Kind {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let told = sniff(head, &ending.to_lowercase());
        match forced_kind(self.config.format) {
            // Packing stays packing whatever is inside; word-processor files are zip archives too.
            Some(forced) if !is_packed(told) || is_zip_inside(forced) => forced,
            // Records on standard input have no name to tell them by, and the first may be long.
            None if path == "-" && matches!(told, Kind::Text | Kind::Json) => {
                match head.trim_ascii_start() {
                    [b'{', b'\n' | b'\r', ..] => Kind::Json,
                    [b'{', ..] => Kind::JsonLines,
                    _ => told,
                }
            }
            _ => told,
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
                format!("{DEEPEST} archives inside one another; unpack it and name the folder");
            self.push(Part::Skipped(skip(path, None, None, reason)), 0);
            return Ok(());
        }
        let budget = self.budget;
        match kind {
            Kind::Tar => each_in_tar(content, budget, &mut |member| {
                self.member(path, member, depth)
            }),
            Kind::Zip => each_in_zip(content, budget, LARGEST_DOCUMENT, &mut |member| {
                self.member(path, member, depth)
            }),
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
    fn open_as(
        &mut self,
        kind: Kind,
        path: &str,
        head: &[u8],
        content: Content<'_>,
    ) -> io::Result<()> {
        let budget = self.budget;
        match kind {
            Kind::JsonLines if self.is_wide(head) => self.wide_lines(path, content),
            Kind::JsonLines => self.lines(&self.origin(path), None, &mut *content.reader(budget)),
            Kind::Csv | Kind::Tsv => {
                let table = CsvTable {
                    origin: &self.origin(path),
                    kind,
                    config: self.config,
                };
                table.each_part(content, budget, &mut |part, bytes| {
                    self.push(part, bytes);
                    !self.is_stopped
                })
            }
            Kind::Json | Kind::Sheet => self.table(kind, path, content),
            _ => self.whole(kind, path, content),
        }
    }

    /// Lines that are found in decoded text only.
    fn wide_lines(&mut self, path: &str, content: Content<'_>) -> io::Result<()> {
        let bytes = content.into_bytes(LARGEST_DOCUMENT)?;
        match decode_text(bytes, false, self.config) {
            Ok((text, encoding, _)) => {
                self.lines(&self.origin(path), Some(encoding), &mut text.as_bytes())
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
        let parts = if matches!(kind, Kind::Json) {
            records::parts_of_json(&self.origin(path), bytes, self.config)
        } else {
            records::parts_of_sheet(&self.origin(path), &bytes, self.config)
        };
        for part in parts {
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
        detect(head, &hints).is_ok_and(|found| !found.codec.splits_at_line_feeds())
    }

    fn origin(&self, path: &str) -> Origin {
        let metadata = self.metadata.inside.get(path);
        Origin {
            path: path.into(),
            metadata: metadata.or(self.metadata.own.as_ref()).cloned(),
        }
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
                "metadata inside an archive is not used; put metadata.csv beside the archive, with rows such as archive.zip/file.txt, or unpack it".to_owned(),
            ),
            Ok(_) if self.members > MOST_MEMBERS => {
                Err("more files than are read from one archive".to_owned())
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
        decoded: Option<Encoding>,
        reader: &mut dyn BufRead,
    ) -> io::Result<()> {
        let part = |first, bytes| {
            let origin = origin.clone();
            Part::Lines(Lines {
                origin,
                first,
                bytes,
                decoded,
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
            let reason = "no record in it".to_owned();
            self.push(Part::Skipped(skip(&origin.path, None, None, reason)), 0);
        }
        Ok(())
    }

    fn push(&mut self, part: Part, bytes: usize) {
        self.parts.push(part);
        self.held += bytes;
        if self.held >= BATCH {
            self.flush(self.budget.read());
        }
    }

    /// Hands on what is held; `read` bytes of the file are done.
    fn flush(&mut self, read: u64) {
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

/// What the settings have every file read as.
fn forced_kind(format: ReadAs) -> Option<Kind> {
    Some(match format {
        ReadAs::Auto => return None,
        ReadAs::Txt => Kind::Text,
        ReadAs::Md => Kind::Markdown,
        ReadAs::Html => Kind::Html,
        ReadAs::Xml => Kind::Xml,
        ReadAs::Json => Kind::Json,
        ReadAs::Jsonl => Kind::JsonLines,
        ReadAs::Csv => Kind::Csv,
        ReadAs::Tsv => Kind::Tsv,
        ReadAs::Xlsx => Kind::Sheet,
        ReadAs::Docx => Kind::Docx,
        ReadAs::Odt => Kind::Odt,
        ReadAs::Pdf => Kind::Pdf,
    })
}

fn is_packed(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Gzip | Kind::Bzip2 | Kind::Xz | Kind::Zstd | Kind::Tar | Kind::Zip
    )
}

fn is_zip_inside(kind: Kind) -> bool {
    matches!(kind, Kind::Docx | Kind::Odt | Kind::Sheet)
}

/// The name of the file that is packed at `path`: without the packing's ending.
fn inner_name(path: &str) -> String {
    match path.rsplit_once('.') {
        Some((inner, ending)) => match ending.to_lowercase().as_str() {
            "tgz" | "tbz2" | "tbz" | "txz" => format!("{inner}.tar"),
            "gz" | "bz2" | "xz" | "zst" | "zstd" => inner.to_owned(),
            _ => path.to_owned(),
        },
        None => path.to_owned(),
    }
}
