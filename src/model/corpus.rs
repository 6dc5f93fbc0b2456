//! The frozen corpus: token sequences, vocabulary, documents. Read-only from here on.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::error::Result;
use crate::model::{
    Boundary, CopyCluster, CopyLink, DocId, DocumentInfo, Duplicate, FormId, Language, LeftOut,
    Skipped, SourceId, Symbol, Symbols, TokenBuffer, Vocabulary,
};
use crate::order::Arrange as _;

/// A document that counts.
#[derive(Debug)]
pub struct AnalysedDocument {
    /// What is known of it; its `doc_id` is unique in the corpus.
    pub info: DocumentInfo,
    /// The source it counts for.
    pub source: SourceId,
    /// Its language.
    pub language: Language,
    /// How sure the language is, from 0 to 1, judged from the text alone.
    pub language_confidence: f64,
    /// Paragraphs that hold a token.
    pub paragraphs: u32,
    /// Sentences that hold a token.
    pub sentences: u32,
    /// Tokens of every kind.
    pub tokens: u32,
    /// Its place among the copies of a text, if it has copies.
    pub copy: Option<CopyLink>,
    /// What was taken out of its text as boilerplate, in no count.
    pub left_out: Vec<LeftOut>,
    /// The sequence that holds its symbols, and where.
    pub symbols: (usize, Range<usize>),
}

/// Everything the analyses read.
#[derive(Debug)]
pub struct Corpus {
    /// Words of the corpus.
    pub vocabulary: Vocabulary,
    /// Documents that count, by [`DocId`]; sorted by `doc_id`.
    pub documents: Vec<AnalysedDocument>,
    /// Documents in no count because one of the same text counts, sorted by `doc_id`.
    pub duplicates: Vec<Duplicate>,
    /// Copies of one text, sorted by representative.
    pub copies: Vec<CopyCluster>,
    /// Documents that were left out, sorted by `doc_id`.
    pub skipped: Vec<Skipped>,
    /// Sources, by [`SourceId`]; sorted.
    pub sources: Vec<String>,
    /// Names of further metadata, sorted.
    pub metadata_columns: Vec<Arc<str>>,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// Symbol sequences that the documents point into.
    pub sequences: Vec<Symbols>,
}

