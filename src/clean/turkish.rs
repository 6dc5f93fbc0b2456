//! Turkish suffixes behind an apostrophe: the "nin" of "Türkiye'nin".
//!
//! Takes a form, gives what stands before the apostrophe if a suffix stands behind it. Turkish sets the
//! apostrophe between a proper noun or number and its suffixes only; what looks otherwise, as in "O'Neill"
//! or "Kur'an", is part of the word.

use std::sync::LazyLock;

use crate::data::{DataFile, WordSet};
use crate::model::Language;

static SUFFIXES: LazyLock<WordSet> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/turkish_suffixes.tsv"));
    file.rows().map(|[suffix]| suffix).collect()
});

/// What stands before the suffix of a form; none if it has no suffix behind an apostrophe.
pub(super) fn without_suffix(form: &str, language: Language) -> Option<&str> {
    if !language.is_turkic() {
        return None;
    }
    let (word, suffix) = form.rsplit_once('\'')?;
    let is_word = word.chars().filter(|c| c.is_alphanumeric()).count() > 1;
    (is_word && (suffix.is_empty() || SUFFIXES.contains(suffix))).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_of_proper_nouns_go() {
        let turkish = Language::from_code("tr").expect("Turkish");
        for (form, word) in [
            ("ankara'dan", "ankara"),
            ("izmir'in", "izmir"),
            ("almanya'daki", "almanya"),
            ("abd'nin", "abd"),
            ("1990'larda", "1990"),
            ("kur'an'ın", "kur'an"),
        ] {
            assert_eq!(without_suffix(form, turkish), Some(word), "{form}");
        }
        for form in ["kur'an", "o'neill", "d'artagnan", "ankara"] {
            assert_eq!(without_suffix(form, turkish), None, "{form}");
        }
        assert_eq!(without_suffix("ankara'dan", Language::UNDETERMINED), None);
    }
}
