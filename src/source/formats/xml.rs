//! XML documents: TEI, NITF, NewsML, JATS, DocBook, feeds, and any other by its shape.
//!
//! Takes decoded text, gives a document for each that the file holds: several for a corpus, a
//! message of news, a feed, records, or the speeches of a sitting. Where the vocabulary is not known, an
//! element is part of its paragraph if elements of its name mostly stand among text.

mod beside;
mod fields;
mod leads;
mod records;
mod shape;
mod speech;
mod walk;

use super::super::split::Split;
use super::Converted;
use super::feed::feed;
use super::markup::{Markup, Piece};
use super::vocabulary::Vocabulary;
use super::wiki::wiki;
use crate::config::ReadConfig;
use crate::model::{Layout, ReadingDoubt, ReadingDoubts};
use crate::parser_guard::caught;
use fields::Reader;
use records::Records;
use shape::Shape;
pub(crate) use speech::Speeches;
use walk::Walk;

/// Converts an XML file.
///
/// # Errors
/// If the XML is broken, holds entities that would swell, or no text, or if the user names a field that
/// it does not have.
pub(crate) fn xml(text: &str, config: &ReadConfig, speeches: Speeches) -> Result<Split, String> {
    caught(|| {
        let root = root(text)?;
        let names_text = config.fields.get("text").is_some_and(|name| name != "text");
        let (layout, documents) = match root.as_str() {
            "rss" | "RDF" | "feed" if !names_text => (Layout::Feed, feed(text)?),
            "mediawiki" if !names_text => (Layout::MediaWiki, wiki(text)?),
            root => of_shape(text, root, (config, speeches))?,
        };
        if documents.is_empty() {
            return Err("it contains no text".to_owned());
        }
        Ok(Split::of(layout, documents))
    })
}

/// The documents of a file that is known by its shape: records, one text, or speeches.
fn of_shape(
    text: &str,
    root: &str,
    (config, speeches): (&ReadConfig, Speeches),
) -> Result<(Layout, Vec<Converted>), String> {
    let shape = Shape::of(text)?;
    let vocabulary = match Vocabulary::of(root) {
        _ if is_factiva(&shape) => Vocabulary::factiva(),
        known => known,
    };
    let names_text = config.fields.get("text").is_some_and(|name| name != "text");
    let records = match vocabulary.is_other() || names_text {
        true => Records::of(&shape, config)?,
        false => None,
    };
    if let Some(records) = records {
        let documents = Reader::new(&shape, &records).read(text)?;
        return Ok((Layout::Records, documents));
    }
    let mut documents = Walk::new(vocabulary, &shape, speeches).read(text)?;
    if vocabulary.repeats_lead {
        documents
            .iter_mut()
            .for_each(|document| leads::take_copies(document, text));
    }
    if let [only] = &mut documents[..]
        && vocabulary.is_other()
        && !matches!(speeches, Speeches::Joined)
        && let Some(note) = shape.hint()
    {
        only.notes.push(note);
        only.doubts.extend(ReadingDoubts::of(ReadingDoubt::Split));
    }
    let is_sitting = documents.iter().any(|document| document.speaks());
    let layout = match is_sitting {
        true => Layout::Speeches,
        false if is_factiva(&shape) => Layout::Factiva,
        false => Layout::Records,
    };
    Ok((layout, documents))
}

/// Whether an element that only texts of Factiva have is there.
fn is_factiva(shape: &Shape) -> bool {
    let mut of_texts = Vocabulary::factiva().inside.iter();
    of_texts.any(|name| shape.count(name) > 0)
}

/// The name of the root element.
fn root(text: &str) -> Result<String, String> {
    let mut markup = Markup::new(text);
    while let Some(piece) = markup.next()? {
        if let Piece::Open(element) = piece {
            return Ok(element.name().to_owned());
        }
    }
    Err("invalid XML: it has no element".to_owned())
}

#[cfg(test)]
mod tests;
