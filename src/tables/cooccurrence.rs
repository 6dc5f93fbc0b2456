//! `cooccurrence.csv` and `cooccurrence_by_source.csv`: pairs of key phrases that keep company.

use std::cmp::Reverse;

use super::groups::Groups;
use super::lookups::SourceNames;
use crate::analyze::{Cooccurrences, KeyPhrases, PairCount, Pairs, Phrase};
use crate::model::{Corpus, Lookup, Shared, Shelf, TableBuilder, TableDef, TypedTable, row, table};
use crate::order::Arrange as _;
use crate::parallel::in_order;

row! {
    /// A row of `cooccurrence.csv`: a scope, a pair of key phrases, and how they stand together.
    pub struct PairRow<'a>, PairColumns {
        scope: Shared<Scopes<'a>> => { scope: "Unit in which both phrases occur: sentence, paragraph, document, or window:K (within K tokens of phrase_a, in the same sentence)" },
        phrase_a: Shared<PhraseTexts<'a>> => { phrase_a: "First phrase, by its terms, in alphabetical order before phrase_b" },
        phrase_b: Shared<PhraseTexts<'a>> => { phrase_b: "Second phrase, by its terms" },
        label_a: Shared<PhraseLabels<'a>> => { label_a: "Most frequent wording of the first phrase" },
        label_b: Shared<PhraseLabels<'a>> => { label_b: "Most frequent wording of the second phrase" },
        n_ab: u64 => "Units that contain both at different places; for a window, occurrences of phrase_b inside it",
        n_a: u64 => "Units that contain phrase_a, except those in which it only overlaps a longer phrase_b; for a window, tokens inside windows of phrase_a",
        n_b: u64 => "Units that contain phrase_b, except those in which it only overlaps phrase_a (unless phrase_b is longer); for a window, occurrences of phrase_b that do not overlap phrase_a",
        n_units: u64 => "Number of units; for a window, tokens that are not part of phrase_a",
        documents: u32 => "Documents in which they occur together",
        sources: u32 => "Sources in which they occur together",
        pmi: Option<f64> => "Pointwise mutual information, log2(O/E) with E = n_a x n_b / n_units",
        npmi: Option<f64> => "Normalised PMI, ln(O/E) / -ln(O/n_units), -1 to 1",
        log_likelihood: Option<f64> => "Log-likelihood ratio G2 over four cells",
        t_score: Option<f64> => "(O - E) / sqrt(O)",
        log_dice: Option<f64> => "14 + log2(2 x n_ab / (n_a + n_b)), at most 14",
        language: &'static str => "Language, ISO 639",
    }
}

table! {
    /// `cooccurrence.csv`.
    Cooccurrence of PairRow<'a>,
    row: "a scope and a pair of key phrases",
    key: [scope, phrase_a, phrase_b, language],
    order: "by scope in the order of the settings, then by log_likelihood, highest first, then by phrase_a and phrase_b",
}

row! {
    /// A row of `cooccurrence_by_source.csv`.
    pub struct SourcePairRow<'a>, SourcePairColumns {
        source: Shared<SourceNames<'a>> => { source: "Source" },
        pair: PairRow<'a> => _,
    }
}

table! {
    /// `cooccurrence_by_source.csv`.
    CooccurrenceBySource of SourcePairRow<'a>,
    row: "a source, a scope and a pair of key phrases",
    key: [source, pair.scope, pair.phrase_a, pair.phrase_b, pair.language],
    order: "by source, then by scope in the order of the settings, then by log_likelihood, highest first, then by phrase_a and phrase_b",
}

/// The names of the scopes, by their places in the settings.
#[derive(Debug, Clone, Copy)]
pub struct Scopes<'a>(&'a Cooccurrences);

impl Lookup for Scopes<'_> {
    type Entry = String;

    fn count(&self) -> usize {
        self.0.scopes.len()
    }

    fn entry(&self, scope: usize) -> String {
        self.0.scopes[scope].scope.to_string()
    }
}

/// The phrases whose co-occurrence is counted, by their places among these.
#[derive(Debug, Clone, Copy)]
pub struct PhraseTexts<'a> {
    phrases: &'a KeyPhrases,
    company: &'a Cooccurrences,
}

impl<'a> PhraseTexts<'a> {
    fn phrase(&self, number: usize) -> &'a Phrase {
        self.phrases.phrase(self.company.chosen[number])
    }
}

impl<'a> Lookup for PhraseTexts<'a> {
    type Entry = &'a str;

    fn count(&self) -> usize {
        self.company.chosen.len()
    }

    fn entry(&self, number: usize) -> &'a str {
        &self.phrase(number).text
    }
}

/// The labels of these phrases.
#[derive(Debug, Clone, Copy)]
pub struct PhraseLabels<'a> {
    corpus: &'a Corpus,
    texts: PhraseTexts<'a>,
}

