//! The short commands: kwic, words, ngrams, collocates and keyness, as typed, with outcomes worked out by
//! hand.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::common::{READING_COMMANDS, folder, refrain, run, run_well, stderr, stdout, write};

/// The lines of a command's CSV without its header.
fn lines(at: &Path, arguments: &str) -> Vec<String> {
    let text = stdout(&run_well(at, arguments));
    text.lines().skip(1).map(ToOwned::to_owned).collect()
}

/// Some cells of each line of a command's CSV, by column.
fn cells(at: &Path, arguments: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let text = stdout(&run_well(at, arguments));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let place = |name: &&str| header.iter().position(|column| column == *name);
    let places: Vec<usize> = columns
        .iter()
        .map(|name| place(name).expect(name))
        .collect();
    let rows = reader.records().map(|record| {
        let record = record.expect("a row");
        places
            .iter()
            .map(|&place| record[place].to_owned())
            .collect()
    });
    rows.collect()
}

fn joined(rows: &[Vec<String>]) -> Vec<String> {
    rows.iter().map(|row| row.join(" ")).collect()
}

/// Three documents of two sources. The words around "port":
///
/// | document | 2L | 1L | match | 1R | 2R |
/// | --- | --- | --- | --- | --- | --- |
/// | north/a | in | old | port | was | closed |
/// | north/a | was | the | Port | is | open |
/// | north/b | | a | port | authority | met |
/// | south/c | | every | port | authority | closed |
fn ports() -> tempfile::TempDir {
    folder(&[
        (
            "in/north/a.txt",
            "Ships in old port was closed by day. It was the Port is open now.",
        ),
        ("in/north/b.txt", "A port authority met here."),
        ("in/south/c.txt", "Every port authority closed early."),
        (
            "in/metadata.csv",
            "file,date\nnorth/a.txt,2020-05-01\nsouth/c.txt,2019-02-03\n",
        ),
    ])
}

const PORT: &str = "kwic \"port\" in --language en --csv -q";

#[test]
fn a_concordance_is_sorted_by_the_words_beside_the_match() {
    let folder = ports();
    let lefts = |keys: &str| {
        let typed = format!("{PORT} --window 1 --sort {keys}");
        joined(&cells(folder.path(), &typed, &["left", "match", "right"]))
    };
    // 1R: authority, authority, is, was; then 2R of the first two: closed, met.
    assert_eq!(
        lefts("1R,2R,1L"),
        [
            "Every port authority",
            "A port authority",
            "the Port is",
            "old port was"
        ]
    );
    // 1R alone: the two of "authority" stay in the order of documents.
    assert_eq!(
        lefts("1R"),
        [
            "A port authority",
            "Every port authority",
            "the Port is",
            "old port was"
        ]
    );
    // 1L: a, every, old, the.
    assert_eq!(
        lefts("1L"),
        [
            "A port authority",
            "Every port authority",
            "old port was",
            "the Port is"
        ]
    );
    // 2R: closed (a), closed (c), met, open; the first two by 1L: every, old.
    assert_eq!(
        lefts("2R,1L"),
        [
            "Every port authority",
            "old port was",
            "A port authority",
            "the Port is"
        ]
    );
    // Where the document begins before, there is no word, which comes first. 2L: -, -, in, was.
    assert_eq!(
        lefts("2L,document"),
        [
            "A port authority",
            "Every port authority",
            "old port was",
            "the Port is"
        ]
    );
}

#[test]
fn a_concordance_is_sorted_by_what_is_known_of_documents() {
    let folder = ports();
    let ids = |keys: &str| {
        let typed = format!("{PORT} --sort {keys}");
        joined(&cells(folder.path(), &typed, &["doc_id"]))
    };
    assert_eq!(ids("date,1L"), ["south/c", "north/a", "north/a", "north/b"]);
    assert_eq!(
        ids("source,1L"),
        ["north/b", "north/a", "north/a", "south/c"]
    );
    assert_eq!(
        ids("document"),
        ["north/a", "north/a", "north/b", "south/c"]
    );
    let typed = "kwic 'p*' in --language en --csv -q --sort match,document".replace('\'', "");
    assert_eq!(cells(folder.path(), &typed, &["match"]).len(), 4);
    let wrong = run(folder.path(), "kwic port in --sort 1X");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        stderr(&wrong).contains("unknown sort key `1X`"),
        "{}",
        stderr(&wrong)
    );
}

