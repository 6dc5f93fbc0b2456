//! `run.json`: what is needed to repeat a run, and nothing that differs between machines or runs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Written;
use super::formats::FormatFile;
use super::graphs::GraphFile;
use super::package::pretty;
use crate::analyze::Results;
use crate::config::Config;
use crate::model::{Corpus, DocumentInfo};
use crate::source::{PROGRAM, RECORD_FILE};

/// The record of a run.
pub(super) fn run_record(
    results: &Results,
    config: &Config,
    written: &[Written],
    graphs: &[GraphFile],
    others: &[FormatFile],
) -> String {
    let corpus = &results.corpus;
    let mut languages: BTreeMap<&str, u64> = BTreeMap::new();
    for document in &corpus.documents {
        *languages.entry(document.language.code()).or_default() += 1;
    }
    let rows: serde_json::Map<String, Value> = written
        .iter()
        .map(|file| (file.file.clone(), json!(file.rows)))
        .collect();
    let mut files: Vec<&str> = written.iter().map(|file| file.file.as_str()).collect();
    files.extend(graphs.iter().map(|graph| graph.name));
    files.extend(others.iter().map(|other| other.written.file.as_str()));
    files.extend(["summary.md", "datapackage.json", RECORD_FILE]);
    let record = json!({
        "program": PROGRAM,
        "version": env!("CARGO_PKG_VERSION"),
        "settings": settings(config),
        "input": {
            "documents_found": corpus.documents.len() + corpus.duplicates.len() + corpus.skipped.len(),
            "analysed": corpus.documents.len(),
            "duplicates": corpus.duplicates.len(),
            "skipped": corpus.skipped.len(),
            "bytes": infos(corpus).iter().map(|info| info.bytes).sum::<u64>(),
            "sha256": input_hash(corpus),
        },
        "counts": {
            "sources": corpus.sources.len(),
            "copy_clusters": corpus.copies.len(),
            "sentences": corpus.documents.iter().map(|d| u64::from(d.sentences)).sum::<u64>(),
            "tokens": corpus.tokens(),
            "forms": corpus.vocabulary.forms.len(),
            "terms": results.frequency.ranking.len(),
            "phrases": results.phrases.as_ref().map(|phrases| phrases.phrases.len()),
            "phrase_min_count": results.phrases.as_ref().map(|phrases| phrases.least_count),
            "concept_hits": results.concepts.as_ref().map(|found| found.hits.len()),
        },
        "codebook": results.concepts.as_ref().map(|found| json!({
            "name": found.codebook.describe(),
            "sha256": hex(&Sha256::digest(&found.codebook.source)),
        })),
        "languages": languages,
        "warnings": corpus.warnings,
        "rows": rows,
        "files": files,
    });
    pretty(&record)
}

/// The settings, the codebook by its name alone: folders differ between machines.
fn settings(config: &Config) -> Value {
    let mut config = config.clone();
    if let Some(name) = Path::new(&config.concepts.codebook).file_name() {
        config.concepts.codebook = name.to_string_lossy().into_owned();
    }
    serde_json::to_value(&config).unwrap_or(Value::Null)
}

/// What is known of all documents that were read, by id.
fn infos(corpus: &Corpus) -> Vec<&DocumentInfo> {
    let documents = corpus.documents.iter().map(|document| &document.info);
    let duplicates = corpus.duplicates.iter().map(|document| &document.info);
    let mut infos: Vec<_> = documents.chain(duplicates).collect();
    infos.sort_by_key(|info| &info.doc_id);
    infos
}

/// One hash of all documents that were read: over their ids, the hashes of their bytes and what the
/// metadata state, in the order of the ids, so it does not depend on how the input was listed.
fn input_hash(corpus: &Corpus) -> String {
    let mut hash = Sha256::new();
    for info in infos(corpus) {
        hash.update(info.doc_id.as_bytes());
        hash.update([0]);
        hash.update(info.sha256);
        let stated = [&info.source, &info.date, &info.title];
        let extra = info
            .extra
            .iter()
            .flat_map(|(name, value)| [name.as_ref(), value.as_str()]);
        for text in stated.into_iter().map(String::as_str).chain(extra) {
            hash.update(text.as_bytes());
            hash.update([0]);
        }
    }
    hex(&hash.finalize())
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
