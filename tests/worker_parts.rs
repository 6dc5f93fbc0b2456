//! A corpus that filters count in parts, in whatever grouping, gives the tables of a run.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{Array as _, ArrayRef, BinaryArray, Int64Array, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use crate::common::{folder, project, run_well};
use crate::worker::{rows, segments, stream, worker_well};

/// The streams that stand behind one another.
fn streams(bytes: &[u8]) -> Vec<Vec<RecordBatch>> {
    let mut input = Cursor::new(bytes);
    let mut streams = Vec::new();
    while input.position() < bytes.len() as u64 {
        let reader = StreamReader::try_new(&mut input, None).expect("a stream");
        streams.push(reader.collect::<Result<_, _>>().expect("batches"));
    }
    streams
}

/// All bytes of a column.
fn joined(batches: &[RecordBatch], name: &str) -> Vec<u8> {
    let columns = batches.iter().map(|batch| bytes_of(batch, name));
    columns
        .flat_map(|column| {
            column
                .iter()
                .flatten()
                .map(<[u8]>::to_vec)
                .collect::<Vec<_>>()
        })
        .flatten()
        .collect()
}

fn bytes_of<'a>(batch: &'a RecordBatch, name: &str) -> &'a BinaryArray {
    let column = batch.column_by_name(name).expect("a column");
    column.as_any().downcast_ref().expect("bytes")
}

fn numbers_of(batch: &RecordBatch, name: &str) -> Vec<i64> {
    let column = batch.column_by_name(name).expect("a column");
    let column: &Int64Array = column.as_any().downcast_ref().expect("numbers");
    column.values().to_vec()
}

/// The same batches in a stream that states what the list does.
fn restated(list: &SchemaRef, batches: &[RecordBatch]) -> Vec<u8> {
    let fields = batches[0].schema().fields().clone();
    let schema = Arc::new(Schema::new_with_metadata(fields, list.metadata().clone()));
    let batches = batches
        .iter()
        .map(|batch| RecordBatch::try_new(schema.clone(), batch.columns().to_vec()));
    let batches: Vec<RecordBatch> = batches.collect::<Result<_, _>>().expect("batches");
    stream(&schema, &batches)
}

/// A stream of rows of whole numbers.
fn numbers(list: &SchemaRef, names: &[&str], rows: &[Vec<i64>]) -> Vec<u8> {
    let fields: Vec<Field> = (names.iter())
        .map(|name| Field::new(*name, DataType::Int64, false))
        .collect();
    let schema: SchemaRef = Arc::new(Schema::new_with_metadata(fields, list.metadata().clone()));
    let columns = (0..names.len()).map(|column| {
        let values = rows.iter().map(|row| row[column]);
        Arc::new(Int64Array::from_iter_values(values)) as ArrayRef
    });
    let batch = RecordBatch::try_new(schema.clone(), columns.collect()).expect("a batch");
    stream(&schema, [&batch])
}

const CELLS: [&str; 8] = [
    "kind", "item", "document", "n", "tokens", "source", "language", "cluster",
];

/// The packs of a plan, each with its own.
fn with_plans(list: &SchemaRef, packs: &[RecordBatch], plans: &[RecordBatch]) -> Vec<RecordBatch> {
    let fields = ["pack", "plan"].map(|name| Field::new(name, DataType::Binary, false));
    let schema: SchemaRef = Arc::new(Schema::new_with_metadata(
        fields.to_vec(),
        list.metadata().clone(),
    ));
    let mut planned = Vec::new();
    for batch in plans {
        for (row, place) in numbers_of(batch, "place").into_iter().enumerate() {
            let pack = bytes_of(&packs[usize::try_from(place).expect("a place")], "pack").clone();
            let plan = BinaryArray::from_vec(vec![bytes_of(batch, "plan").value(row)]);
            let columns: Vec<ArrayRef> = vec![Arc::new(pack), Arc::new(plan)];
            planned.push(RecordBatch::try_new(schema.clone(), columns).expect("a row"));
        }
    }
    planned
}

