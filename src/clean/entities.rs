//! References to characters, as HTML has them: `&amp;`, `&#8217;`, `&#x2014;`.
//!
//! Takes a text, gives it with the signs that its references stand for. What is no reference stays.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// The longest name of a reference, in bytes.
const LONGEST: usize = 32;

/// The text with the signs that its references stand for; NUL stands for none.
pub(crate) fn without_entities(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once('&') {
        out.push_str(before);
        let head = &reference[..reference.floor_char_boundary(LONGEST + 1)];
        let named = head.split_once(';');
        let sign = named.and_then(|(name, _)| Some((entity_sign(name)?, name.len() + 1)));
        match sign.filter(|(sign, _)| sign != "\0") {
            Some((sign, length)) => {
                out.push_str(&sign);
                rest = &reference[length..];
            }
            None => {
                out.push('&');
                rest = reference;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The sign that a reference stands for, by what is between `&` and `;`.
pub(crate) fn entity_sign(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(Cow::Borrowed);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).map(|sign| Cow::Owned(sign.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_signs_and_the_rest_stays() {
        for (text, expected) in [
            (
                "Rain &amp; wind &lt;3 &#8217;tis &#x2014; so",
                "Rain & wind <3 ’tis — so",
            ),
            ("AT&T; R&D & more &nosuch; &", "AT&T; R&D & more &nosuch; &"),
            ("&CounterClockwiseContourIntegral;", "∳"),
            ("&#0; &#xD800; &#;", "&#0; &#xD800; &#;"),
            ("&&amp;amp;", "&&amp;"),
        ] {
            assert_eq!(without_entities(text), expected, "{text}");
        }
        assert_eq!(entity_sign("#X41").as_deref(), Some("A"));
        assert_eq!(entity_sign("#0").as_deref(), Some("\0"));
    }
}
