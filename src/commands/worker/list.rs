//! The mode `list`: inputs and settings in, a stream of units out, a row each.

use std::sync::Arc;

use anyhow::{Result, ensure};
use arrow_array::{ArrayRef, BinaryArray, Int64Array, StringArray};
use arrow_schema::DataType;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use refrain::config::{Config, Resolved, SettingsFile};
use refrain::model::Skipped;
use refrain::output;
use refrain::pipeline::{self, Listed};
use refrain::source::{ContentKey, Discovery, Unit, UnitUnpacker};
use refrain::store::settings_name;
use sha2::{Digest as _, Sha256};

use super::super::session::{settings, settings_of};
use super::stream::{
    Incoming, Metadata, Outgoing, RECORDS_KEY, SETTINGS_KEY, bytes_of, check_segments,
    metadata_for, stated,
};
use crate::cli::WorkerArgs;
use crate::messages::Messages;

const WARNINGS_KEY: &str = "refrain.warnings";
const SKIPPED_KEY: &str = "refrain.skipped";

/// How many units go into one batch.
const BATCH: usize = 1 << 14;

fn columns() -> [(&'static str, DataType); 5] {
    [
        ("key", DataType::Binary),
        ("unit", DataType::Binary),
        ("place", DataType::Utf8),
        ("path", DataType::Utf8),
        ("bytes", DataType::Int64),
    ]
}

/// Writes the units of the inputs, or the name of a set of records.
pub(super) fn list(args: &WorkerArgs, messages: Messages) -> Result<()> {
    // A folder that the end of the run could not write is refused at its beginning.
    drop(output::claim(&args.run.output, args.run.force)?);
    let run = &args.run.input;
    let (input, settings) = match args.records {
        Some(_) => settings_of(run, Vec::new(), messages)?,
        None => settings(run, messages)?,
    };
    let config = &settings.config;
    let mut metadata = metadata_for(settings_name(config.reading()));
    let text = config.to_toml()?;
    // What is read again elsewhere must be what is meant here.
    ensure!(
        of_text(&text)? == *config,
        "the settings cannot be handed on"
    );
    metadata.insert(SETTINGS_KEY.to_owned(), text);
    if let Some(name) = &args.records {
        metadata.insert(RECORDS_KEY.to_owned(), key_of(name));
        return Outgoing::begin(&columns(), metadata)?.end();
    }
    let (listed, packed) =
        pipeline::list(&input, config).map_err(|error| settings.locate(error))?;
    metadata.extend(found_beside(&listed.discovered)?);
    let mut outgoing = Outgoing::begin(&columns(), metadata)?;
    let units = &listed.discovered.units;
    for start in (0..units.len()).step_by(BATCH) {
        let range = start..units.len().min(start + BATCH);
        let keys = listed.keys[range.clone()].iter().map(|key| key.to_bytes());
        let places = units[range.clone()].iter().map(|unit| unit.place().clone());
        let paths = units[range.clone()].iter().map(Unit::full_path);
        let bytes = units[range.clone()].iter().map(|unit| unit.bytes() as i64);
        outgoing.write(vec![
            Arc::new(BinaryArray::from_iter_values(keys)) as ArrayRef,
            Arc::new(BinaryArray::from_iter_values(&packed[range])),
            Arc::new(StringArray::from_iter_values(places)),
            Arc::new(StringArray::from_iter_values(paths)),
            Arc::new(Int64Array::from_iter_values(bytes)),
        ])?;
    }
    outgoing.end()
}

/// What was found beside the units.
fn found_beside(discovered: &Discovery) -> Result<Metadata> {
    let skipped = postcard::to_stdvec(&discovered.skipped)?;
    Ok(Metadata::from([
        (
            WARNINGS_KEY.to_owned(),
            serde_json::to_string(&discovered.warnings)?,
        ),
        (SKIPPED_KEY.to_owned(), BASE64_STANDARD.encode(skipped)),
    ]))
}

/// The key of a set of records, in hexadecimal digits.
fn key_of(name: &str) -> String {
    let mut key = [0; 16];
    key.copy_from_slice(&Sha256::digest(name)[..16]);
    format!("{:032x}", u128::from_be_bytes(key))
}

/// A key in hexadecimal digits.
pub(super) fn key_of_records(metadata: &Metadata) -> Result<ContentKey> {
    let digits = stated(metadata, RECORDS_KEY)?;
    let number = u128::from_str_radix(digits, 16)?;
    Ok(ContentKey::from_bytes(number.to_be_bytes()))
}

/// The settings of a text that [`list`] wrote.
fn of_text(text: &str) -> refrain::Result<Config> {
    let file = SettingsFile {
        path: "settings".into(),
        text: text.to_owned(),
    };
    Resolved::from_layers(Some(&file), &toml::Table::new()).map(|resolved| resolved.config)
}

/// The settings that a stream states, for segments of the same name.
pub(super) fn settings_in(metadata: &Metadata) -> Result<Config> {
    let config = of_text(stated(metadata, SETTINGS_KEY)?)?;
    check_segments(metadata, &settings_name(config.reading()))?;
    Ok(config)
}

/// Reads a list again; it must be about segments of this name.
pub(super) fn read(input: impl std::io::Read, segments: &str) -> Result<Listed> {
    let mut incoming = Incoming::open(input, &columns())?;
    check_segments(&incoming.metadata, segments)?;
    let config = settings_in(&incoming.metadata)?;
    let unpacker = UnitUnpacker::new(&config.read)?;
    let mut listed = Listed::default();
    while let Some(batch) = incoming.next()? {
        let (keys, units) = (bytes_of(&batch, "key")?, bytes_of(&batch, "unit")?);
        for row in 0..batch.num_rows() {
            listed
                .keys
                .push(ContentKey::from_bytes(keys.value(row).try_into()?));
            let unit = unpacker.unpack(units.value(row));
            listed.discovered.units.push(unit.ok_or_else(damaged)?);
        }
    }
    let metadata = &incoming.metadata;
    if metadata.contains_key(RECORDS_KEY) {
        listed.keys.push(key_of_records(metadata)?);
        return Ok(listed);
    }
    listed.discovered.warnings = serde_json::from_str(stated(metadata, WARNINGS_KEY)?)?;
    let skipped = BASE64_STANDARD.decode(stated(metadata, SKIPPED_KEY)?);
    let skipped: Vec<Skipped> = postcard::from_bytes(&skipped.map_err(|_| damaged())?)?;
    listed.discovered.skipped = skipped;
    Ok(listed)
}

/// The error of bytes that are no unit.
pub(super) fn damaged() -> anyhow::Error {
    anyhow::anyhow!("a unit of the list is damaged, or was written by another version of refrain")
}
