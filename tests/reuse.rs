//! Passages that documents share, and the same in other words, from files to tables.

use std::collections::BTreeMap;

use crate::common::{assert_same_files, folder, rows, run_well, write};

/// What the minister says, in four papers.
const SPEECH: &str = "The harbour at Lindholm will be open to the ships of every nation, and its dues \
    will be the same for all of them, whatever flag they fly";

fn records(documents: &[(&str, &str, &str, String)]) -> String {
    let record = |(id, source, date, text): &(&str, &str, &str, String)| {
        serde_json::json!({"id": id, "source": source, "date": date, "text": text, "language": "en"})
            .to_string()
    };
    documents.iter().map(record).collect::<Vec<_>>().join("\n")
}

/// A text around a passage, other words in each.
fn around(number: usize, passage: &str) -> String {
    let before = [
        "Fishermen had waited for the answer since spring, and many of them doubted that one would come.",
        "Nobody in the crowded hall expected the minister to speak before the council had voted.",
        "Rain fell on the parade while an orchestra of schoolchildren played three marches.",
        "Last week a committee published figures which show how trade declined during winter.",
    ];
    let behind = [
        "Owners of small boats applauded; larger companies kept silent about their plans.",
        "Whether parliament agrees remains uncertain, said two members of the opposition.",
        "Afterwards the guests walked to the lighthouse, where dinner was served by candlelight.",
        "Economists from the northern university called these numbers surprising but plausible.",
    ];
    format!("{} {passage} {}", before[number], behind[number])
}

fn papers() -> String {
    let changed = SPEECH.replace("every nation", "all nations");
    let dropped = SPEECH.replace("and its dues", "its dues");
    records(&[
        (
            "a",
            "agency",
            "2019-05-03",
            around(0, &format!("He said: \"{SPEECH}.\"")),
        ),
        (
            "b",
            "bulletin",
            "2019-05-04",
            around(1, &format!("{changed}.")),
        ),
        (
            "c",
            "courier",
            "2019-05-13",
            around(2, &format!("{dropped}.")),
        ),
        ("d", "courier", "", around(3, &format!("{SPEECH}."))),
    ])
}

fn passages(arguments: &str) -> (tempfile::TempDir, Vec<BTreeMap<String, String>>) {
    let folder = folder(&[("in.jsonl", &papers())]);
    run_well(
        folder.path(),
        &format!("run in.jsonl --only passages,passage_clusters {arguments}"),
    );
    let found = rows(&folder.path().join("output"), "passages");
    (folder, found)
}

fn pairs(rows: &[BTreeMap<String, String>]) -> Vec<String> {
    let pair = |row: &BTreeMap<String, String>| format!("{}{}", row["doc_id_1"], row["doc_id_2"]);
    rows.iter().map(pair).collect()
}

#[test]
fn a_passage_is_found_in_all_documents_that_have_it() {
    let (folder, found) = passages("");
    assert_eq!(pairs(&found), ["ab", "ac", "ad", "bc", "bd", "cd"]);
    let first = &found[0];
    assert_eq!(first["text_1"], SPEECH);
    assert!(first["text_2"].contains("all nations"), "{first:?}");
    assert_eq!(
        (first["words"].as_str(), first["start_1"].as_str()),
        ("28", "20")
    );
    assert_eq!(first["end_1"], "47");
    // 26 of 28 pairs of words.
    assert!(first["identity"].starts_with("0.928"), "{first:?}");
    let clusters = rows(&folder.path().join("output"), "passage_clusters");
    assert_eq!(clusters.len(), 1);
    let cell = |name: &str| clusters[0][name].as_str();
    assert_eq!(
        (cell("documents"), cell("sources"), cell("pairs")),
        ("4", "3", "6")
    );
    assert_eq!(
        (cell("first_doc_id"), cell("first_date")),
        ("a", "2019-05-03")
    );
    assert_eq!(
        (cell("last_date"), cell("spread_days")),
        ("2019-05-13", "10")
    );
    assert_eq!(cell("text"), SPEECH);
}

#[test]
fn quotation_marks_sources_and_lengths_are_respected() {
    let (_folder, found) = passages("");
    let quoted =
        |row: &BTreeMap<String, String>| (row["quoted_1"].clone(), row["quoted_2"].clone());
    assert_eq!(quoted(&found[0]), ("1.0".to_owned(), "0.0".to_owned()));
    let (_folder, found) = passages("--quoted-passages leave-out");
    assert_eq!(pairs(&found), ["bc", "bd", "cd"]);
    let (_folder, found) = passages("--quoted-passages only");
    assert_eq!(pairs(&found), ["ab", "ac", "ad"]);
    let (_folder, found) = passages("--across-sources");
    assert_eq!(pairs(&found), ["ab", "ac", "ad", "bc", "bd"]);
    let (_folder, found) = passages("--shortest-passage 29");
    assert!(found.is_empty());
    let (_folder, found) = passages("--passage-identity 1");
    let mut exact = pairs(&found);
    exact.sort();
    assert_eq!(exact, ["ab", "ac", "ac", "ad", "bc", "bd", "cd", "cd"]);
}

