//! `recurrence.csv`: what recurs across sources, however often it is said.

use crate::analyze::{
    Cooccurrences, Frequency, KeyPhrases, Recurrence as Recurring, RecurringKind,
};
use crate::model::{Corpus, PhraseId, TableBuilder, TermId, TypedTable, row, table};

row! {
    /// A row of `recurrence.csv`.
    pub struct RecurrenceRow<'a>, RecurrenceColumns {
        kind: &'static str => "word, phrase (of two words or more), or pair (two key phrases without a common word in one unit of the first co-occurrence scope)",
        item: String => "Stems, joined by a space; for a pair, both phrases joined by a plus sign",
        label: String => "Most frequent wording",
        language: &'static str => "Language, ISO 639",
        class: &'static str => "shared (in at least nine in ten sources), partly shared (in at least two), or one source",
        count: u64 => "Occurrences; for a pair, units with both",
        documents: u32 => "Documents that contain it",
        sources: u32 => "Sources that contain it",
        sources_possible: u32 => "Sources with documents in the language",
        effective_sources: f64 => "Effective number of sources, 1 to sources_possible: 5 means spread as evenly as over 5 sources with equal rates; exp(entropy) of the rates (Hill 1973) with a prior of one occurrence",
        top_source: &'a str => "Source with the highest rate",
        top_share: f64 => "Rate in top_source divided by the sum of the rates in all sources, 0 to 1",
        median_per_million: f64 => "Occurrences per million tokens, median over the possible sources",
    }
}

table! {
    /// `recurrence.csv`.
    Recurrence of RecurrenceRow<'a>,
    row: "a word, key phrase or pair of key phrases",
    key: [kind, item, language],
    order: "by class (shared, partly shared, one source), then by effective_sources and count, highest first, then by kind (word, phrase, pair) and item",
}

/// What recurs.
pub(super) fn recurrence<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    phrases: Option<&'a KeyPhrases>,
    company: &'a Cooccurrences,
    recurring: &'a [Recurring],
) -> TypedTable<'a, Recurrence> {
    let names = Names {
        corpus,
        frequency,
        phrases,
        company,
    };
    TableBuilder::new().by_row(recurring.len(), move |row| {
        let Recurring {
            kind,
            measures: spread,
        } = &recurring[row];
        let name = names.of(*kind, spread.item).unwrap_or_default();
        RecurrenceRow {
            kind: kind.word(),
            item: name.text,
            label: name.label,
            language: name.language,
            class: spread.class.words(),
            count: spread.count,
            documents: name.documents,
            sources: spread.sources,
            sources_possible: spread.of_sources,
            effective_sources: spread.effective,
            top_source: &corpus.sources[spread.top.index()],
            top_share: spread.top_share,
            median_per_million: spread.median_per_million,
        }
    })
}

/// Where names of items are found.
struct Names<'a> {
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    phrases: Option<&'a KeyPhrases>,
    company: &'a Cooccurrences,
}

/// What is known of an item beside its recurrence.
#[derive(Default)]
struct Name {
    text: String,
    label: String,
    language: &'static str,
    documents: u32,
}

impl Names<'_> {
    fn of(&self, kind: RecurringKind, item: usize) -> Option<Name> {
        match kind {
            RecurringKind::Word => Some(self.word(TermId::new(item))),
            RecurringKind::Phrase => self.phrase(PhraseId::new(item)),
            RecurringKind::Pair => {
                let scope = self.company.scopes.first()?;
                let pair = scope.overall.get(item);
                let of = |chosen: u32| self.phrase(self.company.chosen[chosen as usize]);
                let (a, b) = (of(pair.a)?, of(pair.b)?);
                Some(Name {
                    text: format!("{} + {}", a.text, b.text),
                    label: format!("{} + {}", a.label, b.label),
                    language: a.language,
                    documents: pair.documents,
                })
            }
        }
    }

    fn word(&self, id: TermId) -> Name {
        let term = self.corpus.vocabulary.term(id);
        Name {
            text: term.text.to_string(),
            label: self.frequency.label(self.corpus, id).to_owned(),
            language: term.language.code(),
            documents: self.frequency.terms[id.index()].df,
        }
    }

    fn phrase(&self, id: PhraseId) -> Option<Name> {
        let phrase = self.phrases?.phrase(id);
        Some(Name {
            text: phrase.text.clone(),
            label: phrase.label(self.corpus),
            language: phrase.language.code(),
            documents: phrase.df,
        })
    }
}

impl RecurringKind {
    fn word(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Phrase => "phrase",
            Self::Pair => "pair",
        }
    }
}
