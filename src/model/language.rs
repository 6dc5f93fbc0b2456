//! The languages that can be detected or forced, one row each: code, stemmer, spacing.
//!
//! Takes a code or what the detector found, gives a [`Language`]. Codes are ISO 639-1 (`no` stands
//! for Norwegian Bokmål). The list is the detector's and Lao, which is wider than the stemmer's: a
//! language without a stemmer keeps its forms as terms.

use std::cmp::Ordering;

use rust_stemmers::Algorithm;
use serde::{Deserialize, Serialize};
use whatlang::Lang;

/// One row of the table of languages.
struct Row {
    code: &'static str,
    name: &'static str,
    /// What the detector calls it; none if its script alone tells it.
    detected_as: Option<Lang>,
    stemmer: Option<Algorithm>,
    spaced: bool,
}

/// A language of the table, or [`Language::UNDETERMINED`]. Ordered by code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Language(u8);

impl Ord for Language {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Language {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Language {
    /// The language of a text that has too few letters to tell.
    pub const UNDETERMINED: Self = Self(u8::MAX);

    /// The language with this ISO 639-1 code, if the table has it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let index = LANGUAGES.iter().position(|row| row.code == code)?;
        Some(Self(index as u8))
    }

    /// The language of a tag as metadata have it: `en`, `EN`, `en-US`, `eng`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_lowercase();
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        let detected_as = || Lang::from_code(code).map(Self::from_detector);
        Self::from_code(code).or_else(detected_as)
    }

    /// The language that the detector calls `lang`.
    #[must_use]
    pub fn from_detector(lang: Lang) -> Self {
        let index = LANGUAGES
            .iter()
            .position(|row| row.detected_as == Some(lang));
        index.map_or(Self::UNDETERMINED, |index| Self(index as u8))
    }

    /// Every language of the table, in table order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(|index| Self(index as u8))
    }

    /// Every code of the table, in table order.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|row| row.code)
    }

    /// ISO 639-1 code, `und` when undetermined.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().map_or("und", |row| row.code)
    }

    /// The English name of the language.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("undetermined", |row| row.name)
    }

    /// The Snowball stemmer for this language, if rust-stemmers has one.
    #[must_use]
    pub fn stemmer(self) -> Option<Algorithm> {
        self.row().and_then(|row| row.stemmer)
    }

    /// Whether words are written with spaces (or other marks that UAX #29 can cut at). Texts of the
    /// other languages are cut by a dictionary.
    #[must_use]
    pub fn is_spaced(self) -> bool {
        self.row().is_none_or(|row| row.spaced)
    }

    /// Whether `I` is the capital of dotless `ı`, so that case folds by the Turkic rules.
    #[must_use]
    pub fn is_turkic(self) -> bool {
        matches!(self.code(), "tr" | "az")
    }

    fn row(self) -> Option<&'static Row> {
        LANGUAGES.get(usize::from(self.0))
    }
}

/// Shorthand that keeps the table to one line a language.
const fn row(
    code: &'static str,
    name: &'static str,
    detected_as: Lang,
    stemmer: Option<Algorithm>,
    spaced: bool,
) -> Row {
    Row {
        code,
        name,
        detected_as: Some(detected_as),
        stemmer,
        spaced,
    }
}

