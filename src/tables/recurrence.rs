//! `recurrence.csv`: what recurs across sources, however often it is said.

use std::borrow::Cow;

use crate::analyze::{Cooccurrences, Frequency, KeyPhrases, Recurrence, RecurringKind};
use crate::model::{Column, Corpus, PhraseId, RowWriter, Table, TableSpec, TermId};

static COLUMNS: [Column; 13] = [
    Column::string(
        "kind",
        "word, phrase (of two words or more), or pair (two key phrases without a common word in one unit of the first co-occurrence scope)",
    ),
    Column::string(
        "item",
        "Stems, joined by a space; of a pair, both with a plus between",
    ),
    Column::string("label", "Most frequent wording"),
    Column::string("language", "Language, ISO 639-1"),
    Column::string(
        "class",
        "shared (in nine sources of ten or more), partly shared (in two or more), or one source",
    ),
    Column::integer("count", "Occurrences; of a pair, units with both"),
    Column::integer("documents", "Documents that hold it"),
    Column::integer("sources", "Sources that hold it"),
    Column::integer("sources_possible", "Sources with documents in the language"),
    Column::number(
        "effective_sources",
        "Effective number of sources: exp of the entropy of its rates in them (Hill 1973), after a prior of one occurrence; 1 to sources_possible",
    ),
    Column::string("top_source", "Source with the highest rate"),
    Column::number(
        "top_share",
        "Rate in the top source by the sum of the rates of all, 0 to 1",
    ),
    Column::number(
        "median_per_million",
        "Median over possible sources of occurrences per million tokens",
    ),
];

/// What recurs.
pub(super) fn recurrence<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    phrases: Option<&'a KeyPhrases>,
    company: &'a Cooccurrences,
    found: &'a [Recurrence],
) -> Table<'a> {
    let spec = TableSpec {
        name: "recurrence",
        row: "a word, key phrase or pair of key phrases",
        columns: Cow::Borrowed(&COLUMNS),
        key: &["kind", "item", "language"],
        order: "shared first, then partly shared, then of one source; then by effective_sources and count, highest first; then words, phrases, pairs by item",
    };
    let names = Names {
        corpus,
        frequency,
        phrases,
        company,
    };
    Table::by_row(spec, found.len(), move |row, out: &mut dyn RowWriter| {
        let Recurrence {
            kind,
            measures: own,
        } = &found[row];
        let name = names.of(*kind, own.item).unwrap_or_default();
        out.row(&[
            kind.word().into(),
            (&name.text).into(),
            (&name.label).into(),
            name.language.into(),
            own.class.words().into(),
            own.count.into(),
            name.documents.into(),
            own.sources.into(),
            own.of_sources.into(),
            own.effective.into(),
            (&corpus.sources[own.top.index()]).into(),
            own.top_share.into(),
            own.median_per_million.into(),
        ]);
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
