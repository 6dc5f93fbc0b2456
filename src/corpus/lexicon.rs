//! What a form is: word, stop word, number ... by the rules and lists of its language.

use crate::clean::{FormMaker, elided_parts};
use crate::config::TokenizeConfig;
use crate::data::DataFile;
use crate::model::{FormKind, Language, WordLists};
use crate::sorted::{SortedMap, SortedSet};
use crate::tokenize::{for_each_word, is_address, is_without_dictionary, script_of};

/// Stop words that the list of their language lacks.
static MORE_STOP_WORDS: DataFile = DataFile::new(include_str!("../data/more_stop_words.tsv"));

/// What small words are shortened to behind another.
static SHORTENED_WORDS: DataFile = DataFile::new(include_str!("../data/shortened_words.tsv"));

/// Tells the kind of forms. Stop-word lists have gone through the same normalisation as the text.
pub(super) struct Lexicon<'a> {
    config: &'a TokenizeConfig,
    stop_words: SortedMap<Language, SortedSet<String>>,
}

impl<'a> Lexicon<'a> {
    /// A lexicon for these languages.
    pub(super) fn new(
        config: &'a TokenizeConfig,
        lists: &WordLists,
        languages: impl IntoIterator<Item = Language>,
    ) -> Self {
        let maker = FormMaker::default();
        let stop_words = languages
            .into_iter()
            .map(|language| {
                let listed = listed_stop_words(language).filter(|_| config.stop_words);
                let extra = config.extra_stop_words.iter().chain(&lists.stop_words);
                let extra = extra.map(String::as_str);
                // "l" and "d" alone, where a quotation mark stands after the apostrophe.
                let elided = elided_parts(language)
                    .iter()
                    .copied()
                    .filter(|_| listed.is_some());
                let listed = listed.unwrap_or_default().iter().copied();
                let more = MORE_STOP_WORDS.rows().filter_map(|[code, word]| {
                    (config.stop_words && code == language.code()).then_some(word)
                });
                let entries = listed.chain(extra).chain(elided).chain(more);
                let form = |word: &str| one_form(word, language, &maker);
                let mut words: SortedSet<String> = entries.filter_map(form).collect();
                add_joined_conjunctions(&mut words, language);
                for word in config.unstop.iter().filter_map(|word| form(word)) {
                    words.remove(&word);
                }
                (language, words)
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
        } else if self.is_stop_word(form, language) {
            FormKind::StopWord
        } else if form.chars().count() < self.config.min_chars as usize {
            FormKind::Short
        } else {
            FormKind::Word
        }
    }
}

impl Lexicon<'_> {
    /// Whether a form is in the list, is a particle, or a word of the list with what is shortened behind it.
    fn is_stop_word(&self, form: &str, language: Language) -> bool {
        let Some(words) = self.stop_words.get(&language) else {
            return self.config.stop_words && is_particle(form, language);
        };
        if words.contains(form) {
            return true;
        }
        let is_shortened = || {
            if !form.contains('\'') {
                return false;
            }
            let mut endings = SHORTENED_WORDS.rows();
            endings.any(|[code, ending]| {
                let before = form.strip_suffix(ending);
                let before = before.filter(|_| code == language.code());
                before.is_some_and(|before| self.is_stop_word(before, language))
            })
        };
        self.config.stop_words && (is_particle(form, language) || is_shortened())
    }
}

/// Adds stop words with the conjunctions that Arabic and Hebrew write together with them: "and", "so" and
/// "that".
fn add_joined_conjunctions(words: &mut SortedSet<String>, language: Language) {
    let conjunctions: &[&str] = match language.code() {
        "ar" => &["و", "ف"],
        "he" => &["ו", "ש"],
        _ => return,
    };
    let joined = words.iter().flat_map(|word| {
        conjunctions
            .iter()
            .map(move |conjunction| format!("{conjunction}{word}"))
    });
    for word in joined.collect::<Vec<_>>() {
        words.insert(word);
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
pub(super) fn one_form(entry: &str, language: Language, maker: &FormMaker) -> Option<String> {
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
        Lexicon::new(config, WordLists::none(), [language]).kind(form, language)
    }

    #[cfg(feature = "cjk")]
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
            ("وعلى", "ar"),
            ("فقد", "ar"),
            ("שהיא", "he"),
            ("ولا", "ar"),
            ("darf", "de"),
            ("quais", "pt"),
            ("ці", "uk"),
            ("которых", "ru"),
        ] {
            assert_eq!(kind(form, code, &config), FormKind::StopWord, "{form}");
        }
        for (form, code) in [("l", "fr"), ("qu", "fr"), ("dell", "it"), ("d", "ca")] {
            assert_eq!(kind(form, code, &config), FormKind::StopWord, "{form}");
        }
        assert_eq!(kind("für", "de", &config), FormKind::StopWord);
        assert_eq!(kind("the", "fr", &config), FormKind::Word);
        assert_eq!(kind("وطن", "ar", &config), FormKind::Word);
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
    fn contractions_and_pronouns_are_stop_words() {
        let config = TokenizeConfig::default();
        let maker = FormMaker::default();
        let english = Language::from_code("en").expect("English");
        for word in ["That’s", "can't", "LETʼS", "who＇s", "thats", "would", "Mr"] {
            let form = maker.form(word, english);
            assert_eq!(kind(&form, "en", &config), FormKind::StopWord, "{word}");
        }
        let more = [
            ("they'd've", "en"),
            ("mustn't've", "en"),
            ("who'd", "en"),
            ("hat's", "de"),
            ("ist's", "de"),
        ];
        for (word, code) in more {
            assert_eq!(kind(word, code, &config), FormKind::StopWord, "{word}");
        }
        for (word, code) in [("peace's", "en"), ("may's", "en"), ("geht's", "de")] {
            assert_eq!(kind(word, code, &config), FormKind::Word, "{word}");
        }
        for word in ["это", "мы", "которых"] {
            assert_eq!(kind(word, "ru", &config), FormKind::StopWord, "{word}");
        }
    }

    #[test]
    fn lists_of_the_user_add_words_and_take_them_off() {
        let english = Language::from_code("en").expect("English");
        let config = TokenizeConfig {
            unstop: vec!["Us".into(), "madam".into()],
            ..TokenizeConfig::default()
        };
        let lists = WordLists {
            stop_words: vec!["Honourable".into(), "madam".into()],
            ..WordLists::default()
        };
        let lexicon = Lexicon::new(&config, &lists, [english]);
        for (form, kind) in [
            ("honourable", FormKind::StopWord),
            ("the", FormKind::StopWord),
            ("us", FormKind::Word),
            ("madam", FormKind::Word),
        ] {
            assert_eq!(lexicon.kind(form, english), kind, "{form}");
        }
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
