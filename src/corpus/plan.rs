//! A corpus that is frozen once and counted in parts: what must be known of the whole to freeze a part.
//!
//! Takes the segments of the whole corpus, gives the corpus with a plan, and for each pack which of its
//! documents count and under which names. Takes some packs with both, anywhere, and gives the corpus of
//! their documents alone: its words have the numbers that they have in the whole, and its documents are as
//! they are there.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::acronyms::Acronyms;
use super::boilerplate::Recurring;
use super::copies::Copies;
use super::freeze::{Frozen, Given, freeze_named, name};
use super::languages::Languages;
use super::line_ends::Parts as Compound;
use crate::config::ReadingSettings;
use crate::error::{Error, Result};
use crate::model::{CopyCluster, CopyLink, Corpus, Language, Skipped, Symbols, WordLists};
use crate::sorted::{SortedMap, SortedSet};
use crate::stats::PartTotals;
use crate::store::unpack;
use crate::tokenize::{Detected, LocalVocabulary, Segment, Strings};

/// What must be known of a corpus to freeze a part of it.
#[derive(Serialize, Deserialize)]
pub struct CorpusPlan {
    recurring: Vec<(String, Recurring)>,
    compounds: Vec<Compound>,
    languages: Vec<(Detected, Language)>,
    acronyms: Vec<(Language, Vec<String>)>,
    /// The surfaces of each language.
    words: Vec<(Language, Vec<String>)>,
    columns: Vec<String>,
    lists: WordLists,
    /// Sums over all documents.
    pub totals: CorpusTotals,
}

/// Sums over all documents that count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusTotals {
    /// Documents.
    pub documents: u64,
    /// Their tokens.
    pub tokens: u64,
    /// The names of sources, sorted.
    pub sources: Vec<String>,
    /// The parts that items of each language spread over.
    pub languages: Vec<LanguageTotals>,
}

/// The documents in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageTotals {
    /// The language.
    pub language: Language,
    /// The documents.
    pub documents: PartTotals,
    /// Their tokens in each source.
    pub sources: Vec<u64>,
}

