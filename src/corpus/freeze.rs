//! The freeze: merges segments into one corpus with sorted, final ids.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::boilerplate::find_boilerplate;
use super::copies::{Copies, find_copies};
use super::date::stated_warnings;
use super::exclude::leave_out;
use super::identity::{Candidate, assign_ids};
use super::languages::Languages;
use super::lexicon::listed_stop_words;
use super::merge::{Renumbering, merge};
use super::segment::Segment;
use crate::config::{Config, Weigh};
use crate::error::{Error, Result};
use crate::model::{
    AnalysedDocument, CopyCluster, Corpus, DocId, DocumentInfo, Duplicate, Language, Skipped,
    SourceId, SurfaceId, Symbol, Symbols, Vocabulary,
};
use crate::tokenize::TokenizedDocument;

/// The name of the group of documents that lack the `--group-by` column.
const NO_GROUP: &str = "(none)";

/// Merges segments, and rows skipped before reading, into the corpus.
///
/// # Errors
/// [`Error::TooLarge`], or [`Error::Setting`] if no document has the `group_by` column.
pub fn freeze(
    mut segments: Vec<Segment>,
    mut skipped: Vec<Skipped>,
    config: &Config,
) -> Result<Corpus> {
    name(&mut segments, &mut skipped);
    // Boilerplate is told from copies of one text also where copies are nobody's concern.
    let mut copies = if config.copies.is_on() || !config.boilerplate.keep {
        find_copies(&segments, config.copies.similarity)
    } else {
        Copies::default()
    };
    let boilerplate = find_boilerplate(&mut segments, &copies, &config.boilerplate);
    if !config.copies.is_on() {
        copies = Copies::default();
    }
    let mut used = boilerplate.map(|ranges| leave_out(&mut segments, &ranges));
    let mut duplicates = Vec::new();
    if config.copies.weigh == Weigh::First {
        let is_copy = |id: &str| copies.links.get(id).is_some_and(|l| l.similarity.is_some());
        for segment in &mut segments {
            let own = &mut segment.documents;
            duplicates.extend(own.extract_if(.., |document| is_copy(&document.info.doc_id)));
        }
    }
    // Of a document that is not there, no word may stay.
    if segments.iter().any(Segment::holds_unused) {
        used = Some(leave_out(&mut segments, &[]));
    }
    let languages = Languages::decide(&segments);
    let (vocabulary, renumbering) = merge(&segments, &languages, config, used.as_deref())?;
    let duplicates = duplicates.into_iter().map(|document| {
        let language = languages.of(document.detected);
        (document, language)
    });
    let mut gathered = Gathered {
        documents: Vec::new(),
        duplicates: duplicates.collect(),
        skipped,
        sequences: Vec::new(),
        copies,
    };
    let renumbered = segments.par_iter_mut().zip(renumbering);
    renumbered.for_each(|(segment, numbers)| renumber(segment, &numbers));
    for segment in segments {
        gathered.add(segment, &languages);
    }
    gathered.into_corpus(vocabulary, config)
}

/// Gives the symbols of a segment their final numbers.
fn renumber(segment: &mut Segment, numbers: &Renumbering) {
    let mut symbols = segment.symbols.take();
    let tables: Vec<Vec<Symbol>> = (numbers.surfaces.iter())
        .map(|surfaces| symbol_table(surfaces, &numbers.separators))
        .collect();
    for document in &segment.documents {
        let Some(vocabulary) = segment.vocabulary_of(document) else {
            continue;
        };
        let (table, words) = (&tables[vocabulary], numbers.surfaces[vocabulary].len());
        for symbol in &mut symbols[document.symbols.clone()] {
            *symbol = table[symbol.place_behind(words)];
        }
    }
    segment.symbols.put_back(symbols);
}

/// What becomes of the symbols of a vocabulary: its words, and behind them the separators. Words and
/// separators come in no order that a processor could foresee, so they are told apart by counting,
/// not by asking.
fn symbol_table(surfaces: &[SurfaceId], separators: &[u32]) -> Vec<Symbol> {
    let words = surfaces.iter().map(|surface| Symbol::word(surface.0));
    let separators = separators.iter().map(|&number| Symbol::separator(number));
    words.chain(separators).collect()
}

/// Gives every document and skipped row its final id.
fn name(segments: &mut [Segment], skipped: &mut [Skipped]) {
    let mut candidates: Vec<Candidate<'_>> = skipped.iter_mut().map(Candidate::skipped).collect();
    for segment in segments {
        let documents = segment.documents.iter_mut();
        candidates.extend(documents.map(|document| Candidate::document(&mut document.info)));
        candidates.extend(segment.skipped.iter_mut().map(Candidate::skipped));
    }
    assign_ids(candidates);
}

