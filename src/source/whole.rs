//! A whole file to one document: converted where it is no text, decoded where it is.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::formats::{self, Converted, Kind};
use super::metadata::MetadataRow;
use super::{Read, decode_text, skip};
use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Format, Language, Place, RawDocument};

/// A file, or one of an archive, with its content.
#[derive(Debug)]
pub(super) struct WholeFile {
    pub(super) path: Arc<str>,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    pub(super) metadata: Option<Arc<MetadataRow>>,
}

impl WholeFile {
    /// Hands the document, or the reason for none, to `sink`.
    pub(super) fn read(self, config: &ReadConfig, sink: &mut dyn FnMut(Read)) {
        let place = Place {
            path: self.path.clone(),
            line: None,
        };
        let size = self.bytes.len() as u64;
        let metadata = self.metadata.clone();
        match self.convert(place, size, config) {
            Ok(documents) => {
                for mut document in documents {
                    if let Some(row) = &metadata {
                        row.apply(&mut document.info);
                    }
                    sink(Read::Document(document));
                }
            }
            Err((path, reason)) => {
                let mut row = skip(&path, None, Some(size), reason);
                if let Some(source) = metadata.and_then(|row| row.source.clone()) {
                    row.source = source;
                }
                sink(Read::Skipped(row));
            }
        }
    }

    fn convert(
        self,
        place: Place,
        size: u64,
        config: &ReadConfig,
    ) -> Result<Vec<RawDocument>, (Arc<str>, String)> {
        let failed = |reason| (self.path.clone(), reason);
        if self.bytes.is_empty() {
            return Err(failed("empty file".to_owned()));
        }
        let sha256 = Sha256::digest(&self.bytes).into();
        let info = |format| DocumentInfo::new(place, format, size, sha256);
        let converted = match self.kind {
            Kind::Docx => Some((Format::Docx, formats::docx(&self.bytes))),
            Kind::Odt => Some((Format::Odt, formats::odt(&self.bytes))),
            Kind::Pdf => Some((Format::Pdf, formats::pdf(&self.bytes))),
            _ => None,
        };
        if let Some((format, outcome)) = converted {
            let converted = outcome.map_err(failed)?;
            return Ok(vec![of_converted(info(format), converted)]);
        }
        let format = match self.kind {
            Kind::Html => Format::Html,
            Kind::Xml => Format::Xml,
            Kind::Markdown => Format::Markdown,
            Kind::Text => Format::Text,
            Kind::Unread(advice) => return Err(failed(advice.to_owned())),
            _ => return Err(failed("binary data, not text".to_owned())),
        };
        let is_markup = matches!(format, Format::Html | Format::Xml);
        let path = self.path;
        let (text, encoding, notes) =
            decode_text(self.bytes, is_markup, config).map_err(|reason| (path.clone(), reason))?;
        let mut info = info(format);
        info.encoding = encoding;
        notes.iter().for_each(|note| info.note(note));
        if format == Format::Xml {
            let items = formats::xml(&text).map_err(|reason| (path, reason))?;
            return Ok(of_items(&info, items));
        }
        Ok(vec![RawDocument { info, text }])
    }
}

/// The documents of a file that may hold several, numbered from 1 if it does.
fn of_items(info: &DocumentInfo, items: Vec<Converted>) -> Vec<RawDocument> {
    let is_one = items.len() == 1;
    let numbered = items.into_iter().zip(1..).map(|(item, number)| {
        let mut own = info.clone();
        if !is_one {
            own.place.line = Some(number);
            own.doc_id.clear();
            own.bytes = item.text.len() as u64;
            own.sha256 = Sha256::digest(&item.text).into();
        }
        if item.is_html {
            own.format = Format::Html;
        }
        of_converted(own, item)
    });
    numbered.collect()
}

/// A document of converted text and what its file states.
fn of_converted(mut info: DocumentInfo, converted: Converted) -> RawDocument {
    info.title = converted.title.unwrap_or_default();
    info.date = converted.date.unwrap_or_default();
    info.language = converted.language.as_deref().and_then(Language::from_tag);
    if let Some(author) = converted.author {
        info.extra.push((Arc::from("author"), author));
    }
    converted.notes.iter().for_each(|note| info.note(note));
    RawDocument {
        info,
        text: converted.text,
    }
}
