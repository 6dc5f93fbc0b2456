//! Bytes to text: UTF-8, with or without a byte-order mark. Anything else is refused with a reason.

/// Decoded text and the encoding it came in.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static str,
}

/// Decodes a whole document.
///
/// # Errors
/// The reason, for the user, why the bytes are no text that can be analysed.
pub(super) fn decode(mut bytes: Vec<u8>) -> Result<Decoded, String> {
    let mut encoding = "utf-8";
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
        encoding = "utf-8-bom";
    } else if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err("UTF-16, which is not read yet; save it as UTF-8".to_owned());
    }
    if bytes.is_empty() {
        return Err("empty file".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|error| describe(&error))?;
    if text.trim().is_empty() {
        return Err("empty: holds white space only".to_owned());
    }
    Ok(Decoded { text, encoding })
}

/// Says where text stops being UTF-8, and how: broken in the middle, or cut at the end.
fn describe(error: &std::string::FromUtf8Error) -> String {
    let position = error.utf8_error().valid_up_to();
    if error.utf8_error().error_len().is_none() {
        return format!(
            "not UTF-8: the last character is cut off at byte {position}; save it as UTF-8"
        );
    }
    let byte = error.as_bytes().get(position).copied().unwrap_or_default();
    format!("not UTF-8: byte {position} is 0x{byte:02X}; save it as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).expect_err("refused")
    }

    #[test]
    fn a_byte_order_mark_is_taken_off_and_told() {
        let decoded = decode(b"\xEF\xBB\xBFabc".to_vec()).expect("text");
        assert_eq!(
            (decoded.text.as_str(), decoded.encoding),
            ("abc", "utf-8-bom")
        );
        assert_eq!(decode(b"abc".to_vec()).expect("text").encoding, "utf-8");
    }

    #[test]
    fn what_is_not_utf8_is_refused_with_its_place() {
        assert_eq!(
            reason(b"ab\xE9cd"),
            "not UTF-8: byte 2 is 0xE9; save it as UTF-8"
        );
        assert!(reason(b"ab\xE4\xB8").contains("cut off at byte 2"));
        assert!(reason(b"\xFF\xFEa\0").starts_with("UTF-16"));
    }

    #[test]
    fn nothing_is_refused_as_nothing() {
        assert_eq!(reason(b""), "empty file");
        assert_eq!(reason(b"\xEF\xBB\xBF"), "empty file");
        assert_eq!(
            reason(" \t\u{a0}\u{3000}\n".as_bytes()),
            "empty: holds white space only"
        );
    }
}
