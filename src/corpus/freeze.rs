//! The freeze: merges segments into one corpus with sorted, final ids.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::date::is_iso_date;
use super::identity::{Candidate, assign_ids};
use super::languages::Languages;
use super::lexicon::listed_stop_words;
use super::merge::{Renumbering, merge};
use super::segment::Segment;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::model::{
    AnalysedDocument, Corpus, DocumentInfo, Language, Skipped, SourceId, SurfaceId, Symbol,
    Vocabulary,
};
use crate::tokenize::TokenizedDocument;

/// The name of the group of documents that lack the `--group-by` column.
const NO_GROUP: &str = "(none)";

/// Merges segments, and rows skipped before reading, into the corpus.
///
/// # Errors
/// [`Error::TooLarge`], or [`Error::Setting`] if no document has the `group_by` column.
pub fn freeze(segments: Vec<Segment>, skipped: Vec<Skipped>, config: &Config) -> Result<Corpus> {
    let languages = Languages::decide(&segments);
    let (vocabulary, renumbering) = merge(&segments, &languages, config)?;
    let mut gathered = Gathered {
        documents: Vec::new(),
        skipped,
        sequences: Vec::new(),
    };
    for (segment, numbers) in segments.into_iter().zip(&renumbering) {
        gathered.add(segment, numbers, &languages);
    }
    gathered.into_corpus(vocabulary, config)
}

/// Documents of all segments on their way into the corpus.
struct Gathered {
    documents: Vec<(TokenizedDocument, Language, usize)>,
    skipped: Vec<Skipped>,
    sequences: Vec<Vec<Symbol>>,
}

impl Gathered {
    /// Takes over a segment, its symbols with their final numbers.
    fn add(&mut self, segment: Segment, numbers: &Renumbering, languages: &Languages) {
        let vocabularies = segment.tokenizer.vocabularies;
        let mut symbols = segment.tokenizer.symbols;
        for document in &segment.documents {
            let vocabulary = vocabularies
                .iter()
                .position(|local| local.detected == document.detected);
            let surfaces = vocabulary.map_or(&[] as &[SurfaceId], |index| &numbers.surfaces[index]);
            for symbol in &mut symbols[document.symbols.clone()] {
                *symbol = match (symbol.as_word(), symbol.as_separator()) {
                    (Some(local), _) => Symbol::word(surfaces[local.index()].0),
                    (None, local) => {
                        Symbol::separator(numbers.separators[local.unwrap_or_default() as usize])
                    }
                };
            }
        }
        let sequence = self.sequences.len();
        self.sequences.push(symbols);
        self.skipped.extend(segment.skipped);
        let documents = segment.documents.into_iter();
        self.documents.extend(documents.map(|document| {
            let language = languages.of(document.detected);
            (document, language, sequence)
        }));
    }

    fn into_corpus(mut self, vocabulary: Vocabulary, config: &Config) -> Result<Corpus> {
        let documents = self
            .documents
            .iter_mut()
            .map(|(d, ..)| Candidate::document(&mut d.info));
        assign_ids(
            documents
                .chain(self.skipped.iter_mut().map(Candidate::skipped))
                .collect(),
        );
        self.documents
            .sort_by(|(a, ..), (b, ..)| a.info.doc_id.cmp(&b.info.doc_id));
        self.skipped.sort_by(|a, b| a.doc_id.cmp(&b.doc_id));
        let columns = metadata_columns(self.documents.iter().map(|(document, ..)| document));
        group(&mut self.documents, &config.read.group_by, &columns)?;
        let sources: BTreeSet<&str> = self
            .documents
            .iter()
            .map(|(document, ..)| document.info.source.as_str())
            .collect();
        let sources: Vec<String> = sources.into_iter().map(ToOwned::to_owned).collect();
        let warnings = warnings(&self.documents, config);
        let documents = self
            .documents
            .into_iter()
            .map(|(document, language, sequence)| AnalysedDocument {
                source: SourceId::new(
                    sources
                        .binary_search(&document.info.source)
                        .unwrap_or_default(),
                ),
                language,
                language_confidence: document.confidence,
                paragraphs: document.paragraphs,
                sentences: document.sentences,
                tokens: document.tokens,
                symbols: (sequence, document.symbols),
                info: document.info,
            })
            .collect();
        Ok(Corpus {
            vocabulary,
            documents,
            skipped: self.skipped,
            sources,
            metadata_columns: columns,
            warnings,
            sequences: self.sequences,
        })
    }
}

