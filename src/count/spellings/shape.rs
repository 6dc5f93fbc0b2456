//! What tells spellings of a form apart: where a word has capital letters, and a prefix a hyphen.

use crate::clean::is_hyphen;

/// Where a word has capital letters, and whether a hyphen that its form lacks. Where spellings are equally
/// frequent, the one listed first counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Small,
    /// In small letters with a hyphen.
    Hyphen,
    /// At its start only.
    Initial,
    /// Throughout.
    Capitals,
    Other,
}

/// How many there are.
pub(super) const SHAPES: usize = 5;

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        match capitals {
            0 if text.contains(is_hyphen) => Self::Hyphen,
            0 => Self::Small,
            1 if text.starts_with(char::is_uppercase) => Self::Initial,
            2.. if !text.contains(char::is_lowercase) => Self::Capitals,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_by_their_capitals_and_hyphens() {
        for (text, shape) in [
            ("security", Shape::Small),
            ("multi-view", Shape::Hyphen),
            ("Security", Shape::Initial),
            ("Éire", Shape::Initial),
            ("A", Shape::Initial),
            ("NATO", Shape::Capitals),
            ("ΟΗΕ", Shape::Capitals),
            ("COVID-19", Shape::Capitals),
            ("McDonald", Shape::Other),
            ("iPhone", Shape::Other),
            ("网络", Shape::Small),
        ] {
            assert_eq!(Shape::of(text), shape, "{text}");
        }
    }
}
