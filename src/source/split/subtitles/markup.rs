//! Markup inside a line of subtitles: tags, voices, times, and orders in braces.

use std::borrow::Cow;

use crate::clean::without_entities;

/// A line without its markup.
#[derive(Debug, Default)]
pub(super) struct Plain<'a> {
    pub(super) text: Cow<'a, str>,
    /// The names of voices in it.
    pub(super) voices: Vec<&'a str>,
    /// The times in it.
    pub(super) times: Vec<&'a str>,
}

/// Takes the markup off a line.
pub(super) fn plain(line: &str) -> Plain<'_> {
    let mut plain = Plain::default();
    if !line.contains(['<', '{']) {
        plain.text = Cow::Borrowed(line);
        return plain;
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let close = if tag.starts_with('<') { '>' } else { '}' };
        // Up to the next sign only, so that each is looked at once.
        let end = tag[1..]
            .find(['<', '>', '{', '}'])
            .map_or(tag.len(), |end| end + 1);
        let inside = &tag[1..end];
        if tag[end..].starts_with(close) && is_markup(tag, inside) {
            plain
                .times
                .extend(Some(inside).filter(|inside| is_time(inside)));
            plain.voices.extend(voice(inside).filter(|_| close == '>'));
            rest = &tag[end + 1..];
        } else {
            text.push_str(&tag[..1]);
            rest = &tag[1..];
        }
    }
    text.push_str(rest);
    plain.text = Cow::Owned(text.trim().to_owned());
    plain
}

fn is_markup(tag: &str, inside: &str) -> bool {
    let name = inside.trim_start_matches('/');
    if tag.starts_with('{') {
        // Orders of SubStation, `{\an8}`, and of MicroDVD, `{y:i}`.
        return inside.starts_with('\\') || inside.get(1..2) == Some(":");
    }
    let end = name.find(|letter: char| !letter.is_ascii_alphabetic());
    let element = name[..end.unwrap_or(name.len())].to_ascii_lowercase();
    let is_known = matches!(
        element.as_str(),
        "b" | "c" | "font" | "i" | "lang" | "ruby" | "rt" | "s" | "span" | "u" | "v" | "br"
    );
    is_known || is_time(inside)
}

fn is_time(inside: &str) -> bool {
    inside.contains(':')
        && inside
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'))
}

/// The name in `v.loud Ann Reed`.
fn voice(inside: &str) -> Option<&str> {
    let rest = inside.strip_prefix('v')?;
    let (classes, name) = rest.split_once([' ', '\t'])?;
    (classes.is_empty() || classes.starts_with('.')).then(|| name.trim())
}

/// A text with its references resolved, where the format has them.
pub(super) fn resolved_if(text: Cow<'_, str>, has_references: bool) -> Cow<'_, str> {
    if !has_references || !text.contains('&') {
        return text;
    }
    Cow::Owned(without_entities(&text).into_owned())
}
