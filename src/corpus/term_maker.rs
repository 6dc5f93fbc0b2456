//! The term of a form: by the user's synonyms, then by their lemmas, else by a stemmer.
//!
//! Takes forms with their languages, gives what makes their terms. Lists are folded by language, as the
//! forms are.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::lexicon::Lexicon;
use super::stem::Stems;
use crate::clean::FormMaker;
use crate::config::TokenizeConfig;
use crate::model::{FormKind, Language, LemmaEntry, Stemmer, WordLists};
use crate::sorted::SortedSet;

/// What makes the term of a form; forms of one term are equal in stem, language and kind, and terms are
/// sorted by these.
#[derive(Debug)]
pub(super) struct TermKey {
    pub(super) stem: String,
    pub(super) language: Language,
    pub(super) kind: FormKind,
    /// How the term is shown, if a list says so.
    pub(super) label: Option<String>,
    /// Whether lemmas are asked for and no list has the form.
    pub(super) lacks_lemma: bool,
}

impl TermKey {
    /// What terms are told apart and sorted by.
    pub(super) fn key(&self) -> (&str, Language, FormKind) {
        (&self.stem, self.language, self.kind)
    }
}

/// A lemma, and whether the settings count its part of speech.
struct Lemma {
    text: String,
    counts: bool,
}

/// The lists of one language, by form.
#[derive(Default)]
struct OfLanguage {
    synonyms: HashMap<String, String, FixedState>,
    /// What others are counted as.
    preferred: SortedSet<String>,
    lemmas: HashMap<String, Lemma, FixedState>,
    has_lemmas: bool,
}

/// Makes the terms of forms.
pub(super) struct TermMaker<'a> {
    lexicon: Lexicon<'a>,
    stemmer: Stemmer,
    lists: HashMap<Language, OfLanguage, FixedState>,
}

impl<'a> TermMaker<'a> {
    /// For these languages.
    pub(super) fn new(
        config: &'a TokenizeConfig,
        lists: &WordLists,
        languages: impl Iterator<Item = Language> + Clone,
    ) -> Self {
        let of_language = languages.clone().map(|language| {
            let of_language = OfLanguage::new(config, lists, language);
            (language, of_language)
        });
        Self {
            lists: of_language.collect(),
            lexicon: Lexicon::new(config, lists, languages),
            stemmer: config.stemmer,
        }
    }

    /// The term of a form.
    pub(super) fn term(&self, form: &str, language: Language, stems: &mut Stems) -> TermKey {
        let kind = if form.contains(' ') {
            // A compound is a word, whatever its parts are.
            FormKind::Word
        } else {
            self.lexicon.kind(form, language)
        };
        let mut key = TermKey {
            stem: form.to_owned(),
            language,
            kind,
            label: None,
            lacks_lemma: false,
        };
        if !matches!(kind, FormKind::Word | FormKind::StopWord | FormKind::Short) {
            return key;
        }
        let Some(lists) = self.lists.get(&language) else {
            key.stem = stem_of_words(form, language, stems);
            return key;
        };
        if let Some(preferred) = lists.synonyms.get(form) {
            if preferred.is_empty() {
                key.kind = FormKind::StopWord;
                return key;
            }
            if !preferred.contains(' ') {
                key.kind = self.lexicon.kind(preferred, language);
            }
            key.stem.clone_from(preferred);
        }
        if lists.preferred.contains(&key.stem) {
            key.label = Some(key.stem.clone());
        }
        self.add_lemma(&mut key, lists, stems);
        key
    }

    /// The lemma of a form, or what takes its place.
    fn add_lemma(&self, key: &mut TermKey, lists: &OfLanguage, stems: &mut Stems) {
        let is_listed = lists.has_lemmas && matches!(self.stemmer, Stemmer::Auto | Stemmer::Lemmas);
        match lists.lemmas.get(&key.stem) {
            Some(lemma) => {
                if !lemma.counts && key.kind == FormKind::Word {
                    key.kind = FormKind::StopWord;
                }
                key.label.get_or_insert_with(|| lemma.text.clone());
                key.stem.clone_from(&lemma.text);
            }
            None => {
                key.lacks_lemma = lists.has_lemmas && key.kind == FormKind::Word;
                if !is_listed {
                    key.stem = stem_of_words(&key.stem, key.language, stems);
                }
            }
        }
    }
}

/// The stem of a form; of a compound, those of its words.
fn stem_of_words(form: &str, language: Language, stems: &mut Stems) -> String {
    if !form.contains(' ') {
        return stems.stem(form, language);
    }
    let words = form.split(' ').map(|word| stems.stem(word, language));
    words.collect::<Vec<_>>().join(" ")
}

