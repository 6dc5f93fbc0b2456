//! Sums of joint and single counts, and the 2x2 tables they give.

use super::PairCount;
use crate::count::PhraseFinder;
use crate::model::Scope;
use crate::stats::Contingency;

/// The joint counts of a pair.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Joint {
    /// Units with both at different places.
    pub(super) both: u64,
    /// Units in which they only overlap; in windows, occurrences of the second phrase that overlap
    /// one of the first.
    pub(super) overlapping: u64,
    pub(super) documents: u32,
    pub(super) sources: u32,
}

impl Joint {
    pub(super) fn is_empty(&self) -> bool {
        self.both == 0 && self.overlapping == 0
    }

    pub(super) fn add(&mut self, other: Self) {
        self.both += other.both;
        self.overlapping += other.overlapping;
        self.documents += other.documents;
        self.sources += other.sources;
    }
}

/// The counts of one phrase.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Single {
    /// Units that hold it; in windows, its occurrences.
    pub(super) holding: u64,
    /// In windows: tokens inside its windows.
    pub(super) inside: u64,
    /// In windows: tokens of its own occurrences.
    pub(super) own: u64,
}

impl Single {
    pub(super) fn add(&mut self, other: Self) {
        self.holding += other.holding;
        self.inside += other.inside;
        self.own += other.own;
    }
}

/// Sums over some documents; only what occurs is stored.
#[derive(Debug, Default, Clone)]
pub(super) struct Sums {
    pub(super) units: u64,
    /// By phrase, sorted.
    pub(super) single: Vec<(u32, Single)>,
    /// By pair number, sorted.
    pub(super) joint: Vec<(u32, Joint)>,
}

impl Sums {
    /// The sums of a source from those of its tasks.
    pub(super) fn of_source(mut parts: Vec<Self>) -> Self {
        if parts.len() == 1 {
            return parts.pop().unwrap_or_default();
        }
        let mut sums = Self {
            units: parts.iter().map(|part| part.units).sum(),
            single: summed(parts.iter().flat_map(|part| &part.single), Single::add),
            joint: summed(parts.iter().flat_map(|part| &part.joint), Joint::add),
        };
        for (_, joint) in &mut sums.joint {
            joint.sources = joint.sources.min(1);
        }
        sums
    }

    /// The sums of all sources, for so many phrases.
    pub(super) fn total(sources: &[Self], phrases: usize) -> Self {
        let mut single = vec![Single::default(); phrases];
        let mut joint = vec![Joint::default(); phrases * phrases.saturating_sub(1) / 2];
        for own in sources {
            for &(phrase, counts) in &own.single {
                single[phrase as usize].add(counts);
            }
            for &(pair, counts) in &own.joint {
                joint[pair as usize].add(counts);
            }
        }
        Self {
            units: sources.iter().map(|own| own.units).sum(),
            single: (0..).zip(single).collect(),
            joint: (0..).zip(joint).collect(),
        }
    }

    pub(super) fn pairs(&self, finder: &PhraseFinder, scope: Scope, least: u64) -> Vec<PairCount> {
        let enough = self.joint.iter().filter(|(_, joint)| joint.both >= least);
        let pairs = enough.map(|&(pair, joint)| {
            let (a, b) = unpair(pair);
            PairCount {
                a,
                b,
                table: self.table(finder, scope, a, b, joint),
                documents: joint.documents,
                sources: joint.sources,
            }
        });
        pairs.collect()
    }

    pub(super) fn table(
        &self,
        finder: &PhraseFinder,
        scope: Scope,
        a: u32,
        b: u32,
        joint: Joint,
    ) -> Contingency {
        let (first, second) = (self.single(a), self.single(b));
        if let Scope::Window(_) = scope {
            return Contingency {
                both: joint.both,
                first: first.inside,
                second: second.holding - joint.overlapping,
                total: self.units - first.own,
            };
        }
        let is_first_shorter = finder.length(a) < finder.length(b);
        let (less_first, less_second) = if is_first_shorter {
            (joint.overlapping, 0)
        } else {
            (0, joint.overlapping)
        };
        Contingency {
            both: joint.both,
            first: first.holding - less_first,
            second: second.holding - less_second,
            total: self.units,
        }
    }

    pub(super) fn single(&self, phrase: u32) -> Single {
        let found = self
            .single
            .binary_search_by_key(&phrase, |&(phrase, _)| phrase);
        found.map_or_else(|_| Single::default(), |at| self.single[at].1)
    }
}

/// Adds up what has the same key; sorted by key.
pub(super) fn summed<'a, T: Copy + 'a>(
    parts: impl Iterator<Item = &'a (u32, T)>,
    add: impl Fn(&mut T, T),
) -> Vec<(u32, T)> {
    let mut all: Vec<(u32, T)> = parts.copied().collect();
    all.sort_by_key(|&(key, _)| key);
    all.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            add(&mut kept.1, next.1);
        }
        is_same
    });
    all
}

/// The number of a pair of phrases, `a` below `b`.
pub(super) fn pair_number(a: u32, b: u32) -> u32 {
    b * (b - 1) / 2 + a
}

/// The phrases of a pair.
pub(super) fn unpair(pair: u32) -> (u32, u32) {
    let mut b = ((f64::from(pair) * 8.0 + 1.0).sqrt() * 0.5 + 0.5) as u32;
    while pair_number(0, b) > pair {
        b -= 1;
    }
    while pair_number(0, b + 1) <= pair {
        b += 1;
    }
    (pair - pair_number(0, b), b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_numbered_without_gaps() {
        let mut number = 0;
        for b in 1..300 {
            for a in 0..b {
                assert_eq!(pair_number(a, b), number);
                assert_eq!(unpair(number), (a, b));
                number += 1;
            }
        }
    }
}
