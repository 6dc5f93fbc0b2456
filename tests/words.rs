//! What becomes one term: spellings, stems, lemmas, synonyms, compounds, stop words.

use super::common::{folder, rows, run_well, stderr};

/// The terms of a run with their counts, as `label count`, in the order of the table.
fn terms(files: &[(&str, &str)], arguments: &str) -> Vec<String> {
    let folder = folder(files);
    let arguments = format!(
        "run input -o out --copies off --keep-boilerplate --concepts none --only terms {arguments}"
    );
    run_well(folder.path(), &arguments);
    let rows = rows(&folder.path().join("out"), "terms");
    let shown = rows
        .iter()
        .map(|row| format!("{} {}", row["label"], row["cf"]));
    let mut shown: Vec<String> = shown.collect();
    shown.sort();
    shown
}

#[test]
fn spellings_of_a_word_are_one_term() {
    let text = "Re-election and reelection. A multi-\nlateral fund, ＩＭＦ or IMF. Self-rule in one\ntext, self-\nrule in another.";
    assert_eq!(
        terms(&[("input/a.txt", text)], "--language en"),
        [
            "IMF 2",
            "another 1",
            "fund 1",
            "multilateral 1",
            "one 1",
            "reelection 2",
            "rule 2",
            "self 2",
            "text 1"
        ]
    );
}

#[test]
fn a_compound_of_one_text_is_known_from_another() {
    let files = [
        (
            "input/a.txt",
            "Their land-\nlocked valley, their govern-\nment.",
        ),
        ("input/b.txt", "Land-locked states meet here."),
    ];
    let terms = terms(&files, "--language en");
    assert!(terms.contains(&"land 2".to_owned()) && terms.contains(&"locked 2".to_owned()));
    assert!(terms.contains(&"government 1".to_owned()), "{terms:?}");
}

#[test]
#[cfg_attr(not(feature = "html"), ignore = "needs the feature `html`")]
fn a_language_without_stemmer_or_stop_words_is_kept() {
    let wall = "Il-ħajt kien twil u l-ħitan kienu qodma.";
    for (files, arguments) in [
        (vec![("input/a.txt", wall)], "--language mt"),
        (vec![("input/a.txt", wall)], "--language mlt"),
        (
            vec![
                ("input/a.txt", wall),
                ("input/metadata.csv", "file,language\na.txt,mt\n"),
            ],
            "",
        ),
        (
            vec![(
                "input/a.html",
                "<html lang='mt'><body><p>Il-ħajt kien twil u l-ħitan kienu qodma.</p></body></html>",
            )],
            "",
        ),
    ] {
        let folder = folder(&files);
        let output = run_well(folder.path(), &format!("run input -o out {arguments}"));
        let documents = rows(&folder.path().join("out"), "documents");
        assert_eq!(documents[0]["language"], "mt", "{arguments}");
        let summary =
            std::fs::read_to_string(folder.path().join("out/summary.md")).expect("a summary");
        assert!(summary.contains("Maltese"), "{summary}");
        assert!(
            summary.contains("refrain has no stemmer and no stop-word list"),
            "{}",
            stderr(&output)
        );
    }
    let unnamed = folder(&[("input/a.txt", "Words of some people's tongue.")]);
    run_well(unnamed.path(), "run input -o out --language zzx");
    let documents = rows(&unnamed.path().join("out"), "documents");
    assert_eq!(documents[0]["language"], "zzx");
}

#[test]
fn a_language_with_stop_words_needs_no_stemmer() {
    for (language, text) in [
        ("pl", "Most był zamknięty przez całą zimę."),
        ("cs", "Most byl celou zimu zavřený."),
        ("uk", "Міст був зачинений усю зиму."),
    ] {
        let folder = folder(&[("input/a.txt", text)]);
        run_well(
            folder.path(),
            &format!("run input -o out --language {language}"),
        );
        let summary =
            std::fs::read_to_string(folder.path().join("out/summary.md")).expect("a summary");
        assert!(!summary.contains("no stemmer"), "{summary}");
    }
}

