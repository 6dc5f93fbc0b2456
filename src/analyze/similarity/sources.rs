//! Sources near each other: cosines of their vectors, in the whole corpus and by period.
//!
//! The vector of a source is the sum of the rows of its documents, each scaled to length 1, so that a
//! long document says no more than a short one. Documents of each language are compared by
//! themselves. In the whole corpus each source is compared with each other one, in a period with all
//! others together, whose number of rows grows with the sources alone.

use std::cmp::Reverse;

use super::rows::UnitRows;
use crate::corpus::Period;
use crate::model::{Corpus, DocId, Language, SourceId, TermId};
use crate::order::Arrange as _;
use crate::parallel::in_order;
use crate::sorted::SortedMap;

/// The most sources of a language that are compared one by one, the largest in tokens.
pub(crate) const MOST_PAIRED: usize = 1_000;

/// A source and another, or all others together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SourcePair {
    /// The period, by its place; none: the whole corpus.
    pub period: Option<usize>,
    /// The language of the documents that are compared.
    pub language: Language,
    /// The source.
    pub first: SourceId,
    /// A source behind it; none: all others together.
    pub second: Option<SourceId>,
    /// The cosine, 0 to 1; none if a side has no term.
    pub cosine: Option<f64>,
    /// Documents of both sides.
    pub documents: [u64; 2],
    /// Tokens of both sides.
    pub tokens: [u64; 2],
}

/// Sources near each other.
#[derive(Debug, Default)]
pub struct SourceSimilarities {
    /// The names of the periods.
    pub periods: Vec<String>,
    /// The whole corpus first, then by period; in each by language and by source, all others
    /// together before single ones.
    pub pairs: Vec<SourcePair>,
}

/// Compares the sources of a corpus, also by period.
#[must_use]
pub fn source_similarities(
    corpus: &Corpus,
    rows: &UnitRows<'_>,
    periods: &[Period],
) -> SourceSimilarities {
    let all: Vec<DocId> = corpus.ids().collect();
    let mut parts = by_language(corpus, None, &all);
    for (place, period) in periods.iter().enumerate() {
        parts.extend(by_language(corpus, Some(place), &period.documents));
    }
    let scratch = || vec![0.0; rows.terms()];
    let by_part = in_order(parts.len(), scratch, |sums, number| {
        let part = &parts[number];
        let sides = sides(corpus, rows, &part.documents, sums);
        pairs(part, &sides, sums)
    });
    SourceSimilarities {
        periods: periods.iter().map(|period| period.label.clone()).collect(),
        pairs: by_part.concat(),
    }
}

/// The documents of one language in a period, or in the whole corpus.
struct Part {
    period: Option<usize>,
    language: Language,
    documents: Vec<DocId>,
}

fn by_language(corpus: &Corpus, period: Option<usize>, documents: &[DocId]) -> Vec<Part> {
    let mut languages: SortedMap<Language, Vec<DocId>> = SortedMap::new();
    for &id in documents {
        let of_language = languages.or_default(corpus.document(id).language);
        of_language.push(id);
    }
    let parts = languages.into_iter().map(|(language, documents)| Part {
        period,
        language,
        documents,
    });
    parts.collect()
}

/// A source in a part of the corpus.
struct Side {
    source: SourceId,
    documents: u64,
    tokens: u64,
    /// Its vector, in term order.
    vector: Vec<(TermId, f64)>,
    squares: f64,
}

/// The sources of some documents, in their order. `sums` are zeros by term, and are left so.
fn sides(corpus: &Corpus, rows: &UnitRows<'_>, documents: &[DocId], sums: &mut [f64]) -> Vec<Side> {
    let mut documents = documents.to_vec();
    documents.arrange_by_key(|&id| (corpus.document(id).source, id));
    let same_source =
        |a: &DocId, b: &DocId| corpus.document(*a).source == corpus.document(*b).source;
    let sources = documents.chunk_by(same_source);
    let side = |documents: &[DocId]| {
        let mut terms = Vec::new();
        for &id in documents {
            for (term, weight) in rows.row(id).filter(|&(_, weight)| weight > 0.0) {
                let sum = &mut sums[term.index()];
                if *sum == 0.0 {
                    terms.push(term);
                }
                *sum += weight;
            }
        }
        terms.arrange();
        let vector = terms.into_iter();
        let vector = vector.map(|term| (term, std::mem::take(&mut sums[term.index()])));
        let vector: Vec<(TermId, f64)> = vector.collect();
        let tokens = documents
            .iter()
            .map(|&id| u64::from(corpus.document(id).tokens));
        Some(Side {
            source: corpus.document(*documents.first()?).source,
            documents: documents.len() as u64,
            tokens: tokens.sum(),
            squares: vector.iter().map(|(_, weight)| weight * weight).sum(),
            vector,
        })
    };
    sources.filter_map(side).collect()
}

