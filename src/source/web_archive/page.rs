//! A page or a text of a web archive, as a part of a batch: its document.

use sha2::{Digest, Sha256};

use super::super::formats::Converted;
use super::super::path_metadata::stated_by_path;
use super::super::stated_document::{StatedDocument, of_converted};
use super::super::{ContentKey, Origin, Read, Sink, decode_stated, skip};
use super::response::Codings;
use crate::clean::{Origins, Stated};
use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Format, Numbered, Place, ReadingDoubt};

/// What a document of a web archive is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A web page.
    Page,
    /// Plain text.
    Text,
    /// A PDF document.
    Pdf,
    /// The text of a page, a block of it on each line.
    Lines,
}

/// What is known of a document beside its content.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) content: Content,
    pub(super) media_type: Option<String>,
    /// The encoding that the server states.
    pub(super) charset: Option<String>,
    pub(super) codings: Codings,
    pub(super) address: Option<String>,
    /// The host of the address, without `www.`.
    pub(super) site: Option<String>,
    /// When it was fetched, as the record states it.
    pub(super) fetched: Option<String>,
    pub(super) record_id: Option<String>,
    /// The languages that the crawler identified.
    pub(super) identified_language: Option<String>,
    /// Why the crawler cut it off, if it did.
    pub(super) cut_by_crawler: Option<String>,
    pub(super) notes: Vec<String>,
}

/// A document of a web archive.
#[derive(Debug)]
pub(in super::super) struct WebPage {
    pub(super) origin: Origin,
    /// The number of its record, from 1.
    pub(super) number: u64,
    /// Where its record begins, in bytes of the unpacked file.
    pub(super) offset: u64,
    pub(super) facts: Facts,
    pub(super) bytes: Vec<u8>,
}

impl WebPage {
    /// Hands the document, or the reason for none, to `sink`.
    pub(in super::super) fn read(mut self, config: &ReadConfig, sink: &mut dyn Sink) {
        let bytes = std::mem::take(&mut self.bytes);
        let sha256: [u8; 32] = Sha256::digest(&bytes).into();
        let known_by = (self.number, self.offset, &self.facts);
        if sink.begin(&|| ContentKey::new(&sha256, &self.origin, &known_by), None) {
            return;
        }
        let size = bytes.len() as u64;
        let read = match self.document(bytes, config) {
            Ok(document) => self.named(document, config),
            Err(reason) => Read::Skipped(self.skipped(size, &reason, config)),
        };
        sink.take(read);
        sink.end();
    }

    fn document(&self, bytes: Vec<u8>, config: &ReadConfig) -> Result<StatedDocument, String> {
        if bytes.is_empty() {
            return Err("empty: the record has no content".to_owned());
        }
        let facts = &self.facts;
        let is_cut = facts.cut_by_crawler.is_some();
        let (bytes, damage) = facts.codings.decode(bytes, is_cut)?;
        let place = Place {
            path: self.origin.path.clone(),
            line: Some(self.number),
        };
        let format = match facts.content {
            Content::Lines => Format::Wet,
            _ => Format::Warc,
        };
        let sha256 = Sha256::digest(&bytes).into();
        let mut info = DocumentInfo::new(place, format, bytes.len() as u64, sha256);
        let cut = facts.cut_by_crawler.as_ref();
        let cut = cut.map(|why| format!("cut off by the crawler (WARC-Truncated: {why})"));
        let notes = facts.notes.iter().chain(&damage).chain(&cut);
        notes.for_each(|note| info.note(note));
        let mut converted = match facts.content {
            #[cfg(feature = "pdf")]
            Content::Pdf => super::super::foreign::pdf(bytes, config)?,
            _ => self.decoded(bytes, &mut info, config)?,
        };
        converted.fields.splice(0..0, self.fields());
        let mut document = of_converted(info, converted);
        // What stands around the text of a page is still to be found.
        document.raw.is_bare = matches!(facts.content, Content::Text | Content::Pdf);
        Ok(document)
    }

    /// The text of content that is text or markup.
    fn decoded(
        &self,
        bytes: Vec<u8>,
        info: &mut DocumentInfo,
        config: &ReadConfig,
    ) -> Result<Converted, String> {
        let is_page = self.facts.content == Content::Page;
        if is_page && !cfg!(feature = "html") {
            return Err(super::super::formats::NO_WEB_PAGES.to_owned());
        }
        let charset = self.facts.charset.as_deref();
        let (text, encoding, notes) = decode_stated(bytes, charset, is_page, config)?;
        info.encoding = encoding;
        notes
            .iter()
            .for_each(|note| info.doubt(ReadingDoubt::Encoding, note));
        let text = match self.facts.content {
            Content::Lines => lines_as_paragraphs(&text),
            _ => text,
        };
        Ok(Converted {
            text,
            ..Converted::default()
        })
    }

    /// What the record states beside the text.
    fn fields(&self) -> Vec<(String, String)> {
        let facts = &self.facts;
        let fields = [
            ("url", &facts.address),
            ("fetched", &facts.fetched),
            ("media_type", &facts.media_type),
            ("identified_language", &facts.identified_language),
            ("record_id", &facts.record_id),
        ];
        let stated = fields.into_iter().filter_map(|(name, value)| {
            let value = value.clone()?;
            Some((name.to_owned(), value))
        });
        stated.collect()
    }

    /// The document with what metadata, its record and its path state. What is stated of the file is no id
    /// of one of its documents.
    fn named(&self, document: StatedDocument, config: &ReadConfig) -> Read {
        let StatedDocument {
            mut raw, stated, ..
        } = document;
        let path = self.stated_by_path(config);
        let sidecar = self.sidecar();
        let origins = Origins {
            sidecar: sidecar.as_ref(),
            document: Some(&stated),
            path: path.as_ref(),
        };
        origins.fill(&mut raw.info, config.date_order);
        if raw.info.source.is_empty() {
            raw.info.source = self.site();
        }
        Read::Document(raw)
    }

    fn skipped(&self, size: u64, reason: &str, config: &ReadConfig) -> crate::model::Skipped {
        let path = self.stated_by_path(config);
        let sidecar = self.sidecar();
        let origins = Origins {
            sidecar: sidecar.as_ref(),
            path: path.as_ref(),
            ..Origins::default()
        };
        let reason = at_byte(self.offset, reason);
        let mut row = skip(&self.origin.path, Some(self.number), Some(size), reason);
        row.numbered = Numbered::Record;
        row.source = origins.source().unwrap_or_else(|| self.site());
        row
    }

    fn sidecar(&self) -> Option<Stated> {
        let sidecar = self.origin.metadata.as_deref().cloned();
        sidecar.map(Stated::without_id)
    }

    fn stated_by_path(&self, config: &ReadConfig) -> Option<Stated> {
        let place = Place {
            path: self.origin.path.clone(),
            line: None,
        };
        let stated = stated_by_path(&config.path, place.without_ending());
        stated.map(Stated::without_id)
    }

    /// The source where nothing else is stated: the site, or else what the path stands for.
    fn site(&self) -> String {
        let place = || Place {
            path: self.origin.path.clone(),
            line: None,
        };
        let site = self.facts.site.clone();
        site.unwrap_or_else(|| place().source().to_owned())
    }
}

/// A reason with the place of the record that it is about.
pub(super) fn at_byte(offset: u64, reason: &str) -> String {
    format!("at byte {offset}: {reason}")
}

/// The text with a blank line between its lines.
fn lines_as_paragraphs(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}
