//! Opens a file into batches: the file itself, the records of a table, or what an archive holds,
//! down to the files inside it.
//!
//! Only what one batch holds is in memory, apart from single documents that are larger. What can't
//! be opened becomes a skipped row; the rest of an archive goes on as far as its format allows.

mod large_xml;
mod lines;
mod pages;

use std::io;

use super::batch::{BATCH, Batch, Part};
use super::file_kind::{file_kind, is_packed};
#[cfg(feature = "archives")]
use super::file_kind::{inner_name, is_beside_pages, is_web_archive};
use super::formats::Kind;
use super::limit::unreadable;
#[cfg(feature = "archives")]
use super::metadata::METADATA_FILE;
use super::records::{self, DelimitedFile};
#[cfg(feature = "archives")]
use super::select::{Selection, is_hidden};
use super::unpack::{Budget, Content, DEEPEST};
#[cfg(feature = "archives")]
use super::unpack::{Member, each_in_tar, each_in_zip, unpacked};
use super::whole::WholeFile;
use super::{FileUnit, LARGEST_DOCUMENT, MetadataRows, Origin, skip};
#[cfg(feature = "archives")]
use crate::config::ReadAs;
use crate::config::{ReadConfig, SplitMode};
use crate::model::Skipped;
pub(super) use large_xml::LARGEST_DUMP;

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
            Kind::Tar | Kind::Zip => {
                let mut is_empty = true;
                let visit = &mut |member: Member<'_>| {
                    is_empty = false;
                    self.member(path, member, depth)
                };
                match kind {
                    Kind::Tar => each_in_tar(content, budget, visit)?,
                    _ => each_in_zip(content, budget, LARGEST_DOCUMENT, visit)?,
                }
                if is_empty {
                    let reason = "the archive holds no files".to_owned();
                    self.push(Part::Skipped(skip(path, None, None, reason)), 0);
                }
                Ok(())
            }
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
                // Its first bytes may be damaged, and what follows can be read all the same.
                if self.config.format == ReadAs::Auto && is_web_archive(&inner) {
                    return self.web_archive(&inner, &mut io::BufReader::new(stream));
                }
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
            Kind::WebArchive => self.web_archive(path, &mut *content.reader(budget)),
            Kind::Json | Kind::Sheet => self.table(kind, path, content),
            Kind::Xml if self.config.split != SplitMode::None => self.xml(path, content),
            _ => self.whole(kind, path, content),
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
                let rows = records::rows_of_sheets(&origin, bytes, self.config);
                let part = |rows: Result<_, _>| rows.map_or_else(Part::Skipped, Part::Rows);
                rows.map(|rows| rows.into_iter().map(part).collect())
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

    fn origin(&self, path: &str) -> Origin {
        let metadata = self.metadata.inside.get(path);
        Origin {
            path: path.into(),
            metadata: metadata.or(self.metadata.of_file.as_ref()).cloned(),
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
    #[cfg(feature = "archives")]
    fn member(&mut self, archive: &str, member: Member<'_>, depth: usize) -> bool {
        // A member stays below its archive, whatever its name says.
        let parts = member.path.split('/');
        let parts: Vec<&str> = parts
            .filter(|part| !matches!(*part, "" | "." | ".."))
            .collect();
        let name = parts.join("/");
        let path = format!("{archive}/{name}");
        let is_passed_over =
            parts.iter().any(|part| is_hidden(part)) || is_beside_pages(archive, &name);
        if is_passed_over || !self.selection.takes_member(&path, &name) {
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
