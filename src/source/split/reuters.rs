//! Reuters news in SGML, as the collection Reuters-21578 has it.
//!
//! Gives a document for each `<REUTERS>`, with its number, date and headline. Its lists of topics, places
//! and people are fields. What else it holds becomes a row.

use super::Split;
use super::lines::left_out;
use super::tags::Tag;
use crate::clean::without_entities;
use crate::model::{Layout, Rule};
use crate::source::formats::Converted;

/// Lists of a report, each entry in `<D>`.
const LISTS: [&str; 6] = [
    "TOPICS",
    "PLACES",
    "PEOPLE",
    "ORGS",
    "EXCHANGES",
    "COMPANIES",
];

/// How a report ends.
const SIGNATURES: [&str; 2] = ["Reuter", "REUTER"];

pub(super) fn split(text: &str) -> Option<Split> {
    let mut start = text.trim_start_matches('\u{feff}').trim_start();
    if let Some(declared) = start.strip_prefix("<!DOCTYPE") {
        start = declared.split_once('>')?.1.trim_start();
    }
    Tag::first(start).filter(|(tag, _)| tag.name == "REUTERS")?;
    let mut documents = Vec::new();
    let mut line = 1 + line_ends(text.get(..text.len() - start.len())?);
    let mut rest = start;
    while let Some((before, tag, content)) = next_report(rest) {
        line += line_ends(before);
        let (report, after) = content.split_once("</REUTERS>").unwrap_or((content, ""));
        documents.push(document(tag, report, line));
        line += line_ends(
            rest.get(before.len()..rest.len() - after.len())
                .unwrap_or_default(),
        );
        rest = after;
    }
    Some(Split::of(Layout::ReutersSgml, documents))
}

fn line_ends(text: &str) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', text.as_bytes()).count()).unwrap_or(u32::MAX)
}

/// What stands before the next report, its tag, and what follows it.
fn next_report(text: &str) -> Option<(&str, Tag<'_>, &str)> {
    let start = memchr::memmem::find(text.as_bytes(), b"<REUTERS")?;
    let (before, report) = text.split_at(start);
    let (tag, content) = Tag::first(report)?;
    Some((before, tag, content))
}

/// The document of a report that begins in `line`.
fn document(tag: Tag<'_>, report: &str, line: u32) -> Converted {
    let mut document = Converted {
        id: tag
            .attribute("NEWID")
            .or(tag.attribute("OLDID"))
            .map(str::to_owned),
        ..Converted::default()
    };
    let mut open: Vec<&str> = Vec::new();
    let (mut dateline, mut further) = (String::new(), String::new());
    let mut lists = [const { String::new() }; LISTS.len()];
    let mut rest = report;
    while !rest.is_empty() {
        if let Some((tag, after)) = Tag::first(rest) {
            match tag.name.strip_prefix('/') {
                Some(name) if open.contains(&name) => {
                    while open.pop().is_some_and(|last| last != name) {}
                }
                Some(_) => {}
                None if open.len() < 8 => open.push(tag.name),
                None => {}
            }
            further.push(' ');
            rest = after;
            continue;
        }
        let length = rest
            .get(1..)
            .and_then(|rest| rest.find('<'))
            .map_or(rest.len(), |end| end + 1);
        let length = rest.ceil_char_boundary(length);
        let (text, after) = rest.split_at(length);
        rest = after;
        let text = plain(text);
        let list = LISTS.iter().position(|list| open.contains(list));
        match (open.last().copied().unwrap_or_default(), list) {
            (_, Some(list)) => join(&mut lists[list], &text),
            ("TITLE", _) => document.title.get_or_insert_default().push_str(&text),
            ("DATE", _) => document.date.get_or_insert_default().push_str(&text),
            ("AUTHOR", _) => document.author.get_or_insert_default().push_str(&text),
            ("DATELINE", _) => dateline.push_str(&text),
            ("BODY" | "TEXT", _) => document.text.push_str(&text),
            _ => further.push_str(&text),
        }
    }
    let fields = LISTS.iter().zip(lists).chain([(&"DATELINE", dateline)]);
    let fields = fields.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    document.fields = fields.filter(|(_, value)| !value.is_empty()).collect();
    document.left_out = left_out(Rule::Facts, line, &further).into_iter().collect();
    take_signature(&mut document, line);
    if !document.text.contains(char::is_alphanumeric) {
        document.text = document.title.clone().unwrap_or_default();
    }
    document
}

/// The name of the agency at the end is no text.
fn take_signature(document: &mut Converted, line: u32) {
    let body = document.text.trim_end();
    let signature = SIGNATURES
        .iter()
        .find_map(|name| Some((body.strip_suffix(name)?, name)));
    if let Some((before, name)) =
        signature.filter(|(before, _)| before.ends_with(char::is_whitespace))
    {
        let length = before.trim_end().len();
        document.text.truncate(length);
        document
            .left_out
            .extend(left_out(Rule::Signature, line, name));
    }
}

fn join(list: &mut String, text: &str) {
    let text = text.trim();
    if !text.is_empty() && !list.is_empty() {
        list.push_str("; ");
    }
    list.push_str(text);
}

/// Text with its references resolved; control characters are gone.
fn plain(text: &str) -> String {
    let mut out = without_entities(text).into_owned();
    out.retain(|c| !c.is_control() || c == '\n' || c == '\t');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\" OLDID=\"7\" NEWID=\"21\">\n<DATE> 3-MAR-1987 09:10:11.12</DATE>\n<TOPICS><D>grain</D><D>wheat</D></TOPICS><PLACES></PLACES>\n<UNKNOWN>&#5;&#5;&#5;G L\n</UNKNOWN>\n<TEXT>&#2;\n<TITLE>MILLS &lt;MLL> TURN</TITLE>\n<AUTHOR> By A. Miller</AUTHOR><DATELINE>    DELFT, March 3 - </DATELINE><BODY>Mills & sails turned in 3 < 4 towns.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n<REUTERS NEWID=\"22\"><DATE>4-MAR-1987</DATE><TEXT TYPE=\"BRIEF\">&#2;<TITLE>WIND FALLS</TITLE></TEXT></REUTERS>\n";

    #[test]
    fn each_report_is_a_document() {
        let split = split(TWO).expect("reports");
        let [first, second] = split.documents.as_slice() else {
            panic!("{split:?}");
        };
        assert_eq!(first.id.as_deref(), Some("21"));
        assert_eq!(first.title.as_deref(), Some("MILLS <MLL> TURN"));
        assert_eq!(first.text.trim(), "Mills & sails turned in 3 < 4 towns.");
        assert_eq!(
            first.date.as_deref().map(str::trim),
            Some("3-MAR-1987 09:10:11.12")
        );
        assert_eq!(
            first.fields[0],
            ("topics".to_owned(), "grain; wheat".to_owned())
        );
        assert_eq!(first.fields[1].1, "DELFT, March 3 -");
        assert_eq!(
            (first.left_out[0].line, first.left_out[0].text.as_str()),
            (Some(2), "G L")
        );
        assert_eq!(second.text, "WIND FALLS");
    }

    #[test]
    fn other_sgml_is_none() {
        assert_eq!(split("<!DOCTYPE html><REUTER>x"), None);
        assert_eq!(split("Reuters <REUTERS NEWID=\"1\">"), None);
    }
}
