//! `refrain diff`: what changed between two runs, with changes worked out by hand.

use std::fs;
use std::path::Path;

use crate::common::{folder, run, run_well, stderr, stdout, write};

const WALL: &str = "The flood wall broke. The flood wall was old, and the mayor paid.";
const FERRY: &str = "A ferry crossed the river. The ferry was late.";

/// Two folders of documents: one document is new, one gone, one has another text, one another date.
fn towns() -> tempfile::TempDir {
    folder(&[
        ("old/north/wall.txt", WALL),
        ("old/north/ferry.txt", FERRY),
        ("old/south/gone.txt", "The bridge fell."),
        ("old/south/dated.txt", "The river rose in May."),
        ("old/metadata.csv", "file,date\nsouth/dated.txt,2019\n"),
        ("new/north/wall.txt", WALL),
        (
            "new/north/ferry.txt",
            "A ferry crossed the river. The ferry, an old ferry, was late.",
        ),
        ("new/south/new.txt", "The river fell, and the river rose."),
        ("new/south/dated.txt", "The river rose in May."),
        ("new/metadata.csv", "file,date\nsouth/dated.txt,2020\n"),
        ("old.yml", "flood: [flood wall]\n"),
        ("new.yml", "flood: [flood wall, river]\n"),
    ])
}

/// Both runs, the later one with another setting.
fn both(folder: &Path) {
    run_well(
        folder,
        "run old -o before --language en --codebook old.yml --no-report",
    );
    run_well(
        folder,
        "run new -o after --language en --codebook new.yml --no-report --max-df 0.9",
    );
}

/// What `refrain diff` prints, with its exit status.
fn diff(folder: &Path, arguments: &str) -> (String, Option<i32>) {
    let output = run(folder, &format!("diff {arguments}"));
    (stdout(&output), output.status.code())
}

#[test]
fn equal_runs_do_not_differ() {
    let towns = towns();
    let at = towns.path();
    run_well(at, "run old -o one --language en --threads 1");
    run_well(at, "run old -o two --language en --threads 2");
    assert_eq!(
        diff(at, "one two"),
        ("Nothing differs.\n".to_owned(), Some(0))
    );
    assert_eq!(diff(at, "one two -q"), (String::new(), Some(0)));
    let (csv, status) = diff(at, "one two --csv");
    assert_eq!(csv.lines().count(), 1, "{csv}");
    assert_eq!(status, Some(0));
}

#[test]
fn documents_settings_codebook_and_rows_are_told() {
    let towns = towns();
    let at = towns.path();
    both(at);
    let (text, status) = diff(at, "before after --top 1000");
    assert_eq!(status, Some(1));
    for line in [
        "  terms.max_df  1.0 → 0.9",
        "  name  `old.yml` → `new.yml`",
        // One new, one gone, one with another text, one with another date.
        "Documents: 1 new, 1 gone, 2 changed of 4 → 4",
        "  + south/new  ",
        "  - south/gone  ",
        "  ~ south/dated  date 2019 → 2020",
        // The ferry: twice before, three times now.
        "  ~ ferri, en (ferry)  cf 2 → 3",
        "  - bridg, en (bridge)  cf 1, ",
        // The pattern `river` hits four times, `flood wall` twice as before.
        "  ~ flood  hits 2 → 6",
    ] {
        assert!(text.contains(line), "{line} is not in:\n{text}");
    }
    let changed = text
        .lines()
        .find(|line| line.starts_with("  ~ north/ferry"));
    assert!(
        changed.is_some_and(|line| line.contains("  text changed, bytes 46 → 61")),
        "{text}"
    );
    assert!(!text.contains("north/wall  "), "{text}");
    assert_eq!(diff(at, "before after --quiet"), (String::new(), Some(1)));
}

#[test]
fn the_other_way_round_new_is_gone() {
    let towns = towns();
    let at = towns.path();
    both(at);
    let counts = |arguments: &str| {
        let (text, _) = diff(at, arguments);
        let lines = text.lines().filter(|line| line.contains(" new, "));
        let counts = lines.map(|line| {
            let mut words = line.split([' ', ';']).filter(|word| !word.is_empty());
            let name = words.next().unwrap_or_default().to_owned();
            let numbers: Vec<String> = words
                .filter(|word| word.chars().all(|c| c.is_ascii_digit() || c == ','))
                .map(|word| word.trim_end_matches(',').to_owned())
                .collect();
            (name, numbers)
        });
        counts.collect::<Vec<_>>()
    };
    let (there, back) = (counts("before after"), counts("after before"));
    assert!(there.len() > 5, "{there:?}");
    let mut compared = 0;
    for (name, numbers) in &there {
        let other = back.iter().find(|(other, _)| other == name);
        let (_, other) = other.unwrap_or_else(|| panic!("{name} differs one way only"));
        assert_eq!(numbers[0], other[1], "{name}: new");
        assert_eq!(numbers[1], other[0], "{name}: gone");
        assert_eq!(numbers[2], other[2], "{name}: changed");
        assert_eq!(
            (&numbers[3], &numbers[4]),
            (&other[4], &other[3]),
            "{name}: rows"
        );
        compared += 1;
    }
    assert_eq!(compared, back.len());
}

