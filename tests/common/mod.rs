//! What the test files share: running the program, folders of files, and the checks' data.

#![allow(clippy::panic, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "what was not checked is said")]
#![allow(missing_docs, unreachable_pub, reason = "the helpers of one program")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program, ready for arguments, started in `folder`.
pub fn refrain(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refrain"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs the program with arguments parted by blanks.
pub fn run(folder: &Path, arguments: &str) -> Output {
    refrain(folder)
        .args(arguments.split_whitespace())
        .output()
        .expect("the program starts")
}

/// Runs the program and checks that it succeeds.
pub fn run_well(folder: &Path, arguments: &str) -> Output {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments}: {}", stderr(&output));
    output
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The commands that read documents.
pub const READING_COMMANDS: [&str; 7] = [
    "run",
    "kwic",
    "words",
    "ngrams",
    "collocates",
    "keyness",
    "text",
];

/// The folder of the project.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A new folder with these files.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        write(&folder.path().join(name), text.as_bytes());
    }
    folder
}

pub fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
    fs::write(path, bytes).expect("a file");
}

/// All files below a folder, by their path in it.
pub fn files_in(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_owned();
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

/// Checks that two folders hold the same files with the same bytes.
pub fn assert_same_files(expected: &Path, actual: &Path, hint: &str) {
    let (expected, actual) = (files_in(expected), files_in(actual));
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(&expected),
        names(&actual),
        "the lists of files differ; {hint}"
    );
    for (name, bytes) in &expected {
        if bytes == &actual[name] {
            continue;
        }
        let (old, new) = (
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&actual[name]),
        );
        let line = old
            .lines()
            .zip(new.lines())
            .position(|(old, new)| old != new);
        let line = line.unwrap_or_else(|| old.lines().count().min(new.lines().count()));
        panic!(
            "{}, line {}, differs:\n  expected {:?}\n  found    {:?}\n{hint}",
            name.display(),
            line + 1,
            old.lines().nth(line),
            new.lines().nth(line),
        );
    }
}

/// A table that was written: its rows as maps from column to cell.
pub fn rows(folder: &Path, table: &str) -> Vec<BTreeMap<String, String>> {
    let path = folder.join(format!("tables/{table}.csv"));
    let mut reader = csv::Reader::from_path(&path).expect("the table is there");
    let header = reader.headers().expect("a header").clone();
    reader
        .records()
        .map(|record| {
            let record = record.expect("a row");
            let cells = header.iter().zip(record.iter());
            cells
                .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
                .collect()
        })
        .collect()
}

/// The cells of two columns, the first as key.
pub fn column(folder: &Path, table: &str, key: &str, value: &str) -> BTreeMap<String, String> {
    rows(folder, table)
        .into_iter()
        .map(|row| (row[key].clone(), row[value].clone()))
        .collect()
}

/// Data of the checks beside the project, if it is there; says so if not.
pub fn shared(path: &str) -> Option<PathBuf> {
    let path = project().join("../shared").join(path);
    if path.exists() {
        return Some(path);
    }
    println!("NOT CHECKED: {} is not on this machine", path.display());
    None
}
