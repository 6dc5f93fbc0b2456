//! PDF documents with a text layer.
//!
//! Takes the bytes of the file, gives its text in the order in which it is drawn, line by line, with
//! paragraphs recognised by their spacing. Headers and footers of pages stay in. The parser runs on a
//! thread of its own, with a large stack.

use std::io::Read as _;
use std::time::Duration;

use pdf_extract::{
    Dictionary, Document, Object, ObjectId, OutputError, Stream, decode_text_string,
};

use super::page_text::PageText;
use super::{Converted, Outcome};
use crate::model::{ReadingDoubt, ReadingDoubts};
use crate::parser_guard::timed;
use crate::sorted::SortedMap;

/// How much the streams of one file may unpack to, in bytes.
const LARGEST: u64 = 512 << 20;
/// How deep forms may be drawn inside forms.
const DEEPEST: usize = 32;
/// How many levels a tree of pages may have.
const DEEPEST_PAGE: usize = 256;

/// What programs write where nothing is stated.
const NOTHING: [&str; 4] = ["", "(anonymous)", "(unspecified)", "untitled"];

/// Words of the longest page: the parser takes up to a kilobyte for each.
const MOST_WORDS: u64 = 1_000_000;

const ENCRYPTED: &str = "encrypted; save it without a password";

/// Converts a PDF document; gives nothing if that takes longer than `limit`.
///
/// The outcome is an error if it is damaged, encrypted, too large, or has no text layer.
pub(crate) fn pdf(bytes: Vec<u8>, limit: Duration) -> Option<Outcome> {
    if bytes.is_empty() {
        return Some(Err("empty file".to_owned()));
    }
    timed(limit, move || convert(&bytes))
}

fn convert(bytes: &[u8]) -> Outcome {
    let mut document = Document::load_mem(bytes).map_err(|error| describe(&error))?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| ENCRYPTED.to_owned())?;
    }
    if document.trailer.has(b"Encrypt") {
        return Err(ENCRYPTED.to_owned());
    }
    check_pages(&document)?;
    check_sizes(&document)?;
    empty_images(&mut document);
    cut_circles(&mut document);
    let mut pages = PageText::default();
    pdf_extract::output_doc(&document, &mut pages).map_err(|error| match error {
        OutputError::PdfError(error) => describe(&error),
        OutputError::FormatError(_) | OutputError::IoError(_) => {
            "refused: it draws more text than any document contains".to_owned()
        }
    })?;
    let has_unknown = pages.has_unknown_letters();
    let has_letters = pages.has_letters();
    let text = pages.finish();
    if text.is_empty() {
        return Err(describe_empty(has_letters, document.was_encrypted()));
    }
    let mut converted = Converted {
        text,
        language: catalog(&document).and_then(|catalog| stated(&document, catalog, b"Lang")),
        ..Converted::default()
    };
    if has_unknown {
        let note = "some of its fonts do not declare which letters they draw, so words are wrong or missing; OCR may give better text";
        converted.notes.push(note.to_owned());
        converted.doubts = ReadingDoubts::of(ReadingDoubt::Encoding);
    }
    if let Some(info) = dictionary(&document, document.trailer.get(b"Info").ok()) {
        converted.title = stated(&document, info, b"Title");
        converted.author = stated(&document, info, b"Author");
        let date = stated(&document, info, b"CreationDate");
        converted.date = date.map(|date| iso_date(&date).unwrap_or(date));
    }
    Ok(converted)
}

fn describe(error: &pdf_extract::Error) -> String {
    let error = error.to_string();
    let lower = error.to_lowercase();
    if lower.contains("password") || lower.contains("crypt") {
        ENCRYPTED.to_owned()
    } else {
        format!("damaged, or not a PDF ({error}); get the file again, or print it to a new PDF")
    }
}

/// Why a document gave no text.
fn describe_empty(has_letters: bool, was_encrypted: bool) -> String {
    let reason = match (was_encrypted, has_letters) {
        (true, _) => ENCRYPTED,
        (_, true) => {
            "its fonts do not declare which letters they draw; run OCR first (for example with ocrmypdf)"
        }
        (_, false) => {
            "no text layer: its pages are images or empty; run OCR first (for example with ocrmypdf)"
        }
    };
    reason.to_owned()
}