/// The cells of all parts, sorted by term and document, and the sums of the counts of surfaces.
fn counted_in(parts: impl Iterator<Item = Vec<u8>>) -> (Vec<Vec<i64>>, Vec<Vec<i64>>) {
    let (mut cells, mut surfaces) = (Vec::new(), BTreeMap::new());
    for batch in parts.flat_map(|counted| streams(&counted).concat()) {
        let columns = CELLS.map(|name| numbers_of(&batch, name));
        for row in 0..batch.num_rows() {
            let row: Vec<i64> = columns.iter().map(|column| column[row]).collect();
            if row[0] == 0 {
                cells.push(row);
                continue;
            }
            let (n, apart) = surfaces.entry(row[1]).or_insert((0, 0));
            (*n, *apart) = (*n + row[3], *apart + row[4]);
        }
    }
    cells.sort_by_key(|cell| (cell[1], cell[2]));
    let sums = surfaces.into_iter();
    let sums = sums.map(|(surface, (n, apart))| vec![surface, n, apart]);
    (cells, sums.collect())
}

/// Makes the tables of inputs in so many parts: `terms`, and the sorted lines of `tfidf`.
fn made_in_parts(at: &Path, inputs: &str, parts: usize) -> (Vec<u8>, Vec<String>) {
    let list = worker_well(at, "list", inputs, &[]);
    let (list_schema, _) = rows(&list);
    let (schema, packs) = segments(at, &list, 6, 1);
    let input = [list, stream(&schema, &packs)].concat();
    let planned = streams(&worker_well(at, "plan", &format!("-q {inputs}"), &input));
    assert_eq!(planned.len(), 3);
    let (pieces, plans, skipped) = (&planned[0], &planned[1], &planned[2]);
    assert!(skipped.iter().all(|batch| batch.num_rows() > 0));
    fs::write(at.join("plan"), joined(pieces, "piece")).expect("a file");
    let planned = with_plans(&list_schema, &packs, plans);
    let part = |number: usize| {
        stream(
            &planned[0].schema(),
            planned.iter().skip(number).step_by(parts),
        )
    };
    let counted = (0..parts).map(|number| worker_well(at, "cells", "--plan plan", &part(number)));
    let (cells, sums) = counted_in(counted);
    let terms = worker_well(
        at,
        "terms",
        "--plan plan",
        &numbers(&list_schema, &CELLS, &cells),
    );
    let input = [
        restated(&list_schema, &streams(&terms).concat()),
        numbers(&list_schema, &["item", "n", "tokens"], &sums),
    ];
    let weighed = streams(&worker_well(at, "weights", "--plan plan", &input.concat()));
    fs::write(at.join("weights"), joined(&weighed[0], "piece")).expect("a file");
    let lines = |batches: &[RecordBatch]| {
        let text = worker_well(at, "csv", "", &restated(&list_schema, batches));
        joined(&streams(&text).concat(), "text")
    };
    let mut tfidf = Vec::new();
    for number in 0..parts {
        let made = worker_well(at, "rows", "--plan weights --table tfidf", &part(number));
        let text = String::from_utf8(lines(&streams(&made).concat())).expect("text");
        tfidf.extend(text.lines().map(ToOwned::to_owned));
    }
    tfidf.sort();
    (lines(&weighed[1]), tfidf)
}

#[test]
fn any_parts_of_the_sample_give_the_tables_of_a_run() {
    let folder = folder(&[]);
    let at = folder.path();
    let inputs = format!("--only terms,tfidf {}", project().join("input").display());
    run_well(at, &format!("run -q -o expected --no-report {inputs}"));
    let rows_of = |table: &str| {
        let text =
            fs::read_to_string(at.join(format!("expected/tables/{table}.csv"))).expect("a table");
        text.split_once('\n').expect("a header").1.to_owned()
    };
    let mut expected: Vec<String> = rows_of("tfidf").lines().map(ToOwned::to_owned).collect();
    expected.sort();
    for parts in [1, 3] {
        let (terms, tfidf) = made_in_parts(at, &inputs, parts);
        assert_eq!(
            String::from_utf8(terms).expect("text"),
            rows_of("terms"),
            "{parts}"
        );
        assert_eq!(tfidf, expected, "{parts}");
    }
}

#[test]
fn a_plan_that_is_damaged_or_lacking_is_refused() {
    let folder = folder(&[("plan", "no plan")]);
    for (arguments, message) in [("--plan plan", "not whole"), ("", "needs --plan FILE")] {
        let output = crate::worker::worker(folder.path(), "cells", arguments, &[]);
        assert_eq!(output.status.code(), Some(1));
        let said = crate::common::stderr(&output);
        assert!(said.contains(message), "{said}");
    }
}
