//! Packs: segments as bytes.
//!
//! ```text
//! magic | SHA-256 of all that follows | lengths of the parts | parts
//! ```
//!
//! Parts are plain little-endian numbers and strings where there are many of them, and the facts of
//! documents in postcard's format. A pack with another magic, a wrong hash or numbers that do not
//! fit together is none.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::{Encoding, Skipped, Symbol, Symbols};
use crate::source::{ContentKey, encoding_named};
use crate::tokenize::{Detected, LocalVocabulary, Segment, Strings, TokenizedDocument};

/// What a pack begins with; its last byte changes with the format.
const MAGIC: &[u8; 16] = b"refrain segment\x01";
const HASH: usize = 32;
/// Symbols, separators (bytes and ends) and facts; then three for each vocabulary.
const FIXED_PARTS: usize = 4;

/// The documents and rows that some content has come to, as ranges of the segment's lists.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CachedContent {
    /// The content.
    pub key: ContentKey,
    /// Its documents.
    pub documents: Range<u32>,
    /// Its rows.
    pub skipped: Range<u32>,
}

/// What a pack holds besides numbers.
#[derive(Serialize, Deserialize)]
struct Facts {
    contents: Vec<CachedContent>,
    documents: Vec<TokenizedDocument>,
    /// By document: its encoding's name, how that was known, and characters replaced.
    encodings: Vec<(String, String, u32)>,
    skipped: Vec<Skipped>,
    vocabularies: Vec<Detected>,
}

/// The bytes of a segment and of the contents that it comes from; `None` if it can't be packed.
pub(crate) fn encode(segment: &Segment, contents: &[CachedContent]) -> Option<Vec<u8>> {
    let encodings = segment.documents.iter().map(|document| {
        let Encoding {
            name,
            known_by,
            replaced,
        } = document.info.encoding;
        encoding_named(name, known_by, replaced)?;
        Some((name.to_owned(), known_by.to_owned(), replaced))
    });
    let detected = segment.vocabularies.iter().map(|local| local.detected);
    let facts = Facts {
        contents: contents.to_vec(),
        documents: segment.documents.clone(),
        encodings: encodings.collect::<Option<_>>()?,
        skipped: segment.skipped.clone(),
        vocabularies: detected.collect(),
    };
    let symbols = segment.symbols.read(0..segment.symbols.len());
    let symbol_bytes = symbols
        .iter()
        .flat_map(|symbol| symbol.to_bits().to_le_bytes());
    let mut parts = Parts::default();
    parts.add(symbol_bytes);
    parts.add_strings(&segment.separators);
    parts.add(postcard::to_stdvec(&facts).ok()?);
    for local in &segment.vocabularies {
        parts.add_strings(&local.surfaces);
        parts.add(local.hashes.iter().flat_map(|hash| hash.to_le_bytes()));
    }
    Some(parts.finish())
}

/// The segment of a pack, and the contents that it comes from; `None` if the bytes are no sound pack.
pub(crate) fn decode(bytes: &[u8]) -> Option<(Segment, Vec<CachedContent>)> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (hash, rest) = rest.split_at_checked(HASH)?;
    if Sha256::digest(rest).as_slice() != hash {
        return None;
    }
    let mut parts = Reader::new(rest)?;
    let symbols = numbers(parts.next()?).map(Symbol::from_bits).collect();
    let separators = parts.strings()?;
    let facts: Facts = postcard::from_bytes(parts.next()?).ok()?;
    let mut vocabularies = Vec::new();
    for detected in facts.vocabularies {
        let surfaces = parts.strings()?;
        let hashes = parts.next()?.chunks_exact(8);
        vocabularies.push(LocalVocabulary {
            detected,
            surfaces,
            hashes: hashes
                .filter_map(|eight| Some(u64::from_le_bytes(eight.try_into().ok()?)))
                .collect(),
        });
    }
    let mut documents = facts.documents;
    for (document, (name, known_by, replaced)) in documents.iter_mut().zip(&facts.encodings) {
        document.info.encoding = encoding_named(name, known_by, *replaced)?;
    }
    let segment = Segment {
        symbols: Symbols::InMemory(symbols),
        vocabularies,
        separators,
        documents,
        skipped: facts.skipped,
    };
    is_sound(&segment, &facts.contents).then_some((segment, facts.contents))
}

