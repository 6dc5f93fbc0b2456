//! Chinese, Japanese and Thai through the whole program: labels, concordances, patterns.

use crate::common::{column, folder, rows, run_well, stdout};

const CHINESE: &str = "各国应当尊重网络主权。坚持网络主权，才能构建人类命运共同体。\n\n有人反对网络主权；人类命运共同体需要5G网络和AI。";
const TRADITIONAL: &str = "我們應該尊重網絡主權，共同建設人類命運共同體。";
const JAPANESE: &str = "各国は主権を尊重する。市民はインターネットの自由を求めた。";
const THAI: &str = "ทุกประเทศควรเคารพสิทธิของประชาชน และรัฐบาลควรรักษาสันติภาพ";
const BOOK: &str = "sovereignty: [网络主权, 網絡主權]\nfuture: [人类命运共同体]\nnear: ['\"网络 主权\"~2']\nglob: ['命运*']\nnothing: [主权网络]\n";

#[test]
fn labels_and_concordances_read_as_written() {
    let folder = folder(&[
        ("input/zh.txt", CHINESE),
        ("input/hant.txt", TRADITIONAL),
        ("input/ja.txt", JAPANESE),
        ("input/th.txt", THAI),
        ("book.yml", BOOK),
    ]);
    run_well(
        folder.path(),
        "run input --concepts book.yml --min-phrase-count 2 -o x",
    );
    let output = folder.path().join("x");
    let languages = column(&output, "documents", "doc_id", "language");
    for (id, code) in [("zh", "zh"), ("hant", "zh"), ("ja", "ja"), ("th", "th")] {
        assert_eq!(languages[id], code);
    }
    let labels = column(&output, "phrases", "phrase", "label");
    assert_eq!(labels["网络 主权"], "网络主权");
    let terms = column(&output, "terms", "term", "cf");
    assert_eq!(terms["主权"], "3");
    assert!(!terms.contains_key("和") && !terms.contains_key("の"));

    let hits = column(&output, "concepts", "concept", "hits");
    for (concept, expected) in [
        ("sovereignty", "4"),
        ("future", "2"),
        ("near", "3"),
        ("glob", "2"),
        ("nothing", "0"),
    ] {
        assert_eq!(hits[concept], expected, "{concept}");
    }
    let lines = rows(&output, "kwic");
    let line = lines
        .iter()
        .find(|row| row["concept"] == "future" && row["sentence"] == "3")
        .expect("the second paragraph speaks of it");
    assert_eq!(line["left"].rsplit('；').next(), Some(""));
    assert!(
        line["left"].ends_with("有人反对网络主权；"),
        "{}",
        line["left"]
    );
    assert_eq!(line["match"], "人类命运共同体");
    assert_eq!(line["right"], "需要5G网络和AI。");
}

#[test]
fn a_concordance_of_a_chinese_pattern() {
    let folder = folder(&[("input/zh.txt", CHINESE)]);
    let found = stdout(&run_well(folder.path(), "kwic 人类命运共同体 input"));
    // A header and two hits.
    assert_eq!(found.lines().count(), 3, "{found}");
}

#[test]
fn a_language_without_spaces_can_be_named() {
    let folder = folder(&[("input/a.txt", "网络主权")]);
    run_well(folder.path(), "run input --language zh -o x");
    let documents = rows(&folder.path().join("x"), "documents");
    assert_eq!(
        (
            documents[0]["language"].as_str(),
            documents[0]["tokens"].as_str()
        ),
        ("zh", "2")
    );
}

#[test]
fn expressions_of_a_list_are_one_word_however_the_dictionary_cuts() {
    let folder = folder(&[
        (
            "input/zh.txt",
            "市长说，河流治理很重要。河流治理需要时间，治理河流也需要钱。公共交通的票价太高，公共交通需要补贴。河流，治理。",
        ),
        ("input/th.txt", "รถไฟฟ้ามาช้า รถไฟฟ้ามาเร็ว"),
        (
            "input/en.txt",
            "The tram line waits, and the tram line is old.",
        ),
        ("list.txt", "河流治理\n公共交通\nรถไฟฟ้ามา\ntram line\n"),
    ]);
    let listed = |compounds: &str| {
        let typed = format!("words input --csv {compounds}");
        stdout(&run_well(folder.path(), &typed))
    };
    let count = |listed: &str, word: &str| {
        let mut reader = csv::Reader::from_reader(listed.as_bytes());
        let mut rows = reader.records().map(|row| row.expect("a row"));
        rows.find(|row| &row[1] == word)
            .map(|row| row[4].to_owned())
    };
    let with = listed("--compounds list.txt");
    for (word, expected) in [
        ("河流治理", "2"),
        ("公共交通", "2"),
        ("รถไฟฟ้ามา", "2"),
        ("tram line", "2"),
        ("河流", "2"),
        ("治理", "2"),
    ] {
        assert_eq!(count(&with, word).as_deref(), Some(expected), "{word}");
    }
    assert_eq!(count(&listed(""), "河流治理"), None);
}
