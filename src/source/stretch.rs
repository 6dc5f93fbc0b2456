//! A stretch of an XML file that is too large to be read at once: some of its repeated elements.
//!
//! It is read like a small file, with what stands before the first element of the file in front of it.
//! Numbers of documents and lines are those of the whole file.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::stated_document::{StatedDocument, become_part, hand_on, of_converted};
use super::whole::split_xml;
use super::xml_cutter::{Elements, Frame};
use super::{ContentKey, Origin, Sink, decode_text};
use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Format, Layout, LeftOut, Part, Place, ReadingDoubt};

/// Some elements of a file.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) origin: Origin,
    pub(super) frame: Arc<Frame>,
    pub(super) elements: Elements,
}

impl Stretch {
    /// Hands the documents, or the reason for none, to `sink`.
    pub(super) fn read(self, config: &ReadConfig, sink: &mut dyn Sink) {
        let bytes = self.as_file();
        let sha256 = Sha256::digest(&bytes).into();
        let place = (self.elements.first, self.elements.line);
        if sink.begin(&|| ContentKey::new(&sha256, &self.origin, &place), None) {
            return;
        }
        let size = self.elements.bytes.len() as u64;
        let documents = self.documents(bytes, sha256, config).map_err(|reason| {
            let first = self.elements.first;
            let last = first + self.elements.count.saturating_sub(1);
            let line = self.elements.line;
            format!("its elements {first} to {last}, from line {line}, read on their own: {reason}")
        });
        hand_on(documents, &self.origin, size, config, sink);
        sink.end();
    }

    /// Whether it holds a document for each element, or nearly so: else it is no file of records.
    pub(super) fn holds_documents(&self, config: &ReadConfig) -> bool {
        let sha256 = [0; 32];
        let documents = self.documents(self.as_file(), sha256, config);
        documents.is_ok_and(|documents| documents.len() as u64 * 2 >= self.elements.count)
    }

    fn as_file(&self) -> Vec<u8> {
        let Frame {
            opening, closing, ..
        } = &*self.frame;
        [opening.as_slice(), b"\n", &self.elements.bytes, closing].concat()
    }

    fn documents(
        &self,
        bytes: Vec<u8>,
        sha256: [u8; 32],
        config: &ReadConfig,
    ) -> Result<Vec<StatedDocument>, String> {
        let size = bytes.len() as u64;
        let (text, encoding, notes) = decode_text(bytes, true, config)?;
        let split = split_xml(&text, config)?;
        let place = Place {
            path: self.origin.path.clone(),
            line: None,
        };
        let mut info = DocumentInfo::new(place, Format::Xml, size, sha256);
        info.encoding = encoding;
        notes
            .iter()
            .for_each(|note| info.doubt(ReadingDoubt::Encoding, note));
        let numbered = (self.elements.first..).zip(split.documents);
        let documents = numbered.map(|(number, mut item)| {
            let mut info = info.clone();
            become_part(&mut info, &item.text, self.part(number, split.layout));
            if item.is_html {
                info.format = Format::Html;
            }
            item.left_out.retain_mut(|row| self.is_of_file(row));
            of_converted(info, item)
        });
        Ok(documents.collect())
    }

    fn part(&self, number: u64, layout: Layout) -> Part {
        Part {
            number: u32::try_from(number).unwrap_or(u32::MAX),
            of: 0,
            stated: None,
            layout,
        }
    }

    /// Gives a row its line in the file; rows of what stands before all elements are of the first stretch.
    fn is_of_file(&self, row: &mut LeftOut) -> bool {
        let Some(line) = row.line else { return true };
        let before = self.frame.lines + 1;
        let Some(line) = u64::from(line).checked_sub(before + 1) else {
            return self.elements.first == 1;
        };
        row.line = u32::try_from(self.elements.line + line).ok();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::whole::WholeFile;
    use super::super::xml_cutter::Cutter;
    use super::super::{Read, formats::Kind};
    use super::*;
    use crate::model::RawDocument;

    fn origin() -> Origin {
        Origin {
            path: "dump.xml".into(),
            metadata: None,
        }
    }

    /// What a document is, in a line.
    fn shown(read: Read) -> String {
        match read {
            Read::Document(RawDocument {
                info,
                text,
                left_out,
                ..
            }) => {
                let rows = left_out.iter();
                let rows: Vec<_> = rows.map(|row| (row.line, row.text.as_str())).collect();
                let part = info.part.map(|part| part.number);
                format!(
                    "{part:?} {} {} {} {} {:?} {text} {rows:?}",
                    info.doc_id, info.source, info.title, info.date, info.extra
                )
            }
            Read::Skipped(row) => format!("{}: {}", row.place, row.reason),
        }
    }

    fn whole(xml: &str) -> Vec<String> {
        let mut all = Vec::new();
        let file = WholeFile {
            origin: origin(),
            kind: Kind::Xml,
            bytes: xml.as_bytes().to_vec(),
        };
        file.read(&ReadConfig::default(), &mut |read| all.push(shown(read)));
        all
    }

    fn in_stretches(xml: &str, least: usize) -> Vec<String> {
        let mut cutter = Cutter::new(xml.as_bytes())
            .expect("read")
            .expect("what repeats");
        let mut all = Vec::new();
        while let Ok(elements) = cutter.next(least, 1 << 20).expect("read") {
            let stretch = Stretch {
                origin: origin(),
                frame: cutter.frame(),
                elements,
            };
            assert!(stretch.holds_documents(&ReadConfig::default()));
            stretch.read(&ReadConfig::default(), &mut |read| all.push(shown(read)));
        }
        all
    }

    #[test]
    fn stretches_hold_what_the_whole_file_does() {
        let pages: String = (1..40)
            .map(|id| {
                let text = match id % 5 {
                    0 => "#REDIRECT [[Quay]]".to_owned(),
                    _ => format!("The ''tide'' {id}.\n\n[[Category:Sea]]\nIt rose."),
                };
                format!("  <page>\n<title>Tide {id}</title><ns>0</ns><id>{id}</id><revision><id>7</id><text>{text}</text><sha1>x{id}</sha1></revision></page>\n")
            })
            .collect();
        let wiki = format!(
            "<mediawiki xml:lang='en'>\n<siteinfo><sitename>Wiki</sitename><namespaces>\n<namespace key='14'>Category</namespace></namespaces></siteinfo>\n{pages}</mediawiki>\n"
        );
        let records: String = (1..40)
            .map(|id| format!("<r n='{id}'>\n<id>r{id}</id><date>2014-02-03</date><title>Tide</title><text>The tide {id} came in.</text></r>\n"))
            .collect();
        let records = format!("<?xml version='1.0'?>\n<list>\n{records}</list>");
        let items: String = (1..40)
            .map(|id| format!("<item><title>Tide {id}</title><guid>g{id}</guid><description>The tide {id} came in.</description></item>\n"))
            .collect();
        let feed = format!(
            "<rss version='2.0'><channel><title>Courier</title><language>en</language>\n{items}</channel></rss>"
        );
        for xml in [wiki, records, feed] {
            let expected = whole(&xml);
            assert_eq!(expected.len(), 39);
            for least in [1, 300, 2000, 1 << 20] {
                assert_eq!(in_stretches(&xml, least), expected, "{least}");
            }
        }
    }
}
