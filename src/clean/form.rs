//! The form of a word: what stays the same however it is written.
//!
//! NFC, case folded by Unicode's full folding (Turkic rules for Turkish and Azerbaijani),
//! apostrophes U+2019, U+02BC and U+FF07 as `'`, soft hyphens and zero-width characters gone.

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};

/// Text in NFC.
#[must_use]
pub fn nfc(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(text)
        .into_owned()
}

/// Makes forms. Cheap to keep, so each worker keeps one.
#[derive(Debug)]
pub struct FormMaker {
    normalizer: ComposingNormalizerBorrowed<'static>,
    case: CaseMapperBorrowed<'static>,
}

impl Default for FormMaker {
    fn default() -> Self {
        Self {
            normalizer: ComposingNormalizer::new_nfc(),
            case: CaseMapper::new(),
        }
    }
}

impl FormMaker {
    /// The form of `surface`; `turkic` chooses how `I` folds.
    #[must_use]
    pub fn form(&self, surface: &str, turkic: bool) -> String {
        if surface.is_ascii() && !turkic {
            return surface.to_ascii_lowercase();
        }
        let plain = plain_characters(surface);
        let composed = self.normalizer.normalize(&plain);
        let folded = if turkic {
            self.case.fold_turkic_string(&composed)
        } else {
            self.case.fold_string(&composed)
        };
        self.normalizer.normalize(&folded).into_owned()
    }
}

/// Apostrophes as `'`, without invisible characters.
fn plain_characters(surface: &str) -> String {
    let mut out = String::with_capacity(surface.len());
    for c in surface.chars() {
        match c {
            '\u{2019}' | '\u{02BC}' | '\u{FF07}' => out.push('\''),
            '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            // Joiners shape letters in Arabic and Indic scripts, and are noise elsewhere.
            '\u{200C}' | '\u{200D}' if out.chars().next_back().is_none_or(|c| c < '\u{0600}') => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(surface: &str) -> String {
        FormMaker::default().form(surface, false)
    }

    #[test]
    fn case_is_folded_by_unicode_rules() {
        assert_eq!(form("SOVEREIGNTY"), "sovereignty");
        assert_eq!(form("Straße"), "strasse");
        assert_eq!(form("ΛΌΓΟΣ"), form("λόγος"));
        assert_eq!(form("Суверенитет"), "суверенитет");
        assert_eq!(form("ﬁnance"), "finance");
    }

    #[test]
    fn composed_and_decomposed_are_one_form() {
        assert_eq!(form("cafe\u{301}"), form("café"));
        assert_eq!(form("CAFE\u{301}"), "café");
    }

    #[test]
    fn apostrophes_are_one_and_invisible_characters_none() {
        for surface in ["world's", "world’s", "worldʼs", "world\u{FF07}s"] {
            assert_eq!(form(surface), "world's");
        }
        assert_eq!(form("sove\u{AD}reign\u{2060}ty\u{FEFF}"), "sovereignty");
        assert_eq!(form("shelf\u{200C}ful"), "shelfful");
        assert_eq!(form("می\u{200C}خواهم"), "می\u{200C}خواهم");
    }

    #[test]
    fn turkish_keeps_its_two_letters_i() {
        let maker = FormMaker::default();
        assert_eq!(maker.form("IŞIK", true), "ışık");
        assert_eq!(maker.form("İZMİR", true), "izmir");
    }
}
