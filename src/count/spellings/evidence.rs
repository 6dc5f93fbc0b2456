//! Where capital letters are a word's own.
//!
//! Takes the vocabulary, tells of a separator whether the word behind it may have a capital letter for that
//! alone, and of a word whether it shows that a clause is no heading.

use crate::model::{Boundary, Corpus, FormKind, Separator, SurfaceId, Symbol};
use crate::parallel;

/// How many letters a stop word has that a heading would write with a capital letter.
const LONG: usize = 5;

/// What tells where capital letters are a word's own.
#[derive(Debug)]
pub(in crate::count) struct Evidence {
    /// By surface: whether it is a content word, or a long stop word, that does not begin with a capital letter.
    small: Vec<bool>,
    /// By separator: whether what follows may begin with a capital letter, whatever it is.
    ends_clause: Vec<bool>,
}

impl Evidence {
    pub(in crate::count) fn new(corpus: &Corpus) -> Self {
        let vocabulary = &corpus.vocabulary;
        let small = parallel::map_many(vocabulary.surfaces.len(), |surface| {
            let surface = &vocabulary.surfaces[surface];
            let is_word = match vocabulary.form(surface.form).kind {
                FormKind::Word => true,
                // Shorter ones are in small letters in headings, too.
                FormKind::StopWord => surface.text.chars().count() >= LONG,
                _ => false,
            };
            is_word && surface.text.starts_with(|c: char| !c.is_uppercase())
        });
        Self {
            small,
            ends_clause: vocabulary.separators.iter().map(ends_clause).collect(),
        }
    }

    #[inline]
    pub(in crate::count) fn is_small(&self, surface: SurfaceId) -> bool {
        self.small[surface.index()]
    }

    #[inline]
    pub(in crate::count) fn ends_clause(&self, symbol: Symbol) -> bool {
        let separator = symbol.as_separator();
        separator.is_some_and(|separator| self.ends_clause[separator as usize])
    }
}

/// Whether the word behind a separator may have a capital letter for that alone.
fn ends_clause(separator: &Separator) -> bool {
    let opens = |c| {
        matches!(
            c,
            ':' | '：'
                | '"'
                | '“'
                | '”'
                | '„'
                | '«'
                | '»'
                | '‘'
                | '—'
                | '–'
                | '•'
                | '·'
                | '*'
                | '|'
                | '…'
        )
    };
    let is_item = || separator.text.contains('\n') && separator.text.contains('-');
    separator.boundary >= Boundary::Sentence
        || separator.text.contains(opens)
        || separator.text.contains("--")
        || is_item()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_quotations_and_list_items_begin_anew() {
        let ends = |text: &str, boundary| {
            ends_clause(&Separator {
                text: text.into(),
                boundary,
            })
        };
        assert!(ends(". ", Boundary::Sentence) && ends("\n\n", Boundary::Paragraph));
        assert!(ends(": ", Boundary::Break) && ends(", “", Boundary::Break));
        assert!(ends(";\n- ", Boundary::Break));
        assert!(ends(") -- ", Boundary::Break) && ends(" — ", Boundary::Break));
        assert!(!ends(", ", Boundary::Break) && !ends("-", Boundary::None));
        assert!(!ends(". ", Boundary::None) && !ends("\n", Boundary::None));
    }
}
