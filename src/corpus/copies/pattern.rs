//! Whether two texts were made after one pattern: a release, a result or a forecast with other names and numbers.
//!
//! Takes which words of a text another one has, and what kind each of its words is. When a copy is changed,
//! names and numbers are among the changed words as often as elsewhere in the text; in texts after one pattern
//! the changed words are names and numbers, and hardly anything else.

/// So many changed words say what kind of words are changed, in so many places.
const LEAST_CHANGED: usize = 4;
const LEAST_PLACES: usize = 3;
/// By how many hundredths the share of names and numbers among changed words is above that of the others.
const MORE_NAMES: usize = 30;
/// The same of numbers alone, which few texts have many of.
const MORE_NUMBERS: usize = 20;
/// The least share elsewhere that is assumed, in hundredths: a short text may have none by chance.
const LEAST_ELSEWHERE: usize = 2;
/// By how many standard errors the share must be above that of the others, squared.
const SURE: f64 = 11.0;

/// What kind of word one is, as far as its spelling shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It has a digit.
    Number,
    /// It begins with a capital: a name, or any noun in German.
    Name,
    /// Any other.
    Plain,
}

impl Kind {
    /// The kind of a word by its spelling.
    pub(super) fn of(surface: &[u8]) -> Self {
        let text = String::from_utf8_lossy(surface);
        if text.chars().any(char::is_numeric) {
            Self::Number
        } else if text.chars().next().is_some_and(char::is_uppercase) {
            Self::Name
        } else {
            Self::Plain
        }
    }
}

/// Whether the words that the other text does not have are names and numbers, and so more than chance. Stretches of
/// `longest` words and more that it does not have are the text's own: they say nothing of a pattern.
pub(super) fn is_pattern(is_shared: &[bool], kinds: &[Kind], longest: usize) -> bool {
    let mut changed = Vec::new();
    let mut places = 0;
    let mut start = 0;
    for stretch in is_shared.chunk_by(|a, b| a == b) {
        if !stretch[0] && stretch.len() < longest {
            changed.extend(kinds.get(start..start + stretch.len()).unwrap_or_default());
            places += 1;
        }
        start += stretch.len();
    }
    let same = || is_shared.iter().zip(kinds).filter(|(shared, _)| **shared);
    let same: Vec<Kind> = same().map(|(_, kind)| *kind).collect();
    let is_more = |more: usize, is_of: fn(&Kind) -> bool| {
        let count = |kinds: &[Kind]| kinds.iter().filter(|kind| is_of(kind)).count();
        is_above(
            (count(&changed), changed.len()),
            (count(&same), same.len()),
            more,
        )
    };
    changed.len() >= LEAST_CHANGED
        && places >= LEAST_PLACES
        && (is_more(MORE_NAMES, |kind| *kind != Kind::Plain)
            || is_more(MORE_NUMBERS, |kind| *kind == Kind::Number))
}

/// Whether so many of some words are by so many hundredths, and surely, more than so many of others.
fn is_above((some, of): (usize, usize), (others, of_others): (usize, usize), more: usize) -> bool {
    if of == 0 || of_others == 0 {
        return false;
    }
    let part = some as f64 / of as f64;
    let expected = others as f64 / of_others as f64;
    let expected = expected.max(LEAST_ELSEWHERE as f64 / 100.0);
    let above = part - expected;
    let variance = expected * (1.0 - expected) / of as f64;
    above * 100.0 >= more as f64 && above * above >= SURE * variance
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the words of a text in brackets, changed in the other, make it one of a pattern.
    fn is_of_pattern(text: &str) -> bool {
        let words = || text.split(' ');
        let is_shared: Vec<bool> = words().map(|word| !word.starts_with('[')).collect();
        let kinds = words().map(|word| Kind::of(word.trim_matches(['[', ']']).as_bytes()));
        is_pattern(&is_shared, &kinds.collect::<Vec<_>>(), 10)
    }

    #[test]
    fn names_and_numbers_that_differ_make_a_pattern() {
        for text in [
            "the board of [Halden] named [Ruth] [Amsel] head of sales from [3] [May] after [12] years at [Quorn]",
            "am [7.] steigen die Werte auf [23] Grad der Regen bleibt bei [40] Prozent und Böen bis [60] Stundenkilometer",
            "公司 [3] 月 [14] 日 宣布 去年 收入 [52] 亿元 同比 增长 [8] 现有 员工 [930] 人",
            "la société [Orvane] nomme [Lise] [Aubry] à la tête de son site de [Metz] où [340] personnes travaillent",
        ] {
            assert!(is_of_pattern(text), "{text}");
        }
    }

    #[test]
    fn other_changes_make_a_copy() {
        for text in [
            "the [council] of Halden [will] widen the quay [in] May and the mayor [hopes] that [ships] return to Quorn",
            "am 7. steigen die [Werte] auf 23 Grad der [Regen] bleibt [bei] 40 Prozent [und] Böen bis 60 Stundenkilometer",
            // A toll that was corrected, and a name.
            "the storm killed [14] people and cut off [Halden] for two days while crews cleared the road to the south",
            "wer Namen und Zahlen wie [Halden] oder [Quorn] liest und [dann] wieder [andere] Namen wie Metz in Mai",
        ] {
            assert!(!is_of_pattern(text), "{text}");
        }
        assert!(!is_pattern(&[], &[], 10) && !is_pattern(&[false], &[], 10));
    }
}
