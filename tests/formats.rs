//! Files of many formats, packed and encoded in many ways, through the command line.

use std::io::Write as _;

use crate::common::{assert_same_files, column, folder, rows, run_well, write};

const REPORT: &str =
    "The delegates of the river towns met on Monday to write rules for the network.";
const PAGE: &str = "<!DOCTYPE html><html><head><title>River rules - The Ferry</title>\
    <meta property=\"og:site_name\" content=\"The Ferry\">\
    <meta property=\"article:published_time\" content=\"2018-03-05T10:00:00Z\"></head><body>\
    <nav><a href=\"/\">Home</a> <a href=\"/sport\">Sport</a></nav>\
    <article><h1>River rules</h1><p>The delegates of the river towns met on Monday to write rules \
    for the network, and they did not agree on all of them, a clerk said.</p>\
    <p>They will meet again in the spring, when the water is lower and the roads are dry, to go on \
    with what they left.</p></article><footer>Copyright 2018 The Ferry</footer></body></html>";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in files {
        archive.start_file(*name, options).expect("a member");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).expect("written");
    packed.finish().expect("packed")
}

/// A folder with a document in every format that a test can make by hand.
fn many_formats() -> tempfile::TempDir {
    let folder = folder(&[
        ("in/plain.txt", REPORT),
        ("in/page.html", PAGE),
        ("in/page-called.txt", PAGE),
        (
            "in/list.json",
            &format!("{{\"items\": [{{\"text\": \"{REPORT}\", \"id\": \"j1\"}}]}}"),
        ),
        (
            "in/table.csv",
            &format!("id,body,country\nc1,\"{REPORT}\",Chad\nc2,,Mali\n"),
        ),
        (
            "in/tei.xml",
            &format!(
                "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body><p>{REPORT}</p></body></text></TEI>"
            ),
        ),
        ("in/notes.yml", "a: b"),
    ]);
    let at = |name: &str| folder.path().join("in").join(name);
    let chinese = encoding_rs::GB18030
        .encode("河边各镇的代表星期一开会，为网络制定规则。会议持续了三天，各方表示满意。")
        .0;
    write(&at("chinese.txt"), &chinese);
    let record = format!("{{\"id\": \"z1\", \"text\": \"{REPORT}\"}}\n");
    let members: [(&str, &[u8]); 5] = [
        ("east/one.txt", REPORT.as_bytes()),
        ("east/records.jsonl.gz", &gzip(record.as_bytes())),
        ("__MACOSX/east/._one.txt", b"\0\x05"),
        ("../outside.txt", REPORT.as_bytes()),
        ("bad.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
    ];
    write(&at("bundle.zip"), &zip(&members));
    let wide: Vec<u8> = record
        .replace("z1", "w1")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    write(&at("wide.jsonl"), &[b"\xFF\xFE", wide.as_slice()].concat());
    folder
}

#[cfg(all(
    feature = "archives",
    feature = "cjk",
    feature = "html",
    feature = "pdf",
    feature = "sheets"
))]
#[test]
fn every_format_becomes_documents() {
    let folder = many_formats();
    run_well(folder.path(), "run in -o out");
    let out = folder.path().join("out");
    let found: Vec<[String; 4]> = rows(&out, "documents")
        .into_iter()
        .map(|row| ["doc_id", "source", "format", "status"].map(|name| row[name].clone()))
        .collect();
    let found: Vec<String> = found.iter().map(|cells| cells.join(" ")).collect();
    assert_eq!(
        found,
        [
            "bundle.zip/bad bundle  skipped",
            "bundle.zip/east/one east txt analysed",
            "bundle.zip/outside bundle txt analysed",
            "c1 table csv analysed",
            "c2 table  skipped",
            "chinese chinese txt analysed",
            "j1 list json analysed",
            "notes notes  skipped",
            "page The Ferry html analysed",
            "page-called The Ferry html analysed",
            "plain plain txt analysed",
            "tei tei xml analysed",
            "w1 wide jsonl analysed",
            "z1 east jsonl analysed",
        ]
    );
    let dates = column(&out, "documents", "doc_id", "date");
    assert_eq!(dates["page"], "2018-03-05");
    let encodings = column(&out, "documents", "doc_id", "encoding");
    assert_eq!(encodings["chinese"], "gb18030");
    let labels = column(&out, "terms", "label", "language");
    assert_eq!(labels["网络"], "zh");
    assert!(!labels.contains_key("sport") && !labels.contains_key("copyright"));
}

#[test]
fn threads_do_not_change_what_archives_and_tables_give() {
    let folder = many_formats();
    for threads in [1, 2, 5] {
        run_well(
            folder.path(),
            &format!("run in -o out{threads} --threads {threads}"),
        );
    }
    let at = |name: &str| folder.path().join(name);
    assert_same_files(&at("out1"), &at("out2"), "1 and 2 threads");
    assert_same_files(&at("out1"), &at("out5"), "1 and 5 threads");
}

#[cfg(all(
    feature = "archives",
    feature = "cjk",
    feature = "html",
    feature = "pdf",
    feature = "sheets"
))]
#[test]
fn an_archive_that_unpacks_to_far_too_much_loses_only_that() {
    let folder = folder(&[("in/plain.txt", REPORT)]);
    let zeros = vec![b'0'; 80 << 20];
    let bomb = [("first.txt", REPORT.as_bytes()), ("zeros.txt", &zeros)];
    write(&folder.path().join("in/bomb.zip"), &zip(&bomb));
    write(&folder.path().join("in/bomb.txt.gz"), &gzip(&zeros));
    run_well(folder.path(), "run in -o out");
    let reasons = column(&folder.path().join("out"), "documents", "path", "reason");
    assert_eq!(reasons["plain.txt"], "");
    assert_eq!(reasons["bomb.zip/first.txt"], "");
    for path in ["bomb.zip/zeros.txt", "bomb.txt"] {
        assert!(reasons[path].contains("100 times its size"), "{reasons:?}");
    }
}

