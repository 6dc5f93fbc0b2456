//! The words that a file shows, found without any of refrain's readers.
//!
//! Text is taken as it stands; of pages and XML the characters between the tags; of tables and JSON the
//! cells and values; of office files and e-books the XML in them. Other formats give nothing.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use std::path::Path;

use quick_xml::escape::resolve_html5_entity;

/// Stands where an element begins or ends that may stand within a word: what is beside it is one word or two.
pub(crate) const SEAM: char = '\u{2060}';
/// Elements whose characters nobody sees.
const UNSEEN: [&str; 10] = [
    "script",
    "style",
    "title",
    "template",
    "noscript",
    "svg",
    "w:instrtext",
    "w:deltext",
    "teiheader",
    "siteinfo",
];
/// Elements that may stand within a word.
const WITHIN_WORDS: [&str; 26] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "big",
    "em",
    "emph",
    "font",
    "hi",
    "i",
    "label",
    "mark",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "wbr",
    "w:r",
    "w:t",
    "a:r",
    "a:t",
    "text:span",
];

/// The text that a file shows, if it can be looked at; `encoding` is the one refrain read it in, `refused` the lines
/// where records begin that it refused.
pub(crate) fn text(file: &Path, encoding: Option<&str>, refused: &BTreeSet<u64>) -> Option<String> {
    let bytes = std::fs::read(file).ok()?;
    if bytes.starts_with(b"PK\x03\x04") {
        return packed(bytes);
    }
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf") {
        return None;
    }
    let text = decoded(&bytes, encoding)?;
    let ending = file
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let head = text.trim_start();
    Some(match ending.as_str() {
        "json" => json(&text),
        "jsonl" | "ndjson" => text.lines().map(json).collect::<Vec<_>>().join("\n"),
        "csv" | "tsv" => cells(&text, refused),
        "html" | "htm" | "xhtml" => {
            // The title in the head is shown beside the page only.
            let body = text.find("<body").map_or(text.as_str(), |at| &text[at..]);
            without_tags(body)
        }
        "md" => without_targets(&text),
        "xml" => cell(&without_tags(&text)),
        _ if head.starts_with("<?xml") || head.starts_with("<!DOCTYPE") => without_tags(&text),
        _ => text.replace(['\u{AD}', '\u{200B}'], ""),
    })
}

fn decoded(bytes: &[u8], encoding: Option<&str>) -> Option<String> {
    let known = match encoding {
        Some(name) => encoding_rs::Encoding::for_label(name.as_bytes())?,
        None => encoding_rs::UTF_8,
    };
    Some(known.decode(bytes).0.into_owned())
}

/// The text of the parts of an office file or e-book that a reader sees, or of the texts in an archive.
fn packed(bytes: Vec<u8>) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.to_lowercase();
        let is_seen = name == "content.xml"
            || name.starts_with("word/") && !name.contains("styles") && !name.contains("/_rels/")
            || name.starts_with("ppt/slides/")
            || name.starts_with("ppt/notesslides/")
            || name == "xl/sharedstrings.xml";
        let is_page = name.ends_with("html") || name.ends_with(".htm");
        let mut content = String::new();
        if (is_seen && name.ends_with(".xml") || is_page)
            && part.read_to_string(&mut content).is_ok()
        {
            text.push_str(&without_tags(&content));
            text.push('\n');
        } else if name.ends_with(".txt") && part.read_to_string(&mut content).is_ok() {
            text.push_str(&content);
        }
    }
    Some(text)
}

/// The strings and numbers of a JSON value, each without its tags.
fn json(text: &str) -> String {
    let mut all = String::new();
    let mut values = match serde_json::from_str(text) {
        Ok(value) => vec![value],
        Err(_) => return text.to_owned(),
    };
    while let Some(value) = values.pop() {
        match value {
            serde_json::Value::String(text) => all.push_str(&cell(&text)),
            serde_json::Value::Number(number) => all.push_str(&number.to_string()),
            serde_json::Value::Array(list) => values.extend(list),
            serde_json::Value::Object(fields) => {
                values.extend(fields.into_iter().map(|(_, value)| value))
            }
            serde_json::Value::Null | serde_json::Value::Bool(_) => {}
        }
        all.push('\n');
    }
    all
}

