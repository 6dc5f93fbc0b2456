//! What is written besides CSV: read back by other code, each file holds what the CSV files hold.

#![allow(clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::common::{
    assert_same_files, files_in, folder, project, rows, run, run_well, stderr, stdout,
};
#[cfg(all(feature = "sheets", feature = "xlsx"))]
use calamine::{Data, Reader as _, Xlsx, open_workbook};
#[cfg(feature = "parquet")]
use parquet::file::reader::{FileReader as _, SerializedFileReader};
#[cfg(feature = "parquet")]
use parquet::record::Field;
use serde_json::Value;

/// Every table in every format that the build writes.
fn all() -> String {
    let parquet = cfg!(feature = "parquet").then_some("parquet");
    let xlsx = cfg!(feature = "xlsx").then_some("xlsx");
    let formats: Vec<&str> = [parquet, xlsx, Some("matrix-market")]
        .into_iter()
        .flatten()
        .collect();
    format!("--also all --format {}", formats.join(","))
}

/// The sample, written in every format, once for all tests.
fn sample() -> &'static Path {
    static WRITTEN: LazyLock<PathBuf> = LazyLock::new(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written");
        run_well(
            project(),
            &format!("run input {} --force -o {}", all(), target.display()),
        );
        target
    });
    &WRITTEN
}

/// A table as CSV has it: its header and rows.
#[cfg(any(feature = "parquet", all(feature = "sheets", feature = "xlsx")))]
fn csv_table(folder: &Path, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader =
        csv::Reader::from_path(folder.join(format!("tables/{name}.csv"))).expect("a table");
    let header = reader.headers().expect("a header").iter();
    let header = header.map(ToOwned::to_owned).collect();
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        row.iter().map(ToOwned::to_owned).collect()
    });
    (header, rows.collect())
}

/// The resources of `datapackage.json` of this format.
fn resources(folder: &Path, format: &str) -> Vec<Value> {
    let text = fs::read(folder.join("datapackage.json")).expect("a package");
    let package: Value = serde_json::from_slice(&text).expect("JSON");
    let resources = package["resources"].as_array().expect("a list").iter();
    let resources = resources.filter(|resource| resource["format"] == format);
    resources.cloned().collect()
}

/// The names of the tables that were written.
#[cfg(all(feature = "sheets", feature = "xlsx"))]
fn table_names(folder: &Path) -> Vec<String> {
    let name = |resource: &Value| resource["name"].as_str().expect("a name").to_owned();
    resources(folder, "csv").iter().map(name).collect()
}

/// A text in the place of a cell: numbers as the number they are, so that `1` and `1.0` are one.
#[cfg(any(feature = "parquet", all(feature = "sheets", feature = "xlsx")))]
fn same(kind: &str, cell: &str) -> String {
    match kind {
        "string" => cell.to_owned(),
        _ => cell
            .parse()
            .map_or_else(|_| cell.to_owned(), |number: f64| format!("{number:?}")),
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_what_csv_holds() {
    let tables = resources(sample(), "csv");
    let files = resources(sample(), "apache-parquet");
    assert_eq!(files.len(), tables.len());
    for (resource, written) in tables.iter().zip(files) {
        let name = resource["name"].as_str().expect("a name");
        let file = &format!("tables/{name}.parquet");
        assert_eq!(written["path"], file.as_str());
        assert_eq!(written["mediatype"], "application/vnd.apache.parquet");
        let (header, expected) = csv_table(sample(), name);
        let fields = resource["schema"]["fields"].as_array().expect("a list");
        let opened = fs::File::open(sample().join(file)).expect("a file");
        let reader = SerializedFileReader::new(opened).expect("Parquet");
        let mut found = Vec::new();
        for row in reader.get_row_iter(None).expect("rows") {
            let row = row.expect("a row");
            let cells = row
                .get_column_iter()
                .zip(fields)
                .map(|((name, cell), field)| {
                    assert_eq!(name.as_str(), field["name"], "{file}");
                    let kind = field["type"].as_str().expect("a type");
                    match (kind, cell) {
                        (_, Field::Null) => String::new(),
                        ("string", Field::Str(text)) => text.clone(),
                        ("integer", Field::Long(number)) => number.to_string(),
                        ("number", Field::Double(number)) => same(kind, &number.to_string()),
                        other => panic!("{file}, {name}: {other:?}"),
                    }
                });
            found.push(cells.collect::<Vec<_>>());
        }
        assert_eq!(fields.len(), header.len(), "{file}");
        let kinds: Vec<&str> = fields
            .iter()
            .map(|field| field["type"].as_str().expect("a type"))
            .collect();
        let expected: Vec<Vec<String>> = expected
            .iter()
            .map(|row| {
                let cells = kinds.iter().zip(row);
                let cells = cells.map(|(kind, cell)| match *kind {
                    "number" => same(kind, cell),
                    _ => cell.clone(),
                });
                cells.collect()
            })
            .collect();
        assert_eq!(found, expected, "{file}");
    }
}

#[cfg(all(feature = "sheets", feature = "xlsx"))]
#[test]
fn the_workbook_holds_what_csv_holds() {
    let mut workbook: Xlsx<_> = open_workbook(sample().join("tables.xlsx")).expect("a workbook");
    let mut names = vec!["tables".to_owned(), "columns".to_owned()];
    names.extend(table_names(sample()));
    assert_eq!(workbook.sheet_names(), names);
    let list = workbook.worksheet_range("tables").expect("a sheet");
    for (row, name) in list.rows().skip(1).zip(&names[2..]) {
        let (_, rows) = csv_table(sample(), name);
        assert_eq!(row[0], Data::String(name.clone()));
        assert_eq!(
            (&row[2], &row[3]),
            (&row[3], &Data::Float(rows.len() as f64))
        );
        assert_eq!(row[5], Data::Empty);
    }
    for resource in resources(sample(), "csv") {
        let name = resource["name"].as_str().expect("a name");
        let fields = resource["schema"]["fields"].as_array().expect("a list");
        let (header, expected) = csv_table(sample(), name);
        let sheet = workbook.worksheet_range(name).expect("a sheet");
        let mut found = sheet.rows();
        let first: Vec<String> = found.next().expect("a heading").iter().map(shown).collect();
        assert_eq!(first, header, "{name}");
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.zip(expected) {
            for ((cell, text), field) in found.iter().zip(&expected).zip(fields) {
                let kind = field["type"].as_str().expect("a type");
                if let Data::String(_) = cell {
                    assert_eq!(kind, "string", "{name}: {cell:?}");
                }
                assert_eq!(same(kind, &shown(cell)), same(kind, text), "{name}");
            }
        }
    }
}

#[cfg(all(feature = "sheets", feature = "xlsx"))]
fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        other => panic!("a cell of another kind: {other:?}"),
    }
}

