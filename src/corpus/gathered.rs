//! Documents of all segments on their way into the corpus: sorted, in their groups, with their
//! languages and copies.

use std::sync::Arc;

use super::copies::Copies;
use super::languages::Languages;
use super::warnings::warnings;
use crate::config::ReadingSettings;
use crate::error::{Error, Result};
use crate::model::{
    AnalysedDocument, CopyCluster, CopyLink, Corpus, DocId, DocumentInfo, Duplicate, Language,
    ReadingDoubt, Skipped, SourceId, Symbols, Vocabulary,
};
use crate::order::Arrange as _;
use crate::sorted::{SortedMap, SortedSet};
use crate::tokenize::{Segment, TokenizedDocument};

/// The name of the group of documents that lack the `--group-by` column.
const NO_GROUP: &str = "(none)";

/// The cells without a value that the columns of further metadata may have, besides so many for each value.
const MOST_EMPTY_CELLS: u64 = 50_000_000;
const MOST_CELLS_PER_VALUE: u64 = 20;

/// A document that counts.
pub(super) struct GatheredDocument {
    pub(super) document: TokenizedDocument,
    pub(super) language: Language,
    /// The sequence that holds its symbols.
    sequence: usize,
}

/// Documents of all segments on their way into the corpus.
pub(super) struct Gathered {
    documents: Vec<GatheredDocument>,
    duplicates: Vec<(TokenizedDocument, Language)>,
    skipped: Vec<Skipped>,
    sequences: Vec<Symbols>,
    copies: Copies,
    /// The names of further metadata, if they are those of a larger corpus.
    columns: Option<Vec<Arc<str>>>,
}

impl Gathered {
    pub(super) fn new(
        skipped: Vec<Skipped>,
        copies: Copies,
        columns: Option<Vec<Arc<str>>>,
    ) -> Self {
        Self {
            documents: Vec::new(),
            duplicates: Vec::new(),
            skipped,
            sequences: Vec::new(),
            copies,
            columns,
        }
    }

    /// Takes over documents that are in no count.
    pub(super) fn add_duplicates(
        &mut self,
        duplicates: Vec<TokenizedDocument>,
        languages: &Languages,
    ) {
        let with_language = duplicates.into_iter().map(|document| {
            let language = languages.of(document.detected);
            (document, language)
        });
        self.duplicates.extend(with_language);
    }

    /// Takes over a segment, its symbols with their final numbers.
    pub(super) fn add(&mut self, segment: Segment, languages: &Languages) {
        let sequence = self.sequences.len();
        self.sequences.push(segment.symbols);
        self.skipped.extend(segment.skipped);
        let documents = segment.documents.into_iter();
        self.documents.extend(documents.map(|document| {
            let language = languages.of(document.detected);
            GatheredDocument {
                document,
                language,
                sequence,
            }
        }));
    }

