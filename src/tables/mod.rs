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
use crate::model::{Corpus, Dictionary, DocId, FormId, Table, TableId};

pub use concepts::{Concordance, kwic_table};
pub(crate) use document_term::term_columns;

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

/// The tables wanted, in the order of [`TableId`].
struct Wanted<'a, 'c> {
    results: &'a Results,
    config: &'c Config,
    tables: Vec<Table<'a>>,
}

impl<'a> Wanted<'a, '_> {
    /// Adds a table if it is wanted; one that is not is not even sorted.
    fn add(&mut self, id: TableId, table: impl FnOnce() -> Table<'a>) {
        if self.config.output.wants(id) {
            self.tables.push(table());
        }
    }

    fn add_counts(&mut self) {
        let results = self.results;
        let (corpus, counts) = (&results.corpus, &results.counts);
        let (frequency, tfidf) = (&results.frequency, &results.tfidf);
        self.add(TableId::Documents, || documents::documents(corpus, counts));
        self.add(TableId::Boilerplate, || boilerplate::boilerplate(corpus));
        self.add(TableId::Terms, || {
            terms::terms(corpus, frequency, tfidf, &results.dispersion.terms)
        });
        self.add(TableId::TermsBySource, || {
            terms::terms_by_source(corpus, frequency)
        });
        self.add(TableId::Tfidf, || {
            tfidf::tfidf(corpus, counts, frequency, tfidf)
        });
    }

    fn add_phrases(&mut self) {
        let results = self.results;
        let (corpus, company) = (&results.corpus, &results.cooccurrences);
        let Some(phrases) = &results.phrases else {
            return;
        };
        self.add(TableId::Phrases, || {
            phrases::phrases(corpus, phrases, &results.dispersion)
        });
        self.add(TableId::PhrasesBySource, || {
            phrases::phrases_by_source(corpus, phrases)
        });
        if let Some(adjacent) = &results.adjacent_pairs {
            self.add(TableId::Collocations, || {
                collocates::collocations(corpus, phrases, adjacent)
            });
        }
        self.add(TableId::Cooccurrence, || {
            cooccurrence::overall(corpus, phrases, company)
        });
        self.add(TableId::CooccurrenceBySource, || {
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
            self.add(TableId::DocumentPhrases, || {
                document_phrases::document_phrases(&results.corpus, found)
            });
        }
        let (corpus, frequency) = (&results.corpus, &results.frequency);
        let near = &results.similarity;
        if let Some(found) = &near.nearest {
            self.add(TableId::Similarity, || {
                similarity::nearest(corpus, frequency, found)
            });
        }
        if let Some(found) = &near.sources {
            self.add(TableId::SourceSimilarity, || {
                similarity::sources(corpus, found)
            });
        }
        let (phrases, concepts) = (results.phrases.as_ref(), results.concepts.as_ref());
        self.add(TableId::Recurrence, || {
            recurrence::recurrence(
                corpus,
                frequency,
                phrases,
                &results.cooccurrences,
                &results.recurrence,
            )
        });
        if let Some(found) = &results.shared_passages {
            self.add(TableId::Passages, || passages::passages(corpus, found));
            self.add(TableId::PassageClusters, || {
                passages::passage_clusters(corpus, found)
            });
        }
        if let Some(found) = &results.parallel_sentences {
            self.add(TableId::ParallelSentences, || {
                wording::parallel_sentences(corpus, found)
            });
            self.add(TableId::Wording, || wording::wording(corpus, found));
        }
        self.add(TableId::Keyness, || {
            keyness::keyness(corpus, frequency, phrases, concepts, &results.keyness)
        });
    }

    /// Adds the tables of networks.
    fn add_networks(&mut self) {
        let corpus = &self.results.corpus;
        let Some(found) = &self.results.networks else {
            return;
        };
        let level = self.config.network.alpha;
        self.add(TableId::Networks, || networks::networks(corpus, found));
        self.add(TableId::NetworkNodes, || networks::nodes(corpus, found));
        self.add(TableId::NetworkEdges, || {
            networks::edges(corpus, found, level)
        });
        if let Some(differences) = &found.differences {
            self.add(TableId::NetworkDifferences, || {
                networks::differences(corpus, found, differences)
            });
        }
    }

    fn add_concepts(&mut self) {
        let results = self.results;
        let corpus = &results.corpus;
        let context = self.config.concepts.context;
        if let Some(found) = &results.concepts {
            let certainty = &results.concept_rates;
            self.add(TableId::Concepts, || {
                concepts::concepts(
                    corpus,
                    found,
                    &results.dispersion.concepts,
                    &certainty.overall,
                )
            });
            self.add(TableId::ConceptsBySource, || {
                concepts::by_source(corpus, found, &certainty.by_source)
            });
            self.add(TableId::ConceptsByDocument, || {
                concepts::by_document(corpus, found)
            });
            if let Some(over_time) = &certainty.over_time {
                self.add(TableId::ConceptsByPeriod, || {
                    by_period::by_period(found, over_time)
                });
            }
            self.add(TableId::Patterns, || coverage::patterns(corpus, found));
            self.add(TableId::ConceptOverlap, || coverage::overlap(corpus, found));
            if let Some(phrases) = &results.phrases {
                self.add(TableId::ConceptCandidates, || {
                    candidates::candidates(corpus, phrases, found, &results.candidates, context)
                });
            }
        }
        if !results.collocates.nodes.is_empty() {
            let frequency = &results.frequency;
            self.add(TableId::Collocates, || {
                collocates::overall(corpus, frequency, &results.collocates)
            });
            self.add(TableId::CollocatesBySource, || {
                collocates::by_source(corpus, frequency, &results.collocates)
            });
        }
        if let (Some(found), Some(changes), Some(phrases)) = (
            &results.concepts,
            &results.associate_changes,
            &results.phrases,
        ) {
            self.add(TableId::Companions, || {
                companions::companions(corpus, phrases, found, changes)
            });
        }
        if let Some(found) = &results.concepts {
            self.add(TableId::Kwic, || kwic_table(corpus, found, context));
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
