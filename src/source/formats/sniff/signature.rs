//! Kinds of file that their first bytes tell: archives, office files, PDF, and what is not read.

use std::str::Utf8Error;

use super::Kind;

/// Kinds of file that say so in their first bytes.
pub(super) fn by_signature(
    head: &[u8],
    checked: Result<&str, Utf8Error>,
    ending: &str,
) -> Option<Kind> {
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
    if head.starts_with(b"WARC/1.") || head.starts_with(b"WARC/0.") {
        return Some(Kind::WebArchive);
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
