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

use rayon::prelude::*;

use crate::count::{Occurrences, PhraseFinder, SourceTask, by_worker};
use crate::model::{Corpus, Scope};
use crate::stats::Contingency;
use sums::Sums;
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
    pub overall: Vec<PairCount>,
    /// By [`crate::model::SourceId`]: pairs within the source, by pair.
    pub by_source: Vec<Vec<PairCount>>,
}

/// Counts the company of the finder's phrases in one scope; pairs with fewer than `least` units are
/// left out.
#[must_use]
pub fn cooccurrence(
    corpus: &Corpus,
    tasks: &[SourceTask],
    finder: &PhraseFinder,
    occurrences: &Occurrences,
    scope: Scope,
    least: u32,
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
    let total = Sums::total(&by_source, finder.phrases());
    let least = u64::from(least.max(1));
    CoOccurrence {
        scope,
        overall: total.pairs(finder, scope, least),
        // Each source's sums go as its pairs come.
        by_source: by_source
            .into_par_iter()
            .map(|sums| sums.pairs(finder, scope, least))
            .collect(),
    }
}
