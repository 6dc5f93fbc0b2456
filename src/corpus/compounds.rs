//! Expressions of the user's list that count as one word ("climate change", "rule of law").
//!
//! Takes the segments and the list, gives the segments with one symbol for each occurrence: words that
//! follow one another, whatever their case, with blanks, a hyphen or a line end between. In scripts without
//! spaces the words that a dictionary has cut need not be those of the list: what counts is that they make
//! up the expression. Where several expressions begin at a word, the longest is taken. Without a list nothing
//! is looked at.

use std::collections::{HashMap, HashSet};

use super::edits::{Edit, apply};
use super::languages::Languages;
use crate::clean::FormMaker;
use crate::model::{Boundary, Language, Symbol, WordLists};
use crate::order::Arrange as _;
use crate::parallel;
use crate::sorted::SortedMap;
use crate::tokenize::{LocalVocabulary, Segment, for_each_word, is_unspaced, joins_unspaced};

/// The longest word of a script without spaces that is looked for in an expression, in characters.
const LONGEST: usize = 16;
/// The most ways in which an expression may be cut into words.
const MOST_READINGS: usize = 64;

/// Joins the expressions of the list, and the synonyms of several words, in all segments; gives whether
/// there are any.
pub(super) fn join_compounds(
    segments: &mut [Segment],
    languages: &Languages,
    lists: &WordLists,
) -> bool {
    let synonyms = lists.synonyms.iter().map(|(word, _)| word);
    let expressions: Vec<&str> = (lists.compounds.iter().chain(synonyms))
        .map(String::as_str)
        .filter(|expression| {
            expression.trim().contains([' ', '-']) || expression.contains(is_unspaced)
        })
        .collect();
    if expressions.is_empty() {
        return false;
    }
    let joined = parallel::map_items(segments, |_, segment| {
        join_in(segment, |local| {
            let language = languages.of(local.detected);
            Compounds::new(&expressions, language, local)
        })
    });
    joined.contains(&true)
}

/// The expressions as a vocabulary numbers their words.
struct Compounds {
    /// What each word is among the words of expressions, by local number.
    words: Vec<Option<u32>>,
    /// Expressions by their first word, the longest first.
    by_first: SortedMap<u32, Vec<Vec<u32>>>,
}

impl Compounds {
    fn new(expressions: &[&str], language: Language, local: &LocalVocabulary) -> Self {
        let maker = FormMaker::default();
        let surfaces = local.surfaces.iter();
        let forms: Vec<String> = surfaces
            .map(|surface| maker.form(&String::from_utf8_lossy(surface), language))
            .collect();
        let parts = parts_of(expressions);
        let forms_in = forms.iter().map(String::as_str);
        let known: HashSet<&str> = forms_in.filter(|form| parts.contains(form)).collect();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut by_first: SortedMap<u32, Vec<(usize, Vec<u32>)>> = SortedMap::new();
        for expression in expressions {
            let mut pieces = Vec::new();
            for_each_word(expression, |range| {
                pieces.push(maker.form(&expression[range], language));
            });
            for parts in readings(&pieces, &known) {
                let length = parts.iter().map(|part| part.len()).sum();
                let words = parts.into_iter().map(|part| {
                    let next = numbers.len() as u32;
                    *numbers.entry(part.to_owned()).or_insert(next)
                });
                let words: Vec<u32> = words.collect();
                if let [first, _, ..] = words[..] {
                    by_first.or_default(first).push((length, words));
                }
            }
        }
        let by_first = by_first.into_iter().map(|(first, mut of_first)| {
            of_first.arrange_by_key(|(length, _)| std::cmp::Reverse(*length));
            let words = of_first.into_iter().map(|(_, words)| words);
            (first, words.collect())
        });
        let words = forms.iter().map(|form| numbers.get(form).copied());
        Self {
            words: words.collect(),
            by_first: by_first.collect(),
        }
    }

    /// The symbols that an expression takes from the first on, if one begins there.
    fn length_at(&self, symbols: &[Symbol], holds: &[bool]) -> Option<usize> {
        let first = self.word(symbols.first()?)?;
        let mut expressions = self.by_first.get(&first)?.iter();
        expressions.find_map(|words| self.length_of(words, symbols, holds))
    }

    fn length_of(&self, words: &[u32], symbols: &[Symbol], holds: &[bool]) -> Option<usize> {
        let mut length = 1;
        for word in &words[1..] {
            if let Some(separator) = symbols.get(length)?.as_separator() {
                if !holds[separator as usize] {
                    return None;
                }
                length += 1;
            }
            if self.word(symbols.get(length)?) != Some(*word) {
                return None;
            }
            length += 1;
        }
        Some(length)
    }

    fn word(&self, symbol: &Symbol) -> Option<u32> {
        self.words[symbol.as_word()?.index()]
    }
}

