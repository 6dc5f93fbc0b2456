//! The languages that a text's function words speak for.
//!
//! Takes a text, gives for each language how many of its words are on the language's stop-word
//! list. Words on the lists of many languages count for each of them.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::interner::Interner;
use super::short_key::SHORT;
use super::words::for_each_word;
use crate::data::DataFile;
use crate::model::Language;
use crate::order::Arrange as _;
use crate::sorted::{SortedMap, SortedSet};

/// A set of languages that have a list: a bit each, in the order of [`Lists::languages`].
type Set = u128;

/// The lists of all languages in one.
struct Lists {
    /// The languages that have a list; at most as many as a [`Set`] has bits.
    languages: Vec<Language>,
    /// Their words, and by number which of them have the word.
    words: Interner,
    sets: Vec<Set>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let listed: Vec<_> = listed().take(Set::BITS as usize).collect();
    let (mut words, mut sets) = (Interner::default(), Vec::new());
    for (bit, (_, list)) in listed.iter().enumerate() {
        for &word in list {
            let id = words.intern(word.as_bytes()) as usize;
            if id == sets.len() {
                sets.push(0);
            }
            sets[id] |= 1 << bit;
        }
    }
    Lists {
        languages: listed.into_iter().map(|(language, _)| language).collect(),
        words,
        sets,
    }
});

/// Small words of languages without a stop-word list.
static MORE: DataFile = DataFile::new(include_str!("../data/function_words.tsv"));

/// The languages that have a list, with their words.
fn listed() -> impl Iterator<Item = (Language, Vec<&'static str>)> {
    let more: SortedMap<&str, &str> = MORE.rows().map(|[code, words]| (code, words)).collect();
    Language::all().filter_map(move |language| {
        let stop_words = stop_words::lookup(language.code());
        let more = more.get(language.code()).map(|words| words.split(' '));
        let words = stop_words.into_iter().flatten().copied();
        let words: Vec<&str> = words.chain(more.into_iter().flatten()).collect();
        (!words.is_empty()).then_some((language, words))
    })
}

/// How many words of a text speak for each language.
#[derive(Debug)]
pub(super) struct FunctionWords {
    /// Words that hold a letter.
    words: u32,
    /// Languages with a word or more, by code.
    hits: Vec<(Language, u32)>,
    /// The words that are on a list, by number.
    known: Vec<u32>,
}

impl FunctionWords {
    /// Counts the words of a text.
    pub(super) fn of(text: &str) -> Self {
        let lists = &*LISTS;
        let mut counts = [0; Set::BITS as usize];
        let (mut words, mut known) = (0, Vec::new());
        for_each_word(text, |range| {
            let word = &text[range.clone()];
            // Some lists have digits on them, which are in every language.
            let is_letters = word.starts_with(|c: char| c.is_ascii_alphabetic());
            if !is_letters && !word.contains(char::is_alphabetic) {
                return;
            }
            words += 1;
            let id = lists.words.find_in_small_letters(text.as_bytes(), &range);
            let id = id.or_else(|| {
                let was_looked_up = word.is_ascii() && word.len() <= SHORT;
                (!was_looked_up).then(|| lists.words.find(folded(word).as_bytes()))?
            });
            known.extend(id);
            let mut set = id.map_or(0, |id| lists.sets[id as usize]);
            while set != 0 {
                counts[set.trailing_zeros() as usize] += 1;
                set &= set - 1;
            }
        });
        let counted = lists.languages.iter().copied().zip(counts);
        let mut hits: Vec<(Language, u32)> = counted.filter(|(_, n)| *n > 0).collect();
        hits.arrange();
        Self { words, hits, known }
    }

    /// How many words speak for a language; none if it has no list.
    pub(super) fn hits_of(&self, language: Language) -> Option<u32> {
        let mut known = self.hits.iter().filter(|(known, _)| *known == language);
        let is_listed = || LISTS.languages.contains(&language).then_some(0);
        known.next().map(|(_, hits)| *hits).or_else(is_listed)
    }

    /// How many different words of more than two letters speak for a language. Words of one or two
    /// letters are much the same all over the world.
    pub(super) fn distinct(&self, language: Language) -> usize {
        let mut languages = LISTS.languages.iter();
        let Some(bit) = languages.position(|listed| *listed == language) else {
            return 0;
        };
        let ids = self.known.iter().copied();
        let ids: SortedSet<u32> = ids
            .filter(|&id| LISTS.sets[id as usize] >> bit & 1 == 1)
            .collect();
        let words = ids.into_iter().map(|id| LISTS.words.strings().get(id));
        let words = words.filter(|word| String::from_utf8_lossy(word).chars().count() > 2);
        words.count()
    }