#[test]
fn a_concordance_shows_windows_and_sentences() {
    let folder = ports();
    let of = |more: &str| {
        let typed = format!("{PORT} {more} --limit 1");
        joined(&cells(folder.path(), &typed, &["left", "match", "right"]))
    };
    assert_eq!(of("--window 2"), ["in old port was closed"]);
    assert_eq!(of("--window 2L,1R"), ["in old port was"]);
    assert_eq!(of("--window 3R"), [" port was closed by"]);
    assert_eq!(of("--context 1"), ["old port was"]);
    assert_eq!(of("--sentence"), ["Ships in old port was closed by day."]);
    let second = format!("{PORT} --sentence");
    let rows = joined(&cells(folder.path(), &second, &["left", "match", "right"]));
    assert_eq!(rows[1], "It was the Port is open now.");
    let both = run(folder.path(), "kwic port in --sentence --window 3");
    assert_eq!(both.status.code(), Some(2));
    let wrong = run(folder.path(), "kwic port in --window 3M");
    assert!(
        stderr(&wrong).contains("unknown window `3M`"),
        "{}",
        stderr(&wrong)
    );
}

#[test]
fn a_sample_of_a_concordance_is_the_same_each_time() {
    let folder = ports();
    let sample = |size: usize| lines(folder.path(), &format!("{PORT} --sample {size}"));
    let all = lines(folder.path(), PORT);
    let two = sample(2);
    assert_eq!((two.len(), &two), (2, &sample(2)));
    assert!(two.iter().all(|line| all.contains(line)));
    assert_eq!(sample(9), all);
    let told = stderr(&run_well(folder.path(), "kwic port in --csv --limit 3"));
    assert!(
        told.contains("4 hits in 3 of 3 documents; 3 listed"),
        "{told}"
    );
}

#[test]
fn aligned_lines_have_the_matches_under_each_other() {
    let folder = ports();
    let text = stdout(&run_well(
        folder.path(),
        "kwic port in --language en --color always --window 2 -q",
    ));
    let plain = text.replace("\u{1b}[1;31m", "<").replace("\u{1b}[0m", ">");
    let rows: Vec<&str> = plain.lines().skip(1).collect();
    assert_eq!(rows.len(), 4, "{plain}");
    assert!(rows[0].starts_with("north   2020-05-01  a"), "{plain}");
    assert!(rows[0].ends_with("in old <port> was closed"), "{plain}");
    assert!(rows[2].starts_with("north               b"), "{plain}");
    let place = |row: &str| row.find('<').expect("a match");
    assert!(
        rows.iter().all(|row| place(row) == place(rows[0])),
        "{plain}"
    );
    let sentences = stdout(&run_well(
        folder.path(),
        "kwic authority in --language en --color always --sentence -q",
    ));
    let sentences = sentences
        .replace("\u{1b}[1;31m", "<")
        .replace("\u{1b}[0m", ">");
    assert!(
        sentences.contains("  A port <authority> met here.\n"),
        "{sentences}"
    );
    assert!(
        sentences.contains("south  2019-02-03  south/c, sentence 1"),
        "{sentences}"
    );
}

/// Chinese characters take two columns each, combining marks none, Arabic is kept in its place.
#[cfg(feature = "cjk")]
#[test]
fn aligned_lines_are_aligned_by_display_width() {
    let folder = folder(&[
        ("in/zh.txt", "我们支持网络主权原则。各国应当尊重网络主权。"),
        ("in/ar.txt", "تؤكد الدول سيادة القانون في العالم"),
    ]);
    let of = |pattern: &str| {
        let mut command = refrain(folder.path());
        command.args(["kwic", pattern, "in", "--color", "always", "-q"]);
        stdout(&command.output().expect("runs"))
    };
    let chinese = of("网络主权");
    let widths: Vec<usize> = chinese.lines().skip(1).map(before_match).collect();
    assert_eq!(widths.len(), 2, "{chinese}");
    assert_eq!(widths[0], widths[1], "{chinese}");
    let arabic = of("سيادة");
    assert!(arabic.contains("\u{2068}سيادة\u{2069}"), "{arabic}");
}

/// Display columns before the match: wide characters count twice.
#[cfg(feature = "cjk")]
fn before_match(line: &str) -> usize {
    let before = line.split("\u{1b}[1;31m").next().expect("a start");
    before
        .chars()
        .map(|c| if c >= '\u{1100}' { 2 } else { 1 })
        .sum()
}

