//! `collocates.csv`, `collocates_by_source.csv` and `collocations.csv`: words near concepts, and words
//! side by side.

use super::groups::Groups;
use super::measures::{MEASURES, measure_cells, with_measures};
use super::spread::with_cells;
use crate::analyze::{AdjacentPairs, Collocate, Collocates, Frequency, KeyPhrases, Phrase};
use crate::model::{Cell, Column, Corpus, RowWriter, Table, TableSpec};
use crate::stats::Contingency;

/// The columns before the measures; a table by source has one more before them.
const OWN: usize = 12;

static COLUMNS: [Column; OWN + 1] = [
    Column::string("source", "Source"),
    Column::string(
        "node",
        "Concept or sub-concept whose hits are looked around, or a pattern of collocates.nodes",
    ),
    Column::string("term", "The collocate: a word by its stem"),
    Column::string("label", "Most frequent form of the collocate in the corpus"),
    Column::string("language", "Language, ISO 639-1"),
    Column::integer(
        "n",
        "O: tokens of the collocate inside windows; one that lies in several windows counts once",
    ),
    Column::integer("n_left", "Those before a hit"),
    Column::integer(
        "n_right",
        "Those behind a hit; one between two hits may be before one and behind the other",
    ),
    Column::integer(
        "n_window",
        "f1: all tokens inside windows, which end with the sentence; of documents in the language, as the next two",
    ),
    Column::integer("n_collocate", "f2: tokens of the collocate outside hits"),
    Column::integer("n_total", "N: all tokens outside hits"),
    Column::integer("documents", "Documents with the collocate inside a window"),
    Column::integer("sources", "Sources with the collocate inside a window"),
];

static COLLOCATIONS: [Column; 9] = [
    Column::string("phrase", "Terms of the two words, joined by a space"),
    Column::string("label", "Most frequent wording"),
    Column::string("language", "Language, ISO 639-1"),
    Column::integer("n", "O: the two side by side"),
    Column::integer("n_first", "f1: pairs that the first begins"),
    Column::integer("n_second", "f2: pairs that the second ends"),
    Column::integer(
        "n_pairs",
        "N: pairs of any two tokens side by side, with no sentence end or punctuation between, in documents of the language",
    ),
    Column::integer("documents", "Documents that hold the two side by side"),
    Column::integer("sources", "Sources that hold the two side by side"),
];

const ORDER: &str = "by node in the order of the codebook, then by log_likelihood, highest first, then by n, then by term";

/// The collocates of a node, in one source or in all.
type Group<'a> = (Option<usize>, usize, &'a [Collocate]);

/// Words near concepts in the whole corpus.
pub(super) fn overall<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    around: &'a Collocates,
) -> Table<'a> {
    let spec = TableSpec {
        name: "collocates",
        row: "a concept and a word near its hits",
        columns: with_measures(&COLUMNS[1..]),
        key: &["node", "term", "language"],
        order: ORDER,
    };
    let found = around.overall.iter().enumerate();
    let groups: Vec<Group<'a>> = found.map(|(node, own)| (None, node, &own[..])).collect();
    table(
        spec,
        groups,
        move |(_, node, own), out: &mut dyn RowWriter| {
            let label = frequency.label(corpus, own.term);
            let cells = cells(corpus, &around.nodes[node], label, own, own.sources.into());
            out.row(&with_cells::<{ OWN + MEASURES }>(
                &cells,
                &measure_cells(own.table),
            ));
        },
    )
}

/// Words near concepts in each source.
pub(super) fn by_source<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    around: &'a Collocates,
) -> Table<'a> {
    let own = COLUMNS[..OWN].to_vec();
    let spec = TableSpec {
        name: "collocates_by_source",
        row: "a source, a concept and a word near its hits in the source",
        columns: with_measures(&own),
        key: &["source", "node", "term", "language"],
        order: "by source, then by node in the order of the codebook, then by log_likelihood, highest first, then by n, then by term",
    };
    let sources = around.by_source.iter().enumerate();
    let groups = sources.flat_map(|(source, found)| {
        let found = found.iter().enumerate();
        found.map(move |(node, own)| (Some(source), node, &own[..]))
    });
    table(spec, groups.collect(), move |(source, node, own), out| {
        let label = frequency.label(corpus, own.term);
        let mut cells = cells(corpus, &around.nodes[node], label, own, Cell::Missing);
        cells.rotate_right(1);
        cells[0] = source.map(|source| &corpus.sources[source]).into();
        out.row(&with_cells::<{ OWN + MEASURES }>(
            &cells,
            &measure_cells(own.table),
        ));
    })
}

/// A table of groups of collocates.
fn table<'a>(
    spec: TableSpec,
    groups: Vec<Group<'a>>,
    write: impl Fn((Option<usize>, usize, &'a Collocate), &mut dyn RowWriter) + Sync + 'a,
) -> Table<'a> {
    let rows = Groups::new(groups.iter().map(|(.., own)| own.len()));
    Table::new(spec, rows.rows(), move |range, out| {
        for (group, places) in rows.parts(range) {
            let (source, node, own) = groups[group];
            for own in &own[places] {
                write((source, node, own), out);
            }
        }
    })
}

/// The cells of a collocate before its measures.
fn cells<'a>(
    corpus: &'a Corpus,
    node: &'a str,
    label: &'a str,
    own: &Collocate,
    sources: Cell<'a>,
) -> [Cell<'a>; OWN] {
    let term = corpus.vocabulary.term(own.term);
    [
        node.into(),
        (&*term.text).into(),
        label.into(),
        term.language.code().into(),
        own.table.both.into(),
        own.left.into(),
        own.right.into(),
        own.table.first.into(),
        own.table.second.into(),
        own.table.total.into(),
        own.documents.into(),
        sources,
    ]
}

/// Words side by side.
pub(super) fn collocations<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    adjacent: &'a AdjacentPairs,
) -> Table<'a> {
    let spec = TableSpec {
        name: "collocations",
        row: "a key phrase of two words",
        columns: with_measures(&COLLOCATIONS),
        key: &["phrase", "language"],
        order: "by log_likelihood, highest first, then by n, then by phrase",
    };
    let pair = |phrase: &'a Phrase| {
        let &[first, second] = phrase.terms.as_slice() else {
            return None;
        };
        let table = adjacent.table([first, second], phrase.count, phrase.language);
        Some((phrase, table, table.log_likelihood().unwrap_or_default()))
    };
    let mut rows: Vec<(&Phrase, Contingency, f64)> =
        phrases.phrases.iter().filter_map(pair).collect();
    rows.sort_by(|(a, _, one), (b, _, other)| other.total_cmp(one).then(b.count.cmp(&a.count)));
    Table::by_row(spec, rows.len(), move |row, out: &mut dyn RowWriter| {
        let (phrase, table, _) = &rows[row];
        let label = phrase.label(corpus);
        let cells = [
            (&phrase.text).into(),
            (&label).into(),
            phrase.language.code().into(),
            table.both.into(),
            table.first.into(),
            table.second.into(),
            table.total.into(),
            phrase.df.into(),
            phrase.sources.into(),
        ];
        out.row(&with_cells::<{ 9 + MEASURES }>(
            &cells,
            &measure_cells(*table),
        ));
    })
}
