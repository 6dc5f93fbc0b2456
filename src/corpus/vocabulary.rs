//! The vocabulary of a corpus: sorts and numbers surfaces, forms and terms.
//!
//! Takes the merged surfaces of each language, gives the vocabulary and the final number of each
//! surface. Each distinct form is made, classed and stemmed once, here.

use std::borrow::Cow;

use super::acronyms::Acronyms;
use super::merge::Merged;
use super::stem::Stems;
use super::term_maker::{TermKey, TermMaker, form_of_words};
use crate::clean::{FormMaker, SOFT_HYPHEN};
use crate::config::ReadingSettings;
use crate::error::{Error, Result};
use crate::model::{
    Form, FormId, FormKind, Language, Stemmer, Surface, SurfaceId, Symbol, Term, TermId, Vocabulary,
};
use crate::parallel;
use crate::sorted::SortedMap;

/// A surface before it has its number.
struct Draft<'a> {
    /// As written, without soft hyphens.
    text: Cow<'a, str>,
    form: String,
    language: Language,
    /// Whether it is a name although its form is a stop word.
    is_acronym: bool,
    /// Its number among the merged surfaces of its language.
    provisional: u32,
}

impl Draft<'_> {
    /// What forms are told apart and sorted by.
    fn form_key(&self) -> (&str, Language, bool) {
        (&self.form, self.language, self.is_acronym)
    }
}

impl Vocabulary {
    /// Sorts and numbers surfaces, forms and terms; gives the new ids of surfaces by language.
    pub(super) fn build(
        merged: &SortedMap<Language, Merged>,
        acronyms: &Acronyms,
        settings: ReadingSettings<'_>,
    ) -> Result<(Self, SortedMap<Language, Vec<SurfaceId>>)> {
        let mut drafts = drafts(merged, acronyms);
        if drafts.len() >= Symbol::LIMIT {
            return Err(Error::TooLarge { what: "words" });
        }
        parallel::sort_by(&mut drafts, |a, b| {
            a.form_key().cmp(&b.form_key()).then(a.text.cmp(&b.text))
        });
        let maker = TermMaker::new(settings.tokenize, settings.lists, merged.keys().copied());
        let stemmer = settings.tokenize.stemmer;
        let (forms, terms) = forms_and_terms(&drafts, &maker, stemmer);
        let mut ids: SortedMap<_, _> = merged
            .iter()
            .map(|(&language, all)| (language, vec![SurfaceId(0); all.strings.len()]))
            .collect();
        let mut form = 0;
        let mut surfaces = Vec::with_capacity(drafts.len());
        for (index, draft) in drafts.iter().enumerate() {
            let is_new = index > 0 && !same_form(&drafts[index - 1], draft);
            form += usize::from(is_new);
            // Words that differ by a soft hyphen only are one.
            let is_known = index > 0 && !is_new && drafts[index - 1].text == draft.text;
            if !is_known {
                surfaces.push(Surface {
                    text: draft.text.as_ref().into(),
                    form: FormId::new(form),
                });
            }
            if let Some(ids) = ids.get_mut(&draft.language) {
                ids[draft.provisional as usize] = SurfaceId::new(surfaces.len() - 1);
            }
        }
        Ok((
            Self {
                surfaces,
                forms,
                terms,
                separators: Vec::new(),
                stemmer,
                has_lemmas: !settings.lists.lemmas.is_empty(),
            },
            ids,
        ))
    }
}

fn same_form(a: &Draft<'_>, b: &Draft<'_>) -> bool {
    a.form_key() == b.form_key()
}

fn drafts<'a>(merged: &'a SortedMap<Language, Merged>, acronyms: &Acronyms) -> Vec<Draft<'a>> {
    let all: Vec<(Language, u32, &[u8])> = merged
        .iter()
        .flat_map(|(&language, all)| {
            all.strings
                .iter()
                .enumerate()
                .map(move |(id, bytes)| (language, id as u32, bytes))
        })
        .collect();
    parallel::map_many_with(all.len(), FormMaker::default, |maker, index| {
        let (language, provisional, bytes) = all[index];
        // Surfaces are slices of strings cut at word boundaries, so this never fails.
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        Draft {
            text: without_soft_hyphens(text),
            form: if text.contains(' ') {
                form_of_words(text, language, maker)
            } else {
                maker.form(text, language)
            },
            language,
            is_acronym: acronyms
                .get(&language)
                .is_some_and(|names| names.contains(text)),
            provisional,
        }
    })
}

fn without_soft_hyphens(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(SOFT_HYPHEN) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(SOFT_HYPHEN, ""))
}

/// The distinct forms of sorted drafts, and their terms.
fn forms_and_terms(
    drafts: &[Draft<'_>],
    maker: &TermMaker<'_>,
    stemmer: Stemmer,
) -> (Vec<Form>, Vec<Term>) {
    let distinct: Vec<&Draft<'_>> = drafts
        .chunk_by(same_form)
        .filter_map(|chunk| chunk.first())
        .collect();
    let new_stems = || Stems::new(stemmer);
    let keys = parallel::map_many_with(distinct.len(), new_stems, |stems, index| {
        let draft = distinct[index];
        let key = maker.term(&draft.form, draft.language, stems);
        match key.kind {
            FormKind::StopWord if draft.is_acronym => TermKey {
                kind: FormKind::Word,
                ..key
            },
            _ => key,
        }
    });
    let (terms, term_of) = terms(&keys);
    let forms = distinct
        .iter()
        .zip(&keys)
        .zip(term_of)
        .map(|((draft, key), term)| Form {
            text: draft.form.as_str().into(),
            language: draft.language,
            kind: key.kind,
            term,
            is_acronym: draft.is_acronym,
            lacks_lemma: key.lacks_lemma,
        })
        .collect();
    (forms, terms)
}

/// The terms of forms, sorted, and the term of each form.
fn terms(forms: &[TermKey]) -> (Vec<Term>, Vec<TermId>) {
    let order = parallel::sorted(forms.len(), |a, b| forms[a].key().cmp(&forms[b].key()));
    let mut terms: Vec<Term> = Vec::new();
    let mut term_of = vec![TermId(0); forms.len()];
    for of_term in order.chunk_by(|&a, &b| forms[a].key() == forms[b].key()) {
        for &form in of_term {
            term_of[form] = TermId::new(terms.len());
        }
        let key = &forms[of_term[0]];
        let mut labels = of_term
            .iter()
            .filter_map(|&form| forms[form].label.as_deref());
        terms.push(Term {
            text: key.stem.as_str().into(),
            label: labels.next().map(Into::into),
            language: key.language,
            kind: key.kind,
            forms: of_term.iter().map(|&form| FormId::new(form)).collect(),
        });
    }
    (terms, term_of)
}
