//! Concept patterns on small texts: what matches, what wins, what is taken away.

use crate::common::{column, folder, rows, run_well};

/// The matches of a codebook in one document: concept and text, in the order of the text.
fn matches(text: &str, codebook: &str, arguments: &str) -> Vec<(String, String)> {
    let folder = folder(&[("input/a.txt", text), ("input/concepts.yml", codebook)]);
    run_well(folder.path(), &format!("run {arguments}"));
    let mut rows = rows(&folder.path().join("output"), "kwic");
    rows.sort_by_key(|row| row["token"].parse::<u64>().expect("a number"));
    rows.into_iter()
        .map(|row| (row["concept"].clone(), row["match"].clone()))
        .collect()
}

/// The matching texts alone.
fn texts(text: &str, codebook: &str) -> Vec<String> {
    let found = matches(text, codebook, "--language en");
    found.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn words_match_by_stem_quoted_words_by_form_and_globs_inside_a_word() {
    let text = "Nets and the net. Networks, a network; multilateralism is multilateral.";
    assert_eq!(texts(text, "a: [net]"), ["Nets", "net"]);
    assert_eq!(texts(text, "a: ['\"the net\"']"), ["the net"]);
    assert_eq!(
        texts(text, "a: ['net*']"),
        ["Nets", "net", "Networks", "network"]
    );
    assert_eq!(texts(text, "a: ['net?']"), ["Nets"]);
    assert_eq!(
        texts(text, "a: ['*lateral*']"),
        ["multilateralism", "multilateral"]
    );
}

#[test]
fn words_in_sequence_cross_punctuation_but_no_sentence_end() {
    let text = "Peaceful, secure and open. A digital\ndivide. It was digital. Divide it; multi-party talks.";
    assert_eq!(texts(text, "a: [peaceful secure]"), ["Peaceful, secure"]);
    assert_eq!(texts(text, "a: [digital divide]"), ["digital divide"]);
    assert_eq!(texts(text, "a: [multi party]"), ["multi-party"]);
    assert_eq!(texts(text, "a: [multi-party]"), ["multi-party"]);
}

#[test]
fn any_order_with_words_between() {
    let text = "The divide that is digital grows. A digital and very deep divide. Digital but not any longer a divide.";
    assert_eq!(
        texts(text, "a: ['\"digital divide\"~3']"),
        ["divide that is digital", "digital and very deep divide"]
    );
    assert_eq!(texts(text, "a: ['\"digital divide\"~0']"), [""; 0]);
    // A word asked for twice needs two words.
    assert_eq!(
        texts("net by net, one net.", "a: ['\"net net\"~1']"),
        ["net by net"]
    );
}

#[test]
fn the_longest_match_wins_inside_a_concept_and_places_count_once() {
    let book = "s:\n  cyber: [cyber sovereignty, sovereignty in cyberspace]\n  general: ['sovereign*']\nother: [cyber]\n";
    let text = "Cyber sovereignty in cyberspace and sovereignty.";
    let found = matches(text, book, "--language en");
    let found: Vec<_> = found
        .iter()
        .map(|(c, t)| (c.as_str(), t.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("other", "Cyber"),
            ("s.cyber", "sovereignty in cyberspace"),
            ("s.general", "sovereignty")
        ]
    );
}

#[test]
fn exclusions_take_away_what_is_no_longer_than_they_are() {
    let book = "s:\n  general: ['sovereign*', sovereign wealth transparency initiative]\n  exclude: [sovereign wealth]\n";
    let text =
        "A sovereign wealth fund, a sovereign state, the sovereign wealth transparency initiative.";
    assert_eq!(
        texts(text, book),
        ["sovereign", "sovereign wealth transparency initiative"]
    );
    // Inside a sub-concept they leave the others alone.
    let book = "s:\n  a: {x: [sovereign debt], exclude: [sovereign debt]}\n  b: ['sovereign*']\n";
    let found = matches("Sovereign debt.", book, "--language en");
    assert_eq!(found, [("s.b".to_owned(), "Sovereign".to_owned())]);
}

#[test]
fn addresses_and_turkish_letters_are_found() {
    assert_eq!(
        texts("We follow #BlackLives here.", "a: ['#BlackLives']"),
        ["#BlackLives"]
    );
    let found = matches(
        "İnternet egemenliği ve ışık.",
        "a: [İnternet, 'IŞ*']",
        "--language tr",
    );
    let found: Vec<_> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(found, ["İnternet", "ışık"]);
}

#[test]
fn counts_go_up_to_the_concept() {
    let folder = folder(&[
        ("input/x/a.txt", "Cyber sovereignty. Sovereignty."),
        ("input/y/b.txt", "Sovereignty, they said, and a summit."),
        (
            "input/concepts.yml",
            "s:\n  cyber: [cyber sovereignty]\n  general: [sovereignty]\nunused: [nothing here]\n",
        ),
    ]);
    run_well(folder.path(), "run --language en");
    let output = folder.path().join("output");
    let hits = column(&output, "concepts", "concept", "hits");
    let found: Vec<_> = hits
        .iter()
        .map(|(name, hits)| (name.as_str(), hits.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("s", "3"),
            ("s.cyber", "1"),
            ("s.general", "2"),
            ("unused", "0")
        ]
    );
    let documents = column(&output, "concepts", "concept", "documents");
    assert_eq!(
        (documents["s"].as_str(), documents["s.cyber"].as_str()),
        ("2", "1")
    );
    let sources = rows(&output, "concepts_by_source");
    let general: Vec<_> = sources
        .iter()
        .filter(|row| row["concept"] == "s.general")
        .map(|row| {
            (
                row["source"].as_str(),
                row["hits"].as_str(),
                row["tokens"].as_str(),
            )
        })
        .collect();
    assert_eq!(general, [("x", "1", "3"), ("y", "1", "6")]);
}

/// A corpus of two sources, two years and a gap between them; one document has no date.
fn dated(order: [usize; 14], arguments: &str) -> [String; 3] {
    let mut lines = String::new();
    for n in order {
        let text = "net ".repeat(n % 4) + &"word ".repeat(10 + n);
        let date = ["1946-02-01", "1948-03", ""][if n == 13 { 2 } else { n % 2 }];
        let source = ["x", "y"][n / 7];
        lines += &format!(
            "{{\"id\":\"d{n:02}\",\"source\":\"{source}\",\"date\":\"{date}\",\"text\":\"{text}\"}}\n"
        );
    }
    let folder = folder(&[
        ("input/a.jsonl", &lines),
        ("input/concepts.yml", "a: [net]"),
    ]);
    run_well(
        folder.path(),
        &format!("run --language en --copies off --period year {arguments}"),
    );
    ["concepts", "concepts_by_source", "concepts_by_period"].map(|table| {
        let path = folder.path().join(format!("output/{table}.csv"));
        std::fs::read_to_string(path).expect("a table")
    })
}

#[test]
fn intervals_do_not_depend_on_order_threads_or_seeds() {
    let order = std::array::from_fn(|n| n);
    let tables = dated(order, "--resamples 60 --seed 5 --threads 1");
    let reversed = order.map(|n| 13 - n);
    assert_eq!(
        tables,
        dated(reversed, "--resamples 60 --seed 5 --threads 2")
    );
    // Nothing in these tables is drawn.
    assert_eq!(tables, dated(order, "--resamples 0 --seed 6"));
    let periods: Vec<&str> = tables[2].lines().collect();
    assert_eq!(periods.len(), 4, "{periods:?}");
    // By hand: documents 0, 2, ... 12 with 0 and 2 hits by turns, then 1, 3, ... 11 with 1 and 3.
    assert!(
        periods[1].starts_with("a,1946,6,3,7,118,2,508.47"),
        "{periods:?}"
    );
    assert_eq!(periods[2], "a,1947,0,0,0,0,0,,,");
    assert!(
        periods[3].starts_with("a,1948,12,6,6,108,2,1111.11"),
        "{periods:?}"
    );
    for table in &tables {
        let lows = cells(table, "per_10k_low");
        let known: Vec<&String> = lows.iter().filter(|low| !low.is_empty()).collect();
        assert!(!known.is_empty(), "{table}");
        assert!(
            known
                .iter()
                .all(|low| low.parse::<f64>().expect("a number") > 0.0)
        );
    }
    assert!(cells(&tables[1], "p").iter().all(|p| !p.is_empty()));
}

/// A column of a table.
fn cells(table: &str, column: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = header
        .iter()
        .position(|name| name == column)
        .expect("a column");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.get(at).expect("a cell").to_owned())
        .collect()
}

