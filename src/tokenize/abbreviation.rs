//! Abbreviations: after which full stops a sentence goes on.
//!
//! Asked only where UAX #29 sees a sentence end after a full stop and blanks, so it costs nothing
//! elsewhere. By language there are three short lists: words that stand before a name, before a
//! number, or anywhere. Beside the lists, a single letter ("J. F. Kennedy", "z. B.") and letters
//! with full stops between ("U.S.", "e.g.") are abbreviations in every language, and in some a
//! number with a full stop is an ordinal ("3. Oktober").
//!
//! After an abbreviation that may stand anywhere the sentence ends if the next word is a
//! capitalised function word: "in the U.S. The ..." ends, "the U.S. Department" does not. Function
//! words are those of the stop-word lists.
//!
//! Lists rather than a crate: sentencex knows more languages and is maintained, but cuts texts, not
//! gaps between words, and its lists hold words that end real sentences ("may", "art", "no").

use std::sync::{LazyLock, OnceLock};

use foldhash::fast::FixedState;

use crate::clean::elided_parts;
use crate::data::DataFile;
use crate::model::Language;
use crate::sorted::SortedMap;

static ABBREVIATIONS: DataFile = DataFile::new(include_str!("../data/abbreviations.tsv"));
/// Languages in which a full stop after a number makes it an ordinal.
static ORDINAL_LANGUAGES: DataFile = DataFile::new(include_str!("../data/ordinal_languages.tsv"));

/// Words that are looked up, never listed.
type Words = hashbrown::HashSet<&'static str, FixedState>;

/// The abbreviations of one language.
#[derive(Debug, Default)]
pub struct Abbreviations {
    before_names: Words,
    before_numbers: Words,
    anywhere: Words,
    function_words: Words,
    /// The longest word of the three lists above that is all ASCII, in bytes.
    longest: usize,
    elided: &'static [&'static str],
    has_ordinals: bool,
    semicolon_asks: bool,
}

/// Each language's are made when a document is in it.
static ALL: LazyLock<SortedMap<Language, OnceLock<Abbreviations>>> = LazyLock::new(|| {
    let all = Language::all();
    all.map(|language| (language, OnceLock::new())).collect()
});
static NONE: LazyLock<Abbreviations> = LazyLock::new(Abbreviations::default);

impl Abbreviations {
    /// Those of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        let abbreviations = ALL.get(&language);
        abbreviations.map_or(&NONE, |lists| lists.get_or_init(|| Self::new(language)))
    }

    fn new(language: Language) -> Self {
        let code = language.code();
        let function_words = stop_words::lookup(code).unwrap_or_default();
        let mut abbreviations = Self {
            function_words: function_words.iter().copied().collect(),
            elided: elided_parts(language),
            has_ordinals: ORDINAL_LANGUAGES.rows().any(|[listed]| listed == code),
            semicolon_asks: code == "el",
            ..Self::default()
        };
        for [_, word, stands] in ABBREVIATIONS
            .rows()
            .filter(|[listed, _, _]| *listed == code)
        {
            let list = match stands {
                "before name" => &mut abbreviations.before_names,
                "before number" => &mut abbreviations.before_numbers,
                _ => &mut abbreviations.anywhere,
            };
            list.insert(word);
            if word.is_ascii() {
                abbreviations.longest = abbreviations.longest.max(word.len());
            }
        }
        abbreviations
    }

    /// Whether `;` is the question mark, as in Greek (also U+037E, which NFC makes of it).
    pub(super) fn semicolon_asks(&self) -> bool {
        self.semicolon_asks
    }

    /// Whether a sentence goes on after `word` and a full stop, `after` being what follows.
    pub(super) fn goes_on(&self, word: &str, after: &str) -> bool {
        // Nearly half of all sentences end with a longer word of nothing but letters.
        let is_letter = |byte: u8| byte.is_ascii_alphabetic();
        if word.len() > self.longest.max(1) && word.bytes().all(is_letter) {
            return false;
        }
        let word = word.to_lowercase();
        let word = self.without_elision(&word);
        if self.before_names.contains(word) {
            return true;
        }
        if self.before_numbers.contains(word) && after.starts_with(char::is_numeric) {
            return true;
        }
        let may_end = self.anywhere.contains(word)
            || is_letters_and_stops(word)
            || self.has_ordinals && is_ordinal(word);
        may_end && !self.begins_sentence(after)
    }

    /// The "art" of "l'art".
    fn without_elision<'a>(&self, word: &'a str) -> &'a str {
        match word.split_once(['\'', '\u{2019}']) {
            Some((part, rest)) if self.elided.contains(&part) => rest,
            _ => word,
        }
    }

    /// Whether a text that begins with a capital letter begins with a function word.
    fn begins_sentence(&self, text: &str) -> bool {
        let end = text.find(|c: char| !c.is_alphabetic());
        let (first, rest) = text.split_at(end.unwrap_or(text.len()));
        // One letter and a full stop is an initial.
        let is_initial = rest.starts_with('.') && is_one_letter(first);
        !is_initial && self.function_words.contains(first.to_lowercase().as_str())
    }
}

fn is_one_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars
        .next()
        .is_some_and(|c| c.is_lowercase() || c.is_uppercase())
        && chars.next().is_none()
}

/// One letter, or parts of one or two letters with full stops between ("u.s", "ph.d").
fn is_letters_and_stops(word: &str) -> bool {
    let has_stop = word.contains('.');
    let longest = if has_stop { 2 } else { 1 };
    word.split('.').all(|part| {
        let letters = part.chars().count();
        (1..=longest).contains(&letters) && part.chars().all(char::is_lowercase)
    })
}

/// A number of one or two digits.
fn is_ordinal(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goes_on(code: &str, word: &str, after: &str) -> bool {
        Abbreviations::of(Language::from_code(code).expect("a language")).goes_on(word, after)
    }

    #[test]
    fn lists_say_where_an_abbreviation_stands() {
        assert!(goes_on("en", "Mr", "The") && !goes_on("fr", "Mr", "Durand"));
        assert!(goes_on("en", "No", "5") && !goes_on("en", "No", "Nobody"));
        assert!(goes_on("en", "Inc", "Shares") && !goes_on("en", "Inc", "They"));
        assert!(goes_on("it", "l\u{2019}art", "3 Comma"));
        assert!(!goes_on("en", "else's", "Leave"));
        assert!(!Abbreviations::of(Language::UNDETERMINED).goes_on("Mr", "Smith"));
    }

    #[test]
    fn letters_with_stops_and_ordinals() {
        assert!(goes_on("en", "U.S", "Department") && !goes_on("en", "U.S", "The president"));
        assert!(goes_on("en", "J", "A. Smith") && !goes_on("en", "B", "A plan"));
        assert!(goes_on("de", "3", "Oktober") && !goes_on("en", "3", "October"));
        assert!(!goes_on("de", "2015", "Berlin") && !goes_on("de", "3", "Die"));
        assert!(!goes_on("en", "example.org", "Visit") && !goes_on("en", "end", "Next"));
    }

    #[test]
    fn lists_name_languages_and_places() {
        let places = ["before name", "before number", "anywhere"];
        for [code, word, stands] in ABBREVIATIONS.rows() {
            assert!(Language::from_code(code).is_some(), "{code}");
            assert!(places.contains(&stands), "{word}: {stands}");
        }
        for [code] in ORDINAL_LANGUAGES.rows() {
            assert!(Language::from_code(code).is_some(), "{code}");
        }
    }
}