/// north/a: the the cat; north/b: the dog, cats; south/c: the cat.
fn cats() -> tempfile::TempDir {
    folder(&[
        ("in/north/a.txt", "The red cat saw the red hen."),
        ("in/north/b.txt", "The dog likes cats."),
        ("in/south/c.txt", "A red cat, 7 hens."),
    ])
}

#[test]
fn words_are_listed_by_frequency() {
    let folder = cats();
    let columns = ["rank", "word", "count", "documents", "sources"];
    let rows = joined(&cells(folder.path(), "words in --language en", &columns));
    // 7 + 4 + 5 tokens. Equal counts share a rank and stand in the order of their letters.
    assert_eq!(
        rows,
        [
            "1 red 3 2 2",
            "1 the 3 2 1",
            "3 cat 2 2 2",
            "4 7 1 1 1",
            "4 a 1 1 1",
            "4 cats 1 1 1",
            "4 dog 1 1 1",
            "4 hen 1 1 1",
            "4 hens 1 1 1",
            "4 likes 1 1 1",
            "4 saw 1 1 1"
        ]
    );
    let rate = &cells(
        folder.path(),
        "words in --language en --top 1",
        &["per_million"],
    )[0][0];
    assert_eq!(rate, "187500.0");
    let told = stderr(&run_well(
        folder.path(),
        "words in --language en --top 2 --csv",
    ));
    assert!(
        told.contains("2 of 11 words; 16 tokens in 3 documents"),
        "{told}"
    );
}

#[test]
fn words_are_narrowed_down_by_kind_pattern_and_count() {
    let folder = cats();
    let words = |more: &str| {
        let typed = format!("words in --language en -q {more}");
        joined(&cells(folder.path(), &typed, &["word", "count"]))
    };
    assert_eq!(words("--content-words --top 2"), ["red 3", "cat 2"]);
    assert_eq!(words("--match *s"), ["cats 1", "hens 1", "likes 1"]);
    assert_eq!(words("--match ca*"), ["cat 2", "cats 1"]);
    assert_eq!(words("--min-count 2"), ["red 3", "the 3", "cat 2"]);
    assert_eq!(words("--match zebra"), [""; 0]);
    let wrong = run(folder.path(), "words in --match \"red-cat\"");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        stderr(&wrong).contains("a pattern of one word"),
        "{}",
        stderr(&wrong)
    );
    // Terms: cat 3 (cat 2, cats 1), red 3, hen 2, like, saw, dog; no stop words, no numbers.
    let terms = cells(
        folder.path(),
        "words in --language en -q --terms",
        &["rank", "term", "word", "count"],
    );
    assert_eq!(
        joined(&terms)[..3],
        ["1 cat cat 3", "1 red red 3", "3 hen hen 2"]
    );
    assert!(!joined(&terms).iter().any(|row| row.contains(" the ")));
}

#[test]
fn words_can_be_listed_by_source() {
    let folder = cats();
    let rows = cells(
        folder.path(),
        "words in --language en -q --by source --top 2",
        &["source", "rank", "word", "count", "documents"],
    );
    // north: 11 tokens, the 3, red 2; south: 5 words once each, in the order of their letters.
    assert_eq!(
        joined(&rows),
        [
            "north 1 the 3 2",
            "north 2 red 2 1",
            "south 1 7 1 1",
            "south 1 a 1 1"
        ]
    );
    let told = run(folder.path(), "words in --by document");
    assert_eq!(told.status.code(), Some(2));
}

#[test]
fn the_counts_of_words_are_those_of_a_run() {
    let text = "Trade grows. Trades grow and grew. The trade of nations is a nation's trade. ";
    let folder = folder(&[
        ("in/x/a.txt", &text.repeat(3)),
        ("in/y/b.txt", "Nations trade. The trading nations."),
    ]);
    run_well(folder.path(), "run in --language en --only terms -q");
    let written = fs::read_to_string(folder.path().join("output/tables/terms.csv")).expect("terms");
    let mut reader = csv::Reader::from_reader(written.as_bytes());
    let of_run: Vec<String> = reader
        .records()
        .map(|record| {
            let record = record.expect("a row");
            [&record[0], &record[1], &record[4], &record[5], &record[7]].join(" ")
        })
        .collect();
    let columns = ["term", "word", "count", "documents", "sources"];
    let listed = cells(folder.path(), "words in --language en -q --terms", &columns);
    assert_eq!(joined(&listed), of_run);
}

