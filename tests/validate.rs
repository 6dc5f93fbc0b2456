//! `refrain validate`: from a folder of texts to coding sheets, and from coded sheets to scores.

use std::fs;
use std::path::Path;

use crate::common::{files_in, folder, rows, run, run_well, stderr, stdout};

/// Two sources and four years; the codebook finds "harbour", too often where it is a verb, and misses quays.
pub(crate) fn corpus() -> tempfile::TempDir {
    let texts = [
        "north/2001.txt",
        "north/2003.txt",
        "south/2002.txt",
        "south/2004.txt",
    ]
    .map(|path| {
        let year = path.split(['/', '.']).nth(1).unwrap_or_default();
        let mut text = format!("---\ndate: {year}-05-01\n---\n\n");
        for number in 0..12 {
            text.push_str(&format!(
                "The harbour took in ship {number} of {year} before noon. "
            ));
            text.push_str(&format!(
                "The quay was repaired for boat {number}, said {path}. "
            ));
            text.push_str(&format!(
                "They harbour doubt number {number} about {year}. "
            ));
            text.push_str(&format!(
                "Bread was baked by hand in street {number} that day. "
            ));
        }
        (path, text)
    });
    let mut files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    files.push((
        "concepts.yml",
        "harbours:\n  - _definition: Places where ships lie.\n  - harbour\n  - ship\n",
    ));
    folder(&files)
}

/// The rows of a sheet as it was written, with an answer to each by its text; the header first.
pub(crate) fn coded(sheet: &Path, answer: impl Fn(&str) -> String) -> Vec<Vec<String>> {
    let text = fs::read_to_string(sheet).expect("a sheet");
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|row| {
        let mut row: Vec<String> = row.expect("a row").iter().map(ToOwned::to_owned).collect();
        if row[6] != "answer" {
            row[6] = answer(&row[4]);
        }
        row
    });
    rows.collect()
}

/// What is true of the corpus.
pub(crate) fn truth(text: &str) -> String {
    let is_place = text.contains("harbour took") || text.contains("quay");
    if is_place { "yes" } else { "no" }.to_owned()
}

fn save(path: &Path, rows: &[Vec<String>], delimiter: u8) {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory");
    }
    fs::write(path, writer.into_inner().expect("memory")).expect("written");
}

/// Rates of each domain, words of missed sentences, and both kinds of errors.
fn check_lists(scores: &Path) {
    let rates = rows(scores, "validation_rates");
    let names: Vec<&str> = rates.iter().map(|row| row["domain"].as_str()).collect();
    assert_eq!(
        names,
        ["all", "north", "south", "2001", "2002", "2003", "2004"]
    );
    let words = rows(scores, "validation_words");
    assert_eq!(words[0]["word"], "boat");
    let errors = rows(scores, "validation_errors");
    assert!(
        errors
            .iter()
            .any(|row| row["error"] == "wrong hit" && row["text"].starts_with("They harbour"))
    );
    assert!(
        errors
            .iter()
            .any(|row| row["error"] == "missed" && row["text"].starts_with("The quay"))
    );
}

#[test]
fn a_codebook_is_scored_by_a_blind_sheet() {
    let place = corpus();
    let place = place.path();
    run_well(place, "validate sample . -o out --size 60 --period year");
    let names: Vec<_> = files_in(&place.join("out")).into_keys().collect();
    assert!(
        names.iter().any(|name| name.ends_with("coders/coder.html")),
        "{names:?}"
    );
    let key = fs::read_to_string(place.join("out/key.json")).expect("a key");
    assert!(key.contains("\"definition\": \"Places where ships lie.\""));
    let sheet = coded(&place.join("out/coders/coder.csv"), truth);
    assert_eq!(
        sheet[0].join(","),
        "id,coder,question,before,text,after,answer,note"
    );
    assert_eq!(sheet.len(), 61);
    assert!(
        sheet[1..]
            .iter()
            .all(|row| row[2] == "Is this sentence about “harbours”?")
    );
    save(&place.join("coder.csv"), &sheet, b',');
    let scored = run_well(place, "validate score out/key.json coder.csv -o scores");
    assert!(
        stderr(&scored).contains("harbours: 60 sentences coded."),
        "{}",
        stderr(&scored)
    );
    let found = &rows(&place.join("scores"), "validation")[0];
    // Of the 96 sentences with a hit 48 are of harbours, and 48 with a quay are missed.
    assert_eq!(
        (found["hit_units"].as_str(), found["units"].as_str()),
        ("96", "192")
    );
    let number = |column: &str| found[column].parse::<f64>().expect("a number");
    for (column, expected) in [("precision", 0.5), ("recall", 0.5), ("f1", 0.5)] {
        let ends = [
            number(&format!("{column}_low")),
            number(&format!("{column}_high")),
        ];
        assert!(
            ends[0] < expected && expected < ends[1],
            "{column}: {ends:?}"
        );
    }
    check_lists(&place.join("scores"));
    // A second score replaces the first.
    run_well(place, "validate score out/key.json coder.csv -o scores");
}

