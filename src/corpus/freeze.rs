//! The freeze: merges segments into one corpus with sorted, final ids.

use super::acronyms::acronyms;
use super::boilerplate::find_boilerplate;
use super::compounds::join_compounds;
use super::copies::{Copies, find_copies};
use super::exclude::leave_out;
use super::gathered::Gathered;
use super::identity::{Candidate, assign_ids};
use super::languages::Languages;
use super::line_ends::part_compounds;
use super::merge::{Renumbering, merge};
use crate::config::{ReadingSettings, Weigh};
use crate::error::Result;
use crate::model::{Corpus, Skipped, SurfaceId, Symbol};
use crate::parallel;
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
    // Copies of one text are no boilerplate, even where copies are not looked for otherwise.
    let mut copies = if settings.needs_copies() {
        find_copies(&segments, settings.copies.similarity)
    } else {
        Copies::default()
    };
    let boilerplate = find_boilerplate(&mut segments, &copies, settings.boilerplate);
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
    part_compounds(&mut segments, &mut used);
    let languages = Languages::decide(&segments);
    if join_compounds(&mut segments, &languages, settings.lists) {
        used = Some(leave_out(&mut segments, &[]));
    }
    let acronyms = acronyms(&segments, &languages, settings);
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
    let mut gathered = Gathered::new(skipped, copies);
    gathered.add_duplicates(duplicates, &languages);
    for segment in segments {
        gathered.add(segment, &languages);
    }
    gathered.into_corpus(vocabulary, settings)
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
fn name(segments: &mut [Segment], skipped: &mut [Skipped]) {
    let mut candidates: Vec<Candidate<'_>> = skipped.iter_mut().map(Candidate::skipped).collect();
    for segment in segments {
        let documents = segment.documents.iter_mut();
        candidates.extend(documents.map(|document| Candidate::document(&mut document.info)));
        candidates.extend(segment.skipped.iter_mut().map(Candidate::skipped));
    }
    assign_ids(candidates);
}
