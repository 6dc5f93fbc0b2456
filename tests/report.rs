//! `report.html` as a file: what is in it, what is not, and when there is none.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::browser::sample_output;
use crate::common::{files_in, folder, run_well};

const TEXT: &str = "Sovereignty of states matters. The sovereignty of states is equal. Multilateral talks help sovereignty of states.";

fn page(folder: &Path) -> String {
    fs::read_to_string(folder.join("out/report.html")).expect("the page")
}

/// What stands in quotation marks behind this.
fn quoted<'a>(page: &'a str, before: &str) -> Vec<&'a str> {
    let pieces = page.split(before).skip(1);
    let quoted = pieces.filter_map(|piece| piece.split('"').next());
    quoted.collect()
}

#[test]
fn every_link_leads_somewhere_and_no_anchor_is_there_twice() {
    let page = fs::read_to_string(sample_output().join("report.html")).expect("the page");
    let anchors = quoted(&page, " id=\"");
    let distinct: BTreeSet<&str> = anchors.iter().copied().collect();
    assert_eq!(anchors.len(), distinct.len(), "an anchor is there twice");
    let links = quoted(&page, "href=\"");
    assert!(links.len() > 100, "{} links", links.len());
    for link in links {
        match link.strip_prefix('#') {
            Some(anchor) => assert!(distinct.contains(anchor), "{link}"),
            None => {
                let is_beside =
                    Path::new(link).is_relative() && !link.contains("..") && !link.contains(':');
                assert!(is_beside, "{link}");
                assert!(sample_output().join(link).is_file(), "{link}");
            }
        }
    }
}

#[test]
fn nothing_is_fetched_and_only_its_own_script_and_style_are_in_force() {
    let page = fs::read_to_string(sample_output().join("report.html")).expect("the page");
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    assert!(!page.contains(" style=\"") && !page.contains("url(") && !page.contains("@import"));
    assert_eq!(quoted(&page, "src=\""), Vec::<&str>::new());
    assert!(
        page.contains("default-src &#39;none&#39;")
            || page.contains("default-src &#x27;none&#x27;")
    );
}

/// The files of the output.
fn written(folder: &Path) -> BTreeSet<String> {
    let files = files_in(&folder.join("out")).into_keys();
    files.map(|file| file.display().to_string()).collect()
}

#[test]
fn a_run_without_the_report_takes_an_earlier_one_away() {
    let folder = folder(&[
        ("in/a/1.txt", TEXT),
        ("in/b/2.txt", TEXT),
        ("in/concepts.yml", "states: [states]\n"),
    ]);
    let is_report = |name: &&String| {
        ["figures/", "texts/", "report.html"]
            .iter()
            .any(|own| name.starts_with(own))
    };
    run_well(folder.path(), "run in -o out");
    let before = written(folder.path());
    assert!(before.iter().filter(is_report).count() > 1, "{before:?}");
    run_well(folder.path(), "run in -o out --no-report");
    let after = written(folder.path());
    let gone: Vec<&String> = before.difference(&after).collect();
    assert!(gone.iter().all(is_report), "{gone:?}");
    assert_eq!(after.iter().filter(is_report).count(), 0, "{after:?}");
}

#[test]
fn sections_without_a_table_are_hidden() {
    let folder = folder(&[("in/one.txt", TEXT)]);
    run_well(folder.path(), "run in -o out --only terms");
    let page = page(folder.path());
    for line in [
        "There is no timeline: no document has a date.",
        "More tables on request (<code>--also</code>): <code>left_out_words</code>",
    ] {
        assert!(page.contains(line), "{line}");
    }
    for hidden in [
        "passages",
        "wording",
        "sources",
        "network",
        "phrases",
        "distinctive",
    ] {
        let links = [
            format!("<section id=\"{hidden}\""),
            format!("href=\"#{hidden}\""),
        ];
        for link in links {
            assert!(!page.contains(&link), "{link}");
        }
    }
    assert!(page.contains("<table>"), "terms are there");
    assert!(!page.contains("No codebook"), "concepts were not asked for");
}

#[test]
fn texts_of_documents_never_become_markup() {
    let hostile =
        "<script>alert(1)</script> & \"sovereignty\" </td></style></title><b onclick=alert(2)>";
    let record =
        serde_json::json!({ "id": hostile, "source": hostile, "title": hostile, "text": hostile });
    let other = serde_json::json!({ "id": "b", "source": "b", "title": "b", "text": hostile });
    let codebook = "\"<i>own</i>\":\n  - sovereign*\n";
    let folder = folder(&[
        ("in/a.jsonl", &format!("{record}\n{other}\n")),
        ("in/concepts.yml", codebook),
    ]);
    run_well(folder.path(), "run in -o out --also all");
    let page = page(folder.path());
    assert!(!page.contains("<script>alert") && !page.contains("<b ") && !page.contains("<i>"));
    assert_eq!(page.matches("<script").count(), 1);
    assert!(page.contains("alert(1)"), "the text is shown");
}

