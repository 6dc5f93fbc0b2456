//! Lists of words and n-grams by how often they occur, in the corpus or in each source.
//!
//! Takes counts by form, term or n-gram, gives ranked rows, and the wordings of a pattern's hits, by which
//! a list can be narrowed down.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Frequency, Hit};
use crate::count::{CorpusTally, SourceTally, Tallied};
use crate::model::{Corpus, FormId, SourceId, TokenBuffer};
use crate::parallel;

/// A word, a term or an n-gram in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedWord {
    /// The source that it is counted in; none: the whole corpus.
    pub source: Option<SourceId>,
    /// Its rank, from 1; what is as frequent has the same rank.
    pub rank: u32,
    /// Which word, term or n-gram, by its position among them.
    pub place: u32,
    /// Its occurrences.
    pub tally: CorpusTally,
}

/// A list, and how many rows it would have in full.
#[derive(Debug, Default)]
pub struct WordList {
    /// The rows.
    pub words: Vec<ListedWord>,
    /// Rows before all but the most frequent were left out.
    pub all: usize,
}

/// Which rows a list has.
#[derive(Debug, Clone, Copy)]
pub struct ListLimits {
    /// Whether each source has a list of its own.
    pub by_source: bool,
    /// Least occurrences in the corpus.
    pub least: u64,
    /// The most rows, of each source if by source; none: all.
    pub most: Option<usize>,
}

/// Lists what is counted, the most frequent first, and what is as frequent in the order of `text`.
/// Ranks are those among the rows that `is_wanted` lets pass.
#[must_use]
pub fn word_list<K: Ord>(
    tallied: &Tallied,
    limits: ListLimits,
    is_wanted: impl Fn(u32) -> bool,
    text: impl Fn(u32) -> K + Sync,
) -> WordList {
    let mut list = WordList::default();
    let is_listed = |place: u32| {
        let count = tallied.overall[place as usize].count;
        count >= limits.least.max(1) && is_wanted(place)
    };
    let mut add = |source: Option<SourceId>, mut words: Vec<(u32, CorpusTally)>| {
        list.all += words.len();
        let key = |&(place, tally): &(u32, CorpusTally)| (Reverse(tally.count), text(place));
        parallel::sort_by(&mut words, |a, b| key(a).cmp(&key(b)));
        let mut last = (0, 0);
        let ranked = words.into_iter().zip(1..).map(|((place, tally), number)| {
            if tally.count != last.0 {
                last = (tally.count, number);
            }
            ListedWord {
                source,
                rank: last.1,
                place,
                tally,
            }
        });
        list.words
            .extend(ranked.take(limits.most.unwrap_or(usize::MAX)));
    };
    if limits.by_source {
        for (source, tallies) in tallied.by_source.iter().enumerate() {
            let listed = tallies.iter().filter(|tally| is_listed(tally.place));
            let words = listed.map(|tally| (tally.place, in_source(*tally)));
            add(Some(SourceId::new(source)), words.collect());
        }
    } else {
        let tallies = (0..)
            .zip(&tallied.overall)
            .map(|(place, tally)| (place, *tally));
        add(
            None,
            tallies.filter(|(place, _)| is_listed(*place)).collect(),
        );
    }
    list
}

fn in_source(tally: SourceTally) -> CorpusTally {
    CorpusTally {
        count: u64::from(tally.count),
        documents: tally.df,
        sources: 1,
    }
}

/// The occurrences of terms, by [`crate::model::TermId`].
#[must_use]
pub fn term_tallies(frequency: &Frequency) -> Tallied {
    let terms = frequency.terms.iter().map(|term| CorpusTally {
        count: term.cf,
        documents: term.df,
        sources: term.sources,
    });
    let by_source = frequency.by_source.iter().map(|terms| {
        let tallies = terms.iter().map(|term| SourceTally {
            place: term.term.0,
            df: term.df,
            count: term.cf,
        });
        tallies.collect()
    });
    Tallied {
        overall: terms.collect(),
        by_source: by_source.collect(),
    }
}

/// The distinct wordings of hits, as forms.
#[must_use]
pub fn wordings_of(corpus: &Corpus, hits: &[Hit]) -> BTreeSet<Vec<FormId>> {
    let mut wordings = BTreeSet::new();
    let mut tokens = TokenBuffer::default();
    for hits in hits.chunk_by(|a, b| a.document == b.document) {
        corpus.read_tokens(hits[0].document, &mut tokens);
        for hit in hits {
            let forms = &tokens.forms[hit.start as usize..hit.end as usize];
            if !wordings.contains(forms) {
                wordings.insert(forms.to_vec());
            }
        }
    }
    wordings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(count: u64, documents: u32, sources: u32) -> CorpusTally {
        CorpusTally {
            count,
            documents,
            sources,
        }
    }

    /// Four words; 1 and 3 occur four times, 0 twice, 2 never.
    fn tallied() -> Tallied {
        let of = |place, count| SourceTally {
            place,
            df: 1,
            count,
        };
        Tallied {
            overall: vec![
                tally(2, 1, 1),
                tally(4, 2, 2),
                tally(0, 0, 0),
                tally(4, 1, 1),
            ],
            by_source: vec![vec![of(0, 2), of(1, 1)], vec![of(1, 3), of(3, 4)]],
        }
    }

    const ALL: ListLimits = ListLimits {
        by_source: false,
        least: 1,
        most: None,
    };

    fn rows(list: &WordList) -> Vec<(u32, u32, u64)> {
        let words = list.words.iter();
        words
            .map(|word| (word.rank, word.place, word.tally.count))
            .collect()
    }

    #[test]
    fn equal_counts_share_a_rank_and_stand_in_the_order_of_their_text() {
        let text = |place: u32| ["d", "c", "b", "a"][place as usize];
        let list = word_list(&tallied(), ALL, |_| true, text);
        assert_eq!(rows(&list), [(1, 3, 4), (1, 1, 4), (3, 0, 2)]);
        let some = ListLimits {
            most: Some(1),
            ..ALL
        };
        let list = word_list(&tallied(), some, |_| true, text);
        assert_eq!((rows(&list), list.all), (vec![(1, 3, 4)], 3));
        let frequent = ListLimits { least: 3, ..ALL };
        let list = word_list(&tallied(), frequent, |place| place != 1, text);
        assert_eq!(rows(&list), [(1, 3, 4)]);
    }

    #[test]
    fn each_source_has_ranks_and_a_limit_of_its_own() {
        let limits = ListLimits {
            by_source: true,
            least: 3,
            most: Some(1),
        };
        let list = word_list(&tallied(), limits, |_| true, |place| place);
        // The least count is that of the corpus: word 1 occurs four times in all.
        assert_eq!(rows(&list), [(1, 1, 1), (1, 3, 4)]);
        assert_eq!(list.words[1].source, Some(SourceId(1)));
        assert_eq!(list.all, 3);
    }
}
