//! Copies from end to end: what the tables say of them, and what is counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::common::{column, files_in, folder, rows, run, run_well, stderr, stdout, write};
use proptest::prelude::*;
use refrain::config::Config;
use refrain::pipeline::{self, Input};
use refrain::progress::Silent;

const REPORT: &str = "The harbour council voted on Tuesday to widen the northern quay. \
    Three shipping lines had asked for deeper water since the spring floods. \
    Work begins in autumn and is expected to last two years, the mayor said. \
    Fishermen fear for their moorings and want a seat on the board.";
const OTHER: &str = "Nobody at the museum could say who had painted the small blue door. \
    A retired teacher believes it was her uncle, who mixed his colours with sand. \
    The harbour council will pay for the restoration.";
const CODEBOOK: &str = "council: [harbour council]\nfear: [fear*]\n";

/// A report, two copies of it in other outlets, and something else.
fn press() -> tempfile::TempDir {
    let shortened = REPORT.replace(
        " Fishermen fear for their moorings and want a seat on the board.",
        "",
    );
    folder(&[
        ("in/agency/quay.txt", REPORT),
        ("in/evening/quay.txt", &REPORT.to_uppercase()),
        ("in/morning/quay.txt", &shortened),
        ("in/morning/door.txt", OTHER),
        (
            "in/metadata.csv",
            "file,date\nagency/quay.txt,2019-03-05\nevening/quay.txt,2019-03-06\nmorning/quay.txt,2019-03-06\n",
        ),
        ("in/concepts.yml", CODEBOOK),
    ])
}

#[test]
fn documents_name_what_they_copy_and_events_count_it_once() {
    let press = press();
    run_well(press.path(), "run in --min-phrase-count 1");
    let output = press.path().join("output");
    let documents = |name| column(&output, "documents", "doc_id", name);
    let expected = |agency: &str, copies: &str| {
        BTreeMap::from(
            [
                ("agency/quay", agency),
                ("evening/quay", copies),
                ("morning/quay", copies),
                ("morning/door", ""),
            ]
            .map(|(id, cell)| (id.to_owned(), cell.to_owned())),
        )
    };
    assert_eq!(
        documents("copy_cluster"),
        expected("agency/quay", "agency/quay")
    );
    assert_eq!(documents("copy_of"), expected("", "agency/quay"));
    assert_eq!(documents("similarity"), expected("", "1.0"));
    let counts = |table: &str, key: &str, value: &str, columns: [&str; 2]| {
        columns.map(|name| column(&output, table, key, name)[value].clone())
    };
    assert_eq!(
        counts("terms", "label", "council", ["df", "events"]),
        ["4", "2"]
    );
    assert_eq!(
        counts("terms", "label", "moorings", ["df", "events"]),
        ["2", "1"]
    );
    assert_eq!(
        counts("phrases", "label", "harbour council", ["df", "events"]),
        ["4", "2"]
    );
    assert_eq!(
        counts("phrases", "label", "northern quay", ["df", "events"]),
        ["3", "1"]
    );
    assert_eq!(
        counts("concepts", "concept", "council", ["documents", "events"]),
        ["4", "2"]
    );
    assert_eq!(
        counts("concepts", "concept", "fear", ["documents", "events"]),
        ["2", "1"]
    );
    let summary = fs::read_to_string(output.join("summary.md")).expect("a summary");
    assert!(
        summary.contains("2 documents are copies of another document"),
        "{summary}"
    );
    assert!(summary.contains("| agency/quay | 3 |"), "{summary}");
}

