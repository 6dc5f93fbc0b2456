//! Scripts written without spaces between words, which UAX #29 would cut character by character.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;

/// Whether `c` belongs to a script without spaces: Chinese, Japanese, Thai, Lao, Burmese, Khmer and
/// their neighbours.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    // Thai is the first such script; nearly all text lies below it.
    if c < '\u{0E00}' {
        return false;
    }
    // The iteration mark and the long-vowel mark are shared between the Japanese scripts.
    matches!(c, '\u{3005}' | '\u{3006}' | '\u{30FC}' | '\u{FF70}')
        || matches!(
            CodePointMapData::<Script>::new().get(c),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Bopomofo
                | Script::Thai
                | Script::Lao
                | Script::Myanmar
                | Script::Khmer
                | Script::TaiLe
                | Script::NewTaiLue
                | Script::TaiTham
                | Script::TaiViet
        )
}

/// The share of letters of a text that belong to scripts without spaces, from 0 to 1.
#[must_use]
pub fn unspaced_share(text: &str) -> f64 {
    if text.is_ascii() {
        return 0.0;
    }
    let (mut letters, mut unspaced) = (0_u64, 0_u64);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        unspaced += u64::from(is_unspaced(c));
    }
    if letters == 0 {
        0.0
    } else {
        unspaced as f64 / letters as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_with_and_without_spaces() {
        assert!(
            "网絡ネットひらがなｶﾅー々ไทยລາວမြန်မာខ្មែរㄅ"
                .chars()
                .filter(|c| c.is_alphabetic())
                .all(is_unspaced)
        );
        assert!(
            !"abc Кибер سيادة संप्रभुता 주권 αβγ ქართ"
                .chars()
                .any(is_unspaced)
        );
    }

    #[test]
    fn the_share_counts_letters_only() {
        assert!((unspaced_share("网络 ab 123 。") - 0.5).abs() < 1e-12);
        assert!(unspaced_share("123").abs() < 1e-12);
    }
}