/// The pairs of a part, in their order. `sums` are zeros by term, and are left so.
fn pairs(part: &Part, sides: &[Side], sums: &mut [f64]) -> Vec<SourcePair> {
    if sides.len() < 2 {
        return Vec::new();
    }
    let mut pairs = with_all_others(part, sides, sums);
    let singles = match part.period {
        None => one_by_one(part, sides, sums.len()),
        Some(_) => Vec::new(),
    };
    pairs.extend(singles);
    pairs.arrange_by_key(|pair| (pair.first, pair.second));
    pairs
}

/// Each source with all others together.
fn with_all_others(part: &Part, sides: &[Side], sums: &mut [f64]) -> Vec<SourcePair> {
    for (term, weight) in sides.iter().flat_map(|side| &side.vector) {
        sums[term.index()] += weight;
    }
    let squares: f64 = sums.iter().map(|sum| sum * sum).sum();
    let documents: u64 = sides.iter().map(|side| side.documents).sum();
    let tokens: u64 = sides.iter().map(|side| side.tokens).sum();
    let pairs = sides.iter().map(|side| {
        let (mut product, mut others) = (0.0, squares);
        for (term, weight) in &side.vector {
            let (sum, rest) = (sums[term.index()], sums[term.index()] - weight);
            product += weight * rest;
            others -= sum * sum - rest * rest;
        }
        SourcePair {
            period: part.period,
            language: part.language,
            first: side.source,
            second: None,
            cosine: cosine(product, side.squares, others),
            documents: [side.documents, documents - side.documents],
            tokens: [side.tokens, tokens - side.tokens],
        }
    });
    let with_others = pairs.collect();
    for (term, _) in sides.iter().flat_map(|side| &side.vector) {
        sums[term.index()] = 0.0;
    }
    with_others
}

/// Each source with each behind it, of the largest.
fn one_by_one(part: &Part, sides: &[Side], terms: usize) -> Vec<SourcePair> {
    let mut chosen: Vec<&Side> = sides.iter().collect();
    chosen.arrange_by_key(|side| (Reverse(side.tokens), side.source));
    chosen.truncate(MOST_PAIRED);
    chosen.arrange_by_key(|side| side.source);
    let by_first = in_order(
        chosen.len(),
        || vec![0.0; terms],
        |weights, place| {
            let side = chosen[place];
            for &(term, weight) in &side.vector {
                weights[term.index()] = weight;
            }
            let behind = chosen.iter().skip(place + 1).map(|other| {
                let products = other.vector.iter();
                let products = products.map(|(term, weight)| weight * weights[term.index()]);
                SourcePair {
                    period: part.period,
                    language: part.language,
                    first: side.source,
                    second: Some(other.source),
                    cosine: cosine(products.sum(), side.squares, other.squares),
                    documents: [side.documents, other.documents],
                    tokens: [side.tokens, other.tokens],
                }
            });
            let behind: Vec<SourcePair> = behind.collect();
            for &(term, _) in &side.vector {
                weights[term.index()] = 0.0;
            }
            behind
        },
    );
    by_first.concat()
}

/// The cosine of two vectors by their product and their squares; none if one of them is 0.
fn cosine(product: f64, first: f64, second: f64) -> Option<f64> {
    let lengths = first.max(0.0).sqrt() * second.max(0.0).sqrt();
    (lengths > 0.0).then(|| (product / lengths).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(source: u32, vector: &[(u32, f64)]) -> Side {
        Side {
            source: SourceId(source),
            documents: 1,
            tokens: 10,
            vector: vector.iter().map(|&(term, w)| (TermId(term), w)).collect(),
            squares: vector.iter().map(|(_, weight)| weight * weight).sum(),
        }
    }

    fn part(period: Option<usize>) -> Part {
        Part {
            period,
            language: Language::UNDETERMINED,
            documents: Vec::new(),
        }
    }

    #[test]
    fn sources_are_compared_with_each_other_and_with_the_rest() {
        let sides = [
            side(0, &[(0, 3.0), (1, 4.0)]),
            side(1, &[(0, 4.0), (1, 3.0)]),
            side(2, &[(2, 1.0)]),
        ];
        let mut sums = vec![0.0; 3];
        let listed = pairs(&part(None), &sides, &mut sums);
        assert_eq!(sums, [0.0; 3]);
        let of = |first, second: Option<u32>| {
            let sources = (SourceId(first), second.map(SourceId));
            let mut pairs = listed.iter();
            let pair = pairs.find(|pair| (pair.first, pair.second) == sources);
            pair.and_then(|pair| pair.cosine).expect("a cosine")
        };
        assert!((of(0, Some(1)) - 0.96).abs() < 1e-12);
        assert!(of(0, Some(2)).abs() < 1e-12);
        // (3, 4, 0) with (4, 3, 1): 24 / (5 √26).
        assert!((of(0, None) - 24.0 / (5.0 * 26.0_f64.sqrt())).abs() < 1e-12);
        assert_eq!(listed.len(), 6);
        assert_eq!(pairs(&part(Some(0)), &sides, &mut sums).len(), 3);
        assert!(pairs(&part(None), &sides[..1], &mut sums).is_empty());
    }
}