impl Corpus {
    /// Ids of the analysed documents, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = DocId> + ExactSizeIterator + use<> {
        (0..self.documents.len()).map(DocId::new)
    }

    /// The document with this id.
    #[must_use]
    pub fn document(&self, id: DocId) -> &AnalysedDocument {
        &self.documents[id.index()]
    }

    /// The cluster of copies that a link names.
    #[must_use]
    pub fn cluster(&self, link: CopyLink) -> &CopyCluster {
        &self.copies[link.cluster as usize]
    }

    /// What documents are ordered by in time: by date, undated ones last, then by `doc_id`.
    #[must_use]
    pub fn time(&self, id: DocId) -> (bool, &str, DocId) {
        let date = self.document(id).info.date.as_str();
        (date.is_empty(), date, id)
    }

    /// Whether a document is no copy, or the one that represents its cluster of copies.
    #[must_use]
    pub fn represents_its_text(&self, id: DocId) -> bool {
        let copy = self.document(id).copy;
        copy.is_none_or(|link| link.similarity.is_none())
    }

    /// How many events these documents stand for: copies of one text are one event.
    #[must_use]
    pub fn events(&self, documents: impl Iterator<Item = DocId>) -> u64 {
        let (mut events, mut clusters) = (0, Vec::new());
        for id in documents {
            match self.document(id).copy {
                Some(link) => clusters.push(link.cluster),
                None => events += 1,
            }
        }
        clusters.arrange();
        clusters.dedup();
        events + clusters.len() as u64
    }

    /// Tokens of all analysed documents.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        self.documents
            .iter()
            .map(|document| u64::from(document.tokens))
            .sum()
    }

    /// Tokens of each source, by [`SourceId`].
    #[must_use]
    pub fn tokens_by_source(&self) -> Vec<u64> {
        let mut tokens = vec![0; self.sources.len()];
        for document in &self.documents {
            tokens[document.source.index()] += u64::from(document.tokens);
        }
        tokens
    }

    /// Sources with their tokens, the largest first, then by name.
    #[must_use]
    pub fn sources_by_size(&self) -> Vec<(SourceId, u64)> {
        let tokens = self.tokens_by_source().into_iter().enumerate();
        let mut sources: Vec<_> = tokens
            .map(|(index, tokens)| (SourceId::new(index), tokens))
            .collect();
        sources.arrange_by_key(|&(source, tokens)| (std::cmp::Reverse(tokens), source));
        sources
    }

    /// Ids of the documents of each source, by [`SourceId`].
    #[must_use]
    pub fn documents_by_source(&self) -> Vec<Vec<DocId>> {
        let mut documents = vec![Vec::new(); self.sources.len()];
        for id in self.ids() {
            documents[self.document(id).source.index()].push(id);
        }
        documents
    }

    /// Fails if the store that symbols are read from has: then no result can be trusted.
    ///
    /// # Errors
    /// [`crate::Error::Spill`].
    pub fn check(&self) -> Result<()> {
        self.sequences.iter().try_for_each(Symbols::check)
    }

    /// The symbols of a document.
    #[must_use]
    pub fn symbols(&self, id: DocId) -> Cow<'_, [Symbol]> {
        let (sequence, range) = &self.document(id).symbols;
        self.sequences[*sequence].read(range.clone())
    }

    /// Some of the symbols of a document.
    #[must_use]
    pub fn symbols_in(&self, id: DocId, range: Range<usize>) -> Cow<'_, [Symbol]> {
        let (sequence, document) = &self.document(id).symbols;
        self.sequences[*sequence].read(document.start + range.start..document.start + range.end)
    }

    /// What `of` says of the form of each surface, by [`crate::model::SurfaceId`]: a dense table
    /// for those who go through every symbol.
    #[must_use]
    pub fn by_surface<T>(&self, of: impl Fn(FormId) -> T) -> Vec<T> {
        let surfaces = self.vocabulary.surfaces.iter();
        surfaces.map(|surface| of(surface.form)).collect()
    }

    /// The boundary of each separator, by its place in a [`Symbol`].
    #[must_use]
    pub fn boundaries(&self) -> Vec<Boundary> {
        let separators = self.vocabulary.separators.iter();
        separators.map(|separator| separator.boundary).collect()
    }

    /// Writes the tokens of a document into `tokens`, over what was there.
    pub fn read_tokens(&self, id: DocId, tokens: &mut TokenBuffer) {
        self.read_range(id, 0..self.document(id).symbols.1.len(), tokens);
    }

    /// As [`Corpus::read_tokens`], for some of a document's symbols.
    pub fn read_range(&self, id: DocId, symbols: Range<usize>, tokens: &mut TokenBuffer) {
        tokens.clear();
        let mut boundary = Boundary::Paragraph;
        for (position, symbol) in symbols.clone().zip(&*self.symbols_in(id, symbols)) {
            if let Some(surface) = symbol.as_word() {
                tokens.forms.push(self.vocabulary.form_of(surface));
                tokens.boundaries.push(boundary);
                tokens.positions.push(position as u32);
                boundary = Boundary::None;
            } else if let Some(separator) = symbol.as_separator() {
                let separator = &self.vocabulary.separators[separator as usize];
                boundary = boundary.max(separator.boundary);
            }
        }
    }

    /// The text of some of a document's symbols, blanks folded, control characters left out.
    #[must_use]
    pub fn text(&self, id: DocId, symbols: Range<usize>) -> String {
        self.flowing_text(id, symbols).trim().to_owned()
    }

    /// As [`Corpus::text`], with the blanks at both ends kept, so that texts of ranges that follow
    /// each other can be put together.
    #[must_use]
    pub fn flowing_text(&self, id: DocId, symbols: Range<usize>) -> String {
        let length = self.document(id).symbols.1.len();
        // The symbol behind the last tells whether a blank follows it.
        let read = self.symbols_in(id, symbols.start..length.min(symbols.end + 1));
        let mut out = String::new();
        for (index, symbol) in read.iter().enumerate().take(symbols.len()) {
            if let Some(surface) = symbol.as_word() {
                push_folded(&mut out, &self.vocabulary.surfaces[surface.index()].text);
                // A blank between two words is not stored; words without one have an empty separator.
                if read
                    .get(index + 1)
                    .is_some_and(|next| next.as_word().is_some())
                {
                    out.push(' ');
                }
            } else if let Some(separator) = symbol.as_separator() {
                push_folded(
                    &mut out,
                    &self.vocabulary.separators[separator as usize].text,
                );
            }
        }
        out
    }
}

impl Corpus {
    /// The text of a document that counts, a blank line after each paragraph. What stands between
    /// two paragraphs belongs to the first up to its first line end, and to the second after its
    /// last: an opening quotation mark stays with what it opens.
    #[must_use]
    pub fn paragraphs(&self, id: DocId) -> String {
        let mut out = String::new();
        let mut start = 0;
        let symbols = self.symbols(id);
        for (place, symbol) in symbols.iter().enumerate() {
            let Some(number) = symbol.as_separator() else {
                continue;
            };
            let end = &self.vocabulary.separators[number as usize];
            if end.boundary != Boundary::Paragraph {
                continue;
            }
            let is_line_end = |c: char| matches!(c, '\n' | '\r' | '\u{2029}');
            let before = end.text.split(is_line_end).next().unwrap_or_default();
            let after = end.text.rsplit(is_line_end).next().unwrap_or_default();
            out.push_str(&self.flowing_text(id, start..place));
            if place > 0 && place + 1 < symbols.len() {
                push_folded(&mut out, before);
                end_paragraph(&mut out);
                push_folded(&mut out, after);
            } else {
                push_folded(&mut out, &end.text);
            }
            start = place + 1;
        }
        out.push_str(&self.flowing_text(id, start..symbols.len()));
        end_paragraph(&mut out);
        out.trim_start().to_owned()
    }
}

/// A blank line after what is there.
fn end_paragraph(out: &mut String) {
    out.truncate(out.trim_end().len());
    out.push_str("\n\n");
}

/// Appends text with runs of blanks and control characters as one blank.
pub(crate) fn push_folded(out: &mut String, text: &str) {
    for c in text.chars() {
        if !(c.is_whitespace() || c.is_control()) {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
}
