//! The mode `plan`: the list and a stream of packed segments in; the plan of the corpus, the plans of packs and
//! the rows of what is no document out, each a stream of its own.
//!
//! The metadata of the first stream has the record of the run and the columns of the tables that are made in
//! parts.

use std::io::{self, BufReader};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use arrow_array::{ArrayRef, BinaryArray, Int64Array};
use arrow_schema::DataType;
use refrain::Error;
use refrain::config::Config;
use refrain::corpus::PackPlan;
use refrain::model::{TableId, TableSpec};
use refrain::output;
use refrain::pipeline::{self, Outcome, Planned, rows_of_skipped};
use refrain::store::settings_name;
use serde_json::{Value, json};

use super::columns::{fields_of, write_table};
use super::finish::{Packs, unusable};
use super::list;
use super::plan_file::PlanFile;
use super::stream::{Metadata, Outgoing, metadata_for};
use crate::cli::RunArgs;
use crate::messages::Messages;

const RECORD_KEY: &str = "refrain.record";
const TABLES_KEY: &str = "refrain.tables";
/// The columns of documents whose text is that of numbers.
const STATED_KEY: &str = "refrain.stated";

/// Plans the corpus of segments.
pub(super) fn plan(args: &RunArgs, messages: Messages) -> Result<ExitCode> {
    crate::run_by(args, messages, |input, config, terminal| {
        check(config)?;
        let segments = settings_name(config.reading());
        let mut stdin = BufReader::with_capacity(1 << 16, io::stdin());
        let listed = list::read(&mut stdin, &segments).map_err(|error| unusable(&error))?;
        let mut packs = Packs::open(&mut stdin, &segments).map_err(|error| unusable(&error))?;
        let planned = pipeline::plan_packed(input, config, terminal, listed, &mut packs)?;
        let corpus = &planned.corpus;
        let outcome = Outcome {
            analysed: corpus.documents.len(),
            duplicates: corpus.duplicates.len(),
            skipped: corpus.skipped.len(),
            tokens: corpus.tokens(),
            warnings: corpus.warnings.clone(),
            no_codebook: None,
        };
        write(planned, config, segments).map_err(|error| unusable(&error))?;
        Ok(outcome)
    })
}

/// Refuses settings that change tables in a way that is not known in parts.
fn check(config: &Config) -> refrain::Result<()> {
    let refused = |key: &str, flag: &str| {
        let message = format!("{flag} does not work with --scale");
        Err(Error::setting(key, message))
    };
    if !config.terms.keeps_all() {
        return refused("terms", "leaving terms out by their counts");
    }
    if config.output.excel {
        return refused("output.excel", "--excel");
    }
    Ok(())
}

fn write(planned: Planned, config: &Config, segments: String) -> Result<()> {
    let Planned {
        corpus,
        plan,
        packs,
    } = planned;
    let mut metadata = metadata_for(segments);
    let mut with_record = metadata.clone();
    let not_made = TableId::ALL
        .into_iter()
        .filter(|id| config.output.wants(*id) && !pipeline::IN_PARTS.contains(id));
    let not_made: Vec<&str> = not_made.map(TableId::name).collect();
    let record = output::parts_record(&corpus, config, &not_made);
    with_record.insert(RECORD_KEY.to_owned(), record);
    let (specs, stated) = pipeline::specs_in_parts(&corpus);
    let columns = columns_of_tables(specs);
    with_record.insert(TABLES_KEY.to_owned(), columns.to_string());
    with_record.insert(STATED_KEY.to_owned(), json!(stated).to_string());
    PlanFile {
        plan,
        weights: None,
    }
    .write(with_record)?;
    write_packs(packs, metadata.clone())?;
    metadata.clear();
    rows_of_skipped(corpus, |table| {
        let mut outgoing = Outgoing::of_fields(fields_of(&table.spec.columns), metadata)?;
        write_table(table, &mut outgoing)?;
        outgoing.end()
    })
}

/// The columns of each table that is made in parts, with their types and those of its key.
fn columns_of_tables(specs: Vec<TableSpec>) -> Value {
    let tables = specs.into_iter().map(|spec| {
        let columns = spec.columns.iter();
        let columns = columns.map(|column| json!([column.name, column.kind.name()]));
        let columns: Vec<Value> = columns.collect();
        (spec.name.to_owned(), Value::from(columns))
    });
    Value::Object(tables.collect())
}

/// Writes the plans of packs, each with the place of its pack among those that came.
fn write_packs(packs: Vec<(usize, PackPlan)>, metadata: Metadata) -> Result<()> {
    let columns = [("place", DataType::Int64), ("plan", DataType::Binary)];
    let mut outgoing = Outgoing::begin(&columns, metadata)?;
    for (place, plan) in packs {
        let bytes = postcard::to_stdvec(&plan)?;
        outgoing.write(vec![
            Arc::new(Int64Array::from(vec![place as i64])) as ArrayRef,
            Arc::new(BinaryArray::from_vec(vec![&bytes])),
        ])?;
    }
    outgoing.end()
}
