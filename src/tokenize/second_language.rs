//! Whether a good part of a text is in another language than the rest.
//!
//! Takes a text, its language and a suspicion from a sample, looks at short stretches from the whole text,
//! and gives the share of the words that are in stretches of the other language.

use super::function_words::FunctionWords;
use super::letters::pieces;
use crate::model::Language;

/// How many stretches are looked at, and how long each is at most, in bytes.
const STRETCHES: usize = 24;
const STRETCH: usize = 300;
/// Shorter stretches have too few small words to tell by.
const SHORTEST: usize = 40;
/// The share from which a second language is noted.
pub(super) const LEAST_SHARE: f64 = 0.25;
const MOST_SHARE: f64 = 0.65;
/// The other language is suspected if for so many words of a sample that speak for the main language only
/// one more speaks for it alone.
const ONE_IN: u32 = 5;

/// A language beside the one that most of a text is in, and its share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SecondLanguage {
    /// The language.
    pub language: Language,
    /// Its share of the text, from 0 to 1.
    pub share: f64,
}

impl SecondLanguage {
    /// What is said of it.
    #[must_use]
    pub fn note(self) -> String {
        let tenths = (self.share * 10.0).round().clamp(3.0, 9.0);
        let percent = if self.share < 0.3 {
            25.0
        } else {
            tenths * 10.0
        };
        format!("about {percent} % in {}", self.language.name())
    }
}

/// The language that a sample of a text in `main` may partly be in.
pub(super) fn suspected(words: &FunctionWords, main: Language) -> Option<Language> {
    let most = words.hits_of(main)?;
    let (language, hits) = words.beside(main)?;
    (hits > 2 && hits * ONE_IN >= most).then_some(language)
}

/// The suspected language, if a quarter or more of the text is in it.
pub(super) fn confirmed(text: &str, main: Language, other: Language) -> Option<SecondLanguage> {
    let length = (text.len() / STRETCHES).saturating_sub(1).min(STRETCH);
    if length < SHORTEST {
        return None;
    }
    let (mut all, mut within, mut stretches) = (0, 0, String::new());
    for stretch in pieces(text, STRETCHES, length) {
        let words = FunctionWords::of(stretch);
        all += words.words();
        if words.hits_of(other) > words.hits_of(main) {
            within += words.words();
            stretches.push_str(stretch);
            stretches.push(' ');
        }
    }
    let share = f64::from(within) / f64::from(all.max(1));
    let language = other;
    if !detector_agrees(&stretches, main, other) {
        return None;
    }
    // More is no second language, but a relative that the text may as well be in.
    (LEAST_SHARE..=MOST_SHARE)
        .contains(&share)
        .then_some(SecondLanguage { language, share })
}

/// Relatives share small words, so the detector is asked, too, about the stretches of the other language.
fn detector_agrees(stretches: &str, main: Language, other: Language) -> bool {
    let told = whatlang::detect(stretches).map(|info| Language::from_detector(info.lang()));
    told.is_some_and(|told| told == other || told != main && !other.is_detected())
}

#[cfg(test)]
mod tests {
    use crate::tokenize::language::detect;

    const ENGLISH: &str = "The council said that it will not be in the house before the end of the week, and \
                           that all of the members have been told what they are to do about it. ";
    const FRENCH: &str = "Le conseil a dit que la maison ne sera pas ouverte avant la fin de la semaine et \
                          que tous les membres savent ce qu'ils doivent faire dans les jours qui viennent. ";

    fn note(text: &str) -> Option<String> {
        detect(text).second.map(super::SecondLanguage::note)
    }

    #[test]
    fn a_good_part_in_another_language_is_noted() {
        let text = ENGLISH.repeat(6) + &FRENCH.repeat(4);
        assert_eq!(note(&text).as_deref(), Some("about 40 % in French"));
        let text = FRENCH.repeat(7) + &ENGLISH.repeat(3);
        assert_eq!(note(&text).as_deref(), Some("about 30 % in English"));
        let chinese = "各国应当尊重彼此的网络主权，共同维护网络空间的和平与安全。".repeat(6);
        let text = ENGLISH.repeat(5) + &chinese;
        let noted = note(&text).unwrap_or_default();
        assert!(noted.ends_with(" % in Chinese"), "{noted}");
    }

    #[test]
    fn a_text_in_one_language_has_no_note() {
        for text in [ENGLISH, FRENCH] {
            assert_eq!(note(&text.repeat(10)), None);
        }
        assert_eq!(note(&(ENGLISH.repeat(19) + FRENCH)), None);
        assert_eq!(note("Il a dit: the end."), None);
        let ukrainian = "Міст був зачинений усю зиму, і ніхто не міг перейти річку, поки не розтанув сніг на \
                         обох берегах, але навесні люди знову побачили його відкритим. ";
        assert_eq!(note(&ukrainian.repeat(8)), None);
    }
}
