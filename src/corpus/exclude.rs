//! Leaves pieces of documents, or whole documents, out of segments before they are merged.
//!
//! Takes segments and ranges of symbols, gives the segments without them, and which words and
//! separators are still used, so that [`super::merge`] gives no number to the others. Counts of
//! tokens, sentences and paragraphs are the caller's to correct, and a range that ends a sentence
//! or paragraph should take the separator behind it along.

use std::ops::Range;

use crate::model::Symbol;
use crate::parallel;
use crate::tokenize::{Segment, TokenizedDocument};

/// For the documents of one segment, in their order: ranges of symbols to leave out, counted as
/// [`TokenizedDocument::symbols`] counts them, ascending and apart.
pub(super) type LeftOut = Vec<Vec<Range<usize>>>;

/// The words and separators that a segment still uses, by local number.
pub(super) struct Used {
    /// By vocabulary of the segment.
    pub(super) surfaces: Vec<Vec<bool>>,
    pub(super) separators: Vec<bool>,
}

impl Used {
    /// All words and separators of a segment.
    pub(super) fn all(segment: &Segment) -> Self {
        let vocabularies = segment.vocabularies.iter();
        Self {
            surfaces: vocabularies
                .map(|local| vec![true; local.surfaces.len()])
                .collect(),
            separators: vec![true; segment.separators.len()],
        }
    }
}

/// Takes the symbols of these ranges, and those that belong to no document of the segment any
/// more, out of the segments. A segment without ranges of its own may leave its list empty.
pub(super) fn leave_out(segments: &mut [Segment], ranges: &[LeftOut]) -> Vec<Used> {
    parallel::map_items(segments, |index, segment| {
        let of_segment = ranges.get(index).map_or(&[][..], Vec::as_slice);
        compact(segment, of_segment);
        used(segment)
    })
}

fn compact(segment: &mut Segment, ranges: &[Vec<Range<usize>>]) {
    let all = segment.symbols.take();
    let mut remaining: Vec<Symbol> = Vec::with_capacity(all.len());
    for (index, document) in segment.documents.iter_mut().enumerate() {
        let start = remaining.len();
        let TokenizedDocument { symbols, .. } = document;
        let mut from = symbols.start;
        for range in ranges.get(index).into_iter().flatten() {
            remaining.extend_from_slice(&all[from..range.start]);
            from = range.end;
        }
        remaining.extend_from_slice(&all[from..symbols.end]);
        *symbols = start..remaining.len();
    }
    segment.symbols.put_back(remaining);
}

fn used(segment: &Segment) -> Used {
    let symbols = segment.symbols.read(0..segment.symbols.len());
    let mut used = Used {
        surfaces: segment
            .vocabularies
            .iter()
            .map(|local| vec![false; local.surfaces.len()])
            .collect(),
        separators: vec![false; segment.separators.len()],
    };
    for document in &segment.documents {
        let vocabulary = segment.vocabulary_of(document);
        for symbol in &symbols[document.symbols.clone()] {
            match (symbol.as_word(), symbol.as_separator(), vocabulary) {
                (Some(word), _, Some(vocabulary)) => used.surfaces[vocabulary][word.index()] = true,
                (_, Some(separator), _) => used.separators[separator as usize] = true,
                _ => {}
            }
        }
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment() -> Segment {
        Segment::of_texts(&[(
            "a",
            "",
            "One law for all, one net for all. And then?\n\nThe end.",
        )])
    }

    fn all_symbols(segment: &Segment) -> Vec<Symbol> {
        segment.symbols.read(0..segment.symbols.len()).into_owned()
    }

    #[test]
    fn what_is_left_out_uses_no_words() {
        let mut segments = [segment()];
        let all = segments[0].documents[0].symbols.clone();
        let before = all_symbols(&segments[0]);
        let ranges = vec![vec![vec![2..5, 8..all.end - 3]]];
        let used = leave_out(&mut segments, &ranges);
        let expected = [&before[..2], &before[5..8], &before[all.end - 3..]].concat();
        assert_eq!(all_symbols(&segments[0]), expected);
        assert_eq!(segments[0].documents[0].symbols, 0..expected.len());
        for (word, is_used) in used[0].surfaces[0].iter().enumerate() {
            assert_eq!(
                *is_used,
                expected.contains(&Symbol::word(word as u32)),
                "{word}"
            );
        }
        for (separator, is_used) in used[0].separators.iter().enumerate() {
            let separator = Symbol::separator(separator as u32);
            assert_eq!(*is_used, expected.contains(&separator));
        }
    }

    #[test]
    fn a_document_that_was_taken_away_leaves_nothing() {
        let mut segments = [segment()];
        segments[0].documents.clear();
        let used = leave_out(&mut segments, &[]);
        assert!(segments[0].symbols.is_empty());
        assert!(
            used[0].surfaces[0]
                .iter()
                .chain(&used[0].separators)
                .all(|used| !used)
        );
    }
}
