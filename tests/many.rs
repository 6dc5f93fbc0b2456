//! Very many of a thing: columns, keys, names, attributes, nested tables. Time grows with the input, not with
//! its square.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use crate::common::{folder, rows, run_well, stderr};

const OPTIONS: &str = "run --only documents --no-report -o out";
/// Many times what a test takes; a few times less than it took when time grew with the square.
const PATIENCE: Duration = Duration::from_secs(40);

/// The text `make` gives for each number below `count`, joined.
fn each(count: usize, make: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        write!(text, "{}", make(number)).expect("written");
        text
    })
}

/// Runs over one file; gives the rows of `documents.csv` and what was said.
fn read(name: &str, content: &str) -> (Vec<std::collections::BTreeMap<String, String>>, String) {
    let folder = folder(&[(&format!("input/{name}"), content)]);
    let started = Instant::now();
    let said = stderr(&run_well(folder.path(), OPTIONS));
    let taken = started.elapsed();
    assert!(taken < PATIENCE, "{name}: {taken:?}");
    (rows(&folder.path().join("out"), "documents"), said)
}

#[test]
fn tables_of_thousands_of_columns_are_read() {
    let header = each(3000, |number| format!(",c{number}"));
    let cells = each(3000, |number| format!(",{number}"));
    let lines = each(300, |row| format!("{row},The tide turns.{cells}\n"));
    let (rows, _) = read("a.csv", &format!("id,text{header}\n{lines}"));
    assert_eq!(rows.len(), 300);
    assert_eq!((&*rows[7]["c0"], &*rows[299]["c2999"]), ("0", "2999"));
}

#[test]
fn a_record_of_many_thousand_keys_is_read() {
    let keys = each(60_000, |number| format!(",\"k{number}\":{number}"));
    let (rows, _) = read(
        "a.jsonl",
        &format!("{{\"text\":\"The tide turns.\"{keys}}}\n"),
    );
    assert_eq!((rows.len(), &*rows[0]["k59999"]), (1, "59999"));
    let keys = each(60_000, |number| format!(" k{number}=\"v{number}\""));
    let (rows, _) = read("a.vert", &format!("<doc{keys}>\nTide\tNN\ttide\n</doc>\n"));
    assert_eq!((rows.len(), &*rows[0]["k59999"]), (1, "v59999"));
}

#[test]
fn names_that_one_document_states_are_left_out_where_they_would_fill_the_table() {
    let lines = each(8_000, |number| {
        format!("{{\"text\":\"The tide turns.\",\"desk\":\"sea\",\"k{number}\":1}}\n")
    });
    let folder = folder(&[("input/a.jsonl", &lines)]);
    let said = stderr(&run_well(folder.path(), OPTIONS));
    let table =
        fs::read_to_string(folder.path().join("out/tables/documents.csv")).expect("a table");
    let columns = table.lines().next().expect("a header").split(',');
    let columns = columns.map(|name| name.trim_matches('"'));
    assert_eq!(columns.clone().filter(|name| *name == "desk").count(), 1);
    let columns = columns.filter(|name| name.starts_with('k')).count();
    assert_eq!(columns, (50_000_000 + 20 * 16_000) / 8_000 - 1);
    assert!(said.contains("metadata under 8001 names"), "{said}");
}

#[test]
fn lemmas_and_entities_by_the_hundred_thousand_are_read() {
    let shuffled = |number: usize| number * 7919 % 150_000;
    let lemmas = each(150_000, |number| {
        format!(
            "1\tw{}\tv{number}\tNOUN\t_\t_\t0\t_\t_\t_\n",
            shuffled(number)
        )
    });
    let folder = folder(&[("input/a.txt", "The tide turns w7."), ("l.conllu", &lemmas)]);
    let started = Instant::now();
    run_well(folder.path(), &format!("{OPTIONS} --lemmas l.conllu"));
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    let entities = each(150_000, |number| {
        format!("<!ENTITY e{} \"tide\">", shuffled(number))
    });
    let xml = format!("<!DOCTYPE d [{entities}]><d><p>The &e149999; turns.</p></d>");
    let (rows, _) = read("a.xml", &xml);
    assert_eq!(rows[0]["tokens"], "3", "{:?}", rows[0]);
}

#[cfg(feature = "html")]
#[test]
fn pages_of_nested_tables_and_sections_are_read() {
    for element in ["<table><td>tide ", "<section>tide ", "<table><tr><th>tide "] {
        let page = format!("<html><body><p>The tide.</p>{}", element.repeat(6_000));
        let (rows, _) = read("a.html", &page);
        assert_eq!(rows[0]["status"], "analysed", "{:?}", rows[0]);
    }
}
