//! What recurs across sources: words, key phrases, and pairs of them.

use std::collections::BTreeMap;

use super::{Found, sizes_by_language};
use crate::analyze::{
    CoOccurrence, Company, KeyPhrases, Recurrence, Recurring, RecurringKind, Repeated, Sources,
    recurring,
};
use crate::config::Config;
use crate::model::{Corpus, Language};

impl Found<'_> {
    /// What recurs across sources, if its table is wanted and there are several.
    pub(crate) fn recurrence(&self, company: &Company, config: &Config) -> Vec<Recurrence> {
        let corpus = self.corpus;
        if !config.output.wants(&["recurrence"]) || corpus.sources.len() < 2 {
            return Vec::new();
        }
        let languages = languages(corpus);
        let none = Sources {
            tokens: vec![0; corpus.sources.len()],
        };
        let of = |language: Language| languages.get(&language).unwrap_or(&none);
        let least = u64::from(config.phrases.least_count(corpus.tokens())) + 1;
        let mut found = Vec::new();
        let mut add = |kind, items: Vec<Recurring>| {
            found.extend(items.into_iter().map(|own| Recurrence { kind, own }));
        };
        let all: Vec<u64> = self.frequency.terms.iter().map(|term| term.cf).collect();
        let words = Repeated {
            all: &all,
            of_source: |source: usize| {
                let own = self.frequency.by_source[source].iter();
                own.map(|count| (count.term.index(), count.cf.into()))
            },
            sources: &|term| of(corpus.vocabulary.terms[term].language),
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
        found.sort_by(|a, b| {
            a.own
                .class
                .cmp(&b.own.class)
                .then(b.own.effective.total_cmp(&a.own.effective))
                .then(b.own.count.cmp(&a.own.count))
        });
        found
    }
}

/// The sources with documents in each language.
fn languages(corpus: &Corpus) -> BTreeMap<Language, Sources> {
    let sizes = sizes_by_language(corpus).into_iter();
    sizes
        .map(|(language, tokens)| (language, Sources { tokens }))
        .collect()
}

/// Key phrases of two words or more; those that stand only inside longer ones are left to these.
fn longer_phrases<'a>(
    phrases: &KeyPhrases,
    corpus: &Corpus,
    of: &(impl Fn(Language) -> &'a Sources + Sync),
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
        of_source: |source: usize| {
            let own = phrases.by_source[source].iter();
            own.map(|found| (found.phrase.index(), found.count.into()))
        },
        sources: &|phrase| of(phrases.phrases[phrase].language),
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
    of: &(impl Fn(Language) -> &'a Sources + Sync),
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
        sources: &|pair| of(language(pair)),
        least,
    };
    recurring(&items, corpus.sources.len())
}
