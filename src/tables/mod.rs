//! Takes results, gives tables: one file per table, each declared once.
//!
//! A table's declaration (name, columns, types, meaning, key, order) is read by the CSV writer, by
//! `datapackage.json`, by `summary.md` and by the checks of `--only`.

mod boilerplate;
mod by_period;
mod candidates;
mod certainty;
mod collocates;
mod companions;
mod concepts;
mod cooccurrence;
mod coverage;
mod document_phrases;
mod document_term;
mod documents;
mod groups;
mod keyness;
mod measures;
mod networks;
mod passages;
mod phrases;
mod recurrence;
mod similarity;
mod spread;
mod terms;
mod tfidf;
mod wording;

use crate::analyze::{Results, spell};
use crate::config::{Config, OutputFormat};
use crate::error::{Error, Result};
use crate::model::{Corpus, Dictionary, DocId, FormId, Table};

pub use concepts::{Concordance, kwic_table};
pub(crate) use document_term::term_columns;

/// The names of all tables, in the order in which they are written and described.
pub const NAMES: [&str; 34] = [
    "documents",
    "boilerplate",
    "terms",
    "terms_by_source",
    "tfidf",
    "phrases",
    "phrases_by_source",
    "collocations",
    "cooccurrence",
    "cooccurrence_by_source",
    "document_phrases",
    "similarity",
    "source_similarity",
    "recurrence",
    "passages",
    "passage_clusters",
    "parallel_sentences",
    "wording",
    "keyness",
    "networks",
    "network_nodes",
    "network_edges",
    "network_differences",
    "concepts",
    "concepts_by_source",
    "concepts_by_document",
    "concepts_by_period",
    "patterns",
    "concept_overlap",
    "concept_candidates",
    "collocates",
    "collocates_by_source",
    "companions",
    "kwic",
];

/// The names of the tables that take long, which are written only if they are asked for by name.
pub const ON_REQUEST: [&str; 12] = [
    "document_phrases",
    "similarity",
    "source_similarity",
    "passages",
    "passage_clusters",
    "parallel_sentences",
    "wording",
    "networks",
    "network_nodes",
    "network_edges",
    "network_differences",
    "companions",
];

/// Checks names of tables that a user gave for a setting.
///
/// # Errors
/// [`Error::Setting`] that lists the names there are.
pub fn check_names(setting: &str, names: &[String]) -> Result<()> {
    match names.iter().find(|name| !NAMES.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let message = format!(
                "unknown table `{name}`; expected some of: {}",
                NAMES.join(" ")
            );
            Err(Error::setting(setting, message))
        }
    }
}

/// The tables that the results hold and the settings ask for.
#[must_use]
pub fn tables<'a>(results: &'a Results, config: &Config) -> Vec<Table<'a>> {
    let mut wanted = Wanted {
        results,
        config,
        tables: Vec::new(),
    };
    wanted.add_counts();
    wanted.add_phrases();
    wanted.add_comparisons();
    wanted.add_networks();
    wanted.add_concepts();
    if config.output.formats.contains(&OutputFormat::MatrixMarket) {
        wanted.add_matrix();
    }
    wanted.tables
}

/// The tables wanted, in the order of [`NAMES`].
struct Wanted<'a, 'c> {
    results: &'a Results,
    config: &'c Config,
    tables: Vec<Table<'a>>,
}