/// Documents of all segments on their way into the corpus.
struct Gathered {
    documents: Vec<(TokenizedDocument, Language, usize)>,
    duplicates: Vec<(TokenizedDocument, Language)>,
    skipped: Vec<Skipped>,
    sequences: Vec<Symbols>,
    copies: Copies,
}

impl Gathered {
    /// Takes over a segment, its symbols with their final numbers.
    fn add(&mut self, segment: Segment, languages: &Languages) {
        let sequence = self.sequences.len();
        self.sequences.push(segment.symbols);
        self.skipped.extend(segment.skipped);
        let documents = segment.documents.into_iter();
        self.documents.extend(documents.map(|document| {
            let language = languages.of(document.detected);
            (document, language, sequence)
        }));
    }

    fn into_corpus(mut self, vocabulary: Vocabulary, config: &Config) -> Result<Corpus> {
        self.documents
            .sort_by(|(a, ..), (b, ..)| a.info.doc_id.cmp(&b.info.doc_id));
        self.duplicates
            .sort_by(|(a, _), (b, _)| a.info.doc_id.cmp(&b.info.doc_id));
        self.skipped.sort_by(|a, b| a.doc_id.cmp(&b.doc_id));
        let columns = metadata_columns(self.infos().map(|(info, _)| &*info));
        group(self.infos(), &config.read.group_by, &columns)?;
        let sources: BTreeSet<&str> = self
            .documents
            .iter()
            .map(|(document, ..)| document.info.source.as_str())
            .collect();
        let sources: Vec<String> = sources.into_iter().map(ToOwned::to_owned).collect();
        let warnings = warnings(&self.documents, config);
        let Copies { clusters, links } = self.copies;
        let link = |info: &DocumentInfo| links.get(&info.doc_id).copied();
        let documents: Vec<AnalysedDocument> = self
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
                copy: link(&document.info),
                left_out: document.left_out,
                symbols: (sequence, document.symbols),
                info: document.info,
            })
            .collect();
        let duplicates = self.duplicates.into_iter();
        let duplicates = duplicates.filter_map(|(document, language)| {
            let copy = link(&document.info)?;
            let info = document.info;
            Some(Duplicate {
                info,
                language,
                copy,
            })
        });
        let corpus = Corpus {
            vocabulary,
            duplicates: duplicates.collect(),
            copies: with_analysed(clusters, &documents),
            documents,
            skipped: self.skipped,
            sources,
            metadata_columns: columns,
            warnings,
            sequences: self.sequences,
        };
        check_sources(&corpus)?;
        Ok(corpus)
    }

    /// What is known of all documents, and their languages.
    fn infos(&mut self) -> impl Iterator<Item = (&mut DocumentInfo, Language)> {
        let documents = self.documents.iter_mut();
        let documents = documents.map(|(document, language, _)| (&mut document.info, *language));
        let duplicates = self.duplicates.iter_mut();
        documents.chain(duplicates.map(|(document, language)| (&mut document.info, *language)))
    }
}

/// Fails if the counts of a source may not fit into 32 bits.
fn check_sources(corpus: &Corpus) -> Result<()> {
    let tokens = corpus.tokens_by_source().into_iter();
    let mut named = tokens.zip(&corpus.sources);
    match named.find(|(tokens, _)| *tokens > u64::from(u32::MAX)) {
        None => Ok(()),
        Some((_, name)) => Err(Error::SourceTooLarge {
            source_name: name.clone(),
        }),
    }
}

/// The clusters with the ids of their documents that are analysed.
fn with_analysed(
    mut clusters: Vec<CopyCluster>,
    documents: &[AnalysedDocument],
) -> Vec<CopyCluster> {
    for (index, document) in documents.iter().enumerate() {
        if let Some(link) = document.copy {
            let cluster = &mut clusters[link.cluster as usize];
            cluster.analysed.push(DocId::new(index));
        }
    }
    clusters
}

/// Names of further metadata, sorted.
fn metadata_columns<'a>(infos: impl Iterator<Item = &'a DocumentInfo>) -> Vec<Arc<str>> {
    let names = infos
        .flat_map(|info| &info.extra)
        .map(|(name, _)| name.clone());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Lets a metadata column take the place of the source.
fn group<'a>(
    infos: impl Iterator<Item = (&'a mut DocumentInfo, Language)>,
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
    for (info, language) in infos {
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
    let infos = || documents.iter().map(|(document, ..)| &document.info);
    let mut warnings = stated_warnings(infos, &config.read);
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
