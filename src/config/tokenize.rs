//! Settings of words: the language they are in, and which of them count as terms.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::model::Language;

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

    pub(super) fn check(&self) -> Result<()> {
        if self.forced_language().is_none() && self.language != "auto" {
            let known: Vec<_> = Language::codes().collect();
            let message = format!(
                "unknown language `{}`; use auto or one of: {}",
                self.language,
                known.join(" ")
            );
            return Err(Error::setting("tokenize.language", message));
        }
        let mut stop_words = self.extra_stop_words.iter();
        if let Some(words) = stop_words.find(|word| word.trim().contains(char::is_whitespace)) {
            let message = format!("`{words}` is more than one word; name each by itself");
            return Err(Error::setting("tokenize.extra_stop_words", message));
        }
        Ok(())
    }
}