/// Whether every number of a segment leads somewhere.
fn is_sound(segment: &Segment, contents: &[CachedContent]) -> bool {
    let fits = |range: &Range<u32>, length: usize| {
        range.start <= range.end && range.end as usize <= length
    };
    let all = segment.symbols.read(0..segment.symbols.len());
    let is_known = |document: &TokenizedDocument| {
        let words = segment
            .vocabulary_of(document)
            .map_or(0, |place| segment.vocabularies[place].surfaces.len());
        let symbols = all.get(document.symbols.clone());
        symbols.is_some_and(|symbols| {
            symbols
                .iter()
                .all(|symbol| match (symbol.as_word(), symbol.as_separator()) {
                    (Some(word), _) => word.index() < words,
                    (_, separator) => {
                        separator.is_some_and(|number| (number as usize) < segment.separators.len())
                    }
                })
        })
    };
    segment.documents.iter().all(is_known)
        && segment
            .separators
            .iter()
            .all(|separator| !separator.is_empty())
        && contents.iter().all(|content| {
            fits(&content.documents, segment.documents.len())
                && fits(&content.skipped, segment.skipped.len())
        })
}

/// Numbers of four bytes.
pub(super) fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let four = bytes.chunks_exact(4);
    four.map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// Parts of a pack that is being made.
#[derive(Default)]
struct Parts {
    lengths: Vec<u64>,
    bytes: Vec<u8>,
}

impl Parts {
    fn add(&mut self, part: impl IntoIterator<Item = u8>) {
        let before = self.bytes.len();
        self.bytes.extend(part);
        self.lengths.push((self.bytes.len() - before) as u64);
    }

    fn add_strings(&mut self, strings: &Strings) {
        let (bytes, ends) = strings.parts();
        self.add(bytes.iter().copied());
        self.add(ends.iter().flat_map(|end| end.to_le_bytes()));
    }

    fn finish(self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.resize(MAGIC.len() + HASH, 0);
        out.extend((self.lengths.len() as u64).to_le_bytes());
        out.extend(self.lengths.iter().flat_map(|length| length.to_le_bytes()));
        out.extend_from_slice(&self.bytes);
        let hash = Sha256::digest(&out[MAGIC.len() + HASH..]);
        out[MAGIC.len()..MAGIC.len() + HASH].copy_from_slice(&hash);
        out
    }
}

/// Parts of a pack, one after another.
struct Reader<'a> {
    lengths: Vec<u64>,
    next: usize,
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<8>()?;
        let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
        let (length_bytes, rest) = rest.split_at_checked(count.checked_mul(8)?)?;
        let lengths = length_bytes
            .chunks_exact(8)
            .filter_map(|eight| Some(u64::from_le_bytes(eight.try_into().ok()?)));
        (count >= FIXED_PARTS).then(|| Self {
            lengths: lengths.collect(),
            next: 0,
            rest,
        })
    }

    fn next(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(*self.lengths.get(self.next)?).ok()?;
        let (part, rest) = self.rest.split_at_checked(length)?;
        (self.next, self.rest) = (self.next + 1, rest);
        Some(part)
    }

    fn strings(&mut self) -> Option<Strings> {
        let bytes = self.next()?.to_vec();
        Strings::from_parts(bytes, numbers(self.next()?).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed() -> Vec<u8> {
        let segment = Segment::of_texts(&[
            (
                "a",
                "2019",
                "One law for all, one net for all.\n\nAnd then?",
            ),
            ("b", "", "The end of the net."),
        ]);
        encode(&segment, &[]).expect("a pack")
    }

    #[test]
    fn a_segment_comes_back_as_it_was() {
        let bytes = packed();
        let (segment, contents) = decode(&bytes).expect("sound");
        assert!(contents.is_empty());
        assert_eq!(segment.documents.len(), 2);
        let first = &segment.documents[0];
        let text = segment.text(first, first.symbols.clone());
        assert_eq!(text, "One law for all, one net for all. And then?");
        assert_eq!(first.info.date, "2019");
        assert_eq!(encode(&segment, &contents).expect("a pack"), bytes);
    }

    #[test]
    fn what_is_damaged_is_not_believed() {
        let bytes = packed();
        for length in 0..bytes.len() {
            assert!(decode(&bytes[..length]).is_none(), "cut to {length}");
        }
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x10;
            assert!(decode(&damaged).is_none(), "byte {place}");
        }
    }

    #[test]
    fn numbers_that_lead_nowhere_are_not_believed() {
        let (segment, _) = decode(&packed()).expect("sound");
        let content = CachedContent {
            key: ContentKey::of_bytes(b"x"),
            documents: 1..3,
            skipped: 0..0,
        };
        let bytes = encode(&segment, &[content]).expect("a pack");
        assert!(decode(&bytes).is_none());
    }
}
