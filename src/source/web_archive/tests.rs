//! What becomes of the records of a web archive: documents, rows, counts.

use super::super::{Read, read_bytes};
use crate::config::ReadConfig;

/// A record of a type, with more fields and this content.
fn record(kind: &str, fields: &str, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{fields}Content-Length: {length}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

#[cfg(feature = "html")]
fn response(address: &str, http: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Target-URI: {address}\r\nWARC-Date: 2024-03-04T05:06:07Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    record("response", &fields, http)
}

/// What is read, a line each.
fn read(name: &str, records: &[Vec<u8>]) -> Vec<String> {
    let mut lines = Vec::new();
    read_bytes(
        name,
        records.concat(),
        &ReadConfig::default(),
        &mut |read: Read| {
            lines.push(match read {
                Read::Document(document) => {
                    let info = document.info;
                    let fields: Vec<String> = info
                        .extra
                        .iter()
                        .map(|(name, value)| format!("{name}={value}"))
                        .collect();
                    format!(
                        "{} {} {} [{}] {} ({})",
                        info.place,
                        info.source,
                        info.format.name(),
                        fields.join(" "),
                        document.text,
                        info.notes
                    )
                }
                Read::Skipped(row) => {
                    format!(
                        "{} {} {}: {}",
                        row.place,
                        row.source,
                        row.numbered.name(),
                        row.reason
                    )
                }
            });
        },
    );
    lines
}

#[cfg(feature = "html")]
const PAGE: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-2\r\n\r\n<p>P\xF8\xEDliv</p>";

#[cfg(feature = "html")]
#[test]
fn a_response_is_a_page_of_its_site() {
    let pages = [response("https://www.Tides.example:8080/a?b", PAGE)];
    assert_eq!(
        read("crawl.warc", &pages),
        [
            "crawl.warc:1 tides.example warc [url=https://www.Tides.example:8080/a?b fetched=2024-03-04T05:06:07Z media_type=text/html record_id=urn:uuid:1] <p>Příliv</p> ()"
        ]
    );
}

#[cfg(feature = "html")]
#[test]
fn what_is_no_page_is_counted_by_reason() {
    let http = |head: &str| format!("HTTP/1.1 {head}\r\n\r\nx").into_bytes();
    let image = http("200 OK\r\nContent-Type: image/png");
    let records = [
        record("warcinfo", "", b"software: x"),
        record("request", "", b"GET / HTTP/1.1\r\n\r\n"),
        response(
            "http://a.example/1",
            &http("404 Not Found\r\nContent-Type: text/html"),
        ),
        response("http://a.example/2", &http("301 Moved")),
        response("http://a.example/3", &image),
        response("http://a.example/4", &http("404 Not Found")),
        record("revisit", "WARC-Target-URI: http://a.example/\r\n", b""),
        record(
            "response",
            "WARC-Target-URI: dns:a.example\r\nContent-Type: text/dns\r\n",
            b"1.2.3.4",
        ),
        record(
            "resource",
            "WARC-Target-URI: urn:pageinfo:http://a.example\r\nContent-Type: text/plain\r\n",
            b"{}",
        ),
        record("request", "", b"GET / HTTP/1.1\r\n\r\n"),
        response("http://a.example/5", &http("200 OK")),
    ];
    assert_eq!(
        read("crawl.warc", &records),
        [
            "crawl.warc:3 crawl record: the first of 3 responses with an HTTP status other than 200: 404 (2), 301 (1)",
            "crawl.warc:5 crawl record: the first of 2 records of a media type that is not read: image/png (1), no type stated (1)",
            "crawl.warc:7 crawl record: a revisit record without text: the page had not changed since an earlier record",
            "crawl.warc:1 crawl record: the first of 5 records without a page: request (2), dns (1), resource about a page (1), warcinfo (1)",
        ]
    );
    assert_eq!(
        read("crawl.warc", &[]),
        ["crawl.warc crawl line: the web archive contains no records"]
    );
}

#[test]
fn texts_are_read_as_they_are_and_conversions_by_line() {
    let fields = "WARC-Target-URI: http://a.example/1\r\nWARC-Identified-Content-Language: eng,fra\r\nContent-Type: text/plain\r\n";
    let records = [
        record(
            "conversion",
            fields,
            "The tide\nfell.\n\nBoats lay dry.\n".as_bytes(),
        ),
        record(
            "resource",
            "WARC-Target-URI: file:///a.txt\r\nContent-Type: text/plain; charset=koi8-r\r\n",
            b"\xF0\xD2\xC9\xCC\xC9\xD7",
        ),
        record("resource", "Content-Type: text/plain\r\n", b""),
    ];
    assert_eq!(
        read("a/crawl.wet", &records),
        [
            "a/crawl.wet:1 a.example wet [url=http://a.example/1 media_type=text/plain identified_language=eng,fra] The tide\n\nfell.\n\nBoats lay dry. ()",
            "a/crawl.wet:2 a warc [url=file:///a.txt media_type=text/plain] Прилив ()",
            &format!(
                "a/crawl.wet:3 a record: at byte {}: empty: the record has no content",
                records[..2].concat().len()
            ),
        ]
    );
}

#[cfg(feature = "html")]
#[test]
fn what_is_lost_is_told_with_its_place() {
    let good = response("http://a.example/1", PAGE);
    let bad_chunk = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\nzz\r\n";
    let without_type = b"WARC/1.0\r\nContent-Length: 1\r\n\r\nx\r\n\r\n".to_vec();
    let mut cut = good.clone();
    cut.truncate(good.len() - 9);
    let records = [
        response("http://a.example/1", PAGE),
        response("http://a.example/2", bad_chunk),
        without_type,
        response("http://a.example/3", b"500 lines of a log"),
        cut.clone(),
        good,
        cut,
    ];
    let lines = read("crawl.warc", &records);
    let reasons: Vec<&str> = lines
        .iter()
        .filter(|line| line.contains(" record: "))
        .map(String::as_str)
        .collect();
    let at = |records: &[Vec<u8>]| records.concat().len();
    assert_eq!(lines.len() - reasons.len(), 2, "{lines:#?}");
    assert_eq!(
        reasons,
        [
            format!(
                "crawl.warc:2 a.example record: at byte {}: what follows byte 8 of its content is no chunk",
                at(&records[..1])
            ),
            format!(
                "crawl.warc:3 crawl record: at byte {}: its header has no WARC-Type",
                at(&records[..2])
            ),
            format!(
                "crawl.warc:4 crawl record: at byte {}: its content is no HTTP response",
                at(&records[..3])
            ),
            format!(
                "crawl.warc:5 crawl record: at byte {}: cut off by the next record after 72 of the 77 bytes that it states",
                at(&records[..4])
            ),
            format!(
                "crawl.warc:7 crawl record: at byte {}: cut off after 72 of the 77 bytes that it states: the file ends there",
                at(&records[..6])
            ),
        ]
    );
}