#[test]
fn pages_and_sheets_say_nothing_of_hits() {
    let place = corpus();
    run_well(place.path(), "validate sample . -o out --size 20");
    for (name, bytes) in files_in(&place.path().join("out/coders")) {
        let text = String::from_utf8_lossy(&bytes);
        for word in [
            "stratum",
            "probability",
            "pattern",
            "north",
            "south",
            "\"hit\"",
        ] {
            // The corpus names its files in its own sentences.
            let text = text.replace("said north/", "").replace("said south/", "");
            assert!(!text.contains(word), "{} has {word}", name.display());
        }
    }
}

#[test]
fn a_sample_depends_on_its_seed_only() {
    let place = corpus();
    let place = place.path();
    let sample = |output: &str, more: &str| {
        run_well(
            place,
            &format!("validate sample . -o {output} --size 30 --coders anna,ben {more}"),
        );
        files_in(&place.join(output))
    };
    let first = sample("a", "--threads 1");
    fs::remove_dir_all(place.join("a")).expect("removed");
    assert!(first == sample("b", "--threads 2"));
    fs::remove_dir_all(place.join("b")).expect("removed");
    assert!(first != sample("c", "--seed 2"));
}

#[test]
fn coders_share_as_many_units_as_the_overlap_says() {
    let place = corpus();
    let place = place.path();
    run_well(
        place,
        "validate sample . -o out --size 60 --coders anna,ben,carl --overlap 0.5",
    );
    let ids = |coder: &str| -> Vec<String> {
        let sheet = coded(&place.join(format!("out/coders/{coder}.csv")), truth);
        sheet
            .into_iter()
            .skip(1)
            .map(|row| row[0].clone())
            .collect()
    };
    let sheets = ["anna", "ben", "carl"].map(ids);
    let shared = sheets[0]
        .iter()
        .filter(|id| sheets[1].contains(id) && sheets[2].contains(id));
    assert_eq!(shared.count(), 30);
    assert_eq!(
        sheets.each_ref().map(Vec::len),
        [40; 3],
        "each has as much to do"
    );
    // Ben takes every verb for a harbour.
    let lax = |text: &str| if text.contains("harbour") { "y" } else { "n" }.to_owned();
    save(
        &place.join("anna.csv"),
        &coded(&place.join("out/coders/anna.csv"), truth),
        b',',
    );
    save(
        &place.join("ben.csv"),
        &coded(&place.join("out/coders/ben.csv"), lax),
        b',',
    );
    run_well(
        place,
        "validate score out/key.json ben.csv anna.csv -o scores",
    );
    let pair = &rows(&place.join("scores"), "validation_coders")[0];
    assert_eq!(
        (pair["coder_a"].as_str(), pair["coder_b"].as_str()),
        ("anna", "ben")
    );
    assert_eq!(pair["units"], "30");
    let scores = &rows(&place.join("scores"), "validation")[0];
    assert_ne!(scores["undecided"], "0");
    assert!(scores["alpha"].parse::<f64>().expect("alpha") < 0.8);
}

#[test]
fn sheets_may_come_back_in_another_shape() {
    let place = corpus();
    let place = place.path();
    run_well(place, "validate sample . -o out --size 40");
    let mut sheet = coded(&place.join("out/coders/coder.csv"), truth);
    save(&place.join("coder.csv"), &sheet, b',');
    run_well(place, "validate score out/key.json coder.csv -o plain");
    // Excel of another country: semicolons, a byte-order mark, other words; rows and columns in another order.
    for row in &mut sheet {
        row.reverse();
        match row[1].as_str() {
            "yes" => row[1] = " Ja".to_owned(),
            "no" => row[1] = "0".to_owned(),
            _ => row[1] = "ANSWER".to_owned(),
        }
    }
    sheet[1..].reverse();
    save(&place.join("other.csv"), &sheet, b';');
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    bytes.extend(fs::read(place.join("other.csv")).expect("read"));
    fs::write(place.join("other.csv"), bytes).expect("written");
    run_well(place, "validate score out/key.json other.csv -o other");
    assert!(files_in(&place.join("plain")) == files_in(&place.join("other")));
    // A classifier's labels, in a column of their own, without a coder.
    let labels: Vec<Vec<String>> = sheet
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let label = if at == 0 {
                "label".to_owned()
            } else {
                row[1].clone()
            };
            vec![row[7].clone(), label]
        })
        .collect();
    save(&place.join("model.csv"), &labels, b',');
    run_well(
        place,
        "validate score out/key.json model.csv --column label -o model",
    );
    let read = |name: &str| fs::read(place.join(name).join("tables/validation.csv")).expect("read");
    assert!(read("plain") == read("model"));
}