#[test]
fn the_summary_says_how_sure_a_rate_is_and_when_it_was_highest() {
    let lines: String = (0..24)
        .map(|n| {
            let date = ["1946", "1948", "1950", ""][n / 6 % 4];
            let text = "net ".repeat(1 + n / 6 % 2) + &format!("{} w{n}", "word ".repeat(7));
            format!(
                "{{\"id\":\"d{n}\",\"source\":\"x\",\"date\":\"{date}\",\"text\":\"{text}\"}}\n"
            )
        })
        .collect();
    let folder = folder(&[
        ("input/a.jsonl", &lines),
        ("input/concepts.yml", "a: [net]"),
    ]);
    run_well(folder.path(), "run --language en --copies off");
    let read =
        || std::fs::read_to_string(folder.path().join("output/summary.md")).expect("a summary");
    let summary = read();
    for part in [
        "6 documents without a date that names a year: in no period.",
        "1578.95 per 10,000 tokens (95 % interval ",
        "; 24 documents).",
        "Hits from 1946 to 1950, most, of the 3 years with 5 documents or more, in 1948: 2000.00 per 10,000 tokens (95 % interval ",
        "95 % intervals whose unit is the text",
        "compared by the test of texts",
    ] {
        assert!(summary.contains(part), "{part}: {summary}");
    }
    run_well(
        folder.path(),
        "run --language en --copies off --force --only terms,concepts_by_document",
    );
    let summary = read();
    for part in [
        "95 % interval",
        "whose unit is the text",
        "test of texts",
        "most, of the",
        "without a date",
    ] {
        assert!(!summary.contains(part), "{part}: {summary}");
    }
}

