//! What recurs across sources: words, key phrases, and pairs of them.

use super::{Found, sizes_by_language};
use crate::analyze::{
    CoOccurrence, Company, KeyPhrases, Recurrence, Recurring, RecurringKind, Repeated, recurring,
};
use crate::config::Config;
use crate::model::{Corpus, Language, TableId};

impl Found<'_> {
    /// What recurs across sources, if its table is wanted and there are several.
    pub(crate) fn recurrence(&self, company: &Company, config: &Config) -> Vec<Recurrence> {
        let corpus = self.corpus;
        if !config.output.wants(TableId::Recurrence) || corpus.sources.len() < 2 {
            return Vec::new();
        }
        let languages = sizes_by_language(corpus);
        let of = |language| {
            languages
                .get(&language)
                .map_or(&[] as &[u64], Vec::as_slice)
        };
        let least = u64::from(config.phrases.least_count(corpus.tokens())) + 1;
        let mut found = Vec::new();
        let mut add = |kind, items: Vec<Recurring>| {
            found.extend(items.into_iter().map(|own| Recurrence { kind, own }));
        };
        let words = Repeated {
            all: &self.frequency.counts(),
            of_source: |source| self.frequency.of_source(source),
            sizes: &|term| of(corpus.vocabulary.terms[term].language),
            least,
        };
        add(RecurringKind::Word, recurring(&words, corpus.sources.len()));
        if let Some(phrases) = self.phrases {
            add(
                RecurringKind::Phrase,
                longer_phrases(phrases, corpus, &of, least),
            );
            if let Some(scope) = company.scopes.first() {
                let pairs = pairs(phrases, company, scope, corpus, &of, least);
                add(RecurringKind::Pair, pairs);
            }
        }
        found.sort_by(|a, b| a.own.order(&b.own));
        found
    }
}

/// Key phrases of two words or more; those that stand only inside longer ones are left to these.
fn longer_phrases<'a>(
    phrases: &KeyPhrases,
    corpus: &Corpus,
    of: &(impl Fn(Language) -> &'a [u64] + Sync),
    least: u64,
) -> Vec<Recurring> {
    let all = phrases.phrases.iter();
    let all: Vec<u64> = all
        .map(|own| match own.length() {
            2.. if own.nested < own.count => own.count,
            _ => 0,
        })
        .collect();
    let items = Repeated {
        all: &all,
        of_source: |source| phrases.of_source(source),
        sizes: &|phrase| of(phrases.phrases[phrase].language),
        least,
    };
    recurring(&items, corpus.sources.len())
}

/// Pairs of chosen phrases that share no word, counted in units of a scope.
fn pairs<'a>(
    phrases: &KeyPhrases,
    company: &Company,
    scope: &CoOccurrence,
    corpus: &Corpus,
    of: &(impl Fn(Language) -> &'a [u64] + Sync),
    least: u64,
) -> Vec<Recurring> {
    let terms = |chosen: u32| &phrases.phrase(company.chosen[chosen as usize]).terms;
    let all = scope.overall.iter().map(|pair| {
        let (a, b) = (terms(pair.a), terms(pair.b));
        let is_apart = !a.iter().any(|term| b.contains(term));
        if is_apart { pair.table.both } else { 0 }
    });
    let all: Vec<u64> = all.collect();
    let language = |pair: usize| {
        let (a, _) = scope.overall.phrases(pair);
        phrases.phrase(company.chosen[a as usize]).language
    };
    let items = Repeated {
        all: &all,
        of_source: |source: usize| {
            let own = scope.shares[source].iter();
            own.map(|&(pair, units)| (pair as usize, units.into()))
        },
        sizes: &|pair| of(language(pair)),
        least,
    };
    recurring(&items, corpus.sources.len())
}
