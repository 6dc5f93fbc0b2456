//! What each word may do in a key phrase of a document, and what its spelling says.
//!
//! Takes the vocabulary, gives a dense table by surface. Stop words and numbers part candidates. Words
//! of general use (`general_words.tsv`) part none: they only make a candidate less likely.

use crate::data::DataFile;
use crate::model::{Boundary, Corpus, Form, FormKind, InnerWords, SurfaceId, Symbol};
use crate::sorted::SortedSet;

/// Words of general use, by language; an entry with `*` stands for all forms that begin so.
static GENERAL: DataFile = DataFile::new(include_str!("../../data/general_words.tsv"));
/// Languages that write all nouns with a capital letter, which then marks no names.
const CAPITAL_NOUNS: [&str; 2] = ["de", "lb"];

/// What a word may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It is part of a candidate.
    Word,
    /// The same, and it is of general use.
    General,
    /// It stands between two parts of a candidate.
    Link,
    /// It stands in none.
    Apart,
}

/// How a word begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Initial {
    Capital,
    Small,
    /// In a script without capital letters, or a language in which they mark no names.
    Neither,
}

/// A word of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) surface: SurfaceId,
    pub(super) role: Role,
    pub(super) initial: Initial,
    /// What parts it from the word before.
    pub(super) boundary: Boundary,
}

/// The roles of all words.
#[derive(Debug)]
pub(super) struct Words {
    /// By surface.
    facts: Vec<(Role, Initial)>,
    boundaries: Vec<Boundary>,
}

impl Words {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let general: SortedSet<[&str; 2]> = GENERAL.rows().collect();
        let vocabulary = &corpus.vocabulary;
        let role = |form: &Form| match form.kind {
            FormKind::StopWord if InnerWords::is_link(form.language, &form.text) => Role::Link,
            FormKind::Word => {
                let term = &vocabulary.term(form.term).text;
                if is_general(&general, form.language.code(), [&form.text, term]) {
                    Role::General
                } else {
                    Role::Word
                }
            }
            _ => Role::Apart,
        };
        let roles: Vec<Role> = vocabulary.forms.iter().map(role).collect();
        let surfaces = vocabulary.surfaces.iter();
        let facts = surfaces.map(|surface| {
            let form = vocabulary.form(surface.form);
            let role = roles[surface.form.index()];
            (role, initial(&surface.text, form.language.code()))
        });
        Self {
            facts: facts.collect(),
            boundaries: corpus.boundaries(),
        }
    }

    /// Gives each word of a document to `each`.
    pub(super) fn walk(&self, symbols: &[Symbol], mut each: impl FnMut(Word)) {
        walk(&self.boundaries, symbols, |surface, boundary| {
            let (role, initial) = self.facts[surface.index()];
            each(Word {
                surface,
                role,
                initial,
                boundary,
            });
        });
    }
}

/// Gives each surface of a document to `each`, with what parts it from the one before. `boundaries`
/// are those of the separators.
pub(super) fn walk(
    boundaries: &[Boundary],
    symbols: &[Symbol],
    mut each: impl FnMut(SurfaceId, Boundary),
) {
    let mut boundary = Boundary::Paragraph;
    for symbol in symbols {
        if let Some(surface) = symbol.as_word() {
            each(surface, boundary);
            boundary = Boundary::None;
        } else if let Some(separator) = symbol.as_separator() {
            boundary = boundary.max(boundaries[separator as usize]);
        }
    }
}

/// Whether the form or the term of a word is in the list, or begins as an entry says.
fn is_general(general: &SortedSet<[&str; 2]>, language: &str, [form, term]: [&str; 2]) -> bool {
    let is_listed = |text: &str| general.contains(&[language, text]);
    let starts = form.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut entry = String::new();
    is_listed(form)
        || is_listed(term)
        || starts.skip(2).any(|end| {
            entry.clear();
            entry.push_str(&form[..end]);
            entry.push('*');
            is_listed(&entry)
        })
}

/// How a word of this language begins.
fn initial(word: &str, language: &str) -> Initial {
    match word.chars().next() {
        _ if CAPITAL_NOUNS.contains(&language) => Initial::Neither,
        Some(first) if first.is_uppercase() => Initial::Capital,
        Some(first) if first.is_lowercase() => Initial::Small,
        _ => Initial::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_words_are_listed_as_forms_stems_or_beginnings() {
        let general = [["en", "develop"], ["fr", "ainsi"], ["pl", "przedstawi*"]];
        let general = general.into_iter().collect();
        let is_general = |language, form, term| is_general(&general, language, [form, term]);
        assert!(is_general("en", "development", "develop"));
        assert!(is_general("fr", "ainsi", "ains"));
        assert!(is_general("pl", "przedstawiono", "przedstawiono"));
        assert!(!is_general("pl", "przed", "przed"));
        assert!(!is_general("en", "zealand", "zealand"));
    }

    #[test]
    fn capital_letters_mark_names_where_only_names_have_them() {
        assert_eq!(initial("Lisbon", "en"), Initial::Capital);
        assert_eq!(initial("Évian", "fr"), Initial::Capital);
        assert_eq!(initial("harbour", "en"), Initial::Small);
        assert_eq!(initial("Hafen", "de"), Initial::Neither);
        assert_eq!(initial("港口", "zh"), Initial::Neither);
        assert_eq!(initial("5g", "en"), Initial::Neither);
    }
}
