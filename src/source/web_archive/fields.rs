//! Named fields, as they stand before the content of a record of a web archive and of an HTTP response:
//! a first line, a field a line, a blank line.
//!
//! Lines may end in CR LF or LF, in any mixture. A line without a colon is passed over, one that begins
//! with a blank goes on with the field before it.

/// The fields of a head, in their order; names are in lower case.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of a head that begins with a line of its own.
    pub(super) fn of(head: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in head.split(|&byte| byte == b'\n').skip(1) {
            let line = String::from_utf8_lossy(line);
            if line.starts_with([' ', '\t'])
                && let Some((_, value)) = fields.last_mut()
            {
                value.push(' ');
                value.push_str(line.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self(fields)
    }

    /// The value of the first field with this name, in lower case, unless it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(other, _)| other == name)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    /// The media type that the field `Content-Type` states, in lower case.
    pub(super) fn media_type(&self) -> Option<String> {
        let stated = self.get("content-type")?;
        // Some servers state two, with a comma between.
        let media_type = stated.split([';', ',']).next()?.trim();
        Some(media_type.to_ascii_lowercase()).filter(|media_type| !media_type.is_empty())
    }

    /// The character encoding that it states.
    pub(super) fn charset(&self) -> Option<String> {
        let parameters = self.get("content-type")?.split([';', ',']).skip(1);
        let charset = parameters.filter_map(|parameter| parameter.split_once('='));
        let mut charset = charset.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
        let label = charset.next()?.1.trim_matches([' ', '"', '\'']);
        Some(label.to_owned()).filter(|label| !label.is_empty())
    }
}

/// How long a head is, with the blank line that ends it; nothing if it is not complete.
pub(super) fn head_length(bytes: &[u8]) -> Option<usize> {
    let mut ends = memchr::memchr_iter(b'\n', bytes);
    ends.find_map(|end| match bytes.get(end + 1..)? {
        [b'\n', ..] => Some(end + 2),
        [b'\r', b'\n', ..] => Some(end + 3),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_may_end_as_they_like_and_go_on() {
        let head = b"WARC/1.0\r\nWARC-Type:response\nX-Long: a\r\n\tb\r\nno field\nEMPTY:\r\nx-long: c\n\r\nbody";
        assert_eq!(head_length(head), Some(head.len() - 4));
        let fields = Fields::of(head);
        assert_eq!(fields.get("warc-type"), Some("response"));
        assert_eq!(fields.get("x-long"), Some("a b"));
        assert_eq!(fields.get("empty"), None);
        for head in ["", "\n", "a\n", "a\nb: c\r\n\r", "a\r\nb"] {
            assert_eq!(head_length(head.as_bytes()), None, "{head:?}");
        }
        assert_eq!(head_length(b"a\n\nb\n\n"), Some(3));
    }

    #[test]
    fn the_content_type_has_a_type_and_an_encoding() {
        for (stated, media_type, charset) in [
            ("text/html", Some("text/html"), None),
            (
                "Text/HTML; Charset=\"Shift_JIS\"",
                Some("text/html"),
                Some("Shift_JIS"),
            ),
            (
                "text/html;level=1; charset = koi8-r",
                Some("text/html"),
                Some("koi8-r"),
            ),
            (
                "text/html, text/html; charset=utf-8",
                Some("text/html"),
                Some("utf-8"),
            ),
            ("text/plain; charset=", Some("text/plain"), None),
            ("; charset=utf-8", None, Some("utf-8")),
        ] {
            let fields = Fields::of(format!("HTTP/1.1 200\ncontent-type: {stated}\n\n").as_bytes());
            assert_eq!(fields.media_type().as_deref(), media_type, "{stated}");
            assert_eq!(fields.charset().as_deref(), charset, "{stated}");
        }
    }
}
