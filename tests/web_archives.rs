//! Web archives as crawlers leave them: what becomes a document, what is lost and how that is told.

use std::fs;
use std::io::Write as _;
use std::path::Path;

#[cfg(feature = "html")]
use crate::common::column;
#[cfg(all(feature = "archives", feature = "html"))]
use crate::common::files_in;
use crate::common::{folder, rows, run_well, write};
use crate::law_formats::{Example, ONE, TWO, check};

/// A record of this type, with more fields and this content.
fn record(kind: &str, fields: &str, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-03-04T05:06:07Z\r\n{fields}Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

/// The response of a server: its status and fields, and what it sent.
fn response(address: &str, http: &str, content: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    let http = format!("HTTP/1.1 {http}\r\n\r\n");
    record("response", &fields, &[http.as_bytes(), content].concat())
}

fn page(title: &str, text: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )
}

const HTML: &str = "200 OK\r\nContent-Type: text/html; charset=utf-8";
const RIVER: &str = "The river rose over the lower meadow in the night, and the ferry stayed at its pier until noon.";
const MILL: &str =
    "The mill at the weir ground no flour this week, because the sluice was closed for the otters.";

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("in memory");
    packed.finish().expect("in memory")
}

/// Each record packed for itself, as crawlers do.
fn in_members(records: &[Vec<u8>]) -> Vec<u8> {
    records.iter().flat_map(|record| packed(record)).collect()
}

/// Ids and sources of the documents of a run, and the reasons of its rows by id.
fn read(folder: &Path, input: &str, options: &str) -> (Vec<(String, String)>, Vec<String>) {
    let out = folder.join("out");
    let _ = fs::remove_dir_all(&out);
    run_well(
        folder,
        &format!("run {input} -o out --language en {options}"),
    );
    let (mut documents, mut reasons) = (Vec::new(), Vec::new());
    for mut row in rows(&out, "documents") {
        let mut cell = |name: &str| row.remove(name).expect("a column");
        if cell("status") == "analysed" {
            documents.push((cell("doc_id"), cell("source")));
        } else {
            reasons.push(cell("reason"));
        }
    }
    reasons.sort();
    (documents, reasons)
}

#[cfg(feature = "html")]
fn document(id: &str, source: &str) -> (String, String) {
    (id.to_owned(), source.to_owned())
}

/// A crawl with what goes wrong in crawls. The numbers are those of the records.
#[expect(clippy::too_many_lines, reason = "records in full")]
#[cfg(feature = "html")]
fn troubled() -> Vec<Vec<u8>> {
    let river = page("River", RIVER);
    let (first, last) = river.split_at(90);
    let chunked = format!(
        "{:x}\r\n{first}\r\n{:x};a=b\r\n{last}\r\n0\r\n\r\n",
        first.len(),
        last.len()
    );
    let bad_chunk = format!("{:x}\r\n{first}\r\nnone\r\n{last}", first.len());
    let mut latin = page("Mlýn", "Řeka stoupla přes louku.").into_bytes();
    latin = String::from_utf8(latin)
        .expect("text")
        .chars()
        .map(|c| match c {
            'ý' => 0xFD,
            'Ř' => 0xD8,
            'ř' => 0xF8,
            c => c as u8,
        })
        .collect();
    let mut too_small = response(
        "http://mill.example/small",
        HTML,
        page("Weir", MILL).as_bytes(),
    );
    too_small = String::from_utf8(too_small)
        .expect("text")
        .replacen("Content-Length: ", "Content-Length: 1", 1)
        .into_bytes();
    let digits = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let whole = digits(&response(
        "http://mill.example/short",
        HTML,
        page("Sluice", MILL).as_bytes(),
    ));
    let length = whole
        .lines()
        .find_map(|line| line.strip_prefix("Content-Length: "))
        .expect("a length")
        .to_owned();
    let stated: usize = length.parse().expect("a number");
    let too_short = whole.replacen(
        &format!("Content-Length: {length}"),
        &format!("Content-Length: {}", stated - 9),
        1,
    );
    let truncated = response(
        "http://mill.example/cut",
        HTML,
        page("Cut", MILL).as_bytes(),
    );
    vec![
        record("warcinfo", "", b"software: a crawler\r\n"),
        record(
            "request",
            "WARC-Target-URI: http://river.example/\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        response(
            "https://www.river.example/news",
            &format!("{HTML}\r\nTransfer-Encoding: chunked"),
            chunked.as_bytes(),
        ),
        response(
            "http://river.example/bad",
            &format!("{HTML}\r\nTransfer-Encoding: chunked"),
            bad_chunk.as_bytes(),
        ),
        response(
            "http://mill.example/cs",
            "200 OK\r\nContent-Type: text/html; charset=iso-8859-2",
            &latin,
        ),
        response(
            "http://mill.example/old",
            "404 Not Found\r\nContent-Type: text/html",
            b"gone",
        ),
        response(
            "http://mill.example/i.png",
            "200 OK\r\nContent-Type: image/png",
            b"\x89PNG",
        ),
        record(
            "revisit",
            "WARC-Target-URI: https://river.example/news\r\n",
            b"HTTP/1.1 304 Not Modified\r\n\r\n",
        ),
        too_small,
        too_short.into_bytes(),
        response("http://mill.example/empty", HTML, b""),
        response(
            "http://mill.example/gz",
            &format!("{HTML}\r\nContent-Encoding: gzip"),
            &packed(page("Otters", MILL).as_bytes()),
        ),
        truncated[..truncated.len() - 60].to_vec(),
    ]
}

