//! The freeze: merges segments into one corpus with sorted, final ids.

use std::sync::Arc;

use super::acronyms::{Acronyms, acronyms};
use super::boilerplate::{RecurringBySource, find_recurring, take_boilerplate};
use super::compounds::join_compounds;
use super::copies::{Copies, find_copies};
use super::exclude::{Used, leave_out};
use super::gathered::Gathered;
use super::identity::{Candidate, assign_ids};
use super::languages::Languages;
use super::line_ends::{Parts, part_compounds};
use super::merge::{Renumbering, merge};
use crate::config::{ReadingSettings, Weigh};
use crate::error::Result;
use crate::model::{Corpus, Skipped, SurfaceId, Symbol};
use crate::parallel;
use crate::sorted::SortedSet;
use crate::tokenize::{Segment, TokenizedDocument};

/// Merges segments, and rows skipped before reading, into the corpus.
///
/// # Errors
/// [`crate::Error::TooLarge`], or [`crate::Error::Setting`] if no document has the `group_by` column.
pub fn freeze(
    mut segments: Vec<Segment>,
    mut skipped: Vec<Skipped>,
    settings: ReadingSettings<'_>,
) -> Result<Corpus> {
    name(&mut segments, &mut skipped);
    let frozen = freeze_named(segments, skipped, settings, Given::default())?;
    Ok(frozen.corpus)
}

/// What was decided from the documents of a larger corpus; what is not given is decided here.
#[derive(Default)]
pub(super) struct Given {
    pub(super) copies: Option<Copies>,
    pub(super) recurring: Option<RecurringBySource>,
    pub(super) compounds: Option<SortedSet<Parts>>,
    pub(super) languages: Option<Languages>,
    pub(super) acronyms: Option<Acronyms>,
    /// Words of the larger corpus: a segment without documents.
    pub(super) words: Option<Segment>,
    /// The names of further metadata.
    pub(super) columns: Option<Vec<Arc<str>>>,
}

/// A corpus, and what was decided of it.
#[cfg_attr(
    not(feature = "worker"),
    expect(dead_code, reason = "parts of a corpus are frozen by a filter only")
)]
pub(super) struct Frozen {
    pub(super) corpus: Corpus,
    pub(super) recurring: RecurringBySource,
    pub(super) compounds: SortedSet<Parts>,
    pub(super) languages: Languages,
    pub(super) acronyms: Acronyms,
}

/// As [`freeze`], of documents that have their final ids.
pub(super) fn freeze_named(
    mut segments: Vec<Segment>,
    skipped: Vec<Skipped>,
    settings: ReadingSettings<'_>,
    given: Given,
) -> Result<Frozen> {
    // Copies of one text are no boilerplate, even where copies are not looked for otherwise.
    let mut copies = match given.copies {
        Some(copies) => copies,
        None if settings.needs_copies() => find_copies(&segments, settings.copies.similarity),
        None => Copies::default(),
    };
    let recurring = (given.recurring)
        .unwrap_or_else(|| find_recurring(&segments, &copies, settings.boilerplate));
    let boilerplate = take_boilerplate(&mut segments, &recurring);
    if !settings.copies.is_on() {
        copies = Copies::default();
    }
    let mut used = boilerplate.map(|ranges| leave_out(&mut segments, &ranges));
    let duplicates = if settings.copies.weigh == Weigh::First {
        take_duplicates(&mut segments, &copies)
    } else {
        Vec::new()
    };
    // Of a document that is not there, no word may stay.
    if segments.iter().any(Segment::holds_unused) {
        used = Some(leave_out(&mut segments, &[]));
    }
    let compounds = part_compounds(&mut segments, &mut used, given.compounds.as_ref());
    let languages = given
        .languages
        .unwrap_or_else(|| Languages::decide(&segments));
    if join_compounds(&mut segments, &languages, settings.lists) {
        used = Some(leave_out(&mut segments, &[]));
    }
    let acronyms = (given.acronyms).unwrap_or_else(|| acronyms(&segments, &languages, settings));
    if let Some(words) = given.words {
        used.iter_mut()
            .for_each(|used| used.push(Used::all(&words)));
        segments.push(words);
    }
    let (vocabulary, renumbering) = merge(
        &segments,
        (&languages, &acronyms),
        settings,
        used.as_deref(),
    )?;
    parallel::for_each(&mut segments, |index, segment| {
        renumber(segment, &renumbering[index]);
    });
    drop(renumbering);
    let mut gathered = Gathered::new(skipped, copies, given.columns);
    gathered.add_duplicates(duplicates, &languages);
    for segment in segments {
        gathered.add(segment, &languages);
    }
    Ok(Frozen {
        corpus: gathered.into_corpus(vocabulary, settings)?,
        recurring,
        compounds,
        languages,
        acronyms,
    })
}

/// Takes out the documents that are copies of another, which is not taken out.
fn take_duplicates(segments: &mut [Segment], copies: &Copies) -> Vec<TokenizedDocument> {
    let is_copy = |document: &mut TokenizedDocument| {
        let link = copies.links.get(&document.info.doc_id);
        link.is_some_and(|link| link.similarity.is_some())
    };
    let mut duplicates = Vec::new();
    for segment in segments {
        duplicates.extend(segment.documents.extract_if(.., is_copy));
    }
    duplicates
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
/// separators come in no order that a processor could foresee, so they are separated by counting,
/// not by asking.
fn symbol_table(surfaces: &[SurfaceId], separators: &[u32]) -> Vec<Symbol> {
    let words = surfaces.iter().map(|surface| Symbol::word(surface.0));
    let others = separators.iter().map(|&number| Symbol::separator(number));
    words.chain(others).collect()
}

/// Gives every document and skipped row its final id.
pub(super) fn name(segments: &mut [Segment], skipped: &mut [Skipped]) {
    let mut candidates: Vec<Candidate<'_>> = skipped.iter_mut().map(Candidate::skipped).collect();
    for segment in segments {
        let documents = segment.documents.iter_mut();
        candidates.extend(documents.map(|document| Candidate::document(&mut document.info)));
        candidates.extend(segment.skipped.iter_mut().map(Candidate::skipped));
    }
    assign_ids(candidates);
}
