//! Sums of joint and single counts, and the 2x2 tables they give.

use crate::model::Scope;
use crate::stats::Contingency;

/// The joint counts of a pair at different places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Joint {
    /// Its number.
    pub(super) pair: u32,
    /// Documents in which they stand together.
    pub(super) documents: u32,
    /// Units with both.
    pub(super) both: u64,
}

/// The counts of one phrase.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Single {
    /// Units that hold it; in windows, its occurrences.
    pub(super) holding: u64,
    /// In windows: tokens inside its windows.
    pub(super) inside: u64,
    /// In windows: tokens of its own occurrences.
    pub(super) occupied: u64,
}

impl Single {
    pub(super) fn add(&mut self, other: Self) {
        self.holding += other.holding;
        self.inside += other.inside;
        self.occupied += other.occupied;
    }
}

/// Sums over some documents; only what occurs is stored, in as few bytes as may be: a large corpus
/// has millions of pairs by source.
#[derive(Debug, Default, Clone)]
pub(super) struct Sums {
    pub(super) units: u64,
    /// By phrase, sorted.
    pub(super) single: Vec<(u32, Single)>,
    /// Sorted by pair.
    pub(super) joint: Vec<Joint>,
    /// By pair number, sorted: units in which they only overlap; in windows, occurrences of the second
    /// phrase that overlap one of the first. Few pairs do.
    pub(super) overlapping: Vec<(u32, u64)>,
}

impl Sums {
    /// The sums of a source from those of its tasks.
    pub(super) fn of_source(mut parts: Vec<Self>) -> Self {
        if parts.len() == 1 {
            return parts.pop().unwrap_or_default();
        }
        let mut joint: Vec<Joint> = parts.iter().flat_map(|part| &part.joint).copied().collect();
        joint.sort_by_key(|joint| joint.pair);
        joint.dedup_by(|next, kept| {
            let is_same = next.pair == kept.pair;
            if is_same {
                kept.documents += next.documents;
                kept.both += next.both;
            }
            is_same
        });
        Self {
            units: parts.iter().map(|part| part.units).sum(),
            single: summed(parts.iter().flat_map(|part| &part.single), Single::add),
            joint,
            overlapping: summed(
                parts.iter().flat_map(|part| &part.overlapping),
                |n, more| {
                    *n += more;
                },
            ),
        }
    }

    /// The sums of all sources, for so many phrases; and by pair, in how many sources they stand
    /// together.
    pub(super) fn total(sources: &[Self], phrases: usize) -> (Self, Vec<u32>) {
        let pairs = phrases * phrases.saturating_sub(1) / 2;
        let mut single = vec![Single::default(); phrases];
        let mut joint: Vec<Joint> = (0..pairs as u32).map(Joint::new).collect();
        let (mut overlapping, mut in_sources) = (vec![0; pairs], vec![0; pairs]);
        for source in sources {
            for &(phrase, counts) in &source.single {
                single[phrase as usize].add(counts);
            }
            for counts in &source.joint {
                let sum = &mut joint[counts.pair as usize];
                sum.documents += counts.documents;
                sum.both += counts.both;
                in_sources[counts.pair as usize] += 1;
            }
            for &(pair, n) in &source.overlapping {
                overlapping[pair as usize] += n;
            }
        }
        let total = Self {
            units: sources.iter().map(|source| source.units).sum(),
            single: (0..).zip(single).collect(),
            joint,
            overlapping: (0..).zip(overlapping).collect(),
        };
        (total, in_sources)
    }

    /// Leaves out the pairs with fewer than `least` units.
    pub(super) fn retain(&mut self, least: u64) {
        self.joint.retain(|joint| joint.both >= least);
        self.joint.shrink_to_fit();
    }

    /// The units with both, either and all. `lengths` are those of the phrases, in words.
    pub(super) fn table(&self, lengths: &[u32], scope: Scope, joint: Joint) -> Contingency {
        let (a, b) = unpair(joint.pair);
        let (first, second) = (self.single(a), self.single(b));
        let overlapping = value_at(&self.overlapping, joint.pair);
        if let Scope::Window(_) = scope {
            return Contingency {
                both: joint.both,
                first: first.inside,
                second: second.holding - overlapping,
                total: self.units - first.occupied,
            };
        }
        let is_first_shorter = lengths[a as usize] < lengths[b as usize];
        let (less_first, less_second) = if is_first_shorter {
            (overlapping, 0)
        } else {
            (0, overlapping)
        };
        Contingency {
            both: joint.both,
            first: first.holding - less_first,
            second: second.holding - less_second,
            total: self.units,
        }
    }

    fn single(&self, phrase: u32) -> Single {
        value_at(&self.single, phrase)
    }
}

impl Joint {
    /// A pair that never stands together.
    pub(super) fn new(pair: u32) -> Self {
        Self {
            pair,
            documents: 0,
            both: 0,
        }
    }
}

/// What stands at a key in a sorted list; the default where nothing does.
fn value_at<T: Copy + Default>(list: &[(u32, T)], key: u32) -> T {
    let place = list.binary_search_by_key(&key, |&(key, _)| key);
    place.map_or_else(|_| T::default(), |at| list[at].1)
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
