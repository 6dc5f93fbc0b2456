//! Puts what several analyses have found into the plain form in which others take it.
//!
//! Takes the counts of terms, key phrases and concepts; gives how evenly they spread, what sources
//! use more than others, what stands around concepts, and what recurs across sources, as far as the
//! tables of these are wanted.

mod across;
mod around;
mod joined;
mod recurrence;

pub(crate) use around::concept_hits;

use std::collections::BTreeMap;

use crate::analyze::{
    Certainty, ConceptCounts, Concepts, CorpusParts, Dispersions, Frequency, Items, Key,
    KeyPhrases, KeysByKind, Phrase, PhraseSpread, Resampling, SpreadOfItems, contrasts, disperse,
    disperse_terms, intervals, keyness, over_time, spread_phrases,
};
use crate::config::{Config, KeynessConfig};
use crate::count::{Counts, PhraseFinder, SourceTask};
use crate::error::{Error, Result};
use crate::model::{Corpus, DocId, Language, TableId, TermId};
use crate::stats::Dispersion;

/// What was found so far.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) tasks: &'a [SourceTask],
    pub(crate) counts: &'a Counts,
    pub(crate) frequency: &'a Frequency,
    pub(crate) phrases: Option<&'a KeyPhrases>,
    pub(crate) concepts: Option<&'a Concepts>,
}

impl Found<'_> {
    /// How evenly terms, key phrases and concepts spread, as far as their tables are wanted.
    pub(crate) fn spread(&self, config: &Config) -> SpreadOfItems {
        let Self {
            corpus,
            counts,
            frequency,
            phrases,
            concepts,
            ..
        } = *self;
        let parts = CorpusParts::new(corpus);
        let wants = |table| config.output.wants(table);
        let mut spread = SpreadOfItems::default();
        if wants(TableId::Terms) {
            let all = frequency.counts();
            let by_source = (0..corpus.sources.len()).map(|source| frequency.of_source(source));
            spread.terms = Dispersions {
                documents: disperse_terms(&parts.documents, &counts.matrix, &all),
                sources: disperse(&parts.sources, by_source, &all),
            };
        }
        if let Some(phrases) = phrases.filter(|_| wants(TableId::Phrases)) {
            let all: Vec<u64> = phrases.phrases.iter().map(|phrase| phrase.count).collect();
            let by_source = (0..corpus.sources.len()).map(|source| phrases.of_source(source));
            spread.places = self.phrases_in_documents(phrases, &parts);
            let over_documents = spread.places.iter().map(|own| own.documents);
            spread.phrases = Dispersions {
                documents: over_documents.collect(),
                sources: disperse(&parts.sources, by_source, &all),
            };
        }
        if let Some(concepts) = concepts.filter(|_| wants(TableId::Concepts)) {
            let counts = || concepts.counts.iter();
            let over_documents = |counts: &ConceptCounts| {
                let own = counts.by_document.iter();
                Dispersion::of(&parts.documents, own.map(|(id, hits)| (id.index(), *hits)))
            };
            let over_sources = |counts: &ConceptCounts| {
                let own = counts.by_source.iter();
                Dispersion::of(&parts.sources, own.map(|(id, hits, _)| (id.index(), *hits)))
            };
            spread.concepts = Dispersions {
                documents: counts().map(over_documents).collect(),
                sources: counts().map(over_sources).collect(),
            };
        }
        spread
    }

    /// Where key phrases stand in documents.
    fn phrases_in_documents(&self, phrases: &KeyPhrases, parts: &CorpusParts) -> Vec<PhraseSpread> {
        let words = phrases.phrases.iter().map(|phrase| &*phrase.terms);
        let words: Vec<&[TermId]> = words.collect();
        let finder = PhraseFinder::new(self.corpus, &words);
        let all: Vec<u64> = phrases.phrases.iter().map(|own| own.count).collect();
        spread_phrases(&parts.documents, self.corpus, &finder, &all)
    }

    /// How sure the rates of concepts are, and concepts over time, as far as their tables are wanted.
    pub(crate) fn certainty(&self, config: &Config) -> Certainty {
        let (corpus, settings) = (self.corpus, &config.concepts);
        let mut certainty = Certainty::default();
        let Some(concepts) = self.concepts else {
            return certainty;
        };
        let hits: Vec<&[(DocId, u64)]> = concepts
            .counts
            .iter()
            .map(|counts| counts.by_document.as_slice())
            .collect();
        let resampling = Resampling {
            seed: settings.seed,
            resamples: settings.resamples,
        };
        let intervals =
            |kind, groups: &[(&str, &[DocId])]| intervals(corpus, groups, kind, &hits, resampling);
        if config.output.wants(TableId::Concepts) {
            let all: Vec<DocId> = corpus.ids().collect();
            certainty.overall = intervals("corpus", &[("", &all)]).concat();
        }
        if config.output.wants(TableId::ConceptsBySource) {
            certainty.by_source = contrasts(corpus, &hits, resampling);
        }
        if config.output.wants(TableId::ConceptsByPeriod) {
            certainty.over_time = over_time(corpus, &hits, settings.period);
        }
        if let Some(over_time) = &mut certainty.over_time {
            let periods = over_time.periods.iter();
            let periods = periods.map(|own| (own.label.as_str(), own.documents.as_slice()));
            over_time.intervals = intervals("period", &periods.collect::<Vec<_>>());
        }
        certainty
    }

    /// What sources use more or less than others, if its table is wanted.
    pub(crate) fn keys(&self, config: &Config) -> Result<KeysByKind> {
        let Self {
            corpus,
            frequency,
            phrases,
            concepts,
            ..
        } = *self;
        let mut keys = KeysByKind::default();
        if !config.output.wants(TableId::Keyness) {
            return Ok(keys);
        }
        let reference = reference(corpus, config)?;
        let settings = &config.keyness;
        let all = frequency.counts();
        let of_source = |source| frequency.of_source(source);
        let language = |term: usize| corpus.vocabulary.terms[term].language;
        keys.terms = by_language(corpus, &all, of_source, language, reference, settings);
        if let Some(phrases) = phrases {
            let is_longer = |phrase: &Phrase| phrase.length() > 1;
            let counts = phrases.phrases.iter();
            let all = counts.map(|own| if is_longer(own) { own.count } else { 0 });
            let all: Vec<u64> = all.collect();
            let of_source = |source| phrases.of_source(source);
            let language = |phrase: usize| phrases.phrases[phrase].language;
            keys.phrases = by_language(corpus, &all, of_source, language, reference, settings);
        }
        if let Some(concepts) = concepts {
            let all: Vec<u64> = concepts.counts.iter().map(|counts| counts.hits).collect();
            let of_source = |source: usize| {
                let counts = concepts.counts.iter().enumerate();
                counts.filter_map(move |(concept, counts)| {
                    let own = &counts.by_source;
                    let at = own.binary_search_by_key(&source, |(source, ..)| source.index());
                    Some((concept, own[at.ok()?].1))
                })
            };
            let items = Items {
                all: &all,
                of_source,
                sizes: &corpus.tokens_by_source(),
            };
            keys.concepts = keyness(&items, reference, settings);
        }
        Ok(keys)
    }
}

