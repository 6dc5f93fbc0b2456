//! The full texts for the page, with the places of the hits of concepts: in files beside it that the page
//! loads as scripts, since a page opened from a folder may not fetch, or within it.
//!
//! Takes the corpus and its hits; gives an index of the documents and files of about a megabyte. A place is
//! counted in units of UTF-16, as scripts count. Each file is a call with one argument in JSON, so nothing
//! in a text is ever run.

use std::ops::Range;

use serde_json::{Value, json};

use crate::analyze::{Concepts, Hit, Results};
use crate::model::{Boundary, Corpus, DocId, Symbol, TokenBuffer, push_folded};
use crate::order::Arrange as _;
use crate::parallel;

/// The folder of the files, beside the page.
const FOLDER: &str = "texts";
/// The tokens of a file, about: it ends behind the document that reaches them.
const TOKENS: u64 = 160_000;
/// The bytes of a token with what is around it, about.
const BYTES_OF_TOKEN: u64 = 6;
/// The most tokens of a corpus whose texts may be within the page: about 20 MiB.
pub(crate) const MOST_EMBEDDED: u64 = 20 * 1024 * 1024 / BYTES_OF_TOKEN;

/// How large the texts of a corpus are, about, in bytes.
pub(super) fn bytes_of_texts(corpus: &Corpus) -> u64 {
    corpus.tokens() * BYTES_OF_TOKEN
}

/// The texts of a run, made file by file when they are asked for.
pub struct TextFiles<'a> {
    results: &'a Results,
    chunks: Vec<Range<usize>>,
    /// By surface: whether there is nothing in it to fold, as in nearly all words.
    is_plain: Vec<bool>,
}

impl<'a> TextFiles<'a> {
    pub(super) fn new(results: &'a Results) -> Self {
        let mut chunks = Vec::new();
        let (mut start, mut tokens) = (0, 0);
        let documents = &results.corpus.documents;
        for (place, document) in documents.iter().enumerate() {
            tokens += u64::from(document.tokens);
            if tokens >= TOKENS || place + 1 == documents.len() {
                chunks.push(start..place + 1);
                (start, tokens) = (place + 1, 0);
            }
        }
        let surfaces = &results.corpus.vocabulary.surfaces;
        let is_plain = parallel::map_many(surfaces.len(), |surface| {
            let mut bytes = surfaces[surface].text.bytes();
            bytes.all(|byte| byte.is_ascii_graphic())
        });
        Self {
            results,
            chunks,
            is_plain,
        }
    }

    /// How many files there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.chunks.len() + 1
    }

    /// A file by its number: its name below the output folder, and its content.
    #[must_use]
    pub fn file(&self, number: usize) -> (String, Vec<u8>) {
        let Some(chunk) = number.checked_sub(1) else {
            let content = format!("refrain.index({});\n", self.index());
            return (format!("{FOLDER}/index.js"), content.into_bytes());
        };
        let mut content = format!("refrain.chunk({chunk},").into_bytes();
        self.write_chunk(chunk, &mut content);
        content.extend_from_slice(b");\n");
        (format!("{FOLDER}/{number}.js"), content)
    }

    /// All of it, for the page: JSON without a character that could end the element that holds it.
    pub(super) fn embedded(&self) -> String {
        let chunks = parallel::map(self.chunks.len(), |chunk| {
            let mut json = Vec::new();
            self.write_chunk(chunk, &mut json);
            String::from_utf8(json).unwrap_or_default()
        });
        let all = format!(
            "{{\"index\":{},\"chunks\":[{}]}}",
            self.index(),
            chunks.join(",")
        );
        all.replace('<', "\\u003c")
    }

    fn index(&self) -> Value {
        let corpus = &self.results.corpus;
        let documents = self
            .chunks
            .iter()
            .enumerate()
            .flat_map(|(chunk, documents)| {
                let documents = corpus.documents[documents.clone()].iter();
                documents.map(move |document| {
                    let info = &document.info;
                    let source = document.source.index();
                    json!([
                        info.doc_id,
                        info.title,
                        source,
                        info.date,
                        document.tokens,
                        chunk
                    ])
                })
            });
        let documents: Vec<Value> = documents.collect();
        json!({ "sources": corpus.sources, "documents": documents, "chunks": self.chunks.len() })
    }

    /// The documents of a file as JSON: of each its text and the places of hits.
    fn write_chunk(&self, chunk: usize, out: &mut Vec<u8>) {
        out.push(b'[');
        for document in self.chunks[chunk].clone() {
            if document > self.chunks[chunk].start {
                out.push(b',');
            }
            let text = text((self.results, &self.is_plain), DocId::new(document));
            // Text and numbers always have a form in JSON, and memory takes them.
            let _ = serde_json::to_writer(&mut *out, &text);
        }
        out.push(b']');
    }
}

