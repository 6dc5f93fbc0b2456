//! Rows that come in groups, such as those of a document or a source, numbered through.

use std::ops::Range;

/// Groups of rows.
pub(super) struct Groups {
    /// The first row of each group, then the number of all rows.
    starts: Vec<usize>,
}

impl Groups {
    /// Groups of so many rows.
    pub(super) fn new(sizes: impl IntoIterator<Item = usize>) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        starts.extend(sizes.into_iter().map(|size| {
            end += size;
            end
        }));
        Self { starts }
    }

    /// Number of rows in all groups.
    pub(super) fn rows(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    /// The groups that these rows are in, each with the places of those rows in the group.
    pub(super) fn parts(&self, rows: Range<usize>) -> impl Iterator<Item = (usize, Range<usize>)> {
        let first = self.starts.partition_point(|&start| start <= rows.start);
        let bounds = self.starts.windows(2).enumerate();
        bounds
            .skip(first.saturating_sub(1))
            .map(|(group, bounds)| (group, bounds[0], bounds[1]))
            .take_while(move |&(_, start, _)| start < rows.end)
            .map(move |(group, start, end)| {
                let from = rows.start.max(start) - start;
                (group, from..rows.end.min(end) - start)
            })
            .filter(|(_, places)| !places.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_are_found_in_their_groups() {
        let groups = Groups::new([0, 3, 0, 0, 2, 5, 0]);
        assert_eq!(groups.rows(), 10);
        let parts = |rows| groups.parts(rows).collect::<Vec<_>>();
        assert_eq!(parts(0..10), [(1, 0..3), (4, 0..2), (5, 0..5)]);
        assert_eq!(parts(2..4), [(1, 2..3), (4, 0..1)]);
        assert_eq!(parts(6..8), [(5, 1..3)]);
        assert_eq!(parts(3..3), []);
        assert_eq!(Groups::new([]).rows(), 0);
    }

    proptest! {
        #[test]
        fn parts_of_parts_are_all_rows(
            sizes in prop::collection::vec(0..6_usize, 0..12),
            step in 1..9_usize,
        ) {
            let groups = Groups::new(sizes.iter().copied());
            let expected = sizes.iter().enumerate();
            let expected = expected.flat_map(|(group, &size)| (0..size).map(move |at| (group, at)));
            let starts = (0..groups.rows()).step_by(step);
            let ranges = starts.map(|start| start..groups.rows().min(start + step));
            let found = ranges.flat_map(|rows| groups.parts(rows).collect::<Vec<_>>());
            let found = found.flat_map(|(group, places)| places.map(move |at| (group, at)));
            prop_assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        }
    }
}
