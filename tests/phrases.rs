//! Key phrases of the corpus, on texts small enough to count by hand.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::{folder, rows, run_well};

type Row = BTreeMap<String, String>;

/// The rows of `phrases.csv`, by label.
fn phrases(text: &str, arguments: &str) -> BTreeMap<String, Row> {
    let folder = folder(&[("input/a.txt", text)]);
    run_well(folder.path(), &format!("run --language en {arguments}"));
    by_label(folder.path())
}

fn by_label(folder: &Path) -> BTreeMap<String, Row> {
    let rows = rows(&folder.join("output"), "phrases").into_iter();
    rows.map(|row| (row["label"].clone(), row)).collect()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().expect("a number")
}

/// Of 43 tokens, rule, law and both are 2 each: NPMI 1. People and nations are 8 each and stand
/// together twice, which is near chance: ln(2·43/64) / ln(43/2) = 0.10.
const LINKED: &str = "The rule of law protects. The rule of law helps all. \
    People of nations rest. People of nations rest. \
    People rest. People rest. People rest. People rest. People rest. People rest. \
    Nations rest. Nations rest. Nations rest. Nations rest. Nations rest. Nations rest.";

#[test]
fn a_linking_word_stands_between_parts_that_belong_together() {
    let found = phrases(LINKED, "");
    let rule = &found["rule of law"];
    assert_eq!(
        [&rule["length"], &rule["count"], &rule["sentences"]],
        ["3", "2", "2"]
    );
    assert!((number(rule, "cohesion") - 1.0).abs() < 1e-12);
    // log2(4) · 2 · 1 · 1
    assert!((number(rule, "score") - 4.0).abs() < 1e-12);
    assert!(!found.contains_key("people of nations"));
}

#[test]
fn all_stop_words_or_none_may_stand_inside() {
    let all = phrases(LINKED, "--inner-words all");
    assert!(all.contains_key("rule of law") && all.contains_key("people of nations"));
    let none = phrases(LINKED, "--inner-words none");
    assert!(none.keys().all(|label| !label.contains(" of ")));
}

/// 17 tokens; the second wording begins with the ninth.
const VARIANTS: &str = "Cyber sovereignty grows. Cyber sovereignty lasts. \
    They want sovereignty in cyberspace. We need sovereignty in cyberspace today.";

#[test]
fn near_variants_are_one_group_with_their_counts() {
    let folder = folder(&[
        ("input/a.txt", VARIANTS),
        (
            "input/refrain.toml",
            "[phrases]\nsame_words = [\"cyber cyberspace\"]\n",
        ),
    ]);
    run_well(folder.path(), "run --language en");
    let found = by_label(folder.path());
    let groups = ["cyber sovereignty", "sovereignty in cyberspace"].map(|label| {
        let row = &found[label];
        [&row["group"], &row["group_count"], &row["group_phrases"]]
    });
    let expected = [
        "cyber sovereignty",
        "4",
        "cyber sovereignty (2); sovereignty in cyberspace (2)",
    ];
    assert_eq!(groups, [expected, expected]);
    let place = number(&found["sovereignty in cyberspace"], "first_place");
    assert!((place - 8.0 / 17.0).abs() < 1e-12);
}

#[test]
fn the_settings_say_which_words_are_the_same() {
    for same in ["", "--same-words grows"] {
        let found = phrases(VARIANTS, same);
        assert_eq!(found["cyber sovereignty"]["group_count"], "2", "{same}");
    }
}