/// The cells below the header of a table, parted by the mark that is in its first line most often.
fn cells(text: &str, refused: &BTreeSet<u64>) -> String {
    let header = text.lines().next().unwrap_or_default();
    let times = |mark: u8| header.bytes().filter(|&byte| byte == mark).count();
    let mark = [b',', b';', b'\t', b'|']
        .into_iter()
        .rev()
        .max_by_key(|&mark| times(mark));
    let mut reader = csv::ReaderBuilder::new();
    reader.delimiter(mark.unwrap_or(b',')).flexible(true);
    let mut all = String::new();
    for row in reader
        .from_reader(text.as_bytes())
        .records()
        .filter_map(Result::ok)
    {
        let is_refused = |place: &csv::Position| refused.contains(&place.line());
        if row.position().is_some_and(is_refused) {
            continue;
        }
        row.iter()
            .for_each(|text| all = std::mem::take(&mut all) + "\n" + &cell(text));
    }
    all
}

/// Markdown without the addresses that its links lead to and the numbers of its lists.
fn without_targets(text: &str) -> String {
    let mut all = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        all.push_str(before);
        rest = after.find(')').map_or("", |end| &after[end + 1..]);
    }
    all.push_str(rest);
    let is_number = |line: &&str| {
        let number = line.trim_start().split_once(". ");
        number.is_some_and(|(number, _)| number.parse::<u32>().is_ok())
    };
    let lines = all.lines().map(|line| match Some(line).filter(is_number) {
        Some(item) => item.split_once(". ").map_or(item, |(_, text)| text),
        None => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn cell(text: &str) -> String {
    match text.contains("</") || text.contains("<br") {
        true => without_tags(text),
        false => text.to_owned(),
    }
}

/// The characters between the tags.
fn without_tags(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        characters(&rest[..at], &mut text);
        rest = &rest[at..];
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let end = data.find("]]>").unwrap_or(data.len());
            text.push_str(&cell(&data[..end]));
            rest = data.get(end + 3..).unwrap_or_default();
            continue;
        }
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        let end = end_of_tag(rest);
        let tag = &rest[1..end];
        rest = &rest[end..];
        let name = tag.trim_start_matches('/');
        let name = name
            .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
            .next();
        let name = name.unwrap_or_default().to_lowercase();
        if UNSEEN.contains(&name.as_str()) && !tag.starts_with('/') && !tag.ends_with("/>") {
            rest = after(rest, &name);
        }
        text.push(match WITHIN_WORDS.contains(&name.as_str()) {
            true => SEAM,
            false => '\n',
        });
    }
    characters(rest, &mut text);
    text
}

/// Where a tag ends; a `>` in the value of an attribute does not end it.
fn end_of_tag(markup: &str) -> usize {
    let mut quote = None;
    for (at, letter) in markup.char_indices() {
        match quote {
            None if letter == '>' => return at + 1,
            None if matches!(letter, '"' | '\'') && markup[..at].ends_with('=') => {
                quote = Some(letter);
            }
            Some(open) if open == letter => quote = None,
            _ => {}
        }
    }
    markup.find('>').map_or(markup.len(), |end| end + 1)
}

/// What comes after the end of an element.
fn after<'a>(markup: &'a str, name: &str) -> &'a str {
    let ends = markup.match_indices("</");
    let is_end = |at: usize| {
        let here = markup.get(at + 2..at + 2 + name.len());
        here.is_some_and(|here| here.eq_ignore_ascii_case(name))
    };
    let end = ends.map(|(at, _)| at).find(|&at| is_end(at));
    end.map_or("", |end| &markup[end..])
}

/// Adds characters with their entities resolved.
fn characters(markup: &str, text: &mut String) {
    let mut pieces = markup.split('&');
    text.push_str(&pieces.next().unwrap_or_default().replace('\u{AD}', ""));
    for piece in pieces {
        let Some((name, rest)) = piece.split_once(';').filter(|(name, _)| name.len() < 10) else {
            text.push('&');
            text.push_str(piece);
            continue;
        };
        let number =
            name.strip_prefix('#')
                .and_then(|number| match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => number.parse().ok(),
                });
        let letter = number.and_then(char::from_u32).map(String::from);
        let letter = letter.or_else(|| resolve_html5_entity(name).map(str::to_owned));
        text.push_str(
            &letter
                .unwrap_or_else(|| name.to_owned())
                .replace('\u{AD}', ""),
        );
        text.push_str(&rest.replace('\u{AD}', ""));
    }
}
