//! Lists of phrases that were marked by hand (`marked_phrases.tsv`): few of what leads a table is junk.

use std::collections::BTreeMap;
#[cfg(feature = "archives")]
use std::io::{BufRead, BufReader, Write};

use crate::common::{project, rows, run_well, shared};

const MARKED: &str = include_str!("marked_phrases.tsv");

/// Marks by label, of a corpus and a table.
fn marks(corpus: &str, table: &str) -> BTreeMap<&'static str, &'static str> {
    let lines = MARKED.lines().filter(|line| !line.starts_with('#'));
    let columns = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    let entries = columns.filter_map(|columns| match columns[..] {
        [of, in_table, label, mark] if (of, in_table) == (corpus, table) => Some((label, mark)),
        _ => None,
    });
    entries.collect()
}

/// Phrases marked as junk among the first of a table; what nobody marked counts as junk too.
fn junk(corpus: &str, input: &str, table: (&str, &str), first: usize) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, kind) = table;
    let output = folder.path().join("output");
    let command = format!("run {input} --only {file} -o {}", output.display());
    run_well(project(), &command);
    let marks = marks(corpus, kind);
    let labels = rows(&output, file).into_iter();
    // Phrases are marked without capital letters and hyphens of prefixes.
    let fold = |label: &String| label.to_lowercase().replace('-', "");
    let labels = labels.map(|row| row.get("label").map(fold).unwrap_or_default());
    let words = labels.filter(|label| !label.contains('+')).take(first);
    let is_junk = |label: &String| marks.get(&**label) != Some(&"good");
    words.filter(is_junk).collect()
}

#[cfg(all(feature = "cjk", feature = "html"))]
#[test]
fn little_junk_leads_the_tables_of_the_sample() {
    let candidates = ("concept_candidates", "candidates");
    let listed = junk("sample", "input", candidates, 90);
    assert!(listed.len() <= 15, "{listed:?}");
    let listed = junk("sample", "input", ("phrases", "phrases"), 50);
    assert!(listed.len() <= 8, "{listed:?}");
}

#[test]
fn little_junk_leads_the_tables_of_speeches() {
    let Some(input) = shared("corpora/ungd2017") else {
        return;
    };
    let input = input.display().to_string();
    for (table, first) in [("phrases", 50), ("recurrence", 40)] {
        let listed = junk("un_2017", &input, (table, table), first);
        assert!(listed.len() <= 3, "{table}: {listed:?}");
    }
}

/// The speeches of some years, as a file of JSON Lines in a folder.
#[cfg(feature = "archives")]
fn speeches_of(years: std::ops::RangeInclusive<u32>, folder: &std::path::Path) -> Option<String> {
    let packed = std::fs::File::open(shared("corpora/ungdc.jsonl.zst")?).expect("the corpus");
    let lines = BufReader::new(zstd::Decoder::new(packed).expect("zstd"));
    let path = folder.join("speeches.jsonl");
    let mut file = std::fs::File::create(&path).expect("a file");
    for line in lines.lines().map(|line| line.expect("a line")) {
        let record: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let year = record["date"].as_str().and_then(|date| date.get(..4));
        if year.is_some_and(|year| years.contains(&year.parse().expect("a year"))) {
            writeln!(file, "{line}").expect("written");
        }
    }
    Some(path.display().to_string())
}

/// Run with `cargo test --release --test integration -- --ignored decades_of_speeches`.
#[cfg(feature = "archives")]
#[test]
#[ignore = "reads 160 MB of speeches"]
fn little_junk_leads_the_tables_of_decades_of_speeches() {
    let folder = tempfile::tempdir().expect("a folder");
    for (corpus, years) in [("un_1950_1989", 1950..=1989), ("un_1990_2009", 1990..=2009)] {
        let Some(input) = speeches_of(years, folder.path()) else {
            return;
        };
        for (table, first) in [("phrases", 50), ("recurrence", 40)] {
            let listed = junk(corpus, &input, (table, table), first);
            assert!(listed.len() <= 3, "{corpus}, {table}: {listed:?}");
        }
    }
}