/// The keys of words of each language among the documents in it, language by language: a word is rare
/// in texts of another language whatever they speak of.
fn by_language<F, I>(
    corpus: &Corpus,
    all: &[u64],
    of_source: F,
    language_of: impl Fn(usize) -> Language,
    reference: Option<usize>,
    settings: &KeynessConfig,
) -> Vec<Vec<Key>>
where
    F: Fn(usize) -> I + Sync,
    I: Iterator<Item = (usize, u64)>,
{
    let sizes = sizes_by_language(corpus);
    let mut keys = vec![Vec::new(); corpus.sources.len()];
    for (language, sizes) in sizes {
        let own = all.iter().enumerate();
        let own = own.map(|(item, n)| if language_of(item) == language { *n } else { 0 });
        let items = Items {
            all: &own.collect::<Vec<u64>>(),
            of_source: &of_source,
            sizes: &sizes,
        };
        let found = keyness(&items, reference, settings);
        keys.iter_mut()
            .zip(found)
            .for_each(|(keys, found)| keys.extend(found));
    }
    keys
}

/// The tokens of each source in documents of each language.
fn sizes_by_language(corpus: &Corpus) -> BTreeMap<Language, Vec<u64>> {
    let mut sizes: BTreeMap<Language, Vec<u64>> = BTreeMap::new();
    for document in &corpus.documents {
        let none = || vec![0; corpus.sources.len()];
        let own = sizes.entry(document.language).or_insert_with(none);
        own[document.source.index()] += u64::from(document.tokens);
    }
    sizes
}

/// The source that the settings name as the reference.
fn reference(corpus: &Corpus, config: &Config) -> Result<Option<usize>> {
    let name = &config.keyness.reference;
    if name.is_empty() {
        return Ok(None);
    }
    reference_source(corpus, name, "keyness.reference").map(Some)
}

/// The source of this name, which is the value of a setting.
fn reference_source(corpus: &Corpus, name: &String, setting: &str) -> Result<usize> {
    let found = corpus.sources.binary_search(name);
    found.map_err(|_| {
        let some: Vec<&str> = corpus.sources.iter().take(20).map(String::as_str).collect();
        let message = format!("no source `{name}`; there are: {}", some.join(", "));
        Error::setting(setting, message)
    })
}
