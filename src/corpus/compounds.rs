//! Expressions of the user's list that count as one word ("climate change", "rule of law").
//!
//! Takes the segments and the list, gives the segments with one symbol for each occurrence: words that
//! follow one another, whatever their case, with blanks, a hyphen or a line end between. Where several
//! expressions begin at a word, the longest is taken. Without a list nothing is looked at.

use std::collections::HashMap;

use super::edits::{Edit, apply};
use super::languages::Languages;
use crate::clean::FormMaker;
use crate::model::{Boundary, Language, Symbol, WordLists};
use crate::order::Arrange as _;
use crate::parallel;
use crate::sorted::SortedMap;
use crate::tokenize::{LocalVocabulary, Segment, for_each_word};

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
        .filter(|expression| expression.trim().contains([' ', '-']))
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
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut by_first: SortedMap<u32, Vec<Vec<u32>>> = SortedMap::new();
        for expression in expressions {
            let mut words = Vec::new();
            for_each_word(expression, |range| {
                let next = numbers.len() as u32;
                let form = maker.form(&expression[range], language);
                words.push(*numbers.entry(form).or_insert(next));
            });
            if let [first, _, ..] = words[..] {
                by_first.or_default(first).push(words);
            }
        }
        for of_first in by_first.values_mut() {
            of_first.arrange_by_key(|words| std::cmp::Reverse(words.len()));
        }
        let words = local.surfaces.iter().map(|surface| {
            let form = maker.form(&String::from_utf8_lossy(surface), language);
            numbers.get(&form).copied()
        });
        Self {
            words: words.collect(),
            by_first,
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
                let new = || local.surfaces.add(text.as_bytes());
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

/// The words of an expression as written, a blank between.
fn text_of(symbols: &[Symbol], local: &LocalVocabulary) -> String {
    let words = symbols.iter().filter_map(|symbol| symbol.as_word());
    let words = words.map(|word| String::from_utf8_lossy(local.surfaces.get(word.0)));
    words.collect::<Vec<_>>().join(" ")
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