#[test]
fn sequences_of_words_are_counted_within_sentences_and_punctuation() {
    let folder = folder(&[
        (
            "in/x/a.txt",
            "We thank you, and we thank you again. Thank you. You thank.",
        ),
        ("in/y/b.txt", "And we thank you. We thank, you thank."),
    ]);
    let ngrams = |more: &str| {
        let typed = format!("ngrams in --language en -q {more}");
        joined(&cells(
            folder.path(),
            &typed,
            &["ngram", "count", "documents", "sources"],
        ))
    };
    // we thank: a 2, b 2; thank you: a 3, b 1; and we: a 1, b 1; you thank: a 1, b 1. Not "you and".
    assert_eq!(
        ngrams("-n 2"),
        [
            "thank you 4 2 2",
            "we thank 4 2 2",
            "and we 2 2 2",
            "you thank 2 2 2"
        ]
    );
    assert_eq!(ngrams("-n 3"), ["we thank you 3 2 2", "and we thank 2 2 2"]);
    assert_eq!(
        ngrams("-n 3..4"),
        [
            "we thank you 3 2 2",
            "and we thank 2 2 2",
            "and we thank you 2 2 2"
        ]
    );
    assert_eq!(ngrams("-n 2 --with and"), ["and we 2 2 2"]);
    assert_eq!(ngrams("-n 3..5 --with \"and-we\" --min-count 9"), [""; 0]);
    assert_eq!(
        ngrams("-n 2 --min-count 3"),
        ["thank you 4 2 2", "we thank 4 2 2"]
    );
    assert_eq!(
        ngrams("-n 2 --min-count 1 --with again"),
        ["you again 1 1 1"]
    );
    assert_eq!(
        joined(&cells(
            folder.path(),
            "ngrams in --language en -q --by source --top 1",
            &["source", "ngram", "count"]
        )),
        ["x thank you 3", "y we thank 2"]
    );
    for wrong in ["1", "6", "3..2", "x"] {
        let output = run(folder.path(), &format!("ngrams in -n {wrong}"));
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(
            stderr(&output).contains("2 to 5 words"),
            "{}",
            stderr(&output)
        );
    }
}

/// "quiet" stands before "harbour" three times and once after it, "old" once before it.
#[test]
fn collocates_are_counted_on_the_sides_that_the_window_names() {
    let folder = folder(&[
        (
            "in/a.txt",
            "Quiet harbour. The quiet harbour sleeps. A quiet harbour.",
        ),
        ("in/b.txt", "Old harbour quiet. Fish swim. Ships sail far."),
    ]);
    let of = |more: &str| {
        let typed = format!("collocates harbour in --language en -q --min-count 1 {more}");
        joined(&cells(
            folder.path(),
            &typed,
            &["label", "n", "n_left", "n_right", "n_window"],
        ))
    };
    // Windows of one: Quiet | The quiet, sleeps | quiet | Old, quiet: 6 tokens.
    assert_eq!(
        of("--window 1 --measure log_likelihood"),
        ["quiet 4 3 1 6", "old 1 1 0 6", "sleeps 1 0 1 6"]
    );
    assert_eq!(of("--window 1L,0R --top 1"), ["quiet 3 3 0 4"]);
    assert_eq!(
        of("--window 1R --measure pmi"),
        ["sleeps 1 0 1 2", "quiet 1 0 1 2"]
    );
    let told = stderr(&run_well(
        folder.path(),
        "collocates harbour in --language en --window 1R --min-count 1 --csv",
    ));
    assert!(
        told.contains("within 0 tokens before or 1 after; 4 hits in 2 documents"),
        "{told}"
    );
    let wrong = run(folder.path(), "collocates harbour in --measure strength");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        stderr(&wrong).contains("log_dice pmi"),
        "{}",
        stderr(&wrong)
    );
    let none = run_well(folder.path(), "collocates zebra in --csv");
    assert_eq!(stdout(&none).lines().count(), 1);
    assert!(
        stderr(&none).contains("0 hits in 2 documents"),
        "{}",
        stderr(&none)
    );
}

