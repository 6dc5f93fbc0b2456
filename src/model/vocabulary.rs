//! The frozen vocabulary: surfaces, forms and terms of the whole corpus, each sorted and numbered.
//!
//! A surface ("Sovereignty") belongs to a form ("sovereignty"), a form to a term ("sovereignti").
//! Lists are read-only after the freeze and their ids follow the order of the names.

use std::borrow::Cow;

use crate::model::{Boundary, FormId, Language, Stemmer, SurfaceId, TermId};

/// What a form is. Each analysis takes the kinds it is about; none is dropped from the sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormKind {
    /// A word that counts as an occurrence of its term.
    Word,
    /// A word on the stop-word list of its language.
    StopWord,
    /// A word shorter than the least length that the settings ask for.
    Short,
    /// Digits without a letter.
    Number,
    /// A web or e-mail address, a `#tag` or a `@name`, kept whole.
    Address,
    /// A stretch of a script without spaces, kept whole because no dictionary cuts it.
    Unsegmented,
}

/// A distinct word as written.
#[derive(Debug, Clone)]
pub struct Surface {
    /// The word as written.
    pub text: Box<str>,
    /// Its form.
    pub form: FormId,
}

/// A distinct form (type).
#[derive(Debug, Clone)]
pub struct Form {
    /// The form: NFC, case folded, apostrophes as `'`, elided words taken off.
    pub text: Box<str>,
    /// The language it belongs to.
    pub language: Language,
    /// Its kind.
    pub kind: FormKind,
    /// The term it belongs to.
    pub term: TermId,
    /// Whether it is a name written in capitals whose letters are a stop word otherwise: "US". The stop
    /// word `us` is another form with the same text, and comes before it.
    pub is_acronym: bool,
    /// Whether lemmas are asked for and no list has this word.
    pub lacks_lemma: bool,
}

impl Form {
    /// The form as it is listed: its text, of a name in capitals these.
    #[must_use]
    pub fn listed(&self) -> Cow<'_, str> {
        match self.is_acronym {
            true => Cow::Owned(self.text.to_uppercase()),
            false => Cow::Borrowed(&self.text),
        }
    }
}

/// A term: what remains of its forms after stemming.
#[derive(Debug, Clone)]
pub struct Term {
    /// The stem (the form itself in a language without a stemmer), or the lemma.
    pub text: Box<str>,
    /// How it is shown, if a list says so: the lemma, or the preferred word of a list of synonyms. Else
    /// it is shown by its most frequent form.
    pub label: Option<Box<str>>,
    /// The language it belongs to.
    pub language: Language,
    /// The kind of all its forms: a stop word and a word of the same stem are two terms.
    pub kind: FormKind,
    /// Its forms, in the order of their text.
    pub forms: Vec<FormId>,
}

/// The text between two words, and the boundary it makes.
#[derive(Debug, Clone)]
pub struct Separator {
    /// The text as written.
    pub text: Box<str>,
    /// The boundary.
    pub boundary: Boundary,
}

/// All words of a frozen corpus.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Surfaces, by [`SurfaceId`].
    pub surfaces: Vec<Surface>,
    /// Forms, by [`FormId`]; sorted by text, then language; names in capitals behind stop words.
    pub forms: Vec<Form>,
    /// Terms, by [`TermId`]; sorted by text, then language, then kind.
    pub terms: Vec<Term>,
    /// Separators, by their place in a [`crate::model::Symbol`].
    pub separators: Vec<Separator>,
    /// What made terms of forms.
    pub stemmer: Stemmer,
    /// Whether terms are the lemmas of a list, where the list has them.
    pub has_lemmas: bool,
}

impl Vocabulary {
    /// The form of a surface.
    #[must_use]
    pub fn form_of(&self, surface: SurfaceId) -> FormId {
        self.surfaces[surface.index()].form
    }

    /// The form of a language with this text.
    #[must_use]
    pub fn form_with(&self, text: &str, language: Language) -> Option<FormId> {
        let from = self.forms.partition_point(|form| *form.text < *text);
        let same = self.forms.iter().enumerate().skip(from);
        let mut same = same.take_while(|(_, form)| *form.text == *text);
        same.find(|(_, form)| form.language == language)
            .map(|(id, _)| FormId::new(id))
    }

    /// The form with this id.
    #[must_use]
    pub fn form(&self, form: FormId) -> &Form {
        &self.forms[form.index()]
    }

    /// The term with this id.
    #[must_use]
    pub fn term(&self, term: TermId) -> &Term {
        &self.terms[term.index()]
    }
}
