//! XML text, written element by element.

use std::io::{self, Write as _};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

type Document = Writer<Vec<u8>>;

/// The text of a document that `fill` writes.
pub(super) fn document(fill: impl FnOnce(&mut Document) -> io::Result<()>) -> String {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
    // Writing to memory does not fail.
    let _ = out
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| fill(&mut out));
    let mut bytes = out.into_inner();
    let _ = bytes.write_all(b"\n");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// An element with attributes and what `fill` writes inside.
pub(super) fn element(
    out: &mut Document,
    name: &str,
    attributes: &[(&str, &str)],
    fill: impl FnOnce(&mut Document) -> io::Result<()>,
) -> io::Result<()> {
    out.create_element(name)
        .with_attributes(plain(attributes).iter().map(pair))
        .write_inner_content(fill)?;
    Ok(())
}

/// An element with attributes and nothing inside.
pub(super) fn empty(out: &mut Document, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    out.create_element(name)
        .with_attributes(plain(attributes).iter().map(pair))
        .write_empty()?;
    Ok(())
}

/// An element with an attribute and text inside.
pub(super) fn text(
    out: &mut Document,
    name: &str,
    attribute: (&str, &str),
    text: &str,
) -> io::Result<()> {
    let element = out.create_element(name).with_attribute(attribute);
    element.write_text_content(BytesText::new(&allowed(text)))?;
    Ok(())
}

fn pair((name, value): &(String, String)) -> (&str, &str) {
    (name, value)
}

fn plain(attributes: &[(&str, &str)]) -> Vec<(String, String)> {
    attributes
        .iter()
        .map(|(name, value)| ((*name).to_owned(), allowed(value)))
        .collect()
}

/// Text without what XML 1.0 can't hold.
fn allowed(text: &str) -> String {
    let is_allowed = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.chars().filter(is_allowed).collect()
}
