//! Tables as text: cells, quotation marks, numbers of lines.

use super::super::super::Read;
use super::*;

fn read(text: &[u8], is_tabbed: bool) -> Vec<String> {
    let config = ReadConfig::default();
    let budget = Budget::new(1);
    let mut out = Vec::new();
    let origin = Origin {
        path: "t.csv".into(),
        metadata: None,
    };
    let table = DelimitedFile {
        origin: &origin,
        is_tabbed,
        config: &config,
    };
    let content = Content::Memory(text.to_vec());
    let read = table.read(content, &budget, &mut |rows, _| {
        match rows {
            Ok(rows) => rows.read(&config, &mut |read| {
                out.push(match read {
                    Read::Document(document) => {
                        format!(
                            "{} {}={}",
                            document.info.place, document.info.source, document.text
                        )
                    }
                    Read::Skipped(row) => format!("{}: {}", row.place, row.reason),
                });
            }),
            Err(row) => out.push(match row.place.line {
                Some(_) => format!("{}: {}", row.place, row.reason),
                None => row.reason.into_string(),
            }),
        }
        true
    });
    read.expect("memory can be read");
    out
}

#[test]
fn each_row_is_a_document_on_the_line_where_it_begins() {
    let text = b"\xEF\xBB\xBFoutlet,Body\nA,\"one\ntwo\"\nB,three\n,\nC\nD,\n";
    assert_eq!(
        read(text, false),
        [
            "t.csv:2 A=one\ntwo",
            "t.csv:4 B=three",
            "t.csv:6: this row has 1 cells, but the header has 2",
            "t.csv:7: empty text",
        ]
    );
}

#[test]
fn a_quote_that_nothing_closes_is_reported_where_it_opens() {
    let rows = read(b"source,text\nA,one\nB,\"two\nC,three\n", false);
    assert_eq!(rows.len(), 2);
    assert!(rows[0].starts_with("t.csv:3: a quotation mark"), "{rows:?}");
    assert_eq!(rows[1], "t.csv:2 A=one");
}

#[test]
fn tabs_and_semicolons_part_cells() {
    assert_eq!(read(b"source\ttext\nA\tb, c\n", true), ["t.csv:2 A=b, c"]);
    assert_eq!(read(b"source;text\nA;b, c\n", false), ["t.csv:2 A=b, c"]);
}

#[test]
fn the_line_that_excel_begins_with_says_what_parts_cells() {
    for text in [
        "sep=;\nsource;text\nA;b, c\n",
        "\u{feff}sep=;\r\nsource;text\r\nA;b, c\r\n",
    ] {
        assert_eq!(read(text.as_bytes(), false), ["t.csv:3 A=b, c"], "{text:?}");
    }
    assert_eq!(
        read(b"sep=|\nsource|text\nA|b; c\n", true),
        ["t.csv:3 A=b; c"]
    );
}

#[test]
fn markup_in_cells_is_no_word() {
    let table = b"source,text\n\"<a href=\"\"http://x.example\"\">Demo</a>\",\"<p>Rain &amp; wind</p><p>at <b>sea</b>.</p>\"\n";
    assert_eq!(read(table, false), ["t.csv:2 Demo=Rain & wind\n\nat sea."]);
}

#[test]
fn a_table_without_a_column_of_texts_says_what_it_has() {
    let reasons = read(b"country,gdp\nChad,1\n", false);
    assert_eq!(
        reasons,
        [
            "no column `text` with a text (it has: country, gdp); name the text field, as in --field text=body"
        ]
    );
}

#[test]
fn a_large_table_is_streamed_in_parts() {
    let mut text = String::from("id,text\n");
    for number in 0..200_000 {
        text.push_str(&format!("{number},wörter und mehr\n"));
    }
    let rows = read(text.as_bytes(), false);
    assert_eq!(rows.len(), 200_000);
    assert_eq!(rows[199_999], "t.csv:200001 t=wörter und mehr");
}
