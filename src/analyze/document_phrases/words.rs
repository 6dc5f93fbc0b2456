//! What each word may do in a key phrase of a document.
//!
//! Takes the vocabulary, gives a dense table by surface. Stop words and numbers part candidates; so do
//! English words of general use (`general.txt`, as stems), which are frequent in every kind of text
//! and hardly ever part of a subject: verbs of saying and doing, adjectives of degree, numerals.

use std::collections::BTreeSet;

use crate::model::{Boundary, Corpus, Form, FormKind, InnerWords, Language, SurfaceId, Symbol};

/// Stems of English words that are part of no candidate.
const GENERAL: &str = include_str!("general.txt");
/// Endings of English participles and adjectives, which do not end a candidate.
const OPEN_ENDINGS: [&str; 7] = ["ed", "ous", "ive", "able", "ible", "less", "ful"];
/// What a word may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It ends a candidate as well as standing inside of it.
    Whole,
    /// It stands inside a candidate, not at its end.
    Open,
    /// It stands between two parts of a candidate.
    Link,
    /// It stands in none.
    Apart,
}

/// A word of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) surface: SurfaceId,
    pub(super) role: Role,
    /// What parts it from the word before.
    pub(super) boundary: Boundary,
}

/// The roles of all words.
#[derive(Debug)]
pub(super) struct Words {
    roles: Vec<Role>,
    boundaries: Vec<Boundary>,
}

impl Words {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let general: BTreeSet<&str> = GENERAL.split_whitespace().collect();
        let english = Language::from_code("en");
        let vocabulary = &corpus.vocabulary;
        let role = |form: &Form| match form.kind {
            FormKind::StopWord if InnerWords::is_link(form.language, &form.text) => Role::Link,
            FormKind::Word if Some(form.language) == english => {
                english_role(&form.text, &vocabulary.term(form.term).text, &general)
            }
            FormKind::Word => Role::Whole,
            _ => Role::Apart,
        };
        let forms: Vec<Role> = vocabulary.forms.iter().map(role).collect();
        Self {
            roles: corpus.by_surface(|form| forms[form.index()]),
            boundaries: corpus.boundaries(),
        }
    }

    /// Gives each word of a document to `each`.
    pub(super) fn walk(&self, symbols: &[Symbol], mut each: impl FnMut(Word)) {
        walk(&self.boundaries, symbols, |surface, boundary| {
            each(Word {
                surface,
                role: self.roles[surface.index()],
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

fn english_role(form: &str, stem: &str, general: &BTreeSet<&str>) -> Role {
    let is_apart = form.len() < 2 || form.ends_with("ly") || general.contains(stem);
    if is_apart {
        Role::Apart
    } else if OPEN_ENDINGS.iter().any(|ending| form.ends_with(ending)) {
        Role::Open
    } else {
        Role::Whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_and_adverbs_part_and_participles_do_not_end() {
        let general = GENERAL.split_whitespace().collect();
        assert_eq!(english_role("proposes", "propos", &general), Role::Apart);
        assert_eq!(english_role("quickly", "quick", &general), Role::Apart);
        assert_eq!(
            english_role("distributed", "distribut", &general),
            Role::Open
        );
        assert_eq!(
            english_role("sovereignty", "sovereignti", &general),
            Role::Whole
        );
    }
}