#[rustfmt::skip]
static LANGUAGES: &[Row] = &[
    row("en", "English", Lang::Eng, Some(Algorithm::English), true),
    row("fr", "French", Lang::Fra, Some(Algorithm::French), true),
    row("es", "Spanish", Lang::Spa, Some(Algorithm::Spanish), true),
    row("ru", "Russian", Lang::Rus, Some(Algorithm::Russian), true),
    row("ar", "Arabic", Lang::Ara, Some(Algorithm::Arabic), true),
    row("zh", "Chinese", Lang::Cmn, None, false),
    row("de", "German", Lang::Deu, Some(Algorithm::German), true),
    row("pt", "Portuguese", Lang::Por, Some(Algorithm::Portuguese), true),
    row("it", "Italian", Lang::Ita, Some(Algorithm::Italian), true),
    row("nl", "Dutch", Lang::Nld, Some(Algorithm::Dutch), true),
    row("da", "Danish", Lang::Dan, Some(Algorithm::Danish), true),
    row("sv", "Swedish", Lang::Swe, Some(Algorithm::Swedish), true),
    row("no", "Norwegian", Lang::Nob, Some(Algorithm::Norwegian), true),
    row("fi", "Finnish", Lang::Fin, Some(Algorithm::Finnish), true),
    row("hu", "Hungarian", Lang::Hun, Some(Algorithm::Hungarian), true),
    row("ro", "Romanian", Lang::Ron, Some(Algorithm::Romanian), true),
    row("el", "Greek", Lang::Ell, Some(Algorithm::Greek), true),
    row("tr", "Turkish", Lang::Tur, Some(Algorithm::Turkish), true),
    row("ta", "Tamil", Lang::Tam, Some(Algorithm::Tamil), true),
    row("ja", "Japanese", Lang::Jpn, None, false),
    row("ko", "Korean", Lang::Kor, None, true),
    row("pl", "Polish", Lang::Pol, None, true),
    row("uk", "Ukrainian", Lang::Ukr, None, true),
    row("cs", "Czech", Lang::Ces, None, true),
    row("sk", "Slovak", Lang::Slk, None, true),
    row("sl", "Slovene", Lang::Slv, None, true),
    row("hr", "Croatian", Lang::Hrv, None, true),
    row("sr", "Serbian", Lang::Srp, None, true),
    row("mk", "Macedonian", Lang::Mkd, None, true),
    row("bg", "Bulgarian", Lang::Bul, None, true),
    row("be", "Belarusian", Lang::Bel, None, true),
    row("lt", "Lithuanian", Lang::Lit, None, true),
    row("lv", "Latvian", Lang::Lav, None, true),
    row("et", "Estonian", Lang::Est, None, true),
    row("hy", "Armenian", Lang::Hye, None, true),
    row("ka", "Georgian", Lang::Kat, None, true),
    row("az", "Azerbaijani", Lang::Aze, None, true),
    row("tk", "Turkmen", Lang::Tuk, None, true),
    row("uz", "Uzbek", Lang::Uzb, None, true),
    row("fa", "Persian", Lang::Pes, None, true),
    row("ur", "Urdu", Lang::Urd, None, true),
    row("he", "Hebrew", Lang::Heb, None, true),
    row("yi", "Yiddish", Lang::Yid, None, true),
    row("hi", "Hindi", Lang::Hin, None, true),
    row("mr", "Marathi", Lang::Mar, None, true),
    row("ne", "Nepali", Lang::Nep, None, true),
    row("bn", "Bengali", Lang::Ben, None, true),
    row("gu", "Gujarati", Lang::Guj, None, true),
    row("pa", "Punjabi", Lang::Pan, None, true),
    row("or", "Odia", Lang::Ori, None, true),
    row("kn", "Kannada", Lang::Kan, None, true),
    row("te", "Telugu", Lang::Tel, None, true),
    row("ml", "Malayalam", Lang::Mal, None, true),
    row("si", "Sinhala", Lang::Sin, None, true),
    row("th", "Thai", Lang::Tha, None, false),
    row("my", "Burmese", Lang::Mya, None, false),
    row("km", "Khmer", Lang::Khm, None, false),
    Row { code: "lo", name: "Lao", detected_as: None, stemmer: None, spaced: false },
    row("vi", "Vietnamese", Lang::Vie, None, true),
    row("id", "Indonesian", Lang::Ind, None, true),
    row("jv", "Javanese", Lang::Jav, None, true),
    row("tl", "Tagalog", Lang::Tgl, None, true),
    row("am", "Amharic", Lang::Amh, None, true),
    row("af", "Afrikaans", Lang::Afr, None, true),
    row("zu", "Zulu", Lang::Zul, None, true),
    row("sn", "Shona", Lang::Sna, None, true),
    row("ak", "Akan", Lang::Aka, None, true),
    row("ca", "Catalan", Lang::Cat, None, true),
    row("cy", "Welsh", Lang::Cym, None, true),
    row("la", "Latin", Lang::Lat, None, true),
    row("eo", "Esperanto", Lang::Epo, None, true),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_detector_has_one_row() {
        for &lang in Lang::all() {
            let rows = LANGUAGES
                .iter()
                .filter(|row| row.detected_as == Some(lang))
                .count();
            assert_eq!(rows, 1, "{lang:?}");
        }
        // Lao is told by its script.
        assert_eq!(Lang::all().len() + 1, LANGUAGES.len());
    }

    #[test]
    fn codes_are_distinct_and_lead_back() {
        for code in Language::codes() {
            assert_eq!(Language::from_code(code).map(Language::code), Some(code));
        }
        for tag in ["en", "EN", "en-US", "en_GB", "eng"] {
            assert_eq!(Language::from_tag(tag), Language::from_code("en"), "{tag}");
        }
        assert_eq!(Language::from_tag("english"), None);
        assert_eq!(Language::from_code("xx"), None);
        assert_eq!(Language::UNDETERMINED.code(), "und");
    }
}
