//! Files that hold many texts, through the command line: exports, patterns, what is said of them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::{folder, rows, run, run_well, stderr};

/// An export of Nexis that says it holds so many articles, and holds two.
fn export(stated: usize) -> String {
    let article = |number: usize| {
        format!(
            "                    {number} of {stated} DOCUMENTS\n\n                    Polder Courier\n\n                    February {number}, 2014 Monday\n\nThe dike {number}\n\nBYLINE: Ann Reed\n\nLENGTH: 9 words\n\nThe water rose in the polder on the {number} and fell again in the night.\n\nLOAD-DATE: May 4, 2014\n\n                    Copyright 2014 Demo Press\n\n"
        )
    };
    article(1) + &article(2)
}

/// The row of a document.
fn document(out: &Path, id: &str) -> BTreeMap<String, String> {
    let mut rows = rows(out, "documents").into_iter();
    rows.find(|row| row["doc_id"] == id).expect("its row")
}

#[test]
fn an_export_is_cut_and_said_to_be() {
    let folder = folder(&[
        ("in/whole.txt", &export(2)),
        ("in/cut.txt", &export(74)),
        (
            "in/one.ris",
            "TY  - NEWS\nTI  - Sand\nAB  - The tide came in.\nER  - \n",
        ),
    ]);
    let said = stderr(&run_well(folder.path(), "run in -o out"));
    assert!(
        said.contains("2 files were split into 4 documents: 2 Nexis exports (4)"),
        "{said}"
    );
    assert!(
        said.contains("cut.txt states that it contains 74 documents, but 2 were found"),
        "{said}"
    );
    let out = folder.path().join("out");
    let report = std::fs::read_to_string(out.join("summary.md")).expect("a summary");
    assert!(
        report.contains("2 files were split into 4 documents"),
        "{report}"
    );

    let second = document(&out, "whole-2");
    assert_eq!(
        [
            &second["source"],
            &second["date"],
            &second["title"],
            &second["length"]
        ],
        ["Polder Courier", "2014-02-02", "The dike 2", "9 words"]
    );
    let first = document(&out, "cut-1");
    assert!(
        first["notes"].contains("states 74 documents, but 2 were found"),
        "{first:?}"
    );
    let left_out = rows(&out, "boilerplate");
    let left_out = |text: &str| {
        left_out
            .iter()
            .filter(|row| row["text"].contains(text))
            .count()
    };
    assert_eq!(
        [
            left_out("LOAD-DATE"),
            left_out("Copyright"),
            left_out("DOCUMENTS")
        ],
        [4, 4, 4]
    );
    assert_eq!(left_out("TI  - Sand"), 1);
}

#[test]
fn one_document_a_file_if_nothing_is_to_be_cut() {
    let folder = folder(&[
        ("in/export.txt", &export(2)),
        (
            "in/feed.xml",
            "<rss><channel><item><title>A</title><description>One tide came.</description></item><item><title>B</title><description>Two tides came.</description></item></channel></rss>",
        ),
    ]);
    run_well(folder.path(), "run in -o out --split none");
    let out = folder.path().join("out");
    assert_eq!(rows(&out, "documents").len(), 2);
}

#[test]
fn a_pattern_cuts_where_it_matches() {
    let letters = "A book of letters\n\nLETTER 1, 3 May 2014, to Ann\nThe tide came in.\n\nLETTER 2, 4 May 2014, to Ben\nThe tide went out.\n";
    let folder = folder(&[
        ("in/letters.txt", letters),
        ("in/other.txt", "No letter is here."),
        (
            "in/refrain.toml",
            "[read]\nsplit = '^LETTER \\d+, (?<date>.+), to (?<reader>\\w+)$'\n",
        ),
    ]);
    run_well(folder.path(), "run in -o out");
    let out = folder.path().join("out");
    let second = document(&out, "letters-2");
    assert_eq!(
        [&second["date"], &second["reader"], &second["tokens"]],
        ["2014-05-04", "Ben", "4"]
    );
    let other = document(&out, "other");
    assert!(other["notes"].contains("matches no line"), "{other:?}");

    let wrong = run(folder.path(), "run in -o again --split (");
    assert_eq!(wrong.status.code(), Some(2));
    let said = stderr(&wrong);
    assert!(
        said.contains("unclosed group") && said.contains("auto, none, speeches"),
        "{said}"
    );
}

#[test]
fn what_looks_like_many_texts_is_noted() {
    let part = "The tide came in and went out again, as it does. ".repeat(6);
    let diary: String = (1..6)
        .map(|day| format!("{day} May 2014\n\n{part}\n\n"))
        .collect();
    let folder = folder(&[("in/diary.txt", &diary)]);
    run_well(folder.path(), "run in -o out");
    let diary = document(&folder.path().join("out"), "diary");
    assert!(
        diary["notes"].contains("may contain several texts") && diary["notes"].contains("--split"),
        "{diary:?}"
    );
}
