//! What each analysis takes, put together from what others have given.
//!
//! Analyses never import each other. This is the one place that knows several of them: each method
//! of [`AnalysisInputs`] brings counts of terms, key phrases and concepts into the plain form in which
//! one analysis takes them, and calls it. None asks whether a table is wanted; the pipeline does.

mod concept_surroundings;
mod cooccurrence;
mod dispersion;
mod key_phrases;
mod keyness;
mod network;
mod network_nodes;
mod rates;
mod recurrence;
mod similarity;
mod validation;

pub(crate) use key_phrases::extract_key_phrases;
pub(crate) use network::NetworkInputs;
pub(crate) use validation::concepts_to_sample;

use crate::analyze::{Concepts, Frequency, KeyPhrases, TfIdf};
use crate::count::{Counts, SourceTask};
use crate::error::{Error, Result};
use crate::model::{Corpus, HitPlace, Language, SourceId};
use crate::sorted::SortedMap;

/// What most analyses need: the corpus, its counts, key phrases and concepts.
#[derive(Clone, Copy)]
pub(crate) struct AnalysisInputs<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) tasks: &'a [SourceTask],
    pub(crate) counts: &'a Counts,
    pub(crate) frequency: &'a Frequency,
    pub(crate) tfidf: &'a TfIdf,
    /// None unless a wanted table needs them.
    pub(crate) phrases: Option<&'a KeyPhrases>,
    /// None without a codebook.
    pub(crate) concepts: Option<&'a Concepts>,
}

/// The hits of concepts; those of sub-concepts are hits of the concept above.
fn concept_hits(concepts: &Concepts) -> Vec<HitPlace> {
    let hits = concepts.hits.iter();
    hits.map(|hit| hit.of(concepts.concept_of(hit))).collect()
}

/// The tokens of each source in documents of each language.
fn sizes_by_language(corpus: &Corpus) -> SortedMap<Language, Vec<u64>> {
    let mut sizes: SortedMap<Language, Vec<u64>> = SortedMap::new();
    for document in &corpus.documents {
        let none = || vec![0; corpus.sources.len()];
        let by_source = sizes.or_insert_with(document.language, none);
        by_source[document.source.index()] += u64::from(document.tokens);
    }
    sizes
}

/// The source of this name, which is the value of a setting.
///
/// # Errors
/// If there is none.
fn named_source(corpus: &Corpus, name: &String, setting: &str) -> Result<SourceId> {
    let place = corpus.sources.binary_search(name);
    place.map(SourceId::new).map_err(|_| {
        let names: Vec<&str> = corpus.sources.iter().take(20).map(String::as_str).collect();
        let message = format!(
            "no source is called `{name}`; the sources are: {}",
            names.join(", ")
        );
        Error::setting(setting, message)
    })
}
