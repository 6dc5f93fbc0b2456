//! Tags in text that is no XML: their names and what their attributes say.

/// A tag that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name, as written, behind `/` if it closes.
    pub(super) name: &'a str,
    attributes: &'a str,
}

/// The longest tag, in bytes.
const LONGEST: usize = 2000;

impl<'a> Tag<'a> {
    /// The tag that a text begins with, and what follows it.
    pub(super) fn first(text: &'a str) -> Option<(Self, &'a str)> {
        let head = text.get(..text.floor_char_boundary(LONGEST))?;
        let inside = head.strip_prefix('<')?;
        let (inside, _) = inside.split_once('>')?;
        let end = inside
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(end);
        let is_name = name
            .trim_start_matches('/')
            .starts_with(|c: char| c.is_ascii_alphabetic());
        let tag = Self { name, attributes };
        is_name.then(|| (tag, text.get(inside.len() + 2..).unwrap_or_default()))
    }

    /// The value of an attribute, with quotes around it or without.
    pub(super) fn attribute(self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some((before, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| "\"'".contains(*c));
            let (value, next) = match quote {
                Some(quote) => after
                    .get(1..)?
                    .split_once(quote)
                    .unwrap_or((after.get(1..)?, "")),
                None => after
                    .split_once(|c: char| c.is_ascii_whitespace())
                    .unwrap_or((after, "")),
            };
            if before.trim().eq_ignore_ascii_case(name) {
                return Some(value.trim()).filter(|value| !value.is_empty());
            }
            rest = next;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_stand_in_quotes_or_without() {
        let (tag, rest) =
            Tag::first("<TURN ID=4 NAME=\"Van 't Hof\" LANGUAGE='NL' X=\"\">Yes").expect("a tag");
        assert_eq!((tag.name, rest), ("TURN", "Yes"));
        let values = ["id", "name", "language", "x", "y"].map(|name| tag.attribute(name));
        assert_eq!(
            values,
            [Some("4"), Some("Van 't Hof"), Some("NL"), None, None]
        );
        assert_eq!(Tag::first("< 3 > 2"), None);
        assert_eq!(Tag::first("<3>"), None);
    }
}