impl<'a> Wanted<'a, '_> {
    /// Adds a table if it is wanted; one that is not is not even sorted.
    fn add(&mut self, name: &str, table: impl FnOnce() -> Table<'a>) {
        let output = &self.config.output;
        let is_asked = if ON_REQUEST.contains(&name) {
            output.names(name)
        } else {
            output.wants(&[name])
        };
        if name == "documents" || is_asked {
            self.tables.push(table());
            debug_assert!(self.tables.last().is_some_and(|own| own.spec.name == name));
        }
    }

    fn add_counts(&mut self) {
        let results = self.results;
        let (corpus, counts) = (&results.corpus, &results.counts);
        let (frequency, tfidf) = (&results.frequency, &results.tfidf);
        self.add("documents", || documents::documents(corpus, counts));
        self.add("boilerplate", || boilerplate::boilerplate(corpus));
        self.add("terms", || {
            terms::terms(corpus, frequency, tfidf, &results.spread.terms)
        });
        self.add("terms_by_source", || {
            terms::terms_by_source(corpus, frequency)
        });
        self.add("tfidf", || tfidf::tfidf(corpus, counts, frequency, tfidf));
    }

    fn add_phrases(&mut self) {
        let results = self.results;
        let (corpus, company) = (&results.corpus, &results.company);
        let Some(phrases) = &results.phrases else {
            return;
        };
        self.add("phrases", || {
            phrases::phrases(corpus, phrases, &results.spread)
        });
        self.add("phrases_by_source", || {
            phrases::phrases_by_source(corpus, phrases)
        });
        if let Some(adjacent) = &results.adjacent {
            self.add("collocations", || {
                collocates::collocations(corpus, phrases, adjacent)
            });
        }
        self.add("cooccurrence", || {
            cooccurrence::overall(corpus, phrases, company)
        });
        self.add("cooccurrence_by_source", || {
            cooccurrence::by_source(corpus, phrases, company)
        });
    }

    /// Adds what the rows and columns of the matrix are, which comes with the matrix alone.
    fn add_matrix(&mut self) {
        let Results {
            corpus,
            counts,
            frequency,
            ..
        } = self.results;
        self.tables.push(document_term::rows(corpus, counts));
        self.tables.push(document_term::columns(corpus, frequency));
    }

    fn add_comparisons(&mut self) {
        let results = self.results;
        if let Some(found) = &results.document_phrases {
            self.add("document_phrases", || {
                document_phrases::document_phrases(&results.corpus, found)
            });
        }
        let (corpus, frequency) = (&results.corpus, &results.frequency);
        let near = &results.across.similarity;
        if let Some(found) = &near.nearest {
            self.add("similarity", || {
                similarity::nearest(corpus, frequency, found)
            });
        }
        if let Some(found) = &near.sources {
            self.add("source_similarity", || similarity::sources(corpus, found));
        }
        let (phrases, concepts) = (results.phrases.as_ref(), results.concepts.as_ref());
        self.add("recurrence", || {
            recurrence::recurrence(
                corpus,
                frequency,
                phrases,
                &results.company,
                &results.recurrence,
            )
        });
        if let Some(found) = &results.across.passages {
            self.add("passages", || passages::passages(corpus, found));
            self.add("passage_clusters", || {
                passages::passage_clusters(corpus, found)
            });
        }
        if let Some(found) = &results.across.wording {
            self.add("parallel_sentences", || {
                wording::parallel_sentences(corpus, found)
            });
            self.add("wording", || wording::wording(corpus, found));
        }
        self.add("keyness", || {
            keyness::keyness(corpus, frequency, phrases, concepts, &results.keys)
        });
    }

    /// Adds the tables of networks.
    fn add_networks(&mut self) {
        let corpus = &self.results.corpus;
        let Some(found) = &self.results.across.networks else {
            return;
        };
        let level = self.config.network.alpha;
        self.add("networks", || networks::networks(corpus, found));
        self.add("network_nodes", || networks::nodes(corpus, found));
        self.add("network_edges", || networks::edges(corpus, found, level));
        if let Some(differences) = &found.differences {
            self.add("network_differences", || {
                networks::differences(corpus, found, differences)
            });
        }
    }

    fn add_concepts(&mut self) {
        let results = self.results;
        let (corpus, around) = (&results.corpus, &results.around);
        let context = self.config.concepts.context;
        if let Some(found) = &results.concepts {
            let certainty = &results.certainty;
            self.add("concepts", || {
                concepts::concepts(corpus, found, &results.spread.concepts, &certainty.overall)
            });
            self.add("concepts_by_source", || {
                concepts::by_source(corpus, found, &certainty.by_source)
            });
            self.add("concepts_by_document", || {
                concepts::by_document(corpus, found)
            });
            if let Some(over_time) = &certainty.over_time {
                self.add("concepts_by_period", || {
                    by_period::by_period(found, over_time)
                });
            }
            self.add("patterns", || coverage::patterns(corpus, found));
            self.add("concept_overlap", || coverage::overlap(corpus, found));
            if let Some(phrases) = &results.phrases {
                self.add("concept_candidates", || {
                    candidates::candidates(corpus, phrases, found, around, context)
                });
            }
        }
        if !around.nodes.is_empty() {
            let frequency = &results.frequency;
            self.add("collocates", || {
                collocates::overall(corpus, frequency, around)
            });
            self.add("collocates_by_source", || {
                collocates::by_source(corpus, frequency, around)
            });
        }
        if let (Some(found), Some(changes), Some(phrases)) = (
            &results.concepts,
            &results.across.companions,
            &results.phrases,
        ) {
            self.add("companions", || {
                companions::companions(corpus, phrases, found, changes)
            });
        }
        if let Some(found) = &results.concepts {
            self.add("kwic", || kwic_table(corpus, found, context));
        }
    }
}

/// The ids and sources of the documents, by [`DocId`].
fn document_names(corpus: &Corpus) -> Dictionary<'_> {
    Dictionary::new(corpus.documents.len(), move |document, out| {
        let info = &corpus.document(DocId::new(document)).info;
        out.row(&[(&info.doc_id).into(), (&info.source).into()]);
    })
}

/// The ids, sources and dates of the documents, by [`DocId`].
fn dated_documents(corpus: &Corpus) -> Dictionary<'_> {
    Dictionary::new(corpus.documents.len(), move |document, out| {
        let info = &corpus.document(DocId::new(document)).info;
        out.row(&[
            (&info.doc_id).into(),
            (&info.source).into(),
            (&info.date).into(),
        ]);
    })
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
        assert!(check_names("output.only", &["terms".to_owned(), "kwic".to_owned()]).is_ok());
        let error = check_names("output.only", &["term".to_owned()])
            .expect_err("unknown")
            .to_string();
        assert!(
            error.contains("`term`") && error.contains("terms_by_source"),
            "{error}"
        );
    }
}
