//! Languages: any that ISO 639 has a code for.
//!
//! Takes a code or what the detector found, gives a [`Language`]. Codes are ISO 639-1 (`no` stands
//! for Norwegian Bokmål), else ISO 639-3. One row each has what the detector tells, and Lao: its code,
//! stemmer and spacing. `data/languages.tsv` names others, which are kept where they are stated; so is
//! any other code of three letters. A language without a stemmer keeps its forms as terms.

use std::cmp::Ordering;

use rust_stemmers::Algorithm;
use serde::{Deserialize, Serialize};
use whatlang::Lang;

use super::language_codes::{CODES, OTHERS, Other, UNNAMED, unnamed};

/// One row of the table of languages.
pub(super) struct Row {
    pub(super) code: &'static str,
    name: &'static str,
    /// What the detector calls it; none if its script alone tells it.
    detected_as: Option<Lang>,
    stemmer: Option<Algorithm>,
    spaced: bool,
}

/// A language, or [`Language::UNDETERMINED`]. Ordered by code.
///
/// Its number is that of its row in the table, then in the list of others; then come all codes of
/// three letters, in alphabetical order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Language(u16);

impl Ord for Language {
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other {
            return Ordering::Equal;
        }
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
    pub const UNDETERMINED: Self = Self(u16::MAX);

    /// The language with this code, if it has a name here.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let index = LANGUAGES.iter().position(|row| row.code == code);
        let other = || OTHERS.numbers.get(code).copied();
        index.map(|index| index as u16).or_else(other).map(Self)
    }

    /// The language of a tag as metadata have it: `en`, `EN`, `en-US`, `eng`, `fre`, `gl`, `ast`.
    /// Any code of three letters is kept, known or not.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_lowercase();
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        let detected_as = || Lang::from_code(code).map(Self::from_detector);
        let known = Self::from_code(code).or_else(detected_as);
        known.or_else(|| unnamed(code).map(Self))
    }

    /// The language that the detector calls `lang`.
    #[must_use]
    pub fn from_detector(lang: Lang) -> Self {
        let index = LANGUAGES
            .iter()
            .position(|row| row.detected_as == Some(lang));
        index.map_or(Self::UNDETERMINED, |index| Self(index as u16))
    }

    /// Every language that has a name here: those of the table first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len() + OTHERS.rows.len()).map(|index| Self(index as u16))
    }

    /// Every code of the table, in table order.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|row| row.code)
    }

    /// Code of ISO 639-1, else of ISO 639-3; `und` when undetermined.
    #[must_use]
    #[inline]
    pub fn code(self) -> &'static str {
        // Rows of tables and comparisons ask for it by the million, nearly always of the table.
        match self.row() {
            Some(row) => row.code,
            None => self.code_beyond_table(),
        }
    }

    #[cold]
    fn code_beyond_table(self) -> &'static str {
        let other = self.other().map(|other| other.code);
        other.or_else(|| self.unnamed()).unwrap_or("und")
    }

    /// The English name of the language, or its code.
    #[must_use]
    pub fn name(self) -> &'static str {
        let of_table = self.row().map(|row| row.name);
        let of_other = || self.other().map(|other| other.name);
        let named = of_table.or_else(of_other);
        named.or_else(|| self.unnamed()).unwrap_or("undetermined")
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

    /// Whether the detector knows it.
    #[must_use]
    pub fn is_detected(self) -> bool {
        self.row().is_some_and(|row| row.detected_as.is_some())
    }

    /// Whether `I` is the capital of dotless `ı`, so that case folds by the Turkic rules.
    #[must_use]
    pub fn is_turkic(self) -> bool {
        matches!(self.code(), "tr" | "az")
    }

    fn row(self) -> Option<&'static Row> {
        LANGUAGES.get(usize::from(self.0))
    }

    fn other(self) -> Option<&'static Other> {
        OTHERS
            .rows
            .get(usize::from(self.0).checked_sub(LANGUAGES.len())?)
    }

    /// The code of a language that has no name here.
    fn unnamed(self) -> Option<&'static str> {
        let number = usize::from(self.0.checked_sub(UNNAMED)?);
        CODES.get(number * 3..number * 3 + 3)
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
pub(super) static LANGUAGES: &[Row] = &[
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
    use crate::data::DataFile;

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
        for language in Language::all() {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        for [_, code] in DataFile::new(include_str!("../data/language_tags.tsv")).rows() {
            assert!(LANGUAGES.iter().any(|row| row.code == code), "{code}");
        }
        for tag in ["en", "EN", "en-US", "en_GB", "eng"] {
            assert_eq!(Language::from_tag(tag), Language::from_code("en"), "{tag}");
        }
        for (tag, code) in [
            ("ga", "ga"),
            ("gle", "ga"),
            ("AST", "ast"),
            ("fre", "fr"),
            ("nb-NO", "no"),
            ("glg", "gl"),
        ] {
            assert_eq!(
                Language::from_tag(tag).map(Language::code),
                Some(code),
                "{tag}"
            );
        }
        for tag in ["english", "x", "und", "mul", "qaa", "12a", "zz", ""] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
        let unnamed = Language::from_tag("zzz").expect("a code");
        assert_eq!((unnamed.code(), unnamed.name()), ("zzz", "zzz"));
        let irish = Language::from_code("ga").expect("Irish");
        assert_eq!((irish.name(), irish.stemmer()), ("Irish", None));
        assert_eq!(Language::from_code("xx"), None);
        assert_eq!(Language::UNDETERMINED.code(), "und");
    }
}
