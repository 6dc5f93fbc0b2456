//! The form of a word: what stays the same however it is written.
//!
//! NFC, case folded by Unicode's full folding, apostrophes U+2019, U+02BC and U+FF07 as `'`, soft
//! hyphens and zero-width characters gone, letters and digits of another shape as usual ones, the dot of
//! `İ` not left over, a final sigma as `ς`, the hyphen of a prefix taken out (`co-operation` is
//! `cooperation`). What differs by language:
//!
//! | language | rule |
//! |---|---|
//! | Turkish, Azerbaijani | `I` folds to `ı`, `İ` to `i`; a suffix behind an apostrophe is taken off: `Türkiye'nin` is `türkiye` |
//! | German | `ß` stays `ß` (the stemmer takes it for `ss`), umlauts stay |
//! | Russian | `ё` is `е`, since most texts write it so |
//! | Dutch | the letter `ĳ` is `ij` |
//! | Persian, Urdu, Sorani | Arabic kaf and yeh are their own `ک` and `ی` |
//! | Thai, Lao | a vowel written as two signs is the one sign it stands for |
//! | French, Italian, Catalan | an elided word is taken off: `l'homme` is `homme` |

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};

use super::elision::without_elision;
use super::prefix::{is_hyphen, without_prefix_hyphens};
use super::turkish::without_suffix;
use crate::model::Language;

/// Makes forms. Cheap to keep, so each worker keeps one.
#[derive(Debug)]
pub struct FormMaker {
    normalizer: ComposingNormalizerBorrowed<'static>,
    /// For letters that are others by their shape alone, as those of full width.
    shape_normalizer: ComposingNormalizerBorrowed<'static>,
    case: CaseMapperBorrowed<'static>,
}

impl Default for FormMaker {
    fn default() -> Self {
        Self {
            normalizer: ComposingNormalizer::new_nfc(),
            shape_normalizer: ComposingNormalizer::new_nfkc(),
            case: CaseMapper::new(),
        }
    }
}

impl FormMaker {
    /// The form of `surface` in a language.
    #[must_use]
    pub fn form(&self, surface: &str, language: Language) -> String {
        let turkic = language.is_turkic();
        let form = if surface.is_ascii() && !turkic {
            surface.to_ascii_lowercase()
        } else {
            let plain = plain_characters(surface);
            let normalizer = if plain.contains(has_other_shape) {
                &self.shape_normalizer
            } else {
                &self.normalizer
            };
            let composed = normalizer.normalize(&plain);
            let folded = self.fold(&composed, language);
            let form = self.normalizer.normalize(&folded).into_owned();
            own_letters(with_usual_letters(form), language)
        };
        let shorter = without_elision(&form, language).or_else(|| without_suffix(&form, language));
        let form = shorter.map(ToOwned::to_owned).unwrap_or(form);
        without_prefix_hyphens(&form).unwrap_or(form)
    }

    /// A word as written, in NFC and with plain apostrophes: what its form is made of, before case folds.
    #[must_use]
    pub fn spelling(&self, surface: &str) -> String {
        if surface.is_ascii() {
            return surface.to_owned();
        }
        let plain = plain_characters(surface);
        self.normalizer.normalize(&plain).into_owned()
    }

    /// What of a word as written is its form: "Homme" of "l'Homme", "Türkiye" of "Türkiye'nin"; the form
    /// itself if that has neither a capital letter nor a hyphen.
    #[must_use]
    pub fn written(&self, surface: &str, form: &str, language: Language) -> String {
        let differs = |text: &str| text.contains(|c: char| c.is_uppercase() || is_hyphen(c));
        if !differs(surface) {
            return form.to_owned();
        }
        let text = if surface.contains(has_other_shape) {
            self.shape_normalizer.normalize(surface).into_owned()
        } else {
            self.spelling(surface)
        };
        if !text.contains('\'') {
            return text;
        }
        let apostrophes = text.match_indices('\'').rev();
        let behind = apostrophes.map(|(at, _)| &text[at + 1..]);
        let before = text.rsplit_once('\'').map(|(before, _)| before);
        let mut parts = behind.chain(before);
        let part = parts.find(|part| !part.is_empty() && self.form(part, language) == form);
        let part = part.unwrap_or(&text);
        if differs(part) {
            part.to_owned()
        } else {
            form.to_owned()
        }
    }

