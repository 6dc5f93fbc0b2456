//! Addresses inside a stretch without blanks: web and e-mail addresses, `#tags` and `@names`.
//!
//! Found before words are cut, so that the pieces of an address never become words or phrases.

use std::ops::Range;

/// Marks that end an address only when nothing follows them.
const TRAILING: &[char] = &[
    '.', ',', ';', ':', '!', '?', '…', '\'', '*', '_', ']', '>', '”', '’', '»',
];

/// Calls `found` with each address in `span`, a stretch of text without blanks, from left to right.
pub(super) fn for_each_address(span: &str, mut sink: impl FnMut(Range<usize>)) {
    // What lies before belongs to an address already.
    let mut floor = 0;
    let mut position = 0;
    while let Some(&byte) = span.as_bytes().get(position) {
        let address = match byte {
            b':' => web_with_scheme(span, floor, position),
            b'w' | b'W' => web_without_scheme(span, floor, position),
            b'#' => tag(span, floor, position),
            b'@' => mail(span, floor, position).or_else(|| tag(span, floor, position)),
            _ => None,
        };
        match address {
            Some(address) => {
                floor = address.end;
                position = address.end;
                sink(address);
            }
            None => position += 1,
        }
    }
}

/// Whether `word` is an address, taken by itself.
#[must_use]
pub(crate) fn is_address(word: &str) -> bool {
    word.contains(['@', '#']) || word.contains("://") || is_www(word)
}

fn is_www(text: &str) -> bool {
    text.get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

/// Whether a word can begin at `position`: no letter, digit or underscore stands before it.
fn is_start(span: &str, floor: usize, position: usize) -> bool {
    let before = span[floor..position].chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
}

/// `scheme://...`, its colon at `colon`.
fn web_with_scheme(span: &str, floor: usize, colon: usize) -> Option<Range<usize>> {
    span[colon..]
        .strip_prefix("://")
        .filter(|rest| !rest.is_empty())?;
    let scheme = span[floor..colon]
        .bytes()
        .rev()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    (scheme >= 2).then(|| web(span, colon - scheme))
}

/// `www....` at `position`.
fn web_without_scheme(span: &str, floor: usize, position: usize) -> Option<Range<usize>> {
    let rest = span.get(position..)?;
    let is_named = is_www(rest) && rest[4..].contains('.') && is_start(span, floor, position);
    is_named.then(|| web(span, position))
}

/// From `start` to the last character that can stand in a web address.
fn web(span: &str, start: usize) -> Range<usize> {
    let is_part = |c: char| c.is_ascii_graphic() && !"<>\"`{}|\\^".contains(c);
    let rest = &span[start..];
    let address = trim_end(&rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())]);
    start..start + address.len()
}

/// `local@domain.tld`, its `@` at `at`.
fn mail(span: &str, floor: usize, at: usize) -> Option<Range<usize>> {
    let is_local = |b: u8| b.is_ascii_alphanumeric() || b"._%+-".contains(&b);
    let is_domain = |b: u8| b.is_ascii_alphanumeric() || b".-".contains(&b);
    let start = at
        - span[floor..at]
            .bytes()
            .rev()
            .take_while(|&b| is_local(b))
            .count();
    let length = span[at + 1..].bytes().take_while(|&b| is_domain(b)).count();
    let domain = span[at + 1..at + 1 + length].trim_end_matches(['.', '-']);
    (start < at && domain.contains('.')).then_some(start..at + 1 + domain.len())
}

/// `#tag` or `@name`, its mark at `position`, with a letter in it.
fn tag(span: &str, floor: usize, position: usize) -> Option<Range<usize>> {
    let name = &span[position + 1..];
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let length = name.find(|c| !is_part(c)).unwrap_or(name.len());
    let has_letter = name[..length].chars().any(char::is_alphabetic);
    (has_letter && is_start(span, floor, position)).then_some(position..position + 1 + length)
}

/// Takes off marks that close what stands around an address.
fn trim_end(address: &str) -> &str {
    let open = address.matches('(').count();
    let mut closed = address.matches(')').count();
    let mut address = address;
    loop {
        let trimmed = address.trim_end_matches(TRAILING);
        // A closing bracket belongs to the address if it was opened there.
        let trimmed = match trimmed.strip_suffix(')') {
            Some(inner) if closed > open => {
                closed -= 1;
                inner
            }
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

    fn all(span: &str) -> Vec<&str> {
        let mut all = Vec::new();
        for_each_address(span, |range| all.push(&span[range]));
        all
    }

    fn address_in(span: &str) -> Option<&str> {
        all(span).first().copied()
    }

    #[test]
    fn web_addresses_end_before_closing_marks() {
        assert_eq!(
            address_in("(https://un.org/a_(b)?q=1)."),
            Some("https://un.org/a_(b)?q=1")
        );
        assert_eq!(address_in("<http://x.cn>,"), Some("http://x.cn"));
        assert_eq!(address_in("www.example.org,"), Some("www.example.org"));
        assert_eq!(address_in("见http://x.cn/页"), Some("http://x.cn/"));
        assert_eq!(address_in("and/or"), None);
        assert_eq!(address_in("://x"), None);
    }

    #[test]
    fn mail_addresses_and_tags() {
        assert_eq!(
            address_in("mailto:service@wic.example.cn."),
            Some("service@wic.example.cn")
        );
        assert_eq!(address_in("“#CyberOrder,"), Some("#CyberOrder"));
        assert_eq!(address_in("@UN_Spokes:"), Some("@UN_Spokes"));
        for none in ["#1", "@", "a@b", "user@", "C#", "№#"] {
            assert_eq!(address_in(none), None, "{none}");
        }
    }

    #[test]
    fn several_in_one_stretch_are_found_from_left_to_right() {
        assert_eq!(all("a.b@c.org;http://x.cn"), ["a.b@c.org", "http://x.cn"]);
        assert_eq!(all("#tag,http://y.cn"), ["#tag", "http://y.cn"]);
        assert_eq!(all("x://http://real.com"), ["http://real.com"]);
        assert_eq!(all("foo@,bar@x.org"), ["bar@x.org"]);
        assert_eq!(all("#a#b"), ["#a", "#b"]);
    }

    #[test]
    fn what_is_found_is_known_again() {
        for address in ["https://un.org", "a@b.org", "#Tag", "@name", "WWW.un.org"] {
            assert_eq!(address_in(address), Some(address));
            assert!(is_address(address));
        }
        assert!(!is_address("world's"));
    }
}
