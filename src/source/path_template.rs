//! Takes a template such as `{source}_{session}_{year}` and the path of a document, gives what the
//! path states.
//!
//! A template is matched on the path below the input, without its ending, and from its end: a
//! template of two parts (`{year}/{id}`) looks at the last two, and folders above do not matter.
//! Text outside braces must stand there as it is. A field takes as little as lets the rest match,
//! at least one character, and never a `/`; `{name:3}` takes exactly three. `{year}`, `{month}` and
//! `{day}` take digits, `{date}` what can be read as a date, `{*}` and `{_}` anything, which is left
//! aside. Any other name becomes a column of metadata.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::clean::Stated;
use crate::clean::{NoDate, nfc, read_date};

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
enum Piece {
    /// Text that stands in the path as it is.
    Literal(String),
    /// A field with its width in characters, if that is fixed.
    Field { name: String, width: Option<usize> },
}

impl FromStr for PathTemplate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let preset = PRESETS.iter().find(|(name, _)| *name == text);
        let text = nfc(preset.map_or(text, |(_, template)| template));
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

    /// Whether a path, without its ending, fits.
    pub(crate) fn fits(&self, path: &str) -> bool {
        self.fields(&nfc(path)).is_some()
    }

    /// What a path, without its ending, states; `None` if it does not fit.
    pub(super) fn read(&self, path: &str) -> Option<Stated> {
        let path = nfc(path);
        let fields = self.fields(&path)?;
        let mut stated = Stated::default();
        for (name, value) in &fields {
            // A month or a day alone is no date, and of a year there is no more to say.
            if !matches!(*name, "month" | "day") {
                stated.set(name, value);
            }
        }
        let part = |name| {
            fields
                .iter()
                .find(|(own, _)| *own == name)
                .map(|field| field.1)
        };
        if let (None, Some(year), Some(month)) = (part("date"), part("year"), part("month")) {
            let day = part("day").map_or(String::new(), |day| format!("-{day:0>2}"));
            stated.set("date", &format!("{year}-{month:0>2}{day}"));
        }
        Some(stated)
    }

    /// The named fields of a path, in the order of the template.
    fn fields<'a>(&'a self, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
        if self.is_empty() {
            return None;
        }
        let depth = self.text.matches('/').count();
        let start = path.rmatch_indices('/').nth(depth);
        let path = start.map_or(path, |(slash, _)| &path[slash + 1..]);
        let mut matcher = Matcher {
            pieces: &self.pieces,
            path,
            failed: BTreeSet::new(),
            fields: Vec::new(),
        };
        matcher.fits(0, 0).then_some(matcher.fields)
    }
}

/// Matches by trying the shortest field first, and remembers what has failed, so that the work is
/// bounded by the product of template and path.
struct Matcher<'a> {
    pieces: &'a [Piece],
    path: &'a str,
    /// Pieces and places of the path from which the rest does not match.
    failed: BTreeSet<(usize, usize)>,
    fields: Vec<(&'a str, &'a str)>,
}

impl<'a> Matcher<'a> {
    fn fits(&mut self, piece: usize, start: usize) -> bool {
        let pieces = self.pieces;
        let rest = &self.path[start..];
        let Some(now) = pieces.get(piece) else {
            return rest.is_empty();
        };
        if self.failed.contains(&(piece, start)) {
            return false;
        }
        let found = match now {
            Piece::Literal(text) => {
                rest.starts_with(text.as_str()) && self.fits(piece + 1, start + text.len())
            }
            Piece::Field { name, width } => self.field(piece, start, name, *width),
        };
        if !found {
            self.failed.insert((piece, start));
        }
        found
    }

    fn field(&mut self, piece: usize, start: usize, name: &'a str, width: Option<usize>) -> bool {
        let rest = &self.path[start..];
        let part = rest.split('/').next().unwrap_or_default();
        for (length, (at, char)) in (1..).zip(part.char_indices()) {
            let value = &part[..at + char.len_utf8()];
            if width.is_some_and(|width| width != length) || !may_be(name, value) {
                continue;
            }
            let kept = self.fields.len();
            if !is_ignored(name) {
                self.fields.push((name, value));
            }
            if self.fits(piece + 1, start + value.len()) {
                return true;
            }
            self.fields.truncate(kept);
        }
        false
    }
}

