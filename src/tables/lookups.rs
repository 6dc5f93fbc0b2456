//! What rows of several tables share, found by its number: documents, sources, terms with labels.

use crate::analyze::Frequency;
use crate::model::{Corpus, DocId, Lookup, TermId, row};

row! {
    /// A document and its source.
    pub struct NamedDocument<'a>, NamedDocumentColumns {
        doc_id: &'a str => "Document",
        source: &'a str => "Source of the document",
    }
}

/// The ids and sources of the documents, by [`DocId`].
#[derive(Debug, Clone, Copy)]
pub struct NamedDocuments<'a>(pub(super) &'a Corpus);

impl<'a> Lookup for NamedDocuments<'a> {
    type Entry = NamedDocument<'a>;

    fn count(&self) -> usize {
        self.0.documents.len()
    }

    fn entry(&self, document: usize) -> NamedDocument<'a> {
        let info = &self.0.document(DocId::new(document)).info;
        NamedDocument {
            doc_id: &info.doc_id,
            source: &info.source,
        }
    }
}

row! {
    /// A document, its source and its date.
    pub struct DatedDocument<'a>, DatedDocumentColumns {
        doc_id: &'a str => "Document",
        source: &'a str => "Source of the document",
        date: &'a str => "Date of the document",
    }
}

/// The ids, sources and dates of the documents, by [`DocId`].
#[derive(Debug, Clone, Copy)]
pub struct DatedDocuments<'a>(pub(super) &'a Corpus);

impl<'a> Lookup for DatedDocuments<'a> {
    type Entry = DatedDocument<'a>;

    fn count(&self) -> usize {
        self.0.documents.len()
    }

    fn entry(&self, document: usize) -> DatedDocument<'a> {
        let info = &self.0.document(DocId::new(document)).info;
        DatedDocument {
            doc_id: &info.doc_id,
            source: &info.source,
            date: &info.date,
        }
    }
}

/// The names of the sources, by [`crate::model::SourceId`].
#[derive(Debug, Clone, Copy)]
pub struct SourceNames<'a>(pub(super) &'a Corpus);

impl<'a> Lookup for SourceNames<'a> {
    type Entry = &'a str;

    fn count(&self) -> usize {
        self.0.sources.len()
    }

    fn entry(&self, source: usize) -> &'a str {
        &self.0.sources[source]
    }
}

row! {
    /// A term with its label.
    pub struct LabelledTerm<'a>, LabelledTermColumns {
        term: &'a str => "Stem that the forms share",
        label: &'a str => "Most frequent form in the corpus, in its most frequent spelling inside sentences",
    }
}

/// Each term with its label, by [`TermId`].
#[derive(Debug, Clone, Copy)]
pub struct LabelledTerms<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) frequency: &'a Frequency,
}

impl<'a> Lookup for LabelledTerms<'a> {
    type Entry = LabelledTerm<'a>;

    fn count(&self) -> usize {
        self.corpus.vocabulary.terms.len()
    }

    fn entry(&self, term: usize) -> LabelledTerm<'a> {
        let id = TermId::new(term);
        LabelledTerm {
            term: &self.corpus.vocabulary.term(id).text,
            label: self.frequency.label(self.corpus, id),
        }
    }
}