impl OfLanguage {
    fn new(config: &TokenizeConfig, lists: &WordLists, language: Language) -> Self {
        let maker = FormMaker::default();
        let form = |text: &str| form_of_words(text, language, &maker);
        let mut of_language = Self::default();
        for (word, preferred) in &lists.synonyms {
            of_language.synonyms.insert(form(word), form(preferred));
        }
        let preferred = lists.synonyms.iter().map(|(_, preferred)| form(preferred));
        let preferred = preferred.filter(|preferred| !preferred.is_empty());
        of_language.preferred = preferred.collect();
        let is_counted = |entry: &LemmaEntry| {
            let mut counted = config.parts_of_speech.iter();
            config.parts_of_speech.is_empty()
                || entry.part_of_speech.is_empty()
                || counted.any(|part| part.eq_ignore_ascii_case(&entry.part_of_speech))
        };
        let fits = |of: Option<Language>| of.is_none_or(|of| of == language);
        for list in lists.lemmas.iter().filter(|list| fits(list.language)) {
            of_language.has_lemmas = true;
            for entry in &list.entries {
                let counts = is_counted(entry);
                let known = of_language.lemmas.entry(form(&entry.form));
                // The first entry of a form has it, unless only a later one counts.
                let known = known.or_insert_with(|| Lemma {
                    text: form(&entry.lemma),
                    counts,
                });
                if counts && !known.counts {
                    known.text = form(&entry.lemma);
                    known.counts = true;
                }
            }
        }
        of_language
    }
}

/// The forms of the words of an entry, a blank between.
pub(super) fn form_of_words(text: &str, language: Language, maker: &FormMaker) -> String {
    let words = text.split_whitespace();
    let forms = words.map(|word| maker.form(word, language));
    forms.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Language {
        Language::from_code("en").expect("English")
    }

    /// The stem, kind and label of each form.
    fn terms(config: &TokenizeConfig, lists: &WordLists, forms: &[&str]) -> Vec<String> {
        let maker = TermMaker::new(config, lists, [english()].into_iter());
        let mut stems = Stems::new(config.stemmer);
        let keys = forms
            .iter()
            .map(|form| maker.term(form, english(), &mut stems));
        let shown = keys.map(|key| {
            let label = key.label.as_deref().unwrap_or("-");
            let mark = if key.lacks_lemma { "?" } else { "" };
            let dropped = if key.kind == FormKind::Word {
                ""
            } else {
                " dropped"
            };
            format!("{} {label}{mark}{dropped}", key.stem)
        });
        shown.collect()
    }

    fn synonyms(rows: &[(&str, &str)]) -> WordLists {
        let rows = rows.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
        WordLists {
            synonyms: rows.collect(),
            ..WordLists::default()
        }
    }

    fn lemmas(entries: &[(&str, &str, &str)]) -> WordLists {
        let entries = entries.iter().map(|(form, lemma, tag)| LemmaEntry {
            form: (*form).to_owned(),
            lemma: (*lemma).to_owned(),
            part_of_speech: (*tag).to_owned(),
        });
        WordLists {
            lemmas: vec![LemmaList {
                language: None,
                entries: entries.collect(),
            }],
            ..WordLists::default()
        }
    }

    use crate::model::LemmaList;

    #[test]
    fn synonyms_are_one_term_and_shown_as_the_preferred_word() {
        let lists = synonyms(&[
            ("Labour", "work"),
            ("global warming", "climate change"),
            ("study", ""),
        ]);
        let config = TokenizeConfig::default();
        assert_eq!(
            terms(
                &config,
                &lists,
                &["labour", "work", "works", "global warming", "study"]
            ),
            [
                "work work",
                "work work",
                "work -",
                "climat chang climate change",
                "study - dropped"
            ]
        );
    }

    #[test]
    fn lemmas_take_the_place_of_stems() {
        let lists = lemmas(&[("went", "go", ""), ("Mice", "mouse", "")]);
        let config = TokenizeConfig::default();
        assert_eq!(
            terms(&config, &lists, &["went", "mice", "houses"]),
            ["go go", "mouse mouse", "houses -?"]
        );
        let config = TokenizeConfig {
            stemmer: Stemmer::Current,
            ..config
        };
        assert_eq!(
            terms(&config, &lists, &["mice", "houses"]),
            ["mouse mouse", "hous -?"]
        );
    }

    #[test]
    fn parts_of_speech_choose_terms() {
        let lists = lemmas(&[
            ("saw", "see", "VERB"),
            ("saw", "saw", "NOUN"),
            ("ran", "run", "VERB"),
        ]);
        let config = TokenizeConfig {
            parts_of_speech: vec!["noun".into()],
            ..TokenizeConfig::default()
        };
        assert_eq!(
            terms(&config, &lists, &["saw", "ran", "oslo"]),
            ["saw saw", "run run dropped", "oslo -?"]
        );
    }
}
