//! `collocates.csv`, `collocates_by_source.csv` and `collocations.csv`: words near concepts, and words
//! side by side.

use super::groups::Groups;
use super::measures::Measures;
use crate::analyze::{self, AdjacentPairs, Collocate, Frequency, KeyPhrases, Phrase};
use crate::model::{Corpus, TableBuilder, TypedTable, row, table};
use crate::order::Arrange as _;
use crate::stats::Contingency;

row! {
    /// A concept and a word near its hits, with the counts of both.
    pub struct CollocateCounts<'a>, CollocateCountColumns {
        node: &'a str => "Concept or sub-concept around whose hits collocates are counted, or a pattern of collocates_of",
        term: &'a str => "The collocate, as a stem",
        label: &'a str => "Most frequent form of the collocate in the corpus",
        language: &'static str => "Language, ISO 639",
        n: u64 => "O: tokens of the collocate inside windows; one that lies in several windows counts once",
        n_left: u64 => "Of these, tokens before a hit",
        n_right: u64 => "Of these, tokens after a hit; a token between two hits may be after one and before the other",
        n_window: u64 => "f1: all tokens inside windows, which end with the sentence. This and the next two columns cover only documents in the language of the collocate",
        n_collocate: u64 => "f2: tokens of the collocate outside hits",
        n_total: u64 => "N: all tokens outside hits",
        documents: u64 => "Documents with the collocate inside a window",
    }
}

row! {
    /// A row of `collocates.csv`.
    pub struct CollocateRow<'a>, CollocateColumns {
        counts: CollocateCounts<'a> => _,
        sources: u32 => "Sources with the collocate inside a window",
        measures: Measures => _,
    }
}

table! {
    /// `collocates.csv`.
    Collocates of CollocateRow<'a>,
    row: "a concept and a word near its hits",
    key: [counts.node, counts.term, counts.language],
    order: "by node in the order of the codebook, then by log_likelihood, highest first, then by n, then by term",
}

row! {
    /// A row of `collocates_by_source.csv`.
    pub struct SourceCollocateRow<'a>, SourceCollocateColumns {
        source: &'a str => "Source",
        counts: CollocateCounts<'a> => _,
        measures: Measures => _,
    }
}

table! {
    /// `collocates_by_source.csv`.
    CollocatesBySource of SourceCollocateRow<'a>,
    row: "a source, a concept and a word near its hits in that source",
    key: [source, counts.node, counts.term, counts.language],
    order: "by source, then by node in the order of the codebook, then by log_likelihood, highest first, then by n, then by term",
}

row! {
    /// A row of `collocations.csv`.
    pub struct CollocationRow<'a>, CollocationColumns {
        phrase: &'a str => "Terms of the two words, joined by a space",
        label: String => "Most frequent wording",
        language: &'static str => "Language, ISO 639",
        n: u64 => "O: occurrences of the two words next to each other",
        n_first: u64 => "f1: pairs that begin with the first word",
        n_second: u64 => "f2: pairs that end with the second word",
        n_pairs: u64 => "N: all pairs of adjacent tokens without a sentence end or punctuation between them, in documents of the language",
        documents: u32 => "Documents with the two words next to each other",
        sources: u32 => "Sources with the two words next to each other",
        measures: Measures => _,
    }
}

table! {
    /// `collocations.csv`.
    Collocations of CollocationRow<'a>,
    row: "a key phrase of two words",
    key: [phrase, language],
    order: "by log_likelihood, highest first, then by n, then by phrase",
}

/// Words near concepts in the whole corpus.
pub(super) fn overall<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    collocates: &'a analyze::Collocates,
) -> TypedTable<'a, Collocates> {
    let by_node = &collocates.overall;
    let groups = Groups::new(by_node.iter().map(Vec::len));
    TableBuilder::new().rows(groups.rows(), move |rows, out| {
        for (node, places) in groups.parts(rows) {
            for collocate in &by_node[node][places] {
                let node = &collocates.nodes[node];
                out.push(CollocateRow {
                    counts: counts(corpus, frequency, node, collocate),
                    sources: collocate.sources,
                    measures: collocate.table.into(),
                });
            }
        }
    })
}

/// Words near concepts in each source.
pub(super) fn by_source<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    collocates: &'a analyze::Collocates,
) -> TypedTable<'a, CollocatesBySource> {
    let sources = collocates.by_source.iter().enumerate();
    let by_node = sources.flat_map(|(source, by_node)| {
        let by_node = by_node.iter().enumerate();
        by_node.map(move |(node, strongest)| (source, node, &strongest[..]))
    });
    let by_node: Vec<(usize, usize, &[Collocate])> = by_node.collect();
    let groups = Groups::new(by_node.iter().map(|(.., strongest)| strongest.len()));
    TableBuilder::new().rows(groups.rows(), move |rows, out| {
        for (group, places) in groups.parts(rows) {
            let (source, node, strongest) = by_node[group];
            for collocate in &strongest[places] {
                out.push(SourceCollocateRow {
                    source: &corpus.sources[source],
                    counts: counts(corpus, frequency, &collocates.nodes[node], collocate),
                    measures: collocate.table.into(),
                });
            }
        }
    })
}

fn counts<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    node: &'a str,
    collocate: &Collocate,
) -> CollocateCounts<'a> {
    let term = corpus.vocabulary.term(collocate.term);
    CollocateCounts {
        node,
        term: &term.text,
        label: frequency.label(corpus, collocate.term),
        language: term.language.code(),
        n: collocate.table.both,
        n_left: collocate.left,
        n_right: collocate.right,
        n_window: collocate.table.first,
        n_collocate: collocate.table.second,
        n_total: collocate.table.total,
        documents: collocate.documents,
    }
}

/// Words side by side.
pub(super) fn collocations<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    adjacent: &'a AdjacentPairs,
) -> TypedTable<'a, Collocations> {
    let pair = |phrase: &'a Phrase| {
        let &[first, second] = phrase.terms.as_slice() else {
            return None;
        };
        let table = adjacent.table([first, second], phrase.count, phrase.language);
        Some((phrase, table, table.log_likelihood().unwrap_or_default()))
    };
    let mut pairs: Vec<(&Phrase, Contingency, f64)> =
        phrases.phrases.iter().filter_map(pair).collect();
    pairs.arrange_by(|(a, _, one), (b, _, other)| other.total_cmp(one).then(b.count.cmp(&a.count)));
    TableBuilder::new().by_row(pairs.len(), move |row| {
        let (phrase, table, _) = &pairs[row];
        CollocationRow {
            phrase: &phrase.text,
            label: phrase.label(corpus),
            language: phrase.language.code(),
            n: table.both,
            n_first: table.first,
            n_second: table.second,
            n_pairs: table.total,
            documents: phrase.df,
            sources: phrase.sources,
            measures: (*table).into(),
        }
    })
}
