//! Lists of phrases that were marked by hand (`marked_phrases.tsv`): few of what leads a table is junk.

use std::collections::BTreeMap;

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
