//! Where a word goes on over a hyphen, and where it should have ended at a full stop.
//!
//! UAX #29 parts "co-operation" and joins "ended.Delegates". Both are put right here, by what stands
//! on both sides of the mark and nothing else, so that a text has the same words in every corpus.

use std::ops::Range;
use std::sync::LazyLock;

use crate::clean::{LONGEST_PREFIX, is_joined_prefix};
use crate::data::{DataFile, WordSet};

/// What follows the full stop of an address or the name of a file, which is no word of a text.
static NAME_ENDINGS: LazyLock<WordSet> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/name_endings.tsv"));
    file.rows().map(|[ending]| ending).collect()
});

/// The most bytes of an elided word with its apostrophe, of those that stand before prefixes.
const LONGEST_ELIDED: usize = 5;

/// Whether the letters of `part` are a prefix that the hyphen behind them joins to what follows it at
/// `next`.
#[inline]
pub(super) fn goes_on_over_hyphen(text: &str, part: Range<usize>, next: usize) -> bool {
    // With an elided word before it, as in "l'inter-syndicale".
    if part.len() > LONGEST_PREFIX + LONGEST_ELIDED {
        return false;
    }
    let prefix = text[part].rsplit(['\'', '\u{2019}']).next();
    prefix.is_some_and(|prefix| is_joined_prefix(prefix, &text[next..]))
}

/// Where the full stop stands that a blank should follow: "ended.Delegates". It has two small letters
/// or more before it, the first of three may be a capital, and a capitalised word behind it. What has
/// several full stops, further capitals, or the ending of an address or file is a name, an
/// abbreviation or code: "Ph.D", "e.g.Foo", "U.S.A", "java.util.List", "example.Org".
#[cold]
pub(super) fn missing_blank(word: &str, following: &str) -> Option<usize> {
    let (before, after) = word.split_once('.')?;
    let is_code = following.starts_with(['(', '_', '=', '[', '/', '\\']);
    if is_code || after.contains('.') || before.chars().any(|c| !c.is_alphabetic()) {
        return None;
    }
    let mut letters = before.chars();
    let begins_with_capital = letters.next().is_some_and(char::is_uppercase);
    let small = letters.filter(|c| c.is_lowercase()).count() + 1;
    let is_word = small == before.chars().count() && small >= 2 + usize::from(begins_with_capital);
    let mut letters = after.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    // An apostrophe may follow: "ended.It's".
    let is_sentence_start = letters
        .take_while(|c| !matches!(c, '\'' | '\u{2019}'))
        .all(char::is_lowercase);
    let is_ending = || NAME_ENDINGS.contains(&after.to_lowercase());
    (is_word && is_capital && is_sentence_start && !is_ending()).then_some(before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capitalised_word_behind_a_full_stop_begins_a_sentence() {
        for (word, stop) in [
            ("ended.Delegates", 5),
            ("us.They", 2),
            ("Berlin.Er", 6),
            ("home.I", 4),
            ("once.It's", 4),
            ("terminé.Les", 8),
            ("конец.Они", 10),
        ] {
            assert_eq!(missing_blank(word, " went"), Some(stop), "{word}");
        }
    }

    #[test]
    fn names_abbreviations_and_code_stay_whole() {
        for word in [
            "Ph.D",
            "U.S.A",
            "e.g.Foo",
            "Mr.Smith",
            "example.Org",
            "example.org",
            "java.util.List",
            "System.IO",
            "file.ReadAll",
            "README.Md",
            "v2.Beta",
            "i.Device",
        ] {
            assert_eq!(missing_blank(word, " went"), None, "{word}");
        }
        assert_eq!(missing_blank("system.Print", "(x)"), None);
    }
}
