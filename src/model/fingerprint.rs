//! One hash of everything that was read, which identifies a run.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{Corpus, DocumentInfo};
use crate::order::Arrange as _;

impl Corpus {
    /// What is known of all documents that were read, those left out as copies too, by id.
    #[must_use]
    pub fn infos(&self) -> Vec<&DocumentInfo> {
        let documents = self.documents.iter().map(|document| &document.info);
        let duplicates = self.duplicates.iter().map(|document| &document.info);
        let mut infos: Vec<_> = documents.chain(duplicates).collect();
        infos.arrange_by_key(|info| &info.doc_id);
        infos
    }

    /// The SHA-256, in hexadecimal digits, of all documents that were read: over their ids, the hashes
    /// of their bytes and what the metadata state, in the order of the ids, so it does not depend on how
    /// the input was listed.
    #[must_use]
    pub fn input_hash(&self) -> String {
        let mut hash = Sha256::new();
        for info in self.infos() {
            hash.update(info.doc_id.as_bytes());
            hash.update([0]);
            hash.update(info.sha256);
            let stated = [&info.source, &info.date, &info.title];
            let extra = info
                .extra
                .iter()
                .flat_map(|(name, value)| [name.as_ref(), value.as_str()]);
            for text in stated.into_iter().map(String::as_str).chain(extra) {
                hash.update(text.as_bytes());
                hash.update([0]);
            }
        }
        hex(&hash.finalize())
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
