//! A whole file to one document: converted where it is no text, decoded where it is.

use sha2::{Digest, Sha256};

use super::foreign::{Content, Foreign, Unread};
use super::formats::{self, Converted, Kind, Speeches};
use super::front_matter::front_matter;
use super::split::{self, Split};
use super::stated_document::{StatedDocument, hand_on, of_converted, of_split};
use super::{ContentKey, Origin, Sink, decode_text};
use crate::clean::{AnnotatedDocument, Stated, annotated_documents};
use crate::config::{ReadConfig, SplitMode};
use crate::model::{DocumentInfo, Format, Layout, Place, RawDocument, ReadingDoubt};

/// A file, or one of an archive, with its content.
#[derive(Debug)]
pub(super) struct WholeFile {
    pub(super) origin: Origin,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
}

impl WholeFile {
    /// Hands the document, or the reason for none, to `sink`.
    pub(super) fn read(self, config: &ReadConfig, sink: &mut dyn Sink) {
        let origin = self.origin.clone();
        let sha256 = Sha256::digest(&self.bytes).into();
        if sink.begin(&|| ContentKey::new(&sha256, &origin, &self.kind), None) {
            return;
        }
        let place = Place {
            path: origin.path.clone(),
            line: None,
        };
        let size = self.bytes.len() as u64;
        let info = |format| DocumentInfo::new(place.clone(), format, size, sha256);
        let documents = match Foreign::of(self.kind) {
            Some(foreign) if size > 0 => foreign
                .read(self.bytes, config)
                .map(|content| of_foreign(content, &info, &config.split)),
            _ => self.convert(&info, config).map_err(Unread::from),
        };
        let is_passing = documents.as_ref().is_err_and(|unread| unread.is_passing);
        let documents = documents.map_err(|unread| unread.reason);
        hand_on(documents, &origin, size, config, sink);
        if is_passing {
            sink.forget();
        } else {
            sink.end();
        }
    }

    fn convert(
        self,
        info: &dyn Fn(Format) -> DocumentInfo,
        config: &ReadConfig,
    ) -> Result<Vec<StatedDocument>, String> {
        if self.bytes.is_empty() {
            return Err("empty file".to_owned());
        }
        let format = match self.kind {
            Kind::Html => Format::Html,
            Kind::Xml => Format::Xml,
            Kind::Markdown => Format::Markdown,
            Kind::Annotated => Format::Annotated,
            // The decoder looks at all of it, and refuses what is no text in any encoding.
            Kind::Text | Kind::Binary => Format::Text,
            Kind::Unread(advice) => return Err(advice.to_owned()),
            _ => return Err("binary data, not text".to_owned()),
        };
        let is_markup = matches!(format, Format::Html | Format::Xml);
        let (text, encoding, notes) = decode_text(self.bytes, is_markup, config)?;
        let mut info = info(format);
        info.encoding = encoding;
        notes
            .iter()
            .for_each(|note| info.doubt(ReadingDoubt::Encoding, note));
        if is_markup && let Some(converted) = formats::ocr(&text) {
            return Ok(vec![of_converted(info, converted?)]);
        }
        match format {
            Format::Xml => Ok(of_split(&info, split_xml(&text, config)?)),
            Format::Annotated => {
                let documents = annotated_documents(&text).into_iter().map(of_annotated);
                let split = Split::of(Layout::Annotated, documents.collect());
                Ok(of_split(&info, split.in_mode(&config.split)))
            }
            _ => of_text(info, text, &config.split),
        }
    }
}

/// The documents of a file in a format of another program.
fn of_foreign(
    content: Content,
    info: &dyn Fn(Format) -> DocumentInfo,
    mode: &SplitMode,
) -> Vec<StatedDocument> {
    match content {
        Content::Document(format, converted) => of_word_processor(info(format), *converted, mode),
        Content::Mail(split) => of_split(&info(Format::Mail), split),
        // Rows of sheets are documents of their own, and their files are opened elsewhere.
        Content::Sheets(_) => Vec::new(),
    }
}

/// The documents of a word-processor file, or of a PDF.
fn of_word_processor(
    mut info: DocumentInfo,
    converted: Converted,
    mode: &SplitMode,
) -> Vec<StatedDocument> {
    if let Some(split) = split::text(&converted.text, mode) {
        let mut documents = of_split(&info, split);
        if let Some(first) = documents.first_mut() {
            first.raw.left_out.extend(converted.left_out);
        }
        return documents;
    }
    let note = split::note(&converted.text, mode);
    note.iter()
        .for_each(|note| info.doubt(ReadingDoubt::Split, note));
    // Word processors state the language of the template, whatever the text.
    let language = converted
        .language
        .filter(|_| matches!(info.format, Format::Pdf | Format::Epub));
    let converted = Converted {
        language,
        ..converted
    };
    vec![of_converted(info, converted)]
}

/// The documents of text: of a page only if it is an export; else of a page the article is found later.
fn of_text(
    mut info: DocumentInfo,
    mut text: String,
    mode: &SplitMode,
) -> Result<Vec<StatedDocument>, String> {
    let is_page = info.format == Format::Html;
    let split = if is_page {
        split::page(&text, mode)
    } else {
        split::text(&text, mode)
    };
    if let Some(split) = split {
        return Ok(of_split(&info, split));
    }
    if !is_page {
        let note = split::note(&text, mode);
        note.iter()
            .for_each(|note| info.doubt(ReadingDoubt::Split, note));
    }
    let stated = match info.format {
        Format::Markdown => take_front_matter(&mut text)?,
        _ => Stated::default(),
    };
    let raw = RawDocument {
        info,
        text,
        is_bare: false,
        left_out: Vec::new(),
    };
    Ok(vec![StatedDocument {
        raw,
        stated,
        refused: None,
    }])
}

/// The documents of a file of XML or SGML.
pub(super) fn split_xml(text: &str, config: &ReadConfig) -> Result<Split, String> {
    let speeches = match config.split {
        SplitMode::None => Speeches::Joined,
        SplitMode::Speeches => Speeches::All,
        SplitMode::Auto | SplitMode::Pattern(_) => Speeches::Marked,
    };
    let split = match split::layout(text, &config.split) {
        Some(split) => split,
        None => formats::xml(text, config, speeches)?,
    };
    if !cfg!(feature = "html") && split.documents.iter().any(|item| item.is_html) {
        return Err(formats::NO_WEB_PAGES.to_owned());
    }
    Ok(split.in_mode(&config.split))
}

/// Takes front matter off a text, if there is any, and gives what it states.
fn take_front_matter(text: &mut String) -> Result<Stated, String> {
    let Some((stated, start)) = front_matter(text) else {
        return Ok(Stated::default());
    };
    text.drain(..start);
    if text.trim().is_empty() {
        return Err("empty: the file contains only front matter".to_owned());
    }
    Ok(stated)
}

/// A document of words with their tags.
fn of_annotated(mut document: AnnotatedDocument) -> Converted {
    let mut stated = |names: &[&str]| {
        let mut values = names
            .iter()
            .filter_map(|name| document.attributes.remove(*name));
        values.next()
    };
    let mut converted = Converted {
        id: stated(&["id"]),
        source: stated(&["source", "newspaper", "publication"]),
        title: stated(&["title"]),
        author: stated(&["author"]),
        date: stated(&["date", "year"]),
        language: stated(&["language", "lang"]),
        text: document.text,
        ..Converted::default()
    };
    converted.fields = document.attributes.into_rows();
    converted
}
