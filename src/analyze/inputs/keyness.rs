//! What sources use more or less than others: terms, key phrases and concepts.

use super::{AnalysisInputs, named_source, sizes_by_language};
use crate::analyze::{Concepts, Items, Key, KeyPhrases, KeynessByKind, Rows, SourceNames, keyness};
use crate::config::KeynessConfig;
use crate::count::{Text, texts};
use crate::error::{Error, Result};
use crate::model::{Corpus, DocId, DocumentTermMatrix, FormId, Language, SourceId};
use crate::order::Arrange as _;
use crate::sorted::SortedMap;

impl AnalysisInputs<'_> {
    /// What sources use more or less than others, by kind. `phrase_counts` has the occurrences of each
    /// key phrase in each document.
    ///
    /// # Errors
    /// If the settings name a source or folder as the reference that is not there.
    pub(crate) fn keyness(
        &self,
        settings: &KeynessConfig,
        phrase_counts: &DocumentTermMatrix,
    ) -> Result<KeynessByKind> {
        let reference = Some(&settings.reference).filter(|name| !name.is_empty());
        let reference = reference
            .map(|name| reference_source(self.corpus, name))
            .transpose()?;
        let compared = Compared {
            corpus: self.corpus,
            reference,
            settings,
            texts: texts_by_language(self.corpus),
        };
        let (phrases, concepts) = (self.phrases, self.concepts);
        let phrases_of = |phrases| self.keyness_of_phrases(&compared, phrases, phrase_counts);
        // Texts are gone through one after the other, for terms and for phrases at the same time.
        let (terms, phrases) = rayon::join(
            || self.keyness_of_terms(&compared),
            || phrases.map_or_else(Vec::new, phrases_of),
        );
        Ok(KeynessByKind {
            terms,
            phrases,
            concepts: concepts.map_or_else(Vec::new, |concepts| compared.concepts(concepts)),
        })
    }

    fn keyness_of_terms(&self, compared: &Compared<'_>) -> Vec<Vec<Key>> {
        let totals = self.frequency.counts();
        let of_source = |source| self.frequency.of_source(source);
        let terms = &self.corpus.vocabulary.terms;
        let rows = rows_of(&self.counts.matrix);
        let language_of = |term: usize| terms[term].language;
        let mut keys = compared.by_language(&totals, of_source, language_of, &rows);
        self.mark_names(&mut keys, |term| &terms[term].forms);
        keys
    }

    /// The keyness of key phrases of two words or more.
    fn keyness_of_phrases(
        &self,
        compared: &Compared<'_>,
        phrases: &KeyPhrases,
        counts: &DocumentTermMatrix,
    ) -> Vec<Vec<Key>> {
        let mut keys = compared.phrases(phrases, counts);
        // No phrase is without a variant.
        let most_frequent = |phrase: usize| phrases.phrases[phrase].variants[0].0.as_slice();
        self.mark_names(&mut keys, most_frequent);
        keys
    }

    /// Marks the items that hold a form of the source's name.
    fn mark_names<'a>(&self, keys: &mut [Vec<Key>], forms_of: impl Fn(usize) -> &'a [FormId]) {
        let names = SourceNames::new(&self.corpus.sources);
        for (source, keys) in keys.iter_mut().enumerate() {
            for key in keys {
                let mut forms = forms_of(key.item as usize).iter();
                key.names_source = forms.any(|&form| {
                    let text = &self.corpus.vocabulary.form(form).text;
                    names.is_form(source, text)
                });
            }
        }
    }
}

/// The rows of a matrix, in the form in which keyness takes them.
fn rows_of(matrix: &DocumentTermMatrix) -> impl Fn(DocId, &mut Vec<(u32, u64)>) + Sync + '_ {
    |document, items| {
        let row = matrix.row(document);
        items.extend(row.map(|(term, n)| (term.0, u64::from(n))));
    }
}

/// The texts of each source in each language.
fn texts_by_language(corpus: &Corpus) -> SortedMap<Language, Vec<Vec<Text>>> {
    let mut by_language: SortedMap<Language, Vec<Vec<DocId>>> = SortedMap::new();
    for id in corpus.ids() {
        let document = corpus.document(id);
        let none = || vec![Vec::new(); corpus.sources.len()];
        let by_source = by_language.or_insert_with(document.language, none);
        by_source[document.source.index()].push(id);
    }
    let texts_of = |documents: &Vec<DocId>| texts(corpus, documents);
    let languages = by_language.into_iter();
    languages
        .map(|(language, sources)| (language, sources.iter().map(texts_of).collect()))
        .collect()
}