#[cfg(feature = "html")]
#[test]
fn a_troubled_crawl_is_read_and_each_loss_has_a_row() {
    let folder = folder(&[]);
    let at = folder.path();
    let records = troubled();
    write(&at.join("crawl.warc"), &records.concat());
    let (documents, reasons) = read(at, "crawl.warc", "");
    assert_eq!(
        documents,
        [
            document("crawl-10", "mill.example"),
            document("crawl-12", "mill.example"),
            document("crawl-3", "river.example"),
            document("crawl-5", "mill.example"),
            document("crawl-9", "mill.example"),
        ]
    );
    let offset = |number: usize| records[..number].concat().len();
    let states = |number: usize, rest: &str| {
        format!("record {number}: at byte {}: {rest}", offset(number - 1))
    };
    let starts = [
        states(11, "empty"),
        states(13, "cut off after "),
        "record 1: the first of 2 records without a page: request (1), warcinfo (1)".to_owned(),
        states(4, "what follows byte 96 of its content is no chunk"),
        "record 6: a response with an HTTP status other than 200: 404 (1)".to_owned(),
        "record 7: a record of a media type that is not read: image/png (1)".to_owned(),
        "record 8: a revisit record without text".to_owned(),
    ];
    assert_eq!(reasons.len(), starts.len(), "{reasons:#?}");
    for (reason, start) in reasons.iter().zip(starts) {
        assert!(reason.starts_with(&start), "{reason}, not {start}");
    }
    let out = at.join("out");
    let cells = |name: &str| column(&out, "documents", "doc_id", name);
    assert_eq!(cells("url")["crawl-3"], "https://www.river.example/news");
    assert_eq!(cells("fetched")["crawl-3"], "2024-03-04T05:06:07Z");
    assert_eq!(cells("date")["crawl-3"], "");
    assert_eq!(cells("title")["crawl-5"], "Mlýn");
    assert_eq!(cells("encoding")["crawl-5"], "iso-8859-2");
    assert!(cells("notes")["crawl-10"].contains("and goes on"));
    assert!(cells("notes")["crawl-9"].contains("its record states 1"));
    for number in [3, 5, 9, 10, 12] {
        assert_eq!(cells("format")[&format!("crawl-{number}")], "warc");
    }
}

#[cfg(all(feature = "archives", feature = "html"))]
#[test]
fn damage_costs_one_member_of_a_packed_crawl() {
    let folder = folder(&[]);
    let at = folder.path();
    let response = |name: &str, text: &str| {
        response(
            &format!("http://river.example/{name}"),
            HTML,
            page(name, text).as_bytes(),
        )
    };
    let records = [
        record("warcinfo", "", b"software: a crawler\r\n"),
        response("River", RIVER),
        response("Ferry", MILL),
        response("Meadow", &format!("{MILL} {RIVER}")),
    ];
    let members: Vec<Vec<u8>> = records.iter().map(|record| packed(record)).collect();
    for damaged in 0..members.len() {
        let mut broken = members.clone();
        // The first block claims a kind that there is not.
        broken[damaged][10] |= 6;
        write(&at.join("in/crawl.warc.gz"), &broken.concat());
        let (documents, reasons) = read(at, "in", "");
        let start = broken[..damaged].concat().len();
        let told = format!("the gzip member at byte {start} of the packed file is damaged");
        let told = reasons.iter().filter(|reason| reason.contains(&told));
        assert_eq!(told.count(), 1, "{damaged}: {reasons:?}");
        assert_eq!(
            documents.len(),
            if damaged == 0 { 3 } else { 2 },
            "{damaged}: {documents:?}"
        );
    }
    let cut = members.concat();
    write(&at.join("in/crawl.warc.gz"), &cut[..cut.len() - 40]);
    let (documents, reasons) = read(at, "in", "");
    assert_eq!(documents.len(), 2);
    assert!(reasons[1].starts_with("record 4: at byte "), "{reasons:?}");
    assert!(reasons[1].contains("cut off after"), "{reasons:?}");
}

