//! The filter of a cluster: units that others read, in whatever grouping, give the bytes of a run.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use crate::common::{
    assert_same_files, folder, project, refrain, rows as documents_of, run_well, stderr,
};

/// Runs a mode of the filter on the bytes of a stream.
pub(crate) fn worker(folder: &Path, mode: &str, arguments: &str, input: &[u8]) -> Output {
    let mut child = refrain(folder)
        .args(["worker", "--mode", mode])
        .args(arguments.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    // A filter that refuses its input reads no further.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("it ends");
    feeder.join().expect("all is written");
    output
}

pub(crate) fn worker_well(folder: &Path, mode: &str, arguments: &str, input: &[u8]) -> Vec<u8> {
    let output = worker(folder, mode, arguments, input);
    assert!(output.status.success(), "{mode}: {}", stderr(&output));
    output.stdout
}

fn batches(stream: &[u8]) -> (SchemaRef, Vec<RecordBatch>) {
    let reader = StreamReader::try_new(Cursor::new(stream), None).expect("a stream");
    let schema = reader.schema();
    (schema, reader.collect::<Result<_, _>>().expect("batches"))
}

pub(crate) fn stream<'a>(
    schema: &SchemaRef,
    rows: impl IntoIterator<Item = &'a RecordBatch>,
) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), schema).expect("a stream");
    for row in rows {
        writer.write(row).expect("a batch");
    }
    writer.into_inner().expect("an end mark")
}

/// The rows of a stream, each as a batch.
pub(crate) fn rows(stream: &[u8]) -> (SchemaRef, Vec<RecordBatch>) {
    let (schema, batches) = batches(stream);
    let one = |batch: &RecordBatch| {
        (0..batch.num_rows())
            .map(|row| batch.slice(row, 1))
            .collect()
    };
    let rows: Vec<Vec<RecordBatch>> = batches.iter().map(one).collect();
    (schema, rows.concat())
}

/// The segments of a list, read by this many filters, with the number of the run they stand for.
pub(crate) fn segments(
    folder: &Path,
    list: &[u8],
    filters: usize,
    run: i64,
) -> (SchemaRef, Vec<RecordBatch>) {
    let (schema, units) = rows(list);
    let mut all = Vec::new();
    let mut with_run = None;
    for filter in 0..filters {
        let part = units.iter().skip(filter).step_by(filters);
        let read = worker_well(folder, "tokenise", "", &stream(&schema, part));
        let (schema, read) = rows(&read);
        let mut fields = schema.fields().to_vec();
        fields.push(Arc::new(Field::new("run", DataType::Int64, false)));
        let metadata = schema.metadata().clone();
        let schema: SchemaRef = Arc::new(Schema::new_with_metadata(fields, metadata));
        for row in read {
            let mut columns = row.columns().to_vec();
            columns.push(Arc::new(Int64Array::from(vec![run])) as ArrayRef);
            all.push(RecordBatch::try_new(schema.clone(), columns).expect("a row"));
        }
        with_run = Some(schema);
    }
    (with_run.expect("a filter"), all)
}

/// Finishes a list and its segments into `found`, which must be what a run wrote into `expected`.
fn assert_finishes_as_expected(folder: &Path, inputs: &str, input: &[u8], what: &str) {
    worker_well(folder, "finish", &format!("-q -o found {inputs}"), input);
    assert_same_files(&folder.join("expected"), &folder.join("found"), what);
}

#[test]
fn any_grouping_of_the_sample_gives_the_bytes_of_a_run() {
    let folder = folder(&[]);
    let input = project().join("input");
    let inputs = format!("--also all {}", input.display());
    run_well(folder.path(), &format!("run -q -o expected {inputs}"));
    let list = worker_well(folder.path(), "list", &inputs, &[]);
    for filters in [1, 5, 40] {
        let (schema, mut rows) = segments(folder.path(), &list, filters, 1);
        rows.reverse();
        let input = [list.clone(), stream(&schema, &rows)].concat();
        assert_finishes_as_expected(
            folder.path(),
            &inputs,
            &input,
            &format!("{filters} filters"),
        );
    }
}