#[test]
fn with_first_the_counts_are_those_of_a_folder_without_the_copies() {
    let press = press();
    let said = stderr(&run_well(
        press.path(),
        "run in --copies first --min-phrase-count 1 -o first",
    ));
    assert!(
        said.contains("2 documents analysed, 2 duplicates left out, 0 skipped"),
        "{said}"
    );
    let (first, deleted) = (press.path().join("first"), press.path().join("deleted"));
    let status = column(&first, "documents", "doc_id", "status");
    assert_eq!(status["agency/quay"], "analysed");
    assert_eq!(status["evening/quay"], "duplicate");
    assert_eq!(
        column(&first, "documents", "doc_id", "reason")["morning/quay"],
        "copy of agency/quay"
    );
    assert_eq!(rows(&first, "documents").len(), 4);
    for copy in ["evening/quay.txt", "morning/quay.txt"] {
        fs::remove_file(press.path().join("in").join(copy)).expect("the copy");
    }
    write(
        &press.path().join("in/metadata.csv"),
        b"file,date\nagency/quay.txt,2019-03-05\n",
    );
    run_well(press.path(), "run in --min-phrase-count 1 -o deleted");
    let (first, deleted) = (files_in(&first), files_in(&deleted));
    for (name, bytes) in &first {
        let name_text = name.to_string_lossy();
        if name_text.ends_with(".csv") && name_text != "tables/documents.csv" {
            assert!(deleted[name] == *bytes, "{name_text} differs");
        }
    }
}

#[test]
fn copies_can_be_left_alone_and_the_threshold_moved() {
    let press = press();
    run_well(press.path(), "run in --copies off -o off --only terms");
    let off = press.path().join("off");
    let clusters = column(&off, "documents", "doc_id", "copy_cluster");
    assert!(clusters.values().all(String::is_empty), "{clusters:?}");
    assert_eq!(column(&off, "terms", "label", "events")["council"], "4");
    let wrong = run(press.path(), "run in --copy-similarity 0.3");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        stderr(&wrong)
            .contains("--copy-similarity: 0.3 is out of range; expected a share from 0.5 to 1")
    );
}

#[test]
fn a_concordance_can_show_each_text_once() {
    let press = press();
    let lines = |arguments: &str| stdout(&run_well(press.path(), arguments)).lines().count();
    assert_eq!(lines("kwic quay in --csv"), 1 + 3);
    assert_eq!(lines("kwic quay in --csv --copies first"), 1 + 1);
}

/// Documents put together from the same stretches of made-up words.
fn documents() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0..5_usize, 1..5), 2..8)
}

fn words(parts: &[usize]) -> Vec<String> {
    let part = |part: usize| (0..9 + 2 * part).map(move |n| format!("w{part}x{n}"));
    parts.iter().flat_map(|&number| part(number)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn events_are_those_of_a_plain_count(documents in documents()) {
        let texts: Vec<Vec<String>> = documents.iter().map(|parts| words(parts)).collect();
        let lines = texts.iter().enumerate().map(|(index, words)| {
            let (id, text) = (format!("d{index}"), words.join(" "));
            serde_json::json!({"id": id, "source": "s", "text": text, "language": "en"}).to_string()
        });
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("records.jsonl");
        write(&path, lines.collect::<Vec<_>>().join("\n").as_bytes());
        let input = Input { paths: vec![path], ..Input::default() };
        let mut config = Config::default();
        config.phrases.min_count = 1;
        let results = pipeline::analyse(&input, &config, &Silent).expect("results");
        // Copies of one text are one event, any other document is one of its own.
        let event: Vec<String> = results.corpus.documents.iter().map(|document| {
            let cluster = document.copy.map(|link| &results.corpus.cluster(link).representative);
            cluster.unwrap_or(&document.info.doc_id).clone()
        }).collect();
        let events = |phrase: &[&str]| {
            let holding = texts.iter().enumerate().filter(|(_, words)| {
                words.windows(phrase.len()).any(|window| window == phrase)
            });
            holding.map(|(index, _)| &event[index]).collect::<BTreeSet<_>>().len() as u32
        };
        for &term in &results.frequency.ranking {
            let text = &*results.corpus.vocabulary.term(term).text;
            prop_assert_eq!(results.frequency.terms[term.index()].events, events(&[text]), "{}", text);
        }
        for phrase in &results.phrases.expect("phrases").phrases {
            let words: Vec<&str> = phrase.text.split(' ').collect();
            prop_assert_eq!(phrase.events, events(&words), "{}", &phrase.text);
        }
    }
}
