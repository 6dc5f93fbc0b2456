//! The frequent n-grams, numbered through all lengths.

use super::super::Counts;
use super::NONE;
use super::rule::Rule;
use crate::model::{Corpus, TermId};

/// The frequent n-grams: single terms first, then by length the pairs of n-grams one shorter that
/// they are made of. An n-gram knows by its number the ones it begins and ends with.
#[derive(Debug)]
pub(super) struct Grams {
    /// By term, or by form: its number, or [`NONE`].
    pub(super) single: Vec<u32>,
    /// The frequent terms, or forms, by their ids.
    units: Vec<u32>,
    /// By number: occurrences.
    counts: Vec<u32>,
    /// By number after those of single terms: what the n-gram begins and ends with.
    parts: Vec<(u32, u32)>,
    /// The numbers of n-grams that may be phrases; each has its place here.
    pub(super) phrases: Vec<u32>,
    /// The numbers of n-grams that framing words begin or end, and that would be phrases without that.
    pub(super) framed: Vec<u32>,
    /// By number: the place among phrases, or [`NONE`].
    pub(super) place: Vec<u32>,
    /// By number: words of the longest phrase that the n-gram is or begins with.
    pub(super) longest: Vec<u8>,
}

/// The longer phrases in which a phrase stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Longer {
    /// How many.
    pub(super) distinct: u64,
    /// Occurrences of the most frequent one.
    pub(super) most: u64,
}

/// Two n-grams as one key.
#[inline]
pub(in crate::count) fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

impl Grams {
    /// The terms that occur at least `least` times.
    pub(super) fn singles(corpus: &Corpus, counts: &Counts, rule: Rule<'_>, least: u32) -> Self {
        let terms = corpus.vocabulary.terms.iter().map(|term| {
            let forms = term.forms.iter();
            let count: u64 = forms.map(|form| counts.forms[form.index()]).sum();
            if rule.admits(term) { count } else { 0 }
        });
        Self::of_counts(terms, least)
    }

    /// The terms, or forms, with these counts that occur at least `least` times.
    pub(super) fn of_counts(counts: impl Iterator<Item = u64>, least: u32) -> Self {
        let (mut single, mut units, mut counted) = (Vec::new(), Vec::new(), Vec::new());
        for (unit, count) in (0_u32..).zip(counts) {
            let is_frequent = count >= u64::from(least.max(1));
            single.push(if is_frequent {
                units.len() as u32
            } else {
                NONE
            });
            if is_frequent {
                counted.push(u32::try_from(count).unwrap_or(u32::MAX));
                units.push(unit);
            }
        }
        Self {
            single,
            units,
            counts: counted,
            parts: Vec::new(),
            phrases: Vec::new(),
            framed: Vec::new(),
            place: Vec::new(),
            longest: Vec::new(),
        }
    }

    /// How many n-grams there are.
    pub(super) fn len(&self) -> u32 {
        (self.units.len() + self.parts.len()) as u32
    }

    /// Adds the n-grams one longer than those so far, by pair and occurrences, and gives the number of the
    /// first. Sorted pairs have numbers in the order of their terms, as single terms have.
    pub(super) fn add_length(&mut self, pairs: &[(u64, u32)]) -> u32 {
        let first = self.len();
        let parts = pairs
            .iter()
            .map(|&(pair, _)| ((pair >> 32) as u32, pair as u32));
        self.parts.extend(parts);
        self.counts.extend(pairs.iter().map(|&(_, count)| count));
        first
    }

    /// How often an n-gram occurs; 0 for none.
    pub(super) fn count(&self, number: u32) -> u64 {
        self.counts
            .get(number as usize)
            .map_or(0, |&count| count.into())
    }

    /// What is left of an n-gram without so many terms at its end; [`NONE`] if nothing is.
    pub(super) fn beginning(&self, number: u32, without: usize) -> u32 {
        let shorter = |number| self.parts(number).map_or(NONE, |(first, _)| first);
        (0..without).fold(number, |number, _| shorter(number))
    }

    /// What is left of an n-gram without so many terms at its beginning; [`NONE`] if nothing is.
    pub(super) fn ending(&self, number: u32, without: usize) -> u32 {
        let shorter = |number| self.parts(number).map_or(NONE, |(_, second)| second);
        (0..without).fold(number, |number, _| shorter(number))
    }

    /// What an n-gram of two terms or more begins and ends with.
    #[inline]
    pub(super) fn parts(&self, number: u32) -> Option<(u32, u32)> {
        let longer = (number as usize).checked_sub(self.units.len())?;
        self.parts.get(longer).copied()
    }

    /// The terms of an n-gram.
    pub(super) fn terms_of(&self, number: u32) -> Vec<TermId> {
        self.units_of(number).into_iter().map(TermId).collect()
    }

