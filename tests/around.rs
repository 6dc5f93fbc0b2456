//! What stands around concepts and what recurs, on texts small enough to count by hand.

use std::collections::BTreeMap;

use crate::common::{folder, rows, run_well};

type Row = BTreeMap<String, String>;

/// The rows of a table that the command makes of these files.
fn table(files: &[(&str, &str)], arguments: &str, name: &str) -> Vec<Row> {
    let folder = folder(files);
    run_well(folder.path(), &format!("run --language en {arguments}"));
    rows(&folder.path().join("output"), name)
}

fn row<'a>(rows: &'a [Row], key: &str, value: &str) -> &'a Row {
    let found = rows.iter().find(|row| row[key] == value);
    found.expect("the row is there")
}

fn cells<'a>(row: &'a Row, names: &[&str]) -> Vec<&'a str> {
    names.iter().map(|name| row[*name].as_str()).collect()
}

const SOVEREIGNTY: (&str, &str) = ("input/concepts.yml", "sovereignty: [sovereignty]");

/// Tokens: peace needs cyber HIT today / HIT brings peace and peace / HIT meets HIT. Windows of two
/// hold needs, cyber, today, brings, the first peace behind it, and meets once; nine tokens are not
/// hits.
#[test]
fn windows_end_with_the_sentence_and_count_a_token_once() {
    let text = "Peace needs cyber sovereignty today. Sovereignty brings peace and peace. \
                Sovereignty meets sovereignty.";
    let files = [("input/a.txt", text), SOVEREIGNTY];
    let arguments = "--collocate-window 2 --min-collocate-count 1";
    let found = table(&files, arguments, "collocates");
    let counts = [
        "n",
        "n_left",
        "n_right",
        "n_window",
        "n_collocate",
        "n_total",
    ];
    let of = |label| cells(row(&found, "label", label), &counts);
    assert_eq!(of("cyber"), ["1", "1", "0", "6", "1", "9"]);
    assert_eq!(of("brings"), ["1", "0", "1", "6", "1", "9"]);
    assert_eq!(of("meets"), ["1", "1", "1", "6", "1", "9"]);
    // Once inside of three times is less than the two expected.
    assert!(found.iter().all(|row| row["label"] != "peace"));
    let cyber = row(&found, "label", "cyber");
    let expected: f64 = cyber["expected"].parse().expect("a number");
    assert!((expected - 6.0 / 9.0).abs() < 1e-12);
}

#[test]
fn a_typed_pattern_has_collocates_without_a_codebook() {
    let files = [(
        "input/a.txt",
        "Deep seas rise. Deep seas warm. Cities stay calm.",
    )];
    let arguments = "--concepts none --collocates-of sea* --min-collocate-count 2";
    let found = table(&files, arguments, "collocates");
    let deep = row(&found, "label", "deep");
    assert_eq!(cells(deep, &["node", "n", "n_left"]), ["sea*", "2", "2"]);
}

/// Pairs: cyber sovereignty, sovereignty matters / cyber sovereignty | cyber peace / the cyber,
/// cyber sovereignty: six, four begin with cyber, three end with sovereignty.
#[test]
fn adjacent_pairs_have_exact_marginals() {
    let text = "Cyber sovereignty matters. Cyber sovereignty, cyber peace. The cyber sovereignty.";
    let found = table(&[("input/a.txt", text)], "", "collocations");
    let pair = row(&found, "label", "cyber sovereignty");
    let counts = ["n", "n_first", "n_second", "n_pairs"];
    assert_eq!(cells(pair, &counts), ["3", "4", "3", "6"]);
}

#[test]
fn candidates_contain_share_words_or_keep_company() {
    let text = "We respect cyber sovereignty. They want sovereignty in cyberspace.\n\n\
        Sovereignty in cyberspace lasts.\n\n\
        Peaceful use and sovereignty. Peaceful use needs sovereignty.\n\n\
        Trade grows. Trade rests. Ships sail. Ships wait. Winds turn.";
    let files = [("input/a.txt", text), SOVEREIGNTY];
    let found = table(&files, "", "concept_candidates");
    let relation = |label| row(&found, "label", label)["relation"].as_str();
    assert_eq!(relation("cyber sovereignty"), "contains the concept");
    assert_eq!(
        relation("sovereignty in cyberspace"),
        "contains the concept"
    );
    assert_eq!(relation("peaceful use"), "keeps company");
    let example = &row(&found, "label", "cyber sovereignty")["example"];
    assert_eq!(example, "We respect cyber sovereignty");

    let text = "A community of shared future. A fate community. The fate community works.";
    let codebook = "shared_future: [community of shared future]";
    let files = [("input/a.txt", text), ("input/concepts.yml", codebook)];
    let found = table(&files, "", "concept_candidates");
    let fate = row(&found, "label", "fate community");
    assert_eq!(cells(fate, &["relation", "count"]), ["shares words", "2"]);
}

#[test]
fn what_all_sources_share_comes_before_what_one_repeats() {
    let own = "Steel trade. Blue lamp. Blue lamp. Blue lamp. Blue lamp. Blue lamp. Blue lamp.";
    let files = [
        ("input/a/1.txt", own),
        ("input/b/1.txt", "Steel trade. Quiet rivers run."),
        ("input/c/1.txt", "Steel trade. Old walls stand."),
    ];
    let found = table(&files, "", "recurrence");
    let place = |label: &str| found.iter().position(|row| row["label"] == label);
    let shared = row(&found, "label", "steel trade");
    let counts = ["class", "count", "sources", "sources_possible"];
    assert_eq!(cells(shared, &counts), ["shared", "3", "3", "3"]);
    assert_eq!(row(&found, "label", "blue lamp")["class"], "one source");
    assert!(place("steel trade") < place("blue lamp"));
    // Two words that stand together once in each source are counted where they are rare.
    let pair = found.iter().find(|row| row["kind"] == "pair");
    let pair = pair.expect("a pair");
    assert_eq!(
        cells(pair, &["label", "class", "count"]),
        ["steel + trade", "shared", "3"]
    );
}