#[test]
fn damaged_sheets_are_refused_with_file_and_line() {
    let place = corpus();
    let place = place.path();
    run_well(place, "validate sample . -o out --size 20");
    let sheet = coded(&place.join("out/coders/coder.csv"), truth);
    let refused = |change: &dyn Fn(&mut Vec<Vec<String>>), expected: &str| {
        let mut damaged = sheet.clone();
        change(&mut damaged);
        save(&place.join("bad.csv"), &damaged, b',');
        let output = run(place, "validate score out/key.json bad.csv -o bad");
        assert_eq!(output.status.code(), Some(2), "{expected}");
        assert!(
            stderr(&output).contains(expected),
            "{expected}: {}",
            stderr(&output)
        );
        assert!(!place.join("bad").exists());
    };
    refused(
        &|rows| rows[3][6] = "maybe".to_owned(),
        "bad.csv:4: unknown answer `maybe`",
    );
    refused(&|rows| rows[2][0].push('7'), "is not in the key");
    refused(&|rows| rows[2][0].clear(), "bad.csv:3: the row has no id");
    refused(
        &|rows| rows[0][6] = "code".to_owned(),
        "bad.csv:1: no column `answer`",
    );
    refused(&|rows| rows[5] = rows[4].clone(), "bad.csv:6: ");
    refused(
        &|rows| rows.clear(),
        "bad.csv: cannot be read: empty file; expected a coding sheet",
    );
}

#[test]
fn sheets_that_do_not_belong_together_are_refused() {
    let place = corpus();
    let place = place.path();
    run_well(place, "validate sample . -o out --size 20");
    run_well(place, "validate sample . -o other --size 20 --seed 5");
    let sheet = coded(&place.join("out/coders/coder.csv"), truth);
    let foreign = run(place, "validate score other/key.json out/coders/coder.csv");
    assert!(
        stderr(&foreign).contains("is of sample"),
        "{}",
        stderr(&foreign)
    );
    let no_key = run(place, "validate score concepts.yml out/coders/coder.csv");
    assert!(
        stderr(&no_key).contains("concepts.yml:1: expected the file key.json"),
        "{}",
        stderr(&no_key)
    );
    save(&place.join("coder.csv"), &sheet, b',');
    fs::copy(place.join("coder.csv"), place.join("again.csv")).expect("copied");
    let twice = run(place, "validate score out/key.json coder.csv again.csv");
    assert!(
        stderr(&twice).contains("two sheets have an answer of `coder`"),
        "{}",
        stderr(&twice)
    );
    // Empty answers are none.
    let empty = run_well(
        place,
        "validate score out/key.json out/coders/coder.csv -o none",
    );
    assert!(
        stderr(&empty).contains("None of the 20 sentences drawn was coded."),
        "{}",
        stderr(&empty)
    );
}

#[test]
fn wrong_plans_are_refused() {
    let place = corpus();
    let place = place.path();
    for (arguments, expected) in [
        ("--margin 0", "expected a number from 0.001 to 0.5"),
        ("--overlap 2", "expected a number from 0 to 1"),
        ("--coders anna,anna", "named twice"),
        ("--coders ../anna", "expected a name of letters"),
        (
            "--coders adjudicated",
            "kept for the sheet that settles ties",
        ),
        ("--concepts none", "there is no codebook to validate"),
    ] {
        let output = run(place, &format!("validate sample . -o out {arguments}"));
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(
            stderr(&output).contains(expected),
            "{arguments}: {}",
            stderr(&output)
        );
    }
    run_well(place, "validate sample . -o out --size 20");
    let again = run(place, "validate sample . -o out --size 20");
    assert_eq!(
        again.status.code(),
        Some(1),
        "coded sheets are not written over"
    );
    assert!(stdout(&again).is_empty());
}

#[test]
fn texts_are_sampled_as_wholes() {
    let place = corpus();
    let place = place.path();
    run_well(place, "validate sample . -o out --unit text");
    let sheet = coded(&place.join("out/coders/coder.csv"), truth);
    assert_eq!(sheet.len(), 5);
    assert!(
        sheet[1..]
            .iter()
            .all(|row| row[3].is_empty() && row[4].contains("ship 11"))
    );
}

#[cfg(all(feature = "xlsx", feature = "sheets"))]
#[test]
fn a_workbook_has_a_list_of_answers_and_is_read_back() {
    let place = corpus();
    let place = place.path();
    run_well(place, "validate sample . -o out --size 20");
    let path = place.join("out/coders/coder.xlsx");
    let file = fs::File::open(&path).expect("a workbook");
    let mut archive = zip::ZipArchive::new(file).expect("a package");
    let sheet = archive
        .by_name("xl/worksheets/sheet1.xml")
        .expect("a sheet");
    let xml = std::io::read_to_string(sheet).expect("XML");
    assert!(xml.contains("<dataValidation type=\"list\""), "{xml}");
    assert!(xml.contains("yes,no,unsure") && xml.contains("sqref=\"G2:G21\""));
    let scored = run_well(
        place,
        "validate score out/key.json out/coders/coder.xlsx -o none",
    );
    let said = stderr(&scored);
    assert!(
        said.contains("None of the 20 sentences drawn was coded."),
        "{said}"
    );
}
