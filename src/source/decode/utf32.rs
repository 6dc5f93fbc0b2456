//! UTF-32: decoding with what is no character replaced.

use super::text::Text;

/// Decodes UTF-32 by the given order of bytes.
pub(super) fn decode(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> Text {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut replaced = 0;
    let mut character = |value: Option<char>| {
        replaced += u32::from(value.is_none());
        value.unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    let mut text: String = units
        .iter()
        .map(|&bytes| character(char::from_u32(unit(bytes))))
        .collect();
    if !rest.is_empty() {
        text.push(character(None));
    }
    Text { text, replaced }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_characters_and_others_are_replaced() {
        let bytes = "雨".chars().flat_map(|c| u32::from(c).to_be_bytes());
        let bytes: Vec<u8> = bytes.collect();
        assert_eq!(decode(&bytes, u32::from_be_bytes).text, "雨");
        let cut = decode(b"a\0\0\0\xFF\xFF\xFF\xFFb", u32::from_le_bytes);
        assert_eq!((cut.text.as_str(), cut.replaced), ("a\u{FFFD}\u{FFFD}", 2));
    }
}
