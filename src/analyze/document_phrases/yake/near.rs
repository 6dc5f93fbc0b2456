//! Whether two candidates are nearly the same text.
//!
//! Takes two texts, says whether 1 − edits / length of the longer is above 0.9, where an edit puts
//! in, takes out or replaces a character (Levenshtein 1966). A worker reuses one row of distances.

/// What compares texts.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// Edits from what was read of the first text to each start of the second.
    row: Vec<usize>,
    first: Vec<char>,
    second: Vec<char>,
}

impl Near {
    pub(super) fn is_near(&mut self, a: &str, b: &str) -> bool {
        self.first.clear();
        self.first.extend(a.chars());
        self.second.clear();
        self.second.extend(b.chars());
        let (shorter, longer) = (
            self.first.len().min(self.second.len()),
            self.first.len().max(self.second.len()),
        );
        // Edits are at least the difference in length.
        is_few(longer - shorter, longer) && is_few(self.edits(), longer)
    }

    fn edits(&mut self) -> usize {
        self.row.clear();
        self.row.extend(0..=self.second.len());
        for (read, a) in self.first.iter().enumerate() {
            // Of the row before and of this one, at the place before.
            let (mut diagonal, mut left) = (read, read + 1);
            let mut cells = self.row.iter_mut();
            if let Some(start) = cells.next() {
                *start = left;
            }
            for (cell, b) in cells.zip(&self.second) {
                let replaced = diagonal + usize::from(a != b);
                diagonal = *cell;
                left = replaced.min(diagonal + 1).min(left + 1);
                *cell = left;
            }
        }
        self.row.last().copied().unwrap_or(0)
    }
}

/// Whether the edits are under a tenth of the length.
fn is_few(edits: usize, length: usize) -> bool {
    edits * 10 < length
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The package keeps both texts of the second pair, whose similarity is 0.9.
    #[test]
    fn more_than_nine_tenths_is_near() {
        let near = |a, b| Near::default().is_near(a, b);
        assert!(near("network model", "network models"));
        assert!(!near("abcde fghi", "abcde fghj"));
        assert!(near("acme groups", "acme group"));
        assert!(!near("rule of law", "order of law"));
        assert!(!near("", ""));
    }

    /// Distances from the package's similarities: "energy" and "synergy" .714 of 7, the last .077
    /// of 13.
    #[test]
    fn edits_are_levenshtein_distances() {
        let edits = |a: &str, b: &str| {
            let mut near = Near::default();
            near.is_near(a, b);
            near.edits()
        };
        assert_eq!(edits("energy", "synergy"), 2);
        assert_eq!(edits("model network", "network model"), 12);
        assert_eq!(edits("", "abc"), 3);
    }
}
