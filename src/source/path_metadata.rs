//! Takes the path of a document and the template of the settings, gives what the path states by it.
//!
//! A template is matched on the path below the input, without its ending, and from its end: a
//! template of two parts (`{year}/{id}`) looks at the last two, and folders above do not matter.

use crate::clean::{NoDate, Stated, read_date};
use crate::config::{DateOrder, PathTemplate, Piece};
use crate::model::nfc;
use crate::sorted::SortedSet;

/// Whether a path, without its ending, fits a template.
pub(crate) fn path_fits(template: &PathTemplate, path: &str) -> bool {
    fields(template, &nfc(path)).is_some()
}

/// What a path, without its ending, states; `None` if it does not fit the template.
pub(super) fn stated_by_path(template: &PathTemplate, path: &str) -> Option<Stated> {
    let path = nfc(path);
    let fields = fields(template, &path)?;
    let mut stated = Stated::default();
    for (name, value) in &fields {
        // A month or a day alone is no date, and of a year there is no more to say.
        if !matches!(*name, "month" | "day") {
            stated.set(name, value);
        }
    }
    let value_of = |wanted| {
        let mut fields = fields.iter();
        fields
            .find(|(name, _)| *name == wanted)
            .map(|field| field.1)
    };
    if let (None, Some(year), Some(month)) = (value_of("date"), value_of("year"), value_of("month"))
    {
        let day = value_of("day").map_or(String::new(), |day| format!("-{day:0>2}"));
        stated.set("date", &format!("{year}-{month:0>2}{day}"));
    }
    Some(stated)
}

/// The named fields of a path, in the order of the template.
fn fields<'a>(template: &'a PathTemplate, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    if template.is_empty() {
        return None;
    }
    let start = path.rmatch_indices('/').nth(template.depth());
    let path = start.map_or(path, |(slash, _)| &path[slash + 1..]);
    let mut matcher = Matcher {
        pieces: template.pieces(),
        path,
        failed: SortedSet::new(),
        fields: Vec::new(),
    };
    matcher.fits(0, 0).then_some(matcher.fields)
}

/// Matches by trying the shortest field first, and remembers what has failed, so that the work is
/// bounded by the product of template and path.
struct Matcher<'a> {
    pieces: &'a [Piece],
    path: &'a str,
    /// Pieces and places of the path from which the rest does not match.
    failed: SortedSet<(usize, usize)>,
    fields: Vec<(&'a str, &'a str)>,
}

impl<'a> Matcher<'a> {
    fn fits(&mut self, piece: usize, start: usize) -> bool {
        let pieces = self.pieces;
        let rest = &self.path[start..];
        let Some(current) = pieces.get(piece) else {
            return rest.is_empty();
        };
        if self.failed.contains(&(piece, start)) {
            return false;
        }
        let fits = match current {
            Piece::Literal(text) => {
                rest.starts_with(text.as_str()) && self.fits(piece + 1, start + text.len())
            }
            Piece::Field { name, width } => self.field(piece, start, name, *width),
        };
        if !fits {
            self.failed.insert((piece, start));
        }
        fits
    }

    fn field(&mut self, piece: usize, start: usize, name: &'a str, width: Option<usize>) -> bool {
        let rest = &self.path[start..];
        let part = rest.split('/').next().unwrap_or_default();
        for (length, (at, char)) in (1..).zip(part.char_indices()) {
            let value = &part[..at + char.len_utf8()];
            if width.is_some_and(|width| width != length) || !may_be(name, value) {
                continue;
            }
            let count = self.fields.len();
            if !Piece::is_ignored(name) {
                self.fields.push((name, value));
            }
            if self.fits(piece + 1, start + value.len()) {
                return true;
            }
            self.fields.truncate(count);
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
        "date" => matches!(
            read_date(value, DateOrder::Auto),
            Ok(_) | Err(NoDate::Ambiguous)
        ),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(template: &str, path: &str) -> Option<Vec<String>> {
        let template: PathTemplate = template.parse().expect("a template");
        let fields = super::fields(&template, path)?;
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
            let read = fields(template, path).map(|fields| fields.join(" "));
            assert_eq!(read.as_deref(), Some(expected), "{path}");
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
        assert!(!path_fits(&PathTemplate::default(), "a"));
    }

    #[test]
    fn letters_fit_however_they_are_composed() {
        let template: PathTemplate = "caf\u{e9}_{id}".parse().expect("a template");
        assert!(path_fits(&template, "cafe\u{301}_1"));
    }

    #[test]
    fn names_with_many_signs_are_matched_in_bounded_time() {
        let template = "{a}_{b}_{c}_{d}_{e}_{f}_{g}_{h}_{i}_{j}!";
        assert_eq!(fields(template, &"_".repeat(250)), None);
    }
}
