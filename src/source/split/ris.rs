//! References in RIS: a record from `TY  - ` to `ER  - `, a field a line.
//!
//! Gives a document a record: its abstract is the text, else its note. A field may go on over lines
//! without a tag. What has no place of its own is kept under its tag.

use super::Split;
use super::lines::lines;
use crate::model::Layout;
use crate::source::formats::Converted;

pub(super) fn split(text: &str) -> Option<Split> {
    let mut started = lines(text).skip_while(|line| line.text.is_empty());
    field_of(started.next()?.text.trim_start_matches('\u{feff}'))
        .filter(|(tag, _)| *tag == "TY")?;
    let mut documents = Vec::new();
    let mut fields: Vec<(&str, String)> = Vec::new();
    for line in lines(text) {
        match field_of(line.text) {
            Some(("ER", _)) => documents.push(document(std::mem::take(&mut fields))),
            Some((tag, value)) => fields.push((tag, value.to_owned())),
            None if line.text.is_empty() => {}
            None => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.text.trim_start());
                }
            }
        }
    }
    if !fields.is_empty() {
        documents.push(document(fields));
    }
    Some(Split::of(Layout::Ris, documents))
}

/// The tag and the value of a line.
fn field_of(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_once("  -")?;
    let is_tag = tag.len() == 2
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_tag.then(|| (tag, value.trim()))
}

fn document(fields: Vec<(&str, String)>) -> Converted {
    let mut document = Converted::default();
    let mut texts = [const { None }; 2];
    for (tag, value) in fields {
        let place = match tag {
            "AB" | "N2" => &mut texts[0],
            "N1" => &mut texts[1],
            "TI" | "T1" => &mut document.title,
            "AU" | "A1" => &mut document.author,
            "JO" | "JF" | "T2" => &mut document.source,
            "DA" | "PY" | "Y1" => &mut document.date,
            "LA" => &mut document.language,
            "TY" => continue,
            _ => {
                document.fields.push((tag.to_lowercase(), value));
                continue;
            }
        };
        match place {
            None => *place = Some(value),
            Some(_) => document.fields.push((tag.to_lowercase(), value)),
        }
    }
    let [summary, note] = texts;
    document.text = summary.or(note).unwrap_or_default();
    document
}
