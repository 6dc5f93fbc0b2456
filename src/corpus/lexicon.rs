//! What a form is: word, stop word, number ... by the rules and lists of its language.

use std::collections::{BTreeMap, BTreeSet};

use crate::clean::{FormMaker, elided_parts};
use crate::config::TokenizeConfig;
use crate::model::{FormKind, Language};
use crate::tokenize::{for_each_word, is_address, is_without_dictionary, script_of};

/// Chinese function words that the list lacks: those of one character, which the segmenter gives by
/// themselves, and traditional spellings.
const MORE_CHINESE: &str = "的 了 是 在 和 不 都 也 就 还 又 已 将 会 能 可 要 应 对 从 向 为 被 把 让 使 由 以 \
    于 而 但 并 则 等 中 上 下 里 内 外 前 后 时 与 及 或 更 很 最 去 来 到 着 过 地 得 有 没 个 这 那 之 其 所 一个 \
    這 個 們 對 從 為 讓 於 並 則 裡 內 後 時 與 還 將 會 應 來 著 過 沒 說 我們 他們 她們 你們 它們 這個 那個 這些 \
    因為 所以 雖然 沒有 什麼 怎麼 為了 對於 關於 以及 任何 一個";

/// Tells the kind of forms. Stop-word lists have gone through the same normalisation as the text.
pub(super) struct Lexicon<'a> {
    config: &'a TokenizeConfig,
    stop_words: BTreeMap<Language, BTreeSet<String>>,
}

impl<'a> Lexicon<'a> {
    /// A lexicon for these languages.
    pub(super) fn new(
        config: &'a TokenizeConfig,
        languages: impl IntoIterator<Item = Language>,
    ) -> Self {
        let maker = FormMaker::default();
        let stop_words = languages
            .into_iter()
            .map(|language| {
                let listed = listed_stop_words(language).filter(|_| config.stop_words);
                let extra = config.extra_stop_words.iter().map(String::as_str);
                // "l" and "d" alone, where a quotation mark stands after the apostrophe.
                let elided = elided_parts(language)
                    .iter()
                    .copied()
                    .filter(|_| listed.is_some());
                let listed = listed.unwrap_or_default().iter().copied();
                let more = if language.code() == "zh" {
                    MORE_CHINESE
                } else {
                    ""
                };
                let more_chinese = more.split_whitespace().filter(|_| config.stop_words);
                let entries = listed.chain(extra).chain(elided).chain(more_chinese);
                (
                    language,
                    entries
                        .filter_map(|word| one_form(word, language, &maker))
                        .collect(),
                )
            })
            .collect();
        Self { config, stop_words }
    }

    /// The kind of a form.
    pub(super) fn kind(&self, form: &str, language: Language) -> FormKind {
        if is_address(form) {
            FormKind::Address
        } else if form.chars().any(|c| is_without_dictionary(script_of(c))) {
            FormKind::Unsegmented
        } else if !self.config.numbers && !form.chars().any(char::is_alphabetic) {
            FormKind::Number
        } else if self
            .stop_words
            .get(&language)
            .is_some_and(|words| words.contains(form))
            || self.config.stop_words && is_particle(form, language)
        {
            FormKind::StopWord
        } else if form.chars().count() < self.config.min_chars as usize {
            FormKind::Short
        } else {
            FormKind::Word
        }
    }
}

/// Whether a Japanese form is one or two hiragana: a particle, or an ending that the segmenter parts
/// from its verb. Nouns and verbs so short are written in Chinese characters.
fn is_particle(form: &str, language: Language) -> bool {
    language.code() == "ja"
        && form.chars().count() <= 2
        && form.chars().all(|c| matches!(c, '\u{3041}'..='\u{309F}'))
}

/// The stop words of a language: NLTK's list where there is one, else that of Stopwords ISO.
pub(super) fn listed_stop_words(language: Language) -> Option<&'static [&'static str]> {
    stop_words::lookup(language.code())
}

/// The form of a list entry, if the tokeniser sees it as one word. A list of phrases is no use.
fn one_form(entry: &str, language: Language, maker: &FormMaker) -> Option<String> {
    let mut words = Vec::new();
    for_each_word(entry, |range| words.push(range));
    match words.as_slice() {
        [range] => Some(maker.form(&entry[range.clone()], language)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(form: &str, code: &str, config: &TokenizeConfig) -> FormKind {
        let language = Language::from_code(code).expect("a language");
        Lexicon::new(config, [language]).kind(form, language)
    }

    #[test]
    fn forms_are_classed_not_dropped() {
        let config = TokenizeConfig::default();
        assert_eq!(kind("don't", "en", &config), FormKind::StopWord);
        assert_eq!(kind("sovereignty", "en", &config), FormKind::Word);
        assert_eq!(kind("2030", "en", &config), FormKind::Number);
        assert_eq!(kind("2nd", "en", &config), FormKind::Word);
        assert_eq!(kind("a@b.org", "en", &config), FormKind::Address);
        assert_eq!(kind("ᥖᥭᥰ", "en", &config), FormKind::Unsegmented);
        assert_eq!(kind("主权", "zh", &config), FormKind::Word);
        for (form, code) in [
            ("我们", "zh"),
            ("的", "zh"),
            ("の", "ja"),
            ("และ", "th"),
            ("สำหรับ", "th"),
            ("不", "zh"),
            ("我們", "zh"),
            ("てい", "ja"),
        ] {
            assert_eq!(kind(form, code, &config), FormKind::StopWord, "{form}");
        }
        for (form, code) in [("l", "fr"), ("qu", "fr"), ("dell", "it"), ("d", "ca")] {
            assert_eq!(kind(form, code, &config), FormKind::StopWord, "{form}");
        }
        assert_eq!(kind("für", "de", &config), FormKind::StopWord);
        assert_eq!(kind("the", "fr", &config), FormKind::Word);
    }

    #[test]
    fn settings_move_the_line() {
        let config = TokenizeConfig {
            extra_stop_words: vec!["Mr".into()],
            min_chars: 3,
            numbers: true,
            stop_words: false,
            ..TokenizeConfig::default()
        };
        assert_eq!(kind("mr", "en", &config), FormKind::StopWord);
        assert_eq!(kind("the", "en", &config), FormKind::Word);
        assert_eq!(kind("un", "en", &config), FormKind::Short);
        assert_eq!(kind("2030", "en", &config), FormKind::Word);
    }

    #[test]
    fn every_stemmed_language_but_one_has_a_stop_word_list() {
        let without: Vec<_> = Language::codes()
            .filter(|code| Language::from_code(code).is_some_and(|l| l.stemmer().is_some()))
            .filter(|code| stop_words::lookup(code).is_none())
            .collect();
        assert!(without.is_empty(), "{without:?}");
    }
}
