//! The rules of all data files: what each states of itself, and what holds for all.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

/// The rules that a file states in its lines with `#!`.
struct Rules<'a> {
    columns: Vec<&'a str>,
    /// Numbers of the columns that no two entries have in common.
    unique: Vec<usize>,
    is_sorted: bool,
    is_lower_case: bool,
}

impl<'a> Rules<'a> {
    fn of(text: &'a str) -> Self {
        let stated = |rule: &str| {
            let line = text.lines().find_map(|line| {
                let value = line.strip_prefix("#! ")?.strip_prefix(rule)?;
                value.strip_prefix(": ")
            });
            line.unwrap_or_else(|| panic!("no line `#! {rule}: `"))
        };
        let one_of = |rule: &str, values: [&str; 2]| {
            let value = stated(rule);
            assert!(
                values.contains(&value),
                "{rule}: {value} is none of {values:?}"
            );
            value == values[0]
        };
        let columns: Vec<&str> = stated("columns").split(", ").collect();
        let number = |name| columns.iter().position(|column| *column == name);
        let unique = stated("unique").split(", ").map(number);
        let unique: Option<Vec<usize>> = unique.collect();
        Self {
            unique: unique.expect("`#! unique` names columns"),
            is_sorted: one_of("order", ["sorted", "as listed"]),
            is_lower_case: one_of("case", ["lower", "as written"]),
            columns,
        }
    }
}

/// What is wrong with the entries of a file, by line.
fn faults(text: &str) -> Vec<String> {
    let rules = Rules::of(text);
    let mut faults = Vec::new();
    let mut keys = BTreeSet::new();
    let mut last = "";
    for (number, line) in (1..).zip(text.lines()) {
        let mut fault = |what: &str| faults.push(format!("{number}: {what}: {line}"));
        if line.trim() != line {
            fault("blanks around the line");
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() != rules.columns.len() {
            fault("not as many columns as stated");
            continue;
        }
        let is_stray = |column: &&str| {
            column.is_empty()
                || column.trim() != *column
                || column.trim_matches(BLANK).contains(BLANK)
                || column.contains("  ")
                || column.contains(|c: char| c.is_control() || c.is_whitespace() && c != ' ')
        };
        if columns.iter().any(is_stray) {
            fault("a stray blank or control character, or an empty column");
        }
        if !keys.insert(
            rules
                .unique
                .iter()
                .map(|&column| columns[column])
                .collect::<Vec<_>>(),
        ) {
            fault("a duplicate");
        }
        if rules.is_lower_case && line.to_lowercase() != line {
            fault("not in lower case");
        }
        if rules.is_sorted && line < last {
            fault("not in order: it belongs further up");
        }
        last = line;
    }
    faults
}

#[test]
#[allow(clippy::disallowed_methods)] // A test reads its own folder.
fn every_data_file_keeps_its_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data");
    let files = std::fs::read_dir(folder).expect("the folder of data files");
    let paths = files.map(|file| file.expect("a file").path());
    let is_data =
        |path: &std::path::PathBuf| path.extension().is_some_and(|ending| ending == "tsv");
    let paths: Vec<_> = paths.filter(is_data).collect();
    assert!(paths.len() > 10, "{paths:?}");
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        assert!(
            text.starts_with("# ") && text.ends_with('\n'),
            "{}",
            path.display()
        );
        assert_eq!(faults(&text), [""; 0], "{}", path.display());
    }
}

#[test]
fn faults_are_seen() {
    let rules = "#! columns: list, word\n#! unique: list, word\n#! order: sorted\n#! case: lower\n";
    let faults = |entries: &str| faults(&format!("{rules}\n{entries}")).len();
    assert_eq!(faults("a\tone\n\na\ttwo\nb\tone\nb\tthe␣\n"), 0);
    for entries in [
        "a\tone\na\tone\n",
        "b\tone\na\tone\n",
        "a\tOne\n",
        "a\tone \n",
        "a\tone\ttwo\n",
        "a\n",
        "a\t\n",
        "a\tone  two\n",
        "a\tone␣two\n",
        "a\tone\u{a0}two\n",
    ] {
        assert!(faults(entries) > 0, "{entries:?}");
    }
}

#[test]
fn lists_are_read_by_their_names() {
    let file = DataFile::new("# words\nno\tone\n\nnow\ttwo\nnow\tby␣\nnow\tby\n");
    assert_eq!(file.list("now"), ["two", "by ", "by"]);
    assert_eq!(file.list("no"), ["one"]);
    assert!(file.set("now").contains("by ") && !file.set("now").contains("one"));
    assert_eq!(file.rows().last(), Some(["now", "by"]));
    assert_eq!(file.rows::<3>().count(), 0);
}
