//! The languages that a text's function words speak for.
//!
//! Takes a text, gives for each language how many of its words are on the language's stop-word
//! list. Words on the lists of many languages count for each of them.

use std::sync::LazyLock;

use super::interner::Interner;
use super::short_key::SHORT;
use super::words::for_each_word;
use crate::model::Language;
use crate::order::Arrange as _;

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
    let listed = Language::all().filter_map(|language| {
        let list = stop_words::lookup(language.code())?;
        Some((language, list))
    });
    let listed: Vec<_> = listed.take(Set::BITS as usize).collect();
    let (mut words, mut sets) = (Interner::default(), Vec::new());
    for (bit, (_, list)) in listed.iter().enumerate() {
        for &word in *list {
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

/// How many words of a text speak for each language.
#[derive(Debug)]
pub(super) struct FunctionWords {
    /// Words that hold a letter.
    words: u32,
    /// Languages with a word or more, by code.
    hits: Vec<(Language, u32)>,
}

impl FunctionWords {
    /// Counts the words of a text.
    pub(super) fn of(text: &str) -> Self {
        let lists = &*LISTS;
        let mut counts = [0; Set::BITS as usize];
        let mut words = 0;
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
            let mut set = id.map_or(0, |id| lists.sets[id as usize]);
            while set != 0 {
                counts[set.trailing_zeros() as usize] += 1;
                set &= set - 1;
            }
        });
        let counted = lists.languages.iter().copied().zip(counts);
        let mut hits: Vec<(Language, u32)> = counted.filter(|(_, n)| *n > 0).collect();
        hits.arrange();
        Self { words, hits }
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
    let hits_of = |language| {
        let mut known = hits.iter().filter(|(known, _)| *known == language);
        known.next().map_or(0, |(_, n)| *n)
    };
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
        let listed =
            Language::all().filter(|language| stop_words::lookup(language.code()).is_some());
        assert_eq!(listed.count(), LISTS.languages.len());
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
