//! What sources use more or less than others: terms, key phrases and concepts.

use super::{AnalysisInputs, named_source, sizes_by_language};
use crate::analyze::{Concepts, Items, Key, KeyPhrases, KeynessByKind, keyness};
use crate::config::KeynessConfig;
use crate::error::Result;
use crate::model::{Corpus, Language, SourceId};

impl AnalysisInputs<'_> {
    /// What sources use more or less than others, by kind.
    ///
    /// # Errors
    /// If the settings name a source as the reference that is not there.
    pub(crate) fn keyness(&self, settings: &KeynessConfig) -> Result<KeynessByKind> {
        let reference = Some(&settings.reference).filter(|name| !name.is_empty());
        let reference = reference
            .map(|name| named_source(self.corpus, name, "keyness.reference"))
            .transpose()?;
        let compared = Compared {
            corpus: self.corpus,
            reference,
            settings,
        };
        let (phrases, concepts) = (self.phrases, self.concepts);
        Ok(KeynessByKind {
            terms: self.keyness_of_terms(&compared),
            phrases: phrases.map_or_else(Vec::new, |phrases| compared.phrases(phrases)),
            concepts: concepts.map_or_else(Vec::new, |concepts| compared.concepts(concepts)),
        })
    }

    fn keyness_of_terms(&self, compared: &Compared<'_>) -> Vec<Vec<Key>> {
        let totals = self.frequency.counts();
        let of_source = |source| self.frequency.of_source(source);
        let terms = &self.corpus.vocabulary.terms;
        compared.by_language(&totals, of_source, |term| terms[term].language)
    }
}

/// What sources are compared with.
struct Compared<'a> {
    corpus: &'a Corpus,
    /// None: all others.
    reference: Option<SourceId>,
    settings: &'a KeynessConfig,
}

impl Compared<'_> {
    /// The keyness of key phrases of two words or more.
    fn phrases(&self, phrases: &KeyPhrases) -> Vec<Vec<Key>> {
        let longer = phrases.phrases.iter().map(|phrase| match phrase.length() {
            2.. => phrase.count,
            _ => 0,
        });
        let totals: Vec<u64> = longer.collect();
        let of_source = |source| phrases.of_source(source);
        self.by_language(&totals, of_source, |phrase| {
            phrases.phrases[phrase].language
        })
    }

    /// The keyness of the categories of the codebook.
    fn concepts(&self, concepts: &Concepts) -> Vec<Vec<Key>> {
        let totals: Vec<u64> = concepts.counts.iter().map(|counts| counts.hits).collect();
        let of_source = |source: usize| {
            let counts = concepts.counts.iter().enumerate();
            counts.filter_map(move |(concept, counts)| {
                let hits = &counts.by_source;
                let place = hits.binary_search_by_key(&source, |(source, ..)| source.index());
                Some((concept, hits[place.ok()?].1))
            })
        };
        let items = Items {
            all: &totals,
            of_source,
            sizes: &self.corpus.tokens_by_source(),
        };
        keyness(&items, self.reference, self.settings)
    }

    /// The keyness of words of each language among the documents in it, language by language: a word is
    /// rare in texts of another language whatever they speak of.
    fn by_language<F, I>(
        &self,
        totals: &[u64],
        of_source: F,
        language_of: impl Fn(usize) -> Language,
    ) -> Vec<Vec<Key>>
    where
        F: Fn(usize) -> I + Sync,
        I: Iterator<Item = (usize, u64)>,
    {
        let mut keys = vec![Vec::new(); self.corpus.sources.len()];
        for (language, sizes) in sizes_by_language(self.corpus) {
            let in_language = |(item, n): (usize, &u64)| match language_of(item) == language {
                true => *n,
                false => 0,
            };
            let items = Items {
                all: &totals
                    .iter()
                    .enumerate()
                    .map(in_language)
                    .collect::<Vec<u64>>(),
                of_source: &of_source,
                sizes: &sizes,
            };
            let of_language = keyness(&items, self.reference, self.settings);
            for (keys, more) in keys.iter_mut().zip(of_language) {
                keys.extend(more);
            }
        }
        keys
    }
}
