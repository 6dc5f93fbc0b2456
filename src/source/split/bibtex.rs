//! References in BibTeX and BibLaTeX: `@article{key, title = {...}, ...}`.
//!
//! Gives a document a reference: its abstract is the text, else its note if that is a sentence longer than its title,
//! else the title. Values are in braces, in quotation marks, numbers, or names of `@string`, joined by `#`. What has no column of its own is kept under its
//! name. Text between the references is a comment, by the rules of BibTeX.

mod latex;

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::draft::Draft;
use super::lines::{Line, lines};
use super::words::Labels;
use super::{Split, cut};
use crate::clean::month_number;
use crate::model::{Layout, Rule};
use latex::plain;

static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::of("bibtex"));

/// How far into a file its first reference stands, in bytes: programs write a remark before it.
const LONGEST_REMARK: usize = 4 << 10;
/// What begins with `@` and is no reference.
const NO_REFERENCES: [&str; 3] = ["string", "comment", "preamble"];

/// Names that `@string` gives to texts.
type Names = HashMap<String, String, FixedState>;

/// A field of a reference.
struct Field<'a> {
    name: &'a str,
    value: String,
    /// The field as it stands there, and its line.
    whole: &'a str,
    line: u32,
}

pub(super) fn split(text: &str) -> Option<Split> {
    let head = &text[..text.floor_char_boundary(LONGEST_REMARK)];
    let first = lines(head).find(|line| kind(line.text).is_some())?;
    let is_entry = entry(text.get(first.start..)?, &Names::default(), 1).is_some();
    let (kind_of_first, _) = kind(first.text)?;
    if !is_entry && !is_no_reference(kind_of_first) {
        return None;
    }
    let lines: Vec<Line<'_>> = lines(text).collect();
    let pieces = cut::before(&lines, |line| kind(line).is_some());
    let of_piece = |lines: &[Line<'_>]| {
        let start = lines.first().map_or(0, |line| line.start);
        let end = lines
            .last()
            .map_or(start, |line| line.start + line.text.len());
        text.get(start..end).unwrap_or_default()
    };
    let mut names = Names::default();
    for piece in &pieces {
        let piece = of_piece(&lines[piece.clone()]);
        if kind(piece).is_some_and(|(kind, _)| kind.eq_ignore_ascii_case("string")) {
            let fields = fields(kind(piece).map_or("", |(_, rest)| rest), &names, 1).0;
            for field in fields {
                names
                    .entry(field.name.to_lowercase())
                    .or_insert(field.value);
            }
        }
    }
    let is_reference = |lines: &[Line<'_>]| {
        let kind = lines.first().and_then(|line| kind(line.text));
        kind.is_some_and(|(kind, _)| !is_no_reference(kind))
    };
    let documents = cut::documents(&lines, pieces, is_reference, |draft, lines, _| {
        let number = lines.first().map_or(1, |line| line.number);
        match entry(of_piece(lines), &names, number) {
            Some(entry) => read(draft, &entry),
            None => draft.row(Rule::Cover, number, of_piece(lines)),
        }
    });
    Some(Split::of(Layout::References, documents))
}

fn is_no_reference(kind: &str) -> bool {
    NO_REFERENCES
        .iter()
        .any(|other| kind.eq_ignore_ascii_case(other))
}

/// What an entry that begins here is, and what stands behind its bracket.
fn kind(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start().strip_prefix('@')?;
    let end = rest.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let (kind, rest) = rest.split_at(end);
    let rest = rest.trim_start().strip_prefix(['{', '('])?;
    (!kind.is_empty()).then_some((kind, rest))
}

/// A reference.
struct Entry<'a> {
    kind: &'a str,
    key: &'a str,
    fields: Vec<Field<'a>>,
    /// What follows its bracket, and the line.
    rest: (&'a str, u32),
    line: u32,
}

/// The reference that a text begins with: it has a key and a field at least.
fn entry<'a>(text: &'a str, names: &Names, line: u32) -> Option<Entry<'a>> {
    let (kind, body) = kind(text)?;
    let (key, _) = body.split_once(',')?;
    if key.contains(['=', '{', '}', '"']) {
        return None;
    }
    let before = &text[..text.len() - body.len() + key.len() + 1];
    let start = line + ends(before);
    let (fields, rest) = fields(&body[key.len() + 1..], names, start);
    (!fields.is_empty()).then_some(Entry {
        kind,
        key: key.trim(),
        fields,
        rest,
        line,
    })
}

/// How many lines end in a text.
fn ends(text: &str) -> u32 {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    u32::try_from(ends).unwrap_or(u32::MAX)
}

/// The fields of an entry, and what follows its bracket.
fn fields<'a>(text: &'a str, names: &Names, line: u32) -> (Vec<Field<'a>>, (&'a str, u32)) {
    let (mut rest, mut line, mut fields) = (text, line, Vec::new());
    loop {
        let after = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
        line += ends(&rest[..rest.len() - after.len()]);
        let is_name = |letter: char| !letter.is_whitespace() && !"={}(),\"#".contains(letter);
        let end = after.find(|letter| !is_name(letter)).unwrap_or(after.len());
        let (name, behind) = after.split_at(end);
        let value = behind.trim_start().strip_prefix('=').filter(|_| end > 0);
        let Some(value) = value else {
            let behind = after.strip_prefix(['}', ')']).unwrap_or(after);
            return (fields, (behind, line));
        };
        let (value, next) = read_value(value, names);
        let whole = &after[..after.len() - next.len()];
        fields.push(Field {
            name,
            value,
            whole,
            line,
        });
        line += ends(whole);
        rest = next;
    }
}