#[test]
fn collocates_are_those_of_a_run() {
    let text = "The climate summit failed. A climate summit met in May. Climate change is here. ";
    let folder = folder(&[("in/a.txt", &text.repeat(4)), ("in/b.txt", text)]);
    let typed = "run in --language en --only collocates --collocates-of climate \
        --concepts none --collocate-window 2L,3R -q";
    run_well(folder.path(), typed);
    let written =
        fs::read_to_string(folder.path().join("output/tables/collocates.csv")).expect("a table");
    let typed = "collocates climate in --language en --window 2L,3R -m log_likelihood -q";
    assert_eq!(stdout(&run_well(folder.path(), typed)), written);
}

#[test]
fn two_corpora_are_compared_whatever_sources_they_hold() {
    let (ours, theirs) = ("The harbour is ours. ", "The mountain is ours. ");
    let folder = folder(&[
        ("mine/x/a.txt", &ours.repeat(40)),
        ("mine/y/b.txt", &ours.repeat(30)),
        ("others/z/c.txt", &theirs.repeat(50)),
        ("others/d.txt", &theirs.repeat(10)),
    ]);
    let columns = [
        "source",
        "label",
        "n_target",
        "n_reference",
        "total_target",
        "total_reference",
    ];
    let typed = "keyness mine --against others --language en --keep-boilerplate --copies off -q";
    assert_eq!(
        joined(&cells(folder.path(), typed, &columns)),
        ["mine harbour 70 0 280 240", "mine mountain 0 60 280 240"]
    );
    let typed = "keyness others --against mine/x --against mine/y --language en \
        --keep-boilerplate --copies off --top 1 -q";
    assert_eq!(
        joined(&cells(folder.path(), typed, &columns)),
        [
            "others mountain 60 0 240 280",
            "others harbour 0 70 240 280"
        ]
    );
    let typed = "keyness mine --against others --language en --keep-boilerplate --copies off --csv";
    let told = stderr(&run_well(folder.path(), typed));
    assert!(
        told.contains("2 differences; mine (280 tokens) against others (240 tokens)"),
        "{told}"
    );
    let all = cells(folder.path(), &format!("{typed} --all-keys -q"), &["label"]);
    assert!(all.len() >= 2);
}

#[test]
fn phrases_are_compared_when_asked_for() {
    let folder = folder(&[
        ("a.txt", &"Green trade deals came. ".repeat(30)),
        ("b.txt", &"Quiet sea roads closed. ".repeat(30)),
    ]);
    let typed = "keyness a.txt --against b.txt --language en -q --keep-boilerplate";
    let kinds = |typed: &str| {
        let rows = cells(folder.path(), typed, &["kind"]).into_iter().flatten();
        rows.filter(|kind| kind == "phrase").count()
    };
    assert_eq!(kinds(typed), 0);
    assert!(kinds(&format!("{typed} --phrases")) >= 2);
}

#[test]
fn wrong_comparisons_are_errors() {
    let folder = folder(&[("mine/a.txt", "Words are here."), ("empty/.hidden", "")]);
    let fails = |arguments: &str, status: i32, message: &str| {
        let output = run(folder.path(), arguments);
        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(status), "{arguments}: {told}");
        assert!(told.contains(message), "{arguments}: {told}");
    };
    fails("keyness mine", 2, "--against");
    fails("keyness mine --against mine", 2, "given twice");
    fails("keyness mine --against mine/a.txt", 2, "is inside");
    fails(
        "keyness mine --against empty",
        1,
        "empty: no documents found",
    );
    fails("keyness mine --against missing", 2, "missing: no such file");
    for command in ["kwic x", "words", "ngrams", "collocates x"] {
        fails(&format!("{command} empty"), 1, "no documents found");
        fails(
            &format!("{command} mine -o nowhere/x.csv"),
            1,
            "nowhere/x.csv",
        );
        fails(&format!("{command} mine -o mine"), 1, "mine");
    }
    for command in [
        "kwic \"open",
        "collocates \"open",
        "words --match \"open",
        "ngrams --with \"open",
    ] {
        fails(&format!("{command} mine"), 2, "closing quotation mark");
    }
    assert!(!folder.path().join("output").exists());
}