/// What a file beside the page passes to the page.
fn passed(folder: &Path, file: &str, call: &str) -> serde_json::Value {
    let text = fs::read_to_string(folder.join("out/texts").join(file)).expect("a file of texts");
    let argument = text
        .strip_prefix(call)
        .and_then(|rest| rest.strip_suffix(");\n"));
    serde_json::from_str(argument.expect("a call")).expect("JSON")
}

const LETTERS: &str = "\u{1F600} Digital sovereignty, \u{1D49C} word: SOVEREIGNTY!\n\nSovereign states \u{201C}sovereignty\u{201D}.";

#[test]
fn texts_beside_the_page_have_the_places_of_hits() {
    let record = serde_json::json!({ "id": "a/1", "source": "a", "title": "One", "date": "2020-01-02", "text": LETTERS });
    let other =
        serde_json::json!({ "id": "b/1", "source": "b", "text": "No hit here, none at all." });
    let folder = folder(&[
        ("in/a.jsonl", &format!("{record}\n{other}\n")),
        (
            "in/concepts.yml",
            "words: [word]\nsovereignty: [sovereign*]\n",
        ),
    ]);
    run_well(folder.path(), "run in -o out");
    let index = passed(folder.path(), "index.js", "refrain.index(");
    assert_eq!(index["sources"], serde_json::json!(["a", "b"]));
    assert_eq!(
        index["documents"][0],
        serde_json::json!(["a/1", "One", 0, "2020-01-02", 8, 0])
    );
    let chunk = passed(folder.path(), "1.js", "refrain.chunk(0,");
    let text: Vec<u16> = chunk[0][0]
        .as_str()
        .expect("a text")
        .encode_utf16()
        .collect();
    let places: Vec<usize> = serde_json::from_value(chunk[0][1].clone()).expect("numbers");
    let found = places.chunks(3).map(|hit| {
        let words = &text[hit[1]..hit[1] + hit[2]];
        (hit[0], String::from_utf16(words).expect("letters"))
    });
    let found: Vec<(usize, String)> = found.collect();
    let found: Vec<(usize, &str)> = found
        .iter()
        .map(|(concept, words)| (*concept, words.as_str()))
        .collect();
    let expected = [
        (2, "sovereignty"),
        (1, "word"),
        (2, "SOVEREIGNTY"),
        (2, "Sovereign"),
        (2, "sovereignty"),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        chunk[1],
        serde_json::json!(["No hit here, none at all.", []])
    );
    assert!(
        chunk[0][0]
            .as_str()
            .is_some_and(|text| text.contains("!\n\nSovereign states")),
        "{chunk}"
    );
}

#[test]
fn texts_are_in_the_page_or_nowhere_if_the_settings_say_so() {
    let hostile = "</script><script>alert(1)</script><!-- sovereignty";
    let record =
        serde_json::json!({ "id": "a", "source": "a", "text": hostile.replace('<', "&lt;") });
    let folder = folder(&[("in/a.jsonl", &record.to_string())]);
    run_well(folder.path(), "run in -o out --embed texts");
    let embedded = page(folder.path());
    assert_eq!(embedded.matches("<script").count(), 2);
    assert_eq!(embedded.matches("</script").count(), 2);
    assert!(embedded.contains("type=\"application/json\""));
    assert!(!folder.path().join("out/texts").exists());
    run_well(folder.path(), "run in -o out --embed none");
    assert!(!page(folder.path()).contains("application/json"));
    assert!(!folder.path().join("out/texts").exists());
    run_well(folder.path(), "run in -o out --embed beside");
    assert!(folder.path().join("out/texts/index.js").is_file());
}

#[test]
fn the_title_is_that_of_the_settings_or_the_folder() {
    let folder = folder(&[
        ("minutes/a/1.txt", TEXT),
        ("minutes/b/2.txt", TEXT),
        ("data/a/1.txt", TEXT),
    ]);
    for (command, title) in [
        ("run minutes -o out", "minutes"),
        ("run data -o out", "1 document from 1 source"),
        (
            "run minutes -o out --title Rivers&<b>",
            "Rivers&#38;&#60;b&#62;",
        ),
    ] {
        run_well(folder.path(), command);
        let page = page(folder.path());
        let heading = quoted_between(&page, "<h1 dir=\"auto\">", "</h1>");
        assert_eq!(heading, title, "{command}");
    }
}

fn quoted_between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let rest = page.split(before).nth(1).expect("it is there");
    rest.split(after).next().expect("its end")
}

#[test]
fn files_are_counted_once_however_many_of_their_lines_were_skipped() {
    let folder = folder(&[
        ("in/a.txt", "The ferry left. Nobody waved."),
        ("in/b.jsonl", "{\"text\":\"The tide rose.\"}\n{\n{\n{\n"),
    ]);
    run_well(folder.path(), "run -q in -o out");
    let page = page(folder.path());
    assert!(page.contains(">1 file<"), "the alert says another number");
}