/// The rates of a concept in ten documents of one source, and their intervals.
fn rates_of_ten(text: impl Fn(usize) -> String, arguments: &str) -> Vec<[String; 3]> {
    let lines: String = (0..10)
        .map(|n| {
            format!(
                "{{\"id\":\"d{n}\",\"source\":\"{}\",\"text\":\"{}\"}}\n",
                ["x", "y"][usize::from(n > 5)],
                text(n)
            )
        })
        .collect();
    let folder = folder(&[
        ("input/a.jsonl", &lines),
        ("input/concepts.yml", "a: [net]"),
    ]);
    run_well(folder.path(), &format!("run --language en {arguments}"));
    rows(&folder.path().join("output"), "concepts_by_source")
        .into_iter()
        .map(|row| ["per_10k", "per_10k_low", "per_10k_high"].map(|name| row[name].clone()))
        .collect()
}

#[test]
fn documents_of_one_rate_are_as_sure_as_their_hits_and_few_have_no_interval() {
    // One hit in eight words, however often: x has six documents and 21 hits, y four documents.
    let text = |n: usize| format!("net w{n} b c d e f g ").repeat(n + 1);
    let found = rates_of_ten(text, "--copies off");
    assert_eq!(found[0][0], "1250.0");
    let [low, high] = [1, 2].map(|end| found[0][end].parse::<f64>().expect("a number"));
    // 1.96 times the standard error of the logarithm, 1/√21, after the correction for gamma rates.
    assert!(
        (low - 830.5).abs() < 1.0 && (high - 1973.8).abs() < 1.0,
        "{low} {high}"
    );
    assert_eq!(found[1], ["1250.0", "", ""]);
}

#[test]
fn copies_of_a_text_are_one_unit() {
    // Six documents, of which three are copies: four units.
    let words: String = (0..80).map(|n| format!("word{n} ")).collect();
    let text = |n: usize| match n {
        0..3 => format!("{words} net extra{n}"),
        _ => format!("net {}", format!("own{n} ").repeat(20 + n)),
    };
    let found = rates_of_ten(text, "--copies count");
    assert_eq!(found[0][1..], ["", ""]);
    let found = rates_of_ten(text, "--copies off");
    assert_ne!(found[0][1..], ["", ""]);
}
