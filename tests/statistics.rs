//! Tests and intervals whose unit is the text: keyness, contrasts, trends, dispersion by language, and
//! the settings of terms, through the program; and random splits of real corpora, which must hardly ever
//! differ: `cargo test --release -- --ignored random_splits --nocapture`.

#![allow(
    clippy::print_stdout,
    reason = "the table of splits is what the test is for"
)]

use std::fs;
use std::path::PathBuf;

use refrain::{Corpus, Document, Settings, TableId, tables};

use crate::common::{column, folder, rows, run_well, shared};

/// Lines of JSON, one for each document.
fn lines(documents: impl IntoIterator<Item = (String, &'static str, String)>) -> String {
    let of = |(id, source, text)| {
        format!(
            "{{\"id\":\"{id}\",\"source\":\"{source}\",\"date\":\"2001\",\"text\":\"{text}\"}}\n"
        )
    };
    documents.into_iter().map(of).collect()
}

/// Eight recipes of each of two cooks; what a recipe adds is said by a function of its number.
fn recipes(extra: impl Fn(usize) -> String) -> String {
    lines((0..16).map(|n| {
        let cook = if n < 8 { "ada" } else { "ben" };
        let text = "Peel the onion and stir the soup slowly. ".repeat(9);
        (format!("r{n:02}"), cook, text + &extra(n))
    }))
}

const PLAIN: &str = "--language en --copies off --keep-boilerplate --concepts none";

#[test]
fn what_one_text_says_is_not_distinctive_and_what_many_say_is() {
    // One recipe of ada names cardamom twenty times; all of ben's name thyme twice.
    let input = recipes(|n| match n {
        3 => "Cardamom! ".repeat(20),
        8.. => "Add thyme. More thyme.".to_owned(),
        _ => String::new(),
    });
    let folder = folder(&[("input/a.jsonl", &input)]);
    run_well(folder.path(), &format!("run {PLAIN} --only keyness"));
    let output = folder.path().join("output");
    let found = rows(&output, "keyness");
    let row = |source: &str, label: &str| {
        let mut rows = found.iter();
        let row = rows.find(|row| row["source"] == source && row["label"] == label);
        row.expect("a row").clone()
    };
    let cardamom = row("ada", "cardamom");
    assert_eq!(cardamom["distinctive"], "no");
    assert_eq!(
        (&*cardamom["df_target"], &*cardamom["df_reference"]),
        ("1", "0")
    );
    assert_eq!(cardamom["juilland_d_reference"], "");
    let thyme = row("ben", "thyme");
    assert_eq!(thyme["distinctive"], "yes");
    assert_eq!((&*thyme["df_target"], &*thyme["df_reference"]), ("8", "0"));
    assert!(thyme["juilland_d_target"].parse::<f64>().expect("a number") > 0.9);
    assert_eq!(row("ada", "thyme")["distinctive"], "yes");
    let summary = fs::read_to_string(output.join("summary.md")).expect("a summary");
    let distinctive = |source: &str| {
        let mut lines = summary.lines().filter(|line| line.starts_with(source));
        let cell = lines.next_back().and_then(|line| line.rsplit('|').nth(1));
        cell.expect("a cell").trim().to_owned()
    };
    assert!(distinctive("| ben |").starts_with("thyme ("), "{summary}");
    assert_eq!(distinctive("| ada |"), "");
}

#[test]
fn candidates_under_a_reference_are_those_of_both_sides() {
    let of = |source: &'static str, words: &'static str| {
        (0..3).map(move |n| {
            (
                format!("{source}{n}"),
                source,
                format!("{} ", words.trim()).repeat(2),
            )
        })
    };
    // Each word six times in a source that has it.
    let input: String = [
        lines(of("east", "harbour lantern")),
        lines(of("west", "harbour meadow")),
        lines(of("north", "glacier walrus compass")),
    ]
    .concat();
    let folder = folder(&[("input/a.jsonl", &input)]);
    let arguments = format!("run {PLAIN} --only keyness --all-keys --reference west");
    run_well(folder.path(), &arguments);
    let found = rows(&folder.path().join("output"), "keyness");
    let of_east = |kind: &str| -> Vec<String> {
        let of_kind = found
            .iter()
            .filter(|row| row["source"] == "east" && row["kind"] == kind);
        let mut labels: Vec<String> = of_kind.map(|row| row["label"].clone()).collect();
        labels.sort();
        labels
    };
    assert_eq!(of_east("term"), ["harbour", "lantern", "meadow"]);
    let mut rows = found.iter();
    assert!(rows.all(|row| row["n_target"] != "0" || row["n_reference"] != "0"));
    assert_eq!(
        found
            .iter()
            .filter(|row| row["source"] == "north" && row["kind"] == "term")
            .count(),
        5
    );
}

#[test]
fn the_reference_may_be_named_by_its_folder() {
    let text = |word: &str| format!("The {word} spoke of peace and trade. ").repeat(20);
    let metadata = "file,source\ncoast/a.txt,Coast Weekly\ncoast/b.txt,Coast Weekly\nhills/a.txt,The Hills\nmixed/a.txt,Coast Weekly\nmixed/b.txt,The Hills\n";
    let folder = folder(&[
        ("input/coast/a.txt", &text("mayor")),
        ("input/coast/b.txt", &text("pilot")),
        ("input/hills/a.txt", &text("shepherd")),
        ("input/mixed/a.txt", &text("sailor")),
        ("input/mixed/b.txt", &text("farmer")),
        ("input/metadata.csv", metadata),
    ]);
    run_well(
        folder.path(),
        &format!("run {PLAIN} --only keyness --reference coast"),
    );
    let sources: Vec<String> = rows(&folder.path().join("output"), "keyness")
        .into_iter()
        .map(|row| row["source"].clone())
        .collect();
    assert!(
        !sources.is_empty() && sources.iter().all(|source| source == "The Hills"),
        "{sources:?}"
    );
    let output = crate::common::run(
        folder.path(),
        "run --force --only keyness --reference mixed",
    );
    let message = crate::common::stderr(&output);
    assert!(
        message.contains("the folder `mixed` contains documents of 2 sources"),
        "{message}"
    );
}

#[test]
fn forms_of_the_name_of_a_source_do_not_lead() {
    let input = lines((0..12).map(|n| {
        let (source, own) = if n < 6 {
            ("Norland", "norlanders sing")
        } else {
            ("Sudria", "sudrians swim")
        };
        (
            format!("d{n:02}"),
            source,
            format!("All {own} and eat bread. ").repeat(5 + n % 3),
        )
    }));
    let folder = folder(&[("input/a.jsonl", &input)]);
    run_well(folder.path(), &format!("run {PLAIN} --only keyness"));
    let output = folder.path().join("output");
    let named = rows(&output, "keyness")
        .into_iter()
        .filter(|row| row["kind"] == "term");
    for row in named {
        let is_form = row["label"].starts_with(&row["source"].to_lowercase());
        assert_eq!(row["names_source"] == "yes", is_form, "{row:?}");
        assert_eq!(row["distinctive"], "yes", "{row:?}");
    }
    let summary = fs::read_to_string(output.join("summary.md")).expect("a summary");
    let line = summary
        .lines()
        .find(|line| line.starts_with("| Norland |") && line.contains("norlanders"))
        .expect("a line");
    let last = line.rsplit('|').nth(1).expect("a cell");
    assert!(
        last.find("sing").expect("a word") < last.find("norlanders").expect("a word"),
        "{line}"
    );
}

#[test]
fn captions_say_in_how_many_documents_hits_are() {
    // Five hits in three documents of seven, by two sources of fewer than five documents.
    let input = lines((0..7).map(|n| {
        let source = ["lee", "moss", "nash"][n % 3];
        let hits = ["tide tide ", "", "tide ", "", "", "tide tide ", ""][n];
        (
            format!("d{n}"),
            source,
            format!("{hits}calm water all over the bay"),
        )
    }));
    let folder = folder(&[
        ("input/a.jsonl", &input),
        ("input/concepts.yml", "sea: [tide]\n"),
    ]);
    run_well(
        folder.path(),
        "run --language en --copies off --keep-boilerplate",
    );
    let page = fs::read_to_string(folder.path().join("output/report.html")).expect("a page");
    for part in [
        "5 hits in 3 of 7 documents; 2 sources with hits, 1 without",
        "without intervals, since no source shown has five documents",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn verdicts_are_the_same_in_table_and_text() {
    let input = recipes(|n| {
        if n < 8 {
            "Taste it, taste it.".to_owned()
        } else {
            "Serve it, serve it.".to_owned()
        }
    });
    let folder = folder(&[
        ("input/a.jsonl", &input),
        ("input/concepts.yml", "try: [taste]\nheat: [soup]\n"),
    ]);
    run_well(
        folder.path(),
        "run --language en --copies off --keep-boilerplate",
    );
    let output = folder.path().join("output");
    let differs: Vec<[String; 3]> = rows(&output, "concepts_by_source")
        .into_iter()
        .map(|row| ["concept", "source", "differs"].map(|name| row[name].clone()))
        .collect();
    let row = |cells: [&str; 3]| cells.map(str::to_owned);
    assert!(
        differs.contains(&row(["try", "ada", "more"])),
        "{differs:?}"
    );
    assert!(
        differs.contains(&row(["try", "ben", "less"])),
        "{differs:?}"
    );
    // Soup is as frequent in every text: there is nothing to test.
    assert!(differs.contains(&row(["heat", "ada", ""])), "{differs:?}");
    let summary = fs::read_to_string(output.join("summary.md")).expect("a summary");
    assert!(
        summary.contains("Reliably more frequent in: ada (+"),
        "{summary}"
    );
    let rates = rows(&output, "concepts_by_source").into_iter();
    for row in rates.filter(|row| row["hits"] != "0") {
        assert!(
            row["per_10k_low"].parse::<f64>().expect("a number") > 0.0,
            "{row:?}"
        );
    }
}

/// A document of each year from 1981 on, whose hits a function gives.
fn yearly(years: usize, hits: impl Fn(usize) -> usize) -> String {
    let of = |n: usize| {
        let text = "net ".repeat(hits(n)) + &"word ".repeat(200);
        format!(
            "{{\"id\":\"d{n}\",\"source\":\"s\",\"date\":\"{}\",\"text\":\"{text}\"}}\n",
            1981 + n
        )
    };
    (0..years).map(of).collect()
}

/// The hits of a document by its number.
type Hits = Box<dyn Fn(usize) -> usize>;

#[test]
fn trends_are_told_by_their_shape() {
    let wobble = |n: usize| [0, 1, 0, 2, 1][n % 5];
    let shapes: [(&str, Hits); 5] = [
        ("rise", Box::new(move |n| n / 2 + wobble(n))),
        ("fall", Box::new(move |n| (30 - n) / 2 + wobble(n))),
        ("hump", Box::new(move |n| n.min(29 - n) + wobble(n))),
        ("dip", Box::new(move |n| 15 - n.min(29 - n) + wobble(n))),
        ("none", Box::new(move |n| 4 + wobble(7 * n % 11))),
    ];
    for (shape, hits) in shapes {
        let folder = folder(&[
            ("input/a.jsonl", &yearly(30, hits)),
            ("input/concepts.yml", "a: [net]"),
        ]);
        run_well(
            folder.path(),
            "run --language en --copies off --keep-boilerplate --period year",
        );
        let output = folder.path().join("output");
        let found = rows(&output, "concept_trends");
        assert_eq!(found[0]["shape"], shape, "{found:?}");
        assert_eq!(found[0]["scope"], "corpus");
        let summary = fs::read_to_string(output.join("summary.md")).expect("a summary");
        let words = match shape {
            "rise" => "- Trend (hits per 10,000 tokens): rose from ",
            "fall" => "- Trend (hits per 10,000 tokens): fell from ",
            "hump" => "then fell to ",
            "dip" => "then rose to ",
            _ => "- Trend (hits per 10,000 tokens): no reliable trend: ",
        };
        assert!(summary.contains(words), "{words}: {summary}");
        assert!(summary.contains(" in 1981–1986"), "{summary}");
    }
}

#[test]
fn terms_spread_over_the_documents_of_their_language() {
    let english = (0..4).map(|n| {
        (
            format!("e{n}"),
            "s",
            "The harbour sleeps and the harbour wakes in the morning.".to_owned(),
        )
    });
    let french = (0..4).map(|n| {
        (
            format!("f{n}"),
            "s",
            "Le jardin dort et le jardin se reveille dans la nuit avec les fleurs.".to_owned(),
        )
    });
    let folder = folder(&[("input/a.jsonl", &lines(english.chain(french)))]);
    run_well(
        folder.path(),
        "run --copies off --keep-boilerplate --concepts none --only terms",
    );
    let output = folder.path().join("output");
    for row in rows(&output, "terms") {
        if ["harbour", "jardin"].contains(&row["label"].as_str()) {
            assert!(
                row["dp_norm"].parse::<f64>().expect("a number") < 1e-9,
                "{row:?}"
            );
        }
    }
}

#[test]
fn terms_that_are_too_rare_or_too_common_are_left_out_and_counted() {
    let texts = [
        "apple pear",
        "apple pear quince",
        "apple fig",
        "apple fig fig medlar",
    ];
    let documents = (0..4).map(|n| (format!("d{n}"), "s", texts[n].to_owned()));
    let folder = folder(&[("input/a.jsonl", &lines(documents))]);
    let run = |arguments: &str| {
        let arguments = format!("run {PLAIN} --force --only terms,tfidf {arguments}");
        let output = run_well(folder.path(), &arguments);
        (
            crate::common::stderr(&output),
            column(&folder.path().join("output"), "terms", "label", "df"),
        )
    };
    let (_, all) = run("");
    assert_eq!(all.len(), 5, "{all:?}");
    let (message, some) = run("--min-df 2 --max-df 0.9");
    assert_eq!(some.keys().collect::<Vec<_>>(), ["fig", "pear"]);
    let expected = "0 with too few occurrences (min_term_count), 2 in too few documents (min_df), 1 in too many documents (max_df); 2 remain";
    assert!(message.contains(expected), "{message}");
    let (message, some) = run("--min-term-count 3");
    assert_eq!(some.keys().collect::<Vec<_>>(), ["apple", "fig"]);
    assert!(message.contains("3 with too few occurrences"), "{message}");
}

/// The texts of a corpus, below the development data.
fn corpus(path: &str) -> Vec<String> {
    let Some(folder) = shared(path) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    let read =
        |path: &PathBuf| String::from_utf8_lossy(&fs::read(path).expect("a file")).into_owned();
    paths.iter().map(read).collect()
}

/// Puts numbers into an order that depends on the seed.
fn shuffled(number: usize, seed: u64) -> Vec<usize> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut order: Vec<usize> = (0..number).collect();
    for last in (1..number).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (state >> 33) as usize % (last + 1));
    }
    order
}

