//! What a record of a web archive is: a page or a text, or none, and why.

use super::fields::Fields;
use super::page::{Content, Facts};
use super::records::{LONGEST_CONTENT, Length, Record, too_long};
use super::response::{self, Codings, Head};
use crate::clean::host;

/// What a record is.
#[derive(Debug)]
pub(super) enum Kind {
    /// A document, and its content as it stands in the record.
    Document(Box<Facts>, Vec<u8>),
    /// None, for a reason that many records have.
    None(NoPage, String),
    /// What should be a document and is none, and why.
    Lost(String),
}

/// Why records are no documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoPage {
    /// Another HTTP status than 200.
    Status,
    /// Another media type than those of pages and texts.
    MediaType,
    /// The page had not changed.
    Revisit,
    /// The record is about the crawl, or about others.
    AboutCrawl,
}

/// What a record is.
pub(super) fn kind_of(record: Record) -> Kind {
    let Some(kind) = record.fields.get("warc-type") else {
        return Kind::Lost("its header has no WARC-Type".to_owned());
    };
    let address = record.fields.get("warc-target-uri").unwrap_or_default();
    let is_about = |start: &str| address.get(..4).is_some_and(|head| head == start);
    match kind.to_ascii_lowercase().as_str() {
        "response" if is_about("dns:") => Kind::None(NoPage::AboutCrawl, "dns".to_owned()),
        "response" if is_http(&record.fields) => of_response(record),
        // Browsers that crawl keep what they know of a page as resources.
        "resource" if is_about("urn:") => {
            Kind::None(NoPage::AboutCrawl, "resource about a page".to_owned())
        }
        "response" | "resource" => of_resource(record),
        "conversion" => of_conversion(record),
        "revisit" => Kind::None(NoPage::Revisit, String::new()),
        other => Kind::None(NoPage::AboutCrawl, other.chars().take(40).collect()),
    }
}

/// Whether a response is one of HTTP: others have their own media type.
fn is_http(fields: &Fields) -> bool {
    let media_type = fields.media_type();
    media_type.is_none_or(|media_type| media_type == "application/http")
}

fn of_response(record: Record) -> Kind {
    let Some(head) = response::head(&record.content) else {
        return Kind::Lost("its content is no HTTP response".to_owned());
    };
    let Head {
        status,
        fields,
        length,
    } = head;
    if status != 200 {
        return Kind::None(NoPage::Status, status.to_string());
    }
    let stated = fields
        .get("content-length")
        .and_then(|length| length.parse().ok());
    let is_whole =
        stated == Some(record.content.len() - length) || ends_page(&record.content[length..]);
    let codings = Codings::of(&fields);
    let is_coded = !codings.is_none();
    let Ok(content) = content_of(&fields, &record.content[length..], is_coded) else {
        return other_type(&fields);
    };
    document(record, length, (content, is_whole), |facts| {
        facts.media_type = fields.media_type();
        facts.charset = fields.charset();
        facts.codings = codings;
    })
}

fn of_resource(record: Record) -> Kind {
    let Ok(content) = content_of(&record.fields, &record.content, false) else {
        return other_type(&record.fields);
    };
    document(record, 0, (content, false), |_| {})
}

fn of_conversion(record: Record) -> Kind {
    match record.fields.media_type().as_deref() {
        None | Some("text/plain") => document(record, 0, (Content::Lines, false), |_| {}),
        _ => other_type(&record.fields),
    }
}

/// What content with these fields is read as; by its beginning where no type is stated.
fn content_of(fields: &Fields, content: &[u8], is_coded: bool) -> Result<Content, ()> {
    match fields.media_type().as_deref() {
        Some("text/html" | "application/xhtml+xml") => Ok(Content::Page),
        Some("text/plain") => Ok(Content::Text),
        Some("application/pdf") if cfg!(feature = "pdf") => Ok(Content::Pdf),
        None if !is_coded && begins_page(content) => Ok(Content::Page),
        _ => Err(()),
    }
}

/// Whether content begins as a page does.
fn begins_page(content: &[u8]) -> bool {
    let content = content.trim_ascii_start();
    ["<!doctype html", "<html"].iter().any(|start| {
        let head = content.get(..start.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    })
}

/// Whether content ends as a page does.
fn ends_page(content: &[u8]) -> bool {
    let content = content.trim_ascii_end();
    let end = content
        .len()
        .checked_sub(7)
        .and_then(|at| content.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(b"</html>"))
}

fn other_type(fields: &Fields) -> Kind {
    let media_type = fields
        .media_type()
        .unwrap_or_else(|| "no type stated".to_owned());
    Kind::None(NoPage::MediaType, media_type.chars().take(60).collect())
}

/// A document whose content begins at `start` of the record's; `complete` facts are what its response adds.
fn document(
    mut record: Record,
    start: usize,
    (content, is_whole): (Content, bool),
    complete: impl FnOnce(&mut Facts),
) -> Kind {
    let notes = match record.length {
        Length::Stated => None,
        Length::More { stated } => Some(format!(
            "its record states {stated} bytes and goes on; it was read up to the next record"
        )),
        Length::Less { stated } if is_whole => Some(format!(
            "its record states {stated} bytes and has {}",
            record.content.len()
        )),
        Length::Less { stated } => {
            let there = record.content.len();
            return Kind::Lost(format!(
                "cut off by the next record after {there} of the {stated} bytes that it states"
            ));
        }
        Length::TooLong { stated } => return Kind::Lost(too_long(stated)),
    };
    record.content.drain(..start);
    if record.content.len() > LONGEST_CONTENT {
        return Kind::Lost(too_long(record.content.len() as u64));
    }
    let stated = |name| record.fields.get(name).map(str::to_owned);
    let address =
        stated("warc-target-uri").map(|address| address.trim_matches(['<', '>']).to_owned());
    let mut facts = Facts {
        content,
        media_type: record.fields.media_type(),
        charset: record.fields.charset(),
        codings: Codings::default(),
        site: address.as_deref().and_then(host).map(str::to_lowercase),
        address,
        fetched: stated("warc-date"),
        record_id: stated("warc-record-id").map(|id| id.trim_matches(['<', '>']).to_owned()),
        identified_language: stated("warc-identified-content-language"),
        cut_by_crawler: stated("warc-truncated"),
        notes: notes.into_iter().collect(),
    };
    complete(&mut facts);
    Kind::Document(Box::new(facts), record.content)
}