/// The text of a document, and of each hit its concept, from 1, its start and its length.
fn text((results, is_plain): (&Results, &[bool]), id: DocId) -> (String, Vec<u32>) {
    let corpus = &results.corpus;
    let hits = results
        .concepts
        .as_ref()
        .map(|concepts| (concepts, hits(concepts, id)));
    let ends = hits
        .as_ref()
        .map_or_else(Vec::new, |(_, hits)| ends(corpus, id, hits));
    let mut places = vec![[0; 2]; ends.len() / 2];
    let mut written = Written::default();
    let symbols = corpus.symbols(id);
    let mut next = ends.iter().peekable();
    for (place, symbol) in symbols.iter().enumerate() {
        while let Some(end) = next.next_if(|end| end.symbol <= place) {
            places[end.hit][usize::from(end.is_last)] = written.units(end.is_last);
        }
        let is_before_word = symbols
            .get(place + 1)
            .is_some_and(|next| next.as_word().is_some());
        let is_inside = 0 < place && place + 1 < symbols.len();
        written.symbol((corpus, is_plain), *symbol, is_inside);
        if symbol.as_word().is_some() && is_before_word {
            written.blank_is_due = true;
        }
    }
    next.for_each(|end| places[end.hit][usize::from(end.is_last)] = written.units(end.is_last));
    let of_hits = hits.iter().flat_map(|(concepts, hits)| {
        hits.iter()
            .map(|hit| concepts.concept_of(hit).index() as u32 + 1)
    });
    let flat = of_hits
        .zip(places)
        .flat_map(|(concept, [from, to])| [concept, from, to.saturating_sub(from)]);
    (written.text, flat.collect())
}

/// The hits in a document.
fn hits(concepts: &Concepts, id: DocId) -> &[Hit] {
    let first = concepts.hits.partition_point(|hit| hit.document < id);
    let behind = concepts.hits.partition_point(|hit| hit.document <= id);
    &concepts.hits[first..behind]
}

/// An end of a hit: the symbol before which it lies.
struct End {
    symbol: usize,
    hit: usize,
    is_last: bool,
}

/// The ends of hits in the order of their symbols.
fn ends(corpus: &Corpus, id: DocId, hits: &[Hit]) -> Vec<End> {
    let mut tokens = TokenBuffer::default();
    corpus.read_tokens(id, &mut tokens);
    let symbol = |token: u32| {
        tokens
            .positions
            .get(token as usize)
            .map(|&place| place as usize)
    };
    let mut ends: Vec<End> = Vec::with_capacity(2 * hits.len());
    for (number, hit) in hits.iter().enumerate() {
        let first = symbol(hit.start).unwrap_or_default();
        let behind = symbol(hit.end.saturating_sub(1)).map_or(first, |last| last + 1);
        for (symbol, is_last) in [(first, false), (behind, true)] {
            ends.push(End {
                symbol,
                hit: number,
                is_last,
            });
        }
    }
    ends.arrange_by_key(|end| (end.symbol, end.hit, end.is_last));
    ends
}

/// A text as it grows.
#[derive(Default)]
struct Written {
    text: String,
    /// How much of it was counted, in bytes and in units of UTF-16.
    counted: (usize, u32),
    /// Whether a blank comes before what is written next.
    blank_is_due: bool,
}

impl Written {
    /// Where what was written last ends, or what is written next begins, in units of UTF-16.
    fn units(&mut self, is_end: bool) -> u32 {
        let (bytes, units) = self.counted;
        let more = self.text[bytes..].encode_utf16().count() as u32;
        self.counted = (self.text.len(), units + more);
        self.counted.1 + u32::from(self.blank_is_due && !is_end)
    }

    fn symbol(&mut self, (corpus, is_plain): (&Corpus, &[bool]), symbol: Symbol, is_inside: bool) {
        if std::mem::take(&mut self.blank_is_due) {
            self.text.push(' ');
        }
        if let Some(surface) = symbol.as_word() {
            let word = &corpus.vocabulary.surfaces[surface.index()].text;
            if is_plain[surface.index()] {
                self.text.push_str(word);
            } else {
                push_folded(&mut self.text, word);
            }
        } else if let Some(number) = symbol.as_separator() {
            let separator = &corpus.vocabulary.separators[number as usize];
            let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{2029}');
            if separator.boundary == Boundary::Paragraph && is_inside {
                let before = separator.text.split(is_end).next().unwrap_or_default();
                let after = separator.text.rsplit(is_end).next().unwrap_or_default();
                push_folded(&mut self.text, before);
                self.text.push_str("\n\n");
                push_folded(&mut self.text, after.trim_start());
            } else {
                push_folded(&mut self.text, &separator.text);
            }
        }
    }
}
