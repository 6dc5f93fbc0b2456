//! What a file is: by its content where that is unmistakable, by its ending where it is not.

mod signature;

use std::borrow::Cow;

use serde_json::Value;

use super::mail::is_mail;
use crate::bytes::count;
use crate::clean::{begins_annotated, has_marked_names, is_annotated_ending};
use crate::source::file_endings::FILE_ENDINGS;
use signature::by_signature;

/// How much of the start of a text may be a byte-order mark, blanks and comments before its first tag.
const FIRST_TAG: usize = 4096;
/// How much of it is read to see whether there is a tag or an object at all.
const FIRST_SIGN: usize = 64;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// PDF.
    Pdf,
    /// Word document.
    Docx,
    /// OpenDocument text.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// Compound file: a document of Word 97 to 2003, or a message of Outlook.
    Ole,
    /// Slides: .pptx, .odp.
    Slides,
    /// E-book.
    Epub,
    /// Mail: a message, or a folder of them.
    Mail,
    /// Spreadsheet: .xlsx, .xlsb, .ods.
    Sheet,
    /// ZIP archive.
    Zip,
    /// Records of a crawl: WARC, WET.
    WebArchive,
    /// One file, packed by gzip (what is inside may be a tar archive).
    Gzip,
    /// One file, packed by bzip2.
    Bzip2,
    /// One file, packed by xz.
    Xz,
    /// One file, packed by Zstandard.
    Zstd,
    /// Tar archive.
    Tar,
    /// HTML or XHTML.
    Html,
    /// XML of any other kind.
    Xml,
    /// JSON: one value.
    Json,
    /// JSON Lines: one object a line.
    JsonLines,
    /// Table with commas or semicolons between cells.
    Csv,
    /// Table with tabs between cells.
    Tsv,
    /// Markdown.
    Markdown,
    /// A word a line, with lemma and tag: CoNLL-U, vertical text.
    Annotated,
    /// Plain text.
    Text,
    /// Known, but not read: what it is and what to do.
    Unread(&'static str),
    /// Nothing that is known, and no text.
    Binary,
}

impl Kind {
    /// This kind, or what to say of such a file if the build lacks the feature that reads it.
    pub(crate) fn in_this_build(self) -> Self {
        match self {
            Self::Pdf if !cfg!(feature = "pdf") => {
                Self::Unread("this build of refrain cannot read PDF (feature `pdf`)")
            }
            Self::Sheet if !cfg!(feature = "sheets") => {
                Self::Unread("this build of refrain cannot read spreadsheets (feature `sheets`)")
            }
            Self::Html if !cfg!(feature = "html") => Self::Unread(NO_WEB_PAGES),
            Self::Mail if !cfg!(feature = "mail") => {
                Self::Unread("this build of refrain cannot read mail (feature `mail`)")
            }
            Self::Ole if !cfg!(feature = "ole") => Self::Unread(
                "this build of refrain cannot read old Word documents or Outlook messages (feature `ole`)",
            ),
            Self::Zip | Self::Gzip | Self::Bzip2 | Self::Xz | Self::Zstd | Self::Tar
                if !cfg!(feature = "archives") =>
            {
                Self::Unread(
                    "this build of refrain cannot read archives and compressed files (feature `archives`)",
                )
            }
            kind => kind,
        }
    }
}

/// What a build without the feature `html` says of web pages, in files and in feeds.
pub(crate) const NO_WEB_PAGES: &str =
    "this build of refrain cannot read web pages (feature `html`)";

/// How the records in the archive of an account of Twitter begin: as a script.
const TWITTER_ARCHIVE: &[u8] = b"window.YTD.";

/// Says what a file is from up to 8 KiB of its beginning, and its ending (without the dot).
///
/// A file of JSON Lines whose first line is longer than `head` can't be distinguished from JSON, unless its
/// ending does: a reader of [`Kind::Json`] that finds more after the first value should go on by lines.
pub(crate) fn sniff(head: &[u8], ending: &str) -> Kind {
    let ending = ending.to_ascii_lowercase();
    let checked = std::str::from_utf8(head);
    if let Some(kind) = by_signature(head, checked, &ending) {
        return kind;
    }
    if matches!(ending.as_str(), "mht" | "mhtml") {
        return Kind::Unread(
            "web archives of this kind are not supported; save it as HTML or text",
        );
    }
    if FILE_ENDINGS.web_archives.contains(&ending) {
        return Kind::WebArchive;
    }
    if is_mail(head) || matches!(ending.as_str(), "eml" | "mbox") {
        return Kind::Mail;
    }
    // What calls itself PDF and is damaged from its start is refused by the converter.
    if ending == "pdf" {
        return Kind::Pdf;
    }
    if ending == "js" && head.starts_with(TWITTER_ARCHIVE) {
        return Kind::Json;
    }
    if FILE_ENDINGS.no_document.contains(&ending) {
        return Kind::Unread(
            "settings, program code or a drawing, by its extension; to read it anyway, use --input-format txt",
        );
    }
    // Vertical text begins like XML.
    if is_annotated_ending(&ending) {
        return Kind::Annotated;
    }
    let text = checked.map_or_else(|_| readable(head), readable_text);
    let text = text.trim_start();
    let start = skip_comments(text);
    if starts_with_any(start, &["<!doctype html", "<html"]) {
        return Kind::Html;
    }
    if matches!(
        ending.as_str(),
        "txt" | "conll" | "tt" | "tagged" | "xml" | ""
    ) && begins_annotated(text)
    {
        return Kind::Annotated;
    }
    // The names of such files end in many ways, among them as those of tables.
    if !is_markup(start) && has_marked_names(text) {
        return Kind::Annotated;
    }
    if start_is_xml(text, start) {
        return Kind::Xml;
    }
    if is_binary(head) {
        return Kind::Binary;
    }
    by_ending(&ending, start)
}

