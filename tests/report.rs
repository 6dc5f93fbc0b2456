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
    let is_report = |name: &&String| *name == "report.html" || name.starts_with("figures/");
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
