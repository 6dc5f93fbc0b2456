//! What a file is: by its content where that is unmistakable, by its ending where it is not.

use std::borrow::Cow;
use std::str::Utf8Error;

use serde_json::Value;

use super::mail::is_mail;
use crate::bytes::count;
use crate::source::file_endings::FILE_ENDINGS;

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
    if is_mail(head) || matches!(ending.as_str(), "eml" | "mbox") {
        return Kind::Mail;
    }
    // What calls itself PDF and is damaged from its start is refused by the converter.
    if ending == "pdf" {
        return Kind::Pdf;
    }
    if FILE_ENDINGS.no_document.contains(&ending) {
        return Kind::Unread(
            "settings, program code or a drawing, by its extension; to read it anyway, use --input-format txt",
        );
    }
    // Vertical text begins like XML.
    if matches!(ending.as_str(), "conllu" | "vert" | "vrt") {
        return Kind::Annotated;
    }
    let text = checked.map_or_else(|_| readable(head), readable_text);
    let text = text.trim_start();
    let start = skip_comments(text);
    if starts_with_any(start, &["<!doctype html", "<html"]) {
        return Kind::Html;
    }
    if start_is_xml(text, start) {
        return Kind::Xml;
    }
    if is_binary(head) {
        return Kind::Binary;
    }
    by_ending(&ending, start)
}

/// Kinds of file that say so in their first bytes.
fn by_signature(head: &[u8], checked: Result<&str, Utf8Error>, ending: &str) -> Option<Kind> {
    let after_mark = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    if after_mark.trim_ascii_start().starts_with(b"%PDF-") {
        return Some(Kind::Pdf);
    }
    if head.starts_with(b"{\\rtf") {
        return Some(Kind::Rtf);
    }
    if head.starts_with(b"%!PS") {
        return Some(Kind::Unread(
            "PostScript is not supported; convert it to PDF (for example with ps2pdf)",
        ));
    }
    // Two letters at the start of a text are not enough to call it an image.
    let is_text = checked.map_or_else(|error| error.error_len().is_none(), |_| true)
        && memchr::memchr(0, head).is_none();
    if is_text {
        return None;
    }
    match head {
        [0x1F, 0x8B, ..] => Some(Kind::Gzip),
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31 | 0x17, ..] => Some(Kind::Bzip2),
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Kind::Xz),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Kind::Zstd),
        [b'P', b'K', 3, 4, ..] => Some(zipped(head, ending)),
        [b'P', b'K', 5, 6, ..] => Some(Kind::Zip),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Some(ole(ending)),
        _ if head.get(257..262) == Some(b"ustar") => Some(Kind::Tar),
        // UTF-16 begins like some formats of sound.
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => None,
        _ => infer::get(head).and_then(|known| unread(known.matcher_type())),
    }
}

/// What a ZIP archive is made of, as the names of its first parts say.
fn zipped(head: &[u8], ending: &str) -> Kind {
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    // A part named `mimetype` stands first and unpacked, with what the file is.
    if head.get(30..38) == Some(b"mimetype") {
        let kind = head.get(38..).unwrap_or_default();
        let application = b"application/vnd.oasis.opendocument.";
        match kind.strip_prefix(application) {
            Some(kind) if kind.starts_with(b"text") => return Kind::Odt,
            Some(kind) if kind.starts_with(b"spreadsheet") => return Kind::Sheet,
            Some(kind) if kind.starts_with(b"presentation") => return Kind::Slides,
            Some(_) => {
                return Kind::Unread(
                    "an OpenDocument file that is not a text, presentation or spreadsheet; save it as text",
                );
            }
            None if kind.starts_with(b"application/epub") => return Kind::Epub,
            // Packed itself, against the rules: the ending decides.
            None => {}
        }
    }
    let is_office = has(b"[Content_Types].xml") || has(b"_rels/.rels");
    match ending {
        _ if is_office && has(b"word/") => Kind::Docx,
        _ if is_office && has(b"xl/") => Kind::Sheet,
        _ if is_office && has(b"ppt/") => Kind::Slides,
        "docx" | "docm" | "dotx" => Kind::Docx,
        "xlsx" | "xlsm" | "xlsb" | "ods" => Kind::Sheet,
        "odt" | "ott" => Kind::Odt,
        "pptx" | "ppsx" | "pptm" | "odp" => Kind::Slides,
        "epub" => Kind::Epub,
        _ => Kind::Zip,
    }
}

