//! Scripts: which a character belongs to, which are written without spaces between words, and
//! which of those a dictionary cuts.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;

/// The script of a character; `Common` for what every script shares. The Japanese and Chinese
/// scripts count as one, Han, since they stand in one text.
#[must_use]
pub fn script_of(c: char) -> Script {
    match own_script(c) {
        Script::Hiragana | Script::Katakana | Script::Bopomofo => Script::Han,
        Script::Inherited => Script::Common,
        script => script,
    }
}

fn own_script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '\0'..='\u{7F}' => Script::Common,
        // The iteration mark and the long-vowel mark are shared between the Japanese scripts.
        '\u{3005}' | '\u{3006}' | '\u{30FC}' | '\u{FF70}' => Script::Han,
        _ => CodePointMapData::<Script>::new().get(c),
    }
}

/// Whether `c` belongs to a script without spaces: Chinese, Japanese, Thai, Lao, Burmese, Khmer and
/// their neighbours. UAX #29 would cut these character by character.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    // Thai is the first such script; nearly all text lies below it.
    c >= '\u{0E00}' && {
        let script = script_of(c);
        has_dictionary(script) || is_without_dictionary(script)
    }
}

/// Whether the feature `cjk` has a dictionary that cuts texts of this script into words.
#[must_use]
pub(super) fn has_dictionary(script: Script) -> bool {
    matches!(
        script,
        Script::Han | Script::Thai | Script::Lao | Script::Myanmar | Script::Khmer
    )
}

/// Whether the script is written without spaces and nothing here can cut it into words.
#[must_use]
pub fn is_without_dictionary(script: Script) -> bool {
    if !cfg!(feature = "cjk") && has_dictionary(script) {
        return true;
    }
    matches!(
        script,
        Script::TaiLe | Script::NewTaiLue | Script::TaiTham | Script::TaiViet
    )
}

/// Whether `c` is a letter of one of the two Japanese syllabaries.
#[must_use]
pub(super) fn is_kana(c: char) -> bool {
    c >= '\u{3040}' && matches!(own_script(c), Script::Hiragana | Script::Katakana)
}

/// Whether two words that stand side by side are written without a blank between them: both meet
/// in a script without spaces.
#[must_use]
pub fn joins_unspaced(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(is_unspaced)
        && after.chars().next().is_some_and(is_unspaced)
}

/// Scripts by their ISO 15924 codes, for storing.
pub(super) mod by_code {
    use icu_properties::props::Script;
    use icu_properties::{PropertyNamesShort, PropertyParser};
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::tokenize) fn serialize<S: Serializer>(
        script: &Option<Script>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let code = script.and_then(|script| PropertyNamesShort::new().get(script));
        code.serialize(serializer)
    }

    pub(in crate::tokenize) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Script>, D::Error> {
        let Some(code) = Option::<String>::deserialize(deserializer)? else {
            return Ok(None);
        };
        let script = PropertyParser::<Script>::new().get_strict(&code);
        script
            .map(Some)
            .ok_or_else(|| D::Error::custom("no such script"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_with_and_without_spaces() {
        assert!(
            "网絡ネットひらがなｶﾅー々ไทยລາວမြန်မာខ្មែរㄅᥖᦎᨲꪀ"
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
    fn words_join_where_both_scripts_have_no_spaces() {
        assert!(joins_unspaced("网络", "主权") && joins_unspaced("สิทธิ", "มนุษยชน"));
        assert!(!joins_unspaced("5G", "网络") && !joins_unspaced("网络", "AI"));
        assert!(!joins_unspaced("주권", "주권") && !joins_unspaced("", "网"));
    }
}
