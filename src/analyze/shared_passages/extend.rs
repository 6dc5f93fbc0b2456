//! How far two texts go on alike from a place that they share.
//!
//! Takes words of two texts from there on, gives where the best alignment ends: one point for each
//! word that is the same, a penalty for each that is another, dropped or added. Alignments that fall
//! [`DROP`] points behind the best are given up (Zhang, Berman, Wiehe and Miller 1999; the X-drop of
//! BLAST, Altschul et al. 1997), so that time is linear in what is alike.

use std::ops::Range;

/// How many points an alignment may fall behind before it is given up: as many words in a row may be
/// changed, dropped or added inside a passage.
pub(super) const DROP: i32 = 8;
/// Far below every score.
const DEAD: i32 = i32::MIN / 2;

/// An alignment of words of two texts, in counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// Words of the first text.
    pub(super) first: usize,
    /// Words of the second text.
    pub(super) second: usize,
    /// Words that are the same.
    pub(super) matches: u32,
    /// Pairs of words, and words without a partner.
    pub(super) columns: u32,
}

/// The best alignment that ends at a pair of places.
#[derive(Debug, Clone, Copy)]
struct Cell {
    score: i32,
    columns: i32,
}

const NONE: Cell = Cell {
    score: DEAD,
    columns: 0,
};

impl Cell {
    fn after(self, points: i32) -> Self {
        Self {
            score: self.score + points,
            columns: self.columns + 1,
        }
    }

    /// The better of two; of two as good the shorter, then the first.
    fn or(self, other: Self) -> Self {
        let is_better = (other.score, -other.columns) > (self.score, -self.columns);
        if is_better { other } else { self }
    }
}

/// Extends alignments; a worker reuses one.
#[derive(Debug, Default)]
pub(super) struct Extension {
    before: Vec<Cell>,
    row: Vec<Cell>,
}

impl Extension {
    /// The best alignment of the beginnings of two texts, each given by its length and its words by
    /// place.
    pub(super) fn reach(
        &mut self,
        (first_length, first): (usize, impl Fn(usize) -> u32),
        (second_length, second): (usize, impl Fn(usize) -> u32),
        penalty: i32,
    ) -> Reach {
        let mut best = Best::default();
        self.before.clear();
        let gaps = (DROP / penalty) as usize;
        self.before
            .extend((0..=gaps.min(second_length) as i32).map(|gap| Cell {
                score: -gap * penalty,
                columns: gap,
            }));
        // The places in the second text that `before` begins with and ends before.
        let mut band: Range<usize> = 0..self.before.len();
        for i in 1..=first_length {
            let word = first(i - 1);
            let start = band.start;
            self.row.clear();
            let mut left = NONE;
            let mut j = start;
            while j <= second_length {
                let above = self.above(j, &band);
                let diagonal = j.checked_sub(1).map_or(NONE, |j| self.above(j, &band));
                if j > band.end && left.score == DEAD {
                    break;
                }
                let is_same = j > 0 && second(j - 1) == word;
                let aligned = diagonal.after(if is_same { 1 } else { -penalty });
                let mut cell = aligned.or(above.after(-penalty)).or(left.after(-penalty));
                if cell.score < best.score - DROP {
                    cell = NONE;
                } else if is_same {
                    best.offer(cell, i, j);
                }
                self.row.push(cell);
                left = cell;
                j += 1;
            }
            let alive = |cell: &Cell| cell.score > DEAD;
            let Some(from) = self.row.iter().position(alive) else {
                break;
            };
            let to = self
                .row
                .iter()
                .rposition(alive)
                .map_or(from, |last| last + 1);
            self.before.clear();
            self.before.extend_from_slice(&self.row[from..to]);
            band = start + from..start + to;
        }
        best.reach(penalty)
    }