    /// The corpus of all that was taken over.
    pub(super) fn into_corpus(
        mut self,
        vocabulary: Vocabulary,
        settings: ReadingSettings<'_>,
    ) -> Result<Corpus> {
        self.sort();
        self.doubt_languages();
        let by = &settings.read.group_by;
        let (columns, left_out) = match self.columns.take() {
            Some(columns) => {
                group(self.infos(), by, &columns)?;
                (columns, None)
            }
            None => {
                let counted = metadata_columns(self.infos().map(|(info, _)| &*info));
                let names: Vec<Arc<str>> = counted.keys().cloned().collect();
                group(self.infos(), by, &names)?;
                most_used(counted, self.documents.len() + self.duplicates.len())
            }
        };
        let sources = self.sources();
        let mut warnings = warnings(&self.documents, &vocabulary, settings);
        warnings.extend(left_out);
        let Copies { clusters, links } = self.copies;
        let documents: Vec<AnalysedDocument> = self
            .documents
            .into_iter()
            .map(|gathered| {
                let info = &gathered.document.info;
                let source = sources.binary_search(&info.source).unwrap_or_default();
                let copy = links.get(&info.doc_id).copied();
                gathered.into_analysed(SourceId::new(source), copy)
            })
            .collect();
        let duplicates = self
            .duplicates
            .into_iter()
            .filter_map(|(document, language)| {
                let copy = links.get(&document.info.doc_id).copied()?;
                Some(Duplicate {
                    info: document.info,
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

    /// Notes of which documents the language is uncertain.
    fn doubt_languages(&mut self) {
        let analysed = self.documents.iter_mut();
        let analysed = analysed.map(|gathered| (&mut gathered.document, gathered.language));
        let duplicates = self.duplicates.iter_mut();
        let duplicates = duplicates.map(|(document, language)| (document, *language));
        for (document, language) in analysed.chain(duplicates) {
            if !document.detected.is_sure {
                let note = uncertain(language);
                document.info.doubt(ReadingDoubt::Language, &note);
            }
        }
    }

    /// Puts all lists in the order of their ids.
    fn sort(&mut self) {
        let by_id =
            |a: &TokenizedDocument, b: &TokenizedDocument| a.info.doc_id.cmp(&b.info.doc_id);
        self.documents
            .arrange_by(|a, b| by_id(&a.document, &b.document));
        self.duplicates.arrange_by(|(a, _), (b, _)| by_id(a, b));
        self.skipped.arrange_by(|a, b| a.doc_id.cmp(&b.doc_id));
    }

    /// The names of sources, sorted.
    fn sources(&self) -> Vec<String> {
        let documents = self.documents.iter();
        let names: SortedSet<&str> = documents
            .map(|gathered| gathered.document.info.source.as_str())
            .collect();
        names.into_iter().map(ToOwned::to_owned).collect()
    }

    /// What is known of all documents, and their languages.
    fn infos(&mut self) -> impl Iterator<Item = (&mut DocumentInfo, Language)> {
        let documents = self.documents.iter_mut();
        let analysed = documents.map(|gathered| (&mut gathered.document.info, gathered.language));
        let duplicates = self.duplicates.iter_mut();
        analysed.chain(duplicates.map(|(document, language)| (&mut document.info, *language)))
    }
}

impl GatheredDocument {
    /// The document as it counts, for a source and with its place among copies.
    fn into_analysed(self, source: SourceId, copy: Option<CopyLink>) -> AnalysedDocument {
        let document = self.document;
        AnalysedDocument {
            info: document.info,
            source,
            language: self.language,
            language_confidence: document.confidence,
            paragraphs: document.paragraphs,
            sentences: document.sentences,
            tokens: document.tokens,
            copy,
            left_out: document.left_out,
            symbols: (self.sequence, document.symbols),
        }
    }
}

/// What is said of a document whose language is uncertain.
fn uncertain(language: Language) -> String {
    if language == Language::UNDETERMINED {
        "its language could not be detected".to_owned()
    } else {
        format!("its language is uncertain (treated as {})", language.name())
    }
}

/// Fails if the counts of a source may not fit into 32 bits.
pub(super) fn check_sources(corpus: &Corpus) -> Result<()> {
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

/// Names of further metadata, and how many documents state each.
fn metadata_columns<'a>(infos: impl Iterator<Item = &'a DocumentInfo>) -> SortedMap<Arc<str>, u64> {
    let names = infos.flat_map(|info| &info.extra);
    let names = names.map(|(name, _)| (name.clone(), 1));
    SortedMap::joined(names.collect(), |count, one| *count += one)
}

/// The names of columns for so many documents, sorted; and what the user should know if they are not all.
///
/// Where nearly each document states something of a name of its own, a table of all would have the square of
/// the documents as cells. Then the names that most documents state are taken.
fn most_used(
    columns: SortedMap<Arc<str>, u64>,
    documents: usize,
) -> (Vec<Arc<str>>, Option<String>) {
    let mut columns = columns.into_rows();
    let stated: u64 = columns.iter().map(|(_, count)| count).sum();
    let cells = MOST_EMPTY_CELLS.saturating_add(stated.saturating_mul(MOST_CELLS_PER_VALUE));
    let most = usize::try_from(cells / (documents as u64).max(1)).unwrap_or(usize::MAX);
    let all = columns.len();
    let warning = (all > most).then(|| {
        columns.arrange_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        columns.truncate(most);
        columns.arrange_by(|a, b| a.0.cmp(&b.0));
        format!(
            "the documents state metadata under {all} names, most of them in few documents: documents.csv has columns for the {most} names that most documents state"
        )
    });
    (columns.into_iter().map(|(name, _)| name).collect(), warning)
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
            "the documents have no metadata besides language and source (if there is a metadata.csv, check that the paths in its column `file` match the files)".to_owned()
        } else {
            format!("the columns are: language, source, {}", columns.join(", "))
        };
        return Err(Error::setting(
            "read.group_by",
            format!("no document has a metadata column `{column}`; {known}"),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(counts: &[(&str, u64)]) -> SortedMap<Arc<str>, u64> {
        let counts = counts
            .iter()
            .map(|(name, count)| (Arc::from(*name), *count));
        counts.collect()
    }

    #[test]
    fn all_columns_are_taken_unless_nearly_all_their_cells_are_empty() {
        let few = [("a", 1), ("b", 20_000_000), ("c", 2)];
        let (names, warning) = most_used(columns(&few), 20_000_000);
        assert_eq!((names.len(), warning), (3, None));
        let sparse = [("a", 1), ("b", 2), ("c", 1), ("d", 3)];
        let (names, warning) = most_used(columns(&sparse), 20_000_000);
        assert_eq!(names, [Arc::from("b"), Arc::from("d")]);
        assert!(warning.is_some_and(|warning| warning.contains("under 4 names")));
    }
}