/// The value that a text begins with, and what follows.
fn read_value<'a>(text: &'a str, names: &Names) -> (String, &'a str) {
    let (mut value, mut rest) = (String::new(), text);
    loop {
        let start = rest.trim_start();
        let length = match start.as_bytes().first() {
            Some(b'{') => closing(start, b'}'),
            Some(b'"') => closing(start, b'"'),
            _ => start
                .find(|letter: char| letter.is_whitespace() || ",#})".contains(letter))
                .unwrap_or(start.len()),
        };
        let (part, behind) = start.split_at(length);
        match part.as_bytes().first() {
            Some(b'{' | b'"') => {
                let inside = part.get(1..part.len().max(2) - 1).unwrap_or_default();
                let is_closed = part.len() > 1 && part.ends_with(['}', '"']);
                value.push_str(if is_closed { inside } else { &part[1..] });
            }
            _ => {
                let name = part.to_lowercase();
                value.push_str(names.get(&name).map_or(part, String::as_str));
            }
        }
        match behind.trim_start().strip_prefix('#') {
            Some(next) => rest = next,
            None => return (value, behind),
        }
    }
}

/// How long a value in brackets or quotation marks is, these included. One that nothing closes goes on to
/// the end.
fn closing(text: &str, end: u8) -> usize {
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if std::mem::take(&mut is_escaped) => {}
            b'\\' => is_escaped = true,
            b'"' if end == b'"' && depth == 0 && at > 0 => return at + 1,
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && end == b'}' {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// The first field with a value that has this name.
fn place_of(entry: &Entry<'_>, name: &str) -> Option<usize> {
    let mut fields = entry.fields.iter();
    fields
        .position(|field| LABELS.named(field.name) == Some(name) && !field.value.trim().is_empty())
}

/// The field that is the text.
fn text_place(entry: &Entry<'_>) -> Option<usize> {
    let length = |place: usize| entry.fields[place].value.len();
    let title = place_of(entry, "title");
    let is_long = |note: &usize| title.is_none_or(|title| length(*note) > length(title));
    let is_sentence = |note: &usize| {
        let value = entry.fields[*note].value.trim_end();
        value.ends_with(['.', '!', '?', '。'])
    };
    place_of(entry, "text")
        .or_else(|| place_of(entry, "note").filter(is_long).filter(is_sentence))
        .or(title)
}

fn read(draft: &mut Draft, entry: &Entry<'_>) {
    let named = |field: &Field<'_>| LABELS.named(field.name);
    let title = place_of(entry, "title");
    let text = text_place(entry);
    draft.set("id", entry.key);
    draft.set("reference_type", entry.kind);
    draft.row(
        Rule::Mark,
        entry.line,
        &format!("@{}{{{}", entry.kind, entry.key),
    );
    for (place, field) in entry.fields.iter().enumerate() {
        let value = plain(&field.value).replace("\r\n", "\n");
        if text == Some(place) {
            draft.row(Rule::Mark, field.line, field.name);
            value
                .split("\n\n")
                .for_each(|paragraph| draft.text(paragraph));
            if text == title {
                draft.set("title", &value);
            }
            continue;
        }
        let lower = field.name.to_lowercase();
        let name = match named(field) {
            Some("text") => "abstract",
            Some(name) => name,
            None => &lower,
        };
        let is_people = matches!(name, "author" | "editor");
        let joined = value.split_whitespace().collect::<Vec<_>>().join(" ");
        match name {
            "date" => set_date(draft, &joined),
            _ if is_people => joined
                .split(" and ")
                .for_each(|person| draft.set(name, person)),
            _ => draft.set(name, &joined),
        }
        draft.row(Rule::Facts, field.line, field.whole);
    }
    let of_year = |wanted: &str| {
        let mut fields = entry.fields.iter();
        fields.find(|field| field.name.eq_ignore_ascii_case(wanted))
    };
    if let Some(year) = of_year("year") {
        let value = |field: &Field<'_>| plain(&field.value).trim().to_owned();
        let day = of_year("day").map(value);
        day_of(
            draft,
            &value(year),
            of_year("month").map(value),
            day.as_deref(),
        );
    }
    draft.row(Rule::Cover, entry.rest.1, entry.rest.0);
}

/// Of a span of time the beginning counts.
fn set_date(draft: &mut Draft, value: &str) {
    let start = value.split_once('/').filter(|(start, _)| start.len() >= 4);
    draft.set("date", start.map_or(value, |(start, _)| start));
}

/// The date of a reference with its year, month and day apart.
fn day_of(draft: &mut Draft, year: &str, month: Option<String>, day: Option<&str>) {
    let month = month.unwrap_or_default();
    let mut words = month.split(|letter: char| !letter.is_alphanumeric());
    let stated = |word: &str| word.parse().ok().filter(|number| (1..=12).contains(number));
    // A name comes first: the number beside it is the day, as in `5 February`.
    let by_name = words.clone().find_map(month_number);
    let of_year = by_name.or_else(|| words.clone().find_map(stated));
    let is_day = |word: &str| word.parse::<u8>().ok().filter(|day| (1..=31).contains(day));
    let is_named = month.contains(char::is_alphabetic);
    let of_month = words.find_map(is_day).filter(|_| is_named);
    let day = day.and_then(is_day).or(of_month);
    match (of_year, day) {
        (Some(month), Some(day)) => draft.set("date", &format!("{year}-{month:02}-{day:02}")),
        (Some(month), None) => draft.set("date", &format!("{year}-{month:02}")),
        (None, _) => draft.set("date", year),
    }
}
