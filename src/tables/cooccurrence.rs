//! `cooccurrence.csv` and `cooccurrence_by_source.csv`: pairs of key phrases that keep company.

use std::borrow::Cow;
use std::cmp::Reverse;

use rayon::prelude::*;

use super::groups::Groups;
use super::source_names;
use crate::analyze::{Cooccurrences, KeyPhrases, PairCount, Pairs, Phrase, ScopeCooccurrences};
use crate::model::{Cell, Column, Corpus, Dictionary, RowWriter, Table, TableSpec};

static COLUMNS: [Column; 18] = [
    Column::string("source", "Source"),
    Column::string(
        "scope",
        "Where both phrases stand: sentence, paragraph, document, or window:K (within K tokens of phrase_a, in its sentence)",
    ),
    Column::string(
        "phrase_a",
        "First phrase, by its terms; sorts before phrase_b",
    ),
    Column::string("phrase_b", "Second phrase, by its terms"),
    Column::string("label_a", "Most frequent wording of the first phrase"),
    Column::string("label_b", "Most frequent wording of the second phrase"),
    Column::integer(
        "n_ab",
        "Units that hold both at different places; in a window, occurrences of phrase_b inside",
    ),
    Column::integer(
        "n_a",
        "Units that hold phrase_a (other than those in which it only overlaps with a longer phrase_b); in a window, tokens inside windows of phrase_a",
    ),
    Column::integer(
        "n_b",
        "Units that hold phrase_b (other than those in which it only overlaps with phrase_a, unless it is the longer one); in a window, its occurrences that do not overlap phrase_a",
    ),
    Column::integer(
        "n_units",
        "Units; in a window, tokens that are not part of phrase_a",
    ),
    Column::integer("documents", "Documents in which they keep company"),
    Column::integer("sources", "Sources in which they keep company"),
    Column::number(
        "pmi",
        "Pointwise mutual information, log2(O/E) with E = n_a x n_b / n_units",
    ),
    Column::number("npmi", "Normalised PMI, ln(O/E) / -ln(O/n_units), -1 to 1"),
    Column::number("log_likelihood", "Log-likelihood ratio G2 over four cells"),
    Column::number("t_score", "(O - E) / sqrt(O)"),
    Column::number("log_dice", "14 + log2(2 x n_ab / (n_a + n_b)), at most 14"),
    Column::string("language", "Language, ISO 639-1"),
];

const ORDER: &str = "by scope in the order of the settings, then by log_likelihood, highest first, then by phrase_a and phrase_b";

/// The pairs of one scope, in one source or in all, in the order of their rows.
struct Group<'a> {
    source: Option<usize>,
    /// The scope, by its place in the settings.
    scope: usize,
    pairs: &'a Pairs,
    /// Places of the pairs.
    rows: Box<[u32]>,
}

// The dictionaries of both tables.
const SCOPES: usize = 0;
const TEXTS: usize = 1;
const LABELS: usize = 2;
const SOURCES: usize = 3;

pub(super) fn overall<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    company: &'a Cooccurrences,
) -> Table<'a> {
    let spec = TableSpec {
        name: "cooccurrence",
        row: "a scope and a pair of key phrases",
        columns: Cow::Borrowed(&COLUMNS[1..]),
        key: &["scope", "phrase_a", "phrase_b", "language"],
        order: ORDER,
    };
    let scopes = company.scopes.par_iter().enumerate();
    let groups = scopes.map(|(scope, found)| Group {
        source: None,
        scope,
        pairs: &found.overall,
        rows: sorted(&found.overall),
    });
    table(spec, corpus, phrases, company, groups.collect())
}

pub(super) fn by_source<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    company: &'a Cooccurrences,
) -> Table<'a> {
    let spec = TableSpec {
        name: "cooccurrence_by_source",
        row: "a source, a scope and a pair of key phrases",
        columns: Cow::Borrowed(&COLUMNS),
        key: &["source", "scope", "phrase_a", "phrase_b", "language"],
        order: "by source, then by scope in the order of the settings, then by log_likelihood, highest first, then by phrase_a and phrase_b",
    };
    let sources = (0..corpus.sources.len()).into_par_iter();
    let groups = sources.flat_map_iter(|source| {
        let group = move |(scope, found): (usize, &'a ScopeCooccurrences)| Group {
            source: Some(source),
            scope,
            pairs: &found.by_source[source],
            rows: sorted(&found.by_source[source]),
        };
        company.scopes.iter().enumerate().map(group)
    });
    table(spec, corpus, phrases, company, groups.collect())
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
    scored.sort_unstable_by(|(a, first), (b, second)| {
        a.cmp(b)
            .then_with(|| phrases(*first).cmp(&phrases(*second)))
    });
    scored.into_iter().map(|(_, place)| place).collect()
}

fn table<'a>(
    spec: TableSpec,
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    company: &'a Cooccurrences,
    groups: Vec<Group<'a>>,
) -> Table<'a> {
    let phrase = |number: usize| phrases.phrase(company.chosen[number]);
    let rows = Groups::new(groups.iter().map(|group| group.rows.len()));
    let table = Table::new(spec, rows.rows(), move |range, out| {
        for (group, places) in rows.parts(range) {
            let group = &groups[group];
            for &place in &group.rows[places] {
                let pair = group.pairs.get(place as usize);
                write_pair(group, &pair, phrase(pair.a as usize), out);
            }
        }
    });
    let scopes = Dictionary::new(company.scopes.len(), |scope, out| {
        out.row(&[(&company.scopes[scope].scope.to_string()).into()]);
    });
    let texts = Dictionary::new(company.chosen.len(), move |number, out| {
        out.row(&[(&phrase(number).text).into()]);
    });
    let labels = Dictionary::new(company.chosen.len(), move |number, out| {
        out.row(&[(&phrase(number).label(corpus)).into()]);
    });
    table.with([scopes, texts, labels, source_names(corpus)])
}

fn write_pair(group: &Group<'_>, pair: &PairCount, first: &Phrase, out: &mut dyn RowWriter) {
    let (a, b) = (pair.a as usize, pair.b as usize);
    let table = pair.table;
    let cells: [Cell<'_>; 18] = [
        Cell::entry(SOURCES, group.source.unwrap_or_default()),
        Cell::entry(SCOPES, group.scope),
        Cell::entry(TEXTS, a),
        Cell::entry(TEXTS, b),
        Cell::entry(LABELS, a),
        Cell::entry(LABELS, b),
        table.both.into(),
        table.first.into(),
        table.second.into(),
        table.total.into(),
        pair.documents.into(),
        pair.sources.into(),
        table.pmi().into(),
        table.npmi().into(),
        table.log_likelihood().into(),
        table.t_score().into(),
        table.log_dice().into(),
        first.language.code().into(),
    ];
    out.row(match group.source {
        Some(_) => &cells,
        None => &cells[1..],
    });
}
