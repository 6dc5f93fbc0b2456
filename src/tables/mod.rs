//! Takes results, gives tables: one file per table, each declared once.
//!
//! A table's declaration (name, columns, types, meaning, key, order) is read by the CSV writer, by
//! `datapackage.json`, by `summary.md` and by the checks of `--only`.

mod boilerplate;
mod by_period;
mod certainty;
mod concepts;
mod cooccurrence;
mod documents;
mod groups;
mod keyness;
mod phrases;
mod spread;
mod terms;
mod tfidf;

use crate::analyze::{Concepts, Results, spell};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::model::{Corpus, Dictionary, FormId, Table};

pub use concepts::{Concordance, kwic_table};

/// The names of all tables, in the order in which they are written and described.
pub const NAMES: [&str; 15] = [
    "documents",
    "boilerplate",
    "terms",
    "terms_by_source",
    "tfidf",
    "phrases",
    "phrases_by_source",
    "cooccurrence",
    "cooccurrence_by_source",
    "keyness",
    "concepts",
    "concepts_by_source",
    "concepts_by_document",
    "concepts_by_period",
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
    let mut tables = Vec::new();
    // A table that is not wanted is not even sorted.
    let mut add = |name: &str, table: &dyn Fn() -> Table<'a>| {
        if name == "documents" || config.output.wants(&[name]) {
            tables.push(table());
            debug_assert!(tables.last().is_some_and(|table| table.spec.name == name));
        }
    };
    let (frequency, tfidf) = (&results.frequency, &results.tfidf);
    add("documents", &|| {
        documents::documents(corpus, &results.counts)
    });
    add("boilerplate", &|| boilerplate::boilerplate(corpus));
    add("terms", &|| {
        terms::terms(corpus, frequency, tfidf, &results.spread.terms)
    });
    add("terms_by_source", &|| {
        terms::terms_by_source(corpus, frequency)
    });
    add("tfidf", &|| {
        tfidf::tfidf(corpus, &results.counts, frequency, tfidf)
    });
    if let Some(phrases) = &results.phrases {
        let company = &results.company;
        add("phrases", &|| {
            phrases::phrases(corpus, phrases, &results.spread.phrases)
        });
        add("phrases_by_source", &|| {
            phrases::phrases_by_source(corpus, phrases)
        });
        add("cooccurrence", &|| {
            cooccurrence::overall(corpus, phrases, company)
        });
        add("cooccurrence_by_source", &|| {
            cooccurrence::by_source(corpus, phrases, company)
        });
    }
    let (phrases, concepts) = (results.phrases.as_ref(), results.concepts.as_ref());
    add("keyness", &|| {
        keyness::keyness(corpus, frequency, phrases, concepts, &results.keys)
    });
    if let Some(found) = concepts {
        concept_tables(results, found, config, &mut add);
    }
    tables
}

/// The tables of concepts, each given with its name to be added where it is wanted.
fn concept_tables<'a>(
    results: &'a Results,
    found: &'a Concepts,
    config: &Config,
    add: &mut dyn FnMut(&str, &dyn Fn() -> Table<'a>),
) {
    let corpus = &results.corpus;
    let context = config.concepts.context;
    let certainty = &results.certainty;
    add("concepts", &|| {
        concepts::concepts(corpus, found, &results.spread.concepts, &certainty.overall)
    });
    add("concepts_by_source", &|| {
        concepts::by_source(corpus, found, &certainty.by_source)
    });
    add("concepts_by_document", &|| {
        concepts::by_document(corpus, found)
    });
    if let Some(over_time) = &certainty.over_time {
        add("concepts_by_period", &|| {
            by_period::by_period(found, over_time)
        });
    }
    add("kwic", &|| kwic_table(corpus, found, context));
}

/// The names of the sources, by [`crate::model::SourceId`].
fn source_names(corpus: &Corpus) -> Dictionary<'_> {
    Dictionary::new(corpus.sources.len(), move |source, out| {
        out.row(&[(&corpus.sources[source]).into()]);
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
