//! Which words of the corpus satisfy which elements of patterns.
//!
//! Every element is looked up once among forms, terms or surfaces; all lists of the vocabulary are sorted
//! by text, so words are found by halving and not by going through them. Elements fold by the language of
//! the form.

use std::borrow::Cow;
use std::ops::Range;

use super::glob::Glob;
use super::hyphenable::Hyphenable;
use super::pattern::{Element, ElementKind};
use crate::clean::{FormMaker, without_accents};
use crate::corpus::Stems;
use crate::count::FastMap;
use crate::model::{Corpus, FormId, Language, SurfaceId, Vocabulary};
use crate::sorted::{SortedMap, SortedSet};

/// An element in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SpellingKey(pub(super) u32, pub(super) Language);

/// The elements by the words that satisfy them.
#[derive(Default)]
pub(super) struct Satisfied {
    /// By form: where its elements stand in `elements`.
    of_form: Vec<Range<u32>>,
    elements: Vec<u32>,
    /// Elements that ask for letters as written, by surface.
    of_surface: FastMap<SurfaceId, Vec<u32>>,
    /// The elements that are stretches of a script without spaces, as forms.
    stretches: SortedMap<u32, String>,
    /// The elements whose hyphens do not matter.
    hyphenable: FastMap<SpellingKey, Hyphenable>,
    /// Those of them whose accents do not count.
    without_accents: SortedSet<u32>,
}

impl Satisfied {
    /// Looks up numbered elements.
    pub(super) fn new(vocabulary: &Vocabulary, numbers: &SortedMap<&Element, u32>) -> Self {
        let mut lookup = Lookup::new(vocabulary, numbers.keys().copied());
        let terms = vocabulary.terms.iter();
        let languages: SortedSet<Language> = terms.map(|term| term.language).collect();
        for language in languages {
            for (element, &number) in numbers.iter() {
                lookup.add(element, number, language);
            }
        }
        for (element, &number) in numbers.iter() {
            match element.kind {
                ElementKind::Stretch => lookup.add_stretch(&element.text, number),
                ElementKind::Hyphenable if element.folds_accents => {
                    lookup.satisfied.without_accents.insert(number);
                }
                _ => {}
            }
        }
        lookup.finish()
    }

    /// The elements that a form satisfies, or may begin to.
    pub(super) fn by_form(&self, form: FormId) -> &[u32] {
        let range = &self.of_form[form.index()];
        &self.elements[range.start as usize..range.end as usize]
    }

    /// The elements that ask for letters as written and that a surface satisfies.
    pub(super) fn by_surface(&self, surface: SurfaceId) -> &[u32] {
        self.of_surface.get(&surface).map_or(&[], Vec::as_slice)
    }

    /// All surfaces that satisfy an element that asks for letters as written.
    pub(super) fn written(&self) -> impl Iterator<Item = (SurfaceId, &[u32])> {
        let surfaces = self.of_surface.iter();
        surfaces.map(|(surface, elements)| (*surface, elements.as_slice()))
    }

    /// Whether an element asks for letters as written.
    pub(super) fn has_written(&self) -> bool {
        !self.of_surface.is_empty()
    }

    /// Whether there are elements whose hyphens do not matter.
    pub(super) fn has_hyphenable(&self) -> bool {
        !self.hyphenable.is_empty()
    }

    /// The stretch that an element is.
    pub(super) fn stretch(&self, element: u32) -> Option<&str> {
        self.stretches.get(&element).map(String::as_str)
    }

    /// The words, whose hyphens do not matter, that an element is in a language.
    pub(super) fn hyphenable(&self, key: SpellingKey) -> Option<&Hyphenable> {
        self.hyphenable.get(&key)
    }

    /// The text of a form as it is compared with an element whose hyphens do not matter.
    pub(super) fn compared_text<'a>(
        &self,
        element: u32,
        corpus: &'a Corpus,
        form: FormId,
    ) -> Cow<'a, str> {
        let text = &*corpus.vocabulary.form(form).text;
        if self.without_accents.contains(&element) {
            Cow::Owned(without_accents(text))
        } else {
            Cow::Borrowed(text)
        }
    }
}

