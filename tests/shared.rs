//! Checks against the development data beside the project. Where it is absent they say so and pass.

#![allow(clippy::print_stdout, reason = "what was not checked is said")]

use std::collections::BTreeMap;
use std::fs;

use crate::common::{column, rows, run_well, shared};
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
        ("shared_future", [3, 2, 2, 4, 1]),
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

/// What stands around the five reports, in words that nothing else in them has.
const AROUND: [&str; 9] = [
    "telecommunication union",
    "tongxiang",
    "fax",
    "qq",
    "copyright",
    "registration",
    "voa365",
    "edition",
    "browsers",
];

#[test]
fn seeds_keep_their_text_and_lose_what_stands_around_it() {
    let Some(seeds) = shared("seeds") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    run_well(folder.path(), &format!("run {} -o x", seeds.display()));
    let output = folder.path().join("x");
    let documents = rows(&output, "documents");
    let column = |name: &str| {
        documents
            .iter()
            .map(|row| row[name].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(column("language"), ["en"; 5]);
    assert_eq!(
        column("date"),
        ["", "2015-12-16", "2015-12-17", "2019-10-17", "2019-10-16"]
    );
    for table in ["terms", "phrases"] {
        for row in rows(&output, table) {
            let label = &row["label"];
            assert!(!AROUND.iter().any(|word| label == word), "{table}: {label}");
            assert!(label.is_ascii(), "{table}: {label}");
        }
    }
    // With everything kept, nothing but the lines of boilerplate.csv comes back.
    run_well(
        folder.path(),
        &format!("run {} -o y --keep-boilerplate", seeds.display()),
    );
    let kept = rows(&folder.path().join("y"), "documents");
    for (row, all) in documents.iter().zip(kept) {
        let tokens =
            |row: &BTreeMap<String, String>| row["tokens"].parse::<i64>().expect("a count");
        let left_out = rows(&output, "boilerplate");
        let own = left_out.iter().filter(|out| out["doc_id"] == row["doc_id"]);
        let words: usize = own
            .map(|out| {
                let mut words = 0;
                for_each_word(&out["text"], |_| words += 1);
                words
            })
            .sum();
        // Chinese words are cut further than `for_each_word` does.
        let missing = tokens(&all) - tokens(row) - words as i64;
        assert!((0..=12).contains(&missing), "{}: {missing}", row["doc_id"]);
    }
}

#[test]
fn seeds_share_passages_and_say_the_same_in_other_words() {
    let Some(seeds) = shared("seeds") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let tables = "passages,parallel_sentences,wording";
    run_well(
        folder.path(),
        &format!("run {} -o x --only {tables}", seeds.display()),
    );
    let output = folder.path().join("x");
    let passages = rows(&output, "passages");
    let is_of = |row: &BTreeMap<String, String>, words: &str| {
        let ids = [&row["doc_id_1"], &row["doc_id_2"]];
        ids[0].starts_with("001_")
            && ids[1].starts_with("002_")
            && row["text_1"].contains(words)
            && row["text_2"].contains(words)
            && row["identity"] != "1.0"
    };
    for (words, least) in [("dialogue and consultation", 30), ("cyberspace rules", 35)] {
        let found = passages.iter().find(|row| is_of(row, words));
        let length = found.map(|row| row["words"].parse::<u32>().expect("a number"));
        assert!(
            length.is_some_and(|length| length >= least),
            "{words}: {found:?}"
        );
    }
    let pairs = column(&output, "wording", "expression_1", "expression_2");
    let other = pairs.get("shared destiny").map(String::as_str);
    assert_eq!(other, Some("shared future"), "{pairs:?}");
}

/// The harmonic mean of precision and recall over words, Chinese by character.
fn f1(gold: &str, found: &str) -> f64 {
    let bag = |text: &str| {
        let mut bag = BTreeMap::<String, i64>::new();
        for word in text.to_lowercase().unicode_words() {
            let is_wide = word.chars().any(|c| ('\u{3040}'..='\u{9FFF}').contains(&c));
            let pieces: Vec<String> = if is_wide {
                word.chars().map(String::from).collect()
            } else {
                vec![word.to_owned()]
            };
            pieces
                .into_iter()
                .for_each(|piece| *bag.entry(piece).or_default() += 1);
        }
        bag
    };
    let (gold, found) = (bag(gold), bag(found));
    let shared: i64 = gold
        .iter()
        .map(|(word, n)| *n.min(found.get(word).unwrap_or(&0)))
        .sum();
    2.0 * shared as f64 / (gold.values().sum::<i64>() + found.values().sum::<i64>()) as f64
}

#[test]
#[cfg_attr(not(feature = "html"), ignore = "needs the feature `html`")]
fn saved_pages_give_their_articles() {
    let Some(pages) = shared("corpora/html_news") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let html = pages.join("html");
    run_well(folder.path(), &format!("text {} -o x", html.display()));
    for (language, least) in [("en_", 0.972), ("zh_", 0.951)] {
        let mut scores = Vec::new();
        for row in fs::read_dir(pages.join("gold")).expect("gold texts") {
            let path = row.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            if name.starts_with(language) {
                let gold = fs::read_to_string(&path).expect("text");
                let found = fs::read_to_string(folder.path().join("x").join(&name));
                scores.push(f1(&gold, &found.unwrap_or_default()));
            }
        }
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        assert!(mean >= least, "{language}: {mean}");
        println!("{language}: {} pages, mean F1 {mean:.4}", scores.len());
    }
}

#[test]
#[cfg_attr(not(feature = "cjk"), ignore = "needs the feature `cjk`")]
fn texts_of_many_languages_are_known_and_cut_into_words() {
    let Some(texts) = shared("corpora/multilingual") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    run_well(folder.path(), &format!("run {} -o x", texts.display()));
    let output = folder.path().join("x");
    for (path, language) in column(&output, "documents", "path", "language") {
        let stated = path
            .trim_start_matches("udhr_")
            .trim_start_matches("wikipedia_");
        let stated = if path.starts_with("mixed") {
            "zh"
        } else {
            stated
        };
        let expected = stated.split(['.', '-']).next().unwrap_or_default();
        if !path.starts_with("LICENSE") {
            assert_eq!(language, expected, "{path}");
        }
    }
    let long = |language: &str| {
        let terms = rows(&output, "terms");
        let own = terms.iter().filter(|row| row["language"] == language);
        let lengths: Vec<usize> = own.map(|row| row["label"].chars().count()).collect();
        lengths.iter().filter(|length| **length > 1).count() as f64 / lengths.len() as f64
    };
    for language in ["zh", "ja", "th"] {
        assert!(long(language) > 0.7, "{language}: {}", long(language));
    }
}

#[test]
fn speeches_of_2017_have_the_occurrences_that_were_counted_apart() {
    let Some(speeches) = shared("corpora/ungd2017") else {
        return;
    };
    let folder = crate::common::folder(&[(
        "book.yml",
        "s: ['sovereign*']\nm: ['multilateral*']\nl: [international law]\nh: [human rights]\nc: [climate change]\n\
         so: [sovereignty]\nmu: [multilateralism]\np: [populism]\nn: [nationalism]\no: [organization]\n",
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
        // As many speeches as a search for the letters finds.
        ("so", "138", "66"),
        ("mu", "126", "58"),
        ("p", "6", "6"),
        ("n", "4", "4"),
        ("o", "368", "154"),
    ] {
        assert_eq!(
            (hits[concept].as_str(), documents[concept].as_str()),
            (occurrences, speeches)
        );
    }
    // A hyphen parts words, so there is "climate-change" too; the plain words stand first.
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
            .iter()
            .filter(|(file, _)| *file != "mixed_encodings.txt")
            .all(|(_, code)| code == "en" || code.is_empty()),
        "{languages:?}"
    );
    assert_eq!(reasons.len(), 32);
    let copied = column(&folder.path().join("x"), "documents", "path", "copy_of");
    let copies: Vec<&str> = copied
        .iter()
        .filter(|(_, of)| !of.is_empty())
        .map(|(file, _)| file.as_str())
        .collect();
    // One text under seven names; the first of them represents the others.
    assert_eq!(
        copies,
        [
            "cr_only.txt",
            "crlf.txt",
            "dup_a.txt",
            "dup_b.txt",
            "invalid_utf8_middle.txt",
            "near_dup.txt"
        ]
    );
    for (file, reason) in [
        ("empty.txt", "empty file"),
        ("whitespace_only.txt", "only white space"),
        ("invalid_utf8_middle.txt", ""),
        ("truncated_utf8_end.txt", ""),
        ("mixed_encodings.txt", ""),
        ("only_punctuation.txt", "no words"),
        ("no_extension", ""),
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
