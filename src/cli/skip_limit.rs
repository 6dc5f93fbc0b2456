//! How many documents may be skipped: a number, or a share of all.

use std::fmt;
use std::str::FromStr;

/// The most documents that may be skipped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SkipLimit {
    /// This number.
    Documents(usize),
    /// This percentage of all documents that were found.
    Percent(f64),
}

impl SkipLimit {
    /// Whether more were skipped of so many documents.
    pub(crate) fn is_passed(self, skipped: usize, all: usize) -> bool {
        match self {
            Self::Documents(most) => skipped > most,
            Self::Percent(most) => skipped as f64 * 100.0 > most * all as f64,
        }
    }
}

impl FromStr for SkipLimit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "expected a number of documents, as in 10, or a share, as in 1%".to_owned();
        let Some(percent) = text.strip_suffix('%') else {
            return text.parse().map(Self::Documents).map_err(|_| wrong());
        };
        let percent: f64 = percent.trim_end().parse().map_err(|_| wrong())?;
        let is_share = (0.0..=100.0).contains(&percent);
        is_share.then_some(Self::Percent(percent)).ok_or_else(wrong)
    }
}

impl fmt::Display for SkipLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documents(most) => write!(f, "{most} (--max-skipped)"),
            Self::Percent(most) => write!(f, "{most} % (--max-skipped)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_or_a_share() {
        let limit = |text: &str| text.parse::<SkipLimit>();
        assert_eq!(limit("3"), Ok(SkipLimit::Documents(3)));
        assert_eq!(limit("0.5%"), Ok(SkipLimit::Percent(0.5)));
        for text in ["", "%", "-1", "101%", "1.5", "nan%", "many"] {
            assert!(limit(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_limit_is_passed_by_one_more() {
        assert!(!SkipLimit::Documents(2).is_passed(2, 9));
        assert!(SkipLimit::Documents(2).is_passed(3, 9));
        assert!(!SkipLimit::Percent(1.0).is_passed(1, 100));
        assert!(SkipLimit::Percent(1.0).is_passed(1, 99));
    }
}
