//! Files of XML on their way into batches: whole, or in stretches if they are too large for that.

use std::io;

use super::super::batch::{BATCH, Part};
use super::super::formats::Kind;
use super::super::stretch::Stretch;
use super::super::unpack::{Content, too_large};
use super::super::xml_cutter::{Cutter, End};
use super::super::{LARGEST_DOCUMENT, skip};
use super::{HEAD, Opening};

/// The largest dump of a wiki that is read whole, in bytes.
pub(in super::super) const LARGEST_DUMP: u64 = 64 << 20;

impl Opening<'_> {
    /// A file of XML: whole, unless it is a dump of a wiki, or larger than a document may be.
    pub(super) fn xml(&mut self, path: &str, content: Content<'_>) -> io::Result<()> {
        if let Content::Memory(_) = content {
            return self.whole(Kind::Xml, path, content);
        }
        let mut reader = content.reader(self.budget);
        let mut bytes = Vec::new();
        for most in [LARGEST_DUMP, LARGEST_DOCUMENT] {
            let rest = (most + 1).saturating_sub(bytes.len() as u64);
            io::Read::read_to_end(&mut io::Read::take(&mut reader, rest), &mut bytes)?;
            if bytes.len() as u64 <= most {
                return self.whole(Kind::Xml, path, Content::Memory(bytes));
            }
            let head = &bytes[..HEAD];
            if memchr::memmem::find(head, b"<mediawiki").is_some() {
                break;
            }
        }
        let stream = io::Read::chain(io::Cursor::new(bytes), reader);
        self.stretches(path, stream)
    }

    /// Elements of a large file of XML, some at a time.
    pub(in super::super) fn stretches(
        &mut self,
        path: &str,
        stream: impl io::Read,
    ) -> io::Result<()> {
        let origin = self.origin(path);
        let Some(mut cutter) = Cutter::new(stream)? else {
            return Err(too_large(LARGEST_DOCUMENT));
        };
        let end = loop {
            let elements = match cutter.next(BATCH, LARGEST_DOCUMENT as usize)? {
                Ok(elements) => elements,
                Err(end) => break end,
            };
            let stretch = Stretch {
                origin: origin.clone(),
                frame: cutter.frame(),
                elements,
            };
            if stretch.elements.first == 1 && !stretch.holds_documents(self.config) {
                return Err(too_large(LARGEST_DOCUMENT));
            }
            let size = stretch.elements.bytes.len();
            self.push(Part::Stretch(stretch), size);
            if self.is_stopped {
                return Ok(());
            }
        };
        let reason = match end {
            End::Whole => return Ok(()),
            End::CutOff => {
                "cut off: it ends before its last element is closed; the complete ones were read"
            }
            End::More => "what follows the list of its repeated elements is not read",
        };
        self.push(Part::Skipped(skip(path, None, None, reason.to_owned())), 0);
        Ok(())
    }
}