#[cfg(all(feature = "archives", feature = "html"))]
#[test]
fn results_depend_neither_on_threads_nor_on_packing() {
    let folder = folder(&[]);
    let at = folder.path();
    let mut records = troubled();
    // The last one is cut off, and stays the last.
    let last = records.pop().expect("records");
    let comment = format!("<!-- {} -->", "x".repeat(12_000));
    for number in 0..250 {
        let text = format!("{RIVER} It stood at mark {number}. {comment}");
        let page = page("Mark", &text);
        let address = format!("http://s{}.example/{number}", number % 7);
        records.push(response(&address, HTML, page.as_bytes()));
    }
    records.push(last);
    let (plain, members) = (records.concat(), in_members(&records));
    assert!(plain.len() > 2 << 20, "more than a batch");
    let tables = |bytes: &[u8], name: &str, threads: u32| {
        let input = at.join(format!("in-{name}-{threads}"));
        write(&input.join(name), bytes);
        let out = format!("out-{name}-{threads}");
        let input = input.display();
        run_well(
            at,
            &format!("run {input} --language en --threads {threads} -o {out}"),
        );
        let mut files = files_in(&at.join(out));
        files.retain(|path, _| path.extension().is_some_and(|ending| ending == "csv"));
        files
    };
    let expected = tables(&plain, "crawl.warc", 1);
    assert!(expected.len() > 5);
    for threads in [2, 8] {
        assert_eq!(expected, tables(&plain, "crawl.warc", threads), "{threads}");
        assert_eq!(
            expected,
            tables(&members, "crawl.warc.gz", threads),
            "{threads}"
        );
    }
    assert_eq!(expected, tables(&packed(&plain), "crawl.warc.gz", 1));
}

#[test]
fn the_texts_of_a_crawl_are_read_by_line() {
    let folder = folder(&[]);
    let at = folder.path();
    let text = |site: &str, text: &str| {
        let fields = format!(
            "WARC-Target-URI: http://www.{site}/\r\nWARC-Identified-Content-Language: eng\r\nContent-Type: text/plain\r\n"
        );
        record("conversion", &fields, text.as_bytes())
    };
    let records = [
        record("warcinfo", "", b"software: a crawler\r\n"),
        text(
            "river.example",
            &format!("Home\nNews\n{RIVER}\nIt fell again.\n"),
        ),
        text("mill.example", &format!("{MILL}\n")),
    ];
    let mut names = vec![("crawl.warc.wet", records.concat())];
    if cfg!(feature = "archives") {
        names.push(("crawl.warc.wet.gz", in_members(&records)));
        names.push(("crawl.bin.gz", in_members(&records)));
    }
    for (name, bytes) in names {
        let input = at.join("in");
        let _ = fs::remove_dir_all(&input);
        write(&input.join(name), &bytes);
        let (documents, reasons) = read(at, "in", "");
        let sources: Vec<&str> = documents
            .iter()
            .map(|(_, source)| source.as_str())
            .collect();
        assert_eq!(sources, ["river.example", "mill.example"], "{name}");
        assert_eq!(reasons, ["record 1: a record without a page: warcinfo (1)"]);
        let out = at.join("out");
        let first = &rows(&out, "documents")[1];
        assert_eq!(first["format"], "wet", "{name}");
        assert_eq!(first["paragraphs"], "4", "{name}");
        assert_eq!(first["identified_language"], "eng", "{name}");
    }
}

#[cfg(all(feature = "archives", feature = "html"))]
#[test]
fn an_archive_of_web_archives_is_its_pages() {
    let folder = folder(&[]);
    let river = response(
        "http://river.example/",
        HTML,
        page("River", RIVER).as_bytes(),
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default();
    for (name, bytes) in [
        (
            "pages/pages.jsonl",
            b"{\"url\": \"http://river.example/\"}\n".to_vec(),
        ),
        ("archive/data.warc.gz", packed(&river)),
        ("indexes/index.cdx.gz", packed(b"example,river)/ 2024\n")),
        ("datapackage.json", b"{}".to_vec()),
    ] {
        archive.start_file(name, stored).expect("in memory");
        archive.write_all(&bytes).expect("in memory");
    }
    let bytes = archive.finish().expect("in memory").into_inner();
    write(&folder.path().join("in/crawl.wacz"), &bytes);
    let (documents, reasons) = read(folder.path(), "in", "");
    let id = "crawl.wacz/archive/data-1";
    assert_eq!(documents, [document(id, "river.example")]);
    assert!(reasons.is_empty(), "{reasons:?}");
}

#[test]
fn web_archives_lose_no_words() {
    let text = |number: u8, text: &str| {
        let fields = format!(
            "WARC-Target-URI: http://quay.example/{number}\r\nContent-Type: text/plain\r\n"
        );
        record(
            "conversion",
            &fields,
            format!("Low water\n{text}\n").as_bytes(),
        )
    };
    let texts = [text(1, ONE), text(2, TWO)].concat();
    let mut examples: Vec<Example> = vec![(
        "texts of a crawl",
        "crawl.wet",
        texts,
        "Low water Low water",
    )];
    if cfg!(feature = "html") {
        let chunked = page("Low water", TWO);
        let chunked = format!("{:x}\r\n{chunked}\r\n0\r\n\r\n", chunked.len());
        let pages = [
            response(
                "http://quay.example/1",
                HTML,
                page("Low water", ONE).as_bytes(),
            ),
            response(
                "http://quay.example/2",
                &format!("{HTML}\r\nTransfer-Encoding: chunked"),
                chunked.as_bytes(),
            ),
        ];
        examples.push((
            "pages of a crawl",
            "crawl.warc",
            pages.concat(),
            "Low water Home Low water Home",
        ));
    }
    examples.iter().for_each(check);
}