    fn above(&self, j: usize, band: &Range<usize>) -> Cell {
        let place = j.checked_sub(band.start);
        place
            .and_then(|place| self.before.get(place).copied())
            .unwrap_or(NONE)
    }
}

/// The best end of an alignment so far.
#[derive(Debug, Default)]
struct Best {
    score: i32,
    columns: i32,
    first: usize,
    second: usize,
}

impl Best {
    /// Takes an end that is better; also one as good, if a changed word in place of another leads
    /// there: then a word that is the same makes up for it.
    fn offer(&mut self, cell: Cell, first: usize, second: usize) {
        let is_straight = first.wrapping_sub(self.first) == second.wrapping_sub(self.second);
        if cell.score > self.score || cell.score == self.score && is_straight {
            *self = Self {
                score: cell.score,
                columns: cell.columns,
                first,
                second,
            };
        }
    }

    fn reach(&self, penalty: i32) -> Reach {
        // The score is the matches less the penalty for each of the other columns.
        let matches = (self.score + penalty * self.columns) / (1 + penalty);
        Reach {
            first: self.first,
            second: self.second,
            matches: matches as u32,
            columns: self.columns as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reach(first: &[u32], second: &[u32]) -> [usize; 4] {
        let (a, b) = (
            (first.len(), |i: usize| first[i]),
            (second.len(), |i: usize| second[i]),
        );
        let found = Extension::default().reach(a, b, 1);
        let [matches, columns] = [found.matches as usize, found.columns as usize];
        [found.first, found.second, matches, columns]
    }

    #[test]
    fn an_extension_goes_over_changed_dropped_and_added_words() {
        assert_eq!(reach(&[1, 2, 3], &[1, 2, 3]), [3, 3, 3, 3]);
        assert_eq!(reach(&[1, 9, 3, 4], &[1, 2, 3, 4]), [4, 4, 3, 4]);
        assert_eq!(reach(&[1, 3, 4, 5], &[1, 2, 3, 4, 5]), [4, 5, 4, 5]);
        assert_eq!(
            reach(&[1, 2, 8, 9, 3, 4, 5], &[1, 2, 3, 4, 5]),
            [7, 5, 5, 7]
        );
        assert_eq!(reach(&[1, 2, 7, 8], &[1, 2, 3, 4]), [2, 2, 2, 2]);
        assert_eq!(reach(&[], &[1]), [0, 0, 0, 0]);
    }

    #[test]
    fn a_changed_word_at_the_end_is_kept_if_the_last_is_the_same() {
        assert_eq!(reach(&[1, 9, 3], &[1, 2, 3]), [3, 3, 2, 3]);
        assert_eq!(reach(&[9, 3], &[2, 3]), [2, 2, 1, 2]);
        assert_eq!(reach(&[3], &[2, 3]), [0, 0, 0, 0]);
    }

    /// The best score of an alignment of two beginnings, by the whole table.
    fn best_score(first: &[u32], second: &[u32]) -> i32 {
        let mut before: Vec<i32> = (0..=second.len() as i32).map(|gap| -gap).collect();
        let mut best = 0;
        for (i, word) in (1..).zip(first) {
            let mut row = vec![-i];
            for (j, other) in second.iter().enumerate() {
                let aligned = before[j] + if word == other { 1 } else { -1 };
                row.push(aligned.max(before[j + 1] - 1).max(row[j] - 1));
            }
            best = best.max(row.iter().copied().max().unwrap_or_default());
            before = row;
        }
        best
    }

    proptest! {
        /// Texts too short to fall out of the band are aligned as well as by the whole table.
        #[test]
        fn short_texts_are_aligned_as_well_as_can_be(
            first in prop::collection::vec(0_u32..4, 0..8),
            second in prop::collection::vec(0_u32..4, 0..8),
        ) {
            let [.., matches, columns] = reach(&first, &second).map(|n| n as i32);
            prop_assert_eq!(2 * matches - columns, best_score(&first, &second));
        }
    }
}