/// The source that is the reference: by its name, or by that of the folder in which its documents lie.
///
/// # Errors
/// If there is none, or if documents of several sources lie in the folder.
fn reference_source(corpus: &Corpus, name: &String) -> Result<SourceId> {
    const SETTING: &str = "keyness.reference";
    let is_inside = |path: &str| path.split('/').rev().skip(1).any(|folder| folder == name);
    let documents = corpus.documents.iter();
    let inside = documents.filter(|document| is_inside(&document.info.place.path));
    let mut sources: Vec<SourceId> = inside.map(|document| document.source).collect();
    sources.arrange();
    sources.dedup();
    match (corpus.sources.binary_search(name), sources.as_slice()) {
        (Ok(source), _) => Ok(SourceId::new(source)),
        (Err(_), [source]) => Ok(*source),
        (Err(_), []) => named_source(corpus, name, SETTING),
        (Err(_), [..]) => {
            let named = sources.iter().take(20);
            let named = named.map(|source| corpus.sources[source.index()].as_str());
            let message = format!(
                "the folder `{name}` contains documents of {} sources; expected one of: {}",
                sources.len(),
                named.collect::<Vec<_>>().join(", ")
            );
            Err(Error::setting(SETTING, message))
        }
    }
}

/// What sources are compared with.
struct Compared<'a> {
    corpus: &'a Corpus,
    /// None: all others.
    reference: Option<SourceId>,
    settings: &'a KeynessConfig,
    /// By language and source.
    texts: SortedMap<Language, Vec<Vec<Text>>>,
}

impl Compared<'_> {
    fn phrases(&self, phrases: &KeyPhrases, counts: &DocumentTermMatrix) -> Vec<Vec<Key>> {
        let longer = phrases.phrases.iter().map(|phrase| match phrase.length() {
            2.. => phrase.count,
            _ => 0,
        });
        let totals: Vec<u64> = longer.collect();
        let of_source = |source| phrases.of_source(source);
        let language_of = |phrase: usize| phrases.phrases[phrase].language;
        self.by_language(&totals, of_source, language_of, &rows_of(counts))
    }

    /// The keyness of the categories of the codebook.
    fn concepts(&self, concepts: &Concepts) -> Vec<Vec<Key>> {
        let totals: Vec<u64> = concepts.counts.iter().map(|counts| counts.hits).collect();
        let of_source = |source: usize| {
            let counts = concepts.counts.iter().enumerate();
            counts.filter_map(move |(concept, counts)| {
                let hits = &counts.by_source;
                let place = hits.binary_search_by_key(&source, |(source, ..)| source.index());
                Some((concept, hits[place.ok()?].1))
            })
        };
        let by_source = self.corpus.documents_by_source();
        let texts_of = |documents: &Vec<DocId>| texts(self.corpus, documents);
        let rows = |document: DocId, items: &mut Vec<(u32, u64)>| {
            for (concept, counts) in (0..).zip(&concepts.counts) {
                let hits = &counts.by_document;
                if let Ok(at) = hits.binary_search_by_key(&document, |&(id, _)| id) {
                    items.push((concept, hits[at].1));
                }
            }
        };
        let items = Items {
            all: &totals,
            of_source,
            sizes: &self.corpus.tokens_by_source(),
            texts: &by_source.iter().map(texts_of).collect::<Vec<_>>(),
            rows: &rows,
        };
        keyness(&items, self.reference, self.settings)
    }

    /// The keyness of words of each language among the documents in it, language by language: a word is
    /// rare in texts of another language whatever they speak of.
    fn by_language<F, I>(
        &self,
        totals: &[u64],
        of_source: F,
        language_of: impl Fn(usize) -> Language,
        rows: Rows<'_>,
    ) -> Vec<Vec<Key>>
    where
        F: Fn(usize) -> I + Sync,
        I: Iterator<Item = (usize, u64)>,
    {
        let mut keys = vec![Vec::new(); self.corpus.sources.len()];
        for (language, sizes) in sizes_by_language(self.corpus) {
            let in_language = |(item, n): (usize, &u64)| match language_of(item) == language {
                true => *n,
                false => 0,
            };
            let items = Items {
                all: &totals
                    .iter()
                    .enumerate()
                    .map(in_language)
                    .collect::<Vec<u64>>(),
                of_source: &of_source,
                sizes: &sizes,
                texts: self.texts.get(&language).map_or(&[], Vec::as_slice),
                rows,
            };
            let of_language = keyness(&items, self.reference, self.settings);
            for (keys, more) in keys.iter_mut().zip(of_language) {
                keys.extend(more);
            }
        }
        keys
    }
}
