//! Which key phrases keep company: pairs by sentence, paragraph, document or window, by source.
//!
//! In unit scopes a pair counts once for each unit in which the two phrases stand at different
//! places, so that a phrase never keeps company with a part of itself. A unit in which they only
//! overlap counts for the longer one alone (for the first, if they are of one length).
//!
//! In a window scope the first phrase of the pair is the node: the units are tokens, and a window is
//! the `k` tokens on each side of every occurrence of the node within its sentence, overlapping
//! windows merged (Evert 2008).

mod sums;
mod worker;

use std::sync::Arc;

use rayon::prelude::*;

use crate::count::{Occurrences, PhraseFinder, SourceTask, by_worker};
use crate::model::{Corpus, Scope};
use crate::stats::Contingency;
use sums::{Sums, unpair};
use worker::Worker;

/// The counts of one pair in some part of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairCount {
    /// First phrase, by its number in the finder.
    pub a: u32,
    /// Second phrase; above `a`.
    pub b: u32,
    /// Units with both, either, and all.
    pub table: Contingency,
    /// Documents in which they keep company.
    pub documents: u32,
    /// Sources in which they keep company.
    pub sources: u32,
}

/// The company of phrases in one scope.
#[derive(Debug)]
pub struct CoOccurrence {
    /// The scope.
    pub scope: Scope,
    /// Pairs over all sources, by pair.
    pub overall: Pairs,
    /// By [`crate::model::SourceId`]: pairs within the source, by pair.
    pub by_source: Vec<Pairs>,
    /// By source, on demand: units of each pair of `overall` that has any in the source, by its place
    /// there, also where they are too few for `by_source`.
    pub shares: Vec<Vec<(u32, u32)>>,
}

/// Pairs of some part of the corpus, whose counts are put together when they are asked for.
#[derive(Debug)]
pub struct Pairs {
    scope: Scope,
    sums: Sums,
    /// By pair number: in how many sources they keep company; in one, where nothing is said.
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

    /// The units of these pairs in other sums, by place.
    fn shares_of(&self, other: &Sums) -> Vec<(u32, u32)> {
        let mut own = self.sums.joint.iter().zip(0..).peekable();
        let found = other.joint.iter().filter_map(|joint| {
            while own.next_if(|(pair, _)| pair.pair < joint.pair).is_some() {}
            let (_, place) = own.next_if(|(pair, _)| pair.pair == joint.pair)?;
            // A source has fewer units than 2^32, as it has fewer tokens.
            Some((place, joint.both as u32))
        });
        found.collect()
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

/// Counts the company of the finder's phrases in one scope; pairs with fewer than `least` units are
/// left out. Shares are kept on demand only.
#[must_use]
pub fn cooccurrence(
    corpus: &Corpus,
    tasks: &[SourceTask],
    finder: &PhraseFinder,
    occurrences: &Occurrences,
    scope: Scope,
    least: u32,
    with_shares: bool,
) -> CoOccurrence {
    let counted = by_worker(
        occurrences.tasks.len(),
        || (Worker::new(finder.phrases()), Vec::new()),
        |(worker, counted), task| {
            counted.push((task, worker.count(&occurrences.tasks[task], scope)));
        },
    );
    let mut parts: Vec<Vec<Sums>> = vec![Vec::new(); corpus.sources.len()];
    for (task, sums) in counted.into_iter().flat_map(|(_, counted)| counted) {
        parts[tasks[task].source.index()].push(sums);
    }
    let by_source = parts.into_par_iter().map(Sums::of_source);
    let by_source: Vec<Sums> = by_source.collect();
    let (total, sources) = Sums::total(&by_source, finder.phrases());
    let least = u64::from(least.max(1));
    let lengths = (0..finder.phrases() as u32).map(|phrase| finder.length(phrase) as u32);
    let lengths: Arc<[u32]> = lengths.collect();
    let pairs = |mut sums: Sums, sources| {
        sums.retain(least);
        Pairs {
            scope,
            sums,
            sources,
            lengths: Arc::clone(&lengths),
        }
    };
    let overall = pairs(total, sources);
    let shares = if with_shares {
        let own = by_source.par_iter().map(|sums| overall.shares_of(sums));
        own.collect()
    } else {
        Vec::new()
    };
    CoOccurrence {
        scope,
        overall,
        shares,
        by_source: by_source
            .into_par_iter()
            .map(|sums| pairs(sums, Vec::new()))
            .collect(),
    }
}
