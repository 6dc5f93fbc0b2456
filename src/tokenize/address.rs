//! Addresses inside a stretch without blanks: web and e-mail addresses, `#tags` and `@names`.
//!
//! Found before words are cut, so that the pieces of an address never become words or phrases.

use std::ops::Range;

/// Marks that may stand before an address or after it without being part of it.
const WRAPPING: &[char] = &[
    '(', ')', '[', ']', '{', '}', '<', '>', '"', '\'', '“', '”', '‘', '’', '«', '»', '„', '*', '_',
];
/// Marks that end an address only when nothing follows them.
const TRAILING: &[char] = &['.', ',', ';', ':', '!', '?', '…'];

/// The first address in `span`, a stretch of text without blanks.
pub(super) fn find_address(span: &str) -> Option<Range<usize>> {
    web(span).or_else(|| mail(span)).or_else(|| tag(span))
}

/// Whether `word` is an address, taken by itself.
#[must_use]
pub(crate) fn is_address(word: &str) -> bool {
    word.contains(['@', '#']) || word.contains("://") || word.get(..4).is_some_and(is_www)
}

fn is_www(start: &str) -> bool {
    start.eq_ignore_ascii_case("www.")
}

/// `scheme://...` or `www....`, to the last character that can stand in an address.
fn web(span: &str) -> Option<Range<usize>> {
    let start = match span.find("://") {
        Some(colon) => {
            let scheme = span[..colon]
                .bytes()
                .rev()
                .take_while(u8::is_ascii_alphabetic)
                .count();
            (scheme >= 2).then_some(colon - scheme)?
        }
        None => {
            let lead = span.len() - span.trim_start_matches(WRAPPING).len();
            let rest = &span[lead..];
            let named = rest.get(..4).is_some_and(is_www) && rest[4..].contains('.');
            named.then_some(lead)?
        }
    };
    let is_part = |c: char| c.is_ascii_graphic() && !"<>\"`{}|\\^".contains(c);
    let length = span[start..]
        .find(|c| !is_part(c))
        .unwrap_or(span.len() - start);
    let address = trim_end(&span[start..start + length]);
    Some(start..start + address.len())
}

/// `local@domain.tld`.
fn mail(span: &str) -> Option<Range<usize>> {
    let at = span.find('@')?;
    let is_local = |b: u8| b.is_ascii_alphanumeric() || b"._%+-".contains(&b);
    let is_domain = |b: u8| b.is_ascii_alphanumeric() || b".-".contains(&b);
    let start = at
        - span[..at]
            .bytes()
            .rev()
            .take_while(|&b| is_local(b))
            .count();
    let length = span[at + 1..].bytes().take_while(|&b| is_domain(b)).count();
    let domain = span[at + 1..at + 1 + length].trim_end_matches(['.', '-']);
    (start < at && domain.contains('.')).then_some(start..at + 1 + domain.len())
}

/// `#tag` or `@name` at the start of the span.
fn tag(span: &str) -> Option<Range<usize>> {
    let lead = span.len() - span.trim_start_matches(WRAPPING).len();
    let rest = &span[lead..];
    let name = rest.strip_prefix(['#', '@'])?;
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let length = name.find(|c| !is_part(c)).unwrap_or(name.len());
    let has_letter = name[..length].chars().any(char::is_alphabetic);
    has_letter.then_some(lead..lead + 1 + length)
}

fn trim_end(address: &str) -> &str {
    let mut address = address;
    loop {
        let trimmed = address
            .trim_end_matches(TRAILING)
            .trim_end_matches(['\'', '*', ']', '>']);
        // A closing bracket belongs to the address if it was opened there.
        let trimmed = match trimmed.strip_suffix(')') {
            Some(inner) if inner.matches('(').count() <= inner.matches(')').count() => inner,
            _ => trimmed,
        };
        if trimmed.len() == address.len() {
            return address;
        }
        address = trimmed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(span: &str) -> Option<&str> {
        find_address(span).map(|range| &span[range])
    }

    #[test]
    fn web_addresses_end_before_closing_marks() {
        assert_eq!(
            found("(https://un.org/a_(b)?q=1)."),
            Some("https://un.org/a_(b)?q=1")
        );
        assert_eq!(found("<http://x.cn>,"), Some("http://x.cn"));
        assert_eq!(found("www.example.org,"), Some("www.example.org"));
        assert_eq!(found("见http://x.cn/页"), Some("http://x.cn/"));
        assert_eq!(found("and/or"), None);
        assert_eq!(found("://x"), None);
    }

    #[test]
    fn mail_addresses_and_tags() {
        assert_eq!(
            found("mailto:service@wic.example.cn."),
            Some("service@wic.example.cn")
        );
        assert_eq!(found("“#CyberOrder,"), Some("#CyberOrder"));
        assert_eq!(found("@UN_Spokes:"), Some("@UN_Spokes"));
        for none in ["#1", "@", "a@b", "user@", "C#", "№#"] {
            assert_eq!(found(none), None, "{none}");
        }
    }

    #[test]
    fn what_is_found_is_known_again() {
        for address in ["https://un.org", "a@b.org", "#Tag", "@name", "WWW.un.org"] {
            assert_eq!(found(address), Some(address));
            assert!(is_address(address));
        }
        assert!(!is_address("world's"));
    }
}
