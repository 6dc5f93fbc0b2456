//! Memory and cache: whatever is kept outside memory, the output is the same to the byte.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{
    assert_same_files, column, files_in, folder, project, rows, run, run_well, stderr, write,
};

/// A folder with a copy of the sample corpus in `in`, and an output of it in `expected`.
fn sample() -> tempfile::TempDir {
    let folder = folder(&[]);
    for (path, bytes) in files_in(&project().join("input")) {
        write(&folder.path().join("in").join(path), &bytes);
    }
    run_well(folder.path(), "run in -o expected");
    folder
}

fn assert_as_expected(folder: &Path, hint: &str) {
    assert_same_files(&folder.join("expected"), &folder.join("output"), hint);
}

/// The packs of a cache, wherever they lie in it.
fn packs(folder: &Path) -> Vec<PathBuf> {
    let all = files_in(&folder.join("cache")).into_keys();
    all.filter(|path| path.extension().is_some_and(|ending| ending == "pack"))
        .map(|path| folder.join("cache").join(path))
        .collect()
}

#[test]
fn a_corpus_larger_than_memory_gives_the_same_bytes() {
    let sample = sample();
    for threads in [1, 3] {
        let command = format!("run in --memory 1KiB --threads {threads}");
        run_well(sample.path(), &command);
        assert_as_expected(sample.path(), "with symbols in a file");
    }
    let left = fs::read_dir(sample.path()).expect("a folder").count();
    assert_eq!(left, 3, "a temporary file stays");
}

#[test]
fn copies_and_boilerplate_are_left_out_of_a_temporary_file_too() {
    let sample = sample();
    run_well(sample.path(), "run in -o expected --force --copies first");
    run_well(sample.path(), "run in --copies first --memory 1KiB");
    assert_as_expected(sample.path(), "with copies left out");
}

#[test]
fn what_a_cache_knows_gives_the_same_bytes() {
    let sample = sample();
    for hint in ["an empty cache", "a full one"] {
        run_well(sample.path(), "run in --cache cache");
        assert_as_expected(sample.path(), hint);
        assert!(!packs(sample.path()).is_empty());
    }
    run_well(
        sample.path(),
        "run in --cache cache --memory 1KiB --threads 2",
    );
    assert_as_expected(sample.path(), "a cache and little memory");
}

#[test]
fn a_changed_a_new_and_a_lost_document_are_seen() {
    let sample = sample();
    let folder = sample.path();
    run_well(folder, "run in --cache cache");
    let texts = files_in(&folder.join("in")).into_keys();
    let mut texts = texts.filter(|path| path.extension().is_some_and(|e| e == "txt"));
    let (changed, lost) = (texts.next().expect("a text"), texts.next().expect("a text"));
    let changed = folder.join("in").join(changed);
    let mut text = fs::read(&changed).expect("a text");
    text.extend_from_slice(b"\nA lighthouse nobody had spoken of before.\n");
    write(&changed, &text);
    fs::remove_file(folder.join("in").join(lost)).expect("a text");
    write(
        &folder.join("in/new/tide.txt"),
        b"The tide of the new harbour turns at noon.",
    );
    run_well(folder, "run in -o expected --force");
    run_well(folder, "run in --cache cache");
    assert_as_expected(folder, "after changes");
    run_well(folder, "run in --cache cache");
    assert_as_expected(folder, "after changes, once more");
}

#[test]
fn records_keep_their_lines_when_others_come_before_them() {
    let line = |id: usize| {
        format!(
            "{{\"id\":\"r{id}\",\"text\":\"Report {id} speaks of the tide and of harbour {id}.\"}}\n"
        )
    };
    let records: String = (0..40).map(line).collect();
    let folder = folder(&[
        ("in/a.jsonl", &records),
        ("in/b.jsonl", "{\"text\":\"\"}\n"),
    ]);
    run_well(folder.path(), "run in --cache cache");
    let moved = format!("\n{}{{broken\n{records}", line(99));
    write(&folder.path().join("in/a.jsonl"), moved.as_bytes());
    run_well(folder.path(), "run in --cache cache");
    run_well(folder.path(), "run in -o expected");
    assert_as_expected(folder.path(), "after two lines came in");
    let broken = rows(&folder.path().join("output"), "documents");
    let broken = broken
        .iter()
        .find(|row| row["reason"].starts_with("line 3: expected one JSON"));
    assert!(broken.is_some_and(|row| row["doc_id"] == "a-3"));
}

#[test]
fn settings_that_change_what_is_read_find_nothing_old() {
    let sample = sample();
    run_well(sample.path(), "run in --cache cache");
    run_well(sample.path(), "run in --cache cache --keep-boilerplate");
    run_well(
        sample.path(),
        "run in -o expected --force --keep-boilerplate",
    );
    assert_as_expected(sample.path(), "with another setting");
}

#[test]
fn a_damaged_pack_is_told_and_read_anew() {
    let sample = sample();
    run_well(sample.path(), "run in --cache cache");
    for pack in packs(sample.path()) {
        let mut bytes = fs::read(&pack).expect("a pack");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        write(&pack, &bytes);
    }
    let output = run_well(sample.path(), "run in --cache cache");
    assert!(stderr(&output).contains("damaged"), "{}", stderr(&output));
    assert_as_expected(sample.path(), "with a damaged pack");
    let output = run_well(sample.path(), "run in --cache cache");
    assert!(!stderr(&output).contains("damaged"));
    assert_as_expected(sample.path(), "after a damaged pack");
}

#[test]
fn a_folder_of_something_else_is_no_cache() {
    let folder = folder(&[
        ("in/a.txt", "The tide turns at noon."),
        ("mine/notes.txt", "Not to be touched."),
    ]);
    let output = run(folder.path(), "run in --cache mine");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("contains other files"),
        "{}",
        stderr(&output)
    );
    assert_eq!(files_in(&folder.path().join("mine")).len(), 1);
}

#[test]
fn a_size_that_is_none_is_refused() {
    let folder = folder(&[("in/a.txt", "The tide turns at noon.")]);
    let output = run(folder.path(), "run in --memory much");
    assert_eq!(output.status.code(), Some(2));
    run_well(folder.path(), "run in --memory 2GB");
    assert_eq!(
        column(
            &folder.path().join("output"),
            "documents",
            "doc_id",
            "tokens"
        )["a"],
        "5"
    );
}
