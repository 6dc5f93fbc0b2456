//! What recurs across sources: words, key phrases, and pairs of them.

use super::{AnalysisInputs, sizes_by_language};
use crate::analyze::{
    Cooccurrences, KeyPhrases, PairUnits, Phrase, Recurrence, Recurring, RecurringKind, Repeated,
    recurring,
};
use crate::config::PhraseConfig;
use crate::model::{Language, TermId};
use crate::order::Arrange as _;
use crate::sorted::SortedMap;

impl AnalysisInputs<'_> {
    /// What recurs across sources, in order; nothing with one source. Units of pairs are those of the
    /// first scope.
    pub(crate) fn recurrence(
        &self,
        cooccurrences: &Cooccurrences,
        units: &PairUnits,
        settings: &PhraseConfig,
    ) -> Vec<Recurrence> {
        if self.corpus.sources.len() < 2 {
            return Vec::new();
        }
        let items = RecurringItems {
            inputs: *self,
            sizes: sizes_by_language(self.corpus),
            least: u64::from(settings.least_count(self.corpus.tokens())) + 1,
        };
        let mut recurrence = items.words();
        if let Some(phrases) = self.phrases {
            recurrence.extend(items.longer_phrases(phrases));
            recurrence.extend(items.pairs(phrases, cooccurrences, units));
        }
        recurrence.arrange_by(|a, b| a.measures.order(&b.measures));
        recurrence
    }
}

/// What may recur.
struct RecurringItems<'a> {
    inputs: AnalysisInputs<'a>,
    sizes: SortedMap<Language, Vec<u64>>,
    /// The fewest occurrences of what is looked at.
    least: u64,
}

impl RecurringItems<'_> {
    /// Words, without those that frame what is said and those of which nine of ten
    /// occurrences are inside longer key phrases.
    fn words(&self) -> Vec<Recurrence> {
        let frequency = self.inputs.frequency;
        let mut totals = frequency.counts();
        if let Some(phrases) = self.inputs.phrases {
            for (term, count) in totals.iter_mut().enumerate() {
                if phrases.framing.frame(&[TermId::new(term)]) {
                    *count = 0;
                }
            }
            // "united" of "United Nations" and "United States".
            let is_nested = |phrase: &&Phrase| 10 * phrase.nested >= 9 * phrase.count;
            for phrase in phrases.phrases.iter().filter(is_nested) {
                if let [term] = *phrase.terms {
                    totals[term.index()] = 0;
                }
            }
        }
        let language = |term| {
            self.inputs
                .corpus
                .vocabulary
                .term(TermId::new(term))
                .language
        };
        let items = Repeated {
            all: &totals,
            of_source: |source| frequency.of_source(source),
            sizes: &|term| self.sizes_of(language(term)),
            least: self.least,
        };
        self.of_kind(RecurringKind::Word, recurring(&items, self.sources()))
    }

    /// Key phrases of two words or more; those that are part of a longer one are left to that.
    fn longer_phrases(&self, phrases: &KeyPhrases) -> Vec<Recurrence> {
        let totals = phrases.phrases.iter().map(|phrase| match phrase.length() {
            2.. if phrase.nested < phrase.count && !phrase.is_part() => phrase.count,
            _ => 0,
        });
        let items = Repeated {
            all: &totals.collect::<Vec<u64>>(),
            of_source: |source| phrases.of_source(source),
            sizes: &|phrase| self.sizes_of(phrases.phrases[phrase].language),
            least: self.least,
        };
        self.of_kind(RecurringKind::Phrase, recurring(&items, self.sources()))
    }

    /// Pairs of chosen phrases that share no word, counted in units of the first scope.
    fn pairs(
        &self,
        phrases: &KeyPhrases,
        cooccurrences: &Cooccurrences,
        units: &PairUnits,
    ) -> Vec<Recurrence> {
        let Some(scope) = cooccurrences.scopes.first() else {
            return Vec::new();
        };
        let phrase = |chosen: u32| phrases.phrase(cooccurrences.chosen[chosen as usize]);
        let totals = scope.overall.iter().map(|pair| {
            let (first, second) = (&phrase(pair.a).terms, &phrase(pair.b).terms);
            let shares_words = first.iter().any(|term| second.contains(term));
            if shares_words { 0 } else { pair.table.both }
        });
        let items = Repeated {
            all: &totals.collect::<Vec<u64>>(),
            of_source: |source| units.of_source(source),
            sizes: &|pair| self.sizes_of(phrase(scope.overall.phrases(pair).0).language),
            least: self.least,
        };
        self.of_kind(RecurringKind::Pair, recurring(&items, self.sources()))
    }

    fn of_kind(&self, kind: RecurringKind, items: Vec<Recurring>) -> Vec<Recurrence> {
        let items = items.into_iter();
        items
            .map(|measures| Recurrence { kind, measures })
            .collect()
    }

    fn sources(&self) -> usize {
        self.inputs.corpus.sources.len()
    }

    /// The tokens of each source in a language.
    fn sizes_of(&self, language: Language) -> &[u64] {
        self.sizes.get(&language).map_or(&[], Vec::as_slice)
    }
}
