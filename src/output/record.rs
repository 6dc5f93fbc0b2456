//! `run.json`: what is needed to repeat a run, and nothing that differs between machines or runs.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::json::pretty;
use super::{Contents, Written};
use crate::config::Config;
use crate::model::{Corpus, TABLES_VERSION, hex};
use crate::sorted::SortedMap;
use crate::source::{PROGRAM, RECORD_FILE};

/// The record of a run, which wrote these tables and other files.
pub(super) fn run_record(
    contents: Contents<'_>,
    config: &Config,
    written: &[Written],
    others: &[String],
) -> String {
    let (results, input_hash) = (contents.results, contents.input_hash);
    let corpus = &results.corpus;
    let rows: Map<String, Value> = contents
        .tables
        .iter()
        .map(|table| {
            let path = table.spec.path(config.output.table_kind());
            (path, json!(table.row_count()))
        })
        .collect();
    let mut files: Vec<&str> = written.iter().map(|file| file.file.as_str()).collect();
    files.extend(others.iter().map(String::as_str));
    files.extend(["summary.md", "datapackage.json", RECORD_FILE]);
    let of_results = json!({
        "terms": results.frequency.ranking.len(),
        "phrases": results.phrases.as_ref().map(|phrases| phrases.phrases.len()),
        "phrase_min_count": results.phrases.as_ref().map(|phrases| phrases.least_count),
        "concept_hits": results.concepts.as_ref().map(|concepts| concepts.hits.len()),
    });
    let rest = json!({
        "counts": joined(counts(corpus), of_results),
        "codebook": results.concepts.as_ref().map(|concepts| json!({
            "name": concepts.codebook.describe(),
            "sha256": hex(&Sha256::digest(&concepts.codebook.source)),
        })),
        "languages": languages(corpus),
        "warnings": corpus.warnings,
        "rows": rows,
        "files": files,
    });
    pretty(&joined(head(corpus, config, input_hash), rest))
}

/// The entries of two objects as one, in their order.
fn joined(mut first: Value, second: Value) -> Value {
    if let (Value::Object(first), Value::Object(second)) = (&mut first, second) {
        first.extend(second);
    }
    first
}

/// Who ran, with which settings, and what was read.
fn head(corpus: &Corpus, config: &Config, input_hash: &str) -> Value {
    json!({
        "program": PROGRAM,
        "version": env!("CARGO_PKG_VERSION"),
        "tables_version": TABLES_VERSION,
        "settings": config.portable(),
        "input": {
            "documents_found": corpus.documents.len() + corpus.duplicates.len() + corpus.skipped.len(),
            "analysed": corpus.documents.len(),
            "duplicates": corpus.duplicates.len(),
            "skipped": corpus.skipped.len(),
            "bytes": corpus.infos().iter().map(|info| info.bytes).sum::<u64>(),
            "sha256": input_hash,
        },
    })
}

/// How large the corpus is.
fn counts(corpus: &Corpus) -> Value {
    json!({
        "sources": corpus.sources.len(),
        "copy_clusters": corpus.copies.len(),
        "sentences": corpus.documents.iter().map(|d| u64::from(d.sentences)).sum::<u64>(),
        "tokens": corpus.tokens(),
        "forms": corpus.vocabulary.forms.len(),
    })
}

/// How many documents are in each language.
fn languages(corpus: &Corpus) -> Map<String, Value> {
    let mut languages: SortedMap<&str, u64> = SortedMap::new();
    for document in &corpus.documents {
        *languages.or_default(document.language.code()) += 1;
    }
    let languages = languages.into_iter();
    languages
        .map(|(code, documents)| (code.to_owned(), json!(documents)))
        .collect()
}

/// The record of a run that counts the corpus in parts, before any table is written; these tables are asked
/// for and not made.
#[cfg(feature = "worker")]
#[must_use]
pub fn parts_record(corpus: &Corpus, config: &Config, not_made: &[&str]) -> String {
    let rest = json!({
        "counts": counts(corpus),
        "languages": languages(corpus),
        "warnings": corpus.warnings,
        "not_made": not_made,
        "files": [RECORD_FILE],
    });
    pretty(&joined(head(corpus, config, &corpus.input_hash()), rest))
}
