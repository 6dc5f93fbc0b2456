//! The language of a document, told from a sample of it.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use whatlang::Script;

use super::script::is_unspaced;
use super::words::for_each_word;
use crate::model::Language;

/// How much of a document is looked at, in bytes. The detector's answer is settled well before.
const SAMPLE: usize = 1200;
/// The fewest letters that the detector can be sure of. Its own word for it is not enough: it is
/// sure of a wrong language for many a single sentence.
const FEWEST_LETTERS: usize = 200;

/// What the detector says of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Detected {
    /// The likeliest language.
    pub language: Language,
    /// The script the sample is written in, if it has letters.
    pub script: Option<Script>,
    /// Whether the detector is sure of it. Short texts often leave it unsure.
    pub is_sure: bool,
}

/// A language that is known, not detected; the script is that of the text.
#[must_use]
pub(super) fn stated(language: Language, text: &str) -> Detected {
    let script = whatlang::detect_script(sample(text));
    Detected {
        language,
        script,
        is_sure: true,
    }
}

/// Detects the language of `text`.
///
/// The sample is taken from the middle, since headers and footers are often in another language,
/// and leaves out scripts without spaces, since a document that is mostly such was refused before.
#[must_use]
pub fn detect(text: &str) -> Detected {
    let sample = sample(text);
    let info = if sample.is_ascii() {
        whatlang::detect(sample)
    } else {
        let spaced: String = sample.chars().filter(|&c| !is_unspaced(c)).collect();
        whatlang::detect(&spaced)
    };
    let Some(info) = info else {
        return Detected {
            language: Language::UNDETERMINED,
            script: None,
            is_sure: false,
        };
    };
    let (language, script) = (Language::from_detector(info.lang()), Some(info.script()));
    let is_clear = info.is_reliable() && has_letters(sample, FEWEST_LETTERS);
    let told = if is_clear {
        Some(language)
    } else {
        by_function_words(sample, language)
    };
    Detected {
        language: told.unwrap_or(language),
        script,
        is_sure: told.is_some(),
    }
}

/// The languages that have a word on their stop-word list, by word.
static FUNCTION_WORDS: LazyLock<HashMap<&'static str, Vec<Language>>> = LazyLock::new(|| {
    let mut languages: HashMap<&'static str, Vec<Language>> = HashMap::new();
    for language in Language::all() {
        for word in stop_words::lookup(language.code()).unwrap_or_default() {
            languages.entry(word).or_default().push(language);
        }
    }
    languages
});

/// The language of a text by the stop-word lists that its words are on: the one that the detector
/// takes for `likely`, if at most one word speaks better for another; else the one that most words
/// speak for. At least two must. It tells the language of single sentences, of which the detector
/// alone is often wrong.
fn by_function_words(text: &str, likely: Language) -> Option<Language> {
    let mut hits: BTreeMap<Language, u32> = BTreeMap::new();
    for_each_word(text, |range| {
        // Some lists have digits on them, which are in every language.
        if !text[range.clone()].contains(char::is_alphabetic) {
            return;
        }
        let word = text[range].to_lowercase().replace('\u{2019}', "'");
        for &language in FUNCTION_WORDS.get(word.as_str()).into_iter().flatten() {
            *hits.entry(language).or_default() += 1;
        }
    });
    let most = hits.values().copied().max().filter(|most| *most >= 2)?;
    if hits
        .get(&likely)
        .is_some_and(|&hits| hits >= 2.max(most - 1))
    {
        return Some(likely);
    }
    let mut best = hits.into_iter().filter(|(_, hits)| *hits == most);
    let (language, _) = best.next()?;
    best.next().is_none().then_some(language)
}

fn has_letters(text: &str, fewest: usize) -> bool {
    text.chars()
        .filter(|c| c.is_alphabetic())
        .nth(fewest - 1)
        .is_some()
}

/// The middle of a text, cut at blanks where there are any.
fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE {
        return text;
    }
    let start = text.ceil_char_boundary((text.len() - SAMPLE) / 2);
    let end = text.floor_char_boundary(start + SAMPLE);
    let middle = &text[start..end];
    let from = middle.find(' ').map_or(0, |blank| blank + 1);
    let to = middle
        .rfind(' ')
        .filter(|&blank| blank > from)
        .unwrap_or(middle.len());
    &middle[from..to]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        let cases = [
            (
                "The international community should strengthen cooperation between all countries.",
                "en",
            ),
            (
                "La communauté internationale devrait renforcer la coopération entre tous les pays.",
                "fr",
            ),
            (
                "Международное сообщество должно укреплять сотрудничество между странами мира.",
                "ru",
            ),
            (
                "La comunidad internacional debe fortalecer la cooperación entre todos los países.",
                "es",
            ),
        ];
        for (text, code) in cases {
            let detected = detect(text);
            assert_eq!(detected.language.code(), code, "{text}");
            let long = detect(&format!("{text} {text} {text}"));
            assert_eq!((long.language.code(), long.is_sure), (code, true), "{text}");
        }
        for (text, code) in [
            ("The committee will meet again next week.", "en"),
            (
                "The government said that cyber sovereignty matters. The digital divide matters too.",
                "en",
            ),
            (
                "Le comité se réunira de nouveau la semaine prochaine.",
                "fr",
            ),
        ] {
            let detected = detect(text);
            assert_eq!(
                (detected.language.code(), detected.is_sure),
                (code, true),
                "{text}"
            );
        }
        assert!(!detect("Digital divide").is_sure && !detect("1 2 3 4 km").is_sure);
        assert_eq!(detect("12 34").language, Language::UNDETERMINED);
    }

    #[test]
    fn a_chinese_header_does_not_mislabel_an_english_report() {
        let text = "当前位置：新闻中心 英语频道\n\nThe president urged all countries to build a community of shared destiny in cyberspace.";
        assert_eq!(detect(text).language.code(), "en");
    }

    #[test]
    fn the_sample_is_the_middle_of_a_long_text() {
        let text = format!(
            "{} middle {}",
            "заголовок ".repeat(500),
            "конец ".repeat(500)
        );
        let sample = sample(&text);
        assert!(sample.len() <= SAMPLE && !sample.starts_with(' '));
        assert_eq!(super::sample(&"x".repeat(5000)).len(), SAMPLE);
    }
}