    /// By number: the place of each n-gram among all in the order of their terms, or forms; one that
    /// another begins with stands before that one. Numbers of one length are in that order.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let numbers = self.len() as usize;
        // By number: the n-grams that begin with this one, itself included.
        let mut sizes = vec![1; numbers];
        for (longer, &(first, _)) in self.parts.iter().enumerate().rev() {
            sizes[first as usize] += sizes[self.units.len() + longer];
        }
        let mut ranks = Vec::with_capacity(numbers);
        // By number: the place of the next n-gram that begins with this one.
        let mut next = Vec::with_capacity(numbers);
        let mut single = 0;
        for (number, size) in (0_u32..).zip(sizes) {
            let place = match self.parts(number) {
                Some((first, _)) => &mut next[first as usize],
                None => &mut single,
            };
            ranks.push(*place);
            let behind = *place + 1;
            *place += size;
            next.push(behind);
        }
        ranks
    }

    /// The id of the last term, or form, of an n-gram.
    pub(super) fn last_unit(&self, mut number: u32) -> u32 {
        while let Some((_, second)) = self.parts(number) {
            number = second;
        }
        self.units[number as usize]
    }

    /// The ids of the terms, or forms, of an n-gram.
    pub(super) fn units_of(&self, number: u32) -> Vec<u32> {
        let mut units = match self.parts(number) {
            None => return vec![self.units[number as usize]],
            Some((first, _)) => self.units_of(first),
        };
        units.push(self.last_unit(number));
        units
    }

    /// Tells which n-grams may be phrases, and gives each of those a place.
    pub(super) fn find_phrases(&mut self, rule: Rule<'_>) {
        for number in 0..self.len() {
            let terms = self.terms_of(number);
            let shorter = self.parts(number).map(|(first, _)| first);
            let mut longest = shorter.map_or(0, |first| self.longest[first as usize]);
            let mut place = NONE;
            let is_phrase = rule.is_phrase(self, number, &terms);
            if is_phrase && rule.is_framed(&terms) {
                self.framed.push(number);
            } else if is_phrase {
                place = self.phrases.len() as u32;
                self.phrases.push(number);
                longest = terms.len() as u8;
            }
            self.place.push(place);
            self.longest.push(longest);
        }
    }

    /// By place: the longer phrases in which a phrase stands.
    pub(super) fn longer(&self) -> Vec<Longer> {
        let mut longer = vec![Longer::default(); self.phrases.len()];
        let (mut inside, mut shorter) = (Vec::new(), Vec::new());
        for &number in &self.phrases {
            inside.clear();
            shorter.clear();
            shorter.push(number);
            // All n-grams one shorter begin with those of the ones before, but for the last.
            while let Some((_, last)) = shorter.last().and_then(|&number| self.parts(number)) {
                for number in &mut shorter {
                    *number = self.parts(*number).map_or(NONE, |(first, _)| first);
                }
                shorter.push(last);
                inside.extend(shorter.iter().map(|&number| self.place[number as usize]));
            }
            inside.retain(|&place| place != NONE);
            inside.sort_unstable();
            inside.dedup();
            for &place in &inside {
                let longer = &mut longer[place as usize];
                longer.distinct += 1;
                longer.most = longer.most.max(self.count(number));
            }
        }
        longer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_the_order_of_the_words() {
        // Words 1, 2, 4 of five, then 1 2, 1 4, 2 1, 4 2, then 1 2 1, 4 2 1, then 4 2 1 2.
        let mut grams = Grams::of_counts([0, 9, 9, 0, 9].into_iter(), 1);
        let pairs = [(0, 1), (0, 2), (1, 0), (2, 1)];
        let triples = [(3, 5), (6, 5)];
        let counted = |pairs: &[(u32, u32)]| -> Vec<(u64, u32)> {
            let pairs = pairs.iter();
            pairs.map(|&(a, b)| (pair(a, b), 9)).collect()
        };
        assert_eq!(grams.add_length(&counted(&pairs)), 3);
        assert_eq!(grams.add_length(&counted(&triples)), 7);
        assert_eq!(grams.add_length(&counted(&[(8, 4)])), 9);
        assert_eq!(grams.units_of(8), [4, 2, 1]);
        let mut order: Vec<u32> = (0..grams.len()).collect();
        order.sort_by_key(|&number| grams.units_of(number));
        let ranks = grams.ranks();
        let expected: Vec<u32> = order.iter().map(|&number| ranks[number as usize]).collect();
        assert_eq!(expected, (0..grams.len()).collect::<Vec<_>>());
        assert_eq!(ranks, [0, 4, 6, 1, 3, 5, 7, 2, 8, 9]);
    }
}