impl Lookup for PhraseLabels<'_> {
    type Entry = String;

    fn count(&self) -> usize {
        self.texts.count()
    }

    fn entry(&self, number: usize) -> String {
        self.texts.phrase(number).label(self.corpus)
    }
}

/// The pairs of one scope, in one source or in all, in the order of their rows.
struct Group<'a> {
    source: usize,
    /// The scope, by its place in the settings.
    scope: usize,
    pairs: &'a Pairs,
    /// Places of the pairs.
    rows: Box<[u32]>,
}

/// What rows of both tables share.
#[derive(Clone, Copy)]
struct Shelves<'a> {
    scopes: Shelf<Scopes<'a>>,
    texts: Shelf<PhraseTexts<'a>>,
    labels: Shelf<PhraseLabels<'a>>,
    phrases: PhraseTexts<'a>,
}

impl<'a> Shelves<'a> {
    fn of<T: TableDef>(
        table: &mut TableBuilder<'a, T>,
        corpus: &'a Corpus,
        phrases: &'a KeyPhrases,
        company: &'a Cooccurrences,
    ) -> Self {
        let texts = PhraseTexts { phrases, company };
        Self {
            scopes: table.shelf(Scopes(company)),
            texts: table.shelf(texts),
            labels: table.shelf(PhraseLabels { corpus, texts }),
            phrases: texts,
        }
    }

    fn row(&self, scope: usize, pair: &PairCount) -> PairRow<'a> {
        let (a, b) = (pair.a as usize, pair.b as usize);
        let table = pair.table;
        PairRow {
            scope: self.scopes.entry(scope),
            phrase_a: self.texts.entry(a),
            phrase_b: self.texts.entry(b),
            label_a: self.labels.entry(a),
            label_b: self.labels.entry(b),
            n_ab: table.both,
            n_a: table.first,
            n_b: table.second,
            n_units: table.total,
            documents: pair.documents,
            sources: pair.sources,
            pmi: table.pmi(),
            npmi: table.npmi(),
            log_likelihood: table.log_likelihood(),
            t_score: table.t_score(),
            log_dice: table.log_dice(),
            language: self.phrases.phrase(a).language.code(),
        }
    }
}

pub(super) fn overall<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    company: &'a Cooccurrences,
) -> TypedTable<'a, Cooccurrence> {
    let group = |(): &mut (), scope: usize| {
        let pairs = &company.scopes[scope].overall;
        Group {
            source: 0,
            scope,
            pairs,
            rows: sorted(pairs),
        }
    };
    let groups: Vec<Group<'_>> = in_order(company.scopes.len(), || (), group);
    let rows = Groups::new(groups.iter().map(|group| group.rows.len()));
    let mut table = TableBuilder::new();
    let shelves = Shelves::of(&mut table, corpus, phrases, company);
    table.rows(rows.rows(), move |range, out| {
        for (group, places) in rows.parts(range) {
            let group = &groups[group];
            for &place in &group.rows[places] {
                out.push(shelves.row(group.scope, &group.pairs.get(place as usize)));
            }
        }
    })
}

pub(super) fn by_source<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    company: &'a Cooccurrences,
) -> TypedTable<'a, CooccurrenceBySource> {
    let scopes = company.scopes.len();
    let group = |(): &mut (), number: usize| {
        let (source, scope) = (number / scopes, number % scopes);
        let pairs = &company.scopes[scope].by_source[source];
        Group {
            source,
            scope,
            pairs,
            rows: sorted(pairs),
        }
    };
    let groups: Vec<Group<'_>> = in_order(corpus.sources.len() * scopes, || (), group);
    let rows = Groups::new(groups.iter().map(|group| group.rows.len()));
    let mut table = TableBuilder::new();
    let shelves = Shelves::of(&mut table, corpus, phrases, company);
    let sources = table.shelf(SourceNames(corpus));
    table.rows(rows.rows(), move |range, out| {
        for (group, places) in rows.parts(range) {
            let group = &groups[group];
            for &place in &group.rows[places] {
                out.push(SourcePairRow {
                    source: sources.entry(group.source),
                    pair: shelves.row(group.scope, &group.pairs.get(place as usize)),
                });
            }
        }
    })
}

/// The places of pairs in the order of their rows.
fn sorted(pairs: &Pairs) -> Box<[u32]> {
    // G2 is not negative, so its bits are in its order.
    let scored = pairs.iter().zip(0..).map(|(pair, place)| {
        let strength = pair.table.log_likelihood().filter(|g2| !g2.is_nan());
        (Reverse(strength.map_or(0, f64::to_bits)), place)
    });
    let mut scored: Vec<(Reverse<u64>, u32)> = scored.collect();
    // Phrases are numbered in the order of their text.
    let phrases = |place: u32| pairs.phrases(place as usize);
    scored.arrange_by(|(a, first), (b, second)| {
        a.cmp(b)
            .then_with(|| phrases(*first).cmp(&phrases(*second)))
    });
    scored.into_iter().map(|(_, place)| place).collect()
}
