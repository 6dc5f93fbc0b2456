//! `cooccurrence.csv` and `cooccurrence_by_source.csv`: pairs of key phrases that keep company.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::by_rows;
use crate::analyze::{Company, KeyPhrases, PairCount};
use crate::model::{Cell, Column, Corpus, RowWriter, Scope, Table, TableSpec};

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

/// One row: the source (if by source), the scope and the pair.
type Row<'a> = (Option<&'a str>, Scope, &'a PairCount);

pub(super) fn overall<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    company: &'a Company,
) -> Table<'a> {
    let spec = TableSpec {
        name: "cooccurrence",
        row: "a scope and a pair of key phrases",
        columns: Cow::Borrowed(&COLUMNS[1..]),
        key: &["scope", "phrase_a", "phrase_b", "language"],
        order: ORDER,
    };
    let scopes = company.scopes.iter();
    let rows = scopes
        .flat_map(|found| sorted(None, found.scope, &found.overall))
        .collect();
    table(spec, corpus, phrases, company, rows)
}

pub(super) fn by_source<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    company: &'a Company,
) -> Table<'a> {
    let spec = TableSpec {
        name: "cooccurrence_by_source",
        row: "a source, a scope and a pair of key phrases",
        columns: Cow::Borrowed(&COLUMNS),
        key: &["source", "scope", "phrase_a", "phrase_b", "language"],
        order: "by source, then by scope in the order of the settings, then by log_likelihood, highest first, then by phrase_a and phrase_b",
    };
    let mut rows = Vec::new();
    for (source, name) in corpus.sources.iter().enumerate() {
        for found in &company.scopes {
            rows.extend(sorted(Some(name), found.scope, &found.by_source[source]));
        }
    }
    table(spec, corpus, phrases, company, rows)
}

fn sorted<'a>(source: Option<&'a str>, scope: Scope, pairs: &'a [PairCount]) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = pairs.iter().map(|pair| (source, scope, pair)).collect();
    let strength = |pair: &PairCount| pair.table.log_likelihood().unwrap_or(0.0);
    // Phrases are numbered in the order of their text.
    // G2 is not negative, so its bits are in its order.
    rows.sort_by_cached_key(|(.., pair)| (Reverse(strength(pair).to_bits()), pair.a, pair.b));
    rows
}

fn table<'a>(
    spec: TableSpec,
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    company: &'a Company,
    rows: Vec<Row<'a>>,
) -> Table<'a> {
    let labels: Vec<String> = company
        .chosen
        .iter()
        .map(|&id| phrases.phrase(id).label(corpus))
        .collect();
    by_rows(spec, rows.len(), move |index, out: &mut dyn RowWriter| {
        let (source, scope, pair) = &rows[index];
        let (a, b) = (pair.a as usize, pair.b as usize);
        let phrase = |number: usize| phrases.phrase(company.chosen[number]);
        let scope = scope.to_string();
        let table = pair.table;
        let cells: [Cell<'_>; 18] = [
            (*source).into(),
            (&scope).into(),
            (&phrase(a).text).into(),
            (&phrase(b).text).into(),
            (&labels[a]).into(),
            (&labels[b]).into(),
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
            phrase(a).language.code().into(),
        ];
        out.row(if source.is_some() {
            &cells
        } else {
            &cells[1..]
        });
    })
}
