//! What stands between words, numbered: its text and the boundary it makes.
//!
//! What parts two words is decided by the text between them, and often from nothing else. Such gaps
//! come again and again (", " and a line end above all), so a worker remembers the last ones.

use std::ops::Range;

use super::abbreviation::Abbreviations;
use super::interner::{Interner, Strings};
use super::sentence::boundary_in;
use super::short_key::{Key, key};
use crate::model::Boundary;

/// How many gaps are remembered; a power of two.
const REMEMBERED: usize = 256;

/// Separators by local number.
#[derive(Debug)]
pub(super) struct Separators {
    /// By number: a byte for the boundary, then the text.
    keys: Interner,
    /// By number.
    boundaries: Vec<Boundary>,
    /// Short gaps that are decided by their text alone, by a hash of it: text, and number.
    recent: Box<[(Key, u32)]>,
    scratch: Vec<u8>,
}

impl Default for Separators {
    fn default() -> Self {
        Self {
            keys: Interner::default(),
            boundaries: Vec::new(),
            recent: vec![(Key::MAX, 0); REMEMBERED].into(),
            scratch: Vec::new(),
        }
    }
}

impl Separators {
    /// The number of the text and boundary between two words: `text[gap]`, `word` being the word
    /// before it.
    #[inline]
    pub(super) fn between(
        &mut self,
        text: &str,
        word: Range<usize>,
        gap: Range<usize>,
        abbreviations: &Abbreviations,
    ) -> u32 {
        // What a semicolon means depends on the language.
        let key = key(text.as_bytes(), &gap)
            .filter(|_| !abbreviations.semicolon_asks() && !may_end_heading(text.as_bytes(), &gap));
        let known = key.map(|key| (key, place(key)));
        if let Some((key, place)) = known
            && self.recent[place].0 == key
        {
            return self.recent[place].1;
        }
        let boundary = boundary_in(abbreviations, text, word, gap.clone());
        let id = self.add(boundary, &text.as_bytes()[gap.clone()]);
        if let Some((key, place)) = known
            && is_told_alone(&text.as_bytes()[gap], boundary)
        {
            self.recent[place] = (key, id);
        }
        id
    }

    /// The number of a separator.
    pub(super) fn add(&mut self, boundary: Boundary, text: &[u8]) -> u32 {
        self.scratch.clear();
        self.scratch.push(boundary as u8);
        self.scratch.extend_from_slice(text);
        let id = self.keys.intern(&self.scratch);
        if id as usize == self.boundaries.len() {
            self.boundaries.push(boundary);
        }
        id
    }

    /// The boundary that a separator makes.
    #[must_use]
    pub(super) fn boundary(&self, id: u32) -> Boundary {
        self.boundaries[id as usize]
    }

    /// By number: a byte for the boundary, then the text.
    #[must_use]
    pub(super) fn into_strings(self) -> Strings {
        self.keys.into_strings()
    }
}

/// Whether a gap makes this boundary whatever stands around it: a blank line ends a paragraph, and
/// only full stops, exclamation and question marks, apostrophes and what is not ASCII depend on
/// their neighbours. (A line end before a capital does too; it is not asked about.)
fn is_told_alone(gap: &[u8], boundary: Boundary) -> bool {
    let depends = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'\'') || !byte.is_ascii();
    boundary == Boundary::Paragraph || !gap.iter().any(depends)
}

/// Whether a gap may stand behind a heading in capitals: it has a line end, and no small ASCII letter, digit
/// or sign follows. What it makes then depends on the line before it.
#[inline]
fn may_end_heading(text: &[u8], gap: &Range<usize>) -> bool {
    let next = text.get(gap.end);
    next.is_some_and(|next| next.is_ascii_uppercase() || !next.is_ascii())
        && text[gap.clone()]
            .iter()
            .any(|byte| matches!(byte, b'\n' | b'\r'))
}

/// Where a gap is remembered, by both halves of its key.
#[inline]
fn place(key: Key) -> usize {
    let halves = (key as u64) ^ (key >> 64) as u64;
    (halves.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize % REMEMBERED
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Language;
    use crate::tokenize::for_each_word;

    #[test]
    fn a_gap_keeps_its_number_and_its_boundary() {
        let mut separators = Separators::default();
        let abbreviations = Abbreviations::of(Language::UNDETERMINED);
        let mut between = |text: &str, gap: Range<usize>| {
            let id = separators.between(text, 0..gap.start, gap, abbreviations);
            (id, separators.boundary(id))
        };
        let comma = between("one, two", 3..5);
        assert_eq!(comma.1, Boundary::Break);
        assert_eq!(between("so, that", 2..4), comma);
        assert_eq!(between("so, that ends here", 2..4), comma);
        assert_eq!(between("one. Two", 3..5).1, Boundary::Sentence);
        assert_eq!(between("one. two", 3..5).1, Boundary::Break);
        assert_eq!(between("one.\n\ntwo", 3..6).1, Boundary::Paragraph);
        assert_eq!(&separators.keys.strings().get(comma.0)[1..], b", ");
        assert_eq!(separators.into_strings().len(), 4);
    }

    #[test]
    fn a_line_end_behind_capitals_is_told_by_its_line_whatever_came_before() {
        let abbreviations = Abbreviations::of(Language::UNDETERMINED);
        let plain = ("we met the\nMinister of water", 10..11, Boundary::None);
        let heading = (
            "THE HARBOUR PLAN\nThe port grows",
            16..17,
            Boundary::Sentence,
        );
        let carriage = (
            "LE GRAND PORT\r\nÉtude d'un lieu",
            13..15,
            Boundary::Sentence,
        );
        let small = ("THE HARBOUR PLAN\nthe port grows", 16..17, Boundary::None);
        for order in [
            [&plain, &heading, &plain, &carriage, &small],
            [&heading, &plain, &small, &heading, &carriage],
            [&carriage, &small, &heading, &plain, &plain],
        ] {
            let mut separators = Separators::default();
            for (text, gap, expected) in order {
                let start = text[..gap.start].rfind(' ').map_or(0, |blank| blank + 1);
                let id = separators.between(text, start..gap.start, gap.clone(), abbreviations);
                assert_eq!(separators.boundary(id), *expected, "{text}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// What is remembered is what would be decided anew.
        #[test]
        fn gaps_are_those_of_the_rules(text in "[aAs1 .!?,:;'\"()\n\r’—…-]{0,60}") {
            let mut separators = Separators::default();
            let abbreviations = Abbreviations::of(Language::from_code("en").expect("English"));
            let mut last: Option<Range<usize>> = None;
            let mut gaps = Vec::new();
            for_each_word(&text, |word| {
                if let Some(last) = last.replace(word.clone()) {
                    gaps.push((last.clone(), last.end..word.start));
                }
            });
            for (word, gap) in gaps {
                let id = separators.between(&text, word.clone(), gap.clone(), abbreviations);
                let expected = boundary_in(abbreviations, &text, word, gap.clone());
                prop_assert_eq!(separators.boundary(id), expected);
                prop_assert_eq!(&separators.keys.strings().get(id)[1..], &text.as_bytes()[gap]);
            }
        }
    }
}
