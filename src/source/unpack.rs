//! Packed files and archives: gz, bz2, xz and zst around one file, tar and zip around many.
//!
//! Takes a file's content, gives its parts one after another without unpacking more than one at a
//! time. What unpacks to far more than its size is refused, at any depth.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};

#[cfg(feature = "archives")]
use super::formats::Kind;
#[cfg(feature = "archives")]
use super::gz_members::GzMembers;
use super::limit::over_limit;

/// How many archives may lie inside one another: `speeches.tar.gz` is two.
pub(super) const DEEPEST: usize = 4;
/// What may be unpacked whatever the size of the file, in bytes.
#[cfg(feature = "archives")]
const ALWAYS_ALLOWED: u64 = 64 << 20;
/// How many times its size a file may unpack to. Text packs to a fifth or a tenth.
#[cfg(feature = "archives")]
const LARGEST_RATIO: u64 = 100;

/// The content of a file or of a part of one.
pub(super) enum Content<'a> {
    /// All of it.
    Memory(Vec<u8>),
    /// A file, read from its start.
    File(File),
    /// What comes out of an archive, once.
    Stream(&'a mut dyn Read),
}

/// Counts what comes out of one file and all archives inside it.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "archives"),
    expect(dead_code, reason = "nothing is unpacked")
)]
pub(super) struct Budget {
    packed: u64,
    read: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Budget {
    /// For a file of this size.
    pub(super) fn new(packed: u64) -> Self {
        Self {
            packed,
            read: Cell::new(0),
            unpacked: Cell::new(0),
        }
    }

    /// Bytes of the file itself read so far.
    pub(super) fn read(&self) -> u64 {
        self.read.get()
    }

    #[cfg(feature = "archives")]
    fn spend(&self, bytes: u64) -> io::Result<()> {
        let unpacked = self.unpacked.get() + bytes;
        self.unpacked.set(unpacked);
        // What has been read of the file, where it is read from its start to its end.
        let packed = match self.read.get() {
            0 => self.packed,
            read => read,
        };
        if unpacked > ALWAYS_ALLOWED && unpacked / LARGEST_RATIO > packed {
            return Err(over_limit(format!(
                "refused: it unpacks to more than {LARGEST_RATIO} times its size, which text never does; if you trust it, unpack it and pass the folder"
            )));
        }
        Ok(())
    }
}

/// A reader whose output is counted.
#[cfg(feature = "archives")]
struct Counted<'b, R> {
    inner: R,
    budget: &'b Budget,
}

#[cfg(feature = "archives")]
impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.budget.spend(read as u64)?;
        Ok(read)
    }
}

/// A reader of the file itself, whose input is counted.
pub(super) struct Source<'b, R> {
    pub(super) inner: R,
    pub(super) budget: &'b Budget,
}

impl<R: Read> Read for Source<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.budget.read.set(self.budget.read.get() + read as u64);
        Ok(read)
    }
}

impl<'a> Content<'a> {
    /// The first bytes, at most `most`, and the content as before.
    pub(super) fn peek<'b>(
        self,
        most: usize,
        storage: &'b mut Option<Chained<'a>>,
    ) -> io::Result<(Vec<u8>, Content<'b>)>
    where
        'a: 'b,
    {
        let mut head = Vec::with_capacity(most);
        match self {
            Self::Memory(bytes) => {
                head.extend_from_slice(&bytes[..bytes.len().min(most)]);
                Ok((head, Content::Memory(bytes)))
            }
            Self::File(mut file) => {
                (&mut file).take(most as u64).read_to_end(&mut head)?;
                file.rewind()?;
                Ok((head, Content::File(file)))
            }
            Self::Stream(stream) => {
                (&mut *stream).take(most as u64).read_to_end(&mut head)?;
                let chained = storage.insert(Cursor::new(head.clone()).chain(stream));
                Ok((head, Content::Stream(chained)))
            }
        }
    }

    /// A buffered reader of it.
    pub(super) fn reader<'b>(self, budget: &'b Budget) -> Box<dyn BufRead + 'b>
    where
        'a: 'b,
    {
        match self {
            Self::Memory(bytes) => Box::new(Cursor::new(bytes)),
            Self::File(inner) => {
                Box::new(BufReader::with_capacity(1 << 18, Source { inner, budget }))
            }
            Self::Stream(stream) => Box::new(BufReader::with_capacity(1 << 16, stream)),
        }
    }

    /// All of it in memory, at most `most` bytes.
    pub(super) fn into_bytes(self, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self {
            Self::Memory(all) => return Ok(all),
            // A sparse file is not read only to be refused.
            Self::File(file) if file.metadata()?.len() > most => return Err(too_large(most)),
            Self::File(file) => file.take(most + 1).read_to_end(&mut bytes)?,
            Self::Stream(stream) => stream.take(most + 1).read_to_end(&mut bytes)?,
        };
        if bytes.len() as u64 > most {
            return Err(too_large(most));
        }
        Ok(bytes)
    }
}

/// The error of a document that is larger than it may be.
pub(super) fn too_large(most: u64) -> io::Error {
    let most = most >> 20;
    over_limit(format!(
        "larger than {most} MiB; split it into documents (for a wiki dump, for example with WikiExtractor)"
    ))
}

/// A stream with its first bytes before it again.
pub(super) type Chained<'a> = io::Chain<Cursor<Vec<u8>>, &'a mut dyn Read>;

