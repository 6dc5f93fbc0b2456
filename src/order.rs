//! Sorting where speed does not matter: lists that are short, or sorted once in a run.
//!
//! The standard library's sort is compiled anew for each type of row and each comparison, about 3,000
//! lines of intermediate code a time. [`Arrange`] compiles it once, for row numbers, and moves the rows
//! afterwards. All its sorts are stable.
//!
//! [`sum_by_key`] sorts counts and puts together those of one key.

use std::cmp::Ordering;

/// Sorts rows by way of their numbers; see the module's documentation.
pub(crate) trait Arrange<T> {
    /// As [`slice::sort`].
    fn arrange(&mut self)
    where
        T: Ord;

    /// As [`slice::sort_by`].
    fn arrange_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// As [`slice::sort_by_key`].
    fn arrange_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);
}

impl<T> Arrange<T> for [T] {
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }

    fn arrange_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if self.len() > 1 {
            let places = sorted_places(self.len(), &mut |a, b| compare(&self[a], &self[b]));
            move_rows(self, places);
        }
    }

    fn arrange_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.arrange_by(|a, b| key(a).cmp(&key(b)));
    }
}

/// For each place, the number of the row that belongs there.
#[inline(never)]
fn sorted_places(rows: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..rows).collect();
    places.sort_by(|&a, &b| compare(a, b));
    places
}

/// Moves each row to its place, cycle by cycle; `row_at` says which row belongs there.
pub(crate) fn move_rows<T>(rows: &mut [T], mut row_at: Vec<usize>) {
    for start in 0..row_at.len() {
        let mut place = start;
        loop {
            let row = std::mem::replace(&mut row_at[place], place);
            if row == start {
                break;
            }
            rows.swap(place, row);
            place = row;
        }
    }
}

/// For rows that are put in groups, which follow one another: takes how many rows each group has, and
/// leaves where it begins; gives how many rows there are. Moved on behind each row that is put there,
/// the begin of a group becomes its end.
pub(crate) fn begins(groups: &mut [usize]) -> usize {
    let mut all = 0;
    for rows in groups {
        all += std::mem::replace(rows, all);
    }
    all
}

/// Sorts counts by their keys, and adds up those of one key.
pub(crate) fn sum_by_key(counts: &mut Vec<(u32, u64)>) {
    counts.sort_unstable();
    counts.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 += next.1;
        }
        is_same
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_of_the_same_key_keep_their_order() {
        let mut rows = ["bb", "a", "cc", "b", "aa"];
        rows.arrange_by_key(|row| row.len());
        assert_eq!(rows, ["a", "b", "bb", "cc", "aa"]);
        let mut one = [String::from("only")];
        one.arrange();
        assert_eq!(one, ["only"]);
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_sort(rows: Vec<(u8, u32)>) {
            let mut expected = rows.clone();
            expected.sort_by_key(|row| row.0);
            let mut arranged = rows;
            arranged.arrange_by_key(|row| row.0);
            prop_assert_eq!(arranged, expected);
        }
    }
}
