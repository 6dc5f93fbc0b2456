//! What the groups of documents are called: the grouping's own name in the place of "source".
//!
//! Takes the column that documents are grouped by; gives its name in the singular and the plural, and
//! puts both into sentences that say "source". Pieces of data in these sentences are protected by
//! [`protected`], so that a phrase such as "open source" stays as it is.

use std::borrow::Cow;

/// Stands before each "source" that is data; a character for private use, which no text needs.
const SHIELD: char = '\u{F8FE}';
const WORD: &str = "source";

/// The name of a group of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Noun {
    /// `country`
    pub(crate) one: String,
    /// `countries`
    pub(crate) many: String,
}

impl Noun {
    /// The name of the groups that a column makes; without one documents are grouped by source.
    pub(crate) fn of(group_by: &str) -> Self {
        let column = group_by.rsplit('.').next().unwrap_or_default();
        let words: Vec<&str> = column
            .split(['_', '-', ' '])
            .filter(|word| !word.is_empty())
            .collect();
        let is_name = column.chars().any(char::is_alphabetic) && column.chars().count() <= 30;
        let one = if is_name {
            words.join(" ").to_lowercase()
        } else {
            WORD.to_owned()
        };
        Self {
            many: many(&one),
            one,
        }
    }

    /// So many of them.
    pub(crate) fn count(&self, number: usize) -> String {
        let noun = if number == 1 { &self.one } else { &self.many };
        format!("{} {noun}", super::text::count(number))
    }

    /// A sentence with this name in the place of each "source" that is no data.
    pub(crate) fn put(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((at, length)) = next(rest) {
            let (before, found) = rest.split_at(at);
            let (found, after) = found.split_at(length);
            out.push_str(before);
            let is_word = !out.ends_with(is_inside) && !after.starts_with(is_inside);
            out.push_str(&if is_word {
                self.like(found)
            } else {
                Cow::Borrowed(found)
            });
            rest = after;
        }
        out.push_str(rest);
        out.retain(|c| c != SHIELD);
        out
    }

    /// The name in the number and the case of a word.
    fn like<'a>(&'a self, word: &'a str) -> Cow<'a, str> {
        let noun = if word.ends_with('s') {
            &self.many
        } else {
            &self.one
        };
        if word.starts_with('S') {
            Cow::Owned(capital(noun))
        } else {
            Cow::Borrowed(noun)
        }
    }
}

/// Data for a sentence that [`Noun::put`] will go over.
pub(crate) fn protected(data: &str) -> String {
    let mut out = String::with_capacity(data.len());
    let mut rest = data;
    while let Some((at, length)) = next(rest) {
        out.push_str(&rest[..at]);
        out.push(SHIELD);
        out.push_str(&rest[at..at + length]);
        rest = &rest[at + length..];
    }
    out + rest
}

/// The text with a capital at its beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// The next "source" or "sources": its place and length.
fn next(text: &str) -> Option<(usize, usize)> {
    let places = [WORD, "Source"].map(|word| text.find(word));
    let at = places.into_iter().flatten().min()?;
    let is_many = text[at + WORD.len()..].starts_with('s');
    Some((at, WORD.len() + usize::from(is_many)))
}

/// Characters that make a word, or the name of a table, of what they stand beside.
fn is_inside(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | SHIELD)
}

/// The plural of an English noun.
fn many(one: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| one.ends_with(ending));
    match one.strip_suffix('y') {
        Some(stem) if !ends(&["ay", "ey", "oy", "uy"]) => format!("{stem}ies"),
        _ if ends(&["series", "species"]) => one.to_owned(),
        _ if ends(&["s", "x", "z", "ch", "sh"]) => format!("{one}es"),
        _ => format!("{one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_called_as_their_column() {
        let names = [
            "",
            "continent",
            "country",
            "meta.Party_Family",
            "class",
            "day",
            "42",
        ]
        .map(Noun::of);
        let many = names.map(|noun| noun.many);
        let expected = [
            "sources",
            "continents",
            "countries",
            "party families",
            "classes",
            "days",
            "sources",
        ];
        assert_eq!(many, expected);
        assert_eq!(Noun::of("city").count(1200), "1,200 cities");
    }

    #[test]
    fn the_name_stands_in_sentences_and_not_in_data() {
        let noun = Noun::of("country");
        let text = format!(
            "Sources of one source, resource, `terms_by_source.csv`: {}.",
            protected("open source, Sources")
        );
        let expected =
            "Countries of one country, resource, `terms_by_source.csv`: open source, Sources.";
        assert_eq!(noun.put(&text), expected);
        assert_eq!(Noun::of("").put(&text), text.replace(SHIELD, ""));
    }
}
