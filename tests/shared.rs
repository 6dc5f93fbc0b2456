//! Checks against the development data beside the project. Where it is absent they say so and pass.

#![allow(
    clippy::disallowed_methods,
    reason = "tests read the data of the checks"
)]
#![allow(clippy::print_stdout, reason = "what was not checked is said")]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod common;

use std::fs;

use common::{column, rows, run_well, shared};
use refrain::model::Boundary;
use refrain::tokenize::{boundary, for_each_word, is_unspaced};
use unicode_segmentation::UnicodeSegmentation as _;

/// Cases of a Unicode break test: pieces of text between the marks for a break.
fn cases(path: &str) -> Vec<Vec<String>> {
    let Some(path) = shared(path) else {
        return Vec::new();
    };
    let text = fs::read_to_string(path).expect("the data is UTF-8");
    let lines = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim());
    let cases = lines.filter(|line| !line.is_empty()).map(|line| {
        let pieces = line.split('÷').map(|piece| {
            let codes = piece.split(|c: char| c == '×' || c.is_whitespace());
            codes
                .filter(|code| !code.is_empty())
                .map(|code| {
                    let code = u32::from_str_radix(code, 16).expect("hexadecimal");
                    char::from_u32(code).expect("a character")
                })
                .collect::<String>()
        });
        pieces.filter(|piece| !piece.is_empty()).collect()
    });
    cases.collect()
}

/// The pieces that are words before a dictionary cuts: with a letter or a digit, stretches of
/// scripts without spaces whole.
fn expected_words(pieces: &[String]) -> Vec<String> {
    let mut words: Vec<(String, bool)> = Vec::new();
    let mut is_adjacent = false;
    for piece in pieces {
        let is_run = piece.chars().next().is_some_and(is_unspaced);
        match words.last_mut() {
            Some((word, true)) if is_run && is_adjacent => word.push_str(piece),
            _ if is_run || piece.chars().any(char::is_alphanumeric) => {
                words.push((piece.clone(), is_run));
            }
            _ => {}
        }
        is_adjacent = is_run;
    }
    words.into_iter().map(|(word, _)| word).collect()
}

#[test]
fn unicode_word_break_test() {
    let cases = cases("corpora/unicode/17.0.0/WordBreakTest-17.0.0-rebuilt.txt");
    for pieces in &cases {
        let text = pieces.concat();
        let mut words = Vec::new();
        for_each_word(&text, |range| words.push(text[range].to_owned()));
        assert_eq!(words, expected_words(pieces), "{text:?}");
    }
    println!("{} cases of WordBreakTest 17.0.0", cases.len());
    assert!(cases.is_empty() || cases.len() > 1900);
}

/// Cases without a line end, which is a space to refrain.
#[test]
fn unicode_sentence_break_test() {
    let cases = cases("corpora/unicode/17.0.0/SentenceBreakTest-17.0.0-rebuilt.txt");
    let mut checked = 0;
    for pieces in &cases {
        let text = pieces.concat();
        if text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
            continue;
        }
        let mut words = Vec::new();
        for_each_word(&text, |range| words.push(range));
        let mut ends: Vec<usize> = Vec::new();
        for piece in pieces {
            ends.push(ends.last().copied().unwrap_or(0) + piece.len());
        }
        for pair in words.windows(2) {
            let gap = pair[0].end..pair[1].start;
            let expected = ends.iter().any(|end| gap.start <= *end && *end <= gap.end);
            let found = boundary(&text, gap) >= Boundary::Sentence;
            assert_eq!(found, expected, "{text:?}");
            checked += 1;
        }
    }
    println!(
        "{checked} gaps in {} cases of SentenceBreakTest 17.0.0",
        cases.len()
    );
    assert!(cases.is_empty() || checked > 30);
}

/// Real text: the sentences of speeches are those of unicode-segmentation.
#[test]
fn sentences_of_real_text() {
    let Some(folder) = shared("corpora/ungd2017") else {
        return;
    };
    for file in [
        "AFG_72_2017.txt",
        "CHN_72_2017.txt",
        "FRA_72_2017.txt",
        "USA_72_2017.txt",
    ] {
        let text = fs::read_to_string(folder.join(file)).expect("a speech");
        // A line end is a space to refrain, and these speeches have no blank line.
        let text = text.replace(['\n', '\r'], " ");
        let ends: Vec<usize> = text
            .split_sentence_bound_indices()
            .map(|(start, _)| start)
            .collect();
        let mut words = Vec::new();
        for_each_word(&text, |range| words.push(range));
        for pair in words.windows(2) {
            let gap = pair[0].end..pair[1].start;
            let expected = ends.iter().any(|end| gap.start <= *end && *end <= gap.end);
            let found = boundary(&text, gap.clone()) >= Boundary::Sentence;
            assert_eq!(
                found,
                expected,
                "{file}: {:?}",
                &text[gap.start.saturating_sub(20)..gap.end]
            );
        }
    }
}

