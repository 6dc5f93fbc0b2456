//! Lists of words that the user gives: lemmas, synonyms, compounds, stop words.

use serde::{Deserialize, Serialize};

use super::Language;

/// Lists of words as the user's files have them; they are folded by language where they are used.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordLists {
    /// Lists of lemmas.
    pub lemmas: Vec<LemmaList>,
    /// Words and what they are counted as; nothing stands for a word that is not counted.
    pub synonyms: Vec<(String, String)>,
    /// Expressions of several words that count as one.
    pub compounds: Vec<String>,
    /// Further stop words.
    pub stop_words: Vec<String>,
    /// How the files were read, for the user.
    pub notes: Vec<String>,
}

/// A list of lemmas.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LemmaList {
    /// The language it is for; all, if it does not say.
    pub language: Option<Language>,
    /// Its entries, in its order.
    pub entries: Vec<LemmaEntry>,
}

/// A form and its lemma.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LemmaEntry {
    /// The form.
    pub form: String,
    /// Its lemma.
    pub lemma: String,
    /// Its part of speech; empty if the list has none.
    pub part_of_speech: String,
}

static NONE: WordLists = WordLists {
    lemmas: Vec::new(),
    synonyms: Vec::new(),
    compounds: Vec::new(),
    stop_words: Vec::new(),
    notes: Vec::new(),
};

impl WordLists {
    /// No lists.
    #[must_use]
    pub fn none() -> &'static Self {
        &NONE
    }
}
