//! The sample corpus: its output is reproduced byte for byte, whatever the threads and the order.

use std::fs;

use crate::common::{assert_same_files, column, files_in, project, rows, run_well};

#[cfg(all(feature = "cjk", feature = "html"))]
const HINT: &str = "if the change is meant, run `cargo run --release -- run` and read the difference in output/ before committing it";

#[cfg(all(feature = "cjk", feature = "html"))]
#[test]
fn the_committed_output_is_what_the_command_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("output");
    run_well(project(), &format!("run input -o {}", target.display()));
    assert_same_files(&project().join("output"), &target, HINT);
}

#[cfg(all(feature = "cjk", feature = "html"))]
#[test]
fn bytes_do_not_depend_on_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    for threads in [1, 2, 3, 8] {
        let target = folder.path().join(threads.to_string());
        run_well(
            project(),
            &format!("run input --threads {threads} -o {}", target.display()),
        );
        assert_same_files(
            &project().join("output"),
            &target,
            &format!("{threads} threads"),
        );
    }
}

#[cfg(all(feature = "cjk", feature = "html"))]
#[test]
fn bytes_do_not_depend_on_the_order_of_files_and_metadata() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files: Vec<_> = files_in(&project().join("input")).into_iter().collect();
    files.reverse();
    for (name, bytes) in files {
        let is_metadata = name.ends_with("metadata.csv");
        let bytes = if is_metadata {
            reversed_rows(&bytes)
        } else {
            bytes
        };
        crate::common::write(&folder.path().join("input").join(name), &bytes);
    }
    run_well(folder.path(), "run");
    assert_same_files(
        &project().join("output"),
        &folder.path().join("output"),
        "other order",
    );
}

/// A CSV file with its rows in reverse order.
#[cfg(all(feature = "cjk", feature = "html"))]
fn reversed_rows(bytes: &[u8]) -> Vec<u8> {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(reader.headers().expect("a header"))
        .expect("memory");
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    for row in rows.iter().rev() {
        writer.write_record(row).expect("memory");
    }
    writer.into_inner().expect("memory")
}

#[test]
fn records_in_any_order_give_the_same_bytes_as_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut lines: Vec<String> = files_in(&project().join("input"))
        .into_iter()
        .filter(|(name, _)| name.extension().is_some_and(|ending| ending == "txt"))
        .filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)))
        .map(|(name, text)| {
            // Two records of one id and different text: their numbers must not depend on the line.
            let id = if name.starts_with("ministry") {
                "twice".into()
            } else {
                name
            };
            serde_json::json!({"id": id, "source": "s", "text": text}).to_string()
        })
        .collect();
    let mut outputs = Vec::new();
    for round in 0..3 {
        lines.rotate_left(5);
        lines.reverse();
        let target = folder.path().join(round.to_string());
        fs::write(folder.path().join("all.jsonl"), lines.join("\n")).expect("a file");
        run_well(
            folder.path(),
            &format!("run all.jsonl -o {}", target.display()),
        );
        outputs.push(target);
    }
    assert_same_files(&outputs[0], &outputs[1], "other order of lines");
    assert_same_files(&outputs[0], &outputs[2], "other order of lines");
    let ids = column(&outputs[0], "documents", "doc_id", "status");
    assert!(ids.contains_key("twice") && ids.contains_key("twice#2"));
}

/// Counted by hand and by regular expressions over the files, apart from the program.
#[test]
fn concepts_are_counted_as_by_hand() {
    let output = project().join("output");
    let hits = column(&output, "concepts", "concept", "hits");
    // 34 shared future + 3 of its Chinese + 5 shared destiny + 2 common destiny + 9
    // machine-translated variants.
    assert_eq!(hits["shared_future"], "53");
    // 29 as written + 1 glued to its article + 1 "digital gap" + 4 of its Chinese.
    assert_eq!(hits["digital_divide.gap"], "35");
    // 28 less the development banks, 4 of them; those of the conference's contact lines are none.
    let multilateral: u64 = rows(&output, "kwic")
        .iter()
        .filter(|row| row["match"].to_lowercase().contains("multilateral"))
        .count() as u64;
    assert_eq!(multilateral, 24);
    let kwic = rows(&output, "kwic");
    for banned in ["sovereign debt", "sovereign wealth", "development bank"] {
        assert!(
            !kwic
                .iter()
                .any(|row| row["match"].to_lowercase().contains(banned))
        );
    }
    // One word hyphenated over a line end, found as a whole.
    assert!(kwic.iter().any(|row| {
        row["doc_id"] == "ministry/position-paper-data" && row["match"] == "data sovereignty"
    }));
}

/// Every table agrees with the others on what it shares with them.
#[test]
fn tables_agree_with_each_other() {
    let output = project().join("output");
    let number = |text: &String| text.parse::<u64>().expect("a whole number");
    let documents = rows(&output, "documents");
    for document in documents.iter().filter(|row| row["status"] == "analysed") {
        let weights = rows(&output, "tfidf");
        let own = weights
            .iter()
            .filter(|row| row["doc_id"] == document["doc_id"]);
        assert_eq!(
            number(&document["terms"]),
            own.map(|row| number(&row["n"])).sum::<u64>()
        );
    }
    for (table, by_source, key, count) in [
        ("terms", "terms_by_source", "term", "cf"),
        ("phrases", "phrases_by_source", "phrase", "count"),
    ] {
        let mut sums = std::collections::BTreeMap::new();
        for row in rows(&output, by_source) {
            let key = (row[key].clone(), row["language"].clone());
            *sums.entry(key).or_insert(0) += number(&row[count]);
        }
        for row in rows(&output, table) {
            assert_eq!(
                number(&row[count]),
                sums[&(row[key].clone(), row["language"].clone())],
                "{} of {table}",
                row[key]
            );
        }
    }
    let lines = rows(&output, "kwic").len() as u64;
    let top = rows(&output, "concepts");
    let top = top.iter().filter(|row| !row["concept"].contains('.'));
    assert_eq!(lines, top.map(|row| number(&row["hits"])).sum::<u64>());
}