#[test]
fn the_matrix_holds_the_counts_of_tfidf() {
    let documents = rows(sample(), "document_term_rows");
    let terms = rows(sample(), "document_term_columns");
    let text = fs::read_to_string(sample().join("tables/document_term.mtx")).expect("a matrix");
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("%%MatrixMarket matrix coordinate integer general")
    );
    let numbers = lines.filter(|line| !line.starts_with('%')).map(|line| {
        let numbers = line
            .split(' ')
            .map(|number| number.parse().expect("a number"));
        <[usize; 3]>::try_from(numbers.collect::<Vec<_>>()).expect("three numbers")
    });
    let mut numbers: Vec<[usize; 3]> = numbers.collect();
    let size = numbers.remove(0);
    assert_eq!(size, [documents.len(), terms.len(), numbers.len()]);
    let found = numbers.iter().map(|&[row, column, n]| {
        assert_eq!(documents[row - 1]["row"], row.to_string());
        assert_eq!(terms[column - 1]["column"], column.to_string());
        let (document, term) = (&documents[row - 1]["doc_id"], &terms[column - 1]["term"]);
        ((document.clone(), term.clone()), n.to_string())
    });
    let found: BTreeMap<(String, String), String> = found.collect();
    let expected = rows(sample(), "tfidf");
    let expected = expected.iter();
    let expected = expected.map(|row| {
        (
            (row["doc_id"].clone(), row["term"].clone()),
            row["n"].clone(),
        )
    });
    assert_eq!(found, expected.collect());
}

#[test]
fn keys_tell_rows_apart_and_primary_keys_are_never_missing() {
    for resource in resources(sample(), "csv") {
        let name = resource["name"].as_str().expect("a name");
        let schema = &resource["schema"];
        let primary = schema["primaryKey"].as_array();
        let key = primary.or_else(|| schema["uniqueKeys"][0].as_array());
        let key: Vec<&str> = key
            .expect("a key")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let rows = rows(sample(), name);
        let cells = |row: &BTreeMap<String, String>| -> Vec<String> {
            key.iter().map(|column| row[*column].clone()).collect()
        };
        let keys: std::collections::BTreeSet<Vec<String>> = rows.iter().map(cells).collect();
        assert_eq!(keys.len(), rows.len(), "{name}");
        let is_whole = keys.iter().flatten().all(|cell| !cell.is_empty());
        assert!(is_whole || primary.is_none(), "{name}: {key:?}");
    }
}

