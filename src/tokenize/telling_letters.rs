//! Takes a text and its script, gives the language that certain letters tell, if there are enough of them:
//! `ێ` and `ڵ` are Sorani, `嘅` and `咗` Cantonese. The letters are those of `data/telling_letters.tsv`.

use std::sync::LazyLock;

use icu_properties::props::Script;

use super::script::script_of;
use crate::data::DataFile;
use crate::model::Language;

/// One letter in so many tells the language.
const ONE_IN: usize = 50;

/// A language that letters tell.
struct Told {
    language: Language,
    script: Script,
    letters: &'static str,
    others: &'static str,
    fewest: usize,
}

static TOLD: LazyLock<Vec<Told>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/telling_letters.tsv"));
    let rows = file.rows().filter_map(|[code, letters, others, fewest]| {
        Some(Told {
            language: Language::from_code(code)?,
            script: script_of(letters.chars().next()?),
            letters,
            others,
            fewest: fewest.parse().ok()?,
        })
    });
    rows.collect()
});

/// The language that letters of a text in this script tell, if they do.
pub(super) fn language_of(text: &str, script: Script) -> Option<Language> {
    let may_be = |told: &&Told| told.script == script;
    if text.is_ascii() || !TOLD.iter().any(|told| may_be(&told)) {
        return None;
    }
    let text = text.to_lowercase();
    let all = text.chars().filter(|c| c.is_alphabetic()).count();
    let mut told = TOLD.iter().filter(may_be);
    let told = told.find(|told| {
        let count = |letters: &str| text.chars().filter(|c| letters.contains(*c)).count();
        let own = count(told.letters);
        own >= told.fewest && own * ONE_IN >= all && count(told.others) == 0
    });
    told.map(|told| told.language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::detect;

    #[test]
    fn every_language_is_known_and_its_letters_are_of_one_script() {
        let file = DataFile::new(include_str!("../data/telling_letters.tsv"));
        assert_eq!(file.rows::<4>().count(), TOLD.len());
        for told in TOLD.iter() {
            assert!(told.letters.chars().all(|c| script_of(c) == told.script));
        }
    }

    #[test]
    fn letters_tell_languages_that_the_detector_does_not() {
        for (code, text) in [
            (
                "ak",
                "Yɛn nyinaa yɛwɔ ho kwan sɛ yɛka deɛ ɛwɔ yɛn tirim, na obiara nni ho kwan sɛ ɔsiw yɛn kwan.",
            ),
            (
                "ckb",
                "پردەکە لە زستاندا داخرا بوو و خەڵکی گوندەکە نەیاندەتوانی بچنە ئەو بەری ڕووبارەکە هەتا بەفرەکە توایەوە، ئێستا کراوەتەوە.",
            ),
            (
                "fa",
                "پل در زمستان بسته بود و مردم روستا نمی‌توانستند به آن سوی رودخانه بروند تا برف آب شد.",
            ),
            (
                "yue",
                "條橋冬天閂咗，啲村民過唔到對岸，要等啲雪融晒先至開返，佢哋都好開心。",
            ),
            (
                "zh",
                "這座橋在冬天關閉，村民無法到對岸去，要等雪融化以後才重新開放，他們都很高興。",
            ),
            (
                "is",
                "Brúin var lokuð í vetur og þorpsbúar komust ekki yfir ána.",
            ),
        ] {
            assert_eq!(detect(text).detected.language.code(), code, "{text}");
        }
    }

    #[test]
    fn a_single_letter_in_a_long_text_tells_nothing() {
        let text = "The bridge was closed in winter, and the people of Þingvellir waited for the snow to melt before they could cross the river.";
        assert_eq!(detect(text).detected.language.code(), "en");
    }
}