    fn fold(&self, text: &str, language: Language) -> String {
        if language.is_turkic() {
            return self.case.fold_turkic_string(text).into_owned();
        }
        if language.code() == "de" && text.contains(['ß', 'ẞ']) {
            let parts = text.split(['ß', 'ẞ']);
            let folded: Vec<_> = parts.map(|part| self.case.fold_string(part)).collect();
            return folded.join("ß");
        }
        self.case.fold_string(text).into_owned()
    }
}

/// How a hit is worded: in small letters, as its language writes them, without Turkish suffixes behind
/// an apostrophe.
#[must_use]
pub(crate) fn wording(text: &str, language: Language) -> String {
    if language.is_turkic() {
        let lower = text
            .replace('I', "ı")
            .to_lowercase()
            .replace("i\u{307}", "i");
        let words = lower.split(' ').map(|word| {
            let word = word.replace('\u{2019}', "'");
            without_suffix(&word, language).map_or_else(|| word.clone(), ToOwned::to_owned)
        });
        return words.collect::<Vec<_>>().join(" ");
    }
    let lower = text.to_lowercase();
    if lower.contains("i\u{307}") {
        lower.replace("i\u{307}", "i")
    } else {
        lower
    }
}

/// Whether a letter is another by its shape alone: full or half width, mathematical alphabets (as posts
/// have for bold), circles, Roman numbers in one sign, Arabic letters as they were set in PDF files.
fn has_other_shape(c: char) -> bool {
    matches!(
        c,
        '\u{FF01}'..='\u{FFEF}'
            | '\u{1D400}'..='\u{1D7FF}'
            | '\u{24B6}'..='\u{24E9}'
            | '\u{2160}'..='\u{217F}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
    )
}

/// `i` without the dot that folding `İ` leaves over it, and `ς` for a sigma at the end of a word.
fn with_usual_letters(form: String) -> String {
    let mut form = if form.contains("i\u{307}") {
        form.replace("i\u{307}", "i")
    } else {
        form
    };
    if let Some(word) = form.strip_suffix('σ')
        && word.ends_with(char::is_alphabetic)
    {
        form = format!("{word}ς");
    }
    form
}

/// Letters that a language takes for one another.
fn own_letters(form: String, language: Language) -> String {
    let pairs: &[(&str, &str)] = match language.code() {
        "ru" => &[("ё", "е")],
        "nl" => &[("\u{133}", "ij")],
        "fa" | "ur" | "ckb" => &[("ك", "ک"), ("ي", "ی"), ("ى", "ی")],
        "th" => &[("\u{E4D}\u{E32}", "\u{E33}")],
        "lo" => &[("\u{ECD}\u{EB2}", "\u{EB3}")],
        _ => return form,
    };
    pairs.iter().fold(form, |form, (from, to)| {
        if form.contains(from) {
            form.replace(from, to)
        } else {
            form
        }
    })
}

