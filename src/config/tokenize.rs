//! Settings of words: the language they are in, and which of them count as terms.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::model::{Language, Stemmer};

/// Settings of `tokenize/` and of the classing of forms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenizeConfig {
    /// `auto`, or the code of the one language of all documents.
    pub language: String,
    /// Whether the stop-word list of each language is used.
    pub stop_words: bool,
    /// Further stop words, in any language.
    pub extra_stop_words: Vec<String>,
    /// Files of further stop words.
    pub stop_word_files: Vec<String>,
    /// Words that are no stop words, whatever the lists say.
    pub unstop: Vec<String>,
    /// What makes the term of a form.
    pub stemmer: Stemmer,
    /// Files of lemmas, each for all languages or, as in `de=lemmas.txt`, for one.
    pub lemmas: Vec<String>,
    /// Parts of speech, as the list of lemmas names them, of the words that count as terms; empty: all.
    #[serde(rename = "pos")]
    pub parts_of_speech: Vec<String>,
    /// Files of expressions that count as one word.
    pub compounds: Vec<String>,
    /// Files of words and what they are counted as.
    pub synonyms: Vec<String>,
    /// Least number of characters of a word that counts as a term.
    pub min_chars: u32,
    /// Whether numbers count as terms.
    pub numbers: bool,
}

impl Default for TokenizeConfig {
    fn default() -> Self {
        Self {
            language: "auto".to_owned(),
            stop_words: true,
            extra_stop_words: Vec::new(),
            stop_word_files: Vec::new(),
            unstop: Vec::new(),
            stemmer: Stemmer::Auto,
            lemmas: Vec::new(),
            parts_of_speech: Vec::new(),
            compounds: Vec::new(),
            synonyms: Vec::new(),
            min_chars: 1,
            numbers: false,
        }
    }
}

impl TokenizeConfig {
    /// The language that every document is taken to be in, if one is forced.
    #[must_use]
    pub fn forced_language(&self) -> Option<Language> {
        Language::from_tag(&self.language)
    }

    /// The language before the `=` of `de=lemmas.txt`, and the path.
    #[must_use]
    pub fn language_and_path(named: &str) -> (Option<Language>, &str) {
        let split = named.split_once('=');
        let of_language = split.and_then(|(code, path)| Some((Language::from_code(code)?, path)));
        match of_language {
            Some((language, path)) => (Some(language), path),
            None => (None, named),
        }
    }

    /// The files of lists, by the names of their settings.
    fn list_files_mut(&mut self) -> [(&'static str, &mut Vec<String>); 4] {
        [
            ("stop_word_files", &mut self.stop_word_files),
            ("lemmas", &mut self.lemmas),
            ("compounds", &mut self.compounds),
            ("synonyms", &mut self.synonyms),
        ]
    }

    /// Lets the paths of the lists that `is_meant` names start from a folder.
    pub(super) fn start_paths_from(&mut self, folder: &Path, is_meant: impl Fn(&str) -> bool) {
        self.change_paths(is_meant, |path| folder.join(path).display().to_string());
    }

    /// Leaves of the paths of all lists their names alone.
    pub(super) fn drop_folders(&mut self) {
        let name = |path: &str| {
            let name = Path::new(path).file_name();
            name.map_or_else(
                || path.to_owned(),
                |name| name.to_string_lossy().into_owned(),
            )
        };
        self.change_paths(|_| true, name);
    }

    fn change_paths(&mut self, is_meant: impl Fn(&str) -> bool, change: impl Fn(&str) -> String) {
        let meant = self
            .list_files_mut()
            .into_iter()
            .filter(|(key, _)| is_meant(key));
        for named in meant.flat_map(|(_, files)| files) {
            *named = match Self::language_and_path(named) {
                (Some(language), path) => format!("{}={}", language.code(), change(path)),
                (None, path) => change(path),
            };
        }
    }

    pub(super) fn check(&self) -> Result<()> {
        if self.forced_language().is_none() && self.language != "auto" {
            let message = format!(
                "unknown language `{}`; expected auto or an ISO 639 code such as en, ga or ast",
                self.language
            );
            return Err(Error::setting("tokenize.language", message));
        }
        let mut stop_words = self.extra_stop_words.iter();
        if let Some(words) = stop_words.find(|word| word.trim().contains(char::is_whitespace)) {
            let message = format!("`{words}` is more than one word; list each word separately");
            return Err(Error::setting("tokenize.extra_stop_words", message));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_may_be_for_one_language() {
        let read = TokenizeConfig::language_and_path;
        assert_eq!(read("de=a.txt"), (Language::from_code("de"), "a.txt"));
        assert_eq!(read("a=b.txt"), (None, "a=b.txt"));
        assert_eq!(read("list.txt"), (None, "list.txt"));
    }
}