const OLD_SLIDES: Kind =
    Kind::Unread("old PowerPoint files (.ppt) are not supported; save it as .pptx, PDF or text");

/// An OLE file: an old Office document, or a new one under a password.
fn ole(ending: &str) -> Kind {
    match ending {
        "docx" | "docm" => Kind::Docx,
        "xls" | "xlt" if !cfg!(feature = "ole") => Kind::Unread(
            "this build of refrain cannot read old Excel workbooks (feature `ole`); save it as .xlsx or CSV",
        ),
        "xls" | "xlt" | "xlsx" | "xlsm" | "xlsb" => Kind::Sheet,
        "pptx" => Kind::Slides,
        "ppt" | "pps" => OLD_SLIDES,
        _ => Kind::Ole,
    }
}

/// What to say of the kinds of file that are known by sight.
fn unread(matcher: infer::MatcherType) -> Option<Kind> {
    use infer::MatcherType;
    let reason = match matcher {
        MatcherType::Image => "an image; run OCR first",
        MatcherType::Audio => "a sound recording; transcribe it first",
        MatcherType::Video => "a video; transcribe it first",
        MatcherType::Book => "an e-book; convert it to HTML or text",
        MatcherType::Archive => {
            "an archive of an unsupported kind; unpack it, or repack it as ZIP or tar"
        }
        MatcherType::App => "a program",
        MatcherType::Font => "a font",
        MatcherType::Doc => "a document of an unsupported kind; save it as .docx, .odt or text",
        MatcherType::Text | MatcherType::Custom => return None,
    };
    Some(Kind::Unread(reason))
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
mod tests {
    use super::*;
    use crate::source::formats::package::zipped as zip;

    #[track_caller]
    fn check(head: &[u8], ending: &str, expected: Kind) {
        assert_eq!(
            sniff(head, ending),
            expected,
            "{:?} .{ending}",
            head.escape_ascii().to_string()
        );
    }

    fn utf_16(text: &str) -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn unmistakable_content_wins_over_the_ending() {
        check(b"%PDF-1.4\n%\xE2\xE3\xCF\xD3", "txt", Kind::Pdf);
        check(b"<!DOCTYPE html>\n<p>Mill", "txt", Kind::Html);
        check(
            b"\xEF\xBB\xBF \n<!-- saved -->\n<HTML lang='en'>",
            "txt",
            Kind::Html,
        );
        check(
            b"<?xml version='1.0'?>\n<!DOCTYPE html><html>",
            "xml",
            Kind::Html,
        );
        check(&utf_16("<html><body>Mill"), "txt", Kind::Html);
        check(b"<html><body>Mill", "md", Kind::Html);
        let blanks = "\u{2003}".repeat(40);
        let page = [blanks.as_bytes(), b"\n<html><body>Caf\xE9"].concat();
        check(&page, "txt", Kind::Html);
        let object = b"{\"text\":\"Caf\xE9\"}\n{\"text\":\"Th\xE9\"}\n";
        check(object, "txt", Kind::JsonLines);
        check(
            b"<?xml version='1.0'?>\n<!-- x -->\n<minutes/>",
            "txt",
            Kind::Xml,
        );
        check(b"<TEI xmlns='x'>", "txt", Kind::Xml);
        check(b"\x1F\x8B\x08\0\0", "txt", Kind::Gzip);
        check(b"BZh91AY&SY\xff", "txt", Kind::Bzip2);
        check(b"\xFD7zXZ\0\0", "", Kind::Xz);
        check(b"\x28\xB5\x2F\xFD\0", "", Kind::Zstd);
    }

    #[test]
    fn archives_are_told_by_their_first_parts() {
        let cases = [
            ("word/document.xml", "zip", Kind::Docx),
            ("xl/workbook.xml", "bin", Kind::Sheet),
            ("ppt/slides.xml", "pptx", Kind::Slides),
            ("docProps/app.xml", "docx", Kind::Docx),
            ("docProps/app.xml", "", Kind::Zip),
        ];
        for (part, ending, kind) in cases {
            check(
                &zip(&[("[Content_Types].xml", "<Types/>"), (part, "<x/>")]),
                ending,
                kind,
            );
        }
        check(&zip(&[("word/mill.txt", "Mill")]), "zip", Kind::Zip);
        let mimetype = |of: &[u8]| {
            [
                b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\x27\0\0\0\x27\0\0\0\x08\0\0\0mimetype"
                    .as_slice(),
                of,
                b"PK\x03\x04",
            ]
            .concat()
        };
        check(
            &mimetype(b"application/vnd.oasis.opendocument.text"),
            "zip",
            Kind::Odt,
        );
        check(
            &mimetype(b"application/vnd.oasis.opendocument.spreadsheet"),
            "",
            Kind::Sheet,
        );
        check(&mimetype(b"application/epub+zip"), "zip", Kind::Epub);
        let mut tar = vec![0; 512];
        tar[..5].copy_from_slice(b"a.txt");
        tar[257..262].copy_from_slice(b"ustar");
        check(&tar, "txt", Kind::Tar);
    }

    #[test]
    fn kinds_that_are_not_read_say_what_to_do() {
        let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0";
        let cases: [(&[u8], &str, &str); 4] = [
            (ole, "ppt", "PowerPoint"),
            (b"\x89PNG\r\n\x1A\n\0\0\0", "txt", "image"),
            (b"\xFF\xFB\x90\x44\0\0\0", "mp3", "sound"),
            (b"7z\xBC\xAF\x27\x1C\0\x04", "7z", "archive"),
        ];
        for (head, ending, expected) in cases {
            let Kind::Unread(reason) = sniff(head, ending) else {
                panic!("{ending}: {:?}", sniff(head, ending));
            };
            assert!(reason.contains(expected), "{reason}");
        }
        check(ole, "xlsx", Kind::Sheet);
        check(ole, "doc", Kind::Ole);
        check(ole, "msg", Kind::Ole);
        check(b"{\\rtf1\\ansi Mill}", "doc", Kind::Rtf);
        check(
            b"\x01\x02\x00\x03\x04\x05\x00\x00\x00\x06",
            "dat",
            Kind::Binary,
        );
    }

    #[test]
    fn json_is_told_from_json_lines() {
        let lines = b"{\"text\":\"Mill\"}\n{\"text\":\"Wind\"}\n{\"te";
        for ending in ["json", "txt", "", "jsonl"] {
            check(lines, ending, Kind::JsonLines);
        }
        let other = b"{\"id\":1}\n{\"id\":2}\n";
        check(other, "json", Kind::JsonLines);
        check(other, "txt", Kind::Text);
        check(b"{\"text\":\"Mill\"}", "json", Kind::Json);
        check(b"{\"text\":\"Mill\"}", "txt", Kind::Text);
        check(b"{\n\"text\":\"Mill\"\n}\n", "json", Kind::Json);
        check(
            b"[{\"text\":\"Mill\"},\n{\"text\":\"Wind\"}]",
            "json",
            Kind::Json,
        );
        check(b"{Mill}\n{Wind}\n", "txt", Kind::Text);
        check(b"", "jsonl", Kind::JsonLines);
    }

    #[test]
    fn text_stays_text() {
        check(
            b"The mill uses <p> and &amp; freely. <html>",
            "txt",
            Kind::Text,
        );
        check(b"<p>A paragraph</p>", "txt", Kind::Text);
        check(b"Plain words", "html", Kind::Html);
        check(b"BM and PK are two letters each", "txt", Kind::Text);
        check(b"# Mill", "md", Kind::Markdown);
        check(b"a,b\n", "CSV", Kind::Csv);
        check(b"a\tb\n", "tsv", Kind::Tsv);
        check(b"<minutes/>", "xml", Kind::Xml);
        check(b"", "txt", Kind::Text);
        check(
            "Le moul\u{ee}n"
                .as_bytes()
                .split_last()
                .map_or(b"", |(_, cut)| cut),
            "txt",
            Kind::Text,
        );
        check(b"Caf\xE9 au lait", "txt", Kind::Text);
        check(&utf_16("Mill"), "txt", Kind::Text);
        check(b"M\0i\0l\0l\0", "txt", Kind::Text);
    }
}