/// The head as text, good enough to look for tags: without zeros (of UTF-16) and marks. Of what begins
/// neither with a tag nor with an object no more than the beginning.
fn readable(head: &[u8]) -> Cow<'_, str> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let is_mark = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let head = head.get(2..).filter(|_| is_mark).unwrap_or(head);
    if memchr::memchr(0, head).is_none() {
        let beginning = String::from_utf8_lossy(head.get(..FIRST_SIGN).unwrap_or(head));
        let mut signs = beginning.trim_start().chars();
        let is_other = signs.next().is_some_and(|sign| !matches!(sign, '<' | '{'));
        // The last one may be half a character.
        if is_other && signs.next().is_some() {
            return beginning;
        }
        return String::from_utf8_lossy(head);
    }
    let bytes = head.iter().copied().filter(|&byte| byte != 0);
    let bytes: Vec<u8> = bytes.collect();
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// As [`readable`], of a head that is UTF-8.
fn readable_text(head: &str) -> Cow<'_, str> {
    if memchr::memchr(0, head.as_bytes()).is_some() {
        return readable(head.as_bytes());
    }
    Cow::Borrowed(head.strip_prefix('\u{FEFF}').unwrap_or(head))
}

/// What follows blanks, comments and an XML declaration.
fn skip_comments(text: &str) -> &str {
    let mut rest = text;
    while text.len() - rest.len() < FIRST_TAG {
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|end| end + 3),
            _ if rest.starts_with("<?") => rest.find("?>").map(|end| end + 2),
            _ => None,
        };
        let Some(after) = end.and_then(|end| rest.get(end..)) else {
            break;
        };
        rest = after.trim_start();
    }
    rest
}

fn starts_with_any(text: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| {
        let is_start = text
            .get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start));
        let next = text.as_bytes().get(start.len());
        is_start && next.is_none_or(|byte| !byte.is_ascii_alphanumeric())
    })
}

/// An XML declaration, or the root of a vocabulary that is known.
fn start_is_xml(text: &str, start: &str) -> bool {
    let is_declared = text.starts_with("<?xml ") && start.starts_with('<');
    let roots = [
        "<TEI",
        "<TEI.2",
        "<teiCorpus",
        "<nitf",
        "<newsItem",
        "<newsMessage",
        "<rss",
        "<feed",
    ];
    let is_known = starts_with_any(start, &roots);
    is_declared
        || is_known
        || (start.starts_with("<!DOCTYPE ") && !start.starts_with("<!DOCTYPE html"))
}

fn is_markup(start: &str) -> bool {
    start.starts_with(['<', '{', '['])
}

/// Zeros stand in UTF-16 only every second byte; other control characters in no text.
fn is_binary(head: &[u8]) -> bool {
    let is_utf_16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let zeros = memchr::memchr_iter(0, head).count();
    let is_control = |byte: u8| (byte < 9) | ((14..32).contains(&byte) & (byte != 27));
    let controls = count(head, is_control) - zeros;
    let looks_like_utf_16 = zeros * 5 >= head.len() * 2 && zeros * 10 <= head.len() * 6;
    !is_utf_16 && (zeros > 0 && !looks_like_utf_16 || controls * 20 > head.len())
}

/// Texts without a signature.
fn by_ending(ending: &str, start: &str) -> Kind {
    match ending {
        "md" | "markdown" => Kind::Markdown,
        "csv" => Kind::Csv,
        "tsv" | "tab" => Kind::Tsv,
        "jsonl" | "ndjson" => Kind::JsonLines,
        "json" if object_lines(start).is_some() => Kind::JsonLines,
        "json" => Kind::Json,
        "html" | "htm" | "xhtml" => Kind::Html,
        "xml" | "tei" | "rss" | "atom" | "nitf" => Kind::Xml,
        _ if object_lines(start) == Some(true) => Kind::JsonLines,
        _ => Kind::Text,
    }
}

/// Whether each whole line is a JSON object; and if so, whether each holds a field `text`.
/// The last line may be cut off. A single object over one line is no file of lines unless it ends.
fn object_lines(start: &str) -> Option<bool> {
    let (whole, last) = start.rsplit_once('\n').unwrap_or(("", start));
    let mut have_text = true;
    let mut count = 0;
    for line in whole.lines().filter(|line| !line.trim().is_empty()) {
        let Ok(Value::Object(object)) = serde_json::from_str(line) else {
            return None;
        };
        have_text &= object.get("text").is_some_and(Value::is_string);
        count += 1;
    }
    let is_more = last.trim().is_empty() || last.trim_start().starts_with('{');
    (count > 0 && is_more && (count > 1 || !last.trim().is_empty() || have_text))
        .then_some(have_text)
}

#[cfg(test)]
mod tests;