#[test]
fn the_largest_changes_come_first() {
    let repeated = |word: &str, times: usize| format!("{word} ").repeat(times);
    let folder = folder(&[
        (
            "old/a.txt",
            &format!(
                "{}{}{}",
                repeated("harbour", 30),
                repeated("ferry", 9),
                repeated("mole", 2)
            ),
        ),
        (
            "new/a.txt",
            &format!(
                "{}{}{}",
                repeated("harbour", 34),
                repeated("ferry", 3),
                repeated("pier", 5)
            ),
        ),
    ]);
    let at = folder.path();
    for input in ["old", "new"] {
        run_well(
            at,
            &format!("run {input} -o out-{input} --language en --only terms --no-report"),
        );
    }
    let (text, _) = diff(at, "out-old out-new");
    let of_terms = text.split("terms: ").nth(1).expect(&text);
    let signs: Vec<&str> = of_terms
        .lines()
        .skip(1)
        .take(4)
        .map(|line| &line[2..7])
        .collect();
    // By how much cf changes: 6, 5, 4, 2.
    assert_eq!(signs, ["~ fer", "+ pie", "~ har", "- mol"], "{text}");
    let (text, _) = diff(at, "out-old out-new --top 1");
    assert!(text.contains("; the 1 largest changes:\n  ~ fer"), "{text}");
    assert!(!text.contains("+ pier"), "{text}");
}

#[test]
fn changes_are_written_as_csv() {
    let towns = towns();
    let at = towns.path();
    both(at);
    let (csv, status) = diff(at, "before after --csv");
    assert_eq!(status, Some(1));
    assert!(csv.starts_with("about,name,change,key,label,column,before,after,difference\n"));
    for line in [
        "\"setting\",\"terms.max_df\",\"changed\",,,,\"1.0\",\"0.9\",",
        "\"row\",\"terms\",\"changed\",\"ferri; en\",\"ferry\",\"cf\",\"2\",\"3\",1.0",
        "\"row\",\"documents\",\"changed\",\"south/dated\",,\"date\",\"2019\",\"2020\",",
    ] {
        assert!(
            csv.lines().any(|found| found == line),
            "{line} is not in:\n{csv}"
        );
    }
    let (printed, status) = diff(at, "before after -o changes.csv");
    assert_eq!((printed.as_str(), status), ("", Some(1)));
    assert_eq!(
        fs::read_to_string(at.join("changes.csv")).expect("a file"),
        csv
    );
}

#[test]
fn csv_for_spreadsheets_holds_the_same_rows() {
    let folder = folder(&[
        ("in/a.txt", "The summit met."),
        ("in/metadata.csv", "file,title\na.txt,=1+1\n"),
    ]);
    let at = folder.path();
    run_well(at, "run in -o plain --language en --no-report");
    run_well(at, "run in -o excel --language en --no-report --excel");
    let (text, status) = diff(at, "plain excel");
    assert_eq!(text, "Settings\n  output.excel  false → true\n");
    assert_eq!(status, Some(1));
}

#[test]
fn tables_of_one_run_only_are_told() {
    let towns = towns();
    let at = towns.path();
    run_well(at, "run old -o all --language en --no-report");
    run_well(at, "run old -o few --language en --no-report --only terms");
    let (text, _) = diff(at, "all few");
    assert!(text.contains("tfidf: the table is gone\n"), "{text}");
    assert!(!text.contains("terms: "), "{text}");
    let (text, _) = diff(at, "few all");
    assert!(text.contains("tfidf: a new table\n"), "{text}");
}

#[test]
fn what_can_not_be_compared_is_an_error() {
    let towns = towns();
    let at = towns.path();
    both(at);
    let refused = |arguments: &str, reason: &str| {
        let output = run(at, &format!("diff {arguments}"));
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(stderr(&output).contains(reason), "{}", stderr(&output));
    };
    refused("before old", "old: not an output folder of refrain");
    refused("before nowhere", "nowhere: not an output folder of refrain");
    refused("before", "AFTER");
    let table = at.join("after/tables/terms.csv");
    let text = fs::read_to_string(&table).expect("a table");
    write(&table, format!("{text}\"a\",1\n").as_bytes());
    let line = text.lines().count() + 1;
    refused(
        "before after",
        &format!("terms.csv:{line}: this row has 2 cells"),
    );
    fs::remove_file(&table).expect("removed");
    refused("before after", "terms.csv");
    let package = at.join("after/datapackage.json");
    write(&package, b"{");
    refused("before after", "datapackage.json is not JSON");
}

#[test]
fn the_library_compares_too() {
    let towns = towns();
    both(towns.path());
    let [before, after] = ["before", "after"].map(|name| towns.path().join(name));
    let found = refrain::diff(&before, &after, 5).expect("compared");
    let terms = found.tables.iter().find(|table| table.name == "terms");
    let terms = terms.expect("terms differ");
    assert!(terms.largest.len() == 5 && terms.new + terms.gone + terms.changed > 5);
    assert!(
        refrain::diff(&before, &before, 5)
            .expect("compared")
            .is_empty()
    );
}
