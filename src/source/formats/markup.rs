//! XML as a stream of pieces, each name without its namespace.
//!
//! Nothing outside the text is fetched. Entities that the document declares itself are resolved if
//! they stand for a few plain characters; all others are refused where they are used, so that a
//! small document can't swell. There is no recursion, so nesting may be as deep as it likes.

use std::borrow::Cow;

use crate::sorted::SortedMap;
use quick_xml::XmlVersion;
use quick_xml::escape::{resolve_html5_entity, resolve_predefined_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// The longest declared entity that is resolved, in bytes. A reference takes three bytes at least,
/// so a document can't grow by more than a small factor.
const LONGEST_ENTITY: usize = 64;

/// A piece of XML.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// An element opens; one without content closes at once.
    Open(Element<'a>),
    /// The innermost open element closes.
    Close,
    /// Text, with references resolved.
    Text(Cow<'a, str>),
}

/// An element as it opens.
#[derive(Debug)]
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without the namespace.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// The prefix of its name, empty without one.
    pub(super) fn prefix(&self) -> &str {
        let name = self.0.name().into_inner();
        name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// The value of the attribute that is written so, with its prefix.
    pub(super) fn prefixed(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes().flatten();
        let attribute = attributes.find(|attribute| attribute.key.into_inner() == name)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// The value of the attribute of this name, whatever its namespace.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes().flatten();
        let attribute = attributes.find(|attribute| local(attribute.key.into_inner()) == name)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// Its attributes as name without namespace and value, but for the declarations of namespaces.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, String)> {
        let attributes = self.0.attributes().flatten().map(|attribute| {
            let name = attribute.key.into_inner();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            let is_declaration = name == "xmlns" || name.starts_with("xmlns:");
            (!is_declaration).then(|| (local(name), value.into_owned()))
        });
        attributes.flatten()
    }
}

/// Reads XML piece by piece.
pub(super) struct Markup<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    entities: SortedMap<String, Option<String>>,
    depth: usize,
    has_root: bool,
    /// How far lines have been counted, and how many ended before.
    counted: (usize, u32),
}

impl<'a> Markup<'a> {
    /// Starts at the beginning of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            text,
            entities: SortedMap::new(),
            depth: 0,
            has_root: false,
            counted: (0, 0),
        }
    }

    /// What follows the last piece.
    pub(super) fn rest(&self) -> &'a str {
        let end = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        self.text.get(end..).unwrap_or_default()
    }

    /// The line in which the last piece ends, from 1.
    pub(super) fn line(&mut self) -> u32 {
        let (from, lines) = self.counted;
        let end = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let end = end.min(self.text.len()).max(from);
        let passed = self.text.as_bytes().get(from..end).unwrap_or_default();
        let more = memchr::memchr_iter(b'\n', passed).count();
        self.counted = (
            end,
            lines.saturating_add(u32::try_from(more).unwrap_or(u32::MAX)),
        );
        self.counted.1.saturating_add(1)
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// Where the XML is broken or cut off, with the line, or uses an entity that is not resolved.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'a>>, String> {
        loop {
            let event = self.reader.read_event();
            let piece = match event.map_err(|error| self.broken(&error))? {
                Event::Start(element) => {
                    self.depth += 1;
                    self.has_root = true;
                    Piece::Open(Element(element))
                }
                Event::End(_) => {
                    self.depth -= 1;
                    Piece::Close
                }
                Event::Text(text) => Piece::Text(text.xml10_content()),
                Event::CData(text) => Piece::Text(text.xml10_content()),
                Event::GeneralRef(reference) => Piece::Text(self.resolve(&reference)?),
                Event::DocType(declaration) => {
                    self.entities = declared(&declaration);
                    continue;
                }
                Event::Eof if self.depth > 0 || !self.has_root => {
                    return Err(self.broken(&"it ends before its last element is closed"));
                }
                Event::Eof => return Ok(None),
                _ => continue,
            };
            return Ok(Some(piece));
        }
    }

    /// Passes over what the innermost open element holds, and its end.
    pub(super) fn skip(&mut self) -> Result<(), String> {
        let depth = self.depth;
        while self.depth >= depth {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn resolve(&self, reference: &BytesRef<'a>) -> Result<Cow<'a, str>, String> {
        let is_character = reference.is_char_ref();
        if is_character {
            let character = reference.resolve_char_ref();
            let character = character.map_err(|error| self.broken(&error))?;
            return Ok(Cow::Owned(character.into_iter().collect()));
        }
        let name: &str = reference;
        if let Some(declared) = self.entities.get(name) {
            return declared.clone().map(Cow::Owned).ok_or_else(|| {
                format!("declares the entity &{name}; which stands for more than a few characters and was not expanded; expand it first (for example with xmllint --noent)")
            });
        }
        resolve_predefined_entity(name)
            .or_else(|| resolve_html5_entity(name))
            .map(Cow::Borrowed)
            .ok_or_else(|| self.broken(&format!("the entity &{name}; is not declared")))
    }

    fn broken(&self, error: &dyn std::fmt::Display) -> String {
        let end = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        let end = end.max(usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX));
        let read = self.text.as_bytes();
        let read = read.get(..end).unwrap_or(read);
        let line = 1 + memchr::memchr_iter(b'\n', read).count();
        format!("invalid XML on line {line}: {error}")
    }
}

/// The text of each element that holds no other, by name; the first of a name counts.
///
/// # Errors
/// As [`Markup::next`].
pub(super) fn leaves(text: &str) -> Result<SortedMap<String, String>, String> {
    let mut markup = Markup::new(text);
    let mut leaves = Vec::new();
    let mut leaf: Option<(String, String)> = None;
    while let Some(piece) = markup.next()? {
        match piece {
            Piece::Open(element) => leaf = Some((element.name().to_owned(), String::new())),
            Piece::Text(text) => {
                if let Some((_, value)) = &mut leaf {
                    value.push_str(&text);
                }
            }
            Piece::Close => {
                let leaf = leaf
                    .take()
                    .map(|(name, value)| (name, value.trim().to_owned()));
                if let Some((name, value)) = leaf.filter(|(_, value)| !value.is_empty()) {
                    leaves.push((name, value));
                }
            }
        }
    }
    Ok(SortedMap::joined(leaves, |_, _| {}))
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The entities that a document type declares: what each stands for, if that is short and plain.
fn declared(declaration: &str) -> SortedMap<String, Option<String>> {
    let mut entities = Vec::new();
    for declared in declaration.split("<!ENTITY").skip(1) {
        let declared = declared.trim_start();
        let Some((name, rest)) = declared.split_once(|letter: char| letter.is_ascii_whitespace())
        else {
            continue;
        };
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|letter| "\"'".contains(*letter));
        let value = quote.and_then(|quote| rest.get(1..)?.split(quote).next());
        entities.push((name.to_owned(), value.and_then(plain)));
    }
    // As XML has it, the first declaration of a name counts.
    SortedMap::joined(entities, |_, _| {})
}

/// What a declared entity stands for, unless it is long or made of markup or further entities.
fn plain(value: &str) -> Option<String> {
    if value.len() > LONGEST_ENTITY || value.contains('<') {
        return None;
    }
    let resolve = |name: &str| resolve_predefined_entity(name);
    quick_xml::escape::unescape_with(value, resolve)
        .ok()
        .map(Cow::into_owned)
}

#[cfg(test)]
mod tests;