#[test]
fn seeds_have_the_concepts_that_were_counted_by_hand() {
    let (Some(seeds), Some(codebook)) = (shared("seeds"), shared("checks/concepts.yml")) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = format!(
        "run {} --concepts {} -o x",
        seeds.display(),
        codebook.display()
    );
    run_well(folder.path(), &arguments);
    let output = folder.path().join("x");
    assert_eq!(rows(&output, "documents").len(), 5);
    for (concept, expected) in [
        ("sovereignty", [2, 0, 1, 1, 0]),
        ("sovereignty.cyber", [1, 0, 1, 1, 0]),
        ("multilateralism.multilateral", [1, 1, 1, 0, 1]),
        ("multilateralism.multiparty", [0, 1, 1, 0, 1]),
        ("unilateralism", [0, 1, 1, 0, 0]),
        ("digital_divide", [1, 0, 0, 0, 1]),
        ("shared_future", [3, 2, 2, 4, 2]),
    ] {
        let mut found = [0; 5];
        for row in rows(&output, "concepts_by_document") {
            if row["concept"] == concept {
                let document: usize = row["doc_id"][..3].parse().expect("a number");
                found[document] = row["hits"].parse().expect("a count");
            }
        }
        assert_eq!(found, expected, "{concept}");
    }
}

#[test]
fn speeches_of_2017_have_the_occurrences_that_were_counted_apart() {
    let Some(speeches) = shared("corpora/ungd2017") else {
        return;
    };
    let folder = common::folder(&[(
        "book.yml",
        "s: ['sovereign*']\nm: ['multilateral*']\nl: ['\"international law\"']\nh: ['\"human rights\"']\nc: [climate change]\n",
    )]);
    let arguments = format!(
        "run {} --concepts book.yml --only concepts -o x",
        speeches.display()
    );
    run_well(folder.path(), &arguments);
    let output = folder.path().join("x");
    assert_eq!(rows(&output, "documents").len(), 196);
    let hits = column(&output, "concepts", "concept", "hits");
    let documents = column(&output, "concepts", "concept", "documents");
    for (concept, occurrences, speeches) in [
        ("s", "231", "85"),
        ("m", "233", "90"),
        ("l", "129", "72"),
        ("h", "460", "136"),
    ] {
        assert_eq!(
            (hits[concept].as_str(), documents[concept].as_str()),
            (occurrences, speeches)
        );
    }
    // By stem there are "climate-change" and "climatic changes" too; the plain words stand first.
    let wordings = column(&output, "concepts", "concept", "top_wordings");
    assert!(
        wordings["c"].starts_with("climate change (561 in 157); "),
        "{}",
        wordings["c"]
    );
}

#[test]
fn edge_cases_are_analysed_or_skipped_for_a_reason() {
    let Some(edge_cases) = shared("corpora/edge_cases") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    run_well(folder.path(), &format!("run {} -o x", edge_cases.display()));
    let reasons = column(&folder.path().join("x"), "documents", "path", "reason");
    let languages = column(&folder.path().join("x"), "documents", "path", "language");
    assert!(
        languages
            .values()
            .all(|code| code == "en" || code.is_empty()),
        "{languages:?}"
    );
    assert_eq!(reasons.len(), 32);
    let copied = column(&folder.path().join("x"), "documents", "path", "copy_of");
    let copies: Vec<&str> = copied
        .iter()
        .filter(|(_, of)| !of.is_empty())
        .map(|(file, _)| file.as_str())
        .collect();
    // One text under six names; the first of them represents the others.
    assert_eq!(
        copies,
        [
            "cr_only.txt",
            "crlf.txt",
            "dup_a.txt",
            "dup_b.txt",
            "near_dup.txt"
        ]
    );
    for (file, reason) in [
        ("empty.txt", "empty file"),
        ("whitespace_only.txt", "white space only"),
        ("invalid_utf8_middle.txt", ""),
        ("truncated_utf8_end.txt", ""),
        ("mixed_encodings.txt", ""),
        ("only_punctuation.txt", "no words"),
        ("no_extension", "format not read"),
        ("scripts_mixed.txt", ""),
        ("名前-é.txt", ""),
        ("UPPER.TXT", ""),
        ("nul_bytes.txt", ""),
        ("huge_token.txt", ""),
        ("only_numbers.txt", ""),
    ] {
        let found = &reasons[file];
        assert!(
            found.contains(reason) && found.is_empty() == reason.is_empty(),
            "{file}: {found}"
        );
    }
}