#[test]
fn formats_add_files_and_change_none_and_threads_change_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = |name: &str| folder.path().join(name);
    let sample_on = |threads: u32, more: &str, name: &str| {
        let target = target(name);
        let target = target.display();
        run_well(
            project(),
            &format!("run input --threads {threads} {more} -o {target}"),
        );
    };
    for threads in [1, 2] {
        sample_on(threads, &all(), &threads.to_string());
        assert_same_files(sample(), &target(&threads.to_string()), "other threads");
    }
    sample_on(2, "--also all", "plain");
    let (all, plain) = (files_in(sample()), files_in(&target("plain")));
    for (name, bytes) in plain {
        let name = name.to_str().expect("a name");
        if !["run.json", "datapackage.json", "summary.md", "report.html"].contains(&name) {
            assert!(all[Path::new(name)] == bytes, "{name} differs");
        }
    }
    let record = fs::read(sample().join("run.json")).expect("a record");
    let record: Value = serde_json::from_slice(&record).expect("JSON");
    let files = record["files"].as_array().expect("a list").iter();
    let mut files: Vec<&str> = files.filter_map(Value::as_str).collect();
    files.sort_unstable();
    let mut names: Vec<&str> = all.keys().filter_map(|name| name.to_str()).collect();
    names.sort_unstable();
    assert_eq!(files, names);
    // Without them a later run takes the files of other formats away.
    run_well(
        project(),
        &format!("run input --only terms -o {}", target("1").display()),
    );
    assert!(!target("1").join("tables/document_term.mtx").exists());
}

/// The cells of a row of CSV as they are written, with their quotes.
fn raw_cells(text: &str) -> Vec<Vec<&str>> {
    let (mut rows, mut cells, mut start, mut is_quoted) = (Vec::new(), Vec::new(), 0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b',' | b'\n' if !is_quoted => {
                cells.push(&text[start..at]);
                start = at + 1;
                if byte == b'\n' {
                    rows.push(std::mem::take(&mut cells));
                }
            }
            _ => {}
        }
    }
    rows
}

#[test]
fn columns_of_text_are_quoted_and_columns_of_numbers_are_not() {
    let folder = dangerous();
    run_well(folder.path(), "run");
    let (mut texts, mut numbers) = (0, 0);
    for output in [sample(), &folder.path().join("output")] {
        for resource in resources(output, "csv") {
            let path = resource["path"].as_str().expect("a path");
            let text = fs::read_to_string(output.join(path)).expect("a table");
            let fields = resource["schema"]["fields"].as_array().expect("a list");
            for row in &raw_cells(&text)[1..] {
                assert_eq!(row.len(), fields.len(), "{path}: {row:?}");
                for (cell, field) in row.iter().zip(fields).filter(|(cell, _)| !cell.is_empty()) {
                    let is_text = field["type"] == "string";
                    assert_eq!(cell.starts_with('"'), is_text, "{path}, {field}: {cell}");
                    *(if is_text { &mut texts } else { &mut numbers }) += 1;
                }
            }
        }
    }
    assert!(texts > 10_000 && numbers > 10_000, "{texts} {numbers}");
}

#[cfg(feature = "parquet")]
#[test]
fn without_csv_the_tables_are_parquet_alone() {
    let folder = folder(&[
        ("input/x/a.txt", "The summit met. The summit ended."),
        ("input/y/b.txt", "A summit is a meeting."),
    ]);
    run_well(folder.path(), "run --format parquet --no-csv");
    let output = folder.path().join("output");
    let names: Vec<String> = files_in(&output)
        .keys()
        .map(|name| name.display().to_string())
        .collect();
    assert!(
        !names.iter().any(|name| name.ends_with(".csv")),
        "{names:?}"
    );
    let tables = resources(&output, "apache-parquet");
    let terms = tables.iter().find(|table| table["name"] == "terms");
    let terms = terms.expect("a table");
    assert_eq!(terms["path"], "tables/terms.parquet");
    assert!(
        terms["schema"]["fields"]
            .as_array()
            .is_some_and(|fields| fields.len() > 5)
    );
    let record = fs::read(output.join("run.json")).expect("a record");
    let record: Value = serde_json::from_slice(&record).expect("JSON");
    assert_eq!(record["rows"]["tables/documents.parquet"], 2);
    let page = fs::read_to_string(output.join("report.html")).expect("a page");
    assert!(page.contains("href=\"tables/terms.parquet\"") && !page.contains("tables/terms.csv"));
    let refused = run(folder.path(), "run --no-csv --format matrix-market");
    assert_eq!(refused.status.code(), Some(2));
    let message = stderr(&refused);
    assert!(message.contains("add --format parquet"), "{message}");
}