/// A table that no pack holds whole, records in several ranges with lines that are none, a file without
/// records, and one that is no document.
fn large() -> tempfile::TempDir {
    let sentence = "The ferry calls at the small harbour, and nobody waits; ";
    let mut table = "id,text\n".to_owned();
    for row in 0..9000 {
        let text = sentence.repeat(8 + row % 5);
        writeln!(table, "{row},\"{text} Row {row}.\"").expect("a row");
    }
    let mut records = String::new();
    for line in 0..4000 {
        match line % 900 {
            899 => records.push_str("no record\n"),
            _ => writeln!(
                records,
                "{{\"text\":\"{} Line {line}.\"}}",
                sentence.repeat(25)
            )
            .expect("a line"),
        }
    }
    folder(&[
        ("in/a/table.csv", &table),
        ("in/b/records.jsonl", &records),
        ("in/b/none.jsonl", "\n\n"),
        ("in/c.txt", ""),
    ])
}

#[test]
fn a_table_and_ranges_of_records_are_put_together_again() {
    let folder = large();
    let inputs = "--only documents,terms in";
    run_well(folder.path(), &format!("run -q -o expected {inputs}"));
    let list = worker_well(folder.path(), "list", inputs, &[]);
    let (schema, rows) = segments(folder.path(), &list, 2, 1);
    assert!(rows.len() > 2, "{} packs", rows.len());
    // Whoever read it twice, or reads it again: what another run has read does not count a second time.
    let (_, again) = segments(folder.path(), &list, 3, 2);
    let input = [list, stream(&schema, rows.iter().chain(&again))].concat();
    assert_finishes_as_expected(folder.path(), inputs, &input, "put together");
    let documents = documents_of(&folder.path().join("found"), "documents");
    let reasons = documents.iter().map(|row| row["reason"].as_str());
    let of_lines = reasons.filter(|reason| reason.contains("line 3600:"));
    assert_eq!(of_lines.count(), 1);
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_written() {
    let folder = folder(&[
        ("in/a.txt", "The ferry left."),
        ("in/b.txt", "Nobody waved."),
    ]);
    let list = worker_well(folder.path(), "list", "in", &[]);
    let (schema, rows) = segments(folder.path(), &list, 1, 1);
    let packs = stream(&schema, &rows);
    let end_mark = 8;
    let without_end = packs[..packs.len() - end_mark].to_vec();
    for (arguments, packs, message) in [
        ("in", without_end, "end mark"),
        (
            "in",
            stream(&schema, []),
            "in no segment: 2, the first is a.txt",
        ),
        ("--encoding utf-16le in", packs, "under other settings"),
        ("in", b"no stream".to_vec(), "no Arrow stream"),
    ] {
        let input = [list.clone(), packs].concat();
        let output = worker(
            folder.path(),
            "finish",
            &format!("-o out {arguments}"),
            &input,
        );
        assert_eq!(output.status.code(), Some(1), "{message}");
        let said = stderr(&output);
        assert!(said.contains(message), "{said}");
        assert!(!folder.path().join("out").exists());
    }
    let output = worker(folder.path(), "list", "-", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("standard input cannot be read by other processes"));
}

#[test]
fn a_file_out_of_sight_ends_the_filter_with_its_name() {
    let folder = folder(&[
        ("in/a.txt", "The ferry left."),
        ("in/b.txt", "Nobody waved."),
    ]);
    let list = worker_well(folder.path(), "list", "in", &[]);
    std::fs::remove_file(folder.path().join("in/b.txt")).expect("a file");
    let output = worker(folder.path(), "tokenise", "", &list);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("b.txt: this machine does not see the file"),
        "{said}"
    );
}

#[test]
fn a_folder_that_could_not_be_written_is_refused_before_anything_is_read() {
    let folder = folder(&[
        ("in/a.txt", "The ferry left."),
        ("theirs/terms.csv", "mine"),
        ("killed/segments/refrain-cache.txt", ""),
    ]);
    let output = worker(folder.path(), "list", "-o theirs in", &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("not written by refrain"), "{said}");
    for accepted in ["-o theirs --force in", "-o killed in", "-o new in"] {
        worker_well(folder.path(), "list", accepted, &[]);
    }
    assert!(!folder.path().join("new").exists());
}
