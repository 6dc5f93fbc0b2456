//! Text whose letters are composed, so that names compare equal however they were typed.

use icu_normalizer::ComposingNormalizerBorrowed;

/// Text in NFC.
#[must_use]
pub fn nfc(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(text)
        .into_owned()
}