/// Apostrophes as `'`, without invisible characters.
fn plain_characters(surface: &str) -> String {
    let mut out = String::with_capacity(surface.len());
    for c in surface.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{FF07}' => out.push('\''),
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
        FormMaker::default().form(surface, Language::UNDETERMINED)
    }

    fn form_in(code: &str, surface: &str) -> String {
        let language = Language::from_code(code).expect("a language");
        FormMaker::default().form(surface, language)
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
        assert_eq!(form_in("tr", "IŞIK"), "ışık");
        assert_eq!(form_in("tr", "İZMİR"), "izmir");
    }

    #[test]
    fn letters_of_full_and_half_width_are_the_usual_ones() {
        assert_eq!(form("ＵＮＤＰ"), "undp");
        assert_eq!(form("２０１５年"), "2015年");
        assert_eq!(form("ﾃﾞｰﾀ"), "データ");
    }

    #[test]
    fn letters_of_another_shape_are_the_usual_ones() {
        assert_eq!(form("𝐁𝐨𝐥𝐝"), "bold");
        assert_eq!(form("𝘗𝘦𝘢𝘤𝘦"), "peace");
        assert_eq!(form("Ⓟⓔⓐⓒⓔ"), "peace");
        assert_eq!(form("Ⅳ"), "iv");
        assert_eq!(form_in("ar", "\u{FEB3}\u{FEFC}\u{FEE1}"), "سلام");
    }

    #[test]
    fn no_dot_is_left_over_an_i() {
        assert_eq!(form("İzmir"), "izmir");
        assert_eq!(form_in("en", "DİYARBAKIR"), "diyarbakir");
        assert_eq!(form_in("tr", "İzmir’de"), "izmir");
    }

    #[test]
    fn wordings_are_in_small_letters_of_the_language() {
        let lower =
            |code: &str, text: &str| wording(text, Language::from_code(code).expect("a language"));
        assert_eq!(lower("tr", "IRAK ve İran"), "ırak ve iran");
        assert_eq!(lower("tr", "İran’da KUR'AN"), "iran kur'an");
        assert_eq!(lower("en", "IRAQ and İran"), "iraq and iran");
        assert_eq!(lower("el", "ΝΟΜΟΣ ΤΗΣ"), "νομος της");
    }

    #[test]
    fn a_sigma_is_written_by_its_place() {
        for surface in ["ΝΟΜΟΣ", "νόμος", "Νόμοσ"] {
            let form = form_in("el", surface);
            assert!(form.ends_with('ς') && !form.contains('σ'), "{form}");
        }
        assert_eq!(form("ΣΕΙΣΜΟΣ"), "σεισμος");
        assert_eq!(form("Σ"), "σ");
    }

    #[test]
    fn what_is_written_of_a_form_keeps_its_capitals() {
        for (code, surface, written) in [
            ("en", "Sovereignty", "Sovereignty"),
            ("en", "sovereignty", "sovereignty"),
            ("en", "McDonald’s", "McDonald's"),
            ("en", "Co-operation", "Co-operation"),
            ("en", "multi-view", "multi-view"),
            ("fr", "l’inter-syndicale", "inter-syndicale"),
            ("en", "Inter-American", "Inter-American"),
            ("fr", "l’Accord", "Accord"),
            ("fr", "L’accord", "accord"),
            ("fr", "Aujourd’hui", "Aujourd'hui"),
            ("tr", "İzmir’in", "İzmir"),
            ("tr", "Kur'an'ın", "Kur'an"),
            ("de", "Straße", "Straße"),
            ("en", "ＵＮＤＰ", "UNDP"),
            ("el", "Νόμος", "Νόμος"),
            ("ru", "Учёт", "Учёт"),
            ("zh", "网络", "网络"),
            ("en", "ﬁnance", "finance"),
        ] {
            let form = form_in(code, surface);
            let language = Language::from_code(code).expect("a language");
            let maker = FormMaker::default();
            assert_eq!(maker.written(surface, &form, language), written);
        }
    }

    #[test]
    fn hyphens_of_prefixes_are_no_part_of_the_form() {
        assert_eq!(form("Co-Ordinator"), "coordinator");
        assert_eq!(form("re\u{2011}elected"), "reelected");
        assert_eq!(form_in("fr", "l’inter-syndicale"), "intersyndicale");
        assert_eq!(form("https://a.org/co-op"), "https://a.org/co-op");
    }

    #[test]
    fn letters_of_single_languages() {
        assert_eq!(form_in("de", "Großmächte"), "großmächte");
        assert_eq!(form_in("de", "STRAẞE"), "straße");
        assert_eq!(form_in("ru", "Учёт"), form_in("ru", "учет"));
        assert_eq!(form_in("be", "Ё"), "ё");
        assert_eq!(form_in("fa", "كتابي"), form_in("fa", "کتابی"));
        assert_eq!(form_in("ar", "كتابي"), "كتابي");
        assert_eq!(form_in("nl", "\u{132}sland"), "ijsland");
        assert_eq!(form_in("th", "น\u{E49}\u{E33}"), "น\u{E49}\u{E33}");
        assert_eq!(form_in("th", "ท\u{E4D}\u{E32}"), "ทำ");
    }

    #[test]
    fn elided_words_are_taken_off() {
        assert_eq!(form_in("fr", "L’Homme"), "homme");
        assert_eq!(form_in("en", "L’Homme"), "l'homme");
    }
}