/// The vocabulary while elements are looked up.
struct Lookup<'a> {
    vocabulary: &'a Vocabulary,
    maker: FormMaker,
    stems: Stems,
    /// Forms without accents, sorted; empty if no element asks for them.
    plain_forms: Vec<(String, FormId)>,
    /// Forms, each with an element that it satisfies.
    pairs: Vec<(FormId, u32)>,
    satisfied: Satisfied,
}

impl<'a> Lookup<'a> {
    fn new<'b>(
        vocabulary: &'a Vocabulary,
        mut elements: impl Iterator<Item = &'b Element>,
    ) -> Self {
        let mut plain_forms = Vec::new();
        if elements.any(|element| element.folds_accents) {
            let forms = vocabulary.forms.iter().enumerate();
            let plain = forms.map(|(id, form)| (without_accents(&form.text), FormId::new(id)));
            plain_forms.extend(plain);
            plain_forms.sort_unstable();
        }
        Self {
            vocabulary,
            maker: FormMaker::default(),
            stems: Stems::new(vocabulary.stemmer),
            plain_forms,
            pairs: Vec::new(),
            satisfied: Satisfied::default(),
        }
    }

    /// Adds an element for one language.
    fn add(&mut self, element: &Element, number: u32, language: Language) {
        let text = &element.text;
        match element.kind {
            ElementKind::Stem => self.add_stem(element, number, language),
            ElementKind::Lemma => {
                if self.vocabulary.has_lemmas {
                    let lemma = self.maker.form(text, language);
                    self.add_term(&lemma, number, language);
                }
            }
            ElementKind::Form | ElementKind::Glob => {
                let forms = self.forms_like(element, language);
                self.pairs
                    .extend(forms.into_iter().map(|form| (form, number)));
            }
            ElementKind::Written => self.add_written(element, number, language),
            ElementKind::Hyphenable => self.add_hyphenable(element, number, language),
            // What begins a stretch is the same in every language.
            ElementKind::Stretch => {}
        }
    }

    /// Adds an element for the forms that have its term: the one that the corpus gives the word, or that of
    /// its stem.
    fn add_stem(&mut self, element: &Element, number: u32, language: Language) {
        let form = self.maker.form(&element.text, language);
        let stem = self.stems.stem(&form, language);
        let terms = self.vocabulary.forms.iter();
        let from = self
            .vocabulary
            .forms
            .partition_point(|other| *other.text < *form);
        let same = terms.skip(from).take_while(|other| *other.text == *form);
        let same = same.filter(|other| other.language == language);
        for form in same {
            let term = self.vocabulary.term(form.term);
            let forms = term.forms.iter().map(|&form| (form, number));
            self.pairs.extend(forms);
        }
        self.add_term(&stem, number, language);
    }

    /// Adds an element for the forms of a term.
    fn add_term(&mut self, text: &str, number: u32, language: Language) {
        let terms = &self.vocabulary.terms;
        let from = terms.partition_point(|term| *term.text < *text);
        let same = terms[from..].iter().take_while(|term| *term.text == *text);
        for term in same.filter(|term| term.language == language) {
            let forms = term.forms.iter().map(|&form| (form, number));
            self.pairs.extend(forms);
        }
    }

    /// The forms of a language that an element stands for, case aside.
    fn forms_like(&self, element: &Element, language: Language) -> Vec<FormId> {
        let folded = self.maker.form(&element.text, language);
        let vocabulary = self.vocabulary;
        let is_of_language = |form: &FormId| vocabulary.form(*form).language == language;
        if element.folds_accents {
            let glob = Glob::new(&without_accents(&folded));
            let plain = &self.plain_forms;
            let from = plain.partition_point(|(text, _)| *text < glob.prefix);
            let like = plain[from..].iter();
            let like = like.take_while(|(text, _)| text.starts_with(&glob.prefix));
            let like = like
                .filter(|(text, _)| glob.fits(text))
                .map(|(_, form)| *form);
            return like.filter(is_of_language).collect();
        }
        let forms = &vocabulary.forms;
        let glob = Glob::new(&folded);
        let from = forms.partition_point(|form| *form.text < *glob.prefix);
        let like = forms.iter().enumerate().skip(from);
        // A word without wildcards is followed by the same word in other languages, then by longer ones.
        let is_near = |text: &str| match glob.is_plain() {
            true => *text == *glob.prefix,
            false => text.starts_with(&glob.prefix),
        };
        let like = like.take_while(|(_, form)| is_near(&form.text));
        let like = like.filter(|(_, form)| form.language == language && glob.fits(&form.text));
        like.map(|(id, _)| FormId::new(id)).collect()
    }

    /// Adds an element for the surfaces that have its letters as written.
    fn add_written(&mut self, element: &Element, number: u32, language: Language) {
        let spell = |text: &str| {
            let spelling = self.maker.spelling(text);
            match element.folds_accents {
                true => without_accents(&spelling),
                false => spelling,
            }
        };
        let glob = Glob::new(&spell(&element.text));
        let surfaces = &self.vocabulary.surfaces;
        let mut written = Vec::new();
        for form in self.forms_like(element, language) {
            let from = surfaces.partition_point(|surface| surface.form < form);
            let of_form = surfaces.iter().enumerate().skip(from);
            for (id, surface) in of_form.take_while(|(_, surface)| surface.form == form) {
                let spelling = spell(&surface.text);
                let of_form = |part: &str| {
                    let form = self.vocabulary.form(form);
                    part == spelling || self.maker.form(part, language) == *form.text
                };
                // `OMC` of `l'OMC`.
                let parts = spelling.split('\'').chain([spelling.as_str()]);
                if parts
                    .filter(|part| of_form(part))
                    .any(|part| glob.fits(part))
                {
                    written.push(SurfaceId::new(id));
                }
            }
        }
        for surface in written {
            let elements = self.satisfied.of_surface.entry(surface).or_default();
            elements.push(number);
        }
    }

    /// Adds an element whose hyphens do not matter, and the forms that it may begin with.
    fn add_hyphenable(&mut self, element: &Element, number: u32, language: Language) {
        let words = element.text.split('-');
        let words: Vec<String> = words.map(|word| self.maker.form(word, language)).collect();
        let mut text = words.join("-");
        if element.folds_accents {
            text = without_accents(&text);
        }
        let hyphenable = Hyphenable::new(&text);
        let first = hyphenable
            .first_letter()
            .map(String::from)
            .unwrap_or_default();
        let vocabulary = self.vocabulary;
        let mut add = |text: &str, form: FormId| {
            let is_of_language = vocabulary.form(form).language == language;
            if is_of_language && !hyphenable.after_first(text).is_empty() {
                self.pairs.push((form, number));
            }
        };
        if element.folds_accents {
            let from = self.plain_forms.partition_point(|(text, _)| *text < first);
            let plain = self.plain_forms[from..].iter();
            plain
                .take_while(|(text, _)| text.starts_with(&first))
                .for_each(|(text, form)| add(text, *form));
        } else {
            let from = vocabulary.forms.partition_point(|form| *form.text < *first);
            let forms = vocabulary.forms.iter().enumerate().skip(from);
            forms
                .take_while(|(_, form)| form.text.starts_with(&first))
                .for_each(|(id, form)| add(&form.text, FormId::new(id)));
        }
        let key = SpellingKey(number, language);
        self.satisfied.hyphenable.insert(key, hyphenable);
    }

    /// Adds a stretch of a script without spaces for every word that it may begin with.
    fn add_stretch(&mut self, text: &str, number: u32) {
        // Such scripts have no case and no language of their own.
        let stretch = self.maker.form(text, Language::UNDETERMINED);
        let forms = &self.vocabulary.forms;
        for (at, c) in stretch.char_indices() {
            let beginning = &stretch[..at + c.len_utf8()];
            let from = forms.partition_point(|form| *form.text < *beginning);
            let same = forms.iter().enumerate().skip(from);
            let same = same.take_while(|(_, form)| *form.text == *beginning);
            self.pairs
                .extend(same.map(|(id, _)| (FormId::new(id), number)));
        }
        self.satisfied.stretches.insert(number, stretch);
    }

    fn finish(mut self) -> Satisfied {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        let pairs = &self.pairs;
        self.satisfied.elements = pairs.iter().map(|&(_, element)| element).collect();
        let mut start = 0;
        for form in (0..self.vocabulary.forms.len()).map(FormId::new) {
            let of_form = pairs[start..].iter();
            let end = start + of_form.take_while(|(other, _)| *other == form).count();
            self.satisfied.of_form.push(start as u32..end as u32);
            start = end;
        }
        self.satisfied
    }
}