#[cfg(all(
    feature = "archives",
    feature = "cjk",
    feature = "html",
    feature = "pdf",
    feature = "sheets"
))]
#[test]
fn globs_and_a_forced_format_choose_what_is_read() {
    let folder = many_formats();
    let ids = |arguments: &str| {
        run_well(folder.path(), &format!("run in -o out --force {arguments}"));
        let rows = rows(&folder.path().join("out"), "documents");
        rows.into_iter()
            .map(|row| row["doc_id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("--include *.html --include plain.*"), ["page", "plain"]);
    assert_eq!(
        ids("--include *.txt --exclude page* --exclude **/outside.txt"),
        ["bundle.zip/east/one", "chinese", "plain"]
    );
    assert_eq!(ids("--include notes.yml --input-format txt"), ["notes"]);
}

const FOOT: &str = "Sign up for the weekly letter of the harbour office and never miss a tide.";

#[test]
fn boilerplate_is_listed_and_can_be_kept() {
    let topics = [
        "boats and ropes",
        "salt on winter roads",
        "a choir",
        "the price of bread",
    ];
    let letter = |n: usize| {
        let topic = topics[n - 1];
        format!(
            "Letter {n} speaks of {topic}.\n\nMembers had {n} questions about {topic}.\n\n{FOOT}\n"
        )
    };
    let files: Vec<(String, String)> = (1..=4)
        .map(|n| (format!("in/letters/{n}.txt"), letter(n)))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    let folder = folder(&files);
    let out = folder.path().join("out");
    let count = |arguments: &str| {
        run_well(folder.path(), &format!("run in -o out {arguments}"));
        column(&out, "terms", "label", "cf").get("harbour").cloned()
    };
    assert_eq!(count(""), None);
    let left_out = rows(&out, "boilerplate");
    assert_eq!(left_out.len(), 4);
    assert_eq!(
        (left_out[0]["rule"].as_str(), left_out[0]["texts"].as_str()),
        ("repeated", "4")
    );
    assert_eq!(left_out[0]["text"], FOOT);
    let sizes = column(&out, "documents", "doc_id", "boilerplate_paragraphs");
    assert!(sizes.values().all(|n| n == "1"));
    assert_eq!(count("--keep-boilerplate").as_deref(), Some("4"));
    assert_eq!(count("--keep-boilerplate-of letters").as_deref(), Some("4"));
    assert_eq!(count("--keep-boilerplate-of others"), None);
}

#[cfg(all(
    feature = "archives",
    feature = "cjk",
    feature = "html",
    feature = "pdf",
    feature = "sheets"
))]
#[test]
fn texts_are_written_as_they_count() {
    let folder = many_formats();
    run_well(folder.path(), "text in -o texts");
    let text =
        |name: &str| std::fs::read_to_string(folder.path().join("texts").join(name)).expect(name);
    assert_eq!(text("plain.txt").trim_end(), REPORT);
    assert!(text("page.txt").starts_with("The delegates of the river towns met"));
    assert!(text("page.txt").ends_with("what they left.\n\n"));
    assert!(text("chinese.txt").starts_with("河边各镇的代表"));
    assert!(!folder.path().join("outside.txt").exists());
    let again = crate::common::run(folder.path(), "text in -o texts");
    assert_eq!(again.status.code(), Some(1));
}

#[cfg(all(feature = "archives", feature = "sheets", feature = "xlsx"))]
#[test]
fn tables_and_archives_without_documents_and_cells_beside_a_table_are_told() {
    let folder = folder(&[
        ("in/plain.txt", REPORT),
        ("in/head.csv", "id,text\n"),
        ("in/blank.csv", "id,text\n,\n,\n"),
    ]);
    let at = |name: &str| folder.path().join("in").join(name);
    write(&at("empty.zip"), &zip(&[]));
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let speeches = workbook
        .add_worksheet()
        .set_name("Speeches")
        .expect("named");
    let cells = [
        (2, 0, "text"),
        (4, 0, REPORT),
        (4, 2, "a note beside the table"),
        (5, 0, "The delegates went home."),
    ];
    for (row, column, cell) in cells {
        speeches.write(row, column, cell).expect("written");
    }
    let notes = workbook.add_worksheet().set_name("Notes").expect("named");
    notes.write(0, 0, "Who coded this?").expect("written");
    let saved = workbook.save_to_buffer().expect("a workbook");
    write(&at("book.xlsx"), &saved);
    run_well(folder.path(), "run in -o out");
    let out = folder.path().join("out");
    let reasons = column(&out, "documents", "path", "reason");
    let no_rows = "the table has no rows below its header";
    assert_eq!(reasons["head.csv"], no_rows);
    assert_eq!(reasons["blank.csv"], no_rows);
    assert_eq!(reasons["empty.zip"], "the archive holds no files");
    assert!(
        reasons["book.xlsx/Notes"].contains("no column `text`"),
        "{reasons:?}"
    );
    // A row has the number that its program shows; a cell beside the table is kept as metadata.
    let notes = column(&out, "documents", "doc_id", "column_3");
    assert_eq!(notes["book.xlsx/Speeches-5"], "a note beside the table");
    assert_eq!(notes["book.xlsx/Speeches-6"], "");
}
