//! How the forms of a word become one term.

use serde::{Deserialize, Serialize};

/// What makes the term of a form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stemmer {
    /// For each language the stemmer that joins fewer words that do not belong together: `current` for
    /// English, `snowball` for the others. With a list of lemmas: as `lemmas`.
    #[default]
    Auto,
    /// The Snowball stemmers of rust-stemmers, and a list of words that they take for another.
    Snowball,
    /// The Snowball stemmers as they are developed today, and the same list.
    Current,
    /// None: each form is a term.
    None,
    /// The lemma of a list; a form that the list lacks is a term of its own.
    Lemmas,
}

impl Stemmer {
    /// The name, as in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Snowball => "snowball",
            Self::Current => "current",
            Self::None => "none",
            Self::Lemmas => "lemmas",
        }
    }
}
