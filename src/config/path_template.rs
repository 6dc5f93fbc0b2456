//! Takes the text of a template such as `{source}_{session}_{year}`, gives its pieces.
//!
//! Text outside braces must stand in a path as it is. A field takes as little as lets the rest match,
//! at least one character, and never a `/`; `{name:3}` takes exactly three. `{year}`, `{month}` and
//! `{day}` take digits, `{date}` what can be read as a date, `{*}` and `{_}` anything, which is left
//! aside. Any other name becomes a column of metadata. `source/` reads paths by it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::nfc;
use crate::sorted::SortedSet;

/// Templates that go by a name.
const PRESETS: [(&str, &str); 3] = [
    // The files of the UN General Debate Corpus: `USA_72_2017`.
    ("ungd", "{source}_{session}_{year}"),
    ("dated", "{date}_{id}"),
    ("by-year", "{source}/{year}/{id}"),
];

/// A template of paths; empty, it says nothing of any path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PathTemplate {
    text: String,
    pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text that stands in the path as it is.
    Literal(String),
    /// A field with its width in characters, if that is fixed.
    Field { name: String, width: Option<usize> },
}

impl FromStr for PathTemplate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let typed = text.trim();
        let preset = PRESETS.iter().find(|(name, _)| *name == typed);
        let text = nfc(preset.map_or(typed, |(_, template)| template));
        let pieces = pieces(&text).map_err(|message| format!("path `{text}`: {message}"))?;
        Ok(Self { text, pieces })
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for PathTemplate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<PathTemplate> for String {
    fn from(template: PathTemplate) -> Self {
        template.text
    }
}

impl PathTemplate {
    /// Whether there is nothing to match.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Its pieces, in their order.
    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// How many folders it names above the last part of a path.
    pub(crate) fn depth(&self) -> usize {
        self.text.matches('/').count()
    }
}

impl Piece {
    /// Whether what a field of this name takes is left aside.
    pub(crate) fn is_ignored(name: &str) -> bool {
        matches!(name, "*" | "_")
    }
}

/// Cuts a template into its pieces.
fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (literal, tail) = rest.split_at(at);
        let Some(tail) = tail.strip_prefix('{') else {
            return Err("it has a `}` without a `{` before it".to_owned());
        };
        let closed = tail
            .split_once('}')
            .filter(|(field, _)| !field.contains('{'));
        let Some((field, after)) = closed else {
            return Err(format!("the `{{` in `{{{tail}` is not closed"));
        };
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal.to_owned()));
        }
        pieces.push(self::field(field)?);
        rest = after;
    }
    if pieces.is_empty() && !text.is_empty() {
        let presets: Vec<&str> = PRESETS.iter().map(|(name, _)| *name).collect();
        return Err(format!(
            "it has no field; expected a template such as {{source}}_{{year}}, or one of: {}",
            presets.join(" ")
        ));
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest.to_owned()));
    }
    check(&pieces)?;
    Ok(pieces)
}

/// A field by what stands between its braces: a name, and perhaps a width behind `:`.
fn field(text: &str) -> Result<Piece, String> {
    let (name, width) = match text.split_once(':') {
        Some((name, width)) => {
            let number = width.parse().ok().filter(|width| (1..=255).contains(width));
            let Some(number) = number else {
                return Err(format!(
                    "`{{{text}}}`: expected a number of characters from 1 to 255 after the `:`"
                ));
            };
            (name, Some(number))
        }
        None => (text, None),
    };
    let is_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-');
    if name != "*" && (name.is_empty() || !name.chars().all(is_name)) {
        return Err(format!(
            "`{{{text}}}`: expected a name of letters, digits, `_` and `-`, or `*`"
        ));
    }
    Ok(Piece::Field {
        name: name.to_owned(),
        width,
    })
}

/// Fails if a field is there twice, or if nothing says where one ends and the next begins.
fn check(pieces: &[Piece]) -> Result<(), String> {
    let mut names = SortedSet::new();
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Field { name, width } = piece else {
            continue;
        };
        if !Piece::is_ignored(name) && !names.insert(name) {
            return Err(format!("`{{{name}}}` occurs twice"));
        }
        if let (None, Some(Piece::Field { name: next, .. })) = (width, pieces.get(index + 1)) {
            return Err(format!(
                "there is no text between `{{{name}}}` and `{{{next}}}`; add some, or give the first a width, as in `{{{name}:4}}`"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_template_is_told() {
        for (template, message) in [
            ("{source", "not closed"),
            ("{a{b}}", "not closed"),
            ("source}", "without a `{`"),
            ("{id}_{id}", "`{id}` occurs twice"),
            (
                "{source}{year}",
                "there is no text between `{source}` and `{year}`",
            ),
            ("{}", "expected a name"),
            ("{a b}", "expected a name"),
            ("{id:x}", "number of characters"),
            ("{id:0}", "number of characters"),
            ("undg", "it has no field"),
        ] {
            let error = template.parse::<PathTemplate>().expect_err(template);
            assert!(error.contains(message), "{template}: {error}");
        }
        for (name, _) in PRESETS {
            assert!(!name.parse::<PathTemplate>().expect("a preset").is_empty());
        }
    }
}
