//! Expressions that count as one word, as patterns of several words find them.
//!
//! Takes the vocabulary and the elements of patterns; gives, for each surface with a blank in it ("climate
//! change" of the user's list of compounds), its words and which elements these satisfy. A pattern finds an
//! expression if it has all its words; where the corpus has no expressions nothing is looked up.

use super::pattern::{Element, ElementKind};
use super::satisfied::Satisfied;
use crate::clean::FormMaker;
use crate::corpus::Stems;
use crate::count::FastMap;
use crate::model::{
    Form, FormId, FormKind, Language, Surface, SurfaceId, Term, TermId, Vocabulary,
};
use crate::sorted::SortedMap;

/// The expressions of a corpus.
#[derive(Default)]
pub(super) struct Units {
    /// By surface: its words, as surfaces of `words`.
    parts: FastMap<SurfaceId, Vec<SurfaceId>>,
    /// The words of all expressions.
    words: Vocabulary,
    /// Which elements the words satisfy.
    satisfied: Satisfied,
}

/// A word of an expression before it has its number: form, language, and the word as written.
type Draft<'a> = (String, Language, &'a str);

impl Units {
    /// The expressions of a vocabulary, and which of the numbered elements their words satisfy.
    pub(super) fn new(vocabulary: &Vocabulary, numbers: &SortedMap<&Element, u32>) -> Self {
        let maker = FormMaker::default();
        let surfaces = vocabulary.surfaces.iter().enumerate();
        let expressions: Vec<(SurfaceId, Vec<Draft<'_>>)> = surfaces
            .filter(|(_, surface)| surface.text.contains(' '))
            .map(|(id, surface)| {
                let language = vocabulary.form(surface.form).language;
                let words = surface.text.split_whitespace();
                let drafts = words.map(|word| (maker.form(word, language), language, word));
                (SurfaceId::new(id), drafts.collect())
            })
            .collect();
        if expressions.is_empty() {
            return Self::default();
        }
        let mut drafts: Vec<&Draft<'_>> = expressions.iter().flat_map(|(_, words)| words).collect();
        drafts.sort_unstable();
        drafts.dedup();
        let place = |draft| drafts.binary_search(&draft).ok().map(SurfaceId::new);
        let parts = expressions
            .iter()
            .map(|(id, words)| (*id, words.iter().filter_map(place).collect()));
        let parts = parts.collect();
        let words = words_of(vocabulary, &drafts);
        // Elements of several words are compared with expressions as a whole.
        let of_one_word = numbers.iter().filter(|(element, _)| {
            !matches!(element.kind, ElementKind::Hyphenable | ElementKind::Stretch)
        });
        let numbers = of_one_word.map(|(&element, &number)| (element, number));
        let satisfied = Satisfied::new(&words, &numbers.collect());
        Self {
            parts,
            words,
            satisfied,
        }
    }

    /// Whether the corpus has none.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The words of a surface, if it is an expression.
    pub(super) fn parts(&self, surface: SurfaceId) -> Option<&[SurfaceId]> {
        self.parts.get(&surface).map(Vec::as_slice)
    }

    /// All expressions with their words.
    pub(super) fn iter(&self) -> impl Iterator<Item = (SurfaceId, &[SurfaceId])> {
        let parts = self.parts.iter();
        parts.map(|(surface, parts)| (*surface, parts.as_slice()))
    }

    /// The elements that a word of an expression satisfies.
    pub(super) fn elements(&self, part: SurfaceId) -> impl Iterator<Item = &u32> {
        let by_form = self.satisfied.by_form(self.words.form_of(part));
        by_form.iter().chain(self.satisfied.by_surface(part))
    }
}

/// Sorted words as a vocabulary of their own. Stems are those of the corpus, where it has the word.
fn words_of(vocabulary: &Vocabulary, drafts: &[&Draft<'_>]) -> Vocabulary {
    let mut stems = Stems::new(vocabulary.stemmer);
    let mut surfaces = Vec::with_capacity(drafts.len());
    let mut forms: Vec<Form> = Vec::new();
    let mut by_term: SortedMap<(String, Language), Vec<FormId>> = SortedMap::new();
    for of_form in drafts.chunk_by(|a, b| (&a.0, a.1) == (&b.0, b.1)) {
        let Some((text, language, _)) = of_form.first() else {
            continue;
        };
        let form = FormId::new(forms.len());
        let known = vocabulary.form_with(text, *language);
        let term = known.map(|known| vocabulary.term(vocabulary.form(known).term));
        let term = term.map_or_else(|| stems.stem(text, *language), |term| term.text.to_string());
        by_term.or_default((term, *language)).push(form);
        forms.push(Form {
            text: text.as_str().into(),
            language: *language,
            kind: FormKind::Word,
            term: TermId(0),
            is_acronym: false,
            lacks_lemma: false,
        });
        surfaces.extend(of_form.iter().map(|(_, _, written)| Surface {
            text: (*written).into(),
            form,
        }));
    }
    let mut terms = Vec::new();
    for ((text, language), of_term) in by_term.iter() {
        for form in of_term {
            forms[form.index()].term = TermId::new(terms.len());
        }
        terms.push(Term {
            text: text.as_str().into(),
            label: None,
            language: *language,
            kind: FormKind::Word,
            forms: of_term.clone(),
        });
    }
    Vocabulary {
        surfaces,
        forms,
        terms,
        separators: Vec::new(),
        stemmer: vocabulary.stemmer,
        has_lemmas: vocabulary.has_lemmas,
    }
}