/// Names of further metadata, sorted.
fn metadata_columns<'a>(documents: impl Iterator<Item = &'a TokenizedDocument>) -> Vec<Arc<str>> {
    let names = documents
        .flat_map(|document| &document.info.extra)
        .map(|(name, _)| name.clone());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Lets a metadata column take the place of the source.
fn group(
    documents: &mut [(TokenizedDocument, Language, usize)],
    column: &str,
    columns: &[Arc<str>],
) -> Result<()> {
    if column.is_empty() || column == "source" {
        return Ok(());
    }
    if column != "language" && !columns.iter().any(|name| name.as_ref() == column) {
        let known = if columns.is_empty() {
            "none".to_owned()
        } else {
            columns.join(", ")
        };
        return Err(Error::setting(
            "read.group_by",
            format!("no document has a column `{column}`; there are: language, source, {known}"),
        ));
    }
    for (document, language, _) in documents {
        let info = &mut document.info;
        let stated = info.extra.iter().find(|(name, _)| name.as_ref() == column);
        let group = match stated {
            Some((_, value)) => value.clone(),
            None if column == "language" => language.code().to_owned(),
            None => NO_GROUP.to_owned(),
        };
        info.source = group;
    }
    Ok(())
}

/// What the user should know of dates and languages.
fn warnings(documents: &[(TokenizedDocument, Language, usize)], config: &Config) -> Vec<String> {
    let mut warnings = Vec::new();
    let dated = documents.iter().map(|(document, ..)| &document.info);
    let mut odd = dated.filter(|info| !info.date.is_empty() && !is_iso_date(&info.date));
    if let Some(first) = odd.next() {
        warnings.push(format!(
            "dates that are not YYYY, YYYY-MM or YYYY-MM-DD and do not count for first and last dates: {}; for example `{}` of {}",
            1 + odd.count(),
            first.date,
            first.doc_id
        ));
    }
    let stated = |info: &DocumentInfo| {
        let stated = info
            .extra
            .iter()
            .find(|(name, _)| name.as_ref() == "language");
        stated.map(|(_, value)| format!("`{value}` of {}", info.doc_id))
    };
    let mut unknown = documents
        .iter()
        .filter_map(|(document, ..)| stated(&document.info));
    if let Some(first) = unknown.next() {
        warnings.push(format!(
            "languages stated but not known, so that they were told from the text: {}, for example {first}; expected codes such as en or fr",
            1 + unknown.count()
        ));
    }
    let unsure = documents
        .iter()
        .filter(|(document, ..)| !document.detected.is_sure)
        .count();
    if unsure > 0 {
        warnings.push(format!(
            "documents too short to tell their language for sure: {unsure}; if some count as the wrong one, name it with --language or in a column `language`"
        ));
    }
    let mut languages: BTreeMap<Language, usize> = BTreeMap::new();
    for (_, language, _) in documents {
        *languages.entry(*language).or_default() += 1;
    }
    for (language, documents) in languages {
        let name = language.name();
        if language.stemmer().is_none() {
            warnings.push(format!(
                "{name} ({documents} in documents.csv) has no stemmer here, so each form is a term of its own"
            ));
        }
        if config.tokenize.stop_words && listed_stop_words(language).is_none() {
            warnings.push(format!(
                "{name} ({documents} in documents.csv) has no stop-word list here"
            ));
        }
    }
    warnings
}