/// The documents of a pack that count, or are copies of others.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PackPlan {
    documents: Vec<PlannedDocument>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PlannedDocument {
    /// Its place in the pack.
    place: u32,
    doc_id: String,
    line: Option<u64>,
    /// Its number in the whole corpus, if it counts.
    number: Option<u32>,
    copy: Option<PlannedCopy>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PlannedCopy {
    cluster: u32,
    representative: String,
    similarity: Option<f64>,
}

/// A frozen corpus with what its parts need.
pub struct PlannedCorpus {
    /// The corpus.
    pub corpus: Corpus,
    /// What its parts need.
    pub plan: CorpusPlan,
    /// The plans of packs, by segment.
    pub packs: Vec<PackPlan>,
}

/// Some documents of a larger corpus.
pub struct CorpusPart {
    /// The corpus of these documents; its words have the numbers of the larger one.
    pub corpus: Corpus,
    /// By document: its number in the larger corpus.
    pub numbers: Vec<u32>,
    /// By document: its cluster of copies in the larger corpus.
    pub clusters: Vec<Option<u32>>,
}

/// Freezes segments as `freeze` does, and plans their parts; `taken` says by segment which places
/// its documents have in their pack.
///
/// # Errors
/// As `freeze`.
pub fn freeze_planned(
    mut segments: Vec<Segment>,
    mut skipped: Vec<Skipped>,
    taken: &[Vec<u32>],
    settings: ReadingSettings<'_>,
) -> Result<PlannedCorpus> {
    name(&mut segments, &mut skipped);
    let named: Vec<Vec<(u32, String, Option<u64>)>> = (segments.iter().zip(taken))
        .map(|(segment, places)| {
            let documents = segment.documents.iter().zip(places);
            let named = documents.map(|(document, &place)| {
                let info = &document.info;
                (place, info.doc_id.clone(), info.place.line)
            });
            named.collect()
        })
        .collect();
    let mut detected: Vec<Detected> = Vec::new();
    for local in segments.iter().flat_map(|segment| &segment.vocabularies) {
        if !detected.contains(&local.detected) {
            detected.push(local.detected);
        }
    }
    let frozen = freeze_named(segments, skipped, settings, Given::default())?;
    let packs = named.into_iter().map(|documents| PackPlan {
        documents: (documents.into_iter())
            .map(|(place, doc_id, line)| planned(&frozen.corpus, place, doc_id, line))
            .collect(),
    });
    Ok(PlannedCorpus {
        packs: packs.collect(),
        plan: CorpusPlan::of(&frozen, &detected, settings.lists),
        corpus: frozen.corpus,
    })
}

/// The plan of a document with this id.
fn planned(corpus: &Corpus, place: u32, doc_id: String, line: Option<u64>) -> PlannedDocument {
    let documents = &corpus.documents;
    let number = documents.binary_search_by(|document| document.info.doc_id.cmp(&doc_id));
    let link = match number {
        Ok(number) => documents[number].copy,
        Err(_) => {
            let duplicates = &corpus.duplicates;
            let place = duplicates.binary_search_by(|copy| copy.info.doc_id.cmp(&doc_id));
            place.ok().map(|place| duplicates[place].copy)
        }
    };
    PlannedDocument {
        place,
        doc_id,
        line,
        number: number.ok().map(|number| number as u32),
        copy: link.map(|link| PlannedCopy {
            cluster: link.cluster,
            representative: corpus.cluster(link).representative.clone(),
            similarity: link.similarity,
        }),
    }
}

impl CorpusPlan {
    fn of(frozen: &Frozen, detected: &[Detected], lists: &WordLists) -> Self {
        let corpus = &frozen.corpus;
        let mut words: SortedMap<Language, Vec<String>> = SortedMap::new();
        for surface in &corpus.vocabulary.surfaces {
            let language = corpus.vocabulary.form(surface.form).language;
            words.or_default(language).push(surface.text.to_string());
        }
        let languages = detected.iter();
        let acronyms = frozen.acronyms.iter();
        let acronyms =
            acronyms.map(|(&language, names)| (language, names.iter().cloned().collect()));
        Self {
            recurring: frozen.recurring.clone().into_rows(),
            compounds: frozen.compounds.iter().cloned().collect(),
            languages: languages
                .map(|&detected| (detected, frozen.languages.of(detected)))
                .collect(),
            acronyms: acronyms.collect(),
            words: words.into_rows(),
            columns: (corpus.metadata_columns.iter())
                .map(ToString::to_string)
                .collect(),
            lists: lists.clone(),
            totals: CorpusTotals::of(corpus),
        }
    }

    /// The lists of words that the whole corpus was read with.
    #[must_use]
    pub fn lists(&self) -> &WordLists {
        &self.lists
    }

    /// The corpus of the documents of some packs, each with its plan; of none, the words alone.
    ///
    /// # Errors
    /// [`Error::Segments`] if a pack is damaged or does not fit its plan; as `freeze`.
    pub fn freeze_part(
        &self,
        packs: &[(&[u8], PackPlan)],
        settings: ReadingSettings<'_>,
    ) -> Result<CorpusPart> {
        let segments = packs.iter().map(|(pack, plan)| {
            segment_of(pack, plan).ok_or_else(|| Error::Segments {
                message: "a segment is damaged, or does not fit the plan of the corpus".to_owned(),
            })
        });
        let segments: Vec<Segment> = segments.collect::<Result<_>>()?;
        let planned = packs.iter().flat_map(|(_, plan)| &plan.documents);
        let by_id: SortedMap<&str, &PlannedDocument> = planned
            .clone()
            .map(|document| (document.doc_id.as_str(), document))
            .collect();
        let mut acronyms = Acronyms::new();
        for (language, names) in &self.acronyms {
            acronyms.insert(*language, names.iter().cloned().collect());
        }
        let given = Given {
            copies: Some(copies_of(planned)),
            recurring: Some(self.recurring.iter().cloned().collect()),
            compounds: Some(self.compounds.iter().cloned().collect::<SortedSet<_>>()),
            languages: Some(Languages::given(self.languages.clone())),
            acronyms: Some(acronyms),
            words: Some(self.words()),
            columns: Some(self.columns.iter().map(|name| Arc::from(&**name)).collect()),
        };
        let settings = settings.with_lists(&self.lists);
        let corpus = freeze_named(segments, Vec::new(), settings, given)?.corpus;
        let plans = corpus.documents.iter();
        let plans: Vec<&PlannedDocument> = plans
            .filter_map(|document| by_id.get(document.info.doc_id.as_str()).copied())
            .collect();
        Ok(CorpusPart {
            numbers: (plans.iter())
                .map(|plan| plan.number.unwrap_or_default())
                .collect(),
            clusters: (plans.iter())
                .map(|plan| plan.copy.as_ref().map(|copy| copy.cluster))
                .collect(),
            corpus,
        })
    }

    /// The words of the whole corpus, as a segment without documents.
    fn words(&self) -> Segment {
        let vocabularies = self.words.iter().map(|(language, words)| {
            let mut surfaces = Strings::default();
            for word in words {
                surfaces.add(word.as_bytes());
            }
            LocalVocabulary {
                detected: Detected {
                    language: *language,
                    script: None,
                    is_sure: true,
                },
                surfaces,
                hashes: Vec::new(),
            }
        });
        Segment {
            vocabularies: vocabularies.collect(),
            ..Segment::default()
        }
    }
}

/// The documents of a pack that its plan names.
fn segment_of(pack: &[u8], plan: &PackPlan) -> Option<Segment> {
    let (mut segment, _) = unpack(pack)?;
    let all = std::mem::take(&mut segment.documents);
    for planned in &plan.documents {
        let mut document = all.get(planned.place as usize)?.clone();
        document.info.doc_id.clone_from(&planned.doc_id);
        document.info.place.line = planned.line;
        segment.documents.push(document);
    }
    // Rows of what is no document are known already.
    segment.skipped = Vec::new();
    if segment.documents.is_empty() {
        segment.symbols = Symbols::default();
    }
    Some(segment)
}

/// The clusters that some documents are in.
fn copies_of<'a>(documents: impl Iterator<Item = &'a PlannedDocument>) -> Copies {
    let copies = documents.filter_map(|document| Some((document, document.copy.as_ref()?)));
    let copies: Vec<(&PlannedDocument, &PlannedCopy)> = copies.collect();
    let names: SortedSet<&str> = (copies.iter())
        .map(|(_, copy)| copy.representative.as_str())
        .collect();
    let places: SortedMap<&str, u32> = names.iter().copied().zip(0..).collect();
    let links = copies.into_iter().filter_map(|(document, copy)| {
        let link = CopyLink {
            cluster: *places.get(copy.representative.as_str())?,
            similarity: copy.similarity,
        };
        Some((document.doc_id.clone(), link))
    });
    Copies {
        links: links.collect(),
        clusters: (names.iter())
            .map(|&name| CopyCluster {
                representative: name.to_owned(),
                documents: 0,
                analysed: Vec::new(),
            })
            .collect(),
    }
}

impl CorpusTotals {
    fn of(corpus: &Corpus) -> Self {
        let mut sizes: SortedMap<Language, (Vec<u64>, Vec<u64>)> = SortedMap::new();
        for document in &corpus.documents {
            let (documents, sources) = sizes.or_insert_with(document.language, || {
                (Vec::new(), vec![0; corpus.sources.len()])
            });
            documents.push(document.tokens.into());
            sources[document.source.index()] += u64::from(document.tokens);
        }
        let languages = sizes.into_iter();
        let languages = languages.map(|(language, (documents, sources))| LanguageTotals {
            language,
            documents: PartTotals::of(documents.into_iter()),
            sources,
        });
        Self {
            documents: corpus.documents.len() as u64,
            tokens: corpus.tokens(),
            sources: corpus.sources.clone(),
            languages: languages.collect(),
        }
    }

    /// The place of a source among all.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<usize> {
        self.sources
            .binary_search_by(|known| known.as_str().cmp(name))
            .ok()
    }

    /// The place of a language among all.
    #[must_use]
    pub fn language(&self, language: Language) -> Option<usize> {
        let mut known = self.languages.iter();
        known.position(|totals| totals.language == language)
    }
}
