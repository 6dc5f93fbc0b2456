//! References, a tag before each field: RIS, MEDLINE, Web of Science, EndNote.
//!
//! Gives a document a reference: its abstract is the text, else its note if that is a sentence longer than its title,
//! else the title. A field may go on over lines without a tag. What has no column of its own is kept under its tag.

use std::sync::LazyLock;

use super::draft::Draft;
use super::lines::{Line, lines};
use super::words::Labels;
use super::{Split, cut};
use crate::model::{Layout, Rule};

/// A way to write references.
struct Form {
    labels: LazyLock<Labels>,
    /// The tag of a line, and what stands behind it.
    tag: fn(&str) -> Option<(&str, &str)>,
    /// The tag that begins a reference.
    begins: &'static str,
    /// What the first line of a file begins with.
    signs: &'static [&'static str],
    layout: Layout,
}

static FORMS: [Form; 4] = [
    Form {
        labels: LazyLock::new(|| Labels::of("ris")),
        tag: ris_tag,
        begins: "TY",
        signs: &["TY  -"],
        layout: Layout::Ris,
    },
    Form {
        labels: LazyLock::new(|| Labels::of("medline")),
        tag: medline_tag,
        begins: "PMID",
        signs: &["PMID- "],
        layout: Layout::References,
    },
    Form {
        labels: LazyLock::new(|| Labels::of("wos")),
        tag: wos_tag,
        begins: "PT",
        signs: &[
            "FN Clarivate",
            "FN Thomson",
            "FN ISI",
            "PT J",
            "PT B",
            "PT S",
            "PT P",
        ],
        layout: Layout::References,
    },
    Form {
        labels: LazyLock::new(|| Labels::of("endnote")),
        tag: endnote_tag,
        begins: "%0",
        signs: &["%0 "],
        layout: Layout::References,
    },
];

/// A field of a reference.
struct Field<'a> {
    tag: &'a str,
    name: Option<&'static str>,
    value: &'a str,
    lines: &'a [Line<'a>],
}

pub(super) fn split(text: &str) -> Option<Split> {
    let first = lines(text).find(|line| !line.text.is_empty())?;
    let mut forms = FORMS.iter();
    let form = forms.find(|form| form.signs.iter().any(|sign| first.text.starts_with(sign)))?;
    let lines: Vec<Line<'_>> = lines(text).collect();
    let begins = |line: &str| (form.tag)(line).is_some_and(|(tag, _)| tag == form.begins);
    let pieces = cut::before(&lines, begins);
    let is_reference = |lines: &[Line<'_>]| lines.first().is_some_and(|line| begins(line.text));
    let documents = cut::documents(&lines, pieces, is_reference, |draft, lines, _| {
        read(draft, &fields(lines, form));
    });
    Some(Split::of(form.layout, documents))
}

fn fields<'a>(lines: &'a [Line<'a>], form: &Form) -> Vec<Field<'a>> {
    let tagged = lines.iter().enumerate().filter_map(|(place, line)| {
        let (tag, value) = (form.tag)(line.text)?;
        Some((place, tag, value))
    });
    let tagged: Vec<_> = tagged.collect();
    let ends = tagged.iter().skip(1).map(|(place, ..)| *place);
    let ends = ends.chain([lines.len()]);
    let fields = tagged
        .iter()
        .zip(ends)
        .map(|(&(place, tag, value), end)| Field {
            tag,
            name: form.labels.named(tag),
            value,
            lines: &lines[place..end],
        });
    fields.collect()
}

fn read(draft: &mut Draft, fields: &[Field<'_>]) {
    let of = |name| {
        fields
            .iter()
            .position(|field| field.name == Some(name) && !field.value.is_empty())
    };
    let length = |place: usize| {
        let lines = fields[place].lines.iter();
        lines.map(|line| line.text.len()).sum::<usize>()
    };
    let title = of("title");
    let is_long = |note: &usize| title.is_none_or(|title| length(*note) > length(title));
    let is_sentence = |note: &usize| {
        let last = fields[*note]
            .lines
            .iter()
            .rfind(|line| !line.text.is_empty());
        last.is_some_and(|line| line.text.trim_end().ends_with(['.', '!', '?', '。']))
    };
    let text = of("text")
        .or_else(|| of("note").filter(is_long).filter(is_sentence))
        .or(title);
    for (place, field) in fields.iter().enumerate() {
        let further = field
            .lines
            .iter()
            .skip(1)
            .filter(|line| !line.text.is_empty());
        let number = field.lines.first().map_or(1, |line| line.number);
        if text == Some(place) {
            draft.row(Rule::Mark, number, field.tag);
            let further = further.map(|line| line.text.trim());
            let lines: Vec<&str> = [field.value].into_iter().chain(further).collect();
            draft.text(&lines.join("\n"));
            if text == title {
                draft.set("title", &lines.join(" "));
            }
            continue;
        }
        let tag = field.tag.to_lowercase();
        let name = match field.name {
            Some("text") => "abstract",
            Some(name) => name,
            None => &tag,
        };
        if name == "author" {
            // Each on a line of its own.
            draft.set(name, field.value);
            further.clone().for_each(|line| draft.set(name, line.text));
        } else {
            let further = further.clone().map(|line| line.text.trim());
            let values: Vec<&str> = [field.value].into_iter().chain(further).collect();
            draft.set(name, &values.join(" "));
        }
        for line in field.lines {
            draft.row(Rule::Facts, line.number, line.text);
        }
    }
    day_in_year(draft, fields);
}

/// Web of Science has the day apart from the year.
fn day_in_year(draft: &mut Draft, fields: &[Field<'_>]) {
    let value = |name| {
        fields
            .iter()
            .find(|field| field.name == Some(name))
            .map(|field| field.value)
    };
    if let (Some(day), Some(year)) = (value("month_and_day"), value("date")) {
        draft.set("date", &format!("{day} {year}"));
    }
}

fn is_tag(tag: &str) -> bool {
    !tag.is_empty()
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn ris_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_once("  -")?;
    (tag.len() == 2 && is_tag(tag)).then(|| (tag, value.trim()))
}

fn medline_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_at_checked(4)?;
    let value = value.strip_prefix('-')?;
    let tag = tag.trim_end();
    is_tag(tag).then(|| (tag, value.trim()))
}

fn wos_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_at_checked(2)?;
    let is_apart = value.is_empty() || value.starts_with(' ');
    (is_tag(tag) && is_apart).then(|| (tag, value.trim()))
}

fn endnote_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_at_checked(2)?;
    let is_apart = value.is_empty() || value.starts_with(' ');
    (tag.starts_with('%') && is_apart).then(|| (tag, value.trim()))
}