#[test]
fn an_unknown_format_is_told() {
    let folder = folder(&[("input/a.txt", "The summit met.")]);
    let output = run(folder.path(), "run --format matrix-market,csv");
    assert_eq!(output.status.code(), Some(2));
    let message = stderr(&output);
    assert!(
        message.contains("`csv`; expected one or more of: parquet xlsx matrix-market"),
        "{message}"
    );
}

/// Texts that spreadsheets would run, in metadata and in the text itself.
fn dangerous() -> tempfile::TempDir {
    folder(&[
        ("input/a.txt", "The summit @north met."),
        (
            "input/metadata.csv",
            "file,source,title,weight\na.txt,-north,\"=cmd|' /C calc'!A0\",-1.5\n",
        ),
    ])
}

#[test]
fn excel_is_given_a_mark_and_no_formulas() {
    let folder = dangerous();
    run_well(folder.path(), "run");
    let plain = files_in(&folder.path().join("output"));
    run_well(folder.path(), "run --excel");
    let guarded = files_in(&folder.path().join("output"));
    let text = |name: &str| String::from_utf8_lossy(&guarded[Path::new(name)]).into_owned();
    let documents = text("tables/documents.csv");
    assert!(documents.starts_with("\u{FEFF}doc_id,"), "{documents}");
    assert!(documents.contains(",\"'-north\",") && documents.contains(",\"'=cmd|' /C calc'!A0\","));
    assert!(documents.contains(",-1.5"), "{documents}");
    assert!(text("datapackage.json").contains("CSV files are written for spreadsheets"));
    assert!(text("run.json").contains("\"excel\": true"));
    for (name, bytes) in plain {
        let is_csv = name.extension().is_some_and(|ending| ending == "csv");
        let marked = guarded[&name].starts_with(b"\xEF\xBB\xBF");
        assert_eq!(marked, is_csv, "{}", name.display());
        assert!(!bytes.starts_with(b"\xEF\xBB\xBF"));
    }
    let lines = stdout(&run_well(folder.path(), "kwic summit --excel"));
    assert!(lines.starts_with("\u{FEFF}concept,"), "{lines}");
    assert!(lines.contains(",\"summit\",\"'@north met.\","), "{lines}");
}

#[cfg(all(feature = "sheets", feature = "xlsx"))]
#[test]
fn a_workbook_runs_no_text() {
    let folder = dangerous();
    run_well(folder.path(), "run --format xlsx --only documents");
    let path = folder.path().join("output/tables.xlsx");
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    let sheet = workbook.worksheet_range("documents").expect("a sheet");
    let has = |cell: &Data| sheet.rows().flatten().any(|own| own == cell);
    assert!(has(&Data::String("=cmd|' /C calc'!A0".to_owned())));
    assert!(has(&Data::Float(-1.5)));
    let formulas = workbook.worksheet_formula("documents").expect("a sheet");
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()));
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_is_the_same_however_its_sheets_come_to_be_written() {
    let folder = dangerous();
    let written = |run: u32| {
        let target = format!("run{run}");
        let arguments = format!("run --format xlsx --also all --threads 8 -o {target}");
        run_well(folder.path(), &arguments);
        fs::read(folder.path().join(target).join("tables.xlsx")).expect("a workbook")
    };
    let first = written(0);
    assert!((1..25).all(|run| written(run) == first));
}

#[cfg(all(feature = "sheets", feature = "xlsx"))]
#[test]
fn a_workbook_holds_what_fits_and_says_what_does_not() {
    let folder = folder(&[]);
    // 51 documents of 2,000 words each: more rows of document and term than a sheet takes.
    for document in 0..51 {
        let words = (0..2_000).map(|word| format!("w{}q{document}", word * 7));
        let text = words.collect::<Vec<_>>().join(" ");
        let path = folder.path().join(format!("input/{document}.txt"));
        crate::common::write(&path, text.as_bytes());
    }
    let settings = "--language en --min-chars 2 --copies off --only documents,tfidf --format xlsx";
    let message = stderr(&run_well(folder.path(), &format!("run {settings}")));
    let note = "tables.xlsx holds the first 100000 of the 102000 rows of tfidf; tfidf.csv has all.";
    assert!(message.contains(note), "{message}");
    let output = folder.path().join("output");
    let about = resources(&output, "xlsx")[0]["description"].clone();
    assert!(about.as_str().expect("a text").ends_with(note), "{about}");
    let mut workbook: Xlsx<_> = open_workbook(output.join("tables.xlsx")).expect("a workbook");
    let list = workbook.worksheet_range("tables").expect("a sheet");
    let cut = list.rows().nth(2).expect("a row");
    assert_eq!(
        cut[5],
        Data::String("only the first 100000 rows; all is in tables/tfidf.csv".to_owned())
    );
    let sheet = workbook.worksheet_range("tfidf").expect("a sheet");
    assert_eq!(sheet.height(), 100_001);
}
