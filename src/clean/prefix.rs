//! Prefixes whose hyphen does not part two words: "co-operation" and "cooperation" are one form.
//!
//! Takes what stands on both sides of a hyphen, and says whether it joins them; takes a form with such
//! hyphens, gives the form without. The rule asks for nothing but the word itself, so that a text has
//! the same words in every corpus: prefixes and exceptions are lists (`data/prefixes.tsv`,
//! `data/hyphenated_words.tsv`).

use std::sync::LazyLock;

use crate::data::{DataFile, WordSet};

static PREFIXES: LazyLock<Vec<(&'static str, bool)>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/prefixes.tsv"));
    let rows = file.rows();
    rows.map(|[prefix, before_capital]| (prefix, before_capital == "joined"))
        .collect()
});

/// Words that keep their hyphen.
static HYPHENATED: LazyLock<WordSet> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/hyphenated_words.tsv"));
    file.rows().map(|[word]| word).collect()
});

/// The most bytes of a prefix.
pub(crate) const LONGEST_PREFIX: usize = 5;

/// Whether this is a hyphen inside a word.
#[must_use]
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether `word` is a prefix that a hyphen joins to what follows: at least two letters, small ones, or
/// after a prefix that begins with a capital and precedes no names also capital ones ("Co-Chair").
#[must_use]
pub(crate) fn is_joined_prefix(word: &str, following: &str) -> bool {
    let mut letters = following.chars();
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else {
        return false;
    };
    if word.len() > LONGEST_PREFIX || !first.is_alphabetic() || !second.is_alphabetic() {
        return false;
    }
    let begins_with_capital = word.chars().next().is_some_and(char::is_uppercase);
    let lower = word.to_lowercase();
    let mut prefixes = PREFIXES.iter();
    let known = prefixes.find(|(prefix, _)| *prefix == lower);
    known.is_some_and(|(_, before_capital)| {
        !first.is_uppercase() || begins_with_capital && *before_capital
    })
}

/// A form without the hyphens of its prefixes; none if it has no such hyphen.
pub(super) fn without_prefix_hyphens(form: &str) -> Option<String> {
    let hyphen = form.find(is_hyphen)?;
    let (prefix, rest) = form.split_at(hyphen);
    let rest = rest.trim_start_matches(is_hyphen);
    if !is_joined_prefix(prefix, rest) {
        return None;
    }
    let rest = without_prefix_hyphens(rest).unwrap_or_else(|| rest.to_owned());
    let hyphenated = format!("{prefix}-{rest}");
    let keeps_hyphen = HYPHENATED.contains(&hyphenated);
    Some(if keeps_hyphen {
        hyphenated
    } else {
        format!("{prefix}{rest}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(form: &str) -> String {
        without_prefix_hyphens(form).unwrap_or_else(|| form.to_owned())
    }

    #[test]
    fn hyphens_of_prefixes_go() {
        for (written, expected) in [
            ("co-operation", "cooperation"),
            ("re-election", "reelection"),
            ("pre\u{2011}eminent", "preeminent"),
            ("re-co-ordinated", "recoordinated"),
            ("socio-economic", "socioeconomic"),
            ("ré-élire", "réélire"),
            ("re-sign", "re-sign"),
            ("re\u{2010}signed", "re-signed"),
            ("re-signal", "resignal"),
        ] {
            assert_eq!(form(written), expected);
        }
        for other in [
            "non-aligned",
            "self-made",
            "long-term",
            "co-",
            "re-4",
            "x-ray",
        ] {
            assert_eq!(form(other), other);
        }
    }

    #[test]
    fn names_after_a_prefix_stay_words() {
        for (prefix, following, is_joined) in [
            ("Co", "Chair", true),
            ("CO", "OPERATION", true),
            ("Re", "elected", true),
            ("re", "Nazify", false),
            ("Inter", "American", false),
            ("pre", "Roman", false),
            ("Pre", "war", true),
            ("PRE", "WAR", false),
            ("co", "2", false),
            ("co", "x", false),
            ("court", "yard", false),
        ] {
            assert_eq!(is_joined_prefix(prefix, following), is_joined, "{prefix}");
        }
    }

    #[test]
    fn prefixes_are_as_short_as_stated() {
        assert!(
            PREFIXES
                .iter()
                .all(|(prefix, _)| prefix.len() <= LONGEST_PREFIX)
        );
        let mut hyphenated = HYPHENATED.iter();
        assert!(hyphenated.all(|word| without_prefix_hyphens(word).as_deref() == Some(word)));
    }
}
