//! How many words two texts have in common, in their order where they are short.

/// Texts with more words are compared without regard to order, in less time.
const LONGEST_IN_ORDER: usize = 256;

/// Compares texts; reused from one to the next.
#[derive(Debug, Default)]
pub(super) struct CommonWords {
    row: Vec<u32>,
    sorted: [Vec<u32>; 2],
}

impl CommonWords {
    /// Twice the words that two texts have in common, in the same order (the longest common
    /// subsequence) unless they are long, over the words of both: the coefficient of Dice (1945), from
    /// 0 to 1.
    pub(super) fn likeness(&mut self, a: &[u32], b: &[u32]) -> f64 {
        let both = a.len() + b.len();
        if both == 0 || a == b {
            return 1.0;
        }
        let common = if a.len().max(b.len()) > LONGEST_IN_ORDER {
            self.count_unordered(a, b)
        } else {
            self.count(a, b)
        };
        2.0 * f64::from(common) / both as f64
    }

    /// The words that both have, as often as both have them.
    fn count_unordered(&mut self, a: &[u32], b: &[u32]) -> u32 {
        for (sorted, words) in self.sorted.iter_mut().zip([a, b]) {
            sorted.clear();
            sorted.extend_from_slice(words);
            sorted.sort_unstable();
        }
        let [a, b] = &self.sorted;
        let mut others = b.iter().peekable();
        let mut common = 0;
        for word in a {
            while others.next_if(|other| *other < word).is_some() {}
            common += u32::from(others.next_if(|other| *other == word).is_some());
        }
        common
    }

    /// The length of the longest common subsequence.
    fn count(&mut self, a: &[u32], b: &[u32]) -> u32 {
        self.row.clear();
        self.row.resize(b.len() + 1, 0);
        for word in a {
            let mut diagonal = 0;
            for (place, other) in b.iter().enumerate() {
                let above = self.row[place + 1];
                self.row[place + 1] = if word == other {
                    diagonal + 1
                } else {
                    above.max(self.row[place])
                };
                diagonal = above;
            }
        }
        self.row.last().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_counted_in_their_order() {
        let mut common = CommonWords::default();
        assert_eq!(common.count(&[1, 2, 3, 4], &[1, 3, 4]), 3);
        assert_eq!(common.count(&[1, 2, 3, 4], &[4, 3, 2, 1]), 1);
        assert_eq!(common.count(&[1, 2], &[]), 0);
        assert_eq!(common.count(&[1, 1, 2], &[1, 2, 2]), 2);
        assert_eq!(common.count_unordered(&[3, 1, 2, 1], &[1, 1, 1, 3, 4]), 3);
        let half = CommonWords::default().likeness(&[1, 2, 3, 4], &[1, 2, 8, 9]);
        assert!((half - 0.5).abs() < 1e-12);
        assert!((CommonWords::default().likeness(&[1], &[1]) - 1.0).abs() < 1e-12);
    }
}