    /// The language that most words speak for, and how many.
    pub(super) fn most(&self) -> Option<(Language, u32)> {
        let hits = self.hits.iter().copied();
        hits.max_by_key(|(language, hits)| (*hits, Reverse(*language)))
    }

    /// How many words the text has.
    pub(super) fn words(&self) -> u32 {
        self.words
    }

    /// The language that most words speak for which do not speak for `main`, and how many.
    pub(super) fn beside(&self, main: Language) -> Option<(Language, u32)> {
        let languages = &LISTS.languages;
        let main = languages.iter().position(|language| *language == main)?;
        let mut counts = [0; Set::BITS as usize];
        let sets = self.known.iter().map(|&id| LISTS.sets[id as usize]);
        for mut set in sets.filter(|set| set >> main & 1 == 0) {
            while set != 0 {
                counts[set.trailing_zeros() as usize] += 1;
                set &= set - 1;
            }
        }
        let counted = languages.iter().copied().zip(counts);
        counted.max_by_key(|(language, count)| (*count, Reverse(*language)))
    }

    /// The language that so many of the words speak for that nothing else can be meant: one word in
    /// `one_in` or more, and twice as many as for any other language. Fewer than `fewest` words are
    /// never without doubt.
    pub(super) fn without_doubt(&self, fewest: u32, one_in: u32) -> Option<Language> {
        let &(language, most) = self.hits.iter().max_by_key(|(_, hits)| *hits)?;
        let others = self.hits.iter().filter(|(other, _)| *other != language);
        let next = others.map(|(_, hits)| *hits).max().unwrap_or(0);
        let is_clear = self.words >= fewest && most * one_in >= self.words && most >= 2 * next;
        is_clear.then_some(language)
    }
}

/// A word in small letters, with a straight apostrophe.
fn folded(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}

/// The language of a text by its function words: the one that the detector takes for `likely`, if
/// at most one word speaks better for another; else the one that most words speak for. At least two
/// must. It finds the language of single sentences, of which the detector alone is often wrong.
///
/// Beside it: its share of the words that speak for it or for the next best.
pub(super) fn by_function_words(
    words: &FunctionWords,
    likely: Language,
) -> Option<(Language, f64)> {
    let hits = &words.hits;
    let hits_of = |language| words.hits_of(language).unwrap_or(0);
    // A language without a list would lose to its relatives.
    words.hits_of(likely)?;
    let most = hits
        .iter()
        .map(|(_, n)| *n)
        .max()
        .filter(|most| *most >= 2)?;
    let language = if hits_of(likely) >= 2.max(most - 1) {
        likely
    } else {
        let mut best = hits.iter().filter(|(_, n)| *n == most);
        let (language, _) = best.next()?;
        if best.next().is_some() {
            return None;
        }
        *language
    };
    let best = hits_of(language);
    let others = hits.iter().filter(|(other, _)| *other != language);
    let next = others.map(|(_, n)| *n).max().unwrap_or(0);
    Some((language, f64::from(best) / f64::from(best + next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_bit() {
        assert_eq!(listed().count(), LISTS.languages.len());
        for [code, words] in MORE.rows() {
            let list = stop_words::lookup(code).into_iter().flatten();
            let mut shared = list.filter(|word| words.split(' ').any(|more| more == **word));
            assert_eq!(shared.next(), None, "{code}");
        }
    }

    #[test]
    fn a_text_is_without_doubt_if_it_is_long_and_no_other_language_comes_near() {
        let sentence =
            "The members of the council have said that they will not be at the meeting. ";
        let of = |text: &str| FunctionWords::of(text).without_doubt(60, 4);
        assert_eq!(of(&sentence.repeat(5)), Language::from_code("en"));
        assert_eq!(of(sentence), None);
        assert_eq!(
            of(&"Council members, delegates, observers: 5. ".repeat(30)),
            None
        );
        // Danish and Norwegian share too many of their small words.
        let sentence = "Det er ikke nok at tale om fred, og det er på tide at gøre noget ved det. ";
        assert_eq!(of(&sentence.repeat(5)), None);
    }
}
