//! The one rule by which text, tables and figures say that a source differs from others.
//!
//! Takes what a test of texts came to and in how many texts an item stands, gives a verdict.

use super::{LEVEL, RateSums};

/// The texts that an item stands in at least, in the part where it is more frequent, and the share of
/// its texts: one text, or a few of very many, say more of themselves than of their source.
pub const LEAST_HOLDING: u64 = 2;
/// One in so many texts.
pub const ONE_TEXT_IN: u64 = 20;

/// Whether a part differs from another in the rate of an item.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The item is reliably more frequent in it.
    More,
    /// The item is reliably less frequent in it.
    Less,
    /// It does not differ, as far as can be seen.
    Even,
    /// It cannot be tested.
    #[default]
    Untested,
}

impl Verdict {
    /// The verdict on a part and the rest: from the direction and the adjusted p-value of the test of texts
    /// ([`super::ResidualSums::test`]), and the texts of the part with the higher rate.
    #[must_use]
    pub fn of(is_more: bool, p_adjusted: f64, [part, rest]: [RateSums; 2]) -> Self {
        let higher = if is_more { part } else { rest };
        let holding = u64::from(higher.hits.texts);
        let is_common = holding >= LEAST_HOLDING && holding * ONE_TEXT_IN >= higher.lengths.texts;
        match (p_adjusted < LEVEL && is_common, is_more) {
            (true, true) => Self::More,
            (true, false) => Self::Less,
            (false, _) => Self::Even,
        }
    }

    /// Whether the part differs.
    #[must_use]
    pub fn differs(self) -> bool {
        matches!(self, Self::More | Self::Less)
    }

    /// The word for tables; none if it was not tested.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::More => Some("more"),
            Self::Less => Some("less"),
            Self::Even => Some("no"),
            Self::Untested => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{HitSums, LengthSums};
    use super::*;

    fn part(holding: u64, texts: u64) -> RateSums {
        let (mut lengths, mut hits) = (LengthSums::default(), HitSums::default());
        (0..texts).for_each(|_| lengths.add(100));
        (0..holding).for_each(|_| hits.add(3, 100));
        RateSums { lengths, hits }
    }

    #[test]
    fn a_part_differs_by_the_test_and_in_more_than_a_few_texts() {
        let rest = part(1, 60);
        assert_eq!(Verdict::of(true, 0.01, [part(2, 40), rest]), Verdict::More);
        assert_eq!(Verdict::of(true, 0.05, [part(2, 40), rest]), Verdict::Even);
        assert_eq!(Verdict::of(true, 0.01, [part(2, 41), rest]), Verdict::Even);
        assert_eq!(Verdict::of(true, 0.01, [part(1, 5), rest]), Verdict::Even);
        // What a source says less is what the others say in enough texts.
        assert_eq!(
            Verdict::of(false, 0.01, [part(0, 5), part(30, 60)]),
            Verdict::Less
        );
        assert_eq!(Verdict::of(false, 0.01, [part(0, 5), rest]), Verdict::Even);
        assert_eq!(Verdict::default().word(), None);
    }
}
