//! A whole file to one document: converted where it is no text, decoded where it is.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::formats::{self, Converted, Kind};
use super::front_matter::front_matter;
use super::path_metadata::stated_by_path;
use super::split::{self, Split};
use super::{ContentKey, Origin, Read, Sink, decode_text, skip};
use crate::clean::{AnnotatedDocument, Origins, Stated, annotated_documents};
use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Format, Layout, Part, Place, RawDocument};

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
        let path = stated_by_path(&config.path, place.without_ending());
        let origins = Origins {
            sidecar: origin.metadata.as_deref(),
            path: path.as_ref(),
            ..Origins::default()
        };
        match self.convert(&place, (size, sha256), config) {
            Ok(documents) => {
                for mut document in documents {
                    let info = &mut document.raw.info;
                    let origins = Origins {
                        document: Some(&document.stated),
                        ..origins
                    };
                    origins.fill(info, config.date_order);
                    if info.source.is_empty() {
                        info.source = info.place.folder().unwrap_or_default().to_owned();
                    }
                    sink.take(Read::Document(document.raw));
                }
            }
            Err(reason) => {
                let mut row = skip(&origin.path, None, Some(size), reason);
                row.source = origins.source().unwrap_or(row.source);
                sink.take(Read::Skipped(row));
            }
        }
        sink.end();
    }

    fn convert(
        self,
        place: &Place,
        (size, sha256): (u64, [u8; 32]),
        config: &ReadConfig,
    ) -> Result<Vec<StatedDocument>, String> {
        if self.bytes.is_empty() {
            return Err("empty file".to_owned());
        }
        let info = |format| DocumentInfo::new(place.clone(), format, size, sha256);
        if let Some(documents) = self.of_converter(&info) {
            return documents;
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
        let (mut text, encoding, notes) = decode_text(self.bytes, is_markup, config)?;
        let mut info = info(format);
        info.encoding = encoding;
        notes.iter().for_each(|note| info.note(note));
        if is_markup && let Some(converted) = formats::ocr(&text) {
            return Ok(vec![of_converted(info, converted?)]);
        }
        if format == Format::Xml {
            let split = formats::xml(&text)?;
            if !cfg!(feature = "html") && split.documents.iter().any(|item| item.is_html) {
                return Err(formats::NO_WEB_PAGES.to_owned());
            }
            return Ok(of_split(&info, split));
        }
        if format == Format::Annotated {
            let documents = annotated_documents(&text).into_iter().map(of_annotated);
            return Ok(of_split(
                &info,
                Split::of(Layout::Annotated, documents.collect()),
            ));
        }
        if let Some(split) = split::text(&text) {
            return Ok(of_split(&info, split));
        }
        let stated = match format {
            Format::Markdown => take_front_matter(&mut text)?,
            _ => Stated::default(),
        };
        let raw = RawDocument {
            info,
            text,
            is_bare: false,
            left_out: Vec::new(),
        };
        Ok(vec![StatedDocument { raw, stated }])
    }
}

impl WholeFile {
    /// The documents of a file that a converter reads; nothing of text and markup.
    fn of_converter(
        &self,
        info: &dyn Fn(Format) -> DocumentInfo,
    ) -> Option<Result<Vec<StatedDocument>, String>> {
        let (format, outcome) = match self.kind {
            Kind::Docx => (Format::Docx, formats::docx(&self.bytes)),
            Kind::Odt => (Format::Odt, formats::odt(&self.bytes)),
            Kind::Rtf => (Format::Rtf, formats::rtf(&self.bytes)),
            Kind::Slides => (Format::Slides, formats::slides(&self.bytes)),
            Kind::Epub => (Format::Epub, formats::epub(&self.bytes)),
            #[cfg(feature = "ole")]
            Kind::Ole => formats::ole(&self.bytes),
            #[cfg(feature = "pdf")]
            Kind::Pdf => (Format::Pdf, formats::pdf(&self.bytes)),
            #[cfg(feature = "mail")]
            Kind::Mail => {
                let split = formats::mail(&self.bytes);
                return Some(split.map(|split| of_split(&info(Format::Mail), split)));
            }
            _ => return None,
        };
        Some(outcome.map(|converted| match split::text(&converted.text) {
            Some(split) => of_split(&info(format), split),
            None => vec![of_converted(info(format), converted)],
        }))
    }
}

/// A document, and what its file states of it outside its text.
struct StatedDocument {
    raw: RawDocument,
    stated: Stated,
}

/// Takes front matter off a text, if there is any, and gives what it states.
fn take_front_matter(text: &mut String) -> Result<Stated, String> {
    let Some((stated, start)) = front_matter(text) else {
        return Ok(Stated::default());
    };
    text.drain(..start);
    if text.trim().is_empty() {
        return Err("empty: holds front matter only".to_owned());
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
    Converted {
        title: stated(&["title"]),
        author: stated(&["author"]),
        date: stated(&["date", "year"]),
        language: stated(&["language", "lang"]),
        text: document.text,
        ..Converted::default()
    }
}

/// The documents of a file that may hold several, numbered from 1 if it does.
fn of_split(info: &DocumentInfo, split: Split) -> Vec<StatedDocument> {
    let Split {
        layout,
        documents,
        stated,
    } = split;
    let of = u32::try_from(documents.len()).unwrap_or(u32::MAX);
    // A file that says it holds more than the one found is a part of itself, too.
    let is_whole = of == 1 && stated.is_none_or(|stated| stated == 1);
    let numbered = documents.into_iter().zip(1..).map(|(item, number)| {
        let mut item_info = info.clone();
        if !is_whole {
            item_info.place.line = Some(u64::from(number));
            item_info.doc_id.clear();
            item_info.bytes = item.text.len() as u64;
            item_info.sha256 = Sha256::digest(&item.text).into();
            item_info.part = Some(Part {
                number,
                of,
                stated,
                layout,
            });
        }
        if item.is_html {
            item_info.format = Format::Html;
        }
        of_converted(item_info, item)
    });
    numbered.collect()
}

/// A document of converted text and what its file states.
fn of_converted(mut info: DocumentInfo, converted: Converted) -> StatedDocument {
    // Word processors state the language of the template, whatever the text.
    let language = converted.language;
    let language = language.filter(|_| !matches!(info.format, Format::Docx | Format::Odt));
    let mut stated = Stated::of([
        ("id", converted.id.as_deref()),
        ("source", converted.source.as_deref()),
        ("title", converted.title.as_deref()),
        ("date", converted.date.as_deref()),
        ("author", converted.author.as_deref()),
        ("language", language.as_deref()),
    ]);
    for (name, value) in converted.fields {
        stated.keep(&Arc::from(name), &value);
    }
    converted.notes.iter().for_each(|note| info.note(note));
    let raw = RawDocument {
        info,
        text: converted.text,
        is_bare: !converted.is_html,
        left_out: converted.left_out,
    };
    StatedDocument { raw, stated }
}
