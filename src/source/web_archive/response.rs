//! HTTP responses as a crawler saved them: status, fields, and the content without the codings that it was
//! sent in.
//!
//! Some crawlers take off a coding and leave the field that states it, so a coding is taken off only where
//! the content shows it.

use std::io::Read;

use super::fields::{Fields, head_length};
use super::records::{LONGEST_CONTENT, LONGEST_HEAD};

/// The longest line before a chunk.
const LONGEST_CHUNK_LINE: usize = 4 << 10;

/// How much of its content brotli is given at a time.
#[cfg(feature = "archives")]
const BUFFER: usize = 64 << 10;

/// A response without its content.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) fields: Fields,
    /// Where the content begins.
    pub(super) length: usize,
}

/// The head of a response; nothing if it is none. Interim responses before it are passed over.
pub(super) fn head(bytes: &[u8]) -> Option<Head> {
    let mut start = 0;
    loop {
        let rest = bytes.get(start..)?;
        let version_end = memchr::memchr(b' ', rest.get(..16).unwrap_or(rest))?;
        let version = rest.get(..version_end)?;
        let digits = rest.get(version_end..)?.trim_ascii_start().get(..3)?;
        let status = std::str::from_utf8(digits).ok()?.parse().ok()?;
        if !version.get(..5)?.eq_ignore_ascii_case(b"HTTP/") {
            return None;
        }
        // A response without content may end with its last field.
        let length = head_length(rest).unwrap_or(rest.len());
        if length > LONGEST_HEAD {
            return None;
        }
        let next = start + length;
        if !(100..200).contains(&status) || !bytes[next..].starts_with(b"HTTP/") {
            let fields = Fields::of(&rest[..length]);
            let length = next;
            return Some(Head {
                status,
                fields,
                length,
            });
        }
        start = next;
    }
}

/// The codings of a content, in the order in which they were put on.
#[derive(Debug, Default)]
pub(super) struct Codings {
    content: Vec<String>,
    is_chunked: bool,
}

/// Content that was decoded, and what the user should know of it.
type Decoded = (Vec<u8>, Option<String>);

impl Codings {
    /// The codings that a response states.
    pub(super) fn of(fields: &Fields) -> Self {
        let list = |name| fields.get(name).unwrap_or_default().split(',');
        let names = list("content-encoding").map(|name| name.trim().to_ascii_lowercase());
        let is_coding = |name: &String| !matches!(name.as_str(), "" | "identity" | "none");
        let mut transfer = list("transfer-encoding");
        Self {
            content: names.filter(is_coding).collect(),
            is_chunked: transfer.any(|name| name.trim().eq_ignore_ascii_case("chunked")),
        }
    }

    /// Whether the content is as it was.
    pub(super) fn is_none(&self) -> bool {
        self.content.is_empty() && !self.is_chunked
    }

    /// The content without codings. Of content that is known to be cut off the beginning is given.
    ///
    /// # Errors
    /// Why it can't be decoded, in words for the user.
    pub(super) fn decode(&self, content: Vec<u8>, is_cut: bool) -> Result<Decoded, String> {
        let (mut content, mut note) = match self.is_chunked {
            true => without_chunks(content, is_cut)?,
            false => (content, None),
        };
        for name in self.content.iter().rev() {
            let (decoded, damage) = match name.as_str() {
                "gzip" | "x-gzip" if content.starts_with(&[0x1F, 0x8B]) => {
                    read_all(flate2::bufread::GzDecoder::new(content.as_slice()))
                }
                "deflate" if is_zlib(&content) => {
                    read_all(flate2::bufread::ZlibDecoder::new(content.as_slice()))
                }
                "deflate" if !is_markup(&content) => {
                    read_all(flate2::bufread::DeflateDecoder::new(content.as_slice()))
                }
                "gzip" | "x-gzip" | "deflate" => continue,
                _ if is_markup(&content) => continue,
                #[cfg(feature = "archives")]
                "br" => read_all(brotli_decompressor::Decompressor::new(
                    content.as_slice(),
                    BUFFER,
                )),
                #[cfg(feature = "archives")]
                "zstd" => match zstd::Decoder::with_buffer(content.as_slice()) {
                    Ok(decoder) => read_all(decoder),
                    Err(error) => (Vec::new(), Some(error.to_string())),
                },
                other => {
                    let quoted: String = other.chars().take(40).collect();
                    return Err(format!("its content encoding `{quoted}` is not supported"));
                }
            };
            match damage {
                Some(damage) if !is_cut || decoded.is_empty() => {
                    return Err(format!("its content ({name}) cannot be decoded: {damage}"));
                }
                Some(damage) => note = Some(damage),
                None => {}
            }
            content = decoded;
        }
        Ok((content, note))
    }
}

/// Whether content begins as zlib does.
fn is_zlib(content: &[u8]) -> bool {
    let [first, second, ..] = *content else {
        return false;
    };
    first & 0x0F == 8 && (u16::from(first) << 8 | u16::from(second)).is_multiple_of(31)
}

/// Whether content begins as markup does: it is not coded.
fn is_markup(content: &[u8]) -> bool {
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    content.trim_ascii_start().starts_with(b"<")
}

/// What a decoder gives up to its end, or up to what is wrong; and that.
fn read_all(decoder: impl Read) -> (Vec<u8>, Option<String>) {
    let mut decoded = Vec::new();
    let most = LONGEST_CONTENT as u64;
    match decoder.take(most + 1).read_to_end(&mut decoded) {
        Ok(_) if decoded.len() as u64 > most => (
            Vec::new(),
            Some(format!("it unpacks to more than {} MiB", most >> 20)),
        ),
        Ok(_) => (decoded, None),
        Err(error) => (decoded, Some(error.to_string())),
    }
}

/// Content without the lines between its chunks; as it is if it has none.
fn without_chunks(content: Vec<u8>, is_cut: bool) -> Result<Decoded, String> {
    let Some(first) = chunk(&content) else {
        return Ok((content, None));
    };
    let mut joined = Vec::new();
    let (mut at, mut next) = (0, Some(first));
    while at < content.len() {
        let Some(Chunk { line, size }) = next else {
            let reason = format!("what follows byte {at} of its content is no chunk");
            return if is_cut {
                Ok((joined, Some(reason)))
            } else {
                Err(reason)
            };
        };
        if size == 0 {
            return Ok((joined, None));
        }
        let rest = content.get(at + line..).unwrap_or_default();
        let Some(data) = rest.get(..size) else {
            joined.extend_from_slice(rest);
            let reason = format!("its content is cut off in the chunk at byte {at}");
            return if is_cut {
                Ok((joined, Some(reason)))
            } else {
                Err(reason)
            };
        };
        joined.extend_from_slice(data);
        let rest = &rest[size..];
        let line_end = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => 0,
        };
        at += line + size + line_end;
        next = chunk(&content[at..]);
    }
    let note = "its content ends without a last chunk, so its end may be missing";
    Ok((joined, Some(note.to_owned())))
}

/// How long the line before a chunk is, and the chunk.
struct Chunk {
    line: usize,
    size: usize,
}

fn chunk(content: &[u8]) -> Option<Chunk> {
    let head = content.get(..LONGEST_CHUNK_LINE).unwrap_or(content);
    let end = memchr::memchr(b'\n', head)?;
    let line = std::str::from_utf8(&head[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    let is_size = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let size = is_size.then(|| usize::from_str_radix(digits, 16).ok())??;
    let line = end + 1;
    Some(Chunk { line, size })
}

#[cfg(test)]
mod tests;
