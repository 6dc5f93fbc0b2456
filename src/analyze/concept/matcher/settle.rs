//! Settles overlaps of matches.
//!
//! Takes the matches in a sentence, gives the hits: within a concept the longest match wins, and an
//! exclusion takes away every match it overlaps that has no more words than itself.

use std::cmp::Reverse;
use std::ops::Range;

use super::super::pattern::LONGEST_MATCH;
use super::{Match, Matcher};
use crate::model::{ConceptId, PatternId};

impl Matcher<'_> {
    /// Settles overlaps inside each concept.
    pub(super) fn settle(&self, matches: &mut Vec<Match>) -> impl Iterator<Item = Match> {
        let pattern = |id: PatternId| self.codebook.pattern(id);
        let (mut excluding, mut matches): (Vec<Match>, Vec<Match>) = matches
            .drain(..)
            .partition(|matched| pattern(matched.pattern).excludes);
        excluding.sort_by_key(|exclusion| exclusion.tokens.start);
        matches.retain(|matched| !self.is_excluded(matched, &excluding));
        matches.sort_by_key(|matched| {
            let (stretch, start) = (matched.tokens.len(), matched.tokens.start);
            (Reverse(matched.words), stretch, start, matched.pattern)
        });
        // For each concept, where a settled match begins and where it ends, in order.
        let mut settled: Vec<((ConceptId, usize), usize)> = Vec::new();
        matches.retain(|matched| {
            let Range { start, end } = matched.tokens;
            let concept = self.codebook.concept_of(pattern(matched.pattern).category);
            let place = settled.partition_point(|(begin, _)| *begin < (concept, end));
            let is_free = settled[..place]
                .last()
                .is_none_or(|((other, _), settled_end)| *other != concept || *settled_end <= start);
            if is_free {
                settled.insert(place, ((concept, start), end));
            }
            is_free
        });
        matches.into_iter()
    }

    /// Whether an exclusion takes a match away; `excluding` is sorted by start.
    fn is_excluded(&self, matched: &Match, excluding: &[Match]) -> bool {
        let category = |id: PatternId| self.codebook.pattern(id).category;
        let Range { start, end } = matched.tokens;
        let from = start - LONGEST_MATCH.min(start);
        let from = excluding.partition_point(|exclusion| exclusion.tokens.start < from);
        let near = excluding[from..]
            .iter()
            .take_while(|exclusion| exclusion.tokens.start < end);
        near.filter(|exclusion| exclusion.overlaps(matched) && matched.words <= exclusion.words)
            .any(|exclusion| {
                let (inner, outer) = (category(matched.pattern), category(exclusion.pattern));
                self.codebook.is_within(inner, outer)
            })
    }
}

impl Match {
    fn overlaps(&self, other: &Self) -> bool {
        self.tokens.start < other.tokens.end && other.tokens.start < self.tokens.end
    }
}
