//! Takes results, gives tables: one file per table, each declared once.
//!
//! A table's declaration (name, columns, types, meaning, key, order) is read by the CSV writer, by
//! `datapackage.json`, by `summary.md` and by the checks of `--only`.

mod boilerplate;
mod concepts;
mod cooccurrence;
mod documents;
mod phrases;
mod terms;
mod tfidf;

use crate::analyze::{Results, spell};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::model::{Corpus, FormId, RowWriter, Table, TableSpec};

pub use concepts::{Concordance, kwic_table};

/// The names of all tables, in the order in which they are written and described.
pub const NAMES: [&str; 13] = [
    "documents",
    "boilerplate",
    "terms",
    "terms_by_source",
    "tfidf",
    "phrases",
    "phrases_by_source",
    "cooccurrence",
    "cooccurrence_by_source",
    "concepts",
    "concepts_by_source",
    "concepts_by_document",
    "kwic",
];

/// Checks names that a user gave.
///
/// # Errors
/// [`Error::Setting`] that lists the names there are.
pub fn check_names(names: &[String]) -> Result<()> {
    match names.iter().find(|name| !NAMES.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let message = format!(
                "unknown table `{name}`; expected some of: {}",
                NAMES.join(" ")
            );
            Err(Error::setting("output.only", message))
        }
    }
}

/// The tables that the results hold and the settings ask for.
#[must_use]
pub fn tables<'a>(results: &'a Results, config: &Config) -> Vec<Table<'a>> {
    let corpus = &results.corpus;
    let mut tables = vec![
        documents::documents(corpus, &results.counts),
        boilerplate::boilerplate(corpus),
        terms::terms(corpus, &results.frequency, &results.tfidf),
        terms::terms_by_source(corpus, &results.frequency),
        tfidf::tfidf(corpus, &results.counts, &results.frequency, &results.tfidf),
    ];
    if let Some(phrases) = &results.phrases {
        tables.push(phrases::phrases(corpus, phrases));
        tables.push(phrases::phrases_by_source(corpus, phrases));
        tables.push(cooccurrence::overall(corpus, phrases, &results.company));
        tables.push(cooccurrence::by_source(corpus, phrases, &results.company));
    }
    if let Some(found) = &results.concepts {
        tables.push(concepts::concepts(corpus, found));
        tables.push(concepts::by_source(corpus, found));
        tables.push(concepts::by_document(corpus, found));
        tables.push(kwic_table(corpus, found, config.concepts.context));
    }
    let only = &config.output.only;
    tables.retain(|table| {
        let name = table.spec.name;
        name == "documents" || only.is_empty() || only.iter().any(|wanted| wanted == name)
    });
    tables
}

/// How many rows make a block.
const BLOCK: usize = 2048;

/// A table of rows that are independent of each other.
fn by_rows<'a>(
    spec: TableSpec,
    rows: usize,
    write: impl Fn(usize, &mut dyn RowWriter) + Sync + 'a,
) -> Table<'a> {
    Table::blocks(spec, rows.div_ceil(BLOCK), move |block, out| {
        for row in block * BLOCK..rows.min((block + 1) * BLOCK) {
            write(row, out);
        }
    })
}

/// Sequences of forms with their counts, in words: `sovereignty (12); sovereign (3)`.
fn variants<'a>(corpus: &Corpus, variants: impl Iterator<Item = (&'a [FormId], u64)>) -> String {
    let spelled = variants.map(|(forms, n)| format!("{} ({n})", spell(corpus, forms)));
    spelled.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked() {
        assert!(check_names(&["terms".to_owned(), "kwic".to_owned()]).is_ok());
        let error = check_names(&["term".to_owned()])
            .expect_err("unknown")
            .to_string();
        assert!(
            error.contains("`term`") && error.contains("terms_by_source"),
            "{error}"
        );
    }
}
