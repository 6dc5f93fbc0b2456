//! What each surface is to YAKE.
//!
//! Takes the vocabulary, gives a dense table by surface: the word it counts for, whether that is a
//! stop word, and how it is written.

use crate::count::FastMap;
use crate::model::{Corpus, Form, FormId, FormKind, Language, Surface, TermId};

/// Words with fewer letters and digits are stop words.
const LEAST: usize = 3;
/// What an elided word ends with.
const APOSTROPHES: [char; 4] = ['\'', '\u{2019}', '\u{2BC}', '\u{FF07}'];

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// In capital letters.
    Acronym,
    /// With a capital letter at its start only.
    Name,
    /// Otherwise.
    Plain,
    /// With a digit or more than one mark, or not as a word: in no candidate, nobody's neighbour.
    Apart,
}

/// What a surface is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// The word it counts for: its form without a final s.
    pub(super) word: u32,
    pub(super) form: FormId,
    pub(super) term: TermId,
    pub(super) is_stop: bool,
    pub(super) shape: Shape,
}

/// The kinds of all surfaces, by their ids.
pub(super) fn kinds(corpus: &Corpus) -> Vec<Kind> {
    let vocabulary = &corpus.vocabulary;
    let mut words: FastMap<(&str, Language, bool), u32> = FastMap::default();
    let of_form: Vec<(u32, bool)> = vocabulary
        .forms
        .iter()
        .map(|form| {
            let (new, is_stop) = (words.len() as u32, is_stop(form));
            let key = (singular(&form.text), form.language, is_stop);
            (*words.entry(key).or_insert(new), is_stop)
        })
        .collect();
    let kind = |surface: &Surface| {
        let form = vocabulary.form(surface.form);
        let (word, is_stop) = of_form[surface.form.index()];
        Kind {
            word,
            form: surface.form,
            term: form.term,
            is_stop,
            shape: shape(&surface.text, form),
        }
    };
    vocabulary.surfaces.iter().map(kind).collect()
}

/// A form of more than three characters without a final s.
fn singular(form: &str) -> &str {
    let is_long = form.chars().nth(3).is_some();
    form.strip_suffix('s').filter(|_| is_long).unwrap_or(form)
}

/// Whether a form is listed or short. Scripts without capital letters have short words that say
/// something, so that only their lists count.
fn is_stop(form: &Form) -> bool {
    let is_cased = |c: char| !c.is_alphabetic() || c.is_lowercase() || c.is_uppercase();
    let singular = singular(&form.text);
    let counted = singular.chars().filter(|c| !c.is_ascii_punctuation());
    matches!(form.kind, FormKind::StopWord | FormKind::Short)
        || counted.count() < LEAST && singular.chars().all(is_cased)
}

/// How a surface is written; what was taken off its form is not looked at.
fn shape(surface: &str, form: &Form) -> Shape {
    let marks = form.text.chars().filter(char::is_ascii_punctuation).count();
    let is_word = matches!(
        form.kind,
        FormKind::Word | FormKind::StopWord | FormKind::Short
    );
    if !is_word || marks > 1 || form.text.chars().any(char::is_numeric) {
        return Shape::Apart;
    }
    match surface.rsplit_once(APOSTROPHES) {
        Some((_, word)) if !form.text.contains('\'') => shape_of(word),
        _ => shape_of(surface),
    }
}

fn shape_of(word: &str) -> Shape {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    match capitals {
        1.. if !word.chars().any(char::is_lowercase) => Shape::Acronym,
        1 if word.starts_with(char::is_uppercase) => Shape::Name,
        _ => Shape::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the package tags these words.
    #[test]
    fn shapes_are_those_of_the_package() {
        for word in ["ACME", "A", "ÜN", "U.S"] {
            assert_eq!(shape_of(word), Shape::Acronym, "{word}");
        }
        for word in ["Acme", "Ünal", "Straße"] {
            assert_eq!(shape_of(word), Shape::Name, "{word}");
        }
        for word in ["acme", "McDonald", "iPhone", "O'Neil", "XIXs", "ß"] {
            assert_eq!(shape_of(word), Shape::Plain, "{word}");
        }
    }

    #[test]
    fn digits_and_marks_keep_a_word_apart_and_elision_is_no_part_of_it() {
        for word in ["co2", "a.b.c"] {
            assert_eq!(shape(word, &form(word)), Shape::Apart);
        }
        assert_eq!(shape("l'Allemagne", &form("allemagne")), Shape::Name);
    }

    #[test]
    fn a_final_s_is_taken_off_and_short_words_are_stop_words() {
        let singulars = ["models", "classes", "gas", "eggs"].map(singular);
        assert_eq!(singulars, ["model", "classe", "gas", "egg"]);
        let stops = ["eu", "it's", "12", "law", "1999", "法治"].map(|word| is_stop(&form(word)));
        assert_eq!(stops, [true, true, true, false, false, false]);
    }

    fn form(text: &str) -> Form {
        Form {
            text: text.into(),
            language: Language::from_code("en").unwrap(),
            kind: FormKind::Word,
            term: TermId(0),
            is_acronym: false,
            lacks_lemma: false,
        }
    }
}
