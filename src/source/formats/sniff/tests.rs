//! Beginnings of files, and what they are taken for.

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
fn web_archives_are_known_by_their_first_line_or_their_ending() {
    for (head, ending) in [
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n".as_slice(), "txt"),
        (b"WARC/1.1\nWARC-Type: response\n", ""),
        (b"\0\x01junk", "warc"),
        (b"", "WET"),
    ] {
        assert_eq!(sniff(head, ending), Kind::WebArchive, "{ending}");
    }
    assert_eq!(sniff(b"WARC is a format.", "txt"), Kind::Text);
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
