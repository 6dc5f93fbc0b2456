//! Yoshikoder dictionaries, and older ones of Lexicoder: XML of `cnode`s, which are categories, and
//! `pnode`s, which are patterns. A first category that holds all others is the dictionary itself and
//! is kept as a concept only if it has patterns of its own.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{Entry, Flaw, check_depth};

pub(super) fn entries(text: &str) -> Result<Vec<Entry>, Flaw> {
    let mut reader = Reader::from_str(text);
    let (mut path, mut entries): (Vec<String>, Vec<Entry>) = (Vec::new(), Vec::new());
    let (mut at, mut counted) = (1, 0);
    loop {
        let event = reader.read_event();
        let position = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let passed = text.as_bytes().get(counted..position).unwrap_or_default();
        at += passed.iter().filter(|byte| **byte == b'\n').count();
        counted += passed.len();
        match event.map_err(|error| (at, format!("invalid XML: {error}")))? {
            Event::Eof if path.is_empty() => break,
            Event::Eof => {
                let message = "the file ends inside a cnode; it may be incomplete";
                return Err((at, message.to_owned()));
            }
            Event::Start(tag) if is_regular(&tag) => {
                let message = "the patterns of this dictionary are regular expressions, which refrain cannot read here; write them as globs";
                return Err((at, message.to_owned()));
            }
            Event::Start(tag) if tag.name().as_ref() == "cnode" => {
                path.push(name(&tag, at)?);
                check_depth(path.len(), at)?;
                entries.push(category(&path, at));
            }
            Event::Empty(tag) if tag.name().as_ref() == "cnode" => {
                path.push(name(&tag, at)?);
                entries.push(category(&path, at));
                path.pop();
            }
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "pnode" => {
                entries.push(Entry::of_form(at, &path, &name(&tag, at)?));
                if path.is_empty() {
                    let message = "a pnode outside any cnode: the pattern has no concept";
                    return Err((at, message.to_owned()));
                }
            }
            Event::End(tag) if tag.name().as_ref() == "cnode" => {
                path.pop();
            }
            _ => {}
        }
    }
    Ok(without_root(entries))
}

/// Whether the patterns of a dictionary are regular expressions.
fn is_regular(node: &BytesStart<'_>) -> bool {
    let engine = node.try_get_attribute("patternengine").ok().flatten();
    engine.is_some_and(|attribute| {
        attribute
            .value
            .as_ref()
            .to_ascii_lowercase()
            .starts_with("reg")
    })
}

fn category(path: &[String], line: usize) -> Entry {
    Entry {
        line,
        path: path.to_vec(),
        pattern: None,
        excludes: false,
    }
}

fn name(node: &BytesStart<'_>, at: usize) -> Result<String, Flaw> {
    let missing = || (at, "a node has no name".to_owned());
    let name = node.try_get_attribute("name").ok().flatten();
    let name = name.ok_or_else(missing)?;
    let name = name.normalized_value(XmlVersion::Implicit1_0);
    let name = name.map_err(|_| missing())?;
    let name = name.trim();
    if name.is_empty() {
        return Err(missing());
    }
    Ok(name.to_owned())
}

/// Takes away the one category at the top, if it holds categories only.
fn without_root(mut entries: Vec<Entry>) -> Vec<Entry> {
    let Some(root) = entries.first().map(|entry| entry.path.clone()) else {
        return entries;
    };
    let is_below = |entry: &Entry| entry.path.first() == root.first();
    let is_top = |entry: &Entry| entry.path.len() == 1 && entry.pattern.is_some();
    let has_others = entries.iter().any(|entry| entry.path.len() > 1);
    if entries.iter().all(is_below) && has_others && !entries.iter().any(is_top) {
        entries.retain(|entry| entry.path.len() > 1);
        entries.iter_mut().for_each(|entry| {
            entry.path.remove(0);
        });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn nodes_nest() {
        let text = "<?xml version=\"1.0\"?>\n<dictionary style=\"050805\">\n<cnode name=\"Mine\">\n\
            <cnode name=\"law &amp; order\"><pnode name=\"rule of law\"/>\n\
            <cnode name=\"courts\"><pnode name=\"court*\"></pnode></cnode></cnode>\n\
            <cnode name=\"empty\"/></cnode></dictionary>";
        assert_eq!(
            shown(&entries(text).expect("a dictionary")),
            [
                "law & order: -",
                "law & order: \"rule of law\"",
                "law & order/courts: -",
                "law & order/courts: \"court*\"",
                "empty: -",
            ]
        );
    }

    #[test]
    fn broken_files_are_told_with_a_line() {
        assert_eq!(entries("<a>\n<cnode>").expect_err("no name").0, 2);
        assert_eq!(
            entries("<a>\n<pnode name='x'/>").expect_err("no concept").0,
            2
        );
        assert_eq!(entries("<a>\n<cnode name='x'>").expect_err("cut").0, 2);
        assert_eq!(
            entries("<a>\n<cnode name='x'></b>").expect_err("broken").0,
            2
        );
    }
}