/// Joins expressions in a segment.
fn join_in(segment: &mut Segment, compounds_of: impl Fn(&LocalVocabulary) -> Compounds) -> bool {
    let compounds: Vec<Compounds> = segment.vocabularies.iter().map(compounds_of).collect();
    let holds: Vec<bool> = (segment.separators.iter())
        .map(|separator| separator.first() == Some(&(Boundary::None as u8)))
        .collect();
    let mut edits: Vec<Vec<Edit>> = Vec::new();
    let mut numbers: Vec<HashMap<String, u32>> = vec![HashMap::new(); compounds.len()];
    for index in 0..segment.documents.len() {
        let document = &segment.documents[index];
        let range = document.symbols.clone();
        let mut of_document = Vec::new();
        if let Some(place) = segment.vocabulary_of(document) {
            let symbols = segment.symbols.read(range.clone()).into_owned();
            let mut at = 0;
            while at < symbols.len() {
                let Some(length) = compounds[place].length_at(&symbols[at..], &holds) else {
                    at += 1;
                    continue;
                };
                let local = &mut segment.vocabularies[place];
                let text = text_of(&symbols[at..at + length], local);
                let new = || surface_of(&text, local);
                let number = *numbers[place].entry(text.clone()).or_insert_with(new);
                of_document.push(Edit {
                    range: range.start + at..range.start + at + length,
                    symbols: vec![Symbol::word(number)],
                });
                at += length;
            }
        }
        edits.push(of_document);
    }
    let has_some = edits.iter().any(|edits| !edits.is_empty());
    if has_some {
        apply(segment, &edits);
    }
    has_some
}

/// The number of a surface, which is new unless a dictionary has cut it as one word elsewhere.
fn surface_of(text: &str, local: &mut LocalVocabulary) -> u32 {
    let known = (local.surfaces.iter()).position(|surface| surface == text.as_bytes());
    match known {
        Some(number) => number as u32,
        None => local.surfaces.add(text.as_bytes()),
    }
}

/// What may be a word in the expressions of scripts without spaces.
fn parts_of<'a>(expressions: &[&'a str]) -> HashSet<&'a str> {
    let unspaced = |text: &str| text.contains(is_unspaced);
    let mut parts = HashSet::new();
    for expression in expressions.iter().filter(|text| unspaced(text)) {
        let starts = expression.char_indices().map(|(at, _)| at);
        let ends = expression.char_indices().map(|(at, c)| at + c.len_utf8());
        let ends: Vec<usize> = ends.collect();
        for start in starts {
            let longest = ends.iter().filter(|end| **end > start).take(LONGEST);
            parts.extend(longest.map(|&end| &expression[start..end]));
        }
    }
    parts
}

/// The ways in which the words of a text may make up an expression of these pieces; one if all pieces are
/// between spaces.
fn readings<'a>(pieces: &'a [String], known: &HashSet<&str>) -> Vec<Vec<&'a str>> {
    let mut readings: Vec<Vec<&str>> = vec![Vec::new()];
    for piece in pieces {
        let ways = match piece.contains(is_unspaced) {
            true => cuts(piece, known),
            false => vec![vec![piece.as_str()]],
        };
        let longer = readings.iter().flat_map(|before| {
            let ways = ways.iter();
            ways.map(move |way| [before.as_slice(), way.as_slice()].concat())
        });
        readings = longer.take(MOST_READINGS).collect();
    }
    readings
}

/// The ways to cut a stretch without spaces into known words.
fn cuts<'a>(piece: &'a str, known: &HashSet<&str>) -> Vec<Vec<&'a str>> {
    // Behind each character, how the text up to there may be cut.
    let mut up_to: Vec<(usize, Vec<Vec<&str>>)> = vec![(0, vec![Vec::new()])];
    for (at, c) in piece.char_indices() {
        let end = at + c.len_utf8();
        let last = up_to.iter().rev().take(LONGEST);
        let ways = last.filter(|(start, _)| known.contains(&piece[*start..end]));
        let ways = ways.flat_map(|(start, ways)| {
            let word = &piece[*start..end];
            ways.iter()
                .map(move |way| [way.as_slice(), &[word]].concat())
        });
        let ways = ways.take(MOST_READINGS).collect();
        up_to.push((end, ways));
    }
    up_to.pop().map(|(_, ways)| ways).unwrap_or_default()
}

/// The words of an expression as written, a blank between where their script has one.
fn text_of(symbols: &[Symbol], local: &LocalVocabulary) -> String {
    let words = symbols.iter().filter_map(|symbol| symbol.as_word());
    let mut text = String::new();
    for word in words {
        let word = String::from_utf8_lossy(local.surfaces.get(word.0));
        if !text.is_empty() && !joins_unspaced(&text, &word) {
            text.push(' ');
        }
        text.push_str(&word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_become_one_word() {
        let text =
            "Climate change and the rule of law; climate-change. Climate, change. Rule of laws";
        let mut segments = [Segment::of_texts(&[("a", "", text)])];
        let languages = Languages::decide(&segments);
        let lists = WordLists {
            compounds: vec![
                "climate change".into(),
                "Rule of Law".into(),
                "rule of".into(),
            ],
            ..WordLists::default()
        };
        assert!(join_compounds(&mut segments, &languages, &lists));
        let document = &segments[0].documents[0];
        assert_eq!(document.tokens, 9);
        let surfaces = &segments[0].vocabularies[0].surfaces;
        let new: Vec<_> = surfaces
            .iter()
            .filter(|surface| surface.contains(&b' '))
            .collect();
        assert_eq!(
            new,
            [
                &b"Climate change"[..],
                b"rule of law",
                b"climate change",
                b"Rule of"
            ]
        );
        assert!(!join_compounds(
            &mut segments,
            &languages,
            WordLists::none()
        ));
    }
}