#[test]
fn settings_that_do_not_act_in_a_command_are_errors() {
    let folder = cats();
    for typed in [
        "kwic cat in --network-seed 3",
        "kwic cat in --max-phrase-length 2",
        "kwic cat in --top 3",
        "words in --also passages",
        "words in --collocate-window 3",
        "ngrams in --resamples 10",
        "ngrams in --extra-stop-word mr",
        "collocates cat in --neighbours 3",
        "collocates cat in --reference north",
        "keyness in/north --against in/south --reference x",
        "keyness in/north --against in/south --group-by country",
        "text in --extra-stop-word mr",
        "init in --language en",
    ] {
        let output = run(folder.path(), typed);
        assert_eq!(output.status.code(), Some(2), "{typed}");
        assert!(
            stderr(&output).contains("unknown option"),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn tables_are_written_to_files_and_over_earlier_ones() {
    let folder = cats();
    let file = folder.path().join("words.csv");
    write(&file, b"old");
    let told = stderr(&run_well(
        folder.path(),
        "words in --language en -o words.csv",
    ));
    assert!(
        told.contains("11 words; 16 tokens in 3 documents; written to words.csv"),
        "{told}"
    );
    let written = fs::read_to_string(&file).expect("a file");
    assert_eq!(
        written,
        stdout(&run_well(folder.path(), "words in --language en"))
    );
    assert!(written.starts_with("rank,word,kind,language,count,per_million,documents,sources\n"));
    run_well(folder.path(), "kwic cat in -o hits.csv -q");
    run_well(folder.path(), "words in -o words.csv --excel -q");
    let written = fs::read(&file).expect("a file");
    assert!(written.starts_with(b"\xEF\xBB\xBFrank"));
    let names = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(names, 3, "nothing but the input and two files");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o400, 0o400);
        assert_ne!(mode & 0o044, 0, "others may read it as any new file");
    }
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let text = "One sea, two seas, three lands and many words more. ".repeat(3000);
    let folder = folder(&[("in/a.txt", &text), ("in/b.txt", "Sea and land.")]);
    for typed in [
        "kwic sea* in --keep-boilerplate -q",
        "kwic sea* in --keep-boilerplate --color always -q",
        "kwic sea* in --keep-boilerplate --color always --sentence -q",
    ] {
        let mut command = refrain(folder.path());
        command.args(typed.split_whitespace());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        assert!(output.status.success(), "{typed}: {output:?}");
        assert_eq!(stderr(&output), "", "{typed}");
    }
}

#[test]
fn short_help_is_short_and_long_help_complete() {
    let folder = folder(&[]);
    let of = |typed: &str| stdout(&run_well(folder.path(), typed));
    for command in READING_COMMANDS {
        let (short, long) = (
            of(&format!("{command} -h")),
            of(&format!("{command} --help")),
        );
        assert!(
            short.lines().count() <= 25,
            "{command}: {}\n{short}",
            short.lines().count()
        );
        assert!(long.lines().count() > short.lines().count(), "{command}");
        assert!(
            short.contains("Example") && long.contains("Example"),
            "{command}"
        );
        assert!(
            !short.contains("--memory") && long.contains("--memory"),
            "{command}"
        );
    }
    assert!(!of("kwic --help").contains("network"));
    assert!(!of("words --help").contains("codebook"));
    let first = of("-h");
    assert!(
        first.contains("refrain COMMAND -h") && first.contains("collocates"),
        "{first}"
    );
    assert!(first.lines().count() <= 25, "{first}");
}

#[test]
fn lemmas_and_doubts_of_typed_patterns_are_known_to_every_command() {
    let folder = folder(&[
        (
            "in/a.txt",
            "He was late. They are here. We were there. It is so.",
        ),
        ("l.tsv", "was\tbe\nare\tbe\nwere\tbe\nis\tbe\n"),
    ]);
    let kwic = |arguments: &str| {
        let arguments = format!("kwic lemma:be in --language en {arguments}");
        let output = run_well(folder.path(), &arguments);
        (stdout(&output).lines().count(), stderr(&output))
    };
    assert_eq!(kwic("--lemmas l.tsv -q").0, 1 + 4);
    let (lines, notes) = kwic("");
    assert_eq!(lines, 1);
    assert!(
        notes.contains("note: ") && notes.contains("lemma"),
        "{notes}"
    );
    for typed in [
        "words in --match absent",
        "ngrams in --with absent",
        "collocates absent in",
    ] {
        let told = stderr(&run_well(folder.path(), &format!("{typed} --language en")));
        assert!(
            told.contains("note: 1 pattern without hits"),
            "{typed}: {told}"
        );
        let quiet = stderr(&run_well(
            folder.path(),
            &format!("{typed} --language en -q"),
        ));
        assert_eq!(quiet, "", "{typed}");
    }
}
