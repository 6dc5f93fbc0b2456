//! The ranges of numbers: which settings have one, and the check that they share.

use crate::error::{Error, Result};
use crate::model::SHINGLE;

/// The range of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The least value; with `is_above`, the number must be larger.
    pub least: f64,
    /// The largest value; none: any.
    pub most: Option<f64>,
    /// Whether the least value is refused itself.
    pub is_above: bool,
    /// What the number is, as in "a share "; empty for a count.
    kind: &'static str,
    /// What is counted, as in " words"; empty for a share.
    unit: &'static str,
}

impl Bounds {
    const fn count(least: f64, most: Option<f64>, unit: &'static str) -> Self {
        Self {
            least,
            most,
            is_above: false,
            kind: "",
            unit,
        }
    }

    const fn share(kind: &'static str, least: f64) -> Self {
        Self {
            kind,
            ..Self::count(least, Some(1.0), "")
        }
    }

    /// Above 0 to 1.
    const fn above_zero(kind: &'static str) -> Self {
        Self {
            is_above: true,
            ..Self::share(kind, 0.0)
        }
    }

    fn holds(&self, value: f64) -> bool {
        let is_enough = value > self.least || value == self.least && !self.is_above;
        is_enough && value.is_finite() && self.most.is_none_or(|most| value <= most)
    }

    /// The range in words.
    fn expected(&self) -> String {
        let Self { least, kind, .. } = self;
        let unit = self.unit;
        match self.most {
            None => format!("{least} or more{unit}"),
            Some(most) if self.is_above => format!("{kind}above {least} and at most {most}"),
            Some(most) if !kind.is_empty() => format!("{kind}from {least} to {most}"),
            Some(most) if *least == 0.0 => format!("at most {most}{unit}"),
            Some(most) => format!("{least} to {most}{unit}"),
        }
    }
}

/// The settings with a range that is narrower than that of their type.
const BOUNDS: [(&str, Bounds); 16] = [
    ("copies.copy_similarity", Bounds::share("a share ", 0.5)),
    ("terms.max_df", Bounds::above_zero("a share ")),
    (
        "phrases.max_phrase_length",
        Bounds::count(1.0, Some(5.0), " words"),
    ),
    (
        "phrases.phrases_per_document",
        Bounds::count(1.0, Some(100.0), " phrases"),
    ),
    (
        "cooccurrence.pair_phrases",
        Bounds::count(0.0, Some(2_000.0), " phrases"),
    ),
    (
        "collocates.collocate_window",
        Bounds::count(1.0, Some(100.0), " tokens"),
    ),
    (
        "concepts.resamples",
        Bounds::count(0.0, Some(100_000.0), ""),
    ),
    // A passage begins with a run of so many words.
    (
        "passages.shortest_passage",
        Bounds::count(SHINGLE as f64, None, " words"),
    ),
    ("passages.passage_identity", Bounds::share("a share ", 0.5)),
    (
        "wording.document_similarity",
        Bounds::share("a share ", 0.0),
    ),
    (
        "wording.sentence_similarity",
        Bounds::share("a share ", 0.0),
    ),
    (
        "similarity.neighbours",
        Bounds::count(1.0, Some(1_000.0), " documents"),
    ),
    (
        "similarity.least_similarity",
        Bounds::share("a cosine ", 0.0),
    ),
    (
        "network.network_phrases",
        Bounds::count(0.0, Some(2_000.0), " phrases"),
    ),
    (
        "network.network_terms",
        Bounds::count(0.0, Some(2_000.0), " phrases"),
    ),
    ("network.backbone", Bounds::above_zero("a level ")),
];

/// The range of the setting of this name, such as `phrases.max_phrase_length`; none: any number from 0.
#[must_use]
pub fn bounds(name: &str) -> Option<Bounds> {
    let found = BOUNDS.iter().find(|(known, _)| *known == name);
    found.map(|(_, bounds)| *bounds)
}

/// Fails if the number of the setting of this name is out of its range.
pub(super) fn check_number(name: &str, value: impl Into<f64>) -> Result<()> {
    let value = value.into();
    let bounds = bounds(name).unwrap_or(Bounds::count(0.0, None, ""));
    if bounds.holds(value) {
        return Ok(());
    }
    Err(Error::setting(
        name,
        format!("{value} is out of range; expected {}", bounds.expected()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_out_of_range_is_named_with_its_range() {
        for (name, value, expected) in [
            ("phrases.max_phrase_length", 0.0, "1 to 5 words"),
            ("phrases.max_phrase_length", 6.0, "1 to 5 words"),
            ("cooccurrence.pair_phrases", 2001.0, "at most 2000 phrases"),
            ("copies.copy_similarity", 0.4, "a share from 0.5 to 1"),
            ("terms.max_df", 0.0, "a share above 0 and at most 1"),
            (
                "similarity.least_similarity",
                f64::NAN,
                "a cosine from 0 to 1",
            ),
            ("passages.shortest_passage", 4.0, "5 or more words"),
            ("network.least_log_likelihood", -1.0, "0 or more"),
            ("network.least_log_likelihood", f64::INFINITY, "0 or more"),
        ] {
            let error = check_number(name, value).expect_err(name).to_string();
            let message = format!("{name}: {value} is out of range; expected {expected}");
            assert_eq!(error, message);
        }
        assert!(check_number("terms.max_df", 1.0).is_ok());
        assert!(check_number("network.least_log_likelihood", 0.0).is_ok());
    }
}