#[test]
fn lemmas_of_a_list_and_of_tagged_inputs() {
    let list = "mouse\tmice\ngo\twent\ngo\tgone\n";
    let files = [
        ("input/a.txt", "Mice went. The mouse was gone, said Ada."),
        ("l.tsv", list),
    ];
    assert_eq!(
        terms(&files, "--language en --lemmas l.tsv"),
        ["Ada 1", "go 2", "mouse 2"]
    );
    let vertical = "<doc date=\"2001\">\n<s>\nMice\tNNS\tmouse\nslept\tVVD\tsleep\n</s>\n</doc>\n";
    let files = [("input/a.vert", vertical)];
    assert_eq!(terms(&files, "--language en"), ["mouse 1", "sleep 1"]);
    assert_eq!(terms(&files, "--language en --pos NNS"), ["mouse 1"]);
    let folder = folder(&[("input/a.txt", "Mice went."), ("l.tsv", list)]);
    let output = run_well(
        folder.path(),
        "run input -o out --concepts none --language en --lemmas l.tsv --stemmer lemmas",
    );
    assert!(
        stderr(&output).contains("lemma, then form"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn synonyms_compounds_and_stop_words_are_files() {
    let files = [
        (
            "input/a.txt",
            "Climate change and global warming. The honourable member told us that.",
        ),
        (
            "s.tsv",
            "label\treplace by\nglobal warming\tclimate change\n",
        ),
        ("c.txt", "climate change\n"),
        ("stop.txt", "honourable\nmember\n"),
    ];
    let arguments = "--language en --synonyms s.tsv --compounds c.txt --stop-word-file stop.txt --unstop us,that";
    assert_eq!(
        terms(&files, arguments),
        ["climate change 2", "that 1", "told 1", "us 1"]
    );
}

#[test]
fn stop_words_in_capitals_are_names() {
    let text = "Ports of the US told us that the WHO knows who built IT. What is it to us?\n\n\
                SHIPS FOR US AND WHO PAYS";
    let files = [("input/a.txt", text)];
    let shown = terms(&files, "--language en");
    for name in ["US 2", "WHO 2", "IT 1"] {
        assert!(shown.contains(&name.to_owned()), "{name}: {shown:?}");
    }
    let shouted = [("input/a.txt", "SHIPS FOR US. Ships and ports for us.")];
    let shown = terms(&shouted, "--language en");
    assert!(
        !shown.iter().any(|term| term.starts_with("US")),
        "{shown:?}"
    );
    let dropped = terms(
        &[("input/a.txt", text), ("s.txt", "us\n")],
        "--language en --stop-word-file s.txt",
    );
    assert!(
        !dropped.iter().any(|term| term.starts_with("US")),
        "{dropped:?}"
    );
    // Patterns take both, unless they ask for capitals.
    let folder = folder(&files);
    let hits = |pattern: &str| {
        let command = format!("kwic {pattern} input --language en --csv -q");
        let output = run_well(folder.path(), &command);
        String::from_utf8_lossy(&output.stdout).lines().count() - 1
    };
    assert_eq!((hits("us"), hits("case:US"), hits("case:us")), (4, 2, 2));
    assert_eq!((hits("u?"), hits("/us/"), hits("stem:us")), (4, 4, 4));
    let output = run_well(folder.path(), "words input --language en --csv -q");
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        lines.contains(",\"US\",\"word\",\"en\",2")
            && lines.contains(",\"us\",\"stop word\",\"en\",2"),
        "{lines}"
    );
}

#[test]
fn words_that_are_left_out_are_listed() {
    let folder = folder(&[("input/a.txt", "That’s the port of 1990, and the sea.")]);
    let arguments = "run input -o out --concepts none --language en --only left_out_words";
    run_well(folder.path(), arguments);
    let rows = rows(&folder.path().join("out"), "left_out_words");
    let shown: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {}", row["form"], row["kind"], row["cf"]))
        .collect();
    assert_eq!(
        shown,
        [
            "the stop word 2",
            "1990 number 1",
            "and stop word 1",
            "of stop word 1",
            "that's stop word 1"
        ]
    );
}
