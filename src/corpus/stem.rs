//! Snowball stems by language, from rust-stemmers.

use std::collections::BTreeMap;

use rust_stemmers::Stemmer;

use crate::model::Language;
use crate::parser_guard::caught;

/// The stemmers of the languages asked for so far.
#[derive(Default)]
pub struct Stems {
    stemmers: BTreeMap<Language, Option<Stemmer>>,
}

impl Stems {
    /// The stem of a form; the form itself in a language without a stemmer.
    #[must_use]
    pub fn stem(&mut self, form: &str, language: Language) -> String {
        let stemmer = self
            .stemmers
            .entry(language)
            .or_insert_with(|| language.stemmer().map(Stemmer::create));
        let Some(stemmer) = stemmer else {
            return form.to_owned();
        };
        // The generated stemmers slice strings by byte; a form they trip over keeps itself.
        let stem = caught(|| Ok(stemmer.stem(form).into_owned()));
        stem.ok()
            .filter(|stem| !stem.is_empty())
            .unwrap_or_else(|| form.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(form: &str, code: &str) -> String {
        Stems::default().stem(form, Language::from_code(code).expect("a language"))
    }

    #[test]
    fn stems_are_snowball_stems() {
        assert_eq!(stem("sovereignty", "en"), "sovereignti");
        assert_eq!(stem("multilateralism", "en"), "multilater");
        assert_eq!(stem("world's", "en"), "world");
        assert_eq!(stem("souveraineté", "fr"), "souverainet");
        assert_eq!(stem("суверенитета", "ru"), "суверенитет");
    }

    #[test]
    fn a_language_without_a_stemmer_keeps_its_forms() {
        assert_eq!(stem("주권", "ko"), "주권");
        assert_eq!(
            Stems::default().stem("word", Language::UNDETERMINED),
            "word"
        );
    }

    #[test]
    fn no_form_stems_to_nothing() {
        for form in ["'", "''", "s", "'s", "é", "ß", "", "ي", "ال", "x'"] {
            for code in Language::codes() {
                assert_eq!(
                    stem(form, code).is_empty(),
                    form.is_empty(),
                    "{form} {code}"
                );
            }
        }
    }
}