/// Follows references to a dictionary.
fn dictionary<'a>(document: &'a Document, object: Option<&'a Object>) -> Option<&'a Dictionary> {
    let (_, object) = document.dereference(object?).ok()?;
    object.as_dict().ok()
}

fn catalog(document: &Document) -> Option<&Dictionary> {
    dictionary(document, document.trailer.get(b"Root").ok())
}

/// A text that a dictionary states, if there is something in it.
fn stated(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    let (_, object) = document.dereference(dictionary.get(key).ok()?).ok()?;
    let text = decode_text_string(object).ok()?;
    let text = text.trim_matches(['\0', '\u{feff}', ' ', '\n', '\r', '\t']);
    (!NOTHING.contains(&text)).then(|| text.to_owned())
}

/// `D:20151216083000+01'00'` as `2015-12-16T08:30:00+01:00`, as much of it as there is.
fn iso_date(date: &str) -> Option<String> {
    let digits = date.strip_prefix("D:").unwrap_or(date);
    let end = digits
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(digits.len());
    let (digits, zone) = digits.split_at_checked(end)?;
    let mut iso = digits.get(..4)?.to_owned();
    for (place, sign) in [(4, '-'), (6, '-'), (8, 'T'), (10, ':'), (12, ':')] {
        let Some(part) = digits.get(place..place + 2) else {
            break;
        };
        // A time without minutes is none.
        if place == 8 && digits.len() < 12 {
            break;
        }
        iso.push(sign);
        iso.push_str(part);
    }
    let zone: Vec<&str> = zone.split('\'').filter(|part| !part.is_empty()).collect();
    if iso.contains('T') {
        iso.push_str(&zone.join(":"));
    }
    Some(iso)
}

/// The parser looks for what a page lacks in the page above it, without end if they form a circle.
fn check_pages(document: &Document) -> Result<(), String> {
    for (_, page) in document.get_pages() {
        let mut level = document.get_dictionary(page).ok();
        let mut levels = 0;
        while let Some(dictionary) = level {
            levels += 1;
            if levels > DEEPEST_PAGE {
                return Err(
                    "damaged: its pages refer to each other in a circle; print it to a new PDF"
                        .to_owned(),
                );
            }
            let parent = dictionary.get(b"Parent").and_then(Object::as_reference);
            level = parent
                .and_then(|parent| document.get_dictionary(parent))
                .ok();
        }
    }
    Ok(())
}

/// The parser unpacks streams without a bound.
fn check_sizes(document: &Document) -> Result<(), String> {
    let mut left = LARGEST;
    for object in document.objects.values() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let filters = stream.filters().unwrap_or_default();
        let packed = filters
            .iter()
            .filter(|filter| **filter == b"FlateDecode")
            .count();
        if is_image(stream) {
            continue;
        }
        let mut measured = Measured::default();
        // Only what comes first can be measured here; what is packed twice is refused.
        let size = if filters.first() == Some(&b"FlateDecode".as_slice()) {
            let unpacked = flate2::read::ZlibDecoder::new(stream.content.as_slice());
            std::io::copy(&mut unpacked.take(left + 1), &mut measured).unwrap_or(0)
        } else {
            measured.count(&stream.content);
            stream.content.len() as u64
        };
        if size > left || packed > 1 {
            return Err("refused: it unpacks to more than any document contains".to_owned());
        }
        if is_drawing(stream) && measured.words > MOST_WORDS {
            return Err(
                "refused: a page has more drawing instructions than any text needs".to_owned(),
            );
        }
        if packed > 0 {
            left -= size;
        }
    }
    Ok(())
}

/// Counts the words of what is written to it: numbers, names and operators of a page.
#[derive(Default)]
struct Measured {
    words: u64,
    is_in_word: bool,
}

impl Measured {
    fn count(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let is_word = !byte.is_ascii_whitespace();
            self.words += u64::from(is_word && !self.is_in_word);
            self.is_in_word = is_word;
        }
    }
}