/// Rows of `keyness.csv`, and distinctive ones, of texts that are parted into a part and the rest.
fn keys(texts: &[String], part: usize, seed: u64) -> [usize; 2] {
    let order = shuffled(texts.len(), seed);
    let documents = order.iter().enumerate().map(|(place, &text)| {
        let source = if place < part { "a" } else { "b" };
        Document::new(format!("d{text:04}"), texts[text].as_str()).source(source)
    });
    let settings = Settings::default().only([TableId::Keyness]);
    let corpus = Corpus::from_documents(documents, &settings).expect("a corpus");
    let results = corpus.analyse(&settings).expect("results");
    let table = results.table(tables::Keyness).expect("a table");
    let rows: Vec<_> = table.rows().collect();
    let distinctive = rows.iter().filter(|row| row.distinctive == "yes");
    [rows.len(), distinctive.count()]
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn random_splits_hardly_ever_differ() {
    println!(
        "| corpus | texts | part | rows by words | distinctive rows | splits with any, of 20 |"
    );
    for path in [
        "corpora/ungd2017",
        "corpora/zh_mfa",
        "corpora/keyphrases/semeval2010_60/docs",
    ] {
        let texts = corpus(path);
        if texts.is_empty() {
            println!("NOT CHECKED: no {path}");
            continue;
        }
        for part in [texts.len() / 2, texts.len() / 10] {
            let splits: Vec<[usize; 2]> = (0..20).map(|seed| keys(&texts, part, seed)).collect();
            let mean =
                |which: usize| splits.iter().map(|rows| rows[which]).sum::<usize>() as f64 / 20.0;
            let any = splits.iter().filter(|rows| rows[1] > 0).count();
            println!(
                "| {path} | {} | {part} | {:.1} | {:.2} | {any} |",
                texts.len(),
                mean(0),
                mean(1)
            );
            assert!(any <= 3, "{path}: {splits:?}");
        }
    }
}
