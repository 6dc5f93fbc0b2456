//! Which key phrases stand together: pairs by sentence, paragraph, document or window, by source.
//!
//! In unit scopes a pair counts once for each unit in which the two phrases stand at different
//! places, so that a phrase is never paired with a part of itself. A unit in which they only
//! overlap counts for the longer one alone (for the first, if they are of one length).
//!
//! In a window scope the first phrase of the pair is the node: the units are tokens, and a window is
//! the `k` tokens on each side of every occurrence of the node within its sentence, overlapping
//! windows merged (Evert 2008).

mod sums;
mod worker;

use std::sync::Arc;

use crate::count::Occurrences;
use crate::model::Scope;
use crate::parallel::{self, by_worker, in_order};
use crate::stats::Contingency;
use sums::{Sums, unpair};
use worker::Worker;

/// The counts of one pair in some part of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairCount {
    /// First phrase, by its number among those chosen.
    pub a: u32,
    /// Second phrase; above `a`.
    pub b: u32,
    /// Units with both, either, and all.
    pub table: Contingency,
    /// Documents in which they stand together.
    pub documents: u32,
    /// Sources in which they stand together.
    pub sources: u32,
}

/// Pairs of phrases in one scope.
#[derive(Debug)]
pub struct ScopeCooccurrences {
    /// The scope.
    pub scope: Scope,
    /// Pairs over all sources, by pair.
    pub overall: Pairs,
    /// By [`crate::model::SourceId`]: pairs within the source, by pair.
    pub by_source: Vec<Pairs>,
}

/// The counts of one scope, those of sources with all pairs, however rare.
#[derive(Debug)]
pub struct ScopeCounts {
    overall: Pairs,
    by_source: Vec<Sums>,
    /// The fewest units of a pair.
    least: u64,
}

/// In how many units of each source each pair stands, also where they are too few to be listed.
#[derive(Debug, Default)]
pub struct PairUnits {
    /// By source: the pair, by its place among those of the whole corpus, and its units.
    by_source: Vec<Vec<(u32, u32)>>,
}

impl PairUnits {
    /// The places of the pairs in a source, with their units there.
    pub fn of_source(&self, source: usize) -> impl Iterator<Item = (usize, u64)> {
        let units = self.by_source[source].iter();
        units.map(|&(pair, units)| (pair as usize, units.into()))
    }
}

/// Pairs of some part of the corpus, whose counts are put together when they are asked for.
#[derive(Debug)]
pub struct Pairs {
    scope: Scope,
    sums: Sums,
    /// By pair number: in how many sources they stand together; in one, where nothing is said.
    sources: Vec<u32>,
    /// By phrase: its words.
    lengths: Arc<[u32]>,
}

impl Pairs {
    /// How many pairs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sums.joint.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sums.joint.is_empty()
    }

    /// All pairs, in their order.
    pub fn iter(&self) -> impl Iterator<Item = PairCount> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The units of these pairs in a source, by place.
    fn units_in(&self, source: &Sums) -> Vec<(u32, u32)> {
        let mut pairs = self.sums.joint.iter().zip(0..).peekable();
        let units = source.joint.iter().filter_map(|joint| {
            while pairs.next_if(|(pair, _)| pair.pair < joint.pair).is_some() {}
            let (_, place) = pairs.next_if(|(pair, _)| pair.pair == joint.pair)?;
            // A source has fewer units than 2^32, as it has fewer tokens.
            Some((place, joint.both as u32))
        });
        units.collect()
    }

    /// The phrases of the pair at this place.
    #[must_use]
    pub fn phrases(&self, index: usize) -> (u32, u32) {
        unpair(self.sums.joint[index].pair)
    }

    /// The pair at this place, in the order of pairs.
    #[must_use]
    pub fn get(&self, index: usize) -> PairCount {
        let joint = self.sums.joint[index];
        let (a, b) = unpair(joint.pair);
        PairCount {
            a,
            b,
            table: self.sums.table(&self.lengths, self.scope, joint),
            documents: joint.documents,
            sources: self.sources.get(joint.pair as usize).map_or(1, |n| *n),
        }
    }
}

/// Counts the pairs of phrases in one scope and in each of so many sources; pairs with fewer than
/// `least` units are left out.
#[must_use]
pub fn cooccurrence(
    occurrences: &Occurrences,
    sources: usize,
    scope: Scope,
    least: u32,
) -> ScopeCounts {
    let phrases = occurrences.phrases();
    let counted = by_worker(
        occurrences.tasks.len(),
        || (Worker::new(phrases), Vec::new()),
        |(worker, counted), task| {
            counted.push((task, worker.count(&occurrences.tasks[task], scope)));
        },
    );
    let mut parts: Vec<Vec<Sums>> = vec![Vec::new(); sources];
    for (task, sums) in counted.into_iter().flat_map(|(_, counted)| counted) {
        parts[occurrences.tasks[task].source.index()].push(sums);
    }
    let by_source = parallel::map_items(parts, |_, parts| Sums::of_source(parts));
    let (total, in_sources) = Sums::total(&by_source, phrases);
    let least = u64::from(least.max(1));
    let mut overall = Pairs {
        scope,
        sums: total,
        sources: in_sources,
        lengths: occurrences.lengths(),
    };
    overall.sums.retain(least);
    ScopeCounts {
        overall,
        by_source,
        least,
    }
}

impl ScopeCounts {
    /// The units of each pair by source.
    #[must_use]
    pub fn pair_units(&self) -> PairUnits {
        let units_in = |(): &mut (), source: usize| self.overall.units_in(&self.by_source[source]);
        PairUnits {
            by_source: in_order(self.by_source.len(), || (), units_in),
        }
    }

    /// The pairs, in each source those that are not too rare there.
    #[must_use]
    pub fn finish(self) -> ScopeCooccurrences {
        let Self {
            overall,
            by_source,
            least,
        } = self;
        let in_source = |mut sums: Sums| {
            sums.retain(least);
            Pairs {
                scope: overall.scope,
                sums,
                sources: Vec::new(),
                lengths: Arc::clone(&overall.lengths),
            }
        };
        ScopeCooccurrences {
            scope: overall.scope,
            by_source: parallel::map_items(by_source, |_, sums| in_source(sums)),
            overall,
        }
    }
}
