//! Labels are spelled as the words mostly are inside sentences.

use std::collections::BTreeMap;

use crate::common::{column, folder, run_well};

/// The labels in a table of a text, by key.
fn labels(text: &str, table: &str, key: &str, arguments: &str) -> BTreeMap<String, String> {
    let folder = folder(&[("input/a.txt", text)]);
    run_well(folder.path(), &format!("run {arguments}"));
    column(&folder.path().join("output"), table, key, "label")
}

/// Inside sentences: Paris 2, Agreement 2, agreement 3, security 2, NATO 2. "Security" only begins sentences
/// and stands in headings; "Climate Change" stands in one heading, "climate change" in two sentences.
const ENGLISH: &str = "Delegates praised the Paris Agreement today. \
    Security matters when the Paris Agreement is signed. Security guards like security. \
    They call an agreement on trade a poor agreement without security for NATO. \
    No agreement helps the friends of NATO.\n\n\
    CLIMATE CHANGE AND SECURITY\n\n\
    Climate Change and the Paris Agreement\n\n\
    They fear climate change. Climate change is feared. He said: \"Climate change hurts.\"\n\n\
    IN PARIS THE AGREEMENT ON SECURITY\n";

#[test]
fn terms_have_the_capitals_that_they_mostly_have_inside_sentences() {
    let found = labels(ENGLISH, "terms", "term", "--language en");
    for (term, label) in [
        ("pari", "Paris"),
        ("nato", "NATO"),
        ("secur", "security"),
        ("agreement", "agreement"),
        ("climat", "climate"),
        ("deleg", "delegates"),
    ] {
        assert_eq!(found[term], label, "{found:?}");
    }
}

#[test]
fn phrases_have_the_capitals_of_their_own_occurrences() {
    for table in ["phrases", "document_phrases"] {
        let arguments = "--language en --min-phrase-count 2 --also document_phrases";
        let found = labels(ENGLISH, table, "phrase", arguments);
        assert_eq!(
            found["pari agreement"], "Paris Agreement",
            "{table}: {found:?}"
        );
        assert_eq!(
            found["climat chang"], "climate change",
            "{table}: {found:?}"
        );
    }
}

#[test]
fn keys_and_variants_stay_folded() {
    let folder = folder(&[("input/a.txt", ENGLISH)]);
    run_well(folder.path(), "run --language en --min-phrase-count 2");
    let output = folder.path().join("output");
    let variants = column(&output, "phrases", "label", "variants");
    assert_eq!(variants["Paris Agreement"], "paris agreement (3)");
    let variants = column(&output, "terms", "label", "variants");
    assert_eq!(variants["NATO"], "nato (2)");
}

#[test]
fn spellings_are_those_of_the_text_in_every_language() {
    let cases = [
        (
            "de",
            "Die Regierung will mehr Sicherheit. Wir wollen die Sicherheit der Straße. Ruhige Tage sind schön, \
             ruhige Nächte auch.",
            ["Sicherheit", "Straße", "ruhige"],
        ),
        (
            "tr",
            "Toplantı İzmir'de yapıldı ve bakan İzmir'e gitti. Dün Iğdır'da kar yağdı, ılık rüzgar esti.",
            ["İzmir", "Iğdır", "ılık"],
        ),
        (
            "el",
            "Οι υπουργοί στην Αθήνα μίλησαν για νόμους. Ο νόμος της Αθήνα είναι νέος νόμος.",
            ["Αθήνα", "νόμος", "υπουργοί"],
        ),
        (
            "ru",
            "Министры встретились в Москве. Договор подписали в Москве, новый договор важен.",
            ["Москве", "договор", "новый"],
        ),
        (
            "fr",
            "Les ministres signent l’Accord de Paris. Ils aiment cet Accord et l'Accord les unit. \
             La liberté d'expression compte, dit-elle, et l’expression libre aussi.",
            ["Accord", "Paris", "expression"],
        ),
        (
            "zh",
            "各国尊重网络主权，坚持网络主权。",
            ["网络", "主权", "尊重"],
        ),
    ];
    for (language, text, expected) in cases {
        if language == "zh" && cfg!(not(feature = "cjk")) {
            continue;
        }
        let found = labels(text, "terms", "term", &format!("--language {language}"));
        for label in expected {
            let is_found = found.values().any(|found| found == label);
            assert!(is_found, "{language}, {label}: {found:?}");
        }
    }
}