/// Whether a field of this name may have this value.
fn may_be(name: &str, value: &str) -> bool {
    let is_number = |lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
    };
    match name {
        "year" => is_number(4..=4),
        "month" | "day" => is_number(1..=2),
        // What may be two days is a date, and is told of.
        "date" => matches!(read_date(value, None), Ok(_) | Err(NoDate::Ambiguous)),
        _ => true,
    }
}

fn is_ignored(name: &str) -> bool {
    matches!(name, "*" | "_")
}

/// Cuts a template into its pieces.
fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (literal, tail) = rest.split_at(at);
        let Some(tail) = tail.strip_prefix('{') else {
            return Err("there is a `}` without a `{` before it".to_owned());
        };
        let closed = tail
            .split_once('}')
            .filter(|(field, _)| !field.contains('{'));
        let Some((field, after)) = closed else {
            return Err(format!("`{{{tail}` has a `{{` that is not closed"));
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
                    "`{{{text}}}`: expected a number of characters from 1 to 255 behind the `:`"
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
    let mut names = BTreeSet::new();
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Field { name, width } = piece else {
            continue;
        };
        if !is_ignored(name) && !names.insert(name) {
            return Err(format!("`{{{name}}}` is there twice"));
        }
        if let (None, Some(Piece::Field { name: next, .. })) = (width, pieces.get(index + 1)) {
            return Err(format!(
                "nothing stands between `{{{name}}}` and `{{{next}}}`; put text between them, or give the first a width, as in `{{{name}:4}}`"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(template: &str, path: &str) -> Option<Vec<String>> {
        let template: PathTemplate = template.parse().expect("a template");
        let fields = template.fields(path)?;
        Some(
            fields
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect(),
        )
    }

    #[test]
    fn fields_take_what_lets_the_rest_match() {
        for (template, path, expected) in [
            ("{date}_{id}", "2015-12-16_a_b", "date=2015-12-16 id=a_b"),
            (
                "{source}/{date}_{id}",
                "x/wire/2015-12_z",
                "source=wire date=2015-12 id=z",
            ),
            (
                "ungd",
                "Session 72 - 2017/USA_72_2017",
                "source=USA session=72 year=2017",
            ),
            (
                "ungd",
                "North_Isle_72_2017",
                "source=North session=Isle_72 year=2017",
            ),
            (
                "{year:4}{month:2}{day:2}-{*}",
                "20151216-x",
                "year=2015 month=12 day=16",
            ),
            ("{_}-{id}", "draft-7-b", "id=7-b"),
            ("v{id}", "v1", "id=1"),
        ] {
            let found = fields(template, path).map(|fields| fields.join(" "));
            assert_eq!(found.as_deref(), Some(expected), "{path}");
        }
    }

    #[test]
    fn what_does_not_fit_states_nothing() {
        for (template, path) in [
            ("{source}_{year}", "usa_17"),
            ("{source}_{year}", "usa"),
            ("{source}_{year}", "_2017"),
            ("{source}/{year}/{id}", "2017/a"),
            ("{source}_{id}", "a/b"),
            ("{date}_{id}", "draft_a"),
            ("v{id}", "w1"),
            ("{id:3}", "ab"),
            ("{id:3}", "abcd"),
        ] {
            assert_eq!(fields(template, path), None, "{template} {path}");
        }
        assert!(!PathTemplate::default().fits("a"));
    }

    #[test]
    fn letters_fit_however_they_are_composed() {
        let template: PathTemplate = "caf\u{e9}_{id}".parse().expect("a template");
        assert!(template.fits("cafe\u{301}_1"));
    }

    #[test]
    fn names_with_many_signs_are_matched_in_bounded_time() {
        let template = "{a}_{b}_{c}_{d}_{e}_{f}_{g}_{h}_{i}_{j}!";
        assert_eq!(fields(template, &"_".repeat(250)), None);
    }

    #[test]
    fn a_wrong_template_is_told() {
        for (template, message) in [
            ("{source", "not closed"),
            ("{a{b}}", "not closed"),
            ("source}", "without a `{`"),
            ("{id}_{id}", "`{id}` is there twice"),
            (
                "{source}{year}",
                "nothing stands between `{source}` and `{year}`",
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