impl std::io::Write for Measured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.count(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Whether a stream may hold the instructions of a page: neither a font nor a part of the file.
fn is_drawing(stream: &Stream) -> bool {
    let is_font = [b"Length1".as_slice(), b"Length2", b"Length3"]
        .iter()
        .any(|key| stream.dict.has(key));
    let kind = stream.dict.get(b"Type").and_then(Object::as_name);
    let is_part = kind.is_ok_and(|kind| matches!(kind, b"ObjStm" | b"XRef" | b"Metadata"));
    let is_other_font = [b"Type1C".as_slice(), b"CIDFontType0C", b"OpenType"]
        .iter()
        .any(|subtype| is_subtype(stream, subtype));
    !(is_font || is_part || is_other_font)
}

fn is_image(stream: &Stream) -> bool {
    is_subtype(stream, b"Image")
}

fn is_subtype(stream: &Stream, subtype: &[u8]) -> bool {
    stream
        .dict
        .get(b"Subtype")
        .and_then(Object::as_name)
        .is_ok_and(|name| name == subtype)
}

fn empty(stream: &mut Stream) {
    stream.dict.remove(b"Filter");
    stream.set_content(Vec::new());
}

/// The parser takes images for drawing instructions.
fn empty_images(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && is_image(stream)
        {
            empty(stream);
        }
    }
}

/// Empties forms that draw themselves, by way of others or not, or are drawn too deep; the parser
/// would follow them without end.
fn cut_circles(document: &mut Document) {
    let streams = document
        .objects
        .iter()
        .filter_map(|(id, object)| match object {
            Object::Stream(stream) if is_subtype(stream, b"Form") => Some((*id, stream)),
            _ => None,
        });
    let drawn: SortedMap<ObjectId, Vec<ObjectId>> = streams
        .map(|(id, stream)| (id, drawn_by(document, id, stream)))
        .collect();
    for id in circles(&drawn) {
        if let Some(Object::Stream(stream)) = document.objects.get_mut(&id) {
            empty(stream);
        }
    }
}

/// The forms that a form draws, or may. One without resources draws with those of whatever draws
/// it, itself among them: then it counts as a circle, if it draws at all.
fn drawn_by(document: &Document, id: ObjectId, stream: &Stream) -> Vec<ObjectId> {
    let Some(resources) = dictionary(document, stream.dict.get(b"Resources").ok()) else {
        let content = stream.get_plain_content().unwrap_or_default();
        let draws = memchr::memmem::find(&content, b"Do").is_some();
        return if draws { vec![id] } else { Vec::new() };
    };
    let objects = dictionary(document, resources.get(b"XObject").ok());
    let objects = objects.into_iter().flat_map(Dictionary::iter);
    objects
        .filter_map(|(_, object)| object.as_reference().ok())
        .collect()
}

/// The forms to be cut so that no circle is left, and none is deeper than [`DEEPEST`].
fn circles(drawn: &SortedMap<ObjectId, Vec<ObjectId>>) -> Vec<ObjectId> {
    /// Depth of what a form draws, or that it is being looked at.
    enum Seen {
        Open,
        Deep(usize),
    }
    let mut seen: SortedMap<ObjectId, Seen> = SortedMap::new();
    let mut cut = Vec::new();
    for &start in drawn.keys() {
        let mut path = Vec::new();
        if !seen.contains_key(&start) {
            path.push((start, 0, 0));
        }
        while let Some((id, next, depth)) = path.last_mut() {
            seen.or_insert_with(*id, || Seen::Open);
            let inner = drawn.get(id).and_then(|inner| inner.get(*next));
            *next += 1;
            match inner.map(|inner| (*inner, seen.get(inner))) {
                Some((_, Some(Seen::Open))) => *depth = usize::MAX,
                Some((_, Some(Seen::Deep(inner)))) => {
                    *depth = (*depth).max(inner.saturating_add(1))
                }
                Some((inner, None)) if drawn.contains_key(&inner) => {
                    // Looked at first, then again, with its depth known.
                    *next -= 1;
                    path.push((inner, 0, 0));
                }
                Some(_) => {}
                None => {
                    let is_cut = *depth > DEEPEST;
                    cut.extend(is_cut.then_some(*id));
                    seen.insert(*id, Seen::Deep(if is_cut { 0 } else { *depth }));
                    path.pop();
                }
            }
        }
    }
    cut
}

#[cfg(test)]
mod tests;
