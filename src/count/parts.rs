//! The documents and sources of a corpus as parts that items spread over, by language.
//!
//! Takes a corpus, gives parts with their sizes in tokens. An item of one language cannot stand in
//! documents of another, which therefore are no parts for it.

use crate::model::{AnalysedDocument, Corpus, DocId, Language};
use crate::stats::Parts;

/// The parts that items spread over.
#[derive(Debug)]
pub struct CorpusParts {
    /// All documents and sources.
    all: PartsOfItem,
    /// Languages of documents, in their order, and the parts in each.
    languages: Vec<Language>,
    by_language: Vec<PartsOfItem>,
    /// By document: the place of its language, and its own among the documents of that.
    places: Vec<(usize, usize)>,
}

/// The parts of items of one language, or of any.
#[derive(Debug)]
pub struct PartsOfItem {
    /// By document, those of other languages left out.
    pub documents: Parts,
    /// By source, with its tokens in the language.
    pub sources: Parts,
}

impl CorpusParts {
    /// The documents and the sources of a corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let documents = || corpus.documents.iter();
        let mut languages: Vec<Language> = documents().map(|document| document.language).collect();
        languages.sort_unstable();
        languages.dedup();
        let none = || (Vec::new(), vec![0; corpus.sources.len()]);
        let mut sizes: Vec<(Vec<u64>, Vec<u64>)> = languages.iter().map(|_| none()).collect();
        let place = |document: &AnalysedDocument| {
            let language = languages.partition_point(|known| *known < document.language);
            let (documents, sources) = &mut sizes[language];
            documents.push(document.tokens.into());
            sources[document.source.index()] += u64::from(document.tokens);
            (language, documents.len() - 1)
        };
        let places = documents().map(place).collect();
        let parts = |(documents, sources)| PartsOfItem {
            documents: Parts::new(documents),
            sources: Parts::new(sources),
        };
        Self {
            all: parts((
                documents().map(|document| document.tokens.into()).collect(),
                corpus.tokens_by_source(),
            )),
            by_language: sizes.into_iter().map(parts).collect(),
            languages,
            places,
        }
    }

    /// The parts of items of any language.
    #[must_use]
    pub fn all(&self) -> &PartsOfItem {
        &self.all
    }

    /// The parts of items of this language.
    #[must_use]
    pub fn of(&self, language: Language) -> &PartsOfItem {
        let place = self.languages.binary_search(&language).ok();
        place.map_or(&self.all, |place| &self.by_language[place])
    }

    /// The documents of a document's language, and its place among them.
    #[must_use]
    pub fn around(&self, document: DocId) -> (&Parts, usize) {
        let (language, place) = self.places[document.index()];
        (&self.by_language[language].documents, place)
    }
}
