//! The largest changes of a table: takes rows one by one, keeps the largest.

use std::cmp::Ordering;

use super::RowDiff;
use crate::order::Arrange as _;

/// How large a change is: that of the leading number of the row, then the largest relative change of any
/// number. Rows that change equally stand in the order of their keys.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    pub(super) leading: f64,
    pub(super) relative: f64,
}

/// The rows with the largest changes.
pub(super) struct Largest {
    most: usize,
    rows: Vec<(Size, RowDiff)>,
}

impl Largest {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            rows: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, size: Size, row: RowDiff) {
        self.rows.push((size, row));
        // Sorted once for as many rows as are kept.
        if self.rows.len() >= 2 * self.most.max(512) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        self.rows.arrange_by(order);
        self.rows.truncate(self.most);
    }

    pub(super) fn finish(mut self) -> Vec<RowDiff> {
        self.cut();
        self.rows.into_iter().map(|(_, row)| row).collect()
    }
}

fn order(a: &(Size, RowDiff), b: &(Size, RowDiff)) -> Ordering {
    let by_size = b.0.leading.total_cmp(&a.0.leading);
    by_size
        .then(b.0.relative.total_cmp(&a.0.relative))
        .then_with(|| a.1.key.cmp(&b.1.key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::Change;

    #[test]
    fn the_largest_are_kept_whatever_the_order() {
        let mut largest = Largest::new(3);
        for number in 0..5_000_u32 {
            // Each size comes five times, in no order.
            let size = f64::from(number * 7 % 1_000);
            let row = RowDiff {
                change: Change::New,
                key: vec![format!("{number:04}")],
                label: String::new(),
                cells: Vec::new(),
            };
            largest.add(
                Size {
                    leading: size,
                    relative: 1.0,
                },
                row,
            );
        }
        let keys: Vec<String> = largest
            .finish()
            .into_iter()
            .flat_map(|row| row.key)
            .collect();
        // 857, 1857, 2857, 3857 and 4857 have the size 999.
        assert_eq!(keys, ["0857", "1857", "2857"]);
    }
}