#[test]
fn copies_are_one_document_unless_they_are_asked_for() {
    let copied = around(0, SPEECH);
    let texts = [
        ("a", "agency", "2019-05-03", copied.clone()),
        ("b", "bulletin", "2019-05-04", copied),
        ("c", "courier", "2019-05-05", around(2, SPEECH)),
    ];
    let folder = folder(&[("in.jsonl", &records(&texts))]);
    let output = folder.path().join("output");
    run_well(folder.path(), "run in.jsonl --only passages");
    assert_eq!(pairs(&rows(&output, "passages")), ["ac"]);
    run_well(
        folder.path(),
        "run in.jsonl --only passages --passages-of-copies",
    );
    assert_eq!(pairs(&rows(&output, "passages")), ["ab", "ac", "bc"]);
}

/// One event in two papers.
const REPORTS: [&str; 2] = [
    "The minister promised a harbour of shared prosperity for the coastal towns. \
     Dues will fall by half, she told the council in Lindholm. \
     Fishermen welcomed the new treaty with the islands.",
    "The minister promised a harbour of shared wealth for the coastal towns. \
     Dues will be cut by half, she told the council in Lindholm. \
     Fishermen welcomed the recent treaty with the islands.",
];

#[test]
fn the_same_in_other_words_is_found_with_what_stands_in_its_place() {
    let texts = [
        ("a", "agency", "2019-05-03", REPORTS[0].to_owned()),
        ("b", "bulletin", "2019-05-04", REPORTS[1].to_owned()),
        (
            "c",
            "courier",
            "2020-05-04",
            REPORTS[0].to_owned() + " Nothing else happened.",
        ),
        (
            "d",
            "digest",
            "2019-05-04",
            around(2, "An unrelated report about music."),
        ),
    ];
    let folder = folder(&[("in.jsonl", &records(&texts))]);
    let output = folder.path().join("output");
    let arguments = "run in.jsonl --only parallel_sentences,wording --copies off";
    run_well(folder.path(), arguments);
    let sentences = rows(&output, "parallel_sentences");
    assert_eq!(pairs(&sentences), ["ab", "ab", "ab"]);
    let first = &sentences[0];
    assert_eq!(
        (first["only_1"].as_str(), first["only_2"].as_str()),
        ("prosperity", "wealth")
    );
    assert_eq!(
        (first["sentence_1"].as_str(), first["sentence_2"].as_str()),
        ("1", "1")
    );
    let wording = rows(&output, "wording");
    let named: Vec<(&str, &str)> = wording
        .iter()
        .map(|row| (row["expression_1"].as_str(), row["expression_2"].as_str()))
        .collect();
    assert!(
        named.contains(&("shared prosperity", "shared wealth")),
        "{named:?}"
    );
    assert!(
        named.contains(&("new treaty", "recent treaty")),
        "{named:?}"
    );
    let row = wording
        .iter()
        .find(|row| row["expression_2"] == "shared wealth");
    let row = row.expect("the pair is there");
    assert_eq!(
        (row["sources_1"].as_str(), row["sources_2"].as_str()),
        ("agency (1)", "bulletin (1)")
    );
    assert!(row["example_2"].contains("shared wealth"), "{row:?}");
    run_well(folder.path(), &format!("{arguments} --within-days 400"));
    assert!(rows(&output, "parallel_sentences").len() > 3);
}

/// A word before the common one in one paper, and behind it in another.
#[test]
fn expressions_may_stand_around_a_common_word() {
    let texts = [
        (
            "a",
            "agency",
            "",
            "They speak of a fate community on the northern coast.".to_owned(),
        ),
        (
            "b",
            "bulletin",
            "",
            "They speak of a community of destiny on the northern coast.".to_owned(),
        ),
    ];
    let folder = folder(&[("in.jsonl", &records(&texts))]);
    run_well(folder.path(), "run in.jsonl --only wording");
    let found = rows(&folder.path().join("output"), "wording");
    let pair =
        |row: &BTreeMap<String, String>| (row["expression_1"].clone(), row["expression_2"].clone());
    let expected = (
        "community of destiny".to_owned(),
        "fate community".to_owned(),
    );
    assert_eq!(found.iter().map(pair).collect::<Vec<_>>(), [expected]);
}

#[test]
fn neither_threads_nor_the_order_of_files_changes_a_byte() {
    let folder = folder(&[("0.jsonl", &papers())]);
    let mut lines: Vec<String> = papers().lines().map(str::to_owned).collect();
    lines.extend(
        records(&[
            ("e", "agency", "2019-05-03", REPORTS[0].to_owned()),
            ("f", "bulletin", "2019-05-04", REPORTS[1].to_owned()),
        ])
        .lines()
        .map(str::to_owned),
    );
    let name = |number: usize| folder.path().join(format!("{number}.jsonl"));
    for number in 0..4 {
        write(&name(number), lines.join("\n").as_bytes());
        lines.rotate_left(number + 1);
    }
    let tables = "passages,passage_clusters,parallel_sentences,wording";
    let run = |number: usize, threads: usize| {
        let output = folder.path().join(format!("output-{number}-{threads}"));
        run_well(
            folder.path(),
            &format!(
                "run {number}.jsonl -o {} --title papers --only {tables} --threads {threads}",
                output.display()
            ),
        );
        // The names of the files stand in these.
        for named in ["tables/documents.csv", "datapackage.json", "run.json"] {
            std::fs::remove_file(output.join(named)).expect("a file");
        }
        output
    };
    let first = run(0, 1);
    for (number, threads) in [(0, 2), (0, 4), (1, 2), (2, 1), (3, 4)] {
        assert_same_files(&first, &run(number, threads), "threads or order");
    }
}