/// What is packed in `content`, as a stream.
///
/// # Errors
/// If the packing is broken from its start.
#[cfg(feature = "archives")]
pub(super) fn unpacked<'a: 'b, 'b>(
    kind: Kind,
    content: Content<'a>,
    budget: &'b Budget,
) -> io::Result<Box<dyn Read + 'b>> {
    let packed = content.reader(budget);
    Ok(match kind {
        Kind::Bzip2 => counted(bzip2::bufread::MultiBzDecoder::new(packed), budget),
        Kind::Xz => counted(lzma_rust2::XzReader::new(packed, true), budget),
        Kind::Zstd => counted(zstd::Decoder::with_buffer(packed)?, budget),
        _ => counted(GzMembers::new(packed), budget),
    })
}

#[cfg(feature = "archives")]
fn counted<'a>(inner: impl Read + 'a, budget: &'a Budget) -> Box<dyn Read + 'a> {
    Box::new(Counted { inner, budget })
}

/// A file inside an archive: its path there, and its content or why it has none.
#[cfg(feature = "archives")]
pub(super) struct Member<'m> {
    pub(super) path: String,
    pub(super) content: Result<&'m mut dyn Read, String>,
}

/// Hands each file of a tar archive to `visit`, until it says `false`.
///
/// # Errors
/// If the archive is broken.
#[cfg(feature = "archives")]
pub(super) fn each_in_tar(
    content: Content<'_>,
    budget: &Budget,
    visit: &mut dyn FnMut(Member<'_>) -> bool,
) -> io::Result<()> {
    let mut archive = tar::Archive::new(content.reader(budget));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let kind = entry.header().entry_type();
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let content: Result<&mut dyn Read, String> = match kind {
            kind if kind.is_file() => Ok(&mut entry),
            kind if kind.is_symlink() || kind.is_hard_link() => {
                Err("a link; links are not followed".to_owned())
            }
            kind if kind.is_dir() || kind.is_pax_global_extensions() => continue,
            _ => Err("not a regular file".to_owned()),
        };
        if !visit(Member { path, content }) {
            break;
        }
    }
    Ok(())
}

/// Hands each file of a zip archive to `visit`, in the order of its list, until it says `false`.
///
/// # Errors
/// If the list of its files is broken.
#[cfg(feature = "archives")]
pub(super) fn each_in_zip(
    content: Content<'_>,
    budget: &Budget,
    largest: u64,
    visit: &mut dyn FnMut(Member<'_>) -> bool,
) -> io::Result<()> {
    match content {
        Content::File(file) => each_in(BufReader::new(file), budget, visit),
        other => each_in(Cursor::new(other.into_bytes(largest)?), budget, visit),
    }
}

#[cfg(feature = "archives")]
fn each_in<R: Read + Seek>(
    reader: R,
    budget: &Budget,
    visit: &mut dyn FnMut(Member<'_>) -> bool,
) -> io::Result<()> {
    let mut archive = zip::ZipArchive::new(reader)?;
    for index in 0..archive.len() {
        let path = match archive.by_index_raw(index) {
            Ok(file) if file.is_dir() => continue,
            Ok(file) => zip_name(file.name_raw()),
            Err(error) => return Err(error.into()),
        };
        let goes_on = match archive.by_index(index) {
            Ok(file) => visit(Member {
                path,
                content: Ok(&mut Counted {
                    inner: file,
                    budget,
                }),
            }),
            Err(error) => visit(Member {
                path,
                content: Err(zip_reason(&error)),
            }),
        };
        if !goes_on {
            break;
        }
    }
    Ok(())
}

/// The name as written: UTF-8, or else what Windows in China writes into archives.
#[cfg(feature = "archives")]
fn zip_name(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => {
            match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(raw) {
                Some(name) => name.into_owned(),
                None => String::from_utf8_lossy(raw).into_owned(),
            }
        }
    };
    name.replace('\\', "/")
}

#[cfg(feature = "archives")]
fn zip_reason(error: &zip::result::ZipError) -> String {
    match error {
        zip::result::ZipError::UnsupportedArchive(what) if what.contains("assword") => {
            "encrypted; unpack it with its password and pass the folder".to_owned()
        }
        other => format!("cannot be unpacked: {other}"),
    }
}

#[cfg(all(test, feature = "archives"))]
mod tests {
    use super::*;

    #[test]
    fn what_unpacks_to_far_more_than_its_size_is_refused() {
        let budget = Budget::new(1 << 20);
        let mut zeros = counted(io::repeat(0), &budget);
        let error = io::copy(&mut zeros, &mut io::sink()).expect_err("refused");
        assert!(error.to_string().contains("100 times its size"), "{error}");
        assert!(budget.unpacked.get() < 102 << 20);
    }

    #[test]
    fn small_files_may_unpack_as_they_like() {
        let budget = Budget::new(10);
        let mut zeros = counted(io::repeat(0).take(1 << 20), &budget);
        assert_eq!(
            io::copy(&mut zeros, &mut io::sink()).expect("read"),
            1 << 20
        );
    }

    #[test]
    fn names_in_old_archives_are_read_as_chinese() {
        assert_eq!(zip_name("报告\\1.txt".as_bytes()), "报告/1.txt");
        assert_eq!(zip_name(b"\xb1\xa8\xb8\xe6.txt"), "报告.txt");
    }
}
