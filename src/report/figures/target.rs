//! What a mark of a figure stands for, as attributes by which the script of a page finds its lines.

use std::fmt::Write as _;

use super::text::clean;

/// What a mark stands for, so that a page can show the lines behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Target {
    /// A concept, by its place in the codebook.
    pub(crate) concept: Option<usize>,
    /// A source.
    pub(crate) source: Option<String>,
    /// A period, by its label.
    pub(crate) period: Option<String>,
    /// Words to look for, each in the same sentence as the others.
    pub(crate) words: Vec<String>,
}

impl Target {
    /// A concept in a source or a period.
    pub(crate) fn of(concept: usize, source: Option<&str>, period: Option<&str>) -> Self {
        Self {
            concept: Some(concept),
            source: source.map(ToOwned::to_owned),
            period: period.map(ToOwned::to_owned),
            words: Vec::new(),
        }
    }

    /// Words or phrases.
    pub(crate) fn words(words: &[&str]) -> Self {
        Self {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            ..Self::default()
        }
    }

    /// Attributes for the script of a page; `escaped` makes text fit for them.
    pub(super) fn attributes(&self, escaped: impl Fn(&str) -> String) -> String {
        let mut out = String::new();
        if let Some(concept) = self.concept {
            let _ = write!(out, " data-concept=\"{}\"", concept + 1);
        }
        let words = (!self.words.is_empty()).then(|| self.words.join(" & "));
        for (name, value) in [
            ("source", &self.source),
            ("period", &self.period),
            ("words", &words),
        ] {
            if let Some(value) = value {
                let _ = write!(out, " data-{name}=\"{}\"", escaped(&clean(value)));
            }
        }
        out
    }
}
