//! Which stop words may stand inside a key phrase, and the words that link two parts of one.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::data::DataFile;
use crate::model::Language;

/// Which stop words may stand inside a key phrase; none ever stands at its ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InnerWords {
    /// None.
    None,
    /// Words that link ("rule of law"), where the parts that they link belong together.
    #[default]
    Linking,
    /// All.
    All,
}

/// Words that link two parts of a phrase, by language.
static LINKS: LazyLock<Vec<(Language, &'static str)>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/linking_words.tsv"));
    let rows = file.rows();
    rows.filter_map(|[code, word]| Some((Language::from_code(code)?, word)))
        .collect()
});

impl InnerWords {
    /// Whether a form of this language links two parts of a phrase.
    #[must_use]
    pub fn is_link(language: Language, form: &str) -> bool {
        LINKS.contains(&(language, form))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_belong_to_their_language() {
        let [en, fr, ja] = ["en", "fr", "ja"].map(|code| Language::from_code(code).expect("code"));
        assert!(InnerWords::is_link(en, "of") && !InnerWords::is_link(en, "the"));
        assert!(InnerWords::is_link(fr, "d") && !InnerWords::is_link(fr, "of"));
        assert!(!InnerWords::is_link(ja, "of"));
    }
}
